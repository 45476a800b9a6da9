"""The console script `woonmonitor`: its commands, their arguments and what they print.

Dutch on the screen: corporations and policy staff read it.
"""

from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from woonmonitor import intake, pipeline
from woonmonitor.alert_commands import DATUM, Op, alert, op_dag, print_open
from woonmonitor.command import Discreet, Monitor, looking, working
from woonmonitor.errors import CommandError, ExitCode, unusable_folder
from woonmonitor.norm_commands import norm
from woonmonitor.pipeline import Tier
from woonmonitor.state import umask
from woonmonitor.vergeet import vergeet

main = typer.Typer(
    name="woonmonitor",
    cls=Monitor,
    add_completion=False,
    no_args_is_help=True,
    help="De jaarlijkse woonruimteverdeel-monitor van Assen: leveringen erin, cijfers en alerts eruit.",
)
main.add_typer(alert, name="alert")
main.add_typer(norm, name="norm")
main.command(cls=Discreet)(vergeet)

Leveringen = Annotated[list[Path], typer.Argument(metavar="LEVERING", help="Map of .zip met levering.yml.")]
Out = Annotated[
    Path, typer.Option("--out", metavar="MAP", help="Map waarin het rapport komt; wordt gemaakt.")
]
Wachten = Annotated[
    bool, typer.Option("--wait", help="Wacht als een ander proces de gegevens in gebruik heeft.")
]
Versie = Annotated[
    Tier,
    typer.Option(
        "--tier", help="Voor wie: partijen (alles precies) of openbaar (zonder cijfers over een paar mensen)."
    ),
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
def report(
    out: Out,
    tier: Versie = Tier.PARTIJEN,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Maak ook monitor.pdf; daar is Chromium of Chrome voor nodig.")
    ] = False,
) -> None:
    """Schrijf het rapport over de gepubliceerde bouw."""
    with working("report") as work:
        map_ = pipeline.make_out(out, work.user_umask)
        pipeline.report(work, map_, date.today(), tier, pdf=pdf)
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
    *,
    tier: Versie = Tier.PARTIJEN,
) -> None:
    """Doe alles: inlezen, bouwen, toetsen, publiceren, alerts bepalen en het rapport schrijven."""
    with working("run", wachten=wait) as work:
        map_ = pipeline.make_out(out, work.user_umask)
        evaluatie = pipeline.run(work, leveringen or [], map_, op_dag(op), tier)
        print_open(work, evaluatie.open_alerts)
        typer.echo(f"Rapport: {map_ / 'monitor.html'}")
        if alert_exit:
            raise typer.Exit(work.settings.config.alerts.exit_code(evaluatie.niveau))


@main.command()
def status() -> None:
    """Toon leveringen, bouw, poorten, open alerts en plichten, en wanneer de volgende levering komt."""
    from woonmonitor.status import status_lines

    with looking("status") as work:
        for regel in status_lines(work.state, work.settings, date.today()):
            typer.echo(regel)
