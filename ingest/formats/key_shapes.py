"""Whether the start of a damaged row is its key: only if it looks like the keys of sound rows."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SAMPLE = 10_000


class KeyShapes:
    """Lengths and patterns of sound keys: R00000012 is a9 of nine, as no key glued to an id can be."""

    def __init__(self) -> None:
        self._patterns: set[tuple[int, str]] = set()
        self._learned = 0

    def learn(self, keys: Iterable[str]) -> None:
        """Take in sound keys; the first ten thousand say enough."""
        for key in keys:
            if self._learned >= _SAMPLE:
                return
            self._patterns.add(pattern(key))
            self._learned += 1

    def plausible(self, text: str) -> bool:
        """True for a text of the length and pattern of a sound key."""
        return pattern(text) in self._patterns


def pattern(key: str) -> tuple[int, str]:
    """The length of a key and what it is made of: R00000012 → (9, "a9")."""
    text = key.strip()
    return len(text), re.sub(r"[0-9]+", "9", re.sub(r"[^\W0-9_]+", "a", text))
