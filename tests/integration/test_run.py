"""The whole line on a small levering: figures, gates, report and alert as a user meets them."""

import csv
import json
import os
import shutil
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest
from kleine_levering import schrijf_levering

import alerts
from woonmonitor import warehouse
from woonmonitor.settings import CHECKOUT
from woonmonitor.state import State

if TYPE_CHECKING:
    from conftest import Monitor

OP = "2026-01-20"


def rows(csv_file: Path, delimiter: str) -> list[dict[str, str]]:
    with csv_file.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def build_id(monitor: "Monitor") -> str:
    return warehouse.read_build(monitor.state.warehouse).build_id


def test_the_report_is_there_and_all_that_holds_data_is_private(gedraaid: "Monitor") -> None:
    written = {path.name for path in gedraaid.out.iterdir()}
    assert {"monitor.html", "indicatoren.csv", "indicatoren.parquet", "manifest.json"} <= written
    for path in [gedraaid.state.home, *gedraaid.state.home.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_toewijzingen_are_those_of_the_levering(gedraaid: "Monitor") -> None:
    delivered = [
        toewijzing
        for toewijzing in rows(gedraaid.levering / "toewijzingen.csv", ";")
        if toewijzing["corporatie"] == "Actium" and toewijzing["toewijzingsdatum"].endswith("2025")
    ]
    with duckdb.connect(str(gedraaid.state.warehouse), read_only=True) as connection:
        reported = connection.execute(
            """
            select waarde from reporting.rpt_indicatoren
            where indicator = 'toewijzingen' and periode_soort = 'jaar' and periode_start = date '2025-01-01'
                and corporatie = 'Actium' and gemeente = 'Assen' and dimensie = 'totaal'
            """
        ).fetchall()
    assert reported == [(len(delivered),)]


def test_the_structural_breach_is_the_one_open_alert(monitor: "Monitor") -> None:
    (found,) = alerts.list_open(monitor.state.alerts, op=date.fromisoformat(OP))
    assert (found["corporatie"], found["gemeente"], found["staat"]) == ("Actium", "Assen", "structureel")
    assert found["id"] in monitor("alert", "list").stdout
    assert "Actium" in monitor("alert", "show", found["id"]).stdout
    assert monitor("alert", "--op", OP).exit_code == 20


def test_the_same_levering_again_says_so_and_changes_no_byte_of_the_figures(monitor: "Monitor") -> None:
    before, first_build = (monitor.out / "indicatoren.csv").read_bytes(), build_id(monitor)
    shutil.rmtree(monitor.out)
    result = monitor.run(monitor.levering)
    assert result.exit_code == 0, result.output
    assert "al geland" in result.stderr
    assert build_id(monitor) != first_build
    assert (monitor.out / "indicatoren.csv").read_bytes() == before
    assert len(warehouse.read_leveringen(monitor.state.landing)) == 1


def test_a_duty_is_recorded_by_name_and_day(monitor: "Monitor") -> None:
    (found,) = alerts.list_open(monitor.state.alerts, op=date.fromisoformat(OP))
    words = ("alert", "informed", found["id"], "--date", "2026-02-01", "--name", "J. Bakker")
    assert monitor(*words).exit_code == 0
    (after,) = alerts.list_open(monitor.state.alerts, op=date.fromisoformat(OP))
    done = {plicht["plicht"]: plicht["gedaan_op"] for plicht in after["plichten"]}
    assert done == {"informeren": "2026-02-01", "overleg": None}
    for wrong in (("x", "2026-02-01"), (found["id"], "2999-01-01")):
        result = monitor("alert", "overleg", wrong[0], "--date", wrong[1], "--name", "J. Bakker")
        assert result.exit_code == 64
        assert result.stderr.count("\n") == 1


def test_a_shut_gate_keeps_what_was_published_and_suspends_the_alert(
    monitor: "Monitor", gedraaid: "Monitor", monkeypatch: pytest.MonkeyPatch
) -> None:
    published = build_id(monitor)
    with duckdb.connect(str(monitor.state.landing)) as connection:
        connection.execute("update landing.toewijzingen set bestand_id = 'weg' where rijnummer <= 4")
    result = monitor.run()
    assert result.exit_code == 4, result.output
    assert "3 rijen" in result.stderr
    assert "zoektijd" in result.stderr
    assert build_id(monitor) == published
    assert monitor("alert", "--op", OP).exit_code == 20  # suspended is still open

    shutil.copy(gedraaid.state.landing, monitor.state.landing)
    monkeypatch.setattr(warehouse, "build", lambda _home, bouw, *_: _copy_of(gedraaid, bouw))
    assert monitor.run().exit_code == 0
    events = [json.loads(line)["soort"] for line in (monitor.state.alerts / "logboek.jsonl").open()]
    assert events.count("opgeschort") == events.count("hervat") == 1


def _copy_of(gedraaid: "Monitor", bouw: Path) -> warehouse.Build:
    """The shared build once more: what dbt would make of the same landing."""
    shutil.copy(gedraaid.state.warehouse, bouw)
    return warehouse.seal(bouw)


def test_a_node_of_dbt_that_fails_is_named_and_nothing_is_replaced(
    monitor: "Monitor", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "project"  # the real one but for its models, which take long and all pass
    shutil.copytree(CHECKOUT / "macros", project / "macros")
    for part in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(CHECKOUT / part, project / part)
    (project / "models").mkdir()
    (project / "models" / "altijd_rood.sql").write_text("select * from bestaat_niet")
    (project / "models" / "na_rood.sql").write_text("select * from {{ ref('altijd_rood') }}")
    monkeypatch.setattr(warehouse, "CHECKOUT", project)
    result = monitor("build")
    assert result.exit_code == 3, result.output
    assert "mislukt bij altijd_rood:" in result.stderr.splitlines()[-1]
    assert [path.name for path in monitor.state.bouw.parent.iterdir()] == ["mislukt.duckdb"]
    assert monitor("check").exit_code == 4
    assert monitor("report", "--out", tmp_path / "rapport").exit_code == 0  # on what was published before


def test_a_vintage_build_shows_what_was_known_and_gives_no_alert(monitor: "Monitor", tmp_path: Path) -> None:
    later = schrijf_levering(tmp_path / "later", date(2026, 6, 30))
    assert monitor("ingest", later).exit_code == 0
    assert monitor("build", "--bekend-op", "2026-01-01").exit_code == 0
    assert monitor("check").exit_code == 0
    build = warehouse.read_build(monitor.state.warehouse)
    assert (build.bekend_op, build.laatste_peildatum, build.aantal_leveringen) == (
        date(2026, 1, 1),
        date(2025, 12, 31),
        1,
    )
    assert monitor("report", "--out", tmp_path / "vintage").exit_code == 0
    assert (tmp_path / "vintage" / "indicatoren.csv").read_bytes() == (
        monitor.out / "indicatoren.csv"
    ).read_bytes()
    result = monitor("alert")
    assert result.exit_code == 5
    assert "2026" in result.stderr


def test_a_build_tests_the_data_and_leaves_the_tests_of_the_code_to_a_plain_dbt_build(
    gedraaid: "Monitor",
) -> None:
    ran = json.loads((gedraaid.state.home / "dbt" / "target" / "run_results.json").read_text())
    kinds = {result["unique_id"].split(".")[0] for result in ran["results"]}
    assert "test" in kinds
    assert "unit_test" not in kinds


@pytest.mark.parametrize("column", ["reporting.rpt_indicatoren.maat", "marts.fct_toewijzingen.categorie"])
def test_a_table_refuses_an_empty_value_where_its_contract_forbids_one(
    monitor: "Monitor", column: str
) -> None:
    table, name = column.rsplit(".", 1)
    with (
        duckdb.connect(str(monitor.state.warehouse)) as connection,
        pytest.raises(duckdb.ConstraintException, match=f"NOT NULL.*{name}"),
    ):
        connection.execute(f"update {table} set {name} = null")


def test_after_init_a_plain_dbt_build_passes_without_figures_and_no_gate_publishes_it(
    tmp_path: Path, gedraaid: "Monitor"
) -> None:
    empty = replace(gedraaid, state=State(tmp_path / "home"), out=tmp_path / "rapport")
    assert empty("init").exit_code == 0
    elsewhere = {"DBT_TARGET_PATH": str(tmp_path / "target"), "DBT_LOG_PATH": str(tmp_path / "logs")}
    dbt = subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), "build"],
        cwd=CHECKOUT,
        env=os.environ | elsewhere | {"WOONMONITOR_HOME": str(empty.state.home)},
        capture_output=True,
        text=True,
        check=False,
        umask=0o022,
    )
    assert dbt.returncode == 0, dbt.stdout
    assert stat.S_IMODE(empty.state.bouw.stat().st_mode) == 0o600
    assert warehouse.read_build(empty.state.bouw).aantal_leveringen == 0
    assert empty("check").exit_code == 4
    assert not empty.state.warehouse.exists()
