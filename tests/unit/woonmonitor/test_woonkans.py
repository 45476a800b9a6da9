"""The chance of a home: by hand where it can be, and against the truth of a simulated register."""

import numpy as np
import pytest
from simulated_register import YEAR, simulate

from woonmonitor.woonkans import ALLE, Kans, kansen, mediaan

HOME, LEAVE = 1 / 4, 1 / 5
HORIZONS = np.array([365, 730, 1095, 1826])

# Four searches: a home by loting on day 1, one leaves on day 2, a home by aanbod on day 3, and one that is
# first seen on day 2 still searches on day 4. At risk: 3 on day 1, 3 on day 2, 2 on day 3.
BY_HAND = (
    np.array([0, 0, 0, 2]),
    np.array([1, 2, 3, 4]),
    np.array(["loting", "uitgeschreven", "aanbod", "zoekt"]),
    np.array([1, 1, 1, 1]),
)


def of(searches: list[Kans], via: str) -> list[float | None]:
    return [one.kans for one in searches if one.via == via]


def test_by_hand() -> None:
    found = kansen(*BY_HAND, np.array([0, 1, 3, 4]))
    # still searching: 1, then 2/3, then 2/3 * 2/3 before day 3
    assert of(found, "loting") == pytest.approx([0, 1 / 3, 1 / 3, 1 / 3])
    assert of(found, "aanbod") == pytest.approx([0, 0, 4 / 9 * 1 / 2, 2 / 9])
    assert of(found, ALLE) == pytest.approx([0, 1 / 3, 5 / 9, 5 / 9])


def test_variance_by_hand() -> None:
    """One home among three on the first day: the binomial 1/3 * 2/3 / 3, on the scale of log(-log)."""
    (one,) = (k for k in kansen(*BY_HAND, np.array([1])) if k.via == "loting")
    width = 1.959963984540054 * np.sqrt(2 / 27) / (1 / 3 * np.log(3))
    assert (one.ondergrens, one.bovengrens) == pytest.approx(
        ((1 / 3) ** np.exp(width), (1 / 3) ** np.exp(-width)), rel=1e-12
    )


def test_variance_of_a_full_count_is_binomial() -> None:
    """Without censoring or truncation an incidence is a plain share, whatever happened on the way."""
    days = np.repeat(np.arange(1, 11), 4)
    ways = np.tile(["loting", "uitgeschreven", "aanbod", "loting"], 10)
    (one,) = (
        k for k in kansen(np.zeros(40, int), days, ways, np.ones(40, int), np.array([7])) if k.via == "loting"
    )
    share = 14 / 40
    width = 1.959963984540054 * np.sqrt(share * (1 - share) / 40) / (share * abs(np.log(share)))
    assert one.kans == pytest.approx(share)
    assert (one.ondergrens, one.bovengrens) == pytest.approx(
        (share ** np.exp(width), share ** np.exp(-width)), rel=1e-9
    )


def test_a_home_and_a_departure_on_one_day_share_the_risk() -> None:
    found = kansen(
        np.zeros(2, int), np.full(2, 5), np.array(["optie", "uitgeschreven"]), np.ones(2, int), np.array([5])
    )
    assert of(found, ALLE) == [0.5]


def test_a_group_counts_its_searches() -> None:
    groups = (np.array([0, 0]), np.array([1, 3]), np.array(["optie", "zoekt"]), np.array([3, 7]))
    single = (
        np.zeros(10, int),
        np.repeat([1, 3], [3, 7]),
        np.repeat(["optie", "zoekt"], [3, 7]),
        np.ones(10, int),
    )
    assert kansen(*groups, np.array([2])) == kansen(*single, np.array([2]))


def test_beyond_what_is_seen_there_is_no_chance() -> None:
    assert of(kansen(*BY_HAND, np.array([5])), ALLE) == [None]


