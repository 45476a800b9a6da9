"""Killed at any moment, a command has done all of its work or none, and given again it does it whole."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from altijd_heel import (
    GROWS,
    PERSON,
    SHRINKS,
    STARTS,
    Broken,
    State,
    copy_of,
    landing_hash,
    state_of,
    write_levering,
)

SHARES_OF_THE_LANDING = [0.0, 0.001, 0.01, 0.5, 0.6, 0.9, 1.0]


@pytest.fixture(scope="module")
def broken() -> Iterator[Broken]:
    process = Broken()
    yield process
    process.close()


@pytest.fixture(scope="module")
def landed(broken: Broken, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A HOME with one levering."""
    folder = tmp_path_factory.mktemp("eerst")
    code, said = broken.run(folder / "home", "ingest", write_levering(folder, STARTS, "2024-12-31"))
    assert code == 0, said
    return folder / "home"


class Kills:
    """One command, killed in one place after another, each time in a copy of the same HOME."""

    def __init__(self, broken: Broken, before: Path, tmp_path: Path, *words: object) -> None:
        self.broken, self.before, self.words = broken, before, words
        self.home, self.unbroken = tmp_path / "home", copy_of(before, tmp_path / "ongebroken")
        self.old = state_of(self.unbroken)
        self.code, self.said = broken.run(self.unbroken, *words)
        self.new = state_of(self.unbroken)
        self.left: set[str] = set()
        self._ended: set[State] = set()

    def everywhere(self) -> None:
        """Between any two changes of a file, and in the midst of writing one."""
        places = self.broken.places(copy_of(self.before, self.home), *self.words)
        for place in places:
            copy_of(self.before, self.home)
            code, said = self.broken.run(self.home, *self.words, place=place)
            assert code == -signal.SIGKILL, (place, said)
            self._judge(place)
        size = (self.unbroken / "leveringen.duckdb").stat().st_size
        for share in SHARES_OF_THE_LANDING:
            copy_of(self.before, self.home)
            code, said = self.broken.run(self.home, *self.words, limit=int(share * size))
            assert code in (-signal.SIGXFSZ, self.code), (share, said)
            self._judge(share)

    def _judge(self, where: object) -> None:
        """The landing is the old or the new one, no report is there before it is true, and a second time
        ends it, with nothing left over. What was left is ended once for each kind of it."""
        found = state_of(self.home)
        assert found.landing in (self.old.landing, self.new.landing), where
        if found.landing != self.new.landing:
            assert found.reports <= self.old.reports, where
        self.left |= found.temporary
        if found not in self._ended:
            self._ended.add(found)
            code, said = self.broken.run(self.home, *self.words)
            assert code == self.code, (where, said)
            assert state_of(self.home) == self.new, where


@pytest.fixture
def kills(broken: Broken, tmp_path: Path) -> Callable[..., Kills]:
    return lambda before, *words: Kills(broken, before, tmp_path, *words)


def test_a_levering_that_lands(kills: Callable[..., Kills], landed: Path, tmp_path: Path) -> None:
    killed = kills(landed, "ingest", write_levering(tmp_path, GROWS, "2025-12-31"))
    assert killed.code == 0
    assert killed.new.landing != killed.old.landing
    killed.everywhere()
    assert any(name.startswith("werk/uitgepakt/") for name in killed.left), "raw ids were there to be left"
    assert not killed.new.temporary


def test_a_levering_that_is_refused_when_all_of_it_was_read(
    kills: Callable[..., Kills], landed: Path, tmp_path: Path
) -> None:
    killed = kills(landed, "ingest", write_levering(tmp_path, SHRINKS, "2025-12-31"))
    assert killed.code == 2
    assert "L007" in " ".join(killed.said)
    killed.everywhere()
    assert killed.new.landing == killed.old.landing


def test_the_first_command_of_all(kills: Callable[..., Kills], tmp_path: Path) -> None:
    killed = kills(tmp_path / "niets", "init")
    assert killed.old.landing is None
    killed.everywhere()
    assert "leveringen.duckdb.deel" in killed.left


def test_an_older_landing_that_is_migrated(kills: Callable[..., Kills], landed: Path, tmp_path: Path) -> None:
    older = copy_of(landed, tmp_path / "ouder")
    with duckdb.connect(str(older / "leveringen.duckdb")) as connection:
        connection.execute("alter table landing.bestanden drop column rijen_vergeten")
        connection.execute("update landing.schema_versie set versie = 1")
    killed = kills(older, "init")
    killed.everywhere()
    assert killed.new.landing == landing_hash(landed / "leveringen.duckdb")


def test_a_person_who_is_forgotten(kills: Callable[..., Kills], landed: Path, tmp_path: Path) -> None:
    del tmp_path
    killed = kills(landed, "vergeet", PERSON)
    assert "1 inschrijving(en)" in " ".join(killed.said)
    killed.everywhere()


def test_raw_ids_of_a_killed_command_go_with_any_other(broken: Broken, landed: Path, tmp_path: Path) -> None:
    words = ("ingest", write_levering(tmp_path, GROWS, "2025-12-31"))
    home = tmp_path / "home"
    places = broken.places(copy_of(landed, home), *words)
    waits = next(place for place in places if place[0] == "ingest/shelf.py")
    code, _ = broken.run(copy_of(landed, home), *words, place=waits)
    assert code == -signal.SIGKILL
    assert state_of(home).temporary
    assert broken.run(home, "init")[0] == 0
    assert not state_of(home).temporary
