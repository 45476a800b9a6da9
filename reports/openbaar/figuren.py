"""Reading the figures of a tier: one way for the exact ones and for what was written for the public."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from reports.openbaar.cellen import TOGETHER, Cell, Shown, cell_of, counts_of, read
from reports.openbaar.tellingen import Declared, Reference
from reports.warehouse import Row, rows
from reports.withheld import QUALIFICATION, is_withheld

_VRIJE_RUIMTE = Reference(telling="toewijzingen", cel=("categorie", "vrije_ruimte"))
_TOEWIJZINGEN = Reference(telling="toewijzingen")
#: reading of agreement 20 → the counts behind its k and n
NORM = {
    "A": (_VRIJE_RUIMTE, _TOEWIJZINGEN),
    "B": (_VRIJE_RUIMTE, Reference(telling="zonder_statushouders")),
    "U": (Reference(telling="vrije_ruimte_en_urgentie"), _TOEWIJZINGEN),
}
#: Of readings A and B; under U urgentie is in `k_overig`.
NORM_PARTS = {
    "k_uitstroom": Reference(telling="uitstroom"),
    "k_overig": Reference(telling="vrije_ruimte_overig"),
}


@dataclass(frozen=True)
class Figures:
    """Rows of the tables that hold counts of people; those of `indicatoren` have `periode`, the year, too.

    `niet_apart`: the years in which a corporatie is in the totals and is not shown by itself.
    """

    indicatoren: list[Row]
    niet_apart: frozenset[str]
    norm: list[Row]
    taakstelling: list[Row]
    afspraken: list[Row]

    def counts(self, declared: Declared) -> Shown:
        """Every count that the four tables show or hide."""
        shown = read(self.indicatoren, declared)
        shown.niet_apart = self.niet_apart
        for row in self.norm:
            for column, cell in norm_cells(row).items():
                shown.add(cell, row[column])
        for row in self.taakstelling:
            shown.add(half_year(row), row["gehuisvest"])
        for row in self.afspraken:
            _add_agreement(shown, row, declared)
        shown.settle()
        return shown

    def means(self, declared: Declared) -> dict[Cell, float | None]:
        """The mean of each count of which sums add up; None where it is hidden."""
        measured = declared.measured()
        return {
            cell: row["waarde"]
            for row in self.indicatoren
            if row["maat"] == "gemiddelde" and (row["waarde"] is not None or is_withheld(row["kwalificatie"]))
            for cell, _ in counts_of(row, declared)
            if cell.telling in measured
        }


def norm_cells(row: Mapping[str, Any]) -> dict[str, Cell]:
    """column → count, of a row of `rpt_norm_vrije_ruimte`."""
    place = {
        "periode": str(row["jaar"]),
        "corporatie": row["corporatie"],
        "gemeente": row["gemeente"],
        "dimensie": "totaal",
        "dimensie_waarde": "totaal",
    }
    k, n = NORM[row["lezing"]]
    parts = {} if row["lezing"] == "U" else NORM_PARTS
    return {column: cell_of(reference, place) for column, reference in {"k": k, "n": n, **parts}.items()}


def half_year(row: Mapping[str, Any]) -> Cell:
    return Cell("statushouders_personen", f"{row['halfjaar_start']:%Y-%m}", TOGETHER, row["gemeente"])


def is_of_people(row: Mapping[str, Any], declared: Declared) -> bool:
    """Whether a row that names an indicator counts people; an indicator that is not declared does."""
    indicator = declared.indicatoren.get(row["indicator"])
    return row["indicator"] is not None and (indicator is None or indicator.soort != "woningen")


def _add_agreement(shown: Shown, row: Mapping[str, Any], declared: Declared) -> None:
    """What an agreement shows; that one is hidden says nothing that its series does not."""
    if row["waarde"] is None or not is_of_people(row, declared):
        return
    indicator = declared.indicatoren[row["indicator"]]
    place = dict(row) | {
        "periode": str(row["periode_start"].year),
        "dimensie": "totaal",
        "dimensie_waarde": "totaal",
    }
    values = {"telt": row["n"], "deel": None if row["n"] is None else row["waarde"] * row["n"]}
    for name, reference in (("telt", indicator.telt), ("deel", indicator.deel)):
        if reference is not None and values[name] is not None:
            shown.add(cell_of(reference, place), values[name])


def read_figures(con: duckdb.DuckDBPyConnection, indicatoren: str, choice: str = "true") -> Figures:
    """`indicatoren`: the SQL name of the relation to read, `choice` a condition on it."""
    return Figures(
        indicatoren=rows(
            con,
            f"select *, year(periode_start)::varchar as periode from {indicatoren} where {choice} "
            "order by all",
        ),
        niet_apart=frozenset(row["jaar"] for row in rows(con, "from reporting.rpt_niet_apart")),
        norm=rows(con, "from reporting.rpt_norm_vrije_ruimte order by all"),
        taakstelling=rows(
            con,
            "from reporting.rpt_taakstelling "
            f"where gehuisvest is not null or bron = '{QUALIFICATION}' order by all",
        ),
        afspraken=rows(con, "from reporting.rpt_afspraken order by all"),
    )
