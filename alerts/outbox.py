"""What still has to be delivered: the log less what a sink has marked as delivered.

The log comes first, then the delivery, then the mark: a crash in between gives a repeat under the same key,
never a silence. Each sink has its own marks (`outbox/<sink>.jsonl`).
"""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from alerts.duties import duties
from alerts.event import Event, Line
from alerts.figures import slug
from alerts.journal import append_lines, mend_tail, read_lines
from alerts.message import message
from alerts.state import Alert, apply
from alerts.wording import wording


def write_messages(alertmap: Path, lines: Iterable[Line]) -> list[Path]:
    """A text and a JSON file in `berichten/` for each event that has none yet; returns their paths."""
    marks = alertmap / "outbox" / "bestand.jsonl"
    mend_tail(marks)  # half a mark counts as none
    delivered = {json.loads(line)["sleutel"] for line in read_lines(marks)[0]}
    written = []
    for line, alert in _with_alerts(lines):
        if line.sleutel not in delivered:
            written += _write_message(alertmap / "berichten", line, alert)
            append_lines(marks, [json.dumps({"volgnummer": line.volgnummer, "sleutel": line.sleutel})])
    return written


def _with_alerts(lines: Iterable[Line]) -> Iterator[tuple[Line, Alert | None]]:
    """Each event with its alert as it stood right after, so that a late delivery reads as a prompt one."""
    alerts: dict[str, Alert] = {}
    for line in lines:
        if isinstance(line, Event):
            alerts[line.alert] = apply(alerts.get(line.alert), line)
            yield line, alerts[line.alert]
        else:
            yield line, None


def _write_message(folder: Path, line: Line, alert: Alert | None) -> list[Path]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = message(line, alert)
    content = {
        "titel": wording(line).titel,
        **line.content(),
        "stand_plichten": duties(alert, line.op) if alert else [],
        "tekst": text,
    }
    about = slug(line.corporatie or getattr(line, "bron", ""))
    name = f"{line.op:%Y-%m-%d}_{about}_{line.soort}_{line.volgnummer:04d}"
    return [
        _replace(folder / f"{name}.txt", text),
        _replace(folder / f"{name}.json", json.dumps(content, ensure_ascii=False, indent=2) + "\n"),
    ]


def _replace(path: Path, content: str) -> Path:
    """Whole or not at all: a reader never meets half a message."""
    beside = path.with_name(f".{path.name}")
    with os.fdopen(
        os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    return path
