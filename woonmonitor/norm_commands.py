"""`woonmonitor norm`: what the parties must know of the rules before they ratify one."""

from pathlib import Path
from typing import Annotated

import typer

from woonmonitor.command import looking
from woonmonitor.errors import CommandError, ExitCode
from woonmonitor.settings import CHECKOUT
from woonmonitor.state import umask

norm = typer.Typer(help="De regels bij afspraak 20.", no_args_is_help=True)

GETOOND = (15, 18, 20, 22, 25, 30)


@norm.callback()
def _norm() -> None:
    """A group, though it has one command."""


@norm.command()
def characteristics(
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="BESTAND",
            help="Schrijf alle kansen als csv; seeds/regelkenmerken.csv is wat het rapport toont.",
        ),
    ] = None,
) -> None:
    """Reken voor elke regel uit hoe vaak zij binnen vier jaar afgaat, bij welk werkelijk aandeel."""
    from woonmonitor.regelkenmerken import AANTALLEN, REGELS, gevallen, kenmerken, read_grenzen, write_csv

    with looking("norm characteristics") as work:
        grenzen, spreiding = read_grenzen(CHECKOUT)
        with work.log.step("Regels simuleren") as voortgang:
            rijen, alle = [], list(gevallen(spreiding))
            for nummer, geval in enumerate(alle, start=1):
                rijen += kenmerken(geval, grenzen)
                voortgang("regels", nummer / len(alle))
        if out:
            try:
                with umask(work.user_umask):
                    write_csv(out, rijen)
            except OSError as fout:
                raise CommandError(
                    ExitCode.VERKEERD_GEBRUIK,
                    f"{out} is niet te schrijven ({fout.strerror}): kies een ander.",
                ) from fout
        kansen = {(rij.regel, rij.geval): rij.kans for rij in rijen}
        for regel in REGELS:
            for wisselt in (0.0, spreiding):
                hoe = (
                    f"wisselt per jaar (sd {wisselt * 100:.0f} procentpunt)" if wisselt else "elk jaar gelijk"
                )
                typer.echo(f"\n{regel}, werkelijk aandeel {hoe}: kans op structureel binnen vier jaar")
                typer.echo("per jaar " + "".join(f"{procent:>6} %" for procent in GETOOND))
                for n in AANTALLEN:
                    van = [geval for geval in alle if (geval.n_per_jaar, geval.spreiding) == (n, wisselt)]
                    cellen = [kansen[regel, geval] for geval in van if geval.aandeel_procent in GETOOND]
                    typer.echo(f"{n:>8} " + "".join(f"{100 * kans:>6.1f} %" for kans in cellen))
