"""Numbers: no reading may turn 650.25 into 65025, and none is guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numbers import (
    decimal_separator_shown,
    may_be_ambiguous,
    parse_exact_number,
    parse_number,
    plain_whole_number,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.299,99", "1299.99"),
        ("1299,99", "1299.99"),
        ("1299.99", "1299.99"),
        ("€ 1.299,99", "1299.99"),
        ("€1299", "1299"),
        ("1,299.99", "1299.99"),
        ("1.299.999", "1299999"),
        ("1.299.999,5", "1299999.5"),
        ("650,5", "650.5"),
        ("0,99", "0.99"),
        ("-5,25", "-5.25"),
        ("0650", "650"),
    ],
)
def test_amounts_that_say_what_they_are(text: str, value: str) -> None:
    assert parse_number(text, None, decimals=2) == (Decimal(value), None)


@pytest.mark.parametrize(
    "text",
    [
        "650,255,5",
        "1299,999",
        "0,650",
        "12.34.56",
        "1.29,99",
        "650,",
        ",50",
        "1e3",
        "NaN",
        "inf",
        "650 25",
        "1 299,99",
        "650,-",
        "+5",
        "٦٥٠",
        "€",
        "1,299.999,50",
        "--5",
        "650,25 €",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert parse_number(text, None, decimals=2) == (None, "R103")


@pytest.mark.parametrize("text", ["1.299", "650,255", "€ 1.299"])
def test_three_digits_behind_one_separator_are_not_guessed(text: str) -> None:
    assert may_be_ambiguous(text)
    assert parse_number(text, None, decimals=2) == (None, "R104")


def test_the_column_settles_what_one_value_cannot() -> None:
    assert parse_number("1.299", ",", decimals=2) == (Decimal(1299), None)
    assert parse_number("1.299", ".", decimals=2) == (None, "R103")
    assert parse_number("650,255", ".", decimals=2) == (Decimal(650255), None)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1.299,99", ","),
        ("1,299.9", "."),
        ("650,25", ","),
        ("650.2", "."),
        ("1.299", None),
        ("650", None),
        ("1.299.999", None),
        ("650,2555", None),
        ("abc", None),
        ("1.29,99", None),
    ],
)
def test_evidence(text: str, shown: str | None) -> None:
    assert decimal_separator_shown(text) == shown


@pytest.mark.parametrize(("text", "value"), [("3", 3), ("03", 3), ("3,0", 3), ("3.00", 3)])
def test_whole_numbers(text: str, value: int) -> None:
    assert parse_number(text, None, decimals=0) == (Decimal(value), None)


@pytest.mark.parametrize("text", ["3,5", "3.25", "drie"])
def test_what_is_no_whole_number(text: str) -> None:
    assert parse_number(text, None, decimals=0) == (None, "R103")


@pytest.mark.parametrize(
    ("text", "value"),
    [("600.4400000000001", "600.44"), ("1299", "1299"), ("650.2", "650.2"), ("1.3E3", "1300")],
)
def test_cells_lose_the_noise_of_a_double(text: str, value: str) -> None:
    assert parse_exact_number(text, decimals=2) == (Decimal(value), None)


@pytest.mark.parametrize("text", ["650.255", "650.44001", "NaN", "Infinity", "1e400", "x"])
def test_cells_with_more_than_cents(text: str) -> None:
    assert parse_exact_number(text, decimals=2) == (None, "R103")


@given(st.integers(0, 10_000_000))
def test_every_amount_reads_the_same_in_each_form(cents: int) -> None:
    euros, rest = divmod(cents, 100)
    dutch = f"{euros:,}".replace(",", ".") + f",{rest:02d}"
    forms = [dutch, f"{euros},{rest:02d}", f"{euros}.{rest:02d}", f"€ {dutch}"]
    assert {parse_number(form, None, decimals=2) for form in forms} == {(Decimal(cents) / 100, None)}
    assert parse_exact_number(repr(cents / 100), decimals=2) == (Decimal(cents) / 100, None)


def test_an_id_from_a_cell_has_no_point_zero() -> None:
    assert [plain_whole_number(text) for text in ("123.0", "123", "1E2", "12.5", "x")] == [
        "123",
        "123",
        "100",
        "12.5",
        "x",
    ]
