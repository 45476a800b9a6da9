"""The paper that a chart is drawn on: axes, scales, and the words that stand around the data.

One look for every panel. Text from the data is escaped: Plotly reads a little HTML in every text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

import plotly.graph_objects as go

from reports import display

INK = "#1d2733"
PAPER = "#ffffff"
_SOFT = "#5b6672"
_GRID = "#e3e7eb"
_SHADE = "rgba(91, 102, 114, 0.1)"  # two reserves on one year make it darker
_FONT = "system-ui, 'Segoe UI', 'Liberation Sans', Arial, sans-serif"
_HEADROOM = 1.22
_LEFT = 50  # pixels for the scale, and for the unit above it
_SMALL = {"size": 10, "color": _SOFT}


@dataclass(frozen=True)
class Scale:
    """From the unit of the figure to that of the axis (`factor`), and how the axis names it."""

    factor: float
    titel: str
    achtervoegsel: str = ""


def scale(unit: str, top: float) -> Scale:
    """Durations in years, or in months where none reaches two years; shares in percents."""
    match unit:
        case "dagen" if top >= 2 * display.DAYS_A_YEAR:
            return Scale(1 / display.DAYS_A_YEAR, "jaar")
        case "dagen":
            return Scale(1 / display.DAYS_A_MONTH, "maanden")
        case "aandeel":
            return Scale(100, "", " %")
        case "per woning":
            return Scale(1, "per woning")
        case _:
            return Scale(1, "")  # the title of the chart says what is counted


def lay_out(figure: go.Figure, jaren: Sequence[int], ticks: Sequence[str], top: float, axis: Scale) -> None:
    """Years along the bottom with `ticks` under them, from 0 to a little over `top` (in its unit)."""
    figure.update_layout(
        template=None,
        height=250,
        margin={"l": _LEFT, "r": 12, "t": 34, "b": 18 + 13 * max(tick.count("<br>") + 1 for tick in ticks)},
        font={"family": _FONT, "size": 11, "color": _SOFT},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        separators=",.",
        dragmode=False,
        showlegend=False,
        hoverlabel={"bgcolor": PAPER, "bordercolor": _SOFT, "font": {"color": INK, "size": 12}},
        xaxis={
            "tickvals": jaren,
            "ticktext": ticks,
            "tickangle": 0,
            "range": [jaren[0] - 0.6, jaren[-1] + 0.6],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "showline": True,
            "linecolor": _SOFT,
            "tickfont": {"size": 10},
        },
        yaxis={
            "range": [0, top * axis.factor * _HEADROOM],
            "fixedrange": True,
            "gridcolor": _GRID,
            "zeroline": False,
            "nticks": 5,
            "tickformat": ",~r",
            "ticksuffix": axis.achtervoegsel,
        },
    )
    if axis.titel:
        figure.add_annotation(
            text=escape(axis.titel),
            x=0,
            y=1,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="bottom",
            showarrow=False,
            font=_SMALL,
            xshift=-_LEFT,
            yshift=3,
        )


def bar_fill(colour: str, pattern: str | Sequence[str]) -> dict[str, Any]:
    """How a bar is filled: its colour where the pattern is "", else the pattern in that colour on paper."""
    return {
        "color": colour,
        "line": {"color": colour, "width": 1.5},
        "pattern": {"shape": pattern, "fgcolor": colour, "bgcolor": PAPER, "size": 6},
    }


def hatched(reserves: Iterable[object]) -> list[str]:
    """The pattern of each bar: hatched where it stands under a reserve."""
    return ["/" if reserve else "" for reserve in reserves]


def plain(text: object) -> str:
    """A text of the data as Plotly may have it: nothing in it is markup."""
    return escape(str(text))


def on(colour: str) -> str:
    """The ink that can be read on `colour` (#rrggbb): white on what is dark."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return INK if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else PAPER


def blank() -> go.Figure:
    """The paper alone, for what is drawn in the page: ticks, ranges and words are put in there."""
    figure = go.Figure()
    lay_out(figure, [0], [""], 1, Scale(1, ""))
    return figure


def shade(figure: go.Figure, reserves: Sequence[tuple[int, str]], *, row: int) -> None:
    """A grey field behind each run of years under one reserve ("" is none), named in a row above it.

    `reserves`: (year, reserve), in the order of the years. Row 0 lies directly above the field. A name runs
    to the right of where its field begins, or to the left of where it ends, whichever has the room.
    """
    middle = (reserves[0][0] + reserves[-1][0]) / 2
    for reserve, run in groupby(reserves, key=lambda pair: pair[1]):
        years = [year for year, _ in run]
        if reserve:
            side = "right" if years[0] > middle else "left"
            figure.add_vrect(
                x0=years[0] - 0.5,
                x1=years[-1] + 0.5,
                fillcolor=_SHADE,
                line_width=0,
                layer="below",
                annotation={
                    "text": escape(reserve),
                    "font": _SMALL,
                    "yanchor": "bottom",
                    "xanchor": side,
                    "yshift": 11 * row,
                },
                annotation_position=f"top {side}",
            )


def norm_line(figure: go.Figure, first: float, last: float, height: float) -> None:
    """A dashed line over the years `first` to `last`, at `height` on the axis."""
    figure.add_shape(
        type="line",
        x0=first - 0.5,
        x1=last + 0.5,
        y0=height,
        y1=height,
        line={"color": INK, "width": 1.5, "dash": "dash"},
        layer="above",
    )


def name_norm(figure: go.Figure, height: float, name: str) -> None:
    """What the dashed line is, in a right margin made for it: no data lie there. `name` may have <br>."""
    figure.update_layout(margin_r=58)
    figure.add_annotation(
        text=f"<b>{name}</b>",
        x=1,
        xref="paper",
        y=height,
        xanchor="left",
        showarrow=False,
        align="left",
        xshift=3,
        font={"size": 10, "color": INK},
    )


def label(figure: go.Figure, year: int, height: float, text: str, gap: int = 2) -> None:
    """A figure `gap` pixels above its bar, on paper of its own: no line behind strikes it out."""
    figure.add_annotation(
        text=escape(text),
        x=year,
        y=height,
        yanchor="bottom",
        showarrow=False,
        bgcolor=PAPER,
        borderpad=1,
        yshift=gap,
        font={"size": 11, "color": INK},
    )


def say_below(figure: go.Figure, what: str, line: int = 1) -> None:
    """What a line under the years counts, at its left; the first line below them is 1."""
    figure.add_annotation(
        text=escape(what),
        x=0,
        y=0,
        xref="paper",
        yref="paper",
        xanchor="right",
        yanchor="top",
        showarrow=False,
        font=_SMALL,
        xshift=-2,
        yshift=-3 - 12 * line,
    )
