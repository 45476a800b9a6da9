"""A full disk: one line that says what to do, nothing half done, and with room again the command does it.

The kernel plays the disk: a limit on the size of a file, at which writing fails as it does without room.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from altijd_heel import GROWS, PERSON, STARTS, Broken, copy_of, state_of, write_levering

from woonmonitor.errors import ExitCode
from woonmonitor.mishaps import DISK_FULL_TEXT

if TYPE_CHECKING:
    from conftest import Monitor


@pytest.fixture(scope="module")
def full() -> Iterator[Broken]:
    process = Broken()
    yield process
    process.close()


@pytest.fixture(scope="module")
def landed(full: Broken, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("eerst")
    code, said = full.run(folder / "home", "ingest", write_levering(folder, STARTS, "2024-12-31"))
    assert code == 0, said
    return folder / "home"


@pytest.mark.parametrize("command", ["init", "ingest", "vergeet"])
def test_no_room_at_any_point_is_one_line_and_changes_nothing(
    command: str, full: Broken, landed: Path, tmp_path: Path
) -> None:
    levering = write_levering(tmp_path, GROWS, "2025-12-31")
    words = {"init": [], "ingest": [levering], "vergeet": [PERSON]}[command]
    before = tmp_path / "niets" if command == "init" else landed
    unbroken = copy_of(before, tmp_path / "ongebroken")
    old = state_of(unbroken)
    assert full.run(unbroken, command, *words)[0] == 0
    new = state_of(unbroken)
    size = (unbroken / "leveringen.duckdb").stat().st_size
    refused = 0
    for limit in (0, 100, 1000, size // 100, size // 2, size - 2**18, size, 2 * size):
        home = copy_of(before, tmp_path / "home")
        code, said = full.run(home, command, *words, limit=limit, dies=False)
        found = state_of(home)
        if code == 0:
            assert found == new, limit
            continue
        refused += 1
        assert code == ExitCode.EIGEN_FOUT, (limit, said)
        assert said[-1] == DISK_FULL_TEXT
        assert not [line for line in said if "Traceback" in line or "Error" in line], (limit, said)
        assert found.landing == old.landing, limit
        assert found.reports <= old.reports | (new.reports if command == "vergeet" else set()), limit
        code, said = full.run(home, command, *words)
        assert code == 0, (limit, said)
        assert state_of(home) == new, limit
    assert refused >= 5


def test_no_room_for_the_report_leaves_the_one_that_was_there(full: Broken, monitor: "Monitor") -> None:
    before = {path.name: path.read_bytes() for path in monitor.out.iterdir()}
    code, said = full.run(monitor.state.home, "report", "--out", monitor.out, limit=200_000, dies=False)
    assert (code, said[-1]) == (ExitCode.EIGEN_FOUT, DISK_FULL_TEXT)
    assert {path.name: path.read_bytes() for path in monitor.out.iterdir()} == before
    assert full.run(monitor.state.home, "report", "--out", monitor.out)[0] == 0
