"""The log survives a crash at any byte, and says so when it is damaged."""

from datetime import date
from pathlib import Path

import pytest
from norm_figures import evidence, timeline

from alerts.evaluation import due_events
from alerts.event import Event, LogboekBeschadigd
from alerts.journal import append_lines, mend_log, mend_tail, read_lines, read_log

FIGURES = {("Actium", "Assen"): timeline(evidence(2024, 30, 100), evidence(2025, 30, 100, "structureel"))}
EVENTS = due_events([], FIGURES, date(2026, 1, 5))
LINES = [event.line() for event in EVENTS]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "alerts" / "logboek.jsonl"


def soorten(events: list[Event]) -> list[str]:
    return [event.soort for event in events]


def test_what_is_appended_is_read_back(log: Path) -> None:
    assert read_log(log) == []
    append_lines(log, LINES[:1])
    append_lines(log, LINES[1:])
    assert read_log(log) == EVENTS
    assert mend_log(log) is None
    assert (log.stat().st_mode & 0o777, log.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_half_a_last_line_is_set_apart_and_the_log_goes_on(log: Path) -> None:
    append_lines(log, LINES)
    torn = LINES[1].encode()[:200]
    log.write_bytes(LINES[0].encode() + b"\n" + torn)
    assert soorten(read_log(log)) == ["geconstateerd"]
    said = mend_log(log)
    assert said and "apart gezet" in said
    assert [path.read_bytes() for path in log.parent.glob("logboek.afgebroken-*")] == [torn]
    append_lines(log, LINES[1:])
    assert read_log(log) == EVENTS
    assert mend_log(log) is None


def test_whole_last_line_without_its_newline_is_kept(log: Path) -> None:
    append_lines(log, LINES)
    log.write_bytes(log.read_bytes()[:-1])
    assert read_log(log) == EVENTS
    said = mend_log(log)
    assert said and "behouden" in said
    assert read_log(log) == EVENTS
    assert read_lines(log)[1] == b""
    assert not list(log.parent.glob("*afgebroken*"))


def test_a_file_extended_with_zeros_is_half_a_line(log: Path) -> None:
    append_lines(log, LINES)
    with log.open("ab") as file:
        file.write(b"\0" * 64)
    assert mend_tail(log) == b"\0" * 64
    assert read_log(log) == EVENTS


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("\n".join([LINES[0][:50], LINES[1], ""]), id="a broken line in the middle"),
        pytest.param("\n".join([LINES[1], ""]), id="a line is missing"),
        pytest.param("\n".join([LINES[0], LINES[0], ""]), id="a line is double"),
        pytest.param("\n".join([LINES[0], "", LINES[1], ""]), id="an empty line"),
    ],
)
def test_damage_that_no_crash_leaves_is_refused_and_nothing_changed(log: Path, content: str) -> None:
    append_lines(log, [])
    log.parent.mkdir()
    log.write_text(content)
    with pytest.raises(LogboekBeschadigd, match="reservekopie"):
        read_log(log)
    assert mend_log(log) is None
    assert log.read_text() == content