def test_a_gap_without_anyone_at_risk_ends_what_is_seen() -> None:
    """Nobody was seen on day 3: what happens from day 4 on says nothing about who begins."""
    gap = (np.array([0, 4]), np.array([2, 9]), np.array(["optie", "optie"]), np.array([5, 5]))
    assert of(kansen(*gap, np.array([2, 3, 9])), ALLE) == [1.0, None, None]


def test_no_home_at_all_is_a_chance_of_nothing() -> None:
    quiet = (np.array([0]), np.array([400]), np.array(["zoekt"]), np.array([9]))
    assert kansen(*quiet, np.array([365])) == [Kans(ALLE, 365, 0.0, None, None)]
    assert mediaan(*quiet).dagen is None


def test_median_by_hand() -> None:
    """Two of four by day 2, and none leaves: half have a home that day."""
    four = (np.zeros(4, int), np.array([1, 2, 3, 4]), np.array(["optie"] * 4), np.ones(4, int))
    assert mediaan(*four).dagen == 2
    assert mediaan(*BY_HAND).dagen == 3  # 5/9 by then


def test_median_beyond_what_is_seen_is_none() -> None:
    """Half have a home on day 8, but nobody was seen on day 3."""
    gap = (np.array([0, 4]), np.array([2, 8]), np.array(["zoekt", "optie"]), np.array([5, 5]))
    assert mediaan(*gap).dagen is None


def test_interval_of_the_median() -> None:
    """Its lower bound is the first day on which the upper bound of the incidence reaches a half."""
    days = np.arange(1, 101)
    found = (np.zeros(100, int), days, np.repeat("optie", 100), np.ones(100, int))
    half = mediaan(*found)
    chances = kansen(*found, days)[100:]
    assert half.dagen == 50
    assert half.ondergrens == next(k.dagen for k in chances if k.bovengrens and k.bovengrens >= 0.5)
    assert half.bovengrens == next(k.dagen for k in chances if k.ondergrens and k.ondergrens >= 0.5)
    assert 40 <= half.ondergrens < 50 < half.bovengrens <= 61


def truth(days: np.ndarray) -> np.ndarray:
    return HOME / (HOME + LEAVE) * (1 - np.exp(-(HOME + LEAVE) * days / YEAR))


def share_within_interval(*, left_truncation: bool, seeds: int = 60) -> float:
    """How often the interval holds the truth, over horizons and simulated registers; estimated from 2025."""
    hits = []
    for seed in range(seeds):
        van, tot, uitkomst = simulate(seed, home=HOME, leave=LEAVE).at_risk(2025)
        if not left_truncation:
            van = np.zeros_like(van)
        found = kansen(van, tot, uitkomst, np.ones(len(van), int), HORIZONS)
        hits += [
            one.ondergrens <= value <= one.bovengrens
            for one, value in zip((k for k in found if k.via == ALLE), truth(HORIZONS), strict=True)
        ]
    return float(np.mean(hits))


def test_the_truth_of_a_register_that_opens_is_within_the_interval() -> None:
    assert share_within_interval(left_truncation=True) == pytest.approx(0.95, abs=0.03)


def test_an_estimate_that_forgets_left_truncation_fails_the_same_check() -> None:
    assert share_within_interval(left_truncation=False, seeds=10) < 0.1


def test_the_true_median_is_within_its_interval() -> None:
    home = 1 / 2
    true_median = -np.log(1 - (home + LEAVE) / home / 2) / (home + LEAVE) * YEAR
    registers = (simulate(seed, home=home, leave=LEAVE).at_risk(2025) for seed in range(60))
    medians = [mediaan(*register, np.ones(len(register[0]), int)) for register in registers]
    within = [one.ondergrens <= true_median <= (one.bovengrens or np.inf) for one in medians]
    assert np.mean(within) == pytest.approx(0.95, abs=0.06)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("found_a_home", range(1, 60))
def test_all_found_a_home(found_a_home: int) -> None:
    days = np.arange(1, found_a_home + 1)
    searches = (0 * days, days, np.full(found_a_home, "loting"), np.ones_like(days))
    assert kansen(*searches, np.array([found_a_home]))[-1] == Kans(ALLE, found_a_home, 1.0, None, None)
