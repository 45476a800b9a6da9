"""How often each rule of agreement 20 would fire, if the true share were known: what the parties ratify.

Four years within the norm, as many lettings in each, spread evenly over its months; each letting is free
policy room by the true share of its year. With variation that share differs by year, a beta around the
mean. Each case draws from its own seed, so that one can be computed again alone.
"""

import csv
from collections.abc import Iterator
from dataclasses import asdict, astuple, dataclass
from itertools import product
from pathlib import Path

import numpy as np
import yaml

from woonmonitor.normregels import Geschiedenis, Grenzen, structureel

REGELS = ("statistisch", "twee_jaar", "zes_maanden")
JAREN = 4
PROCENTEN = range(15, 31)
AANTALLEN = (14, 50, 300, 600)
TREKKINGEN = 10_000  # the chance is then known to half a percent point
SEED = 20220101


@dataclass(frozen=True)
class Geval:
    """True mean share in percents, lettings a year, and the standard deviation of the share between years."""

    aandeel_procent: int
    n_per_jaar: int
    spreiding: float


@dataclass(frozen=True)
class Kenmerk:
    """The chance that a rule fires at least once in four years. `grenzen`: what it was computed under."""

    regel: str
    geval: Geval
    kans: float
    grenzen: Grenzen

    def rij(self) -> dict[str, object]:
        return {"regel": self.regel, **asdict(self.geval), "kans": f"{self.kans:.4f}", **asdict(self.grenzen)}


def read_grenzen(checkout: Path) -> tuple[Grenzen, float]:
    """What the rules are set to in this checkout, and the variation to simulate."""
    settings = yaml.safe_load((checkout / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    with (checkout / "seeds" / "normen.csv").open(encoding="utf-8", newline="") as bestand:
        normen = [rij for rij in csv.DictReader(bestand) if rij["norm"] == "vrije_ruimte"]
    newest = max(normen, key=lambda rij: rij["geldig_van"])
    grenzen = Grenzen(
        int(newest["procent"]),
        settings["structureel_p_pool"],
        settings["structureel_p_samen"],
        settings["norm_minimum_toewijzingen"],
        settings["norm_maximum_jaren_pool"],
    )
    return grenzen, settings["kenmerken_spreiding"]


def gevallen(spreiding: float) -> Iterator[Geval]:
    """Every true share and number of lettings, without and with variation between the years."""
    for een in product(PROCENTEN, AANTALLEN, (0.0, spreiding)):
        yield Geval(*een)


def kenmerken(geval: Geval, grenzen: Grenzen, trekkingen: int = TREKKINGEN) -> list[Kenmerk]:
    """The chance of each rule in one case."""
    found = structureel(trek(geval, trekkingen), grenzen)
    return [Kenmerk(regel, geval, float(found[regel].any(axis=1).mean()), grenzen) for regel in REGELS]


def trek(geval: Geval, trekkingen: int) -> Geschiedenis:
    """Simulated histories of one case."""
    procent, n_per_jaar, spreiding = astuple(geval)
    toeval = np.random.default_rng([SEED, procent, n_per_jaar, round(1000 * spreiding)])
    aandeel = np.full((trekkingen, JAREN, 1), procent / 100)
    if spreiding:
        gewicht = procent / 100 * (1 - procent / 100) / spreiding**2 - 1
        aandeel = toeval.beta(aandeel * gewicht, (1 - aandeel) * gewicht)
    per_maand = np.diff(np.arange(13) * n_per_jaar // 12)
    n = np.broadcast_to(per_maand, (trekkingen, JAREN, 12))
    return Geschiedenis(toeval.binomial(n, aandeel), n)


def write_csv(pad: Path, rijen: list[Kenmerk]) -> None:
    """The seed that the report shows."""
    with pad.open("w", encoding="utf-8", newline="") as bestand:
        schrijver = csv.DictWriter(bestand, list(rijen[0].rij()), lineterminator="\n")
        schrijver.writeheader()
        schrijver.writerows(rij.rij() for rij in rijen)
