"""Agreement 20: the share of deviating allocations per corporation, the verdict, what is not yet settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from reports import display, norm_chart, norm_months, texts
from reports.chapters import Chapter
from reports.edition import Edition
from reports.given import OpenAlert
from reports.panels import Panel, figure_json
from reports.rule_chances import rule_chances
from reports.texts import FreeRoom, NormChartText
from reports.warehouse import Row
from reports.withheld import QUALIFICATION

#: Every reading of every year in the edition's gemeente, with the share that went to the outflow groups.
_YEARS = """
    select norm.*, uitstroom.waarde as aandeel_uitstroom
    from reporting.rpt_norm_vrije_ruimte as norm
    left join reporting.rpt_indicatoren as uitstroom
        on uitstroom.indicator = 'aandeel_uitstroom' and uitstroom.maat = 'aandeel'
        and uitstroom.periode_soort = 'jaar' and uitstroom.dimensie = 'totaal'
        and uitstroom.corporatie = norm.corporatie and uitstroom.gemeente = norm.gemeente
        and year(uitstroom.periode_start) = norm.jaar
    where norm.gemeente = $gemeente
    order by norm.corporatie = 'alle', norm.corporatie, norm.jaar, norm.lezing
"""

#: Twelve months, month by month, wherever the leveringen cover all twelve.
_MONTHS = """
    select
        corporatie, periode_eind, waarde, teller::bigint as teller, noemer::bigint as noemer,
        ondergrens, bovengrens
    from reporting.rpt_indicatoren
    where indicator = $indicator and maat = 'aandeel' and periode_soort = 'voortschrijdend_jaar'
        and dimensie = 'totaal' and gemeente = $gemeente and not voorlopig
    order by corporatie, periode_eind
