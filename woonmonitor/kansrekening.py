"""Probability for SQL: scipy's distributions as DuckDB functions, loaded by dbt through profiles.yml.

The norm of agreement 20 and the intervals of the indicators need exact tails and quantiles that SQL lacks.
Each function takes whole columns, gives NULL where an argument is NULL, and is pure.
"""

import functools
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from dbt.adapters.duckdb.plugins import BasePlugin
from duckdb.func import ARROW, SPECIAL
from duckdb.sqltypes import BIGINT, DOUBLE
from scipy import stats


def binomiale_staart(k: np.ndarray, n: np.ndarray, p: np.ndarray) -> np.ndarray:
    """P(X >= k) for X ~ Binomial(n, p): the exact one-sided p-value of k successes in n trials."""
    return np.asarray(stats.binom.sf(k - 1, n, p))


def binomiaal_kwantiel(q: np.ndarray, n: np.ndarray, p: np.ndarray) -> np.ndarray:
    """The least k with P(X <= k) >= q for X ~ Binomial(n, p), as whole numbers."""
    return np.asarray(stats.binom.ppf(q, n, p))


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
    "t_kwantiel": (t_kwantiel, [DOUBLE, BIGINT]),
}


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the functions known to a connection and its cursors; all return DOUBLE."""
    for name, (function, parameters) in FUNCTIONS.items():
        connection.create_function(
            name, _as_sql(function), parameters, DOUBLE, type=ARROW, null_handling=SPECIAL
        )


class Plugin(BasePlugin):  # type: ignore[misc]
    """What dbt-duckdb looks for in the module that profiles.yml names."""

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        register(conn)
