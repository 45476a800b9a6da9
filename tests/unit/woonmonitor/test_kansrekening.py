"""The probability functions as SQL sees them, against values worked out by hand."""

import math
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from woonmonitor import kansrekening


@pytest.fixture(scope="module")
def sql() -> Iterator[Any]:
    with duckdb.connect() as connection:
        kansrekening.register(connection)
        yield lambda query: connection.cursor().sql(f"select {query}").fetchone()[0]


def test_tail_is_exact(sql: Any) -> None:
    # P(X >= 2) of 3 at 1/5: 3 * 1/25 * 4/5 + 1/125 = 13/125
    assert sql("binomiale_staart(2, 3, 0.2)") == pytest.approx(13 / 125, rel=1e-12)


def test_no_success_is_certain(sql: Any) -> None:
    assert sql("binomiale_staart(0, 14, 0.2)") == 1


def test_all_successes(sql: Any) -> None:
    assert sql("binomiale_staart(4, 4, 0.2)") == pytest.approx(0.2**4, rel=1e-12)


def test_beta_binomial_of_an_even_beta_is_uniform(sql: Any) -> None:
    # Beta(1, 1) makes each of 0..9 successes as likely
    assert sql("betabinomiale_staart(7, 9, 1.0, 1.0)") == pytest.approx(3 / 10, rel=1e-12)


def test_beta_binomial_by_hand(sql: Any) -> None:
    # Beta(2, 3), two trials: P(2) = 2·3 / (5·6), P(1) = 2 · 2·3 / (5·6)
    tails = [sql(f"betabinomiale_staart({k}, 2, 2.0, 3.0)") for k in (-3, 0, 1, 2, 3)]
    assert tails == pytest.approx([1, 1, 18 / 30, 6 / 30, 0], abs=1e-12)


def test_beta_binomial_without_doubt(sql: Any) -> None:
    """No success or no failure ever seen: the limits of the beta."""
    never = [sql(f"betabinomiale_staart({k}, 5, 0.0, 50.0)") for k in (0, 1)]
    always = [sql(f"betabinomiale_staart({k}, 5, 50.0, 0.0)") for k in (5, 6)]
    assert never == always == [1, 0]


def test_beta_binomial_without_a_trial(sql: Any) -> None:
    assert [sql(f"betabinomiale_staart({k}, 0, 9.0, 50.0)") for k in (0, 1)] == [1, 0]


def test_quantile_of_an_even_beta_binomial(sql: Any) -> None:
    # Beta(1, 1) makes each of 0..9 as likely: P(X <= 4) = 1/2
    assert [sql(f"betabinomiaal_kwantiel({q}, 9, 1.0, 1.0)") for q in (0.025, 0.45, 0.55, 0.975)] == [
        0,
        4,
        5,
        9,
    ]


def test_quantile_without_doubt_or_trial(sql: Any) -> None:
    limits = ("5, 0.0, 50.0", "5, 50.0, 0.0", "0, 9.0, 50.0")
    assert [sql(f"betabinomiaal_kwantiel(0.975, {limit})") for limit in limits] == [0, 5, 0]


@pytest.mark.parametrize("arguments", ["null, 14, 0.2", "3, null, 0.2", "3, 14, null"])
def test_nothing_in_nothing_out(sql: Any, arguments: str) -> None:
    assert sql(f"binomiale_staart({arguments})") is None


def test_a_column_with_gaps_keeps_its_rows(sql: Any) -> None:
    tails = sql(
        "(select list(binomiale_staart(k, 2, 0.5) order by r) "
        "from (values (1, 2), (2, null), (3, 1)) as t (r, k))"
    )
    assert tails == [0.25, None, 0.75]


def test_quantile_of_a_fair_coin(sql: Any) -> None:
    # six tosses: P(0) = 1/64 < .025, P(<= 1) = 7/64; the upper tail is its mirror
    assert [sql(f"binomiaal_kwantiel({q}, 6, 0.5)") for q in (0.025, 0.975)] == [1, 5]


def test_t_of_one_degree_is_cauchy(sql: Any) -> None:
    assert sql("t_kwantiel(0.975, 1)") == pytest.approx(math.tan(math.pi * 0.475), rel=1e-9)


def test_t_without_degrees_is_no_number(sql: Any) -> None:
    assert math.isnan(sql("t_kwantiel(0.975, 0)"))


def test_a_list_a_row_gives_a_record_a_row(sql: Any) -> None:
    slopes = sql(
        "(select list(jaartrend(jaren, waarden).helling order by r) from (values "
        "(1, [2021, 2022, 2023], [1, 2, 3]), (2, null, [1]), (3, [2021, 2023], [5, 1])) "
        "as t (r, jaren, waarden))"
    )
    assert slopes == [1, None, -2]


def test_a_list_a_row_gives_a_list_of_records(sql: Any) -> None:
    chances = sql("woningkansen([0, 0], [1, 9], ['optie', 'zoekt'], [1, 1], [5, 10])")
    assert [(one["via"], one["dagen"], one["kans"]) for one in chances] == [
        ("optie", 5, 0.5),
        ("optie", 10, None),
        ("alle", 5, 0.5),
        ("alle", 10, None),
    ]


def test_a_list_a_row_gives_a_number(sql: Any) -> None:
    assert sql("lagere_kans([7], [2025], [9], [1])") == 1  # nothing to compare with
    assert sql("lagere_kans([7], [2025], null, [1])") is None


def test_no_rows_no_calls(sql: Any) -> None:
    assert sql("(select count(maandtrend([maand::integer], [1.0])) from range(0) as t (maand))") == 0
