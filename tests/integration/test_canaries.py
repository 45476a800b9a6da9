"""What a levering holds about persons beyond the contract is in no file that a run leaves, on disk or within.

A real levering is planted with a name, e-mail address, BSN, phone number and street where exports have them:
columns outside the contract, free text, the wrong column, broken rows, files nobody asked for; and an
address or BSN also as the name of a column, sheet, file, zip and key of the manifest. Then
every file under HOME, the report, the temporary folder and the user's own home is searched: its bytes, the
members of archives, and each row of each database and parquet file, which are compressed.
"""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pytest
from kleine_levering import schrijf_levering

NAAM, STRAAT, TELEFOON = "Xanthippe Kanariegeel", "Kwetterlaan 7b", "06-98765432"
EMAIL, BSN = "xanthippe@kanarie.example", "123456782"
SLEUTEL = "kanariesleutel-die-nergens-mag-staan-2025"
RAW_IDS = r"\b[IW]-[AW]20\d\d-\d{3}"  # inschrijving_id and woningzoekende_id as delivered
CANARIES = [NAAM, "Xanthippe", STRAAT, "Kwetterlaan", TELEFOON, EMAIL, BSN, SLEUTEL, SLEUTEL.encode().hex()]
PATTERN = "(?i)" + "|".join([*map(re.escape, CANARIES), RAW_IDS])

EXTRA = {
    EMAIL: "x",
    f"bsn {BSN}": "x",
    "NAAM": NAAM,
    "E-mail": EMAIL,
    "Telefoonnummer": TELEFOON,
    "bsn": BSN,
    "Adres": STRAAT,
}


def canaries_in(path: Path) -> Iterator[str]:
    """Where in a file a canary is; the file's name counts too."""
    content = path.read_bytes()
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        text = content.decode(encoding, errors="ignore")
        yield from (f"{path}: {found}" for found in set(re.findall(PATTERN, f"{path.name}\n{text}")))
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            members = "\n".join(archive.read(name).decode(errors="ignore") for name in archive.namelist())
        yield from (f"{path}: {found}" for found in set(re.findall(PATTERN, members)))
    if path.suffix == ".duckdb":
        with duckdb.connect(str(path), read_only=True) as connection:
            tables = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
            for schema, table in tables:
                yield from _in_rows(connection, f'{schema}."{table}"', path)
    if path.suffix == ".parquet":
        with duckdb.connect() as connection:
            yield from _in_rows(connection, f"read_parquet('{path}')", path)


