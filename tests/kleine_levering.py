"""A small levering for the integration tests: a market of two corporations, by rule and not by chance.

Each year Actium lets 60 dwellings in Assen, 18 of them (30 %) from the free policy room: a structural breach.
Woonservice lets 14, of which one. A levering holds all up to its peildatum, so a later one holds the earlier.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

EERSTE_JAAR = 2024
WIJKEN = ("Kloosterveen", "Marsdijk", "Peelo")
WONINGTYPEN = ("eengezinswoning", "appartement", "bovenwoning")
REACTIES_PER_WONING = 4

Rij = dict[str, object]


@dataclass(frozen=True)
class Corporatie:
    naam: str
    eenheden: int
    per_jaar: int
    vrije_ruimte_per_jaar: int


CORPORATIES = (Corporatie("Actium", 80, 60, 18), Corporatie("Woonservice", 30, 14, 1))


@dataclass(frozen=True)
class Verhuring:
    """One letting, and what hangs together with it; `nummer` counts within the corporation and year."""

    corporatie: Corporatie
    jaar: int
    nummer: int

    @property
    def code(self) -> str:
        return f"{self.corporatie.naam[:1]}{self.jaar}-{self.nummer:03d}"

    @property
    def datum(self) -> date:
        return date(self.jaar, 1, 3) + timedelta(days=self.nummer * 360 // self.corporatie.per_jaar)

    @property
    def eenheid(self) -> str:
        index = (
            (self.jaar - EERSTE_JAAR) * self.corporatie.per_jaar + self.nummer
        ) % self.corporatie.eenheden
        return f"{self.corporatie.naam[:1]}{index:04d}"

    @property
    def grond(self) -> str:
        if self.nummer < self.corporatie.vrije_ruimte_per_jaar:
            return "uitstroom_beschermd_wonen" if self.nummer % 2 else "maatwerk"
        return "statushouder" if self.direct else "regulier"

    @property
    def direct(self) -> bool:
        return self.nummer == self.corporatie.per_jaar - 1

    @property
    def leeftijd(self) -> int:
        return 19 + self.nummer * 7 % 60

    @property
    def ingeschreven(self) -> date:
        return self.datum - timedelta(days=700 + self.nummer * 97 % 2500)


def schrijf_levering(
    map_: Path, peildatum: date = date(2025, 12, 31), bron: str = "thuiskompas", extra: str = ""
) -> Path:
    """Writes the levering into `map_`, made here, and returns it; `extra` are further manifest lines."""
    map_.mkdir(parents=True)
    verhuringen = [
        verhuring
        for corporatie in CORPORATIES
        for jaar in range(EERSTE_JAAR, peildatum.year + 1)
        for verhuring in (Verhuring(corporatie, jaar, nummer) for nummer in range(corporatie.per_jaar))
        if verhuring.datum <= peildatum
    ]
    gepubliceerd = [verhuring for verhuring in verhuringen if not verhuring.direct]
    _schrijf(map_ / "eenheden.csv", _eenheden())
    _schrijf(map_ / "inschrijvingen.csv", (_inschrijving(verhuring) for verhuring in gepubliceerd))
    _schrijf(map_ / "publicaties.csv", (_publicatie(verhuring) for verhuring in gepubliceerd))
    _schrijf(map_ / "reacties.csv", _reacties(gepubliceerd))
    _schrijf(map_ / "toewijzingen.csv", (_toewijzing(verhuring) for verhuring in verhuringen))
    _schrijf(map_ / "opzeggingen.csv", (_opzegging(verhuring) for verhuring in verhuringen))
    (map_ / "levering.yml").write_text(
        f"bron: {bron}\npeildatum: {peildatum}\nperiode_van: {EERSTE_JAAR}-01-01\nsynthetisch: true\n{extra}"
    )
    return map_


def _eenheden() -> Iterator[Rij]:
    for corporatie in CORPORATIES:
        for index in range(corporatie.eenheden):
            yield {
                "eenheid_id": f"{corporatie.naam[:1]}{index:04d}",
                "corporatie": corporatie.naam,
                "gemeente": "Assen",
                "wijk": WIJKEN[index % len(WIJKEN)],
                "woningtype": WONINGTYPEN[index % len(WONINGTYPEN)],
                "kamers": 2 + index % 4,
                "rekenhuur": f"{480 + index % 20 * 10},50",
                "zelfstandig": "Ja",
            }


def _inschrijving(verhuring: Verhuring) -> Rij:
    return {
        "inschrijving_id": f"I-{verhuring.code}",
        "woningzoekende_id": f"W-{verhuring.code}",
        "inschrijfdatum": _nl(verhuring.ingeschreven),
        "uitschrijfdatum": _nl(verhuring.datum),
        "geboortedatum": _nl(date(verhuring.jaar - verhuring.leeftijd, 3, 15)),
        "huishoudgrootte": 1 + verhuring.nummer % 5,
        "woonsituatie": "starter" if verhuring.nummer % 2 else "doorstromer",
    }


def _publicatie(verhuring: Verhuring) -> Rij:
    return {
        "publicatie_id": f"P-{verhuring.code}",
        "eenheid_id": verhuring.eenheid,
        "corporatie": verhuring.corporatie.naam,
        "publicatiedatum": _nl(verhuring.datum - timedelta(days=30)),
        "sluitingsdatum": _nl(verhuring.datum - timedelta(days=20)),
        "model": "loting" if verhuring.nummer % 3 == 0 else "aanbod",
    }


def _reacties(gepubliceerd: list[Verhuring]) -> Iterator[Rij]:
    """The one who gets the dwelling reacts, and so do those who get the next ones."""
    for plaats, verhuring in enumerate(gepubliceerd):
        for positie, zoeker in enumerate(gepubliceerd[plaats : plaats + REACTIES_PER_WONING], start=1):
            yield {
                "reactie_id": f"R-{verhuring.code}-{positie}",
                "publicatie_id": f"P-{verhuring.code}",
                "inschrijving_id": f"I-{zoeker.code}",
                "reactiedatum": _nl(verhuring.datum - timedelta(days=31 - positie)),
                "positie": positie,
            }


def _toewijzing(verhuring: Verhuring) -> Rij:
    return {
        "toewijzing_id": f"T-{verhuring.code}",
        "eenheid_id": verhuring.eenheid,
        "publicatie_id": "" if verhuring.direct else f"P-{verhuring.code}",
        "inschrijving_id": "" if verhuring.direct else f"I-{verhuring.code}",
        "corporatie": verhuring.corporatie.naam,
        "toewijzingsdatum": _nl(verhuring.datum),
        "huur_ingangsdatum": _nl(verhuring.datum + timedelta(days=14)),
        "toewijzingsgrond": verhuring.grond,
        "leeftijd": verhuring.leeftijd,
        "huishoudgrootte": 1 + verhuring.nummer % 5,
        "rekenhuur": f"{480 + verhuring.nummer % 20 * 10},50",
        "passendheid": "passend",
    }


def _opzegging(verhuring: Verhuring) -> Rij:
    return {
        "opzegging_id": f"O-{verhuring.code}",
        "eenheid_id": verhuring.eenheid,
        "opzegdatum": _nl(verhuring.datum - timedelta(days=70)),
        "einddatum_huur": _nl(verhuring.datum - timedelta(days=40)),
    }


def _nl(datum: date) -> str:
    return f"{datum:%d-%m-%Y}"


def _schrijf(bestand: Path, rijen: Iterable[Rij]) -> None:
    rijen = list(rijen)
    with bestand.open("w", encoding="utf-8", newline="") as open_bestand:
        schrijver = csv.DictWriter(
            open_bestand, fieldnames=list(rijen[0]), delimiter=";", lineterminator="\r\n"
        )
        schrijver.writeheader()
        schrijver.writerows(rijen)
