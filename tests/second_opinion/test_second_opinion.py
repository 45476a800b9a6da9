"""Every figure of the monitor, computed a second time from the same files by other code, cell for cell.

The second reading was written from the definitions, in Python and polars, without the project's SQL. Eight
leveringen with dirt, late corrections and withdrawals are landed, and built at three vintages.
"""

import datetime as dt
from dataclasses import dataclass

import duckdb
import polars as pl
import pytest
from delivered import Levering
from vintages import RULES, build, landed, norm_differences, second_reading, tidy_differences

from woonmonitor.settings import CHECKOUT

TABLES = ("rpt_indicatoren", "rpt_norm_vrije_ruimte", "rpt_bestanden", "rpt_leveringen")
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
        leveringen = landed(folder)
        for vintage in RULES:
            build(home, vintage, TABLES)
            with duckdb.connect(str(home / "bouw" / "warehouse.duckdb"), read_only=True) as connection:
                for name in TABLES:
                    tables[name, vintage] = connection.execute(f"select * from reporting.{name}").pl()
    figures, norm = {}, {}
    for vintage in RULES:
        ours, years = second_reading(leveringen, vintage)
        figures[vintage] = ours, tables["rpt_indicatoren", vintage]
        norm[vintage] = years, tables["rpt_norm_vrije_ruimte", vintage]
    ledger = tables["rpt_bestanden", None].join(tables["rpt_leveringen", None], on="levering_id")
    return Built(figures, norm, leveringen, ledger)


@pytest.mark.parametrize("vintage", RULES, ids=str)
def test_every_cell_of_the_tidy_table(built: Built, vintage: dt.date | None) -> None:
    found = tidy_differences(*built.tidy[vintage])
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
    found = norm_differences(*built.norm[vintage])
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
