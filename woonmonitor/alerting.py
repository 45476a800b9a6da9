"""The alert stage as the commands use it: when it may judge, and what ends it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from woonmonitor import gates
from woonmonitor.errors import CommandError, ExitCode
from woonmonitor.state import State
from woonmonitor.work import Work

if TYPE_CHECKING:
    from alerts import Evaluatie


def evaluate(work: Work, op: date) -> "Evaluatie":
    """The alerts of the published build on the day `op`; CommandError (5) on an ungated build or a vintage.

    While a gate stands shut they are suspended: what is open stays open, nothing fires or resolves.
    """
    import alerts

    opgeschort = gates.stands_shut(work.state)
    if not opgeschort:
        gates.published(work.state)
    with work.log.step("Alerts bepalen"), _told():
        evaluatie = alerts.evaluate(work.state.warehouse, work.state.alerts, op=op, opgeschort=opgeschort)
    for melding in evaluatie.meldingen:
        work.log.event("alertlogboek", melding)
    work.log.event(
        "alerts",
        "De alerts zijn opgeschort, want een poort is dicht." if opgeschort else None,
        open=len(evaluatie.open_alerts),
        nieuw=[event.soort for event in evaluatie.new_events],
    )
    return evaluatie


def list_open(state: State) -> list[dict[str, Any]]:
    """The open alerts, oldest first."""
    import alerts

    with _told():
        return alerts.list_open(state.alerts)


def show(state: State, alert: str) -> str:
    """One alert in Dutch, by its id or the unique start of it; CommandError (64) when there is none."""
    import alerts

    with _told():
        return alerts.show(state.alerts, alert)


def record_duty(work: Work, alert: str, plicht: str, *, gedaan_op: date, wie: str, toelichting: str) -> None:
    """Logs that a person fulfilled a duty; CommandError (64) when no open alert asks for it."""
    import alerts

    with _told():
        try:
            event = alerts.record_duty(
                work.state.alerts,
                alert,
                plicht,
                op=date.today(),
                gedaan_op=gedaan_op,
                wie=wie,
                toelichting=toelichting,
            )
        except ValueError as fout:  # a day to come, or no name
            raise CommandError(ExitCode.VERKEERD_GEBRUIK, str(fout)) from fout
    work.log.event("plicht_vastgelegd", f"Vastgelegd bij {event.alert}.", plicht=plicht, alert=event.alert)


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
    except alerts.AlertOnbekend as fout:
        raise CommandError(ExitCode.VERKEERD_GEBRUIK, str(fout)) from fout
