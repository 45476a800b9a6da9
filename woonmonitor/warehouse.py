"""dbt in this process, and the state in which it leaves the build.

dbt's own connection keeps the DuckDB file open with all of the build in its write-ahead log; a file
renamed in that state is an empty database. So each build is closed, checkpointed, reopened and counted before
anyone uses it.
"""

import contextlib
import gc
import json
import os
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from woonmonitor.errors import CommandError, ExitCode
from woonmonitor.log import Voortgang
from woonmonitor.mishaps import DISK_FULL_TEXT, is_disk_full, says_disk_full
from woonmonitor.settings import CHECKOUT
from woonmonitor.state import database_holder

FAILED = {"error", "fail", "runtime error", "partial success"}
NAMED_AT_MOST = 5


class IncompleteBuild(Exception):
    """The file holds no whole build: rpt_build, which says which build it is, is not in it."""


@dataclass(frozen=True)
class Build:
    """Which build a warehouse file holds, from reporting.rpt_build."""

    build_id: str
    gebouwd_op: str
    bekend_op: date | None
    laatste_peildatum: date | None
    aantal_leveringen: int


def build(home: Path, bouw: Path, bekend_op: date | None, voortgang: Voortgang) -> Build:
    """Builds the whole dbt project into a fresh `bouw`, so that no table of a former build stays in it.

    `bekend_op` makes a vintage build: what was known on that day. CommandError (3) names the failed nodes.
    """
    if bouw.exists():
        try:
            _open(bouw, read_only=False).close()
        except duckdb.Error as fout:
            if database_holder(fout):
                raise  # a build in use is not taken from under its reader; one torn by a kill goes
    discard_unpublished(bouw)
    try:
        _run_dbt(home, {"bekend_op": bekend_op.isoformat()} if bekend_op else {}, voortgang)
    except CommandError:
        _set_aside(bouw)
        raise
    return seal(bouw)


def seal(bestand: Path) -> Build:
    """Brings all of the build into the one file, checks that it is there, and says which build it is."""
    with _open(bestand, read_only=False) as verbinding:
        verbinding.execute("checkpoint")
    if _wal(bestand).exists():
        raise RuntimeError(f"{bestand.name} still has a write-ahead log")
    return read_build(bestand)


def figures_only(bestand: Path, werkmap: Path) -> Path | None:
    """A copy in `werkmap` of the build with the schema `reporting` alone; None without a build.

    The other schemas hold rows about persons. A new file, since dropping a table leaves its bytes behind.
    """
    if not bestand.exists():
        return None
    nieuw = werkmap / bestand.name
    with duckdb.connect() as verbinding:
        for pad, naam, hoe in ((bestand, "oud", "(read_only)"), (nieuw, "nieuw", "")):
            plek = str(pad).replace("'", "''")
            verbinding.execute(f"attach '{plek}' as {naam} {hoe}")
        verbinding.execute("copy from database oud to nieuw (schema)")
        tabellen = verbinding.execute(
            "select schema_name, table_name from duckdb_tables() where database_name = 'nieuw'"
        ).fetchall()
        for schema, tabel in tabellen:
            naam = f'{schema}."{tabel}"'
            if schema == "reporting":
                verbinding.execute(f"insert into nieuw.{naam} from oud.{naam}")
            else:
                verbinding.execute(f"drop table nieuw.{naam}")
    seal(nieuw)
    return nieuw


def discard_unpublished(bouw: Path) -> None:
    """Removes the build that waits for its gate, and what is left of one that failed."""
    for resten in (bouw, _mislukt(bouw)):
        resten.unlink(missing_ok=True)
        _wal(resten).unlink(missing_ok=True)


def read_build(bestand: Path) -> Build:
    """The build that `bestand` holds; IncompleteBuild when it holds none."""
    vraag = (
        "select build_id, cast(gebouwd_op as varchar), bekend_op, laatste_peildatum, aantal_leveringen"
        " from reporting.rpt_build"
    )
    with _open(bestand, read_only=True) as verbinding:
        try:
            rijen = verbinding.execute(vraag).fetchall()
        except duckdb.CatalogException as fout:
            raise IncompleteBuild(bestand.name) from fout
    if len(rijen) != 1:
        raise IncompleteBuild(f"{bestand.name}: rpt_build has {len(rijen)} rows, not 1")
    return Build(*rijen[0])


