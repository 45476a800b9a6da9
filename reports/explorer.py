"""The figures that a reader can choose from in the page itself, packed small enough to travel with it.

By year with every breakdown, by half-year and quarter in total. Figures are rounded to a tenth of a day or
five decimals: indicatoren.csv has each in full.
"""

import base64
import gzip
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from reports import display
from reports.edition import Edition

#: Bytes of the packed figures. Beyond it the breakdowns of the other gemeenten stay out: the page must stay
#: under 8 MB, of which Plotly takes five.
ROOM = 1_800_000

_MEASURES = {
    "aantal": "",
    "aandeel": "",
    "verhouding": "",
    "mediaan": "mediaan",
    "gemiddelde": "gemiddelde",
}
_PERIODS = ("jaar", "halfjaar", "kwartaal")

#: One row per series; the lists run along its periods, oldest first. Two breakdowns at a time are not drawn.
_SERIES = """
    select
        indicator, maat, periode_soort, corporatie, gemeente, dimensie, dimensie_waarde, any_value(eenheid),
        list(periode_start order by periode_start),
        list(round(waarde, if(eenheid = 'dagen', 1, 5)) order by periode_start),
        list(n order by periode_start),
        list(round(ondergrens, if(eenheid = 'dagen', 1, 5)) order by periode_start),
        list(round(bovengrens, if(eenheid = 'dagen', 1, 5)) order by periode_start),
        list(voorlopig order by periode_start),
        list(kwalificatie order by periode_start)
    from reporting.rpt_indicatoren
    where maat in $maten and not contains(dimensie, '_en_')
        and (periode_soort = 'jaar' or periode_soort in $periodes and dimensie = 'totaal')
        and (dimensie = 'totaal' or gemeente in $gemeenten)
    group by indicator, maat, periode_soort, corporatie, gemeente, dimensie, dimensie_waarde
    having count(waarde) > 0 or bool_or(contains(kwalificatie, 'onderdrukt'))
    order by all
"""

_TITLES = "select indicator, titel, eenheid from reporting.rpt_definities"
_GEMEENTEN = "select distinct gemeente from reporting.rpt_indicatoren order by gemeente"


class _Names:
    """Each name once; a series refers to it by its place."""

    def __init__(self) -> None:
        self.all: list[Any] = []
        self._places: dict[Any, int] = {}

    def place(self, name: Any) -> int:
        if name not in self._places:
            self._places[name] = len(self.all)
            self.all.append(name)
        return self._places[name]


def packed(edition: Edition) -> str:
    """Base64 of gzip of JSON; "" where there is no figure. Equal figures give equal text."""
    everywhere = [row["gemeente"] for row in edition.rows(_GEMEENTEN)]
    if not everywhere:
        return ""
    text = _pack(_content(edition, everywhere))
    if len(text) > ROOM:
        text = _pack(_content(edition, [edition.gemeente, "alle"]))
    return text


def _pack(content: dict[str, Any]) -> str:
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(gzip.compress(written, 6, mtime=0)).decode()


def _content(edition: Edition, gemeenten: list[str]) -> dict[str, Any]:
    """`reeksen`: the places of cijfer, periodesoort, corporatie, gemeente, dimensie, waarde and first period,
    then values, n, bounds, and per period twice the place of its reserve, plus one where provisional."""
    titles = {row["indicator"]: row["titel"] for row in edition.rows(_TITLES)}
    names = {
        kind: _Names() for kind in ("cijfers", "corporaties", "gemeenten", "dimensies", "waarden", "bewaar")
    }
    names["bewaar"].place(None)
    periods = {kind: _Names() for kind in _PERIODS}
    parameters = {"maten": list(_MEASURES), "periodes": list(_PERIODS), "gemeenten": gemeenten}
    found = edition.con.execute(_SERIES, parameters).fetchall()
    for kind, starts in periods.items():
        for start in sorted({one for row in found if row[2] == kind for one in row[8]}):
            starts.place(start)
    series = []
    for indicator, maat, kind, corporatie, gemeente, dimensie, value, unit, starts, *columns in found:
        *figures, provisional, reserves = columns
        run = _Run(periods[kind], starts)
        series.append(
            [
                names["cijfers"].place((indicator, maat, titles.get(indicator, indicator), unit)),
                _PERIODS.index(kind),
                names["corporaties"].place(corporatie),
                names["gemeenten"].place(gemeente),
                names["dimensies"].place(dimensie),
                names["waarden"].place(value),
                run.first,
                *(run.along(column) for column in figures),
                run.along(
                    2 * names["bewaar"].place(reserve) + open_
                    for reserve, open_ in zip(reserves, provisional, strict=True)
                ),
            ]
        )
    return {
        "cijfers": [
            {"code": code, "maat": maat, "titel": _named(title, maat), "eenheid": unit}
            for code, maat, title, unit in names["cijfers"].all
        ],
        "perioden": [
            {"soort": kind, "namen": [_short(kind, start) for start in starts.all]}
            for kind, starts in periods.items()
        ],
        **{kind: found.all for kind, found in names.items() if kind != "cijfers"},
        "reeksen": series,
    }


class _Run:
    """The periods of one series as an unbroken run: where a period has no row, there is no figure."""

    def __init__(self, periods: _Names, starts: list[date]) -> None:
        places = [periods.place(start) for start in starts]
        self.first = places[0]
        self._places = [place - self.first for place in places]

    def along(self, column: Iterable[Any]) -> list[Any]:
        run: list[Any] = [None] * (self._places[-1] + 1)
        for place, value in zip(self._places, column, strict=True):
            run[place] = value
        return run if any(value is not None for value in run) else []


def _named(title: str, maat: str) -> str:
    return f"{title} ({_MEASURES[maat]})" if _MEASURES[maat] else title


def _short(kind: str, start: date) -> str:
    """Short enough to stand under a point: "2024", "2024-1" (first half), "2024 kw 3"."""
    match kind:
        case "halfjaar":
            return f"{start.year}-{1 if start.month < 7 else 2}"
        case "kwartaal":
            return f"{start.year} kw {(start.month + 2) // 3}"
        case _:
            return display.period(kind, start, start)
