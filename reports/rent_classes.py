"""The stock divided by rent: a bar per corporation, or per neighbourhood, in the classes of the covenant."""

from itertools import groupby

from reports import display, palette, sideways, texts
from reports.edition import Edition
from reports.panels import Cell, Chart, Column, Panel, TableRow, figure_json, why_empty
from reports.texts import SpecialText
from reports.warehouse import Row

#: `wijk_en_huurklasse` joins the two by a comma; the name of a wijk may hold one too, a class does not.
_CLASSES = """
    select
        corporatie, gemeente, year(periode_start) as jaar, waarde, n, voorlopig, kwalificatie,
        regexp_extract(dimensie_waarde, '^(?:(.*), )?([^,]*)$', 1) as wijk,
        regexp_extract(dimensie_waarde, '^(?:(.*), )?([^,]*)$', 2) as klasse
    from reporting.rpt_indicatoren
    where indicator = 'aandeel_huurklasse' and periode_soort = 'jaar' and dimensie = $dimensie
        and (gemeente = $gemeente or corporatie <> 'alle' and gemeente = 'alle')
        and ($dimensie = 'huurklasse' or corporatie = 'alle')
    order by corporatie = 'alle', corporatie, gemeente = 'alle', gemeente, wijk, jaar, klasse
"""


def rent_classes(edition: Edition, words: SpecialText, dimension: str) -> Chart:
    """`dimension`: huurklasse (a panel per corporation, a bar per year), or wijk_en_huurklasse (a bar per
    wijk, in the newest year that is closed)."""
    found = edition.rows(_CLASSES, {"dimensie": dimension, "gemeente": edition.gemeente})
    by_wijk = dimension == "wijk_en_huurklasse"
    return Chart(
        id=dimension.replace("_", "-"),
        titel=words.titel,
        toelichting=words.toelichting,
        leeswijzer=words.leeswijzer,
        panels=_of_neighbourhoods(edition, found) if by_wijk else _of_corporations(edition, found),
        kolommen=(
            *(Column(name, name) for name in palette.RENT_CLASSES),
            Column("n (woningen)", "n (woningen)"),
        ),
        rijen=tuple(
            _table_row(row["wijk"] if by_wijk else edition.where(row["corporatie"], row["gemeente"]), bar)
            for bar in _bars(found)
            for row in bar[:1]
        ),
        bewaar=(texts.general().kwalificaties["onderdrukt"],)
        if any(row["n"] is None for row in found)
        else (),
        ontbreekt=why_empty(edition, words.leeg),
        bron=edition.source_line,
        kijken="" if by_wijk else "cijfer=aandeel_huurklasse.aandeel&per=huurklasse&wie=alle",
        wie="Wijk" if by_wijk else "Wie",
        sleutel={colour: name for name, colour in palette.RENT_CLASSES.items()},
        breedte="heel" if by_wijk else "breed",
    )


def _bars(found: list[Row]) -> list[list[Row]]:
    def of(row: Row) -> tuple[str, str, str, int]:
        return row["corporatie"], row["gemeente"], row["wijk"], row["jaar"]

    return [list(group) for _, group in groupby(found, key=of)]


def _year(row: Row) -> str:
    return f"{row['jaar']} (voorlopig)" if row["voorlopig"] else str(row["jaar"])


def _parts(bar: list[Row]) -> dict[str, float]:
    return {row["klasse"]: row["waarde"] for row in bar if row["waarde"] is not None}


def _of_corporations(edition: Edition, found: list[Row]) -> tuple[Panel, ...]:
    panels = []
    groups = groupby(_bars(found), key=lambda bar: (bar[0]["corporatie"], bar[0]["gemeente"]))
    for i, (place, group) in enumerate(groups):
        bars = list(group)
        if not any(_parts(bar) for bar in bars):
            continue
        figure = sideways.parts_of_a_whole(
            [
                (f"{bar[0]['jaar']}{' (voorlopig)' if bar[0]['voorlopig'] else ''}", _parts(bar))
                for bar in bars
            ],
            palette.RENT_CLASSES,
        )
        newest = bars[-1][0]
        panels.append(
            Panel(
                id=f"huurklasse-{i}",
                naam=edition.where(*place),
                kop=f"{newest['jaar']}: {display.number(newest['n'])} woningen",
                figuur=figure_json(figure),
            )
        )
    return tuple(panels)


def _of_neighbourhoods(edition: Edition, found: list[Row]) -> tuple[Panel, ...]:
    closed = [row["jaar"] for row in found if not row["voorlopig"]]
    if not closed:
        return ()
    year = max(closed)
    bars = [bar for bar in _bars(found) if bar[0]["jaar"] == year]
    figure = sideways.parts_of_a_whole(
        [(f"{bar[0]['wijk']} (n={display.number(bar[0]['n'])})", _parts(bar)) for bar in bars],
        palette.RENT_CLASSES,
    )
    name = edition.where(palette.TOGETHER)
    return (Panel(id="wijk-huurklasse", naam=name, kop=f"Eind {year}", figuur=figure_json(figure)),)


def _table_row(name: str, bar: list[Row]) -> TableRow:
    parts = _parts(bar)
    withheld = texts.general().onderdrukt
    n = bar[0]["n"]
    return TableRow(
        name,
        bar[0]["jaar"],
        (
            *(
                Cell(withheld if n is None else display.percentage(parts.get(part)), parts.get(part))
                for part in palette.RENT_CLASSES
            ),
            Cell(display.number(n), n),
        ),
        "voorlopig" if bar[0]["voorlopig"] else "",
    )
