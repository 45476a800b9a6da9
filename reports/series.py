"""Figures over the years, as `rpt_indicatoren` has them: selected, never made."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from reports.edition import Edition
from reports.palette import TOGETHER
from reports.withheld import is_withheld

#: One row per corporatie, gemeente and year of one measure, with its sister measures beside it.
_YEARS = """
    select
        corporatie, gemeente, year(periode_start) as jaar, eenheid,
        any_value(waarde) filter (maat = $maat) as waarde,
        any_value(n) filter (maat = $maat) as n,
        any_value(ondergrens) filter (maat = $maat) as ondergrens,
        any_value(bovengrens) filter (maat = $maat) as bovengrens,
        coalesce(bool_or(voorlopig) filter (maat = $maat), false) as voorlopig,
        any_value(kwalificatie) filter (maat = $maat) as kwalificatie,
        any_value(waarde) filter (maat = 'gemiddelde') as gemiddelde,
        any_value(waarde) filter (maat = 'mediaan') as mediaan,
        any_value(waarde) filter (maat = 'p25') as p25,
        any_value(waarde) filter (maat = 'p75') as p75
    from reporting.rpt_indicatoren
    where indicator = $indicator and periode_soort = 'jaar' and dimensie = 'totaal'
        and gemeente in ($gemeente, 'alle')
    group by corporatie, gemeente, jaar, eenheid
    having count(*) filter (maat = $maat) > 0
    order by corporatie, gemeente, jaar
"""


@dataclass(frozen=True)
class Point:
    """One year of one series, in the unit of `rpt_indicatoren`; `waarde` is None where n = 0."""

    jaar: int
    waarde: float | None
    n: int | None
    ondergrens: float | None = None
    bovengrens: float | None = None
    voorlopig: bool = False
    kwalificatie: str | None = None
    gemiddelde: float | None = None
    mediaan: float | None = None
    p25: float | None = None
    p75: float | None = None

    @property
    def is_withheld(self) -> bool:
        """Left out because it is about too few people, rather than not there."""
        return self.waarde is None and is_withheld(self.kwalificatie)


@dataclass(frozen=True)
class Series:
    """One figure of one corporatie in one gemeente (either may be `alle`), year by year."""

    corporatie: str
    gemeente: str
    eenheid: str
    points: tuple[Point, ...]

    @property
    def is_observed(self) -> bool:
        return any(point.waarde is not None or point.is_withheld for point in self.points)

    @property
    def newest(self) -> Point:
        """The year to speak of: the newest one that is closed, else the newest."""
        closed = [point for point in self.points if not point.voorlopig]
        return (closed or self.points)[-1]


def _of(key: tuple[str, str, str], found: Iterable[dict[str, Any]]) -> Series:
    corporatie, gemeente, eenheid = key
    fields = Point.__dataclass_fields__
    return Series(
        corporatie, gemeente, eenheid, tuple(Point(**{name: row[name] for name in fields}) for row in found)
    )


def years(edition: Edition, indicator: str, maat: str) -> list[Series]:
    """The series of the edition's gemeente per corporatie, then together, then of the whole working area.

    A corporation that let nothing there in any year has no series, and neither has the whole area where it is
    the edition's gemeente already.
    """
    found = edition.rows(_YEARS, {"indicator": indicator, "maat": maat, "gemeente": edition.gemeente})
    series = [
        _of(key, group)
        for key, group in groupby(found, lambda row: (row["corporatie"], row["gemeente"], row["eenheid"]))
    ]
    wanted = [
        one
        for one in series
        if one.is_observed and (one.gemeente == edition.gemeente or one.corporatie == TOGETHER)
    ]
    return sorted(
        wanted, key=lambda one: (one.gemeente != edition.gemeente, one.corporatie == TOGETHER, one.corporatie)
    )
