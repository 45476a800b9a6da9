"""The first rows of a text file: what its ids look like, whatever the blocks that it is read in."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np

from ingest.formats.header import Header
from ingest.formats.line_proof import Lines, plain_lines
from ingest.formats.tokenizer import Shape, read_record

_MOST = 10_000


class FirstRows:
    """The proven rows among the first lines of a file, read only when a damaged row asks for them."""

    def __init__(self, first_lines: Callable[[], Lines], header: Header, shape: Shape) -> None:
        self._first_lines = first_lines
        self._header = header
        self._shape = shape

    def at(self, position: int) -> list[str]:
        """What stands at one position, trimmed, where it is filled."""
        return [text for row in self._rows if (text := row[position].strip())]

    @cached_property
    def _rows(self) -> list[list[str]]:
        lines = self._first_lines()
        plain = np.flatnonzero(plain_lines(lines, self._shape.delimiter, self._shape.fields))[:_MOST]
        rows = [read_record({0: lines.text(line)}.get, 0, self._shape).fields for line in plain.tolist()]
        return [row for row in rows if tuple(row) != self._header.names]
