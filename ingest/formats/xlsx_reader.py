"""XLSX: every sheet whose header fits is a table; row numbers are the sheet's own."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from ingest.bundle import Limits, check_unpacked_size
from ingest.contract import Contract, Dataset, fold_header
from ingest.formats.blocks import Block, RowError, Table, rows_to_cells
from ingest.formats.header import (
    Header,
    fits,
    match_header,
    names_required_half,
    no_header,
    second_table,
)
from ingest.formats.key_shapes import KeyShapes
from ingest.formats.no_data import begins_totals, kind_of
from ingest.formats.typed_cells import NO_CELL, Cell, shown_text, text_for
from ingest.formats.xlsx_count import row_elements
from ingest.formats.xlsx_package import NotAWorkbook, Package, open_package
from ingest.formats.xlsx_rows import Merges, Row, merges, sheet_rows
from ingest.refusal import BESIDE_TABLE_MESSAGE, MERGED_MESSAGE, LeveringGeweigerd, file_refused

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


_DAMAGED = (
    NotAWorkbook,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    KeyError,
    ValueError,
    NotImplementedError,
)


def _damaged(name: str) -> LeveringGeweigerd:
    return file_refused("B004", "geen leesbaar Excelbestand (.xlsx); sla het opnieuw op als .xlsx", name)


def _tables(
    package: Package, name: str, dataset: Dataset, contract: Contract
) -> tuple[list[Table], list[str]]:
    fitting: list[tuple[str, str, int, int, list[str]]] = []
    ignored: list[str] = []
    for sheet, path in package.sheets:
        top = list(islice(_shown_rows(package, path), _LOOK_AHEAD_ROWS))
        filled = [(row, cells) for row, cells in top if cells]
        if not filled:
            continue
        header_row, texts = filled[0][0], _texts(filled[0][1])
        if names_required_half(texts, dataset) or (len(package.sheets) == 1 and fits(texts, dataset)):
            above = sum(row <= header_row for row, _ in top)
            fitting.append((sheet, path, above, header_row, _with_unnamed_columns(texts, filled[1:])))
            continue
        for row, cells in filled[1:]:
            if names_required_half(_texts(cells), dataset):
                raise no_header(name, found_at=row)
        ignored.append(sheet)
    if not fitting:
        raise no_header(name)
    tables = []
    for sheet, path, above, header_row, texts in fitting:
        header = match_header(texts, dataset, name)
        reader = _SheetReader(name, dataset, header, package, contract.header_spellings)
        rows = row_elements(package, path) - above
        tables.append(
            Table(header, rows, reader.blocks(path, header_row), sheet if len(fitting) > 1 else None)
        )
    return tables, ignored


def _with_unnamed_columns(header: list[str], rows: list[Row]) -> list[str]:
    """The header, longer by the columns to its right that most rows fill: a sheet stores no empty header."""
    widths = sorted(max(cells) + 1 for _, cells in rows)
    most = widths[(len(widths) - 1) // 2] if widths else 0
    return [*header, *[""] * (most - len(header))]


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
        self._fields_read = max(header.positions.values()) + 1
        self._key = dataset.key
        self._keys_seen = KeyShapes()

    def blocks(self, path: str, header_row: int) -> Iterator[Block]:
        try:
            merged = merges(self._package, path)
            rows = (row for row in _shown_rows(self._package, path) if row[0] > header_row)
            numbered = self._without_no_data(rows)
            last = header_row
            while batch := list(islice(numbered, _ROWS_PER_BLOCK)):
                yield self._block(batch, last, merged)
                last = batch[-1][0]
        except _DAMAGED as error:
            raise _damaged(self._name) from error

    def _without_no_data(self, rows: Iterator[Row]) -> Iterator[tuple[int, dict[int, Cell] | None]]:
        """Each row; cells None for a blank one and for a trailing total."""
        held: list[tuple[int, dict[int, Cell] | None]] = []
        for number, cells in rows:
            if cells and begins_totals([shown_text(cells[min(cells)])]):
                held.append((number, cells))
            elif cells:
                yield from chain(held, [(number, cells)])
                held.clear()
            else:
                held.append((number, None))
        yield from ((number, None) for number, _ in held)

    def _block(self, batch: list[tuple[int, dict[int, Cell] | None]], last: int, merged: Merges) -> Block:
        """`last`: the row before the batch; row numbers in between that are missing are blank rows."""
        rows: list[tuple[int, list[str]]] = []
        too_long: list[tuple[int, list[str]]] = []
        errors: list[RowError] = []
        read = batch[-1][0] - last
        skipped = read - len(batch)
        for number, cells in batch:
            if cells is None or self._is_header(number, cells):
                skipped += 1
                continue
            fields, wrong = self._fields(number, cells, merged)
            if max(cells) >= self._header.width:
                too_long.append((number, fields))
            else:
                rows.append((number, fields))
                errors += wrong
        frame = rows_to_cells(rows, self._header)
        self._keys_seen.learn(frame[self._key])
        errors += [self._too_long(number, fields) for number, fields in too_long]
        return Block(frame, errors, read, skipped, rows=len(batch))

    def _fields(
        self, number: int, cells: dict[int, Cell], merged: Merges
    ) -> tuple[list[str], list[RowError]]:
        fields = [""] * self._fields_read
        errors: list[RowError] = []
        hidden = merged.hidden_in(number)
        for column, position in self._columns:
            if hidden(position):
                errors.append(RowError(number, "R101", column.name, melding=MERGED_MESSAGE))
                continue
            cell = cells.get(position, NO_CELL)
            fields[position], code = text_for(cell, column, date1904=self._package.date1904)
            if code is not None:
                errors.append(RowError(number, code, column.name, shown_text(cell)))
        return fields, errors

    def _too_long(self, number: int, fields: list[str]) -> RowError:
        """R108: something beside the table, or a row that has shifted; its key is sure by its look alone."""
        key = fields[self._header.positions[self._key]]
        sure = key if self._keys_seen.plausible(key) else None
        return RowError(number, "R108", sleutel=sure, melding=BESIDE_TABLE_MESSAGE)

    def _is_header(self, number: int, cells: dict[int, Cell]) -> bool:
        folded = (fold_header(cell.text) for cell in cells.values() if cell.kind == "text")
        if sum(name in self._spellings for name in folded) < 2:  # a cheap look at what hardly ever is
            return False
        texts = _texts(cells)
        width = self._header.width
        kind = kind_of(texts[:width] + [""] * (width - len(texts)), self._header, self._spellings)
        if kind == "second_table":
            raise second_table(self._name, number)
        return kind == "header"


def _shown_rows(package: Package, path: str) -> Iterator[Row]:
    """Every row element, without its cells that show nothing."""
    for number, cells in sheet_rows(package, path):
        yield number, {position: cell for position, cell in cells.items() if shown_text(cell).strip()}


def _texts(cells: dict[int, Cell]) -> list[str]:
    texts = [""] * (max(cells) + 1)
    for position, cell in cells.items():
        texts[position] = shown_text(cell)
    return texts
