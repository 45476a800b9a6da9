"""The delivery contract as data: ingest/contract/*.yml for columns, seeds/*.csv for the labels of a code."""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

ColumnType = Literal["id", "text", "code", "date", "timestamp", "int", "euro", "bool"]

# The seeds with one code column of their own; codelijsten.csv carries every other domain.
LABEL_SEEDS = {
    "corporatie": ("corporaties.csv", "corporatie"),
    "toewijzingsgrond": ("toewijzingsgronden.csv", "grond"),
    "gemeente": ("gemeenten.csv", "gemeente"),
    "wijk": ("wijken.csv", "wijk"),
}
CODE_SEED = "codelijsten.csv"

_EXOTIC_SPACE = re.compile(r"[^\S\n]|[\u200b\ufeff]")
_DRIFT = re.compile(r"[ \t\n\r\f_\-]+")


class ContractError(Exception):
    """The contract files or their seeds cannot be used; a fault of the checkout, not of a supplier."""


class Column(BaseModel):
    """One column of a dataset as a supplier delivers it and as the landing keeps it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    type: ColumnType
    description: str
    required: bool = False
    personal: bool = False
    codes: str | None = None
    always_lands: bool = False
    end_date: bool = False
    truncate: Literal["month"] | None = None
    min: int | None = None
    max: int | None = None
    aliases: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _codes_belong_to_code_columns(self) -> Self:
        if (self.type == "code") != (self.codes is not None):
            raise ValueError(f"{self.name}: a code column, and no other, names its `codes`")
        return self


class Dataset(BaseModel):
    """One of the datasets of a levering. `event` is a column, or `peildatum` for a register without one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    dataset: str
    description: str
    key: str
    event: str
    is_register: bool
    required: bool
    columns: tuple[Column, ...]

    @model_validator(mode="after")
    def _names_are_unambiguous(self) -> Self:
        seen: dict[str, str] = {}
        for column in self.columns:
            for name in (column.name, *column.aliases):
                owner = seen.setdefault(fold_header(name), column.name)
                if owner != column.name:
                    raise ValueError(f"{self.dataset}: `{name}` means both {owner} and {column.name}")
        if self.key not in self.by_name or (self.event != "peildatum" and self.event not in self.by_name):
            raise ValueError(f"{self.dataset}: key and event must be columns")
        return self

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @property
    def event_column(self) -> str | None:
        """The column whose date places a row in a period; None where the levering's peildatum does."""
        return None if self.event == "peildatum" else self.event

    @cached_property
    def header_names(self) -> dict[str, str]:
        """Folded header (own name or alias) → contract column."""
        return {fold_header(name): c.name for c in self.columns for name in (c.name, *c.aliases)}


class Contract:
    """All datasets, the labels of each code domain, and the hash that both parse a levering by."""

    def __init__(self, datasets: dict[str, Dataset], codes: dict[str, dict[str, str]], sha256: str) -> None:
        self.datasets = datasets
        self.codes = codes  # domain → folded label → code
        self.sha256 = sha256
        # Every known header, folded: a data cell that is one betrays a header row.
        self.header_spellings = frozenset(name for d in datasets.values() for name in d.header_names)


def clean_label(text: str) -> str:
    """Labels and texts land trimmed, in NFC, and with plain spaces where an export has exotic ones."""
    return _EXOTIC_SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold_label(label: str) -> str:
    """Labels compare without accents, case and drift in spaces, hyphens and underscores.

    The same in SQL, over a cleaned label:
    regexp_replace(trim(lower(strip_accents(x))), '[\\s_\\-]+', ' ', 'g').
    """
    decomposed = unicodedata.normalize("NFD", clean_label(label))
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _DRIFT.sub(" ", plain.lower())


def fold_header(header: str) -> str:
    """Headers compare like labels, with every space, underscore and hyphen gone: `Inschrijf datum`."""
    return fold_label(header).replace(" ", "")


def load_contract(contract_dir: Path, seeds_dir: Path) -> Contract:
    """Read and check the contract; its sha256 covers the YAML bytes and the label mappings that parse."""
    digest = hashlib.sha256()
    datasets: dict[str, Dataset] = {}
    for path in sorted(contract_dir.glob("*.yml")):
        raw = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + raw + b"\0")
        try:
            dataset = Dataset.model_validate(yaml.load(raw, Loader=yaml.CSafeLoader))
        except (ValidationError, yaml.YAMLError) as error:
            raise ContractError(f"{path.name}: {error}") from error
        datasets[dataset.dataset] = dataset
    if not datasets:
        raise ContractError(f"no contract files (*.yml) in {contract_dir}")
    codes = _load_codes(seeds_dir)
    for domain, labels in sorted(codes.items()):
        digest.update("\0".join([domain, *(f"{k}={v}" for k, v in sorted(labels.items()))]).encode() + b"\0")
    for dataset in datasets.values():
        for column in dataset.columns:
            if column.codes is not None and column.codes not in codes:
                raise ContractError(f"{dataset.dataset}.{column.name}: no seed lists `{column.codes}`")
    return Contract(datasets, codes, digest.hexdigest())


def _load_codes(seeds_dir: Path) -> dict[str, dict[str, str]]:
    codes: dict[str, dict[str, str]] = {}
    for domain, (file, column) in LABEL_SEEDS.items():
        _add_labels(
            codes, file, ((domain, row["label"], row[column]) for row in _seed_rows(seeds_dir / file))
        )
    rows = _seed_rows(seeds_dir / CODE_SEED)
    _add_labels(codes, CODE_SEED, ((row["domein"], row["label"], row["code"]) for row in rows))
    return codes


def _seed_rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except FileNotFoundError as error:
        raise ContractError(f"seed {path.name} is missing from {path.parent}") from error


def _add_labels(codes: dict[str, dict[str, str]], file: str, rows: Iterable[tuple[str, str, str]]) -> None:
    """Takes in (domain, label, code): a label means one code, and a code is a label of itself.

    Else what is known of a code, such as the category of a grond, could not be found by its name.
    """
    given = list(rows)
    for domain, label, code in given:
        known = codes.setdefault(domain, {}).setdefault(fold_label(label), code)
        if known != code:
            raise ContractError(f"{file}: ‘{label}’ betekent er {known} en ook {code}; kies een van beide")
    labels = {(domain, label) for domain, label, _ in given}
    for domain, label, code in given:
        if (domain, code) not in labels:
            missing = f"maar {code} staat er zelf niet als label; voeg die rij toe"
            raise ContractError(f"{file}: ‘{label}’ betekent {code}, {missing}")
