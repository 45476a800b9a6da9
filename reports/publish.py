"""Writing the report: all of it into a folder beside the target, then each file in place in one rename."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reports import exports, page
from reports.edition import Edition
from reports.given import Gate, OpenAlert
from reports.manifest import manifest
from reports.warehouse import open_warehouse


class GateDoesNotFit(ValueError):
    """The gate did not pass, or judged another build than the one to be reported."""


def write_reports(
    warehouse: Path,
    out: Path,
    *,
    poort: Mapping[str, Any],
    alerts: Sequence[Mapping[str, Any]],
    versies: Mapping[str, str],
) -> list[Path]:
    """Writes monitor.html, indicatoren.csv, indicatoren.parquet and manifest.json into `out`; their paths.

    `poort` is the result of the gates on this very build, `alerts` those that are open, `versies` component →
    version. The warehouse is opened read-only. The manifest moves last: it names the hashes of the other
    three, so a reader that finds it fitting has a whole release. Raises GateDoesNotFit.
    """
    gate = Gate.model_validate(poort)
    given = [OpenAlert.model_validate(alert) for alert in alerts]
    out.mkdir(parents=True, exist_ok=True)
    with open_warehouse(warehouse) as con, _folder_beside(out) as beside:
        edition = Edition(con, gate, given, dict(versies))
        if not gate.passed or gate.build_id != edition.build["build_id"]:
            raise GateDoesNotFit(
                f"De controles horen niet bij berekening {edition.build['build_id']} of zijn niet geslaagd. "
                "Draai eerst: woonmonitor check"
            )
        written = [beside / name for name in ("monitor.html", "indicatoren.csv", "indicatoren.parquet")]
        written[0].write_text(page.render(edition), encoding="utf-8", newline="\n")
        exports.write_parquet(con, written[2])
        exports.write_csv(con, written[1], written[2])
        closing = beside / "manifest.json"
        closing.write_text(manifest(edition, written), encoding="utf-8", newline="\n")
        return [_put(path, out / path.name) for path in (*written, closing)]


@contextmanager
def _folder_beside(out: Path) -> Iterator[Path]:
    """A folder on the same file system as `out`, gone afterwards whatever happens."""
    beside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _put(source: Path, target: Path) -> Path:
    """The file under its own name, whole or not at all, also after a power cut."""
    with source.open("rb") as file:
        os.fsync(file.fileno())
    return source.replace(target)
