"""The stock: dwellings per corporatie, gemeente and wijk, what they are, and who may let them when."""

from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from woonmonitor.synthetic import rents
from woonmonitor.synthetic.calibration import (
    CELLEN,
    OPENING,
    PROJECTEN,
    SLOOP_CEL,
    SLOOP_DATUM,
    SLOOP_EENHEDEN,
    SLOOP_WIJK,
    STREEFHUUR,
    Cel,
    Project,
    grenzen,
)
from woonmonitor.synthetic.chance import Bools, Floats, Ints, Rng, between, pick, stream

WIJKEN = tuple(sorted({wijk for cel in CELLEN for wijk in cel.wijken}))
WONINGTYPEN = (
    "eengezinswoning",
    "appartement",
    "bovenwoning",
    "benedenwoning",
    "maisonnette",
    "standplaats",
    "overig",
)
EENGEZINS, APPARTEMENT, BOVEN, BENEDEN, MAISONNETTE, STANDPLAATS, OVERIG = range(7)
DOELGROEPEN = ("", "jongeren", "senioren", "studenten", "gezinnen", "zorg")
GEEN, JONGEREN, SENIOREN, STUDENTEN, GEZINNEN, ZORG = range(6)
IN_REDENEN = ("", "nieuwbouw", "aankoop")
UIT_REDENEN = ("", "sloop", "verkoop")
ALTIJD = -1
"""No date: in exploitatie from before the register, or not out of it."""
LEEG = -1

_TYPEN_STAD = (46, 35, 6, 6, 5, 0.4, 1.6)
_TYPEN_DORP = (68, 17, 4, 7, 2, 0.3, 1.7)
_KAMERS = {  # weights of 1 to 6 rooms
    EENGEZINS: (0, 1, 17, 48, 28, 6), APPARTEMENT: (4, 36, 48, 12, 0, 0), BOVEN: (4, 40, 44, 12, 0, 0),
    BENEDEN: (2, 40, 46, 12, 0, 0), MAISONNETTE: (0, 8, 46, 38, 8, 0), STANDPLAATS: (1, 0, 0, 0, 0, 0),
    OVERIG: (10, 40, 40, 10, 0, 0),
}  # fmt: skip


@dataclass
class Voorraad:
    """One row per dwelling. Days count from 1970, rents are cents, texts are places in the tuples."""

    cel: Ints
    wijk: Ints
    woningtype: Ints
    kamers: Ints
    klasse: Ints
    hoogte: Floats
    zelfstandig: Bools
    doelgroep: Ints
    nultreden: Bools
    rolstoelgeschikt: Bools
    geclusterd: Bools
    flex: Bools
    intramuraal: Bools
    servicekosten: Ints
    huur: Ints
    in_exploitatie: Ints
    in_reden: Ints
    uit_exploitatie: Ints
    uit_reden: Ints
    bewoond_sinds: Ints  # LEEG while nobody lives there
    opgezegd: Bools
    bewoner: Ints  # the inschrijving whose tenancy the market follows further, else LEEG
    sloop: Bools

    def __len__(self) -> int:
        return len(self.cel)

    def streefhuur(self, eenheid: int, jaar: int) -> int:
        een = slice(eenheid, eenheid + 1)
        return int(rents.streefhuur(self.klasse[een], self.hoogte[een], grenzen(jaar))[0])

    def verhoog_huren(self, jaar: int) -> None:
        streef = rents.streefhuur(self.klasse, self.hoogte, grenzen(jaar))
        self.huur = np.where(self.bewoond_sinds == LEEG, self.huur, rents.verhoogd(self.huur, streef, jaar))


