"""A damaged file lands no value that the undamaged one has not: each row is right, or absent and counted."""

import random
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_tables import CHECKOUT

import ingest
from ingest.bundle import DEFAULT_LIMITS, Bundle
from ingest.formats import text_blocks
from ingest.formats.survey import text_layout
from ingest.formats.text_reader import read_text
from ingest.intake import Intake
from ingest.manifest import Manifest
from ingest.privacy import Pseudonyms
from ingest.receive import Received
from ingest.rows import RowReader

CONTRACT = ingest.load_contract(CHECKOUT / "ingest" / "contract", CHECKOUT / "seeds")
OPZEGGINGEN = CONTRACT.datasets["opzeggingen"]
KEY = b"k" * 32
FOLDER = tempfile.TemporaryDirectory()
RECEIVED = Received("x", Bundle("x", None, {}), Manifest(bron="a", peildatum=date(2025, 12, 31)), {}, KEY)
INTAKE = Intake(duckdb.connect(), RECEIVED, CONTRACT, DEFAULT_LIMITS, Path(FOLDER.name), lambda *_: None)

COLUMNS = ("opzegging_id", "eenheid_id", "opzegdatum", "einddatum_huur", "reden")
ORDERS = [(0, 1, 2, 3, 4), (4, 0, 1, 2, 3), (3, 2, 0, 4, 1), (2, 4, 1, 3, 0)]
REDENEN = [
    "verhuizing",
    "",
    'een "ander" huis',
    "samenwonen; en meer",
    "eerste regel\ntweede regel",
    "koop, elders",
]
ANOTHER_TABLE = "eenheid_id;corporatie;gemeente;rekenhuur;zelfstandig\nE1;Actium;Assen;1;Ja\n"

Row = dict[str, Any]


def rows_of(count: int, redenen: list[str]) -> list[list[str]]:
    return [
        [
            f"O{i:04d}",
            f"E{i + 500:04d}",
            f"{i % 27 + 1:02d}-01-2025",
            f"2025-02-{i % 27 + 1:02d}",
            redenen[i % len(redenen)],
        ]
        for i in range(count)
    ]


def written(rows: list[list[str]], delimiter: str, quoting: str, order: Sequence[int]) -> list[str]:
    """The records as text, the header first; those of several lines hold a line break."""

    def field(text: str, column: int) -> str:
        needed = any(mark in text for mark in ('"', delimiter, "\n", ";", ","))
        if quoting == "all" or needed or (quoting == "text" and column == len(COLUMNS) - 1):
            return '"' + text.replace('"', '""') + '"'
        return text

    lines = [list(COLUMNS), *rows]
    return [delimiter.join(field(line[column], column) for column in order) for line in lines]


def read(content: str, block_bytes: int = 2**20) -> tuple[dict[str, Row], int]:
    """(key → landed row, rows that did not land); refused files land nothing."""
    path = Path(FOLDER.name) / "opzeggingen.csv"
    path.write_bytes(content.encode())
    with patch.object(text_blocks, "_LEAST_LAST_BYTES", block_bytes):
        try:
            layout = text_layout(path, path.name)
            table = read_text(path, path.name, OPZEGGINGEN, CONTRACT, layout=layout, block_bytes=block_bytes)
            rows = RowReader(INTAKE, OPZEGGINGEN, table.header, Pseudonyms(KEY, "a"))
            parsed = list(rows.read(table.blocks))
        except ingest.LeveringGeweigerd:
            return {}, 0
    landed = pl.concat([one.rows for _, one in parsed]).drop("rijnummer")
    refused = pl.concat([one.quarantine for _, one in parsed])["rijnummer"].n_unique()
    skipped = sum(block.skipped for block, _ in parsed)
    counted_apart = table.rows + sum(block.read - block.rows for block, _ in parsed)
    assert counted_apart == landed.height + refused + skipped
    return {str(row["opzegging_id"]): row for row in landed.iter_rows(named=True)}, refused + skipped


Damage = Callable[[str, int, str], str]


def insert(text: str) -> Damage:
    return lambda content, at, _: content[:at] + text + content[at:]


def delete(mark: str) -> Damage:
    def apply(content: str, at: int, delimiter: str) -> str:
        found = content.find(mark or delimiter, at)
        return content if found < 0 else content[:found] + content[found + 1 :]

    return apply


def line_around(content: str, at: int) -> tuple[int, int]:
    start, end = content.rfind("\n", 0, at) + 1, content.find("\n", at)
    return start, end if end >= 0 else len(content)


def another_delimiter(content: str, at: int, delimiter: str) -> str:
    start, end = line_around(content, at)
    other = "," if delimiter != "," else ";"
    return content[:start] + content[start:end].replace(delimiter, other) + content[end:]


def row_cut_short(content: str, at: int, delimiter: str) -> str:
    """The end of one line is gone, its last field with it: within that nothing shows it."""
    start, end = line_around(content, at)
    return content[: min(at, max(start, content.rfind(delimiter, start, end)))] + content[end:]


def cut(content: str, at: int, delimiter: str) -> str:
    """Cut off anywhere but within the last field of a row, where nothing shows it."""
    return content[: min(at, content.rfind(delimiter, 0, content.find("\n", at)))]


def transposed_quote(content: str, at: int, _: str) -> str:
    """A quote changes places with what stands behind it."""
    found = content.find('"', at, -1)
    if found < 0:
        return content
    return content[:found] + content[found + 1] + content[found] + content[found + 2 :]


def between_records(content: str, at: int) -> int:
    """The first start of a record behind this place."""
    ends = (i for i in range(at, len(content)) if content[i] == "\n" and content.count('"', 0, i) % 2 == 0)
    return next(ends, len(content) - 1) + 1


