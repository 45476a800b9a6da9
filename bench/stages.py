"""Wall time and peak memory of `woonmonitor run` and of its stages, on a synthetic levering of Assen's size.

    python bench/stages.py [--scale 1.0] [--until build] [--folder DIR]

With `--scale 100 --until build` it shows that fifty million reacties stream out, land and build within
16 GB; DIR then needs some 45 GB. Each stage runs as a process of its own, so that its peak memory is its own;
`run` is one process again. The floor for ingest is DuckDB's own reading of the same CSV files as text into a
table in a file.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

FLOOR = """
import duckdb, pathlib, sys
levering, database = map(pathlib.Path, sys.argv[1:])
with duckdb.connect(str(database)) as connection:
    for number, file in enumerate(sorted(levering.glob("*.csv"))):
        connection.execute(f"create table t{number} as from read_csv(?, all_varchar = true)", [str(file)])
"""


class Cost(NamedTuple):
    seconds: float
    processor: float
    megabytes: float
    spilled: float  # most that DuckDB had on disk for want of memory, in MB


def measure(command: list[str], environment: dict[str, str]) -> Cost:
    """Wall and processor seconds, peak resident memory and peak spill of a command; stops when it fails."""
    started, spilled = time.perf_counter(), 0.0
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=errors)
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            spilled = max(spilled, on_disk(Path(environment["WOONMONITOR_HOME"])))
            time.sleep(0.05)
        _, status, usage = ended
        seconds = time.perf_counter() - started
        if os.waitstatus_to_exitcode(status) != 0:
            errors.seek(0)
            sys.exit(f"{' '.join(command)}: {errors.read().decode().strip()}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, spilled)  # Linux: KiB


def on_disk(home: Path) -> float:
    """What DuckDB's temporary files of the build hold now, in MB."""
    total = 0
    for file in home.glob("bouw/*.tmp/*"):
        with contextlib.suppress(FileNotFoundError):
            total += file.stat().st_size
    return total / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--until", help="the last step to measure")
    parser.add_argument("--folder", type=Path, help="where there is room, instead of the system's own")
    arguments = parser.parse_args()
    woonmonitor = str(Path(sys.executable).with_name("woonmonitor"))
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        work = Path(folder)
        levering = work / "levering"
        environment = os.environ | {"WOONMONITOR_HOME": str(work / "home")}
        whole = os.environ | {"WOONMONITOR_HOME": str(work / "home-run")}
        steps = {
            "synthetic": [woonmonitor, "synthetic", str(levering), "--scale", str(arguments.scale)],
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
        print("| step | seconds | processor | peak MB | spilled MB |\n|---|---:|---:|---:|---:|")
        for name, command in steps.items():
            show(name, measure(command, environment))
            if name == arguments.until:
                return
        show(
            "**run**, all in one process",
            measure([woonmonitor, "run", str(levering), "--out", str(work / "report2")], whole),
        )


def show(name: str, cost: Cost) -> None:
    figures = " | ".join(f"{figure:.{digits}f}" for figure, digits in zip(cost, (1, 1, 0, 0), strict=True))
    print(f"| {name} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