def _in_rows(connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> Iterator[str]:
    query = f"select count(*) from {table} as rij where regexp_matches(rij::varchar, ?)"
    found = connection.execute(query, [PATTERN]).fetchone()
    if found != (0,):
        yield f"{path}: {found} rows of {table}"


def plant(levering: Path) -> None:
    """Puts the canaries in; the rows that are refused for it stay under the limit of a levering."""

    def headed(line: str) -> str:
        return ";".join([line, "uitschrijfreden", *EXTRA])

    def told(line: str) -> str:
        return ";".join([line, "verhuisd", *EXTRA.values()])

    def in_column(position: int, value: str) -> Callable[[str], str]:
        return lambda line: ";".join([*line.split(";")[:position], value, *line.split(";")[position + 1 :]])

    lines = (levering / "inschrijvingen.csv").read_text(encoding="utf-8").splitlines()
    lines = [headed(lines[0]), *map(told, lines[1:])]
    at = {name: position for position, name in enumerate(lines[0].split(";"))}
    changes = [
        in_column(at["uitschrijfreden"], f"mail naar {EMAIL}"),
        in_column(at["uitschrijfreden"], f"bsn {BSN}"),
        in_column(at["geboortedatum"], NAAM),
        in_column(at["geboortedatum"], TELEFOON),
        in_column(at["huishoudgrootte"], BSN),
        in_column(at["woonsituatie"], EMAIL),
        in_column(at["inschrijfdatum"], EMAIL),
        lambda line: f"{line};{NAAM};{TELEFOON}",
        lambda line: f'{NAAM}"{TELEFOON};{line}',
    ]
    for row, change in enumerate(changes, start=10):
        lines[row] = change(lines[row])
    (levering / "inschrijvingen.csv").write_text("\r\n".join(lines), encoding="utf-8")

    toewijzingen = (levering / "toewijzingen.csv").read_text(encoding="utf-8")
    toewijzingen = toewijzingen.replace(";regulier;", f";{EMAIL};", 1).replace(";regulier;", f";{BSN};", 1)
    (levering / "toewijzingen.csv").unlink()
    (levering / f"toewijzingen_{BSN}.csv").write_text(toewijzingen, encoding="utf-8")
    for name in ("contacten.csv", f"{EMAIL}.csv"):
        table = ";".join(EXTRA) + "\n" + ";".join(EXTRA.values())
        (levering / name).write_text(table, encoding="utf-8")
    _plant_workbook(levering / "opzeggingen_vuil.xlsx")
    manifest = (levering / "levering.yml").read_text().replace("synthetisch: true", "synthetisch: false")
    (levering / "levering.yml").write_text(f"# vragen: {NAAM}, {TELEFOON}\n{manifest}", encoding="utf-8")


def _plant_workbook(path: Path) -> None:
    """Two sheets that are read and one that is not, each named after a person; one row is refused."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet, number, reason in ((EMAIL, 1, "verhuisd"), (f"van {BSN}", 2, f"mail {EMAIL}")):
        rows = book.create_sheet(sheet)
        rows.append(["opzegging_id", "eenheid_id", "einddatum_huur", "reden"])
        rows.append([f"VO{number}", "E1", date(2025, 1, 31), reason])
    book.create_sheet(f"{BSN} bellen").append(["niets"])
    book.save(path)


def refused_leveringen(map_: Path) -> list[Path]:
    """Without a header the first person stands in its place; a manifest may say too much."""
    headless = schrijf_levering(map_ / "zonder_kop")
    plant(headless)
    lines = (headless / "inschrijvingen.csv").read_text(encoding="utf-8").splitlines()
    (headless / "inschrijvingen.csv").write_text("\n".join(lines[1:]), encoding="utf-8")
    talkative = schrijf_levering(map_ / "spraakzaam", extra=f"contact: {NAAM} {EMAIL}\nbsn {BSN}: ja\n")
    return [headless, talkative]


@dataclass(frozen=True)
class Machine:
    """What woonmonitor can write to: all of it under `map_`."""

    map_: Path

    def __call__(self, *words: object) -> subprocess.CompletedProcess[str]:
        folders = {"WOONMONITOR_HOME": "state", "HOME": "user", "TMPDIR": "tmp"}
        omgeving = {
            naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("WOONMONITOR_")
        }
        for naam, folder in folders.items():
            (self.map_ / folder).mkdir(exist_ok=True)
            omgeving[naam] = str(self.map_ / folder)
        return subprocess.run(
            [str(Path(sys.executable).with_name("woonmonitor")), *map(str, words)],
            cwd=self.map_ / "user",
            env=omgeving
            | {
                "WOONMONITOR_PSEUDONYM_KEY": SLEUTEL,
                "DBT_EXCLUDE_RESOURCE_TYPES": "unit_test test",
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def files(self) -> list[Path]:
        return [path for path in self.map_.rglob("*") if path.is_file()]


@pytest.fixture(scope="module")
def levering(tmp_path_factory: pytest.TempPathFactory) -> Path:
    levering = schrijf_levering(tmp_path_factory.mktemp("levering") / "levering")
    plant(levering)
    return levering


def test_the_search_finds_what_is_there(levering: Path, tmp_path: Path) -> None:
    planted = ["inschrijvingen.csv", f"toewijzingen_{BSN}.csv", "contacten.csv", "levering.yml"]
    for name in [*planted, f"{EMAIL}.csv", "opzeggingen_vuil.xlsx"]:
        assert list(canaries_in(levering / name)), name
    with duckdb.connect(str(tmp_path / "een.duckdb")) as connection:
        connection.execute(f"create table een as select ['{EMAIL}'] as diep from range(100000)")
        connection.execute(f"copy een to '{tmp_path / 'een.parquet'}' (compression zstd)")
    with zipfile.ZipFile(tmp_path / "een.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("een.txt", " ".join(["I-A2025-004"] * 3))
    for name in ("een.duckdb", "een.parquet", "een.zip"):
        assert list(canaries_in(tmp_path / name)), name


def test_nothing_about_a_person_is_in_what_a_run_leaves(levering: Path, tmp_path: Path) -> None:
    machine = Machine(tmp_path / "machine")
    machine.map_.mkdir()
    packed = tmp_path / f"levering {EMAIL}.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in levering.iterdir():
            archive.write(path, path.name)
    done = machine("run", packed, "--out", machine.map_ / "rapport", "--op", "2026-01-20")
    assert done.returncode == 0, done.stderr
    assert "10 in quarantaine" in done.stderr
    refused = [machine("ingest", one) for one in refused_leveringen(tmp_path)]
    assert [one.returncode for one in refused] == [2, 2]
    assert machine("status").returncode == 0

    said = "".join(one.stdout + one.stderr for one in [done, *refused])
    assert re.findall(PATTERN, said) == []
    written = {path.relative_to(machine.map_).as_posix() for path in machine.files()}
    assert {"state/leveringen.duckdb", "state/warehouse.duckdb", "state/dbt/logs/dbt.log"} <= written
    assert {"state/logs/woonmonitor.jsonl", "rapport/monitor.html", "rapport/indicatoren.parquet"} <= written
    assert [found for path in machine.files() for found in canaries_in(path)] == []
    assert not (machine.map_ / "state" / "werk").exists()