def build(seed: int, scale: float, peildatum: date) -> Voorraad:
    """The stock at the opening, then every project delivered up to the peildatum (empty until it is let)."""
    rng = stream(seed, "voorraad")
    delen = [_bestaand(rng, index, cel, scale) for index, cel in enumerate(CELLEN)]
    delen += [_nieuw(rng, project, scale) for project in PROJECTEN if project.oplevering <= peildatum]
    voorraad = Voorraad(
        **{
            veld.name: np.concatenate([getattr(deel, veld.name) for deel in delen])
            for veld in fields(Voorraad)
        }
    )
    _wijs_sloop_aan(voorraad, scale, peildatum)
    return voorraad


def _bestaand(rng: Rng, index: int, cel: Cel, scale: float) -> Voorraad:
    aantal = max(round(cel.eenheden * (scale if cel.schaalt_mee else min(scale, 1.0))), 3)
    wijken = np.array([WIJKEN.index(wijk) for wijk in cel.wijken])
    deel = _woningen(rng, index, wijken[pick(rng, list(cel.wijken.values()), aantal)])
    opening = (OPENING - date(1970, 1, 1)).days
    deel.bewoond_sinds = opening - between(rng, 30, 6000, aantal)
    # Long-sitting tenants pay less than what the dwelling would ask now.
    deel.huur = np.rint(deel.huur * (0.80 + 0.20 * rng.random(aantal))).astype(np.int64)
    aangekocht = (rng.random(aantal) < 0.004) & (cel.gemeente != "Assen")
    deel.in_exploitatie = np.where(aangekocht, opening + between(rng, 60, 240, aantal), ALTIJD)
    deel.in_reden = np.where(aangekocht, IN_REDENEN.index("aankoop"), 0)
    # Bought with its tenant: nobody gives notice to the corporatie before it owns the dwelling.
    deel.bewoond_sinds = np.where(aangekocht, deel.in_exploitatie, deel.bewoond_sinds)
    return deel


def _nieuw(rng: Rng, project: Project, scale: float) -> Voorraad:
    index = next(
        i
        for i, cel in enumerate(CELLEN)
        if (cel.corporatie, cel.gemeente) == (project.corporatie, project.gemeente)
    )
    aantal = max(round(project.eenheden * scale), 1)
    deel = _woningen(rng, index, np.full(aantal, WIJKEN.index(project.wijk)))
    klein = project.soort in {"jongeren", "senioren", "flex"}
    deel.woningtype = np.full(aantal, APPARTEMENT) if klein else deel.woningtype
    deel.kamers = np.minimum(deel.kamers, 2 if project.soort != "senioren" else 3) if klein else deel.kamers
    label = {"jongeren": JONGEREN, "senioren": SENIOREN}.get(project.soort, GEEN)
    deel.doelgroep = np.full(aantal, label)
    deel.zelfstandig = np.ones(aantal, dtype=np.bool_)
    deel.intramuraal = np.zeros(aantal, dtype=np.bool_)
    # Agreement 4: small homes to the 1e bound, larger ones to the 2e, at least 80 % of what is built.
    deel.klasse = np.where(deel.kamers <= 3, rents.EERSTE, rents.TWEEDE)
    deel.klasse = np.where(rng.random(aantal) < 0.12, rents.TOESLAG, deel.klasse)
    if label == JONGEREN:
        deel.klasse = np.full(aantal, rents.KK)
    deel.huur = rents.streefhuur(deel.klasse, deel.hoogte, grenzen(project.oplevering.year))
    deel.nultreden = (deel.woningtype == APPARTEMENT) | (deel.woningtype == BENEDEN)
    deel.geclusterd = np.full(aantal, project.soort == "senioren")
    deel.flex = np.full(aantal, project.soort == "flex")
    deel.in_exploitatie = np.full(aantal, (project.oplevering - date(1970, 1, 1)).days)
    deel.in_reden = np.full(aantal, IN_REDENEN.index("nieuwbouw"))
    return deel


