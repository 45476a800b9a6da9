"""kwaliteit.html: for who delivers the data or keeps the pipeline, what came in and what became of it.

No script at all: a page that is read on a phone, printed, or sent by mail. Every value is escaped.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from reports import page, texts
from reports.edition import Edition
from reports.gate_history import history
from reports.given import PastGate
from reports.warehouse import Row
from reports.withheld import LEGEND, SIGN, is_withheld

LANDING = "landing"

_LEVERINGEN = "from reporting.rpt_leveringen order by volgnummer"
_FILES = """
    select
        bestanden.*, leveringen.volgnummer,
        rijen_gelezen - bestanden.rijen_geland - bestanden.rijen_quarantaine - bestanden.rijen_dubbel
        - bestanden.rijen_overgeslagen as zoek
    from reporting.rpt_bestanden as bestanden
    left join (select levering_id, volgnummer from reporting.rpt_leveringen) as leveringen using (levering_id)
    order by volgnummer, dataset, bestand, sha256
"""
_FINDINGS = """
    select
        soort, dataset, code, omschrijving, sum(aantal)::bigint as aantal,
        list(distinct bestand order by bestand) filter (bestand is not null) as bestanden,
        max(length(indicatoren) - length(replace(indicatoren, ',', '')) + (indicatoren <> '')::int) as cijfers
    from reporting.rpt_kwaliteit
    where soort <> 'te_laat'
    group by soort, dataset, code, omschrijving
    order by soort, aantal desc, dataset, code, omschrijving
"""
#: Each day of report that passed since a bron first delivered, and the first levering that is meant for it:
#: one whose peildatum lies before that day, and not before the day of report before it.
_FRESHNESS = """
    with dagen as (
        select make_date(jaar::integer, maand, dag) as nodig_op
        from reporting.rpt_kalender
        cross join (select unnest(range(2000, 2100)) as jaar)
        where soort = 'rapportage'
    ),

    rapportages as (
        select nodig_op, lag(nodig_op) over (order by nodig_op) as vorige from dagen
    ),

    bronnen as (
        select bron, min(peildatum) as eerste from reporting.rpt_leveringen group by bron
    )

    select
        bronnen.bron, rapportages.nodig_op, arg_min(volgnummer, geland_op) as volgnummer,
        arg_min(peildatum, geland_op) as peildatum, min(geland_op)::date as geland,
        greatest(coalesce(min(geland_op)::date, $tot) - nodig_op, 0) as dagen_te_laat
    from bronnen
    inner join rapportages on nodig_op > eerste and nodig_op <= $tot
    left join reporting.rpt_leveringen as leveringen
        on leveringen.bron = bronnen.bron and peildatum < nodig_op and peildatum >= vorige
    group by bronnen.bron, rapportages.nodig_op
    order by nodig_op desc, bronnen.bron
"""
_CALENDAR = "from reporting.rpt_kalender order by maand, dag, soort"
_COVERAGE = """
    select corporatie, year(periode_start) as jaar, n, voorlopig, kwalificatie
    from reporting.rpt_indicatoren
    where indicator = 'toewijzingen' and periode_soort = 'jaar' and dimensie = 'totaal' and gemeente = 'alle'
    order by corporatie = 'alle', corporatie, jaar
"""


def render(edition: Edition, poorten: Sequence[PastGate]) -> str:
    """The whole page. `poorten`: the gate results that were kept, oldest first, this build's among them."""
    files = edition.rows(_FILES)
    findings = edition.rows(_FINDINGS)
    of_builds = [gate for gate in poorten if gate.poort != LANDING]
    coverage = edition.rows(_COVERAGE)
    return page.templates().get_template("kwaliteit.html.j2").render(
        edition=edition,
        beleid=page.policy([]),
        leveringen=edition.rows(_LEVERINGEN),
        bestanden=files,
        totaal={name: sum(row[name] for row in files) for name in _COUNTS},
        geweigerd=[row for row in findings if row["soort"] == "geweigerd"],
        bevindingen=[
            (texts.general().kwaliteit[kind], [row for row in findings if row["soort"] == kind])
            for kind in texts.general().kwaliteit
            if kind not in ("geweigerd", "te_laat")
        ],
        landing=history([gate for gate in poorten if gate.poort == LANDING]),
        poorten=history(of_builds),
        niet_geslaagd=[one for one in edition.poort.resultaten if not one.geslaagd],
        versheid=edition.rows(_FRESHNESS, {"tot": _until(edition)}),
        tot=_until(edition),
        kalender=edition.rows(_CALENDAR),
        jaren=sorted({row["jaar"] for row in coverage}),
        dekking=_by_corporatie(coverage),
        onderdrukt=SIGN,
        legenda=LEGEND if any(is_withheld(row["kwalificatie"]) for row in coverage) else "",
    )  # fmt: skip


_COUNTS = (
    *("rijen_gelezen", "rijen_geland", "rijen_quarantaine", "rijen_dubbel", "rijen_overgeslagen"),
    *("rijen_vergeten", "zoek"),
)


def _until(edition: Edition) -> date:
    """Freshness is counted on the day of the build, so that the same build gives the same page."""
    day: date = edition.build["gebouwd_op"].date()
    return day


def _by_corporatie(rows: list[Row]) -> list[tuple[str, dict[int, dict[str, Any]]]]:
    """corporatie → year → its row of coverage."""
    return [
        (name, {row["jaar"]: row for row in group})
        for name, group in groupby(rows, key=lambda row: row["corporatie"])
    ]
