"""manifest.json: what a release was made of and what it consists of, each by its sha256."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from reports.edition import Edition

_LEVERINGEN = """
    select
        levering_id, volgnummer, bron, peildatum, soort, periode_van, periode_tot_en_met, contract_sha256,
        synthetisch
    from reporting.rpt_leveringen order by volgnummer
"""
_BESTANDEN = """
    select levering_id, bestand, dataset, sha256
    from reporting.rpt_bestanden order by levering_id, dataset, bestand, sha256
"""


def manifest(edition: Edition, written: Iterable[Path]) -> str:
    """JSON text. `levering_id` is the sha256 of the levering's bytes and contract; `bestanden` its files."""
    build = edition.build
    leveringen = edition.rows(_LEVERINGEN)
    bestanden = edition.rows(_BESTANDEN)
    for levering in leveringen:
        own = levering["levering_id"]
        levering["bestanden"] = [
            {name: row[name] for name in ("bestand", "dataset", "sha256")}
            for row in bestanden
            if row["levering_id"] == own
        ]
    content = {
        "build_id": build["build_id"],
        "gebouwd_op": build["gebouwd_op"],
        "bekend_op": build["bekend_op"],
        "laatste_peildatum": build["laatste_peildatum"],
        "synthetisch": build["synthetisch"],
        "contract_sha256": [part for part in (build["contract_sha256"] or "").split(",") if part],
        "instellingen": edition.settings,
        "versies": {"rekenregels": build["versie"], **edition.versies},
        "poort_geslaagd": edition.poort.passed,
        "leveringen": leveringen,
        "bestanden": {path.name: {"sha256": sha256(path), "bytes": path.stat().st_size} for path in written},
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=_plain) + "\n"


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, date):  # datetime is one too
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the manifest")
