"""The truncation guard on simulated registers: no rise where nothing changed, a doubling found."""

import numpy as np
import pytest
from scipy import stats
from simulated_register import simulate

from woonmonitor.afkapping import lagere_kans
from woonmonitor.trend import jaartrend

YEARS = range(2021, 2026)
LEVEL = 0.05
SEEDS = 200
# At the nominal level more false alarms than this in so many registers have a chance of one in a thousand.
MOST = int(stats.binom.ppf(0.999, SEEDS, LEVEL))

UNCHANGED = {
    "carried over": {},
    "not carried over": {"carried_over": False},
    "carried over with a head start": {"head_start": 3.0},
    "few lettings": {"begin_per_year": 60},
    "many who leave": {"home": 1 / 20, "begin_per_year": 3000},
}


def mean_zoektijden(**market: float) -> np.ndarray:
    """Per seed and year what the covenant's zoektijd shows."""
    registers = (simulate(seed, **market) for seed in range(20))
    return np.array([[one.mean_zoektijd(year) for year in YEARS] for one in registers])


@pytest.mark.parametrize("market", ["carried over", "not carried over", "many who leave"])
def test_a_register_that_opens_shows_a_rising_zoektijd(market: str) -> None:
    """Without it the guard guards nothing: each year is longer than the one before, and its trend is
    significant."""
    means = mean_zoektijden(**UNCHANGED[market])
    assert np.all(np.diff(means.mean(axis=0)) > 0)
    rises = [jaartrend(np.array(YEARS), series) for series in means]
    assert np.mean([rise.p < LEVEL and rise.helling > 0 for rise in rises]) >= 0.75


@pytest.mark.parametrize("market", UNCHANGED)
@pytest.mark.parametrize("years", [YEARS, range(2024, 2026)], ids=["trend", "year on year"])
def test_no_rise_where_nothing_changed(market: str, years: range) -> None:
    alarms = sum(
        lagere_kans(*simulate(seed, **UNCHANGED[market]).found_per_duration(years)) <= LEVEL
        for seed in range(SEEDS)
    )
    assert alarms <= MOST


def test_who_came_at_the_opening_must_stay_out() -> None:
    """Seekers of before the opening with a head start look like a market that gets harder as they are
    housed."""
    register = simulate(1, head_start=3.0)
    assert lagere_kans(*register.found_per_duration(YEARS, skipped=0)) < 0.001


@pytest.mark.parametrize(("per_year", "found_at_least"), [(700, 0.99), (60, 0.6)])
def test_a_doubling_is_found(per_year: int, found_at_least: float) -> None:
    registers = (simulate(seed, harder=2, begin_per_year=per_year) for seed in range(100))
    found = [lagere_kans(*one.found_per_duration(YEARS)) <= LEVEL for one in registers]
    assert np.mean(found) >= found_at_least


def test_a_doubling_last_year_is_found_year_on_year() -> None:
    registers = (simulate(seed, harder=2, harder_from=2025) for seed in range(50))
    assert all(lagere_kans(*one.found_per_duration(range(2024, 2026))) <= LEVEL for one in registers)


def test_by_hand() -> None:
    """One duration, ten seekers in each year, three homes and one: expected 2 and 2, variance 4 * 1/4 *
    16/19."""
    p = lagere_kans(np.array([7, 7]), np.array([2024, 2025]), np.array([10, 10]), np.array([3, 1]))
    assert p == pytest.approx(stats.norm.cdf(-1 / np.sqrt(16 / 19)), rel=1e-12)


def test_what_one_year_cannot_show_says_nothing() -> None:
    days = np.array([7, 7, 900, 900])
    years = np.array([2024, 2025, 2024, 2025])
    with_long = lagere_kans(days, years, np.array([10, 10, 0, 50]), np.array([3, 1, 0, 20]))
    without = lagere_kans(days[:2], years[:2], np.array([10, 10]), np.array([3, 1]))
    assert with_long == pytest.approx(without, rel=1e-12)
    assert lagere_kans(np.array([900]), np.array([2025]), np.array([50]), np.array([20])) == 1.0
