"""Two registers through ingest and dbt: one in which nothing changes, one that gets twice as hard in 2023.

What the models make of them is held against the truth they were drawn from: the chance of a home within its
interval, a rise of zoektijd that is only seeming, and one that is not.
"""

import contextlib
import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from simulated_register import OPENING, Searches, simulate
from typer.testing import CliRunner

from woonmonitor.cli import main
from woonmonitor.settings import CHECKOUT

HOME, LEAVE = 1 / 4, 1 / 5
DWELLINGS = 400
LETTING = ("toewijzingsdatum", "toewijzingsgrond", "rekenhuur")


@dataclass(frozen=True)
class Market:
    """The figures that dbt made of one register."""

    tables: dict[str, list[dict[str, Any]]]

    def figures(self, indicator: str, **where: object) -> list[dict[str, Any]]:
        """Rows of `indicator` of years, in order of year, of all together."""
        where |= {"indicator": indicator, "periode_soort": "jaar", "corporatie": "alle", "gemeente": "alle"}
        rows = (row for row in self.tables["rpt_indicatoren"] if where.items() <= row.items())
        return sorted(rows, key=lambda row: row["periode_start"])

    def directions(self, maat: str) -> dict[str, str]:
        """Of zoektijd, all together: the direction of the years and of the months."""
        where = {"indicator": "zoektijd", "maat": maat, "corporatie": "alle", "gemeente": "alle"}
        return {
            row["periode_soort"]: row["richting"]
            for row in self.tables["rpt_trends"]
            if where.items() <= row.items()
        }


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Market:
    return build(tmp_path_factory.mktemp("unchanged"), simulate(5, home=HOME, leave=LEAVE))


@pytest.fixture(scope="module")
def harder(tmp_path_factory: pytest.TempPathFactory) -> Market:
    return build(tmp_path_factory.mktemp("harder"), simulate(5, home=HOME, leave=LEAVE, harder=2))