def read_leveringen(landing: Path) -> list[tuple[str, date, str, datetime]]:
    """What is landed, in that order: bron, peildatum, herkomst (name of the folder or zip) and geland_op."""
    with _open(landing, read_only=True) as verbinding:
        return verbinding.execute(
            "select bron, peildatum, herkomst, geland_op from landing.leveringen order by volgnummer"
        ).fetchall()


def _run_dbt(home: Path, variabelen: dict[str, str], voortgang: Voortgang) -> None:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    os.environ["WOONMONITOR_HOME"] = str(home)  # profiles.yml finds the landing and the build by it
    opdracht = ["build", "--project-dir", str(CHECKOUT), "--profiles-dir", str(CHECKOUT)]
    opdracht += ["--target-path", str(home / "dbt" / "target"), "--log-path", str(home / "dbt" / "logs")]
    opdracht += ["--log-level", "none", "--log-level-file", "info", "--no-send-anonymous-usage-stats"]
    if "DBT_EXCLUDE_RESOURCE_TYPES" not in os.environ:
        # They judge code by made-up rows, never a levering: a plain `dbt build` and `make test` run them.
        opdracht += ["--exclude-resource-type", "unit_test"]
    if variabelen:
        opdracht += ["--vars", json.dumps(variabelen)]
    eigen_opdracht, sys.argv = (
        sys.argv,
        ["dbt", *opdracht],
    )  # dbt notes it in run_results.json; ours names leveringen
    gc.disable()
    try:
        with contextlib.chdir(CHECKOUT):  # dbt changes the working folder, and leaves it changed
            uitkomst = dbtRunner(callbacks=[_Teller(voortgang), _project_is_no_garbage]).invoke(opdracht)
    finally:
        sys.argv = eigen_opdracht
        DuckDBConnectionManager.close_all_connections()
        gc.unfreeze()
        gc.enable()
        gc.collect()  # the file closes when the last cursor that dbt's threads held is gone
    if not uitkomst.success:
        raise CommandError(ExitCode.BOUW_MISLUKT, _wat_mislukte(uitkomst, home / "dbt" / "logs" / "dbt.log"))


def _project_is_no_garbage(event: Any) -> None:
    """Once dbt has read its project, which it keeps to the end, no longer looks through that for garbage."""
    if event.info.name == "ConcurrencyLine":
        gc.freeze()
        gc.enable()


class _Teller:
    """Turns dbt's events into progress: nodes finished of nodes to run."""

    def __init__(self, voortgang: Voortgang) -> None:
        self.voortgang = voortgang
        self.totaal = 0
        self.klaar = 0

    def __call__(self, event: Any) -> None:
        if event.info.name == "ConcurrencyLine":
            self.totaal = event.data.node_count
        elif event.info.name == "NodeFinished" and self.totaal:
            self.klaar += 1
            self.voortgang(event.data.node_info.node_name, min(1.0, self.klaar / self.totaal))


def _wat_mislukte(uitkomst: Any, log: Path) -> str:
    """One line that names the nodes that failed; those skipped because of them are not named."""
    resultaten = getattr(uitkomst.result, "results", None) or []
    if is_disk_full(uitkomst.exception) or any(says_disk_full(str(knoop.message)) for knoop in resultaten):
        return DISK_FULL_TEXT
    namen = [knoop.node.name for knoop in resultaten if str(knoop.status) in FAILED]
    if not namen:
        fout = type(uitkomst.exception).__name__ if uitkomst.exception else "onbekende fout"
        return f"De bouw is niet begonnen: dbt kan het project niet lezen ({fout}). Zie {log}"
    meer = f" en {len(namen) - NAMED_AT_MOST} meer" if len(namen) > NAMED_AT_MOST else ""
    return (
        f"De bouw is mislukt bij {', '.join(namen[:NAMED_AT_MOST])}{meer}: er is niets vervangen. Zie {log}"
    )


def _set_aside(bouw: Path) -> None:
    """Keeps a failed build to look into until the next one, under a name that no gate takes for a build."""
    if bouw.exists():
        bouw.replace(_mislukt(bouw))
    if _wal(bouw).exists():
        _wal(bouw).replace(_wal(_mislukt(bouw)))


def _mislukt(bouw: Path) -> Path:
    return bouw.with_name("mislukt.duckdb")


def _open(bestand: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(bestand), read_only=read_only)


def _wal(bestand: Path) -> Path:
    return bestand.with_name(bestand.name + ".wal")
