"""What appears and goes: threats of a running year, and leveringen that are overdue."""

from datetime import date
from pathlib import Path

import pytest
from norm_figures import running, write_warehouse, year

import alerts
from alerts import Leveringen
from alerts.evaluation import due_notices
from alerts.event import LogboekBeschadigd, Notice
from alerts.notices import open_notices

OP = date(2026, 9, 5)
THREAT = running(2026, 40, 150, "dreigend", 0.91)


@pytest.fixture
def alertmap(tmp_path: Path) -> Path:
    return tmp_path / "alerts"


class Monitor:
    """Delivers rows to one log."""

    def __init__(self, tmp_path: Path) -> None:
        self.warehouse, self.alertmap = tmp_path / "warehouse.duckdb", tmp_path / "alerts"

    def after(self, *rows: dict[str, object], op: date = OP, gate_shut: bool = False) -> list[str]:
        write_warehouse(self.warehouse, rows)
        found = alerts.evaluate(self.warehouse, self.alertmap, op=op, opgeschort=gate_shut)
        return [event.soort for event in found.new_events]

    def texts(self) -> str:
        return "\n".join(path.read_text() for path in sorted(self.alertmap.glob("berichten/*.txt")))


@pytest.mark.parametrize(
    ("later", "expected", "said"),
    [
        (
            running(2026, 40, 170, "binnen_norm", 0.3),
            ["dreiging_vervallen"],
            "naar verwachting binnen de norm",
        ),
        (year(2026, 40, 210), ["dreiging_vervallen"], "of is daarbinnen geëindigd"),
        (year(2026, 50, 210), ["dreiging_vervallen", "geconstateerd"], "boven de norm geëindigd"),
        (year(2026, 40, 150, "geen_norm", norm=None), ["dreiging_vervallen"], "zegt niet dat het goed ging"),
        (running(2026, 40, 150, "geen_oordeel", 0.9), [], ""),
        (running(2025, 40, 150, "binnen_norm", 0.1), [], ""),
    ],
    ids=["less likely", "ended within", "ended over", "no verdict possible", "blocked", "row is gone"],
)
def test_a_threat_appears_once_and_goes_only_by_a_verdict(
    tmp_path: Path, later: dict[str, object], expected: list[str], said: str
) -> None:
    monitor = Monitor(tmp_path)
    assert monitor.after(THREAT) == ["dreigt"]
    assert monitor.after({**THREAT, "k": 44}) == []
    assert monitor.after(later) == expected
    assert said in monitor.texts()
    assert monitor.after(later) == []


def test_a_threat_is_no_open_alert_and_says_that_it_is_a_forecast(tmp_path: Path, alertmap: Path) -> None:
    warehouse = write_warehouse(tmp_path / "w.duckdb", [THREAT])
    found = alerts.evaluate(warehouse, alertmap, op=OP)
    assert (found.open_alerts, found.niveau) == ([], None)
    text = next(alertmap.glob("berichten/*.txt")).read_text()
    for said in (
        "dit is een verwachting, geen vaststelling",
        "40 van de 150 toewijzingen",
        "De kans dat het jaar boven de norm eindigt, is 91 %",
        "Lezing A",
        "nog niet bekrachtigd",
    ):
        assert said in text
    (line,) = alerts.list_notices(alertmap)
    assert line.startswith("De norm dreigt te worden overschreden (sinds 2026-09-05): Actium")


def test_a_threat_that_returns_is_another_event(tmp_path: Path) -> None:
    monitor = Monitor(tmp_path)
    within = running(2026, 40, 170, "binnen_norm", 0.3)
    soorten = [*monitor.after(THREAT), *monitor.after(within), *monitor.after(THREAT)]
    assert soorten == ["dreigt", "dreiging_vervallen", "dreigt"]
    assert len(list(monitor.alertmap.glob("berichten/*.txt"))) == 3


def test_a_shut_gate_leaves_a_threat_as_it_is(tmp_path: Path) -> None:
    monitor = Monitor(tmp_path)
    monitor.after(THREAT)
    assert monitor.after(gate_shut=True) == []
    assert len(alerts.list_notices(monitor.alertmap)) == 1


