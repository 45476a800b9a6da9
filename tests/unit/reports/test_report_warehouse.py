"""The one way in which the report reads its figures."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from reports.edition import Edition
from reports.given import Gate
from reports.warehouse import open_warehouse, rows

GATE = Gate(build_id=None, passed=True, resultaten=[])


def test_what_replaces_a_table_is_what_every_part_reads(warehouse: Path) -> None:
    before = warehouse.read_bytes()
    with open_warehouse(warehouse) as con:
        con.execute(
            "create or replace view reporting.rpt_indicatoren as "
            "from gepubliceerd.reporting.rpt_indicatoren where corporatie = 'Actium'"
        )
        edition = Edition(con, GATE, [], {})
        assert edition.rows("select distinct corporatie from reporting.rpt_indicatoren") == [
            {"corporatie": "Actium"}
        ]
    assert warehouse.read_bytes() == before


def test_the_file_itself_cannot_be_written(warehouse: Path) -> None:
    with open_warehouse(warehouse) as con, pytest.raises(duckdb.InvalidInputException, match="read-only"):
        con.execute("delete from gepubliceerd.reporting.rpt_indicatoren")


def test_a_quote_in_the_path_is_a_quote(build_warehouse: Callable[..., Path]) -> None:
    odd = build_warehouse("d'Assen")
    with open_warehouse(odd) as con:
        assert rows(con, "select count(*) as n from reporting.rpt_build") == [{"n": 1}]
