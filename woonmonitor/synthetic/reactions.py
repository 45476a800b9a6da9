"""Reactions of one week: who answers which publicatie, and when.

A publicatie draws a number of seekers from those who look in its gemeente, each in proportion to their
eagerness; those whom it does not fit fall away. The work grows with the reactions drawn, never with seekers ×
publicaties, so that a market fifty times as large streams in the same memory per reaction.
"""

from dataclasses import dataclass

import numpy as np

from woonmonitor.synthetic import rents
from woonmonitor.synthetic.calibration import CELLEN, GEMEENTEN, grenzen
from woonmonitor.synthetic.chance import Bools, Floats, Ints, Rng
from woonmonitor.synthetic.days import jaar_van
from woonmonitor.synthetic.register import JAAR, Register
from woonmonitor.synthetic.stock import GEZINNEN, JONGEREN, SENIOREN, STUDENTEN, Voorraad

DAG = 86_400
_KANS_INGETROKKEN = 0.04
# Reactions per publicatie and unit of eagerness that looks in its gemeente; sets reactions per woning.
_TREK = 0.026
_KIESKEURIG_NA = 4.0 * JAAR


@dataclass
class Publicatie:
    """One advertisement. Days from 1970; `eenheden` holds more than one dwelling for a new-build project."""

    nummer: int
    eenheden: list[int]
    gepubliceerd: int
    sluit: int
    model: str
    doelgroep: int
    huur: int
    poging: int
    status: str


@dataclass
class Reacties:
    """One row per reaction: position of its publicatie in the week's list, the seeker, second from 1970."""

    publicatie: Ints
    zoeker: Ints
    moment: Ints
    ingetrokken: Bools

    def __len__(self) -> int:
        return len(self.publicatie)


def geen_reacties() -> Reacties:
    niets = np.zeros(0, dtype=np.int64)
    return Reacties(niets, niets, niets, niets.astype(np.bool_))


def react(
    register: Register,
    voorraad: Voorraad,
    publicaties: list[Publicatie],
    *,
    dag: int,
    laatste: int,
    scale: float,
    rng: Rng,
) -> Reacties:
    """All reactions to the week's publicaties up to the last day, each seeker at most once on each.

    In order of publicatie and moment.
    """
    if not publicaties:
        return geen_reacties()
    zoekers = register.zoekers(dag, dagen_vooruit=60)
    eerste = np.array([p.eenheden[0] for p in publicaties])
    gemeente = np.array([GEMEENTEN.index(CELLEN[c].gemeente) for c in voorraad.cel[eerste].tolist()])
    distributie = np.array([p.model == "distributie" for p in publicaties])
    # Who has been registered for long and still looks is choosy: an old inschrijving is not spent on any
    # dwelling.
    duur = (dag - register.ingeschreven[zoekers]) / _KIESKEURIG_NA
    gretig = register.gretig[zoekers] / (1.0 + duur * duur)
    delen: list[tuple[Ints, Ints]] = []
    for plaats in range(len(GEMEENTEN)):
        kijkt = (register.voorkeur[zoekers] >> plaats) & 1 == 1
        urgent = kijkt & register.urgent[zoekers]
        for bemiddeld, groep in ((False, kijkt), (True, urgent if urgent.any() else kijkt)):
            waar = np.flatnonzero((gemeente == plaats) & (distributie == bemiddeld))
            if len(waar) and groep.any():
                verwacht = _trek(voorraad, eerste[waar], publicaties, waar, rng) * gretig[groep].sum() / scale
                aantal = np.floor((6.0 if bemiddeld else verwacht) + rng.random(len(waar))).astype(np.int64)
                delen.append(_trek_zoekers(waar, aantal, zoekers[groep], gretig[groep], rng))
    if not delen:
        return geen_reacties()
    wie = np.unique(np.concatenate([waar * len(register) + zoeker for waar, zoeker in delen]))
    publicatie, zoeker = wie // len(register), wie % len(register)
    past = _past(register, voorraad, zoeker, eerste[publicatie], dag=dag, rng=rng)
    publicatie, zoeker = publicatie[past], zoeker[past]
    moment = _momenten(publicaties, publicatie, rng)
    volgorde = np.lexsort((moment, publicatie))
    volgorde = volgorde[moment[volgorde] < (laatste + 1) * DAG]
    return Reacties(
        publicatie[volgorde],
        zoeker[volgorde],
        moment[volgorde],
        rng.random(len(volgorde)) < _KANS_INGETROKKEN,
    )


