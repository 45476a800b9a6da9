"""Where the figures come from: the build, the leveringen and files by their hash, and the versions."""

from datetime import date, datetime
from typing import Any

from reports import display, texts
from reports.chapters import Chapter
from reports.edition import Edition

_LEVERINGEN = "from reporting.rpt_leveringen order by volgnummer"
_BESTANDEN = """
    select bestanden.* from reporting.rpt_bestanden as bestanden
    left join reporting.rpt_leveringen as leveringen using (levering_id)
    order by leveringen.volgnummer, bestanden.dataset, bestanden.bestand
"""


def chapter(edition: Edition) -> Chapter:
    return Chapter(
        id="herkomst",
        titel="Herkomst van de cijfers",
        template="provenance.html.j2",
        inhoud={
            "berekening": [
                (label, _written(edition.build[name])) for name, label in texts.general().herkomst.items()
            ],
            "leveringen": edition.rows(_LEVERINGEN),
            "bestanden": edition.rows(_BESTANDEN),
            "versies": sorted(edition.versies.items()),
            "instellingen": sorted(edition.settings.items()),
        },
    )


def _written(value: Any) -> str:
    match value:
        case datetime():
            return display.moment(value)
        case date():
            return display.day(value)
        case None | "":
            return display.NOTHING
        case _:
            return str(value)
