"""A sound landing and a sound warehouse, small, made by SQL; tests copy them and plant one fault."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from expectations import Poort, check_landing, check_reporting
from expectations.toets import Poorttabel

HERE = Path(__file__).parent

Teller = Callable[[duckdb.DuckDBPyConnection, str, tuple[Poorttabel, ...], str], int]


def _maak(database: Path, script: str) -> Path:
    with duckdb.connect(str(database)) as connection:
        connection.execute((HERE / script).read_text(encoding="utf-8"))
    return database


@pytest.fixture(scope="session")
def gave_landing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _maak(tmp_path_factory.mktemp("landing") / "leveringen.duckdb", "landing.sql")


@pytest.fixture(scope="session")
def gaaf_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _maak(tmp_path_factory.mktemp("reporting") / "warehouse.duckdb", "reporting.sql")


@pytest.fixture(scope="session")
def landing_oordeel(gave_landing: Path) -> Poort:
    return check_landing(gave_landing)


@pytest.fixture(scope="session")
def warehouse_oordeel(gaaf_warehouse: Path) -> Poort:
    return check_reporting(gaaf_warehouse)


@pytest.fixture
def met_fout(tmp_path: Path) -> Callable[[Path, str], Path]:
    """A copy of a sound database with a fault planted by SQL."""

    def plant(gaaf: Path, fout: str) -> Path:
        kopie = tmp_path / gaaf.name
        shutil.copyfile(gaaf, kopie)
        with duckdb.connect(str(kopie)) as connection:
            connection.execute(fout)
        return kopie

    return plant


@pytest.fixture(scope="session")
def landing_in_geheugen() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection.execute((HERE / "landing.sql").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def warehouse_in_geheugen() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection.execute((HERE / "reporting.sql").read_text(encoding="utf-8"))


@pytest.fixture
def tel_na() -> Teller:
    """How many rows deviate from one gate, named `table.gate`, once a fault is planted; then it is undone.

    The count alone, without Great Expectations: that its verdict follows from this count is tested for each
    kind of demand in test_expectations_poort.py, and a run of it takes long.
    """

    def tel(gaaf: duckdb.DuckDBPyConnection, fout: str, suite: tuple[Poorttabel, ...], poort: str) -> int:
        tabel, _, naam = poort.partition(".")
        (poorttabel,) = (kandidaat for kandidaat in suite if kandidaat.tabel.endswith(f".{tabel}"))
        (toets,) = (v.toets for v in poorttabel.verwachtingen if v.naam == naam)
        gaaf.begin()
        try:
            gaaf.execute(fout)
            telling = gaaf.execute(f"with rijen as (select * from {poorttabel.tabel}) {toets.telling}")
            return int(telling.fetchall()[0][0])
        finally:
            gaaf.rollback()

    return tel
