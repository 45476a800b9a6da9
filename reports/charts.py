"""The drawings: a series in, a Plotly figure out. Each figure is one small panel about one corporation.

A year that is provisional, indicative or small is drawn open or hatched *and* named in words in the panel, so
that neither colour nor a footnote carries it.
"""

from collections.abc import Iterable
from html import escape

import plotly.graph_objects as go

from reports import canvas, display, texts
from reports.canvas import PAPER, Scale
from reports.series import Point, Series
from reports.texts import ChartText
from reports.withheld import SIGN


def is_small(point: Point, text: ChartText) -> bool:
    return point.n is not None and 0 < point.n < text.kleine_n


def is_open(point: Point, text: ChartText) -> bool:
    """Drawn open or hatched: the figure stands under a reserve."""
    return point.voorlopig or bool(point.kwalificatie) or is_small(point, text)


def top_of(series: Iterable[Series], text: ChartText) -> float:
    """The highest value to be seen, intervals included but for small n: those may run out of the panel."""
    reach = [0.0]
    for point in (point for one in series for point in one.points if point.waarde is not None):
        reach.append(point.waarde or 0.0)
        if point.bovengrens is not None and not is_small(point, text):
            reach.append(point.bovengrens)
    return max(reach) or 1.0


def over_years(
    series: Series, text: ChartText, *, colour: str, top: float, norm: float | None = None
) -> go.Figure:
    """A line (durations, ratios) or bars (counts) over the years, with n under each year.

    `top` and `norm` are in the unit of the series; panels that share `top` can be compared by eye.
    """
    axis = canvas.scale(series.eenheid, top)
    draw = _line if text.vorm == "lijn" else _bars
    points = series.points
    figure = go.Figure(draw(series, text, colour, axis))
    canvas.lay_out(
        figure, [point.jaar for point in points], [_tick(point, text) for point in points], top, axis
    )
    if text.vorm == "lijn":
        canvas.say_below(figure, "n =")
    reserves = [(point.jaar, "" if point.is_withheld else point.kwalificatie or "") for point in points]
    canvas.shade(figure, reserves, row=0)
    row = int(any(reserve for _, reserve in reserves))
    canvas.shade(figure, [(point.jaar, "voorlopig" if point.voorlopig else "") for point in points], row=row)
    if norm is not None:
        height = norm * axis.factor
        canvas.norm_line(figure, points[0].jaar, points[-1].jaar, height)
        canvas.name_norm(figure, height, "afspraak")
    return figure


def _tick(point: Point, text: ChartText) -> str:
    if text.vorm == "staaf":
        return str(point.jaar)  # a count is its own n
    if point.is_withheld:
        return f"{point.jaar}<br>{SIGN}"
    small = "<br><span style='font-size:9px'>klein</span>" if is_small(point, text) else ""
    return f"{point.jaar}<br>{display.number(point.n)}{small}"


def _hover(point: Point, unit: str) -> str:
    said = texts.general().onderdrukt if point.is_withheld else display.figure(point.waarde, unit)
    parts = [f"<b>{point.jaar}: {said}</b>"]
    if point.ondergrens is not None and point.bovengrens is not None:
        parts.append(f"95 %-interval: {display.interval(point.ondergrens, point.bovengrens, unit)}")
    parts.append(f"n = {display.number(point.n)}")
    if point.voorlopig:
        parts.append("voorlopig")
    if point.kwalificatie and not point.is_withheld:
        parts.append(escape(point.kwalificatie))
    return "<br>".join(parts)


def _line(series: Series, text: ChartText, colour: str, axis: Scale) -> go.Scatter:
    def times(value: float | None) -> float | None:
        return None if value is None else value * axis.factor

    def arm(bound: float | None, value: float | None) -> float:
        return 0.0 if bound is None or value is None else abs(bound - value) * axis.factor

    points = series.points
    return go.Scatter(
        x=[point.jaar for point in points],
        y=[times(point.waarde) for point in points],
        mode="lines+markers",
        line={"color": colour, "width": 2},
        marker={
            "color": [PAPER if is_open(point, text) else colour for point in points],
            "symbol": ["diamond" if is_small(point, text) else "circle" for point in points],
            "size": 9,
            "line": {"color": colour, "width": 2},
        },
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [arm(point.bovengrens, point.waarde) for point in points],
            "arrayminus": [arm(point.ondergrens, point.waarde) for point in points],
            "color": colour,
            "thickness": 1,
            "width": 3,
        },
        connectgaps=False,
        customdata=[_hover(point, series.eenheid) for point in points],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _bars(series: Series, text: ChartText, colour: str, axis: Scale) -> go.Bar:
    points = series.points
    labels = [_label(point, series.eenheid) for point in points]
    return go.Bar(
        x=[point.jaar for point in points],
        y=[None if point.waarde is None else point.waarde * axis.factor for point in points],
        width=0.62,
        text=labels,
        textposition="outside",
        textangle=0,
        constraintext="none",
        textfont={"size": 9 if max(map(len, labels)) > 5 else 10, "color": canvas.INK},
        marker=canvas.bar_fill(colour, canvas.hatched(is_open(point, text) for point in points)),
        cliponaxis=False,
        customdata=[_hover(point, series.eenheid) for point in points],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _label(point: Point, unit: str) -> str:
    """The figure above its bar."""
    if point.is_withheld:
        return SIGN
    if point.waarde is None:
        return "geen"
    return display.figure(point.waarde, "aantal" if unit == "personen" else unit)
