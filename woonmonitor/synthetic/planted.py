"""What was planted: the truth of the norm per corporatie, gemeente and year, kept by the market itself.

It shares no line with the monitor's SQL: where the two differ, one of them is wrong.
"""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from woonmonitor.synthetic import datasets, verdict
from woonmonitor.synthetic.calibration import CELLEN, ONBEKENDE_GRONDEN, UITSTROOM
from woonmonitor.synthetic.days import jaar_van
from woonmonitor.synthetic.dirt import Vuil
from woonmonitor.synthetic.lettings import NIEMAND, Toewijzing
from woonmonitor.synthetic.market import Markt
from woonmonitor.synthetic.refused import Geweigerd
from woonmonitor.synthetic.rents import is_sociaal


@dataclass(frozen=True)
class NormJaar:
    """One corporatie × gemeente × calendar year, reading A, rule statistisch."""

    corporatie: str
    gemeente: str
    jaar: int
    k: int
    n: int
    k_uitstroom: int
    k_onbekend: int
    n_statushouders: int
    k_pool: int
    n_pool: int
    jaren_pool: int
    oordeel: str
    regel_grond: str | None
    te_weinig_toewijzingen: bool


@dataclass(frozen=True)
class Zoekduur:
    """Days until a home, as the market lived it: regular lettings, for zoektijd without distributie."""

    corporatie: str
    gemeente: str
    jaar: int
    n_zoektijd: int
    som_zoektijd_dagen: int
    n_inschrijftijd: int
    som_inschrijftijd_dagen: int


@dataclass(frozen=True)
class Plant:
    """One thing that was meant to be found, where, and whether chance let it come out as meant."""

    soort: str
    corporatie: str
    gemeente: str
    jaren: list[int]
    bedoeld: str
    gelukt: bool


@dataclass(frozen=True)
class Planted:
    """All that a levering holds on purpose; `als_json` is what geplant.json says."""

    seed: int
    years: int
    scale: float
    peildatum: date
    rijen: dict[str, int]
    planten: list[Plant]
    norm: list[NormJaar]
    zoekduur: list[Zoekduur]
    vuil: list[Vuil]
    geweigerd: list[Geweigerd]

    def als_json(self) -> dict[str, Any]:
        return asdict(self) | {"peildatum": self.peildatum.isoformat()}


def norm_jaren(markt: Markt, jaren: range) -> list[NormJaar]:
    """The truth per cel and calendar year."""
    per_cel: dict[tuple[int, int], list[Toewijzing]] = defaultdict(list)
    for toewijzing in _sociale(markt):
        per_cel[int(markt.voorraad.cel[toewijzing.eenheid]), jaar_van(toewijzing.datum)].append(toewijzing)
    uitkomst: list[NormJaar] = []
    for index, cel in enumerate(CELLEN):
        tellingen = {jaar: _tel(per_cel[index, jaar]) for jaar in jaren}
        for jaar in jaren:
            groep, (k, n) = per_cel[index, jaar], tellingen[jaar]
            jaren_samen = verdict.pool(tellingen, jaar)
            k_pool, n_pool = verdict.som(tellingen, jaren_samen)
            oordeel, grond = verdict.oordeel(tellingen, jaar)
            uitkomst.append(
                NormJaar(
                    cel.corporatie, cel.gemeente, jaar, k, n,
                    k_uitstroom=sum(t.grond in UITSTROOM for t in groep),
                    k_onbekend=sum(t.grond in ONBEKENDE_GRONDEN for t in groep),
                    n_statushouders=sum(t.grond == "statushouder" for t in groep),
                    k_pool=k_pool, n_pool=n_pool, jaren_pool=len(jaren_samen),
                    oordeel=oordeel, regel_grond=grond, te_weinig_toewijzingen=0 < n_pool < verdict.GENOEG,
                )
            )  # fmt: skip
    return uitkomst


def zoekduren(markt: Markt, jaren: range) -> list[Zoekduur]:
    groepen: dict[tuple[int, int], list[Toewijzing]] = defaultdict(list)
    for t in _sociale(markt):
        if t.publicatie != NIEMAND and t.grond not in ONBEKENDE_GRONDEN:
            groepen[int(markt.voorraad.cel[t.eenheid]), jaar_van(t.datum)].append(t)
    return [
        Zoekduur(
            CELLEN[cel].corporatie, CELLEN[cel].gemeente, jaar,
            n_zoektijd=sum(t.zoektijd >= 0 for t in groep),
            som_zoektijd_dagen=sum(t.zoektijd for t in groep if t.zoektijd >= 0),
            n_inschrijftijd=len(groep), som_inschrijftijd_dagen=sum(t.inschrijftijd for t in groep),
        )
        for (cel, jaar), groep in sorted(groepen.items())
        if jaar in jaren
    ]  # fmt: skip


def planten(norm: list[NormJaar]) -> list[Plant]:
    """The three plants, each with whether the market brought it out; none before their years."""
    laatste = max((rij.jaar for rij in norm if rij.jaar in verdict.GELDIG), default=0)
    rijen = {(rij.corporatie, rij.gemeente, rij.jaar): rij for rij in norm}
    if not laatste:
        return []
    jaren = [jaar for jaar in verdict.GELDIG if jaar <= laatste]

    def reeks(corporatie: str, gemeente: str, vanaf: int = min(verdict.GELDIG)) -> list[NormJaar]:
        return [rijen[corporatie, gemeente, jaar] for jaar in jaren if jaar >= vanaf]

    structureel = reeks("Actium", "Assen", 2024)
    net_binnen = reeks("Woonservice", "Midden-Drenthe")
    te_klein = reeks("Woonservice", "Assen")
    alle = [
        Plant(
            "structurele overschrijding", "Actium", "Assen", [r.jaar for r in structureel],
            "Vanaf 2023 boven 20 %, vanaf 2024 structureel; in 2022 nog binnen de norm.",
            all(r.oordeel == "structureel" for r in structureel),
        ),
        Plant(
            "net binnen de norm", "Woonservice", "Midden-Drenthe", jaren,
            "Elk jaar 19 tot 20 %: dicht bij de norm, nooit erboven.",
            all(r.oordeel == "binnen_norm" and 100 * r.k >= 19 * r.n for r in net_binnen),
        ),
        Plant(
            "te klein voor een oordeel", "Woonservice", "Assen", jaren,
            "Boven 20 %, maar in vier jaar minder dan 50 toewijzingen: een feit, en geen alarm.",
            all(r.te_weinig_toewijzingen for r in te_klein),
        ),
    ]  # fmt: skip
    return [plant for plant in alle if plant.jaren]


def _sociale(markt: Markt) -> list[Toewijzing]:
    v = markt.voorraad
    return [
        t
        for t in datasets.geleverde_toewijzingen(markt)
        if not t.vervallen and v.zelfstandig[t.eenheid] and is_sociaal(t.huur, jaar_van(t.datum))
    ]


def _tel(groep: list[Toewijzing]) -> tuple[int, int]:
    return sum(t.publicatie == NIEMAND and t.grond != "statushouder" for t in groep), len(groep)
