"""What the parties read."""

from datetime import date
from typing import get_args

import pytest
from norm_figures import evidence, timeline

from alerts.agreement import agreement
from alerts.duties import duties
from alerts.evaluation import due_events, person_event
from alerts.event import Event, Soort, Vervulling, Verwachting
from alerts.explained import expectation
from alerts.figures import slug
from alerts.message import content, html, message, summary, tell
from alerts.people import fulfilment
from alerts.state import Alert, replay
from alerts.wording import chance, enumeration, share_beside, wording

OP = date(2026, 1, 5)
KEY = ("Actium", "Assen")
OVER, STRUCTURAL = evidence(2024, 46, 171), evidence(2025, 43, 149, "structureel", p_gepoold=0.00614)


def life(*deliveries: list[object]) -> list[Event]:
    events: list[Event] = []
    for years in deliveries:
        events += due_events(events, {KEY: timeline(*years)}, OP)  # type: ignore[arg-type]
    return events


def text_of_last(events: list[Event]) -> str:
    return message(list(tell(events))[-1])


def test_the_text_says_what_on_what_evidence_and_who_must_do_what() -> None:
    text = text_of_last(life([OVER, STRUCTURAL]))
    for said in (
        "De norm is structureel overschreden\nActium, gemeente Assen\n5 januari 2026",
        "begon in 2024 en is nu structureel",
        "In 2025 weken 43 van de 149 toewijzingen af van de gewone regels: 28,9 %",
        "Daarvan mochten er 29 afwijken; het waren er 43",
        "de kans op zo veel of meer afwijkende toewijzingen 0,006",
        "Ook het jaar ervoor was boven de norm. Voor die jaren samen is de kans 0,012.",
        "Lezing A: alle toewijzingen tellen mee",
        "Te groot is: elk aandeel boven de norm.",
        "kans kleiner dan 0,001",
        "twee jaren op rij boven de norm, en samen te groot om toeval te zijn",
        "De partijen hebben nog niet bekrachtigd:\n- welke toewijzingen",
        "- Actium informeert de overige partijen tijdig over de te grote overschrijding (Gemeente Assen, "
        "Woonservice, Huurdersplatform MEVM en Huurdersvereniging Samen Sterk). Nog niet als gedaan",
        "- Actium en Woonservice treden in overleg met gemeente en huurdersorganisaties",
        "monitor.html#vrije-ruimte-actium-assen",
        "Gegevens tot en met 31 december 2025, uit levering aaaaaaaaaaaa.",
    ):
        assert said in text
    assert text.index("Actium informeert") < text.index("treden in overleg")
    assert "synthetisch" not in text


def test_the_two_years_together_are_cited_only_where_they_are_the_ground() -> None:
    alone = STRUCTURAL.model_copy(update={"regel_grond": "A"})
    assert "jaren samen is de kans" not in text_of_last(life([OVER, alone]))
    (*_, last) = life([OVER, STRUCTURAL])
    assert last.content()["bewijs"]["p_samen"] == 0.0123


def test_a_rule_that_judges_a_small_year_itself_is_explained_by_that_year() -> None:
    small = {"k_pool": 11, "n_pool": 56, "jaren_pool": 4, "p_eenzijdig": 0.552, "p_gepoold": 0.6}
    rule = {"regel": "zes_maanden", "regel_grond": "zes maanden"}
    text = text_of_last(life([evidence(2025, 3, 14, "structureel", **small, **rule)]))
    assert "In 2025 weken 3 van de 14 toewijzingen af van de gewone regels: 21,4 %" in text
    assert "Daarvan mochten er 2 afwijken; het waren er 3." in text
    assert "In 4 jaren tot en met 2025 waren het er 11 van de 56. Deze regel kijkt alleen naar" in text
    assert "0,552" in text
    assert "0,600" not in text


def test_a_log_of_before_the_two_years_together_still_reads() -> None:
    (first, *_) = life([OVER])
    known = first.content()
    del known["bewijs"]["p_samen"]
    assert Event.model_validate(known).bewijs == OVER.model_copy(update={"p_samen": None})


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (3, "nog ruimte voor 3 afwijkende toewijzingen."),
        (0, "De ruimte voor dit jaar is precies op."),
        (-1, "De ruimte voor dit jaar is op: nu al 1 afwijkende toewijzing te veel"),
    ],
)
def test_the_room_left_is_told_in_words(left: int, said: str) -> None:
    known = OVER.model_dump() | {"oordeel": "dreigend", "ruimte_over": left, "kans_boven_norm": 0.9}
    fields = {name: known[name] for name in Verwachting.model_fields}
    assert said in expectation(Verwachting(**fields))[-1]


def test_the_short_form_names_evidence_reading_and_rule_too() -> None:
    short = html([content(list(tell(life([OVER, STRUCTURAL])))[-1])])
    for said in (
        "Voor die jaren samen is de kans 0,012.",
        "Lezing A:",
        "Regel statistisch",
        "nog niet bekrachtigd",
    ):
        assert said in short


def test_a_withdrawal_cites_what_stood_before() -> None:
    revised = evidence(2024, 30, 171).model_copy(update={"vintage": date(2026, 6, 30)})
    text = text_of_last(life([OVER], [revised]))
    assert "Uit nieuwe gegevens blijkt dat er in 2024 geen te grote overschrijding is geweest." in text
    before = text.index("WAT STOND ER EERDER")
    assert text.index("46 van de 171") > before > text.index("30 van de 171")
    assert "Gegevens tot en met 31 december 2025" in text[before:]
    assert "Gegevens tot en met 30 juni 2026" in text[before:]
    assert "Deze melding vraagt van niemand meer iets." in text


