"""Rents around the yearly bounds: asked of a new tenant, raised for a sitting one, fit for whom."""

import numpy as np

from woonmonitor.synthetic.calibration import HUURVERHOGING_PROMILLE, Grenzen, grenzen
from woonmonitor.synthetic.chance import Bools, Floats, Ints

KK, EERSTE, TWEEDE, TOESLAG, BOVEN = range(5)
"""Streefhuur classes, by the bound that they stay under."""


def streefhuur(klasse: Ints, hoogte: Floats, bounds: Grenzen) -> Ints:
    """Asked rent in cents: within the class, at `hoogte` (0..1) between the bound below and its own bound.

    A height of 1 is rent "afgetopt" at the bound to the cent, as corporations set it.
    """
    onder = np.array([36000, 0, 0, 0, 0]) + np.array(
        [0, bounds.kwaliteitskorting, bounds.eerste_aftopping, bounds.tweede_aftopping, bounds.huurtoeslag]
    )
    boven = np.array(
        [
            bounds.kwaliteitskorting,
            bounds.eerste_aftopping,
            bounds.tweede_aftopping,
            bounds.huurtoeslag,
            bounds.huurtoeslag + 22000,
        ]
    )
    # One cent above the bound below, so that height 0 still lies within the class.
    laag = onder[klasse] + 1
    return np.asarray(np.rint(laag + hoogte * (boven[klasse] - laag)), dtype=np.int64)


def verhoogd(huur: Ints, streef: Ints, jaar: int) -> Ints:
    """Rents of sitting tenants after 1 July of the year: never raised past the streefhuur, never lowered."""
    promille = HUURVERHOGING_PROMILLE[jaar]
    return np.asarray(np.maximum(huur, np.minimum((huur * (1000 + promille) + 500) // 1000, streef)))


def is_sociaal(huur: int, jaar: int) -> bool:
    return huur <= grenzen(jaar).huurtoeslag


def past(laag_inkomen: Bools, huishouden: Ints, huur: Ints, bounds: Grenzen) -> Bools:
    """Whether rent and household pass the passendheidstoets (a higher income always does: not applicable)."""
    grens = np.where(huishouden <= 2, bounds.eerste_aftopping, bounds.tweede_aftopping)
    return ~laag_inkomen | (huur <= grens)
