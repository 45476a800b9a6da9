"""The rejection report for a supplier: every refused row in a CSV that Excel opens, and a page to read."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest.ledger import LandedFile
from ingest.manifest import EXAMPLE
from ingest.refusal import Reden

_BEING_MADE = ".deel"  # a report until its levering is landed or refused
_COLUMNS = ("bestand", "rijnummer", "kolom", "code", "melding", "waarde")
# A spreadsheet would run a cell that begins with one of these.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Outcome:
    """What the summary says of a levering. `uitslag`: geweigerd, geland, or gecontroleerd."""

    herkomst: str
    uitslag: str
    redenen: Sequence[Reden] = ()
    bestanden: Sequence[LandedFile] = ()
    waarschuwingen: Sequence[str] = ()
    onbekende_labels: Sequence[str] = ()


def write_report(
    folder: Path, outcome: Outcome, connection: duckdb.DuckDBPyConnection | None, levering_id: str
) -> Path:
    """Write afkeur.csv and samenvatting.md into a folder (0700) beside `folder`, and return that.

    Only `place_report` puts it in its place, once what it says has come true.
    `connection`: the transaction that holds this levering's quarantine; None when no row was read.
    """
    made = folder.with_name(folder.name + _BEING_MADE)
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(mode=0o700, parents=True)
    counts: list[tuple[str, str, str, int]] = []
    _write_rows(_private(made / "afkeur.csv"), outcome.redenen, connection, levering_id)
    if connection is not None:
        counts = connection.execute(
            "SELECT bestand, code, melding, count(*) FROM landing.quarantaine WHERE levering_id = ? "
            "GROUP BY ALL ORDER BY 4 DESC, 1, 2, 3",
            [levering_id],
        ).fetchall()
    _private(made / "samenvatting.md").write_text(_summary(outcome, counts), encoding="utf-8")
    return made


def place_report(made: Path) -> Path:
    """Put a report where `write_report` was asked for it, over an earlier one, and return that place."""
    folder = made.with_name(made.name.removesuffix(_BEING_MADE))
    shutil.rmtree(folder, ignore_errors=True)
    return made.replace(folder)


def settle_reports(afkeurmap: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Finish what a killed process left: a report that came true is put in its place, another one goes."""
    for made in afkeurmap.glob(f"*{_BEING_MADE}"):
        landed = connection.execute(
            "SELECT 1 FROM landing.leveringen WHERE starts_with(levering_id, ?)",
            [made.name.removesuffix(_BEING_MADE)],
        ).fetchone()
        if landed:
            place_report(made)
        else:
            shutil.rmtree(made)


def rewrite_rows(afkeurmap: Path, connection: duckdb.DuckDBPyConnection, levering_id: str) -> None:
    """Make afkeur.csv of a landed levering anew, in one rename, from a quarantine that holds less by now.

    A report that is no longer there stays away.
    """
    present = afkeurmap / levering_id[:12] / "afkeur.csv"
    if present.exists():
        new = _private(present.with_name("afkeur.csv.deel"))
        _write_rows(new, (), connection, levering_id)
        new.replace(present)


def _write_rows(
    path: Path, reasons: Iterable[Reden], connection: duckdb.DuckDBPyConnection | None, levering_id: str
) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(_COLUMNS)
        for reason in reasons:
            writer.writerow(
                _safe((reason.bestand, reason.rijnummer, reason.kolom, reason.code, reason.melding, None))
            )
        if connection is not None:
            rows = connection.execute(
                f"SELECT {', '.join(_COLUMNS)} FROM landing.quarantaine WHERE levering_id = ? "
                "ORDER BY bestand_id, rijnummer, kolom",
                [levering_id],
            )
            while batch := rows.fetchmany(10_000):
                writer.writerows(_safe(row) for row in batch)


def _private(path: Path) -> Path:
    path.touch(mode=0o600)
    return path


def _safe(cells: Iterable[object]) -> list[str]:
    texts = ["" if cell is None else str(cell) for cell in cells]
    return ["'" + text if text.startswith(_FORMULA_STARTS) else text for text in texts]


def _summary(outcome: Outcome, counts: list[tuple[str, str, str, int]]) -> str:
    lines = [f"# Levering {outcome.herkomst}: {outcome.uitslag}", ""]
    if outcome.redenen:
        lines += ["De levering is niet geland. Verbeter dit en lever haar opnieuw:", ""]
        lines += [f"- {_reason_line(reason)}" for reason in outcome.redenen]
        if any(reason.code == "L001" for reason in outcome.redenen):
            lines += ["", "Een voorbeeld van levering.yml:", "", "```yaml", EXAMPLE.rstrip(), "```"]
        lines.append("")
    if counts:
        lines += ["## Geweigerde rijen", "", "Elke rij staat met haar nummer in afkeur.csv.", ""]
        lines += ["| bestand | code | aantal | wat is er, en wat te doen |", "|---|---|---:|---|"]
        lines += [
            f"| {_cell(file)} | {code} | {number} | {_cell(text)} |" for file, code, text, number in counts
        ]
        lines.append("")
    in_order = "geland" if outcome.uitslag == "geland" else "in orde"
    if outcome.bestanden:
        lines += [
            "## Rijen per bestand",
            "",
            f"| bestand | gelezen | {in_order} | geweigerd | dubbel | overgeslagen |",
        ]
        lines.append("|---|---:|---:|---:|---:|---:|")
        for file in outcome.bestanden:
            numbers = (
                file.rijen_gelezen,
                file.rijen_geland,
                file.rijen_quarantaine,
                file.rijen_dubbel,
                file.rijen_overgeslagen,
            )
            lines.append(f"| {_cell(file.bestand)} | {' | '.join(map(str, numbers))} |")
        lines += [
            "",
            "Overgeslagen zijn lege regels, een herhaalde kopregel en totaalregels aan het eind.",
            "",
        ]
    if outcome.waarschuwingen:
        lines += ["## Let op", "", *(f"- {warning}" for warning in outcome.waarschuwingen), ""]
    if outcome.onbekende_labels:
        lines += ["## Onbekende labels", ""]
        lines += ["Een schrijffout verbetert de leverancier; een nieuw label is een rij in seeds/."]
        lines += ["", *(f"- {_cell(label)}" for label in outcome.onbekende_labels), ""]
    return "\n".join(lines)


def _reason_line(reason: Reden) -> str:
    place = f"{reason.bestand}: " if reason.bestand else ""
    return f"**{reason.code}** {place}{reason.melding}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