def _woningen(rng: Rng, index: int, wijk: Ints) -> Voorraad:
    cel, aantal = CELLEN[index], len(wijk)
    woningtype = pick(rng, _TYPEN_STAD if cel.gemeente == "Assen" else _TYPEN_DORP, aantal)
    kamers = np.ones(aantal, dtype=np.int64)
    for soort, gewichten in _KAMERS.items():
        getrokken = pick(rng, gewichten, aantal) + 1
        kamers = np.where(woningtype == soort, getrokken, kamers)
    onzelfstandig = (rng.random(aantal) < 0.05) & (woningtype == APPARTEMENT) & (cel.gemeente == "Assen")
    kamers = np.where(onzelfstandig, 1, kamers)
    klasse = np.where(onzelfstandig, rents.KK, pick(rng, STREEFHUUR[cel.corporatie], aantal))
    klein = (kamers <= 3) & (woningtype != EENGEZINS) & ~onzelfstandig
    label, doelgroep = rng.random(aantal), np.zeros(aantal, dtype=np.int64)
    doelgroep = np.where(klein & (klasse == rents.KK) & (label < 0.60), JONGEREN, doelgroep)
    doelgroep = np.where(klein & (klasse != rents.KK) & (label < 0.30), SENIOREN, doelgroep)
    doelgroep = np.where((kamers >= 5) & (label < 0.05), GEZINNEN, doelgroep)
    doelgroep = np.where((doelgroep == GEEN) & klein & (label > 0.97), ZORG, doelgroep)
    doelgroep = np.where(onzelfstandig & (label < 0.7), STUDENTEN, doelgroep)
    hoogte = np.where(rng.random(aantal) < 0.35, 1.0, rng.random(aantal))
    gelijkvloers = np.isin(woningtype, (APPARTEMENT, BENEDEN))
    nultreden = gelijkvloers & (rng.random(aantal) < np.where(doelgroep == SENIOREN, 0.85, 0.35))
    niets, nooit = np.zeros(aantal, dtype=np.int64), np.zeros(aantal, dtype=np.bool_)
    return Voorraad(
        cel=np.full(aantal, index),
        wijk=wijk.astype(np.int64),
        woningtype=woningtype,
        kamers=kamers,
        klasse=klasse,
        hoogte=hoogte,
        zelfstandig=~onzelfstandig,
        doelgroep=doelgroep,
        nultreden=nultreden,
        rolstoelgeschikt=nultreden & (rng.random(aantal) < 0.06),
        geclusterd=(doelgroep == SENIOREN) & (rng.random(aantal) < 0.10),
        flex=nooit,
        intramuraal=(doelgroep == ZORG) & (rng.random(aantal) < 0.4),
        servicekosten=np.where(gelijkvloers, between(rng, 0, 2500, aantal), 0),
        huur=rents.streefhuur(klasse, hoogte, grenzen(OPENING.year)),
        in_exploitatie=niets + ALTIJD,
        in_reden=niets,
        uit_exploitatie=niets + ALTIJD,
        uit_reden=niets,
        bewoond_sinds=niets + LEEG,
        opgezegd=nooit.copy(),
        bewoner=niets + LEEG,
        sloop=nooit.copy(),
    )


def _wijs_sloop_aan(voorraad: Voorraad, scale: float, peildatum: date) -> None:
    """Marks the dwellings of the restructuring; they go on its date, when that comes in time."""
    cel = next(i for i, c in enumerate(CELLEN) if (c.corporatie, c.gemeente) == SLOOP_CEL)
    kandidaat = (voorraad.cel == cel) & (voorraad.wijk == WIJKEN.index(SLOOP_WIJK)) & voorraad.zelfstandig
    gesloopt = np.flatnonzero(kandidaat & (voorraad.in_exploitatie == ALTIJD))[
        : round(SLOOP_EENHEDEN * scale)
    ]
    voorraad.sloop[gesloopt] = True
    if peildatum >= SLOOP_DATUM:
        voorraad.uit_exploitatie[gesloopt] = (SLOOP_DATUM - date(1970, 1, 1)).days
        voorraad.uit_reden[gesloopt] = UIT_REDENEN.index("sloop")
