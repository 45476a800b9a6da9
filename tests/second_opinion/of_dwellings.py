"""Figures of the stock: at the end of each period, what came and went, rents, and vacancies."""

import polars as pl
from cells import CELL, PERIOD, Coverage, at_period_ends, in_cells, places
from classes import BOUNDS, CLASSES
from delivered import Row
from facts import STOCK_DIMENSIONS, Facts
from measures import counts, durations, medians, ratios, shares

COVENANT_START = 2022
YEARS = ["jaar", "voortschrijdend_jaar"]
APART = ["overname", "overdracht", "flex"]
CHEAPEST = CLASSES[0]


def of_dwellings(
    facts: Facts, coverage: Coverage, periods: pl.DataFrame, touched: pl.DataFrame
) -> list[pl.DataFrame]:
    """`touched`: the periods at whose end there is a stock."""
    ends = touched["periode_eind"].unique().to_list()
    there = _frame([dwelling | {"date": end} for end in ends for dwelling in facts.stock.on(end)])
    stock = at_period_ends(there.filter("sociaal"), touched, STOCK_DIMENSIONS)
    total = stock.filter(dimensie="totaal")
    cheap = at_period_ends(
        there.filter(pl.col("sociaal") & (pl.col("huurklasse") == CHEAPEST)),
        touched,
        [name for name in STOCK_DIMENSIONS if name != "huurklasse"],
    )
    pitches = at_period_ends(there.filter(woningtype="standplaats"), touched, ())
    by_wijk = at_period_ends(
        there.filter(pl.col("sociaal"), pl.col("nultreden").is_not_null()), touched, ["wijk"]
    )
    vacant = in_cells(_frame(facts.vacancies), periods, STOCK_DIMENSIONS)
    return [
        counts("voorraad", stock, pl.len()),
        counts("aanbod_jongeren", cheap, pl.len()),
        counts("voorraad_jongeren", at_period_ends(
            there.filter(pl.col("sociaal"), pl.col("doelgroep") == "jongeren"), touched, STOCK_DIMENSIONS
        ), pl.len()),
        *(
            counts(f"voorraad_{name}", total.filter(pl.col(name).cast(pl.Boolean)), pl.len())
            for name in ("flex", "rolstoelgeschikt", "geclusterd")
        ),
        counts("voorraad_standplaatsen", pitches, pl.len()),
        shares("aandeel_nultreden", by_wijk, pl.col("nultreden")),
        _classes(there.filter("zelfstandig"), touched),
        *_changes(facts, periods),
        _affordable(facts, periods),
        *_rises(facts, periods),
        _turnover("mutatiegraad", facts, coverage, periods, ()),
        _turnover("mutatiegraad_jongeren", facts, coverage, periods, ("jongeren",)),
        durations("leegstandsduur", vacant, pl.col("days")),
    ]  # fmt: skip


def _frame(rows: list[Row]) -> pl.DataFrame:
    return pl.DataFrame(rows, infer_schema_length=None, strict=False)


def _classes(there: pl.DataFrame, touched: pl.DataFrame) -> pl.DataFrame:
    """Each class at each place and wijk that has a dwelling, also a class that none is in."""
    here = at_period_ends(there, touched, ["wijk"], keep=("huurklasse",))
    tallied = []
    for name in (*CLASSES, "daarboven"):
        is_total = pl.col("dimensie") == "totaal"
        value = pl.when(is_total).then(pl.lit(name)).otherwise(pl.col("dimensie_waarde") + f", {name}")
        kind = pl.when(is_total).then(pl.lit("huurklasse")).otherwise(pl.lit("wijk_en_huurklasse"))
        of_class = here.with_columns(is_it=pl.col("huurklasse") == name, dimensie=kind, dimensie_waarde=value)
        tallied.append(shares("aandeel_huurklasse", of_class, pl.col("is_it")))
    return pl.concat(tallied)


