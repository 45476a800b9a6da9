"""The market, week by week: notice, vacancy, the way it is let, publication, reactions, selection, moving."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from woonmonitor.synthetic import policy, register, stock
from woonmonitor.synthetic.calibration import CELLEN, MODELLEN, SLOOP_DATUM, SLOOP_VANAF, VERKOOPKANS
from woonmonitor.synthetic.chance import between_one, happens, pick, pick_one, stream
from woonmonitor.synthetic.days import dag_van, datum_van, jaar_van
from woonmonitor.synthetic.lettings import NIEMAND, Leegkomst, Opzegging, Verhuur
from woonmonitor.synthetic.reactions import DAG, Publicatie, Reacties, react
from woonmonitor.synthetic.register import DAG_NUL
from woonmonitor.synthetic.selection import Uitslag, select
from woonmonitor.synthetic.stock import ALTIJD, EENGEZINS, LEEG, STUDENTEN, ZORG

WEKEN_PER_JAAR = 365.25 / 7
_AANLOOP = 28  # days of notice before the opening, so that there is something to publish on the first day


@dataclass
class Week:
    """What one week brought: its publicaties, their reactions, and the outcome."""

    dag: int
    publicaties: list[Publicatie]
    reacties: Reacties
    uitslag: Uitslag


class Markt:
    """State of the market; `weken` runs it once, and fills publicaties, opzeggingen and
    verhuur.toewijzingen.
    """

    def __init__(self, seed: int, scale: float, peildatum: date) -> None:
        self.scale, self.laatste = scale, dag_van(peildatum)
        self.register = register.build(seed, scale, peildatum)
        self.voorraad = stock.build(seed, scale, peildatum)
        self._rng = stream(seed, "markt")
        self._rng_reacties, self._rng_selectie = stream(seed, "reacties"), stream(seed, "selectie")
        self.beleid = policy.Beleid(stream(seed, "beleid"))
        self.verhuur = Verhuur(self.register, self.voorraad, stream(seed, "verhuur"))
        self.publicaties: list[Publicatie] = []
        self.opzeggingen: list[Opzegging] = []
        self._te_publiceren: dict[int, list[Leegkomst]] = defaultdict(list)
        self._tegoed = np.zeros(len(CELLEN))

    def weken(self) -> Iterator[Week]:
        for dag in range(DAG_NUL - _AANLOOP, self.laatste + 1, 7):
            self._verhoog_huren(dag)
            self._start_projecten(dag)
            self._zeg_op(dag)
            self._verwerk_vertrek()
            if dag == dag_van(SLOOP_DATUM) - (dag_van(SLOOP_DATUM) - DAG_NUL) % 7:
                self._ontruim_sloop(dag)
            if dag >= DAG_NUL:
                yield self._publiceer(dag)

    def voortgang(self, dag: int) -> float:
        return max(dag - DAG_NUL, 0) / (self.laatste - DAG_NUL)

    # --- what comes free
    # ------------------------------------------------------------------------------------------

    def _verhoog_huren(self, dag: int) -> None:
        jaar = jaar_van(dag + 6)
        if dag <= dag_van(date(jaar, 7, 1)) < dag + 7:
            self.voorraad.verhoog_huren(jaar)

    def _zeg_op(self, dag: int) -> None:
        """Notice by tenants: turnover per cel, spread over its dwellings, most among the young and in
        flats.
        """
        v = self.voorraad
        gewicht = np.array([1.0, 2.6, 1.25, 3.0, 0.9, 1.2])[v.doelgroep] * np.where(
            v.woningtype == EENGEZINS, 0.9, 1.2
        )
        bewoond = (v.bewoond_sinds != LEEG) & ~v.opgezegd & (v.bewoond_sinds < dag - 120)
        if dag >= dag_van(SLOOP_VANAF):
            bewoond &= ~v.sloop
        for index, cel in enumerate(CELLEN):
            kandidaten = np.flatnonzero(bewoond & (v.cel == index))
            self._tegoed[index] += cel.mutatiegraad * np.count_nonzero(v.cel == index) / WEKEN_PER_JAAR
            aantal = min(int(self._tegoed[index]), len(kandidaten))
            self._tegoed[index] -= aantal
            if not aantal:
                continue
            for eenheid in np.unique(kandidaten[pick(self._rng, gewicht[kandidaten], aantal)]).tolist():
                opgezegd = dag + between_one(self._rng, 0, 6)
                reden = ("verhuizing", "overlijden", "koopwoning", "zorginstelling", "ontruiming")
                self._komt_vrij(
                    Opzegging(
                        eenheid, opgezegd, opgezegd + between_one(self._rng, 28, 40),
                        reden[pick_one(self._rng, (62, 14, 17, 6, 1))],
                    )
                )  # fmt: skip

    def _verwerk_vertrek(self) -> None:
        vertrek, self.verhuur.verlaten = self.verhuur.verlaten, []
        for eenheid, opgezegd, einddatum, reden in vertrek:
            self._komt_vrij(Opzegging(eenheid, opgezegd, einddatum, reden))

    def _komt_vrij(self, opzegging: Opzegging) -> None:
        v, eenheid = self.voorraad, opzegging.eenheid
        self.opzeggingen.append(opzegging)
        v.opgezegd[eenheid] = True
        if v.bewoner[eenheid] != NIEMAND:
            bewoner = int(v.bewoner[eenheid])
            if self.register.woont_in[bewoner] == eenheid:
                self.register.woont_in[bewoner] = NIEMAND
            v.bewoner[eenheid] = NIEMAND
        if v.sloop[eenheid] and opzegging.opgezegd >= dag_van(SLOOP_VANAF):
            return
        cel = CELLEN[int(v.cel[eenheid])]
        kans = VERKOOPKANS.get((cel.corporatie, cel.gemeente), 0.0)
        if (
            v.woningtype[eenheid] == EENGEZINS
            and v.in_exploitatie[eenheid] == ALTIJD
            and happens(self._rng, kans)
        ):
            v.uit_exploitatie[eenheid] = opzegging.einddatum + between_one(self._rng, 20, 120)
            v.uit_reden[eenheid] = stock.UIT_REDENEN.index("verkoop")
            return
        self._kies_kanaal(eenheid, opzegging.opgezegd, opzegging.einddatum)

    def _start_projecten(self, dag: int) -> None:
        """New dwellings are let from ten weeks before their delivery; alike ones go in one publicatie."""
        v = self.voorraad
        start = v.in_exploitatie - 70
        nieuw = np.flatnonzero((v.bewoond_sinds == LEEG) & ~v.opgezegd & (start >= dag) & (start < dag + 7))
        samen: dict[tuple[int, int, int, int], list[int]] = defaultdict(list)
        for eenheid in nieuw.tolist():
            v.opgezegd[eenheid] = True
            vrij_op, gepland = int(v.in_exploitatie[eenheid]), jaar_van(dag + 30)
            if not self._let_direct(eenheid, dag, vrij_op, gepland_jaar=gepland):
                soort = (
                    int(v.cel[eenheid]),
                    int(v.kamers[eenheid]),
                    int(v.klasse[eenheid]),
                    int(v.doelgroep[eenheid]),
                )
                samen[soort].append(eenheid)
        for groep in samen.values():
            for begin in range(0, len(groep), 10):
                deel = groep[begin : begin + 10]
                self._zet_klaar(Leegkomst(deel, int(v.in_exploitatie[deel[0]]), dag + 7, jaar_van(dag + 30)))

    def _ontruim_sloop(self, dag: int) -> None:
        """Who still lives in the dwellings to be demolished moves out of the corporatie's stock."""
        v = self.voorraad
        for eenheid in np.flatnonzero(v.sloop & ~v.opgezegd).tolist():
            self._komt_vrij(Opzegging(eenheid, dag - 45, dag - between_one(self._rng, 5, 14), "sloop"))

    # --- how it is let
    # --------------------------------------------------------------------------------------------

    def _kies_kanaal(self, eenheid: int, opgezegd: int, vrij_op: int) -> None:
        klaar = opgezegd + between_one(self._rng, 5, 18)
        if not self._let_direct(eenheid, opgezegd, vrij_op, gepland_jaar=jaar_van(klaar + 26)):
            self._zet_klaar(Leegkomst([eenheid], vrij_op, klaar, jaar_van(klaar + 26)))

    def _let_direct(self, eenheid: int, opgezegd: int, vrij_op: int, *, gepland_jaar: int) -> bool:
        """Lets outside the regular rules when policy says so; False: it is to be published, and counts as
        planned.
        """
        v, cel = self.voorraad, int(self.voorraad.cel[eenheid])
        datum = max(opgezegd + between_one(self._rng, 8, 34), DAG_NUL)
        jaar = jaar_van(datum)
        if not self.verhuur.telt_mee(eenheid, jaar):
            return False
        kanaal = self.beleid.kanaal(cel, jaar, geschikt=self.verhuur.geschikt_voor_direct(eenheid, jaar))
        if kanaal == policy.REGULIER:
            self.beleid.schuif(cel, jaar, gepland_jaar)
            return False
        grond, verlaat = "statushouder", NIEMAND
        if kanaal == policy.VRIJ:
            wachtend = np.flatnonzero(v.sloop & ~v.opgezegd)
            grond = self.beleid.grond(cel, datum_van(opgezegd), sloop_wacht=len(wachtend) > 0)
            if grond == "herhuisvesting" and len(wachtend) and opgezegd >= dag_van(SLOOP_VANAF):
                verlaat = int(wachtend[0])
        self.verhuur.direct(eenheid, grond, datum, vrij_op, verlaat)
        return True

    def _zet_klaar(self, leegkomst: Leegkomst) -> None:
        week = max((leegkomst.publiceren_op - DAG_NUL) // 7, 0)
        self._te_publiceren[week].append(leegkomst)

    def _publiceer(self, dag: int) -> Week:
        paren = [
            (leeg, self._publicatie(dag, leeg)) for leeg in self._te_publiceren.pop((dag - DAG_NUL) // 7, [])
        ]
        paren = [(leeg, publicatie) for leeg, publicatie in paren if publicatie.gepubliceerd <= self.laatste]
        publicaties = [publicatie for _, publicatie in paren]
        for nummer, publicatie in enumerate(publicaties, start=len(self.publicaties)):
            publicatie.nummer = nummer
        self.publicaties += publicaties
        reacties = react(
            self.register, self.voorraad, publicaties,
            dag=dag, laatste=self.laatste, scale=self.scale, rng=self._rng_reacties,
        )  # fmt: skip
        geldig = ~reacties.ingetrokken
        np.minimum.at(self.register.eerste_reactie, reacties.zoeker[geldig], reacties.moment[geldig] // DAG)
        uitslag = select(self.register, publicaties, reacties, jaar=jaar_van(dag), rng=self._rng_selectie)
        for (leegkomst, publicatie), winnaars in zip(paren, uitslag.winnaars, strict=True):
            self._wijs_toe(publicatie, leegkomst, winnaars)
        return Week(dag, publicaties, reacties, uitslag)

    def _publicatie(self, dag: int, leegkomst: Leegkomst) -> Publicatie:
        rng, v, eenheid = self._rng, self.voorraad, leegkomst.eenheden[0]
        model = list(MODELLEN)[pick_one(rng, list(MODELLEN.values()))]
        if v.doelgroep[eenheid] == STUDENTEN or leegkomst.poging > 2:
            model = "eerste_reageerder"
        elif v.doelgroep[eenheid] == ZORG:
            model = "distributie"
        elif len(leegkomst.eenheden) > 1 or v.flex[eenheid]:
            model = "loting" if v.flex[eenheid] else "aanbod"
        gepubliceerd = dag + between_one(rng, 0, 2)
        sluit = gepubliceerd + between_one(rng, 5, 7)
        status = (
            "gepubliceerd" if sluit > self.laatste else "ingetrokken" if happens(rng, 0.03) else "afgerond"
        )
        return Publicatie(
            nummer=-1, eenheden=leegkomst.eenheden, gepubliceerd=gepubliceerd, sluit=sluit, model=model,
            doelgroep=int(v.doelgroep[eenheid]), huur=v.streefhuur(eenheid, jaar_van(sluit)),
            poging=leegkomst.poging, status=status,
        )  # fmt: skip

    def _wijs_toe(self, publicatie: Publicatie, leegkomst: Leegkomst, winnaars: list[int]) -> None:
        over = list(leegkomst.eenheden)
        for zoeker in winnaars:
            eenheid = over[0]
            grond = self.beleid.opgegeven(self._grond(publicatie, eenheid, zoeker))
            toewijzing = self.verhuur.via_publicatie(publicatie, eenheid, leegkomst.vrij_op, zoeker, grond)
            if not toewijzing.vervallen:
                over.pop(0)
                jaar = jaar_van(toewijzing.datum)
                if jaar != leegkomst.gepland_jaar and self.verhuur.telt_mee(eenheid, jaar):
                    self.beleid.schuif(int(self.voorraad.cel[eenheid]), leegkomst.gepland_jaar, jaar)
        if over:
            later = publicatie.sluit + between_one(self._rng, 10, 24)
            poging = leegkomst.poging + (publicatie.status == "afgerond")
            self._zet_klaar(Leegkomst(over, leegkomst.vrij_op, later, leegkomst.gepland_jaar, poging))

    def _grond(self, publicatie: Publicatie, eenheid: int, zoeker: int) -> str:
        r, v = self.register, self.voorraad
        if publicatie.model == "loting":
            return "loting"
        if r.urgent[zoeker]:
            return "urgentie"
        oud = int(r.leeftijd(np.array([zoeker]), publicatie.sluit)[0]) >= 65
        return (
            "doorstroming_senioren" if oud and r.doorstromer[zoeker] and v.nultreden[eenheid] else "regulier"
        )