def test_years_outside_the_norms_validity_are_passed_over(tmp_path: Path) -> None:
    before = [year(jaar, 17, 79, "geen_norm", norm=None, is_gesloten=jaar > 2020) for jaar in (2020, 2021)]
    assert Monitor(tmp_path).after(*before, THREAT) == ["dreigt"]


def test_only_the_reading_in_force_threatens(tmp_path: Path) -> None:
    assert Monitor(tmp_path).after({**THREAT, "is_bekrachtigde_lezing": False}) == []


def test_a_threat_and_the_breach_of_that_year_are_one_story(tmp_path: Path) -> None:
    monitor = Monitor(tmp_path)
    monitor.after(THREAT)
    monitor.after(year(2026, 50, 210))
    (alert,) = alerts.list_open(monitor.alertmap, op=OP)
    shown = alerts.show(monitor.alertmap, alert["id"], op=OP)
    assert "De norm dreigt te worden overschreden" in shown


def late(op: date, *geland: tuple[str, date], speling: int = 31) -> list[str]:
    leveringen = Leveringen(geland=geland, verwacht=[(1, 15), (7, 15)], speling=speling)
    return [f"{each.bron} {each.verwacht_op}" for each in leveringen.overdue(op)[0].values()]


DECEMBER = ("thuiskompas", date(2025, 12, 31))


@pytest.mark.parametrize(
    ("op", "expected"),
    [
        (date(2026, 7, 15), []),
        (date(2026, 7, 16), ["thuiskompas 2026-07-15"]),
        (date(2027, 2, 1), ["thuiskompas 2026-07-15", "thuiskompas 2027-01-15"]),
    ],
    ids=["the day itself is in time", "the day after is late", "each due day has its own"],
)
def test_a_levering_is_late_after_its_day(op: date, expected: list[str]) -> None:
    assert late(op, DECEMBER) == expected


@pytest.mark.parametrize(
    ("peildatum", "is_late"),
    [(date(2026, 6, 13), True), (date(2026, 6, 14), False), (date(2026, 12, 31), False)],
    ids=["32 days before", "31 days before", "a later one"],
)
def test_a_due_day_is_met_by_what_is_recent_enough(peildatum: date, is_late: bool) -> None:
    assert bool(late(date(2026, 7, 16), DECEMBER, ("thuiskompas", peildatum))) is is_late


def test_each_bron_is_waited_for_and_nothing_from_who_never_delivered() -> None:
    assert late(date(2026, 8, 1), ("a", date(2026, 6, 30)), ("b", date(2025, 12, 31))) == ["b 2026-07-15"]
    assert late(date(2026, 8, 1)) == []


def test_overdue_is_said_once_also_with_the_gate_shut_and_received_once(tmp_path: Path) -> None:
    warehouse = write_warehouse(tmp_path / "w.duckdb", [])
    alertmap = tmp_path / "alerts"

    def soorten(op: date, *geland: tuple[str, date], gate_shut: bool = False) -> list[str]:
        due = Leveringen(geland=geland, verwacht=[(1, 15), (7, 15)])
        found = alerts.evaluate(warehouse, alertmap, op=op, leveringen=due, opgeschort=gate_shut)
        assert found.niveau is None
        return [event.soort for event in found.new_events]

    assert soorten(date(2026, 7, 16), DECEMBER, gate_shut=True) == ["levering_te_laat"]
    assert soorten(date(2026, 7, 17), DECEMBER) == []
    june = ("thuiskompas", date(2026, 6, 30))
    assert soorten(date(2026, 7, 20), DECEMBER, june) == ["levering_ontvangen"]
    assert soorten(date(2026, 7, 21), DECEMBER, june) == []
    said = next(alertmap.glob("berichten/*_te_laat_*.txt")).read_text()
    assert "Van thuiskompas werd uiterlijk 15 juli 2026 een levering verwacht" in said


def test_what_goes_without_having_come_is_a_damaged_log() -> None:
    late_one, met = Leveringen(geland=[DECEMBER], verwacht=[(7, 15)]).overdue(OP)
    (notice,) = due_notices([], late_one, met, OP)
    gone = Notice(**{**notice.model_dump(), "soort": "levering_ontvangen"})
    assert list(open_notices([notice])) == [notice.alert]
    for log in ([gone], [notice, notice], [notice, gone, gone]):
        with pytest.raises(LogboekBeschadigd, match="reservekopie"):
            open_notices(log)
