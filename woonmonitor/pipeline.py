"""The steps from levering to report, and `run`, which takes them all.

Each step leaves the state whole: a process killed between two of them leaves what was published as it was,
and the same command given again ends where an unbroken one would. Imports of a stage stand in its step: Great
Expectations and dbt take seconds to load, and `status` should not wait for them.
"""

import os
import platform
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from woonmonitor import alerting, gates, warehouse
from woonmonitor.errors import CommandError, ExitCode, GateClosed
from woonmonitor.intake import land
from woonmonitor.state import umask
from woonmonitor.work import Work

if TYPE_CHECKING:
    from alerts import Evaluatie
    from expectations import Poort
    from reports import Thresholds

NAMED_IN_MANIFEST = (
    "woonmonitor",
    "duckdb",
    "dbt-core",
    "dbt-duckdb",
    "great-expectations",
    "polars",
    "plotly",
)


def build(work: Work, bekend_op: date | None = None) -> warehouse.Build:
    """Builds the figures beside the published ones; nothing is replaced yet.

    CommandError (64) when no levering was known on `bekend_op`: there is nothing to build.
    """
    peildata = [peildatum for _, peildatum, *_ in warehouse.read_leveringen(work.state.landing)]
    if bekend_op and peildata and min(peildata) > bekend_op:
        raise CommandError(
            ExitCode.VERKEERD_GEBRUIK,
            f"Op {bekend_op} was nog geen levering bekend: de eerste peildatum is {min(peildata)}.",
        )
    with work.log.step("Cijfers bouwen") as voortgang:
        gebouwd = warehouse.build(work.state.home, work.state.bouw, bekend_op, voortgang)
    work.log.event("gebouwd", build_id=gebouwd.build_id, leveringen=gebouwd.aantal_leveringen)
    return gebouwd


def check_landing(work: Work) -> None:
    """The gate on what was landed; GateClosed when it is shut."""
    import expectations

    with work.log.step("Landing toetsen"):
        poort = expectations.check_landing(work.state.landing)
    _poort(work, gates.LANDING, poort)


def check_build(work: Work) -> None:
    """The gate on the figures of the build that waits in bouw/; GateClosed when it is shut."""
    import expectations

    try:
        build_id = warehouse.seal(work.state.bouw).build_id
    except warehouse.IncompleteBuild as fout:
        raise GateClosed("De bouw die wacht is niet af: geef eerst `woonmonitor build`.") from fout
    with work.log.step("Cijfers toetsen"):
        poort = expectations.check_reporting(work.state.bouw)
    if poort.build_id != build_id:
        raise RuntimeError("the gate judged another build than the one that waits")
    _poort(work, build_id, poort)


def publish(work: Work) -> None:
    """Puts the build that passed in its place; says so when that is a vintage, which alert refuses."""
    bekend_op = warehouse.read_build(work.state.bouw).bekend_op
    work.state.promote()
    tekst = "De nieuwe cijfers zijn gepubliceerd."
    if bekend_op:
        tekst = (
            f"De cijfers zoals bekend op {bekend_op} zijn gepubliceerd, in de plaats van de huidige. Alerts "
            "worden daarop niet bepaald; `woonmonitor run --out MAP` zet de huidige cijfers terug."
        )
    work.log.event("gepubliceerd", tekst)


def check(work: Work) -> None:
    """Both gates and, once passed, the build in its place."""
    if not work.state.bouw.exists():
        raise GateClosed("Er wacht geen bouw om te toetsen: geef eerst `woonmonitor build`.")
    check_landing(work)
    check_build(work)
    publish(work)


class Tier(StrEnum):
    """Whom a report is for."""

    PARTIJEN = "partijen"
    OPENBAAR = "openbaar"


def report(work: Work, out: Path, op: date, tier: Tier = Tier.PARTIJEN, *, pdf: bool = False) -> None:
    """Writes the report on the published build into `out` on the day `op`.

    CommandError 5 without a passed gate, 64 where `out` holds the other tier or `pdf` finds no Chromium, 1
    where the public report would give a small count away or Chromium fails.
    """
    import reports

    _, poort = gates.published(work.state)
    open_alerts = alerting.list_open(work.state, op)
    try:
        chromium = reports.find_chromium(work.settings.config.rapport.chromium) if pdf else None
    except reports.NoChromium as fout:
        raise CommandError(ExitCode.VERKEERD_GEBRUIK, str(fout)) from fout
    with work.log.step("Rapport maken"), umask(work.user_umask):
        try:
            bestanden = reports.write_reports(
                work.state.warehouse,
                out,
                poort=poort,
                alerts=open_alerts,
                versies=_versies(),
                poorten=gates.history(work.state),
                openbaar=_drempels(work) if tier is Tier.OPENBAAR else None,
                chromium=chromium,
            )
        except reports.TiersMix as fout:
            raise CommandError(ExitCode.VERKEERD_GEBRUIK, str(fout)) from fout
        except (reports.TierLeaks, reports.NotPrinted) as fout:
            raise CommandError(ExitCode.EIGEN_FOUT, str(fout)) from fout
    work.log.event("rapport", bestanden=[pad.name for pad in bestanden])


def _drempels(work: Work) -> "Thresholds":
    from reports import Thresholds

    rapport = work.settings.config.rapport
    return Thresholds(
        aantal=rapport.drempel_aantal,
        waarde=rapport.drempel_waarde,
        breedte=rapport.minimale_breedte,
        corporatie=rapport.drempel_corporatie,
    )


def make_out(out: Path, user_umask: int) -> Path:
    """The report's folder as an absolute path, made before any long work; CommandError (64) if it cannot."""
    try:
        with umask(user_umask):
            out.mkdir(parents=True, exist_ok=True)
    except OSError as fout:
        raise CommandError(
            ExitCode.VERKEERD_GEBRUIK,
            f"De map {out} is niet te maken ({fout.strerror}): kies met --out een andere.",
        ) from fout
    if not os.access(out, os.W_OK | os.X_OK):
        raise CommandError(
            ExitCode.VERKEERD_GEBRUIK, f"In de map {out} mag u niet schrijven: kies met --out een andere."
        )
    return out.absolute()


def run(
    work: Work, leveringen: Sequence[Path], out: Path, op: date, tier: Tier = Tier.PARTIJEN
) -> "Evaluatie":
    """All steps. A shut gate publishes nothing and still evaluates the alerts, as suspended."""
    verzending = alerting.channels(work)
    land(work, leveringen)
    if not warehouse.read_leveringen(work.state.landing):
        raise CommandError(
            ExitCode.LEVERING_GEWEIGERD,
            "Er is nog geen levering geland: geef er een op, zoals `woonmonitor run MAP --out RAPPORT`.",
        )
    try:
        check_landing(work)
        build(work)
        check_build(work)
    except GateClosed:
        alerting.evaluate(work, op)
        alerting.send(work, verzending, op)
        raise
    publish(work)
    evaluatie = alerting.evaluate(work, op)
    report(work, out, op, tier)
    alerting.send(work, verzending, op)
    return evaluatie


def _poort(work: Work, naam: str, poort: "Poort") -> None:
    namen = [uitslag.verwachting for uitslag in poort.resultaten if not uitslag.geslaagd]
    work.log.event("poort", poort=naam, door=poort.passed, niet_geslaagd=namen)
    gates.store(work.state, naam, poort)
    for regel in poort.samenvatting():
        work.log.event("poort_uitslag", regel)


def _versies() -> dict[str, str]:
    return {"python": platform.python_version()} | {naam: version(naam) for naam in NAMED_IN_MANIFEST}
