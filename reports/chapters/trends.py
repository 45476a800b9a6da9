"""What rises or falls over the years, and of what that cannot be said."""

from reports import charts, display, series, texts
from reports.chapters import Chapter
from reports.edition import Edition
from reports.panels import Panel, figure_json
from reports.texts import ChartText
from reports.warehouse import Row

#: Of each series the trend by month where that could be tested, else by year; in the edition's gemeente, or
#: in the whole area what is known there alone.
_TRENDS = """
    select rpt_trends.*, coalesce(titel, rpt_trends.indicator) as titel
    from reporting.rpt_trends
    left join reporting.rpt_definities using (indicator)
    where dimensie = 'totaal'
        and (
            maat in ('aantal', 'aandeel', 'verhouding')
            or maat = if(indicator in $gemiddelden, 'gemiddelde', 'mediaan')
        )
        and (
            gemeente = $gemeente
            or gemeente = 'alle' and corporatie = 'alle' and indicator not in (
                select indicator from reporting.rpt_trends where gemeente = $gemeente
            )
        )
    qualify row_number() over (
        partition by indicator, maat, corporatie, gemeente order by p is null, periode_soort <> 'maand'
    ) = 1
    order by titel, indicator, corporatie = 'alle' desc, corporatie
"""
_CLAIMED = ("stijgt", "daalt")
#: More drawings than this tell nobody anything; the table has them all.
_DRAWN = 12


def chapter(edition: Edition) -> Chapter:
    found = edition.rows(_TRENDS, {"gemeente": edition.gemeente, "gemiddelden": texts.general().gemiddelden})
    claimed = [row for row in found if row["richting"] in _CLAIMED]
    panels = [panel for i, row in enumerate(claimed[:_DRAWN]) if (panel := _panel(edition, row, i))]
    return Chapter(
        id="trends",
        titel="Trends",
        template="trends.html.j2",
        inhoud={
            "gevonden": claimed,
            "schijn": [row for row in found if row["richting"] == "mogelijk schijnstijging"],
            "geen": [row for row in found if row["richting"] == "geen trend aangetoond"],
            "te_kort": [row for row in found if row["richting"] == "te weinig jaren"],
            "panelen": panels,
            "bron": edition.source_line,
        },
    )


def _panel(edition: Edition, row: Row, number: int) -> Panel | None:
    """The years behind a trend; None where no figure by year is there to draw."""
    drawn = next(
        (
            one
            for one in series.years(edition, row["indicator"], row["maat"])
            if (one.corporatie, one.gemeente) == (row["corporatie"], row["gemeente"])
        ),
        None,
    )
    if drawn is None:
        return None
    text = ChartText(
        indicator=row["indicator"],
        maat=row["maat"],
        vorm="staaf" if drawn.eenheid in ("aantal", "personen") else "lijn",
        titel=row["titel"],
        toelichting="",
        telt="",
        kleine_n=texts.general().kleine_n,
    )
    figure = charts.over_years(
        drawn, text, colour=edition.colours[drawn.corporatie], top=charts.top_of([drawn], text)
    )
    word = texts.general().trends[row["richting"]]
    change = display.yearly_change(row["helling"], row["eenheid"], row["periode_soort"])
    return Panel(
        id=f"trend-{number}",
        naam=f"{row['titel']}, {edition.where(row['corporatie'], row['gemeente'])}",
        kop=f"{word.teken} {word.woord}: {change}",
        figuur=figure_json(figure),
        bewaar=row["kwalificatie"] or "",
    )
