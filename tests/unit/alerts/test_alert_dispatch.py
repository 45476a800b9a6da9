"""Messages that leave the machine: to whom, when, and at least once whatever the other side does."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import loopback
import pytest
from loopback import PASSWORD, USER, Haak, Postbus
from norm_figures import running, write_warehouse, year

import alerts
from alerts import Leveringen, Ontvanger, Verzending, Verzonden, message
from alerts import dispatch as dispatching
from alerts.agreement import agreement
from alerts.event import OpgaveGeweigerd
from alerts.figures import slug
from alerts.journal import read_log

MONDAY, TUESDAY, LATER = date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 19)
OVER = [year(2025, 30, 100)]
STRUCTURAL = [year(2024, 46, 171), year(2025, 43, 149, "structureel")]


class Monitor:
    """Figures in, messages out, on one log."""

    def __init__(self, tmp_path: Path) -> None:
        self.warehouse, self.alertmap = tmp_path / "warehouse.duckdb", tmp_path / "alerts"
        self.waited: list[float] = []

    def figures(self, rows: list[dict[str, Any]], op: date = MONDAY, **more: Any) -> None:
        alerts.evaluate(write_warehouse(self.warehouse, rows), self.alertmap, op=op, **more)

    def send(self, verzending: Verzending, op: date = MONDAY) -> Verzonden:
        return alerts.send(self.alertmap, verzending, op=op, sleep=self.waited.append)

    def inform(self, op: date = MONDAY) -> None:
        (alert,) = alerts.list_open(self.alertmap, op=op)
        alerts.record_duty(self.alertmap, alert["id"], "informeren", op=op, gedaan_op=op, wie="A. de Vries")

    def secrets(self) -> str:
        """All that lies on disk but what the parties read."""
        return "".join(path.read_text() for path in self.alertmap.glob("outbox/*"))


@pytest.fixture
def monitor(tmp_path: Path) -> Monitor:
    return Monitor(tmp_path)


@pytest.fixture
def postbus() -> Iterator[Postbus]:
    with loopback.mail_server() as bus:
        yield bus


@pytest.fixture
def haak() -> Iterator[Haak]:
    with loopback.webhook() as one:
        yield one


def by_mail(port: int, *partijen: str | None, timeout: float = 5.0, **more: Any) -> Verzending:
    server = alerts.mail_server(f"smtp://127.0.0.1:{port}?starttls=nee", "monitor@assen.test", timeout)
    named = [Ontvanger(server, f"{slug(partij or 'beheer')}@x.test", partij) for partij in partijen]
    return Verzending(named, **more)


def by_webhook(url: str, vorm: Any = "json", timeout: float = 5.0) -> Verzending:
    return Verzending([Ontvanger(alerts.webhook(url, vorm, timeout))])


def test_the_mail_says_what_on_what_evidence_and_who_must_do_what(monitor: Monitor, postbus: Postbus) -> None:
    monitor.figures(STRUCTURAL)
    assert monitor.send(by_mail(postbus.port, "Actium")) == Verzonden(1, 0, [])
    (letter,) = postbus.letters
    assert letter["Subject"] == "Actium, Assen: De norm is structureel overschreden"
    assert letter["Message-ID"] == f"<{letter['Idempotency-Key']}@woonmonitor>"
    text = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    for said in (
        "In 2025 weken 43 van de 149 toewijzingen af van de gewone regels: 28,9 %",
        "Lezing A: alle toewijzingen tellen mee",
        "Regel statistisch",
        "De partijen hebben nog niet bekrachtigd:",
        "Actium en Woonservice treden in overleg",
        "monitor.html#vrije-ruimte-actium-assen",
        "WAT GING ERAAN VOORAF\n- 5 januari 2026: Meer dan de norm",
    ):
        assert said in text.replace("\r\n", "\n")
    assert text.index("WAT GING ERAAN VOORAF") < text.index("WAAR DE CIJFERS STAAN")
    html = letter.get_body(("html",)).get_content()  # type: ignore[union-attr]
    for said in ("28,9 %", "treden in overleg", "nog niet bekrachtigd: welke toewijzingen", "monitor.html#"):
        assert said in html
    assert len(html) < len(text)


def test_what_is_ratified_is_not_said_to_be_open(monitor: Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
    ratified = agreement().model_copy(update={"niet_bekrachtigd": ()})
    monkeypatch.setattr(message, "agreement", lambda: ratified)
    monitor.figures(OVER)
    (told,) = message.tell(read_log(monitor.alertmap / "logboek.jsonl"))
    written = message.message(told) + message.html([message.content(told)])
    assert "bekrachtigd" not in written
    assert "Lezing A" in written


def test_labels_cannot_write_headers_or_html(monitor: Monitor, postbus: Postbus) -> None:
    monitor.figures([year(2025, 30, 100, corporatie="A\r\nBcc: x@y.test <b>", gemeente="Assen")])
    monitor.send(by_mail(postbus.port, None))
    (letter,) = postbus.letters
    assert letter["Bcc"] is None
    assert "<b>" not in letter.get_body(("html",)).get_content()  # type: ignore[union-attr]


def test_one_message_per_corporation_per_run(monitor: Monitor, postbus: Postbus) -> None:
    other = [year(jaar, 40, 100, corporatie="Woonservice") for jaar in (2022, 2025)]
    monitor.figures([*STRUCTURAL, *other, year(2023, 9, 100, corporatie="Woonservice")])
    assert monitor.send(by_mail(postbus.port, None)).aantal == 2
    subjects = [str(letter["Subject"]).split(",", maxsplit=1)[0] for letter in postbus.letters]
    assert sorted(subjects) == ["Actium", "Woonservice"]


def test_the_same_input_twice_sends_nothing_twice(monitor: Monitor, postbus: Postbus, haak: Haak) -> None:
    for op in (MONDAY, TUESDAY):
        monitor.figures(STRUCTURAL, op)
        monitor.send(by_mail(postbus.port, "Actium", None), op)
        monitor.send(by_webhook(haak.url), op)
    assert (len(postbus.letters), len(haak.posts)) == (2, 1)


def test_the_corporation_first_the_others_once_informed(monitor: Monitor, postbus: Postbus) -> None:
    to_all = by_mail(postbus.port, None, "Gemeente Assen", "Actium", "Woonservice")
    monitor.figures(OVER)
    monitor.send(to_all)
    assert postbus.to[0] == "actium@x.test"
    assert sorted(postbus.to) == ["actium@x.test", "beheer@x.test"]
    monitor.inform(TUESDAY)
    monitor.send(to_all, TUESDAY)
    assert sorted(postbus.to[2:]) == [
        *("actium@x.test", "beheer@x.test", "gemeente-assen@x.test", "woonservice@x.test")
    ]


@pytest.mark.parametrize(("op", "told"), [(date(2026, 1, 18), 0), (LATER, 1)])
def test_the_others_hear_after_fourteen_days_anyhow(
    monitor: Monitor, postbus: Postbus, op: date, told: int
) -> None:
    monitor.figures(OVER)
    assert monitor.send(by_mail(postbus.port, "Woonservice"), op).aantal == told


def test_what_ended_before_a_party_heard_of_it_is_not_sent_to_it(monitor: Monitor, postbus: Postbus) -> None:
    to_both = by_mail(postbus.port, "Actium", "Woonservice")
    monitor.figures(OVER)
    monitor.send(to_both)
    monitor.figures([year(2025, 19, 100)], TUESDAY)
    monitor.send(to_both, LATER)
    assert postbus.to == ["actium@x.test"] * 2
    assert postbus.letters[1]["Subject"] == "Actium, Assen: Melding ingetrokken"


def test_a_new_receiver_hears_what_is_open(monitor: Monitor, postbus: Postbus) -> None:
    monitor.figures(OVER)
    monitor.send(by_mail(postbus.port, "Actium"))
    assert monitor.send(by_mail(postbus.port, "Actium", None), TUESDAY).aantal == 1
    assert postbus.to[1] == "beheer@x.test"


def test_a_silence_mutes_what_does_not_break_it(monitor: Monitor, postbus: Postbus) -> None:
    to_actium = by_mail(postbus.port, "Actium")
    monitor.figures(OVER)
    monitor.send(to_actium)
    (alert,) = alerts.list_open(monitor.alertmap, op=MONDAY)
    alerts.record_silence(
        monitor.alertmap, alert["id"], op=MONDAY, tot_en_met=date(2026, 6, 30), wie="B", reden="Overleg"
    )
    monitor.send(to_actium)
    monitor.figures([], TUESDAY, opgeschort=True)
    assert monitor.send(to_actium, TUESDAY).aantal == 0
    monitor.figures([year(2025, 40, 100, "structureel")], LATER)
    monitor.send(to_actium, LATER)
    titles = [str(letter["Subject"]).split(": ", maxsplit=1)[1] for letter in postbus.letters]
    assert titles[1:] == ["Herhaling gestild", "De norm is structureel overschreden"]


def test_threats_go_to_the_corporation_and_overdue_leveringen_to_all(
    monitor: Monitor, postbus: Postbus
) -> None:
    due = Leveringen(geland=[("thuiskompas", date(2025, 12, 31))], verwacht=[(7, 15)])
    op = date(2026, 9, 1)
    monitor.figures([running(2026, 40, 150, "dreigend", 0.9)], op, leveringen=due)
    monitor.send(by_mail(postbus.port, "Actium", "Woonservice"), op)
    told = sorted((letter["To"].split("@")[0], letter["Subject"].split(":")[0]) for letter in postbus.letters)
    assert told == [("actium", "Actium, Assen"), ("actium", "thuiskompas"), ("woonservice", "thuiskompas")]


def test_name_and_password_go_over_starttls_only(
    monitor: Monitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postbus: Postbus
) -> None:
    cert = loopback.certificate(tmp_path)
    login = f"{USER.replace('@', '%40')}:{PASSWORD.replace(':', '%3A').replace('/', '%2F')}"
    monitor.figures(OVER)

    def send(port: int) -> Verzonden:
        server = alerts.mail_server(f"smtp://{login}@127.0.0.1:{port}", "m@x.test", 5.0)
        return monitor.send(Verzending([Ontvanger(server, "a@x.test", "Actium")], pogingen=1))

    with loopback.mail_server(cert) as secured:
        assert "certificaat" in send(secured.port).meldingen[0]
        monkeypatch.setenv("SSL_CERT_FILE", str(cert[0]))
        assert send(secured.port) == Verzonden(1, 0, [])
        assert len(secured.letters) == 1
    monitor.inform()
    said = send(postbus.port)  # offers no STARTTLS
    assert "biedt geen STARTTLS" in said.meldingen[0]
    assert postbus.letters == []


def test_a_wrong_password_is_told_without_it(
    monitor: Monitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cert = loopback.certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert[0]))
    monitor.figures(OVER)
    with loopback.mail_server(cert) as secured:
        server = alerts.mail_server(f"smtp://wie:verkeerd@127.0.0.1:{secured.port}", "m@x.test", 5.0)
        said = monitor.send(Verzending([Ontvanger(server, "a@x.test", "Actium")]))
    assert "de aanmelding is geweigerd (535)" in said.meldingen[0]
    assert "verkeerd" not in f"{said} {server}"
    assert monitor.waited == []


@pytest.mark.parametrize(
    ("talk", "timeout"),
    [(loopback.dies_after_data, 5.0), (loopback.answers_500, 5.0), (loopback.hangs, 0.2)],
    ids=["dies half-way", "no room", "hangs"],
)
def test_a_mail_server_that_fails_delays_and_loses_nothing(
    monitor: Monitor, postbus: Postbus, talk: Callable[..., None], timeout: float
) -> None:
    monitor.figures(OVER)
    with loopback.talker(talk) as port:
        said = monitor.send(by_mail(port, "Actium", None, timeout=timeout))
    assert (said.aantal, said.wachtend, len(said.meldingen)) == (0, 2, 1)  # the second is not even tried
    assert len(monitor.waited) == 2
    assert alerts.waiting(monitor.alertmap) == 2
    composed = [json.loads(line)["kenmerk"] for line in monitor.secrets().splitlines() if "kenmerk" in line]
    monitor.figures(OVER, TUESDAY)
    assert monitor.send(by_mail(postbus.port, "Actium", None), TUESDAY).aantal == 2
    assert postbus.keys == composed
    assert monitor.send(by_mail(postbus.port, "Actium", None), LATER) == Verzonden(0, 0, [])


@pytest.mark.parametrize(
    ("talk", "timeout"), [(loopback.drops, 5.0), (loopback.hangs, 0.2)], ids=["dies half-way", "hangs"]
)
def test_a_webhook_that_fails_delays_and_loses_nothing(
    monitor: Monitor, talk: Callable[..., None], timeout: float
) -> None:
    monitor.figures(OVER)
    with loopback.talker(talk) as port:
        said = monitor.send(by_webhook(f"http://127.0.0.1:{port}/{PASSWORD}", timeout=timeout))
    assert (said.aantal, said.wachtend) == (0, 1)
    assert PASSWORD not in str(said)


def test_a_webhook_that_answers_500_gets_the_same_key_each_try(monitor: Monitor, haak: Haak) -> None:
    monitor.figures(OVER)
    haak.status = 500
    # the receiver is known by its way, not by its address: the repaired one gets what the broken one missed
    said = monitor.send(by_webhook(haak.url))
    assert "de webhook antwoordde 500" in said.meldingen[0]
    assert PASSWORD not in str(said)
    haak.status = 204
    assert monitor.send(by_webhook(haak.url), TUESDAY) == Verzonden(1, 0, [])
    assert len(haak.keys) == 4
    assert len(set(haak.keys)) == 1


@pytest.mark.parametrize("status", [301, 307, 404])
def test_only_a_2xx_is_an_answer_and_a_redirect_is_not_followed(
    monitor: Monitor, haak: Haak, status: int
) -> None:
    monitor.figures(OVER)
    haak.status = status
    assert monitor.send(by_webhook(haak.url)).wachtend == 1
    assert (len(haak.posts), haak.gets) == (1, 0)  # of no use to try again at once


def test_the_webhook_says_all_and_has_the_form_of_slack_or_teams(monitor: Monitor, haak: Haak) -> None:
    monitor.figures(STRUCTURAL)
    monitor.send(by_webhook(haak.url))
    body = haak.posts[0][1]
    assert [event["soort"] for event in body["gebeurtenissen"]] == ["geconstateerd", "verergerd"]
    assert body["gebeurtenissen"][1]["bewijs"]["k"] == 43
    assert body["kenmerk"] == haak.keys[0]
    monitor.inform(TUESDAY)
    monitor.send(by_webhook(haak.url, "slack"), TUESDAY)
    assert list(haak.posts[1][1]) == ["text"]
    assert "Actium heeft de overige partijen geïnformeerd" in haak.posts[1][1]["text"]
    monitor.figures([], LATER, opgeschort=True)
    monitor.send(by_webhook(haak.url, "teams"), LATER)
    (attachment,) = haak.posts[2][1]["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert "opgeschort" in attachment["content"]["body"][0]["text"]


def test_one_refused_address_does_not_keep_the_others_from_theirs(monitor: Monitor, postbus: Postbus) -> None:
    postbus.refuses = {"actium@x.test"}
    monitor.figures(OVER)
    said = monitor.send(by_mail(postbus.port, "Actium", None))
    assert (said.aantal, said.wachtend) == (1, 1)
    (told,) = said.meldingen
    assert told.startswith("Niet verzonden: mail aan Actium: het adres is geweigerd (550). ")


def test_a_crash_between_sending_and_marking_repeats_under_the_same_key(
    monitor: Monitor, postbus: Postbus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monitor.figures(OVER)
    real = dispatching.append_lines

    def crash(path: Path, lines: list[str]) -> None:
        if any("verzonden" in line for line in lines):
            raise KeyboardInterrupt
        real(path, lines)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(dispatching, "append_lines", crash)
        monitor.send(by_mail(postbus.port, "Actium"))
    monitor.inform(TUESDAY)  # news since: it goes in a message of its own
    assert monitor.send(by_mail(postbus.port, "Actium"), TUESDAY).aantal == 2
    assert postbus.keys[0] == postbus.keys[1] != postbus.keys[2]
    first, again = (letter.get_body(("plain",)) for letter in postbus.letters[:2])
    assert first and again
    assert first.get_content() == again.get_content()


def test_half_a_note_in_the_outbox_counts_as_none(monitor: Monitor, postbus: Postbus) -> None:
    monitor.figures(OVER)
    monitor.send(by_mail(postbus.port, "Actium"))
    outbox = monitor.alertmap / "outbox" / "verzending.jsonl"
    outbox.write_bytes(outbox.read_bytes()[:-20])
    monitor.send(by_mail(postbus.port, "Actium"))
    assert len(postbus.keys) == 2
    assert len(set(postbus.keys)) == 1


def test_the_outbox_holds_no_address_or_secret(monitor: Monitor, postbus: Postbus, haak: Haak) -> None:
    monitor.figures(OVER)
    monitor.send(by_mail(postbus.port, "Actium"))
    monitor.send(by_webhook(haak.url))
    assert "x.test" not in monitor.secrets()
    assert PASSWORD not in monitor.secrets()
    assert {path.stat().st_mode & 0o777 for path in monitor.alertmap.glob("outbox/*")} == {0o600}


@pytest.mark.parametrize(
    "url",
    [
        "smtp://wie:geheim@server:poort",
        "smtp://wie:ge#heim@server",
        "https://wie:geheim@server",
        "wie:geheim@server",
        "smtp://wie:geheim@server?starttls=nee",
        "smtp://wie:geheim@server?starttls=soms",
        "smtp://wie:geheim@server/pad",
        "smtp://wie:geheim@server?tls=1",
    ],
)
def test_an_unfit_mail_url_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(OpgaveGeweigerd, match="WOONMONITOR_SMTP_URL") as refused:
        alerts.mail_server(url, "m@x.test", 5.0)
    assert "heim" not in str(refused.value)
    assert refused.value.__context__ is None or refused.value.__suppress_context__  # --debug shows no URL


@pytest.mark.parametrize("url", ["ftp://geheim", "geheim", "http://", "http://a:geheim/", "http://a/ geheim"])
def test_an_unfit_webhook_url_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(OpgaveGeweigerd, match="WOONMONITOR_WEBHOOK_URL") as refused:
        alerts.webhook(url, "json", 5.0)
    assert "geheim" not in str(refused.value)
