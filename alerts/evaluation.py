"""The alert stage: figures in, events logged, messages written, open alerts out."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from alerts.agreement import agreement
from alerts.event import Event, Vervulling, digest
from alerts.journal import append_lines, mend_log, read_log
from alerts.lifecycle import Draft, next_event, suspension
from alerts.message import duties, summary
from alerts.outbox import write_messages
from alerts.state import Alert, apply, replay
from alerts.verdicts import read_timelines
from alerts.wording import day, wording

NOTHING_OPEN, OVERSCHRIJDING, STRUCTUREEL = 0, 10, 20


class AlertOnbekend(LookupError):
    """No such alert, or not one for which this can be recorded; the message says what to do."""


@dataclass(frozen=True)
class Evaluatie:
    """`meldingen`: Dutch one-liners on what was found and mended in the log."""

    new_events: list[Event]
    open_alerts: list[dict[str, Any]]
    meldingen: list[str] = field(default_factory=list)
    berichten: list[Path] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 nothing open, 10 an open overschrijding, 20 an open structureel; suspended ones count as open."""
        levels = {alert["staat"] for alert in self.open_alerts}
        if "structureel" in levels:
            return STRUCTUREEL
        return OVERSCHRIJDING if levels else NOTHING_OPEN


def evaluate(warehouse: Path, alertmap: Path, *, op: date, opgeschort: bool = False) -> Evaluatie:
    """Logs the events that the figures of `warehouse` make due and writes their messages, dated `op`.

    `opgeschort`: a gate stopped this build, so `warehouse` is not read and open alerts are suspended. The
    caller holds the lock on the state. Raises AlertGeweigerd (no or a vintage build) and LogboekBeschadigd.
    """
    timelines = {} if opgeschort else read_timelines(warehouse)
    path = _log(alertmap)
    mended = mend_log(path)
    events = read_log(path)
    alerts = replay(events)
    fresh: list[Event] = []
    while draft := suspension(alerts) if opgeschort else next_event(alerts, timelines, agreement()):
        event = _event(draft, len(events) + len(fresh) + 1, alerts.get(draft.alert), op)
        alerts[event.alert] = apply(alerts.get(event.alert), event)
        fresh.append(event)
    append_lines(path, [event.line() for event in fresh])
    written = write_messages(alertmap, [*events, *fresh])
    return Evaluatie(fresh, _open(alerts), [mended] if mended else [], written)


def record_duty(
    alertmap: Path, alert: str, plicht: str, *, op: date, gedaan_op: date, wie: str, toelichting: str = ""
) -> Event:
    """Logs the word of `wie` that a duty (`informeren`, `overleg`) was fulfilled on `gedaan_op`.

    Raises AlertOnbekend where no open alert asks for it, ValueError on a day still to come or a missing name.
    """
    if gedaan_op > op:
        raise ValueError(
            f"De datum {day(gedaan_op)} ligt na vandaag ({day(op)}); geef de dag waarop het gebeurd is."
        )
    if not wie.strip():
        raise ValueError("Geef de naam van wie dit meldt.")
    path = _log(alertmap)
    mend_log(path)
    events = read_log(path)
    found = _find(replay(events), alert)
    if not found.is_open or plicht not in found.plichten:
        raise AlertOnbekend(
            f"Melding {found.id} vraagt niet om {plicht}; `woonmonitor alert show {found.id}` toont wat wel."
        )
    draft = Draft(
        agreement().duty(plicht).vervuld_door,
        found.id,
        (found.corporatie, found.gemeente),
        found.eerste_jaar,
        plichten=(plicht,),
        vervulling=Vervulling(gedaan_op=gedaan_op, wie=wie.strip(), toelichting=toelichting.strip()),
    )
    event = _event(draft, len(events) + 1, found, op)
    append_lines(path, [event.line()])
    write_messages(alertmap, [*events, event])
    return event


def list_open(alertmap: Path) -> list[dict[str, Any]]:
    """The open alerts, oldest first. `sinds`: the day it was established; `jaar`: of its evidence."""
    return _open(replay(read_log(_log(alertmap))))


def show(alertmap: Path, alert: str) -> str:
    """An alert in Dutch: where it stands and what happened, by its id or the unique start of it."""
    events = read_log(_log(alertmap))
    found = _find(replay(events), alert)
    lines = [f"Melding {found.id}: afspraak {found.afspraak}, {found.corporatie} in {found.gemeente}", ""]
    lines += [summary(found) if found.is_open else f"Deze melding is {found.fase}.", "", "Wat er is gebeurd:"]
    lines += [f"- {day(event.op)}: {wording(event).titel}" for event in events if event.alert == found.id]
    return "\n".join([*lines, "", f"De cijfers: {found.bewijs.plaats}", ""])


def _event(draft: Draft, number: int, alert: Alert | None, op: date) -> Event:
    terms = agreement()
    corporatie, gemeente = draft.key
    evidence = draft.bewijs.model_dump_json() if draft.bewijs else ""
    return Event(
        volgnummer=number,
        sleutel=digest(draft.alert, draft.soort, alert.aantal if alert else 0, evidence)[:32],
        op=op,
        soort=draft.soort,
        alert=draft.alert,
        afspraak=alert.afspraak if alert else terms.nummer,
        corporatie=corporatie,
        gemeente=gemeente,
        eerste_jaar=draft.eerste_jaar,
        niveau=draft.niveau,
        plichten=draft.plichten,
        bewijs=draft.bewijs,
        eerder_bewijs=draft.eerder_bewijs,
        vervulling=draft.vervulling,
    )


def _open(alerts: dict[str, Alert]) -> list[dict[str, Any]]:
    return [
        {
            "id": alert.id,
            "afspraak": alert.afspraak,
            "corporatie": alert.corporatie,
            "gemeente": alert.gemeente,
            "eerste_jaar": alert.eerste_jaar,
            "jaar": alert.bewijs.jaar,
            "staat": alert.niveau,
            "fase": alert.fase,
            "opgeschort": alert.opgeschort,
            "sinds": alert.sinds.isoformat(),
            "bewijs": alert.bewijs.model_dump(mode="json"),
            "plichten": duties(alert),
            "tekst": summary(alert),
        }
        for alert in alerts.values()
        if alert.is_open
    ]


def _find(alerts: dict[str, Alert], start: str) -> Alert:
    found = [alert for alert in alerts.values() if start and alert.id.startswith(start)]
    if len(found) != 1:
        many = "past op meer dan één melding" if found else "is geen bekende melding"
        raise AlertOnbekend(f"`{start}` {many}; `woonmonitor alert list` toont de meldingen die open staan.")
    return found[0]


def _log(alertmap: Path) -> Path:
    return alertmap / "logboek.jsonl"
