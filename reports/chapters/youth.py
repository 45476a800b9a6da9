"""Agreement 5: the mean wait of young people must not rise, and who is left out of that mean."""

from reports import texts
from reports.agreements import agreed_heights
from reports.chapters import Chapter
from reports.edition import Edition
from reports.panels import chart_of


def chapter(edition: Edition) -> Chapter:
    return Chapter(
        id="jongeren",
        titel="Jongeren",
        template="youth.html.j2",
        inhoud={
            "grafieken": [
                chart_of(edition, text, norms=agreed_heights(edition, "5", text.indicator))
                for text in texts.charts("jongeren")
            ]
        },
    )
