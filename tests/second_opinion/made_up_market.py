"""A made-up market as rows of text, and what is known of it on a day: pieces to make leveringen of."""

import csv
import datetime as dt
import zlib
from pathlib import Path

import yaml
from delivered import DATASETS, REGISTERS, day

from woonmonitor.synthetic import write_levering

Text = dict[str, str]
Tables = dict[str, list[Text]]
Manifest = dict[str, object]

START = dt.date(2022, 1, 1)


def read_market(folder: Path) -> Tables:
    """Everything from the start on; of those who got nothing a part, for they only take time."""
    write_levering(folder, years=6, scale=0.05)
    tables: Tables = {}
    for name in DATASETS:
        tables[name] = []
        for file in sorted(folder.glob(f"{name}*.csv")):
            with file.open(encoding="utf-8", newline="") as text:
                tables[name] += csv.DictReader(text, delimiter=";")
    housed = {row["inschrijving_id"] for row in tables["toewijzingen"]}
    for name, key, part in (("reacties", "reactie_id", 3), ("inschrijvingen", "inschrijving_id", 4)):
        tables[name] = [
            row for row in tables[name] if row["inschrijving_id"] in housed or number_of(row[key]) % part == 0
        ]
    return since(tables, START)


def until(market: Tables, peildatum: dt.date) -> Tables:
    """What is known on a day: rents as they were, and no event or end after it."""
    tables = {
        name: [dict(row) for row in rows if (date := _event(name, row)) is None or date <= peildatum]
        for name, rows in market.items()
    }
    tables["eenheden"] = [
        row
        for row in tables["eenheden"]
        if not (row["in_exploitatie"] and day(row["in_exploitatie"]) > peildatum)
    ]
    for row in tables["eenheden"]:
        for column in ("rekenhuur", "kale_huur"):
            cents = cents_of(row[column])
            row[column] = amount(cents - cents * (2025 - peildatum.year) * 3 // 100)
    for name, end in (("eenheden", "uit_exploitatie"), ("inschrijvingen", "uitschrijfdatum")):
        for row in tables[name]:
            if row[end] and day(row[end]) > peildatum:
                row[end] = ""
    return tables


def since(tables: Tables, first: dt.date) -> Tables:
    """Events from a day on; the registers whole."""
    return {
        name: [row for row in rows if name in REGISTERS or (_event(name, row) or first) >= first]
        for name, rows in tables.items()
    }


def of_corporatie(tables: Tables, corporatie: str) -> Tables:
    """The rows that name no other corporatie."""
    return {
        name: [row for row in rows if row.get("corporatie", corporatie) == corporatie]
        for name, rows in tables.items()
    }


def change(row: Text, **values: str) -> None:
    row.update(values)


def pointed_to(rows: list[Text], letting: Text, key: str) -> Text:
    """The row that a letting names by this key."""
    return next(row for row in rows if row[key] == letting[key])


def number_of(text: str) -> int:
    """A number that is the same in every run."""
    return zlib.crc32(text.encode())


def cents_of(text: str) -> int:
    return int(text.replace(",", ""))


def amount(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"


def manifest(peildatum: dt.date, *, soort: str = "volledig", van: dt.date) -> Manifest:
    return {
        "bron": "thuiskompas",
        "peildatum": peildatum,
        "soort": soort,
        "periode_van": van,
        "periode_tot_en_met": peildatum,
        "synthetisch": True,
    }


def write(folder: Path, about: Manifest, tables: Tables) -> Path:
    folder.mkdir()
    for name, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as text:
            writer = csv.DictWriter(text, columns, delimiter=";", restval="")
            writer.writeheader()
            writer.writerows(rows)
    (folder / "levering.yml").write_text(yaml.safe_dump(about, sort_keys=False), encoding="utf-8")
    return folder


def _event(name: str, row: Text) -> dt.date | None:
    column = DATASETS[name].event
    return day(row[column]) if column else None
