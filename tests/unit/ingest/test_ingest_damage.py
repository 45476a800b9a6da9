"""A damaged file lands no value that the undamaged one has not: each row is right, or absent and counted."""

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_tables import CHECKOUT

import ingest
from ingest.bundle import DEFAULT_LIMITS, Bundle
from ingest.formats.open_tables import open_tables
from ingest.intake import Intake
from ingest.manifest import Manifest
from ingest.privacy import Pseudonyms
from ingest.receive import Received
from ingest.rows import RowReader

CONTRACT = ingest.load_contract(CHECKOUT / "ingest" / "contract", CHECKOUT / "seeds")
KEY = b"k" * 32
UNUSED = duckdb.connect()  # reading rows touches no database

OPZEGGING = ("opzegging_id", "eenheid_id", "opzegdatum", "einddatum_huur", "reden")
REDENEN = [
    "verhuizing",
    "",
    'een "ander" huis',
    "samenwonen; en meer",
    "eerste regel\ntweede regel",
    "koop, elders",
]

SECOND_TABLE = "\neenheid_id;corporatie;gemeente;rekenhuur;zelfstandig\nE1;Actium;Assen;1;Ja\n"

Row = tuple[Any, ...]


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


def written(rows: list[list[str]], delimiter: str, quoting: str) -> str:
    def field(text: str, index: int) -> str:
        needed = any(mark in text for mark in ('"', delimiter, "\n", ";", ","))
        if quoting == "all" or needed or (quoting == "text" and index == len(OPZEGGING) - 1):
            return '"' + text.replace('"', '""') + '"'
        return text

    lines = [list(OPZEGGING), *rows]
    return "\n".join(delimiter.join(field(text, i) for i, text in enumerate(line)) for line in lines) + "\n"


def read(content: str) -> tuple[dict[str, Row], int, int]:
    """(key → landed row, rows that did not land, rows read); refused files land nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "opzeggingen.csv"
        path.write_bytes(content.encode())
        manifest = Manifest(bron="a", peildatum=date(2025, 12, 31))
        received = Received("x", Bundle("x", None, {}), manifest, {}, KEY)
        with duckdb.connect() as connection:
            intake = Intake(connection, received, CONTRACT, DEFAULT_LIMITS, Path(folder), lambda *_: None)
            try:
                dataset = CONTRACT.datasets["opzeggingen"]
                (table,) = open_tables(path, path.name, dataset, CONTRACT, DEFAULT_LIMITS).tables
                parsed = list(
                    RowReader(intake, dataset, table.header, Pseudonyms(KEY, "a")).read(table.blocks)
                )
            except ingest.LeveringGeweigerd:
                return {}, 0, 0
    landed = pl.concat([one.rows for _, one in parsed]).drop("rijnummer")
    refused = pl.concat([one.quarantine for _, one in parsed])["rijnummer"].n_unique()
    total, skipped = sum(block.read for block, _ in parsed), sum(block.skipped for block, _ in parsed)
    assert total == landed.height + refused + skipped
    return {row[0]: row for row in landed.iter_rows()}, refused + skipped, total


Damage = Callable[[str, int, str], str]


def insert(text: str) -> Damage:
    return lambda content, at, _: content[:at] + text + content[at:]


def delete(mark: str) -> Damage:
    def apply(content: str, at: int, delimiter: str) -> str:
        found = content.find(mark or delimiter, at)
        return content if found < 0 else content[:found] + content[found + 1 :]

    return apply


def another_delimiter(content: str, at: int, delimiter: str) -> str:
    start, end = content.rfind("\n", 0, at) + 1, content.find("\n", at)
    other = "," if delimiter != "," else ";"
    return content[:start] + content[start:end].replace(delimiter, other) + content[end:]


def cut(content: str, at: int, delimiter: str) -> str:
    """Cut off anywhere but within the last field of a row, where nothing shows it."""
    return content[: min(at, content.rfind(delimiter, 0, content.find("\n", at)))]


DAMAGE: dict[str, Damage] = {
    "stray quote": insert('"'),
    "two quotes": insert('""'),
    "extra delimiter": lambda content, at, delimiter: content[:at] + delimiter + content[at:],
    "line break": insert("\n"),
    "carriage return": insert("\r"),
    "NUL": insert("\0"),
    "missing quote": delete('"'),
    "missing delimiter": delete(""),
    "missing line break": delete("\n"),
    "another delimiter": another_delimiter,
    "cut off": cut,
    "preamble": lambda content, *_: "Rapport opzeggingen\n\n" + content,
    "second table": lambda content, *_: content + SECOND_TABLE,
}


@settings(max_examples=150, deadline=None)
@given(
    kind=st.sampled_from(sorted(DAMAGE)),
    place=st.floats(0, 1, exclude_max=True),
    delimiter=st.sampled_from([";", ",", "\t", "|"]),
    quoting=st.sampled_from(["none", "text", "all"]),
    redenen=st.lists(st.sampled_from(REDENEN), min_size=1, max_size=4),
)
@example("stray quote", 0.5, ";", "none", ["verhuizing"])
@example("missing quote", 0.9, ";", "text", ["", "x"])
def test_no_landed_value_is_another(
    kind: str, place: float, delimiter: str, quoting: str, redenen: list[str]
) -> None:
    rows = rows_of(9, redenen)
    content = written(rows, delimiter, quoting)
    whole, missing, _ = read(content)
    assert len(whole) == 9, "the undamaged file lands whole"
    assert missing == 0
    behind_header = content.index("\n") + 1  # a damaged header is another name, and that column is left alone
    at = behind_header + int(place * (len(content) - behind_header))
    damaged = DAMAGE[kind](content, at, delimiter)
    landed, _, _ = read(damaged)
    for key, row in landed.items():
        if key in whole:
            assert row[:4] == whole[key][:4], kind
            if row != whole[key]:
                # Within a text, a character more or less cannot be seen; a swallowed delimiter or row can.
                assert _same_but_for_damage(row[4], whole[key][4]), (kind, row, whole[key])
        else:
            assert _damaged_id(key, whole), (kind, row)


def _same_but_for_damage(text: str | None, original: str | None) -> bool:
    return abs(len(text or "") - len(original or "")) <= 2


def _damaged_id(key: str, whole: dict[str, Row]) -> bool:
    return any(abs(len(key) - len(original)) <= 1 for original in whole)
