"""The public tier: no small count, none that follows from others, and a check that sees it when one does."""

import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openbaar_markt import build

from reports import Thresholds, TierLeaks, TiersMix, exports, write_reports
from reports.openbaar import onderdrukken, public_warehouse, tabellen, verify
from reports.openbaar.cellen import TOTAL, Cell, Contradiction, Shown
from reports.openbaar.onderdrukken import CannotBeHidden, choose
from reports.openbaar.tabellen import TABLES, UnknownTable
from reports.openbaar.tellingen import declared
from reports.openbaar.verbanden import relations
from reports.openbaar.vergelijkingen import Contradicted
from reports.openbaar.zekerheid import Certainty

DREMPELS = Thresholds()
DIMENSIONS = ("wijk", "leeftijdsgroep")
REPORTING = Path(__file__).parents[3] / "models/reporting"

Cells = dict[Cell, int]


def cell(dimension: str = TOTAL, value: str = TOTAL, telling: str = "ingeschrevenen") -> Cell:
    return Cell(telling, "2024", "alle", "alle", dimension, value)


def two_breakdowns(by_wijk: list[int], others: list[int]) -> Shown:
    """One total broken down in two ways; the second is cut or filled up to the same total."""
    total = sum(by_wijk)
    second: list[int] = []
    for value in others:
        second.append(min(value, total - sum(second)))
    second.append(total - sum(second))
    shown = Shown({cell(): total})
    for dimension, values in zip(DIMENSIONS, (by_wijk, second), strict=True):
        shown.uitgesplitst.add((cell(), dimension))
        shown.bekend |= {cell(dimension, f"{i}"): value for i, value in enumerate(values)}
    return shown


def every_table(shown: Cells, hidden: set[Cell]) -> Iterator[Cells]:
    """All whole-numbered tables that agree with what is shown, by trying every one; the total is shown."""
    of_each = [
        [
            values
            for values in product(range(1, shown[cell()] + 1), repeat=len(unknown))
            if sum(values) == shown[cell()] - sum(v for one, v in shown.items() if one.dimensie == dimension)
        ]
        for dimension in DIMENSIONS
        for unknown in [sorted(one for one in hidden if one.dimensie == dimension)]
    ]
    for values in product(*of_each):
        yield shown | dict(zip(sorted(hidden, key=_place), (v for part in values for v in part), strict=True))


def _place(one: Cell) -> tuple[int, Cell]:
    return DIMENSIONS.index(one.dimensie), one


def pinned(shown: Cells, hidden: set[Cell]) -> set[Cell]:
    tables = list(every_table(shown, hidden))
    return {
        one
        for one in hidden
        if max(table[one] for table in tables) - min(table[one] for table in tables) < DREMPELS.breedte
    }


small_tables = st.builds(
    two_breakdowns,
    st.lists(st.integers(0, 6), min_size=2, max_size=3),
    st.lists(st.integers(0, 6), max_size=1),
)


@settings(max_examples=40, deadline=None)
@given(exact=small_tables)
def test_what_is_hidden_cannot_be_derived_by_whoever_tries_every_table(exact: Shown) -> None:
    hidden = choose(exact, {}, declared(), DREMPELS)
    gone = set(hidden.klein | hidden.erbij)
    shown = {one: value for one, value in exact.bekend.items() if one not in gone}
    assert not [one for one, value in shown.items() if 0 < value < DREMPELS.aantal]
    if cell() not in gone:  # a total that is hidden has no end, and so have its parts
        assert pinned(shown, gone) == set()


@settings(max_examples=40, deadline=None)
@given(exact=small_tables, data=st.data())
def test_the_bounds_are_those_of_every_table(exact: Shown, data: st.DataObject) -> None:
    candidates = sorted(one for one, value in exact.bekend.items() if value and one != cell())
    hidden = set(data.draw(st.lists(st.sampled_from(candidates), unique=True)) if candidates else [])
    shown = {one: value for one, value in exact.bekend.items() if one not in hidden}
    certainty = Certainty(relations(exact, declared()), set(exact.bekend), declared(), DREMPELS)
    certainty.start(exact.bekend, {})
    found = {one for leaks in certainty.known_counts(shown) for one in leaks}
    assert found == pinned(shown, hidden)


def test_a_breakdown_with_one_hidden_cell_gives_it_away_until_a_second_is_hidden() -> None:
    exact = two_breakdowns([3, 20, 30], [])
    hidden = choose(exact, {}, declared(), DREMPELS)
    assert hidden.klein == {cell("wijk", "0")}
    assert hidden.erbij == {cell("wijk", "1")}


def test_nothing_more_is_hidden_where_nothing_is_small() -> None:
    hidden = choose(two_breakdowns([10, 20], [15]), {}, declared(), DREMPELS)
    assert not hidden.klein | hidden.erbij | hidden.gemiddelden


