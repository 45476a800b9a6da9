"""Ids: trimmed, in NFC, otherwise exact; what means nothing is nothing."""

import unicodedata

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from small_tables import CHECKOUT

import ingest
from ingest.columns import ColumnReader

CONTRACT = ingest.load_contract(CHECKOUT / "ingest" / "contract", CHECKOUT / "seeds")
NOTHING = {"", "-", "null", "nvt", "n.v.t."}

texts = st.one_of(
    st.sampled_from(["", "-", "NULL", "n.v.t.", "Nvt", "onbekend", "Onbekend", "R000000012", "K\u0301-12"]),
    st.text(st.sampled_from("aE\u0301\u00e9 1-_\u212a"), max_size=12),
)


@pytest.mark.parametrize(
    ("dataset", "column", "nothing"),
    [("reacties", "publicatie_id", NOTHING), ("toewijzingen", "publicatie_id", NOTHING | {"onbekend"})],
)
@example(["n.v.t.", "R000000012"])
@example(["onbekend", "R000000012"])
@given(delivered=st.lists(texts, min_size=1, max_size=5))
def test_an_id_lands_trimmed_and_in_nfc(
    dataset: str, column: str, nothing: set[str], delivered: list[str]
) -> None:
    reader = ColumnReader(CONTRACT.datasets[dataset].by_name[column], CONTRACT)
    landed, _ = reader.read(pl.Series(delivered))
    plain = [unicodedata.normalize("NFC", text.strip()) for text in delivered]
    assert landed.to_list() == [None if text.lower() in nothing else text for text in plain]
