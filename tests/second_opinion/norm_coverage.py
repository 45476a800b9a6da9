"""Which years of a corporatie the norm can judge, by the second reading."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cells import DAY, Coverage, month_start


@dataclass(frozen=True)
class Years:
    """`covered` whole; `flawed`: lettings are missing; the year that is `running`, and its month-ends."""

    covered: set[int]
    flawed: set[int]
    running: int | None
    ends: list[dt.date]

    @property
    def closed(self) -> set[int]:
        return self.covered - self.flawed


def years_of(covered: Coverage, with_lettings: Coverage, corporatie: str, years: Iterable[int]) -> Years:
    """`with_lettings`: what the leveringen that hold lettings cover of `covered`."""
    whole = {year for year in years if covered.covers(corporatie, dt.date(year, 1, 1), dt.date(year, 12, 31))}
    bare = {year: _bare(covered, with_lettings, corporatie, year) for year in years}
    running = covered.running_year(corporatie)
    return Years(
        whole,
        {year for year, (days, followed) in bare.items() if followed or (days and year in whole)},
        running,
        [
            end
            for end in (month_start(dt.date(running, number, 1), 1) - DAY for number in range(1, 13))
            if covered.covers(corporatie, dt.date(running, 1, 1), end)
            and end < min(bare[running][0], default=dt.date.max)
        ]
        if running
        else [],
    )


def _bare(covered: Coverage, lettings: Coverage, corporatie: str, year: int) -> tuple[set[dt.date], bool]:
    """The days of a year that only leveringen without lettings cover, and whether lettings follow on them."""
    own = [corporatie] if corporatie != "alle" else [name for name in covered.reached if name != "alle"]
    found: set[dt.date] = set()
    followed = False
    for name in own:
        let = {day for day in lettings.reached.get(name, ()) if day.year == year}
        bare = {day for day in covered.reached.get(name, ()) if day.year == year} - let
        found |= bare
        followed |= bool(bare) and min(bare) < max(let, default=dt.date.max)
    return found, followed
