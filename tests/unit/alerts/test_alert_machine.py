"""Whatever is delivered, revised, ratified anew, blocked, fulfilled or silenced, and however time goes: the
promises that alerts keep."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from norm_figures import evidence, timeline

from alerts.evaluation import due_events, person_event
from alerts.event import Draft, Event, Stilte, Vervulling
from alerts.openings import run_of
from alerts.people import fulfilment, silence, unsilence
from alerts.state import Alert, apply, replay
from alerts.verdicts import Timeline

KEY = ("Actium", "Assen")
OVERLEGGEN = [(4, 1), (9, 30), (12, 15)]
BY_TIME = {"herhaald", "stilte_verlopen"}
VERDICTS = {
    "within": (20, 100, "binnen_norm"),
    "a little over": (21, 100, "overschrijding"),
    "over": (30, 100, "overschrijding"),
    "structural": (30, 100, "structureel"),
    "too few": (9, 30, "overschrijding"),
    "blocked": (30, 100, "geen_oordeel"),
}
verdicts = st.sampled_from([*VERDICTS, "absent"])


class AlertLife(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.today = date(2026, 1, 1)
        self.years: dict[int, str] = {}
        self.choice = ("A", "statistisch", 0.0)
        self.events: list[Event] = []
        self.alerts: dict[str, Alert] = {}
        self.gate_shut = False

    @rule(jaar=st.integers(2020, 2025), verdict=verdicts)
    def deliver(self, jaar: int, verdict: str) -> None:
        self.years[jaar] = verdict
        self._evaluate()

    @rule(found=st.lists(verdicts, min_size=6, max_size=6))
    def deliver_all(self, found: list[str]) -> None:
        self.years = dict(enumerate(found, start=2020))
        self._evaluate()

    @rule(
        lezing=st.sampled_from("ABU"),
        regel=st.sampled_from(["statistisch", "twee_jaar"]),
        marge=st.sampled_from([0.0, 0.05]),
        found=st.lists(verdicts, min_size=6, max_size=6),
    )
    def ratify(self, lezing: str, regel: str, marge: float, found: list[str]) -> None:
        self.choice = (lezing, regel, marge)
        self.deliver_all(found)

    @rule()
    def gate(self) -> None:
        self.gate_shut = not self.gate_shut
        self._evaluate()

    @rule(data=st.data())
    def fulfil(self, data: st.DataObject) -> None:
        owed = [
            (alert.id, duty) for alert in self.alerts.values() if alert.is_open for duty in alert.plichten
        ]
        if owed:
            alert, duty = data.draw(st.sampled_from(owed))
            done = Vervulling(gedaan_op=self.today, wie="A. de Vries", toelichting="")
            said = partial(fulfilment, plicht=duty, vervulling=done, op=self.today)
            self._log([person_event(self.events, alert, self.today, said)])
            self._evaluate()

    @rule(days=st.integers(1, 100))
    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)
        self._evaluate()

    @rule(data=st.data(), days=st.integers(0, 150))
    def silence(self, data: st.DataObject, days: int) -> None:
        said = Stilte(wie="C. Bos", reden="Overleg gepland", tot_en_met=self.today + timedelta(days=days))
        self._say(
            data, [a for a in self.alerts.values() if a.is_open], partial(silence, stilte=said, op=self.today)
        )

    @rule(data=st.data())
    def unsilence(self, data: st.DataObject) -> None:
        said = Stilte(wie="C. Bos", reden="")
        self._say(data, [a for a in self.alerts.values() if a.stilte], partial(unsilence, stilte=said))

    def _say(self, data: st.DataObject, asked: list[Alert], said: Callable[[Alert], Draft]) -> None:
        if asked:
            alert = data.draw(st.sampled_from([each.id for each in asked]))
            self._log([person_event(self.events, alert, self.today, said)])

    def _timeline(self) -> Timeline:
        lezing, regel, marge = self.choice
        return timeline(
            *(
                evidence(jaar, *VERDICTS[verdict], marge, lezing=lezing, regel=regel)
                for jaar, verdict in sorted(self.years.items())
                if verdict != "absent"
            )
        )

    def _evaluate(self) -> None:
        self.today += timedelta(days=1)
        figures = {KEY: self._timeline()}
        fresh = self._due(figures, self.today)
        self._log(fresh)
        assert self._due(figures, self.today) == []
        assert {event.soort for event in self._due(figures, self.today + timedelta(days=1))} <= BY_TIME
        for alert in self.alerts.values():
            assert not alert.stilte or (alert.is_open and alert.stilte.tot_en_met >= self.today)
        if self.gate_shut:
            assert {event.soort for event in fresh} <= {"opgeschort", "stilte_verlopen"}

    def _due(self, figures: dict[tuple[str, str], Timeline], op: date) -> list[Event]:
        return due_events(self.events, figures, op, opgeschort=self.gate_shut, overleggen=OVERLEGGEN)

    def _log(self, fresh: list[Event]) -> None:
        for event in fresh:
            before = self.alerts.get(event.alert)
            if event.soort == "opgelost":
                assert before and before.is_open and before.duties_done
            if event.soort == "norm_hersteld_plicht_open":
                assert before and not before.duties_done
            if event.soort == "herhaald":
                assert before and before.is_open and not before.stilte and not before.opgeschort
                assert (event.op - before.gezegd_op).days > (0 if event.aanleiding != "kwartaal" else 88)
            assert (before is None) == (event.soort == "geconstateerd")
            self.events.append(event)
            self.alerts[event.alert] = apply(before, event)

    def teardown(self) -> None:
        """The log alone gives the state."""
        written = [Event.model_validate_json(event.line()) for event in self.events]
        assert replay(written) == self.alerts

    @invariant()
    def events_are_numbered_and_their_keys_are_their_own(self) -> None:
        assert [event.volgnummer for event in self.events] == list(range(1, len(self.events) + 1))
        assert len({event.sleutel for event in self.events}) == len(self.events)

    @invariant()
    def one_open_alert_for_each_run(self) -> None:
        claims = [
            verdict.jaar
            for alert in self.alerts.values()
            if alert.is_open and not alert.opgeschort
            for verdict in run_of(alert, self._timeline()).verdicts
        ]
        assert len(claims) == len(set(claims))

    @invariant()
    def what_is_over_now_is_open_or_suspended(self) -> None:
        if self.gate_shut:
            return
        running = [episode for episode in self._timeline().episodes() if episode.holds and episode.opening]
        if running:
            standing = [a for a in self.alerts.values() if a.fase == "open" or (a.is_open and a.opgeschort)]
            assert any(
                running[0].overlaps(alert.eerste_jaar, 2025) or alert.opgeschort for alert in standing
            ), self.years


AlertLife.TestCase.settings = settings(max_examples=100, stateful_step_count=25, deadline=None)
TestAlertLife = AlertLife.TestCase
