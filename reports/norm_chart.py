"""The drawing of agreement 20: the share of each year beside the norm, k and N under the year."""

from collections.abc import Sequence

import plotly.graph_objects as go

from reports import canvas, display
from reports.warehouse import Row

_BREACHES = ("overschrijding", "structureel")
_LEFT = 62  # pixels: wide enough for what the lines under the axis count


def share_over_years(years: Sequence[Row], *, colour: str, top: float) -> go.Figure:
    """`years`: rows of `rpt_norm_vrije_ruimte` of one corporatie, gemeente and lezing; `top` a share."""
    jaren = [row["jaar"] for row in years]
    figure = go.Figure(
        go.Bar(
            x=jaren,
            y=[None if row["aandeel"] is None else row["aandeel"] * 100 for row in years],
            width=0.62,
            marker={
                "color": colour,
                "line": {"color": colour, "width": 1.5},
                "pattern": {
                    "shape": [_pattern(row) for row in years],
                    "fgcolor": colour,
                    "bgcolor": canvas.PAPER,
                    "size": 6,
                },
            },
            customdata=[_hover(row) for row in years],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    ticks = [f"{row['jaar']}<br>{display.number(row['k'])}<br>{display.number(row['n'])}" for row in years]
    canvas.lay_out(figure, jaren, ticks, top, canvas.scale("aandeel", top))
    for row in years:
        if row["norm"] is not None:
            canvas.norm_line(figure, row["jaar"], row["jaar"], row["norm"] * 100)
    canvas.say_below(figure, "afwijkend")
    canvas.say_below(figure, "van", line=2)
    figure.update_layout(margin_l=_LEFT, margin_t=16)
    for row in years:
        canvas.label(figure, row["jaar"], (row["aandeel"] or 0) * 100, _label(row))
    norm = next((row["norm"] for row in reversed(years) if row["norm"] is not None), None)
    if norm is not None:
        canvas.name_norm(figure, norm * 100, f"norm<br>{display.agreed(norm, 'aandeel')}")
    return figure


def top_of(groups: Sequence[Sequence[Row]]) -> float:
    """The highest share or norm to be seen in any of the panels."""
    values = [row[name] for years in groups for row in years for name in ("aandeel", "norm")]
    return max((value for value in values if value is not None), default=1.0) or 1.0


def _label(row: Row) -> str:
    """The share above its bar, with a sign where it breaks the norm, so that colour is not alone."""
    if not row["n"]:
        return "geen"
    share = display.percentage(row["aandeel"], row["norm"])
    return f"✗ {share}" if row["oordeel"] in _BREACHES else share


def _pattern(row: Row) -> str:
    return "/" if row["voorlopig"] or not row["is_gesloten"] else ""


def _hover(row: Row) -> str:
    parts = [
        f"<b>{row['jaar']}: {display.percentage(row['aandeel'], row['norm'])}</b>",
        f"{display.number(row['k'])} van {display.number(row['n'])} toewijzingen",
    ]
    if row["voorlopig"]:
        parts.append("voorlopig")
    return "<br>".join(parts)
