"""Lettings: what a toewijzing records, how it comes about, and who moves where."""

from typing import NamedTuple

import numpy as np

from woonmonitor.synthetic import rents
from woonmonitor.synthetic.calibration import grenzen
from woonmonitor.synthetic.chance import Rng, between_one, happens, pick_one
from woonmonitor.synthetic.days import jaar_van
from woonmonitor.synthetic.reactions import Publicatie
from woonmonitor.synthetic.register import Register
from woonmonitor.synthetic.stock import JONGEREN, SENIOREN, STUDENTEN, Voorraad

NIEMAND = -1

# Share of direct lettings to a person who is in the register; statushouders come from outside it.
_INGESCHREVEN = {
    "statushouder": 0.10, "uitstroom_beschermd_wonen": 0.4, "uitstroom_medisch_verblijf": 0.4,
    "uitstroom_maatschappelijke_opvang": 0.4, "zorgindicatie": 0.6, "herhuisvesting": 0.3, "maatwerk": 0.75,
    "wijkgericht": 0.85, "experiment": 0.7, "overig_afwijkend": 0.5,
}  # fmt: skip
_HUISHOUDEN_STATUSHOUDER = (44, 9, 13, 15, 11, 8)
_HUISHOUDEN_OVERIG = (66, 16, 9, 6, 2, 1)


class Toewijzing(NamedTuple):
    """One toewijzing as it will be written, and what the market knows of it besides."""

    eenheid: int
    publicatie: int
    inschrijving: int
    datum: int
    huur_ingang: int
    grond: str
    leeftijd: int
    huishouden: int
    huur: int
    passendheid: str
    contract: str
    vervallen: bool
    zoektijd: (
        int  # days since the first reaction of this search; -1 where the covenant's figure does not count it
    )
    inschrijftijd: int  # days, -1 where not regular


class Opzegging(NamedTuple):
    eenheid: int
    opgezegd: int
    einddatum: int
    reden: str


