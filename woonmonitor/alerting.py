"""The alert stage as the commands use it: when it may judge, and what ends it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from woonmonitor import gates
from woonmonitor.errors import CommandError, ExitCode
from woonmonitor.sections import BEHEERDER
from woonmonitor.state import State
from woonmonitor.warehouse import read_leveringen
from woonmonitor.work import Work

if TYPE_CHECKING:
    from alerts import Evaluatie, Leveringen, Verzending


def evaluate(work: Work, op: date) -> "Evaluatie":
    """The alerts of the published build on the day `op`; CommandError (5) on an ungated build or a vintage.

    While a gate stands shut they are suspended: what is open stays open, nothing fires or resolves.
    """
    import alerts

    opgeschort = gates.stands_shut(work.state)
    if not opgeschort:
        gates.published(work.state)
    with work.log.step("Alerts bepalen"), _told():
        evaluatie = alerts.evaluate(
            work.state.warehouse,
            work.state.alerts,
            op=op,
            opgeschort=opgeschort,
            leveringen=_leveringen(work),
            dagen_voor_overleg=work.settings.config.alerts.herinner_dagen_voor_overleg,
        )
    for melding in evaluatie.meldingen:
        work.log.event("alertlogboek", melding)
    work.log.event(
        "alerts",
        "De alerts zijn opgeschort, want een poort is dicht." if opgeschort else None,
        open=len(evaluatie.open_alerts),
        nieuw=[event.soort for event in evaluatie.new_events],
    )
    return evaluatie


def list_open(state: State, op: date) -> list[dict[str, Any]]:
    """The open alerts, oldest first, as they stand on `op`."""
    import alerts

    with _told():
        return alerts.list_open(state.alerts, op=op)


def notice_lines(state: State) -> list[str]:
    """A line for each year that threatens to end over the norm, and for each levering that is overdue."""
    import alerts

    with _told():
        return alerts.list_notices(state.alerts)


def show(state: State, alert: str, op: date) -> str:
    """One alert in Dutch, by its id or the unique start of it; CommandError (64) when there is none."""
    import alerts

    with _told():
        return alerts.show(state.alerts, alert, op=op)


def record_duty(
    work: Work, alert: str, plicht: str, op: date, *, gedaan_op: date, wie: str, toelichting: str
) -> None:
    """Logs that a person fulfilled a duty; CommandError (64) when no open alert asks for it."""
    import alerts

    with _told():
        event = alerts.record_duty(
            work.state.alerts, alert, plicht, op=op, gedaan_op=gedaan_op, wie=wie, toelichting=toelichting
        )
    work.log.event("plicht_vastgelegd", f"Vastgelegd bij {event.alert}.", plicht=plicht, alert=event.alert)


def silence(work: Work, alert: str, op: date, *, tot_en_met: date, wie: str, reden: str) -> None:
    """Logs that an alert is not repeated until after a day; CommandError (64) when that cannot be."""
    import alerts

    with _told():
        event = alerts.record_silence(
            work.state.alerts, alert, op=op, tot_en_met=tot_en_met, wie=wie, reden=reden
        )
    tekst = f"{event.alert} wordt tot en met {tot_en_met} niet herhaald; het blijft open en telt mee."
    work.log.event("gestild", tekst, alert=event.alert)


def unsilence(work: Work, alert: str, op: date, *, wie: str, reden: str) -> None:
    """Logs that a silence ends now; CommandError (64) when there is none."""
    import alerts

    with _told():
        event = alerts.record_unsilence(work.state.alerts, alert, op=op, wie=wie, reden=reden)
    work.log.event("ontstild", f"{event.alert} wordt weer herhaald.", alert=event.alert)


def channels(work: Work) -> "Verzending":
    """To whom messages go, as environment and woonmonitor.toml say; CommandError (64) where that is unfit.

    The webhook is of who runs the monitor: it is told all at once.
    """
    import alerts

    config, omgeving = work.settings.config.alerts, work.settings.omgeving
    ontvangers = []
    with _told():
        if url := omgeving.get("WOONMONITOR_SMTP_URL"):
            mail = alerts.mail_server(url, config.afzender, config.verzend_wachttijd)
            ontvangers = [
                alerts.Ontvanger(mail, adres, None if partij == BEHEERDER else partij)
                for partij, adressen in config.ontvangers.items()
                for adres in adressen
            ]
            if not ontvangers:
                work.log.event(
                    "geen_ontvangers", "WOONMONITOR_SMTP_URL is gezet, maar [alerts] ontvangers is leeg."
                )
        if url := omgeving.get("WOONMONITOR_WEBHOOK_URL"):
            ontvangers.append(
                alerts.Ontvanger(alerts.webhook(url, config.webhook_vorm, config.verzend_wachttijd))
            )
    return alerts.Verzending(ontvangers, config.verzend_pogingen, config.partijen_na_dagen)


def send(work: Work, verzending: "Verzending", op: date) -> None:
    """Sends what is new and what still waits. A receiver that fails is said and logged, and ends nothing."""
    import alerts

    if not verzending.ontvangers:
        return
    with work.log.step("Berichten verzenden"), _told():
        verzonden = alerts.send(work.state.alerts, verzending, op=op)
    for melding in verzonden.meldingen:
        work.log.event("niet_verzonden", melding)
    work.log.event("verzonden", aantal=verzonden.aantal, wachtend=verzonden.wachtend)


def waiting(state: State) -> int:
    """How many messages wait to be accepted."""
    import alerts

    return alerts.waiting(state.alerts)


def _leveringen(work: Work) -> "Leveringen":
    import alerts

    verwacht = work.settings.config.levering
    return alerts.Leveringen(
        geland=[(bron, peildatum) for bron, peildatum, *_ in read_leveringen(work.state.landing)],
        verwacht=verwacht.maanddagen,
        speling=verwacht.speling_dagen,
    )


@contextmanager
def _told() -> Iterator[None]:
    """What the alert stage refuses says itself what to do; here it gets its exit code."""
    import alerts

    try:
        yield
    except alerts.AlertGeweigerd as fout:
        raise CommandError(ExitCode.GEEN_POORT, str(fout)) from fout
    except alerts.LogboekBeschadigd as fout:
        raise CommandError(ExitCode.EIGEN_FOUT, str(fout)) from fout
    except (alerts.AlertOnbekend, alerts.OpgaveGeweigerd) as fout:
        raise CommandError(ExitCode.VERKEERD_GEBRUIK, str(fout)) from fout
