"""HOME: private, held by one process at a time, and replaced in one rename."""

import os
import stat
from pathlib import Path

import duckdb
import pytest
from other_process import HOLD, OPEN_DATABASE, other_process

from woonmonitor.errors import CommandError, ExitCode
from woonmonitor.state import PRIVATE_UMASK, State, database_holder, umask, write_atomically


@pytest.fixture
def state(tmp_path: Path) -> State:
    made = State(tmp_path / "home")
    with umask(PRIVATE_UMASK):
        made.make()
    return made


def test_home_and_its_folders_are_private(state: State) -> None:
    folders = [state.home, *(path for path in state.home.iterdir() if path.is_dir())]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}


def test_a_home_that_others_can_read_is_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    State(tmp_path).make()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_a_home_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "bestand").touch()
    with pytest.raises(CommandError, match="WOONMONITOR_HOME") as refused:
        State(tmp_path / "bestand" / "home").make()
    assert refused.value.code == ExitCode.VERKEERD_GEBRUIK


def test_the_second_process_is_told_who_holds_the_state(state: State) -> None:
    holder = other_process(HOLD, str(state.home))
    try:
        with pytest.raises(CommandError) as refused, state.hold("woonmonitor build"):
            pass
        assert refused.value.code == ExitCode.BEZET
        assert f"proces {holder.pid} (woonmonitor run)" in str(refused.value)
        assert state.holder() == f"proces {holder.pid} (woonmonitor run)"
    finally:
        holder.communicate("")


def test_a_killed_process_holds_nothing(state: State) -> None:
    holder = other_process(HOLD, str(state.home))
    holder.kill()
    holder.communicate()
    assert state.holder() is None
    with state.hold("woonmonitor build"):
        assert state.holder() == f"proces {os.getpid()} (woonmonitor build)"
    assert state.holder() is None


def test_waiting_ends_when_the_other_lets_go(state: State) -> None:
    holder = other_process(HOLD, str(state.home))
    told = []

    def let_go(who: str) -> None:
        told.append(who)
        holder.communicate("")

    with state.hold("woonmonitor build", let_go):
        assert told == [f"proces {holder.pid} (woonmonitor run)"]


def test_waiting_ends_when_the_other_dies(state: State) -> None:
    holder = other_process(HOLD, str(state.home))

    def dies(_: str) -> None:
        holder.kill()
        holder.communicate()

    with state.hold("woonmonitor build", dies):
        assert state.holder() == f"proces {os.getpid()} (woonmonitor build)"


def test_raw_ids_of_a_holder_that_died_go_when_the_next_one_holds(state: State) -> None:
    state.werk.mkdir()
    (state.werk / "ruwe_ids").write_text("I-1")
    with state.hold("woonmonitor build"):
        assert not state.werk.exists()


def test_the_lock_goes_also_when_the_command_fails(state: State) -> None:
    with pytest.raises(KeyError), state.hold("woonmonitor build"):
        raise KeyError
    with state.hold("woonmonitor build"):
        pass


def test_a_reader_of_the_old_build_keeps_it_and_a_new_reader_has_the_new_one(state: State) -> None:
    make_build(state.warehouse, "oud")
    with duckdb.connect(str(state.warehouse), read_only=True) as reader:
        make_build(state.bouw, "nieuw")
        state.promote()
        assert reader.execute("select welke from bouw").fetchone() == ("oud",)
    assert not state.bouw.exists()
    with duckdb.connect(str(state.warehouse), read_only=True) as reader:
        assert reader.execute("select welke from bouw").fetchone() == ("nieuw",)


def test_a_log_of_the_old_build_is_not_replayed_onto_the_new_one(state: State) -> None:
    make_build(state.warehouse, "oud")
    stray = state.warehouse.with_name("warehouse.duckdb.wal")
    stray.write_bytes(b"changes of the old file")
    make_build(state.bouw, "nieuw")
    state.promote()
    assert not stray.exists()


def test_a_promoted_build_is_private(state: State) -> None:
    make_build(state.bouw, "nieuw")
    state.bouw.chmod(0o644)
    state.promote()
    assert stat.S_IMODE(state.warehouse.stat().st_mode) == 0o600


def test_what_a_killed_run_left_in_the_werkmap_is_gone(state: State) -> None:
    (state.home / "werk").mkdir()
    (state.home / "werk" / "ruwe_ids").write_text("…")
    with state.werkmap() as werkmap:
        assert list(werkmap.iterdir()) == []
    assert not werkmap.exists()


def test_an_atomic_write_replaces_the_old_text_whole(tmp_path: Path) -> None:
    bestand = tmp_path / "poort.json"
    write_atomically(bestand, "oud")
    write_atomically(bestand, "nieuw")
    assert bestand.read_text() == "nieuw"
    assert list(tmp_path.iterdir()) == [bestand]


def test_the_holder_of_a_database_is_read_from_what_duckdb_says(tmp_path: Path) -> None:
    database = str(tmp_path / "leveringen.duckdb")
    holder = other_process(OPEN_DATABASE, database)
    try:
        with pytest.raises(duckdb.IOException) as locked:
            duckdb.connect(database)
        assert f"Proces {holder.pid} (" in (database_holder(locked.value) or "")
    finally:
        holder.communicate("")


def test_another_failure_of_duckdb_names_no_holder(tmp_path: Path) -> None:
    (tmp_path / "stuk.duckdb").write_bytes(b"stuk" * 4000)
    with pytest.raises(duckdb.IOException) as broken:
        duckdb.connect(str(tmp_path / "stuk.duckdb"))
    assert database_holder(broken.value) is None


def make_build(bestand: Path, welke: str) -> None:
    with duckdb.connect(str(bestand)) as connection:
        connection.execute("create table bouw as select ? as welke", [welke])
