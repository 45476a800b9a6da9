"""A register with a truth that is known: seekers with a constant chance of a home, which opens on 28 April
2020.

Days count from the opening. Some searched before it; their first reaction in the register comes in its
first two months (or never, `carried_over=False`), so that no search is seen longer than the register is
old.
"""

from dataclasses import dataclass

import numpy as np

OPENING = np.datetime64("2020-04-28")
YEAR = 365.25


def first_day(year: int) -> int:
    return int((np.datetime64(f"{year}-01-01") - OPENING).astype(int))


LAST = first_day(2026) - 1


@dataclass(frozen=True)
class Searches:
    """First reaction and end of each search as days, and whether it ended in a home or by leaving the
    register."""

    begin: np.ndarray
    end: np.ndarray
    housed: np.ndarray
    left: np.ndarray

    def within(self, year: int) -> "Searches":
        """Cut at the year's last day."""
        cut = first_day(year + 1) - 1
        seen = (self.begin <= cut) & (self.end >= first_day(year))
        ended = seen & (self.end <= cut)
        return Searches(
            self.begin[seen],
            np.minimum(self.end, cut)[seen],
            (self.housed & ended)[seen],
            (self.left & ended)[seen],
        )

    def at_risk(self, year: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Duration at the year's start, duration at its end, and how it ended."""
        cut = self.within(year)
        outcome = np.where(cut.housed, "loting", np.where(cut.left, "uitgeschreven", "zoekt"))
        return np.maximum(first_day(year) - cut.begin, 0), cut.end - cut.begin, outcome

    def mean_zoektijd(self, year: int) -> float:
        """What the covenant's zoektijd shows: of who found a home in the year."""
        found = self.housed & (self.end >= first_day(year)) & (self.end < first_day(year + 1))
        return float(np.mean((self.end - self.begin)[found]))

    def found_per_duration(self, years: range, skipped: int = 60) -> tuple[np.ndarray, ...]:
        """Per duration at which a home was found: year, still searching, found. Without who came at the
        opening."""
        per_year = []
        for year in years:
            cut = self.within(year)
            new = cut.begin >= skipped
            start = np.maximum(first_day(year) - cut.begin, 0)[new]
            duration = (cut.end - cut.begin)[new]
            flow = np.bincount(start, minlength=LAST + 3) - np.bincount(duration + 1, minlength=LAST + 3)
            found = np.bincount(duration[cut.housed[new]], minlength=LAST + 3)
            per_year.append((np.arange(LAST + 3), np.full(LAST + 3, year), np.cumsum(flow), found))
        days, year_, searching, found = (np.concatenate(columns) for columns in zip(*per_year, strict=True))
        occurs = np.isin(days, days[found > 0])
        return days[occurs], year_[occurs], searching[occurs], found[occurs]


def simulate(
    seed: int,
    *,
    begin_per_year: int = 700,
    home: float = 1 / 4,
    leave: float = 1 / 5,
    harder: float = 1.0,
    harder_from: int = 2023,
    carried_over: bool = True,
    head_start: float = 1.0,
) -> Searches:
    """Chances `home` and `leave` are per year; from 1 January `harder_from` a home is `harder` times as far
    off.

    Those who searched before the opening are `head_start` times as likely to find a home.
    """
    rng = np.random.default_rng(seed)
    number = rng.poisson(begin_per_year * (20 + LAST / YEAR))
    begin = rng.uniform(-20 * YEAR, LAST + 1, number)
    need = rng.exponential(YEAR / home, number) / np.where(begin < 0, head_start, 1.0)
    change = first_day(harder_from)
    easy = np.maximum(change - begin, 0)
    found = np.where(need <= easy, begin + need, np.maximum(begin, change) + (need - easy) * harder)
    gone = begin + rng.exponential(YEAR / leave, number)
    end = np.minimum(found, gone)
    first_seen = np.where(begin < 0, rng.uniform(0, 60, number) if carried_over else -1, begin)
    seen = (first_seen >= 0) & (first_seen <= end)
    begin, end, housed = np.floor(first_seen[seen]), np.floor(end[seen]), (found < gone)[seen]
    over = end > LAST
    return Searches(begin.astype(int), np.minimum(end, LAST).astype(int), housed & ~over, ~housed & ~over)
