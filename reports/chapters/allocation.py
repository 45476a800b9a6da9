"""Agreement 19: how the allocation develops: time searched, registration, turnover, reactions, offer."""

from reports import texts
from reports.chapters import Chapter
from reports.edition import Edition
from reports.panels import chart_of


def chapter(edition: Edition) -> Chapter:
    return Chapter(
        id="woonruimteverdeling",
        titel="Woonruimteverdeling",
        template="allocation.html.j2",
        inhoud={"grafieken": [chart_of(edition, text) for text in texts.charts("woonruimteverdeling")]},
    )
