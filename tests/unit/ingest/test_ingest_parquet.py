"""Parquet: typed columns, null and all, through the same rules."""

import io
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
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
