"""The alert stage: figures in, events logged, messages written, open alerts out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from alerts.agreement import agreement
from alerts.clock import expired_silence, repetition
from alerts.event import Draft, Event, Line, Niveau, Notice, NoticeDraft, Stilte, Vervulling, digest
from alerts.figures import Figures, read_figures
from alerts.journal import append_lines, mend_log, read_log
from alerts.lifecycle import next_event, suspension
from alerts.notices import appeared_before, next_notices, open_notices
from alerts.outbox import write_messages
from alerts.overdue import Leveringen
from alerts.people import find, fulfilment, silence, unsilence
from alerts.shown import alert_as_dict
from alerts.state import Alert, apply, replay
from alerts.verdicts import Key, Timeline
from alerts.wording import sentence, wording

DAGEN_VOOR_OVERLEG = 21


@dataclass(frozen=True)
class Evaluatie:
    """`meldingen`: Dutch one-liners on what was found and mended in the log."""

    new_events: Sequence[Line]
    open_alerts: list[dict[str, Any]]
    meldingen: list[str] = field(default_factory=list)
    berichten: list[Path] = field(default_factory=list)

    @property
    def niveau(self) -> Niveau | None:
        """The worst that is open; suspended and silenced alerts count."""
        levels = {alert["staat"] for alert in self.open_alerts}
        if "structureel" in levels:
            return "structureel"
        return "overschrijding" if levels else None


def evaluate(
    warehouse: Path,
    alertmap: Path,
    *,
    op: date,
    opgeschort: bool = False,
    leveringen: Leveringen | None = None,
    dagen_voor_overleg: int = DAGEN_VOOR_OVERLEG,
) -> Evaluatie:
    """Logs the events that the figures of `warehouse` make due and writes their messages, dated `op`.

    `opgeschort`: a gate stopped this build, so `warehouse` is not read and open alerts are suspended. The
    caller holds the lock on the state. Raises AlertGeweigerd (no or a vintage build) and LogboekBeschadigd.
    """
    figures = Figures() if opgeschort else read_figures(warehouse)
    path = _log(alertmap)
    mended = mend_log(path)
    lines = read_log(path)
    late, met = (leveringen or Leveringen()).overdue(op)
    seen: list[Line] = [*due_notices(lines, {**figures.threats, **late}, {**figures.averted, **met}, op)]
    fresh = [
        *seen,
        *due_events(
            [*lines, *seen],
            figures.timelines,
            op,
            opgeschort=opgeschort,
            overleggen=figures.overleggen,
            dagen_voor_overleg=dagen_voor_overleg,
        ),
    ]
    append_lines(path, [line.line() for line in fresh])
    after = [*lines, *fresh]
    written = write_messages(alertmap, after)
    return Evaluatie(fresh, _open(after, op), [mended] if mended else [], written)


def due_events(
    lines: Sequence[Line],
    timelines: Mapping[Key, Timeline],
    op: date,
    *,
    opgeschort: bool = False,
    overleggen: Sequence[tuple[int, int]] = (),
    dagen_voor_overleg: int = DAGEN_VOOR_OVERLEG,
) -> list[Event]:
    """What is to be logged of the alerts after `lines`, now that the figures are these and it is `op`."""
    alerts = replay(lines)
    fresh: list[Event] = []

    def due() -> Draft | None:
        judged = suspension(alerts) if opgeschort else next_event(alerts, timelines, agreement())
        return expired_silence(alerts, op) or judged or repetition(alerts, op, overleggen, dagen_voor_overleg)

    while draft := due():
        event = _event(draft, len(lines) + len(fresh) + 1, alerts.get(draft.alert), op)
        alerts[event.alert] = apply(alerts.get(event.alert), event)
        fresh.append(event)
    return fresh


def due_notices(
    lines: Sequence[Line], now: Mapping[str, NoticeDraft], gone: Mapping[str, NoticeDraft], op: date
) -> list[Notice]:
    """What is to be logged of threats and leveringen, now that these hold and those do not."""
    return [
        Notice(
            **dict(draft),
            volgnummer=number,
            sleutel=digest(draft.alert, draft.soort, appeared_before(lines, draft.alert))[:32],
            op=op,
        )
        for number, draft in enumerate(next_notices(open_notices(lines), now, gone), start=len(lines) + 1)
    ]


def record_duty(
    alertmap: Path, alert: str, plicht: str, *, op: date, gedaan_op: date, wie: str, toelichting: str = ""
) -> Event:
    """Logs the word of `wie` that a duty (`informeren`, `overleg`) was fulfilled on `gedaan_op`.

    Raises AlertOnbekend where no open alert asks for it, OpgaveGeweigerd on a missing name, a day to come or
    one before the breach.
    """
    done = Vervulling(gedaan_op=gedaan_op, wie=wie.strip(), toelichting=toelichting.strip())
    return _record(alertmap, alert, op, lambda found: fulfilment(found, plicht, done, op))


def record_silence(alertmap: Path, alert: str, *, op: date, tot_en_met: date, wie: str, reden: str) -> Event:
    """Logs that the alert need not be repeated up to and including a day; refused as `record_duty` says."""
    stilte = Stilte(wie=wie.strip(), reden=reden.strip(), tot_en_met=tot_en_met)
    return _record(alertmap, alert, op, lambda found: silence(found, stilte, op))


def record_unsilence(alertmap: Path, alert: str, *, op: date, wie: str, reden: str = "") -> Event:
    """Logs that a silence ends before its day; refused as `record_duty` says."""
    stilte = Stilte(wie=wie.strip(), reden=reden.strip())
    return _record(alertmap, alert, op, lambda found: unsilence(found, stilte))


def person_event(lines: Sequence[Line], alert: str, op: date, said: Callable[[Alert], Draft]) -> Event:
    """The event by which a person's word enters the log."""
    found = find(replay(lines), alert)
    return _event(said(found), len(lines) + 1, found, op)


def _record(alertmap: Path, alert: str, op: date, said: Callable[[Alert], Draft]) -> Event:
    path = _log(alertmap)
    mend_log(path)
    lines = read_log(path)
    event = person_event(lines, alert, op, said)
    append_lines(path, [event.line()])
    write_messages(alertmap, [*lines, event])
    return event


def list_open(alertmap: Path, *, op: date) -> list[dict[str, Any]]:
    """The open alerts, oldest first, as they stand on `op`. `sinds`: the day it was established; `jaar`: of
    its evidence; `plichten`: with the days that each took or is open."""
    return _open(read_log(_log(alertmap)), op)


def list_notices(alertmap: Path) -> list[str]:
    """A Dutch line for each threat and each overdue levering that stands, oldest first."""
    standing = open_notices(read_log(_log(alertmap))).values()
    return [f"{wording(notice).titel} (sinds {notice.op}): {sentence(notice)}" for notice in standing]


def _event(draft: Draft, number: int, alert: Alert | None, op: date) -> Event:
    evidence = draft.bewijs.model_dump_json() if draft.bewijs else ""
    key = digest(draft.alert, draft.soort, alert.aantal if alert else 0, evidence)[:32]
    return Event(**dict(draft), volgnummer=number, sleutel=key, op=op)


def _open(lines: Sequence[Line], op: date) -> list[dict[str, Any]]:
    return [alert_as_dict(alert, lines, op) for alert in replay(lines).values() if alert.is_open]


def _log(alertmap: Path) -> Path:
    return alertmap / "logboek.jsonl"