def _changes(facts: Facts, periods: pl.DataFrame) -> list[pl.DataFrame]:
    changes = in_cells(_frame(list(facts.stock.changes())), periods, ["mutatiesoort"], keep=["mutatiesoort"])
    counted = changes.filter((pl.col("dimensie") != "totaal") | ~pl.col("mutatiesoort").is_in(APART))
    net = counts("voorraad_netto", counted, pl.len()).drop("waarde")
    signs = counted.group_by(CELL).agg(waarde=pl.col("sign").sum().cast(pl.Float64))
    built = changes.filter(
        pl.col("dimensie") == "totaal", pl.col("way") == "nieuwbouw", pl.col("sign") == 1,
        pl.col("nultreden").is_not_null(),
    )  # fmt: skip
    return [
        net.join(signs, on=CELL),
        shares("aandeel_nultreden_nieuwbouw", built, pl.col("nultreden")),
    ]


def _affordable(facts: Facts, periods: pl.DataFrame) -> pl.DataFrame:
    """All first lettings of what was built, since the covenant began, up to the end of each period."""
    lettings = [
        {
            "let": row["date"],
            "corporatie": corporatie,
            "gemeente": gemeente,
            "is_affordable": row["rent"] <= BOUNDS[row["date"].year][1 if row["people"] <= 2 else 2],
        }
        for row in facts.lettings
        if row["sociaal"] and row["is_new_built"] and row["is_first_of_dwelling"]
        if row["people"] and row["date"].year >= COVENANT_START
        for corporatie, gemeente in places([row])
    ]
    pooled = periods.join(_frame(lettings), how="cross").filter(pl.col("let") <= pl.col("periode_eind"))
    return shares("nieuwbouw_bereikbaar", _total(pooled), pl.col("is_affordable"))


def _rises(facts: Facts, periods: pl.DataFrame) -> list[pl.DataFrame]:
    """None while no two leveringen lie a year apart."""
    let: dict[tuple[str, str], list[object]] = {}
    for row in facts.lettings:
        let.setdefault(row["which"], []).append(row["starts"] or row["date"])
    rows = [
        period | {"corporatie": corporatie, "gemeente": gemeente, "rise": dwelling["rise"]}
        for period in periods.filter(pl.col("periode_soort").is_in(YEARS)).to_dicts()
        for dwelling in facts.stock.rises(period["periode_start"], period["periode_eind"], let)
        for corporatie, gemeente in places([dwelling])
    ]
    return [medians("huurstijging", _total(_frame(rows)), pl.col("rise"))] if rows else []


def _turnover(
    indicator: str, facts: Facts, coverage: Coverage, periods: pl.DataFrame, doelgroepen: tuple[str, ...]
) -> pl.DataFrame:
    """Mutaties in the stock of the period's first day, of that stock; where that day is covered."""
    moves = _frame([row for row in facts.lettings if row["sociaal"] and not row["is_first_of_new"]])
    moves = moves.select(bron=pl.col("which").list.first(), id=pl.col("which").list.last(), moved="date")
    rows = [
        period | {"corporatie": corporatie, "gemeente": gemeente, "bron": dwelling["which"][0]}
        | {"id": dwelling["which"][1]}
        for period in periods.filter(pl.col("periode_soort").is_in(YEARS)).select(PERIOD).to_dicts()
        for dwelling in facts.stock.on(period["periode_start"])
        if dwelling["sociaal"] and (not doelgroepen or dwelling["doelgroep"] in doelgroepen)
        for corporatie, gemeente in places([dwelling])
        if coverage.covers_day(corporatie, period["periode_start"])
    ]  # fmt: skip
    stock = _frame(rows)
    within = pl.col("moved").is_between("periode_start", "periode_eind")
    happened = (
        stock.select(*PERIOD, "bron", "id").unique().join(moves, on=["bron", "id"]).filter(within)
        .group_by(*PERIOD, "bron", "id").agg(mutaties=pl.len())
    )  # fmt: skip
    cells = stock.join(happened, on=[*PERIOD, "bron", "id"], how="left")
    return ratios(indicator, _total(cells), pl.col("mutaties").sum(), pl.len())


def _total(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.with_columns(dimensie=pl.lit("totaal"), dimensie_waarde=pl.lit("totaal"))
