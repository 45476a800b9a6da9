"""`vergeet` at the command line: what it takes, and that it never repeats the id it was given."""

from datetime import date, timedelta

import duckdb
import pytest
from stand_ins import Command, write_build
from typer.testing import CliRunner

from woonmonitor import vergeet, warehouse
from woonmonitor.cli import main
from woonmonitor.state import State

ID = "Jansen-4711"


@pytest.mark.parametrize(
    "words",
    [
        [],
        [" "],
        [ID, "Piet"],
        [f"-{ID}"],
        [ID, "--bronn", "tk"],
        [ID, "--soort", "huurder"],
        [ID, "--ouder-dan", "2020-01-01"],
        ["--ouder-dan", ID],
        ["--ouder-dan", str(date.today() + timedelta(days=1))],
        ["--ouder-dan", "2020-01-01", "--bron", ID],
        ["--debug", ID, "Piet"],
    ],
)
def test_wrong_usage_is_64_in_one_line_without_the_id(
    words: list[str], command: Command, home: State
) -> None:
    result = command("vergeet", *words)
    assert result.exit_code == 64
    assert result.stderr.splitlines()[-1].endswith("Zie: woonmonitor vergeet --help")
    assert "Jansen" not in result.output
    assert not home.logboek.exists() or "Jansen" not in home.logboek.read_text()


def test_the_help_says_what_stays_and_what_brings_a_person_back(command: Command) -> None:
    result = command("vergeet", "--help")
    assert result.exit_code == 0
    assert "--ouder-dan" in result.stdout
    assert "brengt die terug" in result.stdout


@pytest.mark.parametrize("words", [[ID], ["--ouder-dan", "2020-01-01"]])
def test_nothing_found_is_said_and_changes_no_byte(words: list[str], command: Command, home: State) -> None:
    command("init")
    before = home.landing.read_bytes()
    result = command("vergeet", *words)
    assert result.exit_code == 0
    assert "Niets gevonden" in result.stderr
    assert "Jansen" not in result.output + home.logboek.read_text()
    assert home.landing.read_bytes() == before


def test_the_id_may_come_through_a_pipe(home: State, monkeypatch: pytest.MonkeyPatch) -> None:
    del home
    asked = []
    monkeypatch.setattr(vergeet, "erase", lambda _work, whom: asked.append(whom.kenmerk.strip()))
    result = CliRunner().invoke(main, ["vergeet", "-"], input=f"{ID}\n")
    assert result.exit_code == 0, result.output
    assert asked == [ID]
    assert ID not in result.output


def test_a_fault_on_the_way_does_not_tell_the_id(
    command: Command, home: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError(ID)

    monkeypatch.setattr("ingest.erase", broken)
    result = command("vergeet", ID)
    assert result.exit_code == 1
    assert "Jansen" not in result.output + home.logboek.read_text()


def test_figures_only_leaves_the_figures_and_no_other_schema(home: State) -> None:
    home.make()
    assert warehouse.figures_only(home.warehouse, home.home) is None
    write_build(home.warehouse, "bouw-1")
    person = "f" * 64
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute("create schema marts")
        connection.execute(f"create table marts.fct_toewijzingen as select '{person}' as inschrijving_id")
    with home.werkmap() as werkmap:
        nieuw = warehouse.figures_only(home.warehouse, werkmap)
        assert nieuw is not None
        assert warehouse.read_build(nieuw) == warehouse.read_build(home.warehouse)
        assert person.encode() in home.warehouse.read_bytes()
        assert person.encode() not in nieuw.read_bytes()
        with duckdb.connect(str(nieuw), read_only=True) as connection:
            tables = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
    assert tables == [("reporting", "rpt_build")]