"""
_SHARE_UNDER = {
    "A": "aandeel_vrije_ruimte",
    "B": "aandeel_vrije_ruimte_excl_statushouders",
    "U": "aandeel_vrije_ruimte_incl_urgentie",
}


@dataclass(frozen=True)
class OfCorporatie:
    """All under the reading in force, but for `lezingen`: the newest year, `nu`, under each reading.

    `heel` is the newest closed year with a norm where that is another, `pool` the newest with a pool;
    `grenzen`: one year alone can be structural.
    """

    id: str
    naam: str
    nu: Row
    heel: Row | None
    pool: Row | None
    panels: tuple[Panel, ...]
    grenzen: bool
    maanden: list[Row]
    jaren: list[Row]
    lezingen: list[Row]
    andere_uitkomst: list[str]
    alerts: list[OpenAlert]


def chapter(edition: Edition) -> Chapter:
    words = texts.free_room()
    reading = edition.settings["lezing"]
    found = edition.rows(_YEARS, {"gemeente": edition.gemeente})
    groups = {name: list(years) for name, years in groupby(found, key=lambda row: row["corporatie"])}
    in_force = {name: [row for row in years if row["lezing"] == reading] for name, years in groups.items()}
    months = edition.rows(_MONTHS, {"indicator": _SHARE_UNDER[reading], "gemeente": edition.gemeente})
    corporaties = [
        _of_corporatie(edition, groups[name], years, [row for row in months if row["corporatie"] == name])
        for name, years in in_force.items()
        if any(row["n"] for row in years)
    ]
    return Chapter(
        id="vrije-beleidsruimte",
        titel="Vrije beleidsruimte",
        template="free_room.html.j2",
        inhoud={
            "corporaties": corporaties,
            "uitleg": _explained(words, corporaties),
            "lezing": reading,
            "teksten": words,
            "keuzes": _choices(edition, words),
            "kansen": None if edition.is_empty else rule_chances(edition, words.regels),
            "bron": edition.source_line,
        },
    )


def _explained(words: FreeRoom, corporaties: Sequence[OfCorporatie]) -> list[NormChartText]:
    """How to read each chart that is here: the public has no twelve months."""
    has_months = any(one.maanden for one in corporaties)
    return [text for name, text in words.grafieken.items() if has_months or name != "twaalf-maanden"]


def _place(corporatie: str, gemeente: str) -> str:
    """Where on the page the alerts point to."""
    return f"vrije-ruimte-{display.slug(corporatie)}-{display.slug(gemeente)}"


def _of_corporatie(
    edition: Edition, every_reading: list[Row], years: list[Row], months: list[Row]
) -> OfCorporatie:
    """`years` are those of the reading in force, a selection of `every_reading`."""
    now = years[-1]
    pooled = [row for row in years if row["n_pool"] is not None]
    closed = [row for row in years if row["is_gesloten"] and row["norm"] is not None]
    readings = [row for row in every_reading if row["jaar"] == now["jaar"]]
    return OfCorporatie(
        id=_place(now["corporatie"], edition.gemeente),
        naam=edition.where(now["corporatie"]),
        nu=now,
        heel=closed[-1] if closed and closed[-1] is not now else None,
        pool=pooled[-1] if pooled else None,
        panels=_panels(edition, years, months),
        grenzen=any(norm_chart.names_limit(row) for row in years),
        maanden=months,
        jaren=years,
        lezingen=readings,
        andere_uitkomst=[
            row["lezing"]
            for row in readings
            if row["oordeel"] != now["oordeel"] and QUALIFICATION not in (row["oordeel"], now["oordeel"])
        ],
        alerts=[
            alert
            for alert in edition.alerts
            if (alert.corporatie, alert.gemeente) == (now["corporatie"], edition.gemeente)
        ],
    )


def _panels(edition: Edition, years: list[Row], months: list[Row]) -> tuple[Panel, ...]:
    """The last twelve months, each year beside chance, each year by purpose."""
    drawn = texts.free_room().grafieken
    corporatie = years[-1]["corporatie"]
    id_, colour = _place(corporatie, edition.gemeente), edition.colours[corporatie]
    minimum = int(edition.settings["norm_minimum_toewijzingen"])
    newest = next((row for row in reversed(years) if row["n"]), years[-1])
    top = norm_chart.top_of(years, months, minimum)
    reserves = ["" if newest["is_bekrachtigde_lezing"] else "ter vergelijking"]
    reserves.append(f"klein aantal: {newest['n']}" if 0 < (newest["n"] or 0) < minimum else "")
    shown = {
        "toeval": (
            _of_chance(newest),
            norm_chart.beside_chance(years, colour=colour, top=top, minimum=minimum),
        ),
        "verdeling": (_of_split(newest), norm_chart.split(years, colour=colour, top=top)),
    }
    if months:
        shown["twaalf-maanden"] = (
            _of_months(months, years[-1]),
            norm_months.last_twelve_months(months, years, colour=colour, top=top, minimum=minimum),
        )
    return tuple(
        Panel(
            id=f"{id_}-{name}",
            naam=text.titel,
            kop=shown[name][0],
            figuur=figure_json(shown[name][1]),
            bewaar=", ".join(filter(None, reserves)),
        )
        for name, text in drawn.items()
        if name in shown
    )


def _of_months(months: Sequence[Row], year: Row) -> str:
    last = next((row for row in reversed(months) if row["waarde"] is not None), None)
    if last is None:
        return "In geen twaalf maanden een toewijzing."
    reach = display.interval(last["ondergrens"], last["bovengrens"], "aandeel")
    period = display.period("voortschrijdend_jaar", last["periode_eind"], last["periode_eind"])
    said = (
        f"{period}: {display.percentage(last['waarde'])} (n={display.number(last['noemer'])}; 95 %: {reach})"
    )
    if year["aandeel_verwacht"] is None:
        return said
    reach = display.interval(year["aandeel_verwacht_van"], year["aandeel_verwacht_tot"], "aandeel")
    expected = display.percentage(year["aandeel_verwacht"])
    return f"{said}. Verwacht eind {year['jaar']}: {expected} (95 %: {reach})"


def _of_chance(year: Row) -> str:
    share = (
        f"{year['jaar']}: {display.percentage(year['aandeel'], year['norm'])} (n={display.number(year['n'])})"
    )
    if None in (year["aandeel"], year["toeval_tot"]):
        return share
    low, high = display.percentage(year["toeval_van"]), display.percentage(year["toeval_tot"])
    return f"{share}. Toeval reikt van {low} tot {high}"


def _of_split(year: Row) -> str:
    parts = [
        f"uitstroom {display.number(year['k_uitstroom'])} (vol)",
        f"andere redenen {display.number(year['k_overig'])} (gestreept)",
        f"onbekend {display.number(year['k_onbekend'])} (gestippeld)",
    ]
    return f"{year['jaar']}: {', '.join(parts)}; van {display.number(year['n'])}"


def _choices(edition: Edition, words: FreeRoom) -> list[tuple[str, str]]:
    """(question, what is used now) for each choice that the covenant leaves open."""
    return [
        (choice.vraag, choice.waarden.get(setting, setting))
        for choice in words.keuzes
        for setting in [edition.settings.get(choice.var, choice.anders)]
    ]
