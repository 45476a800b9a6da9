"""Figures as a Dutch reader sees them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import display

HARD = display.HARD_SPACE


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, "0 dagen"),
        (1, "1 dag"),
        (60, "60 dagen"),
        (61, "2 maanden"),
        (365.25, "1 jaar"),
        (396, "1 jaar en 1 maand"),
        (1948, "5 jaar en 4 maanden"),
        (1095.75, "3 jaar"),
        (None, "–"),
    ],
)
def test_a_duration_is_years_and_months_of_a_year_of_365_25_days(days: float | None, expected: str) -> None:
    assert display.duration(days).replace(HARD, " ") == expected


@given(st.floats(min_value=61, max_value=40_000))
def test_a_duration_never_shows_twelve_months(days: float) -> None:
    assert "12 maanden" not in display.duration(days)


def test_a_share_over_the_norm_never_looks_equal_to_it() -> None:
    assert display.percentage(0.2004, 0.2).replace(HARD, " ") == "20,04 %"
    assert display.percentage(0.20001, 0.2).replace(HARD, " ") == "20,001 %"
    assert display.percentage(0.2, 0.2).replace(HARD, " ") == "20,0 %"
    assert display.percentage(0.2004).replace(HARD, " ") == "20,0 %"


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_a_share_and_its_norm_look_alike_only_when_they_are(k: int, n: int) -> None:
    share = min(k, n) / n
    assert (display.percentage(share, 0.2) == display.percentage(0.2)) == (share == 0.2)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (16867, "aantal", "16.867"),
        (12.5, "aantal", "12,5"),
        (0.238, "aandeel", "23,8 %"),
        (167.4, "per woning", "167,4 per woning"),
        (4, "personen", "4 personen"),
        (None, "aantal", "–"),
    ],
)
def test_each_unit_has_its_notation(value: float | None, unit: str, expected: str) -> None:
    assert display.figure(value, unit).replace(HARD, " ") == expected


def test_a_round_norm_has_no_decimals() -> None:
    assert display.agreed(0.2, "aandeel").replace(HARD, " ") == "20 %"
    assert display.agreed(0.07, "aandeel").replace(HARD, " ") == "7 %"
    assert display.agreed(0.125, "aandeel").replace(HARD, " ") == "12,5 %"
    assert display.agreed(9170.0, "aantal").replace(HARD, " ") == "9.170"


@pytest.mark.parametrize(
    ("kind", "start", "end", "expected"),
    [
        ("jaar", date(2025, 1, 1), date(2025, 12, 31), "2025"),
        ("halfjaar", date(2025, 7, 1), date(2025, 12, 31), "2e halfjaar 2025"),
        ("kwartaal", date(2025, 4, 1), date(2025, 6, 30), "2e kwartaal 2025"),
        ("maand", date(2025, 3, 1), date(2025, 3, 31), "maart 2025"),
        ("voortschrijdend_jaar", date(2024, 4, 1), date(2025, 3, 31), "12 maanden tot en met maart 2025"),
        (None, None, None, "–"),
    ],
)
def test_each_kind_of_period_has_its_words(
    kind: str | None, start: date | None, end: date | None, expected: str
) -> None:
    assert display.period(kind, start, end) == expected


def test_an_interval_needs_both_bounds() -> None:
    assert display.interval(365.25, 730.5, "dagen").replace(HARD, " ") == "1 jaar – 2 jaar"
    assert display.interval(365.25, None, "dagen").replace(HARD, " ") == "–"


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (28, "aantal", "+28"),
        (-3, "aantal", "−3"),
        (0, "aantal", "0"),
        (-0.0256, "aandeel", "−2,6 procentpunt"),
        (39.7, "dagen", "+40 dagen"),
        (None, "dagen", "–"),
    ],
)
def test_a_difference_has_a_sign_and_of_shares_is_in_points(
    value: float | None, unit: str, expected: str
) -> None:
    assert display.change(value, unit).replace(HARD, " ") == expected
