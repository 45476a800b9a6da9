"""`run`: which step follows which, what stops it, and what stays published when it stops."""

from pathlib import Path

import pytest
from stand_ins import Command, Stages

from woonmonitor import warehouse
from woonmonitor.state import State


def published(home: State) -> str | None:
    return warehouse.read_build(home.warehouse).build_id if home.warehouse.exists() else None


def test_all_steps_in_order(command: Command, home: State, stages: Stages, tmp_path: Path) -> None:
    result = command("run", tmp_path / "een", "--out", tmp_path / "uit", "--op", "2026-02-03")
    assert result.exit_code == 0, result.output
    assert stages.steps == [
        "land een",
        "toets landing",
        "bouw",
        "toets cijfers",
        "alerts 2026-02-03",
        "rapport bouw-1",
    ]
    assert published(home) == "bouw-1"
    assert not home.bouw.exists()
    assert str(tmp_path / "uit" / "monitor.html") in result.stdout


def test_every_levering_is_tried_and_a_refusal_stops_before_the_build(
    command: Command, home: State, stages: Stages, tmp_path: Path
) -> None:
    result = command(
        "run", *(tmp_path / naam for naam in ("een", "geweigerd", "twee")), "--out", tmp_path / "uit"
    )
    assert result.exit_code == 2
    assert stages.steps == ["land een", "land geweigerd", "land twee"]
    assert len(warehouse.read_leveringen(home.landing)) == 2  # what landed stays landed
    assert result.stderr.splitlines()[-1].startswith("geweigerd is geweigerd:")


def test_without_argument_it_rebuilds_what_is_landed(
    command: Command, home: State, stages: Stages, tmp_path: Path
) -> None:
    command("ingest", tmp_path / "een")
    assert command("run", "--out", tmp_path / "uit").exit_code == 0
    assert published(home) == "bouw-1"
    assert stages.steps[:2] == ["land een", "toets landing"]


def test_an_empty_landing_is_one_line(command: Command, stages: Stages, tmp_path: Path) -> None:
    result = command("run", "--out", tmp_path / "uit")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "woonmonitor run" in result.stderr
    assert stages.steps == []


def test_a_failed_build_publishes_nothing(
    command: Command, home: State, stages: Stages, tmp_path: Path
) -> None:
    command("run", tmp_path / "een", "--out", tmp_path / "uit")
    stages.steps.clear()
    stages.build_fails = True
    result = command("run", "--out", tmp_path / "uit")
    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1] == "De bouw is mislukt bij fct_toewijzingen."
    assert stages.steps == ["toets landing", "bouw"]
    assert published(home) == "bouw-1"
    assert (tmp_path / "uit" / "monitor.html").read_text() == "bouw-1"


@pytest.mark.parametrize("gate", ["landing_passes", "build_passes"])
def test_a_shut_gate_publishes_nothing_and_suspends_the_alerts(
    gate: str, command: Command, home: State, stages: Stages, tmp_path: Path
) -> None:
    command("run", tmp_path / "een", "--out", tmp_path / "uit")
    setattr(stages, gate, False)
    stages.steps.clear()
    result = command("run", tmp_path / "twee", "--out", tmp_path / "uit", "--op", "2026-02-03")
    assert result.exit_code == 4
    assert "zoektijd, 3 rijen" in result.stderr
    assert stages.steps[-1] == "alerts 2026-02-03 opgeschort"
    assert "rapport" not in " ".join(stages.steps)
    assert published(home) == "bouw-1"
    assert (tmp_path / "uit" / "monitor.html").read_text() == "bouw-1"


def test_a_shut_gate_before_anything_was_published_ends_the_same(
    command: Command, home: State, stages: Stages, tmp_path: Path
) -> None:
    stages.build_passes = False
    result = command("run", tmp_path / "een", "--out", tmp_path / "uit", "--op", "2026-02-03")
    assert result.exit_code == 4
    assert stages.steps[-1] == "alerts 2026-02-03 opgeschort"
    assert published(home) is None


@pytest.mark.parametrize(("staat", "code"), [(None, 0), ("overschrijding", 10), ("structureel", 20)])
def test_open_alerts_change_the_exit_code_only_when_asked(
    staat: str | None, code: int, command: Command, stages: Stages, tmp_path: Path
) -> None:
    stages.open_staat = staat
    assert command("run", tmp_path / "een", "--out", tmp_path / "uit").exit_code == 0
    assert command("run", "--out", tmp_path / "uit", "--alert-exit").exit_code == code
    assert command("alert").exit_code == code
    assert command("alert", "list").exit_code == 0


def test_a_folder_that_cannot_be_made_is_said_before_any_work(
    command: Command, stages: Stages, tmp_path: Path
) -> None:
    (tmp_path / "bestand").touch()
    result = command("run", tmp_path / "een", "--out", tmp_path / "bestand" / "uit")
    assert result.exit_code == 64
    assert "--out" in result.stderr
    assert stages.steps == []
