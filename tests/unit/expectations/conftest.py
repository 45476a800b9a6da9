"""A sound landing and a sound warehouse, small, made by SQL; tests copy them and plant one fault."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from expectations.keuring import keur
from expectations.poort import Uitslag
from expectations.toets import Poorttabel

HERE = Path(__file__).parent

Keurder = Callable[[Path, str, tuple[Poorttabel, ...], str], Uitslag]


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


@pytest.fixture
def keur_na(met_fout: Callable[[Path, str], Path]) -> Keurder:
    """The outcome of one gate, named `table.gate`, after a fault was planted."""

    def keur_een(gaaf: Path, fout: str, suite: tuple[Poorttabel, ...], poort: str) -> Uitslag:
        tabel, _, naam = poort.partition(".")
        (poorttabel,) = (kandidaat for kandidaat in suite if kandidaat.tabel.endswith(f".{tabel}"))
        een = tuple(verwachting for verwachting in poorttabel.verwachtingen if verwachting.naam == naam)
        (uitslag,) = keur(met_fout(gaaf, fout), (replace(poorttabel, verwachtingen=een),))
        return uitslag

    return keur_een
