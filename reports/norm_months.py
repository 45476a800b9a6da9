"""The drawing of agreement 20 over time: the share of the last twelve months, and where the year will end.

A month-end lies at its year plus twelfths, so that a whole year ends on its own number.
"""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from reports import canvas, display
from reports.warehouse import Row

_FEW = "#8a94a0"


def last_twelve_months(
    months: Sequence[Row], years: Sequence[Row], *, colour: str, top: float, minimum: int
) -> go.Figure:
    """`months`: shares of `rpt_indicatoren` (voortschrijdend_jaar), in order; `years`: the same corporatie in
    `rpt_norm_vrije_ruimte`; `top` a share. Twelve months with fewer than `minimum` toewijzingen are drawn
    grey, open and without a line: their ups and downs mean nothing."""
    figure = go.Figure()
    x = [_at(row["periode_eind"]) for row in months]
    enough = [row["noemer"] is not None and row["noemer"] >= minimum for row in months]
    if any(enough):
        figure.add_traces(_interval(x, months, enough, colour))
    for wanted, trace in (
        (True, {"mode": "lines+markers", "line": {"color": colour, "width": 2}, "marker": {"size": 5}}),
        (False, {"mode": "markers", "marker": {"size": 5, "symbol": "circle-open", "color": _FEW}}),
    ):
        figure.add_trace(
            go.Scatter(
                x=x,
                y=[
                    _percent(row["waarde"]) if is_enough == wanted else None
                    for row, is_enough in zip(months, enough, strict=True)
                ],
                connectgaps=False,
                customdata=[_hover(row) for row in months],
                hovertemplate="%{customdata}<extra></extra>",
                **trace,
            )
        )
    _axes(figure, months, years, top)
    said = ["te weinig toewijzingen om iets te zeggen"] if months and not any(enough) else []
    running = years[-1]
    if running["n_verwacht"] is not None:
        said.append(
            f"ruimte over tot eind {running['jaar']}: {display.change(running['ruimte_over'], 'aantal')}"
        )
    if running["aandeel_verwacht"] is not None:
        _forecast(figure, running, months, colour)
    if said:
        _say(figure, "<br>".join(said), at_top=running["aandeel_verwacht"] is None)
    return figure


def _interval(
    x: Sequence[float], months: Sequence[Row], enough: Sequence[bool], colour: str
) -> list[go.Scatter]:
    """The field between the two bounds: one line without ink, and one that fills up to it."""
    bounds = []
    for name, fill in (("ondergrens", None), ("bovengrens", "tonexty")):
        bounds.append(
            go.Scatter(
                x=x,
                y=[
                    _percent(row[name]) if is_enough else None
                    for row, is_enough in zip(months, enough, strict=True)
                ],
                mode="lines",
                line={"width": 0, "color": colour},
                fill=fill,
                fillcolor=_faint(colour),
                hoverinfo="skip",
                connectgaps=False,
            )
        )
    return bounds


def _axes(figure: go.Figure, months: Sequence[Row], years: Sequence[Row], top: float) -> None:
    """A tick at the end of each year, with the number of toewijzingen of that year under it."""
    at_year_end = {
        row["periode_eind"].year: row["noemer"] for row in months if row["periode_eind"].month == 12
    }
    jaren = [row["jaar"] for row in years]
    counted = {jaar: display.number(n) for jaar, n in at_year_end.items()}
    ticks = [f"eind<br>{jaar}<br>{counted.get(jaar, '')}" for jaar in jaren]
    canvas.lay_out(figure, jaren, ticks, top, canvas.scale("aandeel", top))
    canvas.say_below(figure, "n =", line=2)
    first = _at(months[0]["periode_eind"]) if months else jaren[0]
    figure.update_layout(margin_t=22, xaxis_range=[first - 0.15, jaren[-1] + 0.35])
    normed = [row for row in years if row["norm"] is not None]
    for row in normed:
        canvas.norm_line(figure, row["jaar"] - 0.5, row["jaar"] - 0.5, row["norm"] * 100)
    if normed:
        norm = normed[-1]["norm"]
        canvas.name_norm(figure, norm * 100, f"norm<br>{display.agreed(norm, 'aandeel')}")


def _forecast(figure: go.Figure, running: Row, months: Sequence[Row], colour: str) -> None:
    """An open diamond at the end of the year, with its 95 % interval."""
    share = running["aandeel_verwacht"]
    last = next((row for row in reversed(months) if row["waarde"] is not None), None)
    ends = ([_at(last["periode_eind"])], [_percent(last["waarde"])]) if last else ([], [])
    figure.add_trace(
        go.Scatter(
            x=[*ends[0], running["jaar"]],
            y=[*ends[1], share * 100],
            mode="lines+markers",
            line={"color": colour, "width": 2, "dash": "dot"},
            marker={"symbol": "diamond-open", "size": [*[1 for _ in ends[0]], 11], "color": colour},
            error_y={
                "type": "data",
                "symmetric": False,
                "array": [*[0 for _ in ends[0]], max(running["aandeel_verwacht_tot"] - share, 0) * 100],
                "arrayminus": [*[0 for _ in ends[0]], max(share - running["aandeel_verwacht_van"], 0) * 100],
                "color": colour,
                "thickness": 1.5,
                "width": 4,
            },
            customdata=[
                *["" for _ in ends[0]],
                f"verwacht eind {running['jaar']}: {display.percentage(share)}",
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    canvas.label(
        figure,
        running["jaar"],
        running["aandeel_verwacht_tot"] * 100,
        f"verwacht {display.percentage(share)}",
    )


def _say(figure: go.Figure, text: str, *, at_top: bool) -> None:
    figure.add_annotation(
        text=text,
        x=0.02,
        y=0.98 if at_top else 0.02,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="top" if at_top else "bottom",
        align="left",
        showarrow=False,
        bgcolor=canvas.PAPER,
        font={"size": 11, "color": canvas.INK},
    )


def _at(month_end: date) -> float:
    return month_end.year - 1 + month_end.month / 12


def _percent(share: float | None) -> float | None:
    return None if share is None else share * 100


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 0.16)"


def _hover(row: Row) -> str:
    return (
        f"<b>{display.period('voortschrijdend_jaar', row['periode_eind'], row['periode_eind'])}</b><br>"
        f"{display.number(row['teller'])} van {display.number(row['noemer'])}: "
        f"{display.percentage(row['waarde'])}<br>"
        f"95 %-interval: {display.interval(row['ondergrens'], row['bovengrens'], 'aandeel')}"
    )
