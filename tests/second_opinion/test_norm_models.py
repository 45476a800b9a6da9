"""The models of the norm over random counts, against the rules as simulated and a second forecast."""

import contextlib
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pytest
from cells import DAY, month_start
from norm_forecast import Forecast, forecast

import ingest
from woonmonitor import kansrekening
from woonmonitor.normregels import Geschiedenis, structureel
from woonmonitor.regelkenmerken import read_grenzen
from woonmonitor.settings import CHECKOUT

MODELS = ("varianten", "pools", "voortschrijdend", "structureel", "maandeinden", "prognoses")
PLACES = 400
YEARS = range(2022, 2026)
KNOWN = {"zeker": 0, "met_onbekend": 1}
"""How much a letting of unknown grond counts for."""


@dataclass(frozen=True, repr=False)
class Drawn:
    """Counts of places x years x months, in which the last year of each runs until the month `reached`; what
    the models make of them with that year closed, and running."""

    k: np.ndarray
    n: np.ndarray
    unknown: np.ndarray
    reached: np.ndarray
    rules: pl.DataFrame
    forecasts: pl.DataFrame


def _draw() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """From a handful of lettings a year to hundreds, of shares around the norm."""
    chance = np.random.default_rng(20)
    size = (PLACES, len(YEARS), 12)
    expected = 12.0 ** chance.uniform(-1, 1.5, (PLACES, 1, 1))
    n = chance.poisson(np.broadcast_to(expected, size))
    k = chance.binomial(n, np.clip(chance.normal(0.2, 0.07, (PLACES, len(YEARS), 1)), 0.01, 0.6))
    return k, n, chance.binomial(n - k, 0.01), chance.integers(0, 12, PLACES)


def _compile(folder: Path, contract: ingest.Contract) -> dict[str, str]:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager  # noqa: PLC0415  (seconds to load)
    from dbt.cli.main import dbtRunner  # noqa: PLC0415

    ingest.init_landing(folder / "leveringen.duckdb", contract)
    (folder / "bouw").mkdir()
    words = ["compile", "--select", *(f"int_norm_{name}" for name in MODELS), "--target-path", str(folder)]
    try:
        with pytest.MonkeyPatch.context() as patch, contextlib.chdir(CHECKOUT):
            patch.setenv("WOONMONITOR_HOME", str(folder))
            assert dbtRunner().invoke([*words, "--log-path", str(folder), "--log-level", "none"]).success
    finally:
        DuckDBConnectionManager.close_all_connections()
    models = folder / "compiled" / "woonmonitor" / "models" / "intermediate" / "vrije_ruimte"
    return {name: (models / f"int_norm_{name}.sql").read_text() for name in MODELS}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, contract: ingest.Contract) -> Drawn:
    k, n, unknown, reached = _draw()
    models = _compile(tmp_path_factory.mktemp("norm"), contract)
    in_force = "statistisch as regel_grond"
    assert in_force in models["structureel"]
    models["structureel"] = models["structureel"].replace(in_force, "statistisch, twee_jaar, zes_maanden")
    place, year, month = (axis.ravel() for axis in np.indices(n.shape))
    months = pl.DataFrame(
        {"plaats": place, "jaar": year + YEARS[0], "nummer": month + 1}
        | {"k": k.ravel(), "n": n.ravel(), "k_onbekend": unknown.ravel()}
    )
    found = {}
    for name, is_running in (("structureel", False), ("prognoses", True)):
        with duckdb.connect() as connection:
            kansrekening.register(connection)
            connection.register("months", months)
            connection.register("reached", pl.DataFrame({"plaats": np.arange(PLACES), "maand": reached}))
            _fill(connection, is_running)
            for model, sql in models.items():
                plain = sql.replace('"warehouse".', "")
                connection.execute(f"create table intermediate.int_norm_{model} as {plain}")
            found[name] = connection.execute(f"from intermediate.int_norm_{name}").pl()
    return Drawn(k, n, unknown, reached, found["structureel"], found["prognoses"])


