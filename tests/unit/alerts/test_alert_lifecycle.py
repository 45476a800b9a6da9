"""Which events come from which figures, delivery after delivery."""

from datetime import date

import pytest
from norm_figures import evidence, timeline

from alerts.evaluation import AlertOnbekend, due_events, duty_event
from alerts.event import Bewijs, Event, Vervulling
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

    def figures(self, *years: Bewijs, gate_shut: bool = False) -> list[str]:
        timelines: dict[tuple[str, str], Timeline] = {KEY: timeline(*years)} if years else {}
        fresh = due_events(self.events, timelines, OP, opgeschort=gate_shut)
        self.events += fresh
        return [f"{event.soort} {event.eerste_jaar}" for event in fresh]

    def fulfil(self, plicht: str) -> None:
        (alert,) = self.open()
        done = Vervulling(gedaan_op=OP, wie="A. de Vries", toelichting="")
        self.events.append(duty_event(self.events, alert.id, plicht, done, OP))

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
    assert alert.plichten == {"informeren": None, "overleg": None}


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
    assert after.plichten == {"informeren": OP, "overleg": None}


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
    (alert,) = life.open()
    tomorrow = Vervulling(gedaan_op=date(2026, 1, 6), wie="A. de Vries", toelichting="")
    with pytest.raises(ValueError, match="6 januari 2026 ligt na vandaag"):
        duty_event(life.events, alert.id, "informeren", tomorrow, OP)
    nobody = Vervulling(gedaan_op=OP, wie="", toelichting="")
    with pytest.raises(ValueError, match="naam"):
        duty_event(life.events, alert.id, "informeren", nobody, OP)
