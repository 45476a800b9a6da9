"""How often each rule of agreement 20 would fire, drawn and as a table: what the parties ratify."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import plotly.graph_objects as go

from reports import canvas, display
from reports.edition import Edition
from reports.panels import Panel, figure_json
from reports.warehouse import Row

_CHANCES = (
    "from reporting.rpt_regelkenmerken order by n_per_jaar, not is_in_werking, regel, spreiding, aandeel"
)
_SHOWN = (15, 18, 20, 22, 25, 30)
_TICKS = (15, 20, 25, 30)
_DASHES = {"solid": "doorgetrokken", "dash": "gestreept", "dot": "gestippeld"}
_COLOURS = ("#0072B2", "#D55E00", "#5b6672")


@dataclass(frozen=True)
class Line:
    """One row of the table: the chances of a rule at the shares of the heading."""

    regel: str
    is_in_werking: bool
    n_per_jaar: int
    spreiding: str
    kansen: tuple[str, ...]


@dataclass(frozen=True)
class RuleChances:
    """`lijnen`: how each rule is drawn, in words, so that no small drawing has to make room for a legend;
    `aandelen`: the true shares that head the columns of the table."""

    lijnen: tuple[str, ...]
    panels: tuple[Panel, ...]
    aandelen: tuple[str, ...]
    rijen: tuple[Line, ...]


def rule_chances(edition: Edition, names: Mapping[str, str]) -> RuleChances | None:
    """`names`: rule → how the reader knows it. None where the rules are set otherwise than was simulated."""
    found = edition.rows(_CHANCES)
    if not found:
        return None
    drawn = [regel for regel, _ in groupby(found, key=lambda row: row["regel"])][: len(_DASHES)]
    return RuleChances(
        lijnen=tuple(
            f"{dash}: {names.get(regel, regel)}" for regel, dash in zip(drawn, _DASHES.values(), strict=True)
        ),
        panels=tuple(
            _panel(n, list(rows), names) for n, rows in groupby(found, key=lambda row: row["n_per_jaar"])
        ),
        aandelen=tuple(display.agreed(percent / 100, "aandeel") for percent in _SHOWN),
        rijen=tuple(_lines(found, names)),
    )


def _lines(found: Sequence[Row], names: Mapping[str, str]) -> list[Line]:
    ordered = sorted(
        found,
        key=lambda row: (not row["is_in_werking"], row["regel"], row["spreiding"], row["n_per_jaar"]),
    )
    lines = []
    for (regel, spreiding, n), group in groupby(
        ordered, key=lambda row: (row["regel"], row["spreiding"], row["n_per_jaar"])
    ):
        rows = list(group)
        shown = {round(row["aandeel"] * 100): row["kans"] for row in rows}
        varies = f"wisselt: {display.number(spreiding * 100)} procentpunt" if spreiding else "elk jaar gelijk"
        chances = tuple(display.chance(shown[percent]) for percent in _SHOWN)
        lines.append(Line(names.get(regel, regel), rows[0]["is_in_werking"], n, varies, chances))
    return lines


def _panel(n: int, rows: Sequence[Row], names: Mapping[str, str]) -> Panel:
    """Without variation between the years: that is in the table."""
    alike = [row for row in rows if not row["spreiding"]]
    in_force = {round(row["aandeel"] * 100): row["kans"] for row in alike if row["is_in_werking"]}
    said = f"Bij een werkelijk aandeel van 20 %: {display.chance(in_force[20])}" if in_force else ""
    return Panel(
        id=f"regel-{n}",
        naam=f"{display.number(n)} toewijzingen per jaar",
        kop=said,
        figuur=figure_json(_figure(alike, names)),
    )


def _figure(rows: Sequence[Row], names: Mapping[str, str]) -> go.Figure:
    figure = go.Figure()
    for (regel, group), dash, colour in zip(
        groupby(rows, key=lambda row: row["regel"]), _DASHES, _COLOURS, strict=True
    ):
        points = list(group)
        name = names.get(regel, regel)
        figure.add_trace(
            go.Scatter(
                x=[row["aandeel"] * 100 for row in points],
                y=[row["kans"] * 100 for row in points],
                mode="lines",
                name=name,
                line={"color": colour, "dash": dash, "width": 3 if points[0]["is_in_werking"] else 1.5},
                customdata=[
                    f"<b>{name}</b><br>werkelijk aandeel {display.agreed(row['aandeel'], 'aandeel')}"
                    f"<br>kans {display.chance(row['kans'])}"
                    for row in points
                ],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    ticks = [f"{percent} %" for percent in _TICKS]
    canvas.lay_out(figure, _TICKS, ticks, 0.84, canvas.scale("aandeel", 0.84))
    return figure
