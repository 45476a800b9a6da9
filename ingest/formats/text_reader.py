"""CSV and TXT: proven lines go to the fast parser, every other line through the strict tokenizer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np
import polars as pl

from ingest.contract import Contract, Dataset
from ingest.formats.blocks import ROW, Block, RowError, Table, cells_schema, may_hold_newlines, rows_to_cells
from ingest.formats.edges import Edges
from ingest.formats.first_rows import FirstRows
from ingest.formats.header import no_header
from ingest.formats.key_shapes import KeyShapes
from ingest.formats.line_proof import Lines, Mask, no_delimiter_in_fields, plain_lines, split_lines
from ingest.formats.no_data import begins_totals, kind_of, suspects
from ingest.formats.survey import TextLayout
from ingest.formats.text_blocks import BLOCK_BYTES, BOM, first_lines, holds_bom, text_blocks
from ingest.formats.text_header import read_text_header
from ingest.formats.tokenizer import Shape
from ingest.formats.unproven_lines import LineReader, Reading

# A record is held for the next block no further back than this many lines without data.
_LINES_HELD = 1000


def read_text(
    path: Path,
    name: str,
    dataset: Dataset,
    contract: Contract,
    *,
    layout: TextLayout,
    block_bytes: int = BLOCK_BYTES,
) -> Table:
    """The table of a text file. Raises LeveringGeweigerd (B001-B005), also while its blocks are read."""
    source = text_blocks(path, name, layout, block_bytes)
    first, is_last = next(source, (b"", True))
    if not first:
        raise no_header(name)
    lines = split_lines(first)
    found = read_text_header(lines, dataset, name)
    shape = Shape(found.delimiter, found.header.width, may_hold_newlines(dataset, found.header))
    first_rows = FirstRows(lambda: split_lines(first_lines(path, name, layout)), found.header, shape)
    edges = Edges(dataset, found.header, contract, first_rows)
    key_at = found.header.positions[dataset.key]
    line_reader = LineReader(name, found.header, shape, key_at, contract.header_spellings, edges)
    reader = _TextReader(name, dataset, line_reader, first_rows)
    blocks = reader.blocks(lines, is_last, found.data_from, source)
    return Table(found.header, layout.lines - found.data_from, blocks)


class _TextReader:
    """Reads the blocks of one file; `first_row` is the physical line number of a block's first line."""

    def __init__(self, name: str, dataset: Dataset, line_reader: LineReader, first_rows: FirstRows) -> None:
        header = line_reader.header
        self._name = name
        self._header = header
        self._delimiter = line_reader.shape.delimiter
        self._line_reader = line_reader
        self._first_rows = first_rows
        self._ids = [c.name for c in dataset.columns if c.type == "id" and c.name in header.positions]
        required = [c.name for c in dataset.columns if c.required and c.name != dataset.key]
        self._telltales = [dataset.key, required[-1]]
        self._fragment_before: str | None = None

    def blocks(
        self, lines: Lines, is_last: bool, start: int, source: Iterator[tuple[bytes, bool]]
    ) -> Iterator[Block]:
        first_row = 1
        while True:
            block, done = self._block(lines, start, first_row, is_last)
            yield block
            if is_last:
                return
            following, is_last = next(source)
            first_row += done
            start, lines = 0, split_lines(lines.from_line(done) + following)

    def _block(self, lines: Lines, start: int, first_row: int, is_last: bool) -> tuple[Block, int]:
        """The block, and how many lines it took. The last record is left to the next block, where it can be
        seen whether a fragment follows it."""
        stop = self._without_trailing(lines, start) if is_last else len(lines)
        plain = plain_lines(lines, self._delimiter, self._header.width)
        ids_may_hold_marks = holds_bom(lines.block) or (
            b'"' in lines.block
            and not no_delimiter_in_fields(lines, plain, self._delimiter, self._header.width)
        )
        plain[:start] = False
        plain[stop:] = False
        readings, stop = self._read_unproven(lines, plain, range(start, stop), first_row, is_last)
        done = stop if is_last else self._last_record(plain, readings, range(start, stop))
        self._refuse_beside_fragments(lines, plain, readings, range(start, stop), first_row)
        plain[done:] = False
        taken = [reading for index, reading in sorted(readings.items()) if index < done]
        self._fragment_before = self._pending_fragment(lines, taken, range(start, done))
        cells, skipped = self._without_no_data(self._parse_plain(lines, plain, first_row), lines, first_row)
        rows = [(first_row + r.index, r.fields) for r in taken if r.fields is not None]
        cells = pl.concat([cells, rows_to_cells(rows, self._header)])
        errors = [self._with_sure_key(r.error) for r in taken if r.error is not None]
        if ids_may_hold_marks:
            cells, marked = self._without_marks_in_ids(cells)
            errors += marked
        trailing = len(lines) - stop if is_last else 0
        rows_taken = done + trailing - start
        block = Block(
            cells=cells,
            errors=errors,
            read=rows_taken - sum(r.lines - 1 for r in taken),
            skipped=skipped + trailing + sum(not r.is_data for r in taken),
            rows=rows_taken,
        )
        return block, done + trailing

    def _read_unproven(
        self, lines: Lines, plain: Mask, within: range, first_row: int, is_last: bool
    ) -> tuple[dict[int, Reading], int]:
        """Line → reading for the lines that are not plain, and where reading ended.

        A line that belongs to the record before it loses its mark in `plain`. A record that the block cuts
        off is left to the next block, and with it all that follows.
        """
        readings: dict[int, Reading] = {}
        free = within.start
        for index in (np.flatnonzero(~plain[within.start : within.stop]) + within.start).tolist():
            if index < free:
                continue
            reading = self._line_reader.read(lines, index, within.stop, first_row + index)
            if reading.cut_off and not is_last:
                plain[index:] = False
                return readings, index
            readings[index] = reading
            free = reading.end
            plain[index + 1 : free] = False
        return readings, within.stop

    def _last_record(self, plain: Mask, readings: dict[int, Reading], within: range) -> int:
        """Where the last data record begins; past a long stretch without data, the end."""
        last_plain = np.flatnonzero(plain)[-1:].tolist()
        last_data = max([*last_plain, *(i for i, r in readings.items() if r.is_data)], default=within.stop)
        return last_data if within.stop - last_data < _LINES_HELD else within.stop

    def _refuse_beside_fragments(
        self, lines: Lines, plain: Mask, readings: dict[int, Reading], within: range, first_row: int
    ) -> None:
        """A line broken off may be a part of the row before or behind it, if their values can go together."""
        beside = [
            (lines.text(r.index), r.index, step) for r in readings.values() if r.fragment for step in (-1, 1)
        ]
        if self._fragment_before is not None:
            beside.insert(0, (self._fragment_before, within.start - 1, 1))
        begins = {line: r.index for r in readings.values() if r.lines > 1 for line in range(r.index, r.end)}
        for text, fragment, step in beside:
            at = self._line_reader.neighbour(lines, fragment, step, within)
            if at is None:
                continue
            begin = begins.get(at, at)
            row = first_row + begin
            reading = readings.get(begin) or self._line_reader.read(lines, begin, within.stop, row)
            if self._line_reader.may_be_torn(reading, text, step):
                readings[begin] = self._line_reader.beside_fragment(reading, step, row)
                plain[begin] = False

    def _pending_fragment(self, lines: Lines, taken: list[Reading], within: range) -> str | None:
        """The text of a fragment behind which no data has come yet: the next row may be a part of it."""

        def is_last(index: int) -> bool:
            return self._line_reader.neighbour(lines, index, 1, within) is None

        if self._fragment_before is not None and is_last(within.start - 1):
            return self._fragment_before
        pending = [lines.text(r.index) for r in taken if r.fragment and is_last(r.end - 1)]
        return pending[-1] if pending else None

    def _without_trailing(self, lines: Lines, start: int) -> int:
        """Where the trailing lines that are no data begin: blank lines, totals, a repeated header."""
        stop = len(lines)
        while stop > start:
            cells = lines.text(stop - 1).replace('""', "").split(self._delimiter)
            bare = [cell.strip().removeprefix('"').removesuffix('"') for cell in cells]
            if not (begins_totals(bare) or kind_of(bare, self._header, frozenset()) in ("blank", "header")):
                break
            stop -= 1
        return stop

    @cached_property
    def _keys_seen(self) -> KeyShapes:
        seen = KeyShapes()
        seen.learn(self._first_rows.at(self._line_reader.key_at))
        return seen

    def _with_sure_key(self, error: RowError) -> RowError:
        sure = error.sleutel is not None and self._keys_seen.plausible(error.sleutel)
        return error if sure else replace(error, sleutel=None)

    def _without_marks_in_ids(self, cells: pl.DataFrame) -> tuple[pl.DataFrame, list[RowError]]:
        """An id that holds a quote, a delimiter, a line break or a byte order mark is damaged (R110)."""
        errors: list[RowError] = []
        for column in self._ids:
            marked = cells[column].str.contains_any(['"', self._delimiter, "\n", "\r", BOM.decode()])
            if marked.any():
                errors += [RowError(row, "R110", column) for row in cells[ROW].filter(marked)]
                cells = cells.with_columns(cells[column].set(marked, ""))
        return cells, errors

    def _parse_plain(self, lines: Lines, plain: Mask, first_row: int) -> pl.DataFrame:
        """The proven lines as cells; polars' parser has nothing left to decide on them."""
        rows = np.flatnonzero(plain)
        if not len(rows):
            return pl.DataFrame(schema=cells_schema(self._header))
        data = lines.block if len(rows) == len(lines) else _join_runs(lines, rows)
        by_position = {str(position): column for column, position in self._header.positions.items()}
        cells = pl.read_csv(
            data,
            has_header=False,
            separator=self._delimiter,
            quote_char='"' if b'"' in data else None,
            schema={str(position): pl.String for position in range(self._header.width)},
            columns=sorted(self._header.positions.values()),
            empty_string_is_null=False,
        ).rename(by_position)
        if cells.height != len(rows):
            raise RuntimeError(f"{self._name}: {len(rows)} proven lines, {cells.height} parsed rows")
        numbers = pl.Series(ROW, rows + first_row, dtype=pl.Int64)
        return cells.select(numbers, *self._header.positions)

    def _without_no_data(self, cells: pl.DataFrame, lines: Lines, first_row: int) -> tuple[pl.DataFrame, int]:
        doubted = suspects(cells, self._telltales, self._line_reader.spellings)[ROW].to_list()
        no_data = []
        for row in doubted:
            if not self._line_reader.read(lines, row - first_row, len(lines), row).is_data:
                no_data.append(row)
        if not no_data:
            return cells, 0
        return cells.filter(~pl.col(ROW).is_in(no_data)), len(no_data)


def _join_runs(lines: Lines, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> bytes:
    """The bytes of these lines, copied run by run."""
    breaks = np.flatnonzero(np.diff(rows) > 1) + 1
    firsts, lasts = rows[np.concatenate(([0], breaks))], rows[np.concatenate((breaks - 1, [len(rows) - 1]))]
    runs = zip(lines.starts[firsts].tolist(), (lines.ends[lasts] + 1).tolist(), strict=True)
    return b"".join(lines.block[start:end] for start, end in runs)
