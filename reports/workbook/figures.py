"""The figures of one indicator as a table: a row per period, place and breakdown, a column per measure.

In the book go the years and half-years of the whole, everywhere, and the years by every breakdown for the
municipality of the agreements and for all together: what a reader of the yearly and half-yearly reports looks
up. The rest outgrows a workbook; each sheet counts what it leaves to the data file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reports import display
from reports.edition import Edition
from reports.withheld import QUALIFICATION, SIGN
from reports.workbook.sheets import Column, Row, amount

_IN_THE_BOOK = """(
    periode_soort in ('jaar', 'halfjaar') and dimensie = 'totaal'
    or periode_soort = 'jaar' and gemeente in ($gemeente, 'alle')
)"""

LEFT_OUT = "kwartalen, maanden, voortschrijdende jaren, en wat verder is uitgesplitst"
LEFT_OUT_INTERVALS = "Het 95 %-interval van 'een kwart' en 'een tiende' staat alleen in indicatoren.parquet."

#: In the order of reading; of a share or count there is one measure, whose heading is its unit.
_HEADS = {
    "aantal": "Aantal",
    "aandeel": "Aandeel",
    "verhouding": "Per woning",
    "gemiddelde": "Gemiddelde",
    "mediaan": "Mediaan",
    "p25": "Een kwart is lager dan",
    "p75": "Een kwart is hoger dan",
    "p90": "Een tiende is hoger dan",
}
#: Shown with their interval, and durations in words too; of the spread around them the book has the value.
CENTRAL = ("aantal", "aandeel", "verhouding", "gemiddelde", "mediaan")
_IN_WORDS = ("gemiddelde", "mediaan")
#: Groups that have an order of their own; others go by name, `onbekend` last.
_GROUPS = [
    *("t/m 22", "23 t/m 27", "28 t/m 54", "55 t/m 64", "65 t/m 74", "75+"),
    *("t/m kwaliteitskortingsgrens", "t/m 1e aftoppingsgrens", "t/m 2e aftoppingsgrens"),
    *("t/m huurtoeslaggrens", "daarboven"),
]

_KEYS = "periode_soort, periode_start, periode_eind, corporatie, gemeente, dimensie, dimensie_waarde"
_SELECTED = f"create temp table in_het_boek as from reporting.rpt_indicatoren where {_IN_THE_BOOK}"
_COUNTED = f"""
    select indicator, count(*) as aantal, count(*) filter ({_IN_THE_BOOK}) as in_het_boek
    from reporting.rpt_indicatoren group by indicator
"""
_SHAPES = """
    select
        indicator, maat, any_value(eenheid) as eenheid, count(ondergrens) > 0 as met_interval,
        count(teller) > 0 as met_teller,
        bool_or(noemer is distinct from n) and count(noemer) > 0 as met_noemer,
        bool_or(contains(coalesce(kwalificatie, ''), $onderdrukt)) as met_onderdrukt,
        max(length(dimensie)) as lengte_uitsplitsing, max(length(dimensie_waarde)) as lengte_groep,
        coalesce(max(length(kwalificatie)), 0) as lengte_kwalificatie
    from in_het_boek group by indicator, maat
