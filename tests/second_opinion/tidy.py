"""The whole tidy table by the second reading, with the covered periods in which nothing happened."""

from collections import Counter

import polars as pl
from cells import CELL, PERIOD, Coverage, calendar, in_cells, places
from delivered import Row
from facts import LETTING_DIMENSIONS, OFFER_DIMENSIONS, STOCK_DIMENSIONS, UITSTROOM, Facts
from measures import counts, durations, ratios, shares

KEY = ["indicator", "maat", *CELL]
FIGURES = ["waarde", "teller", "noemer", "n", "ondergrens", "bovengrens"]
EVENTS = ("publicaties", "reacties", "toewijzingen", "opzeggingen")
ZOEKTIJD_RELIABLE_FROM = 2025

is_free = pl.col("categorie") == "vrije_ruimte"
is_statushouder = pl.col("categorie") == "statushouder"
is_uitstroom = pl.col("toewijzingsgrond").is_in(sorted(UITSTROOM))
is_urgent = pl.col("toewijzingsgrond") == "urgentie"
is_any = pl.col("sociaal")
SHARES = {  # what is counted, of what
    "aandeel_vrije_ruimte": (is_free, is_any),
    "aandeel_vrije_ruimte_excl_statushouders": (is_free, ~is_statushouder),
    "aandeel_vrije_ruimte_incl_urgentie": (is_free | is_urgent, is_any),
    "aandeel_uitstroom": (is_uitstroom, is_any),
    "aandeel_uitstroom_excl_statushouders": (is_uitstroom, ~is_statushouder),
    "aandeel_vrije_ruimte_overig": (is_free & ~is_uitstroom, is_any),
    "aandeel_vrije_ruimte_overig_excl_statushouders": (is_free & ~is_uitstroom, ~is_statushouder),
    "aandeel_statushouders": (is_statushouder, is_any),
}


def tidy(facts: Facts, coverage: Coverage) -> pl.DataFrame:
    """KEY, FIGURES, voorlopig and kwalificatie of each cell."""
    periods = _periods(facts, coverage)
    lettings = _frame(facts.lettings).filter("sociaal")
    let, let_in_total = in_cells(lettings, periods, LETTING_DIMENSIONS), in_cells(lettings, periods, ())
    offered = in_cells(_frame(facts.offers).filter("is_offered"), periods, OFFER_DIMENSIONS)
    searched = in_cells(_frame(facts.searches), periods, ())
    reacties, woningen = pl.col("reacties").sum(), pl.col("woningen").sum()
    table = pl.concat(
        [
            counts("toewijzingen", let, pl.len()),
            counts("mutaties", let.filter(~pl.col("is_first_of_new")), pl.len()),
            durations("zoektijd", let, pl.col("zoektijd")),
            durations("inschrijftijd", let, pl.col("inschrijftijd")),
            durations("wachttijd_jongeren", let, pl.when(pl.col("age") <= 22).then(pl.col("inschrijftijd"))),
            *(shares(name, let_in_total, part, whole) for name, (part, whole) in SHARES.items()),
            counts("aangeboden_woningen", offered, woningen),
            counts("reacties", offered, reacties),
            ratios("reacties_per_woning", offered, reacties, woningen),
            counts("actief_woningzoekenden", searched, pl.col("seeker").n_unique()),
            _voorraad(facts, _touched(coverage, periods)),
            _mutatiegraad(facts, coverage, periods),
        ],
        how="diagonal",
    ).select(*KEY, *FIGURES)
    table = pl.concat([table, _nothing_happened(table, facts, coverage, periods)], how="diagonal")
    return _qualified(table, coverage)


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


def _voorraad(facts: Facts, periods: pl.DataFrame) -> pl.DataFrame:
    """At the end of each period."""
    ends = periods["periode_eind"].unique().to_list()
    stock = _frame([dwelling | {"date": end} for end in ends for dwelling in facts.stock(end)])
    last_months = periods.with_columns(
        first=pl.col("periode_start"), periode_start=pl.col("periode_eind").dt.month_start()
    )
    keys = last_months.select(*PERIOD).unique()
    cells = in_cells(stock, keys, STOCK_DIMENSIONS).join(last_months, on=PERIOD)
    return counts("voorraad", cells.drop("periode_start").rename({"first": "periode_start"}), pl.len())


def _mutatiegraad(facts: Facts, coverage: Coverage, periods: pl.DataFrame) -> pl.DataFrame:
    """Mutaties in the stock of the period's first day, of that stock; where that day is covered."""
    moves = [row for row in facts.lettings if row["sociaal"] and not row["is_first_of_new"]]
    rows = []
    for period in periods.filter(pl.col("periode_soort").is_in(["jaar", "voortschrijdend_jaar"])).to_dicts():
        start, end = period["periode_start"], period["periode_eind"]
        happened = Counter(row["which"] for row in moves if start <= row["date"] <= end)
        rows += [
            period | {"corporatie": corporatie, "gemeente": gemeente, "mutaties": happened[dwelling["which"]]}
            for dwelling in facts.stock(start)
            for corporatie, gemeente in places([dwelling])
            if coverage.covers(corporatie, start, start)
        ]
    cells = pl.DataFrame(rows).with_columns(dimensie=pl.lit("totaal"), dimensie_waarde=pl.lit("totaal"))
    return ratios("mutatiegraad", cells, pl.col("mutaties").sum(), pl.len())


def _nothing_happened(
    table: pl.DataFrame, facts: Facts, coverage: Coverage, periods: pl.DataFrame
) -> pl.DataFrame:
    """A row with n = 0 for each period that is covered, at each place that the leveringen name."""
    empty = [
        period | {"corporatie": corporatie, "gemeente": gemeente}
        for period in periods.to_dicts()
        for corporatie, gemeente in places([*facts.dwellings.values(), *facts.lettings, *facts.offers])
        if coverage.touches(corporatie, period["periode_start"], period["periode_eind"])
    ]
    measured = table.select("indicator", "maat").unique().filter(pl.col("indicator") != "mutatiegraad")
    return (
        pl.DataFrame(empty)
        .join(measured, how="cross")
        .with_columns(dimensie=pl.lit("totaal"), dimensie_waarde=pl.lit("totaal"), n=pl.lit(0, pl.Int64))
        .join(table, on=KEY, how="anti")
    )


def _qualified(table: pl.DataFrame, coverage: Coverage) -> pl.DataFrame:
    spans = table.select("corporatie", "periode_start", "periode_eind").unique()
    is_whole = pl.Series([coverage.covers(*span) for span in spans.iter_rows()])
    is_early = pl.col("periode_start").dt.year() < ZOEKTIJD_RELIABLE_FROM
    return table.join(spans.with_columns(voorlopig=~is_whole), on=spans.columns).with_columns(
        waarde=pl.when(pl.col("n") > 0).then(pl.col("waarde")),
        kwalificatie=pl.when((pl.col("indicator") == "zoektijd") & is_early).then(pl.lit("indicatief")),
    )
