"""The two tiers of a report: exact for the covenant's parties, and one that anyone may read."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from reports.given import Gate, OpenAlert
from reports.openbaar import Thresholds, public_warehouse
from reports.warehouse import open_warehouse, rows
from reports.withheld import QUALIFICATION

PARTIES, PUBLIC = "partijen", "openbaar"

#: A verdict on agreement 20 that the public sees, on the year that an alert rests on.
_VERDICT = f"""
    from reporting.rpt_norm_vrije_ruimte
    where corporatie = $corporatie and gemeente = $gemeente and jaar = $jaar and is_bekrachtigde_lezing
        and k is not null and n is not null and oordeel <> '{QUALIFICATION}'
"""


class TiersMix(ValueError):
    """The folder holds a report of the other tier, or files of which the tier is unknown."""


@contextmanager
def opened(warehouse: Path, openbaar: Thresholds | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the schema `reporting` as this tier may see it."""
    if openbaar is None:
        with open_warehouse(warehouse) as con:
            yield con
    else:
        with public_warehouse(warehouse, openbaar) as (con, _):
            yield con


def public_gate(gate: Gate) -> Gate:
    """What was checked and whether it passed, without how many rows did not."""
    results = [one.model_copy(update={"aantal_afwijkend": None, "melding": ""}) for one in gate.resultaten]
    return gate.model_copy(update={"resultaten": results})


def public_alerts(con: duckdb.DuckDBPyConnection, alerts: Sequence[OpenAlert]) -> list[OpenAlert]:
    """Those whose counts and verdict the public sees anyway: an alert says that a share is over the norm."""
    return [
        alert
        for alert in alerts
        if rows(
            con,
            _VERDICT,
            {"corporatie": alert.corporatie, "gemeente": alert.gemeente, "jaar": alert.bewijs.jaar},
        )
    ]


def keep_apart(out: Path, files: Sequence[str], tier: str) -> None:
    """Raises TiersMix where `out` holds a report of the other tier: one folder goes out as a whole.

    A public report does not lie beside files of which no manifest says that they are public either.
    """
    there = _tier_of(out / "manifest.json")
    is_mixed = there == PUBLIC if tier == PARTIES else there != PUBLIC
    if is_mixed and any((out / name).exists() for name in files):
        raise TiersMix(
            f"In {out} staat een rapport dat niet van de versie '{tier}' is: kies met --out een andere "
            "map, of maak deze leeg."
        )


def _tier_of(manifest: Path) -> str | None:
    """None where there is no manifest to read."""
    try:
        return str(json.loads(manifest.read_text(encoding="utf-8")).get("tier", PARTIES))
    except (FileNotFoundError, ValueError):
        return None
