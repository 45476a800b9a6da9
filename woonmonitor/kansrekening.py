"""Probability for SQL: statistics that SQL lacks as DuckDB functions, loaded by dbt through profiles.yml.

The norm of agreement 20 and the intervals of the indicators need exact tails and quantiles; the chance of a
home, the truncation guard and the trends take a list of observations per row. Each function gives NULL
where an argument is NULL, and is pure.
"""

import functools
import os
from collections.abc import Iterator
from dataclasses import asdict, fields, is_dataclass
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from dbt.adapters.duckdb.plugins import BasePlugin
from duckdb.func import ARROW, SPECIAL
from duckdb.sqltypes import BIGINT, DOUBLE
from scipy import stats

from woonmonitor.afkapping import lagere_kans
from woonmonitor.state import PRIVATE_UMASK
from woonmonitor.trend import Trend, jaartrend, maandtrend
from woonmonitor.woonkans import Kans, Mediaan, kansen, mediaan


def binomiale_staart(k: np.ndarray, n: np.ndarray, p: np.ndarray) -> np.ndarray:
    """P(X >= k) for X ~ Binomial(n, p): the exact one-sided p-value of k successes in n trials."""
    return np.asarray(stats.binom.sf(k - 1, n, p))


def binomiaal_kwantiel(q: np.ndarray, n: np.ndarray, p: np.ndarray) -> np.ndarray:
    """The least k with P(X <= k) >= q for X ~ Binomial(n, p), as whole numbers."""
    return np.asarray(stats.binom.ppf(q, n, p))


def betabinomiale_staart(k: np.ndarray, n: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """P(X >= k) for X of n trials whose chance of success is Beta(a, b).

    A beta of which a is 0 gives no success, and one of which b is 0 nothing else (its limits; not both).
    """
    in_between = (a > 0) & (b > 0)
    tails = stats.betabinom.sf(k - 1, n, np.where(in_between, a, 1), np.where(in_between, b, 1))
    return np.select([k <= 0, k > n, a <= 0, b <= 0], [1.0, 0.0, 0.0, 1.0], np.clip(tails, 0, 1))


def betabinomiaal_kwantiel(q: np.ndarray, n: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The least k with P(X <= k) >= q for X as of `betabinomiale_staart`, as whole numbers."""
    in_between = (a > 0) & (b > 0)
    inner = stats.betabinom.ppf(q, n, np.where(in_between, a, 1), np.where(in_between, b, 1))
    return np.select([a <= 0, b <= 0], [0.0, n], inner)


def t_kwantiel(p: np.ndarray, vrijheidsgraden: np.ndarray) -> np.ndarray:
    """The p-quantile of Student's t with the given degrees of freedom (>= 1)."""
    return np.asarray(stats.t.ppf(p, vrijheidsgraden))


def _as_sql(function: Any) -> Any:
    """Wrap a numpy function as an Arrow function: NULL in any argument gives NULL."""

    @functools.wraps(function)  # DuckDB reads the number of parameters from the signature
    def over_columns(*columns: pa.ChunkedArray) -> pa.Array:
        arrays = [column.to_numpy(zero_copy_only=False).astype(float) for column in columns]
        missing = np.isnan(np.vstack(arrays)).any(axis=0)
        return pa.array(function(*arrays), mask=missing)

    return over_columns


FUNCTIONS: dict[str, tuple[Any, list[Any]]] = {
    "binomiale_staart": (binomiale_staart, [BIGINT, BIGINT, DOUBLE]),
    "binomiaal_kwantiel": (binomiaal_kwantiel, [DOUBLE, BIGINT, DOUBLE]),
    "betabinomiale_staart": (betabinomiale_staart, [BIGINT, BIGINT, DOUBLE, DOUBLE]),
    "betabinomiaal_kwantiel": (betabinomiaal_kwantiel, [DOUBLE, BIGINT, DOUBLE, DOUBLE]),
    "t_kwantiel": (t_kwantiel, [DOUBLE, BIGINT]),
}


_ZOEKPERIODEN = ["INTEGER[]", "INTEGER[]", "VARCHAR[]", "BIGINT[]"]
OVER_LISTS: dict[str, tuple[Any, list[str], Any]] = {
    "woningkansen": (kansen, [*_ZOEKPERIODEN, "INTEGER[]"], [Kans]),
    "mediane_zoektijd": (mediaan, _ZOEKPERIODEN, Mediaan),
    "lagere_kans": (lagere_kans, ["INTEGER[]", "INTEGER[]", "BIGINT[]", "BIGINT[]"], float),
    "jaartrend": (jaartrend, ["INTEGER[]", "DOUBLE[]"], Trend),
    "maandtrend": (maandtrend, ["INTEGER[]", "DOUBLE[]"], Trend),
}
"""Name in SQL → function of arrays, the types of its arguments, and what it gives: a record, or a list of
them."""

_TYPES = {str: pa.string(), int: pa.int32(), float: pa.float64(), float | None: pa.float64()}


def _arrow_type(kind: Any) -> pa.DataType:
    """A list of one kind, a dataclass as a struct of its fields, or a plain value."""
    if isinstance(kind, list):
        return pa.list_(_arrow_type(kind[0]))
    if is_dataclass(kind):
        return pa.struct([(field.name, _arrow_type(field.type)) for field in fields(kind)])
    return _TYPES[kind]


def _duckdb_type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"{_duckdb_type(kind.value_type)}[]"
    if pa.types.is_struct(kind):
        return f"STRUCT({', '.join(f'{field.name} {_duckdb_type(field.type)}' for field in kind)})"
    return {pa.string(): "VARCHAR", pa.int32(): "INTEGER", pa.float64(): "DOUBLE"}[kind]


def _as_sql_over_lists(function: Any, returns: pa.DataType) -> Any:
    """Wrap a function of numpy arrays, called once a row, as an Arrow function."""

    @functools.wraps(function)
    def over_rows(*columns: pa.ChunkedArray) -> pa.Array:
        return pa.array(list(results(columns)), type=returns)

    def results(columns: tuple[pa.ChunkedArray, ...]) -> Iterator[Any]:
        for row in zip(*columns, strict=True):
            if not all(cell.is_valid for cell in row):
                yield None
                continue
            result = function(*(cell.values.to_numpy(zero_copy_only=False) for cell in row))
            if isinstance(result, list):
                yield [asdict(one) for one in result]
            else:
                yield result if isinstance(result, float) else asdict(result)

    return over_rows


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the functions known to a connection and its cursors."""
    for name, (function, parameters) in FUNCTIONS.items():
        connection.create_function(
            name, _as_sql(function), parameters, DOUBLE, type=ARROW, null_handling=SPECIAL
        )
    for name, (function, parameters, kind) in OVER_LISTS.items():
        returns = _arrow_type(kind)
        connection.create_function(
            name,
            _as_sql_over_lists(function, returns),
            [duckdb.dtype(parameter) for parameter in parameters],
            duckdb.dtype(_duckdb_type(returns)),
            type=ARROW,
            null_handling=SPECIAL,
        )


class Plugin(BasePlugin):  # type: ignore[misc]
    """What dbt-duckdb looks for in the module that profiles.yml names."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Before a database is made: staging holds pseudonyms, so a plain `dbt build` writes 0600 too."""
        del plugin_config
        os.umask(PRIVATE_UMASK)

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        register(conn)
