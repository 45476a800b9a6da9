"""What a landing holds on to does not grow with the levering."""

import gc
import importlib
import weakref
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from small_tables import Land

from ingest import Contract
from ingest.ledger import LandedFile
from ingest.versions import Withdrawal, withdrawal


def test_no_block_is_kept_until_the_commit(land: Land, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks: list[weakref.ref[pa.Table]] = []
    kept: list[int] = []
    to_arrow = pl.DataFrame.to_arrow
    landing = importlib.import_module("ingest.land")  # `ingest.land` is the function
    account = landing.account

    def watched(frame: pl.DataFrame, **arguments: Any) -> pa.Table:
        block = to_arrow(frame, **arguments)
        if block.num_rows:
            blocks.append(weakref.ref(block))
        return block

    def counted(*arguments: Any) -> LandedFile:
        gc.collect()
        kept.append(sum(block() is not None for block in blocks))
        file: LandedFile = account(*arguments)
        return file

    monkeypatch.setattr(pl.DataFrame, "to_arrow", watched)
    monkeypatch.setattr(landing, "account", counted)
    head = "opzegging_id;eenheid_id;einddatum_huur\n"
    files = {f"opzeggingen_{i}.csv": f"{head}O{i};E{i};01-02-2025\n" for i in range(5)}
    assert len(land(files).ok.bestanden) == 5
    assert len(blocks) == 5
    assert kept == [0] * 5


def test_what_is_withdrawn_is_found_in_little_memory(contract: Contract, tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("set threads = 1")
        connection.execute("set temp_directory = ?", [str(tmp_path)])
        connection.execute(
            """create schema landing;
            create table landing.leveringen as select 'a' as levering_id, 'b' as bron, 1 as volgnummer,
                date '2025-12-31' as peildatum, 'volledig' as soort, date '2025-01-01' as periode_van,
                date '2025-12-31' as periode_tot_en_met;
            create table landing.bestanden as select 'a' as levering_id, 'reacties' as dataset;
            create table landing.quarantaine (levering_id varchar, dataset varchar, sleutel varchar);
            create table landing.reacties as
                select repeat('a', 64) as levering_id, 'R' || i as reactie_id,
                    timestamp '2025-01-01' as reactiedatum
                from range(600000) as t (i)"""
        )
        connection.execute("set memory_limit = '25MB'")
        reacties = contract.datasets["reacties"]
        assert withdrawal(connection, reacties, "a") == Withdrawal("reacties", 0, 0)
