"""Cells that have a type of their own (XLSX, Parquet) as the text that the rows are read from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ingest.contract import Column
from ingest.dates import YEARS, serial_moment
from ingest.formats.blocks import EXACT
from ingest.numbers import plain_whole_number

CellKind = Literal["text", "number", "serial_date", "bool", "no_value"]

_DATE_TYPES = ("date", "timestamp")
_NUMBER_TYPES = ("int", "euro")


def unreadable(column: Column) -> str:
    """What no text of this column may hold: control characters in an id, and NUL anywhere (see EXACT)."""
    return r"[\x00-\x1f\x7f]" if column.type == "id" else r"\x00"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `text`: the string, the number as written, true or false; no_value: a formula without one."""

    kind: CellKind
    text: str


NO_CELL = Cell("text", "")


def shown_text(cell: Cell) -> str:
    """The cell as a reader sees it when its column is unknown: in a header, or to see that a row is empty."""
    if cell.kind == "no_value":
        return "="
    return plain_whole_number(cell.text) if cell.kind == "number" else cell.text


def text_for(cell: Cell, column: Column, *, date1904: bool) -> tuple[str, str | None]:
    """The text of a cell under the type of its column, and the code when it is refused as it stands."""
    if cell.kind == "no_value":
        return "", "R111"
    if cell.kind in ("text", "bool"):
        text = cell.text.strip()
        return ("", "R110") if re.search(unreadable(column), text) else (text, None)
    if column.type in _DATE_TYPES:
        return _date_text(cell, date1904=date1904)
    if cell.kind == "serial_date":
        # A date where none belongs was something else before a spreadsheet made a date of it.
        code = {"id": "R102", "int": "R103", "euro": "R103"}.get(column.type)
        moment = serial_moment(float(cell.text), date1904=date1904)
        return ("", code) if code else (cell.text if moment is None else str(moment.date()), None)
    if column.type in _NUMBER_TYPES:
        return EXACT + cell.text, None
    text = plain_whole_number(cell.text)
    # 1.23456789012346E+17 has lost its last digits: two ids may have become one.
    return ("", "R103") if "E" in text.upper() and column.type == "id" else (text, None)


def _date_text(cell: Cell, *, date1904: bool) -> tuple[str, str | None]:
    """The moment as text, whose year is for the column to judge. A bare 1985 is a year, not 7 June 1905."""
    serial = float(cell.text)
    if cell.kind == "number" and YEARS.start <= serial < YEARS.stop:
        return "", "R102"
    moment = serial_moment(serial, date1904=date1904)
    return ("", "R102") if moment is None else (moment.isoformat(" "), None)
