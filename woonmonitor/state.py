"""WOONMONITOR_HOME: where each thing lies, who holds it, and how a build is put in its place.

Folders are 0700 and files 0600: the landing holds pseudonyms and birth months.
"""

import errno
import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from woonmonitor.errors import CommandError, ExitCode

PRIVATE_UMASK = 0o077
DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True)
class State:
    """The layout of one WOONMONITOR_HOME (an absolute path)."""

    home: Path

    @property
    def landing(self) -> Path:
        return self.home / "leveringen.duckdb"

    @property
    def bouw(self) -> Path:
        """The build that no gate has judged yet; the profile of dbt names it too."""
        return self.home / "bouw" / "warehouse.duckdb"

    @property
    def warehouse(self) -> Path:
        """The published build."""
        return self.home / "warehouse.duckdb"

    @property
    def poorten(self) -> Path:
        return self.home / "poorten"

    @property
    def alerts(self) -> Path:
        return self.home / "alerts"

    @property
    def afkeur(self) -> Path:
        return self.home / "afkeur"

    @property
    def logboek(self) -> Path:
        return self.home / "logs" / "woonmonitor.jsonl"

    @property
    def dbt(self) -> Path:
        return self.home / "dbt"

    @property
    def toml(self) -> Path:
        return self.home / "woonmonitor.toml"

    @property
    def slot(self) -> Path:
        return self.home / "slot"

    @property
    def werk(self) -> Path:
        """Raw ids on their way to pseudonyms; there only while a command works."""
        return self.home / "werk"

    def make(self) -> None:
        """Makes the folders; what is there stays. CommandError (64) if it cannot, but for a full disk."""
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            self.home.chmod(0o700)
            for map_ in (
                self.bouw.parent,
                self.poorten,
                self.alerts,
                self.afkeur,
                self.logboek.parent,
                self.dbt,
            ):
                map_.mkdir(exist_ok=True)
        except OSError as fout:
            if fout.errno in DISK_FULL:
                raise
            raise CommandError(
                ExitCode.VERKEERD_GEBRUIK,
                f"De map {self.home} is niet te gebruiken ({fout.strerror}): "
                "kies met WOONMONITOR_HOME een map waarin u mag schrijven.",
            ) from fout

    @contextmanager
    def hold(self, opdracht: str, wachten: Callable[[str], None] | None = None) -> Iterator[None]:
        """Holds the state for this process alone, by a lock that the kernel frees when the process dies.

        What a holder that died left in the werkmap goes first, whatever the command: it may be raw ids.
        Held by another: CommandError (6) that names it; with `wachten`, that is told who it is, and waits.
        """
        with self.slot.open("a+") as slot:
            try:
                fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                houder = _houder(self.slot)
                if wachten is None:
                    raise CommandError(
                        ExitCode.BEZET,
                        f"{self.home} is in gebruik door {houder}: wacht tot dat klaar is "
                        "en geef de opdracht dan opnieuw.",
                    ) from None
                wachten(houder)
                fcntl.flock(slot, fcntl.LOCK_EX)
            slot.truncate(0)
            slot.write(json.dumps({"pid": os.getpid(), "opdracht": opdracht}))
            slot.flush()
            shutil.rmtree(self.werk, ignore_errors=True)
            try:
                yield
            finally:
                slot.truncate(0)

    def holder(self) -> str | None:
        """Who holds the state (process and command), or None; takes no lock that a run may need."""
        try:
            houder = json.loads(self.slot.read_text())
            os.kill(houder["pid"], 0)
        except PermissionError:  # alive, and of another user
            return _houder(self.slot)
        except (OSError, ValueError):  # no slot, an empty one, or one left by a process that was killed
            return None
        return _houder(self.slot)

    @contextmanager
    def werkmap(self) -> Iterator[Path]:
        """A private folder for raw ids on their way to pseudonyms; emptied before and after."""
        shutil.rmtree(self.werk, ignore_errors=True)
        self.werk.mkdir()
        try:
            yield self.werk
        finally:
            shutil.rmtree(self.werk, ignore_errors=True)

    def promote(self) -> None:
        """Puts the build in its place in one rename: a reader has the old file or the new one."""
        self.put(self.bouw, self.warehouse)

    def put(self, nieuw: Path, plaats: Path) -> None:
        """Puts a closed database in the place of another: killed at any moment, one of them is there."""
        nieuw.chmod(0o600)
        _fsync(nieuw)
        # A log of the old file would be replayed onto the new one.
        plaats.with_name(plaats.name + ".wal").unlink(missing_ok=True)
        nieuw.replace(plaats)
        _fsync(plaats.parent)


def write_atomically(bestand: Path, tekst: str) -> None:
    """Writes `tekst` so that `bestand` is the old or the new text whenever the process dies."""
    deel = bestand.with_name(bestand.name + ".deel")
    deel.write_text(tekst, encoding="utf-8")
    _fsync(deel)
    deel.replace(bestand)


@contextmanager
def umask(masker: int) -> Iterator[int]:
    """Runs its block under `masker`, and yields the umask that was in force."""
    oud = os.umask(masker)
    try:
        yield oud
    finally:
        os.umask(oud)


def database_holder(fout: BaseException) -> str | None:
    """The process that has a database file open, when that is what DuckDB failed on; else None."""
    gevonden = re.search(r"Conflicting lock is held in (?P<programma>\S+).*\(PID (?P<pid>\d+)\)", str(fout))
    if not isinstance(fout, duckdb.IOException) or not gevonden:
        return None
    return f"Proces {gevonden['pid']} ({gevonden['programma']})"


def _houder(slot: Path) -> str:
    try:
        houder = json.loads(slot.read_text())
    except ValueError:  # it has the lock and is about to write its name
        return "een ander proces"
    return f"proces {houder['pid']} ({houder['opdracht']})"


def _fsync(pad: Path) -> None:
    fd = os.open(pad, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
