"""A levering into the landing: read, settle, account for and commit, or refuse and leave nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from ingest.afkeur import Outcome, place_report, settle_reports, write_report
from ingest.bundle import DEFAULT_LIMITS, Limits
from ingest.contract import Contract
from ingest.duplicates import settle_duplicates
from ingest.intake import Intake, Progress
from ingest.ledger import LandedFile, account, check_may_join, enter, files_of, is_landed, period_of
from ingest.notices import levering_notices, missing_notices
from ingest.privacy import without_personal
from ingest.read_files import read_files
from ingest.receive import receive
from ingest.refusal import LeveringGeweigerd, Reden
from ingest.replace import copied, put_in_place
from ingest.versions import withdrawal

ALWAYS_ALLOWED_REFUSALS = 10
_MEMORY_LIMIT = "512MB"


@dataclass(frozen=True)
class Landing:
    """What became of a levering that was not refused."""

    levering_id: str
    was_al_geland: bool
    bestanden: list[LandedFile]
    aantal_quarantaine: int
    waarschuwingen: list[str]
    onbekende_labels: list[str]
    """As delivered: for the report in afkeur/, not for a log."""
    afkeur_pad: Path | None


@dataclass(frozen=True)
class Bounds:
    """How much may be refused or withdrawn before the whole levering is (L004, L007)."""

    max_afkeur_aandeel: float
    max_intrekking_aandeel: float
    intrekken: bool


def land(
    levering: Path,
    landing: Path,
    contract: Contract,
    *,
    sleutel: bytes | None,
    werkmap: Path,
    afkeurmap: Path,
    max_afkeur_aandeel: float = 0.01,
    max_intrekking_aandeel: float = 0.10,
    intrekken: bool = False,
    alleen_controle: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    cijfers: Mapping[str, Sequence[str]] | None = None,
    voortgang: Progress | None = None,
) -> Landing:
    """Land one levering (folder or zip) in one transaction; `alleen_controle` rolls it back at the end.

    `cijfers`: dataset → figures that need it, to say what a levering without it leaves out.
    `werkmap` is private, empty and on the landing's disk; `afkeurmap/<levering_id[:12]>/` receives the report
    for the supplier. The same levering under the same contract is landed once. Raises LeveringGeweigerd when
    nothing landed.
    """
    progress = voortgang or (lambda _stap, _aandeel: None)
    bounds = Bounds(max_afkeur_aandeel, max_intrekking_aandeel, intrekken)
    try:
        progress("levering openen", 0.0)
        received = receive(levering, contract, sleutel, werkmap, limits)
    except LeveringGeweigerd as refusal:
        folder = afkeurmap / hashlib.sha256(levering.name.encode()).hexdigest()[:12]
        outcome = Outcome(without_personal(levering.name), "geweigerd", refusal.redenen)
        report = write_report(folder, outcome, None, "")
        refusal.afkeur_pad = place_report(report)
        raise
    folder = afkeurmap / received.levering_id[:12]
    made = werkmap / landing.name
    with copied(landing, made) as connection:
        _bound_resources(connection, werkmap)
        settle_reports(afkeurmap, connection)
        connection.begin()
        try:
            intake = Intake(connection, received, contract, limits, werkmap, progress, cijfers or {})
            result = _land(intake, bounds)
            if not result.was_al_geland:
                verdict = "gecontroleerd, niet geland" if alleen_controle else "geland"
                outcome = Outcome(
                    received.bundle.herkomst,
                    verdict,
                    (),
                    result.bestanden,
                    result.waarschuwingen,
                    result.onbekende_labels,
                )
                report = write_report(folder, outcome, connection, received.levering_id)
            progress("vastleggen", 0.99)
            if alleen_controle:
                connection.rollback()
            else:
                connection.commit()
                connection.execute("CHECKPOINT")
        except LeveringGeweigerd as refusal:
            outcome = Outcome(received.bundle.herkomst, "geweigerd", refusal.redenen)
            report = write_report(folder, outcome, connection, received.levering_id)
            connection.rollback()
            refusal.afkeur_pad = place_report(report)
            raise
        except BaseException:
            with suppress(duckdb.Error):  # a transaction that could not be written is gone already
                connection.rollback()
            raise
    if not result.was_al_geland:
        if not alleen_controle:
            put_in_place(made, landing)
        result = replace(result, afkeur_pad=place_report(report))
    progress("klaar", 1.0)
    return result


def _bound_resources(connection: duckdb.DuckDBPyConnection, werkmap: Path) -> None:
    """What does not fit in memory spills to the private folder."""
    connection.execute(f"SET memory_limit = '{_MEMORY_LIMIT}'")
    connection.execute("SET temp_directory = ?", [str(werkmap / "duckdb")])


def _land(intake: Intake, bounds: Bounds) -> Landing:
    """Everything within the transaction."""
    connection, received, contract = intake.connection, intake.received, intake.contract
    check_may_join(connection, received)
    if is_landed(connection, received.levering_id):
        files = files_of(connection, received.levering_id)
        refused = sum(file.rijen_quarantaine for file in files)
        return Landing(received.levering_id, True, files, refused, [], [], None)
    read = read_files(intake)
    intake.progress("dubbele rijen zoeken", 0.9)
    dropped: dict[str, int] = {}
    names = {file.bestand_id: file.bestand for file in read.files}
    for dataset, order in read.key_orders.items():
        if not order.rises:
            dropped |= settle_duplicates(intake, contract.datasets[dataset], names)
    files = [account(intake, file, dropped.get(file.bestand_id, 0)) for file in read.files]
    _refuse_too_many(files, bounds)
    period = period_of(intake)
    landed_at = datetime.now(UTC).replace(tzinfo=None)
    enter(intake, period, files, landed_at)
    intake.progress("vergelijken met eerdere leveringen", 0.95)
    if received.manifest.soort == "volledig" and not bounds.intrekken:
        _refuse_withdrawal(intake, files, bounds)
    refused = sum(file.rijen_quarantaine for file in files)
    # Names that the supplier gave are in them.
    notices = [*levering_notices(received, period, date.today()), *missing_notices(intake), *read.warnings]
    warnings = [without_personal(notice) for notice in notices]
    return Landing(received.levering_id, False, files, refused, warnings, read.unknown_labels, None)


def _refuse_too_many(files: list[LandedFile], bounds: Bounds) -> None:
    """L004, per dataset over all of its files."""
    reasons = []
    for dataset in sorted({file.dataset for file in files}):
        of_dataset = [file for file in files if file.dataset == dataset]
        refused = sum(file.rijen_quarantaine for file in of_dataset)
        rows = sum(file.rijen_gelezen - file.rijen_overgeslagen for file in of_dataset)
        allowed = max(ALWAYS_ALLOWED_REFUSALS, bounds.max_afkeur_aandeel * rows)
        if refused > allowed:
            melding = (
                f"{dataset}: {refused} van {rows} rijen geweigerd en hooguit {int(allowed)} mag; "
                "verbeter de rijen die in afkeur.csv staan"
            )
            reasons.append(Reden("levering", "L004", melding))
    if reasons:
        raise LeveringGeweigerd(reasons)


def _refuse_withdrawal(intake: Intake, files: list[LandedFile], bounds: Bounds) -> None:
    """L007, per dataset that this levering has a file of."""
    reasons = []
    for name in sorted({file.dataset for file in files}):
        found = withdrawal(intake.connection, intake.contract.datasets[name], intake.levering_id)
        if found.withdrawn > bounds.max_intrekking_aandeel * found.current:
            melding = (
                f"{name}: {found.withdrawn} van de {found.current} huidige rijen komen niet terug en zouden "
                "worden ingetrokken; voeg een vergeten bestand toe, of gebruik --intrekken als dit klopt"
            )
            reasons.append(Reden("levering", "L007", melding))
    if reasons:
        raise LeveringGeweigerd(reasons)
