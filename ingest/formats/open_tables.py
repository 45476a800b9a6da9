"""The reader that a file's name asks for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.bundle import Limits
from ingest.contract import Contract, Dataset
from ingest.formats.blocks import Table
from ingest.formats.parquet_reader import read_parquet
from ingest.formats.survey import check_format, text_layout
from ingest.formats.text_reader import read_text
from ingest.formats.xlsx_reader import read_xlsx


@dataclass(frozen=True)
class Tables:
    """The tables of one file, and the names of sheets that hold something else."""

    tables: list[Table]
    ignored_sheets: list[str]


def open_tables(path: Path, name: str, dataset: Dataset, contract: Contract, limits: Limits) -> Tables:
    """Raises LeveringGeweigerd (B001-B006, L006) for a file that cannot be read as its name says."""
    check_format(path, name)
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        return Tables(*read_xlsx(path, name, dataset, contract, limits))
    if suffix == ".parquet":
        return Tables([read_parquet(path, name, dataset, limits)], [])
    return Tables([read_text(path, name, dataset, contract, layout=text_layout(path, name))], [])
