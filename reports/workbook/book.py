"""The book as a whole: its sheets by name, and the few looks that all of them share."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import xlsxwriter

_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_DARK, _ACCENT, _SOFT = "#1d2733", "#0b4f80", "#5b6672"
_HEAD = {"bold": True, "font_color": "#ffffff", "bg_color": _ACCENT, "text_wrap": True}
_LINE = {"bottom": 1, "bottom_color": "#d5dae0"}
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "getal": _LINE,
    "tekst": {**_LINE, "align": "left", "indent": 1},
    "lang": {**_LINE, "align": "left", "indent": 1, "text_wrap": True},
    "vet": {**_LINE, "bold": True},
    "vet_noot": {"text_wrap": True, "bold": True},
    "noot": {"text_wrap": True, "font_color": _DARK},
    "titel": {"bold": True, "font_size": 16, "font_color": _DARK, "valign": "vcenter"},
    "tussenkop": {
        "bold": True,
        "font_size": 12,
        "font_color": _ACCENT,
        "bottom": 1,
        "bottom_color": _ACCENT,
        "valign": "bottom",
    },
    "kop": {**_HEAD, "align": "left", "indent": 1},
    "kop_getal": {**_HEAD, "align": "right"},
    "link": {"font_color": _ACCENT, "underline": 1},
    "teken": {**_LINE, "align": "right", "font_color": _SOFT},
    "dag": {**_LINE, "num_format": "dd-mm-yyyy", "align": "left", "indent": 1},
    "waarschuwing": {"bold": True, "bg_color": "#ffd84d", "font_color": "#1d1600", "text_wrap": True},
}
_A4 = 9


class Book(AbstractContextManager["Book"]):
    """A workbook being written, row by row to disk: it never holds more than one row of a sheet.

    `contents` is the sheet that every other links back to; `warnings` stand at the top of each sheet, `above`
    and `footer` above and below each page in print. The same content gives the same bytes.
    """

    def __init__(
        self,
        path: Path,
        *,
        title: str,
        made: datetime,
        warnings: Sequence[str],
        above: str,
        footer: str,
        contents: str,
    ) -> None:
        self._book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
        self._book.set_properties({"title": title, "created": made})
        self._looks: dict[tuple[str, str], Any] = {}
        self.warnings = tuple(warnings)
        self.contents = contents
        self._above, self._footer = above, footer

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if fault is None:
            self._book.close()

    def sheet(self, name: str, *, landscape: bool = True) -> Any:
        """A new sheet, set up for A4: as wide as the page, as many pages as it takes."""
        sheet = self._book.add_worksheet(name)
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.hide_gridlines(2)
        if self._above:
            sheet.set_header(f"&C&9&B{_plain(self._above)}")
        sheet.set_footer(f"&L&8{_plain(self._footer)}&R&8&A, bladzijde &P")
        return sheet

    def look(self, name: str) -> Any:
        """A look by its name in the table above."""
        return self._format(name, "")

    def number(self, form: str) -> Any:
        """A number shown in `form`."""
        return self._format("getal", form)

    def _format(self, name: str, form: str) -> Any:
        found = self._looks.get((name, form))
        if found is None:
            own = {"num_format": form} if form else {}
            found = self._looks[name, form] = self._book.add_format({**_FONT, **_LOOKS[name], **own})
        return found


def _plain(text: str) -> str:
    """A text that a header or footer shows as it is; Excel takes at most 255 characters."""
    return text[:200].replace("&", "&&")
