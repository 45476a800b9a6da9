"""A header row against the contract: fold, own names, aliases; what does not fit is said, not guessed."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.contract import Dataset, fold_header
from ingest.refusal import LeveringGeweigerd, Reden


@dataclass(frozen=True)
class Header:
    """A header row that fits: where each contract column stands, and which columns are left alone."""

    names: tuple[str, ...]
    positions: dict[str, int]  # contract column → index in the row
    ignored: tuple[str, ...]

    @property
    def width(self) -> int:
        return len(self.names)


def recognised(cells: Sequence[str], dataset: Dataset) -> list[str]:
    """The contract columns that these cells name, in order, with repeats."""
    known = dataset.header_names
    return [known[folded] for cell in cells if (folded := fold_header(cell)) in known]


def names_required_half(cells: Sequence[str], dataset: Dataset) -> bool:
    """True when the row names at least half of the required columns: then it is meant as the header."""
    required = [column.name for column in dataset.columns if column.required]
    return 2 * len(set(required) & set(recognised(cells, dataset))) >= len(required)


def fits(cells: Sequence[str], dataset: Dataset) -> bool:
    """True for a row that is surely a header: half of what is required or most of its cells is known."""
    filled = [cell for cell in cells if cell.strip()]
    mostly_known = 2 * len(recognised(cells, dataset)) > len(filled)
    return bool(filled) and (names_required_half(cells, dataset) or mostly_known)


def match_header(cells: Sequence[str], dataset: Dataset, bestand: str) -> Header:
    """The header that these cells are. Raises LeveringGeweigerd with every B002 and B005 at once."""
    known = dataset.header_names
    positions: dict[str, int] = {}
    ignored: list[str] = []
    reasons: list[Reden] = []
    for index, cell in enumerate(cells):
        column = known.get(fold_header(cell))
        if column is None:
            ignored.append(cell.strip())
        elif column in positions:
            first = cells[positions[column]].strip()
            melding = f"‘{first}’ en ‘{cell.strip()}’ zijn allebei {column}; lever er een"
            reasons.append(Reden("bestand", "B005", melding, bestand, kolom=column))
        else:
            positions[column] = index
    for wanted in dataset.columns:
        if wanted.required and wanted.name not in positions:
            melding = f"de verplichte kolom {wanted.name} ontbreekt{_suggestion(wanted.name, ignored)}"
            reasons.append(Reden("bestand", "B002", melding, bestand, kolom=wanted.name))
    if reasons:
        raise LeveringGeweigerd(reasons)
    return Header(tuple(cells), positions, tuple(ignored))


def no_header(bestand: str, *, found_at: int | None = None) -> LeveringGeweigerd:
    """B001. The row itself is not shown: without a header it may be about a person."""
    if found_at is not None:
        melding = f"de kopregel staat pas op regel {found_at}; haal weg wat erboven staat"
    else:
        melding = "geen kopregel gevonden die past; zet de kolomnamen van het contract op de eerste regel"
    return LeveringGeweigerd([Reden("bestand", "B001", melding, bestand)])


def second_table(bestand: str, rijnummer: int) -> LeveringGeweigerd:
    """B001 for a file that starts another table halfway."""
    melding = f"bij regel {rijnummer} begint een tweede tabel; lever per tabel een bestand"
    return LeveringGeweigerd([Reden("bestand", "B001", melding, bestand, rijnummer)])


def _suggestion(wanted: str, ignored: Sequence[str]) -> str:
    by_fold = {fold_header(name): name for name in ignored if name}
    close = difflib.get_close_matches(fold_header(wanted), list(by_fold), n=1, cutoff=0.6)
    return f"; bedoelt u ‘{by_fold[close[0]]}’?" if close else ""
