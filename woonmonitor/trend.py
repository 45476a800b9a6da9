"""Does a series rise or fall? Slopes and tests that ask no distribution of the figures.

A series of years: Theil and Sen's slope and the Mann-Kendall test, exact. A series of months: the same with
each month compared only with the same month of other years (Hirsch, Slack & Smith 1982), so that a season
is no trend, and with the variance of the test enlarged for what one month tells of the next (Yue & Wang
2004), so that a stock which merely drifts is no trend either.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

MAANDEN = 12
_Z = float(stats.norm.ppf(0.975))


@dataclass(frozen=True)
class Trend:
    """Change per year with its 95 % interval, and the two-sided p of no trend."""

    helling: float
    ondergrens: float
    bovengrens: float
    p: float


def jaartrend(jaar: np.ndarray, waarde: np.ndarray) -> Trend:
    """The trend of one figure a year; years may be missing. Below five points p cannot fall under .05."""
    sen = stats.theilslopes(waarde, jaar, alpha=0.95)
    s, _ = _mann_kendall(jaar, waarde)
    if len(np.unique(waarde)) == len(waarde):
        p = float(stats.kendalltau(jaar, waarde, method="exact").pvalue)
    else:
        p = _tweezijdig(s, _variantie(waarde))
    return Trend(float(sen.slope), float(sen.low_slope), float(sen.high_slope), p)


def maandtrend(maand: np.ndarray, waarde: np.ndarray) -> Trend:
    """The trend per year of one figure a month; `maand` counts months, and no month may lack in one of the
    years."""
    order = np.argsort(maand)
    seizoen, jaar, waarde = maand[order] % MAANDEN, maand[order] // MAANDEN, waarde[order]
    per_maand = [(jaar[seizoen == m], waarde[seizoen == m]) for m in range(MAANDEN)]
    paren = [_mann_kendall(jaren, waarden) for jaren, waarden in per_maand]
    hellingen = np.sort(np.concatenate([delen for _, delen in paren]))
    s = sum(som for som, _ in paren)
    helling = float(np.median(hellingen))
    midden = np.array([np.median(waarden - helling * jaren) for jaren, waarden in per_maand])
    rest = waarde - helling * jaar - midden[seizoen.astype(int)]
    samenhang = _samenhang(rest)
    variantie = sum(_variantie(waarden) for _, waarden in per_maand) * samenhang
    # the ranks that enclose the slope (Gilbert 1987, 16.4.3)
    onder, boven = ((len(hellingen) + kant * _Z * np.sqrt(variantie)) / 2 for kant in (-1, 1))
    laag, hoog = np.clip([np.floor(onder) - 1, np.ceil(boven)], 0, len(hellingen) - 1).astype(int)
    return Trend(
        helling,
        float(hellingen[laag]),
        float(hellingen[hoog]),
        _tweezijdig(s, variantie, len(waarde) / samenhang),
    )


def _mann_kendall(tijd: np.ndarray, waarde: np.ndarray) -> tuple[float, np.ndarray]:
    """How many more pairs rise than fall, and the slope of each pair."""
    eerder, later = np.triu_indices(len(tijd), k=1)
    verschil = waarde[later] - waarde[eerder]
    return float(np.sum(np.sign(verschil) * np.sign(tijd[later] - tijd[eerder]))), verschil / (
        tijd[later] - tijd[eerder]
    )


def _variantie(waarde: np.ndarray) -> float:
    """Of the Mann-Kendall sum without a trend; values that are equal take away their part (Kendall
    1975)."""
    _, gelijk = np.unique(waarde, return_counts=True)
    delen = np.concatenate([[len(waarde)], -gelijk[gelijk > 1]])
    grootte = np.abs(delen)
    return float(np.sum(np.sign(delen) * grootte * (grootte - 1) * (2 * grootte + 5)) / 18)


def _tweezijdig(s: float, variantie: float, waarnemingen: float = np.inf) -> float:
    """Normal approximation with correction for continuity; 1 where all values are equal.

    With few independent `waarnemingen` Student's t, since the variance itself is then estimated from few.
    """
    if s == 0 or variantie <= 0:
        return 1.0
    return float(2 * stats.t.sf((abs(s) - 1) / np.sqrt(variantie), max(waarnemingen - 2, 1)))


def _samenhang(rest: np.ndarray) -> float:
    """By how much months that resemble the month before enlarge a variance: (1 + r) / (1 - r), at least 1.

    r is the correlation of successive residuals, freed of the downward bias of a fitted trend (Kendall
    1954).
    """
    afwijking = rest - rest.mean()
    som = float(np.sum(afwijking**2))
    if som == 0:
        return 1.0
    n = len(rest)
    r = (n * float(np.sum(afwijking[1:] * afwijking[:-1])) / som + 2) / (n - 4)
    r = min(max(r, 0.0), 0.99)
    return (1 + r) / (1 - r)
