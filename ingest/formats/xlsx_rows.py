"""The rows of a sheet with their true numbers, read straight from its XML: no `dimension` is believed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ingest.formats.typed_cells import Cell
from ingest.formats.xlsx_package import NotAWorkbook, Package, open_part, parse_chunks, unescape

Row = tuple[int, dict[int, Cell]]

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\s+[^>]*?ref=["']([A-Z]+[0-9]+):([A-Z]+[0-9]+)["']""")
_MOST_ROWS = 1_048_576  # what a sheet can hold
_TALL_ROWS = 10_000
_OVERLAP_BYTES = 256


@dataclass
class Merges:
    """Merged ranges: which cells have no value of their own, because it is in the range's first cell."""

    by_row: dict[int, list[tuple[int, int, int]]] = field(default_factory=lambda: defaultdict(list))
    tall: list[tuple[int, int, int, int]] = field(default_factory=list)

    def hidden_in(self, row: int) -> Callable[[int], bool]:
        """Whether a column's cell in this row is of a merged range, and not its first."""
        ranges = [
            *self.by_row.get(row, ()),
            *((a, b, top) for top, end, a, b in self.tall if top <= row <= end),
        ]
        return lambda column: any(
            left <= column <= right and (row, column) != (top, left) for left, right, top in ranges
        )


def merges(package: Package, path: str) -> Merges:
    """The merged ranges of a sheet; they stand behind its rows, hence a look through it of their own."""
    found = Merges()
    with open_part(package.archive, path) as part:
        tail, listed = b"", 0
        while chunk := part.read(2**20):
            text = tail + chunk
            end = 0
            for match in _MERGE.finditer(text):
                end = match.end()
                (top, left), (bottom, right) = (_position(corner.decode()) for corner in match.groups())
                if bottom - top >= _TALL_ROWS:
                    found.tall.append((top, bottom, left, right))
                else:
                    listed += bottom + 1 - top
                    if listed > _MOST_ROWS:
                        raise NotAWorkbook("more merged rows than a sheet has")
                    for row in range(top, bottom + 1):
                        found.by_row[row].append((left, right, top))
            tail = text[max(end, len(text) - _OVERLAP_BYTES) :]
    return found


def sheet_rows(package: Package, path: str) -> Iterator[Row]:
    """(row number, column index → cell) of every row element. Raises NotAWorkbook."""
    sheet = _SheetHandlers(package)
    with open_part(package.archive, path) as part:
        for _ in parse_chunks(part, sheet.start, sheet.end, sheet.characters):
            yield from sheet.finished
            sheet.finished.clear()


class _SheetHandlers:
    """Collects cells from the XML of a sheet; `finished` holds the rows that are complete."""

    def __init__(self, package: Package) -> None:
        self.finished: list[Row] = []
        self._package = package
        self._row, self._column = 0, -1
        self._cells: dict[int, Cell] = {}
        self._type, self._style = "n", 0
        self._has_formula = self._has_value = False
        self._pieces: list[str] = []
        self._collects = False
        self._phonetic = False

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if name == "c":
            reference = attrs.get("r")
            self._column = self._in_this_row(reference) if reference else self._column + 1
            self._type, self._style = attrs.get("t", "n"), int(attrs.get("s", "0"))
            self._has_formula = self._has_value = False
            self._pieces.clear()
        elif name in ("v", "t"):
            self._has_value = self._has_value or not self._phonetic
            self._collects = not self._phonetic
        elif name == "f":
            self._has_formula = True
        elif name == "rPh":
            self._phonetic = True
        elif name == "row":
            number = int(attrs.get("r", self._row + 1))
            if not self._row < number <= _MOST_ROWS:
                raise NotAWorkbook(f"row {number} after row {self._row}")
            self._row, self._column, self._cells = number, -1, {}

    def _in_this_row(self, reference: str) -> int:
        """The column of a cell; a cell of another row, or a second one in its place, is damage."""
        row, column = _position(reference)
        if row != self._row or column in self._cells:
            raise NotAWorkbook(f"cell {reference} in row {self._row}")
        return column

    def characters(self, text: str) -> None:
        if self._collects:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._collects = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "c":
            cell = self._cell("".join(self._pieces))
            if cell is not None:
                self._cells[self._column] = cell
        elif name == "row":
            self.finished.append((self._row, self._cells))

    def _cell(self, text: str) -> Cell | None:
        """None for a cell without content."""
        if self._has_formula and not (text or (self._type == "str" and self._has_value)):
            return Cell("no_value", "")
        if self._type == "e":  # an error is a formula, or was one, without a result
            return Cell("no_value", "")
        return self._delivered(text) if text else None

    def _delivered(self, text: str) -> Cell:
        match self._type:
            case "s":
                return Cell("text", self._shared(text))
            case "b":
                return Cell("bool", "true" if text.strip() == "1" else "false")
            case "inlineStr" | "str" | "d":
                return Cell("text", unescape(text))
        is_date = self._style in self._package.date_styles
        return Cell("serial_date" if is_date else "number", text.strip())

    def _shared(self, index: str) -> str:
        try:
            number = int(index)
            if number < 0:
                raise IndexError(number)
            return self._package.strings[number]
        except (ValueError, IndexError) as error:
            raise NotAWorkbook("a shared string is missing") from error


def _position(reference: str) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise NotAWorkbook(f"cell reference {reference}")
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    return int(match[2]), column - 1
