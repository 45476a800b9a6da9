"""`woonmonitor build` beside one hand-written DuckDB script that makes the same rpt_indicatoren.

    python bench/dbt.py [--scale 1.0] [--runs 3]

Both read the landing of a synthetic levering of Assen's size, each in a process of its own, in turn. The two
tables must agree in every cell, or the run stops. Processor time stands beside wall time, for a machine that
does other work.
"""

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

import duckdb
from cost import Cost, measure

BY_HAND = Path(__file__).parent / "by_hand" / "rpt_indicatoren.py"
PERIODE = "periode_soort, periode_start, periode_eind"
KEY = f"indicator, maat, {PERIODE}, corporatie, gemeente, dimensie, dimensie_waarde"
NUMBERS = ["waarde", "teller", "noemer", "n", "ondergrens", "bovengrens"]
LABELS = ["eenheid", "voorlopig", "kwalificatie"]


def differing(built: Path, by_hand: Path) -> list[tuple[str, int]]:
    """Per indicator the rows that one table lacks or that differ: numbers to 1e-9 of their size, the rest
    exactly."""
    same = [f"a.{c} is not distinct from b.{c}" for c in LABELS] + [
        f"(a.{c} is not distinct from b.{c} or abs(a.{c} - b.{c}) <= 1e-9 * greatest(abs(a.{c}), 1))"
        for c in NUMBERS
    ]
    with duckdb.connect() as connection:
        for file, name in ((built, "built"), (by_hand, "hand")):
            connection.execute(f"attach '{file}' as {name} (read_only)")
        return connection.execute(
            f"""select coalesce(a.indicator, b.indicator) as indicator, count(*)
            from built.reporting.rpt_indicatoren as a
            full join hand.reporting.rpt_indicatoren as b using ({KEY})
            where a.indicator is null or b.indicator is null or not coalesce({" and ".join(same)}, false)
            group by 1 order by 1"""
        ).fetchall()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    woonmonitor = str(Path(sys.executable).with_name("woonmonitor"))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        home, levering, by_hand = work / "home", work / "levering", work / "by_hand.duckdb"
        measure([woonmonitor, "synthetic", str(levering), "--scale", str(arguments.scale)], home)
        measure([woonmonitor, "ingest", str(levering)], home)
        compiled = home / "dbt" / "target" / "compiled"
        hand = [sys.executable, str(BY_HAND), str(home / "leveringen.duckdb"), str(by_hand), str(compiled)]
        costs: dict[str, list[Cost]] = {"`woonmonitor build`": [], "by hand": []}
        inside = []
        for _ in range(arguments.runs):
            costs["`woonmonitor build`"].append(measure([woonmonitor, "build"], home))
            results = json.loads((home / "dbt" / "target" / "run_results.json").read_text())
            inside.append(results["elapsed_time"])
            by_hand.unlink(missing_ok=True)
            costs["by hand"].append(measure(hand, home))
        if wrong := differing(home / "bouw" / "warehouse.duckdb", by_hand):
            sys.exit(f"the two tables differ: {', '.join(f'{name} ({rows})' for name, rows in wrong)}")
    print("| | seconds | processor | peak MB |\n|---|---:|---:|---:|")
    medians = {name: Cost(*map(statistics.median, zip(*runs, strict=True))) for name, runs in costs.items()}
    for name, cost in medians.items():
        print(f"| {name} | {cost.seconds:.1f} | {cost.processor:.1f} | {cost.megabytes:.0f} |")
    print(f"| of which dbt's nodes | {statistics.median(inside):.1f} | | |")
    build, peer = medians.values()
    seconds, processor = build.seconds / peer.seconds, build.processor / peer.processor
    print(f"| **ratio** (aim < 4) | {seconds:.1f} | {processor:.1f} | |")


if __name__ == "__main__":
    main()
