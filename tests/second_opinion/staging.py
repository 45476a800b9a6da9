"""The staging models over a landing in memory: compiled by dbt once, then run in milliseconds."""

import contextlib
import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from delivered import DATASETS, Levering
from versions import current

import ingest
from woonmonitor.settings import CHECKOUT

VINTAGE = "1990-01-01"
"""Stands in the compiled SQL where the day of `bekend_op` goes."""
EVERYTHING = dt.date(9999, 12, 31)

Current = set[tuple[str, str, str, bool]]
"""bron, key, levering (its folder or name), whether the row was refused since."""


@dataclass(frozen=True, repr=False)
class Staging:
    """`connection`: schemas `landing`, `seeds` and `staging`, the last with `models` as views."""

    connection: duckdb.DuckDBPyConnection
    models: list[str]

    @contextlib.contextmanager
    def landed(self, leveringen: Iterable[Levering]) -> Iterator[None]:
        """These leveringen in the landing, without a file being read; afterwards they are gone."""
        self.connection.begin()
        try:
            for levering in leveringen:
                self._land(levering)
            yield
        finally:
            self.connection.rollback()

    @contextlib.contextmanager
    def landed_in(self, landing: Path, seeds: Path) -> Iterator[None]:
        """What is in this landing file, with the label seeds of that folder; afterwards it is gone."""
        self.connection.execute(f"attach '{landing}' as file (read_only)")
        self.connection.begin()
        try:
            tables = self.connection.execute(
                "select table_name from duckdb_tables() where database_name = 'file'"
            ).fetchall()
            for (table,) in tables:
                self.connection.execute(f"insert into landing.{table} by name from file.landing.{table}")
            for seed in seeds.glob("*.csv"):
                self.connection.execute(f"delete from seeds.{seed.stem}")
                self.connection.execute(f"insert into seeds.{seed.stem} {_seed_rows(seed)}")
            self._know(EVERYTHING)
            yield
        finally:
            self.connection.rollback()
            self.connection.execute("detach file")

    def tables(
        self, datasets: Iterable[str], bekend_op: dt.date = EVERYTHING, *, without_number: bool = False
    ) -> dict[str, list[tuple[Any, ...]]]:
        """The rows, sorted, of every model but those of other datasets.

        `without_number`: leveringen without the order of their ingest.
        """
        self._know(bekend_op)
        of_others = {f"stg_thuiskompas__{dataset}" for dataset in set(DATASETS) - set(datasets)}
        found = {}
        for model in set(self.models) - of_others:
            no_number = without_number and model == "stg_thuiskompas__leveringen"
            columns = "* exclude (volgnummer)" if no_number else "*"
            rows = self.connection.execute(f"select {columns} from staging.{model} order by all")
            found[model] = rows.fetchall()
        return found

    def current(self, dataset: str) -> Current:
        """The current rows of a dataset."""
        self._know(EVERYTHING)
        return set(
            self.connection.execute(
                f"""
                select rijen.bron, {DATASETS[dataset].key}, leveringen.herkomst, is_geweigerd_nadien
                from staging.stg_thuiskompas__{dataset} as rijen
                join staging.stg_thuiskompas__leveringen as leveringen using (levering_id)
                """
            ).fetchall()
        )

    def _know(self, bekend_op: dt.date) -> None:
        self.connection.execute(f"set variable bekend_op = date '{bekend_op}'")

    def _land(self, levering: Levering) -> None:
        self._insert(
            "leveringen",
            [
                {
                    "levering_id": levering.naam, "volgnummer": levering.nummer, "bron": levering.bron,
                    "peildatum": levering.peildatum,
                    "soort": "volledig" if levering.volledig else "aanvulling",
                    "periode_van": levering.van, "periode_tot_en_met": levering.tot, "contract_sha256": "c",
                    "sleutel_vingerafdruk": "s", "synthetisch": True, "herkomst": levering.naam,
                    "geland_op": dt.datetime(2026, 1, 1),
                }
            ],
        )  # fmt: skip
        for name, rows in levering.rows.items():
            self._land_file(levering, name, rows, sorted(levering.refused[name]))

    def _land_file(self, levering: Levering, name: str, rows: dict[str, Any], refused: list[str]) -> None:
        """One file of a dataset; a last row of it is refused without its key being readable."""
        dataset = DATASETS[name]
        origin = {"levering_id": levering.naam, "bestand_id": f"{levering.naam} {name}"}
        counts = {
            "gelezen": len(rows) + len(refused) + 1,
            "geland": len(rows),
            "quarantaine": len(refused) + 1,
        }
        ledger = {
            "sha256": "s",
            "rijen_dubbel": 0,
            "rijen_overgeslagen": 0,
            "geland_op": dt.datetime(2026, 1, 1),
        }
        ledger |= {f"rijen_{what}": number for what, number in counts.items()}
        self._insert("bestanden", [origin | {"bestand": f"{name}.csv", "dataset": name} | ledger])
        record = {"bestand": f"{name}.csv", "dataset": name, "code": "R102", "melding": "geen geldige datum"}
        self._insert(
            "quarantaine",
            [
                origin | record | {"rijnummer": 1000 + number, "sleutel": key}
                for number, key in enumerate([*refused, None])
            ],
        )
        landed = []
        for number, (key, row) in enumerate(rows.items(), start=2):
            fields = {name: value for name, value in row.items() if name != "event"}
            if dataset.event:  # in the last minute of the day, which a column of dates does not keep
                fields[dataset.event] = dt.datetime.combine(row["event"], dt.time(23, 59))
            landed.append(origin | fields | {"bron": levering.bron, "rijnummer": number, dataset.key: key})
        self._insert(name, landed)

    def _insert(self, table: str, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        frame = pl.DataFrame(rows, infer_schema_length=None)
        self.connection.register("new_rows", frame)
        self.connection.execute(f"insert into landing.{table} by name select * from new_rows")
        self.connection.unregister("new_rows")


def as_staging(dataset: str, leveringen: list[Levering]) -> Current:
    """The current rows by the plain model, in the words of staging."""
    key = DATASETS[dataset].key
    return {
        (row["bron"], row[key], row["levering"], row["geweigerd_nadien"])
        for row in current(leveringen)[dataset]
    }


def compiled(folder: Path, contract: ingest.Contract) -> Staging:
    """The staging models as dbt compiles them, over an empty landing; `folder` is for what dbt writes."""
    landing = folder / "leveringen.duckdb"
    ingest.init_landing(landing, contract)
    connection = duckdb.connect()
    connection.execute("set threads = 1")
    connection.execute(f"attach '{landing}' as empty (read_only)")
    connection.execute("copy from database empty to memory")
    connection.execute("create schema seeds")
    connection.execute("create schema staging")
    for seed in (CHECKOUT / "seeds").glob("*.csv"):
        connection.execute(f"create table seeds.{seed.stem} as from read_csv('{seed}', all_varchar = true)")
    models = _compile(folder)
    for name, sql in models.items():
        here = sql.replace('"warehouse".', "").replace('"leveringen".', "")
        known = here.replace(f"'{VINTAGE}'", "getvariable('bekend_op')")
        connection.execute(f"create view staging.{name} as {known}")
    return Staging(connection, list(models))


def _seed_rows(seed: Path) -> str:
    return f"from read_csv('{seed}', all_varchar = true)"


def _compile(home: Path) -> dict[str, str]:
    """Name → SQL of each staging model, in the order in which they build on each other."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager  # noqa: PLC0415  (seconds to load)
    from dbt.cli.main import dbtRunner  # noqa: PLC0415

    (home / "bouw").mkdir()
    words = ["compile", "--select", "path:models/staging", "--vars", json.dumps({"bekend_op": VINTAGE})]
    words += ["--target-path", str(home / "target"), "--log-path", str(home / "logs"), "--log-level", "none"]
    try:
        with contextlib.chdir(CHECKOUT), pytest.MonkeyPatch.context() as patch:
            patch.setenv("WOONMONITOR_HOME", str(home))
            outcome = dbtRunner().invoke(words)
    finally:
        DuckDBConnectionManager.close_all_connections()
    assert outcome.success, outcome.exception
    nodes = [one.node for one in outcome.result if one.node.resource_type == "model"]
    return {node.name: node.compiled_code for node in nodes}
