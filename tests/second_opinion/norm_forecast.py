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
    """`expected` is the share that the year ends with and its 95 % interval; None where `chance` is."""

    end: dt.date
    n: int
    chance: float | None
    threatens: bool
    expected: tuple[float, ...] | None


def forecast(months: Months, year: int, ends: Sequence[dt.date], closed: set[int]) -> Forecast | None:
    """From the counts until each of `ends`, month-ends in order; None without a year to compare with."""
    earlier = sorted(one for one in closed if one < year)
    if not earlier or not ends:
        return None
    chances: list[float | None] = []
    for end in ends:
        k, n = _of(months, {year}, range(1, end.month + 1))
        later = _of(months, set(earlier[-LIKE_BEFORE:]), range(end.month + 1, 13))[1]
        rest = math.floor(Fraction(later, len(earlier[-LIKE_BEFORE:])) + Fraction(1, 2))
        before = _of(months, closed & set(range(year - BEFORE, year)), range(1, 13))
        more = _More(rest, *_weights(k, n, before))
        chances.append(more.at_least(_fewest(k, n + rest)) if n >= ENOUGH else None)
    expected = None if chances[-1] is None else tuple((k + count) / (n + rest) for count in more.expected)
    return Forecast(ends[-1], n + rest, chances[-1], _threatens(chances), expected)


def _of(months: Months, years: set[int], numbers: range) -> tuple[int, int]:
    found = [months.get((year, number), (0, 0)) for year in years for number in numbers]
    return sum(k for k, _ in found), sum(n for _, n in found)


def _weights(k: int, n: int, before: tuple[int, int]) -> tuple[float, float]:
    """Of the beta: the years before, weighing as much as they let or WEIGHT, and what was let since."""
    free, let = before
    weight = min(let, WEIGHT)
    prior = Fraction(weight * free, let) if let else Fraction(0)
    return float(prior + k), float(weight - prior + n - k)


def _fewest(k: int, n: int) -> int:
    """That make it over."""
    return next(more for more in range(n + 1) if 5 * (k + more) > n)


@dataclass(frozen=True)
class _More:
    """How many of the `of` lettings to come deviate: beta-binomial, term by term from none."""

    of: int
    a: float
    b: float

    @property
    def expected(self) -> tuple[float, float, float]:
        """The mean, and what 19 cases in 20 lie between."""
        return self.of * self.a / (self.a + self.b), self.quantile(0.025), self.quantile(0.975)

    @property
    def terms(self) -> list[float]:
        return _terms(self.of, self.a, self.b)

    def at_least(self, fewest: int) -> float:
        return 1.0 if fewest <= 0 else math.fsum(self.terms[fewest:])

    def quantile(self, p: float) -> int:
        return next(x for x in range(self.of + 1) if x == self.of or math.fsum(self.terms[: x + 1]) >= p)


@cache
def _terms(of: int, a: float, b: float) -> list[float]:
    if not a or not b:
        certain = of if a else 0
        return [float(x == certain) for x in range(of + 1)]
    one = math.exp(math.lgamma(b + of) - math.lgamma(b) + math.lgamma(a + b) - math.lgamma(a + b + of))
    terms = [one]
    for x in range(of):
        terms.append(terms[-1] * (of - x) * (a + x) / ((x + 1) * (b + of - x - 1)))
    return terms


def _threatens(chances: Sequence[float | None]) -> bool:
    threat, was_high = False, False
    for chance in chances:
        is_high = chance is not None and chance >= THREAT
        threat = (threat and not (chance is not None and chance < GONE)) or (is_high and was_high)
        was_high = is_high
    return threat
