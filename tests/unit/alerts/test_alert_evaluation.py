"""The stage as its caller sees it: a warehouse in; log, messages, open alerts and exit code out."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from norm_figures import write_warehouse, year

import alerts
from alerts import outbox

MONDAY, TUESDAY = date(2026, 1, 5), date(2026, 1, 6)
STRUCTURAL = [year(2023, 26, 142), year(2024, 46, 171), year(2025, 43, 149, "structureel")]
SMALL = [
    year(jaar, 2, 6, "overschrijding", corporatie="Woonservice", k_pool=6, n_pool=18) for jaar in (2024, 2025)
]


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return write_warehouse(tmp_path / "warehouse.duckdb", [*STRUCTURAL, *SMALL])


@pytest.fixture
def alertmap(tmp_path: Path) -> Path:
    return tmp_path / "alerts"


def names(alertmap: Path) -> list[str]:
    return sorted(path.name for path in (alertmap / "berichten").iterdir())


def test_one_structural_alert_with_its_evidence_and_duties(warehouse: Path, alertmap: Path) -> None:
    found = alerts.evaluate(warehouse, alertmap, op=MONDAY)
    assert [event.soort for event in found.new_events] == ["geconstateerd", "verergerd"]
    assert found.niveau == "structureel"
    (alert,) = found.open_alerts
    assert (alert["corporatie"], alert["gemeente"], alert["afspraak"]) == ("Actium", "Assen", "20")
    assert (alert["staat"], alert["eerste_jaar"], alert["jaar"], alert["sinds"]) == (
        *("structureel", 2024, 2025),
        "2026-01-05",
    )
    evidence = alert["bewijs"]
    assert (evidence["k"], evidence["n"], evidence["k_pool"], evidence["n_pool"]) == (43, 149, 43, 149)
    assert (evidence["lezing"], evidence["regel"], evidence["regel_grond"]) == ("A", "statistisch", "B")
    assert (evidence["vintage"], evidence["leveringen"]) == ("2025-12-31", ["a" * 64])
    assert evidence["plaats"] == "monitor.html#vrije-ruimte-actium-assen"
    assert [(duty["plicht"], duty["wie"], duty["gedaan_op"]) for duty in alert["plichten"]] == [
        ("informeren", "Actium", None),
        ("overleg", "Actium en Woonservice", None),
    ]
    assert alerts.list_open(alertmap, op=MONDAY) == found.open_alerts


def test_the_same_input_twice_sends_nothing_twice(warehouse: Path, alertmap: Path) -> None:
    alerts.evaluate(warehouse, alertmap, op=MONDAY)
    log, messages = (alertmap / "logboek.jsonl").read_bytes(), names(alertmap)
    again = alerts.evaluate(warehouse, alertmap, op=TUESDAY)
    assert (again.new_events, again.berichten, again.niveau) == ([], [], "structureel")
    assert (alertmap / "logboek.jsonl").read_bytes() == log
    assert names(alertmap) == messages


def test_each_event_has_a_text_and_a_json_message(warehouse: Path, alertmap: Path) -> None:
    alerts.evaluate(warehouse, alertmap, op=MONDAY)
    assert names(alertmap) == [
        "2026-01-05_actium_geconstateerd_0001.json",
        "2026-01-05_actium_geconstateerd_0001.txt",
        "2026-01-05_actium_verergerd_0002.json",
        "2026-01-05_actium_verergerd_0002.txt",
    ]
    content = json.loads((alertmap / "berichten" / "2026-01-05_actium_verergerd_0002.json").read_text())
    logged = json.loads((alertmap / "logboek.jsonl").read_text().splitlines()[1])
    assert {name: content[name] for name in logged} == logged
    assert content["tekst"] == (alertmap / "berichten" / "2026-01-05_actium_verergerd_0002.txt").read_text()
    assert {path.stat().st_mode & 0o777 for path in (alertmap / "berichten").iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("rows", "niveau"),
    [
        pytest.param([], None, id="an empty landing"),
        pytest.param([year(2025, 20, 100)], None, id="within"),
        pytest.param([year(2025, 21, 100)], "overschrijding", id="over"),
        pytest.param(SMALL, None, id="too few to judge"),
        pytest.param([year(2025, 40, 100, is_gesloten=False)], None, id="a running year establishes nothing"),
        pytest.param([year(2025, 40, 100, is_bekrachtigde_lezing=False)], None, id="a reading not in force"),
        pytest.param(
            [year(2021, 40, 100, "geen_norm", k_pool=0, n_pool=0)], None, id="outside the norm's validity"
        ),
        pytest.param(
            [year(2024, 40, 100), year(2025, 9, 100)],
            "overschrijding",
            id="within again, the duty still open",
        ),
    ],
)
def test_the_level_says_what_is_open(
    tmp_path: Path, alertmap: Path, rows: list[dict[str, object]], niveau: str | None
) -> None:
    warehouse = write_warehouse(tmp_path / "warehouse.duckdb", rows)
    found = alerts.evaluate(warehouse, alertmap, op=MONDAY)
    assert found.niveau == niveau
    assert bool(found.new_events) == bool(niveau)


def test_evidence_names_the_other_readings(tmp_path: Path, alertmap: Path) -> None:
    rows = [year(2025, 21, 100), *(year(2025, 19, 100, lezing=x, is_bekrachtigde_lezing=False) for x in "BU")]
    found = alerts.evaluate(write_warehouse(tmp_path / "w.duckdb", rows), alertmap, op=MONDAY)
    assert found.open_alerts[0]["bewijs"]["andere_lezingen"] == {"B": "binnen_norm", "U": "binnen_norm"}


def test_a_vintage_build_establishes_nothing(tmp_path: Path, alertmap: Path) -> None:
    vintage = write_warehouse(tmp_path / "w.duckdb", STRUCTURAL, bekend_op=date(2025, 7, 1))
    with pytest.raises(alerts.AlertGeweigerd, match="bekend op 01-07-2025"):
        alerts.evaluate(vintage, alertmap, op=MONDAY)
    assert not alertmap.exists()


def test_with_the_gate_shut_no_warehouse_is_needed(warehouse: Path, alertmap: Path, tmp_path: Path) -> None:
    alerts.evaluate(warehouse, alertmap, op=MONDAY)
    shut = alerts.evaluate(tmp_path / "absent.duckdb", alertmap, op=TUESDAY, opgeschort=True)
    assert [event.soort for event in shut.new_events] == ["opgeschort"]
    assert (shut.niveau, shut.open_alerts[0]["opgeschort"]) == ("structureel", True)
    back = alerts.evaluate(warehouse, alertmap, op=TUESDAY)
    assert [event.soort for event in back.new_events] == ["hervat"]


def test_duties_recorded_then_resolved(tmp_path: Path, alertmap: Path) -> None:
    rows = [year(2024, 40, 100), year(2025, 9, 100)]
    warehouse = write_warehouse(tmp_path / "w.duckdb", rows)
    (alert,) = alerts.evaluate(warehouse, alertmap, op=MONDAY).open_alerts
    event = alerts.record_duty(
        alertmap,
        alert["id"],
        "informeren",
        op=TUESDAY,
        gedaan_op=MONDAY,
        wie="A. de Vries",
        toelichting="Brief",
    )
    assert event.soort == "geinformeerd"
    assert alerts.list_open(alertmap, op=TUESDAY)[0]["plichten"][0]["gedaan_op"] == "2026-01-05"
    resolved = alerts.evaluate(warehouse, alertmap, op=TUESDAY)
    assert ([event.soort for event in resolved.new_events], resolved.niveau) == (["opgelost"], None)
    shown = alerts.show(alertmap, alert["id"], op=TUESDAY)
    assert "5 januari 2026: Weer binnen de norm" in shown
    assert "6 januari 2026: Melding opgelost" in shown
    assert "  Gemeld door A. de Vries: gedaan op 5 januari 2026. Brief\n" in shown


def test_show_takes_the_start_of_an_id_and_says_when_it_knows_none(warehouse: Path, alertmap: Path) -> None:
    (alert,) = alerts.evaluate(warehouse, alertmap, op=MONDAY).open_alerts
    assert alerts.show(alertmap, alert["id"][:6], op=TUESDAY) == alerts.show(
        alertmap, alert["id"], op=TUESDAY
    )
    for unknown in ("zzz", ""):
        with pytest.raises(alerts.AlertOnbekend, match="alert list"):
            alerts.show(alertmap, unknown, op=TUESDAY)


def test_a_crash_before_the_mark_repeats_the_message_under_the_same_key(
    warehouse: Path, alertmap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(outbox, "append_lines", crash)
        alerts.evaluate(warehouse, alertmap, op=MONDAY)
    first = alertmap / "berichten" / "2026-01-05_actium_geconstateerd_0001.json"
    sent = first.read_text()
    again = alerts.evaluate(warehouse, alertmap, op=TUESDAY)
    assert again.new_events == []
    assert len(again.berichten) == 4
    assert first.read_text() == sent
    assert len(names(alertmap)) == 4


def test_a_message_once_delivered_may_be_taken_away(warehouse: Path, alertmap: Path) -> None:
    for path in alerts.evaluate(warehouse, alertmap, op=MONDAY).berichten:
        path.unlink()
    assert alerts.evaluate(warehouse, alertmap, op=TUESDAY).berichten == []


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_log_torn_at_any_byte_heals_to_the_unbroken_one(
    warehouse: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    alertmap = tmp_path_factory.mktemp("torn") / "alerts"
    whole = alerts.evaluate(warehouse, alertmap, op=MONDAY)
    log = alertmap / "logboek.jsonl"
    unbroken = log.read_bytes()
    cut = data.draw(st.integers(0, len(unbroken)))
    log.write_bytes(unbroken[:cut])
    healed = alerts.evaluate(warehouse, alertmap, op=MONDAY)
    assert log.read_bytes() == unbroken
    assert healed.open_alerts == whole.open_alerts
    assert {event.sleutel for event in healed.new_events} <= {event.sleutel for event in whole.new_events}
    assert bool(healed.meldingen) == (cut > 0 and unbroken[cut - 1 : cut] != b"\n")
