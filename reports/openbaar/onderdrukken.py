"""Choosing what to hide: what is small, and then the least that keeps it from being derived."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from reports.openbaar.cellen import TOGETHER, Cell, Shown
from reports.openbaar.controle import TierLeaks
from reports.openbaar.drempels import Thresholds
from reports.openbaar.tellingen import Declared
from reports.openbaar.verbanden import Relation, relations
from reports.openbaar.zekerheid import Certainty


class CannotBeHidden(TierLeaks):
    """A hidden number follows from figures that have no place to hide in."""


@dataclass(frozen=True)
class Hidden:
    """`klein` and `erbij` are the counts hidden for themselves and for others; `gemiddelden` the means."""

    klein: frozenset[Cell]
    erbij: frozenset[Cell]
    gemiddelden: frozenset[Cell]

    def __contains__(self, cell: object) -> bool:
        return cell in self.klein or cell in self.erbij


def choose(exact: Shown, means: Mapping[Cell, float], declared: Declared, drempels: Thresholds) -> Hidden:
    """What to hide of the exact figures. `means`: the mean of each cell that has one, in whole days.

    Hides one cell per set of leaks at a time and bounds anew, until nothing can be derived; then shows again
    what need not have been hidden. Ends, since in the end everything is hidden; the order is fixed, so equal
    figures give an equal choice.
    """
    certainty = Certainty(relations(exact, declared), set(exact.bekend), declared, drempels)
    small = {cell for cell, value in exact.bekend.items() if drempels.is_small(value, cell, declared)}
    shown: dict[Cell, float] = {cell: value for cell, value in exact.bekend.items() if cell not in small}
    nought = {cell: 0.0 for cell, value in shown.items() if value == 0}
    all_sums = {cell: float(round(mean * exact.bekend[cell])) for cell, mean in means.items()}
    certainty.start(exact.bekend, nought | all_sums)
    _close(shown, shown, lambda: certainty.known_counts(shown), certainty.relations)

    measured = {cell for cell in means if exact.bekend[cell]}
    sums = nought | {cell: all_sums[cell] for cell in measured if shown.get(cell, 0) >= drempels.waarde}
    _close(
        sums,
        shown,
        lambda: certainty.known_means(shown, sums, measured - sums.keys()),
        certainty.relations,
    )
    hidden = exact.bekend.keys() - shown.keys()
    return Hidden(frozenset(small), frozenset(hidden - small), frozenset(measured - sums.keys() - hidden))


def _close(
    shown: dict[Cell, float],
    weight: Mapping[Cell, float],
    leaks: Callable[[], Iterator[list[Cell]]],
    relations: list[Relation],
) -> None:
    """Takes out of `shown` what gives something away. `weight`: the count of a cell; small ones go first."""
    before, weight = dict(shown), dict(weight)

    def worth(cell: Cell) -> tuple[bool, float, Cell]:
        # the covenant holds each corporatie to its own figures: theirs stay longest
        return cell.corporatie != TOGETHER, weight[cell], cell

    while groups := list(leaks()):
        for cell in {_nearest(group, relations, shown, weight, worth) for group in groups}:
            del shown[cell]
    for cell in sorted(before.keys() - shown.keys(), key=worth, reverse=True):
        shown[cell] = before[cell]
        if any(True for _ in leaks()):
            del shown[cell]


def _nearest(
    leaks: Collection[Cell],
    relations: list[Relation],
    shown: Mapping[Cell, float],
    weight: Mapping[Cell, float],
    worth: Callable[[Cell], tuple[bool, float, Cell]],
) -> Cell:
    """The least of what is shown beside the leaks, or beside what is hidden around them; never a nought."""
    reached = set(leaks)
    while True:
        near = {cell for one in relations if reached.intersection(one.cells) for cell in one.cells}
        if candidates := [cell for cell in near if cell in shown and weight[cell]]:
            return min(candidates, key=worth)
        if near <= reached | shown.keys():
            first = min(leaks)
            raise CannotBeHidden(
                f"{first.telling} ({first.periode}) volgt uit cijfers die niet te verbergen zijn."
            )
        reached |= near - shown.keys()
