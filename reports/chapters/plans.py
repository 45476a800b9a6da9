"""Agreements 12 and 21: what was planned beside what came of it."""

from reports.chapters import Chapter
from reports.edition import Edition

_STOCK = "from reporting.rpt_voorraadplan order by corporatie, jaar, jaar_tot_en_met, soort"

#: A half-year in which nobody was housed and nobody had to be says nothing.
_TARGET = """
    from reporting.rpt_taakstelling
    where gemeente = $gemeente and (taakstelling is not null or gehuisvest > 0)
    order by halfjaar_start
"""


def chapter(edition: Edition) -> Chapter:
    return Chapter(
        id="plan-en-taakstelling",
        titel="Voorraadplan en taakstelling",
        template="plans.html.j2",
        inhoud={
            "voorraad": edition.rows(_STOCK),
            "taakstelling": edition.rows(_TARGET, {"gemeente": edition.gemeente}),
        },
    )
