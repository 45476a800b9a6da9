"""How a figure is written for a Dutch reader. Unit conversion and notation only: no figure is made here.

Durations come in days and are shown in years and months of a year of 365.25 days (spec of the indicators);
"5,3 jaar" is avoided, since many people read it as five years and three months.
"""

import re
import unicodedata
from datetime import date, datetime
from typing import Any

DAYS_A_YEAR = 365.25
DAYS_A_MONTH = DAYS_A_YEAR / 12
#: Below this a duration reads best in days.
_SHOWN_IN_DAYS = 2 * DAYS_A_MONTH
NOTHING = "–"
#: Between a number and its unit: a line never ends between the two.
HARD_SPACE = "\u00a0"
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def number(value: float | None, decimals: int = 0) -> str:
    """1234.5 → "1.234,5", -7 → "−7"; nothing → "–"."""
    if value is None:
        return NOTHING
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.-", ".,−"))


def percentage(share: float | None, beside: float | None = None) -> str:
    """0.238 → "23,8 %". `beside`: a share that this one may not look equal to while they differ."""
    if share is None:
        return NOTHING
    decimals = 1
    if beside is not None and share != beside:
        while decimals < 4 and number(share * 100, decimals) == number(beside * 100, decimals):
            decimals += 1
    return f"{number(share * 100, decimals)}{HARD_SPACE}%"


def chance(value: float) -> str:
    """0.238 → "24 %". What is all but certain is not called certain."""
    if value < 0.005:
        return f"minder dan 1{HARD_SPACE}%"
    if value > 0.995:
        return f"meer dan 99{HARD_SPACE}%"
    return f"{number(value * 100)}{HARD_SPACE}%"


def duration(days: float | None) -> str:
    """1948 → "5 jaar en 4 maanden"; under two months in days."""
    if days is None:
        return NOTHING
    if abs(days) < _SHOWN_IN_DAYS:
        return f"{number(days)}{HARD_SPACE}{'dag' if round(days) == 1 else 'dagen'}"
    years, months = divmod(round(days / DAYS_A_MONTH), 12)
    parts = [f"{years}{HARD_SPACE}jaar"] if years else []
    if months:
        parts.append(f"{months}{HARD_SPACE}{'maand' if months == 1 else 'maanden'}")
    return " en ".join(parts)


def figure(value: float | None, unit: str | None, beside: float | None = None) -> str:
    """A value of `rpt_indicatoren` in its `eenheid` (dagen, aantal, aandeel, per woning, personen)."""
    if value is None:
        return NOTHING
    match unit:
        case "dagen":
            return duration(value)
        case "aandeel":
            return percentage(value, beside)
        case "per woning":
            return f"{number(value, 1)} per woning"
        case "personen":
            return f"{number(value)} personen"
        case _:
            return number(value, 0 if float(value).is_integer() else 1)


def change(value: float | None, unit: str | None) -> str:
    """A difference with its sign: 28 → "+28", -0.004 → "−0,4 procentpunt" (shares differ in points)."""
    if value is None:
        return NOTHING
    sign = "+" if value > 0 else "−" if value < 0 else ""
    if unit == "aandeel":
        return f"{sign}{number(abs(value) * 100, 1)}{HARD_SPACE}procentpunt"
    return f"{sign}{figure(abs(value), unit)}"


def pace(unit: str | None, kind: str | None) -> str:
    """Over what a slope of `rpt_trends` runs; `kind` is its `periode_soort`. A count by month changes by
    month: 52 more in each month is more than 52 more in the year."""
    if unit in ("aantal", "personen") and kind == "maand":
        return "per maand vergeleken met een jaar eerder"
    return "per jaar"


def yearly_change(slope: float | None, unit: str | None, kind: str | None) -> str:
    """A slope of `rpt_trends` with its sign, and over what it runs."""
    return f"{change(slope, unit)} {pace(unit, kind)}"


def agreed(value: float | None, unit: str | None) -> str:
    """A norm as people say it: a round share without decimals ("20 %"), else as any figure."""
    if unit == "aandeel" and value is not None and round(value * 100, 6).is_integer():
        return f"{number(value * 100)}{HARD_SPACE}%"
    return figure(value, unit)


def interval(low: float | None, high: float | None, unit: str | None) -> str:
    """The 95 % interval, or "–" where none is defined."""
    if low is None or high is None:
        return NOTHING
    return f"{figure(low, unit)} – {figure(high, unit)}"


def day(value: date | datetime | None) -> str:
    """2025-12-31 → "31 december 2025"."""
    if value is None:
        return NOTHING
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime | None) -> str:
    """A timestamp to the minute."""
    return NOTHING if value is None else f"{day(value)}, {value:%H:%M} uur"


def period(kind: str | None, start: date | None, end: date | None) -> str:
    """A period of `rpt_indicatoren` (both days inclusive) in words."""
    if kind is None or start is None or end is None:
        return NOTHING
    words = {
        "jaar": str(start.year),
        "halfjaar": f"{1 if start.month < 7 else 2}e halfjaar {start.year}",
        "kwartaal": f"{(start.month + 2) // 3}e kwartaal {start.year}",
        "maand": f"{MONTHS[start.month - 1]} {start.year}",
        "voortschrijdend_jaar": f"12 maanden tot en met {MONTHS[end.month - 1]} {end.year}",
    }
    return words.get(kind, f"{day(start)} tot en met {day(end)}")


def slug(name: str) -> str:
    """`Aa en Hunze` → `aa-en-hunze`: part of an address within the page, to which the alerts refer."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def short_hash(value: Any) -> str:
    """The first twelve characters: enough to recognise a levering, short enough for a page."""
    return NOTHING if value in (None, "") else str(value)[:12]
