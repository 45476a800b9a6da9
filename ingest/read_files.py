"""The files of a levering into the landing tables and the quarantine, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from ingest.bundle import OUR_DISK_FULL, dataset_of
from ingest.contract import Dataset
from ingest.duplicates import KeyOrder
from ingest.formats.blocks import Table
from ingest.formats.open_tables import open_tables
from ingest.intake import Intake
from ingest.notices import file_notices, label_notices, sheet_notices, unknown_labels
from ingest.privacy import Pseudonyms, without_personal
from ingest.receive import Received
from ingest.refusal import LeveringGeweigerd, Reden, levering_refused, not_readable
from ingest.rows import QUARANTINE_SCHEMA, RowReader, rows_schema
from ingest.shelf import Shelf
from ingest.stream import insert


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


@dataclass(frozen=True)
class ReadFiles:
    """What was read, warnings in Dutch, the labels that no seed knows (for the report alone), and per
    dataset whether its keys show that none comes twice."""

    files: list[ReadFile]
    warnings: list[str]
    unknown_labels: list[str]
    key_orders: dict[str, KeyOrder]


def read_files(intake: Intake) -> ReadFiles:
    """All files are tried; then LeveringGeweigerd with every reason at once (B001-B006, L002, L006)."""
    received = intake.received
    pseudonyms = Pseudonyms(received.key, received.manifest.bron)
    sizes = {name: path.stat().st_size for name, path in received.bundle.files.items()}
    read: list[ReadFile] = []
    warnings: list[str] = []
    labels: list[str] = []
    sheets: list[str] = []
    orders: dict[str, KeyOrder] = {}
    reasons: list[Reden] = []
    done = 0
    for name in received.bundle.files:
        intake.progress(f"{name} lezen", 0.85 * done / max(1, sum(sizes.values())))
        done += sizes[name]
        reader = _FileReader(intake, pseudonyms, orders, len(read))
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
    return ReadFiles(read, [*warnings, *sheet_notices(sheets)], labels, orders)


def _counted_otherwise(received: Received, name: str, files: list[ReadFile]) -> list[Reden]:
    announced = received.manifest.bestanden.get(name)
    rows = sum(file.read - file.skipped for file in files)
    if announced is None or announced.rijen is None or not files or announced.rijen == rows:
        return []
    melding = f"het manifest noemt {announced.rijen} rijen en er staan er {rows}; lever het bestand opnieuw"
    return [Reden("levering", "L002", melding, name)]


class _FileReader:
    """Reads one file; `files` and the lists of what to say tell what came of it."""

    def __init__(
        self, intake: Intake, pseudonyms: Pseudonyms, orders: dict[str, KeyOrder], files_before: int
    ) -> None:
        self.files: list[ReadFile] = []
        self.warnings: list[str] = []
        self.unknown_labels: list[str] = []
        self.ignored_sheets: list[str] = []
        self._intake = intake
        self._pseudonyms = pseudonyms
        self._orders = orders
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
        refused = Shelf(self._intake.werkmap, f"{dataset.dataset}-geweigerd")
        order = self._orders.setdefault(dataset.dataset, KeyOrder())
        read, skipped = table.rows, 0

        def landing() -> Iterator[pl.DataFrame]:
            nonlocal read, skipped
            for block, parsed in rows.read(table.blocks):
                read += block.read - block.rows
                skipped += block.skipped
                if not parsed.quarantine.is_empty():
                    refused.put(parsed.quarantine)
                order.see(parsed.rows[dataset.key])
                yield parsed.rows

        origin = {"levering_id": self._intake.levering_id, "bestand_id": bestand_id}
        where = {**origin, "bron": self._intake.received.manifest.bron}
        insert(self._intake.connection, dataset.dataset, landing(), rows_schema(dataset), where)
        where = {**origin, "bestand": bestand, "dataset": dataset.dataset}
        insert(self._intake.connection, "quarantaine", refused.take(), QUARANTINE_SCHEMA, where)
        self.warnings += file_notices(bestand, table.header, dataset)
        self.warnings += label_notices(bestand, rows, self._intake.levering_id)
        self.unknown_labels += unknown_labels(bestand, rows)
        digest = self._intake.received.hashes[name]
        self.files.append(ReadFile(bestand_id, bestand, dataset.dataset, digest, read, skipped))
