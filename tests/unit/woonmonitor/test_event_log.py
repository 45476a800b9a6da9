"""The log: one JSON line for each event, whatever happens, and never the text of an unforeseen exception."""

import json
from pathlib import Path

import pytest
from rich.console import Console

from woonmonitor.log import EventLog, read_events


@pytest.fixture
def log(tmp_path: Path) -> EventLog:
    return EventLog(tmp_path / "woonmonitor.jsonl", "run", Console(stderr=True, width=40))


def test_an_event_is_one_line_and_its_text_is_shown_whole(
    log: EventLog, capsys: pytest.CaptureFixture[str]
) -> None:
    tekst = "[b]een[/b] regel die langer is dan de console breed is, met één accent"
    log.event("geland", tekst, rijen=3)
    (event,) = read_events(log.bestand)
    assert (event["gebeurtenis"], event["tekst"], event["rijen"], event["opdracht"]) == (
        "geland",
        tekst,
        3,
        "run",
    )
    assert capsys.readouterr().err == tekst + "\n"


def test_an_event_without_text_is_for_the_file_only(
    log: EventLog, capsys: pytest.CaptureFixture[str]
) -> None:
    log.event("begin")
    assert len(read_events(log.bestand)) == 1
    assert capsys.readouterr().err == ""


def test_a_line_that_a_kill_cut_off_is_left_out(log: EventLog) -> None:
    log.event("begin")
    with log.bestand.open("a") as bestand:
        bestand.write('{"gebeurtenis": "ein')
    assert [event["gebeurtenis"] for event in read_events(log.bestand)] == ["begin"]


def test_no_log_yet_is_no_event(tmp_path: Path) -> None:
    assert read_events(tmp_path / "woonmonitor.jsonl") == []


def test_a_step_that_fails_is_logged_as_such(log: EventLog) -> None:
    with pytest.raises(KeyError), log.step("Cijfers bouwen"):
        raise KeyError
    with log.step("Cijfers toetsen") as voortgang:
        voortgang("zoektijd", 0.5)
    steps = [(event["stap"], event["gelukt"]) for event in read_events(log.bestand)]
    assert steps == [("Cijfers bouwen", False), ("Cijfers toetsen", True)]


def test_a_fault_is_logged_by_kind_and_place_without_its_text(log: EventLog) -> None:
    try:
        raise ValueError("Jan de Vries")
    except ValueError as fout:
        plaats = log.fault(fout)
    assert plaats.startswith("ValueError in test_event_log.py:")
    assert "Jan" not in log.bestand.read_text() + plaats
    assert json.loads(log.bestand.read_text())["soort"] == "ValueError"
