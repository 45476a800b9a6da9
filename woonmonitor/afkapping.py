"""The truncation guard: did searching really take longer, or can more of it be seen each year?

A register that opened on a given day shows no search longer than its own age, so the longest zoektijd that
can be observed grows by a year every year, and the mean with it, even if nothing changes. What does not
depend on the age of the register is the chance of a home at equal duration: of those who have searched for
exactly so many days, whoever finds a home that day. A duration that one year cannot show has nobody at risk
in that year, and says nothing.
"""

import numpy as np
from scipy import stats


def lagere_kans(dagen: np.ndarray, jaar: np.ndarray, zoekend: np.ndarray, gevonden: np.ndarray) -> float:
    """One-sided p of a chance of a home that falls from year to year, each duration compared with itself.

    The log-rank test for trend (Tarone 1975) with delayed entry: per duration `dagen` and `jaar` how many
    still searched (`zoekend`) and how many of them found a home that day (`gevonden`). Small: searching
    takes longer. 1 where nothing can be compared.
    """
    duren, rij = np.unique(dagen, return_inverse=True)
    score = jaar - jaar.mean()
    per_duur = {naam: np.bincount(rij, gewicht, len(duren)) for naam, gewicht in {
        "n": zoekend, "d": gevonden, "score": zoekend * score, "score2": zoekend * score**2,
    }.items()}  # fmt: skip
    n, d = per_duur["n"], per_duur["d"]
    gemiddelde = np.divide(per_duur["score"], n, out=np.zeros_like(n), where=n > 0)
    spreiding = np.divide(per_duur["score2"], n, out=np.zeros_like(n), where=n > 0) - gemiddelde**2
    variantie = np.sum(d * spreiding * np.divide(n - d, n - 1, out=np.zeros_like(n), where=n > 1))
    if variantie <= 0:
        return 1.0
    verschil = np.sum(gevonden * score) - np.sum(d * gemiddelde)
    return float(stats.norm.cdf(verschil / np.sqrt(variantie)))
