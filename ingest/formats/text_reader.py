"""CSV and TXT: proven lines go to the fast parser, every other line through the strict tokenizer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import polars as pl

from ingest.contract import Contract, Dataset
from ingest.formats.blocks import ROW, Block, RowError, Table, cells_schema, may_hold_newlines, rows_to_cells
from ingest.formats.header import Header, all_header_spellings, no_header, second_table
from ingest.formats.key_shapes import KeyShapes
from ingest.formats.line_proof import Lines, Mask, plain_lines, split_lines
from ingest.formats.no_data import Kind, begins_totals, kind_of, suspects
from ingest.formats.survey import TextLayout
from ingest.formats.text_blocks import text_blocks
from ingest.formats.text_header import TextHeader, read_text_header
from ingest.formats.tokenizer import Record, Shape, read_record


def read_text(path: Path, name: str, dataset: Dataset, contract: Contract, layout: TextLayout) -> Table:
    """The table of a text file. Raises LeveringGeweigerd (B001-B005), also while its blocks are read."""
    source = text_blocks(path, name, layout)
    first, is_last = next(source, (b"", True))
    if not first:
        raise no_header(name)
    lines = split_lines(first)
    found = read_text_header(lines, dataset, name)
    reader = _TextReader(name, dataset, found, all_header_spellings(contract))
    return Table(found.header, reader.blocks(lines, is_last, found.data_from, source))


@dataclass
class _Unproven:
    """What the tokenizer made of the lines that are not proven plain."""

    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    skipped: int = 0
    continuations: int = 0  # physical lines that belong to the record before them


class _TextReader:
    """Reads the blocks of one file; `number` is always the physical line number of a block's first line."""

    def __init__(self, name: str, dataset: Dataset, found: TextHeader, spellings: frozenset[str]) -> None:
        self._name = name
        self._header: Header = found.header
        self._delimiter = found.delimiter
        self._shape = Shape(found.delimiter, found.header.width, may_hold_newlines(dataset, found.header))
        self._spellings = spellings
        self._key = dataset.key
        required = [c.name for c in dataset.columns if c.required and c.name != dataset.key]
        self._telltales = [dataset.key, required[-1]]
        self._keys_seen = KeyShapes()

    def blocks(
        self, lines: Lines, is_last: bool, start: int, source: Iterator[tuple[bytes, bool]]
    ) -> Iterator[Block]:
        number = 1
        while True:
            block, done = self._block(lines, start, number, is_last)
            yield block
            if is_last:
                return
            rest = lines.block[lines.starts[done] :] if done < len(lines) else b""
            following, is_last = next(source)
            number += done
            start, lines = 0, split_lines(rest + following)

    def _block(self, lines: Lines, start: int, number: int, is_last: bool) -> tuple[Block, int]:
        """The block, and how many lines it took: a record that runs on is left to the next block."""
        stop = self._without_trailing(lines, start) if is_last else len(lines)
        plain = plain_lines(lines, self._delimiter, self._header.width)
        plain[:start] = False
        plain[stop:] = False
        unproven = _Unproven()
        done, free = stop, start
        for index in (np.flatnonzero(~plain[start:stop]) + start).tolist():
            if index < free:
                continue
            record = self._record(lines, index, stop)
            if record.cut_off and not is_last:
                done = index
                plain[index:] = False
                break
            free = index + self._take(record, lines.text(index), number + index, unproven)
            plain[index + 1 : free] = False
        cells, skipped = self._without_no_data(self._parse_plain(lines, plain, number), lines, number)
        self._keys_seen.learn(cells[self._key].head(10_000))
        trailing = len(lines) - stop
        block = Block(
            cells=pl.concat([cells, rows_to_cells(unproven.rows, self._header)]),
            errors=[self._with_sure_key(error) for error in unproven.errors],
            read=done + trailing - start - unproven.continuations,
            skipped=skipped + unproven.skipped + trailing,
        )
        return block, done + trailing

    def _record(self, lines: Lines, index: int, stop: int) -> Record:
        return read_record(lambda i: lines.text(i) if i < stop else None, index, self._shape)

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

    def _take(self, record: Record, text: str, row: int, into: _Unproven) -> int:
        """File one record that was not proven plain; returns the number of physical lines it took."""
        if not text.replace('""', "").strip(f"{self._delimiter} \t\r"):
            into.skipped += 1
            return 1
        key_at = self._header.positions[self._key]
        if not record.sound:
            key = record.fields[key_at] if key_at < len(record.fields) else None
            into.errors.append(RowError(row, "R110", sleutel=key))
            return 1
        kind = self._kind(record.fields, row)
        if kind is not None:
            into.skipped += 1
        elif len(record.fields) != self._header.width:
            # A delimiter too few or too many leaves only the first field where it was.
            into.errors.append(RowError(row, "R108", sleutel=record.fields[0] if key_at == 0 else None))
            return 1
        else:
            into.rows.append((row, record.fields))
        into.continuations += record.lines - 1
        return record.lines

    def _kind(self, fields: list[str], row: int) -> Kind | None:
        kind = kind_of(fields, self._header, self._spellings)
        if kind == "second_table":
            raise second_table(self._name, row)
        return kind

    def _with_sure_key(self, error: RowError) -> RowError:
        sure = error.sleutel is not None and self._keys_seen.plausible(error.sleutel)
        return error if sure else replace(error, sleutel=None)

    def _parse_plain(self, lines: Lines, plain: Mask, number: int) -> pl.DataFrame:
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
        numbers = pl.Series(ROW, rows + number, dtype=pl.Int64)
        return cells.select(numbers, *self._header.positions)

    def _without_no_data(self, cells: pl.DataFrame, lines: Lines, number: int) -> tuple[pl.DataFrame, int]:
        doubted = suspects(cells, self._telltales, self._spellings)[ROW].to_list()
        no_data = []
        for row in doubted:
            if self._kind(self._record(lines, row - number, len(lines)).fields, row) is not None:
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
