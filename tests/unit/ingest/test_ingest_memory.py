"""What a landing holds on to does not grow with the levering."""

import gc
import importlib
import weakref
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from small_tables import Land


def test_no_block_is_kept_until_the_commit(land: Land, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks: list[weakref.ref[pa.Table]] = []
    kept: list[int] = []
    to_arrow = pl.DataFrame.to_arrow
    landing = importlib.import_module("ingest.land")  # `ingest.land` is the function
    settle_duplicates = landing.settle_duplicates

    def watched(frame: pl.DataFrame, **arguments: Any) -> pa.Table:
        block = to_arrow(frame, **arguments)
        blocks.append(weakref.ref(block))
        return block

    def settle(*arguments: Any) -> dict[str, int]:
        gc.collect()
        kept.append(sum(block() is not None for block in blocks))
        found: dict[str, int] = settle_duplicates(*arguments)
        return found

    monkeypatch.setattr(pl.DataFrame, "to_arrow", watched)
    monkeypatch.setattr(landing, "settle_duplicates", settle)
    head = "opzegging_id;eenheid_id;einddatum_huur\n"
    files = {f"opzeggingen_{i}.csv": f"{head}O{i};E{i};01-02-2025\n" for i in range(5)}
    assert len(land(files).ok.bestanden) == 5
    assert len(blocks) == 5
    assert kept == [0]
