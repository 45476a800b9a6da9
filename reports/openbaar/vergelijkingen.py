"""Relations with what is shown filled in: linear equations on what is hidden, in sets that do not touch."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from reports.openbaar.cellen import Cell
from reports.openbaar.verbanden import Relation

_Factors = tuple[tuple[Cell, int], ...]
_Equation = tuple[_Factors, float, float]


class Contradicted(ValueError):
    """A relation does not hold among figures that are all shown."""


@dataclass(frozen=True)
class Component:
    """Hidden cells that hang together; a row of `matrix` times them lies from `minstens` to `hoogstens`.

    Equal when the equations are, whatever else is shown.
    """

    equations: tuple[_Equation, ...]
    cells: tuple[Cell, ...] = field(compare=False)
    matrix: NDArray[np.float64] = field(compare=False)
    minstens: NDArray[np.float64] = field(compare=False)
    hoogstens: NDArray[np.float64] = field(compare=False)


def follow(relations: list[Relation], shown: Mapping[Cell, float]) -> dict[Cell, float]:
    """Hidden cells that are the only one in a sum, with their value; so again with those known.

    Raises Contradicted where a relation with nothing hidden does not hold.
    """
    known = dict(shown)
    sums_of = defaultdict(list)
    for relation in relations:
        for cell in relation.cells:
            sums_of[cell].append(relation)
    waiting = list(relations)
    while waiting:
        relation = waiting.pop()
        factors, least, most = _equation(relation, known)
        if len(factors) == 1 and least == most:
            cell, factor = factors[0]
            known[cell] = most / factor
            waiting += sums_of[cell]
    return {cell: value for cell, value in known.items() if cell not in shown}


def components(relations: list[Relation], known: Mapping[Cell, float]) -> list[Component]:
    """In a fixed order; of what neither is shown nor follows."""
    groups: dict[Cell, set[_Equation]] = defaultdict(set)
    parent: dict[Cell, Cell] = {}

    def root(cell: Cell) -> Cell:
        while parent.setdefault(cell, cell) != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    equations = [one for relation in relations if (one := _equation(relation, known))[0]]
    for factors, _, _ in equations:
        for cell, _ in factors:
            parent[root(cell)] = root(factors[0][0])
    for one in equations:
        groups[root(one[0][0][0])].add(one)
    return [_component(tuple(group)) for group in sorted(sorted(group) for group in groups.values())]


def _equation(relation: Relation, shown: Mapping[Cell, float]) -> _Equation:
    """`geheel` less its parts, with what is shown brought to the other side."""
    factors: dict[Cell, int] = defaultdict(int)
    rest = 0.0
    for cell, factor in ((relation.geheel, 1), *((part, -1) for part in relation.delen)):
        if cell in shown:
            rest -= factor * shown[cell]
        else:
            factors[cell] += factor
    least = -np.inf if relation.hoogstens else rest
    if not factors and not least <= 0 <= rest:
        whole = relation.geheel
        raise Contradicted(
            f"De openbare cijfers spreken elkaar tegen bij {whole.telling} ({whole.periode}, "
            f"{whole.corporatie}, {whole.gemeente}): pas reports/openbaar/tellingen.yml aan."
        )
    return tuple(sorted(factors.items())), least, rest


def _component(equations: tuple[_Equation, ...]) -> Component:
    cells = tuple(sorted({cell for factors, _, _ in equations for cell, _ in factors}))
    place = {cell: i for i, cell in enumerate(cells)}
    matrix = np.zeros((len(equations), len(cells)))
    for row, (factors, _, _) in enumerate(equations):
        for cell, factor in factors:
            matrix[row, place[cell]] = factor
    return Component(
        equations,
        cells,
        matrix,
        np.array([least for _, least, _ in equations]),
        np.array([most for _, _, most in equations]),
    )
