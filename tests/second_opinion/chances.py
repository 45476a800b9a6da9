"""The chance of a home for all who search, in plain Python: incidence with leaving as a competing risk.

Per year, each search at risk on the days of searching that the year saw, the first and the last included.
"""

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl
from classes import UNKNOWN
from delivered import Row
from facts import Facts, Key
from scipy import stats

HORIZONS = {"1 jaar": 365, "2 jaar": 730, "3 jaar": 1095, "5 jaar": 1826}
SEARCHING, LEFT = "zoekt nog", "uitgeschreven"
Z = float(stats.norm.ppf(0.975))
Bounds = tuple[float | None, float | None]


@dataclass(frozen=True)
class Seen:
    """What a year saw of a search: from which to which day of it, and how it ended, if it did."""

    first: int
    last: int
    outcome: str


@dataclass(frozen=True)
class Day:
    """A day of searching on which searches ended: `before` still searched, of `at_risk`; by each way."""

    number: int
    at_risk: int
    before: float
    homes: Counter[str]
    ended: int


def of_chances(facts: Facts, touched: pl.DataFrame) -> list[pl.DataFrame]:
    searches = list(_searches(facts))
    rows = []
    for period in touched.filter(periode_soort="jaar").to_dicts():
        seen = _seen_in(searches, period["periode_start"], period["periode_eind"])
        if seen:
            place = {"corporatie": "alle", "gemeente": "alle", "n": len(seen)}
            rows += [period | place | row for row in _of_year(seen)]
    return [pl.DataFrame(rows, infer_schema_length=None)]


def _of_year(seen: list[Seen]) -> list[Row]:
    days, until = _days(seen), _seen_until(seen)
    ways = sorted({one.outcome for one in seen} - {SEARCHING, LEFT})
    rows = []
    for way in (None, *ways):
        for name, horizon in HORIZONS.items():
            row: Row = {
                "indicator": "kans_op_woning",
                "maat": "aandeel",
                "dimensie": "model_en_binnen" if way else "binnen",
                "dimensie_waarde": f"{way}, {name}" if way else name,
                "kwalificatie": "te kort waargenomen",
            }
            if horizon <= until:
                up_to = [day for day in days if day.number <= horizon]
                low, high = _interval(up_to, way)
                row |= {"waarde": _incidence(up_to, way), "ondergrens": low, "bovengrens": high}
                row["kwalificatie"] = None
            rows.append(row)
    return [*rows, _median(days)]


def _median(days: list[Day]) -> Row:
    """The first day on which half have a home; of its interval: on which a bound says so."""
    reached: Row = {}
    for number, day in enumerate(days, start=1):
        low, high = _interval(days[:number], None)
        for name, chance in (
            ("waarde", _incidence(days[:number], None)), ("ondergrens", high), ("bovengrens", low),
        ):  # fmt: skip
            if chance is not None and chance >= 0.5:
                reached.setdefault(name, float(day.number))
    return {
        "indicator": "zoektijd_alle_zoekers",
        "maat": "mediaan",
        "dimensie": "totaal",
        "dimensie_waarde": "totaal",
        "kwalificatie": None if "waarde" in reached else "niet bereikt",
        **(reached if "waarde" in reached else {}),
    }


def _searches(facts: Facts) -> Iterator[tuple[dt.date, dt.date, str]]:
    """From the first reaction since the last letting to the next, else to leaving, else to the last day that
    the bron covers. Who reacts after leaving leaves on that day.
    """
    reactions: dict[Key, set[dt.date]] = defaultdict(set)
    for row in facts.tables["reacties"]:
        if row["status"] != "ingetrokken":
            reactions[row["bron"], row["inschrijving_id"]].add(row["reactiedatum"])
    homes: dict[Key, list[tuple[dt.date, str]]] = defaultdict(list)
    for row in facts.lettings:
        homes[row["person"]].append((row["date"], row["model"] or UNKNOWN))
    for person, days in reactions.items():
        after = dt.date.min
        for date, way in homes[person]:
            if own := [day for day in days if after < day <= date]:
                yield min(own), date, way
            after = date
        if rest := [day for day in days if day > after]:
            last = max(one.tot for one in facts.leveringen if one.bron == person[0])
            left = facts.registrations.get(person, {}).get("uitschrijfdatum")
            is_gone = left and left <= last
            yield min(rest), max(left, min(rest)) if is_gone else last, LEFT if is_gone else SEARCHING


def _seen_in(searches: list[tuple[dt.date, dt.date, str]], start: dt.date, end: dt.date) -> list[Seen]:
    return [
        Seen(
            max((start - begun).days, 0),
            (min(ended, end) - begun).days,
            outcome if ended <= end else SEARCHING,
        )
        for begun, ended, outcome in searches
        if begun <= end and ended >= start
    ]


def _days(seen: list[Seen]) -> list[Day]:
    ended: dict[int, Counter[str]] = defaultdict(Counter)
    for one in seen:
        if one.outcome != SEARCHING:
            ended[one.last][one.outcome] += 1
    days, before = [], 1.0
    for number in sorted(ended):
        homes = ended[number]
        gone = homes.total()
        del homes[LEFT]
        at_risk = sum(one.first <= number <= one.last for one in seen)
        days.append(Day(number, at_risk, before, homes, gone))
        before *= 1 - gone / at_risk
    return days


def _seen_until(seen: list[Seen]) -> int:
    """The last day up to which somebody was at risk on each."""
    until = -1
    for one in sorted(seen, key=lambda one: one.first):
        if one.first > until + 1:
            break
        until = max(until, one.last)
    return until


def _homes(day: Day, way: str | None) -> int:
    return day.homes[way] if way else day.homes.total()


def _incidence(days: list[Day], way: str | None) -> float:
    return sum(day.before * _homes(day, way) / day.at_risk for day in days)


def _interval(days: list[Day], way: str | None) -> Bounds:
    """On the scale of log(-log), by the variance of Marubini and Valsecchi (1995)."""
    chance = _incidence(days, way)
    if not 0 < chance < 1:
        return None, None
    variance, so_far = 0.0, 0.0
    for day in days:
        n, homes = day.at_risk, _homes(day, way)
        so_far += day.before * homes / n
        to_come = chance - so_far
        if n > day.ended:
            variance += to_come**2 * day.ended / (n * (n - day.ended))
        variance += day.before**2 * homes * (n - homes) / n**3
        variance -= 2 * to_come * day.before * homes / n**2
    width = Z * math.sqrt(max(variance, 0)) / (chance * math.log(chance))
    return chance ** math.exp(-width), chance ** math.exp(width)
