"""`woonmonitor alert` and its subcommands: what is open, and what people record."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated, Any

import typer

from woonmonitor import alerting
from woonmonitor.command import looking, working
from woonmonitor.work import Work

DATUM = "%Y-%m-%d"

alert = typer.Typer(
    help="De alerts bij afspraak 20: bepalen, opsommen, tonen, en vastleggen wat mensen deden.",
    invoke_without_command=True,
)

Op = Annotated[
    datetime | None,
    typer.Option(formats=[DATUM], metavar="JJJJ-MM-DD", help="De dag die het is (standaard: vandaag)."),
]
AlertId = Annotated[
    str, typer.Argument(metavar="ID", help="Zoals `alert list` het toont; het begin is genoeg.")
]
GedaanOp = Annotated[
    datetime,
    typer.Option("--date", formats=[DATUM], metavar="JJJJ-MM-DD", help="De dag waarop het gebeurd is."),
]
TotEnMet = Annotated[
    datetime,
    typer.Option("--until", formats=[DATUM], metavar="JJJJ-MM-DD", help="De laatste dag van de stilte."),
]
Naam = Annotated[str, typer.Option("--name", metavar="NAAM", help="Wie het meldt.")]
Toelichting = Annotated[str, typer.Option("--note", metavar="TEKST", help="Toelichting.")]
Reden = Annotated[str, typer.Option("--reason", metavar="TEKST", help="Waarom.")]


def op_dag(op: datetime | None) -> date:
    """The day it is."""
    return op.date() if op else date.today()


def print_open(work: Work, open_alerts: list[dict[str, Any]]) -> None:
    """One line for each open alert, and for each threat and overdue levering, which are no alert."""
    if not open_alerts:
        typer.echo("Geen open alerts.")
    for open_alert in open_alerts:
        typer.echo("Open alert {id} ({staat}, sinds {sinds}): {tekst}".format(**open_alert))
    for regel in alerting.notice_lines(work.state):
        typer.echo(regel)


@contextmanager
def sending(work: Work, op: date) -> Iterator[None]:
    """Sends what became due within; the receivers are read first, so that a wrong setting changes nothing."""
    verzending = alerting.channels(work)
    yield
    alerting.send(work, verzending, op)


@alert.callback()
def _alert(ctx: typer.Context, op: Op = None) -> None:
    """Bepaal de alerts; eindigt met 0, 10 (open overschrijding) of 20 (open structureel)."""
    ctx.obj = op_dag(op)
    if ctx.invoked_subcommand is None:
        with working("alert") as work:
            with sending(work, ctx.obj):
                evaluatie = alerting.evaluate(work, ctx.obj)
            print_open(work, evaluatie.open_alerts)
            raise typer.Exit(work.settings.config.alerts.exit_code(evaluatie.niveau))


@alert.command("list")
def alert_list(ctx: typer.Context) -> None:
    """Som de open alerts op."""
    with looking("alert list") as work:
        print_open(work, alerting.list_open(work.state, ctx.obj))


@alert.command("show")
def alert_show(ctx: typer.Context, alert_id: AlertId) -> None:
    """Toon één alert: waar het staat, wat er is gebeurd en wie wat meldde."""
    with looking("alert show") as work:
        typer.echo(alerting.show(work.state, alert_id, ctx.obj))


@alert.command("informed")
def alert_informed(
    ctx: typer.Context, alert_id: AlertId, gedaan_op: GedaanOp, wie: Naam, note: Toelichting = ""
) -> None:
    """Leg vast dat de corporatie de andere partijen heeft geïnformeerd."""
    _leg_vast(ctx.obj, "informeren", alert_id, gedaan_op=gedaan_op, wie=wie, note=note)


@alert.command("overleg")
def alert_overleg(
    ctx: typer.Context, alert_id: AlertId, gedaan_op: GedaanOp, wie: Naam, note: Toelichting = ""
) -> None:
    """Leg vast dat er overleg is geweest."""
    _leg_vast(ctx.obj, "overleg", alert_id, gedaan_op=gedaan_op, wie=wie, note=note)


@alert.command("silence")
def alert_silence(
    ctx: typer.Context, alert_id: AlertId, tot_en_met: TotEnMet, wie: Naam, reden: Reden
) -> None:
    """Herhaal een alert een tijd niet. Het blijft open, en wordt het erger dan is de stilte voorbij."""
    with working("alert silence") as work, sending(work, ctx.obj):
        alerting.silence(work, alert_id, ctx.obj, tot_en_met=tot_en_met.date(), wie=wie, reden=reden)


@alert.command("unsilence")
def alert_unsilence(ctx: typer.Context, alert_id: AlertId, wie: Naam, reden: Reden = "") -> None:
    """Hef een stilte op voor haar einddatum."""
    with working("alert unsilence") as work, sending(work, ctx.obj):
        alerting.unsilence(work, alert_id, ctx.obj, wie=wie, reden=reden)


def _leg_vast(op: date, plicht: str, alert_id: str, *, gedaan_op: datetime, wie: str, note: str) -> None:
    with working(f"alert {plicht}") as work, sending(work, op):
        alerting.record_duty(
            work, alert_id, plicht, op, gedaan_op=gedaan_op.date(), wie=wie, toelichting=note
        )
