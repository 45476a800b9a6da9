"""The contract as data: header and label drift is mended in YAML and seeds, without code."""

import shutil
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_tables import CHECKOUT, EENHEDEN, TOEWIJZINGEN, Land

import ingest
from ingest.contract import clean_label
from ingest.duplicates import FOLD_SQL
from ingest.landing import dataset_table

DATABASE = duckdb.connect()


@pytest.mark.parametrize(
    ("dataset", "header", "column"),
    [
        ("eenheden", "Eenheid ID", "eenheid_id"),
        ("inschrijvingen", "INSCHRIJFDATUM", "inschrijfdatum"),
        ("inschrijvingen", "Inschrijf datum", "inschrijfdatum"),
        ("inschrijvingen", "Datum inschrijving", "inschrijfdatum"),
        ("toewijzingen", " Huur-ingangsdatum ", "huur_ingangsdatum"),
        ("toewijzingen", "Rekenhuur (€)", "rekenhuur"),
        ("publicaties", "Verhuurder", "corporatie"),
        ("opzeggingen", "Réden", "reden"),
    ],
)
def test_headers_that_suppliers_use(
    contract: ingest.Contract, dataset: str, header: str, column: str
) -> None:
    assert contract.datasets[dataset].header_names[ingest.fold_header(header)] == column


def test_every_dataset_of_the_contract_is_there(contract: ingest.Contract) -> None:
    keys = {name: dataset.key for name, dataset in contract.datasets.items()}
    assert keys == {
        "inschrijvingen": "inschrijving_id",
        "publicaties": "publicatie_id",
        "reacties": "reactie_id",
        "toewijzingen": "toewijzing_id",
        "eenheden": "eenheid_id",
        "opzeggingen": "opzegging_id",
    }
    personal = {c.name for dataset in contract.datasets.values() for c in dataset.columns if c.personal}
    assert personal == {"inschrijving_id", "woningzoekende_id", "geboortedatum", "geboortejaar"}


@pytest.fixture
def own_contract(tmp_path: Path) -> Path:
    """A copy of contract and seeds to mend."""
    shutil.copytree(CHECKOUT / "ingest" / "contract", tmp_path / "contract")
    shutil.copytree(CHECKOUT / "seeds", tmp_path / "seeds")
    return tmp_path


def loaded(folder: Path) -> ingest.Contract:
    return ingest.load_contract(folder / "contract", folder / "seeds")


def test_a_renamed_header_is_mended_in_the_yaml(land: Land, own_contract: Path) -> None:
    files = {"toewijzingen.csv": TOEWIJZINGEN.replace("rekenhuur", "Huurbedrag RH")}
    assert land(files, contract=loaded(own_contract)).codes == ["B002"]
    path = own_contract / "contract" / "toewijzingen.yml"
    path.write_text(
        path.read_text().replace("aliases: [rekenhuur euro", "aliases: [huurbedrag rh, rekenhuur euro")
    )
    assert land(files, contract=loaded(own_contract)).ok.bestanden[0].rijen_geland == 2


def test_a_new_label_is_mended_in_a_seed_and_the_same_levering_lands_anew(
    land: Land, own_contract: Path
) -> None:
    files = {"eenheden.csv": EENHEDEN.replace("Actium", "Actium Noord")}
    before = land(files, contract=loaded(own_contract))
    assert before.codes == ["R105"]
    with (own_contract / "seeds" / "corporaties.csv").open("a") as seed:
        seed.write("Actium Noord,Actium\n")
    after = land(files, contract=loaded(own_contract))
    assert after.codes == []
    assert not after.ok.was_al_geland
    assert "Actium Noord" in after.column("SELECT corporatie FROM landing.eenheden")  # the label as delivered


def test_a_label_cannot_mean_two_codes(own_contract: Path) -> None:
    with (own_contract / "seeds" / "corporaties.csv").open("a") as seed:
        seed.write("ACTIUM,Woonservice\n")
    with pytest.raises(ingest.ContractError, match="ACTIUM"):
        loaded(own_contract)


