"""The console script `woonmonitor`: its commands, their arguments and what they print.

Dutch on the screen: corporations and policy staff read it.
"""

from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from woonmonitor import alerting, intake, pipeline
from woonmonitor.command import Discreet, Monitor, looking, working
from woonmonitor.errors import CommandError, ExitCode, unusable_folder
from woonmonitor.state import umask
from woonmonitor.vergeet import vergeet

main = typer.Typer(
    name="woonmonitor",
    cls=Monitor,
    add_completion=False,
    no_args_is_help=True,
    help="De jaarlijkse woonruimteverdeel-monitor van Assen: leveringen erin, cijfers en alerts eruit.",
)
alert = typer.Typer(
    help="De alerts bij afspraak 20: bepalen, opsommen en tonen.", invoke_without_command=True
)
main.add_typer(alert, name="alert")
main.command(cls=Discreet)(vergeet)

DATUM = "%Y-%m-%d"

Leveringen = Annotated[list[Path], typer.Argument(metavar="LEVERING", help="Map of .zip met levering.yml.")]
Out = Annotated[
    Path, typer.Option("--out", metavar="MAP", help="Map waarin het rapport komt; wordt gemaakt.")
]
Op = Annotated[
    datetime | None,
    typer.Option(formats=[DATUM], metavar="JJJJ-MM-DD", help="De dag die het is (standaard: vandaag)."),
]
GedaanOp = Annotated[
    datetime,
    typer.Option("--date", formats=[DATUM], metavar="JJJJ-MM-DD", help="De dag waarop het gebeurd is."),
]
Naam = Annotated[str, typer.Option("--name", metavar="NAAM", help="Wie het meldt.")]
Toelichting = Annotated[str, typer.Option(metavar="TEKST", help="Toelichting.")]
AlertId = Annotated[
    str, typer.Argument(metavar="ID", help="Zoals `alert list` het toont; het begin is genoeg.")
]
Wachten = Annotated[
    bool, typer.Option("--wait", help="Wacht als een ander proces de gegevens in gebruik heeft.")
]


def _toon_versie(gevraagd: bool) -> None:
    if gevraagd:
        typer.echo(f"woonmonitor {version('woonmonitor')}")
        raise typer.Exit


@main.callback()
def _monitor(
    debug: Annotated[bool, typer.Option("--debug", help="Toon bij een fout de hele traceback.")] = False,
    versie: Annotated[
        bool, typer.Option("--version", callback=_toon_versie, is_eager=True, help="Toon de versie.")
    ] = False,
) -> None:
    """`--debug` is declared so that --help shows it: Monitor takes it wherever it stands."""
    del debug, versie


@main.command()
def init() -> None:
    """Maak WOONMONITOR_HOME: lege tabellen en een woonmonitor.toml met uitleg."""
    with working("init") as work:
        typer.echo(f"Klaar voor gebruik: {work.state.home}")


@main.command()
def synthetic(
    folder: Annotated[Path, typer.Argument(metavar="MAP", help="Lege map, of een met een eerdere.")],
    years: Annotated[int, typer.Option(help="Kalenderjaren vanaf 2020.")] = 6,
    scale: Annotated[float, typer.Option(help="1 is de omvang van Assen.")] = 1.0,
    seed: Annotated[int, typer.Option(help="Dezelfde seed geeft dezelfde bytes.")] = 20200428,
    dirty: Annotated[
        bool, typer.Option("--dirty", help="Plant elk soort vuil van het contract, met een lijst ervan.")
    ] = False,
) -> None:
    """Maak een synthetische levering van een verzonnen woningmarkt, met uitleg wat erin geplant is."""
    from woonmonitor.synthetic import FolderInUse, write_levering

    with looking("synthetic") as work, umask(work.user_umask), work.log.step("Levering maken") as voortgang:
        try:
            write_levering(folder, years=years, scale=scale, seed=seed, dirty=dirty, progress=voortgang)
        except (ValueError, FolderInUse) as fout:
            raise CommandError(ExitCode.VERKEERD_GEBRUIK, str(fout)) from fout
        except (PermissionError, FileExistsError, NotADirectoryError) as fout:
            raise unusable_folder(folder) from fout
        typer.echo(f"Synthetische levering: {folder} (wat erin geplant is: {folder / 'geplant.md'})")


@main.command()
def contract(
    template: Annotated[
        Path, typer.Option("--template", metavar="MAP", help="Lege map, of een met een leeg sjabloon.")
    ],
) -> None:
    """Schrijf voor een leverancier lege bestanden met uitleg en een machineleesbare beschrijving."""
    with looking("contract") as work, umask(work.user_umask):
        intake.write_template(template)
        typer.echo(f"Sjabloon: {template} (begin met {template / 'LEESMIJ.md'})")


