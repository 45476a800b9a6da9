"""Slopes and tests of trend, by hand and on series whose truth is known."""

import numpy as np
import pytest

from woonmonitor.trend import jaartrend, maandtrend

YEARS = np.arange(2021, 2026)
MONTHS = np.arange(2021 * 12, 2026 * 12)
SEASON = np.tile([3.0, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8], 5)


def test_five_years_that_rise() -> None:
    """Of the 120 orders of five values one rises throughout and one falls."""
    trend = jaartrend(YEARS, np.array([1.0, 2, 4, 8, 16]))
    assert trend.p == pytest.approx(2 / 120)
    # the ten slopes in order: 1, 1.5, 2, 7/3, 3, 15/4, 4, 14/3, 6, 8
    assert trend.helling == pytest.approx((3 + 15 / 4) / 2)
    assert (trend.ondergrens, trend.bovengrens) == pytest.approx((1, 8))


def test_a_year_that_lacks_counts_in_the_slope() -> None:
    assert jaartrend(np.array([2020, 2021, 2022, 2023, 2025]), np.array([0.0, 1, 2, 3, 5])).helling == 1


def test_equal_values() -> None:
    """Nine of ten pairs rise: variance (5 * 4 * 15 - 2 * 1 * 9) / 18, z = 8 / sqrt of it."""
    assert jaartrend(YEARS, np.array([1.0, 2, 2, 3, 4])).p == pytest.approx(0.0432628, abs=1e-7)
    assert jaartrend(YEARS, np.full(5, 3.0)).p == 1


def test_a_season_is_no_trend() -> None:
    trend = maandtrend(MONTHS, SEASON)
    assert (trend.helling, trend.p) == (pytest.approx(0, abs=1e-9), 1)


def test_a_trend_under_a_season() -> None:
    trend = maandtrend(MONTHS, SEASON + 0.5 * MONTHS)
    assert trend.helling == pytest.approx(6)
    assert trend.p < 1e-6


def test_months_in_any_order() -> None:
    rng = np.random.default_rng(3)
    values, order = rng.normal(size=len(MONTHS)), rng.permutation(len(MONTHS))
    assert maandtrend(MONTHS[order], values[order]) == maandtrend(MONTHS, values)


def drifting(rng: np.random.Generator, memory: float) -> np.ndarray:
    """A series in which each month keeps so much of the month before."""
    shocks = rng.normal(size=len(MONTHS) + 100)
    series = np.zeros_like(shocks)
    for month in range(1, len(shocks)):
        series[month] = memory * series[month - 1] + shocks[month]
    return series[100:]


@pytest.mark.parametrize("memory", [0, 0.3, 0.6, 0.8, 0.95])
def test_false_alarms_stay_near_their_level(memory: float) -> None:
    rng = np.random.default_rng(7)
    alarms = [maandtrend(MONTHS, SEASON + drifting(rng, memory)).p <= 0.05 for _ in range(400)]
    assert np.mean(alarms) <= 0.085  # 0.05 and three standard errors


def test_interval_holds_the_slope() -> None:
    rng = np.random.default_rng(11)
    trends = [maandtrend(MONTHS, rng.normal(size=len(MONTHS)) + 0.3 * MONTHS / 12) for _ in range(200)]
    assert np.mean([trend.ondergrens <= 0.3 <= trend.bovengrens for trend in trends]) >= 0.9
