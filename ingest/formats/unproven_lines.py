"""The lines of a block that are not proven plain, one by one: rows after all, refused, or no data."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ingest.formats.blocks import RowError
from ingest.formats.edges import Edges
from ingest.formats.header import Header, second_table
from ingest.formats.line_proof import Lines
from ingest.formats.no_data import Kind, kind_of
from ingest.formats.text_header import DELIMITERS
from ingest.formats.tokenizer import Shape, read_record

BROKEN_OFF_MESSAGE = (
    "de regel ernaast is afgebroken en kan een deel van deze rij zijn; zet een veld met een regeleinde "
    "tussen dubbele aanhalingstekens"
)


@dataclass(frozen=True)
class Reading:
    """One record at line `index` over `lines` lines: a row, an error, or neither when it held no data.

    `fragment`: a line that may be broken off the record before or behind it: it has no delimiter, or it has
    a quote out of place and too few of them; and it is no row with another delimiter.
    `cut_off`: refused, but more lines than those at hand could complete it.
    """

    index: int
    lines: int = 1
    fields: list[str] | None = None
    error: RowError | None = None
    fragment: bool = False
    cut_off: bool = False

    @property
    def end(self) -> int:
        return self.index + self.lines

    @property
    def is_data(self) -> bool:
        return self.fields is not None or self.error is not None


@dataclass(frozen=True)
class LineReader:
    """Reads single lines of one file strictly."""

    name: str
    header: Header
    shape: Shape
    key_at: int
    spellings: frozenset[str]
    edges: Edges

    def read(self, lines: Lines, index: int, stop: int, row: int) -> Reading:
        """The record at a line, for which the lines before `stop` are at hand."""
        text = lines.text(index)
        if self.is_blank(text):
            return Reading(index)
        record = read_record(lambda i: lines.text(i) if i < stop else None, index, self.shape)
        if not record.sound:
            key = record.fields[self.key_at] if self.key_at < len(record.fields) else None
            error = RowError(row, "R110", sleutel=key)
            too_few = text.count(self.shape.delimiter) < self.header.width - 1
            fragment = too_few and not self._is_row_of_another_delimiter(text)
            return Reading(index, error=error, fragment=fragment, cut_off=record.cut_off)
        if self.kind(record.fields, row) is not None:
            return Reading(index, record.lines)
        if len(record.fields) == self.header.width:
            return Reading(index, record.lines, fields=record.fields)
        # A delimiter too few or too many leaves only the first field where it was.
        key = record.fields[0] if self.key_at == 0 else None
        fragment = len(record.fields) == 1 and not self._is_row_of_another_delimiter(text)
        return Reading(index, error=RowError(row, "R108", sleutel=key), fragment=fragment)

    def may_be_torn(self, reading: Reading, text: str, step: int) -> bool:
        """Whether a row that lies before (step -1) or behind (1) a fragment may miss the fragment's text."""
        fields = reading.fields
        return fields is not None and self.edges.may_miss(
            text, self.shape.delimiter, fields, self._torn_at(step)
        )

    def beside_fragment(self, reading: Reading, step: int, row: int) -> Reading:
        """A row refused because a fragment may be a part of it; its key only if that is whole."""
        fields = reading.fields or []
        key = None if self.key_at == self._torn_at(step) else fields[self.key_at]
        return replace(
            reading, fields=None, error=RowError(row, "R108", sleutel=key, melding=BROKEN_OFF_MESSAGE)
        )

    def _torn_at(self, step: int) -> int:
        return 0 if step == 1 else self.header.width - 1

    def is_blank(self, text: str) -> bool:
        """True for a line of delimiters, spaces and empty quotes only."""
        return not text.replace('""', "").strip(f"{self.shape.delimiter} \t\r")

    def kind(self, fields: list[str], row: int) -> Kind | None:
        """What these fields are when they are no data row. Raises LeveringGeweigerd for another table."""
        kind = kind_of(fields, self.header, self.spellings)
        if kind == "second_table":
            raise second_table(self.name, row)
        return kind

    def neighbour(self, lines: Lines, index: int, step: int, within: range) -> int | None:
        """The nearest line before (step -1) or behind (1) this one that is not blank."""
        index += step
        while index in within and self.is_blank(lines.text(index)):
            index += step
        return index if index in within else None

    def _is_row_of_another_delimiter(self, text: str) -> bool:
        others = (d for d in DELIMITERS if d != self.shape.delimiter)
        records = (read_record({0: text}.get, 0, replace(self.shape, delimiter=d)) for d in others)
        return any(record.sound and self.edges.are_a_row(record.fields) for record in records)