def test_a_nought_is_shown_and_never_hidden_for_another() -> None:
    hidden = choose(two_breakdowns([0, 2, 40], []), {}, declared(), DREMPELS)
    assert cell("wijk", "0") not in hidden


def test_figures_that_do_not_add_up_are_refused() -> None:
    exact = two_breakdowns([10, 20], [15])
    exact.bekend[cell("wijk", "0")] = 11
    with pytest.raises(Contradicted, match="ingeschrevenen"):
        choose(exact, {}, declared(), DREMPELS)


def test_a_mean_over_too_few_is_not_the_difference_of_two_others() -> None:
    wijken = [cell("wijk", name, "zoektijd") for name in "abc"]
    exact = Shown(dict(zip(wijken, [7, 30, 40], strict=True)) | {cell(telling="zoektijd"): 77})
    exact.uitgesplitst.add((cell(telling="zoektijd"), "wijk"))
    means = dict.fromkeys(exact.bekend, 100.0)
    hidden = choose(exact, means, declared(), DREMPELS)
    assert not hidden.klein | hidden.erbij  # 7 is no small count
    assert hidden.gemiddelden == {wijken[0], wijken[1]}


def test_hidden_means_of_too_few_together_are_not_what_the_others_leave() -> None:
    """3 and 6 are hidden; their 9 together would have a mean, from the total less the other 40."""
    wijken = [cell("wijk", name, "zoektijd") for name in "abc"]
    exact = Shown(dict(zip(wijken, [3, 6, 40], strict=True)) | {cell(telling="zoektijd"): 49})
    exact.uitgesplitst.add((cell(telling="zoektijd"), "wijk"))
    hidden = choose(exact, dict.fromkeys(exact.bekend, 100.0), declared(), DREMPELS)
    assert hidden.klein | hidden.erbij == {wijken[0], wijken[1]}
    assert hidden.gemiddelden == {wijken[2]}


@pytest.fixture
def market(tmp_path: Path) -> Path:
    return build(tmp_path / "markt.duckdb")


@pytest.fixture
def write(poort: dict[str, Any], alert: dict[str, Any], tmp_path: Path) -> Callable[..., Path]:
    def to(warehouse: Path, out: str = "openbaar", openbaar: Thresholds | None = DREMPELS) -> Path:
        small = alert | {"corporatie": "Woonservice", "jaar": 2024}
        small["bewijs"] = {"jaar": 2024, "k": 2, "n": 6, "aandeel": 1 / 3, "norm": 0.2}
        write_reports(warehouse, tmp_path / out, poort=poort, alerts=[small], versies={}, openbaar=openbaar)
        return tmp_path / out

    return to


def test_a_public_report_says_so_and_shows_no_small_count(market: Path, write: Callable[..., Path]) -> None:
    out = write(market)
    assert sorted(path.name for path in out.iterdir()) == [
        "datapackage.json",
        "indicatoren.csv",
        "indicatoren.parquet",
        "manifest.json",
        "monitor.html",
        "tabellenboek.xlsx",
    ]
    assert json.loads((out / "manifest.json").read_text())["tier"] == "openbaar"
    page = (out / "monitor.html").read_text(encoding="utf-8")
    assert "<title>Openbare versie" in page
    assert "2 van de 6" not in page and "Woonservice</b>, afspraak 20" not in page
    assert "In deze openbare versie staat geen open melding." in page  # of the one there is, nothing is said
    assert "Niemand hoeft nu iets te doen" not in page and "staat geen melding open" not in page
    found = duckdb.execute(
        "select n, kwalificatie, waarde from read_parquet(?) where dimensie_waarde = 'Kloosterveen'",
        [str(out / "indicatoren.parquet")],
    ).fetchall()
    assert found and set(found) == {(None, "onderdrukt", None)}


def test_equal_figures_give_equal_bytes(market: Path, write: Callable[..., Path]) -> None:
    one, other = write(market, "een"), write(market, "twee")
    for path in one.iterdir():
        assert path.read_bytes() == (other / path.name).read_bytes(), path.name


def test_a_small_corporatie_is_shown_by_itself_in_nothing(market: Path) -> None:
    with public_warehouse(market, DREMPELS) as (con, _):
        tables = [name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()]
        for table in set(tables) - {"rpt_niet_apart", "rpt_afspraken"}:
            text = str(con.execute(f"from reporting.{table}").fetchall())
            assert "Woonservice" not in text, table
        agreed = con.execute(
            "select waarde, n, staat from reporting.rpt_afspraken where corporatie = 'Woonservice'"
        ).fetchall()
    assert agreed == [(None, None, "onderdrukt")]


