"""How a corporatie lets a dwelling: by the regular rules, within its vrije ruimte, or to a statushouder."""

from collections import Counter
from datetime import date

from woonmonitor.synthetic.calibration import (
    CELLEN,
    GRONDEN_VRIJE_RUIMTE,
    KANS_ONBEKENDE_GROND,
    LAST_YEAR,
    ONBEKENDE_GRONDEN,
    SLOOP_CEL,
    SLOOP_VANAF,
    STATUSHOUDERS,
)
from woonmonitor.synthetic.chance import Rng, happens, pick_one

REGULIER, VRIJ, STATUSHOUDER = "regulier", "vrij", "statushouder"
HERHUISVESTING = "herhuisvesting"

# A corporatie that watches its room stops a little short of 20 %: a regular letting may yet fall through.
_PLAFOND = 0.1985
_BIJSTUREN = 0.25


class Beleid:
    """Keeps count per cel and year of what was let how, as the corporatie itself would know it."""

    def __init__(self, rng: Rng) -> None:
        self._rng = rng
        self.toewijzingen: Counter[tuple[int, int]] = Counter()
        self.vrij: Counter[tuple[int, int]] = Counter()

    def kanaal(self, cel: int, jaar: int, *, geschikt: bool) -> str:
        """The way this dwelling will be let, counted. `geschikt`: it may be let outside the rules."""
        sleutel = (cel, jaar)
        aantal, vrij = self.toewijzingen[sleutel] + 1, self.vrij[sleutel]
        self.toewijzingen[sleutel] = aantal
        doel = CELLEN[cel].aandeel_vrij(jaar)
        kans = doel + _BIJSTUREN * (doel * aantal - vrij)
        if CELLEN[cel].plafond and vrij + 1 > _PLAFOND * aantal:
            kans = 0.0
        if geschikt and happens(self._rng, kans):
            self.vrij[sleutel] += 1
            return VRIJ
        # Only part of the dwellings is fit for it, so that the chance at these is higher than the share of
        # all.
        if geschikt and happens(self._rng, STATUSHOUDERS[min(jaar, LAST_YEAR)] / 0.62):
            return STATUSHOUDER
        return REGULIER

    def schuif(self, cel: int, gepland: int, werkelijk: int) -> None:
        """A regular letting planned in one year came about in another (or in none: `werkelijk` 0)."""
        self.toewijzingen[cel, gepland] -= 1
        self.toewijzingen[cel, werkelijk] += 1

    def grond(self, cel: int, dag: date, *, sloop_wacht: bool) -> str:
        """The ground of a letting within the vrije ruimte; tenants of a demolition come first."""
        sloop = (CELLEN[cel].corporatie, CELLEN[cel].gemeente) == SLOOP_CEL and dag >= SLOOP_VANAF
        if sloop and sloop_wacht and happens(self._rng, 0.38):
            return HERHUISVESTING
        gewichten = list(GRONDEN_VRIJE_RUIMTE.values())
        return list(GRONDEN_VRIJE_RUIMTE)[pick_one(self._rng, gewichten)]

    def opgegeven(self, grond: str) -> str:
        """The ground as the clerk writes it: now and then one that no list knows."""
        if grond == "regulier" and happens(self._rng, KANS_ONBEKENDE_GROND):
            return ONBEKENDE_GRONDEN[pick_one(self._rng, (1, 1))]
        return grond
