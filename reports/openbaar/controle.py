"""The check of a public report before it is placed: it reads what was written, and derives what it can.

It knows nothing of what was meant to be hidden: from the files it takes what is shown and which places are
empty, and bounds every empty one.
"""

from pathlib import Path

import duckdb

from reports.openbaar.cellen import Cell, Contradiction
from reports.openbaar.drempels import Thresholds
from reports.openbaar.figuren import Figures, read_figures
from reports.openbaar.tellingen import Declared, declared
from reports.openbaar.verbanden import relations
from reports.openbaar.vergelijkingen import Contradicted
from reports.openbaar.zekerheid import Certainty
from reports.warehouse import literal
from reports.withheld import is_withheld


class TierLeaks(ValueError):
    """What would be published gives away what is hidden, shows it, or cannot be judged. One Dutch line."""


def verify(con: duckdb.DuckDBPyConnection, parquet: Path, drempels: Thresholds) -> int:
    """How many hidden counts were bounded. `con`: the tables that the page was written from.

    Raises TierLeaks with one line for the first leak; it names a place and no value.
    """
    known = declared()
    people = ", ".join(f"'{name}'" for name, one in known.indicatoren.items() if one.soort != "woningen")
    written = f"read_parquet({literal(parquet)})"
    figures = read_figures(con, written, f"indicator in ({people})")
    try:
        shown = figures.counts(known)
        _nothing_small(figures, shown.bekend, known, drempels)
        certainty = Certainty(relations(shown, known), shown.cells, known, drempels)
        means = figures.means(known)
        sums = {cell: round(mean * shown.bekend[cell]) for cell, mean in means.items() if mean is not None}
        sums |= {cell: 0 for cell, value in shown.bekend.items() if value == 0}
        certainty.start(shown.bekend, sums)
        for leaks in certainty.known_counts(shown.bekend):
            raise _leak("is te herleiden uit andere cijfers", leaks[0])
        hidden = {cell for cell, mean in means.items() if mean is None}
        for leaks in certainty.known_means(shown.bekend, sums, hidden):
            raise _leak("heeft een gemiddelde dat te herleiden is uit andere", leaks[0])
    except (Contradicted, Contradiction) as fout:
        raise TierLeaks(str(fout)) from fout
    return len(shown.verborgen)


def _nothing_small(figures: Figures, counts: dict[Cell, int], known: Declared, drempels: Thresholds) -> None:
    for cell, value in sorted(counts.items()):
        if drempels.is_small(value, cell, known):
            raise _leak("is klein en staat er toch", cell)
    for row in figures.indicatoren:
        values = [row[name] for name in ("waarde", "ondergrens", "bovengrens") if row[name] is not None]
        is_measured = known.indicatoren[row["indicator"]].soort == "meting"
        if values and (
            is_withheld(row["kwalificatie"])
            or row["n"] is None
            or (is_measured and row["n"] < drempels.waarde)
        ):
            raise TierLeaks(
                f"Geen openbaar rapport gemaakt: {row['indicator']} in {row['periode']} heeft een waarde die "
                "niet openbaar is. Meld dit aan de beheerder."
            )


def _leak(what: str, cell: Cell) -> TierLeaks:
    part = "" if cell.dimensie == "totaal" else f", {cell.dimensie} {cell.waarde}"
    return TierLeaks(
        f"Geen openbaar rapport gemaakt: het aantal {cell.telling} ({cell.corporatie}, {cell.gemeente}, "
        f"{cell.periode}{part}) {what}. Meld dit aan de beheerder."
    )
