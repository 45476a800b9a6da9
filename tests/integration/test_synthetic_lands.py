"""A synthetic levering meets the ingest: the clean one lands whole, all dirt is found by its code."""

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from ingest import Contract, Landing, LeveringGeweigerd, init_landing, land, load_contract
from woonmonitor.synthetic import Planted, write_levering

ECHTE_SLEUTEL = b"a key for these tests, 32 bytes and more"
Inlezen = Callable[..., Landing]


@dataclass(frozen=True)
class Vuil:
    """A dirty levering, what was planted in it, the landing that it is in and what that said."""

    folder: Path
    planted: Planted
    database: Path
    landing: Landing


@pytest.fixture(scope="session")
def contract(pytestconfig: pytest.Config) -> Contract:
    return load_contract(pytestconfig.rootpath / "ingest" / "contract", pytestconfig.rootpath / "seeds")


@pytest.fixture(scope="session")
def vuil(contract: Contract, tmp_path_factory: pytest.TempPathFactory) -> Vuil:
    """Look, do not touch: it is shared."""
    folder, beside = tmp_path_factory.mktemp("vuil"), tmp_path_factory.mktemp("vuil_geland")
    planted = write_levering(folder, scale=0.05, seed=5, dirty=True)
    database = beside / "leveringen.duckdb"
    init_landing(database, contract)
    return Vuil(folder, planted, database, lees(folder, database, contract, beside))


@pytest.fixture
def lees_in(contract: Contract, tmp_path: Path) -> Inlezen:
    """Lands a levering in this test's own database, or in a copy of the one given."""

    def inlezen(levering: Path, sleutel: bytes | None = None, na: Path | None = None) -> Landing:
        database = tmp_path / "leveringen.duckdb"
        if na:
            shutil.copy(na, database)
        else:
            init_landing(database, contract)
        return lees(levering, database, contract, tmp_path, sleutel)

    return inlezen


def lees(
    levering: Path, database: Path, contract: Contract, beside: Path, sleutel: bytes | None = None
) -> Landing:
    werkmap = beside / f"werk_{levering.name}"
    werkmap.mkdir(mode=0o700)
    return land(levering, database, contract, sleutel=sleutel, werkmap=werkmap, afkeurmap=beside / "afkeur")


def test_a_clean_levering_lands_whole(lees_in: Inlezen, tmp_path: Path) -> None:
    planted = write_levering(tmp_path / "levering", scale=0.05, seed=6)
    landing = lees_in(tmp_path / "levering")
    assert landing.aantal_quarantaine == 0
    assert {b.bestand: b.rijen_geland for b in landing.bestanden} == planted.rijen


def test_every_planted_row_is_found_with_its_code_where_the_list_says(vuil: Vuil) -> None:
    with duckdb.connect(str(vuil.database), read_only=True) as landing:
        gevonden = landing.sql("select distinct bestand, rijnummer, code from landing.quarantaine").fetchall()
    gepland = [(v.bestand, v.rijnummer, v.code) for v in vuil.planted.vuil if v.gevolg == "geweigerd"]
    assert sorted(gevonden) == sorted(gepland)
    assert {code for _, _, code in gepland} == {f"R{nummer}" for nummer in range(101, 112)}


def test_what_is_no_row_of_its_own_is_counted_as_the_list_says(vuil: Vuil) -> None:
    bestanden = {b.bestand: b for b in vuil.landing.bestanden if "_vuil" in b.bestand}
    for naam, bestand in bestanden.items():
        gepland = Counter(v.gevolg for v in vuil.planted.vuil if v.bestand == naam)
        assert bestand.rijen_geland == 0
        assert bestand.rijen_dubbel == gepland["dubbel"]
        assert bestand.rijen_overgeslagen == gepland["overgeslagen"]
        assert bestand.rijen_quarantaine == gepland["geweigerd"]


def test_what_is_ignored_is_named(vuil: Vuil) -> None:
    genoemd = " ".join(vuil.landing.waarschuwingen)
    for planted in (v for v in vuil.planted.vuil if v.gevolg == "genegeerd"):
        assert (planted.kolom or planted.bestand) in genoemd


def test_every_levering_that_must_be_refused_is_with_its_code(vuil: Vuil) -> None:
    assert [g.code for g in vuil.planted.geweigerd] == [
        *(f"B00{nummer}" for nummer in range(1, 7)),
        *(f"L00{nummer}" for nummer in range(1, 9)),
    ]


@pytest.mark.parametrize(
    "code", [*(f"B00{nummer}" for nummer in range(1, 7)), *(f"L00{nummer}" for nummer in range(1, 9))]
)
def test_it_is_refused_with_its_code(code: str, vuil: Vuil, lees_in: Inlezen) -> None:
    geweigerd = next(g for g in vuil.planted.geweigerd if g.code == code)
    na = vuil.database if "levering is ingelezen" in geweigerd.voorwaarde else None
    sleutel = ECHTE_SLEUTEL if "er is een sleutel" in geweigerd.voorwaarde else None
    with pytest.raises(LeveringGeweigerd) as fout:
        lees_in(vuil.folder / geweigerd.levering, sleutel, na)
    assert {reden.code for reden in fout.value.redenen} == {code}
