"""Writing the report: all of it into a folder beside the target, then each file in place in one rename."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from reports import datapackage, exports, page, quality_page, tier, workbook
from reports.edition import Edition
from reports.given import Gate, OpenAlert, PastGate
from reports.manifest import identity, manifest
from reports.openbaar import Thresholds, verify
from reports.pdf import print_page

#: In the order in which they are put in place.
FILES = (
    *("monitor.html", "tabellenboek.xlsx", "indicatoren.csv", "indicatoren.parquet"),
    *("datapackage.json", "kwaliteit.html", "monitor.pdf", "manifest.json"),
)


class GateDoesNotFit(ValueError):
    """The gate did not pass, or judged another build than the one to be reported."""


def write_reports(
    warehouse: Path,
    out: Path,
    *,
    poort: Mapping[str, Any],
    alerts: Sequence[Mapping[str, Any]],
    versies: Mapping[str, str],
    poorten: Sequence[Mapping[str, Any]] = (),
    openbaar: Thresholds | None = None,
    chromium: Path | None = None,
) -> list[Path]:
    """Writes the files of `FILES` into `out`; their paths. Without `chromium` there is no monitor.pdf.

    `poort` is the result of the gates on this very build, `alerts` those that are open, `versies` component →
    version, `poorten` the gate results that were kept, oldest first. The warehouse is opened read-only. The
    manifest moves last: it names the hashes of the others, so a reader that finds it fitting has a whole
    release. With `openbaar`, what is small, it is the edition that anyone may read: no kwaliteit.html, and
    nothing at all where what was written gives a small count away. Raises GateDoesNotFit, TiersMix,
    TierLeaks, NotPrinted.
    """
    gate = Gate.model_validate(poort)
    given = [OpenAlert.model_validate(alert) for alert in alerts]
    kept = [PastGate.model_validate(one) for one in poorten]
    out.mkdir(parents=True, exist_ok=True)
    tier.keep_apart(out, FILES, tier.PUBLIC if openbaar else tier.PARTIES)
    with tier.opened(warehouse, openbaar) as con, _folder_beside(out) as beside:
        if openbaar:
            gate, given = tier.public_gate(gate), tier.public_alerts(con, given)
        edition = Edition(con, gate, given, dict(versies), openbaar)
        if not gate.passed or gate.build_id != edition.build["build_id"]:
            raise GateDoesNotFit(
                f"De controles horen niet bij berekening {edition.build['build_id']} of zijn niet geslaagd. "
                "Draai eerst: woonmonitor check"
            )
        page_, book, csv, parquet, package, quality, printed, closing = [beside / name for name in FILES]
        with ThreadPoolExecutor(max_workers=1) as pool:  # DuckDB writes the data files beside Python's pages
            data_written = pool.submit(_write_data, con.cursor(), parquet, csv, openbaar)
            _write(page_, page.render(edition))
            workbook.write_workbook(edition, book)
            if not openbaar:
                _write(quality, quality_page.render(edition, kept))
            if chromium:
                print_page(page_, printed, chromium)
            data_written.result()
        made = [path for path in (page_, book, csv, parquet, quality, printed) if path.exists()]
        released = {path.name: identity(path) for path in made}
        _write(package, datapackage.datapackage(edition, released))
        released[package.name] = identity(package)
        _write(closing, manifest(edition, released))
        if not chromium:  # one of an earlier run would stand beside other figures
            (out / printed.name).unlink(missing_ok=True)
        return [_put(beside / name, out / name) for name in FILES if (beside / name).exists()]


@contextmanager
def _folder_beside(out: Path) -> Iterator[Path]:
    """A folder on the same file system as `out`, gone afterwards whatever happens."""
    beside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write_data(
    con: duckdb.DuckDBPyConnection, parquet: Path, csv: Path, openbaar: Thresholds | None
) -> None:
    """The figures as files, and of a public edition what they give away."""
    exports.write_parquet(con, parquet)
    if openbaar:
        verify(con, parquet, openbaar)
    exports.write_csv(csv, parquet)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _put(source: Path, target: Path) -> Path:
    """The file under its own name, whole or not at all, also after a power cut."""
    with source.open("rb") as file:
        os.fsync(file.fileno())
    return source.replace(target)
