"""Agreements 2-4 and 12: how many dwellings, what was planned with them, and for whom they are affordable."""

from itertools import groupby

from reports import display, sideways, texts
from reports.agreements import agreed_heights, of_numbers
from reports.chapters import Chapter
from reports.edition import Edition
from reports.panels import Cell, Chart, Column, Panel, TableRow, chart_of, figure_json, why_empty
from reports.rent_classes import rent_classes
from reports.warehouse import Row

_PLAN = """
    select *, if(soort = 'flex', 'flexwoningen', soort) as wat
    from reporting.rpt_voorraadplan
    order by corporatie, jaar, jaar_tot_en_met, soort
"""


def chapter(edition: Edition) -> Chapter:
    return Chapter(
        id="voorraad-en-betaalbaarheid",
        titel="Voorraad en betaalbaarheid",
        template="stock.html.j2",
        inhoud={
            "themas": of_numbers(edition, ["2", "3", "4", "6", "12a", "12c"]),
            "plan": _plan_chart(edition),
            "huurklassen": rent_classes(edition, texts.special("huurklassen"), "huurklasse"),
            "grafieken": [
                chart_of(edition, text, norms=agreed_heights(edition, "4", text.indicator))
                for text in texts.charts("voorraad")
            ],
        },
    )


def _plan_chart(edition: Edition) -> Chart:
    words = texts.special("voorraadplan")
    rows = [row | {"naam": f"{row['wat']} {_years(row)}"} for row in edition.rows(_PLAN)]
    told = [
        row | {"naam": f"{row['naam']}: {display.change(row['gerealiseerd'], 'aantal')} van {_planned(row)}"}
        for row in rows
        if (row["gepland"] or row["gerealiseerd"]) and not edition.is_empty
    ]
    return Chart(
        id="voorraadplan",
        titel=words.titel,
        toelichting=words.toelichting,
        leeswijzer=words.leeswijzer,
        panels=tuple(
            Panel(
                id=f"voorraadplan-{i}",
                naam=f"{name} in Assen",
                kop=words.kop,
                figuur=figure_json(sideways.planned_and_done(list(group), colour=_colour(edition, name))),
            )
            for i, (name, group) in enumerate(groupby(told, key=lambda row: row["corporatie"]))
        ),
        kolommen=(Column("Gepland", "Gepland"), Column("Gerealiseerd", "Gerealiseerd")),
        rijen=tuple(_table_row(row) for row in rows),
        bewaar=(),
        ontbreekt=why_empty(edition, texts.general().leeg if edition.is_empty else words.leeg),
        bron=edition.source_line,
        wanneer="Jaar en soort",
        breedte="heel",
    )


def _colour(edition: Edition, corporatie: str) -> str:
    return edition.colours.get(corporatie, edition.colours["alle"])


def _planned(row: Row) -> str:
    return display.change(row["gepland"], "aantal")


def _years(row: Row) -> str:
    first, last = row["jaar"], row["jaar_tot_en_met"]
    return str(first) if first == last else f"{first}–{last}"


def _table_row(row: Row) -> TableRow:
    return TableRow(
        row["corporatie"],
        f"{_years(row)} {row['wat']}",
        (
            Cell(display.change(row["gepland"], "aantal"), row["gepland"]),
            Cell(display.change(row["gerealiseerd"], "aantal"), row["gerealiseerd"]),
        ),
        "voorlopig" if row["voorlopig"] and row["gerealiseerd"] is not None else "",
    )
