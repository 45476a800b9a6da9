"""The single commands: their exit codes, and errors of one line that say what to do."""

import errno
import json
import os
import re
import stat
import subprocess
import sys
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path

import duckdb
import pytest
import typer.main
from other_process import HOLD, OPEN_DATABASE, READ_DATABASE, other_process
from stand_ins import Command, Stages, write_build

from ingest import AccountingError
from woonmonitor import intake, warehouse
from woonmonitor.cli import main
from woonmonitor.mishaps import DISK_FULL_TEXT
from woonmonitor.settings import CHECKOUT
from woonmonitor.state import State

COMMANDS = [
    *(
        "init",
        "synthetic",
        "contract",
        "ingest",
        "build",
        "check",
        "report",
        "alert",
        "run",
        "status",
        "norm",
        "vergeet",
    )
]
ALERT_COMMANDS = ["list", "show", "informed", "overleg", "silence", "unsilence"]


@pytest.mark.parametrize(
    "words", [[], *([name] for name in COMMANDS), *(["alert", n] for n in ALERT_COMMANDS)]
)
def test_each_command_explains_itself(words: list[str], command: Command) -> None:
    result = command(*words, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["foutje"],
        ["run"],
        ["run", "--uit", "map"],
        ["ingest"],
        ["build", "--bekend-op", "gisteren"],
        ["report"],
        ["alert", "foutje"],
        ["alert", "overleg", "a1"],
        ["alert", "--op", "31-12-2025"],
    ],
)
def test_wrong_usage_is_64_in_one_line_that_points_to_help(words: list[str], command: Command) -> None:
    result = command(*words)
    assert result.exit_code == 64
    assert result.stderr.count("\n") == 1
    assert "--help" in result.stderr


def test_every_command_is_in_these_lists() -> None:
    groups = typer.main.get_command(main).commands  # type: ignore[attr-defined]
    assert set(groups) == set(COMMANDS)
    assert set(groups["alert"].commands) >= set(ALERT_COMMANDS)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["foutje"], "De opdracht foutje bestaat niet."),
        (["run"], "--out MAP ontbreekt."),
        (["run", "--uit", "map"], "De optie --uit bestaat niet. Bedoelt u --out of --wait?"),
        (["ingest"], "LEVERING ontbreekt."),
        (["build", "--bekend-op", "gisteren"], "De waarde van --bekend-op JJJJ-MM-DD past niet."),
        (["report", "--out"], "Achter --out ontbreekt een waarde."),
        (["synthetic", "map", "--years", "veel"], "De waarde van --years past niet."),
        (["init", "nu"], "Te veel woorden: nu."),
    ],
)
def test_wrong_usage_is_told_in_dutch(words: list[str], said: str, command: Command) -> None:
    assert said in command(*words).stderr


def test_the_version(command: Command) -> None:
    result = command("--version")
    assert result.exit_code == 0
    assert result.stdout == f"woonmonitor {version('woonmonitor')}\n"


@pytest.mark.parametrize("words", [["synthetic"], ["contract", "--template"]])
def test_a_folder_that_is_a_file_is_said_in_one_line(
    words: list[str], command: Command, tmp_path: Path
) -> None:
    (tmp_path / "bestand").write_text("")
    result = command(*words, tmp_path / "bestand")
    assert result.exit_code == 64
    assert "het is een bestand" in result.stderr.splitlines()[-1]


def test_no_command_at_all_shows_the_help(command: Command) -> None:
    result = command()
    assert result.exit_code == 64
    assert "ingest" in result.stdout


