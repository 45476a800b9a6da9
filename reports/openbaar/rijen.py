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
#: What of agreement 20 rests on the counts of its row alone. Any other column is left out: forecasts rest on
#: months, pools on earlier years, the verdict with unknown reasons on those.
_OF_THE_ROW = frozenset(
    (
        *("corporatie", "gemeente", "jaar", "lezing", "k", "n", "aandeel", "norm", "k_uitstroom", "k_overig"),
        *("ruimte_over", "p_eenzijdig", "oordeel", "bestemming_uitstroom", "bedoeld_voor_uitstroom", "regel"),
        *("regel_grond", "voorlopig", "is_gesloten", "is_bekrachtigde_lezing", "te_weinig_toewijzingen"),
        *("toeval_van", "toeval_tot", "toeval_uiterst"),
    )
)
#: What a pool of this year alone repeats.
_OF_THE_POOL = frozenset(("k_pool", "n_pool", "jaren_pool", "p_gepoold"))
_OF_K_AND_N = ("aandeel", "ruimte_over", "p_eenzijdig", "toeval_van", "toeval_tot", "toeval_uiterst")
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
    is_alone = row["jaren_pool"] == 1 and not _is_hidden(row, hidden)
    kept = _OF_THE_ROW | (_OF_THE_POOL if is_alone else frozenset())
    gone: Row = {name: None for name in row if name not in kept}
    gone |= {column: None for column, cell in norm_cells(row).items() if cell in hidden}
    if row["lezing"] == "U":
        gone |= {"k_uitstroom": None, "k_overig": None}  # urgentie is in what is left
    if gone.keys() & {"k_uitstroom", "k_overig"}:
        gone |= {"bestemming_uitstroom": None}
    if row["n_verwacht"] is not None:
        gone |= {"ruimte_over": None}
    if row["jaren_pool"] != 1:
        gone |= {"te_weinig_toewijzingen": False}
    if _is_hidden(row, hidden):
        gone |= dict.fromkeys(_OF_K_AND_N)
    place = (row["corporatie"], row["gemeente"], row["lezing"])
    if any(key[:3] == place and key[3] <= row["jaar"] for key in closed):
        gone |= _VERDICT
    return row | gone


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
