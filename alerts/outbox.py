"""What still has to be delivered: the log less what a sink has marked as delivered.

The log comes first, then the delivery, then the mark: a crash in between gives a repeat under the same key,
never a silence. Each sink has its own marks (`outbox/<sink>.jsonl`).
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from alerts.duties import duties
from alerts.event import Line, about
from alerts.figures import slug
from alerts.journal import append_lines, mend_tail, read_lines
from alerts.message import Told, message, tell
from alerts.wording import wording


def write_messages(alertmap: Path, lines: Sequence[Line]) -> list[Path]:
    """A text and a JSON file in `berichten/` for each event that has none yet; returns their paths."""
    marks = alertmap / "outbox" / "bestand.jsonl"
    mend_tail(marks)  # half a mark counts as none
    delivered = {json.loads(line)["sleutel"] for line in read_lines(marks)[0]}
    written = []
    for told in tell(lines):
        line = told.line
        if line.sleutel not in delivered:
            written += _write_message(alertmap / "berichten", told)
            append_lines(marks, [json.dumps({"volgnummer": line.volgnummer, "sleutel": line.sleutel})])
    return written


def _write_message(folder: Path, told: Told) -> list[Path]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    line, text = told.line, message(told)
    content = {
        "titel": wording(line).titel,
        **line.content(),
        "stand_plichten": duties(told.alert, line.op) if told.alert else [],
        "tekst": text,
    }
    name = f"{line.op:%Y-%m-%d}_{slug(about(line))}_{line.soort}_{line.volgnummer:04d}"
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
