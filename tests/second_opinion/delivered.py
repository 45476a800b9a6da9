"""Reads leveringen straight from their files.

A second reading of the delivery contract, in plain Python and on purpose simple: `;`, UTF-8, the contract's
own headers. It shares no line with ingest or the models, and knows only the refusals that the test plants.
"""

import csv
import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Row = dict[str, Any]

CORPORATIES = {
    "actium": "Actium",
    "stichting actium": "Actium",
    "woonservice": "Woonservice",
    "domesta": "Domesta",
}
GEMEENTEN = ("Assen", "Midden-Drenthe", "Aa en Hunze")
NOTHING = {"", "-", "null", "n.v.t.", "nvt", "onbekend"}
NO_DATE = {"0000-00-00", "1900-01-01", "9999-12-31"}
LISTED = {"passendheid": {"nvt"}}
"""Codes that would else be nothing."""
REGISTERS = {"inschrijvingen", "eenheden"}


class Refused(Exception):
    """This value sends its row to quarantine."""


def day(text: str) -> dt.date:
    """`yyyy-mm-dd` or `dd-mm-yyyy`, the time cut."""
    text, _, _time = text.partition(" ")
    if match := re.fullmatch(r"(\d\d)-(\d\d)-(\d{4})", text):
        text = "-".join(reversed(match.groups()))
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Refused from error


def cents(text: str) -> int:
    """An amount in whole cents, so that no bound is compared as a float."""
    match = re.fullmatch(r"(?:€ )?(\d+)(?:[.,](\d{1,2}))?", text.replace(".", "") if "," in text else text)
    if not match:
        raise Refused
    return int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0"))


def whole(text: str) -> int:
    if not text.isdecimal():
        raise Refused
    return int(text)


def yes(text: str) -> bool:
    return {"Ja": True, "Nee": False}[text]


def corporatie(text: str) -> str:
    try:
        return CORPORATIES[text.casefold()]
    except KeyError as error:
        raise Refused from error


def place(text: str) -> str:
    """Spelling drift: case, spaces within and around a hyphen; and the one alias that is planted."""
    name = re.sub(r" *- *", "-", re.sub(r"\s+", " ", text))
    known = {gemeente.casefold(): gemeente for gemeente in GEMEENTEN} | {"de lariks": "Lariks"}
    return known.get(name.casefold(), name)


def folded(text: str) -> str:
    """A code without its spelling: case, accents, and `_`, `-` or space alike."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\s_-]+", "_", plain.casefold().strip())


@dataclass(frozen=True)
class Dataset:
    key: str
    event: str | None
    """None: the levering's peildatum."""
    required: tuple[str, ...]
    columns: dict[str, Callable[[str], Any]]
    defaults: dict[str, Any] = field(default_factory=dict)


DATASETS = {
    "inschrijvingen": Dataset(
        "inschrijving_id",
        "inschrijfdatum",
        ("inschrijfdatum",),
        {
            "inschrijving_id": str, "woningzoekende_id": str, "inschrijfdatum": day, "uitschrijfdatum": day,
            "geboortedatum": day, "geboortejaar": whole, "huishoudgrootte": whole, "woonsituatie": folded,
        },
    ),
    "publicaties": Dataset(
        "publicatie_id",
        "publicatiedatum",
        ("corporatie", "publicatiedatum", "sluitingsdatum", "model"),
        {
            "publicatie_id": str, "eenheid_id": str, "corporatie": corporatie, "publicatiedatum": day,
            "sluitingsdatum": day, "model": folded, "doelgroep": folded, "aantal_eenheden": whole,
            "status": folded,
        },
        {"aantal_eenheden": 1, "status": "afgerond"},
    ),
    "reacties": Dataset(
        "reactie_id",
        "reactiedatum",
        ("publicatie_id", "inschrijving_id", "reactiedatum"),
        {
            "reactie_id": str, "publicatie_id": str, "inschrijving_id": str, "reactiedatum": day,
            "status": folded,
        },
        {"status": "actief"},
    ),
    "toewijzingen": Dataset(
        "toewijzing_id",
        "toewijzingsdatum",
        ("eenheid_id", "corporatie", "toewijzingsdatum", "rekenhuur"),
        {
            "toewijzing_id": str, "eenheid_id": str, "publicatie_id": str, "inschrijving_id": str,
            "corporatie": corporatie, "toewijzingsdatum": day, "huur_ingangsdatum": day,
            "toewijzingsgrond": folded, "leeftijd": whole, "huishoudgrootte": whole, "rekenhuur": cents,
            "passendheid": folded, "status": folded,
        },
        {"status": "definitief", "toewijzingsgrond": "onbekend"},
    ),
    "eenheden": Dataset(
        "eenheid_id",
        None,
        ("corporatie", "gemeente", "rekenhuur", "zelfstandig"),
        {
            "eenheid_id": str, "corporatie": corporatie, "gemeente": place, "wijk": place,
            "woningtype": folded, "kamers": whole, "rekenhuur": cents, "kale_huur": cents, "zelfstandig": yes,
            "doelgroep": folded, "nultreden": yes, "rolstoelgeschikt": yes, "geclusterd": yes, "flex": yes,
            "intramuraal": yes, "in_exploitatie": day, "in_exploitatie_reden": folded, "uit_exploitatie": day,
            "uit_exploitatie_reden": folded,
        },
    ),
    "opzeggingen": Dataset(
        "opzegging_id",
        "einddatum_huur",
        ("eenheid_id", "einddatum_huur"),
        {"opzegging_id": str, "eenheid_id": str, "einddatum_huur": day},
    ),
}  # fmt: skip


