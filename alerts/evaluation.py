"""The alert stage: figures in, events logged, messages written, open alerts out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from alerts.agreement import agreement
from alerts.event import Draft, Event, Vervulling, digest
from alerts.journal import append_lines, mend_log, read_log
from alerts.lifecycle import next_event, suspension
from alerts.message import duties, summary
from alerts.outbox import write_messages
from alerts.state import Alert, apply, replay
from alerts.verdicts import Key, Timeline, read_timelines
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
    fresh = due_events(events, timelines, op, opgeschort=opgeschort)
    append_lines(path, [event.line() for event in fresh])
    written = write_messages(alertmap, [*events, *fresh])
    return Evaluatie(fresh, _open(replay([*events, *fresh])), [mended] if mended else [], written)


def due_events(
    events: Sequence[Event], timelines: Mapping[Key, Timeline], op: date, *, opgeschort: bool = False
) -> list[Event]:
    """What is to be logged after `events`, now that the figures are these."""
    alerts = replay(events)
    fresh: list[Event] = []
    while draft := suspension(alerts) if opgeschort else next_event(alerts, timelines, agreement()):
        event = _event(draft, len(events) + len(fresh) + 1, alerts.get(draft.alert), op)
        alerts[event.alert] = apply(alerts.get(event.alert), event)
        fresh.append(event)
    return fresh


def record_duty(
    alertmap: Path, alert: str, plicht: str, *, op: date, gedaan_op: date, wie: str, toelichting: str = ""
) -> Event:
    """Logs the word of `wie` that a duty (`informeren`, `overleg`) was fulfilled on `gedaan_op`.

    Raises AlertOnbekend where no open alert asks for it, ValueError on a day still to come or a missing name.
    """
    path = _log(alertmap)
    mend_log(path)
    events = read_log(path)
    vervulling = Vervulling(gedaan_op=gedaan_op, wie=wie.strip(), toelichting=toelichting.strip())
    event = duty_event(events, alert, plicht, vervulling, op)
    append_lines(path, [event.line()])
    write_messages(alertmap, [*events, event])
    return event


def duty_event(events: Sequence[Event], alert: str, plicht: str, vervulling: Vervulling, op: date) -> Event:
    """The event by which a person's word enters the log; refused as `record_duty` says."""
    if vervulling.gedaan_op > op:
        raise ValueError(
            f"De datum {day(vervulling.gedaan_op)} ligt na vandaag ({day(op)}); "
            "geef de dag waarop het gebeurd is."
        )
    if not vervulling.wie:
        raise ValueError("Geef de naam van wie dit meldt.")
    found = _find(replay(events), alert)
    if not found.is_open or plicht not in found.plichten:
        raise AlertOnbekend(
            f"Melding {found.id} vraagt niet om {plicht}; `woonmonitor alert show {found.id}` toont wat wel."
        )
    soort = agreement().duty(plicht).vervuld_door
    draft = found.draft(soort, plichten=(plicht,), vervulling=vervulling)
    return _event(draft, len(events) + 1, found, op)


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
    evidence = draft.bewijs.model_dump_json() if draft.bewijs else ""
    key = digest(draft.alert, draft.soort, alert.aantal if alert else 0, evidence)[:32]
    return Event(**dict(draft), volgnummer=number, sleutel=key, op=op)


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
