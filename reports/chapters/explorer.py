"""Choosing for oneself: a figure, a corporation, a gemeente, a breakdown and a kind of period."""

import json

from reports import canvas, explorer, texts
from reports.chapters import Chapter
from reports.edition import Edition
from reports.panels import figure_json


def chapter(edition: Edition) -> Chapter:
    words = texts.general()
    return Chapter(
        id="zelf-kijken",
        titel="Zelf kijken",
        template="explorer.html.j2",
        inhoud={
            "gegevens": explorer.packed(edition),
            "opmaak": json.dumps(
                {
                    "vlak": json.loads(figure_json(canvas.blank()))["layout"],
                    "kleuren": edition.colours,
                    "gemeente": edition.gemeente,
                    "kleine_n": words.kleine_n,
                    "volgorde": words.volgorde,
                    "kwalificaties": words.kwalificaties,
                    "onderdrukt": words.onderdrukt,
                },
                ensure_ascii=False,
            ),
            "bron": edition.source_line,
        },
    )
