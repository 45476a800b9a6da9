"""What is small, and how sure an outsider may become of it."""

from dataclasses import dataclass

from reports.openbaar.cellen import Cell
from reports.openbaar.tellingen import Declared


@dataclass(frozen=True)
class Thresholds:
    """A count of 1 to `aantal` - 1 is small; a mean or quantile needs `waarde` observations.

    `breedte`: from all that is shown, a hidden count must keep at least that many + 1 possible values. Counts
    of persons, where one household is several, are small below `waarde`. A corporatie with fewer than
    `corporatie` lettings in a year is shown by itself in nothing of that year.
    """

    aantal: int = 5
    waarde: int = 10
    breedte: int = 3
    corporatie: int = 50

    def of(self, cell: Cell, declared: Declared) -> int:
        persons = declared.telling(cell.telling).eenheid == "personen"
        return self.waarde if persons else self.aantal

    def is_small(self, value: float, cell: Cell, declared: Declared) -> bool:
        return 0 < value < self.of(cell, declared)
