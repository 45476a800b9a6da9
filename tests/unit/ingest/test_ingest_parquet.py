"""Parquet: typed columns, null and all, through the same rules."""

import io
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.parquet.encryption as pe
import pytest
from small_tables import Land

FRAME: dict[str, Any] = {
    "opzegging_id": ["O1", "O2"],
    "Eenheid ID": [11, 12],
    "einddatum_huur": [date(2025, 1, 31), date(2025, 2, 28)],
    "reden": ["verhuizing", None],
}


def parquet(**changes: Any) -> bytes:
    file = io.BytesIO()
    pl.DataFrame({**FRAME, **changes}).write_parquet(file)
    return file.getvalue()


def test_types_are_taken_as_they_are(land: Land) -> None:
    outcome = land({"opzeggingen.parquet": parquet(naam=["x", "y"])})
    assert outcome.codes == []
    assert outcome.rows(
        "SELECT opzegging_id, eenheid_id, einddatum_huur, reden, rijnummer FROM landing.opzeggingen"
    ) == [
        ("O1", "11", date(2025, 1, 31), "verhuizing", 1),
        ("O2", "12", date(2025, 2, 28), None, 2),
    ]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"einddatum_huur": [datetime(2025, 1, 31, 23, 59), datetime(2025, 1, 1)]}, []),
        ({"einddatum_huur": ["31-01-2025", "2025-01-01"]}, []),
        ({"einddatum_huur": [None, date(2025, 1, 1)]}, ["R101"]),
        ({"einddatum_huur": [datetime(2025, 1, 31, tzinfo=UTC), None]}, ["R101", "R102"]),
        ({"opzegging_id": [date(2025, 1, 1), None]}, ["R101", "R102"]),
        ({"Eenheid ID": [11.0, 12.5]}, []),
        ({"reden": ["a\0b", "jan@voorbeeld.nl"]}, ["R109", "R110"]),
        ({"reden": [["lijst"], []]}, ["B004"]),
        ({"reden": [b"bytes", b""]}, ["B004"]),
        ({"reden": [time(1), None]}, ["B004"]),
        ({"naam": [["lijst"], []]}, []),
        ({"opzegging_id": [1.2345678901234566e17, float("nan")]}, ["R103", "R103"]),
        ({"opzegging_id": [2**63 - 1, 1]}, []),
        ({"opzegging_id": ["O\n1", "O2\n"]}, ["R110"]),
        ({"eenheid_id": ["E1", "E2"]}, ["B005"]),
    ],
)
def test_values_that_do_not_fit(land: Land, changes: dict[str, Any], codes: list[str]) -> None:
    assert sorted(land({"opzeggingen.parquet": parquet(**changes)}).codes) == codes


def test_numbers(land: Land) -> None:
    frame = {
        "eenheid_id": ["E1", "E2", "E3", "E4"],
        "corporatie": "Actium",
        "gemeente": "Assen",
        "rekenhuur": [600.4400000000001, 1.299, float("nan"), 1299.0],
        "zelfstandig": [True, True, True, False],
    }
    file = io.BytesIO()
    pl.DataFrame(frame).write_parquet(file)
    outcome = land({"eenheden.parquet": file.getvalue()})
    assert outcome.codes == ["R103", "R103"]
    landed = outcome.rows(
        "SELECT eenheid_id, rekenhuur::VARCHAR, zelfstandig FROM landing.eenheden ORDER BY 1"
    )
    assert landed == [("E1", "600.44", True), ("E4", "1299.00", False)]


def test_a_cut_off_file(land: Land) -> None:
    assert land({"opzeggingen.parquet": parquet()[:-20]}).codes == ["B004"]


def written(table: pa.Table, **options: Any) -> bytes:
    file = io.BytesIO()
    pq.write_table(table, file, **options)
    return file.getvalue()


def arrow(**changes: pa.Array) -> pa.Table:
    columns = {
        "eenheid_id": pa.array(["E1", "E2"]),
        "corporatie": pa.array(["Actium", "Actium"]),
        "gemeente": pa.array(["Assen", "Assen"]),
        "rekenhuur": pa.array([600.0, 700.5]),
        "zelfstandig": pa.array([True, False]),
    }
    return pa.table(columns | changes)


@pytest.mark.parametrize(
    ("rents", "landed"),
    [
        (pa.array([Decimal("650.25"), Decimal("1299.00")], pa.decimal128(10, 2)), ["650.25", "1299.00"]),
        (pa.array([Decimal("650.25000"), Decimal("1.12345")], pa.decimal128(12, 5)), ["650.25"]),
        (pa.array([600.44, 1299.99], pa.float32()), ["600.44", "1299.99"]),
        (pa.array([600, 700]).dictionary_encode(), ["600.00", "700.00"]),
        (pa.array(["600,50", "1.299,00"], pa.large_string()), ["600.50", "1299.00"]),
    ],
)
def test_ways_to_store_an_amount(land: Land, rents: pa.Array, landed: list[str]) -> None:
    outcome = land({"eenheden.parquet": written(arrow(rekenhuur=rents))})
    assert outcome.column("SELECT rekenhuur::VARCHAR FROM landing.eenheden ORDER BY eenheid_id") == landed
    assert outcome.codes == ["R103"] * (2 - len(landed))


def test_a_type_that_no_column_can_be_read_from(land: Land) -> None:
    rents = pa.array([Decimal("650.25"), Decimal("1299.00")], pa.decimal256(50, 2))
    assert land({"eenheden.parquet": written(arrow(rekenhuur=rents))}).codes == ["B004"]


def test_damage_within_a_page(land: Land) -> None:
    """Where the writer left a checksum every changed byte is seen; without, text that is no UTF-8 is."""
    summed = written(arrow(), compression="none", write_page_checksum=True)
    assert land({"eenheden.parquet": summed.replace(b"Assen", b"Ussen", 1)}).codes == ["B004"]
    plain = written(arrow(wijk=pa.array(["Noord", "Zuid"])), compression="none")
    assert land({"eenheden.parquet": plain.replace(b"Noord", b"No\xffrd")}).codes == ["B004"]
    assert land({"eenheden.parquet": plain}).codes == []


def test_a_column_name_that_is_no_utf8(land: Land) -> None:
    assert land({"eenheden.parquet": written(arrow()).replace(b"rekenhuur", b"re\xa3enhuur")}).codes == [
        "B004"
    ]


def test_fewer_rows_than_the_footer_announces(land: Land, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pq.ParquetFile, "iter_batches", lambda *_, **__: iter(()))
    assert land({"eenheden.parquet": written(arrow())}).codes == ["B004"]


class _OpenKeys(pe.KmsClient):  # type: ignore[misc]
    def wrap_key(self, key: bytes, _: str) -> bytes:
        return key

    def unwrap_key(self, key: bytes, _: str) -> bytes:
        return key


@pytest.mark.parametrize("plaintext_footer", [True, False])
def test_b006_also_when_only_columns_are_encrypted(land: Land, plaintext_footer: bool) -> None:
    wanted = pe.EncryptionConfiguration(
        footer_key="f", column_keys={"c": ["rekenhuur"]}, plaintext_footer=plaintext_footer
    )
    factory = pe.CryptoFactory(lambda _: _OpenKeys())
    properties = factory.file_encryption_properties(pe.KmsConnectionConfig(), wanted)
    content = written(arrow(), encryption_properties=properties)
    assert land({"eenheden.parquet": content}).codes == ["B006"]