def _trek(voorraad: Voorraad, eenheid: Ints, publicaties: list[Publicatie], waar: Ints, rng: Rng) -> Floats:
    """How strongly each publicatie draws: by kind, by label, and by what nobody can name."""
    soort = np.array([1.30, 0.90, 0.85, 1.05, 1.0, 0.2, 0.7])[voorraad.woningtype[eenheid]]
    label = np.array([1.0, 4.2, 2.4, 2.0, 1.6, 1.0])[voorraad.doelgroep[eenheid]]
    herhaling = np.array([1.0 if publicaties[p].poging == 0 else 0.5 for p in waar.tolist()])
    onbenoembaar = np.exp(0.45 * (rng.random((len(waar), 12)).sum(axis=1) - 6.0))
    return np.asarray(_TREK * soort * label * herhaling * onbenoembaar)


def _trek_zoekers(waar: Ints, aantal: Ints, zoekers: Ints, gretig: Floats, rng: Rng) -> tuple[Ints, Ints]:
    cumulatief = np.cumsum(gretig)
    getrokken = np.searchsorted(cumulatief, rng.random(int(aantal.sum())) * cumulatief[-1], side="right")
    return np.repeat(waar, aantal), zoekers[np.minimum(getrokken, len(zoekers) - 1)]


def _past(
    register: Register, voorraad: Voorraad, zoeker: Ints, eenheid: Ints, *, dag: int, rng: Rng
) -> Bools:
    """Whether the seeker would answer this dwelling: label and age, rooms and household, rent and income."""
    leeftijd, huishouden = register.leeftijd(zoeker, dag), register.huishouden[zoeker]
    kamers, label = voorraad.kamers[eenheid], voorraad.doelgroep[eenheid]
    kans = np.ones(len(zoeker))
    kans[(label == JONGEREN) & ((leeftijd > 22) | (leeftijd < 18))] = 0.0
    kans[(label == STUDENTEN) & (leeftijd > 27)] = 0.0
    kans[(label == SENIOREN) & (leeftijd < 55)] = 0.0
    kans[(label == GEZINNEN) & (huishouden < 3)] = 0.05
    kans[(kamers == 1) & (huishouden > 1)] = 0.0
    kans[(kamers == 2) & (huishouden > 2)] *= 0.05
    kans[(kamers == 3) & (huishouden > 4)] *= 0.3
    kans[(kamers >= 5) & (huishouden < 3)] *= 0.25
    # The portal warns when the rent is above what the income may get: few answer all the same.
    te_duur = ~rents.past(
        register.laag_inkomen[zoeker], huishouden, voorraad.huur[eenheid], grenzen(jaar_van(dag))
    )
    kans[te_duur] *= 0.12
    # Who lives on a youth or flex contract looks for something that lasts.
    kans[(register.woont_in[zoeker] >= 0) & ((label == JONGEREN) | voorraad.flex[eenheid])] = 0.0
    return np.asarray(rng.random(len(zoeker)) < kans)


def _momenten(publicaties: list[Publicatie], publicatie: Ints, rng: Rng) -> Ints:
    """Most answer in the first days, between 7 and 23 hours, and before the closing day ends."""
    open_dagen = np.array([p.sluit - p.gepubliceerd for p in publicaties])[publicatie]
    begin = np.array([p.gepubliceerd for p in publicaties])[publicatie]
    u = rng.random(len(publicatie))
    dag = begin + np.floor(u * u * (open_dagen + 1)).astype(np.int64)
    seconde = np.floor(rng.random(len(publicatie)) * 16 * 3600).astype(np.int64)
    return np.asarray(dag * DAG + 7 * 3600 + seconde)
