"""The verdict of a suite: open or shut, with every gate's outcome as counts and never a value."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from expectations.toets import Ernst


@dataclass(frozen=True)
class Uitslag:
    """The outcome of one gate.

    `aantal_afwijkend` is the number of deviating rows, None when the gate could not be put. A gate with a
    threshold may pass with some.
    """

    verwachting: str
    tabel: str
    ernst: Ernst
    geslaagd: bool
    aantal_afwijkend: int | None
    indicatoren: str
    melding: str


@dataclass(frozen=True)
class Poort:
    """What a suite found; `build_id` is the build that it judged, None for the landing."""

    naam: str
    build_id: str | None
    resultaten: tuple[Uitslag, ...]

    @property
    def passed(self) -> bool:
        """Open only if gates were put and no blocking one failed."""
        return bool(self.resultaten) and not self.blokkades

    @property
    def blokkades(self) -> tuple[Uitslag, ...]:
        return tuple(u for u in self.resultaten if not u.geslaagd and u.ernst == "blokkerend")

    @property
    def waarschuwingen(self) -> tuple[Uitslag, ...]:
        return tuple(u for u in self.resultaten if not u.geslaagd and u.ernst == "waarschuwing")

    def samenvatting(self) -> list[str]:
        """Dutch lines for the console: the verdict, then each failure with its rows and figures."""
        aantal, fout = len(self.resultaten), len(self.blokkades)
        if self.passed:
            kop = f"Controle {self.naam}: geslaagd, {aantal} eisen"
            kop += f", {len(self.waarschuwingen)} waarschuwing(en)." if self.waarschuwingen else "."
        else:
            kop = (
                f"Controle {self.naam}: niet geslaagd, {fout} van de {aantal} eisen geschonden. "
                "Er wordt niets gepubliceerd; wat er stond, blijft staan."
            )
        regels = [f"  FOUT {u.melding} Raakt: {u.indicatoren}." for u in self.blokkades]
        regels += [f"  LET OP {u.melding} Raakt: {u.indicatoren}." for u in self.waarschuwingen]
        return [kop, *regels]

    def to_json(self) -> str:
        """The stored form: the same for the same outcome, byte for byte."""
        inhoud = {
            "poort": self.naam,
            "build_id": self.build_id,
            "passed": self.passed,
            "resultaten": [asdict(uitslag) for uitslag in self.resultaten],
        }
        return json.dumps(inhoud, ensure_ascii=False, indent=1) + "\n"
