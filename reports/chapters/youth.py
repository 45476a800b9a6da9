"""Agreement 5: the mean wait of young people must not rise, and who is left out of that mean."""

from reports import texts
from reports.chapters import Chapter
from reports.edition import Edition
from reports.panels import chart_of

#: The agreed height per corporatie, in the unit of the figure; two heights for one figure draw no line.
_AGREED = """
    select corporatie, any_value(norm)::double as norm from reporting.rpt_afspraken
    where afspraak = '5' and indicator = $indicator and norm is not null
    group by corporatie
    having count(distinct norm) = 1
"""


def chapter(edition: Edition) -> Chapter:
    return Chapter(
        id="jongeren",
        titel="Jongeren",
        template="youth.html.j2",
        inhoud={
            "grafieken": [
                chart_of(edition, text, norms=_agreed(edition, text.indicator))
                for text in texts.charts("jongeren")
            ]
        },
    )


def _agreed(edition: Edition, indicator: str) -> dict[str, float]:
    return {row["corporatie"]: row["norm"] for row in edition.rows(_AGREED, {"indicator": indicator})}
