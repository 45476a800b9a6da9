"""What happens around us and not in us: a full disk, a database that is damaged or that another one holds.

DuckDB and polars tell it in words alone, so words are what is looked for; they are never repeated, since an
error may quote a value.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb

from woonmonitor.errors import CommandError, ExitCode
from woonmonitor.state import DISK_FULL, State, database_holder

DISK_FULL_TEXT = "De schijf is vol: maak ruimte en geef de opdracht opnieuw. Wat er stond, staat er nog."

_SAYS_DISK_FULL = re.compile(
    "|".join([*(re.escape(os.strerror(number)) for number in sorted(DISK_FULL)), "max_temp_directory_size"])
)
_SAYS_DAMAGED = re.compile(
    r"not a valid DuckDB database|Corrupt database|Could not read enough bytes|Failed to load metadata"
    r"|Failure while replaying WAL"
)


def explained(fout: Exception, state: State) -> CommandError | None:
    """What a user can do about an error that is not ours, in one line; None when it is ours."""
    if houder := database_holder(fout):
        return CommandError(
            ExitCode.BEZET,
            f"{houder} houdt een database in {state.home} open: sluit het af en probeer opnieuw.",
        )
    if is_disk_full(fout):
        return CommandError(ExitCode.EIGEN_FOUT, DISK_FULL_TEXT)
    if isinstance(fout, duckdb.Error) and _SAYS_DAMAGED.search(str(fout)):
        return CommandError(ExitCode.EIGEN_FOUT, _what_is_damaged(state))
    return None


def is_disk_full(fout: BaseException | None) -> bool:
    """Whether a full disk (or quota) is at the bottom of an error."""
    return any(
        getattr(oorzaak, "errno", None) in DISK_FULL
        or (isinstance(oorzaak, OSError | duckdb.Error) and says_disk_full(str(oorzaak)))
        for oorzaak in _chain(fout)
    )


def says_disk_full(tekst: str) -> bool:
    """Whether a library tells of a full disk in this text."""
    return bool(_SAYS_DISK_FULL.search(tekst))


def _what_is_damaged(state: State) -> str:
    if _is_damaged(state.landing):
        return (
            f"{state.landing} is beschadigd of geen DuckDB-bestand: zet een reservekopie terug, of verplaats "
            "het en lees alle leveringen opnieuw in."
        )
    for bouw in (state.warehouse, state.bouw):
        if _is_damaged(bouw):
            return (
                f"{bouw} is beschadigd of geen DuckDB-bestand: verwijder het en geef `woonmonitor run`; er "
                "gaat niets verloren, want het wordt uit de leveringen gebouwd."
            )
    return f"Een database in {state.home} is beschadigd: zet een reservekopie van de map terug."


def _is_damaged(database: Path) -> bool:
    """Whether it cannot be read to its last row."""
    if not database.exists():
        return False
    try:
        with duckdb.connect(str(database), read_only=True) as verbinding:
            tabellen = verbinding.execute("select schema_name, table_name from duckdb_tables()").fetchall()
            for schema, tabel in tabellen:
                verbinding.execute(f'select max(hash(rij)) from {schema}."{tabel}" as rij').fetchall()
    except duckdb.Error:
        return True
    return False


def _chain(fout: BaseException | None) -> Iterator[BaseException]:
    while fout is not None:
        yield fout
        fout = fout.__cause__ or fout.__context__
