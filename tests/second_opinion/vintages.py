"""The leveringen landed and built at three vintages, the second reading of each, and how tables differ."""

import contextlib
import datetime as dt
import json
from pathlib import Path

import polars as pl
from cells import Coverage
from delivered import Levering, read_levering
from facts import Facts
from late_leveringen import write_leveringen
from norm_years import norm_rows
from tidy import FIGURES, KEY, tidy
from typer.testing import CliRunner

from woonmonitor.cli import main
from woonmonitor.settings import CHECKOUT

NORM_KEY = ["corporatie", "gemeente", "jaar", "lezing"]
RULES = {dt.date(2024, 9, 30): "zes_maanden", dt.date(2025, 6, 30): "twee_jaar", None: "statistisch"}
"""Per vintage the rule under which the norm is judged; None: all that landed."""
EXAMPLES = 5


def landed(folder: Path) -> list[Levering]:
    """Lands the leveringen in WOONMONITOR_HOME, and reads them here."""
    folders = write_leveringen(folder)
    result = CliRunner().invoke(main, ["ingest", *map(str, folders)])
    assert result.exit_code == 0, result.output
    return [read_levering(one, number) for number, one in enumerate(folders, start=1)]


def variables(vintage: dt.date | None) -> str:
    """What dbt is told of a vintage."""
    bekend_op = vintage.isoformat() if vintage else ""
    return json.dumps({"structureel_regel": RULES[vintage], "bekend_op": bekend_op})


def build(home: Path, vintage: dt.date | None, tables: tuple[str, ...]) -> None:
    """The models behind the tables, without dbt's own tests."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager  # noqa: PLC0415  (seconds to load)
    from dbt.cli.main import dbtRunner  # noqa: PLC0415

    words = ["build", "--select", *(f"+{name}" for name in tables), "--vars", variables(vintage)]
    words += ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
    words += ["--target-path", str(home / "dbt" / "target"), "--log-path", str(home / "dbt" / "logs")]
    try:
        with contextlib.chdir(CHECKOUT):
            assert dbtRunner().invoke([*words, "--log-level", "none"]).success
    finally:
        DuckDBConnectionManager.close_all_connections()


def second_reading(leveringen: list[Levering], vintage: dt.date | None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The tidy table and the years of the norm."""
    known = [one for one in leveringen if vintage is None or one.peildatum <= vintage]
    facts, coverage = Facts(known), Coverage(known)
    with_lettings = Coverage(one for one in known if "toewijzingen" in one.rows)
    years = norm_rows(facts, coverage, with_lettings, RULES[vintage])
    return tidy(facts, coverage), pl.DataFrame(years, infer_schema_length=None)


def tidy_differences(ours: pl.DataFrame, theirs: pl.DataFrame) -> str:
    return _differences(ours, theirs, KEY, [*FIGURES, "voorlopig", "kwalificatie"])


def norm_differences(ours: pl.DataFrame, theirs: pl.DataFrame) -> str:
    values = [name for name in theirs.columns if name not in {*NORM_KEY, "regel"}]
    return _differences(ours, theirs, NORM_KEY, values)


def _differences(ours: pl.DataFrame, theirs: pl.DataFrame, key: list[str], values: list[str]) -> str:
    """Rows that one of the two lacks and values that differ: how many, and a few of each. Empty: none."""
    found: list[object] = []
    for where, alone in (
        ("only by the second reading", ours.join(theirs, on=key, how="anti")),
        ("only in the warehouse", theirs.join(ours, on=key, how="anti")),
        ("twice in the warehouse", theirs.filter(theirs.select(key).is_duplicated())),
    ):
        if alone.height:
            found += [f"{alone.height} rows {where}:", *alone.select(key).head(EXAMPLES).rows()]
    both = ours.join(theirs, on=key, suffix="_theirs")
    for column in values:
        mine, other = pl.col(column), pl.col(f"{column}_theirs")
        differ = ~mine.eq_missing(other)
        if ours.schema[column] == pl.Float64:
            differ = (mine.is_null() != other.is_null()) | ((mine - other).abs() > 1e-9 * (1 + mine.abs()))
        rows = both.filter(differ).select(*key, mine, other)
        if rows.height:
            found += [f"{rows.height} times another {column}:", *rows.head(EXAMPLES).rows()]
    return "\n".join(map(str, found))
