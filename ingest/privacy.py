"""What keeps people out of the landing: pseudonyms for ids, and a look-out for BSNs and e-mail addresses."""

from __future__ import annotations

import hashlib
import hmac
import re

import numpy as np
import numpy.typing as npt
import polars as pl

# For synthetic leveringen only; it protects nobody, and says so in its own text.
DEMO_SLEUTEL = b"woonmonitor demo key: synthetic people only"
MINIMUM_KEY_BYTES = 32

_CACHE_LIMIT = 1_000_000  # distinct ids remembered between blocks; bounds memory, not correctness
_SLOTS = 2**22
_KNOWN = {"id": pl.String, "pseudonym": pl.String}

_EMAIL = re.compile(r"[^\s@;,<>]+@[^\s@;,<>]+\.[^\s@;,<>]+")
# Nine digits only: eight are a date or a CBS buurt far more often than a BSN that lost its zero.
_NINE_DIGITS = re.compile(
    r"(?<![0-9])(?:[0-9]{9}|[0-9]{4}[ .][0-9]{2}[ .][0-9]{3}|[0-9]{3}[ .][0-9]{3}[ .][0-9]{3})(?![0-9])"
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_HIDDEN = "(persoonsgegeven)"
_BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def key_fingerprint(key: bytes) -> str:
    """Tells two pseudonym keys apart without revealing either."""
    return hmac.digest(key, b"woonmonitor fingerprint", hashlib.sha256).hex()[:16]


class Pseudonyms:
    """HMAC-SHA256(key, "bron|id") in lower hex, each distinct id computed once.

    The hash of an id says in which slot its pseudonym is remembered, and the id beside it is compared: of two
    ids with one slot, the last is remembered.
    """

    def __init__(self, key: bytes, bron: str) -> None:
        self._key = key
        self._prefix = f"{bron}|".encode()
        self._forget()

    def _forget(self) -> None:
        self._known = pl.DataFrame({"id": [None], "pseudonym": [None]}, schema=_KNOWN)
        self._row_of_slot = np.zeros(_SLOTS, np.uint32)

    def one(self, delivered_id: str) -> str:
        return hmac.digest(self._key, self._prefix + delivered_id.encode(), "sha256").hex()

    def series(self, ids: pl.Series) -> pl.Series:
        """Ids (String, nulls stay) → pseudonyms in the same order."""
        if self._known.height > _CACHE_LIMIT:
            self._forget()
        remembered = self._known[self._row_of_slot[_slots(ids)]]
        unknown = remembered["id"].ne_missing(ids)
        if not unknown.any():
            return remembered["pseudonym"]
        rest = ids.filter(unknown)
        new = rest.drop_nulls().unique()
        pseudonyms = pl.Series([self.one(delivered) for delivered in new], dtype=pl.String)
        self._row_of_slot[_slots(new)] = np.arange(len(new)) + self._known.height
        self._known = pl.concat([self._known, pl.DataFrame([new, pseudonyms], schema=_KNOWN)], rechunk=True)
        return remembered["pseudonym"].scatter(unknown.arg_true(), rest.replace_strict(new, pseudonyms))


def _slots(ids: pl.Series) -> npt.NDArray[np.uint64]:
    slots: npt.NDArray[np.uint64] = ids.hash().to_numpy() % np.uint64(_SLOTS)
    return slots


def looks_personal(text: str) -> bool:
    """An e-mail address, or nine digits that pass the BSN's eleven-test, anywhere in the text."""
    if "@" in text and _EMAIL.search(text):
        return True
    return any(_passes_eleven_test(re.sub(r"[^0-9]", "", found)) for found in _NINE_DIGITS.findall(text))


def without_personal(text: str) -> str:
    """A name that the supplier gave (of a file, sheet, column) as it may stand in a log or report.

    E-mail addresses and BSNs are hidden; control characters, which a terminal would obey, become spaces.
    """
    shown = _EMAIL.sub(_HIDDEN, text) if "@" in text else text
    shown = _NINE_DIGITS.sub(
        lambda found: _HIDDEN if _passes_eleven_test(re.sub(r"[^0-9]", "", found[0])) else found[0], shown
    )
    return _CONTROLS.sub(" ", shown)


def _passes_eleven_test(digits: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_BSN_WEIGHTS, digits, strict=True))
    return total % 11 == 0 and int(digits) > 0
