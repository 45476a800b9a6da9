"""A header row against the contract: fold, own names, aliases; what does not fit is said, not guessed."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.contract import Column, Dataset, fold_header
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
            header = lookalike(wanted, ignored, at_least=0.6)
            suggestion = f"; bedoelt u ‘{header}’?" if header else ""
            melding = f"de verplichte kolom {wanted.name} ontbreekt{suggestion}"
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


def lookalike(column: Column, headers: Sequence[str], *, at_least: float) -> str | None:
    """The header that is most like a name or alias of the column; None below this likeness (0 to 1)."""
    by_fold = {fold_header(header): header for header in headers if header}
    names = {fold_header(name) for name in (column.name, *column.aliases)}
    close = {
        (difflib.SequenceMatcher(None, name, found).ratio(), found) for name in names for found in by_fold
    }
    ratio, found = max(close, default=(0.0, ""))
    return by_fold[found] if ratio >= at_least else None
