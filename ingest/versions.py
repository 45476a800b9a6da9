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
        brought AS (  -- keys that a levering brings, refused ones included
            SELECT levering_id, "{dataset.key}" AS sleutel FROM landing.{dataset.dataset}
            UNION ALL
            SELECT levering_id, sleutel FROM landing.quarantaine
            WHERE dataset = $dataset AND sleutel IS NOT NULL
        ),
        versions AS (  -- the latest row of each key before the new levering
            SELECT r."{dataset.key}" AS sleutel, r.*, l.peildatum, l.volgnummer
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
            ANTI JOIN brought b ON b.levering_id = w.levering_id AND b.sleutel = v.sleutel
        ),
        current_rows AS (
            SELECT * FROM versions ANTI JOIN withdrawn_before USING (sleutel)
        ),
        withdrawn_now AS (
            SELECT v.sleutel FROM current_rows v
            JOIN new w ON (w.peildatum, w.volgnummer) > (v.peildatum, v.volgnummer) AND {in_period}
            ANTI JOIN brought b ON b.levering_id = w.levering_id AND b.sleutel = v.sleutel
        )
        SELECT (SELECT count(*) FROM current_rows), (SELECT count(*) FROM withdrawn_now)
        """,
        {"levering": levering_id, "dataset": dataset.dataset},
    ).fetchone()
    current, withdrawn = row or (0, 0)
    return Withdrawal(dataset.dataset, current, withdrawn)
