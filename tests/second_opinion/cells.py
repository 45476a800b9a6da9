"""Which periods there are, what the leveringen cover of them, and in which cells a fact counts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import polars as pl
from classes import UNKNOWN
from delivered import Levering, Row

PERIOD = ["periode_soort", "periode_start", "periode_eind"]
CELL = [*PERIOD, "corporatie", "gemeente", "dimensie", "dimensie_waarde"]
DAY = dt.timedelta(days=1)


class Coverage:
    """The days that the leveringen cover, per corporatie; `alle` is covered where each corporatie is."""

    def __init__(self, leveringen: Iterable[Levering]) -> None:
        days: dict[str, set[dt.date]] = defaultdict(set)
        for one in leveringen:
            for corporatie in one.corporaties:
                days[corporatie] |= set(days_of(one.van, one.tot))
        self.days = dict(days) | {"alle": set.intersection(*days.values())}
        self.reached = dict(days) | {"alle": set.union(*days.values())}

    def covers(self, corporatie: str, start: dt.date, end: dt.date) -> bool:
        return all(day in self.days.get(corporatie, ()) for day in days_of(start, end))

    def covers_day(self, corporatie: str, day: dt.date) -> bool:
        return day in self.days.get(corporatie, ())

    def touches(self, corporatie: str, start: dt.date, end: dt.date) -> bool:
        """Whether a day in it is covered; for `alle`: of any corporatie."""
        return any(day in self.reached.get(corporatie, ()) for day in days_of(start, end))

    def running_year(self, corporatie: str) -> int | None:
        """The last year that the leveringen (for `alle`: of each) reach, if they do not reach its end."""
        own = [corporatie] if corporatie != "alle" else [name for name in self.reached if name != "alle"]
        last = min((max(self.reached[name]).year for name in own if self.reached.get(name)), default=None)
        return last if last and dt.date(last, 12, 31) not in self.days[corporatie] else None


def days_of(start: dt.date, end: dt.date) -> Iterator[dt.date]:
    return (start + DAY * number for number in range((end - start).days + 1))


def month_start(date: dt.date, months: int = 0) -> dt.date:
    """The first day of the month that lies so many months further."""
    number = date.year * 12 + date.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


@cache
def periods_of(month: dt.date) -> tuple[Row, ...]:
    """The calendar periods that this month lies in, and the twelve months that it ends."""
    found = []
    for kind, length in (("maand", 1), ("kwartaal", 3), ("halfjaar", 6), ("jaar", 12)):
        start = month.replace(month=(month.month - 1) // length * length + 1)
        found.append((kind, start, month_start(start, length) - DAY))
    found.append(("voortschrijdend_jaar", month_start(month, -11), month_start(month, 1) - DAY))
    return tuple(dict(zip(PERIOD, period, strict=True)) for period in found)


def calendar(first: dt.date, last: dt.date) -> pl.DataFrame:
    """All periods from the month of `first` to that of `last`."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    rows = [row for number in range(months) for row in periods_of(month_start(first, number))]
    return pl.DataFrame(rows).unique()


def places(rows: Iterable[Row]) -> set[tuple[str, str]]:
    """Where these rows are, with `alle` for together."""
    return {
        (corporatie, gemeente)
        for row in rows
        for corporatie in (row["corporatie"], "alle")
        for gemeente in (row["gemeente"], "alle")
    }


def in_cells(
    facts: pl.DataFrame, periods: pl.DataFrame, dimensions: Sequence[str], keep: Sequence[str] = ()
) -> pl.DataFrame:
    """Each fact once for every period, place and breakdown value in which its `date` lets it count.

    `keep`: dimensions that stay as columns too.
    """
    placed = pl.concat(
        facts.with_columns(corporatie=corporatie, gemeente=gemeente)
        for corporatie in (pl.col("corporatie"), pl.lit("alle"))
        for gemeente in (pl.col("gemeente"), pl.lit("alle"))
    )
    kept = placed.drop([name for name in dimensions if name not in keep])
    broken_down = [
        kept.with_columns(
            placed[dimension].cast(pl.String).fill_null(UNKNOWN).alias("dimensie_waarde"),
            dimensie=pl.lit(dimension),
        )
        for dimension in dimensions
    ]
    total = kept.with_columns(dimensie_waarde=pl.lit("totaal"), dimensie=pl.lit("totaal"))
    months = periods.with_columns(month=pl.date_ranges("periode_start", "periode_eind", "1mo")).explode(
        "month"
    )
    in_month = pl.concat([total, *broken_down]).with_columns(month=pl.col("date").dt.truncate("1mo"))
    return in_month.join(months, on="month").drop("month", "date")


def at_period_ends(
    facts: pl.DataFrame, periods: pl.DataFrame, dimensions: Sequence[str], keep: Sequence[str] = ()
) -> pl.DataFrame:
    """Each fact in the cells of the periods that end on its `date`."""
    last_months = periods.select(
        "periode_soort",
        "periode_eind",
        first="periode_start",
        periode_start=pl.col("periode_eind").dt.month_start(),
    )
    cells = in_cells(facts, last_months.select(PERIOD), dimensions, keep).join(last_months, on=PERIOD)
    return cells.drop("periode_start").rename({"first": "periode_start"})


def together(facts: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """As in_cells, of facts that are of no corporatie or gemeente: totals of all."""
    nowhere = facts.with_columns(corporatie=pl.lit("nergens"), gemeente=pl.lit("nergens"))
    return in_cells(nowhere, periods, ()).filter(corporatie="alle", gemeente="alle")
