"""How a running year will end, by the second reading: the chance at each month-end, and if it threatens."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

LIKE_BEFORE, BEFORE, WEIGHT, ENOUGH = 3, 2, 50, 50
THREAT, GONE = 0.8, 0.6
Months = Mapping[tuple[int, int], tuple[int, int]]
"""(year, month) → free, all."""


@dataclass(frozen=True)
class Forecast:
    end: dt.date
    n: int
    chance: float | None
    threatens: bool


def forecast(months: Months, year: int, ends: Sequence[dt.date], closed: set[int]) -> Forecast | None:
    """From the counts until each of `ends`, month-ends in order; None without a year to compare with."""
    earlier = sorted(one for one in closed if one < year)
    if not earlier or not ends:
        return None
    chances = []
    for end in ends:
        k, n = _of(months, {year}, range(1, end.month + 1))
        later = _of(months, set(earlier[-LIKE_BEFORE:]), range(end.month + 1, 13))[1]
        rest = math.floor(Fraction(later, len(earlier[-LIKE_BEFORE:])) + Fraction(1, 2))
        before = _of(months, closed & set(range(year - BEFORE, year)), range(1, 13))
        chances.append(_chance(k, n, rest, before) if n >= ENOUGH else None)
    return Forecast(ends[-1], n + rest, chances[-1], _threatens(chances))


def _of(months: Months, years: set[int], numbers: range) -> tuple[int, int]:
    found = [months.get((year, number), (0, 0)) for year in years for number in numbers]
    return sum(k for k, _ in found), sum(n for _, n in found)


def _chance(k: int, n: int, rest: int, before: tuple[int, int]) -> float:
    free, let = before
    weight = min(let, WEIGHT)
    prior = Fraction(weight * free, let) if let else Fraction(0)
    fewest = next(more for more in range(n + rest + 1) if 5 * (k + more) > n + rest)  # that make it over
    return _tail(fewest, rest, float(prior + k), float(weight - prior + n - k))


@cache
def _tail(fewest: int, of: int, a: float, b: float) -> float:
    """P(X >= fewest) for a beta-binomial, term by term from P(X = 0)."""
    if fewest <= 0 or fewest > of:
        return float(fewest <= 0)
    if not a or not b:
        return float(not b)
    one = math.exp(math.lgamma(b + of) - math.lgamma(b) + math.lgamma(a + b) - math.lgamma(a + b + of))
    terms = [one]
    for x in range(of):
        terms.append(terms[-1] * (of - x) * (a + x) / ((x + 1) * (b + of - x - 1)))
    return math.fsum(terms[fewest:])


def _threatens(chances: Sequence[float | None]) -> bool:
    threat, was_high = False, False
    for chance in chances:
        is_high = chance is not None and chance >= THREAT
        threat = (threat and not (chance is not None and chance < GONE)) or (is_high and was_high)
        was_high = is_high
    return threat