def test_a_fulfilled_duty_names_who_said_so_and_when() -> None:
    events = life([OVER])
    done = Vervulling(gedaan_op=date(2026, 1, 2), wie="A. de Vries", toelichting="Brief van 2 januari.")
    events.append(
        person_event(events, events[0].alert, OP, lambda alert: fulfilment(alert, "informeren", done, OP))
    )
    text = text_of_last(events)
    assert "Gemeld door A. de Vries: gedaan op 2 januari 2026. Brief van 2 januari." in text
    assert "Gedaan op 2 januari 2026.\n" in text
    events += due_events(events, {KEY: timeline(OVER, evidence(2025, 9, 90))}, OP)
    assert "Deze melding vraagt van niemand meer iets." in text_of_last(events)


def test_pooled_years_unknown_grounds_and_other_readings_are_told() -> None:
    pooled = evidence(
        2025, 9, 30, k_pool=20, n_pool=80, jaren_pool=3, k_onbekend=2, oordeel_met_onbekend="structureel"
    )
    event = life([pooled.model_copy(update={"andere_lezingen": {"B": "binnen_norm", "U": "overschrijding"}})])
    text = text_of_last(event)
    assert "In 3 jaren tot en met 2025 weken 20 van de 80 toewijzingen af" in text
    assert "In 2025 alleen waren het 9 van de 30." in text
    assert "Van 2 toewijzingen in 2025 is de reden onbekend" in text
    assert "dan is het oordeel: structureel overschreden" in text
    assert (
        "Een andere lezing verandert dit wel. Het oordeel over 2025 is dan volgens lezing B binnen de norm "
        "en volgens lezing U overschreden."
    ) in text
    alike = pooled.model_copy(update={"andere_lezingen": {"B": "overschrijding", "U": "overschrijding"}})
    assert (
        "Een andere lezing verandert dit niet: ook volgens lezing B en lezing U is het oordeel over 2025 "
        "overschreden."
    ) in text_of_last(life([alike]))


def test_synthetic_figures_say_so_first() -> None:
    text = text_of_last(life([OVER.model_copy(update={"synthetisch": True})]))
    assert text.startswith("LET OP: dit bericht gaat over verzonnen (synthetische) gegevens.")


@pytest.mark.parametrize("soort", get_args(Soort))
def test_every_event_has_its_words(soort: Soort) -> None:
    event = life([OVER])[0].model_copy(update={"soort": soort})
    said = wording(event)
    assert said.titel
    assert "{" not in said.zin.format(wie="Actium", waar="Assen", eerste_jaar=2024)


def test_the_summary_tells_a_restored_norm_and_a_suspension() -> None:
    def open_alert(events: list[Event]) -> Alert:
        return replay(events)[events[0].alert]

    assert "Daarna was het aandeel weer binnen de norm." in summary(
        open_alert(life([OVER, evidence(2025, 9, 90)])), OP
    )
    blocked = evidence(2025, 30, 100, "geen_oordeel")
    assert "geen nieuw oordeel" in summary(open_alert(life([OVER, blocked])), OP)


def test_duties_name_parties_of_the_covenant() -> None:
    terms = agreement()
    inform, confer = terms.plichten
    assert terms.who(inform, "Woonservice") == ["Woonservice"]
    assert terms.whom(inform, "Woonservice") == [
        *("Gemeente Assen", "Actium", "Huurdersplatform MEVM", "Huurdersvereniging Samen Sterk"),
    ]
    assert terms.whom(confer, "Actium") == [
        *("Gemeente Assen", "Huurdersplatform MEVM", "Huurdersvereniging Samen Sterk"),
    ]
    assert terms.duties_at("overschrijding") == ("informeren",)
    assert terms.duties_at("structureel") == ("informeren", "overleg")


@pytest.mark.parametrize(
    ("k", "n", "said"),
    [
        (43, 149, "28,9 %"),
        (20, 100, "20,0 %"),
        (2001, 10_000, "20,01 %"),
        (200_001, 1_000_000, "20,0001 %"),
        (0, 0, "geen toewijzingen"),
    ],
)
def test_a_share_over_the_norm_never_reads_as_the_norm(k: int, n: int, said: str) -> None:
    assert share_beside(k, n, 0.2) == said


def test_small_words() -> None:
    assert (chance(0.0004), chance(0.0178)) == ("kleiner dan 0,001", "0,018")
    assert (enumeration(["a"]), enumeration(["a", "b", "c"])) == ("a", "a, b en c")
    assert slug("Aa en Hunze / Sleen") == "aa-en-hunze-sleen"


@pytest.mark.parametrize(("gedaan_op", "dagen"), [(date(2026, 1, 17), 12), (date(2026, 1, 2), 0)])
def test_the_clock_of_a_duty_stops_when_it_is_done(gedaan_op: date, dagen: int) -> None:
    events = life([OVER])
    (alert,) = replay(events).values()
    assert [duty["dagen"] for duty in duties(alert, date(2026, 1, 6))] == [1]
    assert "al 1 dag." in summary(alert, date(2026, 1, 6))
    said = Vervulling(gedaan_op=gedaan_op, wie="A. de Vries", toelichting="Brief")
    later = date(2026, 2, 1)
    events.append(
        person_event(events, alert.id, later, lambda found: fulfilment(found, "informeren", said, later))
    )
    (duty,) = duties(replay(events)[alert.id], date(2026, 6, 1))
    assert (duty["ontstaan_op"], duty["gedaan_op"], duty["dagen"]) == ("2026-01-05", f"{gedaan_op}", dagen)
    assert (duty["gemeld_door"], duty["toelichting"]) == ("A. de Vries", "Brief")
