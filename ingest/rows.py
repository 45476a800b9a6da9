"""Blocks of text to typed rows and quarantine records; a row lands whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from ingest.columns import NUMBER_TYPES, POLARS_TYPES, ColumnReader
from ingest.contract import Column, Dataset
from ingest.formats.blocks import EXACT, ROW, Block, RowError
from ingest.formats.header import Header
from ingest.intake import Intake
from ingest.privacy import Pseudonyms, looks_personal
from ingest.refusal import AFTER_PEILDATUM_MESSAGE, WITHHELD_CODES, row_message
from ingest.shelf import Shelf

_LONGEST_SHOWN = 200

QUARANTINE_SCHEMA = {
    ROW: pl.Int64,
    "kolom": pl.String,
    "code": pl.String,
    "melding": pl.String,
    "waarde": pl.String,
    "sleutel": pl.String,
}


def rows_schema(dataset: Dataset) -> dict[str, pl.DataType]:
    """Column types of the rows of a dataset: rijnummer, then the contract's columns."""
    return {ROW: pl.Int64(), **{column.name: POLARS_TYPES[column.type] for column in dataset.columns}}


@dataclass(frozen=True)
class Parsed:
    """`rows`: of `rows_schema`. `quarantine`: one record per error."""

    rows: pl.DataFrame
    quarantine: pl.DataFrame


