"""Wall time and peak memory of `woonmonitor run` and of its stages, on a synthetic levering of Assen's size.

    python bench/stages.py [--scale 1.0] [--until build] [--folder DIR]

At `--scale 100` the levering has some fifty million reacties; what the build spills then goes to DIR, and is
tens of GB. Each stage runs as a process of its own, so that its peak memory is its own;
`run` is one process again. The floor for ingest is DuckDB's own reading of the same CSV files as text into a
table in a file.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from cost import Cost, measure

FLOOR = """
import duckdb, pathlib, sys
levering, database = map(pathlib.Path, sys.argv[1:])
with duckdb.connect(str(database)) as connection:
    for number, file in enumerate(sorted(levering.glob("*.csv"))):
        connection.execute(f"create table t{number} as from read_csv(?, all_varchar = true)", [str(file)])
"""


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
            show(name, measure(command, work / "home"))
            if name == arguments.until:
                return
        whole = [woonmonitor, "run", str(levering), "--out", str(work / "report2")]
        show("**run**, all in one process", measure(whole, work / "home-run"))


def show(name: str, cost: Cost) -> None:
    figures = " | ".join(f"{figure:.{digits}f}" for figure, digits in zip(cost, (1, 1, 0, 0), strict=True))
    print(f"| {name} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
