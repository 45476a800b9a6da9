"""The whole tidy table by the second reading, with the covered periods in which nothing happened."""

import polars as pl
from cells import CELL, Coverage, calendar, in_cells, places
from chances import of_chances
from delivered import Row
from facts import LETTING_DIMENSIONS, Facts
from of_dwellings import of_dwellings
from of_lettings import KEPT, of_lettings, of_offers
from of_seekers import of_seekers

KEY = ["indicator", "maat", *CELL]
FIGURES = ["waarde", "teller", "noemer", "n", "ondergrens", "bovengrens"]
EVENTS = ("publicaties", "reacties", "toewijzingen", "opzeggingen")
ZOEKTIJD_RELIABLE_FROM = 2025
OF_SEARCHES = {"zoektijd", "kans_op_woning", "zoektijd_alle_zoekers"}
NOT_EVERYWHERE = {"mutatiegraad", "mutatiegraad_jongeren", "aandeel_huurklasse", "huurstijging"} | (
    OF_SEARCHES - {"zoektijd"}
)
"""Figures that a covered place and period can be without."""
ONLY_TOGETHER = {"ingeschrevenen", "jongeren_23_zonder_woning"}
RESTS_ON = {  # optional columns without which there is no figure; its measure
    "passend_toewijzen": ("aandeel", [("toewijzingen", "passendheid")]),
    "doorstroming_senioren": ("aantal", [("eenheden", "nultreden"), ("inschrijvingen", "woonsituatie")]),
    "voorraad_jongeren": ("aantal", [("eenheden", "doelgroep")]),
    "mutatiegraad_jongeren": ("verhouding", [("eenheden", "doelgroep")]),
    "nieuwbouw_bereikbaar": ("aandeel", [("eenheden", "in_exploitatie_reden")]),
    "aandeel_nultreden": ("aandeel", [("eenheden", "nultreden")]),
    "aandeel_nultreden_nieuwbouw": (
        "aandeel", [("eenheden", "nultreden"), ("eenheden", "in_exploitatie_reden")]
    ),
    "voorraad_flex": ("aantal", [("eenheden", "flex")]),
    "voorraad_rolstoelgeschikt": ("aantal", [("eenheden", "rolstoelgeschikt")]),
    "voorraad_geclusterd": ("aantal", [("eenheden", "geclusterd")]),
    "voorraad_standplaatsen": ("aantal", [("eenheden", "woningtype")]),
}  # fmt: skip


def tidy(facts: Facts, coverage: Coverage) -> pl.DataFrame:
    """KEY, FIGURES, voorlopig and kwalificatie of each cell."""
    periods = _periods(facts, coverage)
    touched = _touched(coverage, periods)
    lettings = _frame(facts.lettings)
    let = in_cells(lettings.filter("sociaal"), periods, LETTING_DIMENSIONS, keep=KEPT)
    let_to_any = in_cells(lettings, periods, LETTING_DIMENSIONS, keep=KEPT)
    last = max(levering.tot for levering in facts.leveringen)
    searches = _frame(facts.searches)
    table = pl.concat(
        [
            *of_lettings(let, let_to_any),
            *of_offers(facts, periods),
            *of_seekers(facts, searches, let.filter(dimensie="totaal"), periods, touched, last),
            *of_dwellings(facts, coverage, periods, touched),
            *of_chances(facts, touched),
        ],
        how="diagonal",
    ).select(*KEY, *FIGURES, "kwalificatie")
    missing = _undeliverable(facts)
    table = table.filter(~pl.col("indicator").is_in(missing["indicator"].to_list()))
    measured = pl.concat([table.select("indicator", "maat").unique(), missing])
    table = pl.concat([table, _nothing_happened(table, measured, facts, coverage, periods)], how="diagonal")
    return _qualified(table, missing, coverage)


def _frame(facts: list[Row]) -> pl.DataFrame:
    return pl.DataFrame(facts, infer_schema_length=None, strict=False)


def _periods(facts: Facts, coverage: Coverage) -> pl.DataFrame:
    """From the first to the last day that is covered or holds an event."""
    events = [row["event"] for name in EVENTS for row in facts.tables[name]]
    days = coverage.reached["alle"]
    return calendar(min(*days, *events), max(*days, *events))


def _touched(coverage: Coverage, periods: pl.DataFrame) -> pl.DataFrame:
    """The periods of which at least a day is covered."""
    spans = periods.select("periode_start", "periode_eind").iter_rows()
    return periods.filter(pl.Series([coverage.touches("alle", *span) for span in spans]))


def _undeliverable(facts: Facts) -> pl.DataFrame:
    """Figures that rest on a column of which no current row has a value."""
    missing = [
        {"indicator": indicator, "maat": maat}
        for indicator, (maat, columns) in RESTS_ON.items()
        if not all(any(row[name] is not None for row in facts.tables[table]) for table, name in columns)
    ]
    return pl.DataFrame(missing, schema={"indicator": pl.String, "maat": pl.String})


def _nothing_happened(
    table: pl.DataFrame, measured: pl.DataFrame, facts: Facts, coverage: Coverage, periods: pl.DataFrame
) -> pl.DataFrame:
    """A row with n = 0 for each period that is covered, at each place that the leveringen name."""
    empty = [
        period | {"corporatie": corporatie, "gemeente": gemeente}
        for corporatie, gemeente in places([*facts.dwellings.values(), *facts.lettings, *facts.offers])
        for period in periods.to_dicts()
        if coverage.touches(corporatie, period["periode_start"], period["periode_eind"])
    ]
    is_all = (pl.col("corporatie") == "alle") & (pl.col("gemeente") == "alle")
    return (
        pl.DataFrame(empty)
        .join(measured.filter(~pl.col("indicator").is_in(NOT_EVERYWHERE)), how="cross")
        .filter(~pl.col("indicator").is_in(ONLY_TOGETHER) | is_all)
        .with_columns(dimensie=pl.lit("totaal"), dimensie_waarde=pl.lit("totaal"), n=pl.lit(0, pl.Int64))
        .join(table, on=KEY, how="anti")
    )


def _qualified(table: pl.DataFrame, missing: pl.DataFrame, coverage: Coverage) -> pl.DataFrame:
    spans = table.select("corporatie", "periode_start", "periode_eind").unique()
    is_whole = pl.Series([coverage.covers(*span) for span in spans.iter_rows()])
    is_early = pl.col("periode_start").dt.year() < ZOEKTIJD_RELIABLE_FROM
    is_missing = pl.col("indicator").is_in(missing["indicator"].to_list())
    return table.join(spans.with_columns(voorlopig=~is_whole), on=spans.columns).with_columns(
        waarde=pl.when(pl.col("n") > 0).then(pl.col("waarde")),
        kwalificatie=pl.when(is_missing).then(pl.lit("niet leverbaar"))
        .when(pl.col("kwalificatie").is_not_null()).then(pl.col("kwalificatie"))
        .when(pl.col("indicator").is_in(OF_SEARCHES) & is_early).then(pl.lit("indicatief")),
    )  # fmt: skip
