"""Stage 3, the gates: what the landed tables and the figures must hold before anything is published."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from expectations.poort import Poort, Uitslag

__all__ = ["Poort", "Uitslag", "check_landing", "check_reporting"]

# Read by Great Expectations when it is imported; nothing here may call home.
os.environ["GX_ANALYTICS_ENABLED"] = "false"
os.environ["DO_NOT_TRACK"] = "1"


def check_landing(landing: Path) -> Poort:
    """Put the landing suite to the landing database (schema `landing`), read-only.

    Raises FileNotFoundError when there is no such file, duckdb.Error when it cannot be opened.
    """
    with _open(landing):
        pass  # what cannot be opened is an error of its own, not a verdict on the data
    # here and not above: importing Great Expectations takes seconds, which `--help` should not pay
    from expectations.keuring import keur  # noqa: PLC0415
    from expectations.landing import LANDING  # noqa: PLC0415

    return Poort("landing", None, keur(landing, LANDING))


def check_reporting(warehouse: Path) -> Poort:
    """Put the reporting suite to a built warehouse (schema `reporting`), read-only.

    Raises FileNotFoundError when there is no such file, duckdb.Error when it cannot be opened.
    """
    with _open(warehouse) as connection:
        build_id = _build_id(connection)
        tekstkolommen = _tekstkolommen(connection)
    from expectations.keuring import keur  # noqa: PLC0415
    from expectations.reporting import reporting_suite  # noqa: PLC0415

    return Poort("reporting", build_id, keur(warehouse, reporting_suite(tekstkolommen)))


def _open(database: Path) -> duckdb.DuckDBPyConnection:
    if not database.is_file():
        raise FileNotFoundError(f"{database} bestaat niet: land eerst een levering of bouw eerst de cijfers.")
    return duckdb.connect(str(database), read_only=True)


def _build_id(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The build's own name; None when it has none, which a gate then finds."""
    try:
        row = connection.execute("select build_id from reporting.rpt_build").fetchone()
    except duckdb.CatalogException:
        return None
    return None if row is None or row[0] is None else str(row[0])


def _tekstkolommen(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Columns of each reporting table that can hold text: all but numbers, dates and truth values."""
    rows = connection.execute("""
        select table_name, list(column_name order by ordinal_position) from information_schema.columns
        where table_schema = 'reporting'
            and not regexp_matches(data_type, 'INT|DOUBLE|DECIMAL|BOOLEAN|DATE|TIME')
        group by table_name order by table_name""").fetchall()
    return dict(rows)
