"""The proof and the tokenizer: what they accept, Python's strict csv module reads the same way."""

import csv

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.formats.line_proof import plain_lines, split_lines
from ingest.formats.tokenizer import Record, Shape, read_record

FIELDS = 3
SHAPE = Shape(";", FIELDS, frozenset({2}))
PIECES = st.text(st.sampled_from('ab;"\n ,'), max_size=12)


def record(text: str) -> Record:
    lines = text.split("\n")
    return read_record(lambda i: lines[i] if i < len(lines) else None, 0, SHAPE)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("a;b;c", ["a", "b", "c"]),
        (";;", ["", "", ""]),
        ('"a";"b";"c"', ["a", "b", "c"]),
        ('"a;""b""";;', ['a;"b"', "", ""]),
        ('a;b;"c\nd"', ["a", "b", "c\nd"]),
        ('a;b;""', ["a", "b", ""]),
    ],
)
def test_sound_records(text: str, fields: list[str]) -> None:
    assert record(text).sound
    assert record(text).fields == fields


@pytest.mark.parametrize(
    "text",
    ['a;b"c;d', 'a;"b"c;d', 'a; "b";c', '"a\nb";c;d', 'a;b;"c', 'a;b;"c\nd;e;f\ng"', "a;b\rc;d", "a;\0;c"],
)
def test_records_that_are_not_sound(text: str) -> None:
    assert not record(text).sound


@settings(max_examples=300)
@given(st.lists(PIECES, min_size=1, max_size=6))
@example(['a;"b";"c"', '"";"";""'])
@example(['";";"";"a"'])
def test_a_proven_line_has_one_reading(texts: list[str]) -> None:
    block = ("\n".join(texts) + "\n").encode()
    lines = split_lines(block)
    for index, plain in enumerate(plain_lines(lines, ";", FIELDS)):
        text = lines.text(index)
        if plain:
            (fields,) = csv.reader([text], delimiter=";", strict=True)
            assert len(fields) == FIELDS
            assert record(text) == Record(fields)


@settings(max_examples=300)
@given(PIECES)
def test_a_sound_record_is_what_a_strict_reader_reads(text: str) -> None:
    found = record(text)
    if found.sound and text.split("\n", maxsplit=1)[0]:
        rows = list(
            csv.reader([line + "\n" for line in text.split("\n")[: found.lines]], delimiter=";", strict=True)
        )
        assert rows[0] == found.fields


@given(
    st.lists(
        st.lists(st.text(st.sampled_from("ab; ,"), max_size=5), min_size=FIELDS, max_size=FIELDS), min_size=1
    )
)
def test_every_line_of_a_quoted_file_is_proven(rows: list[list[str]]) -> None:
    for quoted in (True, False):
        text = "".join(
            ";".join(f'"{f}"' if quoted or ";" in f else f for f in fields) + "\n" for fields in rows
        )
        assert plain_lines(split_lines(text.encode()), ";", FIELDS).all()