class RowReader:
    """Reads the rows of one file. Rows whose numbers only the whole file can tell wait in `werkmap`."""

    def __init__(self, intake: Intake, dataset: Dataset, header: Header, pseudonyms: Pseudonyms) -> None:
        self._dataset = dataset
        self._contract = contract = intake.contract
        self._peildatum = intake.received.manifest.peildatum
        self._pseudonyms = pseudonyms
        self.columns = {
            c.name: ColumnReader(c, contract) for c in dataset.columns if c.name in header.positions
        }
        self._numbers = [name for name, r in self.columns.items() if r.column.type in NUMBER_TYPES]
        self._waiting = Shelf(intake.werkmap, f"{dataset.dataset}-wacht")
        self._errors_waiting: list[list[RowError]] = []

    def read(self, blocks: Iterator[Block]) -> Iterator[tuple[Block, Parsed]]:
        """Each block with what it gives; at the end once more, for the rows that had to wait."""
        for block in blocks:
            yield block, self._parse(self._set_apart(block))
        for cells, errors in zip(self._waiting.take(), self._errors_waiting, strict=True):
            yield Block(pl.DataFrame()), self._parse(Block(cells, errors))

    def _set_apart(self, block: Block) -> Block:
        """The block without the rows that hold an ambiguous number; those wait for the file's convention."""
        ambiguous = pl.repeat(False, block.cells.height, dtype=pl.Boolean, eager=True)
        for name in self._numbers:
            ambiguous = ambiguous | self.columns[name].ambiguous(block.cells[name])
        if not ambiguous.any():
            return block
        apart = block.cells.filter(ambiguous)
        rows = set(apart[ROW])
        self._waiting.put(apart)
        self._errors_waiting.append([error for error in block.errors if error.rijnummer in rows])
        return Block(
            block.cells.filter(~ambiguous), [error for error in block.errors if error.rijnummer not in rows]
        )

    def _parse(self, block: Block) -> Parsed:
        cells = block.cells
        by_reader = _marks(block.errors, cells)
        values: dict[str, pl.Series] = {ROW: cells[ROW]}
        refused = by_reader.row.clone()
        found: list[tuple[Column, pl.Series, str | None]] = []
        for column in self._dataset.columns:
            name = column.name
            if name not in self.columns:
                values[name] = pl.repeat(None, cells.height, dtype=POLARS_TYPES[column.type], eager=True)
                continue
            values[name], codes = self.columns[name].read(cells[name])
            if column.always_lands:
                self.columns[name].note_unknown(cells[name], cells[ROW])
            codes = by_reader.without(codes, name)
            found.append((column, codes, None))
            if name == self._dataset.event_column:
                late = self._after_peildatum(values[name])
                found.append((column, late, AFTER_PEILDATUM_MESSAGE))
                codes = codes.zip_with(codes.is_not_null(), late)
            if column.type == "id" and column.personal:
                values[name] = self._pseudonyms.series(values[name])
            refused = refused | codes.is_not_null()
        keys = values[self._dataset.key]
        records = [self._records(*one, cells, keys) for one in found if one[1].null_count() < cells.height]
        records.append(self._reader_records(block.errors, cells, keys))
        rows = pl.DataFrame(values)
        return Parsed(rows.filter(~refused) if refused.any() else rows, pl.concat(records))

    def _after_peildatum(self, values: pl.Series) -> pl.Series:
        late = (values.cast(pl.Date) > self._peildatum).fill_null(False)
        codes = pl.repeat(None, len(values), dtype=pl.String, eager=True)
        return codes.set(late, "R106") if late.any() else codes

    def _records(
        self, column: Column, codes: pl.Series, melding: str | None, cells: pl.DataFrame, keys: pl.Series
    ) -> pl.DataFrame:
        at = codes.is_not_null()
        texts, wrong = cells[column.name].filter(at).to_list(), codes.filter(at).to_list()
        return pl.DataFrame(
            {
                ROW: cells[ROW].filter(at),
                "kolom": [column.name] * len(wrong),
                "code": wrong,
                "melding": [melding or row_message(code, column, self._contract) for code in wrong],
                "waarde": [_shown(text, code, column) for text, code in zip(texts, wrong, strict=True)],
                "sleutel": keys.filter(at),
            },
            schema=QUARANTINE_SCHEMA,
        )

    def _reader_records(self, errors: list[RowError], cells: pl.DataFrame, keys: pl.Series) -> pl.DataFrame:
        key_of = dict(zip(cells[ROW], keys, strict=True)) if errors else {}
        by_name = self._dataset.by_name
        rows = []
        for error in errors:
            column = by_name.get(error.kolom or "")
            melding = error.melding or row_message(error.code, column, self._contract)
            shown = _shown(error.waarde, error.code, column)
            key = key_of.get(error.rijnummer) or self._key(error.sleutel)
            rows.append((error.rijnummer, error.kolom, error.code, melding, shown, key))
        return pl.DataFrame(rows, schema=QUARANTINE_SCHEMA, orient="row")

    def _key(self, delivered: str | None) -> str | None:
        if delivered is None:
            return None
        reader = self.columns[self._dataset.key]
        key = reader.read(pl.Series([delivered]))[0]
        if reader.column.personal:
            key = self._pseudonyms.series(key)
        return str(key[0]) if key[0] is not None else None


@dataclass(frozen=True)
class _Marks:
    """Where the reader itself refused a cell: those need no second record for the same cell."""

    row: pl.Series
    by_column: dict[str, list[int]]
    numbers: pl.Series

    def without(self, codes: pl.Series, column: str) -> pl.Series:
        rows = self.by_column.get(column)
        return codes if rows is None else codes.set(self.numbers.is_in(rows), None)


def _marks(errors: list[RowError], cells: pl.DataFrame) -> _Marks:
    by_column: dict[str, list[int]] = {}
    for error in errors:
        if error.kolom is not None:
            by_column.setdefault(error.kolom, []).append(error.rijnummer)
    rows = [row for marked in by_column.values() for row in marked]
    return _Marks(cells[ROW].is_in(rows), by_column, cells[ROW])


def _shown(text: str | None, code: str, column: Column | None) -> str | None:
    """The value as it may stand in a report: nothing about a person, and not endless."""
    if text is None or code in WITHHELD_CODES or (column is not None and column.personal):
        return None
    if looks_personal(text) and (column is None or column.type != "id"):
        return None
    return text.removeprefix(EXACT)[:_LONGEST_SHOWN]