def test_init_makes_a_private_home_and_may_be_given_twice(command: Command, home: State) -> None:
    assert command("init").exit_code == 0
    (home.home / "woonmonitor.toml").write_text("[ingest]\nmax_afkeur_aandeel = 0.02\n")
    assert command("init").exit_code == 0
    assert "0.02" in home.toml.read_text()
    for path in [home.home, *home.home.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_landing_of_another_version_is_refused_by_name(command: Command, home: State) -> None:
    command("init")
    with duckdb.connect(str(home.landing)) as connection:
        connection.execute("update landing.schema_versie set versie = 99")
    result = command("build")
    assert result.exit_code == 64
    assert "schemaversie 99" in result.stderr


def test_a_wrong_setting_stops_every_command(command: Command, home: State) -> None:
    command("init")
    home.toml.write_text("[ingest]\nmax_afkeur = 0.02\n")
    result = command("status")
    assert result.exit_code == 64
    assert "ingest.max_afkeur" in result.stderr


def test_a_key_that_is_too_short_is_refused_in_one_line_that_does_not_tell_it(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WOONMONITOR_PSEUDONYM_KEY", "hunter2")
    (tmp_path / "een").mkdir()
    (tmp_path / "een" / "levering.yml").write_text("bron: tk\npeildatum: 2025-12-31\n")
    (tmp_path / "een" / "toewijzingen.csv").write_text("toewijzing_id\n")
    (tmp_path / "een" / "eenheden.csv").write_text("eenheid_id\n")
    result = command("ingest", tmp_path / "een")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "L008" in result.stderr
    assert "de sleutel is 7 bytes lang, en ten minste 32 bytes zijn nodig" in result.stderr
    assert "hunter2" not in result.output


def test_check_puts_a_build_that_passed_in_its_place(
    command: Command, home: State, stages: Stages, tmp_path: Path
) -> None:
    command("ingest", tmp_path / "een")
    assert command("build").exit_code == 0
    assert not home.warehouse.exists()
    assert command("check").exit_code == 0
    assert warehouse.read_build(home.warehouse).build_id == "bouw-1"
    assert json.loads((home.poorten / "bouw-1.json").read_text())["passed"] is True
    assert stages.steps == ["land een", "bouw", "toets landing", "toets cijfers"]


def test_a_vintage_that_takes_the_place_of_the_current_figures_is_said(
    command: Command, stages: Stages, tmp_path: Path
) -> None:
    command("run", tmp_path / "een", "--out", tmp_path / "uit")
    command("build", "--bekend-op", "2025-12-31")
    result = command("check")
    assert result.exit_code == 0
    assert "zoals bekend op 2025-12-31 zijn gepubliceerd, in de plaats van de huidige" in result.stderr
    command("build")
    assert "De nieuwe cijfers zijn gepubliceerd." in command("check").stderr
    assert stages.builds == 3


def test_check_of_a_build_that_fails_leaves_it_where_it_is(
    command: Command, home: State, stages: Stages
) -> None:
    command("build")
    stages.build_passes = False
    result = command("check")
    assert result.exit_code == 4
    assert "zoektijd, 3 rijen" in result.stderr
    assert json.loads((home.poorten / "bouw-1.json").read_text())["passed"] is False
    assert not home.warehouse.exists()


def test_check_without_a_build_passes_nothing(command: Command, stages: Stages) -> None:
    result = command("check")
    assert result.exit_code == 4
    assert "woonmonitor build" in result.stderr
    assert stages.steps == []


def test_check_of_half_a_build_passes_nothing(command: Command, home: State, stages: Stages) -> None:
    command("init")
    with duckdb.connect(str(home.bouw)) as connection:
        connection.execute("create table half as select 1")
    result = command("check")
    assert result.exit_code == 4
    assert not home.warehouse.exists()
    assert "toets cijfers" not in stages.steps


@pytest.mark.parametrize("gate", ["absent", "shut", "of another build"])
@pytest.mark.parametrize("words", [["report", "--out", "uit"], ["alert"]])
def test_report_and_alert_refuse_a_build_without_a_passed_gate(
    words: list[str],
    gate: str,
    command: Command,
    home: State,
    stages: Stages,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    command("build")
    command("check")
    stages.steps.clear()
    stored = home.poorten / "bouw-1.json"
    if gate == "absent":
        stored.unlink()
    else:
        passed = gate != "shut"
        stored.write_text(json.dumps({"build_id": "bouw-1" if gate == "shut" else "x", "passed": passed}))
    result = command(*words)
    assert result.exit_code == 5
    assert "bouw-1" in result.stderr
    assert stages.steps == []


def test_before_anything_is_published_report_and_alert_say_what_to_do(
    command: Command, stages: Stages, tmp_path: Path
) -> None:
    command("build")
    for words in (["report", "--out", tmp_path / "uit"], ["alert"]):
        result = command(*words)
        assert result.exit_code == 5
        assert "woonmonitor check" in result.stderr
    assert stages.steps == ["bouw"]


def test_a_vintage_build_gives_no_alerts(command: Command, home: State) -> None:
    command("init")
    write_build(home.warehouse, "oud", date(2024, 12, 31))
    (home.poorten / "oud.json").write_text('{"build_id": "oud", "passed": true}')
    for table in (
        "rpt_norm_vrije_ruimte (jaar int, lezing varchar)",
        "rpt_leveringen (levering_id varchar, volgnummer int)",
    ):
        with duckdb.connect(str(home.warehouse)) as connection:
            connection.execute(f"create table reporting.{table}")
    result = command("alert")
    assert result.exit_code == 5
    assert "31-12-2024" in result.stderr


def test_alert_on_its_own_stays_suspended_while_a_gate_stands_shut(
    command: Command, stages: Stages, tmp_path: Path
) -> None:
    command("run", tmp_path / "een", "--out", tmp_path / "uit")
    stages.build_passes = False
    command("run", "--out", tmp_path / "uit")
    command("alert", "--op", "2026-02-03")
    assert stages.steps[-1] == "alerts 2026-02-03 opgeschort"
    stages.build_passes = True
    command("run", "--out", tmp_path / "uit", "--op", "2026-02-04")
    assert "alerts 2026-02-04" in stages.steps


def test_a_fault_of_ours_is_one_line_with_the_place_of_the_log_and_never_its_text(
    command: Command, home: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("Jan de Vries, 12-03-1980")

    monkeypatch.setattr(intake, "load_contract", broken)
    result = command("init")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert str(home.logboek) in result.stderr
    assert "KeyError" in result.stderr
    assert "Jan" not in result.output + home.logboek.read_text()
    assert "Traceback" in command("init", "--debug").stderr
    assert "Traceback" in command("--debug", "init").stderr


def test_a_full_disk_is_said_as_such(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/ergens/jan.csv")

    monkeypatch.setattr(intake, "load_contract", full)
    result = command("init")
    assert result.exit_code == 1
    assert result.stderr.startswith("De schijf is vol")
    assert result.stderr.count("\n") == 1


def test_debug_shows_the_traceback_of_a_users_error_too(command: Command, stages: Stages) -> None:
    del stages
    assert "Traceback" not in command("check").stderr
    assert "Traceback" in command("check", "--debug").stderr


def test_a_database_that_another_program_holds_open_is_named(command: Command, home: State) -> None:
    command("init")
    other = other_process(OPEN_DATABASE, str(home.landing))
    result, status = command("build"), command("status")
    other.communicate("")
    assert result.exit_code == 6
    assert f"Proces {other.pid}" in result.stderr
    assert status.exit_code == 0
    assert f"Proces {other.pid}" in status.stdout


def test_a_state_that_is_held_is_named_and_status_still_answers(command: Command, home: State) -> None:
    command("init")
    with home.hold("woonmonitor run"):
        result = command("build")
        assert result.exit_code == 6
        assert "(woonmonitor run)" in result.stderr
        assert "woonmonitor run" in command("status").stdout


def test_a_command_that_waits_says_for_whom_and_goes_on_when_the_state_is_free(
    command: Command, home: State, tmp_path: Path
) -> None:
    command("init")
    holder = other_process(HOLD, str(home.home))
    words = ["ingest", "--wait", str(tmp_path / "weg")]
    with subprocess.Popen(
        [sys.executable, "-c", "from woonmonitor.cli import main; main()", *words],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
    ) as waiting:
        assert waiting.stderr is not None
        assert f"Wacht op proces {holder.pid} (woonmonitor run)" in waiting.stderr.readline()
        holder.communicate("")
        _, errors = waiting.communicate()
    assert waiting.returncode == 2, errors  # it had its turn, and there was no levering


def test_a_vintage_of_before_the_first_levering_is_not_built(
    command: Command, stages: Stages, tmp_path: Path
) -> None:
    command("run", tmp_path / "een", "--out", tmp_path / "uit")
    built = stages.builds
    result = command("build", "--bekend-op", "2025-12-30")
    assert result.exit_code == 64
    assert "de eerste peildatum is 2025-12-31" in result.stderr
    assert stages.builds == built


def test_a_vintage_that_fails_its_gate_suspends_no_alert(
    command: Command, stages: Stages, tmp_path: Path
) -> None:
    command("run", tmp_path / "een", "--out", tmp_path / "uit")
    stages.build_passes = False
    command("build", "--bekend-op", "2025-12-31")
    assert command("check").exit_code == 4
    assert command("alert", "--op", "2026-02-03").exit_code == 0
    assert stages.steps[-1] == "alerts 2026-02-03"


def test_the_log_has_one_json_line_for_each_event(
    command: Command, home: State, stages: Stages, tmp_path: Path
) -> None:
    del stages
    command("run", tmp_path / "een", "--out", tmp_path / "uit")
    events = [json.loads(line) for line in home.logboek.read_text().splitlines()]
    names = [event["gebeurtenis"] for event in events]
    assert names[0] == "begin"
    assert names[-1] == "einde"
    assert {"geland", "stap", "poort", "gebouwd", "gepubliceerd", "alerts", "rapport"} <= set(names)
    assert events[-1]["code"] == 0
    assert len({event["keer"] for event in events}) == 1


def test_status_tells_where_things_stand(
    command: Command, home: State, stages: Stages, tmp_path: Path
) -> None:
    first = command("status")
    assert first.exit_code == 0
    assert "nog geen geland" in first.stdout
    stages.open_staat = "structureel"
    command("run", tmp_path / "een", "--out", tmp_path / "uit")
    command("build")
    told = command("status").stdout
    for fact in (
        str(home.home),
        "tk, peildatum 2025-12-31: een",
        "bouw bouw-1 van 2",
        "Poort landing     geslaagd",
        "Poort cijfers     geslaagd",
        "geëindigd met 0",
        "a1: structureel, Actium, Assen 2025",
        "Actium: informeert de partijen",
        "een bouw die niet gepubliceerd is",
        "Volgende levering",
    ):
        assert fact in told
    moments = re.findall(r"(?:geland|van|run) +(\d{4}-\S+ [\d:.]+)", told)
    assert len(moments) == 3
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", moment) for moment in moments), moments


def test_status_shows_the_clock_on_the_wall(
    command: Command, home: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("init")
    with duckdb.connect(str(home.landing)) as connection:
        connection.execute(
            "insert into landing.leveringen select 'a', 1, 'tk', date '2025-12-31', 'volledig',"
            " date '2025-01-01', date '2025-12-31', 'c', 's', true, 'zip', timestamp '2026-01-15 23:30:00'"
        )
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    time.tzset()
    try:
        assert "(geland 2026-01-16 00:30)" in command("status").stdout
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_name_of_a_zip_stays_itself_in_the_progress(
    command: Command, stages: Stages, tmp_path: Path
) -> None:
    del stages
    said = command("ingest", tmp_path / "levering.2025 [rood].zip").stderr
    assert re.search(r"levering\.2025 \[rood\]\.zip inlezen: klaar in \d+,\d s", said)


def test_a_name_that_tells_of_a_person_is_not_in_the_log(
    command: Command, home: State, tmp_path: Path
) -> None:
    result = command("ingest", tmp_path / "bsn 111222333.zip")
    assert result.exit_code == 2
    assert "bsn (persoonsgegeven).zip is geweigerd" in result.stderr
    assert "111222333" not in result.output + home.logboek.read_text()


@pytest.mark.parametrize("content", [b"", b"a;b\n", b"stuk" * 4000, "half", "flipped"])
@pytest.mark.parametrize("welke", ["landing", "warehouse"])
def test_a_damaged_database_is_named_with_what_to_do(
    welke: str, content: bytes | str, command: Command, home: State
) -> None:
    command("init")
    write_build(home.warehouse, "bouw-1")
    damaged: Path = getattr(home, welke)
    whole = damaged.read_bytes()
    pieces = {"half": whole[: len(whole) // 2], "flipped": whole[:9000] + b"\xff" * 4000 + whole[13000:]}
    damaged.write_bytes(pieces[content] if isinstance(content, str) else content)
    result = command("report", "--out", home.home / "uit")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert f"{damaged} is beschadigd" in result.stderr
    assert ("reservekopie" if welke == "landing" else "woonmonitor run") in result.stderr


def test_a_full_disk_is_seen_in_the_words_of_a_library_too(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        try:
            raise duckdb.IOException('IO Error: Could not write file "x": File too large')
        except duckdb.Error as fout:
            raise RuntimeError("while undoing") from fout

    monkeypatch.setattr(intake, "load_contract", full)
    result = command("init")
    assert (result.exit_code, result.stderr) == (1, f"{DISK_FULL_TEXT}\n")


def test_an_accounting_error_is_told_in_full(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> None:
        raise AccountingError("a.csv: 3 rijen gelezen, maar 2 geland")

    monkeypatch.setattr(intake, "load_contract", lost)
    result = command("init")
    assert result.exit_code == 1
    assert "a.csv: 3 rijen gelezen, maar 2 geland" in result.stderr


@pytest.mark.parametrize("script", [OPEN_DATABASE, READ_DATABASE])
def test_a_reader_of_the_landing_stops_no_levering_and_a_writer_is_named(
    script: str, command: Command, home: State, tmp_path: Path
) -> None:
    command("init")
    other = other_process(script, str(home.landing))
    result = command("ingest", tmp_path / "weg")
    other.communicate("")
    if script == OPEN_DATABASE:
        assert result.exit_code == 6
        assert f"Proces {other.pid}" in result.stderr
    else:
        assert result.exit_code == 2  # it had its turn, and there was no levering
