"""Writes a synthetic levering: runs the market, streams its files, and says what was planted."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from woonmonitor.synthetic import datasets, dirt, planted, refused
from woonmonitor.synthetic.calibration import LAST_YEAR, OPENING
from woonmonitor.synthetic.days import jaar_van
from woonmonitor.synthetic.explanation import explain
from woonmonitor.synthetic.files import Bestand
from woonmonitor.synthetic.market import Markt
from woonmonitor.synthetic.planted import Planted

Progress = Callable[[str, float], None]
_MARKER = "geplant.md"
_KLEINSTE_VUIL = 0.01
_OVERSCHRIJFBAAR = re.compile(
    rf"levering\.yml|geplant\.(md|json)|geweigerd|leesmij\.txt|({'|'.join(datasets.KOLOMMEN)})(_vuil|_20\d\d)?\.\w+"
)


class FolderInUse(FileExistsError):
    """The folder holds something else than an earlier synthetic levering; its text is one Dutch line."""


def write_levering(
    folder: Path,
    *,
    years: int = 6,
    scale: float = 1.0,
    seed: int = 20200428,
    dirty: bool = False,
    progress: Progress | None = None,
) -> Planted:
    """Writes a complete levering of a made-up market into `folder`, and returns what was planted in it.

    years: calendar years from 2020, so that the peildatum is 31 December of 2019 + years. scale: 1 is Assen
    and its surroundings; stock, register and reactions grow with it. The same seed, years and scale give the
    same bytes. Memory grows with register and stock, not with the reactions: those stream out week by week.
    dirty: adds each kind of dirt of the delivery contract, and lists it; what is planted stays true.

    Raises ValueError (wrong years, scale or seed) and FolderInUse, both with one Dutch line for the user; and
    OSError.
    """
    if not 1 <= years <= LAST_YEAR - OPENING.year + 1:
        meeste = LAST_YEAR - OPENING.year + 1
        raise ValueError(f"--years moet van 1 tot en met {meeste} zijn: de huurgrenzen van later ontbreken.")
    if not 0 < scale <= 1000:
        raise ValueError("--scale moet groter zijn dan 0 en hoogstens 1000; 1 is de omvang van Assen.")
    if dirty and scale < _KLEINSTE_VUIL:
        raise ValueError(
            f"--dirty heeft van elke dataset een rij nodig: kies --scale {_KLEINSTE_VUIL} of meer."
        )
    if seed < 0:
        raise ValueError("--seed moet 0 of hoger zijn.")
    meld = progress or (lambda _stap, _deel: None)
    _maak_leeg(folder)
    peildatum = date(OPENING.year + years - 1, 12, 31)
    markt = Markt(seed, scale, peildatum)
    bestanden = _schrijf_reacties(folder, markt, meld)
    for plaats, (dataset, maak) in enumerate(datasets.TABELLEN.items()):
        meld(dataset, 0.9 + 0.02 * plaats)
        bestand = Bestand(folder / f"{dataset}.csv", datasets.KOLOMMEN[dataset])
        for frame in maak(markt):
            bestand.voeg_toe(frame)
        bestanden[bestand.naam] = bestand.sluit()
    hele_jaren = range(OPENING.year + 1, peildatum.year + 1)
    norm = planted.norm_jaren(markt, hele_jaren)
    uitkomst = Planted(
        seed=seed,
        years=years,
        scale=scale,
        peildatum=peildatum,
        rijen={naam: telling["rijen"] for naam, telling in bestanden.items()},
        planten=planted.planten(norm),
        norm=norm,
        zoekduur=planted.zoekduren(markt, hele_jaren),
        vuil=dirt.plant(folder, markt) if dirty else [],
        geweigerd=refused.write_refused(folder, peildatum.isoformat()) if dirty else [],
    )
    (folder / "geplant.json").write_text(
        json.dumps(uitkomst.als_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    (folder / _MARKER).write_text(explain(uitkomst), encoding="utf-8")
    for pad in sorted(folder.glob("*_vuil.*")):
        # Without a row count: what is a row in these is what they are to test.
        bestanden[pad.name] = {"sha256": sha256(pad.read_bytes()).hexdigest()}
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
    """An empty folder: an earlier synthetic levering goes, whole or cut short; anything else is refused."""
    folder.mkdir(parents=True, exist_ok=True)
    aanwezig = sorted(folder.iterdir())
    if aanwezig and not (_is_van_ons(folder) and all(_OVERSCHRIJFBAAR.fullmatch(p.name) for p in aanwezig)):
        raise FolderInUse(
            f"De map {folder} is niet leeg en bevat niet alleen een synthetische levering; kies een lege map."
        )
    # The marker stays until it is written anew: by it one sees whose the rest is when this is cut short.
    for pad in aanwezig:
        if pad.is_dir():
            shutil.rmtree(pad)
        elif pad.name != _MARKER:
            pad.unlink()
    (folder / _MARKER).write_text("Deze levering wordt nog gemaakt.\n", encoding="utf-8")


def _is_van_ons(folder: Path) -> bool:
    manifest = folder / "levering.yml"
    if not manifest.is_file():
        return (folder / _MARKER).is_file()
    return "synthetisch: true" in manifest.read_text(encoding="utf-8").splitlines()
