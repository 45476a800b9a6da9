"""Numbers as exports write them. What may be thousands or decimals, the column settles or nothing does."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

CENT = Decimal("0.01")
# A double that stands for an amount in cents is never further from it than this.
DOUBLE_NOISE = Decimal("0.000001")

AMBIGUOUS = "R104"

_SIGN = re.compile(r"(-?)(?:€\s*)?(.*)", re.DOTALL)
_WHOLE = re.compile(r"[0-9]+")
_ONE_SEPARATOR = re.compile(r"([0-9]+)([.,])([0-9]+)")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})+")
_BOTH = re.compile(r"([0-9]{1,3}(?:(?:\.[0-9]{3})+(?=,)|(?:,[0-9]{3})+(?=\.)))([.,])([0-9]+)")
_PERHAPS_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


def decimal_separator_shown(text: str) -> str | None:
    """The decimal separator that this value proves: it has both separators, or one and 1-2 decimals."""
    digits = _without_sign(text)[1]
    both = _BOTH.fullmatch(digits)
    if both:
        return both[2]
    one = _ONE_SEPARATOR.fullmatch(digits)
    return one[2] if one and len(one[3]) <= 2 else None


def may_be_ambiguous(text: str) -> bool:
    """True for 1.299 and 650,255: only the rest of the column can tell."""
    return _PERHAPS_THOUSANDS.fullmatch(_without_sign(text)[1]) is not None


def parse_number(
    text: str, decimal_separator: str | None, *, decimals: int
) -> tuple[Decimal | None, str | None]:
    """A trimmed, non-empty text → (number of at most `decimals` decimals, None), or (None, R103 or R104).

    `decimal_separator` is what the column settled on; None where it shows nothing, or both.
    """
    sign, digits = _without_sign(text)
    if may_be_ambiguous(text):
        if decimal_separator is None:
            return None, AMBIGUOUS
        whole, fraction = re.split("[.,]", digits)
        number = f"{whole}.{fraction}" if decimal_separator in digits else whole + fraction
    elif _WHOLE.fullmatch(digits):
        number = digits
    elif _GROUPED.fullmatch(digits):
        number = re.sub("[.,]", "", digits)
    elif (both := _BOTH.fullmatch(digits)) is not None:
        number = f"{re.sub('[.,]', '', both[1])}.{both[3]}"
    elif (one := _ONE_SEPARATOR.fullmatch(digits)) is not None:
        number = f"{one[1]}.{one[3]}"
    else:
        return None, "R103"
    return _within_decimals(Decimal(sign + number), decimals)


def parse_exact_number(text: str, *, decimals: int) -> tuple[Decimal | None, str | None]:
    """The text of a numeric cell → its number, rid of a double's noise; R103 for NaN, inf, more decimals."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None, "R103"
    if not number.is_finite() or abs(number) > Decimal(10) ** 15:
        return None, "R103"
    rounded = number.quantize(CENT, ROUND_HALF_EVEN)
    return _within_decimals(rounded if abs(number - rounded) <= DOUBLE_NOISE else number, decimals)


def _without_sign(text: str) -> tuple[str, str]:
    match = _SIGN.fullmatch(text)
    return (match[1], match[2]) if match else ("", text)


def _within_decimals(number: Decimal, decimals: int) -> tuple[Decimal | None, str | None]:
    """Trailing zeros count: 650.250 has three decimals. A whole number may be written 3.0 or 3,00."""
    exponent = number.as_tuple().exponent
    shown = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if decimals == 0:
        whole = number.to_integral_value()
        return (whole, None) if whole == number and shown <= 2 else (None, "R103")
    return (number, None) if shown <= decimals else (None, "R103")


def plain_whole_number(text: str) -> str:
    """The text of a numeric cell as a label or id: a whole number has no `.0`, any other stays as it is."""
    try:
        number = float(text)
    except ValueError:
        return text
    return str(int(number)) if number.is_integer() and abs(number) < 10**15 else text
