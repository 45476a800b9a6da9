"""Another process beside the test's own, and what it can hold."""

import subprocess
import sys

HOLD = """
import sys
from pathlib import Path
from woonmonitor.state import State
with State(Path(sys.argv[1])).hold("woonmonitor run"):
    print("houdt vast", flush=True)
    sys.stdin.read()
"""

OPEN_DATABASE = "import duckdb,sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); sys.stdin.read()"
READ_DATABASE = OPEN_DATABASE.replace("sys.argv[1]", "sys.argv[1], read_only=True")


def other_process(script: str, *args: str) -> subprocess.Popen[str]:
    """A process that has printed its first line: it is where the test wants it."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, *args], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    return process
