"""Writing: each file is hashed and counted while it streams out, so that no table is held or read again."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from woonmonitor.synthetic.chance import Bools, Ints
from woonmonitor.synthetic.reactions import DAG

_REGELEINDE = "\r\n"


class Bestand:
    """One CSV file being written: `;`, UTF-8. Knows its rows and SHA-256 for the manifest."""

    def __init__(self, pad: Path, kolommen: Iterable[str]) -> None:
        self.naam, self.rijen, self._hash = pad.name, 0, sha256()
        self._uit = pad.open("wb")
        self._schrijf(";".join(kolommen) + _REGELEINDE)

    def voeg_toe(self, frame: pl.DataFrame) -> None:
        if frame.height:
            self.rijen += frame.height
            tekst = frame.write_csv(separator=";", include_header=False, line_terminator=_REGELEINDE)
            self._schrijf(tekst)

    def sluit(self) -> dict[str, Any]:
        """Closes the file; returns what the manifest says of it."""
        self._uit.close()
        return {"rijen": self.rijen, "sha256": self._hash.hexdigest()}

    def _schrijf(self, tekst: str) -> None:
        inhoud = tekst.encode()
        self._hash.update(inhoud)
        self._uit.write(inhoud)


def kenmerk(letter: str, nummers: Ints, cijfers: int) -> pl.Series:
    """Ids such as I0000001 from positions; a negative position is nothing."""
    reeks = pl.Series(nummers)
    tekst = letter + (reeks + 1).cast(pl.String).str.zfill(cijfers)
    return tekst.set(reeks < 0, None)


def datums(dagen: Ints, vorm: str = "%Y-%m-%d") -> pl.Series:
    """Dates from days since 1970; a negative day is nothing."""
    reeks = pl.Series(dagen).cast(pl.Int32)
    return reeks.set(reeks < 0, None).cast(pl.Date).dt.strftime(vorm)


def geboortedatums(dagen: Ints, onbekend: Bools) -> pl.Series:
    """Births: before 1970 a negative day is a date all the same."""
    reeks = pl.Series(dagen).cast(pl.Int32).set(pl.Series(onbekend), None)
    return reeks.cast(pl.Date).dt.strftime("%Y-%m-%d")


def tijdstippen(seconden: Ints) -> pl.Series:
    dag = pl.Series(seconden // DAG).cast(pl.Int32).cast(pl.Date).dt.strftime("%Y-%m-%d")
    rest = seconden % DAG
    delen = [
        pl.Series(deel).cast(pl.String).str.zfill(2) for deel in (rest // 3600, rest // 60 % 60, rest % 60)
    ]
    return dag + " " + delen[0] + ":" + delen[1] + ":" + delen[2]


def euros(centen: Ints) -> pl.Series:
    """Amounts with a decimal comma, as a corporation's export writes them."""
    return (
        pl.Series(centen // 100).cast(pl.String) + "," + pl.Series(centen % 100).cast(pl.String).str.zfill(2)
    )


def teksten(namen: Iterable[str], plaatsen: Ints) -> pl.Series:
    """Texts by their position in a list; the empty text is nothing."""
    return pl.Series([naam or None for naam in namen], dtype=pl.String).gather(plaatsen)


def ja_nee(waarden: Bools) -> pl.Series:
    return teksten(("Nee", "Ja"), waarden.astype(np.int64))


def getallen(waarden: Ints) -> pl.Series:
    """Whole numbers; zero and below is nothing."""
    reeks = pl.Series(waarden)
    return reeks.set(reeks <= 0, None)
