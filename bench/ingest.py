"""Speed and peak memory of `woonmonitor ingest` on one large file of reacties, beside DuckDB's load of it.

    python bench/ingest.py [--sizes 0.3 3] [--runs 5] [--seekers 110000] [--folder DIR]

The peer loads the same file as text: `read_csv` with all_varchar into a table in a database file, closing
included. It checks no value, makes no pseudonym and finds no duplicate: it is a floor, not a rival. Both are
processes of their own and take turns within one run; from 1 GB on each has one turn. Each size comes plain
and with every field quoted. On a machine that does other work meanwhile, only the ratio of processor time
says something. In DIR (default: the temporary folder) some four times the largest size must fit.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
from cost import Cost, measure

PEER = """
import duckdb, sys
csv, database = sys.argv[1:]
with duckdb.connect(database) as connection:
    connection.execute(f"create table reacties as from read_csv('{csv}', all_varchar = true)")
"""
MANIFEST = "bron: bench\npeildatum: 2025-12-31\nsoort: aanvulling\nsynthetisch: true\n"
COLUMNS = "reactie_id;publicatie_id;inschrijving_id;reactiedatum;status;positie"
ROWS_AT_A_TIME = 500_000
ONE_TURN_FROM_GB = 1.0


def reacties(rows: int, seekers: int) -> Iterator[pl.DataFrame]:
    """`rows` reactions by `seekers` people on offers of some 150 each, in the order of time."""
    random = np.random.default_rng(1)
    start, stop = np.datetime64("2020-04-28T10:00:00"), np.datetime64("2025-12-31T10:00:00")
    for first in range(0, rows, ROWS_AT_A_TIME):
        number = np.arange(first, min(first + ROWS_AT_A_TIME, rows))
        moment = start + ((stop - start) * (number / rows)).astype("timedelta64[s]")
        jitter = random.integers(0, 7 * 86_400, len(number)).astype("timedelta64[s]")
        yield pl.DataFrame(
            {
                "reactie": number,
                "publicatie": number // 150,
                "inschrijving": random.integers(0, seekers, len(number)),
                "moment": np.minimum(moment + jitter, stop).astype("datetime64[ms]"),
                "ingetrokken": random.random(len(number)) < 0.04,
                "positie": random.integers(1, 151, len(number)),
            }
        ).select(
            pl.format("R{}", _padded("reactie", 8)),
            pl.format("P{}", _padded("publicatie", 6)),
            pl.format("I{}", _padded("inschrijving", 7)),
            pl.col("moment").dt.strftime("%d-%m-%Y %H:%M:%S"),
            pl.when("ingetrokken").then(pl.lit("ingetrokken")).otherwise(pl.lit("actief")),
            pl.col("positie").cast(pl.String),
        )


def _padded(column: str, digits: int) -> pl.Expr:
    return pl.col(column).cast(pl.String).str.zfill(digits)


def write_levering(folder: Path, gigabytes: float, seekers: int, *, quote_all: bool) -> Path:
    """A levering of one file of about this size; returns the file."""
    folder.mkdir()
    (folder / "levering.yml").write_text(MANIFEST)
    path = folder / "reacties.csv"
    bytes_a_row = 69 if quote_all else 57
    header = ";".join(f'"{name}"' for name in COLUMNS.split(";")) if quote_all else COLUMNS
    with path.open("wb") as file:
        file.write(f"{header}\n".encode())
        for frame in reacties(int(gigabytes * 1e9 / bytes_a_row), seekers):
            frame.write_csv(
                file, include_header=False, separator=";", quote_style="always" if quote_all else "never"
            )
    return path


def compare(csv: Path, work: Path, turns: int) -> tuple[list[Cost], list[Cost]]:
    """(peer, ingest): both in turn, and who goes first changes each time."""
    woonmonitor = str(Path(sys.executable).with_name("woonmonitor"))
    results: tuple[list[Cost], list[Cost]] = ([], [])
    for turn in range(turns):
        for who in (0, 1) if turn % 2 == 0 else (1, 0):
            with tempfile.TemporaryDirectory(dir=work) as home:
                peer = [sys.executable, "-c", PEER, str(csv), str(Path(home) / "peer.duckdb")]
                ours = [woonmonitor, "ingest", str(csv.parent)]
                results[who].append(measure((peer, ours)[who], Path(home)))
    return results


def row(name: str, csv: Path, peer: list[Cost], ours: list[Cost]) -> str:
    """One line of the table: the fastest turn of each; ratios of these, of the medians, of processor time."""
    megabytes = csv.stat().st_size / 1e6
    fastest = [min(run.seconds for run in runs) for runs in (peer, ours)]
    median = [statistics.median(run.seconds for run in runs) for runs in (peer, ours)]
    busy = [min(run.processor for run in runs) for runs in (peer, ours)]
    peaks = [max(run.megabytes for run in runs) for runs in (peer, ours)]
    return (
        f"| {megabytes:,.0f} MB, {name} | {fastest[0]:.1f} s | {fastest[1]:.1f} s | "
        f"{megabytes / fastest[1]:.0f} | **{fastest[1] / fastest[0]:.2f}** | {median[1] / median[0]:.2f} | "
        f"{busy[1] / busy[0]:.2f} | {peaks[0]:.0f} MB | {peaks[1]:.0f} MB |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=float, nargs="+", default=[0.3, 3.0], metavar="GB")
    parser.add_argument("--runs", type=int, default=5, help="turns of each below 1 GB")
    parser.add_argument("--seekers", type=int, default=110_000, help="distinct inschrijving_id's")
    parser.add_argument("--folder", type=Path, default=None)
    options = parser.parse_args()
    print(
        "| file | peer | ingest | MB/s | ratio | of medians | of processor time | peak, peer | peak, ingest |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|", flush=True)
    for gigabytes in options.sizes:
        for name, quote_all in (("plain", False), ("quote-all", True)):
            with tempfile.TemporaryDirectory(dir=options.folder) as folder:
                work = Path(folder)
                csv = write_levering(work / "levering", gigabytes, options.seekers, quote_all=quote_all)
                turns = options.runs if gigabytes < ONE_TURN_FROM_GB else 1
                print(row(name, csv, *compare(csv, work, turns)), flush=True)


if __name__ == "__main__":
    main()
