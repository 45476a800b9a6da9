"""A levering as it arrives: a folder, or one zip of it, opened without trust."""

from __future__ import annotations

import errno
import lzma
import os
import shutil
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ingest.contract import Contract
from ingest.manifest import MANIFEST_NAME
from ingest.privacy import without_personal
from ingest.refusal import file_refused, levering_refused, not_readable

READABLE_SUFFIXES = (".csv", ".txt", ".xlsx", ".parquet")
ARCHIVE_SUFFIXES = (".zip", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst")

# Our own disk, not the supplier's: a fault to report as such, never a refusal.
OUR_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True)
class Limits:
    """Bounds on what an archive may unpack to; a plain export stays far below them.

    `max_ratio`, bytes unpacked per byte packed, holds from `ratio_applies_from_bytes` unpacked.
    """

    max_files: int = 1000
    max_unpacked_bytes: int = 20 * 2**30
    max_ratio: int = 200
    ratio_applies_from_bytes: int = 50 * 2**20
    max_xlsx_unpacked_bytes: int = 2 * 2**30


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Bundle:
    """The files of one levering by name; `herkomst` is the folder's or zip's own name, never its path."""

    herkomst: str
    manifest: Path | None
    files: dict[str, Path]
    ignored: list[str] = field(default_factory=list)


def dataset_of(name: str, contract: Contract) -> str | None:
    """`Toewijzingen_Actium_2025.csv` → toewijzingen; None for a file that the contract does not know."""
    lowered = name.lower()
    if "/" in name or not lowered.endswith(READABLE_SUFFIXES):
        return None
    return next((dataset for dataset in contract.datasets if lowered.startswith(dataset)), None)


def open_bundle(levering: Path, contract: Contract, werkmap: Path, limits: Limits) -> Bundle:
    """The files of a folder, or of a zip unpacked into `werkmap`. Raises LeveringGeweigerd (L006, B006)."""
    herkomst = without_personal(levering.name)
    try:
        if levering.is_dir():
            return _sort_out(herkomst, _folder_files(levering), contract)
        if levering.exists():
            with levering.open("rb") as file:
                if zipfile.is_zipfile(file):
                    return _sort_out(herkomst, _unpack(levering, contract, werkmap, limits), contract)
    except OSError as error:
        if error.errno in OUR_DISK_FULL:
            raise
        raise not_readable(error, herkomst) from error
    what = "is geen map en geen zipbestand" if levering.exists() else "bestaat niet"
    raise levering_refused("L006", f"{levering.name} {what}; geef de map of de zip van de levering op")


def check_unpacked_size(archive: zipfile.ZipFile, name: str, limits: Limits, max_bytes: int) -> None:
    """Refuse (L006) an archive whose directory announces more than it may unpack to, before unpacking it."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if len(entries) > limits.max_files:
        raise levering_refused("L006", f"meer dan {limits.max_files} bestanden in een archief", name)
    bomb = unpacked > limits.ratio_applies_from_bytes and unpacked > limits.max_ratio * packed
    if unpacked > max_bytes or bomb:
        melding = f"uitgepakt {unpacked // 2**20} MB, dat is te veel; splits het bestand"
        raise levering_refused("L006", melding, name)


def _sort_out(herkomst: str, found: dict[str, Path | None], contract: Contract) -> Bundle:
    manifests = [path for name, path in found.items() if name.lower() == MANIFEST_NAME]
    if len(manifests) > 1:
        raise levering_refused("L002", "er is meer dan een manifest; laat er een staan", MANIFEST_NAME)
    files = {n: p for n, p in sorted(found.items()) if p is not None and dataset_of(n, contract)}
    ignored = sorted(n for n in found if n not in files and n.lower() != MANIFEST_NAME)
    return Bundle(herkomst, manifests[0] if manifests else None, files, ignored)


def _folder_files(folder: Path) -> dict[str, Path | None]:
    root = folder.resolve()
    found: dict[str, Path | None] = {}
    for entry in os.scandir(folder):
        path = Path(entry.path)
        if entry.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
            raise levering_refused(
                "L006", "een koppeling naar buiten de map; lever het bestand zelf", entry.name
            )
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            found[f"{entry.name}/"] = None
        elif stat.S_ISREG(mode):
            found[entry.name] = path
        else:
            raise levering_refused("L006", "geen gewoon bestand; lever het bestand zelf", entry.name)
    return found


# A name that is no UTF-8 is a ValueError.
_DAMAGED = (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, zlib.error, lzma.LZMAError)


def _unpack(levering: Path, contract: Contract, werkmap: Path, limits: Limits) -> dict[str, Path | None]:
    target = werkmap / "uitgepakt"
    target.mkdir(mode=0o700)
    found: dict[str, Path | None] = {}
    try:
        with zipfile.ZipFile(levering) as archive:
            check_unpacked_size(archive, levering.name, limits, limits.max_unpacked_bytes)
            for name, entry in _wanted_entries(archive).items():
                found[name] = None
                if name.lower() == MANIFEST_NAME or dataset_of(name, contract):
                    found[name] = target / name
                    _extract(archive, entry, target / name)
    except _DAMAGED as error:
        raise levering_refused("L006", "de zip is beschadigd; maak haar opnieuw", levering.name) from error
    return found


def _wanted_entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Entries by file name, after every entry has been checked; the zip may hold the folder itself, and what
    an operating system puts beside it.
    """
    entries: dict[str, zipfile.ZipInfo] = {}
    for entry in archive.infolist():
        path = PurePosixPath(entry.filename)
        named = bool(path.parts) and not path.is_absolute() and ".." not in path.parts
        if not named or "\\" in entry.filename or ":" in entry.filename:
            melding = (
                "een bestandsnaam in de zip wijst naar een andere plek (.., /, \\ of :); maak haar opnieuw"
            )
            raise levering_refused("L006", melding)
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise levering_refused("L006", "een koppeling in de zip; lever het bestand zelf", path.name)
        if entry.is_dir() or path.parts[0] == "__MACOSX":
            continue
        if path.suffix.lower() in ARCHIVE_SUFFIXES:
            raise levering_refused("L006", "een archief in de zip; pak het eerst uit", path.name)
        if str(path) in entries:
            raise levering_refused("L006", "een bestandsnaam staat twee keer in de zip", path.name)
        entries[str(path)] = entry
    visible = [name for name in entries if not name.startswith(".")]
    roots = {PurePosixPath(name).parts[0] for name in visible}
    if len(roots) == 1 and all("/" in name for name in visible):
        folder = f"{roots.pop()}/"
        return {name.removeprefix(folder): entry for name, entry in entries.items()}
    return entries


def _extract(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> None:
    if entry.flag_bits & 0x1:
        raise file_refused("B006", "versleuteld; lever de zip zonder wachtwoord", target.name)
    with archive.open(entry) as source, target.open("xb") as file:
        target.chmod(0o600)
        shutil.copyfileobj(source, file, 2**20)  # zipfile stops at the size that the directory announces
