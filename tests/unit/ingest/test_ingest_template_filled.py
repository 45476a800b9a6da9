"""Filled in as its schema says, a template lands whole: it promises nothing that the reader refuses."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from small_tables import Land

import ingest
from ingest.manifest import Manifest

DATASETS = ["eenheden", "inschrijvingen", "opzeggingen", "publicaties", "reacties", "toewijzingen"]
FILLED_MANIFEST = "bron: thuiskompas\npeildatum: 2025-12-31\nsoort: aanvulling\n"


@pytest.fixture
def template(tmp_path: Path, contract: ingest.Contract) -> Path:
    ingest.write_template(tmp_path / "sjabloon", contract)
    return tmp_path / "sjabloon"


def schema_of(template: Path, dataset: str) -> dict[str, Any]:
    content = json.loads((template / f"{dataset}.schema.json").read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def values(field: dict[str, Any]) -> Iterator[Any]:
    """What the schema allows: every code, every bound, both answers; numbered where it is free text."""
    limits = field["constraints"]
    if field["type"] == "string" and "enum" not in limits:
        return (f"{field['name']} {number}" for number in range(1000))
    by_type = {
        "string": limits.get("enum"),
        "date": [date(2025, 2, 1), date(2024, 2, 29)],
        "datetime": [datetime(2025, 2, 1, 23, 59, 59), datetime(2025, 2, 1)],
        "integer": [limits.get("minimum", 1), limits.get("maximum", 7)],
        "number": [Decimal("1299.99"), Decimal(650)],
        "boolean": [True, False],
    }
    return cycle(by_type[field["type"]])


def filled_rows(schema: dict[str, Any]) -> list[tuple[Any, ...]]:
    """As many rows as the longest code list, so that each code is used."""
    longest = max([len(field["constraints"].get("enum", ())) for field in schema["fields"]] + [2])
    return list(islice(zip(*(values(field) for field in schema["fields"]), strict=True), longest))


def as_csv_text(value: Any, field: dict[str, Any]) -> str:
    """Written the way that the schema asks for."""
    match value:
        case bool():
            return str(field["trueValues" if value else "falseValues"][0])
        case date():
            return value.strftime(field["format"])
        case Decimal():
            return str(value).replace(".", field["decimalChar"])
    return str(value)


def test_the_empty_template_lands_no_row_once_its_manifest_is_filled_in(land: Land, template: Path) -> None:
    assert land(template).codes == ["L002"]
    manifest = (template / "levering.yml").read_text(encoding="utf-8")
    for key, value in (("bron", "thuiskompas"), ("peildatum", "2025-12-31")):
        manifest = manifest.replace(f"\n{key}: ", f"\n{key}: {value} ")
    (template / "levering.yml").write_text(manifest, encoding="utf-8")
    landed = land(template)
    assert {(file.bestand, file.rijen_gelezen) for file in landed.ok.bestanden} == {
        (f"{name}.{suffix}", 0) for name in DATASETS for suffix in ("csv", "xlsx")
    }
    assert landed.codes == []


def test_the_manifest_names_every_key_and_each_may_be_used(template: Path) -> None:
    lines = (template / "levering.yml").read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("# Deze regels"))
    optional = yaml.safe_load("\n".join(line.removeprefix("# ") for line in lines[start + 1 :]))
    given = yaml.safe_load("\n".join(lines[:start])) | {"bron": "x", "peildatum": date(2025, 12, 31)}
    assert set(given) | set(optional) == set(Manifest.model_fields)
    Manifest.model_validate(given | optional)


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_csv_filled_in_by_the_schema_lands_whole(land: Land, template: Path, dataset: str) -> None:
    schema = schema_of(template, dataset)
    rows = filled_rows(schema)
    with (template / f"{dataset}.csv").open("a", encoding="utf-8", newline="") as file:
        for row in rows:
            texts = [as_csv_text(value, f) for value, f in zip(row, schema["fields"], strict=True)]
            file.write(";".join(texts) + "\r\n")
    (template / "levering.yml").write_text(FILLED_MANIFEST)
    assert_landed_whole(land, template, dataset, len(rows))


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_workbook_filled_in_by_the_schema_lands_whole(land: Land, template: Path, dataset: str) -> None:
    schema = schema_of(template, dataset)
    rows = filled_rows(schema)
    book = openpyxl.load_workbook(template / f"{dataset}.xlsx")
    for row in rows:
        book[dataset].append(row)
    book.save(template / f"{dataset}.xlsx")
    (template / "levering.yml").write_text(FILLED_MANIFEST)
    assert_landed_whole(land, template, dataset, len(rows))


def assert_landed_whole(land: Land, template: Path, dataset: str, rows: int) -> None:
    landed = land(template)
    assert landed.codes == []
    assert sum(file.rijen_geland for file in landed.ok.bestanden) == rows
    fields = schema_of(template, dataset)["fields"]
    empty = " OR ".join(f"{field['name']} IS NULL" for field in fields)
    assert landed.rows(f"SELECT * FROM landing.{dataset} WHERE {empty}") == []
    assert not [warning for warning in landed.ok.waarschuwingen if "contract" in warning]


def test_ids_keep_their_zeros_in_the_workbook(template: Path) -> None:
    book = openpyxl.load_workbook(template / "toewijzingen.xlsx")
    assert book["toewijzingen"].column_dimensions["A"].number_format == "@"
