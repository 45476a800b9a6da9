"""Figures of who is registered, searches and waits."""

import datetime as dt
from collections import defaultdict

import polars as pl
from cells import CELL, at_period_ends, in_cells, month_start, together
from classes import AGE_GROUPS, month_of_birth
from facts import OFFER_DIMENSIONS, PERSON_DIMENSIONS, Facts
from measures import counts, durations, shares

YOUNG = 22
KINDS = ("huishoudgrootte", "woonsituatie")
birthday_is_to_come = pl.col("peildag").dt.month() < pl.col("born").dt.month()
age = pl.col("peildag").dt.year() - pl.col("born").dt.year() - birthday_is_to_come.cast(pl.Int32)
is_open = (pl.col("start") <= pl.col("peildag")) & (
    pl.col("stop").is_null() | (pl.col("stop") > pl.col("peildag"))
)


def registered(facts: Facts) -> pl.DataFrame:
    """The register: who, from when to when, when born."""
    return pl.DataFrame(
        [
            {
                "person": "|".join(person),
                "seeker": facts.seeker(person),
                "start": row["inschrijfdatum"],
                "stop": row["uitschrijfdatum"],
                "born": month_of_birth(row),
                **{name: facts.person(person, row["inschrijfdatum"])[name] for name in KINDS},
            }
            for person, row in facts.registrations.items()
        ],
        infer_schema_length=None,
    )


def of_seekers(
    facts: Facts, searches: pl.DataFrame, let: pl.DataFrame, periods: pl.DataFrame, touched: pl.DataFrame,
    last: dt.date,
) -> list[pl.DataFrame]:  # fmt: skip
    """`let`: lettings in the cells of the totals; `touched`: the periods at whose end there is a state;
    `last`: the last day that the leveringen cover.
    """
    register = registered(facts)
    active = in_cells(searches, periods, (*OFFER_DIMENSIONS, *PERSON_DIMENSIONS))
    seekers = pl.col("seeker").n_unique()
    return [
        counts("actief_woningzoekenden", active, seekers),
        _slaagkans(active.filter(dimensie="totaal"), let),
        counts("ingeschrevenen", _open_at_ends(register, touched), pl.len()),
        durations("wachtend_jongeren", _waiting(searches, register, touched, last), pl.col("days")),
        counts("jongeren_23_zonder_woning", together(_turned_23(facts, last), periods), seekers),
    ]


def _slaagkans(active: pl.DataFrame, let: pl.DataFrame) -> pl.DataFrame:
    found = let.filter(
        pl.col("seeker").is_not_null(),
        pl.col("categorie") == "regulier",
        pl.col("model").is_null() | ~pl.col("model").is_in(["distributie", "zonder publicatie"]),
    )
    who = [*CELL, "seeker"]
    both = pl.concat(
        [
            active.select(who).with_columns(housed=pl.lit(False)),
            found.select(who).with_columns(housed=pl.lit(True)),
        ]
    )
    people = both.group_by(who).agg(pl.col("housed").any())
    return shares("slaagkans", people, pl.col("housed"))


def _open_at_ends(register: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    ends = periods.select(peildag="periode_eind").unique()
    state = register.join(ends, how="cross").filter(is_open)
    state = state.with_columns(leeftijdsgroep=_group(age), date="peildag")
    return at_period_ends(_nowhere(state), periods, PERSON_DIMENSIONS).filter(
        corporatie="alle", gemeente="alle"
    )


def _waiting(
    searches: pl.DataFrame, register: pl.DataFrame, periods: pl.DataFrame, last: dt.date
) -> pl.DataFrame:
    """Each seeker of 22 or younger once per period and place, by the registration that is open longest."""
    seen = in_cells(searches.select("date", "corporatie", "gemeente", "person"), periods, ()).unique()
    open_ones = (
        seen.join(register, on="person")
        .with_columns(peildag=pl.min_horizontal("periode_eind", pl.lit(last)))
        .filter(is_open, age <= YOUNG)
        .sort("start", "person")
        .unique([*CELL, "seeker"], keep="first", maintain_order=True)
        .with_columns(days=(pl.col("peildag") - pl.col("start")).dt.total_days())
    )
    broken_down = [
        open_ones.with_columns(dimensie=pl.lit(name), dimensie_waarde=pl.col(name).fill_null("onbekend"))
        for name in KINDS
    ]
    return pl.concat([open_ones, *broken_down])


def _turned_23(facts: Facts, last: dt.date) -> pl.DataFrame:
    """By the day on which they turned 23: registered, and never let to."""
    registrations, housed = defaultdict(list), defaultdict(list)
    for person, row in facts.registrations.items():
        registrations[facts.seeker(person)].append(row)
    for row in facts.lettings:
        housed[row["seeker"]].append(row["date"])
    rows = []
    for seeker, own in registrations.items():
        born = min((month for row in own if (month := month_of_birth(row))), default=None)
        if not born:
            continue
        day = month_start(born, 12 * (YOUNG + 1))
        is_registered = any(
            row["inschrijfdatum"] <= day and not (row["uitschrijfdatum"] and row["uitschrijfdatum"] <= day)
            for row in own
        )
        if is_registered and day <= last and not any(date <= day for date in housed[seeker]):
            rows.append({"date": day, "seeker": seeker})
    return pl.DataFrame(rows)


def _group(years: pl.Expr) -> pl.Expr:
    named = pl.lit("75+")
    for top, name in reversed(AGE_GROUPS.items()):
        named = pl.when(years <= top).then(pl.lit(name)).otherwise(named)
    return pl.when(years.is_not_null()).then(named)


def _nowhere(facts: pl.DataFrame) -> pl.DataFrame:
    return facts.with_columns(corporatie=pl.lit("nergens"), gemeente=pl.lit("nergens"))
