"""The two tiers of a report: exact for the covenant's parties, and one that anyone may read."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from reports.given import Gate, OpenAlert
from reports.openbaar import Thresholds, public_warehouse
from reports.warehouse import open_warehouse
from reports.withheld import QUALIFICATION

PARTIES, PUBLIC = "partijen", "openbaar"

#: The closed years that an alert speaks of: the one of its evidence, and those after it, since its state and
#: what became of it follow from them. All of them are shown, and the evidence as it is now: an older count of
#: the same year beside the present one tells what a handful of lettings changed.
_VERDICTS = f"""
    select
        count(*) filter (jaar = $jaar and k = $k and n = $n) = 1
        and bool_and(k is not null and n is not null and oordeel <> '{QUALIFICATION}')
    from reporting.rpt_norm_vrije_ruimte
    where corporatie = $corporatie and gemeente = $gemeente and is_bekrachtigde_lezing
        and jaar >= $jaar and (is_gesloten or jaar = $jaar)
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
    """Those of which the public sees all counts and verdicts anyway: an alert says that a share is over the
    norm, and whether it still is."""
    return [alert for alert in alerts if _is_public(con, alert)]


def _is_public(con: duckdb.DuckDBPyConnection, alert: OpenAlert) -> bool:
    place = {"corporatie": alert.corporatie, "gemeente": alert.gemeente}
    evidence = {name: getattr(alert.bewijs, name) for name in ("jaar", "k", "n")}
    ((is_public,),) = con.execute(_VERDICTS, place | evidence).fetchall()
    return bool(is_public)


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
