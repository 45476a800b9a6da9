"""The landing is never written in place, but in a copy that then takes its place in one rename.

DuckDB writes blocks of a database over themselves at a checkpoint; broken off in the midst of one (a kill, a
full disk, a power cut) it leaves a file that no longer opens.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb


@contextmanager
def copied(landing: Path, made: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a copy of the landing at `made` (0600), or to a new file where there is no landing."""
    for left in (made, _log(made)):
        left.unlink(missing_ok=True)
    if _log(landing).exists():  # what another program wrote and did not close
        with duckdb.connect(str(landing)) as connection:
            connection.execute("CHECKPOINT")
    if landing.exists():
        made.touch(mode=0o600)
        shutil.copyfile(landing, made)
    with duckdb.connect(str(made)) as connection:
        made.chmod(0o600)
        yield connection


def put_in_place(made: Path, landing: Path) -> None:
    """Put a closed database over the landing. RuntimeError when part of it is in a log yet."""
    if _log(made).exists():
        raise RuntimeError(f"{made.name} still has a write-ahead log")
    _sync(made)
    made.replace(landing)
    _sync(landing.parent)


def _log(database: Path) -> Path:
    return database.with_name(database.name + ".wal")


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
