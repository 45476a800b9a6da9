"""The market, week by week: what comes free is let directly, or published, answered and selected for."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from woonmonitor.synthetic import policy, register, stock
from woonmonitor.synthetic.calibration import MODELLEN, SLOOP_VANAF
from woonmonitor.synthetic.chance import between_one, happens, pick_one, stream
from woonmonitor.synthetic.days import dag_van, datum_van, jaar_van
from woonmonitor.synthetic.departures import Vertrek
from woonmonitor.synthetic.lettings import NIEMAND, Opzegging, Verhuur
from woonmonitor.synthetic.reactions import DAG, Publicatie, Reacties, react
from woonmonitor.synthetic.register import DAG_NUL
from woonmonitor.synthetic.selection import Uitslag, select
from woonmonitor.synthetic.stock import JONGEREN, LEEG, STUDENTEN, ZORG

_AANLOOP = 28  # days of notice before the opening, so that there is something to publish on the first day
_PROJECT_VOORAF = 70  # days before its delivery that a new dwelling is let
_SAMEN = 10  # most dwellings of a project in one publicatie


@dataclass
class Leegkomst:
    """Dwellings that wait to be published: one that comes free, or alike ones of a project."""

    eenheden: list[int]
    vrij_op: int
    publiceren_op: int
    gepland_jaar: int
    poging: int = 0


@dataclass
class Week:
    """What one week brought: its publicaties, their reactions, and the outcome."""

    dag: int
    publicaties: list[Publicatie]
    reacties: Reacties
    uitslag: Uitslag


class Markt:
    """State of the market. `weken` runs it, once; then the lists of what happened are complete."""

    def __init__(self, seed: int, scale: float, peildatum: date) -> None:
        self.scale, self.laatste = scale, dag_van(peildatum)
        self.register = register.build(seed, scale, peildatum)
        self.voorraad = stock.build(seed, scale, peildatum)
        self.vertrek = Vertrek(self.register, self.voorraad, stream(seed, "vertrek"))
        self.verhuur = Verhuur(self.register, self.voorraad, stream(seed, "verhuur"))
        self.publicaties: list[Publicatie] = []
        self._beleid = policy.Beleid(stream(seed, "beleid"))
        self._rng = stream(seed, "markt")
        self._rng_reacties, self._rng_selectie = stream(seed, "reacties"), stream(seed, "selectie")
        self._te_publiceren: dict[int, list[Leegkomst]] = defaultdict(list)

    def weken(self) -> Iterator[Week]:
        for dag in range(DAG_NUL - _AANLOOP, self.laatste + 1, 7):
            self._verhoog_huren(dag)
            self._start_projecten(dag)
            verhuisd, self.verhuur.verlaten = self.verhuur.verlaten, []
            for opzegging in self.vertrek.week(dag, verhuisd):
                self._verhuur_opnieuw(opzegging)
            if dag >= DAG_NUL:
                yield self._publiceer(dag)

    def voortgang(self, dag: int) -> float:
        return (dag - DAG_NUL) / (self.laatste - DAG_NUL)

    def _verhoog_huren(self, dag: int) -> None:
        jaar = jaar_van(dag + 6)
        if dag <= dag_van(date(jaar, 7, 1)) < dag + 7:
            self.voorraad.verhoog_huren(jaar)

    def _start_projecten(self, dag: int) -> None:
        """Lets new dwellings some weeks before their delivery; alike ones go in one publicatie."""
        v = self.voorraad
        start = v.in_exploitatie - _PROJECT_VOORAF
        nieuw = np.flatnonzero((v.bewoond_sinds == LEEG) & ~v.opgezegd & (start >= dag) & (start < dag + 7))
        samen: dict[tuple[int, ...], list[int]] = defaultdict(list)
        gepland = jaar_van(dag + 30)
        for eenheid in nieuw.tolist():
            v.opgezegd[eenheid] = True
            if not self._let_direct(eenheid, dag, int(v.in_exploitatie[eenheid]), gepland_jaar=gepland):
                gelijk = (v.cel, v.kamers, v.klasse, v.doelgroep)
                samen[tuple(int(kolom[eenheid]) for kolom in gelijk)].append(eenheid)
        for groep in samen.values():
            for begin in range(0, len(groep), _SAMEN):
                deel = groep[begin : begin + _SAMEN]
                self._zet_klaar(Leegkomst(deel, int(v.in_exploitatie[deel[0]]), dag + 7, gepland))

    def _verhuur_opnieuw(self, opzegging: Opzegging) -> None:
        eenheid, opgezegd, vrij_op = opzegging.eenheid, opzegging.opgezegd, opzegging.einddatum
        klaar = opgezegd + between_one(self._rng, 5, 18)
        gepland = jaar_van(klaar + 26)
        if not self._let_direct(eenheid, opgezegd, vrij_op, gepland_jaar=gepland):
            self._zet_klaar(Leegkomst([eenheid], vrij_op, klaar, gepland))

    def _let_direct(self, eenheid: int, opgezegd: int, vrij_op: int, *, gepland_jaar: int) -> bool:
        """Lets without a publicatie when policy says so; else it counts as planned, to be published."""
        v, cel = self.voorraad, int(self.voorraad.cel[eenheid])
        datum = max(opgezegd + between_one(self._rng, 8, 34), DAG_NUL)
        jaar = jaar_van(datum)
        if not self.verhuur.telt_mee(eenheid, jaar):
            return False
        kanaal = self._beleid.kanaal(cel, jaar, geschikt=self.verhuur.geschikt_voor_direct(eenheid, jaar))
        if kanaal == policy.REGULIER:
            self._beleid.schuif(cel, jaar, gepland_jaar)
            return False
        grond, verlaat = policy.STATUSHOUDER, NIEMAND
        if kanaal == policy.VRIJ:
            wachtend = np.flatnonzero(v.sloop & ~v.opgezegd)
            grond = self._beleid.grond(cel, datum_van(opgezegd), sloop_wacht=len(wachtend) > 0)
            if grond == policy.HERHUISVESTING and len(wachtend) and opgezegd >= dag_van(SLOOP_VANAF):
                verlaat = int(wachtend[0])
        self.verhuur.direct(eenheid, grond, datum, vrij_op, verlaat)
        return True

    def _zet_klaar(self, leegkomst: Leegkomst) -> None:
        week = max((leegkomst.publiceren_op - DAG_NUL) // 7, 0)
        self._te_publiceren[week].append(leegkomst)

    def _publiceer(self, dag: int) -> Week:
        klaar = self._te_publiceren.pop((dag - DAG_NUL) // 7, [])
        paren = [(leegkomst, self._publicatie(dag, leegkomst)) for leegkomst in klaar]
        paren = [(leegkomst, pub) for leegkomst, pub in paren if pub.gepubliceerd <= self.laatste]
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
        rng, eenheid = self._rng, leegkomst.eenheden[0]
        doelgroep = int(self.voorraad.doelgroep[eenheid])
        gepubliceerd = dag + between_one(rng, 0, 2)
        # The week's publicaties close before its first toewijzing: no one reacts after having found a home.
        sluit = gepubliceerd + between_one(rng, 5, 7)
        status = (
            "gepubliceerd" if sluit > self.laatste else "ingetrokken" if happens(rng, 0.03) else "afgerond"
        )
        return Publicatie(
            -1, leegkomst.eenheden, gepubliceerd, sluit, self._model(leegkomst, doelgroep), doelgroep,
            huur=self.voorraad.streefhuur(eenheid, jaar_van(sluit)), poging=leegkomst.poging, status=status,
        )  # fmt: skip

    def _model(self, leegkomst: Leegkomst, doelgroep: int) -> str:
        if doelgroep == ZORG:
            return "distributie"
        if doelgroep == STUDENTEN or leegkomst.poging > 2:
            return "eerste_reageerder"
        if self.voorraad.flex[leegkomst.eenheden[0]]:
            return "loting"
        if doelgroep == JONGEREN or len(leegkomst.eenheden) > 1:
            return "aanbod"
        return list(MODELLEN)[pick_one(self._rng, list(MODELLEN.values()))]

    def _wijs_toe(self, publicatie: Publicatie, leegkomst: Leegkomst, winnaars: list[int]) -> None:
        """Lets to who accepted; what is left over, or fell through, is published again."""
        over = list(leegkomst.eenheden)
        for zoeker in winnaars:
            eenheid = over[0]
            grond = self._beleid.opgegeven(self._grond(publicatie, eenheid, zoeker))
            toewijzing = self.verhuur.via_publicatie(publicatie, eenheid, leegkomst.vrij_op, zoeker, grond)
            if not toewijzing.vervallen:
                over.pop(0)
                jaar = jaar_van(toewijzing.datum)
                if self.verhuur.telt_mee(eenheid, jaar):
                    self._beleid.schuif(int(self.voorraad.cel[eenheid]), leegkomst.gepland_jaar, jaar)
        if over:
            later = publicatie.sluit + between_one(self._rng, 10, 24)
            poging = leegkomst.poging + (publicatie.status == "afgerond")
            self._zet_klaar(Leegkomst(over, leegkomst.vrij_op, later, leegkomst.gepland_jaar, poging))

    def _grond(self, publicatie: Publicatie, eenheid: int, zoeker: int) -> str:
        r = self.register
        if publicatie.model == "loting":
            return "loting"
        if r.urgent[zoeker]:
            return "urgentie"
        oud = int(r.leeftijd(np.array([zoeker]), publicatie.sluit)[0]) >= 65
        naar_nultreden = oud and r.doorstromer[zoeker] and self.voorraad.nultreden[eenheid]
        return "doorstroming_senioren" if naar_nultreden else "regulier"
