"""One sheet: a heading, notes, and a table with a frozen header, a filter and a print set-up.

Every text goes in as a text, whatever it begins with: no cell of the book is ever a formula.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any, Literal, NamedTuple

from reports.withheld import SIGN
from reports.workbook.book import Book

#: How each `eenheid` is shown. The value itself keeps all its digits.
FORMATS = {
    "dagen": "#,##0",
    "aantal": "#,##0",
    "personen": "#,##0",
    "aandeel": "0.0%",
    "per woning": "[<1]0.000;#,##0.0",
    "helling": "#,##0.00",
    "kans": "0.0000",
    "jaartal": "0",
}
_PLAIN = "#,##0"
_EXCEL_NAME_LENGTH = 31
_LONGEST_LINE = 150
_ONLY_NOTES = 100
#: A width is in digits, and a digit is wider than the mean letter.
_LETTERS_PER_WIDTH = 1.2

Row = Sequence[Any]


class Measured(NamedTuple):
    """A number with its own unit, for a column in which each row may have another."""

    waarde: float
    eenheid: str


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its width in characters, and the unit of its numbers."""

    kop: str
    breedte: float
    eenheid: str = ""
    soort: Literal["tekst", "getal", "lang"] = "tekst"


def amount(kop: str, eenheid: str = "aantal", breedte: float = 10) -> Column:
    """A column of numbers."""
    return Column(kop, breedte, eenheid, "getal")


def sheet_name(title: str, taken: Iterable[str]) -> str:
    """A name that Excel takes: at most 31 characters, without []:*?/\\ or quotes, and not there yet."""
    used = {name.casefold() for name in taken} | {"history"}
    plain = " ".join(re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", title).split()) or "Blad"
    number = 1
    while True:
        tail = "" if number == 1 else f" ({number})"
        room = _EXCEL_NAME_LENGTH - len(tail)
        name = (plain if len(plain) <= room else plain[: room - 1].rstrip() + "…") + tail
        if name.casefold() not in used:
            return name
        number += 1


def write_table(
    book: Book, name: str, heading: str, notes: Sequence[str], table: tuple[Sequence[Column], Iterable[Row]]
) -> None:
    """The sheet `name`: `table` is its columns and its rows. None is an empty cell, True "ja"."""
    columns, rows = table
    sheet = book.sheet(name)
    top = _write_top(book, sheet, heading, notes, columns)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.breedte)
        look = "kop_getal" if column.soort == "getal" else "kop"
        sheet.write_string(top, place, column.kop, book.look(look))
    lines = max((_lines(column.kop, column.breedte) for column in columns), default=1)
    sheet.set_row(top, 14 * lines + 3)
    last = _write_rows(book, sheet, top + 1, columns, rows)
    if columns:
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, last, len(columns) - 1)
        sheet.repeat_rows(top)


def _write_top(book: Book, sheet: Any, heading: str, notes: Sequence[str], columns: Sequence[Column]) -> int:
    """The link back, the heading and the notes, each note over the width of the table; the row below."""
    sheet.write_url(0, 0, f"internal:'{book.contents}'!A1", book.look("link"), "← Naar de inhoud")
    sheet.set_row(1, 24)
    sheet.write_string(1, 0, heading, book.look("titel"))
    width = min(sum(column.breedte for column in columns), _LONGEST_LINE)
    if not columns:
        width = _ONLY_NOTES
        sheet.set_column(0, 0, width)
    row = 2
    for note in (*book.warnings, *notes):
        look = book.look("waarschuwing" if note in book.warnings else "noot")
        sheet.set_row(row, height_of(note, width))
        if len(columns) > 1:
            sheet.merge_range(row, 0, row, _last_of_line(columns), "", look)
        sheet.write_string(row, 0, note, look)
        row += 1
    return row + 1


def height_of(text: str, width: float) -> float:
    """The height in points of a row that holds this text in a cell of `width` characters."""
    lines = sum(ceil(max(len(part), 1) / (_LETTERS_PER_WIDTH * width)) for part in text.split("\n"))
    return 13 * lines + 3


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of this width, words kept whole."""
    lines, room, width = 1, 0.0, _LETTERS_PER_WIDTH * width
    for word in text.split():
        room += len(word) + 1
        if room > width and room > len(word) + 1:
            lines, room = lines + 1, len(word) + 1.0
    return lines


def _last_of_line(columns: Sequence[Column]) -> int:
    """The column at which a line of text has become long enough to read."""
    width = 0.0
    for place, column in enumerate(columns):
        width += column.breedte
        if place and width >= _LONGEST_LINE:
            return place
    return len(columns) - 1


def _write_rows(book: Book, sheet: Any, first: int, columns: Sequence[Column], rows: Iterable[Row]) -> int:
    """The rows from `first` on; the last row written."""
    looks = [
        book.number(FORMATS.get(column.eenheid, _PLAIN))
        if column.soort == "getal"
        else book.look("lang" if column.soort == "lang" else "tekst")
        for column in columns
    ]
    sign, day = book.look("teken"), book.look("dag")
    write_text, write_number = sheet.write_string, sheet.write_number
    row = first - 1
    wrapping = [(place, column.breedte) for place, column in enumerate(columns) if column.soort == "lang"]
    for row, values in enumerate(rows, start=first):
        if wrapping:  # a row that is given no height hides all but its first line
            heights = (height_of(str(values[place] or ""), width - 2) for place, width in wrapping)
            sheet.set_row(row, max(heights))
        for place, value in enumerate(values):
            if value is None or value is False:
                if wrapping:  # the line under the row goes on; in the long tables it would cost a fifth more
                    sheet.write_blank(row, place, None, looks[place])
            elif isinstance(value, str):
                write_text(row, place, value, sign if value == SIGN else looks[place])
            elif value is True:
                write_text(row, place, "ja", looks[place])
            elif isinstance(value, Measured):
                write_number(row, place, value.waarde, book.number(FORMATS.get(value.eenheid, _PLAIN)))
            elif isinstance(value, date):
                sheet.write_datetime(row, place, value, day)
            else:
                write_number(row, place, value, looks[place])
    return row
