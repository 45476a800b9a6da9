"""A strict RFC 4180 tokenizer for lines that are not proven plain: it reads a record, or says it cannot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

MAX_LINES_PER_RECORD = 200

LineAt = Callable[[int], str | None]


@dataclass(frozen=True)
class Record:
    """Fields of one record, and the physical lines it takes.

    `sound` is False for a bare quote, a closing quote that no delimiter follows, a line break where none
    may be, or a NUL; `fields` then holds those that were complete before it. `cut_off`: the lines at hand
    ended within a quoted field, and more of them may complete it.
    """

    fields: list[str]
    lines: int = 1
    sound: bool = True
    cut_off: bool = False


@dataclass(frozen=True)
class Shape:
    """What a record may look like: a line break only at positions where `spans`, and in no field as many
    delimiters beside one as a whole row has: then a stray quote swallowed a row."""

    delimiter: str
    fields: int
    spans: frozenset[int]


@dataclass
class _Cursor:
    """Where reading is: `text` is line `line`, to be read from `position`."""

    line_at: LineAt
    line: int
    text: str
    position: int = 0

    def next_line(self) -> bool:
        following = self.line_at(self.line + 1)
        if following is None:
            return False
        self.line, self.text, self.position = self.line + 1, following, 0
        return True


def read_record(line_at: LineAt, first: int, shape: Shape) -> Record:
    """The record that begins at line `first`; `line_at` gives None past the lines at hand."""
    cursor = _Cursor(line_at, first, line_at(first) or "")
    fields: list[str] = []
    while True:
        if cursor.text.startswith('"', cursor.position):
            field, cut_off = _quoted_field(cursor, shape, spans=len(fields) in shape.spans)
        else:
            field, cut_off = _bare_field(cursor, shape.delimiter), False
        at_end = cursor.position == len(cursor.text)
        if field is None or not (at_end or cursor.text[cursor.position] == shape.delimiter):
            return Record(fields, sound=False, cut_off=cut_off)
        fields.append(field)
        if at_end:
            return Record(fields, cursor.line - first + 1)
        cursor.position += 1


def _bare_field(cursor: _Cursor, delimiter: str) -> str | None:
    end = cursor.text.find(delimiter, cursor.position)
    field = cursor.text[cursor.position :] if end < 0 else cursor.text[cursor.position : end]
    cursor.position += len(field)
    return None if '"' in field or "\r" in field or "\0" in field else field


def _quoted_field(cursor: _Cursor, shape: Shape, *, spans: bool) -> tuple[str | None, bool]:
    """(field, False), or (None, whether more lines could complete it); the cursor ends behind the quote."""
    value, lines = "", 1
    cursor.position += 1
    while True:
        end = cursor.text.find('"', cursor.position)
        if end >= 0:
            value += cursor.text[cursor.position : end]
            cursor.position = end + 1
            if not cursor.text.startswith('"', cursor.position):
                swallowed = lines > 1 and value.count(shape.delimiter) >= shape.fields - 1
                unreadable = "\0" in value or ("\r" in value and not spans)
                return (None if swallowed or unreadable else value), False
            value += '"'
            cursor.position += 1
            continue
        value += cursor.text[cursor.position :] + "\n"
        lines += 1
        if not spans or lines > MAX_LINES_PER_RECORD or value.count(shape.delimiter) >= shape.fields - 1:
            return None, False
        if not cursor.next_line():
            return None, True
