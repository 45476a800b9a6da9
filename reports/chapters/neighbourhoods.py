"""Agreement 38: what the leveringen tell of each wijk: allocations to groups of attention, and rents."""

from reports import display, sideways, texts
from reports.agreements import of_numbers
from reports.chapters import Chapter
from reports.edition import Edition
from reports.panels import Cell, Chart, Column, Panel, TableRow, figure_json, why_empty
from reports.rent_classes import rent_classes
from reports.warehouse import Row
from reports.withheld import is_withheld

_SHARES = """
    select
        dimensie, dimensie_waarde as naam, year(periode_start) as jaar, waarde, n, ondergrens, bovengrens,
        voorlopig, kwalificatie
    from reporting.rpt_indicatoren
    where indicator = 'aandeel_aandachtsgroepen' and maat = 'aandeel' and periode_soort = 'jaar'
        and dimensie in ('wijk', 'totaal') and corporatie = 'alle' and gemeente = $gemeente
    order by naam, jaar
"""

_HEADS = ("Aandeel", "95 %: van", "95 %: tot", "n (toewijzingen)")


def chapter(edition: Edition) -> Chapter:
    return Chapter(
        id="wijken",
        titel="Wijken",
        template="neighbourhoods.html.j2",
        inhoud={
            "themas": of_numbers(edition, ["38"]),
            "grafieken": [
                _attention(edition),
                rent_classes(edition, texts.special("huur_per_wijk"), "wijk_en_huurklasse"),
            ],
        },
    )


def _attention(edition: Edition) -> Chart:
    words = texts.special("aandachtsgroepen")
    kleine_n = texts.general().kleine_n
    found = edition.rows(_SHARES, {"gemeente": edition.gemeente})
    wijken = [row for row in found if row["dimensie"] == "wijk"]
    closed = [row["jaar"] for row in wijken if not row["voorlopig"]]
    panels: tuple[Panel, ...] = ()
    if closed:
        year = max(closed)
        now = [
            row for row in wijken if row["jaar"] == year and (row["n"] or is_withheld(row["kwalificatie"]))
        ]
        whole = next((row for row in found if row["dimensie"] == "totaal" and row["jaar"] == year), None)
        panels = (_panel(edition, now, whole, year, kleine_n),)
    few = any(0 < (row["n"] or 0) < kleine_n for row in wijken)
    withheld = any(is_withheld(row["kwalificatie"]) for row in wijken)
    return Chart(
        id="aandachtsgroepen-per-wijk",
        titel=words.titel,
        toelichting=words.toelichting,
        leeswijzer=words.leeswijzer,
        panels=panels,
        kolommen=tuple(
            Column(head, head) for head in ("Aandeel", "95 %: van", "95 %: tot", "n (toewijzingen)")
        ),
        rijen=tuple(_table_row(row, kleine_n) for row in wijken),
        bewaar=(
            *(
                (f"klein aantal: minder dan {kleine_n} toewijzingen, dan zegt het cijfer weinig",)
                if few
                else ()
            ),
            *((texts.general().kwalificaties["onderdrukt"],) if withheld else ()),
        ),
        ontbreekt=why_empty(edition, words.leeg),
        bron=edition.source_line,
        kijken="cijfer=aandeel_aandachtsgroepen.aandeel&wie=alle&per=wijk",
        wie="Wijk",
        breedte="heel",
    )


def _panel(edition: Edition, now: list[Row], whole: Row | None, year: int, kleine_n: int) -> Panel:
    place = edition.where("alle")
    height = (f"heel {edition.gemeente}", whole["waarde"]) if whole and whole["waarde"] is not None else None
    ordered = sorted(now, key=lambda row: (row["waarde"] is None, -(row["waarde"] or 0), row["naam"]))
    figure = sideways.shares_with_interval(
        ordered, colour=edition.colours["alle"], kleine_n=kleine_n, whole=height
    )
    return Panel(id="wijk-aandachtsgroepen", naam=place, kop=str(year), figuur=figure_json(figure))


def _table_row(row: Row, kleine_n: int) -> TableRow:
    withheld = is_withheld(row["kwalificatie"])
    marks = ["voorlopig"] if row["voorlopig"] else []
    marks += [f"klein aantal: {row['n']}"] if 0 < (row["n"] or 0) < kleine_n else []
    share = texts.general().onderdrukt if withheld else display.percentage(row["waarde"])
    return TableRow(
        row["naam"],
        row["jaar"],
        (
            Cell(share, row["waarde"]),
            Cell(display.percentage(row["ondergrens"]), row["ondergrens"]),
            Cell(display.percentage(row["bovengrens"]), row["bovengrens"]),
            Cell(display.number(row["n"]), row["n"]),
        ),
        ", ".join(marks),
    )
