"""The three rules by which an overschrijding of agreement 20 is structural, over arrays of made-up years.

The models of models/intermediate/vrije_ruimte decide on real years; a test feeds both the same counts.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

REEKS = 6  # month-ends in a row, of the rule zes_maanden


@dataclass(frozen=True)
class Grenzen:
    """What the rules are set to: the vars of dbt_project.yml, and the norm in whole percents."""

    norm_procent: int
    p_pool: float
    p_samen: float
    minimum: int
    maximum_jaren: int


@dataclass(frozen=True)
class Geschiedenis:
    """Lettings of simulations x years x months, `n` in all and `k` of them free policy room."""

    k: np.ndarray
    n: np.ndarray


@dataclass(frozen=True)
class _Pools:
    """Per simulation and year: the first year of the pool, its counts, and whether it can be judged over."""

    eerste: np.ndarray
    k: np.ndarray
    n: np.ndarray
    is_te_klein: np.ndarray
    is_over: np.ndarray


def structureel(werkelijk: Geschiedenis, grenzen: Grenzen) -> dict[str, np.ndarray]:
    """Per limb (A, B, C) and rule, for each simulation and year: does it hold? A rule names what it does."""
    k, n = werkelijk.k.sum(axis=2), werkelijk.n.sum(axis=2)
    pools = _pools(k, n, grenzen)
    was_over = _een_jaar_eerder(pools.is_over)
    k_samen, n_samen = _samen(k, pools.eerste), _samen(n, pools.eerste)
    a = pools.is_over & _zeldzaam(pools.k, pools.n, grenzen.p_pool, grenzen)
    twee_jaar = pools.is_over & was_over
    b = twee_jaar & _zeldzaam(k_samen, n_samen, grenzen.p_samen, grenzen)
    c = twee_jaar & _een_jaar_eerder(was_over)
    zes_maanden = _over(k, n, grenzen) & ~pools.is_te_klein & _zes_maanden(werkelijk, grenzen)
    return {
        "A": a,
        "B": b,
        "C": c,
        "statistisch": a | b | c,
        "twee_jaar": twee_jaar,
        "zes_maanden": zes_maanden,
    }


def _pools(k: np.ndarray, n: np.ndarray, grenzen: Grenzen) -> _Pools:
    """Each year with as few years before it as make it large enough, or else with as many as there may be."""
    eerste = np.broadcast_to(np.arange(n.shape[1]), n.shape).copy()
    for _ in range(grenzen.maximum_jaren - 1):
        eerste = np.maximum(np.where(_vanaf(n, eerste) < grenzen.minimum, eerste - 1, eerste), 0)
    k_pool, n_pool = _vanaf(k, eerste), _vanaf(n, eerste)
    is_te_klein = n_pool < grenzen.minimum
    return _Pools(eerste, k_pool, n_pool, is_te_klein, ~is_te_klein & _over(k_pool, n_pool, grenzen))


def _vanaf(aantallen: np.ndarray, eerste: np.ndarray) -> np.ndarray:
    """The sum over the years from `eerste` to each year."""
    tot_en_met = np.cumsum(aantallen, axis=1)
    tot = np.pad(tot_en_met, ((0, 0), (1, 0)))[:, :-1]
    return np.asarray(tot_en_met - np.take_along_axis(tot, eerste, axis=1))


def _samen(aantallen: np.ndarray, eerste: np.ndarray) -> np.ndarray:
    """The sum over the union of a year's pool and that of the year before, each year once."""
    vorige = np.pad(eerste, ((0, 0), (1, 0)))[:, :-1]
    return _vanaf(aantallen, np.minimum(eerste, vorige))


def _over(k: np.ndarray, n: np.ndarray, grenzen: Grenzen) -> np.ndarray:
    return np.asarray(100 * k > grenzen.norm_procent * n)


def _zeldzaam(k: np.ndarray, n: np.ndarray, p: float, grenzen: Grenzen) -> np.ndarray:
    """Is P(X >= k) < p at the norm? By the least such k, once for each n that occurs."""
    voorkomend, plaats = np.unique(n, return_inverse=True)
    minste = [
        np.argmax(stats.binom.sf(np.arange(-1, een + 1), een, grenzen.norm_procent / 100) < p)
        for een in voorkomend
    ]
    return np.asarray(k >= np.array(minste)[plaats].reshape(n.shape))


def _zes_maanden(werkelijk: Geschiedenis, grenzen: Grenzen) -> np.ndarray:
    """Six month-ends in a row over, the last in the year; a month-end needs twelve months of these years."""
    aantal, jaren, maanden = werkelijk.n.shape
    k, n = (_venster(telling.reshape(aantal, -1), 12) for telling in (werkelijk.k, werkelijk.n))
    zes = _venster(_over(k, n, grenzen), REEKS) == REEKS
    zonder = jaren * maanden - zes.shape[1]  # the first months, at which no such series can end
    return np.asarray(np.pad(zes, ((0, 0), (zonder, 0))).reshape(aantal, jaren, maanden).any(axis=2))


def _venster(per_maand: np.ndarray, breedte: int) -> np.ndarray:
    """The sum over each so many columns in a row."""
    tot = np.pad(np.cumsum(per_maand, axis=1), ((0, 0), (1, 0)))
    return np.asarray(tot[:, breedte:] - tot[:, :-breedte])


def _een_jaar_eerder(per_jaar: np.ndarray) -> np.ndarray:
    return np.pad(per_jaar, ((0, 0), (1, 0)))[:, :-1]
