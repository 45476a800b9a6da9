"""The landing database: dataset tables from the contract, and the ledger that accounts for it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb

from ingest.contract import Column, Contract, Dataset
from ingest.replace import copied, put_in_place

SCHEMA_VERSION = 2

# What brings a landing of an older version one version further; each runs within init's transaction.
_MIGRATIONS = {
    1: """
        ALTER TABLE landing.bestanden ADD COLUMN rijen_vergeten BIGINT DEFAULT 0;
        ALTER TABLE landing.bestanden ALTER COLUMN rijen_vergeten SET NOT NULL;
    """
}

SQL_TYPES = {
    "id": "VARCHAR",
    "text": "VARCHAR",
    "code": "VARCHAR",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "int": "INTEGER",
    "euro": "DECIMAL(10,2)",
    "bool": "BOOLEAN",
}

ORIGIN_COLUMNS = {
    "bron": "VARCHAR",
    "levering_id": "VARCHAR",
    "bestand_id": "VARCHAR",
    "rijnummer": "BIGINT",
}

# Named, since DuckDB would try each way on each column: a third of what an insert costs. Of an id few values
# come twice; of a code, and of where a row came from, most do.
_COMPRESSIONS = {"id": "fsst", "code": "dictionary"}

LEDGER_TABLES = {
    "leveringen": {
        "levering_id": "VARCHAR PRIMARY KEY",
        "volgnummer": "BIGINT NOT NULL UNIQUE",
        "bron": "VARCHAR NOT NULL",
        "peildatum": "DATE NOT NULL",
        "soort": "VARCHAR NOT NULL",
        "periode_van": "DATE NOT NULL",
        "periode_tot_en_met": "DATE NOT NULL",
        "contract_sha256": "VARCHAR NOT NULL",
        "sleutel_vingerafdruk": "VARCHAR NOT NULL",
        "synthetisch": "BOOLEAN NOT NULL",
        "herkomst": "VARCHAR NOT NULL",
        "geland_op": "TIMESTAMP NOT NULL",
    },
    "bestanden": {
        "levering_id": "VARCHAR NOT NULL",
        "bestand_id": "VARCHAR PRIMARY KEY",
        "bestand": "VARCHAR NOT NULL",
        "dataset": "VARCHAR NOT NULL",
        "sha256": "VARCHAR NOT NULL",
        "rijen_gelezen": "BIGINT NOT NULL",
        "rijen_geland": "BIGINT NOT NULL",
        "rijen_quarantaine": "BIGINT NOT NULL",
        "rijen_dubbel": "BIGINT NOT NULL",
        "rijen_overgeslagen": "BIGINT NOT NULL",
        "geland_op": "TIMESTAMP NOT NULL",
        "rijen_vergeten": "BIGINT NOT NULL DEFAULT 0",  # of rijen_geland, those erased since
    },
    "quarantaine": {
        "levering_id": "VARCHAR NOT NULL",
        "bestand_id": "VARCHAR NOT NULL",
        "bestand": "VARCHAR NOT NULL",
        "dataset": "VARCHAR NOT NULL",
        "rijnummer": "BIGINT NOT NULL",
        "kolom": "VARCHAR",
        "code": "VARCHAR NOT NULL",
        "melding": "VARCHAR NOT NULL",
        "waarde": "VARCHAR",
        "sleutel": "VARCHAR",
    },
    "schema_versie": {"versie": "INTEGER NOT NULL", "since": "TIMESTAMP NOT NULL"},
}


class LandingVersionError(Exception):
    """The landing file was made by another version of woonmonitor; the message says what to do."""


def sql_type(column: Column) -> str:
    """The landing type of a contract column."""
    return SQL_TYPES[column.type]


def dataset_table(dataset: Dataset) -> dict[str, str]:
    """Landing columns of a dataset in order, with their types: the contract's, then where a row came from."""
    return {**{column.name: sql_type(column) for column in dataset.columns}, **ORIGIN_COLUMNS}


