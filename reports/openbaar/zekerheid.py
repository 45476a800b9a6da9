"""What of the hidden figures can be derived from all that is shown: the rules, whoever asks."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from reports.openbaar.cellen import Cell
from reports.openbaar.drempels import Thresholds
from reports.openbaar.grenzen import Search
from reports.openbaar.tellingen import Declared
from reports.openbaar.verbanden import Relation

#: A hidden sum of durations may not be known to be over this part of its greatest possible value.
_SUM_KNOWN = 0.5


@dataclass
class Certainty:
    """Bounds what a set of figures hides from all that it shows. `aanwezig`: the counts that have a figure.

    A count without one, such as that of the other gemeenten, is a leak only where it is small.
    """

    relations: list[Relation]
    aanwezig: set[Cell]
    declared: Declared
    drempels: Thresholds
    _counts: Search = field(init=False)
    _sums: Search = field(init=False)

    def __post_init__(self) -> None:
        measured = self.declared.measured()
        of_sums = [
            one
            for one in self.relations
            if not one.hoogstens and all(cell.telling in measured for cell in one.cells)
        ]
        # a nought is never hidden, and whoever reads the report knows it
        self._counts = Search(self.relations, self._is_known, lambda cell: int(cell in self.aanwezig))
        self._sums = Search(
            of_sums, lambda _, low, high: low > _SUM_KNOWN * high, lambda _: 0.0, geheel=False
        )

    def _is_known(self, cell: Cell, low: float, high: float) -> bool:
        if high - low >= self.drempels.breedte:
            return False
        return cell in self.aanwezig or low < self.drempels.of(cell, self.declared)

    def start(self, counts: Mapping[Cell, float], sums: Mapping[Cell, float]) -> None:
        """With all that will ever be shown; raises Contradicted where that cannot be."""
        self._counts.start(counts)
        self._sums.start(sums)

    def known_counts(self, shown: Mapping[Cell, float]) -> Iterator[list[Cell]]:
        """Hidden counts that are known too well, per set of them that hang together."""
        return self._counts.known(shown)

    def known_means(
        self, counts: Mapping[Cell, float], sums: Mapping[Cell, float], hidden: Collection[Cell]
    ) -> Iterator[list[Cell]]:
        """Hidden means (of `hidden`) that follow from the others, and groups of too few whose mean does.

        `sums`: per cell whose mean is shown, that mean times its count.
        """
        for component in self._sums.known(sums):
            if leaks := [cell for cell in component if cell in hidden]:
                yield leaks
        for relation in self._sums.relations:
            parts = [cell for cell in relation.delen if cell not in sums]
            if parts and relation.geheel in sums:
                others = sum(counts[cell] for cell in relation.delen if cell in sums)
                if 0 < counts[relation.geheel] - others < self.drempels.waarde:
                    yield parts
