"""Rows go to the landing as one stream, and come there whole, in order, and once."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.duplicates import KeyOrder
from ingest.shelf import Shelf
from ingest.stream import insert

SCHEMA = {"id": pl.String(), "rijnummer": pl.Int64()}


def frame(*numbers: int) -> pl.DataFrame:
    return pl.DataFrame({"id": [f"I{n}" for n in numbers], "rijnummer": numbers}, schema=SCHEMA)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("create schema landing")
        connection.execute("create table landing.reacties (id varchar, bron varchar, rijnummer bigint)")
        yield connection


def rows(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, int]]:
    return connection.execute("from landing.reacties").fetchall()


@given(st.lists(st.integers(0, 9), max_size=12))
def test_every_row_arrives_once_and_in_order_however_they_are_cut(sizes: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patch, duckdb.connect() as connection:
        patch.setattr("ingest.stream._ROW_GROUP", 4)
        connection.execute("create schema landing; create table landing.r (id varchar, rijnummer bigint)")
        starts = [sum(sizes[:index]) for index in range(len(sizes))]
        frames = [frame(*range(start, start + size)) for start, size in zip(starts, sizes, strict=True)]
        insert(connection, "r", iter(frames), SCHEMA, {})
        landed = connection.execute("from landing.r").fetchall()
        assert landed == [(f"I{n}", n) for n in range(sum(sizes))]


def test_no_row_group_but_the_last_is_half_filled(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "groups.duckdb")) as connection:
        connection.execute("create schema landing; create table landing.r (id varchar, rijnummer bigint)")
        insert(connection, "r", (frame(*range(n, n + 50_000)) for n in range(0, 300_000, 50_000)), SCHEMA, {})
        connection.execute("checkpoint")
        groups = connection.execute(
            "select sum(count) from pragma_storage_info('landing.r') "
            "where column_name = 'rijnummer' and segment_type = 'BIGINT' "
            "group by row_group_id order by row_group_id"
        ).fetchall()
        assert [int(count) for (count,) in groups] == [122_880, 122_880, 54_240]


def test_constants_stand_in_every_row(connection: duckdb.DuckDBPyConnection) -> None:
    insert(connection, "reacties", iter([frame(1), frame(2)]), SCHEMA, {"bron": "een 'bron'"})
    assert rows(connection) == [("I1", "een 'bron'", 1), ("I2", "een 'bron'", 2)]


def test_what_is_raised_while_reading_comes_through_and_leaves_the_transaction(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    def broken() -> Iterator[pl.DataFrame]:
        yield frame(1)
        raise ValueError("here")

    connection.begin()
    with pytest.raises(ValueError, match="here"):
        insert(connection, "reacties", broken(), SCHEMA, {"bron": "b"})
    rows(connection)  # a transaction that ended would raise
    connection.rollback()
    assert rows(connection) == []


def test_frames_come_from_the_shelf_in_order_and_once(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, "wacht")
    for number in (1, 2, 3):
        shelf.put(frame(number))
    assert pl.concat(shelf.take()).equals(frame(1, 2, 3))
    assert list(shelf.take()) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("blocks", "rises"),
    [
        ([["R8", "R9", "R10"], ["R11"]], True),
        ([["A"], [], ["B"]], True),
        ([[]], True),
        ([["R1", "R1"]], False),
        ([["R1"], ["R1"]], False),  # the last of one block is the first of the next
        ([["R2", "R1"]], False),
        ([["R10", "R9"]], False),
        ([["R2"], ["R1"], ["R3"]], False),
    ],
)
def test_keys_that_rise(blocks: list[list[str]], rises: bool) -> None:
    order = KeyOrder()
    for keys in blocks:
        order.see(pl.Series("sleutel", keys, dtype=pl.String))
    assert order.rises is rises


@given(st.lists(st.lists(st.text("aé9\0", max_size=3), max_size=4), max_size=4))
def test_of_keys_that_rise_none_comes_twice(blocks: list[list[str]]) -> None:
    order = KeyOrder()
    for keys in blocks:
        order.see(pl.Series(keys, dtype=pl.String))
    seen = [key for keys in blocks for key in keys]
    in_order = sorted(seen, key=lambda key: (len(key.encode()), key.encode()))
    assert order.rises == (seen == in_order and len(set(seen)) == len(seen))