def init_landing(landing: Path, contract: Contract) -> None:
    """Make the landing file with empty, typed tables, or bring an existing one up to the contract.

    An older schema version is migrated. Raises LandingVersionError for a version that this woonmonitor does
    not know, or a column of another type.
    """
    if landing.exists() and _is_up_to(contract, landing):
        return
    landing.parent.mkdir(parents=True, exist_ok=True)
    made = landing.with_name(landing.name + ".deel")
    with copied(landing, made) as connection:
        connection.begin()
        _create_ledger(connection, landing)
        for dataset in contract.datasets.values():
            _create_or_extend(connection, landing, dataset)
        connection.commit()
        connection.execute("CHECKPOINT")
    put_in_place(made, landing)


def _is_up_to(contract: Contract, landing: Path) -> bool:
    """Whether each table is there, with at least the columns it should have, in this version."""
    wanted = {name: dataset_table(dataset) for name, dataset in contract.datasets.items()}
    with duckdb.connect(str(landing), read_only=True) as connection:
        present: dict[str, set[tuple[str, str]]] = {}
        for table, column, kind in connection.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = 'landing'"
        ).fetchall():
            present.setdefault(table, set()).add((column, kind))
        if not {*wanted, *LEDGER_TABLES} <= present.keys():
            return False
        versions = connection.execute("SELECT max(versie) FROM landing.schema_versie").fetchone()
    return versions == (SCHEMA_VERSION,) and all(
        columns.items() <= present[table] for table, columns in wanted.items()
    )


def _create_ledger(connection: duckdb.DuckDBPyConnection, landing: Path) -> None:
    connection.execute("CREATE SCHEMA IF NOT EXISTS landing")
    for table, columns in LEDGER_TABLES.items():
        connection.execute(f"CREATE TABLE IF NOT EXISTS landing.{table} ({_column_list(columns)})")
    versions = [row[0] for row in connection.execute("SELECT versie FROM landing.schema_versie").fetchall()]
    if not versions:
        now = datetime.now(UTC).replace(tzinfo=None)
        connection.execute("INSERT INTO landing.schema_versie VALUES (?, ?)", [SCHEMA_VERSION, now])
        return
    version = max(versions)
    while version in _MIGRATIONS:
        connection.execute(_MIGRATIONS[version])
        version += 1
        connection.execute("UPDATE landing.schema_versie SET versie = ?", [version])
    if version != SCHEMA_VERSION:
        raise LandingVersionError(
            f"{landing.name} heeft schemaversie {version} en deze woonmonitor kent {SCHEMA_VERSION}: "
            "gebruik de woonmonitor die het bestand maakte, of land de leveringen opnieuw in een lege map."
        )


def _create_or_extend(connection: duckdb.DuckDBPyConnection, landing: Path, dataset: Dataset) -> None:
    wanted = dataset_table(dataset)
    compressed = {c.name: _COMPRESSIONS[c.type] for c in dataset.columns if c.type in _COMPRESSIONS}
    compressed |= {name: "dictionary" for name, kind in ORIGIN_COLUMNS.items() if kind == "VARCHAR"}
    made = wanted | {name: f"{wanted[name]} USING COMPRESSION {way}" for name, way in compressed.items()}
    connection.execute(f"CREATE TABLE IF NOT EXISTS landing.{dataset.dataset} ({_column_list(made)})")
    rows = connection.execute(
        "SELECT column_name, data_type FROM information_schema.columns "
        "WHERE table_schema = 'landing' AND table_name = ?",
        [dataset.dataset],
    ).fetchall()
    present = dict(rows)
    for name, kind in wanted.items():
        if name not in present:  # a column that the contract gained: earlier leveringen did not have it
            connection.execute(f'ALTER TABLE landing.{dataset.dataset} ADD COLUMN "{name}" {kind}')
        elif present[name] != kind:
            raise LandingVersionError(
                f"{landing.name}: {dataset.dataset}.{name} is {present[name]} en het contract zegt {kind}: "
                "land de leveringen opnieuw in een lege map."
            )


def _column_list(columns: dict[str, str]) -> str:
    return ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
