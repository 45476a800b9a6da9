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
from ingest.formats.typed_cells import unreadable
from ingest.numbers import plain_whole_number
from ingest.refusal import LeveringGeweigerd, file_refused, levering_refused

_ROWS_PER_BLOCK = 100_000
_NOT_PARQUET = (pa.ArrowException, OSError, UnicodeDecodeError)
_READABLE = (
    pa.types.is_string,
    pa.types.is_large_string,
    pa.types.is_string_view,
    pa.types.is_integer,
    pa.types.is_floating,
    pa.types.is_decimal128,
    pa.types.is_boolean,
    pa.types.is_date,
    pa.types.is_timestamp,
    pa.types.is_null,
)


def read_parquet(path: Path, name: str, dataset: Dataset, limits: Limits) -> Table:
    """The table of a Parquet file. Raises LeveringGeweigerd: B001, B002, B004, B005, B006, L006."""
    try:
        file = pq.ParquetFile(path, page_checksum_verification=True)
        names = file.schema_arrow.names
    except _NOT_PARQUET as error:
        raise _damaged(name, error) from error
    if not fits(names, dataset):
        raise no_header(name)
    header = match_header(names, dataset, name)
    _refuse_types(file.schema_arrow, name, header)
    groups = range(file.metadata.num_row_groups)
    unpacked = sum(file.metadata.row_group(group).total_byte_size for group in groups)
    if unpacked > limits.max_unpacked_bytes:
        raise levering_refused("L006", f"uitgepakt {unpacked // 2**20} MB; splits het bestand", name)
    return Table(header, file.metadata.num_rows, _blocks(file, name, header, dataset))


def _damaged(name: str, error: Exception | None = None) -> LeveringGeweigerd:
    if "crypt" in str(error):  # columns may be encrypted in a file that is not: Arrow says so in words alone
        return file_refused("B006", "versleuteld; lever het bestand zonder versleuteling", name)
    return file_refused("B004", "geen leesbaar Parquetbestand; schrijf het opnieuw weg", name)


def _refuse_types(schema: pa.Schema, name: str, header: Header) -> None:
    """B004 for a contract column whose type has no text, number or date in it, such as a list."""
    for column, position in header.positions.items():
        kind = schema.field(position).type
        kind = kind.value_type if pa.types.is_dictionary(kind) else kind
        if not any(is_kind(kind) for is_kind in _READABLE):
            melding = (
                f"kolom {column} heeft een type zonder leesbare waarden; lever tekst, getallen of datums"
            )
            raise file_refused("B004", melding, name, column)


def _blocks(file: pq.ParquetFile, name: str, header: Header, dataset: Dataset) -> Iterator[Block]:
    delivered = {column: header.names[position] for column, position in header.positions.items()}
    before = 0
    try:
        for batch in file.iter_batches(_ROWS_PER_BLOCK, columns=list(delivered.values())):
            numbers = pl.Series(ROW, range(before + 1, before + batch.num_rows + 1), dtype=pl.Int64)
            cells: list[pl.Series] = [numbers]
            errors: list[RowError] = []
            for column, source in delivered.items():
                values = batch.column(source)
                values.validate(full=True)  # text that is no UTF-8
                texts, codes = _as_text(pl.Series(column, values), dataset.by_name[column])
                wrong = codes.is_not_null()
                for row, code in zip(numbers.filter(wrong), codes.filter(wrong), strict=True):
                    errors.append(RowError(row, code, column))
                cells.append(texts.set(wrong, "").fill_null("").alias(column))
            before += batch.num_rows
            yield Block(pl.DataFrame(cells), errors, read=batch.num_rows, rows=batch.num_rows)
    except _NOT_PARQUET as error:
        raise _damaged(name, error) from error
    if before != file.metadata.num_rows:
        raise _damaged(name)


def _as_text(values: pl.Series, column: Column) -> tuple[pl.Series, pl.Series]:
    """(texts, null where there is no value; codes of the values that are refused as they stand)."""
    kind = values.dtype
    if kind.is_temporal():
        return _moments_as_text(values, column)
    if kind.is_numeric():
        texts = values.cast(pl.String)
        if column.type in NUMBER_TYPES:
            return EXACT + texts, _no_codes(values)
        texts = texts.map_elements(plain_whole_number, return_dtype=pl.String)
        # 1.2345678901234566e+17 has lost its last digits; NaN is no id either.
        lost = texts.str.contains("[a-zA-Z]").fill_null(False) & (column.type == "id")
        return texts, _no_codes(values).set(lost, "R103")
    texts = values.cast(pl.String).str.strip_chars()
    wrong = texts.str.contains(unreadable(column)).fill_null(False)
    return texts, _no_codes(values).set(wrong, "R110")


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
