"""XLSX: every sheet whose header fits is a table; row numbers are the sheet's own."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from ingest.bundle import Limits, check_unpacked_size
from ingest.contract import Contract, Dataset
from ingest.formats.blocks import Block, RowError, Table, rows_to_cells
from ingest.formats.header import (
    Header,
    fits,
    match_header,
    names_required_half,
    no_header,
    second_table,
)
from ingest.formats.no_data import begins_totals, kind_of
from ingest.formats.typed_cells import NO_CELL, Cell, shown_text, text_for
from ingest.formats.xlsx_package import NotAWorkbook, Package, open_package
from ingest.formats.xlsx_rows import Merges, Row, merges, sheet_rows
from ingest.refusal import MERGED_MESSAGE, LeveringGeweigerd, file_refused

_ROWS_PER_BLOCK = 20_000
_LOOK_AHEAD_ROWS = 50


def read_xlsx(
    path: Path, name: str, dataset: Dataset, contract: Contract, limits: Limits
) -> tuple[list[Table], list[str]]:
    """The tables of a workbook, and the names of sheets that hold something else.

    Raises LeveringGeweigerd: B001, B002, B004, B005, B006, L006; also while blocks are read.
    """
    try:
        archive = zipfile.ZipFile(path)
        if any(entry.flag_bits & 0x1 for entry in archive.infolist()):
            raise file_refused("B006", "beveiligd met een wachtwoord; lever het zonder wachtwoord", name)
        check_unpacked_size(archive, name, limits, limits.max_xlsx_unpacked_bytes)
        package = open_package(archive)
        return _tables(package, name, dataset, contract)
    except _DAMAGED as error:
        raise _damaged(name) from error


_DAMAGED = (NotAWorkbook, zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError)


def _damaged(name: str) -> LeveringGeweigerd:
    return file_refused("B004", "geen leesbaar Excelbestand (.xlsx); sla het opnieuw op als .xlsx", name)


def _tables(
    package: Package, name: str, dataset: Dataset, contract: Contract
) -> tuple[list[Table], list[str]]:
    fitting: list[tuple[str, str, int, list[str]]] = []
    ignored: list[str] = []
    for sheet, path in package.sheets:
        top = [(row, _texts(cells)) for row, cells in islice(sheet_rows(package, path), _LOOK_AHEAD_ROWS)]
        first = [(row, texts) for row, texts in top if any(text.strip() for text in texts)]
        if not first:
            continue
        if names_required_half(first[0][1], dataset) or (
            len(package.sheets) == 1 and fits(first[0][1], dataset)
        ):
            fitting.append((sheet, path, *first[0]))
            continue
        for row, cells in first[1:]:
            if names_required_half(cells, dataset):
                raise no_header(name, found_at=row)
        ignored.append(sheet)
    if not fitting:
        raise no_header(name)
    tables = []
    for sheet, path, header_row, cells in fitting:
        header = match_header(cells, dataset, name)
        reader = _SheetReader(name, dataset, header, package, contract.header_spellings)
        tables.append(Table(header, reader.blocks(path, header_row), sheet if len(fitting) > 1 else None))
    return tables, ignored


class _SheetReader:
    """Reads the rows of one sheet below its header."""

    def __init__(
        self, name: str, dataset: Dataset, header: Header, package: Package, spellings: frozenset[str]
    ) -> None:
        self._name = name
        self._header = header
        self._package = package
        self._spellings = spellings
        self._columns = [(dataset.by_name[c], position) for c, position in header.positions.items()]

    def blocks(self, path: str, header_row: int) -> Iterator[Block]:
        try:
            merged = merges(self._package, path)
            rows = (row for row in sheet_rows(self._package, path) if row[0] > header_row)
            numbered = self._without_trailing_totals(rows)
            last = header_row
            while batch := list(islice(numbered, _ROWS_PER_BLOCK)):
                yield self._block(batch, last, merged)
                last = batch[-1][0]
        except _DAMAGED as error:
            raise _damaged(self._name) from error

    def _without_trailing_totals(self, rows: Iterator[Row]) -> Iterator[tuple[int, dict[int, Cell] | None]]:
        """Each row that is not blank; cells None for a trailing total."""
        held: list[Row] = []
        for row in rows:
            texts = _texts(row[1])
            if begins_totals(texts):
                held.append(row)
            elif any(text.strip() for text in texts):
                yield from chain(held, [row])
                held.clear()
        yield from ((number, None) for number, _ in held)

    def _block(self, batch: list[tuple[int, dict[int, Cell] | None]], last: int, merged: Merges) -> Block:
        """`last`: the row before the batch; row numbers in between that are missing are blank rows."""
        rows: list[tuple[int, list[str]]] = []
        errors: list[RowError] = []
        read = batch[-1][0] - last
        for number, cells in batch:
            if cells is None or self._is_header(number, cells):
                continue
            fields = [""] * self._header.width
            for column, position in self._columns:
                cell = cells.get(position, NO_CELL)
                if cell is NO_CELL and merged.hides(number, position):
                    errors.append(RowError(number, "R101", column.name, melding=MERGED_MESSAGE))
                    continue
                fields[position], code = text_for(cell, column, date1904=self._package.date1904)
                if code is not None:
                    errors.append(RowError(number, code, column.name, shown_text(cell)))
            rows.append((number, fields))
        return Block(rows_to_cells(rows, self._header), errors, read, read - len(rows))

    def _is_header(self, number: int, cells: dict[int, Cell]) -> bool:
        texts = _texts(cells)
        width = self._header.width
        kind = kind_of(texts[:width] + [""] * (width - len(texts)), self._header, self._spellings)
        if kind == "second_table":
            raise second_table(self._name, number)
        return kind == "header"


def _texts(cells: dict[int, Cell]) -> list[str]:
    texts = [""] * (max(cells) + 1)
    for position, cell in cells.items():
        texts[position] = shown_text(cell)
    return texts