@main.command()
def ingest(
    leveringen: Leveringen,
    check: Annotated[bool, typer.Option("--check", help="Controleer alleen, lees niets in.")] = False,
    intrekken: Annotated[
        bool, typer.Option("--intrekken", help="Sta toe dat een levering veel rijen intrekt (L007).")
    ] = False,
    wait: Wachten = False,
) -> None:
    """Lees leveringen in. Elke levering komt er heel in of helemaal niet."""
    with working("ingest", wachten=wait) as work:
        intake.land(work, leveringen, intrekken=intrekken, alleen_controle=check)


@main.command()
def build(
    bekend_op: Annotated[
        datetime | None,
        typer.Option(
            formats=[DATUM],
            metavar="JJJJ-MM-DD",
            help="Bouw wat op deze dag bekend was (naar peildatum).",
        ),
    ] = None,
) -> None:
    """Bouw de cijfers naast de gepubliceerde; er wordt nog niets vervangen."""
    with working("build") as work:
        gebouwd = pipeline.build(work, bekend_op.date() if bekend_op else None)
        typer.echo(f"Gebouwd: {gebouwd.build_id}, uit {gebouwd.aantal_leveringen} levering(en).")


@main.command()
def check() -> None:
    """Toets de bouw. Komt zij door de poort, dan wordt zij gepubliceerd."""
    with working("check") as work:
        pipeline.check(work)


@main.command()
def report(out: Out) -> None:
    """Schrijf het rapport over de gepubliceerde bouw."""
    with working("report") as work:
        map_ = pipeline.make_out(out, work.user_umask)
        pipeline.report(work, map_)
        typer.echo(f"Rapport: {map_ / 'monitor.html'}")


@main.command()
def run(
    out: Out,
    leveringen: Annotated[
        list[Path] | None,
        typer.Argument(metavar="LEVERING", help="Map of .zip met levering.yml; geen: wat al geland is."),
    ] = None,
    op: Op = None,
    alert_exit: Annotated[
        bool, typer.Option("--alert-exit", help="Eindig met 10 of 20 als er alerts openstaan.")
    ] = False,
    wait: Wachten = False,
) -> None:
    """Doe alles: inlezen, bouwen, toetsen, publiceren, alerts bepalen en het rapport schrijven."""
    with working("run", wachten=wait) as work:
        map_ = pipeline.make_out(out, work.user_umask)
        evaluatie = pipeline.run(work, leveringen or [], map_, _dag(op))
        _toon_open(evaluatie.open_alerts)
        typer.echo(f"Rapport: {map_ / 'monitor.html'}")
        if alert_exit:
            raise typer.Exit(evaluatie.exit_code)


@main.command()
def status() -> None:
    """Toon leveringen, bouw, poorten, open alerts en plichten, en wanneer de volgende levering komt."""
    from woonmonitor.status import status_lines

    with looking("status") as work:
        for regel in status_lines(work.state, work.settings, date.today()):
            typer.echo(regel)


@alert.callback()
def _alert(ctx: typer.Context, op: Op = None) -> None:
    """Bepaal de alerts; eindigt met 0, 10 (open overschrijding) of 20 (open structureel)."""
    if ctx.invoked_subcommand is None:
        with working("alert") as work:
            evaluatie = alerting.evaluate(work, _dag(op))
            _toon_open(evaluatie.open_alerts)
            raise typer.Exit(evaluatie.exit_code)


@alert.command("list")
def alert_list() -> None:
    """Som de open alerts op."""
    with looking("alert list") as work:
        _toon_open(alerting.list_open(work.state))


@alert.command("show")
def alert_show(alert_id: AlertId) -> None:
    """Toon één alert: waar het staat en wat er is gebeurd."""
    with looking("alert show") as work:
        typer.echo(alerting.show(work.state, alert_id))


@alert.command("informed")
def alert_informed(alert_id: AlertId, gedaan_op: GedaanOp, wie: Naam, note: Toelichting = "") -> None:
    """Leg vast dat de corporatie de andere partijen heeft geïnformeerd."""
    _leg_vast("informeren", alert_id, gedaan_op, wie, note)


@alert.command("overleg")
def alert_overleg(alert_id: AlertId, gedaan_op: GedaanOp, wie: Naam, note: Toelichting = "") -> None:
    """Leg vast dat er overleg is geweest."""
    _leg_vast("overleg", alert_id, gedaan_op, wie, note)


def _leg_vast(plicht: str, alert_id: str, gedaan_op: datetime, wie: str, note: str) -> None:
    with working(f"alert {plicht}") as work:
        alerting.record_duty(work, alert_id, plicht, gedaan_op=gedaan_op.date(), wie=wie, toelichting=note)


def _dag(op: datetime | None) -> date:
    return op.date() if op else date.today()


def _toon_open(open_alerts: list[dict[str, Any]]) -> None:
    if not open_alerts:
        typer.echo("Geen open alerts.")
    for open_alert in open_alerts:
        typer.echo("Open alert {id} ({staat}, sinds {sinds}): {tekst}".format(**open_alert))
