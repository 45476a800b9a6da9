"""datapackage.json says of the data files what they are."""

import csv
import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from reports.datapackage import KEY, ColumnsDiffer, datapackage
from reports.edition import Edition
from reports.given import Gate
from reports.warehouse import open_warehouse

Build = Callable[..., Path]
PARSERS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "date": date.fromisoformat,
    "number": float,
    "integer": int,
    "boolean": {"true": True, "false": False}.__getitem__,
}
IN_PARQUET = {
    "string": "VARCHAR", "date": "DATE", "number": "DOUBLE", "integer": "BIGINT", "boolean": "BOOLEAN",
}  # fmt: skip


@pytest.fixture(scope="module")
def package(release: tuple[Path, Path]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((release[1] / "datapackage.json").read_text(encoding="utf-8"))
    return found


def resource(package: dict[str, Any], path: str) -> dict[str, Any]:
    (found,) = [one for one in package["resources"] if one["path"] == path]
    return dict(found)


def test_each_file_is_known_by_its_bytes(package: dict[str, Any], release: tuple[Path, Path]) -> None:
    assert {one["path"] for one in package["resources"]} == {"indicatoren.csv", "indicatoren.parquet"}
    for one in package["resources"]:
        content = (release[1] / one["path"]).read_bytes()
        assert (one["bytes"], one["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")


def test_each_value_of_the_csv_fits_its_field(package: dict[str, Any], release: tuple[Path, Path]) -> None:
    schema = resource(package, "indicatoren.csv")["schema"]
    fields = {field["name"]: field for field in schema["fields"]}
    with (release[1] / "indicatoren.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file))
    assert head == list(fields)
    for row in rows:
        for name, text in zip(head, row, strict=True):
            limits = fields[name].get("constraints", {})
            if text in schema["missingValues"]:
                assert not limits.get("required"), name
            else:
                value = PARSERS[fields[name]["type"]](text)
                assert value in limits.get("enum", [value])
                assert limits.get("minimum", 0) <= (value if name == "n" else 0)
    keys = [tuple(row[head.index(name)] for name in schema["primaryKey"]) for row in rows]
    assert len(set(keys)) == len(keys)


def test_the_fields_are_the_columns_of_the_parquet(
    package: dict[str, Any], release: tuple[Path, Path]
) -> None:
    described = duckdb.execute("describe from read_parquet(?)", [str(release[1] / "indicatoren.parquet")])
    fields = resource(package, "indicatoren.csv")["schema"]["fields"]
    assert [row[:2] for row in described.fetchall()] == [
        (field["name"], IN_PARQUET[field["type"]]) for field in fields
    ]
    assert all(len(field["description"]) > 15 for field in fields)


def test_it_says_which_figures_these_are(package: dict[str, Any]) -> None:
    assert package["id"] == "b0f7a2c4-0000-4000-8000-00000000beef"
    assert package["vintage"] == {"bekend_op": None, "laatste_peildatum": "2025-12-31"}
    assert "niet voor publicatie" in package["licenses"][0]["title"]
    assert {one["indicator"] for one in package["cijfers"]} >= {"zoektijd", "mutaties"}


@pytest.mark.parametrize(
    "changed",
    [
        "add column erbij integer",
        "drop column kwalificatie",
        "alter column n set data type hugeint",
    ],
)
def test_a_column_without_a_meaning_stops_the_report(build_warehouse: Build, changed: str) -> None:
    warehouse = build_warehouse(then=f"alter table reporting.rpt_indicatoren {changed}")
    files = {name: {"sha256": "", "bytes": 0} for name in ("indicatoren.csv", "indicatoren.parquet")}
    with open_warehouse(warehouse) as con, pytest.raises(ColumnsDiffer):
        datapackage(Edition(con, Gate(build_id=None, passed=True, resultaten=[]), [], {}), files)  # type: ignore[arg-type]


def test_the_key_is_that_of_the_table() -> None:
    assert KEY[0] == "indicator"
    assert KEY[-1] == "dimensie_waarde"
    assert len(KEY) == 9
