"""A HOME of its own for each test, the commands, and stand-ins for the stages."""

from pathlib import Path

import pytest
from stand_ins import Command, Stages
from typer.testing import CliRunner

import alerts
import expectations
import ingest
import reports
import woonmonitor.warehouse
from woonmonitor.cli import main
from woonmonitor.state import State


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> State:
    monkeypatch.setenv("WOONMONITOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    for naam in ("CONFIG", "PSEUDONYM_KEY", "PSEUDONYM_KEY_FILE", "SMTP_URL", "WEBHOOK_URL"):
        monkeypatch.delenv(f"WOONMONITOR_{naam}", raising=False)
    return State(tmp_path / "home")


@pytest.fixture
def command(home: State) -> Command:
    """Runs `woonmonitor` with these words; the result has exit_code, stdout and stderr."""
    del home
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> Stages:
    stand_in = Stages()
    monkeypatch.setattr(ingest, "land", stand_in.land)
    monkeypatch.setattr(expectations, "check_landing", stand_in.check_landing)
    monkeypatch.setattr(expectations, "check_reporting", stand_in.check_reporting)
    monkeypatch.setattr(woonmonitor.warehouse, "build", stand_in.build)
    monkeypatch.setattr(alerts, "evaluate", stand_in.evaluate)
    monkeypatch.setattr(alerts, "list_open", stand_in.list_open)
    monkeypatch.setattr(reports, "write_reports", stand_in.write_reports)
    return stand_in
