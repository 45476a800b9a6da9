"""From the log to the receivers: what each has not heard yet, at least once, under one key for each message.

A message is composed once and noted in the outbox before the first try, so that each later try, also after a
crash, is the same message under the same key. The mark that it was accepted comes last.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from alerts.agreement import agreement
from alerts.channels import NietVerzonden, Ontvanger, Verzending
from alerts.event import Notice, about, digest
from alerts.journal import append_lines, mend_tail, read_lines, read_log
from alerts.letter import letter
from alerts.message import Told, tell
from alerts.state import Alert, replay

WAITS = (0.5, 2.0, 5.0)  # seconds before the second and later tries


class _Note(BaseModel):
    """A line of the outbox: a message that was composed, or that it was accepted."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    soort: Literal["bericht", "verzonden"]
    kenmerk: str
    ontvanger: str = ""
    sleutels: tuple[str, ...] = ()  # of the events that it tells


@dataclass(frozen=True)
class Verzonden:
    """What came of it: accepted now, still waiting, and Dutch one-liners on what went wrong."""

    aantal: int = 0
    wachtend: int = 0
    meldingen: list[str] = field(default_factory=list)


def send(
    alertmap: Path, verzending: Verzending, *, op: date, sleep: Callable[[float], None] = time.sleep
) -> Verzonden:
    """Sends what is waiting and what is new on the day `op`. The caller holds the lock on the state."""
    path = _outbox(alertmap)
    mend_tail(path)  # half a note counts as none
    notes = _read(path)
    told = list(tell(read_log(alertmap / "logboek.jsonl")))
    composed = list(_compose(told, notes, verzending, op))
    append_lines(path, [note.model_dump_json() for note in composed])
    waits = _waiting([*notes, *composed])
    by_key = {each.line.sleutel: each for each in told}
    receivers = {receiver.id: receiver for receiver in verzending.ontvangers}
    closed: set[str] = set()  # ways out that are of no use for now
    problems: list[str] = []
    sent = 0
    for note in waits:
        receiver = receivers.get(note.ontvanger)
        if receiver is None or receiver.kanaal.naam in closed or not by_key.keys() >= set(note.sleutels):
            continue
        try:
            _deliver(
                receiver, note.kenmerk, [by_key[key] for key in note.sleutels], verzending.pogingen, sleep
            )
        except NietVerzonden as fout:
            problems.append(f"Niet verzonden: {receiver}: {fout}. Het bericht wacht tot de volgende keer.")
            if fout.ook_andere:
                closed.add(receiver.kanaal.naam)
            continue
        append_lines(path, [_Note(soort="verzonden", kenmerk=note.kenmerk).model_dump_json()])
        sent += 1
    return Verzonden(sent, len(waits) - sent, problems)


def waiting(alertmap: Path) -> int:
    """How many messages were composed and not accepted yet."""
    return len(_waiting(_read(_outbox(alertmap))))


def _waiting(notes: Sequence[_Note]) -> list[_Note]:
    accepted = {note.kenmerk for note in notes if note.soort == "verzonden"}
    return [note for note in notes if note.soort == "bericht" and note.kenmerk not in accepted]


def _read(path: Path) -> list[_Note]:
    return [_Note.model_validate_json(line) for line in read_lines(path)[0]]


def _outbox(alertmap: Path) -> Path:
    return alertmap / "outbox" / "verzending.jsonl"


def _deliver(
    receiver: Ontvanger, kenmerk: str, news: Sequence[Told], tries: int, sleep: Callable[[float], None]
) -> None:
    bericht = letter(kenmerk, news)
    for number in range(1, tries + 1):
        try:
            return receiver.kanaal.send(bericht, receiver.adres)
        except NietVerzonden as fout:
            if fout.blijvend or number == tries:
                raise
            sleep(WAITS[min(number, len(WAITS)) - 1])
    return None


def _compose(
    told: Sequence[Told], notes: Sequence[_Note], verzending: Verzending, op: date
) -> Iterator[_Note]:
    """A message for each receiver and subject with news; the corporation concerned is the first to get it."""
    alerts = replay(each.line for each in told)
    for subject in dict.fromkeys(about(each.line) for each in told):
        own = [each for each in told if about(each.line) == subject]
        for receiver in sorted(verzending.ontvangers, key=lambda each: not _concerned(each, subject)):
            heard = {key for note in notes if note.ontvanger == receiver.id for key in note.sleutels}
            after = verzending.partijen_na_dagen
            news = [each for each in own if _is_news(each, own, heard, alerts)]
            news = [each for each in news if _is_its_turn(each, receiver, alerts, op, after)]
            keys = tuple(each.line.sleutel for each in news)
            if keys:
                kenmerk = digest("bericht", receiver.id, *keys)[:32]
                yield _Note(soort="bericht", kenmerk=kenmerk, ontvanger=receiver.id, sleutels=keys)


def _is_news(each: Told, own: Sequence[Told], heard: set[str], alerts: Mapping[str, Alert]) -> bool:
    """Not heard yet, not silenced, and not the end of something of which the beginning was never heard."""
    if each.line.sleutel in heard:
        return False
    if each.alert and each.alert.stilte and each.line.soort != "gestild":
        return False
    heard_of_it = any(other.line.alert == each.line.alert and other.line.sleutel in heard for other in own)
    return heard_of_it or _still_on(each, own, alerts)


def _still_on(each: Told, own: Sequence[Told], alerts: Mapping[str, Alert]) -> bool:
    if isinstance(each.line, Notice):
        latest = [other.line for other in own if isinstance(other.line, Notice)]
        last = [line for line in latest if line.alert == each.line.alert][-1]
        return last.soort in ("dreigt", "levering_te_laat")
    return alerts[each.line.alert].is_open


def _is_its_turn(each: Told, receiver: Ontvanger, alerts: Mapping[str, Alert], op: date, after: int) -> bool:
    """The corporation first; the other parties once it has informed them, or after that many days."""
    line = each.line
    if receiver.partij is None or not line.corporatie or _concerned(receiver, line.corporatie):
        return True
    if isinstance(line, Notice):
        return op >= line.op + timedelta(days=after)
    alert = alerts[line.alert]
    duty = alert.plichten.get("informeren")
    return duty is None or duty.vervuld is not None or op >= duty.ontstaan + timedelta(days=after)


def _concerned(receiver: Ontvanger, subject: str) -> bool:
    """`alle` is the corporations together."""
    if receiver.partij is None:
        return False
    together = [partij.naam for partij in agreement().partijen if partij.rol == "corporatie"]
    return receiver.partij in (together if subject == "alle" else [subject])
