"""What the log holds: events, each with the evidence it rests on.

The field names are Dutch: the log and the JSON messages are read by the parties to the agreement.
"""

import hashlib
import json
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

# Reading, rule and the rule's parameters: what the parties ratify.
Keuze = tuple[str, str, tuple[tuple[str, float], ...]]
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
    "herhaald",
    "gestild",
    "ontstild",
    "stilte_verlopen",
]
NoticeSoort = Literal["dreigt", "dreiging_vervallen", "levering_te_laat", "levering_ontvangen"]


class OpgaveGeweigerd(Exception):
    """What a person asked to be recorded cannot be so; the message says what to do."""


class LogboekBeschadigd(RuntimeError):
    """The log does not read as a life that alerts can have; nothing was changed."""


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
    regel_parameters: dict[str, float]  # its bounds, by the name of the setting
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
    p_samen: float | None = None  # this pool and that of the year before, as one: what limb B rests on
    andere_lezingen: dict[str, str]  # lezing → its verdict of the same year
    vintage: date | None
    leveringen: tuple[str, ...]  # hash of each levering behind the figures
    synthetisch: bool
    versie: str
    plaats: str  # where the report shows it

    @property
    def keuze(self) -> Keuze:
        return self.lezing, self.regel, tuple(sorted(self.regel_parameters.items()))

    @property
    def boven_norm(self) -> bool:
        return self.oordeel == "structureel" or self._boven(0)

    @property
    def te_groot(self) -> bool:
        """Enough to open an alert."""
        return self.oordeel == "structureel" or self._boven(self.regel_parameters["te_grote_marge"])

    def _boven(self, marge: float) -> bool:
        """The pool is over the norm by more than `marge` (0..1); exact, so that 20.000 % is within."""
        return self.k_pool > (exact(self.norm) + exact(marge)) * self.n_pool


class Vervulling(_Record):
    """A person's word that a duty was fulfilled."""

    gedaan_op: date
    wie: str
    toelichting: str


class Stilte(_Record):
    """A person's word that an alert need not be repeated up to and including a day, or need again."""

    wie: str
    reden: str
    tot_en_met: date | None = None


class Verwachting(_Record):
    """What a running year is expected to end at: `kans_boven_norm` 0..1, `ruimte_over` in toewijzingen."""

    jaar: int
    oordeel: str
    k: int
    n: int
    aandeel: float | None
    norm: float | None  # None outside its validity
    ruimte_over: int | None
    kans_boven_norm: float | None
    lezing: str
    regel: str
    vintage: date | None
    leveringen: tuple[str, ...]
    synthetisch: bool
    versie: str
    plaats: str


class Draft(_Record):
    """What an event says, before it has its place in the log.

    `niveau` is the level from here on. `ingetrokken` with a level withdraws only that it was structureel;
    with `opgegaan` the alert is withdrawn because its years belong to the longer episode of another.
    `plichten` are the duties that arise here; with `ingetrokken`, the duties that lapse.
    """

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
    opgegaan: bool = False
    vervulling: Vervulling | None = None
    stilte: Stilte | None = None
    aanleiding: str = ""  # of a repetition: `kwartaal`, or the day of the overleg that it precedes


class NoticeDraft(_Record):
    """What appears and goes and asks nothing of anyone under the covenant: a year that threatens to end over
    the norm (`verwachting`), or a levering (`bron`, `verwacht_op`) that is overdue."""

    soort: NoticeSoort
    alert: str  # identity, as of an alert
    corporatie: str = ""
    gemeente: str = ""
    verwachting: Verwachting | None = None
    bron: str = ""
    verwacht_op: date | None = None


class _Logged(_Record):
    """One line of the log, which outlives this code: a field that is added later needs a default.

    `sleutel` is the idempotency key: the same event has the same one on any day.
    """

    logversie: Literal[1] = 1
    volgnummer: int
    sleutel: str
    op: date

    def content(self) -> dict[str, Any]:
        """As JSON holds it, its place in the log first."""
        return {"volgnummer": self.volgnummer, "op": "", "soort": "", **self.model_dump(mode="json")}

    def line(self) -> str:
        return json.dumps(self.content(), ensure_ascii=False, separators=(",", ":"))


class Event(Draft, _Logged):
    """In the life of an alert."""


class Notice(NoticeDraft, _Logged):
    """Of what appears and goes."""


Line = Event | Notice


def about(line: Line) -> str:
    """The corporation or supplier that the line is about."""
    return line.bron if isinstance(line, Notice) and line.bron else line.corporatie


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
