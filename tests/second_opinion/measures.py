"""The measures of the tidy table, each with its 95 % interval where one is defined."""

import math
from collections.abc import Callable
from functools import cache

import polars as pl
from cells import CELL
from scipy import stats

Estimate = tuple[float, float | None, float | None]
Measure = Callable[[list[float]], Estimate]


def counts(indicator: str, cells: pl.DataFrame, value: pl.Expr) -> pl.DataFrame:
    counted = cells.group_by(CELL).agg(n=value.cast(pl.Int64))
    return _named(counted, indicator, "aantal").with_columns(waarde=pl.col("n").cast(pl.Float64))


def ratios(indicator: str, cells: pl.DataFrame, teller: pl.Expr, noemer: pl.Expr) -> pl.DataFrame:
    frame = cells.group_by(CELL).agg(teller=teller.cast(pl.Float64), noemer=noemer.cast(pl.Float64))
    frame = frame.with_columns(
        n=pl.col("noemer").cast(pl.Int64),
        waarde=pl.when(pl.col("noemer") > 0).then(pl.col("teller") / pl.col("noemer")),
    )
    return _named(frame, indicator, "verhouding")


def shares(
    indicator: str, cells: pl.DataFrame, teller: pl.Expr, noemer: pl.Expr | None = None
) -> pl.DataFrame:
    """Without a `noemer`: of all of which the teller is known."""
    noemer = teller.is_not_null() if noemer is None else noemer
    frame = ratios(indicator, cells, (teller & noemer).sum(), noemer.sum())
    bounds = [wilson(int(k), n) for k, n in frame.select("teller", "n").iter_rows()]
    return frame.with_columns(
        maat=pl.lit("aandeel"),
        ondergrens=pl.Series([low for low, _ in bounds], dtype=pl.Float64),
        bovengrens=pl.Series([high for _, high in bounds], dtype=pl.Float64),
    )


def durations(indicator: str, cells: pl.DataFrame, days: pl.Expr) -> pl.DataFrame:
    """The mean and the quantiles of what is not null."""
    return _of_samples(indicator, cells, days, {"gemiddelde": mean} | QUANTILES)


def medians(indicator: str, cells: pl.DataFrame, value: pl.Expr) -> pl.DataFrame:
    return _of_samples(indicator, cells, value, {"mediaan": QUANTILES["mediaan"]})


def _of_samples(
    indicator: str, cells: pl.DataFrame, value: pl.Expr, measures: dict[str, Measure]
) -> pl.DataFrame:
    """Each measure of what is not null, of all it is made of."""
    grouped = (
        cells.with_columns(sample=value)
        .filter(pl.col("sample").is_not_null())
        .group_by(CELL)
        .agg(pl.col("sample").sort(), n=pl.len().cast(pl.Int64))
    )
    samples = grouped["sample"].to_list()
    return pl.concat(
        _named(grouped.drop("sample"), indicator, maat).with_columns(
            pl.Series(column, [estimate[place] for estimate in estimates], dtype=pl.Float64)
            for place, column in enumerate(("waarde", "ondergrens", "bovengrens"))
        )
        for maat, measure in measures.items()
        for estimates in [[measure(sample) for sample in samples]]
    )


def mean(days: list[float]) -> Estimate:
    """With an interval of Student's t, from exact sums."""
    n, total = len(days), sum(days)
    if n == 1:
        return total, None, None
    squares = n * sum(day * day for day in days) - total * total
    half = t_quantile(n - 1) * math.sqrt(squares / (n * n * (n - 1)))
    return total / n, total / n - half, total / n + half


def quantile(days: list[float], q: float) -> Estimate:
    """Linear between the sorted days; its interval is of two of them, null when it would lie beyond."""
    n, rank = len(days), (len(days) - 1) * q
    below = math.floor(rank)
    value = days[below] + (rank - below) * (days[min(below + 1, n - 1)] - days[below])
    low, high = order_statistics(n, q)
    return (value, days[low - 1], days[high - 1]) if low >= 1 and high <= n else (value, None, None)


QUANTILES: dict[str, Measure] = {
    "mediaan": lambda days: quantile(days, 0.5),
    "p25": lambda days: quantile(days, 0.25),
    "p75": lambda days: quantile(days, 0.75),
    "p90": lambda days: quantile(days, 0.9),
}


@cache
def wilson(k: int, n: int) -> tuple[float | None, float | None]:
    if not n:
        return None, None
    interval = stats.binomtest(k, n).proportion_ci(method="wilson")
    return interval.low, interval.high


@cache
def t_quantile(freedom: int) -> float:
    return float(stats.t.ppf(0.975, freedom))


@cache
def order_statistics(n: int, q: float) -> tuple[int, int]:
    return int(stats.binom.ppf(0.025, n, q)), int(stats.binom.ppf(0.975, n, q)) + 1


def _named(frame: pl.DataFrame, indicator: str, maat: str) -> pl.DataFrame:
    return frame.with_columns(indicator=pl.lit(indicator), maat=pl.lit(maat))
