"""Which alerts the public edition tells of: those that say nothing beyond what its tables show."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from reports.given import OpenAlert
from reports.tier import public_alerts

_TABLE = """
    create schema reporting;
    create table reporting.rpt_norm_vrije_ruimte as
    from (values
        ('Actium', 'Assen', 2023, 120, 600, 'binnen_norm', true, true),
        ('Actium', 'Assen', 2024, 147, 606, 'overschrijding', true, true),
        ('Actium', 'Assen', 2025, 172, 634, 'structureel', true, true),
        ('Actium', 'Assen', 2026, null, null, 'onderdrukt', false, true)
    ) as _ (corporatie, gemeente, jaar, k, n, oordeel, is_gesloten, is_bekrachtigde_lezing)
"""


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute(_TABLE)
        yield con


@pytest.fixture
def given(alert: dict[str, Any]) -> OpenAlert:
    """An alert on 2024, a year with a closed one after it."""
    evidence = {"jaar": 2024, "k": 147, "n": 606, "aandeel": 147 / 606, "norm": 0.2}
    return OpenAlert.model_validate(alert | {"bewijs": evidence})


def test_one_whose_years_are_all_shown_is_told(con: duckdb.DuckDBPyConnection, given: OpenAlert) -> None:
    assert public_alerts(con, [given]) == [given]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("set k = null where jaar = 2024", id="its own count is hidden"),
        pytest.param("set oordeel = 'onderdrukt' where jaar = 2024", id="its own verdict is hidden"),
        pytest.param("set n = null where jaar = 2025", id="a count of a later year is hidden"),
        pytest.param("set oordeel = 'onderdrukt' where jaar = 2025", id="a later verdict is hidden"),
        pytest.param("set k = 146 where jaar = 2024", id="its evidence is an older count"),
        pytest.param("set jaar = 2019 where jaar = 2024", id="its year is not there"),
    ],
)
def test_one_that_says_more_than_the_tables_is_not(
    con: duckdb.DuckDBPyConnection, given: OpenAlert, change: str
) -> None:
    con.execute(f"update reporting.rpt_norm_vrije_ruimte {change}")
    assert public_alerts(con, [given]) == []
