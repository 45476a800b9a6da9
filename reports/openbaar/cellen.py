"""Cells: the unknowns of the public tier. Every figure is read as the counts that stand behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reports.openbaar.tellingen import Declared, Reference
from reports.withheld import is_withheld

TOTAL = "totaal"
TOGETHER = "alle"


class Cell(NamedTuple):
    """One count of one period and place; `periode` is a year ("2025") or a half-year ("2025-01")."""

    telling: str
    periode: str
    corporatie: str
    gemeente: str
    dimensie: str = TOTAL
    waarde: str = TOTAL


class Contradiction(ValueError):
    """Two figures show another value for what is declared to be one count."""


@dataclass
class Shown:
    """What a set of figures shows: counts with their value, counts of which only the place is seen."""

    bekend: dict[Cell, int] = field(default_factory=dict)
    verborgen: set[Cell] = field(default_factory=set)
    #: periods in which a corporatie is in the totals alone
    niet_apart: frozenset[str] = frozenset()
    #: (whole, dimensie) of which each cell is here
    uitgesplitst: set[tuple[Cell, str]] = field(default_factory=set)

    @property
    def cells(self) -> set[Cell]:
        return self.bekend.keys() | self.verborgen

    def add(self, cell: Cell, value: float | None) -> None:
        if value is None:
            self.verborgen.add(cell)
        elif self.bekend.setdefault(cell, round(value)) != round(value):
            raise Contradiction(
                f"Twee cijfers tellen {cell.telling} niet gelijk ({cell.corporatie}, {cell.gemeente}, "
                f"{cell.periode}): pas reports/openbaar/tellingen.yml aan."
            )

    def settle(self) -> None:
        """What one figure hides and another shows is shown."""
        self.verborgen -= self.bekend.keys()


def cell_of(reference: Reference, place: Mapping[str, Any]) -> Cell:
    """`place`: periode, corporatie, gemeente, dimensie, dimensie_waarde of the row."""
    dimension = reference.cel or (place["dimensie"], place["dimensie_waarde"])
    return Cell(reference.telling, place["periode"], place["corporatie"], place["gemeente"], *dimension)


def counts_of(row: Mapping[str, Any], declared: Declared) -> list[tuple[Cell, str]]:
    """(cell, column that shows it) for each count behind a row of `rpt_indicatoren`; none for dwellings."""
    indicator = declared.indicatoren[row["indicator"]]
    if indicator.soort == "woningen":
        return []
    shown = [(cell_of(indicator.telt, row), "n")] if indicator.telt else []
    return shown + ([(cell_of(indicator.deel, row), "teller")] if indicator.deel else [])


def read(rows: Iterable[Mapping[str, Any]], declared: Declared) -> Shown:
    """The counts in rows of `rpt_indicatoren`. Where n = 0 the teller is nought."""
    shown = Shown()
    for row in rows:
        if row["n"] is None and not is_withheld(row["kwalificatie"]):
            continue  # the figure cannot be delivered: there is no count
        for cell, column in counts_of(row, declared):
            shown.add(cell, 0 if row["n"] == 0 else row[column])
            if cell.dimensie == row["dimensie"] != TOTAL:
                shown.uitgesplitst.add((cell._replace(dimensie=TOTAL, waarde=TOTAL), cell.dimensie))
    shown.settle()
    return shown
