"""Which lines of a block are surely plain records: proven by counting bytes, all lines at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_NEWLINE, _QUOTE = 0x0A, 0x22
_NEVER_PLAIN = (b"\0", b"\r")


@dataclass(frozen=True)
class Lines:
    """A block of UTF-8 bytes in whole lines: line i is block[starts[i]:ends[i]]."""

    block: bytes
    starts: Positions
    ends: Positions

    @cached_property
    def buffer(self) -> npt.NDArray[np.uint8]:
        return np.frombuffer(self.block, np.uint8)

    def __len__(self) -> int:
        return len(self.ends)

    def text(self, index: int) -> str:
        return self.block[self.starts[index] : self.ends[index]].decode()

    def from_line(self, index: int) -> bytes:
        """The bytes from this line on; none past the last."""
        return self.block[self.starts[index] :] if index < len(self) else b""


def split_lines(block: bytes) -> Lines:
    """The lines of a block that ends with a newline."""
    ends = np.flatnonzero(np.frombuffer(block, np.uint8) == _NEWLINE)
    return Lines(block, np.concatenate((np.zeros(1, np.int64), ends[:-1] + 1)), ends)


def plain_lines(lines: Lines, delimiter: str, fields: int) -> Mask:
    """True for a line that is surely a record of `fields` fields under RFC 4180.

    Every quote opens right behind a delimiter or the line's start, or closes right before a delimiter or
    the line's end, by turns; outside quotes there are fields - 1 delimiters; no NUL and no lone CR. A line
    with an escaped quote or a break within quotes may be a sound record too, but is not proven here.
    """
    plain: Mask
    if b'"' not in lines.block:
        plain = _count_per_line(np.flatnonzero(lines.buffer == ord(delimiter)), lines) == fields - 1
    else:
        quotes = np.flatnonzero(lines.buffer == _QUOTE)
        if _all_fields_quoted(lines, quotes, ord(delimiter), fields):
            plain = np.ones(len(lines), np.bool_)
        else:
            plain = _quotes_in_turn(lines, quotes, ord(delimiter), fields)
    for byte in _NEVER_PLAIN:
        if byte in lines.block:
            plain[np.searchsorted(lines.ends, np.flatnonzero(lines.buffer == byte[0]))] = False
    return plain


def no_delimiter_in_fields(lines: Lines, plain: Mask, delimiter: str, fields: int) -> bool:
    """Whether all lines are plain and have no delimiter to spare, which could stand within quotes."""
    needed = (fields - 1) * len(lines)
    return bool(plain.all()) and np.count_nonzero(lines.buffer == ord(delimiter)) == needed


def _count_per_line(positions: Positions, lines: Lines) -> Positions:
    per_line, rest = divmod(len(positions), len(lines))
    if per_line and not rest:  # as a rule all lines have as many, which is quicker to see than to count
        grid = positions.reshape(len(lines), per_line)
        if bool(((grid[:, 0] >= lines.starts) & (grid[:, -1] < lines.ends)).all()):
            return np.full(len(lines), per_line)
    return np.diff(np.searchsorted(positions, lines.ends), prepend=0)


def _all_fields_quoted(lines: Lines, quotes: Positions, delimiter: int, fields: int) -> bool:
    """Every line is "…"d"…"d"…" without another quote: the quotes alone decide."""
    if len(quotes) != 2 * fields * len(lines):
        return False
    grid = quotes.reshape(len(lines), 2 * fields)
    closing, opening = grid[:, 1:-1:2], grid[:, 2::2]
    return bool(
        (grid[:, 0] == lines.starts).all()
        and (grid[:, -1] == lines.ends - 1).all()
        and (opening == closing + 2).all()
        and (lines.buffer[closing + 1] == delimiter).all()
    )


def _quotes_in_turn(lines: Lines, quotes: Positions, delimiter: int, fields: int) -> Mask:
    """Line by line: quotes open and close where they may, and enough delimiters stand outside them."""
    count = len(lines)
    line_of_quote = np.searchsorted(lines.ends, quotes)
    quotes_in_line = np.bincount(line_of_quote, minlength=count)
    quotes_before_line = np.cumsum(quotes_in_line) - quotes_in_line
    opens = (np.arange(len(quotes)) - quotes_before_line[line_of_quote]) % 2 == 0
    before, behind = lines.buffer[quotes - 1], lines.buffer[quotes + 1]
    opens_well = (quotes == lines.starts[line_of_quote]) | (before == delimiter)
    closes_well = (behind == delimiter) | (behind == _NEWLINE)
    misplaced = np.where(opens, ~opens_well, ~closes_well)
    plain = (quotes_in_line % 2 == 0) & (np.bincount(line_of_quote[misplaced], minlength=count) == 0)
    delimiters = np.flatnonzero(lines.buffer == delimiter)
    line_of_delimiter = np.searchsorted(lines.ends, delimiters)
    outside = (np.searchsorted(quotes, delimiters) - quotes_before_line[line_of_delimiter]) % 2 == 0
    enough: Mask = np.bincount(line_of_delimiter[outside], minlength=count) == fields - 1
    proven: Mask = plain & enough
    return proven
