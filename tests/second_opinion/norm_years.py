"""Agreement 20 by the second reading: counts, pools and verdicts per place, year and reading."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property

from cells import Coverage, month_start, places
from classes import UITSTROOM
from delivered import Row
from facts import Facts
from norm_coverage import Years, years_of
from norm_forecast import Forecast, forecast
from scipy import stats

VALID = range(2022, 2026)
ENOUGH, POOL_YEARS = 50, 4
Count = tuple[int, int]


@cache
def tail(k: int, n: int) -> float:
    return float(stats.binom.sf(k - 1, n, 0.2))


def is_over(count: Count) -> bool:
    k, n = count
    return 100 * k > 20 * n


@dataclass
class Series:
    """What was let at one place, as one reading counts it; `with_unknown`: unknown gronden are in k."""

    lettings: list[Row]
    years: Years
    reading: str
    with_unknown: bool = False

    def is_free(self, row: Row) -> bool:
        return (
            row["categorie"] == "vrije_ruimte"
            or (self.with_unknown and row["categorie"] == "onbekend")
            or (self.reading == "U" and row["toewijzingsgrond"] == "urgentie")
        )

    def count(self, rows: list[Row]) -> Count:
        counted = [row for row in rows if self.reading != "B" or row["categorie"] != "statushouder"]
        return sum(map(self.is_free, counted)), len(counted)

    def of_years(self, years: set[int]) -> Count:
        return self.count([row for row in self.lettings if row["date"].year in years])

    def pool(self, year: int) -> set[int]:
        """Closed valid years backwards from this one until they hold enough; none if it is not closed."""
        years: set[int] = set()
        while (
            year in VALID
            and year in self.years.closed
            and len(years) < POOL_YEARS
            and (not years or self.of_years(years)[1] < ENOUGH)
        ):
            years.add(year)
            year -= 1
        return years

    def is_over(self, year: int) -> bool:
        """Whether its pool is; one that is too small to judge is not."""
        years = self.pool(year)
        return self.of_years(years)[1] >= ENOUGH and is_over(self.of_years(years))

    def structural(self, year: int, rule: str) -> str | None:
        """The limb by which the rule holds for a closed year (A, B, C, or the rule's own name), else None."""
        pool, together = self.of_years(self.pool(year)), self.of_years(self.pool(year) | self.pool(year - 1))
        two = self.is_over(year) and self.is_over(year - 1)
        limbs = {
            "statistisch": {
                "A": self.is_over(year) and tail(*pool) < 0.001,
                "B": two and tail(*together) < 0.05,
                "C": two and self.is_over(year - 2),
            },
            "twee_jaar": {"twee jaar": two},
            "zes_maanden": {
                "zes maanden": is_over(self.of_years({year})) and pool[1] >= ENOUGH and self.six_months(year)
            },
        }
        return next((limb for limb, holds in limbs[rule].items() if holds), None)

    def six_months(self, year: int) -> bool:
        """Six month-ends in a row over, the last in this year; each of twelve months in closed years."""
        row = 0
        for month in (dt.date(one, number, 1) for one in (year - 1, year) for number in range(1, 13)):
            start, stop = month_start(month, -11), month_start(month, 1)
            is_whole = {start.year, month.year} <= self.years.closed & set(VALID)
            let = [one for one in self.lettings if start <= one["date"] < stop]
            row = row + 1 if is_whole and is_over(self.count(let)) else 0
            if row >= 6 and month.year == year:
                return True
        return False

    @cached_property
    def forecast(self) -> Forecast | None:
        running = self.years.running
        if running not in VALID or running in self.years.flawed:
            return None
        of_month: dict[tuple[int, int], list[Row]] = {}
        for row in self.lettings:
            of_month.setdefault((row["date"].year, row["date"].month), []).append(row)
        months = {month: self.count(rows) for month, rows in of_month.items()}
        return forecast(months, running, self.years.ends, self.years.closed)

    def verdict(self, year: int, rule: str) -> tuple[str, str | None]:
        if year not in VALID or (year not in self.years.covered and year != self.years.running):
            return "geen_norm", None
        if year in self.years.flawed:
            return "geen_oordeel", None
        if year == self.years.running:
            return ("dreigend" if self.forecast and self.forecast.threatens else "binnen_norm"), None
        limb = self.structural(year, rule)
        if limb:
            return "structureel", limb
        return ("overschrijding" if is_over(self.of_years({year})) else "binnen_norm"), None


def norm_rows(facts: Facts, coverage: Coverage, with_lettings: Coverage, rule: str) -> list[Row]:
    """A row per reading for each year that is covered or has a letting, at each place that is named.

    `with_lettings`: what the leveringen that hold lettings cover.
    """
    named = places([*facts.dwellings.values(), *facts.lettings, *facts.offers])
    let_at: dict[tuple[str, str], list[Row]] = {place: [] for place in named}
    for row in facts.lettings:
        for place in places([row]) if row["sociaal"] else ():
            let_at[place].append(row)
    reached = {day.year for day in coverage.reached["alle"]}
    years = sorted(reached | {row["date"].year for row in facts.lettings})
    result = []
    for (corporatie, gemeente), lettings in let_at.items():
        shown = [
            y
            for y in years
            if coverage.touches(corporatie, dt.date(y, 1, 1), dt.date(y, 12, 31))
            or any(row["date"].year == y for row in lettings)
        ]
        known = years_of(coverage, with_lettings, corporatie, years)
        for reading in "ABU":
            sure, worst = (Series(lettings, known, reading, unknown) for unknown in (False, True))
            for year in shown:
                result.append(
                    {"corporatie": corporatie, "gemeente": gemeente, "jaar": year, "lezing": reading}
                    | _figures(sure, year)
                    | _earmark(sure, year)
                    | _by_chance(sure, year)
                    | _verdicts(sure, worst, year, rule)
                    | _expected(sure, year)
                    | {
                        "is_bekrachtigde_lezing": (corporatie != "alle", gemeente, reading)
                        == (True, "Assen", "A"),
                        "voorlopig": year not in known.covered,
                        "is_gesloten": year in known.covered,
                    }
                )
    return result


def _figures(series: Series, year: int) -> Row:
    rows = [row for row in series.lettings if row["date"].year == year]
    k, n = series.count(rows)
    gronden = Counter(row["toewijzingsgrond"] for row in rows)
    from_care = sum(gronden[grond] for grond in UITSTROOM)
    return {
        "k": k,
        "n": n,
        "aandeel": k / n if n else None,
        "norm": 0.2 if year in VALID else None,
        "bedoeld_voor_uitstroom": 0.05 if year in VALID else None,
        "k_uitstroom": from_care,
        "k_overig": k - from_care,
        "k_onbekend": gronden["onbekend"],
    }


def _earmark(series: Series, year: int) -> Row:
    """What became of the 5 % for the outflow from care."""
    figures = _figures(series, year)
    n = figures["n"]
    if year not in VALID or not n:
        return {"bestemming_uitstroom": None}
    if 20 * figures["k_overig"] > 3 * n:
        return {"bestemming_uitstroom": "door anderen"}
    return {"bestemming_uitstroom": "gebruikt" if 20 * figures["k_uitstroom"] >= n else "ongebruikt"}


def _by_chance(series: Series, year: int) -> Row:
    """The shares that a true share of 20 % gives: 19 years in 20, and all but one in a thousand."""
    n = series.of_years({year})[1]
    return {
        name: _quantile(p, n) / n if n and year in VALID else None
        for name, p in (("toeval_van", 0.025), ("toeval_tot", 0.975), ("toeval_uiterst", 0.999))
    }


@cache
def _quantile(p: float, n: int) -> int:
    """The fewest of n that the chance of no more than these is p."""
    return next(k for k in range(n + 1) if 1 - tail(k + 1, n) >= p)


def _expected(series: Series, year: int) -> Row:
    k, n = series.of_years({year})
    found = series.forecast if year == series.years.running else None
    expected = max(found.n, n) if found else None
    of = n if year in series.years.closed and year in VALID else expected
    share, low, high = found.expected if found and found.expected else (None, None, None)
    return {
        "aandeel_verwacht": share,
        "aandeel_verwacht_van": low,
        "aandeel_verwacht_tot": high,
        "n_verwacht": expected,
        "ruimte_over": None if of is None else of // 5 - k,
        "kans_boven_norm": found.chance if found else None,
        "prognose_vanaf": found.end if found else None,
    }


def _verdicts(sure: Series, worst: Series, year: int, rule: str) -> Row:
    pool, earlier = sure.pool(year), sure.pool(year - 1)
    k, n = sure.of_years({year})
    k_pool, n_pool = sure.of_years(pool) if pool else (None, None)
    oordeel, limb = sure.verdict(year, rule)
    return {
        "k_pool": k_pool,
        "n_pool": n_pool,
        "jaren_pool": len(pool) or None,
        "p_eenzijdig": tail(k, n) if n and year in VALID else None,
        "p_gepoold": tail(k_pool, n_pool) if n_pool else None,
        "p_samen": tail(*sure.of_years(pool | earlier)) if pool and earlier else None,
        "oordeel": oordeel,
        "oordeel_met_onbekend": worst.verdict(year, rule)[0],
        "regel_grond": limb,
        "te_weinig_toewijzingen": bool(pool) and n_pool < ENOUGH,
    }