@dataclass
class Levering:
    """One levering as it should land; `order` decides which of two versions is current."""

    bron: str
    peildatum: dt.date
    volledig: bool
    nummer: int
    naam: str
    rows: dict[str, dict[str, Row]]
    refused: dict[str, set[str]]
    van: dt.date
    tot: dt.date

    @property
    def order(self) -> tuple[dt.date, int]:
        return self.peildatum, self.nummer

    @property
    def corporaties(self) -> set[str]:
        return {row["corporatie"] for name in ("eenheden", "toewijzingen") for row in self._of(name)}

    def _of(self, dataset: str) -> Iterable[Row]:
        return self.rows.get(dataset, {}).values()


def read_levering(folder: Path, nummer: int) -> Levering:
    """`nummer`: the order of ingest."""
    manifest = yaml.safe_load((folder / "levering.yml").read_text(encoding="utf-8"))
    peildatum = manifest["peildatum"]
    rows: dict[str, dict[str, Row]] = {}
    refused: dict[str, set[str]] = {}
    for name, dataset in DATASETS.items():
        files = sorted(folder.glob(f"{name}*.csv"))
        if files:
            rows[name], refused[name] = _read_dataset(files, dataset, peildatum)
    first = min((row["event"] for table in rows.values() for row in table.values()), default=peildatum)
    return Levering(
        bron=manifest["bron"],
        peildatum=peildatum,
        volledig=manifest.get("soort", "volledig") == "volledig",
        nummer=nummer,
        naam=folder.name,
        rows=rows,
        refused=refused,
        van=manifest.get("periode_van", first),
        tot=manifest.get("periode_tot_en_met", peildatum),
    )


def _read_dataset(files: list[Path], dataset: Dataset, peildatum: dt.date) -> tuple[dict[str, Row], set[str]]:
    """Landed rows by key, and the keys of refused rows."""
    found: list[Row] = []
    refused: set[str] = set()
    for file in files:
        with file.open(encoding="utf-8", newline="") as text:
            reader = csv.reader(text, delimiter=";")
            header = next(reader)
            for fields in reader:
                raw = dict(zip(header, fields, strict=True))
                try:
                    found.append(_parse(raw, dataset, peildatum))
                except Refused:
                    refused.add(raw[dataset.key])
    different = {(row[dataset.key], tuple(row.values())): row for row in found}
    copies = Counter(key for key, _ in different)
    refused |= {key for key, number in copies.items() if number > 1}
    return {key: row for (key, _), row in different.items() if copies[key] == 1}, refused


def _parse(raw: dict[str, str], dataset: Dataset, peildatum: dt.date) -> Row:
    row: Row = {}
    for column, parse in dataset.columns.items():
        text = raw.get(column, "").strip()
        is_nothing = text.casefold() in NOTHING - LISTED.get(column, set()) or (
            parse is day and text in NO_DATE
        )
        if is_nothing and (column == dataset.key or column in dataset.required):
            raise Refused
        row[column] = dataset.defaults.get(column) if is_nothing else parse(text)
    row["event"] = row[dataset.event] if dataset.event else peildatum
    if row["event"] > peildatum:
        raise Refused
    return row
