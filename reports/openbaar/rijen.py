"""One row as the public sees it. A figure is as it is, or it is not there: none is rounded or made up."""

from collections.abc import Mapping, Sequence
from typing import Any

from reports.openbaar.cellen import counts_of
from reports.openbaar.drempels import Thresholds
from reports.openbaar.figuren import half_year, is_of_people, norm_cells
from reports.openbaar.onderdrukken import Hidden
from reports.openbaar.tellingen import Declared
from reports.warehouse import Row
from reports.withheld import QUALIFICATION as HIDDEN

_WHY = (
    "Niet openbaar: het gaat over te weinig mensen, of cijfers over een paar mensen zijn eruit af te leiden."
)
_NO_VALUE = {"waarde": None, "ondergrens": None, "bovengrens": None}
#: What of agreement 20 rests on other counts than those of its row: months, earlier years, unknown reasons.
_OF_OTHER_COUNTS: Row = {
    "k_onbekend": None,
    "oordeel_met_onbekend": None,
    "n_verwacht": None,
    "kans_boven_norm": None,
    "prognose_vanaf": None,
    "p_samen": None,
    "aandeel_verwacht": None,
    "aandeel_verwacht_van": None,
    "aandeel_verwacht_tot": None,
}
#: A bound of chance is a whole number out of n: it gives n away.
_OF_N = {"toeval_van": None, "toeval_tot": None, "toeval_uiterst": None}
_OF_THE_POOL = {
    "k_pool": None,
    "n_pool": None,
    "jaren_pool": None,
    "p_gepoold": None,
    "te_weinig_toewijzingen": False,
}
_VERDICT = {"oordeel": HIDDEN, "regel_grond": None}


def figure(row: Row, hidden: Hidden, drempels: Thresholds, declared: Declared) -> Row:
    """A row of `rpt_indicatoren`: each hidden count gone, and the value unless all behind it is shown."""
    gone: Row = {}
    for cell, column in counts_of(row, declared):
        if cell in hidden:
            gone |= {column: None} | ({"noemer": None} if column == "n" else {})
        if declared.indicatoren[row["indicator"]].soort == "meting" and (
            0 < (row["n"] or 0) < drempels.waarde
            or (row["maat"] == "gemiddelde" and cell in hidden.gemiddelden)
        ):
            gone |= {"waarde": None}
    return row | gone | _NO_VALUE | {"kwalificatie": HIDDEN} if gone else row


def norm(found: Sequence[Row], hidden: Hidden) -> list[Row]:
    """Agreement 20. A verdict is an inequality on its counts, so it goes with any of those it rests on: the
    years before too, since rule and pool look back."""
    closed = {
        (row["corporatie"], row["gemeente"], row["lezing"], row["jaar"])
        for row in found
        if _is_hidden(row, hidden)
    }
    return [_norm_row(row, hidden, closed) for row in found]


def _is_hidden(row: Mapping[str, Any], hidden: Hidden) -> bool:
    cells = norm_cells(row)
    return cells["k"] in hidden or cells["n"] in hidden


def _norm_row(row: Row, hidden: Hidden, closed: set[tuple[Any, ...]]) -> Row:
    parts: Row = {column: None for column, cell in norm_cells(row).items() if cell in hidden}
    if row["lezing"] == "U":
        parts |= {"k_uitstroom": None, "k_overig": None}
    if parts.keys() & {"k_uitstroom", "k_overig"}:
        parts |= {"bestemming_uitstroom": None}
    changed = _OF_OTHER_COUNTS | parts
    if row["jaren_pool"] != 1:
        changed |= _OF_THE_POOL
    if row["n_verwacht"] is not None:
        changed |= {"ruimte_over": None}
    place = (row["corporatie"], row["gemeente"], row["lezing"])
    if _is_hidden(row, hidden):
        return (
            row
            | changed
            | _OF_THE_POOL
            | _VERDICT
            | _OF_N
            | {"aandeel": None, "ruimte_over": None, "p_eenzijdig": None}
        )
    if any(key[:3] == place and key[3] <= row["jaar"] for key in closed):
        return row | changed | _OF_THE_POOL | _VERDICT
    return row | changed


def taakstelling(found: Sequence[Row], hidden: Hidden) -> list[Row]:
    """Agreement 21. What is carried over would give a hidden half-year away."""
    closed = {row["gemeente"] for row in found if half_year(row) in hidden}
    return [
        row
        | ({"saldo": None} if row["gemeente"] in closed else {})
        | ({"gehuisvest": None, "verschil": None, "bron": HIDDEN} if half_year(row) in hidden else {})
        for row in found
    ]


def agreement(row: Row, figures: Sequence[Row], declared: Declared) -> Row:
    """A row of `rpt_afspraken`: people only as the public `rpt_indicatoren` (`figures`) has them."""
    if not is_of_people(row, declared) or (row["waarde"] is None and row["n"] is None):
        return row
    keys = (
        "indicator",
        "periode_soort",
        "periode_start",
        "periode_eind",
        "corporatie",
        "gemeente",
        "waarde",
        "n",
    )
    if any(one["dimensie"] == "totaal" and all(one[key] == row[key] for key in keys) for one in figures):
        return row
    return row | {"waarde": None, "n": None, "staat": HIDDEN, "reden": _WHY}
