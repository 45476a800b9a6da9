"""What anyone knows of the counts without seeing them: parts add up to their whole, a part is within it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from reports.openbaar.cellen import TOGETHER, TOTAL, Cell, Shown
from reports.openbaar.tellingen import Declared, Reference

#: Counts that no figure shows, yet that follow from some: the other gemeenten, and what is in no part.
ELSEWHERE = "(elders)"
REST = "(rest)"


@dataclass(frozen=True)
class Relation:
    """`geheel` is the sum of `delen`, or where `hoogstens` at most that sum."""

    geheel: Cell
    delen: tuple[Cell, ...]
    hoogstens: bool = False

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (self.geheel, *self.delen)


def relations(shown: Shown, declared: Declared) -> list[Relation]:
    """All that holds among the counts of `shown`, in a fixed order; it may name counts that no figure has."""
    present = shown.cells | set(_unseen(shown.cells, declared))
    cells = sorted(present)
    found = [
        *_breakdowns(cells, present, shown, declared),
        *_corporaties(cells, present, shown, declared),
        *_elsewhere(cells, present, declared),
        *_shares(cells, present, declared),
        *_declared_sums(cells, present, declared),
        *_declared_bounds(cells, present, declared),
        *_half_years(cells, present),
    ]
    return list(dict.fromkeys(found))


def _unseen(cells: set[Cell], declared: Declared) -> Iterator[Cell]:
    """Counts that tie others together though no figure shows them."""
    for cell in cells:
        if not declared.telling(cell.telling).los:
            yield cell._replace(corporatie=TOGETHER)
        if cell.dimensie == TOTAL:
            for relation in declared.binnen:
                if _is_of(cell, relation.deel):
                    yield from (_at(whole, cell) for whole in relation.geheel)


def _together(whole: Cell, parts: list[Cell], declared: Declared) -> Iterator[Relation]:
    """Parts that make up a whole: they add up, or, where one person can be in several, overlap."""
    if declared.telling(whole.telling).opgeteld:
        yield Relation(whole, tuple(parts))
    else:
        yield Relation(whole, tuple(parts), hoogstens=True)
        yield from (Relation(part, (whole,), hoogstens=True) for part in parts)


def _breakdowns(
    cells: list[Cell], present: set[Cell], shown: Shown, declared: Declared
) -> Iterator[Relation]:
    """Where another figure lends only some of the cells, the others are a rest."""
    groups: dict[tuple[Cell, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        whole = cell._replace(dimensie=TOTAL, waarde=TOTAL)
        if cell != whole and whole in present and not declared.telling(cell.telling).los:
            groups[whole, cell.dimensie].append(cell)
    for (whole, dimension), parts in groups.items():
        is_partial = (whole, dimension) not in shown.uitgesplitst
        rest = [whole._replace(dimensie=dimension, waarde=REST)] * is_partial
        yield from _together(whole, parts + rest, declared)


def _corporaties(
    cells: list[Cell], present: set[Cell], shown: Shown, declared: Declared
) -> Iterator[Relation]:
    """Corporaties that are not shown by themselves are a rest."""
    groups: dict[Cell, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.corporatie != TOGETHER and not declared.telling(cell.telling).los:
            groups[cell._replace(corporatie=TOGETHER)].append(cell)
    for whole, parts in groups.items():
        if whole in present:
            rest = [whole._replace(corporatie=REST)] * (whole.periode in shown.niet_apart)
            yield from _together(whole, parts + rest, declared)


def _elsewhere(cells: list[Cell], present: set[Cell], declared: Declared) -> Iterator[Relation]:
    groups: dict[Cell, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.gemeente != TOGETHER and not declared.telling(cell.telling).los:
            groups[cell._replace(gemeente=TOGETHER)].append(cell)
    for whole, parts in groups.items():
        if whole in present:
            yield from _together(whole, [*parts, whole._replace(gemeente=ELSEWHERE)], declared)


def _shares(cells: list[Cell], present: set[Cell], declared: Declared) -> Iterator[Relation]:
    """A share tells its opposite as well."""
    for cell in cells:
        for name, indicator in declared.indicatoren.items():
            part, whole = indicator.deel, indicator.telt
            if part is None or whole is None or not _is_of(cell, part):
                continue
            noemer = _at(whole, cell if part.cel is None else _total(cell))
            if noemer in present:
                yield Relation(noemer, (cell, noemer._replace(telling=f"niet {name}")))


def _declared_sums(cells: list[Cell], present: set[Cell], declared: Declared) -> Iterator[Relation]:
    for relation in declared.verbanden:
        for cell in cells:
            if cell == _at(relation.geheel, _total(cell)):
                parts = tuple(_at(part, _total(cell)) for part in relation.delen)
                if present.intersection(parts):
                    yield Relation(cell, parts)


def _declared_bounds(cells: list[Cell], present: set[Cell], declared: Declared) -> Iterator[Relation]:
    for relation in declared.binnen:
        for cell in cells:
            if not _is_of(cell, relation.deel) or (cell.dimensie != TOTAL and not relation.uitgesplitst):
                continue
            wholes = tuple(_at(whole, cell) for whole in relation.geheel)
            if present.issuperset(wholes):
                yield Relation(cell, wholes, hoogstens=True)


def _half_years(cells: list[Cell], present: set[Cell]) -> Iterator[Relation]:
    halves: dict[Cell, list[Cell]] = defaultdict(list)
    for cell in cells:
        year, _, half = cell.periode.partition("-")
        if half:
            halves[cell._replace(periode=year)].append(cell)
    for whole, parts in halves.items():
        if whole in present:
            rest = [] if len(parts) == 2 else [whole._replace(periode=f"{whole.periode}-{REST}")]
            yield Relation(whole, (*parts, *rest))


def _is_of(cell: Cell, reference: Reference) -> bool:
    return cell.telling == reference.telling and reference.cel in (None, (cell.dimensie, cell.waarde))


def _total(cell: Cell) -> Cell:
    return cell._replace(dimensie=TOTAL, waarde=TOTAL)


def _at(reference: Reference, place: Cell) -> Cell:
    """The cell that `reference` names at the place, and in the breakdown, of another."""
    return Cell(
        reference.telling,
        place.periode,
        place.corporatie,
        place.gemeente,
        *(reference.cel or (place.dimensie, place.waarde)),
    )
