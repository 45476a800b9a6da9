"""The register: who is registered, since when, when they search, and what becomes of them."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from woonmonitor.synthetic.calibration import (
    AANDEEL_URGENT,
    ACTIEF_BIJ_OPENING,
    GEMEENTEN,
    NIEUW_PER_JAAR,
    OPENING,
    OVERGEZET,
    OVERGEZET_DUUR_JAREN,
    UITSTROOM_REGISTER_JAREN,
    VOORKEUR,
    ZOEKDUUR_JAREN,
)
from woonmonitor.synthetic.chance import (
    Bools,
    Floats,
    Ints,
    Rng,
    between,
    pick,
    spread,
    stream,
    waiting_times,
)

JAAR = 365.25
NOOIT = 10**6
"""A day that never comes (the year 4707)."""
DAG_NUL = (OPENING - date(1970, 1, 1)).days

HERKOMSTEN = ("woningzoekende", "migratie", "heropend", "gesplitst", "urgentie", "medewerker")
WOONPLAATSEN = (*GEMEENTEN, "Noordenveld", "Tynaarlo", "Hoogeveen", "Groningen", "elders")
UITSCHRIJFREDENEN = ("", "woning geaccepteerd", "niet verlengd", "opzegging woningzoekende", "overleden")
GEACCEPTEERD = 1

_LEEFTIJDEN = ((18, 19), (20, 27), (28, 54), (55, 64), (65, 74), (75, 90))
_HUISHOUDENS = (  # per age band: weights of 1 to 6 persons
    (86, 11, 2, 1, 0, 0), (66, 22, 7, 4, 1, 0), (44, 18, 17, 13, 6, 2),
    (62, 28, 6, 3, 1, 0), (64, 35, 1, 0, 0, 0), (74, 26, 0, 0, 0, 0),
)  # fmt: skip


@dataclass
class Register:
    """One row per inschrijving, in order of inschrijfdatum. Days count from 1970."""

    ingeschreven: Ints
    geboren: Ints
    huishouden: Ints
    doorstromer: Bools
    laag_inkomen: Bools
    voorkeur: Ints  # one bit per gemeente of GEMEENTEN
    herkomst: Ints
    woonplaats: Ints
    woningzoekende: Ints
    zonder_geboortedatum: Bools
    gretig: Floats
    urgent: Bools
    begint: Ints  # the present spell of searching, from and until
    stopt: Ints
    uit: Ints
    uit_reden: Ints
    bezet: Bools  # housed, or being housed: no longer a candidate
    woont_in: Ints  # the dwelling of a youth or flex contract, else -1
    eerste_reactie: Ints  # day, of the present search; NOOIT before it
    vorige_woning: Ints  # day of the latest toewijzing, -1 for none

    def __len__(self) -> int:
        return len(self.ingeschreven)

    def zoekers(self, dag: int, dagen_vooruit: int) -> Ints:
        """Who searches on the day, and stays registered until what is published then has closed."""
        actief = (self.begint <= dag) & (self.stopt > dag) & ~self.bezet
        return np.flatnonzero(actief & (self.ingeschreven < dag) & (self.uit > dag + dagen_vooruit))

    def leeftijd(self, zoekers: Ints, dag: int) -> Ints:
        """Whole years between the month of birth and the month of the day."""
        maand = np.array(dag, dtype="datetime64[D]").astype("datetime64[M]").astype(np.int64)
        return (
            maand - self.geboren[zoekers].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        ) // 12

    def huisvest(self, zoeker: int, dag: int, uit_op: int) -> None:
        """The inschrijving found a home and ends."""
        self.bezet[zoeker] = True
        self.vorige_woning[zoeker] = dag
        self.uit[zoeker], self.uit_reden[zoeker] = uit_op, GEACCEPTEERD

    def huisvest_tijdelijk(self, zoeker: int, dag: int, eenheid: int, opnieuw: int, stopt: int) -> None:
        """Housed on a youth or flex contract: the inschrijving stays, and the search starts again later."""
        self.vorige_woning[zoeker], self.woont_in[zoeker] = dag, eenheid
        self.begint[zoeker], self.stopt[zoeker] = opnieuw, stopt
        self.uit[zoeker], self.uit_reden[zoeker] = NOOIT, 0
        self.eerste_reactie[zoeker], self.urgent[zoeker] = NOOIT, False


def build(seed: int, scale: float, peildatum: date) -> Register:
    """Everyone registered at the opening or after it, until the peildatum."""
    rng = stream(seed, "register")
    laatste = (peildatum - date(1970, 1, 1)).days
    duren = waiting_times(rng, OVERGEZET_DUUR_JAREN * JAAR, round(OVERGEZET * scale))
    duur = np.minimum(duren, 24 * JAAR).astype(np.int64)
    oud = np.sort(DAG_NUL - 1 - duur)
    dagen = laatste - DAG_NUL + 1
    nieuw = np.sort(between(rng, DAG_NUL, laatste, round(NIEUW_PER_JAAR * scale * dagen / JAAR)))
    ingeschreven = np.concatenate([oud, nieuw])
    return _people(rng, ingeschreven, overgezet=np.arange(len(ingeschreven)) < len(oud))


def _people(rng: Rng, ingeschreven: Ints, overgezet: Bools) -> Register:
    aantal = len(ingeschreven)
    band = np.where(
        overgezet, pick(rng, (20, 22, 36, 12, 7, 3), aantal), pick(rng, (27, 20, 34, 9, 7, 3), aantal)
    )
    leeftijd = np.zeros(aantal, dtype=np.int64)
    huishouden = np.ones(aantal, dtype=np.int64)
    for index, (van, tot) in enumerate(_LEEFTIJDEN):
        leeftijd = np.where(band == index, between(rng, van * 365 + 10, tot * 365 + 300, aantal), leeftijd)
        huishouden = np.where(band == index, pick(rng, _HUISHOUDENS[index], aantal) + 1, huishouden)
    jong = band == 0
    begint, stopt = _searches(rng, ingeschreven, overgezet, jong)
    urgent = rng.random(aantal) < AANDEEL_URGENT
    herkomst = np.where(overgezet, HERKOMSTEN.index("migratie"), 0)
    zeldzaam = pick(rng, (96.5, 0, 0.8, 0.5, 0, 0.2), aantal)
    herkomst = np.where(overgezet, herkomst, np.where(urgent, HERKOMSTEN.index("urgentie"), zeldzaam))
    voorkeur = np.zeros(aantal, dtype=np.int64)
    for bit, gemeente in enumerate(GEMEENTEN):
        voorkeur += np.where(rng.random(aantal) < VOORKEUR[gemeente], 1 << bit, 0)
    uit = ingeschreven + 30 + waiting_times(rng, UITSTROOM_REGISTER_JAREN * JAAR, aantal).astype(np.int64)
    # Those carried over were still registered at the opening: their time to leave starts there.
    uit = np.where(overgezet, uit - ingeschreven + DAG_NUL, uit)
    register = Register(
        ingeschreven=ingeschreven,
        geboren=ingeschreven - leeftijd,
        huishouden=huishouden,
        doorstromer=rng.random(aantal) < np.where(jong, 0.06, np.where(band == 1, 0.3, 0.6)),
        laag_inkomen=rng.random(aantal) < np.where(jong, 0.93, 0.70),
        voorkeur=voorkeur,
        herkomst=herkomst,
        woonplaats=pick(rng, (38, 14, 11, 6, 6, 5, 8, 12), aantal),
        woningzoekende=np.arange(aantal),
        zonder_geboortedatum=overgezet & (rng.random(aantal) < 0.004),
        gretig=np.exp(0.9 * spread(rng, aantal)) * np.where(urgent, 3.0, 1.0),
        urgent=urgent,
        begint=begint,
        stopt=stopt,
        uit=uit,
        uit_reden=pick(rng, (0, 14, 55, 28, 3), aantal),
        bezet=np.zeros(aantal, dtype=np.bool_),
        woont_in=np.full(aantal, -1),
        eerste_reactie=np.full(aantal, NOOIT),
        vorige_woning=np.full(aantal, -1),
    )
    _let_return(rng, register, ~overgezet)
    return register


def _searches(rng: Rng, ingeschreven: Ints, overgezet: Bools, jong: Bools) -> tuple[Ints, Ints]:
    """First and last day of the spell of searching.

    Of new accounts some 58 % look at once; the others register to wait, and look later or never. The young
    register as early as they may, and look when they leave home.
    """
    aantal = len(ingeschreven)
    soort = rng.random(aantal)
    meteen = ingeschreven + between(rng, 1, 30, aantal)
    later = np.maximum(ingeschreven, DAG_NUL) + waiting_times(rng, 9 * JAAR, aantal).astype(np.int64) + 60
    jong_later = ingeschreven + between(rng, 700, 1550, aantal)
    al_bezig = np.full(aantal, DAG_NUL - 1)
    nieuw = np.where(soort < np.where(jong, 0.30, 0.58), meteen, np.where(jong, jong_later, later))
    oud = np.where(
        soort < ACTIEF_BIJ_OPENING, al_bezig, np.where(jong, np.maximum(jong_later, DAG_NUL), later)
    )
    begint = np.where(overgezet, oud, nieuw)
    duur = waiting_times(rng, ZOEKDUUR_JAREN * JAAR, aantal).astype(np.int64) + 14
    return begint, begint + duur


def _let_return(rng: Rng, register: Register, nieuw: Bools) -> None:
    """A few new inschrijvingen are of a person who was registered before: same woningzoekende, same birth."""
    terug = np.flatnonzero(nieuw & (rng.random(len(register)) < 0.02))
    eerder = np.floor(rng.random(len(terug)) * np.maximum(terug - 1, 1)).astype(np.int64)
    gesloten = register.uit[eerder] < register.ingeschreven[terug]
    terug, eerder = terug[gesloten], eerder[gesloten]
    register.woningzoekende[terug] = register.woningzoekende[eerder]
    register.geboren[terug] = register.geboren[eerder]
