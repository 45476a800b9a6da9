"""The right to erasure: a landing without some persons, in a new file, since a DELETE leaves bytes behind.

What goes: the inschrijvingen in all their versions, and their reacties. What stays without the person: a
toewijzing, which is the corporation's fact (agreement 20 counts it), loses its inschrijving_id, leeftijd and
huishoudgrootte, for a household at an address on a day is still somebody; a record of a refused row loses
its key and value. The ledger keeps what was landed and counts what was erased, so that it still accounts for
every row.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest.afkeur import rewrite_rows, settle_reports
from ingest.contract import Contract
from ingest.forget import Whom, name_whom
from ingest.ledger import AccountingError

_MEMORY_LIMIT = "512MB"

# The levering, not the row of the quarantine, says of which bron it is.
_BRON = "(SELECT bron FROM oud.landing.leveringen l WHERE l.levering_id = quarantaine.levering_id)"


def _among(table: str, key: str, bron: str = "bron") -> str:
    """SQL: the row's bron and key are in this temporary table of (bron, id)."""
    return f"({bron}, {key}) IN (SELECT (bron, id) FROM {table})"


# Personal ids of the contract; for one that is not here, erasure fails rather than leave it behind.
_FORGOTTEN_BY = {"inschrijving_id": "vergeten_inschrijvingen", "woningzoekende_id": "vergeten_zoekers"}
_FORGOTTEN = _among("vergeten_inschrijvingen", "inschrijving_id")
_OF_SEEKER = _among("vergeten_zoekers", "coalesce(woningzoekende_id, '')")  # a null would answer null, not no
# Which rows go, of the tables that lose rows.
_GOES = {
    "inschrijvingen": f"({_FORGOTTEN} OR {_OF_SEEKER})",
    "reacties": _FORGOTTEN,
}
# Refusals that name a person who is forgotten, and those that tell something of the household of a letting.
_REFUSED_OF_PERSON = f"""(
    dataset = 'inschrijvingen' AND {_among("vergeten_inschrijvingen", "sleutel", _BRON)}
    OR dataset = 'reacties' AND {_among("vergeten_reacties", "sleutel", _BRON)}
)"""
_REFUSED_OF_LETTING = f"""(
    dataset = 'toewijzingen' AND kolom IN ('leeftijd', 'huishoudgrootte') AND waarde IS NOT NULL
    AND {_among("losgemaakte_toewijzingen", "sleutel", _BRON)}
)"""


@dataclass(frozen=True)
class Erasure:
    """How much is erased, and the file that is to take the landing's place (None: there was nothing).

    `inschrijvingen`: registrations, whatever number of versions landed; `reacties`, `toewijzingen`: likewise
    by key; `geweigerde_rijen`: rows of the quarantine.
    """

    nieuw: Path | None
    inschrijvingen: int
    reacties: int
    toewijzingen: int
    geweigerde_rijen: int


def erase(landing: Path, contract: Contract, whom: Whom, *, werkmap: Path, afkeurmap: Path) -> Erasure:
    """Write a landing without `whom` into `werkmap` (private, on the landing's disk), verified and closed.

    The landing itself is only read: to rename the new file over it is the caller's. Reports of refused rows
    in `afkeurmap` are made anew where they told something of the person. Raises VergeetGeweigerd when it is
    not clear who is meant, AccountingError when the new file does not hold exactly what it should.
    """
    nieuw = werkmap / landing.name
    with duckdb.connect(str(landing), read_only=True) as connection:
        settle_reports(afkeurmap, connection)
    with duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{_MEMORY_LIMIT}'")
        connection.execute("SET temp_directory = ?", [str(werkmap / "duckdb")])
        connection.execute(f"ATTACH '{_quoted(landing)}' AS oud (READ_ONLY)")
        name_whom(connection, whom)
        _name_what_hangs_on_them(connection)
        counts = _counts(connection)
        if not any(counts):
            return Erasure(None, *counts)
        leveringen = _with_changed_refusals(connection)
        connection.execute(f"ATTACH '{_quoted(nieuw)}' AS nieuw")
        nieuw.chmod(0o600)
        connection.execute("COPY FROM DATABASE oud TO nieuw (SCHEMA)")
        connection.begin()
        _copy_what_stays(connection)
        _verify(connection, contract)
        connection.commit()
        connection.execute("CHECKPOINT nieuw")
        connection.execute("DETACH nieuw")
    if nieuw.with_name(nieuw.name + ".wal").exists():
        raise RuntimeError(f"{nieuw.name} still has a write-ahead log")
    with duckdb.connect(str(nieuw), read_only=True) as connection:
        for levering_id in leveringen:
            rewrite_rows(afkeurmap, connection, levering_id)
    return Erasure(nieuw, *counts)


