"""`woonmonitor vergeet`: the right to erasure, and the end of a retention period.

A person is in the landing and, with pseudonym and birth month, in the inner tables of each build made of it.
So the builds go first, the published one down to the figures that reports and alerts read, and the landing
is replaced last: killed on the way, the same command given again still finds whom it must forget.

The id itself is nowhere written or repeated: not in the log, on the screen or in an error.
"""

import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from woonmonitor import warehouse
from woonmonitor.command import working
from woonmonitor.errors import CommandError, ExitCode
from woonmonitor.intake import load_contract
from woonmonitor.work import Work

if TYPE_CHECKING:
    from ingest import Erasure
    from ingest.forget import Whom

ASK = "-"


def vergeet(
    kenmerk: Annotated[
        str | None,
        typer.Argument(
            metavar="ID",
            help="Id van de inschrijving of de woningzoekende, zoals in het bronsysteem. Met - vraagt "
            "woonmonitor erom zonder het te tonen; dan blijft het ook uit de geschiedenis van de shell.",
        ),
    ] = None,
    bron: Annotated[
        str | None, typer.Option(metavar="BRON", help="Alleen bij deze bron, zoals in levering.yml.")
    ] = None,
    soort: Annotated[
        str | None,
        typer.Option(
            metavar="SOORT", help="Wat het id is, als dat niet vaststaat: inschrijving of woningzoekende."
        ),
    ] = None,
    ouder_dan: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="JJJJ-MM-DD",
            help="In plaats van ID: alle inschrijvingen die voor deze dag zijn uitgeschreven.",
        ),
    ] = None,
    wait: Annotated[
        bool, typer.Option("--wait", help="Wacht als een ander proces de gegevens in gebruik heeft.")
    ] = False,
) -> None:
    """Verwijder een persoon, of wie lang geleden is uitgeschreven, uit alle gegevens.

    Weg zijn daarna alle inschrijvingen van de persoon en de reacties daarop. Een toewijzing blijft staan voor
    de telling, zonder inschrijving, leeftijd en huishoudgrootte. De gepubliceerde cijfers blijven tot de
    volgende run.

    Een nieuwe levering waar de persoon nog in staat, brengt die terug. Laat daarom eerst de bron de persoon
    verwijderen. Een levering die al geland is, wordt niet opnieuw gelezen, tenzij het contract is veranderd.
    """
    with working("vergeet", wachten=wait) as work:
        erase(work, _whom(work, kenmerk, bron, soort, ouder_dan.date() if ouder_dan else None))


def erase(work: Work, whom: "Whom") -> None:
    """Erases `whom` from the landing and what was made of it; logs counts alone."""
    import ingest

    with work.state.werkmap() as werkmap:
        try:
            with work.log.step("Landing herschrijven"):
                erasure = ingest.erase(
                    work.state.landing, load_contract(), whom, werkmap=werkmap, afkeurmap=work.state.afkeur
                )
        except ingest.VergeetGeweigerd as fout:
            raise CommandError(ExitCode.VERKEERD_GEBRUIK, str(fout)) from fout
        if erasure.nieuw:
            warehouse.discard_unpublished(work.state.bouw)
            if cijfers := warehouse.figures_only(work.state.warehouse, werkmap):
                work.state.put(cijfers, work.state.warehouse)
            work.state.put(erasure.nieuw, work.state.landing)
    _say(work, erasure)


def _whom(work: Work, kenmerk: str | None, bron: str | None, soort: str | None, datum: date | None) -> "Whom":
    """CommandError (64) unless it is one id or one day that has been."""
    from ingest import SOORTEN, ClosedBefore, Person

    if datum is not None:
        if kenmerk is not None or bron is not None or soort is not None:
            raise _usage("--ouder-dan gaat over alle inschrijvingen: geef er geen ID, --bron of --soort bij.")
        if datum > date.today():
            raise _usage("--ouder-dan ligt in de toekomst: geef een dag die geweest is.")
        return ClosedBefore(datum)
    if soort is not None and soort not in SOORTEN:
        raise _usage(f"--soort is {' of '.join(SOORTEN)}.")
    kenmerk = _asked() if kenmerk == ASK else kenmerk
    if not (kenmerk or "").strip():
        raise _usage("Geef het ID van een inschrijving of woningzoekende, of --ouder-dan.")
    return Person(kenmerk or "", work.settings.sleutel(), bron, soort)


def _asked() -> str:
    """The id, typed unseen or read as the one line of a pipe."""
    if sys.stdin.isatty():
        return str(typer.prompt("ID", hide_input=True, err=True))
    return sys.stdin.readline()


def _say(work: Work, erasure: "Erasure") -> None:
    velden = {
        "inschrijvingen": erasure.inschrijvingen,
        "reacties": erasure.reacties,
        "toewijzingen": erasure.toewijzingen,
        "geweigerde_rijen": erasure.geweigerde_rijen,
    }
    if erasure.nieuw is None:
        work.log.event(
            "niets_te_vergeten", "Niets gevonden: er is niets veranderd. Klopt het ID of de dag?", **velden
        )
        return
    work.log.event(
        "vergeten",
        f"Vergeten: {erasure.inschrijvingen} inschrijving(en) en {erasure.reacties} reactie(s); "
        f"{erasure.toewijzingen} toewijzing(en) zonder persoon bewaard. Geef `woonmonitor run` voor nieuwe "
        "cijfers. Een nieuwe levering met de persoon erin brengt die terug: laat ook de bron verwijderen.",
        **velden,
    )


def _usage(tekst: str) -> CommandError:
    return CommandError(ExitCode.VERKEERD_GEBRUIK, f"{tekst} Zie: woonmonitor vergeet --help")