def _fill(connection: duckdb.DuckDBPyConnection, is_running: bool) -> None:
    """The tables that the models read. A running year has lettings after `reached` too, not covered."""
    place = "plaats::varchar as corporatie, 'Assen' as gemeente, 'A' as lezing"
    last = f"{is_running} and jaar = {YEARS[-1]}"
    connection.execute(f"""
        create schema intermediate;
        create table intermediate.int_norm_jaren as
            select {place}, jaar, sum(k)::bigint as k, sum(n)::bigint as n,
                sum(k_onbekend)::bigint as k_onbekend, 20 as norm_procent, not ({last}) as is_gesloten,
                {last} as is_lopend, false as mist_toewijzingen
            from months group by plaats, jaar;
        create table intermediate.int_norm_maandtellingen as
            select {place}, make_date(jaar, nummer, 1) as maand, k, n, k_onbekend from months where n > 0;
        create table intermediate.int_norm_gaten (corporatie varchar, jaar integer, eerste_dag date);
        create table intermediate.int_perioden_gedekt as
            select plaats::varchar as corporatie, 'maand' as periode_soort,
                make_date({YEARS[-1]}, nummer, 1) as periode_start, nummer <= maand as is_geheel_gedekt
            from reached cross join (select unnest(range(1, 13)) as nummer);
        """)


@pytest.mark.parametrize("variant", KNOWN)
def test_rules_that_are_simulated_are_those_of_the_models(drawn: Drawn, variant: str) -> None:
    grenzen, _ = read_grenzen(CHECKOUT)
    ours = structureel(Geschiedenis(drawn.k + KNOWN[variant] * drawn.unknown, drawn.n), grenzen)
    theirs = drawn.rules.filter(variant=variant).sort(pl.col("corporatie").cast(pl.Int64), "jaar")
    shape = drawn.n.shape[:2]
    limb = np.select([ours["A"], ours["B"], ours["C"]], ["A", "B", "C"], "")
    assert set(limb.ravel()) == {"A", "B", "C", ""}
    np.testing.assert_array_equal(limb, theirs["statistisch"].fill_null("").to_numpy().reshape(shape))
    for rule in ("twee_jaar", "zes_maanden"):
        fires = theirs[rule].is_not_null().to_numpy().reshape(shape)
        assert fires.any()
        np.testing.assert_array_equal(ours[rule], fires)


def _about(figure: Any) -> Any:
    """To nine decimals; None where there is none."""
    return None if figure in (None, (None, None, None)) else pytest.approx(figure, abs=1e-9)


@pytest.mark.parametrize("variant", KNOWN)
def test_forecast_of_a_running_year(drawn: Drawn, variant: str) -> None:
    k = drawn.k + KNOWN[variant] * drawn.unknown
    year = YEARS[-1]
    ours = {}
    for place in range(PLACES):
        months = {
            (YEARS[index], month + 1): (int(k[place, index, month]), int(drawn.n[place, index, month]))
            for index, month in np.ndindex(len(YEARS), 12)
        }
        ends = [
            month_start(dt.date(year, number, 1), 1) - DAY for number in range(1, drawn.reached[place] + 1)
        ]
        if found := forecast(months, year, ends, set(YEARS) - {year}):
            ours[str(place)] = found
    theirs = {
        row["corporatie"]: Forecast(
            month_start(row["laatste_maand"], 1) - DAY,
            row["n_verwacht"],
            _about(row["kans_boven_norm"]),
            row["is_dreigend"],
            _about(tuple(row[f"aandeel_verwacht{of}"] for of in ("", "_van", "_tot"))),
        )
        for row in drawn.forecasts.filter(variant=variant).rows(named=True)
    }
    assert ours == theirs
    chances = [one.chance for one in ours.values() if one.chance is not None]
    assert {one.threatens for one in ours.values()} == {True, False}
    assert any(0.6 < chance < 0.8 for chance in chances)
    assert len(chances) < len(ours) < PLACES
