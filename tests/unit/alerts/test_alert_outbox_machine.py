"""However it crashes: each receiver gets each event once, or again under the same key."""

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from norm_figures import evidence, timeline
from pytest import MonkeyPatch

import alerts
from alerts import dispatch
from alerts.channels import Bericht, NietVerzonden
from alerts.evaluation import due_events, person_event
from alerts.event import Event, Line, Vervulling
from alerts.journal import append_lines, read_log
from alerts.people import fulfilment
from alerts.state import replay

KEY = ("Actium", "Assen")
FIGURES = {
    "within": (20, 100, "binnen_norm"),
    "over": (30, 100, "overschrijding"),
    "structural": (30, 100, "structureel"),
}
PARTIES = ("Gemeente Assen", "Actium", "Woonservice", None)
HAPPENS = ("accepts", "refuses", "dies after", "dies before the mark", "dies after the mark")


class Crash(BaseException):
    """The process ends here."""


@dataclass
class Server:
    """Takes each message, or not, or takes it and is the last thing that the process sees."""

    naam: str = "mail"
    happens: list[str] = field(default_factory=list)
    next_mark: str = ""
    taken: dict[str, list[Bericht]] = field(default_factory=lambda: defaultdict(list))

    def send(self, bericht: Bericht, aan: str) -> None:
        now = self.happens.pop() if self.happens else "accepts"
        if now == "refuses":
            raise NietVerzonden("vol", blijvend=True, ook_andere=False)
        self.taken[aan].append(bericht)
        if now == "dies after":
            raise Crash
        self.next_mark = now


class Outbox(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.alertmap = Path(tempfile.mkdtemp())
        self.today = date(2026, 1, 1)
        self.server = Server()
        self.crashes = 0

    @initialize()
    def begin(self) -> None:
        self.deliver("over", "within", shut=False)

    @rule(first=st.sampled_from([*FIGURES]), second=st.sampled_from([*FIGURES]), shut=st.booleans())
    def deliver(self, first: str, second: str, shut: bool) -> None:
        figures = {KEY: timeline(evidence(2024, *FIGURES[first]), evidence(2025, *FIGURES[second]))}
        fresh = due_events(self._log(), figures, self.today, opgeschort=shut)
        append_lines(self.alertmap / "logboek.jsonl", [event.line() for event in fresh])

    @rule()
    def inform(self) -> None:
        for alert in replay(self._log()).values():
            if alert.is_open:
                done = Vervulling(gedaan_op=self.today, wie="A. de Vries", toelichting="")
                said = partial(fulfilment, plicht="informeren", vervulling=done, op=self.today)
                event = person_event(self._log(), alert.id, self.today, said)
                append_lines(self.alertmap / "logboek.jsonl", [event.line()])

    @rule(days=st.integers(1, 20))
    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(accepted=st.integers(0, 1), then=st.sampled_from(HAPPENS))
    def send(self, accepted: int, then: str) -> None:
        self.server.happens = [then, *(["accepts"] * accepted)]  # the last comes first
        with _marks_that_crash(self.server):
            try:
                self._send()
            except Crash:
                self.crashes += 1
        self.server.happens = []

    def _send(self) -> int:
        receivers = [alerts.Ontvanger(self.server, partij or "beheerder", partij) for partij in PARTIES]
        return alerts.send(self.alertmap, alerts.Verzending(receivers), op=self.today).aantal

    def _log(self) -> list[Line]:
        return read_log(self.alertmap / "logboek.jsonl")

    @invariant()
    def one_key_one_message_and_one_event_one_key(self) -> None:
        for taken in self.server.taken.values():
            by_key: dict[str, set[str]] = defaultdict(set)
            keys_of: dict[str, set[str]] = defaultdict(set)
            for bericht in taken:
                by_key[bericht.kenmerk].add(f"{bericht.onderwerp}{bericht.tekst}{bericht.html}")
                for event in bericht.gegevens["gebeurtenissen"]:
                    keys_of[event["sleutel"]].add(bericht.kenmerk)
            assert all(len(said) == 1 for said in [*by_key.values(), *keys_of.values()])

    @invariant()
    def only_a_crash_repeats(self) -> None:
        repeats = sum(len(taken) - len({b.kenmerk for b in taken}) for taken in self.server.taken.values())
        assert repeats <= self.crashes

    def _heard(self, name: str) -> set[tuple[str, str]]:
        return {
            (event["alert"], event["sleutel"])
            for bericht in self.server.taken[name]
            for event in bericht.gegevens["gebeurtenissen"]
        }

    def teardown(self) -> None:
        """In the end all is told, and once more tells nothing."""
        self._send()
        everything = {(event.alert, event.sleutel) for event in self._log() if self._is_open(event)}
        assert everything <= self._heard("beheerder")
        assert everything <= self._heard("Actium")
        assert self._send() == 0
        shutil.rmtree(self.alertmap)

    def _is_open(self, line: Line) -> bool:
        return isinstance(line, Event) and replay(self._log())[line.alert].is_open


@contextmanager
def _marks_that_crash(server: Server) -> Iterator[None]:
    real = dispatch.append_lines

    def append(path: Path, lines: list[str]) -> None:
        is_mark = any('"verzonden"' in line for line in lines)
        now = server.next_mark if is_mark else ""
        if now == "dies before the mark":
            raise Crash
        real(path, lines)
        if now == "dies after the mark":
            raise Crash

    with MonkeyPatch.context() as patch:
        patch.setattr(dispatch, "append_lines", append)
        yield


Outbox.TestCase.settings = settings(max_examples=50, stateful_step_count=15, deadline=None)
TestOutbox = Outbox.TestCase