"""


_OF_ALL_MEASURES = (
    *("met_teller", "met_noemer", "met_onderdrukt"),
    *("lengte_uitsplitsing", "lengte_groep", "lengte_kwalificatie"),
)


@dataclass(frozen=True)
class Measure:
    """One measure of an indicator, and whether the book has an interval of it."""

    maat: str
    eenheid: str
    met_interval: bool

    @property
    def in_words(self) -> bool:
        """A duration of years says little as a number of days."""
        return self.eenheid == "dagen" and self.maat in _IN_WORDS


@dataclass(frozen=True)
class Contents:
    """What the book has of one indicator, of `total` figures (rows of the data file) in all.

    `met_…`: whether a figure has it at all; `lengte_…`: of the longest, in characters.
    """

    measures: tuple[Measure, ...]
    met_teller: int
    met_noemer: int
    met_onderdrukt: int
    lengte_uitsplitsing: int
    lengte_groep: int
    lengte_kwalificatie: int
    shown: int
    total: int


def select(edition: Edition) -> dict[str, Contents]:
    """indicator → what the book has of it; lays the figures ready for `table`."""
    area = {"gemeente": edition.gemeente}
    edition.con.execute(_SELECTED, area)
    shapes: dict[str, list[dict[str, Any]]] = {}
    for shape in edition.rows(_SHAPES, {"onderdrukt": QUALIFICATION}):
        shapes.setdefault(shape["indicator"], []).append(shape)
    order = {maat: place for place, maat in enumerate(_HEADS)}
    return {
        row["indicator"]: Contents(
            measures=tuple(
                Measure(shape["maat"], shape["eenheid"], shape["met_interval"] and shape["maat"] in CENTRAL)
                for shape in sorted(
                    shapes.get(row["indicator"], []), key=lambda shape: order.get(shape["maat"], len(order))
                )
            ),
            **{
                name: max((shape[name] for shape in shapes.get(row["indicator"], [])), default=0)
                for name in _OF_ALL_MEASURES
            },
            shown=row["in_het_boek"],
            total=row["aantal"],
        )
        for row in edition.rows(_COUNTED, area)
    }


def in_words(edition: Edition) -> str:
    """What the book has, for its reader."""
    areas = (
        "alle gemeenten samen" if edition.gemeente == "alle" else f"{edition.gemeente} en voor alles samen"
    )
    return f"elk jaar en halfjaar in totaal, en elk jaar ook uitgesplitst voor {areas} ('alle' = samen)"


def columns(contents: Contents) -> list[Column]:
    """The columns of the table."""
    found = [
        Column("Soort periode", 9),
        Column("Periode", 15),
        Column("Corporatie", 13),
        Column("Gemeente", 14),
        Column("Uitgesplitst naar", max(contents.lengte_uitsplitsing, 11) + 1),
        Column("Groep", max(contents.lengte_groep, 8) + 1),
    ]
    for measure in contents.measures:
        days = " (dagen)" if measure.eenheid == "dagen" else ""
        head = _HEADS.get(measure.maat, measure.maat)
        found.append(amount(f"{head}{days}", measure.eenheid, 11))
        if measure.in_words:
            found.append(Column(f"{measure.maat.capitalize()} in jaren en maanden", 18))
        if measure.met_interval:
            found += [amount(f"95\u00a0%-interval {side}", measure.eenheid, 9) for side in ("van", "tot")]
    if contents.met_teller:
        found.append(amount("Teller", breedte=9))
    if contents.met_noemer:
        found.append(amount("Noemer", breedte=9))
    reserve = Column("Kwalificatie", max(contents.lengte_kwalificatie, 11) + 2)
    return [*found, amount("n", breedte=8), Column("Voorlopig", 10), reserve]


def table(edition: Edition, indicator: str, contents: Contents) -> Iterator[Row]:
    """The rows of the table, as `columns` names them."""
    cursor = edition.con.execute(
        _wide(contents.measures),
        {
            "indicator": indicator,
            "gemeente": edition.gemeente,
            "groepen": _GROUPS,
            "onderdrukt": QUALIFICATION,
        },
    )
    while rows := cursor.fetchmany(2000):
        for row in rows:
            yield _laid_out(contents, row)


def _wide(measures: tuple[Measure, ...]) -> str:
    of_each = ", ".join(
        f"max({column}) filter (maat = '{measure.maat}')"
        for measure in measures
        for column in ("waarde", "ondergrens", "bovengrens")
    )
    withheld = ", ".join(
        f"coalesce(bool_or(contains(kwalificatie, $onderdrukt)) filter (maat = '{measure.maat}'), false)"
        for measure in measures
    )
    return f"""
        select
            {_KEYS},
            max(teller), max(noemer), max(n), bool_or(voorlopig),
            string_agg(distinct kwalificatie, '; ' order by kwalificatie), {of_each}, {withheld}
        from in_het_boek
        where indicator = $indicator
        group by {_KEYS}
        order by
            dimensie <> 'totaal', dimensie, gemeente <> $gemeente, gemeente <> 'alle', gemeente,
            corporatie <> 'alle', corporatie, list_position($groepen, dimensie_waarde) nulls last,
            dimensie_waarde = 'onbekend', dimensie_waarde, periode_soort <> 'jaar', periode_start
    """


def _laid_out(contents: Contents, row: tuple[Any, ...]) -> Row:
    kind, start, end, corporatie, gemeente, dimensie, group, teller, noemer, n, voorlopig, reserve, *rest = (
        row
    )
    of_each = iter(rest)
    figures = [(next(of_each), next(of_each), next(of_each)) for _ in contents.measures]
    any_withheld = False
    cells: list[Any] = [kind, display.period(kind, start, end), corporatie, gemeente]
    cells += [_readable(dimensie), _readable(group)]
    for measure, (value, low, high), withheld in zip(contents.measures, figures, of_each, strict=True):
        left_out = SIGN if withheld and value is None else None
        any_withheld = any_withheld or left_out is not None
        cells.append(left_out or value)
        if measure.in_words:
            cells.append(left_out or (None if value is None else display.duration(value)))
        if measure.met_interval:
            cells += [low, high]
    left_out = SIGN if any_withheld else None
    if contents.met_teller:
        cells.append(left_out if teller is None else teller)
    if contents.met_noemer:
        cells.append(left_out if noemer is None else noemer)
    cells.append(left_out if n is None else n)
    return [*cells, "voorlopig" if voorlopig else None, reserve]


def _readable(name: str) -> str:
    """A code as words: `uitstroom_beschermd_wonen` → `uitstroom beschermd wonen`."""
    return name.replace("_", " ")
