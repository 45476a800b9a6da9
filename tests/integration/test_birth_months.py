"""A birth month leaves staging only as an age."""

from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from conftest import Monitor


def test_no_table_outside_staging_holds_one(gedraaid: "Monitor") -> None:
    with duckdb.connect(str(gedraaid.state.warehouse), read_only=True) as connection:
        schemas = connection.execute(
            "select distinct schema_name from duckdb_columns()"
            " where not internal and column_name similar to '.*geboorte.*'"
        ).fetchall()
    assert schemas == [("staging",)]
