"""What `woonmonitor status` says: what is landed, built, judged, open and due. It only reads."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import duckdb

from woonmonitor import alerting, gates, warehouse
from woonmonitor.log import read_events
from woonmonitor.settings import Settings
from woonmonitor.state import State, database_holder


def status_lines(state: State, settings: Settings, vandaag: date) -> Iterator[str]:
    """The lines of the status, in the order in which a levering travels."""
    yield _regel("Map", state.home)
    if houder := state.holder():
        yield _regel("In gebruik", houder)
    yield from _leveringen(state)
    yield from _bouw(state)
    yield _regel("Laatste run", _laatste_run(state))
    yield _regel("Poort landing", _poort(gates.outcome(state, gates.LANDING)))
    yield from _alerts(alerting.list_open(state, vandaag))
    if wachtend := alerting.waiting(state):
        yield _regel("In de outbox", f"{wachtend} bericht(en) nog niet aangenomen")
    for regel in alerting.notice_lines(state):
        yield _regel("Let op", regel)
    volgende = settings.config.levering.volgende(vandaag)
    yield _regel(
        "Volgende levering",
        f"{volgende} (over {(volgende - vandaag).days} dagen)" if volgende else "geen verwacht",
    )


def _leveringen(state: State) -> Iterator[str]:
    try:
        leveringen = warehouse.read_leveringen(state.landing)
    except duckdb.IOException as fout:
        if not (houder := database_holder(fout)):
            raise
        yield _regel("Leveringen", f"nu niet te lezen: {houder} werkt erin")
        return
    yield _regel("Leveringen", str(len(leveringen)) if leveringen else "nog geen geland")
    for bron, peildatum, herkomst, geland_op in leveringen:
        yield _regel("", f"{bron}, peildatum {peildatum}: {herkomst} (geland {_lokaal(geland_op)})")


def _bouw(state: State) -> Iterator[str]:
    if not state.warehouse.exists():
        yield _regel("Gepubliceerd", "nog niets")
    else:
        build = warehouse.read_build(state.warehouse)
        stand = f"zoals bekend op {build.bekend_op}" if build.bekend_op else "huidige stand"
        gebouwd_op = datetime.fromisoformat(build.gebouwd_op)
        yield _regel("Gepubliceerd", f"bouw {build.build_id} van {_lokaal(gebouwd_op)}")
        yield _regel("Vintage", f"{stand}, laatste peildatum {build.laatste_peildatum or 'geen'}")
        yield _regel("Poort cijfers", _poort(gates.outcome(state, build.build_id)))
    if state.bouw.exists():
        yield _regel("Wacht op poort", "er is een bouw die niet gepubliceerd is")


def _laatste_run(state: State) -> str:
    runs = [event for event in read_events(state.logboek) if event["opdracht"] == "run"]
    begin = next((event for event in reversed(runs) if event["gebeurtenis"] == "begin"), None)
    if begin is None:
        return "nog geen"
    code = next((e["code"] for e in runs if e["gebeurtenis"] == "einde" and e["keer"] == begin["keer"]), None)
    tijd = datetime.fromisoformat(str(begin["tijd"]))
    return f"{tijd:%Y-%m-%d %H:%M}, {'niet geëindigd' if code is None else f'geëindigd met {code}'}"


def _poort(uitkomst: dict[str, Any] | None) -> str:
    if uitkomst is None:
        return "nog niet getoetst"
    return "geslaagd" if uitkomst["passed"] else "niet geslaagd, er wordt niets gepubliceerd"


def _alerts(open_alerts: list[dict[str, Any]]) -> Iterator[str]:
    yield _regel("Open alerts", str(len(open_alerts)) if open_alerts else "geen")
    for alert in open_alerts:
        yield _regel(
            "", f"{alert['id']}: {alert['staat']}, {alert['corporatie']}, {alert['gemeente']} {alert['jaar']}"
        )
        yield _regel("", f"  geconstateerd op {alert['sinds']}, {alert['dagen_open']} dagen open")
        for plicht in alert["plichten"]:
            yield _regel("", f"  plicht van {plicht['wie']}: {plicht['wat']}. {plicht['stand']}")
        if alert["stil_tot_en_met"]:
            yield _regel("", f"  herhaling gestild tot en met {alert['stil_tot_en_met']}")


def _lokaal(moment: datetime) -> str:
    """A moment of the databases, which are in UTC, as the clock on the wall shows it."""
    return f"{moment.replace(tzinfo=UTC).astimezone():%Y-%m-%d %H:%M}"


def _regel(kop: str, inhoud: object) -> str:
    return f"{kop:<18}{inhoud}"
