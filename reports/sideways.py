"""Charts that read from left to right: a name on each line, its figure beside it."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from reports import canvas, display
from reports.warehouse import Row
from reports.withheld import SIGN

_LINE = 24  # pixels
_EDGES = 60
#: Below this share a number does not fit in its part of the bar.
_ROOM_FOR_NUMBER = 0.07


def shares_with_interval(
    rows: Sequence[Row], *, colour: str, kleine_n: int, whole: tuple[str, float] | None
) -> go.Figure:
    """A point and its interval per row (`naam`, `waarde`, `n`, bounds; shares), the first on top.

    `whole`: a name and the share of all together, a dashed line to compare with.
    """
    rows = list(reversed(rows))
    small = [bool(row["n"]) and row["n"] < kleine_n for row in rows]
    figure = go.Figure(
        go.Scatter(
            x=[None if row["waarde"] is None else row["waarde"] * 100 for row in rows],
            y=list(range(len(rows))),
            mode="markers",
            marker={
                "color": [canvas.PAPER if is_small else colour for is_small in small],
                "symbol": ["diamond" if is_small else "circle" for is_small in small],
                "size": 10,
                "line": {"color": colour, "width": 2},
            },
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [_arm(row, "bovengrens") for row in rows],
                "arrayminus": [_arm(row, "ondergrens") for row in rows],
                "color": colour,
                "thickness": 1,
                "width": 3,
            },
            customdata=[
                f"<b>{canvas.plain(row['naam'])}: {display.percentage(row['waarde'])}</b><br>95 %-interval: "
                f"{display.interval(row['ondergrens'], row['bovengrens'], 'aandeel')}"
                f"<br>n = {display.number(row['n'])}"
                for row in rows
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    names = [f"{canvas.plain(row['naam'])} ({_count(row, kleine_n)})" for row in rows]
    reach = [
        row["bovengrens"] or row["waarde"] or 0
        for row, is_small in zip(rows, small, strict=True)
        if not is_small
    ]
    top = max([*reach, whole[1] if whole else 0.0]) or 1.0
    _lay_out(figure, names, min(1.0, 1.1 * top))
    if whole:
        _mark(figure, whole[1] * 100, f"{canvas.plain(whole[0])} {display.percentage(whole[1])}")
    return figure


def parts_of_a_whole(
    rows: Sequence[tuple[str, Mapping[str, float]]], colours: Mapping[str, str]
) -> go.Figure:
    """A bar per row, divided in the parts of `colours` (part → colour) in that order; shares of one."""
    rows = list(reversed(rows))
    figure = go.Figure()
    for part, colour in colours.items():
        shares = [parts.get(part) for _, parts in rows]
        figure.add_trace(
            go.Bar(
                orientation="h",
                x=[None if share is None else share * 100 for share in shares],
                y=list(range(len(rows))),
                width=0.7,
                marker={"color": colour, "line": {"color": canvas.PAPER, "width": 1}},
                text=[_inside(share) for share in shares],
                textposition="inside",
                textangle=0,
                insidetextanchor="middle",
                textfont={"size": 11, "color": canvas.on(colour)},
                customdata=[
                    f"<b>{canvas.plain(name)}</b><br>{canvas.plain(part)}: {display.percentage(share)}"
                    for (name, _), share in zip(rows, shares, strict=True)
                ],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    _lay_out(figure, [canvas.plain(name) for name, _ in rows], 1.0)
    figure.update_layout(barmode="stack")
    return figure


def planned_and_done(rows: Sequence[Row], *, colour: str) -> go.Figure:
    """What was done as a bar, what was planned as a mark across it: `naam`, `gepland`, `gerealiseerd`."""
    rows = list(reversed(rows))
    figure = go.Figure()
    figure.add_trace(
        go.Bar(
            orientation="h",
            x=[row["gerealiseerd"] for row in rows],
            y=list(range(len(rows))),
            width=0.6,
            marker=canvas.bar_fill(colour, canvas.hatched(row["voorlopig"] for row in rows)),
            customdata=[_told(row) for row in rows],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    figure.add_trace(
        go.Scatter(
            x=[row["gepland"] for row in rows],
            y=list(range(len(rows))),
            mode="markers",
            marker={"symbol": "line-ns", "size": 20, "line": {"color": canvas.INK, "width": 3}},
            customdata=[_told(row) for row in rows],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    values = [row[name] or 0 for row in rows for name in ("gepland", "gerealiseerd")]
    _lay_out(figure, [canvas.plain(row["naam"]) for row in rows], 1.0)
    margin = 0.12 * (max(values) - min(values) or 1)
    figure.update_layout(
        xaxis={
            "range": [min(0, *values) - margin, max(0, *values) + margin],
            "ticksuffix": "",
            "zeroline": True,
        }
    )
    return figure


def _count(row: Row, kleine_n: int) -> str:
    """What stands behind a name: n, and in words that it is small; the sign of a withheld figure."""
    if row["n"] is None:
        return SIGN
    return f"n={display.number(row['n'])}{', klein' if 0 < row['n'] < kleine_n else ''}"


def _told(row: Row) -> str:
    planned, done = (display.change(row[name], "aantal") for name in ("gepland", "gerealiseerd"))
    return f"<b>{canvas.plain(row['naam'])}</b><br>gepland {planned}<br>gerealiseerd {done}"


def _inside(share: float | None) -> str:
    return "" if share is None or share < _ROOM_FOR_NUMBER else f"{display.number(share * 100)} %"


def _arm(row: Row, bound: str) -> float:
    return 0.0 if row[bound] is None or row["waarde"] is None else abs(row[bound] - row["waarde"]) * 100


def _mark(figure: go.Figure, place: float, name: str) -> None:
    figure.add_shape(
        type="line",
        x0=place,
        x1=place,
        y0=0,
        y1=1,
        yref="paper",
        line={"color": canvas.INK, "width": 1.5, "dash": "dash"},
    )
    figure.add_annotation(
        text=f"<b>{name}</b>",
        x=place,
        y=1,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        font={"size": 11, "color": canvas.INK},
    )


def _lay_out(figure: go.Figure, names: Sequence[str], top: float) -> None:
    """Names along the left from the bottom up; percents along the bottom up to the share `top`."""
    canvas.lay_out(figure, [0], [""], 1, canvas.scale("aandeel", 1))
    figure.update_layout(
        height=_EDGES + _LINE * len(names),
        margin={"l": 10, "r": 30, "t": 26, "b": 30},
        xaxis={
            "range": [0, top * 100],
            "tickvals": None,
            "ticktext": None,
            "nticks": 6,
            "ticksuffix": " %",
            "showgrid": True,
            "gridcolor": "#e3e7eb",
            "showline": False,
        },
        yaxis={
            "range": [-0.6, len(names) - 0.4],
            "tickvals": list(range(len(names))),
            "ticktext": list(names),
            "ticksuffix": "  ",
            "tickformat": "",
            "showgrid": False,
            "automargin": True,
            "tickfont": {"size": 11, "color": canvas.INK},
        },
    )
