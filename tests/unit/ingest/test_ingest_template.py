"""The template for a supplier: made wholly from the contract, and never written over what was filled in."""

import io
import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from small_tables import CHECKOUT

import ingest
from ingest.table_schema import allowed_codes

DATASETS = ["eenheden", "inschrijvingen", "opzeggingen", "publicaties", "reacties", "toewijzingen"]


@pytest.fixture
def template(tmp_path: Path, contract: ingest.Contract) -> Path:
    ingest.write_template(tmp_path / "sjabloon", contract)
    return tmp_path / "sjabloon"


@pytest.fixture
def longer_contract(tmp_path: Path) -> ingest.Contract:
    """The contract with one more column: a code that the reactie_status seed lists."""
    shutil.copytree(CHECKOUT / "ingest" / "contract", tmp_path / "contract")
    path = tmp_path / "contract" / "opzeggingen.yml"
    extra = "{name: stand, type: code, codes: reactie_status, required: true, description: Nieuw erbij.}"
    path.write_text(f"{path.read_text()}  - {extra}\n")
    return ingest.load_contract(tmp_path / "contract", CHECKOUT / "seeds")


def schema_of(template: Path, dataset: str) -> dict[str, Any]:
    content = json.loads((template / f"{dataset}.schema.json").read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def csv_header(template: Path, dataset: str) -> list[str]:
    text = (template / f"{dataset}.csv").read_bytes().decode("utf-8-sig")
    assert text.count("\n") == 1
    return text.rstrip("\r\n").split(";")


def sheets(template: Path, dataset: str) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(template / f"{dataset}.xlsx")
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def explained(template: Path, dataset: str) -> dict[str, tuple[Any, ...]]:
    """Column name → what the second sheet says of it: required, type, allowed values, meaning."""
    rows = sheets(template, dataset)["toelichting"]
    start = next(number for number, row in enumerate(rows) if row[0] == "kolom")
    return {row[0].removesuffix(" *"): row[1:] for row in rows[start + 1 :]}


def columns_in_each_file(template: Path, dataset: str) -> list[list[str]]:
    return [
        csv_header(template, dataset),
        list(sheets(template, dataset)[dataset][0]),
        list(explained(template, dataset)),
        [field["name"] for field in schema_of(template, dataset)["fields"]],
    ]


@pytest.mark.parametrize("dataset", DATASETS)
def test_each_file_has_each_column_of_the_contract(
    template: Path, contract: ingest.Contract, dataset: str
) -> None:
    names = [column.name for column in contract.datasets[dataset].columns]
    assert columns_in_each_file(template, dataset) == [names] * 4


def test_all_datasets_are_there_and_nothing_else(template: Path, contract: ingest.Contract) -> None:
    assert sorted(contract.datasets) == DATASETS
    per_dataset = {f"{name}{suffix}" for name in DATASETS for suffix in (".csv", ".xlsx", ".schema.json")}
    assert {path.name for path in template.iterdir()} == per_dataset | {
        "datapackage.json", "levering.yml", "LEESMIJ.md",
    }  # fmt: skip
    assert all(f"| {name} |" in (template / "LEESMIJ.md").read_text(encoding="utf-8") for name in DATASETS)


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_schema_says_what_the_contract_says(
    template: Path, contract: ingest.Contract, dataset: str
) -> None:
    expected = contract.datasets[dataset]
    schema = schema_of(template, dataset)
    assert schema["primaryKey"] == [expected.key]
    for field in schema["fields"]:
        column, limits = expected.by_name[field["name"]], field["constraints"]
        assert limits.get("required", False) == column.required
        assert (limits.get("minimum"), limits.get("maximum")) == (column.min, column.max)
        assert limits.get("enum", []) == allowed_codes(column, contract)
        assert field["description"] == column.description


def test_the_codes_of_a_column_stand_in_schema_and_explanation(template: Path) -> None:
    fields = {field["name"]: field for field in schema_of(template, "inschrijvingen")["fields"]}
    assert fields["woonsituatie"]["constraints"]["enum"] == ["starter", "doorstromer"]
    explanation = explained(template, "inschrijvingen")
    assert explanation["woonsituatie"] == ("nee", "code", "starter, doorstromer", "Starter of doorstromer.")
    assert explanation["huishoudgrootte"][2] == "1 t/m 20"
    assert explanation["inschrijfdatum"][:3] == ("ja", "datum", "jjjj-mm-dd")
    assert "Midden-Drenthe" in explained(template, "eenheden")["gemeente"][2]


def test_the_package_leads_to_each_file_and_its_schema(template: Path, contract: ingest.Contract) -> None:
    package = json.loads((template / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == DATASETS
    for resource in package["resources"]:
        assert (template / resource["path"]).is_file()
        assert (template / resource["schema"]).is_file()
        assert resource["dialect"]["delimiter"] == ";"
    assert package["contract_sha256"] == contract.sha256


def test_the_same_contract_gives_the_same_bytes(
    template: Path, contract: ingest.Contract, tmp_path: Path
) -> None:
    before = {path.name: path.read_bytes() for path in template.iterdir()}
    ingest.write_template(template, contract)
    written = ingest.write_template(tmp_path / "elders" / "sjabloon", contract)
    assert {path.name: path.read_bytes() for path in template.iterdir()} == before
    assert {path.name: path.read_bytes() for path in written} == before
    core = openpyxl.load_workbook(io.BytesIO(before["eenheden.xlsx"])).properties
    assert core.created == datetime(2000, 1, 1) == core.modified


def test_a_column_that_the_contract_gains_shows_everywhere(
    template: Path, longer_contract: ingest.Contract
) -> None:
    ingest.write_template(template, longer_contract)  # over the untouched one of the shorter contract
    assert all("stand" in names for names in columns_in_each_file(template, "opzeggingen"))
    codes = "actief, ingetrokken, geweigerd"
    assert explained(template, "opzeggingen")["stand"] == ("ja", "code", codes, "Nieuw erbij.")
    assert schema_of(template, "opzeggingen")["fields"][-1]["constraints"] == {
        "required": True, "enum": codes.split(", "),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["toewijzingen.csv", "toewijzingen.xlsx", "levering.yml", "notitie.txt"])
def test_what_somebody_filled_in_or_added_is_not_overwritten(
    template: Path, contract: ingest.Contract, name: str
) -> None:
    with (template / name).open("ab") as file:
        file.write(b"T1")
    before = {path.name: path.read_bytes() for path in template.iterdir()}
    with pytest.raises(ingest.FolderInUse, match="kies een lege map") as refused:
        ingest.write_template(template, contract)
    assert "\n" not in str(refused.value)
    assert {path.name: path.read_bytes() for path in template.iterdir()} == before


@pytest.mark.parametrize("package", [None, b"[]", b"{", b'{"sjabloon": {}}', b'{"sjabloon": 1}'])
def test_a_folder_of_something_else_is_left_alone(
    tmp_path: Path, contract: ingest.Contract, package: bytes | None
) -> None:
    (tmp_path / "eenheden.csv").write_bytes(b"iets anders")
    (tmp_path / "map").mkdir()
    if package is not None:
        (tmp_path / "datapackage.json").write_bytes(package)
    with pytest.raises(ingest.FolderInUse):
        ingest.write_template(tmp_path, contract)
    assert (tmp_path / "eenheden.csv").read_bytes() == b"iets anders"
