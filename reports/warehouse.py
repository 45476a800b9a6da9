"""Reading the reporting schema: read-only, one query at a time, rows as plain dictionaries."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

Row = dict[str, Any]


@contextmanager
def open_warehouse(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection on one thread, so that what is written from it never depends on the machine."""
    con = duckdb.connect(str(path), read_only=True, config={"threads": 1})
    try:
        yield con
    finally:
        con.close()


def rows(
    con: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
) -> list[Row]:
    """The rows of one query, each as column name → value."""
    cursor = con.execute(sql, parameters)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
