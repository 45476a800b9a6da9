"""What the caller hands in beside the warehouse: gate results and open alerts, checked on the way in."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict


class _Given(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class GateResult(_Given):
    """One expectation of the reporting suite. `indicatoren`: which figures it touches, in Dutch."""

    verwachting: str
    tabel: str
    ernst: str
    geslaagd: bool
    aantal_afwijkend: int | None
    indicatoren: str
    melding: str


class Gate(_Given):
    """The gate results that belong to one build."""

    build_id: str | None
    passed: bool
    resultaten: list[GateResult]


class Evidence(_Given):
    """The figures of the closed year that the alert rests on."""

    jaar: int
    k: int
    n: int
    aandeel: float | None
    norm: float


class Duty(_Given):
    """What the covenant obliges whom to do, in a sentence; `gedaan_op` is empty while it is open.

    `dagen`: from the day it arose to the day it was done, or to the day of the report.
    """

    plicht: str
    tekst: str
    ontstaan_op: date
    gedaan_op: date | None
    dagen: int


class Happening(_Given):
    """One event in the life of an alert."""

    op: date
    titel: str


class OpenAlert(_Given):
    """A breach that still asks something of someone. `opgeschort`: the data allow no new verdict now."""

    id: str
    afspraak: str
    corporatie: str
    gemeente: str
    staat: str
    sinds: date
    dagen_open: int
    stil_tot_en_met: date | None
    gebeurtenissen: list[Happening]
    bewijs: Evidence
    plichten: list[Duty]
    fase: str = "open"
    opgeschort: bool = False


class PastGate(Gate):
    """Gate results of this or an earlier build, or of the landing (`poort`), and when they were stored."""

    poort: str
    getoetst_op: datetime
