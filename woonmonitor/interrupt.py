"""Ctrl-C, told as what it is. DuckDB and dbt each turn it into an error of their own."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from woonmonitor.errors import CommandError, ExitCode


@contextmanager
def interruptible() -> Iterator[None]:
    """Whatever error a Ctrl-C within ends in leaves as CommandError (130). For the main thread only."""
    seen = False

    def note(number: int, frame: FrameType | None) -> None:
        nonlocal seen
        seen = True
        signal.default_int_handler(number, frame)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield
    except BaseException as fout:
        if not seen:
            raise
        raise CommandError(
            ExitCode.AFGEBROKEN,
            "Afgebroken: geef dezelfde opdracht opnieuw. Wat er stond, staat er nog.",
        ) from fout
    finally:
        signal.signal(signal.SIGINT, before)
