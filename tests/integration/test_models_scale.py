"""What lets the build grow: no plan compares all with all, or gathers all rows before the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from woonmonitor.kansrekening import register

if TYPE_CHECKING:
    from conftest import Monitor

COMPARES_ALL_WITH_ALL = "BLOCKWISE_NL_JOIN"
GATHERS_ALL = "DELIM_JOIN"
# of a handful of rows, whatever the levering: agreements, rules and leveringen
SMALL = {"int_signalen_normen", "rpt_signalen", "int_kwaliteit_te_laat"}
# these hold a row for each reactie or inschrijving
WIDE = {"stg_thuiskompas__reacties", "stg_thuiskompas__inschrijvingen"}


@pytest.fixture(scope="module")
def plans(gedraaid: Monitor) -> dict[str, str]:
    """Of each model how DuckDB would run it, by the model's name."""
    home = gedraaid.state.home
    found = {}
    with duckdb.connect() as connection:
        for file, name in (
            (home / "warehouse.duckdb", "warehouse"),
            (home / "leveringen.duckdb", "leveringen"),
        ):
            connection.execute(f"attach '{file}' as {name} (read_only)")
        register(connection)
        compiled = home / "dbt" / "target" / "compiled" / "woonmonitor" / "models"
        for model in compiled.rglob("*.sql"):
            if not model.parent.name.endswith(".yml"):
                found[model.stem] = str(connection.execute(f"explain {model.read_text()}").fetchall())
    return found


def test_every_layer_has_plans(plans: dict[str, str]) -> None:
    assert {name.split("_")[0] for name in plans} >= {"stg", "int", "fct", "dim", "ind", "rpt"}


def test_no_model_compares_all_with_all(plans: dict[str, str]) -> None:
    assert {name for name, plan in plans.items() if COMPARES_ALL_WITH_ALL in plan} <= SMALL


@pytest.mark.parametrize("model", sorted(WIDE))
def test_staging_streams(plans: dict[str, str], model: str) -> None:
    assert GATHERS_ALL not in plans[model]
    assert "WINDOW" not in plans[model]