def _name_what_hangs_on_them(connection: duckdb.DuckDBPyConnection) -> None:
    """Temporary tables: keys of their reacties and toewijzingen, and rows to erase by bestand_id."""
    for table, dataset, key in (
        ("vergeten_reacties", "reacties", "reactie_id"),
        ("losgemaakte_toewijzingen", "toewijzingen", "toewijzing_id"),
    ):
        connection.execute(
            f"CREATE TEMP TABLE {table} AS "
            f"SELECT DISTINCT bron, {key} AS id FROM oud.landing.{dataset} WHERE {_FORGOTTEN}"
        )
    erased = " UNION ALL ".join(
        f"SELECT bestand_id FROM oud.landing.{dataset} WHERE {goes}" for dataset, goes in _GOES.items()
    )
    connection.execute(
        "CREATE TEMP TABLE vergeten_rijen AS "
        f"SELECT bestand_id, count(*) AS aantal FROM ({erased}) GROUP BY bestand_id"
    )


def _counts(connection: duckdb.DuckDBPyConnection) -> tuple[int, int, int, int]:
    return (
        _number(
            connection,
            "SELECT count(DISTINCT (bron, inschrijving_id)) FROM oud.landing.inschrijvingen "
            f"WHERE {_GOES['inschrijvingen']}",
        ),
        _number(connection, "SELECT count(*) FROM vergeten_reacties"),
        _number(connection, "SELECT count(*) FROM losgemaakte_toewijzingen"),
        _number(
            connection,
            "SELECT count(DISTINCT (bestand_id, rijnummer)) FROM oud.landing.quarantaine "
            f"WHERE {_REFUSED_OF_PERSON} OR {_REFUSED_OF_LETTING}",
        ),
    )


def _with_changed_refusals(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "SELECT DISTINCT levering_id FROM oud.landing.quarantaine "
        f"WHERE {_REFUSED_OF_PERSON} OR {_REFUSED_OF_LETTING}"
    ).fetchall()
    return [row[0] for row in rows]


def _copy_what_stays(connection: duckdb.DuckDBPyConnection) -> None:
    """Every table of the landing, in its own order; those that hold persons without the forgotten ones."""
    kept = {
        table: f"SELECT * FROM oud.landing.{table} WHERE NOT {condition}"
        for table, condition in _GOES.items()
    }
    kept["toewijzingen"] = f"""
        SELECT * REPLACE (
            IF({_FORGOTTEN}, NULL, inschrijving_id) AS inschrijving_id,
            IF({_FORGOTTEN}, NULL, leeftijd) AS leeftijd,
            IF({_FORGOTTEN}, NULL, huishoudgrootte) AS huishoudgrootte
        ) FROM oud.landing.toewijzingen"""
    kept["quarantaine"] = f"""
        SELECT * REPLACE (
            IF({_REFUSED_OF_PERSON} OR {_REFUSED_OF_LETTING}, NULL, waarde) AS waarde,
            IF({_REFUSED_OF_PERSON}, NULL, sleutel) AS sleutel
        ) FROM oud.landing.quarantaine"""
    kept["bestanden"] = """
        SELECT bestanden.* REPLACE (rijen_vergeten + coalesce(aantal, 0) AS rijen_vergeten)
        FROM oud.landing.bestanden LEFT JOIN vergeten_rijen USING (bestand_id)
        ORDER BY bestanden.rowid"""
    for table in _tables(connection):
        rows = kept.get(table, f"FROM oud.landing.{table}")
        connection.execute(f"INSERT INTO nieuw.landing.{table} {rows}")


def _verify(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Each table has the rows that stay, the ledger agrees by file, and no id of the forgotten is left."""
    for table in _tables(connection):
        stays = f"SELECT count(*) FROM oud.landing.{table} WHERE NOT {_GOES.get(table, 'false')}"
        short = _number(connection, f"SELECT ({stays}) - count(*) FROM nieuw.landing.{table}")
        if short:
            raise AccountingError(f"{table}: {short} rijen zijn niet overgenomen; er is niets veranderd")
    for dataset in contract.datasets.values():
        wrong = _number(
            connection,
            f"""
            SELECT count(*) FROM nieuw.landing.bestanden
            LEFT JOIN (
                SELECT bestand_id, count(*) AS aantal FROM nieuw.landing.{dataset.dataset} GROUP BY bestand_id
            ) USING (bestand_id)
            WHERE dataset = '{dataset.dataset}' AND rijen_geland - rijen_vergeten <> coalesce(aantal, 0)
            """,
        )
        left = [
            _number(
                connection,
                f"SELECT count(*) FROM nieuw.landing.{dataset.dataset} "
                f"WHERE {_among(_FORGOTTEN_BY[column.name], column.name)}",
            )
            for column in dataset.columns
            if column.personal and column.type == "id"
        ]
        if wrong or any(left):
            raise AccountingError(
                f"{dataset.dataset}: {wrong} bestanden kloppen niet en {sum(left)} rijen noemen nog een "
                "vergeten persoon; er is niets veranderd"
            )


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "SELECT table_name FROM duckdb_tables() "
        "WHERE database_name = 'oud' AND schema_name = 'landing' ORDER BY table_name"
    ).fetchall()
    return [row[0] for row in rows]


def _number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
