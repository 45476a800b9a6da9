"""A chart as the reader meets it: small multiples with a headline, what to beware of, the same in a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import plotly.graph_objects as go

from reports import charts, display, series, texts
from reports.edition import Edition
from reports.series import Point, Series
from reports.texts import ChartText


@dataclass(frozen=True)
class Panel:
    """One small drawing: whose, what its newest year says and under which reserve, and the figure as JSON."""

    id: str
    naam: str
    kop: str
    figuur: str
    bewaar: str = ""

    @property
    def beschrijving(self) -> str:
        """What a screen reader says instead of the drawing."""
        reserve = f" ({self.bewaar})" if self.bewaar else ""
        return f"{self.naam}. {self.kop}{reserve}. De tabel onder de grafiek geeft alle waarden."


@dataclass(frozen=True)
class Column:
    """`csv` is the heading in the file to download, where figures stand in the unit of `rpt_indicatoren`."""

    kop: str
    csv: str


@dataclass(frozen=True)
class Cell:
    """A figure as it is read, and as it is counted with (None: no figure)."""

    tekst: str
    waarde: float | int | None


@dataclass(frozen=True)
class TableRow:
    naam: str
    jaar: int | str
    cellen: tuple[Cell, ...]
    opmerking: str


@dataclass(frozen=True)
class Chart:
    """`bewaar`: reserves that hold somewhere in it; `ontbreekt`: why it has no figure, where known.

    `wie` and `wanneer` head the first columns of the table; `sleutel` is colour → meaning; `breedte` of the
    panels: "" (four in a row), "breed" (two) or "heel" (one); `kijken`: the choice in the explorer that goes
    on from here, "" for none.
    """

    id: str
    titel: str
    toelichting: str
    leeswijzer: str
    panels: tuple[Panel, ...]
    kolommen: tuple[Column, ...]
    rijen: tuple[TableRow, ...]
    bewaar: tuple[str, ...]
    ontbreekt: tuple[str, ...]
    bron: str
    kijken: str = ""
    wie: str = "Wie"
    wanneer: str = "Jaar"
    sleutel: Mapping[str, str] = field(default_factory=dict)
    breedte: Literal["", "breed", "heel"] = ""


def figure_json(figure: go.Figure) -> str:
    """The figure without Python's own arrays or unset keys; stable for equal input."""
    return str(figure.to_json(engine="json"))


def why_empty(edition: Edition, *reasons: str) -> tuple[str, ...]:
    """What is said in place of the drawing: in the public edition a figure may be there, and be kept in."""
    if edition.openbaar and not edition.is_empty:
        return (texts.general().openbaar.leeg,)
    return ("Niet leverbaar.", *(reasons or ("Dit cijfer zit niet in deze berekening.",)))


def chart_of(edition: Edition, text: ChartText, norms: Mapping[str, float] | None = None) -> Chart:
    """One figure over the years. `norms`: corporatie → agreed height, in the unit of the figure."""
    agreed = norms or {}
    found = series.years(edition, text.indicator, text.maat)
    highest = max([charts.top_of(found, text), *agreed.values()])
    panels = []
    for i, one in enumerate(found):
        last = one.newest
        norm = agreed.get(one.corporatie) if one.gemeente == edition.gemeente else None
        top = charts.top_of([one], text) if text.eigen_schaal else highest
        colour = edition.colours[one.corporatie]
        figure = charts.over_years(one, text, colour=colour, top=top, norm=norm)
        name = edition.where(one.corporatie, one.gemeente)
        panels.append(
            Panel(
                id=f"{text.indicator}-{i}",
                naam=name,
                kop=f"{last.jaar}: {_said(last, one.eenheid)}",
                figuur=figure_json(figure),
                bewaar=", ".join(_marks(last, text)),
            )
        )
    unit = found[0].eenheid if found else ""
    return Chart(
        id=text.indicator,
        titel=text.titel,
        toelichting=text.toelichting,
        leeswijzer=f"n = aantal {text.telt} achter het cijfer." if text.vorm == "lijn" else "",
        panels=tuple(panels),
        kolommen=_columns(unit, text),
        rijen=tuple(_table_row(edition, one, point, text) for one in found for point in one.points),
        bewaar=_reserves(found, text),
        ontbreekt=() if panels else why_empty(edition, *edition.why_absent(text.indicator)),
        bron=edition.source_line,
        kijken=f"cijfer={text.indicator}.{text.maat}",
    )


def _said(point: Point, unit: str) -> str:
    return texts.general().onderdrukt if point.is_withheld else display.figure(point.waarde, unit)


def _marks(point: Point, text: ChartText) -> list[str]:
    marks = ["voorlopig"] if point.voorlopig else []
    if point.kwalificatie:
        marks.append(texts.general().onderdrukt if point.is_withheld else point.kwalificatie)
    if charts.is_small(point, text):
        marks.append(f"klein aantal: {point.n}")
    if point.waarde is None and not point.is_withheld:
        marks.append("niet leverbaar" if point.n is None else "geen waarnemingen")
    return marks


_HEADS = {
    "mediaan": "Mediaan",
    "gemiddelde": "Gemiddelde",
    "verhouding": "Per woning",
    "aantal": "Aantal",
    "aandeel": "Aandeel",
}


def _columns(unit: str, text: ChartText) -> tuple[Column, ...]:
    sister = "Gemiddelde" if text.maat == "mediaan" else "Mediaan"
    heads = (
        _HEADS.get(text.maat, text.maat.capitalize()),
        *(("95 %: van", "95 %: tot") if text.vorm == "lijn" else ()),
        *((sister, "Kwart is korter dan", "Kwart is langer dan") if unit == "dagen" else ()),
    )
    in_unit = f" ({unit})" if unit == "dagen" else ""
    count = f"n ({text.telt})"
    return (*(Column(head, f"{head}{in_unit}") for head in heads), Column(count, count))


def _table_row(edition: Edition, one: Series, point: Point, text: ChartText) -> TableRow:
    unit = one.eenheid
    sister = point.gemiddelde if text.maat == "mediaan" else point.mediaan
    beside = (
        *((point.ondergrens, point.bovengrens) if text.vorm == "lijn" else ()),
        *((sister, point.p25, point.p75) if unit == "dagen" else ()),
    )
    cells = (
        Cell(_said(point, unit), point.waarde),
        *(Cell(display.figure(value, unit), value) for value in beside),
        Cell(display.number(point.n), point.n),
    )
    return TableRow(
        edition.where(one.corporatie, one.gemeente), point.jaar, cells, ", ".join(_marks(point, text))
    )


def _reserves(found: Sequence[Series], text: ChartText) -> tuple[str, ...]:
    """The reserves to say in words above the drawing, each once, in the order of the table of texts."""
    points = [point for one in found for point in one.points]
    said = texts.general().kwalificaties
    present = {point.kwalificatie for point in points if point.kwalificatie}
    if any(point.voorlopig for point in points):
        present.add("voorlopig")
    reserves = [sentence for name, sentence in said.items() if name in present]
    reserves += sorted(name for name in present if name not in said)
    if any(charts.is_small(point, text) for point in points):
        reserves.append(f"klein aantal: minder dan {text.kleine_n} {text.telt}, dan zegt het cijfer weinig")
    if text.eigen_schaal and len(found) > 1:
        reserves.append("elke grafiek heeft zijn eigen schaal: vergelijk de getallen, niet de hoogte")
    return tuple(reserves)
