"""A written levering read back as text, and what its columns mean."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from woonmonitor.synthetic import Planted


@dataclass(frozen=True)
class Levering:
    """A written levering: its folder, what was planted, and each dataset as the files say it (all text)."""

    folder: Path
    planted: Planted

    def __getitem__(self, dataset: str) -> pl.DataFrame:
        bestanden = sorted(self.folder.glob(f"{dataset}*.csv"))
        return pl.concat([pl.read_csv(pad, separator=";", infer_schema=False) for pad in bestanden])


def datum(kolom: str, vorm: str = "%Y-%m-%d") -> pl.Expr:
    return pl.col(kolom).str.to_date(vorm)


def nl_datum(kolom: str) -> pl.Expr:
    return datum(kolom, "%d-%m-%Y")


def euro(kolom: str) -> pl.Expr:
    """Cents."""
    return pl.col(kolom).str.replace(",", "", literal=True).cast(pl.Int64)
