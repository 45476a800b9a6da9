"""Writes a synthetic levering: runs the market, streams its files, and says what was planted."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from woonmonitor.synthetic import datasets, planted
from woonmonitor.synthetic.calibration import LAST_YEAR, OPENING
from woonmonitor.synthetic.days import jaar_van
from woonmonitor.synthetic.explanation import explain
from woonmonitor.synthetic.files import Bestand
from woonmonitor.synthetic.market import Markt
from woonmonitor.synthetic.planted import Planted

Progress = Callable[[str, float], None]
_TABELLEN = {
    "inschrijvingen": datasets.inschrijvingen,
    "publicaties": datasets.publicaties,
    "toewijzingen": datasets.toewijzingen,
    "eenheden": datasets.eenheden,
    "opzeggingen": datasets.opzeggingen,
}


def write_levering(
    folder: Path,
    *,
    years: int = 6,
    scale: float = 1.0,
    seed: int = 20200428,
    progress: Progress | None = None,
) -> Planted:
    """Writes a complete levering of a made-up market into `folder`, and returns what was planted in it.

    years: calendar years from 2020, so that the peildatum is 31 December of 2019 + years. scale: 1 is Assen
    and its surroundings; stock, register and reactions grow with it. The same seed, years and scale give the
    same bytes. Memory grows with register and stock, not with the reactions: those stream out week by week.

    Raises ValueError (wrong years, scale or seed) and FileExistsError (the folder holds something else than
    an earlier synthetic levering), both with one Dutch line for the user.
    """
    if not 1 <= years <= LAST_YEAR - OPENING.year + 1:
        meeste = LAST_YEAR - OPENING.year + 1
        raise ValueError(f"--years moet van 1 tot en met {meeste} zijn: de huurgrenzen van later ontbreken.")
    if not 0 < scale <= 1000:
        raise ValueError("--scale moet groter zijn dan 0 en hoogstens 1000; 1 is de omvang van Assen.")
    if seed < 0:
        raise ValueError("--seed moet 0 of hoger zijn.")
    meld = progress or (lambda _stap, _deel: None)
    _maak_leeg(folder)
    peildatum = date(OPENING.year + years - 1, 12, 31)
    markt = Markt(seed, scale, peildatum)
    bestanden = _schrijf_reacties(folder, markt, meld)
    for plaats, (dataset, maak) in enumerate(_TABELLEN.items()):
        meld(dataset, 0.9 + 0.02 * plaats)
        bestand = Bestand(folder / f"{dataset}.csv", datasets.KOLOMMEN[dataset])
        for frame in maak(markt):
            bestand.voeg_toe(frame)
        bestanden[bestand.naam] = bestand.sluit()
    rijen = {naam: telling["rijen"] for naam, telling in bestanden.items()}
    uitkomst = planted.planted(markt, seed=seed, years=years, scale=scale, rijen=rijen)
    (folder / "geplant.json").write_text(
        json.dumps(uitkomst.als_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    (folder / "geplant.md").write_text(explain(uitkomst), encoding="utf-8")
    # Last, so that a levering that was cut short has no manifest and is refused.
    _schrijf_manifest(folder, peildatum, bestanden)
    meld("levering geschreven", 1.0)
    return uitkomst


def _schrijf_reacties(folder: Path, markt: Markt, meld: Progress) -> dict[str, dict[str, Any]]:
    """Runs the market, and writes the reactions of each week as they come: one file a year."""
    kolommen = datasets.KOLOMMEN["reacties"]
    bestanden: dict[str, dict[str, Any]] = {}
    open_bestand: Bestand | None = None
    nummer = 0
    for week in markt.weken():
        jaar = jaar_van(week.dag)
        naam = f"reacties_{jaar}.csv"
        if open_bestand is None or open_bestand.naam != naam:
            if open_bestand is not None:
                bestanden[open_bestand.naam] = open_bestand.sluit()
            open_bestand = Bestand(folder / naam, kolommen)
            meld(f"markt van {jaar}", 0.9 * markt.voortgang(week.dag))
        open_bestand.voeg_toe(datasets.reacties(week, nummer))
        nummer += len(week.reacties)
    if open_bestand is not None:
        bestanden[open_bestand.naam] = open_bestand.sluit()
    return bestanden


def _schrijf_manifest(folder: Path, peildatum: date, bestanden: dict[str, dict[str, Any]]) -> None:
    manifest = {
        "bron": "thuiskompas",
        "peildatum": peildatum,
        "soort": "volledig",
        "periode_van": OPENING,
        "periode_tot_en_met": peildatum,
        "synthetisch": True,
        "bestanden": bestanden,
    }
    (folder / "levering.yml").write_text(
        yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True), encoding="utf-8"
    )


def _maak_leeg(folder: Path) -> None:
    """An empty folder: an earlier synthetic levering goes, anything else is left alone and refused."""
    folder.mkdir(parents=True, exist_ok=True)
    aanwezig = sorted(folder.iterdir())
    if not aanwezig:
        return
    eigen = {"levering.yml", "geplant.json", "geplant.md", *(f"{dataset}.csv" for dataset in _TABELLEN)}
    vreemd = [
        pad.name for pad in aanwezig if pad.name not in eigen and not pad.match("reacties_20[0-9][0-9].csv")
    ]
    manifest = folder / "levering.yml"
    synthetisch = (
        manifest.is_file() and "synthetisch: true" in manifest.read_text(encoding="utf-8").splitlines()
    )
    if vreemd or not synthetisch:
        raise FileExistsError(
            f"De map {folder} is niet leeg en bevat geen synthetische levering; kies een lege map."
        )
    manifest.unlink()
    for pad in aanwezig:
        pad.unlink(missing_ok=True)
