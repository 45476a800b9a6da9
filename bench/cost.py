"""What a command costs: wall and processor time, peak memory, and what DuckDB put on disk for want of it."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """Seconds, and MB at the peak; `spilled`: what the build in WOONMONITOR_HOME put on disk."""

    seconds: float
    processor: float
    megabytes: float
    spilled: float


def measure(command: list[str], home: Path) -> Cost:
    """Of a command in a process of its own, with WOONMONITOR_HOME at `home`; stops when it fails."""
    environment = os.environ | {"WOONMONITOR_HOME": str(home)}
    started, spilled = time.perf_counter(), 0.0
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=errors)
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            spilled = max(spilled, _on_disk(home))
            time.sleep(0.05)
        _, status, usage = ended
        seconds = time.perf_counter() - started
        if os.waitstatus_to_exitcode(status) != 0:
            errors.seek(0)
            sys.exit(f"{' '.join(command)}: {errors.read().decode().strip()}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, spilled)  # Linux: KiB


def _on_disk(home: Path) -> float:
    """What DuckDB's temporary files of the build hold now, in MB."""
    total = 0
    for file in home.glob("bouw/*.tmp/*"):
        with contextlib.suppress(FileNotFoundError):
            total += file.stat().st_size
    return total / 1e6
