"""The first lines of a text file: which delimiter it has, where its header stands, where its data begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.contract import Dataset
from ingest.formats.header import Header, fits, match_header, names_required_half, no_header, recognised
from ingest.formats.line_proof import Lines
from ingest.formats.tokenizer import Record, Shape, read_record
from ingest.refusal import file_refused

DELIMITERS = (";", ",", "\t", "|")

_SEP_LINE = re.compile(r'"?sep=([;,\t|])"?[;,\t|]*', re.IGNORECASE)
_LOOK_AHEAD_LINES = 50
_ANYWHERE = frozenset(range(16384))


@dataclass(frozen=True)
class TextHeader:
    """The header, the delimiter that it shows, and the index of the first line behind it."""

    header: Header
    delimiter: str
    data_from: int


def read_text_header(lines: Lines, dataset: Dataset, name: str) -> TextHeader:
    """Raises LeveringGeweigerd: B001 without a header on the first filled line, B002, B003, B005."""
    index = 0
    given = _SEP_LINE.fullmatch(lines.text(0))
    if given:
        index = 1
    while index < len(lines) and not lines.text(index).strip():
        index += 1
    if index == len(lines):
        raise no_header(name)
    if "\0" in lines.text(index):
        raise file_refused("B003", "de tekenset is niet te lezen; sla het bestand op als UTF-8", name)
    delimiter, record = _best(lines, index, dataset, (given[1],) if given else DELIMITERS)
    if not names_required_half(record.fields, dataset):
        _refuse_preamble(lines, index + 1, dataset, name)
    if not record.sound or not fits(record.fields, dataset):
        raise no_header(name)
    _refuse_over_two_lines(lines, index + record.lines, record.fields, dataset, name)
    return TextHeader(match_header(record.fields, dataset, name), delimiter, index + record.lines)


def _best(lines: Lines, index: int, dataset: Dataset, delimiters: tuple[str, ...]) -> tuple[str, Record]:
    """The delimiter under which this line names the most contract columns."""

    def line_at(i: int) -> str | None:
        return lines.text(i) if i < len(lines) else None

    records = [(d, read_record(line_at, index, Shape(d, len(_ANYWHERE), _ANYWHERE))) for d in delimiters]
    return max(records, key=lambda pair: (pair[1].sound, len(set(recognised(pair[1].fields, dataset)))))


def _refuse_over_two_lines(
    lines: Lines, following: int, fields: list[str], dataset: Dataset, name: str
) -> None:
    """A last name that is a column only with the next line behind it was broken in two."""
    while following < len(lines) and not lines.text(following).strip():
        following += 1
    rest = lines.text(following) if following < len(lines) else ""
    if not recognised(fields[-1:], dataset) and recognised([fields[-1] + rest], dataset):
        raise file_refused("B001", "de kopregel staat over twee regels; zet hem op een regel", name)


def _refuse_preamble(lines: Lines, start: int, dataset: Dataset, name: str) -> None:
    for index in range(start, min(start + _LOOK_AHEAD_LINES, len(lines))):
        text = lines.text(index)
        if any(names_required_half(text.replace('"', "").split(d), dataset) for d in DELIMITERS):
            raise no_header(name, found_at=index + 1)
