"""manifest.json: what a release was made of and what it consists of, each by its sha256."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

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


class Released(TypedDict):
    """A file of the release."""

    sha256: str
    bytes: int


def manifest(edition: Edition, released: Mapping[str, Released]) -> str:
    """JSON text. `levering_id` is the sha256 of the levering's bytes and contract; `bestanden` its files.

    `released`: name → sha256 and size of each file of the release.
    """
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
        "tier": edition.tier,
        "drempels": None if edition.openbaar is None else asdict(edition.openbaar),
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
        "bestanden": dict(released),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=plain) + "\n"


def identity(path: Path) -> Released:
    """The sha256 and the size of a file."""
    with path.open("rb") as file:
        return {"sha256": hashlib.file_digest(file, "sha256").hexdigest(), "bytes": path.stat().st_size}


def plain(value: Any) -> str:
    """A date or moment as JSON has it: ISO 8601."""
    if isinstance(value, date):  # datetime is one too
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the manifest")
