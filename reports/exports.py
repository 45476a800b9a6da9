"""rpt_indicatoren as files: the same rows, columns and order each time, so equal content is equal bytes.

indicatoren.csv is RFC 4180: UTF-8 without BOM, comma, decimal point, ISO dates, a header row. A text cell
that a spreadsheet would run as a formula gets an apostrophe before it; the parquet file has it as it is.
"""

from pathlib import Path

import duckdb

from reports.warehouse import literal

#: What makes a spreadsheet take a text for a formula.
_FORMULA_STARTS = r"^[=+\-@\t\r]"


def write_parquet(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """By every column in the order of the table: its key comes first, so the order is total."""
    con.execute(
        f"copy (from reporting.rpt_indicatoren order by all) to {literal(path)} "
        "(format parquet, compression zstd)"
    )


def write_csv(path: Path, parquet: Path) -> None:
    """The rows of `parquet`, in its order: a million of them are sorted, and held in memory, only once."""
    written = f"read_parquet({literal(parquet)})"
    with duckdb.connect(config={"threads": 1}) as con:
        columns = con.execute(f"describe from {written}").fetchall()
        safe = ", ".join(_defused(name) for name, kind, *_ in columns if kind == "VARCHAR")
        con.execute(
            f"copy (select * replace ({safe}) from {written}) to {literal(path)} "
            "(format csv, header, delimiter ',')"
        )


def _defused(name: str) -> str:
    """The column, with an apostrophe before what a spreadsheet would run."""
    is_formula = f"regexp_matches({name}, '{_FORMULA_STARTS}')"
    return f"case when {is_formula} then chr(39) || {name} else {name} end as {name}"
