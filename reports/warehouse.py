"""Reading the reporting schema: read-only, one query at a time, rows as plain dictionaries.

Every part of the report reads `reporting.*` over one connection. Those are views over the tables of the file,
so a step that publishes less replaces a view, and each file of the report follows.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

Row = dict[str, Any]

_TABLES = """
    select table_name from duckdb_tables()
    where database_name = 'gepubliceerd' and schema_name = 'reporting'
"""


@contextmanager
def open_warehouse(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that only reads the file, on one thread, so that what is written from it never depends on
    the machine. `reporting` in it is a schema of views, `gepubliceerd` the file."""
    con = duckdb.connect(config={"threads": 1, "temp_directory": f"{path}.tmp"})
    try:
        con.execute(f"attach {literal(path)} as gepubliceerd (read_only)")
        con.execute("create schema reporting")
        for (table,) in con.execute(_TABLES).fetchall():
            con.execute(f'create view reporting."{table}" as from gepubliceerd.reporting."{table}"')
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


def literal(path: Path) -> str:
    """A path as a SQL string."""
    return "'" + str(path).replace("'", "''") + "'"
