"""The first page: what was agreed with a norm and how it stands, what changed most, what has to be done."""

from collections import Counter

from reports import texts
from reports.agreements import agreements, by_theme
from reports.changes import largest_changes
from reports.chapters import Chapter
from reports.edition import Edition
from reports.given import OpenAlert
from reports.warehouse import Row

#: So many rows fit on one A4 beside the duties; of more, those that are achieved give way.
_ROWS = 16

#: An alert keeps the evidence on which it was established; a reader wants to know how it stands now.
_LATER_YEAR = """
    select jaar, k, n, aandeel, norm::double as norm from reporting.rpt_norm_vrije_ruimte
    where corporatie = $corporatie and gemeente = $gemeente and jaar > $jaar
        and is_gesloten and is_bekrachtigde_lezing
    order by jaar desc
    limit 1
"""


def chapter(edition: Edition) -> Chapter:
    found = agreements(edition)
    with_norm = [row for row in found if row["norm_soort"] or row["staat"] == "niet gehaald"]
    shown = _most_telling(with_norm) if not edition.is_empty else []
    states = texts.general().staten
    counted = Counter((row["staat_getoond"], bool(row["voorbehoud"])) for row in with_norm)
    return Chapter(
        id="op-een-bladzijde",
        titel="Op één bladzijde",
        template="council.html.j2",
        inhoud={
            "themas": by_theme(shown),
            "meer": len(with_norm) - len(shown),
            "tellingen": [
                (word, counted[name, False] + counted[name, True], counted[name, True])
                for name, word in states.items()
                if counted[name, False] + counted[name, True]
            ],
            "veranderingen": largest_changes(edition),
            "alerts": [(alert, _later_year(edition, alert)) for alert in edition.alerts],
        },
    )


def _most_telling(found: list[Row]) -> list[Row]:
    """As many as fit, in the order of the covenant."""
    by_need = sorted(found, key=lambda row: row["staat"] == "gehaald" and not row["voorbehoud"])
    chosen = {row["rij"] for row in by_need[:_ROWS]}
    return [row for row in found if row["rij"] in chosen]


def _later_year(edition: Edition, alert: OpenAlert) -> Row | None:
    """The newest closed year after that of the alert's evidence, or None."""
    area = {"corporatie": alert.corporatie, "gemeente": alert.gemeente, "jaar": alert.bewijs.jaar}
    return next(iter(edition.rows(_LATER_YEAR, area)), None)
