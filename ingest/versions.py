"""Which row of a key is current, and what a new levering would withdraw: the contract's rule, in one place.

Of two leveringen with the same key, the one with the later peildatum is current; on a tie, the later
ingested. A volledig levering withdraws the rows of earlier ones of its bron and dataset whose event lies in
its period (a register: any event) and whose key it does not bring back, be it in a refused row.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from ingest.contract import Dataset


@dataclass(frozen=True)
class Withdrawal:
    """Current rows of one dataset and bron before a levering, and how many of them it withdraws."""

    dataset: str
    current: int
    withdrawn: int


def withdrawal(connection: duckdb.DuckDBPyConnection, dataset: Dataset, levering_id: str) -> Withdrawal:
    """What the levering, whose rows and ledger are in the landing already, does to this dataset.

    Only for a volledig levering that has a file of the dataset.
    """
    if not _has_earlier(connection, dataset, levering_id):
        return Withdrawal(dataset.dataset, 0, 0)  # or all that it brings would be sorted by key first
    event = dataset.event_column
    in_period = (
        f'CAST(v."{event}" AS DATE) BETWEEN w.periode_van AND w.periode_tot_en_met'
        if event and not dataset.is_register
        else "true"
    )
    row = connection.execute(
        f"""
        WITH new AS (
            SELECT * FROM landing.leveringen WHERE levering_id = $levering
        ),
        delivered AS (  -- which levering brought a file of this dataset
            SELECT DISTINCT l.* FROM landing.leveringen l
            JOIN landing.bestanden b USING (levering_id)
            WHERE b.dataset = $dataset AND l.bron = (SELECT bron FROM new)
        ),
        brought AS NOT MATERIALIZED (  -- keys that a levering brings, refused ones included
            SELECT l.volgnummer, r."{dataset.key}" AS sleutel FROM landing.{dataset.dataset} r
            JOIN delivered l USING (levering_id)
            UNION ALL
            SELECT l.volgnummer, q.sleutel FROM landing.quarantaine q
            JOIN delivered l USING (levering_id)
            WHERE q.dataset = $dataset AND q.sleutel IS NOT NULL
        ),
        versions AS (  -- the latest row of each key before the new levering
            SELECT r."{dataset.key}" AS sleutel, {f'r."{event}", ' if event else ""}l.peildatum, l.volgnummer
            FROM landing.{dataset.dataset} r
            JOIN delivered l USING (levering_id)
            WHERE levering_id <> $levering
            QUALIFY row_number() OVER (
                PARTITION BY r."{dataset.key}" ORDER BY l.peildatum DESC, l.volgnummer DESC
            ) = 1
        ),
        withdrawn_before AS (
            SELECT DISTINCT v.sleutel FROM versions v
            JOIN delivered w ON w.levering_id <> $levering AND w.soort = 'volledig'
                AND (w.peildatum, w.volgnummer) > (v.peildatum, v.volgnummer) AND {in_period}
            ANTI JOIN brought b ON b.volgnummer = w.volgnummer AND b.sleutel = v.sleutel
        ),
        current_rows AS (
            SELECT * FROM versions ANTI JOIN withdrawn_before USING (sleutel)
        ),
        withdrawn_now AS (
            SELECT v.sleutel FROM current_rows v
            JOIN new w ON (w.peildatum, w.volgnummer) > (v.peildatum, v.volgnummer) AND {in_period}
            ANTI JOIN brought b ON b.volgnummer = w.volgnummer AND b.sleutel = v.sleutel
        )
        SELECT (SELECT count(*) FROM current_rows), (SELECT count(*) FROM withdrawn_now)
        """,
        {"levering": levering_id, "dataset": dataset.dataset},
    ).fetchone()
    current, withdrawn = row or (0, 0)
    return Withdrawal(dataset.dataset, current, withdrawn)


def _has_earlier(connection: duckdb.DuckDBPyConnection, dataset: Dataset, levering_id: str) -> bool:
    """Did another levering of the same bron bring a file of the dataset?"""
    earlier = connection.execute(
        """
        SELECT count(*) FROM landing.bestanden JOIN landing.leveringen l USING (levering_id)
        WHERE dataset = $dataset AND levering_id <> $levering
            AND l.bron = (SELECT bron FROM landing.leveringen WHERE levering_id = $levering)
        """,
        {"levering": levering_id, "dataset": dataset.dataset},
    ).fetchone()
    return earlier != (0,)
