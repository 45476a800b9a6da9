"""The ledger of a levering, within its transaction: what it may join, what it holds, where each row went."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from datetime import date, datetime

import duckdb

from ingest.intake import Intake
from ingest.privacy import key_fingerprint
from ingest.read_files import ReadFile
from ingest.receive import Received
from ingest.refusal import levering_refused


@dataclass(frozen=True)
class LandedFile:
    """Row accounting of one file: gelezen = geland + quarantaine + dubbel + overgeslagen."""

    levering_id: str
    bestand_id: str
    bestand: str
    dataset: str
    sha256: str
    rijen_gelezen: int
    rijen_geland: int
    rijen_quarantaine: int
    rijen_dubbel: int
    rijen_overgeslagen: int


class AccountingError(Exception):
    """A row was lost or counted twice: a fault of this program. Nothing lands."""


def check_may_join(connection: duckdb.DuckDBPyConnection, received: Received) -> None:
    """Raises LeveringGeweigerd (L005) for another key than before, or synthetic beside real."""
    earlier = connection.execute(
        "SELECT DISTINCT synthetisch, sleutel_vingerafdruk FROM landing.leveringen"
    ).fetchall()
    for synthetic, fingerprint in earlier:
        if synthetic != received.manifest.synthetisch:
            melding = "synthetische en echte leveringen gaan niet samen; gebruik een andere WOONMONITOR_HOME"
            raise levering_refused("L005", melding)
        if fingerprint != key_fingerprint(received.key):
            melding = (
                "de pseudoniemsleutel is een andere dan bij eerdere leveringen; gebruik dezelfde sleutel"
            )
            raise levering_refused("L005", melding)


def is_landed(connection: duckdb.DuckDBPyConnection, levering_id: str) -> bool:
    """Whether this levering, under this contract, is in the landing."""
    query = "SELECT 1 FROM landing.leveringen WHERE levering_id = ?"
    return connection.execute(query, [levering_id]).fetchone() is not None


def files_of(connection: duckdb.DuckDBPyConnection, levering_id: str) -> list[LandedFile]:
    """The accounting rows of a landed levering."""
    columns = ", ".join(field.name for field in fields(LandedFile))
    query = f"SELECT {columns} FROM landing.bestanden WHERE levering_id = ? ORDER BY bestand_id"
    return [LandedFile(*row) for row in connection.execute(query, [levering_id]).fetchall()]


def enter(intake: Intake, period: tuple[date, date], files: list[LandedFile], landed_at: datetime) -> None:
    """Write the ledger rows of a levering."""
    connection, received = intake.connection, intake.received
    manifest = received.manifest
    connection.execute(
        """
        INSERT INTO landing.leveringen
        SELECT $1, coalesce(max(volgnummer), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
        FROM landing.leveringen
        """,
        [
            received.levering_id,
            manifest.bron,
            manifest.peildatum,
            manifest.soort,
            *period,
            intake.contract.sha256,
            key_fingerprint(received.key),
            manifest.synthetisch,
            received.bundle.herkomst,
            landed_at,
        ],
    )
    columns = [*(field.name for field in fields(LandedFile)), "geland_op"]
    marks = ", ".join("?" * len(columns))
    for file in files:
        connection.execute(
            f"INSERT INTO landing.bestanden ({', '.join(columns)}) VALUES ({marks})",
            [*astuple(file), landed_at],
        )


def period_of(intake: Intake) -> tuple[date, date]:
    """The period that a levering is complete for, with its defaults filled in from the rows that landed.

    A period cannot outrun the peildatum: no later event can be in the files. The default start is the
    earliest event; a registration may be decades older, so the register counts only where nothing else has a
    date.
    """
    manifest = intake.received.manifest
    last = min(manifest.periode_tot_en_met or manifest.peildatum, manifest.peildatum)
    if manifest.periode_van is not None:
        return min(manifest.periode_van, last), last
    events: dict[bool, list[date]] = {True: [], False: []}
    for dataset in intake.contract.datasets.values():
        if dataset.event_column is None:
            continue
        earliest = f'SELECT min("{dataset.event_column}")::DATE FROM landing.{dataset.dataset}'
        row = intake.connection.execute(f"{earliest} WHERE levering_id = ?", [intake.levering_id]).fetchone()
        if row and row[0] is not None:
            events[dataset.is_register].append(row[0])
    return min([*(events[False] or events[True]), last]), last


def account(intake: Intake, file: ReadFile, dropped: int) -> LandedFile:
    """What became of the rows of a file, counted in the tables themselves.

    Raises AccountingError unless they and the identical duplicates add up to what the reader counted.
    """
    landed = _count(intake, f"SELECT count(*) FROM landing.{file.dataset} WHERE bestand_id = ?", file)
    refused = _count(
        intake, "SELECT count(DISTINCT rijnummer) FROM landing.quarantaine WHERE bestand_id = ?", file
    )
    if landed + refused + dropped + file.skipped != file.read:
        raise AccountingError(
            f"{file.bestand}: {file.read} rijen gelezen, maar {landed} geland, {refused} in quarantaine, "
            f"{dropped} dubbel en {file.skipped} overgeslagen; er is niets geland"
        )
    return LandedFile(
        intake.levering_id,
        file.bestand_id,
        file.bestand,
        file.dataset,
        file.sha256,
        rijen_gelezen=file.read,
        rijen_geland=landed,
        rijen_quarantaine=refused,
        rijen_dubbel=dropped,
        rijen_overgeslagen=file.skipped,
    )


def _count(intake: Intake, query: str, file: ReadFile) -> int:
    row = intake.connection.execute(query, [file.bestand_id]).fetchone()
    return int(row[0]) if row else 0
