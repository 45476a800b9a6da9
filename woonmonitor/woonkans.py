"""The chance of a home for all who search, not only for those who found one.

Cumulative incidence (Aalen & Johansen 1978) as a period estimate: each search is at risk at the durations
at which the period saw it, from the duration it had reached when the period began (left truncation) to
where it ended or the period did (censoring). A home and leaving the register are competing risks. The
product-limit estimate under left truncation is that of statsmodels; durations are whole days, and homes and
departures of one day are taken together, so that no tie needs to be broken by chance.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

GEEN_WONING = ("zoekt", "uitgeschreven")
"""Outcomes of a search that are no home; any other names the way by which the home was found."""
ALLE = "alle"
HELFT = 0.5
_Z = float(stats.norm.ppf(0.975))
_AFRONDING = 1e-12


@dataclass(frozen=True)
class Kans:
    """The incidence of a home within so many days, with its 95 % interval; None: not to be seen in this
    period."""

    via: str
    dagen: int
    kans: float | None
    ondergrens: float | None
    bovengrens: float | None


@dataclass(frozen=True)
class Mediaan:
    """The days after which half have found a home; None: fewer than half do, as far as the period shows."""

    dagen: float | None
    ondergrens: float | None
    bovengrens: float | None


@dataclass(frozen=True)
class _Verloop:
    """Per day with a home or departure: still searching before it, at risk, and homes by any way."""

    dag: np.ndarray
    zoekt_nog: np.ndarray
    in_risico: np.ndarray
    beeindigd: np.ndarray
    waargenomen_tot: int  # the last duration up to which someone was at risk on every day

    def incidentie(self, woningen: np.ndarray) -> np.ndarray:
        return np.asarray(np.cumsum(self.zoekt_nog * woningen / self.in_risico))

    def standaardfout(self, woningen: np.ndarray, tot: int) -> float:
        """Of the incidence at event day number `tot` (Marubini & Valsecchi 1995, 10.12: the delta
        method)."""
        n, d, s = self.in_risico[: tot + 1], self.beeindigd[: tot + 1], self.zoekt_nog[: tot + 1]
        eigen = woningen[: tot + 1]
        verloop = self.incidentie(woningen)[: tot + 1]
        nog = verloop[-1] - verloop
        alle = np.divide(d, n * (n - d), out=np.zeros_like(n), where=n > d)
        variantie = np.sum(nog**2 * alle + s**2 * eigen * (n - eigen) / n**3 - 2 * nog * s * eigen / n**2)
        return float(np.sqrt(max(variantie, 0.0)))


def kansen(
    van: np.ndarray, tot: np.ndarray, uitkomst: np.ndarray, aantal: np.ndarray, binnen: np.ndarray
) -> list[Kans]:
    """The incidence within each of the days `binnen`, over all ways together and by each way that occurs.

    Per group of searches of the period: at risk from duration `van` to `tot` (days, both inclusive), how it
    ended and how many searches it counts.
    """
    verloop = _verloop(van, tot, uitkomst, aantal)
    wegen = sorted({str(weg) for weg in uitkomst} - set(GEEN_WONING))
    gevonden = {weg: _per_dag(verloop, tot, aantal * (uitkomst == weg)) for weg in wegen}
    gevonden[ALLE] = sum(gevonden.values(), start=np.zeros(len(verloop.dag)))
    return [
        _binnen(verloop, woningen, weg, int(dagen)) for weg, woningen in gevonden.items() for dagen in binnen
    ]


def mediaan(van: np.ndarray, tot: np.ndarray, uitkomst: np.ndarray, aantal: np.ndarray) -> Mediaan:
    """The first duration at which half have a home; its interval is where the incidence's own holds a
    half."""
    verloop = _verloop(van, tot, uitkomst, aantal)
    woningen = _per_dag(verloop, tot, aantal * ~np.isin(uitkomst, GEEN_WONING))
    gehaald = np.flatnonzero(verloop.incidentie(woningen) >= HELFT)
    if not len(gehaald) or verloop.dag[gehaald[0]] > verloop.waargenomen_tot:
        return Mediaan(None, None, None)
    kansen_per_dag = [_binnen(verloop, woningen, ALLE, int(dag)) for dag in verloop.dag]

    def eerste(grenzen: list[float | None]) -> float | None:
        dagen = zip(verloop.dag, grenzen, strict=True)
        return next((float(dag) for dag, grens in dagen if grens is not None and grens >= HELFT), None)

    onder, boven = (
        eerste([k.bovengrens for k in kansen_per_dag]),
        eerste([k.ondergrens for k in kansen_per_dag]),
    )
    return Mediaan(float(verloop.dag[gehaald[0]]), onder, boven)


def _verloop(van: np.ndarray, tot: np.ndarray, uitkomst: np.ndarray, aantal: np.ndarray) -> _Verloop:
    from statsmodels.duration.survfunc import SurvfuncRight

    # statsmodels has a search at risk after its entry: half a day earlier, so that day `van` itself is in
    beeindigd = (uitkomst != "zoekt").astype(float)
    leven = SurvfuncRight(tot.astype(float), beeindigd, entry=van - 0.5, freq_weights=aantal)
    zoekt_nog = np.concatenate([[1.0], leven.surv_prob[:-1]])[: len(leven.surv_times)]
    return _Verloop(leven.surv_times, zoekt_nog, leven.n_risk, leven.n_events, _waargenomen_tot(van, tot))


def _waargenomen_tot(van: np.ndarray, tot: np.ndarray) -> int:
    """The last day before the first at which no search was at risk; -1 if none was from the start."""
    lengte = int(tot.max()) + 2
    in_risico = np.cumsum(np.bincount(van, minlength=lengte) - np.bincount(tot + 1, minlength=lengte))
    return int(np.argmax(in_risico == 0)) - 1


def _per_dag(verloop: _Verloop, tot: np.ndarray, gewicht: np.ndarray) -> np.ndarray:
    telt = gewicht > 0
    return np.bincount(
        np.searchsorted(verloop.dag, tot[telt]), weights=gewicht[telt], minlength=len(verloop.dag)
    )


def _binnen(verloop: _Verloop, woningen: np.ndarray, via: str, dagen: int) -> Kans:
    if dagen > verloop.waargenomen_tot:
        return Kans(via, dagen, None, None, None)
    tot = int(np.searchsorted(verloop.dag, dagen, side="right")) - 1
    kans = float(verloop.incidentie(woningen)[tot]) if tot >= 0 else 0.0
    if abs(kans - 1) < _AFRONDING:
        kans = 1.0  # all found one: a sum of fractions misses 1 by a hair, and has no interval either
    if not 0 < kans < 1:
        return Kans(via, dagen, kans, None, None)
    # on the scale of log(-log), so that the interval stays between 0 and 1
    breedte = _Z * verloop.standaardfout(woningen, tot) / (kans * abs(np.log(kans)))
    onder, boven = (float(kans ** np.exp(kant * breedte)) for kant in (1, -1))
    return Kans(via, dagen, kans, onder, boven)
