"""Dates: every form that must be taken, every one that must not be guessed."""

from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import parse_date, parse_timestamps_fast, serial_moment

DAY = datetime(2024, 2, 5)


@pytest.mark.parametrize(
    "text",
    [
        "05-02-2024",
        "5-2-2024",
        "5-02-2024",
        "05/02/2024",
        "2024-02-05",
        "2024-02-05 00:00:00",
        "05-02-2024 0:00",
    ],
)
def test_every_form_gives_the_same_day(text: str) -> None:
    assert parse_date(text) == (DAY, None)


def test_a_time_is_kept_for_who_wants_it() -> None:
    assert parse_date("05-02-2024 23:59:01.5") == (datetime(2024, 2, 5, 23, 59, 1, 500000), None)
    assert parse_date("2024-02-05T23:59") == (datetime(2024, 2, 5, 23, 59), None)


@pytest.mark.parametrize(
    "text",
    [
        "05-02-24",
        "13/13/2024",
        "02-13-2024",
        "31-02-2024",
        "29-02-2023",
        "1/2/2024",
        "2024/02/05",
        "05.02.2024",
        "20240205",
        "45327",
        "5 februari 2024",
        "05-02-1899",
        "05-02-2101",
        "2024-02-05T10:00:00Z",
        "2024-02-05T10:00:00+01:00",
        "05-02-2024 24:00",
        "05-02-2024 10:60",
        "05-02-2024 10",
        "05-02-2024x",
        "٠٥-٠٢-٢٠٢٤",
        "9999-12-31",
    ],
)
def test_what_is_no_sure_date_is_refused(text: str) -> None:
    assert parse_date(text) == (None, "R102")


@pytest.mark.parametrize(
    "text",
    [
        "0000-00-00",
        "0000-00-00 00:00:00",
        "00-00-0000",
        "00/00/0000",
        "1900-01-01",
        "01-01-1900",
        "1-1-1900 00:00",
        "01/01/1900",
    ],
)
def test_null_dates_are_nothing(text: str) -> None:
    assert parse_date(text) == (None, None)


def test_the_end_of_time_is_nothing_in_an_end_date_only() -> None:
    assert parse_date("31-12-9999 23:59:59", end_date=True) == (None, None)
    assert parse_date("31-12-9999") == (None, "R102")


@given(st.datetimes(datetime(1900, 1, 2), datetime(2100, 12, 31)), st.sampled_from(["%d-%m-%Y", "%Y-%m-%d"]))
def test_the_fast_path_reads_what_parse_date_reads(moment: datetime, form: str) -> None:
    text = f"{moment:{form} %H:%M:%S}"
    fast = parse_timestamps_fast(pl.Series([text, "", "31-02-2024 10:00:00"]))[0]
    assert fast in (moment.replace(microsecond=0), None)
    assert parse_date(text) == (moment.replace(microsecond=0), None)


def test_the_fast_path_leaves_the_doubtful_alone() -> None:
    doubtful = ["31-02-2024 10:00:00", "01-01-1900 00:00:00", "01-02-24 10:00:00", "01-02-2024 10:00:60", "x"]
    assert parse_timestamps_fast(pl.Series(doubtful)).null_count() == len(doubtful)
    assert parse_timestamps_fast(pl.Series(["01-02-2024 10:00:00"]))[0] == datetime(2024, 2, 1, 10)


@pytest.mark.parametrize(
    ("serial", "date1904", "day"),
    [
        (45352, False, date(2024, 3, 1)),
        (45352.75, False, date(2024, 3, 1)),
        (1, False, date(1900, 1, 1)),
        (61, False, date(1900, 3, 1)),
        (43890, True, date(2024, 3, 1)),
    ],
)
def test_serial_dates(serial: float, date1904: bool, day: date) -> None:
    moment = serial_moment(serial, date1904=date1904)
    assert moment is not None
    assert moment.date() == day


@pytest.mark.parametrize("serial", [0, -1, 20240115, 80000, float("nan"), float("inf")])
def test_a_number_that_is_no_day_between_1900_and_2100(serial: float) -> None:
    assert serial_moment(serial, date1904=False) is None
