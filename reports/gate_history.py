"""The gates over the builds: per expectation how it went each time, the newest build first."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from reports.given import GateResult, PastGate

#: Builds side by side; more do not fit on paper, and what went before has been reported.
SHOWN = 8

#: Sign, word and style of an outcome.
PASSED, BLOCKED, WARNED, ABSENT = (
    ("✓", "geslaagd", "goed"),
    ("✗", "niet geslaagd, blokkeert", "slecht"),
    ("▲", "waarschuwing", "let-op"),
    ("·", "niet getoetst", "onbekend"),
)
Outcome = tuple[str, str, str, int | None]


@dataclass(frozen=True)
class Line:
    """One expectation: `uitkomsten` as sign, word, style and number of deviating rows, per build shown."""

    verwachting: str
    melding: str
    ernst: str
    indicatoren: str
    uitkomsten: tuple[Outcome, ...]

    @property
    def is_spotless(self) -> bool:
        """Passed or absent each time."""
        return all(klas not in ("slecht", "let-op") for _, _, klas, _ in self.uitkomsten)


@dataclass(frozen=True)
class History:
    """One suite: the builds shown, the expectations that ever failed, and the others per table."""

    builds: tuple[PastGate, ...]
    weggelaten: int
    opvallend: tuple[Line, ...]
    overig: tuple[tuple[str, tuple[Line, ...]], ...]


def history(gates: Sequence[PastGate]) -> History:
    """The newest of `gates`, which come oldest first, newest first."""
    shown = tuple(reversed(gates[-SHOWN:]))
    outcomes = [{(one.tabel, one.verwachting): one for one in gate.resultaten} for gate in shown]
    names = list(dict.fromkeys(name for found in outcomes for name in found))
    lines = [(table, _line(table, name, outcomes)) for table, name in names]
    calm = sorted(((table, line) for table, line in lines if line.is_spotless), key=lambda pair: pair[0])
    return History(
        builds=shown,
        weggelaten=len(gates) - len(shown),
        opvallend=tuple(line for _, line in lines if not line.is_spotless),
        overig=tuple(
            (table, tuple(line for _, line in pairs))
            for table, pairs in groupby(calm, key=lambda pair: pair[0])
        ),
    )


def _line(table: str, name: str, outcomes: Sequence[dict[tuple[str, str], GateResult]]) -> Line:
    found = [outcome.get((table, name)) for outcome in outcomes]
    newest = next(one for one in found if one is not None)
    return Line(name, newest.melding, newest.ernst, newest.indicatoren, tuple(_outcome(one) for one in found))


def _outcome(result: GateResult | None) -> Outcome:
    if result is None:
        return (*ABSENT, None)
    if result.geslaagd:
        return (*PASSED, None)
    return (*(BLOCKED if result.ernst == "blokkerend" else WARNED), result.aantal_afwijkend)
