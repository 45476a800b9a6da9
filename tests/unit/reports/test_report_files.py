"""The files of a release: their bytes, their hashes, and that they come whole or not at all."""

import csv
import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from reports import GateDoesNotFit, exports, write_reports

Build = Callable[..., Path]
Write = Callable[..., list[Path]]


@pytest.fixture
def write(poort: dict[str, Any], tmp_path: Path) -> Write:
    def to(warehouse: Path, out: str = "rapport", **changed: Any) -> list[Path]:
        return write_reports(
            warehouse, tmp_path / out, poort=poort | changed, alerts=[], versies={"duckdb": "1.5.6"}
        )

    return to


def test_a_release_is_seven_files_and_leaves_nothing_beside_them(
    warehouse: Path, write: Write, tmp_path: Path
) -> None:
    written = write(warehouse)
    names = [
        *("monitor.html", "tabellenboek.xlsx", "indicatoren.csv", "indicatoren.parquet"),
        *("datapackage.json", "kwaliteit.html", "manifest.json"),
    ]
    assert [path.name for path in written] == names
    assert sorted(path.name for path in (tmp_path / "rapport").iterdir()) == sorted(names)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rapport", "warehouse.duckdb"]


def test_equal_content_gives_equal_bytes_whatever_the_order_of_the_rows(
    build_warehouse: Build, write: Write
) -> None:
    table = "reporting.rpt_indicatoren"
    shuffled = f"create or replace table {table} as from {table} order by random()"
    first = write(build_warehouse("een"), "een")
    second = write(build_warehouse("twee", then=shuffled), "twee")
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_the_csv_has_every_row_and_column_as_it_is_in_the_table(release: tuple[Path, Path]) -> None:
    warehouse, out = release
    with duckdb.connect(str(warehouse), read_only=True) as con:
        columns = [row[0] for row in con.execute("describe reporting.rpt_indicatoren").fetchall()]
        rows = con.execute(
            "select columns(*)::varchar from reporting.rpt_indicatoren where dimensie = 'totaal' order by all"
        ).fetchall()
        (total,) = con.execute("select count(*) from reporting.rpt_indicatoren").fetchone() or (0,)
    with (out / "indicatoren.csv").open(encoding="utf-8", newline="") as file:
        head, *found = list(csv.reader(file))
    assert head == columns
    totals = [
        tuple(value or None for value in row) for row in found if row[columns.index("dimensie")] == "totaal"
    ]
    assert sorted(totals, key=str) == sorted(rows, key=str)
    assert len(found) == total > len(rows)


def test_a_text_that_a_spreadsheet_would_run_is_defused_in_the_csv_only(release: tuple[Path, Path]) -> None:
    out = release[1]
    with (out / "indicatoren.csv").open(encoding="utf-8", newline="") as file:
        wijken = {row["dimensie_waarde"] for row in csv.DictReader(file) if row["dimensie"] == "wijk"}
    assert {
        "'=cmd|' /C calc'!A0",
        "'+31",
        "'@wijk",
        "'-leeg",
        "'\ttab",
        "Pittelo",
        'De "Lariks", west',
    } <= wijken
    kept = duckdb.execute(
        "select dimensie_waarde from read_parquet(?) where dimensie = 'wijk'",
        [str(out / "indicatoren.parquet")],
    ).fetchall()
    assert ("=cmd|' /C calc'!A0",) in kept


def test_a_negative_figure_stays_a_number(build_warehouse: Build, write: Write) -> None:
    negative = "update reporting.rpt_indicatoren set waarde = -1.5"
    with write(build_warehouse(then=negative))[2].open(encoding="utf-8", newline="") as file:
        assert {row["waarde"] for row in csv.DictReader(file)} == {"-1.5"}


def test_the_manifest_names_every_levering_and_file_by_its_hash(release: tuple[Path, Path]) -> None:
    out = release[1]
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["build_id"] == "b0f7a2c4-0000-4000-8000-00000000beef"
    assert manifest["laatste_peildatum"] == "2025-12-31"
    assert manifest["bekend_op"] is None
    assert manifest["versies"] == {"rekenregels": "0.1.0", "duckdb": "1.5.6"}
    assert [levering["levering_id"] for levering in manifest["leveringen"]] == ["3f" * 32]
    assert {file["bestand"]: file["sha256"] for file in manifest["leveringen"][0]["bestanden"]} == {
        "reacties_deel1.csv": "ab" * 32,
        "toewijzingen.xlsx": "cd" * 32,
    }
    assert {name: entry["sha256"] for name, entry in manifest["bestanden"].items()} == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.iterdir()
        if path.name != "manifest.json"
    }


@pytest.mark.parametrize("changed", [{"passed": False}, {"build_id": "een-andere"}, {"build_id": None}])
def test_a_gate_that_is_shut_or_of_another_build_writes_nothing(
    warehouse: Path, write: Write, tmp_path: Path, changed: dict[str, Any]
) -> None:
    with pytest.raises(GateDoesNotFit, match="woonmonitor check"):
        write(warehouse, **changed)
    assert list((tmp_path / "rapport").iterdir()) == []


def test_what_was_published_stays_whole_when_writing_fails(
    warehouse: Path, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in write(warehouse)}

    def full_disk(_: duckdb.DuckDBPyConnection, path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError("no space left")

    monkeypatch.setattr(exports, "write_parquet", full_disk)
    with pytest.raises(OSError, match="no space left"):
        write(warehouse)
    assert {path: path.read_bytes() for path in before} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rapport", "warehouse.duckdb"]


def test_the_warehouse_is_only_read(warehouse: Path, write: Write) -> None:
    warehouse.chmod(0o400)
    before = warehouse.read_bytes(), warehouse.stat().st_mtime_ns
    time.sleep(0.01)
    write(warehouse)
    assert (warehouse.read_bytes(), warehouse.stat().st_mtime_ns) == before
