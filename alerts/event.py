"""What the log holds: events, each with the evidence it rests on.

The field names are Dutch: the log and the JSON messages are read by the parties to the agreement.
"""

import hashlib
import json
from datetime import date
from fractions import Fraction
from typing import Literal

from pydantic import BaseModel, ConfigDict

Niveau = Literal["overschrijding", "structureel"]
Soort = Literal[
    "geconstateerd",
    "verergerd",
    "heropend",
    "herbeoordeeld",
    "ingetrokken",
    "norm_hersteld_plicht_open",
    "opgelost",
    "opgeschort",
    "hervat",
    "geinformeerd",
    "overleg",
]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Bewijs(_Record):
    """The verdict of one closed year as it stood on `vintage`: shares 0..1, k and n in toewijzingen.

    `k_pool` of `n_pool` is what is judged: this year alone, or together with earlier years when it is small.
    """

    jaar: int
    oordeel: str
    oordeel_met_onbekend: str | None
    lezing: str
    regel: str
    regel_grond: str | None
    k: int
    n: int
    aandeel: float | None
    norm: float
    k_onbekend: int
    k_pool: int
    n_pool: int
    jaren_pool: int
    p_eenzijdig: float | None
    p_gepoold: float | None
    andere_lezingen: dict[str, str]  # lezing → its verdict of the same year
    vintage: date | None
    leveringen: tuple[str, ...]  # hash of each levering behind the figures
    synthetisch: bool
    versie: str
    plaats: str  # where the report shows it

    @property
    def keuze(self) -> tuple[str, str]:
        """What the parties ratify: the reading and the rule."""
        return self.lezing, self.regel

    @property
    def ruimte(self) -> int:
        """The number of toewijzingen that the norm allows in the pool."""
        return int(exact(self.norm) * self.n_pool)

    @property
    def boven_norm(self) -> bool:
        return self.oordeel == "structureel" or self.boven(0.0)

    def boven(self, marge: float) -> bool:
        """The pool is over the norm by more than `marge` (0..1); exact, so that 20.000 % is within."""
        return self.k_pool > (exact(self.norm) + exact(marge)) * self.n_pool


class Vervulling(_Record):
    """A person's word that a duty was fulfilled."""

    gedaan_op: date
    wie: str
    toelichting: str


class Event(_Record):
    """One line of the log.

    `sleutel` is the idempotency key: the same event after a crash has the same one, whatever the day.
    `niveau` is the level from here on; `ingetrokken` with a level withdraws only that it was structureel.
    `plichten` are the duties that arise here; with `ingetrokken`, the duties that lapse.
    """

    logversie: Literal[1] = 1
    volgnummer: int
    sleutel: str
    op: date
    soort: Soort
    alert: str
    afspraak: str
    corporatie: str
    gemeente: str
    eerste_jaar: int
    niveau: Niveau | None = None
    plichten: tuple[str, ...] = ()
    bewijs: Bewijs | None = None
    eerder_bewijs: Bewijs | None = None  # what stood before, where the verdict changed
    vervulling: Vervulling | None = None

    def line(self) -> str:
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"))


def exact(share: float) -> Fraction:
    """A share as it is written: 0.2 is one fifth, not the double nearest to it."""
    return Fraction(str(share))


def digest(*parts: object) -> str:
    """SHA-256 over parts that cannot run into each other."""
    return hashlib.sha256(json.dumps([str(part) for part in parts]).encode()).hexdigest()


def alert_id(afspraak: str, corporatie: str, gemeente: str, eerste_jaar: int, *again: int) -> str:
    """Identity of an alert (norm.md): agreement, corporatie, gemeente and first year of the episode.

    `again` sets apart a second episode of the same first year, which only a change of reading can bring.
    """
    return digest(afspraak, corporatie, gemeente, eerste_jaar, *again)[:12]
