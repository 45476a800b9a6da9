"""rpt_indicatoren as files: the same rows, columns and order each time, so equal content is equal bytes.

indicatoren.csv is RFC 4180: UTF-8 without BOM, comma, decimal point, ISO dates, a header row. A text cell
that a spreadsheet would run as a formula gets an apostrophe before it; the parquet file has it as it is.
"""

from pathlib import Path

import duckdb

#: What makes a spreadsheet take a text for a formula.
_FORMULA_STARTS = r"^[=+\-@\t\r]"

_SORTED = "gesorteerde_indicatoren"


def sort_figures(con: duckdb.DuckDBPyConnection) -> None:
    """Puts the figures in their order, once for both files.

    By every column in the order of the table: its key comes first, so the order is total.
    """
    con.execute(f"create temp table {_SORTED} as from reporting.rpt_indicatoren order by all")


def write_csv(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    safe = ", ".join(_defused(name) for name, kind in _columns(con) if kind == "VARCHAR")
    con.execute(
        f"copy (select * replace ({safe}) from {_SORTED}) to {_literal(path)} "
        "(format csv, header, delimiter ',')"
    )


def write_parquet(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    con.execute(f"copy {_SORTED} to {_literal(path)} (format parquet, compression zstd)")


def _defused(name: str) -> str:
    """The column, with an apostrophe before what a spreadsheet would run."""
    is_formula = f"regexp_matches({name}, '{_FORMULA_STARTS}')"
    return f"case when {is_formula} then chr(39) || {name} else {name} end as {name}"


def _columns(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in con.execute(f"describe {_SORTED}").fetchall()]


def _literal(path: Path) -> str:
    """A path as a SQL string."""
    return "'" + str(path).replace("'", "''") + "'"
