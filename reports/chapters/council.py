"""The first page: each agreement with a figure, in words and signs, and what still has to be done."""

from itertools import groupby

from reports import texts
from reports.chapters import Chapter
from reports.edition import Edition
from reports.given import OpenAlert
from reports.warehouse import Row

#: Each agreement, with the series that its figure is taken from and what that series said a period earlier.
#: The series is recognised by its value: where none gives exactly the figure shown, no trend is claimed.
_AGREEMENTS = """
with afspraken as (
    select * replace (norm::double as norm), row_number() over () as rij from reporting.rpt_afspraken
),

reeks as (
    select
        afspraken.rij, nu.indicator, nu.maat, nu.periode_soort, nu.corporatie, nu.gemeente,
        nu.periode_start, nu.ondergrens, nu.bovengrens, nu.voorlopig, nu.kwalificatie
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
)

select
    afspraken.*, coalesce(reeks.voorlopig, false) as voorlopig, reeks.kwalificatie,
    eerder.vorige_waarde, eerder.vorige_start, eerder.vorige_eind, eerder.vorige_kwalificatie,
    case
        when eerder.vorige_waarde is null then null
        when afspraken.waarde > eerder.vorige_waarde then 'hoger'
        when afspraken.waarde < eerder.vorige_waarde then 'lager'
        else 'gelijk'
    end as trend,
    trend <> 'gelijk' and coalesce(
        eerder.vorige_waarde between reeks.ondergrens and reeks.bovengrens, false
    ) as binnen_marge,
    eenheid in ('aantal', 'personen') as is_aantal,
    not is_aantal and n < $kleine_n as is_klein
from afspraken
left join reeks using (rij)
left join eerder using (rij)
order by
    try_cast(regexp_extract(afspraak, '^[0-9]+') as integer), afspraak, norm is null, tekst, corporatie,
    indicator, periode_start, rij
"""

#: An alert keeps the evidence on which it was established; a reader wants to know how it stands now.
_LATER_YEAR = """
    select jaar, k, n, aandeel, norm::double as norm from reporting.rpt_norm_vrije_ruimte
    where corporatie = $corporatie and gemeente = $gemeente and jaar > $jaar
        and is_gesloten and is_bekrachtigde_lezing
    order by jaar desc
    limit 1
"""

_COUNT_OF_STATES = """
    select staat, count(*) as aantal from reporting.rpt_afspraken
    where waarde is not null
    group by staat
"""


def chapter(edition: Edition) -> Chapter:
    found = edition.rows(_AGREEMENTS, {"kleine_n": texts.general().kleine_n})
    with_figure = [row for row in found if row["waarde"] is not None]
    states = texts.general().staten
    counted = {row["staat"]: row["aantal"] for row in edition.rows(_COUNT_OF_STATES)}
    return Chapter(
        id="op-een-bladzijde",
        titel="Op één bladzijde",
        template="council.html.j2",
        inhoud={
            "themas": _by_theme(with_figure),
            "zonder_cijfer": [row for row in found if row["waarde"] is None],
            "tellingen": [(word, counted[name]) for name, word in states.items() if name in counted],
            "alerts": [(alert, _later_year(edition, alert)) for alert in edition.alerts],
        },
    )


def _later_year(edition: Edition, alert: OpenAlert) -> Row | None:
    """The newest closed year after that of the alert's evidence, or None."""
    area = {"corporatie": alert.corporatie, "gemeente": alert.gemeente, "jaar": alert.bewijs.jaar}
    return next(iter(edition.rows(_LATER_YEAR, area)), None)


def _by_theme(found: list[Row]) -> list[tuple[str, list[tuple[str, str, list[Row]]]]]:
    """theme → its agreements (number, text, the figures per corporatie), in the order of the covenant."""
    themes: dict[str, list[tuple[str, str, list[Row]]]] = {}
    for (theme, agreement, text), group in groupby(
        found, key=lambda row: (row["thema"], row["afspraak"], row["tekst"])
    ):
        themes.setdefault(theme, []).append((agreement, text, list(group)))
    return list(themes.items())
