"""One line for each event: JSON in HOME/logs for machines, a readable line on the console for people.

Fields are counts, hashes, names of files and commands; never a value from a levering, and never the text of
an unforeseen exception, which may quote one.
"""

import json
import os
import resource
import time
import traceback
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

Voortgang = Callable[[str, float], None]
Veld = str | int | float | bool | None | list[str]


class EventLog:
    """Writes the events of one command; `console` is where people read along (stderr)."""

    def __init__(self, bestand: Path, opdracht: str, console: Console) -> None:
        self.bestand = bestand
        self.opdracht = opdracht
        self.console = console
        self.keer = uuid.uuid4().hex[:12]  # which running of the command an event belongs to

    def event(self, gebeurtenis: str, tekst: str | None = None, **velden: Veld) -> None:
        """Appends one event, and shows `tekst` (plain Dutch) when there is one."""
        kop = {
            "tijd": datetime.now().astimezone().isoformat(timespec="milliseconds"),
            "keer": self.keer,
            "pid": os.getpid(),
            "opdracht": self.opdracht,
            "gebeurtenis": gebeurtenis,
        }
        regel = json.dumps(kop | velden | ({"tekst": tekst} if tekst else {}), ensure_ascii=False)
        with self.bestand.open("a", encoding="utf-8") as log:
            log.write(regel + "\n")
        if tekst:
            self.console.print(tekst, markup=False, highlight=False, soft_wrap=True)

    def fault(self, fout: BaseException) -> str:
        """Logs where an unforeseen exception arose, without its text; returns its kind and place."""
        stapel = traceback.extract_tb(fout.__traceback__)
        plaatsen = [f"{Path(plek.filename).name}:{plek.lineno} {plek.name}" for plek in stapel]
        self.event("eigen_fout", soort=type(fout).__name__, plaatsen=plaatsen)
        return f"{type(fout).__name__} in {plaatsen[-1]}" if plaatsen else type(fout).__name__

    @contextmanager
    def step(self, naam: str) -> Iterator[Voortgang]:
        """A step with a progress bar; yields what moves it: (what is being done, share done).

        Its time and the peak memory of the process so far are logged also when it fails.
        """
        begin = time.monotonic()
        kolommen = (
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TimeElapsedColumn(),
        )
        with Progress(
            *kolommen, console=self.console, transient=True, disable=not self.console.is_terminal
        ) as balk:
            taak = balk.add_task(naam, total=None)

            def voortgang(wat: str, deel: float) -> None:
                balk.update(taak, description=f"{naam}: {wat}" if wat else naam, completed=deel, total=1.0)

            gelukt = False
            try:
                yield voortgang
                gelukt = True
            finally:
                seconden = round(time.monotonic() - begin, 2)
                self.event("stap", stap=naam, seconden=seconden, piek_mb=_peak_mb(), gelukt=gelukt)
        duur = f"{seconden:.1f}".replace(".", ",")
        self.console.print(f"{naam}: klaar in {duur} s", style="dim", markup=False, highlight=False)


def read_events(bestand: Path) -> list[dict[str, Veld]]:
    """All events of the log, oldest first; a line that a killed process cut off is left out."""
    if not bestand.exists():
        return []
    events = []
    for regel in bestand.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            events.append(json.loads(regel))
        except ValueError:
            continue
    return events


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
