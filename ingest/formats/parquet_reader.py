"""Parquet: typed columns as the text that rows are read from; row numbers count from 1."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.bundle import Limits
from ingest.columns import NUMBER_TYPES
from ingest.contract import Column, Dataset
from ingest.formats.blocks import EXACT, ROW, Block, RowError, Table
from ingest.formats.header import Header, fits, match_header, no_header
from ingest.numbers import plain_whole_number
from ingest.refusal import LeveringGeweigerd, file_refused, levering_refused

_ROWS_PER_BLOCK = 100_000


def read_parquet(path: Path, name: str, dataset: Dataset, limits: Limits) -> Table:
    """The table of a Parquet file. Raises LeveringGeweigerd: B001, B002, B004, B005, L006."""
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(name) from error
    names = file.schema_arrow.names
    if not fits(names, dataset):
        raise no_header(name)
    header = match_header(names, dataset, name)
    groups = range(file.metadata.num_row_groups)
    unpacked = sum(file.metadata.row_group(group).total_byte_size for group in groups)
    if unpacked > limits.max_unpacked_bytes:
        raise levering_refused("L006", f"uitgepakt {unpacked // 2**20} MB; splits het bestand", name)
    return Table(header, file.metadata.num_rows, _blocks(file, name, header, dataset))


def _damaged(name: str) -> LeveringGeweigerd:
    return file_refused("B004", "geen leesbaar Parquetbestand; schrijf het opnieuw weg", name)


def _blocks(file: pq.ParquetFile, name: str, header: Header, dataset: Dataset) -> Iterator[Block]:
    delivered = {column: header.names[position] for column, position in header.positions.items()}
    before = 0
    try:
        for batch in file.iter_batches(_ROWS_PER_BLOCK, columns=list(delivered.values())):
            numbers = pl.Series(ROW, range(before + 1, before + batch.num_rows + 1), dtype=pl.Int64)
            cells: list[pl.Series] = [numbers]
            errors: list[RowError] = []
            for column, source in delivered.items():
                texts, codes = _as_text(
                    pl.Series(column, batch.column(source)), dataset.by_name[column], name
                )
                wrong = codes.is_not_null()
                for row, code in zip(numbers.filter(wrong), codes.filter(wrong), strict=True):
                    errors.append(RowError(row, code, column))
                cells.append(texts.set(wrong, "").fill_null("").alias(column))
            before += batch.num_rows
            yield Block(pl.DataFrame(cells), errors, read=batch.num_rows, rows=batch.num_rows)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(name) from error


def _as_text(values: pl.Series, column: Column, name: str) -> tuple[pl.Series, pl.Series]:
    """(texts, null where there is no value; codes of the values that are refused as they stand)."""
    kind = values.dtype
    if kind.is_temporal() and kind not in (pl.Duration, pl.Time):
        return _moments_as_text(values, column)
    if kind.is_numeric():
        texts = values.cast(pl.String)
        if column.type in NUMBER_TYPES:
            return EXACT + texts, _no_codes(values)
        return texts.map_elements(plain_whole_number, return_dtype=pl.String), _no_codes(values)
    if kind in (pl.String, pl.Categorical, pl.Enum, pl.Boolean, pl.Null):
        texts = values.cast(pl.String)
        unreadable = texts.str.contains("\0", literal=True).fill_null(False)
        return texts, _no_codes(values).set(unreadable, "R110")
    melding = f"kolom {column.name} heeft een type zonder leesbare waarden; lever tekst, getallen of datums"
    raise file_refused("B004", melding, name, column.name)


def _moments_as_text(values: pl.Series, column: Column) -> tuple[pl.Series, pl.Series]:
    has_offset = isinstance(values.dtype, pl.Datetime) and values.dtype.time_zone is not None
    # A date where none belongs, or one that is not Amsterdam's, is not turned into something else.
    misplaced = {"id": "R102", "int": "R103", "euro": "R103", "bool": "R105"}.get(column.type)
    code = misplaced or ("R102" if has_offset else None)
    if code is not None:
        return pl.repeat("", len(values), eager=True), _no_codes(values).set(values.is_not_null(), code)
    form = "%Y-%m-%d" if values.dtype == pl.Date else "%Y-%m-%d %H:%M:%S%.6f"
    return values.dt.strftime(form), _no_codes(values)


def _no_codes(values: pl.Series) -> pl.Series:
    return pl.repeat(None, len(values), dtype=pl.String, eager=True)
