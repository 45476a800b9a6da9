"""Agreement 20: the share of deviating allocations per corporation, the verdict, what is not yet settled."""

from dataclasses import dataclass
from itertools import groupby

from reports import display, norm_chart, texts
from reports.chapters import Chapter
from reports.edition import Edition
from reports.panels import Panel, figure_json
from reports.rule_chances import rule_chances
from reports.texts import FreeRoom
from reports.warehouse import Row

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


@dataclass(frozen=True)
class OfCorporatie:
    """`nu` is the newest year under the reading in force, `lezingen` the same year under each reading."""

    naam: str
    panel: Panel
    nu: Row
    jaren: list[Row]
    lezingen: list[Row]
    andere_uitkomst: list[str]


def chapter(edition: Edition) -> Chapter:
    words = texts.free_room()
    reading = edition.settings["lezing"]
    found = edition.rows(_YEARS, {"gemeente": edition.gemeente})
    groups = {name: list(years) for name, years in groupby(found, key=lambda row: row["corporatie"])}
    in_force = {name: [row for row in years if row["lezing"] == reading] for name, years in groups.items()}
    top = norm_chart.top_of(list(in_force.values()))
    return Chapter(
        id="vrije-beleidsruimte",
        titel="Vrije beleidsruimte",
        template="free_room.html.j2",
        inhoud={
            "corporaties": [
                _of_corporatie(edition, groups[name], years, _place(name, edition.gemeente), top)
                for name, years in in_force.items()
                if any(row["n"] for row in years)
            ],
            "lezing": reading,
            "teksten": words,
            "keuzes": _choices(edition, words),
            "kansen": None if edition.is_empty else rule_chances(edition, words.regels),
            "bron": edition.source_line,
        },
    )


def _place(corporatie: str, gemeente: str) -> str:
    """Where on the page the alerts point to."""
    return f"vrije-ruimte-{display.slug(corporatie)}-{display.slug(gemeente)}"


def _of_corporatie(
    edition: Edition, every_reading: list[Row], years: list[Row], id_: str, top: float
) -> OfCorporatie:
    """`years` are those of the reading in force, a selection of `every_reading`."""
    now = years[-1]
    readings = [row for row in every_reading if row["jaar"] == now["jaar"]]
    name = edition.where(now["corporatie"])
    figure = norm_chart.share_over_years(years, colour=edition.colours[now["corporatie"]], top=top)
    verdict = texts.general().oordelen.get(now["oordeel"])
    reserve = "" if now["is_bekrachtigde_lezing"] else "ter vergelijking"
    said = verdict.woord.lower() if verdict else now["oordeel"]
    return OfCorporatie(
        naam=name,
        panel=Panel(
            id=id_, naam=name, kop=f"{now['jaar']}: {said}", figuur=figure_json(figure), bewaar=reserve
        ),
        nu=now,
        jaren=years,
        lezingen=readings,
        andere_uitkomst=[row["lezing"] for row in readings if row["oordeel"] != now["oordeel"]],
    )


def _choices(edition: Edition, words: FreeRoom) -> list[tuple[str, str]]:
    """(question, what is used now) for each choice that the covenant leaves open."""
    return [
        (choice.vraag, choice.waarden.get(setting, setting))
        for choice in words.keuzes
        for setting in [edition.settings.get(choice.var, choice.anders)]
    ]
