"""Small tables of the norm as the reporting schema has them, for the tests of the alerts."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from alerts.event import Bewijs
from alerts.verdicts import Timeline, Verdict

VINTAGE = date(2025, 12, 31)
LEVERING = "a" * 64
PARAMETERS = {
    "structureel_p_pool": 0.001,
    "structureel_p_samen": 0.05,
    "norm_minimum_toewijzingen": 50,
    "norm_maximum_jaren_pool": 4,
}

TABLES = """
create schema reporting;
create table reporting.rpt_build (
    build_id varchar, gebouwd_op timestamp, bekend_op date, laatste_peildatum date, aantal_leveringen bigint,
    levering_ids varchar, contract_sha256 varchar, instellingen varchar, synthetisch boolean, versie varchar);
create table reporting.rpt_leveringen (levering_id varchar, volgnummer bigint, bron varchar, peildatum date);
create table reporting.rpt_norm_vrije_ruimte (
    corporatie varchar, gemeente varchar, jaar integer, lezing varchar, k bigint, n bigint, aandeel double,
    norm double, k_uitstroom bigint, k_overig bigint, k_onbekend bigint, ruimte_over bigint, k_pool bigint,
    n_pool bigint, jaren_pool integer, p_eenzijdig double, p_gepoold double, p_samen double,
    kans_boven_norm double, oordeel varchar, oordeel_met_onbekend varchar, regel varchar, regel_grond varchar,
    voorlopig boolean, is_gesloten boolean, is_bekrachtigde_lezing boolean, te_weinig_toewijzingen boolean);
create table reporting.rpt_kalender (maand integer, dag integer, soort varchar, omschrijving varchar);
insert into reporting.rpt_kalender values
    (4, 1, 'overleg', ''), (9, 30, 'overleg', ''), (12, 15, 'overleg', ''), (1, 1, 'rapportage', ''),
    (7, 1, 'rapportage', '');
"""


def year(jaar: int, k: int, n: int, oordeel: str = "", **columns: Any) -> dict[str, Any]:
    """A row of rpt_norm_vrije_ruimte: a closed year of Actium in Assen in force, unless said otherwise."""
    fact = "overschrijding" if 100 * k > 20 * n else "binnen_norm"
    row = {
        "corporatie": "Actium", "gemeente": "Assen", "jaar": jaar, "lezing": "A",
        "k": k, "n": n, "aandeel": k / n if n else None, "norm": 0.2,
        "k_uitstroom": 0, "k_overig": k, "k_onbekend": 0, "ruimte_over": n // 5 - k,
        "k_pool": k, "n_pool": n, "jaren_pool": 1, "p_eenzijdig": 0.01, "p_gepoold": 0.01,
        "p_samen": 0.0123,
        "kans_boven_norm": None, "oordeel": oordeel or fact, "oordeel_met_onbekend": oordeel or fact,
        "regel": "statistisch", "regel_grond": "B" if oordeel == "structureel" else None,
        "voorlopig": False, "is_gesloten": True, "is_bekrachtigde_lezing": True, **columns,
    }  # fmt: skip
    return {**row, "te_weinig_toewijzingen": row["n_pool"] < 50}


def running(jaar: int, k: int, n: int, oordeel: str, kans: float, **columns: Any) -> dict[str, Any]:
    """A row of a year that still runs."""
    pool = {"k_pool": None, "n_pool": None, "jaren_pool": None, "p_gepoold": None, "p_samen": None}
    row = year(jaar, k, n, oordeel, kans_boven_norm=kans, voorlopig=True, is_gesloten=False, **columns)
    return {**row, **pool, "te_weinig_toewijzingen": False}


def write_warehouse(
    path: Path,
    rows: Iterable[dict[str, Any]],
    *,
    vintage: date = VINTAGE,
    leveringen: Sequence[str] = (LEVERING,),
    **build: Any,
) -> Path:
    """The tables that the alerts read, in a fresh file at `path`."""
    path.unlink(missing_ok=True)
    one = {
        "build_id": "b",
        "laatste_peildatum": vintage,
        "instellingen": json.dumps(PARAMETERS),
        "synthetisch": False,
    }
    with duckdb.connect(str(path)) as connection:
        connection.execute(TABLES)
        _insert(connection, "rpt_build", {**one, "versie": "0.1.0", **build})
        for number, levering in enumerate(leveringen, start=1):
            _insert(connection, "rpt_leveringen", {"levering_id": levering, "volgnummer": number})
        for row in rows:
            _insert(connection, "rpt_norm_vrije_ruimte", row)
    return path


def evidence(jaar: int, k: int, n: int, oordeel: str = "", marge: float = 0, **columns: Any) -> Bewijs:
    row = year(jaar, k, n, oordeel, **columns)
    return Bewijs(
        **{name: row[name] for name in set(Bewijs.model_fields) & set(row)},
        regel_parameters={"te_grote_marge": marge, **PARAMETERS},
        andere_lezingen={},
        vintage=VINTAGE,
        leveringen=(LEVERING,),
        synthetisch=False,
        versie="0.1.0",
        plaats="monitor.html#vrije-ruimte-actium-assen",
    )


def timeline(*years: Bewijs) -> Timeline:
    return Timeline(tuple(Verdict(each, each.n_pool < 50) for each in years))


def _insert(connection: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any]) -> None:
    columns, marks = ", ".join(row), ", ".join("?" for _ in row)
    connection.execute(f"insert into reporting.{table} ({columns}) values ({marks})", list(row.values()))
