"""The agreements of the covenant with their figure, how it develops, and what makes its state unsure."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from reports import texts
from reports.edition import Edition
from reports.warehouse import Row

#: Each agreement, with the series that its figure is taken from, its figure of a year earlier, and trend.
#: The series is recognised by its value: where none gives exactly the figure shown, nothing is said of it.
#: Of a trend by month and one by year the first is taken where it could be tested: it rests on more points.
_AGREEMENTS = """
with afspraken as (
    select * replace (norm::double as norm), row_number() over () as rij from reporting.rpt_afspraken
),

reeks as (
    select
        afspraken.rij, nu.indicator, nu.maat, nu.periode_soort, nu.corporatie, nu.gemeente,
        nu.periode_start, nu.voorlopig, nu.kwalificatie
    from afspraken
    inner join reporting.rpt_indicatoren as nu
        using (indicator, periode_soort, periode_start, periode_eind, corporatie, gemeente, waarde)
    where nu.dimensie = 'totaal'
    qualify row_number() over (partition by rij order by nu.maat) = 1
),

eerder as (
    select
        reeks.rij, vorig.waarde as vorige_waarde, vorig.periode_start as vorige_start,
        vorig.periode_eind as vorige_eind, vorig.kwalificatie as vorige_kwalificatie
    from reeks
    inner join reporting.rpt_indicatoren as vorig using (indicator, maat, periode_soort, corporatie, gemeente)
    where vorig.dimensie = 'totaal' and vorig.periode_eind = reeks.periode_start - interval 1 day
        and vorig.waarde is not null
),

trend as (
    select
        reeks.rij, trends.helling, trends.eerste_jaar, trends.laatste_jaar,
        trends.periode_soort as trend_periode,
        trends.kwalificatie as trend_kwalificatie,
        if(reeks.kwalificatie = 'mogelijk schijnstijging' and trends.richting = 'stijgt',
            reeks.kwalificatie, trends.richting) as richting
    from reeks
    inner join reporting.rpt_trends as trends using (indicator, maat, corporatie, gemeente)
    where trends.dimensie = 'totaal'
    qualify row_number() over (
        partition by rij order by trends.p is null, trends.periode_soort <> 'maand'
    ) = 1
),

onderdrukt as (
    select distinct afspraken.rij, true as is_onderdrukt
    from afspraken
    inner join reporting.rpt_indicatoren using (indicator, periode_soort, periode_start, corporatie, gemeente)
    where rpt_indicatoren.dimensie = 'totaal' and contains(rpt_indicatoren.kwalificatie, 'onderdrukt')
        and afspraken.waarde is null
),

weinig as (
    select afspraken.rij, oordeel.te_weinig_toewijzingen
    from afspraken
    inner join reporting.rpt_norm_vrije_ruimte as oordeel using (corporatie, gemeente)
    where afspraken.indicator = 'aandeel_vrije_ruimte' and oordeel.lezing = 'A'
        and oordeel.jaar = year(afspraken.periode_start)
)

select
    afspraken.*, coalesce(reeks.voorlopig, false) as voorlopig, reeks.kwalificatie,
    eerder.* exclude (rij), trend.* exclude (rij), coalesce(is_onderdrukt, false) as is_onderdrukt,
    eenheid in ('aantal', 'personen') as is_aantal,
    coalesce(not is_aantal and (n < $kleine_n or te_weinig_toewijzingen), false) as is_klein
from afspraken
left join reeks using (rij)
left join eerder using (rij)
left join trend using (rij)
left join onderdrukt using (rij)
left join weinig using (rij)
order by
    try_cast(regexp_extract(afspraak, '^[0-9]+') as integer), afspraak, norm is null, tekst, corporatie,
    indicator, periode_start, rij
"""

_HEIGHTS = """
    select corporatie, any_value(norm)::double as norm from reporting.rpt_afspraken
    where afspraak = $nummer and indicator = $indicator and norm is not null
    group by corporatie
    having count(distinct norm) = 1
"""

Theme = tuple[str, list[tuple[str, str, list[Row]]]]


def agreements(edition: Edition) -> list[Row]:
    """A row per agreement and corporatie, in the order of the covenant.

    `voorbehoud` says why the state is not sure, and is empty where it is or where there is no state to doubt.
    `staat_getoond` is the state as a reader understands it: "geen norm" beside a norm would puzzle.
    """
    found = edition.rows(_AGREEMENTS, {"kleine_n": texts.general().kleine_n})
    return [row | {"voorbehoud": _reserve(row), "staat_getoond": _state(row)} for row in found]


def agreed_heights(edition: Edition, number: str, indicator: str) -> dict[str, float]:
    """corporatie → the agreed height, in the unit of the figure; two heights for one figure give none."""
    found = edition.rows(_HEIGHTS, {"nummer": number, "indicator": indicator})
    return {row["corporatie"]: row["norm"] for row in found}


def of_numbers(edition: Edition, numbers: Sequence[str]) -> list[Theme]:
    """The agreements of one chapter that have a figure."""
    return by_theme(
        row for row in agreements(edition) if row["afspraak"] in numbers and row["waarde"] is not None
    )


def by_theme(found: Iterable[Row]) -> list[Theme]:
    """theme → its agreements (number, text, the figures per corporatie), in the order of the covenant."""
    themes: dict[str, list[tuple[str, str, list[Row]]]] = {}
    for (theme, agreement, text), group in groupby(
        found, key=lambda row: (row["thema"], row["afspraak"], row["tekst"])
    ):
        themes.setdefault(theme, []).append((agreement, text, list(group)))
    return list(themes.items())


def _state(row: Row) -> str:
    if row["staat"] == "geen norm" and row["norm_soort"] == "streven" and row["norm"] is not None:
        return "streven"
    if row["staat"] == "geen norm" and row["norm_soort"] and row["norm"] is None:
        return "norm onbekend"
    return str(row["staat"])


def _reserve(row: Row) -> str:
    if row["staat"] not in ("gehaald", "niet gehaald", "op koers"):
        return ""
    doubts = [f"klein aantal: {row['n']}"] if row["is_klein"] else []
    doubts += ["voorlopig"] if row["voorlopig"] else []
    doubts += [row["kwalificatie"]] if row["kwalificatie"] else []
    return ", ".join(doubts)
