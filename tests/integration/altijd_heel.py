"""What is left of a HOME when a command in it was broken off, and whether that is the whole of something."""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from woonmonitor.settings import CHECKOUT

MOMENTS = ("geland_op", "since")
PERSON = "I-1"

MANIFEST = "bron: thuiskompas\npeildatum: {}\nperiode_van: 2024-01-01\nsynthetisch: true\n"
EENHEDEN = "eenheid_id;corporatie;gemeente;rekenhuur;zelfstandig\n"
INSCHRIJVINGEN = "inschrijving_id;inschrijfdatum;geboortedatum\n"
REACTIES = "reactie_id;publicatie_id;inschrijving_id;reactiedatum;positie\n"
TOEWIJZINGEN = (
    "toewijzing_id;eenheid_id;inschrijving_id;corporatie;toewijzingsdatum;toewijzingsgrond;rekenhuur;"
    "leeftijd\n"
)
STARTS = {
    "eenheden.csv": EENHEDEN + "E1;Actium;Assen;650,25;Ja\nE2;Actium;Assen;701,00;Ja\n",
    "inschrijvingen.csv": INSCHRIJVINGEN + f"{PERSON};01-02-2020;03-04-1990\nI-2;01-02-2021;05-06-1991\n",
    "toewijzingen.csv": TOEWIJZINGEN
    + f"T1;E1;{PERSON};Actium;01-02-2024;regulier;650,25;33\nT2;E2;;Actium;02-03-2024;statushouder;701,00;\n",
}
# Each way of a row: landed, identical, conflicting, refused, no data, and waiting for the form of its number.
GROWS = STARTS | {
    "eenheden.csv": EENHEDEN
    + "E3;Actium;Assen;1.299;Ja\nE1;Actium;Assen;650,25;Ja\nE2;Actium;Assen;701,00;Ja\n",
    "reacties.csv": REACTIES
    + f"R1;P1;{PERSON};05-01-2024;1\nR1;P1;{PERSON};05-01-2024;1\n\nR2;P1;I-2;06-01-2024;nul\n"
    + "R3;P1;I-2;06-01-2024;1\nR3;P1;I-2;06-01-2024;2\nTotaal;;;;\n",
}
SHRINKS = GROWS | {"inschrijvingen.csv": INSCHRIJVINGEN + "I-9;01-02-2020;\n"}  # L007, but not before the end


def write_levering(folder: Path, files: dict[str, str], peildatum: str) -> Path:
    """A zip, so that unpacking is a step too."""
    with zipfile.ZipFile(folder / f"{peildatum}.zip", "w") as archive:
        for name, text in {"levering.yml": MANIFEST.format(peildatum), **files}.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return folder / f"{peildatum}.zip"


class Broken:
    """Asks sterft_overal.py to run commands, to their end or not."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("sterft_overal.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": str(CHECKOUT), "COLUMNS": "200"},
        )

    def run(
        self,
        home: Path,
        *words: object,
        place: list[Any] | None = None,
        limit: int | None = None,
        watched: bool = False,
        dies: bool = True,
    ) -> tuple[int, list[str]]:
        """Exit code (minus a signal) and lines. `limit`: bytes that a file may have, past which the process
        dies, or else meets a disk that is full."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        question = {
            "home": str(home),
            "words": [str(word) for word in words],
            "place": place,
            "bytes": limit,
            "watched": watched or place is not None,
            "dies": dies,
        }
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return answer["code"], answer["said"]

    def places(self, home: Path, *words: object) -> list[list[Any]]:
        """Where this command can die with something changed in HOME; in a loop the first and last time."""
        _, said = self.run(home, *words, watched=True)
        turns: dict[tuple[Any, ...], list[int]] = {}
        for *site, turn in json.loads(said[-1]):
            turns.setdefault(tuple(site), []).append(turn)
        return [[*site, turn] for site, seen in turns.items() for turn in sorted({seen[0], seen[-1]})]

    def close(self) -> None:
        self._process.communicate()


@dataclass(frozen=True)
class State:
    """`landing`: a hash of all rows of all landing tables but for moments, None without a landing;
    `reports`: name and hash of each file under afkeur/; `others`: the names of all other files but logs."""

    landing: str | None
    reports: frozenset[tuple[str, str]]
    others: frozenset[str]

    @property
    def temporary(self) -> set[str]:
        return {name for name in self.others if ".deel" in name or name.startswith("werk")}


def state_of(home: Path) -> State:
    """Opens the landing as the next reader would, in a copy: opening alone may change a file."""
    files = {str(path.relative_to(home)): path for path in home.rglob("*") if path.is_file()}
    reports = {
        (name, hashlib.sha256(path.read_bytes()).hexdigest())
        for name, path in files.items()
        if name.startswith("afkeur/") and ".deel" not in name
    }
    others = frozenset(
        name for name in files.keys() - {name for name, _ in reports} if not name.startswith("logs/")
    )
    return State(landing_hash(home / "leveringen.duckdb"), frozenset(reports), others)


def landing_hash(landing: Path) -> str | None:
    if not landing.exists():
        return None
    found = hashlib.sha256()
    with duckdb.connect(str(landing), read_only=True) as connection:
        tables = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'landing' order by all"
        ).fetchall()
        for (table,) in tables:
            rows = connection.execute(
                f"select columns(k -> k not in {MOMENTS}) from landing.{table} order by all"
            )
            found.update(repr((table, rows.description, rows.fetchall())).encode())
    return found.hexdigest()


def copy_of(home: Path, place: Path) -> Path:
    """`home` at `place`, over what was there."""
    shutil.rmtree(place, ignore_errors=True)
    if home.exists():
        shutil.copytree(home, place)
    return place
