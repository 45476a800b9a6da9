"""Figures of lettings and offers."""

import polars as pl
from cells import in_cells
from classes import CLASSES, UITSTROOM
from facts import OFFER_DIMENSIONS, PERSON_DIMENSIONS, Facts
from measures import counts, durations, ratios, shares

KEPT = ("model", "categorie", "toewijzingsgrond", "huurklasse", "woonsituatie")
"""Breakdowns that decide what counts, too."""
YOUNG, SENIOR = 22, 65

is_free = pl.col("categorie") == "vrije_ruimte"
is_statushouder = pl.col("categorie") == "statushouder"
is_uitstroom = pl.col("toewijzingsgrond").is_in(sorted(UITSTROOM))
is_urgent = pl.col("toewijzingsgrond") == "urgentie"
is_cheap = pl.col("huurklasse") == CLASSES[0]
is_young = pl.col("age") <= YOUNG
is_any = pl.col("sociaal")
is_suited = pl.col("passendheid") == "passend"
SHARES = {  # what is counted, of what
    "aandeel_vrije_ruimte": (is_free, is_any),
    "aandeel_vrije_ruimte_excl_statushouders": (is_free, ~is_statushouder),
    "aandeel_vrije_ruimte_incl_urgentie": (is_free | is_urgent, is_any),
    "aandeel_uitstroom": (is_uitstroom, is_any),
    "aandeel_uitstroom_excl_statushouders": (is_uitstroom, ~is_statushouder),
    "aandeel_vrije_ruimte_overig": (is_free & ~is_uitstroom, is_any),
    "aandeel_vrije_ruimte_overig_excl_statushouders": (is_free & ~is_uitstroom, ~is_statushouder),
    "aandeel_statushouders": (is_statushouder, is_any),
    "aanbod_jongeren_aandeel": (is_young, is_cheap & pl.col("age").is_not_null()),
    "passend_toewijzen": (is_suited, pl.col("passendheid").is_in(["passend", "niet_passend"])),
}


def of_lettings(let: pl.DataFrame, let_to_any: pl.DataFrame) -> list[pl.DataFrame]:
    """`let`: in scope, in its cells; `let_to_any`: whatever its scope."""
    in_total = let.filter(dimensie="totaal")
    by_wijk = let.filter(pl.col("dimensie").is_in(["totaal", "wijk"]))
    waited = pl.col("inschrijftijd")
    to_senior = (pl.col("age") >= SENIOR) & (pl.col("woonsituatie") == "doorstromer") & pl.col("nultreden")
    return [
        counts("toewijzingen", let, pl.len()),
        counts("mutaties", let.filter(~pl.col("is_first_of_new")), pl.len()),
        durations("zoektijd", let, pl.col("zoektijd")),
        durations("inschrijftijd", let, waited),
        durations("wachttijd_jongeren", let, pl.when(is_young).then(waited)),
        *(shares(name, in_total, part, whole) for name, (part, whole) in SHARES.items()),
        counts("aanbod_jongeren_toewijzingen", let.filter(is_cheap), pl.len()),
        counts("doorstroming_senioren", let.filter(to_senior), pl.len()),
        shares("aandeel_aandachtsgroepen", by_wijk, pl.col("is_aandachtsgroep"), is_any),
        counts(
            "statushouders_gehuisvest",
            let_to_any.filter(is_statushouder),
            pl.col("people").fill_null(1).sum(),
        ),
    ]


def of_offers(facts: Facts, periods: pl.DataFrame) -> list[pl.DataFrame]:
    rows = [row for row in facts.offers if row["is_offered"]]
    offers = pl.DataFrame(rows, infer_schema_length=None, strict=False).drop("who")
    offered = in_cells(offers, periods, OFFER_DIMENSIONS)
    who = [
        {name: row[name] for name in ("date", "corporatie", "gemeente")} | person
        for row in rows
        for person in row["who"]
    ]
    by_person = in_cells(pl.DataFrame(who, infer_schema_length=None), periods, PERSON_DIMENSIONS)
    reacties, woningen = pl.col("reacties").sum(), pl.col("woningen").sum()
    return [
        counts("aangeboden_woningen", offered, woningen),
        counts("reacties", offered, reacties),
        counts("reacties", by_person.filter(pl.col("dimensie") != "totaal"), pl.len()),
        ratios("reacties_per_woning", offered, reacties, woningen),
    ]
