"""Verdicts of closed years, as runs over the norm.

Small corporations are judged on the pool of years, so "over" and "within" always speak of the pool.
"""

from dataclasses import dataclass, field
from itertools import takewhile

from alerts.event import Bewijs, Keuze, Niveau

Key = tuple[str, str]  # corporatie, gemeente
JUDGED = {"structureel", "overschrijding", "binnen_norm"}


@dataclass(frozen=True)
class Verdict:
    """One closed year of one corporatie and gemeente under the ratified reading and scope."""

    bewijs: Bewijs
    te_weinig: bool

    @property
    def jaar(self) -> int:
        return self.bewijs.jaar

    @property
    def judged(self) -> bool:
        """It can open, keep or end an alert: a verdict was given, and on enough toewijzingen."""
        return self.bewijs.oordeel in JUDGED and not self.te_weinig

    @property
    def blocked(self) -> bool:
        """A blocking quality failure lies on its inputs."""
        return self.bewijs.oordeel == "geen_oordeel"

    @property
    def structureel(self) -> bool:
        return self.bewijs.oordeel == "structureel"


@dataclass(frozen=True)
class Episode:
    """A run of closed years over the norm, and the year within it that ended the run."""

    verdicts: tuple[Verdict, ...]
    closed_by: Verdict | None

    @property
    def eerste_jaar(self) -> int:
        return self.verdicts[0].jaar

    @property
    def opening(self) -> Verdict | None:
        """The first year in which the overschrijding was "te groot" or structureel."""
        return next((verdict for verdict in self.verdicts if verdict.bewijs.te_groot), None)

    @property
    def structureel(self) -> Verdict | None:
        return next((verdict for verdict in self.verdicts if verdict.structureel), None)

    @property
    def niveau(self) -> Niveau:
        return "structureel" if self.structureel else "overschrijding"

    @property
    def weightiest(self) -> Bewijs:
        """What the level of the episode rests on: its first structural year, else its last."""
        return (self.structureel or self.verdicts[-1]).bewijs

    @property
    def holds(self) -> bool:
        return bool(self.verdicts) and self.closed_by is None

    def overlaps(self, first: int, last: int) -> bool:
        return any(first <= verdict.jaar <= last for verdict in self.verdicts)


@dataclass(frozen=True)
class Timeline:
    """The closed years of one corporatie and gemeente, in order. A year without a verdict is passed over:
    it neither begins nor ends an episode."""

    verdicts: tuple[Verdict, ...] = ()
    judged: tuple[Verdict, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "judged", tuple(verdict for verdict in self.verdicts if verdict.judged))

    @property
    def keuze(self) -> Keuze | None:
        """Reading and rule in force."""
        return self.judged[-1].bewijs.keuze if self.judged else None

    def blocked_since(self, jaar: int) -> bool:
        return any(verdict.blocked for verdict in self.verdicts if verdict.jaar >= jaar)

    def year(self, jaar: int) -> Verdict | None:
        return next((verdict for verdict in self.judged if verdict.jaar == jaar), None)

    def first_from(self, jaar: int) -> Verdict | None:
        return next((verdict for verdict in self.judged if verdict.jaar >= jaar), None)

    def since(self, jaar: int) -> Episode:
        """The run that starts with the first judged year from `jaar` on; empty when that one is within."""
        rest = [verdict for verdict in self.judged if verdict.jaar >= jaar]
        run = tuple(takewhile(lambda verdict: verdict.bewijs.boven_norm, rest))
        return Episode(run, rest[len(run)] if len(rest) > len(run) else None)

    def over_just_before(self, jaar: int) -> bool:
        """The last judged year before `jaar` is over: a run through `jaar` began earlier. With a blocked year
        in between that is not known."""
        earlier = [verdict for verdict in self.judged if verdict.jaar < jaar]
        if not earlier or not earlier[-1].bewijs.boven_norm:
            return False
        return not any(earlier[-1].jaar < verdict.jaar < jaar for verdict in self.verdicts if verdict.blocked)

    def episodes(self) -> list[Episode]:
        return [
            self.since(verdict.jaar)
            for verdict in self.judged
            if verdict.bewijs.boven_norm and not self.over_just_before(verdict.jaar)
        ]
