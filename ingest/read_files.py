"""The files of a levering into the landing tables and the quarantine, block by block."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ingest.ahead import read_ahead
from ingest.bundle import OUR_DISK_FULL, dataset_of
from ingest.contract import Dataset
from ingest.formats.blocks import Table
from ingest.formats.open_tables import open_tables
from ingest.intake import Intake
from ingest.notices import file_notices, label_notices, sheet_notices, unknown_labels
from ingest.privacy import Pseudonyms, without_personal
from ingest.receive import Received
from ingest.refusal import LeveringGeweigerd, Reden, levering_refused, not_readable
from ingest.rows import RowReader


@dataclass(frozen=True)
class ReadFile:
    """One table that was read, a file or a sheet of one: `read` records, of which `skipped` held no data.

    `read` starts from the rows that were counted apart from reading, so a row that reading loses is in it.
    """

    bestand_id: str
    bestand: str
    dataset: str
    sha256: str
    read: int
    skipped: int


def read_files(intake: Intake) -> tuple[list[ReadFile], list[str], list[str]]:
    """All files are tried; then LeveringGeweigerd with every reason at once (B001-B006, L002, L006).

    Returns what was read, warnings in Dutch, and the labels that no seed knows: for the report alone.
    """
    received = intake.received
    pseudonyms = Pseudonyms(received.key, received.manifest.bron)
    sizes = {name: path.stat().st_size for name, path in received.bundle.files.items()}
    read: list[ReadFile] = []
    warnings: list[str] = []
    labels: list[str] = []
    sheets: list[str] = []
    reasons: list[Reden] = []
    done = 0
    for name in received.bundle.files:
        intake.progress(f"{name} lezen", 0.85 * done / max(1, sum(sizes.values())))
        done += sizes[name]
        reader = _FileReader(intake, pseudonyms, len(read))
        try:
            reader.read(name)
        except LeveringGeweigerd as refusal:
            reasons += refusal.redenen
        read += reader.files
        warnings += reader.warnings
        labels += reader.unknown_labels
        sheets += reader.ignored_sheets
        reasons += _counted_otherwise(received, name, reader.files)
    if reasons:
        raise LeveringGeweigerd(reasons)
    return read, [*warnings, *sheet_notices(sheets)], labels


def _counted_otherwise(received: Received, name: str, files: list[ReadFile]) -> list[Reden]:
    announced = received.manifest.bestanden.get(name)
    rows = sum(file.read - file.skipped for file in files)
    if announced is None or announced.rijen is None or not files or announced.rijen == rows:
        return []
    melding = f"het manifest noemt {announced.rijen} rijen en er staan er {rows}; lever het bestand opnieuw"
    return [Reden("levering", "L002", melding, name)]


class _FileReader:
    """Reads one file; `files` and the lists of what to say tell what came of it."""

    def __init__(self, intake: Intake, pseudonyms: Pseudonyms, files_before: int) -> None:
        self.files: list[ReadFile] = []
        self.warnings: list[str] = []
        self.unknown_labels: list[str] = []
        self.ignored_sheets: list[str] = []
        self._intake = intake
        self._pseudonyms = pseudonyms
        self._files_before = files_before

    def read(self, name: str) -> None:
        intake, contract = self._intake, self._intake.contract
        path = intake.received.bundle.files[name]
        dataset = contract.datasets[dataset_of(name, contract) or ""]
        try:
            before = path.stat()
            opened = open_tables(path, name, dataset, contract, intake.limits)
            for table in opened.tables:
                self._read_table(table, name, dataset)
            now = path.stat()
        except OSError as error:
            if error.errno in OUR_DISK_FULL:
                raise
            raise not_readable(error, name) from error
        if (now.st_size, now.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            raise levering_refused(
                "L006", "het bestand veranderde tijdens het lezen; probeer het opnieuw", name
            )
        self.ignored_sheets += [f"{name} [{sheet}]" for sheet in opened.ignored_sheets]

    def _read_table(self, table: Table, name: str, dataset: Dataset) -> None:
        bestand = without_personal(name if table.sheet is None else f"{name} [{table.sheet}]")
        number = self._files_before + len(self.files) + 1
        bestand_id = f"{self._intake.levering_id[:16]}-{number:04d}"
        rows = RowReader(self._intake, dataset, table.header, self._pseudonyms)
        read, skipped = table.rows, 0
        for block, parsed in read_ahead(rows.read(table.blocks)):
            read += block.read - block.rows
            skipped += block.skipped
            self._insert(dataset.dataset, parsed.rows, bestand_id=bestand_id)
            self._insert(
                "quarantaine",
                parsed.quarantine,
                bestand_id=bestand_id,
                bestand=bestand,
                dataset=dataset.dataset,
            )
        self.warnings += file_notices(bestand, table.header, dataset)
        self.warnings += label_notices(bestand, rows, self._intake.levering_id)
        self.unknown_labels += unknown_labels(bestand, rows)
        digest = self._intake.received.hashes[name]
        self.files.append(ReadFile(bestand_id, bestand, dataset.dataset, digest, read, skipped))

    def _insert(self, table: str, frame: pl.DataFrame, **origin: str) -> None:
        if frame.is_empty():
            return
        origin["levering_id"] = self._intake.levering_id
        if table != "quarantaine":
            origin["bron"] = self._intake.received.manifest.bron
        constants = ", ".join(f"${name} AS {name}" for name in origin)
        # DuckDB finds the block by its name: a view of it, once registered, would be kept until the commit.
        block = frame.to_arrow(compat_level=pl.CompatLevel.newest())  # noqa: F841
        self._intake.connection.execute(
            f"INSERT INTO landing.{table} BY NAME SELECT *, {constants} FROM block", origin
        )
