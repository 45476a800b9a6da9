"""Runs `woonmonitor` many times over in forks of one warm process, each dying at another place.

A place is a call out of ingest/ or woonmonitor/ that may change something outside: into DuckDB, the operating
system or a file. They are found by watching one whole command, not listed, so that a step that is added is
killed too; of places between which no file of HOME changed one will do, since a killed process leaves its
files and nothing else. The second way to die is in the midst of a call: the kernel ends a process whose file
outgrows its limit, after having written up to it.

It lives with the tests, and woonmonitor knows nothing of it. One JSON question a line on stdin, one JSON
answer a line on stdout.
"""

import functools
import json
import os
import resource
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any

import duckdb
import polars as pl

import ingest
from ingest import read_files
from woonmonitor.cli import main
from woonmonitor.settings import CHECKOUT

WARM = ("alerts", "pandas", "pyarrow.dataset", "pyarrow.parquet", "rich._emoji_codes", "woonmonitor.status")
OURS = (f"{CHECKOUT}/ingest/", f"{CHECKOUT}/woonmonitor/")
OUTSIDE = {"_duckdb", "posix", "io", "_io", "fcntl"}
# What only looks. Any other call, also one that nobody thought of yet, is a place to die.
ONLY_LOOKS = {"fetchall", "fetchmany", "fetchone", "fspath", "isatty", "read", "readinto", "scandir", "stat"}

Place = tuple[str, int, str, int]  # file, line, what is called from it, the how manieth time


class Watcher:
    """Notes the places that a command passes with HOME otherwise than before, or dies right behind one."""

    def __init__(self, home: Path, dies_at: Place | None) -> None:
        self.changed: list[Place] = []
        self._home = home
        self._dies_at = dies_at
        self._passed: Counter[tuple[str, int, str]] = Counter()
        self._files = self._look()

    def __call__(self, frame: FrameType, event: str, arg: Any) -> None:
        if event != "c_return" or arg.__name__ in ONLY_LOOKS:
            return
        if arg.__module__ not in OUTSIDE and type(arg.__self__).__module__ not in OUTSIDE:
            return
        caller: FrameType | None = frame
        while caller is not None and not caller.f_code.co_filename.startswith(OURS):
            caller = caller.f_back
        if caller is None:
            return
        site = (caller.f_code.co_filename.removeprefix(f"{CHECKOUT}/"), caller.f_lineno, arg.__name__)
        self._passed[site] += 1
        place = (*site, self._passed[site])
        if place == self._dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        if self._dies_at is None and (files := self._look()) != self._files:
            self._files = files
            self.changed.append(place)

    def _look(self) -> list[tuple[str, int, int]]:
        """Name, size and time of every file but the log."""
        found = []
        for folder, _, names in os.walk(self._home):
            for path in (Path(folder, name) for name in names if not folder.endswith("logs")):
                with suppress(FileNotFoundError):  # removed by the other thread
                    of = path.stat()
                    found.append((str(path), of.st_size, of.st_mtime_ns))
        return sorted(found)


def watched(frames: Iterator[pl.DataFrame], watcher: Watcher) -> Iterator[pl.DataFrame]:
    """The frames, each watched while it is made, in whichever thread of DuckDB draws it."""
    while True:
        sys.setprofile(watcher)
        try:
            frame = next(frames)
        except StopIteration:
            return
        yield frame


def run(question: dict[str, Any]) -> None:
    """The command, in the fork; ends the process."""
    os.environ["WOONMONITOR_HOME"] = question["home"]
    if question["bytes"] is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (question["bytes"], resource.RLIM_INFINITY))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL if question["dies"] else signal.SIG_IGN)
    watcher = Watcher(Path(question["home"]), tuple(question["place"]) if question["place"] else None)
    if question["watched"]:
        threading.setprofile(watcher)
        sys.setprofile(watcher)
        insert = read_files.insert
        read_files.insert = lambda connection, table, frames, *rest: insert(
            connection, table, watched(frames, watcher), *rest
        )
    try:
        main(question["words"])
    except SystemExit as end:
        sys.setprofile(None)
        if question["watched"]:
            print(json.dumps(watcher.changed), flush=True)
        os._exit(int(end.code or 0))


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """How the command ended (minus the signal that killed it), and all it said."""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(write_end, 1)
        os.dup2(write_end, 2)
        os.closerange(read_end, write_end + 1)
        try:
            run(question)
        finally:
            os._exit(70)
    os.close(write_end)
    with os.fdopen(read_end, encoding="utf-8", errors="replace") as said:
        text = said.read()
    return {"code": os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), "said": text.splitlines()}


if __name__ == "__main__":
    # Rows are drawn while none are inserted, so that the places are the same each time.
    duckdb.connect = functools.partial(duckdb.connect, config={"threads": 1})
    for name in WARM:
        import_module(name)
    ingest.load_contract = functools.cache(ingest.load_contract)
    ingest.load_contract(CHECKOUT / "ingest" / "contract", CHECKOUT / "seeds")
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
