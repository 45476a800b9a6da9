"""Reading ahead changes nothing but the time."""

import threading
from collections.abc import Iterator

import pytest

from ingest.ahead import read_ahead


def running() -> int:
    return sum(thread.name == "ingest-read-ahead" for thread in threading.enumerate())


def test_the_same_items_in_the_same_order() -> None:
    assert list(read_ahead(iter(range(100)))) == list(range(100))
    assert running() == 0


def test_an_exception_comes_behind_the_items_before_it() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ValueError("here")

    items = read_ahead(broken())
    assert next(items) == 1
    with pytest.raises(ValueError, match="here"):
        next(items)
    assert running() == 0


def test_who_stops_early_leaves_no_thread() -> None:
    items = read_ahead(iter(range(100)))
    assert next(items) == 0
    items.close()  # type: ignore[attr-defined]
    assert running() == 0