class Verhuur:
    """Lets dwellings, and moves people and stock along."""

    def __init__(self, register: Register, voorraad: Voorraad, rng: Rng) -> None:
        self.register, self.voorraad, self._rng = register, voorraad, rng
        self.toewijzingen: list[Toewijzing] = []
        self.verlaten: list[Opzegging] = []
        """Notices for dwellings left for another one, still to be handled."""

    def geschikt_voor_direct(self, eenheid: int, jaar: int) -> bool:
        v = self.voorraad
        return bool(
            v.zelfstandig[eenheid]
            and v.klasse[eenheid] <= rents.TWEEDE
            and v.doelgroep[eenheid] not in {JONGEREN, STUDENTEN}
            and rents.is_sociaal(v.streefhuur(eenheid, jaar), jaar)
        )

    def telt_mee(self, eenheid: int, jaar: int) -> bool:
        """Whether a letting of the dwelling is a `sociaal` one."""
        v = self.voorraad
        return bool(v.zelfstandig[eenheid]) and rents.is_sociaal(v.streefhuur(eenheid, jaar), jaar)

    def direct(self, eenheid: int, grond: str, datum: int, vrij_op: int, verlaat: int = NIEMAND) -> None:
        """Lets without a publicatie. `verlaat`: the dwelling that the tenant leaves for it."""
        rng, v = self._rng, self.voorraad
        huur = v.streefhuur(eenheid, jaar_van(datum))
        gewichten = _HUISHOUDEN_STATUSHOUDER if grond == "statushouder" else _HUISHOUDEN_OVERIG
        huishouden = min(pick_one(rng, gewichten) + 1, int(v.kamers[eenheid]) + 1)
        leeftijd = between_one(rng, 19, 58) if v.doelgroep[eenheid] != SENIOREN else between_one(rng, 55, 84)
        zoeker = NIEMAND
        if happens(rng, _INGESCHREVEN[grond]):
            zoeker = self._ingeschrevene(eenheid, datum, recent=grond.startswith(("uitstroom", "status")))
        ingang = self._ingang(datum, vrij_op)
        if zoeker != NIEMAND:
            wie = np.array([zoeker])
            leeftijd = int(self.register.leeftijd(wie, datum)[0])
            huishouden = int(self.register.huishouden[zoeker])
            self.register.huisvest(zoeker, datum, datum + between_one(rng, 0, 20))
        self.toewijzingen.append(
            Toewijzing(
                eenheid, NIEMAND, zoeker, datum, ingang, grond, leeftijd, huishouden, huur,
                self._passendheid(None, huishouden, huur, jaar_van(datum)), self._contract(eenheid, grond),
                vervallen=False, zoektijd=-1, inschrijftijd=-1,
            )
        )  # fmt: skip
        self._trek_in(eenheid, ingang, huur, NIEMAND)
        if verlaat != NIEMAND:
            self._verlaat(verlaat, datum, ingang, "herhuisvesting wegens sloop")

    def via_publicatie(
        self, publicatie: Publicatie, eenheid: int, vrij_op: int, zoeker: int, grond: str
    ) -> Toewijzing:
        """Lets to the selected seeker; now and then the letting falls through ("vervallen") and nothing
        moves.
        """
        rng, r = self._rng, self.register
        datum = publicatie.sluit + between_one(rng, 5, 26)
        jaar = jaar_van(datum)
        huur, huishouden = self.voorraad.streefhuur(eenheid, jaar), int(r.huishouden[zoeker])
        vervallen = happens(rng, 0.015)
        ingang = self._ingang(datum, vrij_op)
        telt = publicatie.model != "distributie" and not vervallen
        toewijzing = Toewijzing(
            eenheid, publicatie.nummer, zoeker, datum, -1 if vervallen else ingang, grond,
            -1, huishouden, huur, self._passendheid(bool(r.laag_inkomen[zoeker]), huishouden, huur, jaar),
            self._contract(eenheid, grond), vervallen,
            zoektijd=datum - int(r.eerste_reactie[zoeker]) if telt else -1,
            inschrijftijd=-1 if vervallen else datum - int(r.ingeschreven[zoeker]),
        )  # fmt: skip
        self.toewijzingen.append(toewijzing)
        if vervallen:
            r.bezet[zoeker] = False
            r.uit[zoeker] = max(int(r.uit[zoeker]), datum + 60)
        else:
            self._verhuis(zoeker, eenheid, datum, ingang, huur)
        return toewijzing

    def _verhuis(self, zoeker: int, eenheid: int, datum: int, ingang: int, huur: int) -> None:
        rng, r = self._rng, self.register
        oude_woning = int(r.woont_in[zoeker])
        if oude_woning != NIEMAND:
            self._verlaat(oude_woning, datum, ingang, "verhuizing")
        blijft_ingeschreven = bool(
            self.voorraad.doelgroep[eenheid] == JONGEREN or self.voorraad.flex[eenheid]
        )
        if blijft_ingeschreven:
            opnieuw = ingang + between_one(rng, 360, 1250)
            r.huisvest_tijdelijk(zoeker, datum, eenheid, opnieuw, opnieuw + between_one(rng, 240, 900))
            r.bezet[zoeker] = False
        else:
            r.woont_in[zoeker] = NIEMAND
            r.huisvest(zoeker, datum, max(datum, ingang - between_one(rng, 0, 10)))
        self._trek_in(eenheid, ingang, huur, zoeker if blijft_ingeschreven else NIEMAND)

    def _trek_in(self, eenheid: int, ingang: int, huur: int, bewoner: int) -> None:
        v = self.voorraad
        v.bewoond_sinds[eenheid], v.opgezegd[eenheid], v.huur[eenheid] = ingang, False, huur
        v.bewoner[eenheid] = bewoner

    def _verlaat(self, eenheid: int, datum: int, ingang: int, reden: str) -> None:
        if not self.voorraad.opgezegd[eenheid]:
            self.voorraad.opgezegd[eenheid] = True
            opgezegd = datum + between_one(self._rng, 1, 6)
            self.verlaten.append(Opzegging(eenheid, opgezegd, max(opgezegd + 28, ingang + 14), reden))

    def _ingeschrevene(self, eenheid: int, datum: int, *, recent: bool) -> int:
        """Someone in the register who is free and whom the dwelling fits; NIEMAND if none is found."""
        r = self.register
        tot = int(np.searchsorted(r.ingeschreven, datum - 40))
        van = int(np.searchsorted(r.ingeschreven, datum - 500)) if recent else 0
        for _ in range(40 if tot > van else 0):
            wie = between_one(self._rng, van, tot - 1)
            vrij = not r.bezet[wie] and r.woont_in[wie] == NIEMAND and r.uit[wie] > datum
            if (
                vrij
                and r.huishouden[wie] <= self.voorraad.kamers[eenheid] + 1
                and self._oud_genoeg(wie, eenheid, datum)
            ):
                return wie
        return NIEMAND

    def _oud_genoeg(self, wie: int, eenheid: int, datum: int) -> bool:
        senioren = self.voorraad.doelgroep[eenheid] == SENIOREN
        return not senioren or int(self.register.leeftijd(np.array([wie]), datum)[0]) >= 55

    def _ingang(self, datum: int, vrij_op: int) -> int:
        """Start of the tenancy: after the offer, and after the days that the dwelling stands empty."""
        rng = self._rng
        leeg = (between_one(rng, 1, 14), between_one(rng, 15, 60), between_one(rng, 61, 190))[
            pick_one(rng, (74, 20, 6))
        ]
        return max(datum + between_one(rng, 3, 16), vrij_op + leeg)

    def _passendheid(self, laag_inkomen: bool | None, huishouden: int, huur: int, jaar: int) -> str:
        """`laag_inkomen` None: not in the register; low, unless the rent says otherwise."""
        laag = np.array([not happens(self._rng, 0.1) if laag_inkomen is None else laag_inkomen])
        if bool(rents.past(laag, np.array([huishouden]), np.array([huur]), grenzen(jaar))[0]):
            return "passend" if laag[0] else "nvt"
        return "nvt" if laag_inkomen is None and happens(self._rng, 0.9) else "niet_passend"

    def _contract(self, eenheid: int, grond: str) -> str:
        v = self.voorraad
        if v.flex[eenheid]:
            return "flexibel"
        if v.doelgroep[eenheid] in {JONGEREN, STUDENTEN}:
            return "jongeren" if v.doelgroep[eenheid] == JONGEREN else "campus"
        tijdelijk = grond.startswith("uitstroom") and happens(self._rng, 0.3)
        return "tijdelijk" if tijdelijk else "onbepaald"