def row_moved(content: str, at: int, _: str) -> str:
    start, end = line_around(content, at)
    return content[:start] + content[end + 1 :] + content[start:end] + "\n"


def row_twice(content: str, at: int, _: str) -> str:
    start, end = line_around(content, at)
    return content[: end + 1] + content[start:end] + "\n" + content[end + 1 :]


def other_line_ends(content: str, at: int, _: str) -> str:
    return content[:at] + content[at:].replace("\n", "\r\n")


def pasted(content: str, at: int, _: str) -> str:
    """A file of the same kind behind a part of this one: its mark and its header stand halfway."""
    start = between_records(content, at)
    return content[:start] + "\ufeff" + content[: content.index("\n") + 1] + content[start:]


def another_table(content: str, at: int, _: str) -> str:
    start = between_records(content, at)
    return content[:start] + ANOTHER_TABLE + content[start:]


# Damage that touches one record.
IN_A_ROW: dict[str, Damage] = {
    "stray quote": insert('"'),
    "two quotes": insert('""'),
    "extra delimiter": lambda content, at, delimiter: content[:at] + delimiter + content[at:],
    "line break": insert("\n"),
    "blank line": insert("\n\n"),
    "carriage return": insert("\r"),
    "NUL": insert("\0"),
    "NULs": insert("\0" * 20),
    "missing quote": delete('"'),
    "missing delimiter": delete(""),
    "another delimiter": another_delimiter,
    "row cut short": row_cut_short,
}
DAMAGE: dict[str, Damage] = {
    **IN_A_ROW,
    "missing line break": delete("\n"),
    "transposed quote": transposed_quote,
    "row moved": row_moved,
    "row twice": row_twice,
    "other line ends": other_line_ends,
    "pasted file": pasted,
    "byte order mark": insert("\ufeff"),
    "cut off": cut,
    "preamble": lambda content, *_: "Rapport opzeggingen\n\n" + content,
    "no header": lambda content, *_: content[content.index("\n") + 1 :],
    "header over two lines": lambda content, _, delimiter: content.replace(delimiter, delimiter + "\n", 1),
    "second table": lambda content, *_: content + "\n" + ANOTHER_TABLE,
    "second table halfway": another_table,
}


@settings(max_examples=150, deadline=None)
@given(
    kind=st.sampled_from(sorted(DAMAGE)),
    place=st.floats(0, 1, exclude_max=True),
    delimiter=st.sampled_from([";", ",", "\t", "|"]),
    quoting=st.sampled_from(["none", "text", "all"]),
    redenen=st.lists(st.sampled_from(REDENEN), min_size=1, max_size=4),
    order=st.sampled_from(ORDERS),
    block_bytes=st.sampled_from([2**20, 60, 130, 400]),
)
@example("stray quote", 0.5, ";", "none", ["verhuizing"], ORDERS[0], 2**20)
@example("blank line", 0.15625, ";", "none", ["", *['een "ander" huis'] * 3], ORDERS[0], 2**20)
@example("missing quote", 0.9, ";", "text", ["", "x"], ORDERS[0], 130)
def test_no_landed_value_is_another(
    kind: str,
    place: float,
    delimiter: str,
    quoting: str,
    redenen: list[str],
    order: Sequence[int],
    block_bytes: int,
) -> None:
    content = "\n".join(written(rows_of(25, redenen), delimiter, quoting, order)) + "\n"
    whole, missing = read(content, block_bytes)
    assert len(whole) == 25, "the undamaged file lands whole"
    assert missing == 0
    behind_header = content.index("\n") + 1  # a damaged header is another name, and that column is left alone
    at = behind_header + int(place * (len(content) - behind_header))
    landed, _ = read(DAMAGE[kind](content, at, delimiter), block_bytes)
    for key, row in landed.items():
        if key not in whole:
            assert _damaged_id(key, whole), (kind, row)
            continue
        differing = [name for name in COLUMNS if row[name] != whole[key][name]]
        # Within a text, a character more or less cannot be seen; a swallowed delimiter or row can.
        assert set(differing) <= {"reden"}, (kind, row, whole[key])
        assert _same_but_for_damage(row["reden"], whole[key]["reden"]), (kind, row, whole[key])


def _same_but_for_damage(text: str | None, original: str | None) -> bool:
    return abs(len(text or "") - len(original or "")) <= 2


def _damaged_id(key: str, whole: dict[str, Row]) -> bool:
    return any(abs(len(key) - len(original)) <= 1 for original in whole)


def test_damage_within_a_row_stays_within_it() -> None:
    """Of 600 files with one damaged row, 95 % and more keep all other rows: only that one is quarantined."""
    chance = random.Random(20_26)
    confined = tried = 0
    while tried < 600:
        kind, order = chance.choice(sorted(IN_A_ROW)), chance.choice(ORDERS)
        delimiter, quoting = chance.choice(";,\t|"), chance.choice(["none", "text", "all"])
        rows = rows_of(40, chance.choices(REDENEN, k=3))
        records = written(rows, delimiter, quoting, order)
        hit = chance.randrange(40)
        record = records[hit + 1] + "\n"
        damaged = IN_A_ROW[kind](record, chance.randrange(len(record)), delimiter)
        if damaged == record:
            continue
        tried += 1
        records[hit + 1] = damaged.removesuffix("\n")
        landed, _ = read("\n".join(records) + "\n")
        others = [row[0] for row in rows if row[0] != rows[hit][0]]
        confined += all(other in landed for other in others)
    assert confined >= 0.95 * tried, f"{confined} of {tried}"
