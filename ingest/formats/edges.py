"""What a line that broke off can be a part of: of no value at its edge, and the row beside it is whole."""

from __future__ import annotations

import string
from collections.abc import Collection, Sequence

from ingest.contract import Column, Contract, Dataset, fold_label
from ingest.formats.first_rows import FirstRows
from ingest.formats.header import Header
from ingest.formats.key_shapes import pattern

_IN_DATES = frozenset(string.digits + "-/:. TtZz+")
_IN_NUMBERS = frozenset(string.digits + ".,-€ ")
_LONGEST_BOOLEAN = len("onwaar")
# So many ids of one make are no accident; among fewer, one of another make may have been cut into theirs.
_IDS_ENOUGH = 20


class Edges:
    """What the values of one text file can hold, by position in the row."""

    def __init__(self, dataset: Dataset, header: Header, contract: Contract, first_rows: FirstRows) -> None:
        self._columns = {at: dataset.by_name[name] for name, at in header.positions.items()}
        self._labels = contract.codes
        self._width = header.width
        self._first_rows = first_rows

    def may_miss(self, text: str, delimiter: str, fields: Sequence[str], position: int) -> bool:
        """Whether a broken line may be a part of the value at this position, the first or the last.

        It is not where no value of the column can contain the text, or where the id there looks like those
        of the file, and joined to the text would not.
        """
        column = self._columns.get(position)
        if column is None:  # not read, so nothing of it can be wrong
            return False
        if '"' in text:  # only free text may have a line end within quotes
            return column.type == "text" and _is_end_of_quoted(text, first=position == 0)
        if delimiter in text:
            return False
        if column.type == "id":
            value = fields[position].strip()
            joined = text + value if position == 0 else value + text
            return not _is_surely_whole(value, joined, self._first_rows.at(position))
        return self._may_contain(column, text.strip())

    def are_a_row(self, fields: Sequence[str]) -> bool:
        """True for fields that fit the columns so well that they cannot be a part of a text."""
        if len(fields) != self._width:
            return False
        return all(
            self._may_contain(column, field) if (field := fields[at].strip()) else not column.required
            for at, column in self._columns.items()
        )

    def _may_contain(self, column: Column, text: str) -> bool:
        """Whether some value that this column can have contains the text."""
        if column.always_lands:
            return True
        if column.type in ("date", "timestamp"):
            return _IN_DATES.issuperset(text)
        if column.type in ("int", "euro"):
            return _IN_NUMBERS.issuperset(text)
        if column.type == "bool":
            return len(text) <= _LONGEST_BOOLEAN
        if column.type == "code":
            return _within_a_label(text, self._labels[column.codes or ""])
        return True


def _is_end_of_quoted(text: str, *, first: bool) -> bool:
    """Whether a line can begin a quoted first field, or end a quoted last one: its quotes stand outside.

    On both sides, if it was torn between the two quotes that stand for one.
    """
    bare = text.strip().replace('""', "")
    return '"' not in bare.strip('"') and (bare.startswith('"') if first else bare.endswith('"'))


def _within_a_label(text: str, labels: Collection[str]) -> bool:
    part = fold_label(text)
    return any(part in label for label in labels)


def _is_surely_whole(value: str, joined: str, others: Sequence[str]) -> bool:
    """Whether an id is of the one make that all others are, and joined to the broken line is not.

    Ids that grow get a digit more, so one character more than all others shows nothing.
    """
    if len(others) < _IDS_ENOUGH:
        return False
    lengths, looks = (set(seen) for seen in zip(*map(pattern, others), strict=True))
    (length, look), (longer, other_look) = pattern(value), pattern(joined)
    if looks == {look} and other_look != look:
        return True
    return lengths == {length} and look in looks and longer > length + 1
