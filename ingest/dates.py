"""Dates as exports write them. A two-digit year, an American order or an offset is refused, never guessed."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import polars as pl

YEARS = range(1900, 2101)

_DATE = re.compile(
    r"(?:(?P<d1>\d{1,2})-(?P<m1>\d{1,2})-(?P<y1>\d{4})"
    r"|(?P<d2>\d{2})/(?P<m2>\d{2})/(?P<y2>\d{4})"
    r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2}))"
    r"(?:(?:T| +)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.(?P<fraction>\d+))?)?)?",
    re.ASCII,
)

# Days from 1899-12-30, by which every serial from 1 March 1900 on is right; Excel counts a 29 February 1900.
_SERIAL_ZERO = datetime(1899, 12, 30)
_SERIAL_ZERO_1904 = datetime(1904, 1, 1)
_FALSE_LEAP_DAY = 60
_LAST_DAY = datetime(9999, 12, 31)
_MILLISECONDS_A_DAY = 86_400_000


def parse_date(text: str, *, end_date: bool = False) -> tuple[datetime | None, str | None]:
    """A trimmed, non-empty text → (moment, None), (None, None) for a null date, or (None, "R102").

    Null dates are 0000-00-00 and 1900-01-01 in any form, and 9999-12-31 where the date is an end.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        return None, "R102"
    form = next(number for number in "123" if match[f"y{number}"])
    year, month, day = (int(match[f"{part}{form}"]) for part in "ymd")
    if (year, month, day) in {(0, 0, 0), (1900, 1, 1)} or (end_date and (year, month, day) == (9999, 12, 31)):
        return None, None
    if year not in YEARS:
        return None, "R102"
    microsecond = int((match["fraction"] or "0")[:6].ljust(6, "0"))
    clock = (int(match["hour"] or 0), int(match["minute"] or 0), int(match["second"] or 0), microsecond)
    try:
        return datetime(year, month, day, *clock), None
    except ValueError:
        return None, "R102"


def serial_moment(serial: float, *, date1904: bool) -> datetime | None:
    """The moment of a spreadsheet's serial date, to the millisecond: a double holds no more, and rounding to
    seconds would make the next day of 23:59:59.6. None for a time without a day, and outside the years of a
    date but for 31-12-9999, which is a null date in some columns.
    """
    if date1904:
        days, zero = serial, _SERIAL_ZERO_1904
    else:
        days, zero = (serial + 1 if serial < _FALSE_LEAP_DAY else serial), _SERIAL_ZERO
    last = (_LAST_DAY - zero).days
    if not 1 <= serial < last + 1:  # NaN too
        return None
    if serial >= last:
        return _LAST_DAY
    moment = zero + timedelta(milliseconds=round(days * _MILLISECONDS_A_DAY))
    return moment if moment.year in YEARS else None


_AFTER_NULL_DATE = datetime(1900, 1, 2)

# Full timestamps in one of the two commonest forms are parsed by the column; every other form goes by
# parse_date. The pattern is as strict as parse_date is: strptime alone takes signs and short years.
_FAST_FORMS = {
    "%d-%m-%Y %H:%M:%S": r"^[0-3]\d-[01]\d-(?:19|20)\d\d [0-2]\d:[0-5]\d:[0-5]\d$",
    "%Y-%m-%d %H:%M:%S": r"^(?:19|20)\d\d-[01]\d-[0-3]\d [0-2]\d:[0-5]\d:[0-5]\d$",
}


def parse_timestamps_fast(texts: pl.Series) -> pl.Series:
    """Moments of the texts that are surely one; null for all others, null dates among them."""
    moments = pl.repeat(None, len(texts), dtype=pl.Datetime("us"), eager=True)
    for form, pattern in _FAST_FORMS.items():
        sure = texts.str.contains(pattern)
        if sure.all():
            moments = _parse(texts, form)
            break
        if sure.any():
            moments = moments.scatter(sure.arg_true(), _parse(texts.filter(sure), form))
    return moments.set(moments < _AFTER_NULL_DATE, None)


def _parse(texts: pl.Series, form: str) -> pl.Series:
    """Null for a day or time that does not exist."""
    return texts.str.to_datetime(form, strict=False, time_unit="us", cache=False)