@pytest.mark.parametrize(
    "leak",
    [
        # one hidden cell of a breakdown whose others and total are shown
        "update reporting.rpt_indicatoren set waarde = 12, n = 12, kwalificatie = null"
        " where indicator = 'toewijzingen' and dimensie_waarde = 'Marsdijk'",
        # a small count itself
        "update reporting.rpt_indicatoren set waarde = 3, n = 3, kwalificatie = null"
        " where indicator = 'toewijzingen' and dimensie_waarde = 'Kloosterveen'",
        # another table tells the verdict's counts
        "insert into reporting.rpt_norm_vrije_ruimte by name"
        " select * replace ('Woonservice' as corporatie, 2 as k, 6 as n)"
        " from reporting.rpt_norm_vrije_ruimte where jaar = 2024",
        # so does an agreement
        "update reporting.rpt_afspraken set waarde = 1 / 3, n = 6 where corporatie = 'Woonservice'",
        # a mean over few
        "update reporting.rpt_indicatoren set waarde = 400 where indicator = 'zoektijd' and maat = 'mediaan'"
        " and dimensie_waarde = 'Kloosterveen'",
        # a mean that gives the other hidden one away
        "update reporting.rpt_indicatoren set waarde = 1100, n = 8, kwalificatie = null"
        " where indicator = 'zoektijd' and maat = 'gemiddelde' and dimensie_waarde = 'Marsdijk'",
    ],
)
def test_a_planted_leak_is_caught(market: Path, tmp_path: Path, leak: str) -> None:
    with public_warehouse(market, DREMPELS) as (con, _):
        sound = tmp_path / "goed.parquet"
        exports.write_parquet(con, sound)
        assert verify(con, sound, DREMPELS)
        con.execute(leak)
        leaky = tmp_path / "lek.parquet"
        exports.write_parquet(con, leaky)
        with pytest.raises(TierLeaks, match=r"^Geen openbaar rapport gemaakt: .*\.$|spreken elkaar tegen"):
            verify(con, leaky, DREMPELS)


def test_a_report_that_leaks_is_not_placed(
    market: Path, write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever hides only what is small gives it away in the totals."""

    def only_small(exact: Shown, *_: object) -> onderdrukken.Hidden:
        small = {one for one, value in exact.bekend.items() if DREMPELS.is_small(value, one, declared())}
        return onderdrukken.Hidden(frozenset(small), frozenset(), frozenset())

    monkeypatch.setattr(tabellen, "choose", only_small)
    with pytest.raises(TierLeaks, match="herleiden"):
        write(market)
    assert list((tmp_path / "openbaar").iterdir()) == []


def test_the_tiers_do_not_mix_in_one_folder(market: Path, write: Callable[..., Path]) -> None:
    folder = write(market, "een")
    with pytest.raises(TiersMix, match="andere map"):
        write(market, "een", None)
    write(market, "een")
    exact = write(market, "twee", None)
    with pytest.raises(TiersMix, match="andere map"):
        write(market, "twee")
    (exact / "manifest.json").unlink()
    with pytest.raises(TiersMix, match="andere map"):
        write(market, "twee")
    assert (folder / "manifest.json").exists()


def test_of_every_table_is_said_what_the_public_sees() -> None:
    assert {path.stem for path in REPORTING.glob("rpt_*.sql")} == TABLES.keys()
    assert all(reason for _, reason in TABLES.values())


def test_of_every_indicator_is_said_what_it_counts() -> None:
    models = REPORTING.parent / "marts/indicatoren"
    assert {
        path.stem.removeprefix("ind_") for path in models.rglob("ind_*.sql")
    } == declared().indicatoren.keys()


@pytest.mark.parametrize(
    "then",
    [
        "create table reporting.rpt_nieuw (n integer)",
        "update reporting.rpt_indicatoren set indicator = 'nieuw' where indicator = 'zoektijd'",
    ],
)
def test_a_table_or_figure_of_which_nothing_is_said_stops_the_report(tmp_path: Path, then: str) -> None:
    warehouse = build(tmp_path / "nieuw.duckdb", then=then)
    with pytest.raises(UnknownTable, match="nieuw"), public_warehouse(warehouse, DREMPELS):
        pass
    assert issubclass(UnknownTable, TierLeaks) and issubclass(CannotBeHidden, TierLeaks)


@pytest.mark.parametrize("fault", [Contradicted, Contradiction])
def test_figures_of_a_warehouse_that_do_not_add_up_are_one_line(
    market: Path, monkeypatch: pytest.MonkeyPatch, fault: type[ValueError]
) -> None:
    def choose_not(*_: Any) -> None:
        raise fault("De openbare cijfers spreken elkaar tegen.")

    monkeypatch.setattr("reports.openbaar.tabellen.choose", choose_not)
    with pytest.raises(TierLeaks, match="spreken elkaar tegen"), public_warehouse(market, DREMPELS):
        pass
