"""What every reader hands on: rows as text, block by block, and the rows that it could not read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from ingest.contract import Dataset
from ingest.formats.header import Header

ROW = "rijnummer"


# Begins the text of a numeric cell in a number column: such a number is in no supplier's form, and never
# ambiguous. No delivered text can hold a NUL: every reader refuses it.
EXACT = "\0"


@dataclass(frozen=True)
class RowError:
    """A row, or one cell of it, that is refused. `sleutel` is the delivered key where it is sure."""

    rijnummer: int
    code: str
    kolom: str | None = None
    waarde: str | None = None
    sleutel: str | None = None
    melding: str | None = None


@dataclass(frozen=True)
class Block:
    """A stretch of a file.

    `cells`: rijnummer (Int64) and one String column, never null, per contract column that the file has. A
    row with a cell error is in `cells` too; one whose fields are not sure (R108, R110) is in `errors` only.
    read = rows in cells + rows that are only in errors + skipped. `rows`: how many of the table's rows that
    took: more of them than read where a record runs over several lines, fewer where a sheet leaves blank
    rows out.
    """

    cells: pl.DataFrame
    errors: list[RowError] = field(default_factory=list)
    read: int = 0
    skipped: int = 0
    rows: int = 0


@dataclass(frozen=True)
class Table:
    """One table of a file: its header, and its rows as they are read. `sheet` names one of several sheets.

    `rows`: the rows below the header as the file has them (lines, elements of a sheet), counted without the
    code that reads them.
    """

    header: Header
    rows: int
    blocks: Iterator[Block]
    sheet: str | None = None


def rows_to_cells(rows: list[tuple[int, list[str]]], header: Header) -> pl.DataFrame:
    """Rows of (rijnummer, fields) → the frame of a Block."""
    data: dict[str, list[int] | list[str]] = {ROW: [number for number, _ in rows]}
    for column, position in header.positions.items():
        data[column] = [fields[position] for _, fields in rows]
    return pl.DataFrame(data, schema=cells_schema(header))


def cells_schema(header: Header) -> dict[str, type[pl.DataType]]:
    """Column types of a Block's frame."""
    return {ROW: pl.Int64, **dict.fromkeys(header.positions, pl.String)}


def may_hold_newlines(dataset: Dataset, header: Header) -> frozenset[int]:
    """Positions where a quoted field may run over several lines: free text, and columns that are not read."""
    strict = {c.name for c in dataset.columns if c.type != "text"}
    fixed = {position for column, position in header.positions.items() if column in strict}
    return frozenset(range(header.width)) - fixed
