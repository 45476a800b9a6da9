"""The SQLAlchemy dialect through which Great Expectations talks to DuckDB."""

from __future__ import annotations

from duckdb_sqlalchemy import Dialect, DuckDBExecutionContext
from sqlalchemy.dialects import registry
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

URL = "duckdb+gebufferd://"


class _BufferedExecutionContext(DuckDBExecutionContext):  # type: ignore[misc]
    """Keeps a result's rows in memory, because Great Expectations fetches after it closed the connection.

    Without it every expectation ends in "list index out of range". Gates ask for counts only, so a result is
    a handful of rows.
    """

    def post_exec(self) -> None:
        super().post_exec()
        if self.cursor.description:
            self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(
                self.cursor, initial_buffer=self.cursor.fetchall()
            )


class BufferedDuckDBDialect(Dialect):  # type: ignore[misc]
    """duckdb-sqlalchemy, with results that outlive their connection."""

    execution_ctx_cls = _BufferedExecutionContext
    supports_statement_cache = True


registry.register("duckdb.gebufferd", __name__, BufferedDuckDBDialect.__name__)
