"""Wall time and peak memory of `woonmonitor run` and of its stages, on a synthetic levering of Assen's size.

    python bench/stages.py [--scale 1.0]

Each stage runs as a process of its own, so that its peak memory is its own; `run` is one process again. The
floor for ingest is DuckDB's own reading of the same CSV files as text into a table in a file.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FLOOR = """
import duckdb, pathlib, sys
levering, database = map(pathlib.Path, sys.argv[1:])
with duckdb.connect(str(database)) as connection:
    for number, file in enumerate(sorted(levering.glob("*.csv"))):
        connection.execute(f"create table t{number} as from read_csv(?, all_varchar = true)", [str(file)])
"""


def measure(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Seconds and peak resident memory in MB of a command; stops when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    errors = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(command)}: {errors.strip()}")
    return seconds, usage.ru_maxrss / 1024  # Linux counts in KiB


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    scale = parser.parse_args().scale
    woonmonitor = str(Path(sys.executable).with_name("woonmonitor"))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        levering = work / "levering"
        environment = os.environ | {"WOONMONITOR_HOME": str(work / "home")}
        whole = os.environ | {"WOONMONITOR_HOME": str(work / "home-run")}
        steps = {
            "synthetic": [woonmonitor, "synthetic", str(levering), "--scale", str(scale)],
            "(floor: DuckDB reads the CSV as text)": [
                sys.executable,
                "-c",
                FLOOR,
                str(levering),
                str(work / "floor.duckdb"),
            ],
            "ingest": [woonmonitor, "ingest", str(levering)],
            "build": [woonmonitor, "build"],
            "check": [woonmonitor, "check"],
            "report": [woonmonitor, "report", "--out", str(work / "report")],
        }
        print("| step | seconds | peak MB |\n|---|---:|---:|")
        for name, command in steps.items():
            seconds, megabytes = measure(command, environment)
            print(f"| {name} | {seconds:.1f} | {megabytes:.0f} |", flush=True)
        seconds, megabytes = measure(
            [woonmonitor, "run", str(levering), "--out", str(work / "report2")], whole
        )
        print(f"| **run**, all in one process | {seconds:.1f} | {megabytes:.0f} |")


if __name__ == "__main__":
    main()
