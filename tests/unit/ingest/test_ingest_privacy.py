"""Pseudonyms, and the look-out for what is about a person."""

import polars as pl
import pytest

from ingest import privacy
from ingest.privacy import Pseudonyms, key_fingerprint, looks_personal


def test_pseudonyms_are_the_hmac_of_bron_and_id(monkeypatch: pytest.MonkeyPatch) -> None:
    pseudonyms = Pseudonyms(b"k" * 32, "thuiskompas")
    ids = pl.Series(["I1", None, "I2", "I1"])
    expected = [pseudonyms.one("I1"), None, pseudonyms.one("I2"), pseudonyms.one("I1")]
    assert pseudonyms.series(ids).to_list() == expected
    assert expected[0] == "478eeb612ce491984cf91bf4ea5e015c15de699ebb94e1d5dbac2108631e1c1f"
    monkeypatch.setattr(privacy, "_CACHE_LIMIT", 1)
    assert pseudonyms.series(ids).to_list() == expected
    assert Pseudonyms(b"k" * 32, "ander").one("I1") != expected[0]
    assert Pseudonyms(b"l" * 32, "thuiskompas").one("I1") != expected[0]
    assert key_fingerprint(b"k" * 32) != key_fingerprint(b"l" * 32)


def test_ids_that_share_a_slot_keep_their_own_pseudonym(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy, "_SLOTS", 1)
    pseudonyms = Pseudonyms(b"k" * 32, "thuiskompas")
    for delivered in (["I1", None, "I2", "I1"], ["I2", "I2"], [None], [], [None, "I1"]):
        expected = [pseudonyms.one(one) if one else None for one in delivered]
        assert pseudonyms.series(pl.Series(delivered, dtype=pl.String)).to_list() == expected


@pytest.mark.parametrize(
    "text", ["111222333", "bsn:111222333.", "1112.22.333", "111 222 333", "Jan <j.jansen@voorbeeld.nl>"]
)
def test_what_looks_personal(text: str) -> None:
    assert looks_personal(text)


@pytest.mark.parametrize(
    "text", ["111222334", "0111222333", "000000000", "a@b", "01-02-2024", "0592 123456", "01060101", ""]
)
def test_what_does_not(text: str) -> None:
    assert not looks_personal(text)
