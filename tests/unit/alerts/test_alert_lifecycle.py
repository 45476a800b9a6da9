"""Which events come from which figures, delivery after delivery."""

from collections.abc import Callable
from datetime import date

import pytest
from norm_figures import evidence, timeline

from alerts.evaluation import due_events, person_event
from alerts.event import Bewijs, Draft, Event, OpgaveGeweigerd, Stilte, Vervulling
from alerts.people import AlertOnbekend, fulfilment, silence, unsilence
from alerts.state import Alert, replay
from alerts.verdicts import Timeline

KEY = ("Actium", "Assen")
OP = date(2026, 1, 5)

WITHIN = (29, 149)
OVER = (30, 149)  # 20.1 %


def within(jaar: int, **columns: object) -> Bewijs:
    return evidence(jaar, *WITHIN, **columns)


def over(jaar: int, **columns: object) -> Bewijs:
    return evidence(jaar, *OVER, **columns)


def structural(jaar: int, **columns: object) -> Bewijs:
    return evidence(jaar, *OVER, "structureel", **columns)


def unjudged(jaar: int) -> Bewijs:
    return evidence(jaar, *OVER, "geen_oordeel")


def too_few(jaar: int) -> Bewijs:
    return evidence(jaar, 4, 12)


class Life:
    """A log in memory, fed one set of figures at a time."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def figures(self, *years: Bewijs, gate_shut: bool = False, op: date = OP) -> list[str]:
        timelines: dict[tuple[str, str], Timeline] = {KEY: timeline(*years)} if years else {}
        fresh = due_events(self.events, timelines, op, opgeschort=gate_shut, overleggen=[(4, 1), (12, 15)])
        self.events += fresh
        return [f"{event.soort} {event.eerste_jaar}" for event in fresh]

    def fulfil(self, plicht: str, gedaan_op: date = OP, wie: str = "A. de Vries") -> None:
        done = Vervulling(gedaan_op=gedaan_op, wie=wie, toelichting="")
        self.says(lambda alert: fulfilment(alert, plicht, done, OP))

    def silence(self, until: date, *, op: date = OP, reden: str = "Overleg gepland") -> None:
        stilte = Stilte(wie="A. de Vries", reden=reden, tot_en_met=until)
        self.says(lambda alert: silence(alert, stilte, op), op)

    def says(self, said: Callable[[Alert], Draft], op: date = OP) -> None:
        (alert,) = self.open()
        self.events.append(person_event(self.events, alert.id, op, said))

    def open(self) -> list[Alert]:
        return [alert for alert in replay(self.events).values() if alert.is_open]


@pytest.mark.parametrize(
    ("deliveries", "expected"),
    [
        pytest.param([[within(2024), within(2025)]], [[]], id="within the norm"),
        pytest.param([[evidence(2025, 20, 100)]], [[]], id="exactly 20 % is within"),
        pytest.param([[evidence(2025, 21, 100)]], [["geconstateerd 2025"]], id="one above"),
        pytest.param([[too_few(2024), too_few(2025)]], [[]], id="too few toewijzingen to judge"),
        pytest.param(
            [[evidence(2025, 14, 30, k_pool=14, n_pool=80, jaren_pool=3)]],
            [[]],
            id="small corporation: the year is over, its pool is within",
        ),
        pytest.param(
            [[evidence(2025, 5, 30, k_pool=20, n_pool=80, jaren_pool=3)]],
            [["geconstateerd 2025"]],
            id="small corporation: the year is within, its pool is over",
        ),
        pytest.param(
            [[within(2023), over(2024), structural(2025)]],
            [["geconstateerd 2024", "verergerd 2024"]],
            id="first run over history: one structural episode",
        ),
        pytest.param(
            [[over(2022), within(2023), over(2024)]],
            [["geconstateerd 2022", "norm_hersteld_plicht_open 2022", "geconstateerd 2024"]],
            id="first run over history: an old episode leaves its duty open",
        ),
        pytest.param(
            [[over(2024)], [over(2024), structural(2025)]],
            [["geconstateerd 2024"], ["verergerd 2024"]],
            id="it becomes structural",
        ),
        pytest.param(
            [[over(2024)], [over(2024), over(2025)]],
            [["geconstateerd 2024"], []],
            id="another year over is the same episode",
        ),
        pytest.param(
            [[over(2025)], [within(2025)], [over(2025)]],
            [["geconstateerd 2025"], ["ingetrokken 2025"], ["heropend 2025"]],
            id="20.1, 19.5 and 20.1 % by revisions",
        ),
        pytest.param(
            [[over(2024), structural(2025)], [over(2024), over(2025)]],
            [["geconstateerd 2024", "verergerd 2024"], ["ingetrokken 2024"]],
            id="revised: over, but not structural after all",
        ),
        pytest.param(
            [[over(2024)], [over(2023), over(2024)]],
            [["geconstateerd 2024"], ["ingetrokken 2024", "geconstateerd 2023"]],
            id="revised: it began a year earlier",
        ),
        pytest.param(
            [[over(2024), within(2025)], [over(2024), over(2025)]],
            [["geconstateerd 2024", "norm_hersteld_plicht_open 2024"], ["heropend 2024"]],
            id="revised: not within again after all",
        ),
        pytest.param(
            [[over(2024), unjudged(2025)], [over(2024), structural(2025)]],
            [["geconstateerd 2024", "opgeschort 2024"], ["hervat 2024", "verergerd 2024"]],
            id="a blocking quality failure on one year",
        ),
        pytest.param(
            [[over(2024)], [over(2024), too_few(2025)], [too_few(2024), too_few(2025)]],
            [["geconstateerd 2024"], [], []],
            id="a year too small to judge neither fires nor resolves",
        ),
        pytest.param(
            [[over(2024)], [within(2023)], []],
            [["geconstateerd 2024"], [], []],
            id="a verdict that is gone shows nothing",
        ),
        pytest.param(
            [[over(2022), too_few(2023), over(2024)]],
            [["geconstateerd 2022"]],
            id="a year without a verdict does not cut the run",
        ),
        pytest.param(
            [[over(2024)], [within(2024, lezing="B"), within(2025, lezing="B")]],
            [["geconstateerd 2024"], ["herbeoordeeld 2024", "norm_hersteld_plicht_open 2024"]],
            id="another reading: within, and the duty stays",
        ),
        pytest.param(
            [[within(2023), over(2024)], [over(2023, lezing="U"), structural(2024, lezing="U")]],
            [["geconstateerd 2024"], ["herbeoordeeld 2023"]],
            id="another reading: the same alert, now on a longer episode",
        ),
        pytest.param(
            [[over(2024), over(2025)], [over(2024), structural(2025, regel="twee_jaar")]],
            [["geconstateerd 2024"], ["herbeoordeeld 2024"]],
            id="another rule finds it structural",
        ),
        pytest.param(
            [[evidence(2025, 22, 100, marge=0.02)], [evidence(2025, 23, 100, marge=0.02)]],
            [[], ["geconstateerd 2025"]],
            id="te_grote_marge of 2 % points",
        ),
        pytest.param(
            [[evidence(2024, 21, 100, marge=0.02), evidence(2025, 30, 100, marge=0.02)]],
            [["geconstateerd 2024"]],
            id="the episode begins over the norm, though only later too far over",
        ),
    ],
)
def test_events_of_deliveries(deliveries: list[list[Bewijs]], expected: list[list[str]]) -> None:
    life = Life()
    for years, events in zip(deliveries, expected, strict=True):
        assert life.figures(*years) == events
        assert life.figures(*years) == []


def test_resolved_only_when_within_and_informed() -> None:
    life = Life()
    life.figures(over(2024))
    life.fulfil("informeren")
    assert life.figures(over(2024)) == []
    assert life.figures(over(2024), within(2025)) == ["opgelost 2024"]
    assert life.open() == []


def test_structural_also_needs_the_overleg() -> None:
    life = Life()
    life.figures(over(2023), structural(2024), within(2025))
    life.fulfil("informeren")
    assert life.figures(over(2023), structural(2024), within(2025)) == []
    life.fulfil("overleg")
    assert life.figures(over(2023), structural(2024), within(2025)) == ["opgelost 2023"]


def test_reopened_after_resolved_the_duties_are_owed_anew() -> None:
    life = Life()
    life.figures(over(2024))
    life.fulfil("informeren")
    life.figures(over(2024), within(2025))
    assert life.figures(over(2024), structural(2025)) == ["heropend 2024"]
    (alert,) = life.open()
    assert alert.niveau == "structureel"
    assert {name: duty.vervuld for name, duty in alert.plichten.items()} == {
        "informeren": None,
        "overleg": None,
    }


def test_reassessed_keeps_fulfilled_duties_and_identity() -> None:
    life = Life()
    life.figures(over(2024), structural(2025))
    life.fulfil("informeren")
    (before,) = life.open()
    assert life.figures(over(2024, regel="twee_jaar"), over(2025, regel="twee_jaar")) == [
        "herbeoordeeld 2024"
    ]
    (after,) = life.open()
    assert (after.id, after.niveau) == (before.id, "overschrijding")
    done = {name: duty.vervuld and duty.vervuld.gedaan_op for name, duty in after.plichten.items()}
    assert done == {"informeren": OP, "overleg": None}


def test_withdrawn_structural_level_takes_its_duty_along_and_cites_both() -> None:
    life = Life()
    life.figures(over(2024), structural(2025))
    life.figures(over(2024), over(2025))
    (alert,) = life.open()
    assert (alert.niveau, list(alert.plichten)) == ("overschrijding", ["informeren"])
    last = life.events[-1]
    assert last.bewijs and last.eerder_bewijs
    assert (last.eerder_bewijs.oordeel, last.bewijs.oordeel) == ("structureel", "overschrijding")


def test_withdrawal_cites_both_vintages() -> None:
    life = Life()
    life.figures(over(2025))
    revised = within(2025).model_copy(update={"vintage": date(2026, 6, 30), "leveringen": ("b" * 64,)})
    assert life.figures(revised) == ["ingetrokken 2025"]
    event = life.events[-1]
    assert event.bewijs and event.eerder_bewijs
    assert event.eerder_bewijs.vintage == date(2025, 12, 31)
    assert event.bewijs.vintage == date(2026, 6, 30)
    assert life.open() == []


def test_resolved_alert_is_still_withdrawn_when_it_never_held() -> None:
    life = Life()
    life.figures(over(2024))
    life.fulfil("informeren")
    life.figures(over(2024), within(2025))
    assert life.figures(within(2024), within(2025)) == ["ingetrokken 2024"]


def test_shut_gate_suspends_once_and_neither_fires_nor_resolves() -> None:
    life = Life()
    assert life.figures(gate_shut=True) == []
    life.figures(over(2024))
    assert life.figures(over(2024), within(2025), gate_shut=True) == ["opgeschort 2024"]
    assert life.figures(over(2024), within(2025), gate_shut=True) == []
    assert life.figures(over(2024), within(2025)) == ["hervat 2024", "norm_hersteld_plicht_open 2024"]


def test_identity_is_agreement_corporatie_gemeente_and_first_year() -> None:
    one, same, other = Life(), Life(), Life()
    one.figures(over(2024))
    same.figures(over(2024, lezing="B", regel="twee_jaar"), structural(2025, lezing="B", regel="twee_jaar"))
    other.figures(over(2025))
    ids = [life.open()[0].id for life in (one, same, other)]
    assert ids[0] == ids[1] != ids[2]


def test_episode_of_a_year_whose_alert_moved_under_another_reading_gets_its_own_identity() -> None:
    life = Life()
    life.figures(within(2023), over(2024))
    life.figures(over(2023, lezing="U"), over(2024, lezing="U"))
    u_again = [over(2022, lezing="U"), within(2023, lezing="U"), over(2024, lezing="U")]
    life.figures(over(2022, lezing="U"), over(2023, lezing="U"), over(2024, lezing="U"))
    life.figures(*u_again)
    starts = [alert.eerste_jaar for alert in life.open()]
    assert sorted(starts) == [2022, 2024]
    assert len({alert.id for alert in life.open()}) == 2


def test_alerts_that_turn_out_to_be_one_run_merge_into_the_earliest() -> None:
    life = Life()
    life.figures(within(2024), over(2025))
    life.figures(over(2023), within(2024), over(2025))
    other_rule = [over(jaar, regel="twee_jaar") for jaar in (2023, 2024, 2025)]
    assert life.figures(*other_rule) == ["herbeoordeeld 2023", "ingetrokken 2025"]
    assert life.events[-1].opgegaan
    assert [alert.eerste_jaar for alert in life.open()] == [2023]


def test_the_key_of_an_event_does_not_depend_on_the_day() -> None:
    figures = {KEY: timeline(over(2024), structural(2025))}
    monday, tuesday = due_events([], figures, OP), due_events([], figures, date(2026, 1, 6))
    assert [event.sleutel for event in monday] == [event.sleutel for event in tuesday]
    assert [event.op for event in monday] != [event.op for event in tuesday]


def test_corporations_do_not_touch_each_other() -> None:
    figures = {
        KEY: timeline(over(2025)),
        ("Woonservice", "Assen"): timeline(within(2025)),
        ("Actium", "Midden-Drenthe"): timeline(structural(2025)),
    }
    found = [(e.corporatie, e.gemeente, e.soort) for e in due_events([], figures, OP)]
    assert sorted(found) == [
        ("Actium", "Assen", "geconstateerd"),
        ("Actium", "Midden-Drenthe", "geconstateerd"),
        ("Actium", "Midden-Drenthe", "verergerd"),
    ]


def test_a_duty_is_recorded_only_where_it_is_owed() -> None:
    life = Life()
    life.figures(over(2024))
    with pytest.raises(AlertOnbekend, match="vraagt niet om overleg"):
        life.fulfil("overleg")
    with pytest.raises(OpgaveGeweigerd, match="6 januari 2026 ligt na vandaag"):
        life.fulfil("informeren", date(2026, 1, 6))
    with pytest.raises(OpgaveGeweigerd, match="naam"):
        life.fulfil("informeren", wie=" ")


def test_what_was_done_before_the_breach_could_be_known_fulfils_no_duty() -> None:
    life = Life()
    life.figures(over(2023), structural(2024))
    with pytest.raises(OpgaveGeweigerd, match="31 december 2023"):
        life.fulfil("informeren", date(2023, 12, 30))
    life.fulfil("informeren", date(2023, 12, 31))
    with pytest.raises(OpgaveGeweigerd, match="31 december 2024"):
        life.fulfil("overleg", date(2024, 6, 1))  # it was not structural yet
    life.fulfil("overleg", date(2025, 3, 1))


def test_after_it_was_withdrawn_only_what_is_done_since_counts() -> None:
    life = Life()
    life.figures(over(2024))
    life.figures(within(2024))
    life.figures(over(2024), op=date(2026, 1, 3))
    with pytest.raises(OpgaveGeweigerd, match="3 januari 2026"):
        life.fulfil("informeren", date(2026, 1, 2))
    life.fulfil("informeren", date(2026, 1, 3))


@pytest.mark.parametrize(
    ("op", "expected"),
    [
        pytest.param(date(2026, 3, 10), [], id="22 days before the overleg"),
        pytest.param(date(2026, 3, 11), ["2026-04-01"], id="21 days before it"),
        pytest.param(date(2026, 3, 31), ["2026-04-01"], id="the day before it"),
        pytest.param(date(2026, 4, 1), [], id="the day itself is too late"),
        pytest.param(date(2026, 4, 4), [], id="a day short of a quarter"),
        pytest.param(date(2026, 4, 5), ["kwartaal"], id="a quarter later"),
        pytest.param(date(2027, 12, 1), ["2027-12-15"], id="long after"),
    ],
)
def test_still_open_it_is_repeated(op: date, expected: list[str]) -> None:
    life = Life()
    life.figures(over(2025))
    life.figures(over(2025), op=op)
    assert [event.aanleiding for event in life.events[1:]] == expected
    assert life.figures(over(2025), op=op) == []


def test_who_was_told_within_the_weeks_before_an_overleg_is_not_reminded_of_it() -> None:
    life = Life()
    life.figures(over(2025), op=date(2026, 3, 12))
    assert life.figures(over(2025), op=date(2026, 3, 30)) == []
    assert life.figures(over(2025), op=date(2026, 6, 12)) == ["herhaald 2025"]


def test_recording_a_duty_does_not_put_off_the_repetition() -> None:
    life = Life()
    life.figures(over(2025), op=date(2026, 1, 1))
    life.fulfil("informeren")
    assert life.figures(over(2025), op=date(2026, 4, 1)) == ["herhaald 2025"]


def test_a_suspended_or_resolved_alert_is_not_repeated() -> None:
    life = Life()
    life.figures(over(2024))
    life.figures(gate_shut=True)
    assert life.figures(gate_shut=True, op=date(2027, 1, 1)) == []
    life.fulfil("informeren")
    assert life.figures(over(2024), within(2025), op=date(2027, 1, 2)) == ["hervat 2024", "opgelost 2024"]
    assert life.figures(over(2024), within(2025), op=date(2027, 6, 2)) == []


def test_a_silence_withholds_repetitions_until_its_last_day() -> None:
    life = Life()
    life.figures(over(2025))
    life.silence(date(2026, 6, 30))
    assert life.figures(over(2025), op=date(2026, 6, 30)) == []
    assert life.figures(over(2025), op=date(2026, 7, 1)) == ["stilte_verlopen 2025"]
    assert life.figures(over(2025), op=date(2026, 9, 8)) == []  # told on 1 July
    assert life.figures(over(2025), op=date(2026, 10, 1)) == ["herhaald 2025"]


def test_a_silence_expires_also_while_a_gate_stands_shut() -> None:
    life = Life()
    life.figures(over(2025))
    life.silence(date(2026, 1, 31))
    life.figures(gate_shut=True)
    assert life.figures(gate_shut=True, op=date(2026, 2, 1)) == ["stilte_verlopen 2025"]


@pytest.mark.parametrize(
    "worse",
    [
        pytest.param(structural(2025), id="verergerd"),
        pytest.param(structural(2025, regel="twee_jaar"), id="another rule finds it structural"),
    ],
)
def test_what_becomes_structural_breaks_a_silence(worse: Bewijs) -> None:
    life = Life()
    life.figures(over(2024), over(2025))
    life.silence(date(2026, 12, 31))
    life.figures(over(2024, regel=worse.regel), worse)
    assert [alert.stilte for alert in life.open()] == [None]


def test_a_silence_does_not_outlive_the_alert() -> None:
    life = Life()
    life.figures(over(2025))
    life.silence(date(2026, 12, 31))
    life.figures(within(2025))
    life.figures(over(2025))
    assert [alert.stilte for alert in life.open()] == [None]


def test_a_silence_is_lifted_by_name() -> None:
    life = Life()
    life.figures(over(2025))
    named, nobody = Stilte(wie="B", reden=""), Stilte(wie="", reden="")
    with pytest.raises(AlertOnbekend, match="niet gestild"):
        life.says(lambda alert: unsilence(alert, named))
    life.silence(date(2026, 12, 31))
    with pytest.raises(OpgaveGeweigerd, match="naam"):
        life.says(lambda alert: unsilence(alert, nobody))
    life.says(lambda alert: unsilence(alert, named))
    assert life.figures(over(2025), op=date(2026, 4, 5)) == ["herhaald 2025"]


@pytest.mark.parametrize(
    ("until", "reden"),
    [(date(2026, 1, 4), "gisteren"), (date(2027, 1, 7), "langer dan een jaar"), (date(2026, 2, 1), " ")],
)
def test_a_silence_needs_a_reason_and_an_end_within_a_year(until: date, reden: str) -> None:
    life = Life()
    life.figures(over(2025))
    with pytest.raises(OpgaveGeweigerd):
        life.silence(until, reden=reden)
    assert [event.soort for event in life.events] == ["geconstateerd"]
