"""Agreement 21: the taakstelling of each half-year, who was housed, and what is carried over."""

import plotly.graph_objects as go

from reports import canvas, display, texts
from reports.agreements import of_numbers
from reports.chapters import Chapter
from reports.edition import Edition
from reports.panels import Cell, Chart, Column, Panel, TableRow, chart_of, figure_json, why_empty
from reports.warehouse import Row

#: A half-year in which nobody was housed and nobody had to be says nothing.
_TARGET = """
    from reporting.rpt_taakstelling
    where gemeente = $gemeente and (taakstelling is not null or gehuisvest > 0 or gehuisvest is null)
    order by halfjaar_start
"""


def chapter(edition: Edition) -> Chapter:
    return Chapter(
        id="statushouders",
        titel="Statushouders",
        template="refugees.html.j2",
        inhoud={
            "themas": of_numbers(edition, ["21"]),
            "taakstelling": _target_chart(edition),
            "grafieken": [chart_of(edition, text) for text in texts.charts("statushouders")],
        },
    )


def _target_chart(edition: Edition) -> Chart:
    words = texts.special("taakstelling")
    rows = edition.rows(_TARGET, {"gemeente": edition.gemeente})
    unknown = any(row["taakstelling"] is None for row in rows)
    kept = [row for row in rows if not row["voorlopig"]] or rows
    panel = kept and Panel(
        id="taakstelling",
        naam=f"Gemeente {edition.gemeente}",
        kop=f"{_half(kept[-1])}: {display.figure(kept[-1]['gehuisvest'], 'personen')} gehuisvest",
        figuur=figure_json(_bars(rows, edition)),
        bewaar="taakstelling niet bekend" if kept[-1]["taakstelling"] is None else "",
    )
    return Chart(
        id="taakstelling",
        titel=words.titel,
        toelichting=words.toelichting,
        leeswijzer=words.leeswijzer,
        panels=(panel,) if panel else (),
        kolommen=tuple(
            Column(head, head)
            for head in ("Taakstelling", "Gehuisvest", "Verschil", "Samen met eerdere halfjaren")
        ),
        rijen=tuple(_table_row(edition, row) for row in rows),
        bewaar=(words.onbekend,) if unknown and rows else (),
        ontbreekt=why_empty(edition, words.leeg),
        bron=edition.source_line,
        wanneer="Halfjaar",
        breedte="heel",
    )


def _half(row: Row) -> str:
    return display.period("halfjaar", row["halfjaar_start"], row["halfjaar_start"])


def _table_row(edition: Edition, row: Row) -> TableRow:
    marks = ["voorlopig"] if row["voorlopig"] else []
    marks += ["de taakstelling is niet bekend"] if row["taakstelling"] is None else []
    return TableRow(
        edition.gemeente,
        _half(row),
        (
            Cell(display.number(row["taakstelling"]), row["taakstelling"]),
            Cell(display.number(row["gehuisvest"]), row["gehuisvest"]),
            Cell(display.change(row["verschil"], "aantal"), row["verschil"]),
            Cell(display.change(row["saldo"], "aantal"), row["saldo"]),
        ),
        "; ".join(marks),
    )


def _bars(rows: list[Row], edition: Edition) -> go.Figure:
    """A bar per half-year, hatched while provisional; a dashed line where a taakstelling is known."""
    colour = edition.colours["alle"]
    places = list(range(len(rows)))
    figure = go.Figure(
        go.Bar(
            x=places,
            y=[row["gehuisvest"] for row in rows],
            width=0.62,
            text=[display.number(row["gehuisvest"]) for row in rows],
            textposition="outside",
            textangle=0,
            cliponaxis=False,
            textfont={"size": 11, "color": canvas.INK},
            marker=canvas.bar_fill(colour, canvas.hatched(row["voorlopig"] for row in rows)),
            customdata=[_half(row) for row in rows],
            hovertemplate="<b>%{customdata}</b><br>%{y} personen<extra></extra>",
        )
    )
    values = [row[name] or 0 for row in rows for name in ("gehuisvest", "taakstelling")]
    ticks = [
        f"{row['halfjaar_start'].year}<br>{'1e' if row['halfjaar_start'].month < 7 else '2e'}" for row in rows
    ]
    canvas.lay_out(figure, places, ticks, max(values) or 1, canvas.scale("aantal", 1))
    for place, row in zip(places, rows, strict=True):
        if row["taakstelling"] is not None:
            canvas.norm_line(figure, place, place, row["taakstelling"])
    return figure
