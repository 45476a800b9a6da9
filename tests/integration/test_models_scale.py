"""What lets the build grow: no plan compares all with all, or gathers all rows before the next step."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from woonmonitor.kansrekening import register

if TYPE_CHECKING:
    from conftest import Monitor

COMPARES_ALL_WITH_ALL = "BLOCKWISE_NL_JOIN"
GATHERS_ALL = "DELIM_JOIN"
# of a handful of rows, whatever the levering: agreements, rules, leveringen, and measures beside places
SMALL = {"int_signalen_normen", "rpt_signalen", "int_kwaliteit_te_laat", "rpt_indicatoren"}
# these hold a row for each reactie or inschrijving
WIDE = {"stg_thuiskompas__reacties", "stg_thuiskompas__inschrijvingen"}
# these a row for each reactie
EACH_REACTIE = {"stg_thuiskompas__reacties", "int_reacties_geldig", "fct_zoekmaanden"}


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
                explained = connection.execute(f"explain (format json) {model.read_text()}").fetchone()
                assert explained is not None
                found[model.stem] = explained[1]
    return found


def test_every_layer_has_plans(plans: dict[str, str]) -> None:
    assert {name.split("_")[0] for name in plans} >= {"stg", "int", "fct", "dim", "ind", "rpt"}


def test_no_model_compares_all_with_all(plans: dict[str, str]) -> None:
    assert {name for name, plan in plans.items() if COMPARES_ALL_WITH_ALL in plan} <= SMALL


@pytest.mark.parametrize("model", sorted(WIDE))
def test_staging_streams(plans: dict[str, str], model: str) -> None:
    assert GATHERS_ALL not in plans[model]
    assert "WINDOW" not in plans[model]


def test_no_model_keeps_each_reactie(plans: dict[str, str]) -> None:
    keeping = {name for name, plan in plans.items() for node in json.loads(plan) if _keeps_each_reactie(node)}
    assert keeping == set()


def _keeps_each_reactie(node: dict[str, Any]) -> bool:
    """Does a CTE that DuckDB keeps, since it is named twice, hold these rows as they are?"""
    children = node["children"]
    if node["name"] == "CTE" and _reads_each_reactie(children[0]):
        return True
    return any(_keeps_each_reactie(child) for child in children)


def _reads_each_reactie(node: dict[str, Any]) -> bool:
    if "GROUP_BY" in node["name"] or "AGGREGATE" in node["name"]:
        return False
    table = str(node["extra_info"].get("Table", "")).rpartition(".")[2]
    return table in EACH_REACTIE or any(_reads_each_reactie(child) for child in node["children"])
