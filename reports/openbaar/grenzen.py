"""How far hidden numbers are pinned down by what is shown: their least and greatest possible values.

Each set of hidden numbers that hang together is one small mixed-integer linear programme, solved by HiGHS
through scipy. Whole numbers, since a relaxed programme would call possible what no table can be. A table that
fits everything shown is a witness: two that lie far enough apart prove a number safe without another solve.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from reports.openbaar.cellen import Cell
from reports.openbaar.verbanden import Relation
from reports.openbaar.vergelijkingen import Component, Contradicted, components, follow

Interval = tuple[float, float]
Numbers = NDArray[np.float64]
#: (cell, least, greatest): whether that is too narrow. An interval within one that is must be so too.
Known = Callable[[Cell, float, float], bool]
_FEASIBLE, _INFEASIBLE = 0, 2
_TOLERANCE = 1e-6
#: Tables kept: more would take longer to look through than to solve.
_KEPT = 3000
#: From so many unsure numbers on, aims that move many at once pay.
_FEW = 4


class Search:
    """The bounds of hidden numbers under `relations`, asked for again and again as more or less is shown.

    `ondergrens`: the least value that a hidden cell can have.
    """

    def __init__(
        self,
        relations: list[Relation],
        bekend: Known,
        ondergrens: Callable[[Cell], float],
        *,
        geheel: bool = True,
    ) -> None:
        self.relations = relations
        self._bekend = bekend
        self._geheel = geheel
        cells = sorted({cell for one in relations for cell in one.cells})
        self._place = {cell: i for i, cell in enumerate(cells)}
        self._least = np.array([ondergrens(cell) for cell in cells], dtype=float)
        self._tables = np.zeros((_KEPT, len(cells)))
        self._found = 0
        self._solved: dict[Component, list[Cell]] = {}

    def start(self, shown: Mapping[Cell, float]) -> None:
        """A first table: what is shown, for the rest any numbers that fit. Raises Contradicted if none do."""
        known = {**shown, **follow(self.relations, shown)}
        for cell, i in self._place.items():
            self._tables[0, i] = known.get(cell, 0)
        for component in components(self.relations, known):
            where = self._where(component)
            self._tables[0, where] = self._programme(component, where).some_table()
        self._found = 1

    def known(self, shown: Mapping[Cell, float]) -> Iterator[list[Cell]]:
        """Hidden cells of which too much is known, by those that hang together."""
        following = follow(self.relations, shown)
        leaks = [cell for cell, value in following.items() if value and self._bekend(cell, value, value)]
        yield from ([cell] for cell in sorted(leaks))
        for component in components(self.relations, {**shown, **following}):
            if component not in self._solved:
                self._solved[component] = self._solve(component)
            if self._solved[component]:
                yield self._solved[component]

    def _where(self, component: Component) -> NDArray[np.intp]:
        return np.array([self._place[cell] for cell in component.cells], dtype=np.intp)

    def _programme(self, component: Component, where: NDArray[np.intp]) -> "_Programme":
        return _Programme(component, self._least[where], self._geheel)

    def _solve(self, component: Component) -> list[Cell]:
        where = self._where(component)
        programme = self._programme(component, where)
        fitting = self._tables[: min(self._found, _KEPT), where]
        fitting = fitting[programme.fits(fitting)]
        low = np.minimum.reduce(fitting, axis=0, initial=np.inf)
        high = np.maximum.reduce(fitting, axis=0, initial=-np.inf)

        def unsure(i: int) -> bool:
            return low[i] > high[i] or self._bekend(component.cells[i], low[i], high[i])

        def look(aim: Numbers) -> None:
            nonlocal low, high
            values = programme.best(aim)
            self._keep(where, values)
            low, high = np.minimum(low, values), np.maximum(high, values)

        everything = range(len(where))
        for aim in _codes(len(where)):
            if sum(unsure(i) for i in everything) > _FEW:
                look(aim)
        for i in everything:
            for aim in _ends(len(where), i):
                if unsure(i):  # or tables that were found already lie far enough apart
                    look(aim)
        return [component.cells[i] for i in everything if unsure(i) and high[i] > 0]  # a nought is public

    def _keep(self, where: NDArray[np.intp], values: Numbers) -> None:
        """Components do not touch each other, so a table of one fits into the first table."""
        slot = 1 + (self._found - 1) % (_KEPT - 1)
        self._tables[slot] = self._tables[0]
        self._tables[slot, where] = values
        self._found += 1


@dataclass(frozen=True)
class _Programme:
    component: Component
    least: Numbers
    geheel: bool

    def fits(self, tables: Numbers) -> NDArray[np.bool_]:
        """Of each table (row) whether it agrees with all that is shown."""
        one = self.component
        sums = tables @ one.matrix.T
        return np.asarray(
            (sums >= one.minstens - _TOLERANCE).all(axis=1)
            & (sums <= one.hoogstens + _TOLERANCE).all(axis=1)
            & (tables >= self.least - _TOLERANCE).all(axis=1)
        )

    def some_table(self) -> Numbers:
        return self.best(np.zeros(len(self.least)))

    def best(self, aim: Numbers) -> Numbers:
        """The table that agrees with all that is shown and whose `aim` times itself is least."""
        one = self.component
        finite = [bounds[np.isfinite(bounds)] for bounds in (one.minstens, one.hoogstens)]
        beyond_doubt = self.least.sum() + sum(float(np.abs(part).sum()) for part in finite) + 1000
        result: Any = milp(
            aim,
            constraints=LinearConstraint(one.matrix, one.minstens, one.hoogstens),
            bounds=Bounds(self.least, np.full(len(aim), beyond_doubt)),
            integrality=np.full(len(aim), int(self.geheel)),
        )
        if result.status == _INFEASIBLE:
            names = sorted({cell.telling for cell in one.cells})
            raise Contradicted(
                f"De openbare cijfers spreken elkaar tegen bij {', '.join(names)} ({one.cells[0].periode}): "
                "pas reports/openbaar/tellingen.yml aan."
            )
        if result.status != _FEASIBLE:
            raise RuntimeError(f"HiGHS gave no optimum: {result.message}")
        return np.asarray(np.round(result.x) if self.geheel else result.x)


def _codes(n: int) -> Iterator[Numbers]:
    """Aims that pull any two numbers apart in one of them: a few move most numbers both ways."""
    for bit in range(max(n - 1, 1).bit_length()):
        aim = np.where((np.arange(n) >> bit) & 1, 1.0, -1.0)
        yield aim
        yield -aim


def _ends(n: int, i: int) -> Iterator[Numbers]:
    """The least and the greatest value of number `i`."""
    for sign in (1.0, -1.0):
        aim = np.zeros(n)
        aim[i] = sign
        yield aim
