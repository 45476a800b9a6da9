"""One levering on its way into the landing: what the steps within its transaction share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from ingest.bundle import Limits
from ingest.contract import Contract
from ingest.receive import Received

# (what is being done, share of the whole that is done)
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Intake:
    """`connection` is within the transaction; `werkmap` is private to this levering."""

    connection: duckdb.DuckDBPyConnection
    received: Received
    contract: Contract
    limits: Limits
    werkmap: Path
    progress: Progress
    figures: Mapping[str, Sequence[str]] = field(default_factory=dict)  # dataset → figures that need it

    @property
    def levering_id(self) -> str:
        return self.received.levering_id
