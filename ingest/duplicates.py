"""Rows of one levering that share a key: identical ones land once, conflicting ones not at all (R107)."""

from __future__ import annotations

import polars as pl

from ingest.contract import Dataset
from ingest.intake import Intake
from ingest.refusal import row_message

# `fold_label` in SQL, for labels as they land.
FOLD_SQL = r"regexp_replace(trim(lower(strip_accents({0}))), '[\s_\-]+', ' ', 'g')"


class KeyOrder:
    """Whether keys rise from row to row, shorter ones first: as a source writes its numbers out, and then
    none comes twice. Says so of what it has seen, block by block."""

    def __init__(self) -> None:
        self.rises = True
        self._last = pl.Series(dtype=pl.String)

    def see(self, keys: pl.Series) -> None:
        """The next keys (String, without nulls)."""
        if not self.rises or keys.is_empty():
            return
        keys = pl.concat([self._last, keys.rename("")])
        before, after = keys.head(-1), keys.tail(-1)
        bytes_before, bytes_after = before.str.len_bytes(), after.str.len_bytes()
        rising = (bytes_before < bytes_after) | ((bytes_before == bytes_after) & (before < after))
        self.rises = rising.all()
        self._last = keys.tail(1)


def settle_duplicates(intake: Intake, dataset: Dataset, files: dict[str, str]) -> dict[str, int]:
    """Take this levering's duplicates out of the landing table, and conflicting rows into the quarantine.

    `files`: bestand_id → bestand, in order; of identical rows the first stays. Compared on parsed columns:
    two labels of one code are equal. Returns bestand_id → number of identical rows dropped.
    """
    connection = intake.connection
    if _every_key_once(intake, dataset):
        return {}
    _name_shared_keys(intake, dataset)
    key = dataset.by_name[dataset.key]
    named = pl.DataFrame({"bestand_id": list(files), "bestand": list(files.values())})
    connection.register("levering_files", named)
    connection.execute(
        """
        INSERT INTO landing.quarantaine BY NAME
        SELECT $levering AS levering_id, bestand_id, bestand, $dataset AS dataset, rijnummer, $key AS kolom,
            'R107' AS code, $melding AS melding, IF($personal, NULL, sleutel) AS waarde, sleutel
        FROM shared_key JOIN levering_files USING (bestand_id)
        WHERE contents > 1
        """,
        {
            "levering": intake.levering_id,
            "dataset": dataset.dataset,
            "key": key.name,
            "melding": row_message("R107", key, intake.contract),
            "personal": key.personal,
        },
    )
    connection.execute(
        f"""
        DELETE FROM landing.{dataset.dataset} AS landed USING shared_key AS extra
        WHERE landed.levering_id = ? AND (extra.contents > 1 OR extra.turn > 1)
          AND landed.bestand_id = extra.bestand_id AND landed.rijnummer = extra.rijnummer
        """,
        [intake.levering_id],
    )
    dropped = connection.execute(
        "SELECT bestand_id, count(*) FROM shared_key WHERE contents = 1 AND turn > 1 GROUP BY bestand_id"
    ).fetchall()
    connection.unregister("levering_files")
    connection.execute("DROP TABLE shared_key")
    return dict(dropped)


def _every_key_once(intake: Intake, dataset: Dataset) -> bool:
    """Quicker to see than which keys are shared, and as a rule so."""
    shared = intake.connection.execute(
        f"""
        SELECT count("{dataset.key}") > count(DISTINCT "{dataset.key}")
        FROM landing.{dataset.dataset} WHERE levering_id = ?
        """,
        [intake.levering_id],
    ).fetchone()
    return shared == (False,)


def _name_shared_keys(intake: Intake, dataset: Dataset) -> None:
    """Temp table shared_key: each row whose key comes twice, how many contents the key has, its turn."""
    labels = {
        (column.codes, label, code)
        for column in dataset.columns
        if column.codes is not None
        for label, code in intake.contract.codes[column.codes].items()
    }
    frame = pl.DataFrame(
        sorted(labels), schema=dict.fromkeys(("domein", "label", "code"), pl.String), orient="row"
    )
    intake.connection.register("labels", frame)
    joins, contents = [], []
    for column in dataset.columns:
        name = f'landed."{column.name}"'
        if column.codes is None:
            contents.append(name)
            continue
        known = f"label_{column.name}"
        same = f"{known}.domein = '{column.codes}' AND {known}.label = {FOLD_SQL.format(name)}"
        joins.append(f"LEFT JOIN labels {known} ON {same}")
        contents.append(f"coalesce({known}.code, {name})")
    intake.connection.execute(
        f"""
        CREATE TEMP TABLE shared_key AS
        WITH repeated AS (
            SELECT "{dataset.key}" FROM landing.{dataset.dataset}
            WHERE levering_id = $levering GROUP BY ALL HAVING count(*) > 1
        ),
        doubted AS (
            SELECT landed.* FROM landing.{dataset.dataset} landed SEMI JOIN repeated USING ("{dataset.key}")
            WHERE landed.levering_id = $levering
        ),
        parsed AS (
            SELECT landed.bestand_id, landed.rijnummer, landed."{dataset.key}" AS sleutel,
                row({", ".join(contents)}) AS content
            FROM doubted landed
            {" ".join(joins)}
        ),
        compared AS (SELECT sleutel, count(DISTINCT content) AS contents FROM parsed GROUP BY sleutel)
        SELECT bestand_id, rijnummer, sleutel, contents,
            row_number() OVER (PARTITION BY sleutel ORDER BY bestand_id, rijnummer) AS turn
        FROM parsed JOIN compared USING (sleutel)
        """,
        {"levering": intake.levering_id},
    )
    intake.connection.unregister("labels")
