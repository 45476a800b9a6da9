"""Data quality: what was refused, flagged or missing, which figures it touches, what the gates found."""

from reports import texts
from reports.chapters import Chapter
from reports.edition import Edition

_FINDINGS = """
    with gevonden as (
        select soort, dataset, code, omschrijving, indicatoren, sum(aantal)::bigint as aantal
        from reporting.rpt_kwaliteit
        group by all
    ),

    geraakt as (
        select gevonden.indicatoren, list(coalesce(titel, naam) order by coalesce(titel, naam)) as cijfers
        from (select distinct indicatoren from gevonden) as gevonden,
            unnest(regexp_split_to_array(gevonden.indicatoren, '[,;[:space:]]+')) as genoemd (naam)
        left join reporting.rpt_definities as definities on definities.indicator = genoemd.naam
        where naam <> ''
        group by gevonden.indicatoren
    )

    select soort, dataset, code, omschrijving, aantal, coalesce(cijfers, []) as cijfers
    from gevonden
    left join geraakt using (indicatoren)
    order by soort, aantal desc, dataset, code, omschrijving, indicatoren
"""


def chapter(edition: Edition) -> Chapter:
    found = edition.rows(_FINDINGS)
    kinds = texts.general().kwaliteit
    failed = [result for result in edition.poort.resultaten if not result.geslaagd]
    return Chapter(
        id="kwaliteit",
        titel="Kwaliteit van de gegevens",
        template="quality.html.j2",
        inhoud={
            "soorten": [
                (heading, rows)
                for kind, heading in kinds.items()
                if (rows := [row for row in found if row["soort"] == kind])
            ],
            "overig": [row for row in found if row["soort"] not in kinds],
            "poort": edition.poort,
            "niet_geslaagd": failed,
        },
    )