def build(folder: Path, searches: Searches) -> Market:
    """Lands the register in a HOME of its own and builds the trends, without dbt's own tests."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager  # noqa: PLC0415  (seconds to load)
    from dbt.cli.main import dbtRunner  # noqa: PLC0415

    levering, home = folder / "levering", folder / "home"
    write(levering, searches)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WOONMONITOR_HOME", str(home))
        result = CliRunner().invoke(main, ["ingest", str(levering)])
        assert result.exit_code == 0, result.output
        words = ["build", "--select", "+rpt_trends", "--log-level", "none", "--log-path", str(home / "dbt")]
        words += ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
        try:
            with contextlib.chdir(CHECKOUT):
                assert dbtRunner().invoke([*words, "--target-path", str(home / "dbt" / "target")]).success
        finally:
            DuckDBConnectionManager.close_all_connections()
    with duckdb.connect(str(home / "bouw" / "warehouse.duckdb"), read_only=True) as connection:
        return Market(
            {
                name: connection.execute(f"select * from reporting.{name}").pl().to_dicts()
                for name in ("rpt_indicatoren", "rpt_trends")
            }
        )


def write(folder: Path, searches: Searches) -> None:
    """One inschrijving, one first reaction and at most one letting per search."""
    folder.mkdir()
    (folder / "levering.yml").write_text(
        "bron: thuiskompas\npeildatum: 2025-12-31\nperiode_van: 2020-04-28\nsynthetisch: true\n",
        encoding="utf-8",
    )
    columns = (searches.begin, searches.end, searches.housed, searches.left)
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    for dataset, lines in (
        ("eenheden", dwellings()),
        ("publicaties", publications(rows)),
        ("inschrijvingen", registrations(rows)),
        ("reacties", reactions(rows)),
        ("toewijzingen", lettings(rows)),
    ):
        with (folder / f"{dataset}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(lines)


Row = tuple[int, int, bool, bool]
Lines = Iterator[tuple[object, ...]]


def day(number: int) -> date:
    return OPENING.item() + timedelta(days=number)


def dwellings() -> Lines:
    yield "eenheid_id", "corporatie", "gemeente", "rekenhuur", "zelfstandig"
    for number in range(DWELLINGS):
        yield f"E{number}", "Actium", "Assen", "600,00", "Ja"


def publications(rows: list[Row]) -> Lines:
    yield "publicatie_id", "eenheid_id", "corporatie", "publicatiedatum", "sluitingsdatum", "model"
    for number, (begin, end, housed, _) in enumerate(rows):
        if housed:
            yield f"P{number}", f"E{number % DWELLINGS}", "Actium", day(begin), day(end), "loting"


def registrations(rows: list[Row]) -> Lines:
    yield "inschrijving_id", "inschrijfdatum", "uitschrijfdatum"
    for number, (begin, end, _, left) in enumerate(rows):
        yield f"I{number}", day(begin - 400), day(end) if left else ""


def reactions(rows: list[Row]) -> Lines:
    yield "reactie_id", "publicatie_id", "inschrijving_id", "reactiedatum"
    for number, (begin, _, housed, _) in enumerate(rows):
        yield f"R{number}", f"P{number}" if housed else "P0", f"I{number}", day(begin)


def lettings(rows: list[Row]) -> Lines:
    yield "toewijzing_id", "eenheid_id", "publicatie_id", "inschrijving_id", "corporatie", *LETTING
    for number, (_, end, housed, _) in enumerate(rows):
        if housed:
            keys = (f"{kind}{number}" for kind in ("P", "I"))
            yield f"T{number}", f"E{number % DWELLINGS}", *keys, "Actium", day(end), "regulier", "600,00"


@pytest.mark.parametrize(("years", "days"), [(1, 365), (2, 730), (3, 1095), (5, 1826)])
def test_the_chance_of_a_home_is_the_truth(unchanged: Market, years: int, days: int) -> None:
    found = unchanged.figures("kans_op_woning", dimensie="binnen", dimensie_waarde=f"{years} jaar")[-1]
    truth = HOME / (HOME + LEAVE) * (1 - math.exp(-(HOME + LEAVE) * days / 365.25))
    assert found["ondergrens"] <= truth <= found["bovengrens"]


def test_the_chance_of_a_home_falls_when_it_gets_harder(unchanged: Market, harder: Market) -> None:
    easy, hard = (
        market.figures("kans_op_woning", dimensie="binnen", dimensie_waarde="1 jaar")[-1]
        for market in (unchanged, harder)
    )
    assert hard["bovengrens"] < easy["ondergrens"]


def test_a_median_that_is_not_reached_says_so(harder: Market) -> None:
    """Once it is twice as hard, only five in thirteen ever find a home."""
    median = harder.figures("zoektijd_alle_zoekers")[-1]
    assert (median["waarde"], median["kwalificatie"]) == (None, "niet bereikt")


def test_a_rise_that_only_seems_one_is_said_to(unchanged: Market) -> None:
    means = unchanged.figures("zoektijd", maat="gemiddelde", dimensie="totaal")[1:]
    assert [row["periode_start"].year for row in means] == [2021, 2022, 2023, 2024, 2025]
    assert means[-1]["waarde"] > means[-2]["waarde"] > means[0]["waarde"]
    assert [row["kwalificatie"] for row in means] == ["indicatief"] * 4 + ["mogelijk schijnstijging"]


def test_a_trend_that_only_seems_one_is_no_rise(unchanged: Market) -> None:
    assert unchanged.directions("gemiddelde")["maand"] == "mogelijk schijnstijging"
    assert "stijgt" not in {
        *unchanged.directions("gemiddelde").values(),
        *unchanged.directions("mediaan").values(),
    }


def test_a_market_that_got_twice_as_hard_is_found(harder: Market) -> None:
    assert harder.directions("gemiddelde")["maand"] == "stijgt"
