"""`woonmonitor alert` at the command line: people's words, the clock of the duties, exit codes."""

from datetime import date, datetime

import duckdb
import loopback
import pytest
from norm_figures import write_warehouse, year
from stand_ins import Command, Poort

import alerts
from woonmonitor import gates
from woonmonitor.state import State

JANUARY = ("alert", "--op", "2026-01-20")


@pytest.fixture
def alert_id(command: Command, home: State) -> str:
    """An open structural breach, established on 20 January 2026."""
    command("init")
    rows = [year(2024, 46, 171), year(2025, 43, 149, "structureel")]
    write_warehouse(home.warehouse, rows, gebouwd_op=datetime(2026, 1, 20))
    gates.store(home, "b", Poort(True, "b"))
    assert command(*JANUARY).exit_code == 20
    return str(alerts.list_open(home.alerts, op=date(2026, 1, 20))[0]["id"])


def test_who_when_and_why_are_shown(command: Command, alert_id: str) -> None:
    told = ("--name", "J. Bakker", "--note", "Brief aan alle partijen")
    assert command("alert", "informed", alert_id, "--date", "2026-02-01", *told).exit_code == 0
    shown = command("alert", "show", alert_id).stdout
    assert "Gemeld door J. Bakker: gedaan op 1 februari 2026. Brief aan alle partijen" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["overleg", "ID", "--date", "2025-06-01", "--name", "J. Bakker"], "31 december 2025"),
        (["overleg", "ID", "--date", "2999-01-01", "--name", "J. Bakker"], "na vandaag"),
        (["overleg", "ID", "--date", "2026-02-01", "--name", " "], "naam"),
        (["overleg", "ID", "--date", "2026-02-01"], "--name"),
        (["overleg", "zzz", "--date", "2026-02-01", "--name", "J. Bakker"], "alert list"),
        (["silence", "ID", "--until", "2999-01-01", "--name", "J. Bakker", "--reason", "x"], "een jaar"),
        (["silence", "ID", "--until", "2026-03-01", "--name", "J. Bakker"], "--reason"),
        (["unsilence", "ID", "--name", "J. Bakker"], "niet gestild"),
    ],
)
def test_what_cannot_be_recorded_is_64_and_one_line(
    command: Command, alert_id: str, home: State, words: list[str], said: str
) -> None:
    before = (home.alerts / "logboek.jsonl").read_bytes()
    result = command("alert", "--op", "2026-02-10", *(alert_id if word == "ID" else word for word in words))
    assert result.exit_code == 64
    assert result.stderr.count("\n") == 1
    assert said in result.stderr
    assert (home.alerts / "logboek.jsonl").read_bytes() == before


def test_an_error_of_ours_is_not_taken_for_the_users(
    command: Command, alert_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("ours")

    monkeypatch.setattr(alerts, "record_duty", broken)
    result = command("alert", "informed", alert_id, "--date", "2026-02-01", "--name", "J. Bakker")
    assert result.exit_code == 1


def test_a_silenced_alert_still_ends_with_its_exit_code(command: Command, alert_id: str) -> None:
    words = ("--until", "2026-06-30", "--name", "J. Bakker", "--reason", "Overleg op 2 juni")
    assert command("alert", "--op", "2026-02-01", "silence", alert_id, *words).exit_code == 0
    assert command("alert", "--op", "2026-05-01").exit_code == 20
    told = command("alert", "show", alert_id).stdout
    assert "Tot en met 30 juni 2026. Gemeld door J. Bakker. Overleg op 2 juni" in told
    assert "Herhaling is gestild tot en met 30 juni 2026" in told
    assert command("alert", "--op", "2026-06-01", "unsilence", alert_id, "--name", "J. Bakker").exit_code == 0
    assert "gestild tot" not in command("alert", "list").stdout


def test_exit_codes_of_ones_own(command: Command, alert_id: str, home: State) -> None:
    del alert_id
    (home.home / "woonmonitor.toml").write_text("[alerts]\nexit_structureel = 42\n")
    assert command("alert").exit_code == 42


def test_status_runs_the_clock_of_the_duties(command: Command, alert_id: str) -> None:
    del alert_id
    told = command("alert", "--op", "2026-02-10", "list").stdout
    assert "Nog niet als gedaan vastgelegd, al 21 dagen." in told
    status = command("status").stdout
    assert "geconstateerd op 2026-01-20, " in status
    assert "plicht van Actium en Woonservice: treden in overleg" in status


def test_an_overdue_levering_is_told_by_alert_and_status(
    command: Command, alert_id: str, home: State
) -> None:
    del alert_id
    with duckdb.connect(str(home.landing)) as connection:
        connection.execute(
            "insert into landing.leveringen select 'x', 1, 'thuiskompas', date '2025-12-31', 'volledig',"
            " date '2025-01-01', date '2025-12-31', 'c', 's', true, 'x', now()"
        )
    assert "te laat" not in command("alert", "--op", "2026-07-15").stdout
    assert (
        "Een levering is te laat (sinds 2026-07-16): Van thuiskompas"
        in command("alert", "--op", "2026-07-16").stdout
    )
    assert "Een levering is te laat" in command("status").stdout


def test_mail_and_webhook_by_environment_and_settings(
    command: Command, home: State, alert_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    toml = "[alerts]\nverzend_pogingen = 1\n"
    toml += 'afzender = "monitor@assen.test"\nontvangers = {Actium = ["a@actium.test"]}\n'
    (home.home / "woonmonitor.toml").write_text(toml)
    with loopback.mail_server() as postbus, loopback.webhook() as haak:
        monkeypatch.setenv("WOONMONITOR_SMTP_URL", f"smtp://127.0.0.1:{postbus.port}?starttls=nee")
        monkeypatch.setenv("WOONMONITOR_WEBHOOK_URL", haak.url)
        for _ in range(2):
            assert command(*JANUARY).exit_code == 20
        assert (postbus.to, len(haak.posts)) == (["a@actium.test"], 1)
        words = ("--date", "2026-02-01", "--name", "J. Bakker")
        assert command("alert", "informed", alert_id, *words).exit_code == 0
        assert len(haak.posts) == 2
    said = command("alert", "overleg", alert_id, *words)
    assert said.exit_code == 0  # a receiver that is gone ends nothing
    assert "Niet verzonden: webhook aan de beheerder" in said.stderr
    assert "2 bericht(en) nog niet aangenomen" in command("status").stdout
    told = said.output + home.logboek.read_text()
    assert loopback.PASSWORD not in told
    assert "actium.test" not in told


def test_an_unfit_address_is_64_before_anything_is_done(
    command: Command, home: State, alert_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WOONMONITOR_SMTP_URL", "smtp://wie:geheim@server:poort")
    before = (home.alerts / "logboek.jsonl").read_bytes()
    words = ("--date", "2026-02-01", "--name", "J. Bakker")
    for given in (("alert",), ("run", "--out", home.home), ("alert", "informed", alert_id, *words)):
        result = command(*given)
        assert result.exit_code == 64
        assert result.stderr.count("\n") == 1
        assert "geheim" not in result.output + home.logboek.read_text()
    assert (home.alerts / "logboek.jsonl").read_bytes() == before
