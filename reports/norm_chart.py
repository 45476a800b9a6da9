"""The drawings of agreement 20 per year: what chance makes of the norm, and how the share was split.

k and n stand under each year. Shares come as 0..1 from `rpt_norm_vrije_ruimte`; nothing is computed here.
"""

from collections.abc import Sequence

import plotly.graph_objects as go

from reports import canvas, display
from reports.warehouse import Row

_LEFT = 62  # pixels: wide enough for what the lines under the axis count
_CHANCE = "#d9dee4"
_UNKNOWN = "#8a94a0"
#: Column, word, colour (None: the corporatie's own) and pattern of what a year's lettings deviated for.
_PARTS = (
    ("uitstroom", "uitstroom uit zorg en opvang", None, ""),
    ("overig", "andere redenen", None, "/"),
    ("onbekend", "reden onbekend", _UNKNOWN, "."),
)
_LIMIT = "#5b6672"
_PROVISIONAL = "voorlopig"
_ORDINARY = ("circle-open", 9)
_BEYOND = ("diamond", 12)


def beside_chance(years: Sequence[Row], *, colour: str, top: float, minimum: int) -> go.Figure:
    """Each year's share as a point on the field in which chance alone would keep a true share at the norm.

    `years`: rows of `rpt_norm_vrije_ruimte` of one corporatie, gemeente and lezing; `top` a share. A year
    with fewer than `minimum` toewijzingen has its counts under the axis and no share beside its point.
    """
    judged = [row for row in years if row["toeval_van"] is not None]
    figure = go.Figure(
        go.Bar(
            x=[row["jaar"] for row in judged],
            base=[row["toeval_van"] * 100 for row in judged],
            y=[(row["toeval_tot"] - row["toeval_van"]) * 100 for row in judged],
            width=0.8,
            marker={"color": _CHANCE},
            hoverinfo="skip",
        )
    )
    marks = [_BEYOND if is_beyond_chance(row) else _ORDINARY for row in years]
    figure.add_trace(
        go.Scatter(
            x=[row["jaar"] for row in years],
            y=[_percent(row["aandeel"]) for row in years],
            mode="markers",
            marker={
                "color": colour,
                "symbol": [symbol for symbol, _ in marks],
                "size": [size for _, size in marks],
                "line": {"color": colour, "width": 2},
                "opacity": 1,
            },
            cliponaxis=False,
            customdata=[_hover(row) for row in years],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    _years(figure, years, top)
    for row in judged:
        if names_limit(row):
            _limit(figure, row)
    for row in years:
        if is_enough(row, minimum):
            canvas.label(figure, row["jaar"], row["aandeel"] * 100, _label(row), gap=8)
    return figure


def split(years: Sequence[Row], *, colour: str, top: float) -> go.Figure:
    """Each year's deviating lettings by purpose: filled, striped, dotted. Arguments as above.

    A year of which a part is withheld has no bar: the rest alone would look like the whole.
    """
    figure = go.Figure()
    whole = [row for row in years if row["n"] and None not in [row[f"k_{part}"] for part, *_ in _PARTS]]
    for part, word, fill, shape in _PARTS:
        shade = fill or colour
        figure.add_trace(
            go.Bar(
                name=word,
                x=[row["jaar"] for row in whole],
                y=[100 * row[f"k_{part}"] / row["n"] or None for row in whole],
                width=0.62,
                marker=canvas.bar_fill(shade, shape),
                customdata=[f"<b>{row['jaar']}, {word}</b><br>{_of(row, row[f'k_{part}'])}" for row in whole],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    _years(figure, years, top)
    figure.update_layout(barmode="stack")
    for row in years:
        if row["bedoeld_voor_uitstroom"] is not None:
            canvas.norm_line(figure, row["jaar"], row["jaar"], row["bedoeld_voor_uitstroom"] * 100)
    intended = _newest(years, "bedoeld_voor_uitstroom")
    if intended is not None:
        canvas.name_norm(figure, intended * 100, display.agreed(intended, "aandeel"))
    return figure


def top_of(years: Sequence[Row], months: Sequence[Row], minimum: int) -> float:
    """The highest share or norm to be seen; what chance makes of a handful may run out of the panel."""
    reach = [row[name] for row in years for name in ("aandeel", "norm", "aandeel_verwacht_tot")]
    reach += [row["toeval_tot"] for row in years if is_enough(row, minimum)]
    reach += [row["waarde"] for row in months]
    reach += [row["bovengrens"] for row in months if (row["noemer"] or 0) >= minimum]
    return max((value for value in reach if value is not None), default=1.0) or 1.0


def is_enough(row: Row, minimum: int) -> bool:
    """Its share is of more than a handful of toewijzingen, and is shown."""
    return row["aandeel"] is not None and row["n"] >= minimum


def is_beyond_chance(row: Row) -> bool:
    """Higher than chance would bring a true share at the norm, but in one year of forty."""
    return None not in (row["aandeel"], row["toeval_tot"]) and row["aandeel"] > row["toeval_tot"]


def names_limit(row: Row) -> bool:
    """One year alone can be structural: the rule knows that limb, and the year is judged without others."""
    return row["regel"] == "statistisch" and row["jaren_pool"] == 1 and not row["te_weinig_toewijzingen"]


def _years(figure: go.Figure, years: Sequence[Row], top: float) -> None:
    """The axes, the norm of each year that has one, and k and n under the years."""
    jaren = [row["jaar"] for row in years]
    ticks = [f"{row['jaar']}<br>{display.number(row['k'])}<br>{display.number(row['n'])}" for row in years]
    canvas.lay_out(figure, jaren, ticks, top, canvas.scale("aandeel", top))
    canvas.say_below(figure, "afwijkend")
    canvas.say_below(figure, "van", line=2)
    canvas.shade(figure, [(row["jaar"], _PROVISIONAL if row["voorlopig"] else "") for row in years], row=0)
    figure.update_layout(margin_l=_LEFT, margin_t=22)
    for row in years:
        if row["norm"] is not None:
            canvas.norm_line(figure, row["jaar"], row["jaar"], row["norm"] * 100)
    norm = _newest(years, "norm")
    if norm is not None:
        canvas.name_norm(figure, norm * 100, f"norm<br>{display.agreed(norm, 'aandeel')}")


def _limit(figure: go.Figure, row: Row) -> None:
    figure.add_shape(
        type="line",
        x0=row["jaar"] - 0.4,
        x1=row["jaar"] + 0.4,
        y0=row["toeval_uiterst"] * 100,
        y1=row["toeval_uiterst"] * 100,
        line={"color": _LIMIT, "width": 1.5, "dash": "dot"},
        layer="below",
    )


def _newest(years: Sequence[Row], name: str) -> float | None:
    return next((row[name] for row in reversed(years) if row[name] is not None), None)


def _percent(share: float | None) -> float | None:
    return None if share is None else share * 100


def _label(row: Row) -> str:
    """The share without its sign, which stands along the axis: six years fit on a telephone."""
    return display.percentage(row["aandeel"], row["norm"]).removesuffix(f"{display.HARD_SPACE}%")


def _of(row: Row, count: int | None) -> str:
    share = display.NOTHING if count is None or not row["n"] else display.percentage(count / row["n"])
    return f"{display.number(count)} van {display.number(row['n'])} toewijzingen: {share}"


def _hover(row: Row) -> str:
    parts = [f"<b>{row['jaar']}</b>", _of(row, row["k"])]
    if row["toeval_van"] is not None:
        reach = display.interval(row["toeval_van"], row["toeval_tot"], "aandeel")
        parts.append(f"toeval bij precies de norm: {reach}")
    if row["voorlopig"]:
        parts.append(_PROVISIONAL)
    return "<br>".join(parts)