@pytest.mark.parametrize(
    ("seed", "row"),
    [
        ("toewijzingsgronden.csv", "spoedzoeker,spoed,vrije_ruimte,false,false,overleg"),
        ("corporaties.csv", "Nieuwhuis Assen,Nieuwhuis"),
        ("codelijsten.csv", "contractsoort,zomercontract,zomer,overleg"),
    ],
)
def test_a_code_is_a_label_of_itself(own_contract: Path, seed: str, row: str) -> None:
    """Or its rows would land, and then be without a category."""
    with (own_contract / "seeds" / seed).open("a") as file:
        file.write(row + "\n")
    with pytest.raises(ingest.ContractError, match=rf"{seed}: ‘.*’ betekent .* voeg die rij toe"):
        loaded(own_contract)


def test_a_header_cannot_mean_two_columns(own_contract: Path) -> None:
    path = own_contract / "contract" / "opzeggingen.yml"
    path.write_text(path.read_text().replace("aliases: [opzegreden", "aliases: [Datum-opzegging, opzegreden"))
    with pytest.raises(ingest.ContractError, match="Datum-opzegging"):
        loaded(own_contract)


@given(st.text(st.characters(max_codepoint=0x24F, exclude_characters="\0")))
def test_labels_fold_in_sql_as_in_python(text: str) -> None:
    label = clean_label(text)
    folded = DATABASE.execute(f"SELECT {FOLD_SQL.format('?')}", [label]).fetchone()
    assert folded == (ingest.fold_label(label),)


def test_landing_types_follow_from_the_contract(contract: ingest.Contract, empty_landing: Path) -> None:
    with duckdb.connect(str(empty_landing), read_only=True) as connection:
        for dataset in contract.datasets.values():
            found = connection.execute(f"DESCRIBE landing.{dataset.dataset}").fetchall()
            assert {row[0]: row[1] for row in found} == dataset_table(dataset)


def test_a_column_that_the_contract_gains_is_added(own_contract: Path, tmp_path: Path) -> None:
    landing = tmp_path / "leveringen.duckdb"
    ingest.init_landing(landing, loaded(own_contract))
    assert landing.stat().st_mode & 0o777 == 0o600
    path = own_contract / "contract" / "opzeggingen.yml"
    path.write_text(path.read_text() + "  - {name: bron_reden, type: text, description: Nieuw.}\n")
    ingest.init_landing(landing, loaded(own_contract))
    with duckdb.connect(str(landing), read_only=True) as connection:
        assert connection.execute("SELECT bron_reden FROM landing.opzeggingen").fetchall() == []


def test_another_schema_version_is_refused_by_name(contract: ingest.Contract, tmp_path: Path) -> None:
    landing = tmp_path / "leveringen.duckdb"
    ingest.init_landing(landing, contract)
    with duckdb.connect(str(landing)) as connection:
        connection.execute("UPDATE landing.schema_versie SET versie = 99")
    with pytest.raises(ingest.LandingVersionError, match="schemaversie 99"):
        ingest.init_landing(landing, contract)


def test_a_landing_of_the_first_schema_version_is_migrated(contract: ingest.Contract, tmp_path: Path) -> None:
    landing = tmp_path / "leveringen.duckdb"
    ingest.init_landing(landing, contract)
    with duckdb.connect(str(landing)) as connection:
        wanted = connection.execute("DESCRIBE landing.bestanden").fetchall()
        connection.execute("ALTER TABLE landing.bestanden DROP COLUMN rijen_vergeten")
        connection.execute("UPDATE landing.schema_versie SET versie = 1")
        connection.execute(
            "INSERT INTO landing.bestanden VALUES ('l', 'b', 'b.csv', 'reacties', 's', 1, 1, 0, 0, 0, now())"
        )
    for _ in range(2):
        ingest.init_landing(landing, contract)
        with duckdb.connect(str(landing), read_only=True) as connection:
            assert connection.execute("SELECT versie FROM landing.schema_versie").fetchall() == [(2,)]
            assert connection.execute("SELECT rijen_vergeten FROM landing.bestanden").fetchall() == [(0,)]
            assert connection.execute("DESCRIBE landing.bestanden").fetchall() == wanted
