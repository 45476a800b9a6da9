"""Agreement 19: what calls for an intervention, and what a figure did before and after one."""

from itertools import groupby

from reports import texts
from reports.chapters import Chapter
from reports.edition import Edition

_SIGNALS = """
    select
        signalen.*, coalesce(definities.titel, signalen.indicator) as titel,
        coalesce(aanbod.titel, signalen.aanbod_indicator) as titel_aanbod
    from reporting.rpt_signalen as signalen
    left join reporting.rpt_definities as definities using (indicator)
    left join reporting.rpt_definities as aanbod on aanbod.indicator = signalen.aanbod_indicator
    order by soort, try_cast(regexp_extract(afspraak, '^[0-9]+') as integer), titel, gemeente, corporatie,
        gemeten desc nulls first, dimensie_waarde, uitleg
"""

#: Where the intervals overlap, the difference may be chance.
_INTERVENTIONS = """
    select
        interventies.*, coalesce(titel, indicator) as titel,
        coalesce(
            ondergrens_na <= bovengrens_voor and ondergrens_voor <= bovengrens_na, false
        ) as kan_toeval_zijn,
        eenheid in ('aantal', 'personen') as is_aantal
    from reporting.rpt_interventies as interventies
    left join (select indicator, titel from reporting.rpt_definities) using (indicator)
    order by datum nulls last, interventie, titel, corporatie, gemeente, dimensie, dimensie_waarde
"""


def chapter(edition: Edition) -> Chapter:
    words = texts.interventions()
    signals = {
        kind: list(rows) for kind, rows in groupby(edition.rows(_SIGNALS), key=lambda row: row["soort"])
    }
    return Chapter(
        id="interventies",
        titel="Interventies",
        template="interventions.html.j2",
        inhoud={
            "signalen": [
                (heading, signals[kind]) for kind, heading in words.soorten.items() if kind in signals
            ],
            "interventies": edition.rows(_INTERVENTIONS),
            "teksten": words,
        },
    )
