"""Lines that are no data: blank ones, a repeated header, trailing totals; and the header of another table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import polars as pl

from ingest.contract import fold_header
from ingest.formats.header import Header

_TOTALS = ("totaal", "eindtotaal", "aantal records")
_DIGITS = list("0123456789")

Kind = Literal["blank", "header", "second_table"]


def begins_totals(cells: Sequence[str]) -> bool:
    """True when the first non-empty cell begins like a total; only trailing lines are tested."""
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    return first.lower().startswith(_TOTALS)


def kind_of(cells: Sequence[str], header: Header, spellings: frozenset[str]) -> Kind | None:
    """What these cells are when they are no data row; None for a data row.

    `spellings`: every known header of every dataset, folded. A row is another table's header when at
    least two of its cells, and half of those filled, are known headers.
    """
    filled = [cell for cell in cells if cell.strip()]
    if not filled:
        return "blank"
    folded = [fold_header(cell) for cell in cells]
    if folded == [fold_header(name) for name in header.names]:
        return "header"
    known = sum(name in spellings for name in folded if name)
    return "second_table" if known >= 2 and 2 * known >= len(filled) else None


def suspects(cells: pl.DataFrame, columns: Sequence[str], spellings: frozenset[str]) -> pl.DataFrame:
    """The rows that `kind_of` must look at: one of these columns is empty, or itself a header.

    No header has a digit, and hardly an id or a date is without one: that leaves few rows to fold.
    """
    few = cells.filter(pl.any_horizontal(~pl.col(column).str.contains_any(_DIGITS) for column in columns))
    letters = [
        pl.col(c).str.strip_chars().str.to_lowercase().str.replace_all(r"[\s_\-]", "") for c in columns
    ]
    return few.filter(pl.any_horizontal((text == "") | text.is_in(list(spellings)) for text in letters))
