"""What comes free: tenants who give notice, who move within the stock, and who make way for a demolition."""

from collections.abc import Iterator

import numpy as np

from woonmonitor.synthetic import stock
from woonmonitor.synthetic.calibration import CELLEN, SLOOP_DATUM, SLOOP_VANAF, VERKOOPKANS
from woonmonitor.synthetic.chance import Rng, between_one, happens, pick, pick_one
from woonmonitor.synthetic.days import dag_van
from woonmonitor.synthetic.lettings import NIEMAND, Opzegging
from woonmonitor.synthetic.register import JAAR, Register
from woonmonitor.synthetic.stock import ALTIJD, EENGEZINS, LEEG, Voorraad

_REDENEN = {"verhuizing": 62, "overlijden": 14, "koopwoning": 17, "zorginstelling": 6, "ontruiming": 1}
# The young and students move on soonest, families in a house of their own stay longest.
_VERTREK_PER_DOELGROEP = np.array([1.0, 2.6, 1.25, 3.0, 0.9, 1.2])


class Vertrek:
    """Ends tenancies week by week, and says which dwellings are to be let again."""

    def __init__(self, register: Register, voorraad: Voorraad, rng: Rng) -> None:
        self._register, self._voorraad, self._rng = register, voorraad, rng
        self.opzeggingen: list[Opzegging] = []
        self._tegoed = np.zeros(len(CELLEN))

    def week(self, dag: int, verhuisd: list[Opzegging]) -> Iterator[Opzegging]:
        """Notices of the week from the day on, those of tenants who found another home included.

        Yields the ones whose dwelling is to be let again: not the sold and the demolished.
        """
        for opzegging in [*self._zeg_op(dag), *verhuisd, *self._ontruim(dag)]:
            if self._komt_vrij(opzegging):
                yield opzegging

    def _zeg_op(self, dag: int) -> Iterator[Opzegging]:
        """Turnover per cel, spread evenly over the year and by chance over its dwellings."""
        v, rng = self._voorraad, self._rng
        gewicht = _VERTREK_PER_DOELGROEP[v.doelgroep] * np.where(v.woningtype == EENGEZINS, 0.9, 1.2)
        bewoond = (v.bewoond_sinds != LEEG) & ~v.opgezegd & (v.bewoond_sinds < dag - 120)
        if dag >= dag_van(SLOOP_VANAF):
            bewoond &= ~v.sloop
        for index, cel in enumerate(CELLEN):
            kandidaten = np.flatnonzero(bewoond & (v.cel == index))
            self._tegoed[index] += cel.mutatiegraad * np.count_nonzero(v.cel == index) * 7 / JAAR
            aantal = min(int(self._tegoed[index]), len(kandidaten))
            if aantal:
                gekozen = np.unique(kandidaten[pick(rng, gewicht[kandidaten], aantal)])
                self._tegoed[index] -= len(gekozen)
                yield from (
                    self._opzegging(eenheid, dag + between_one(rng, 0, 6)) for eenheid in gekozen.tolist()
                )

    def _opzegging(self, eenheid: int, opgezegd: int) -> Opzegging:
        reden = list(_REDENEN)[pick_one(self._rng, list(_REDENEN.values()))]
        return Opzegging(eenheid, opgezegd, opgezegd + between_one(self._rng, 28, 40), reden)

    def _ontruim(self, dag: int) -> Iterator[Opzegging]:
        """In the week before the demolition, who still lives there moves out of the corporatie's stock."""
        v, einde = self._voorraad, dag_van(SLOOP_DATUM)
        if dag < einde <= dag + 7:
            for eenheid in np.flatnonzero(v.sloop & ~v.opgezegd).tolist():
                yield Opzegging(eenheid, einde - 50, einde - between_one(self._rng, 5, 14), "sloop")

    def _komt_vrij(self, opzegging: Opzegging) -> bool:
        """Ends the tenancy; true when the dwelling is to be let again."""
        v, eenheid = self._voorraad, opzegging.eenheid
        self.opzeggingen.append(opzegging)
        v.opgezegd[eenheid] = True
        bewoner = int(v.bewoner[eenheid])
        if bewoner != NIEMAND and self._register.woont_in[bewoner] == eenheid:
            self._register.woont_in[bewoner] = NIEMAND
        v.bewoner[eenheid] = NIEMAND
        if v.sloop[eenheid] and opzegging.opgezegd >= dag_van(SLOOP_VANAF):
            return False
        cel = CELLEN[int(v.cel[eenheid])]
        te_koop = v.woningtype[eenheid] == EENGEZINS and v.in_exploitatie[eenheid] == ALTIJD
        if te_koop and happens(self._rng, VERKOOPKANS.get((cel.corporatie, cel.gemeente), 0.0)):
            v.uit_exploitatie[eenheid] = opzegging.einddatum + between_one(self._rng, 20, 120)
            v.uit_reden[eenheid] = stock.UIT_REDENEN.index("verkoop")
            return False
        return True
