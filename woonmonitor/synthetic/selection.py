"""Selection among those who reacted: the order of candidates, refusals, and who gets the dwelling."""

from dataclasses import dataclass

import numpy as np

from woonmonitor.synthetic import rents
from woonmonitor.synthetic.calibration import grenzen
from woonmonitor.synthetic.chance import Bools, Ints, Rng
from woonmonitor.synthetic.reactions import Publicatie, Reacties
from woonmonitor.synthetic.register import Register

ACTIEF, INGETROKKEN, GEWEIGERD = range(3)
STATUSSEN = ("actief", "ingetrokken", "geweigerd")

# A candidate high on the list by years can wait for better, one drawn by lot rarely can.
_WEIGERT = {"aanbod": 0.5, "loting": 0.3, "distributie": 0.1, "optie": 0.35, "eerste_reageerder": 0.2}
_NIET_PASSEND_TOCH = 0.03
_MEESTE_AANBIEDINGEN = 25


@dataclass
class Uitslag:
    """Per reaction its status and place (0 for none), per publicatie the seekers who accepted."""

    status: Ints
    positie: Ints
    winnaars: list[list[int]]


def select(
    register: Register, publicaties: list[Publicatie], reacties: Reacties, *, jaar: int, rng: Rng
) -> Uitslag:
    """Offers each dwelling down its list until accepted; who accepts is `bezet` from then on."""
    if not publicaties:
        return Uitslag(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), [])
    volgorde = _volgorde(register, publicaties, reacties, rng)
    publicatie = reacties.publicatie[volgorde]
    plaats = np.arange(len(volgorde)) - np.searchsorted(publicatie, publicatie, side="left")
    status = np.where(reacties.ingetrokken, INGETROKKEN, ACTIEF)
    positie = np.zeros(len(reacties), dtype=np.int64)
    positie[volgorde] = plaats + 1
    # `_volgorde` puts withdrawn reactions last, so the places of the others run on from 1.
    positie[reacties.ingetrokken] = 0

    weigert = (
        rng.random(len(reacties)) < np.array([_WEIGERT[p.model] for p in publicaties])[reacties.publicatie]
    )
    toelaatbaar = _toelaatbaar(register, publicaties, reacties, jaar, rng)
    begin = np.searchsorted(publicatie, np.arange(len(publicaties) + 1))
    winnaars: list[list[int]] = []
    for nummer, pub in enumerate(publicaties):
        rij = volgorde[begin[nummer] : begin[nummer + 1]]
        rij = rij[toelaatbaar[rij]][: _MEESTE_AANBIEDINGEN * len(pub.eenheden)]
        winnaars.append(
            _bied_aan(register, reacties, rij, weigert=weigert, status=status, aantal=len(pub.eenheden))
        )
    return Uitslag(status, positie, winnaars)


def _volgorde(register: Register, publicaties: list[Publicatie], reacties: Reacties, rng: Rng) -> Ints:
    """Withdrawn last, urgent first, then by inschrijfdatum, lot or moment of reacting."""
    model = np.array([p.model for p in publicaties])[reacties.publicatie]
    sleutel = register.ingeschreven[reacties.zoeker].astype(np.float64)
    sleutel = np.where(model == "loting", rng.random(len(reacties)), sleutel)
    sleutel = np.where(np.isin(model, ("optie", "eerste_reageerder")), reacties.moment, sleutel)
    voorrang = register.urgent[reacties.zoeker] & (model != "loting")
    return np.lexsort((sleutel, ~voorrang, reacties.ingetrokken, reacties.publicatie))


def _toelaatbaar(
    register: Register, publicaties: list[Publicatie], reacties: Reacties, jaar: int, rng: Rng
) -> Bools:
    huur = np.array([p.huur for p in publicaties])[reacties.publicatie]
    zoeker = reacties.zoeker
    past = rents.past(register.laag_inkomen[zoeker], register.huishouden[zoeker], huur, grenzen(jaar))
    toch = rng.random(len(reacties)) < _NIET_PASSEND_TOCH
    beschikbaar = np.array([p.status == "afgerond" for p in publicaties])[reacties.publicatie]
    return np.asarray((past | toch) & ~reacties.ingetrokken & beschikbaar)


def _bied_aan(
    register: Register, reacties: Reacties, rij: Ints, *, weigert: Bools, status: Ints, aantal: int
) -> list[int]:
    gekozen: list[int] = []
    for reactie in rij.tolist():
        if len(gekozen) == aantal:
            break
        zoeker = int(reacties.zoeker[reactie])
        if register.bezet[zoeker]:
            continue
        if weigert[reactie]:
            status[reactie] = GEWEIGERD
            continue
        register.bezet[zoeker] = True
        gekozen.append(zoeker)
    return gekozen
