"""Every figure of the monitor, computed a second time from the same files by other code, cell for cell.

The second reading was written from the definitions, in Python and polars, without the project's SQL. Eight
leveringen with dirt, late corrections and withdrawals are landed, and built at three vintages.
"""

import contextlib
import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import pytest
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
TABLES = ("rpt_indicatoren", "rpt_norm_vrije_ruimte", "rpt_bestanden", "rpt_leveringen")
EXAMPLES = 5
ENOUGH, FEW = 500, {"huurstijging": 80, "jongeren_23_zonder_woning": 100, "kans_op_woning": 40}
"""How many cells with a figure there are at least, of each indicator; of some there can be only few."""
FEW |= {"mutatiegraad": 200, "mutatiegraad_jongeren": 200, "zoektijd_alle_zoekers": 1}


@dataclass(frozen=True, repr=False)
class Built:
    """Per vintage the tidy table and the norm, by the second reading and by the warehouse; the ledger."""

    tidy: dict[dt.date | None, tuple[pl.DataFrame, pl.DataFrame]]
    norm: dict[dt.date | None, tuple[pl.DataFrame, pl.DataFrame]]
    leveringen: list[Levering]
    ledger: pl.DataFrame


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("second_opinion")
    home = folder / "home"
    tables = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WOONMONITOR_HOME", str(home))
        folders = write_leveringen(folder)
        result = CliRunner().invoke(main, ["ingest", *map(str, folders)])
        assert result.exit_code == 0, result.output
        for vintage in RULES:
            _build(home, vintage)
            with duckdb.connect(str(home / "bouw" / "warehouse.duckdb"), read_only=True) as connection:
                for name in TABLES:
                    tables[name, vintage] = connection.execute(f"select * from reporting.{name}").pl()
    leveringen = [read_levering(one, number) for number, one in enumerate(folders, start=1)]
    figures, norm = {}, {}
    for vintage, rule in RULES.items():
        known = [one for one in leveringen if vintage is None or one.peildatum <= vintage]
        facts, coverage = Facts(known), Coverage(known)
        ours = tidy(facts, coverage)
        figures[vintage] = ours, tables["rpt_indicatoren", vintage]
        with_lettings = Coverage(one for one in known if "toewijzingen" in one.rows)
        years = pl.DataFrame(norm_rows(facts, coverage, with_lettings, rule), infer_schema_length=None)
        norm[vintage] = years, tables["rpt_norm_vrije_ruimte", vintage]
    ledger = tables["rpt_bestanden", None].join(tables["rpt_leveringen", None], on="levering_id")
    return Built(figures, norm, leveringen, ledger)


def _build(home: Path, vintage: dt.date | None) -> None:
    """The models behind TABLES, without dbt's own tests."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager  # noqa: PLC0415  (seconds to load)
    from dbt.cli.main import dbtRunner  # noqa: PLC0415

    variables = {"structureel_regel": RULES[vintage], "bekend_op": vintage.isoformat() if vintage else ""}
    words = ["build", "--select", *(f"+{name}" for name in TABLES), "--vars", json.dumps(variables)]
    words += ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
    words += ["--target-path", str(home / "dbt" / "target"), "--log-path", str(home / "dbt" / "logs")]
    try:
        with contextlib.chdir(CHECKOUT):
            assert dbtRunner().invoke([*words, "--log-level", "none"]).success
    finally:
        DuckDBConnectionManager.close_all_connections()


def differences(ours: pl.DataFrame, theirs: pl.DataFrame, key: list[str], values: list[str]) -> str:
    """Rows that one of the two lacks and values that differ: how many, and a few of each. Empty: none."""
    found: list[object] = []
    for where, alone in (
        ("only by the second reading", ours.join(theirs, on=key, how="anti")),
        ("only in the warehouse", theirs.join(ours, on=key, how="anti")),
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


def tidy_differences(built: Built, vintage: dt.date | None) -> str:
    ours, theirs = built.tidy[vintage]
    return differences(ours, theirs, KEY, [*FIGURES, "voorlopig", "kwalificatie"])


def norm_differences(built: Built, vintage: dt.date | None) -> str:
    ours, theirs = built.norm[vintage]
    values = [name for name in theirs.columns if name not in {*NORM_KEY, "regel"}]
    return differences(ours, theirs, NORM_KEY, values)


@pytest.mark.parametrize("vintage", RULES, ids=str)
def test_every_cell_of_the_tidy_table(built: Built, vintage: dt.date | None) -> None:
    found = tidy_differences(built, vintage)
    assert not found, found


def test_no_figure_agrees_on_next_to_nothing(built: Built) -> None:
    """Each indicator has many figures, and not one and the same everywhere."""
    ours, _ = built.tidy[None]
    indicators = {
        path.stem.removeprefix("ind_") for path in CHECKOUT.glob("models/marts/indicatoren/*/ind_*")
    }
    assert set(ours["indicator"]) == indicators
    found = ours.filter(pl.col("waarde").is_not_null()).group_by("indicator")
    seen = found.agg(cells=pl.len(), different=pl.col("waarde").n_unique())
    assert set(seen["indicator"]) == indicators
    for indicator, cells, different in seen.iter_rows():
        assert cells >= FEW.get(indicator, ENOUGH), indicator
        assert different > 5 or indicator == "zoektijd_alle_zoekers", indicator


def test_a_column_that_came_later_was_not_there_before(built: Built) -> None:
    first, last = (built.tidy[vintage][0] for vintage in (min(filter(None, RULES)), None))
    for indicator in ("passend_toewijzen", "voorraad_geclusterd"):
        assert set(first.filter(indicator=indicator)["kwalificatie"]) == {"niet leverbaar"}
        assert set(last.filter(indicator=indicator)["kwalificatie"]) == {None}


@pytest.mark.parametrize("vintage", RULES, ids=str)
def test_every_year_of_the_norm(built: Built, vintage: dt.date | None) -> None:
    found = norm_differences(built, vintage)
    assert not found, found


@pytest.mark.parametrize("vintage", RULES, ids=str)
def test_the_rule_fires_somewhere(built: Built, vintage: dt.date | None) -> None:
    """Or the two readings would agree on less than they seem to."""
    _, theirs = built.norm[vintage]
    limbs = set(theirs.filter(oordeel="structureel")["regel_grond"])
    assert limbs == ({"A", "B"} if vintage is None else {RULES[vintage].replace("_", " ")})


def test_what_is_read_here_is_what_landed(built: Built) -> None:
    read = {
        (levering.nummer, dataset, len(rows))
        for levering in built.leveringen
        for dataset, rows in levering.rows.items()
    }
    assert read == set(built.ledger.select("volgnummer", "dataset", "rijen_geland").rows())
