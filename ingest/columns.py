"""Text to typed values, one column at a time; each distinct text is parsed once, by the contract's type."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl

from ingest.contract import Column, Contract, clean_label, fold_label
from ingest.dates import parse_date, parse_timestamps_fast
from ingest.formats.blocks import EXACT
from ingest.numbers import decimal_separator_shown, may_be_ambiguous, parse_exact_number, parse_number
from ingest.privacy import looks_personal

POLARS_TYPES: dict[str, pl.DataType] = {
    "id": pl.String(),
    "text": pl.String(),
    "code": pl.String(),
    "date": pl.Date(),
    "timestamp": pl.Datetime("us"),
    "int": pl.Int32(),
    "euro": pl.Decimal(10, 2),
    "bool": pl.Boolean(),
}
ROWS_NAMED = 5
NUMBER_TYPES = ("int", "euro")

_NOTHING = frozenset({"", "null", "-", "n.v.t.", "nvt"})
_UNKNOWN = "onbekend"
_BOOLEANS = {
    **dict.fromkeys(("ja", "j", "true", "1", "waar"), True),
    **dict.fromkeys(("nee", "n", "false", "0", "onwaar"), False),
}
_MOST = {"int": Decimal(2**31 - 1), "euro": Decimal("99999999.99")}

Outcome = tuple[Any, str | None]
Parse = Callable[[str], Outcome]


class ColumnReader:
    """One contract column of one file: what its numbers show, which labels it has that no seed knows."""

    def __init__(self, column: Column, contract: Contract) -> None:
        self.column = column
        self.unknown_labels: Counter[str] = Counter()
        self.unknown_rows: list[int] = []  # the first few
        self.without_label = 0
        self._labels = contract.codes.get(column.codes or "", {})
        self._separators: set[str] = set()
        self._dtype = POLARS_TYPES[column.type]

    def ambiguous(self, texts: pl.Series) -> pl.Series:
        """Which numbers only the whole column can tell; takes in the evidence of the others meanwhile."""
        distinct = texts.unique()
        stripped = distinct.str.strip_chars().to_list()
        self._separators |= {shown for text in stripped if (shown := decimal_separator_shown(text))}
        doubted = distinct.filter(pl.Series([may_be_ambiguous(text) for text in stripped], dtype=pl.Boolean))
        return texts.is_in(doubted.to_list())

    def read(self, texts: pl.Series) -> tuple[pl.Series, pl.Series]:
        """Delivered texts → (values of the column's type, refusal codes); a refused or empty cell is null."""
        if texts.is_empty():  # of which polars' replace_strict would not change the type
            return pl.Series(dtype=self._dtype), pl.Series(dtype=pl.String)
        if self.column.type == "id":
            values = self._ids(texts.str.strip_chars())
            codes = pl.repeat(None, len(values), dtype=pl.String, eager=True)
        elif self.column.type == "timestamp":
            values, codes = self._timestamps(texts.str.strip_chars())
        else:
            values, codes = self._by_distinct(texts)
        if self.column.required and not self.column.always_lands:
            missing = values.is_null() & codes.is_null()
            codes = codes.set(missing, "R101") if missing.any() else codes
        return values, codes

    def _is_nothing(self, text: str) -> bool:
        folded = text.lower()
        return folded in _NOTHING or (folded == _UNKNOWN and not self.column.required)

    def _ids(self, texts: pl.Series) -> pl.Series:
        nothing = _NOTHING if self.column.required else _NOTHING | {_UNKNOWN}
        lengths = texts.str.len_chars()
        if lengths.equals(texts.str.len_bytes()):  # ASCII, which is in NFC
            if not (lengths <= max(map(len, nothing))).any():
                return texts
        else:
            texts = texts.str.normalize("NFC")
        return texts.set(texts.str.to_lowercase().is_in(list(nothing)), None)

    def _timestamps(self, texts: pl.Series) -> tuple[pl.Series, pl.Series]:
        moments = parse_timestamps_fast(texts)
        if not moments.has_nulls():
            return moments, pl.repeat(None, len(texts), dtype=pl.String, eager=True)
        surely = moments.is_not_null()
        rest, codes = self._by_distinct(texts.set(surely, ""))
        return moments.zip_with(surely, rest), codes

    def _by_distinct(self, texts: pl.Series) -> tuple[pl.Series, pl.Series]:
        distinct = texts.unique()
        parse = self._parser()
        outcomes = [parse(text) for text in distinct.str.strip_chars()]
        place = texts.replace_strict(distinct, pl.int_range(len(distinct), eager=True), return_dtype=pl.Int64)
        values = pl.Series([value for value, _ in outcomes], dtype=self._dtype)
        codes = pl.Series([code for _, code in outcomes], dtype=pl.String)
        return values.gather(place), codes.gather(place)

    def _parser(self) -> Parse:
        by_type: dict[str, Parse] = {
            "text": self._text,
            "code": self._code,
            "date": self._date,
            "timestamp": self._moment,
            "int": self._number,
            "euro": self._number,
            "bool": self._bool,
        }
        return by_type[self.column.type]

    def _text(self, text: str) -> Outcome:
        if self._is_nothing(text):
            return None, None
        return (None, "R109") if looks_personal(text) else (clean_label(text), None)

    def _code(self, text: str) -> Outcome:
        if fold_label(text) in self._labels:
            return clean_label(text), None
        if self._is_nothing(text):
            return None, None
        if self.column.always_lands:  # an unknown label is kept, unless it is about a person
            return None if looks_personal(text) else clean_label(text), None
        return None, "R105"

    def _moment(self, text: str) -> Outcome:
        if self._is_nothing(text):
            return None, None
        return parse_date(text, end_date=self.column.end_date)

    def _date(self, text: str) -> Outcome:
        moment, code = self._moment(text)
        day: date | None = moment.date() if isinstance(moment, datetime) else None
        return (day.replace(day=1) if day and self.column.truncate == "month" else day), code

    def _number(self, text: str) -> Outcome:
        if self._is_nothing(text):
            return None, None
        decimals = 0 if self.column.type == "int" else 2
        if text.startswith(EXACT):
            number, code = parse_exact_number(text.removeprefix(EXACT), decimals=decimals)
        else:
            settled = next(iter(self._separators)) if len(self._separators) == 1 else None
            number, code = parse_number(text, settled, decimals=decimals)
        if number is None:
            return None, code
        least, most = self.column.min, self.column.max
        too_small = least is not None and number < least
        if too_small or number > (_MOST[self.column.type] if most is None else most):
            return None, "R106"
        return (int(number) if self.column.type == "int" else number), None

    def _bool(self, text: str) -> Outcome:
        if self._is_nothing(text):
            return None, None
        answer = _BOOLEANS.get(text.lower())
        return answer, None if answer is not None else "R105"

    def note_unknown(self, texts: pl.Series, rows: pl.Series) -> None:
        """Counts what lands as onbekend: labels that no seed knows, with the rows (`rows`: their numbers)."""
        stripped = texts.str.strip_chars()
        unknown = []
        for text, count in stripped.value_counts().iter_rows():
            if fold_label(text) in self._labels:
                continue
            if self._is_nothing(text):
                self.without_label += count
            else:
                unknown.append(text)
                self.unknown_labels["" if looks_personal(text) else clean_label(text)] += count
        if unknown:
            found = rows.filter(stripped.is_in(unknown)).head(ROWS_NAMED).to_list()
            self.unknown_rows = sorted([*self.unknown_rows, *found])[:ROWS_NAMED]

    def nearest_label(self, label: str) -> str | None:
        """The known label, folded, that an unknown one may be a slip of."""
        close = difflib.get_close_matches(fold_label(label), self._labels, n=1, cutoff=0.85)
        return close[0] if close else None
