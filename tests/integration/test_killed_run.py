"""A run that is killed leaves what was published whole; given again it ends as if it had not been killed."""

import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from kleine_levering import schrijf_levering

import alerts
from woonmonitor.settings import CHECKOUT

if TYPE_CHECKING:
    from conftest import Monitor

STERFT = Path(__file__).with_name("sterft.py")
OP = "2026-07-20"

# After which step the run dies, and what a reader finds then: the old or the new figures, and report.
BOUNDARIES = [
    ("woonmonitor.pipeline:land", "oud", "oud"),
    ("woonmonitor.pipeline:check_landing", "oud", "oud"),
    ("woonmonitor.pipeline:build", "oud", "oud"),
    ("woonmonitor.pipeline:check_build", "oud", "oud"),
    ("woonmonitor.pipeline:publish", "nieuw", "oud"),
    ("woonmonitor.alerting:evaluate", "nieuw", "oud"),
    ("woonmonitor.pipeline:report", "nieuw", "nieuw"),
]
DBT_EVENTS_HALF_WAY = 1500


@pytest.fixture(scope="module")
def tweede_levering(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return schrijf_levering(tmp_path_factory.mktemp("tweede") / "levering", date(2026, 6, 30))


@pytest.fixture(scope="module")
def ongebroken(
    gedraaid: "Monitor", tweede_levering: Path, tmp_path_factory: pytest.TempPathFactory
) -> "Monitor":
    """The state after an unbroken run of the second levering on top of the first."""
    monitor = gedraaid.copy(tmp_path_factory.mktemp("ongebroken"))
    result = monitor("run", tweede_levering, "--out", monitor.out, "--op", OP)
    assert result.exit_code == 0, result.output
    return monitor


def in_another_process(
    monitor: "Monitor", wens: dict[str, Any], *words: object
) -> subprocess.CompletedProcess[str]:
    omgeving = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("WOONMONITOR_")}
    return subprocess.run(
        [sys.executable, str(STERFT), json.dumps(wens), *map(str, words)],
        env=omgeving | {"WOONMONITOR_HOME": str(monitor.state.home), "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
    )


def landed(monitor: "Monitor") -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all landing tables, but for the moment of landing."""
    with duckdb.connect(str(monitor.state.landing), read_only=True) as connection:
        tables = connection.execute(
            "select table_name from information_schema.tables where table_schema = 'landing' order by all"
        ).fetchall()
        return {
            table: connection.execute(
                f"select columns(k -> k not in ('geland_op', 'since')) from landing.{table} order by all"
            ).fetchall()
            for (table,) in tables
        }


def figures(monitor: "Monitor") -> tuple[Any, ...] | None:
    """How many figures are published, and a hash of them all."""
    with duckdb.connect(str(monitor.state.warehouse), read_only=True) as connection:
        return connection.execute(
            "select count(*), bit_xor(hash(rpt_indicatoren)) from reporting.rpt_indicatoren"
        ).fetchone()


def report(monitor: "Monitor") -> bytes:
    return (monitor.out / "indicatoren.csv").read_bytes()


def assert_same_state(monitor: "Monitor", other: "Monitor") -> None:
    assert landed(monitor) == landed(other)
    assert figures(monitor) == figures(other)
    assert report(monitor) == report(other)
    mine, others = (alerts.list_open(one.state.alerts, op=date(2026, 1, 20)) for one in (monitor, other))
    assert mine == others
    assert not monitor.state.bouw.exists()
    assert not (monitor.state.home / "werk").exists()


def test_killed_after_each_step_in_turn(
    gedraaid: "Monitor", ongebroken: "Monitor", tweede_levering: Path, monitor: "Monitor"
) -> None:
    """Each run meets what the killed ones before it left, and the last one is let go to its end."""
    run = ("run", tweede_levering, "--out", monitor.out, "--op", OP)
    klaar = str(ongebroken.state.home)
    for plek, cijfers, rapport in BOUNDARIES:
        killed = in_another_process(monitor, {"plek": plek, "keer": 1, "klaar": klaar}, *run)
        assert killed.returncode == -signal.SIGKILL, (plek, killed.stderr)
        assert figures(monitor) == figures(gedraaid if cijfers == "oud" else ongebroken), plek
        assert report(monitor) == report(gedraaid if rapport == "oud" else ongebroken), plek
        assert monitor("status").exit_code == 0, plek

    again = in_another_process(monitor, {"plek": None, "klaar": klaar}, *run)
    assert again.returncode == 0, again.stderr
    assert_same_state(monitor, ongebroken)


def test_killed_in_the_middle_of_the_build_by_dbt(
    gedraaid: "Monitor", ongebroken: "Monitor", tweede_levering: Path, monitor: "Monitor"
) -> None:
    run = ("run", tweede_levering, "--out", monitor.out, "--op", OP)
    wens = {"plek": "woonmonitor.warehouse:_Teller.__call__", "keer": DBT_EVENTS_HALF_WAY, "klaar": None}
    killed = in_another_process(monitor, wens, *run)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert monitor.state.bouw.exists()
    assert figures(monitor) == figures(gedraaid)
    assert report(monitor) == report(gedraaid)
    assert monitor("check").exit_code == 4  # half a build passes no gate

    again = in_another_process(monitor, {"plek": None, "klaar": str(ongebroken.state.home)}, *run)
    assert again.returncode == 0, again.stderr
    assert_same_state(monitor, ongebroken)
