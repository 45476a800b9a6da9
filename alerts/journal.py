"""Append-only files of lines, and the event log on top of them.

A crash can leave half a line at the end, never in the middle: what was acknowledged ends with a newline and
was synced. One writer at a time; the caller holds the lock on the state.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from alerts.event import Line, LogboekBeschadigd, digest

_LINE: TypeAdapter[Line] = TypeAdapter(Line)


def read_lines(path: Path) -> tuple[list[bytes], bytes]:
    """The whole lines of a file, and what stands after the last newline. An absent file has neither."""
    *lines, tail = (path.read_bytes() if path.exists() else b"").split(b"\n")
    return lines, tail


def append_lines(path: Path, lines: Iterable[str]) -> None:
    """Adds lines and returns once they are on disk. Creates the file (0600) and its folder (0700)."""
    content = "".join(f"{line}\n" for line in lines).encode()
    if content:
        _make_folder(path.parent)
        _write(path, content, os.O_APPEND)


def mend_tail(path: Path) -> bytes:
    """Cuts off half a line after a crash, once a copy lies beside the file; returns what it cut off."""
    lines, tail = read_lines(path)
    if tail:
        _write(path.with_name(f"{path.stem}.afgebroken-{digest(tail.hex())[:8]}"), tail, os.O_TRUNC)
        os.truncate(path, sum(len(line) + 1 for line in lines))
        _sync(path)
    return tail


def read_log(path: Path) -> list[Line]:
    """All acknowledged events, in order, and a last one that lacks only its newline.

    Raises LogboekBeschadigd where a line is no event or the sequence has a gap.
    """
    lines, tail = read_lines(path)
    events: list[Line] = []
    for number, line in enumerate(lines, start=1):
        event = _parse(line)
        if event is None or event.volgnummer != number:
            raise LogboekBeschadigd(
                f"Regel {number} van {path} is beschadigd; zet het logboek terug uit een reservekopie. "
                "Er is niets gewijzigd."
            )
        events.append(event)
    last = _whole_tail(tail, len(events) + 1)
    return [*events, last] if last else events


def mend_log(path: Path) -> str | None:
    """Makes the log fit to append to, and says in Dutch what it found after a crash."""
    lines, tail = read_lines(path)
    if not tail:
        return None
    if _whole_tail(tail, len(lines) + 1):
        _write(path, b"\n", os.O_APPEND)
        return (
            f"Het schrijven van {path.name} was afgebroken; de laatste gebeurtenis was heel en is behouden."
        )
    mend_tail(path)
    return (
        f"Het schrijven van {path.name} was afgebroken: een halve laatste regel is apart gezet. "
        "Die gebeurtenis was nog niet vastgelegd. Volgt zij uit de cijfers, dan komt zij vanzelf opnieuw; "
        "legde u zelf iets vast, doe dat dan opnieuw."
    )


def _whole_tail(tail: bytes, number: int) -> Line | None:
    event = _parse(tail)
    return event if event and event.volgnummer == number else None


def _parse(line: bytes) -> Line | None:
    try:
        return _LINE.validate_json(line)
    except ValidationError:
        return None


def _write(path: Path, content: bytes, mode: int) -> None:
    is_new = not path.exists()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | mode, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        _sync(path.parent)


def _make_folder(path: Path) -> None:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
