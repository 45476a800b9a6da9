"""Every numbered agreement: those with a figure in one table, and why the others have none."""

from reports.agreements import agreements, by_theme
from reports.chapters import Chapter
from reports.edition import Edition


def chapter(edition: Edition) -> Chapter:
    found = agreements(edition)
    return Chapter(
        id="alle-afspraken",
        titel="Alle afspraken",
        template="all_agreements.html.j2",
        inhoud={
            "themas": by_theme(row for row in found if row["waarde"] is not None),
            "zonder_cijfer": [row for row in found if row["waarde"] is None],
        },
    )
