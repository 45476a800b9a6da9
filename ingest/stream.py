"""Frames into a landing table as one stream: DuckDB's threads take in one while the next is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import duckdb
import polars as pl
import pyarrow as pa

_ROW_GROUP = 122_880  # rows that DuckDB keeps together; it writes a half-filled one again at the checkpoint
_NEWEST = pl.CompatLevel.newest()


def insert(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    frames: Iterator[pl.DataFrame],
    schema: Mapping[str, pl.DataType | type[pl.DataType]],
    origin: dict[str, str],
) -> None:
    """Every row of `frames`, all of this schema, into `landing.<table>`, with `origin` as constant columns.

    What is raised while a frame is made
    is raised here, and the transaction can still be read from: the rows before it are in the table.
    """
    raised: list[BaseException] = []

    def batches() -> Iterator[pa.RecordBatch]:
        try:
            for frame in _row_groups(frames):
                yield from frame.to_arrow(compat_level=_NEWEST).to_batches()
        except BaseException as error:  # within the statement it would end the transaction
            raised.append(error)

    columns = pl.DataFrame(schema=schema).to_arrow(compat_level=_NEWEST).schema
    stream = pa.RecordBatchReader.from_batches(columns, batches())  # noqa: F841 (DuckDB finds it by name)
    constants = ", ".join(f"${name} AS {name}" for name in origin)
    connection.execute(f"INSERT INTO landing.{table} BY NAME SELECT *, {constants} FROM stream", origin)
    if raised:
        raise raised[0]


def _row_groups(frames: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The same rows, each frame but the last of a row group."""
    rest = pl.DataFrame()
    for frame in frames:
        rest = pl.concat([rest, frame], rechunk=True) if rest.height else frame
        full = rest.height - rest.height % _ROW_GROUP
        yield from rest.head(full).iter_slices(_ROW_GROUP)
        rest = rest.tail(-full) if full else rest
    if not rest.is_empty():
        yield rest
