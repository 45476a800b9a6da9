"""XLSX: types of cells, true row numbers, sheets, merged cells, and packages that are not what they seem."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from small_tables import Land

from ingest.bundle import Limits

HEADER = ["toewijzing_id", "eenheid_id", "corporatie", "toewijzingsdatum", "toewijzingsgrond", "rekenhuur"]
ROW = ["T1", "E1", "Actium", date(2025, 2, 1), "regulier", 650.25]


def workbook(*rows: list[Any], change: Callable[[Worksheet], None] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rewritten(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The package with one part of it changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()).encode() if name == part else data)
    return file.getvalue()


def row(**changes: Any) -> list[Any]:
    return [changes.get(name, value) for name, value in zip(HEADER, ROW, strict=True)]


def test_cells_keep_their_type(land: Land) -> None:
    rows = [
        row(),
        row(toewijzing_id=123, eenheid_id="00123", rekenhuur=600.4400000000001),
        row(toewijzing_id="T3", toewijzingsdatum=45352, rekenhuur=1299),
        row(toewijzing_id="T4", toewijzingsdatum="05-06-2025", rekenhuur="1.299,00"),
        row(toewijzing_id="T5", toewijzingsdatum=datetime(2025, 7, 8, 23, 59), rekenhuur=1.299),
        row(toewijzing_id="T6", rekenhuur="1.299"),
    ]
    outcome = land({"toewijzingen.xlsx": workbook(HEADER, *rows)})
    landed = outcome.rows(
        "SELECT toewijzing_id, eenheid_id, toewijzingsdatum::VARCHAR, rekenhuur::VARCHAR "
        "FROM landing.toewijzingen ORDER BY rijnummer"
    )
    assert landed == [
        ("T1", "E1", "2025-02-01", "650.25"),
        ("123", "00123", "2025-02-01", "600.44"),
        ("T3", "E1", "2024-03-01", "1299.00"),
        ("T4", "E1", "2025-06-05", "1299.00"),
        ("T6", "E1", "2025-02-01", "1299.00"),
    ]
    assert outcome.rows("SELECT rijnummer, code, waarde FROM landing.quarantaine") == [(6, "R103", "1.299")]


def test_numeric_cells_are_no_evidence_for_text(land: Land) -> None:
    outcome = land({"toewijzingen.xlsx": workbook(HEADER, row(), row(toewijzing_id="T2", rekenhuur="1.299"))})
    assert outcome.codes == ["R104"]


def test_row_numbers_are_those_of_the_sheet(land: Land) -> None:
    rows = [
        HEADER,
        [],
        row(),
        [],
        [],
        row(toewijzing_id="T2", toewijzingsdatum="geen"),
        HEADER,
        ["Totaal", 2],
    ]
    outcome = land({"toewijzingen.xlsx": workbook(*rows)})
    assert outcome.column("SELECT rijnummer FROM landing.toewijzingen") == [3]
    assert outcome.column("SELECT rijnummer FROM landing.quarantaine") == [6]
    file = outcome.ok.bestanden[0]
    assert (file.rijen_gelezen, file.rijen_overgeslagen) == (7, 5)


def test_a_short_row_is_padded_and_a_long_one_refused(land: Land) -> None:
    rows = [
        [*HEADER, "contractsoort"],
        row(),
        [*row(toewijzing_id="T2"), "jongeren", "meer"],
        ["verschoven", *row(toewijzing_id="T3"), "jongeren"],
        [*row(toewijzing_id="T4"), "jongeren", " "],
    ]
    outcome = land({"toewijzingen.xlsx": workbook(*rows)})
    assert outcome.rows(
        "SELECT toewijzing_id, contractsoort FROM landing.toewijzingen ORDER BY rijnummer"
    ) == [
        ("T1", None),
        ("T4", "jongeren"),
    ]
    assert outcome.rows("SELECT rijnummer, code, waarde, sleutel FROM landing.quarantaine") == [
        (3, "R108", None, "T2"),
        (4, "R108", None, None),
    ]
    file = outcome.ok.bestanden[0]
    assert (file.rijen_gelezen, file.rijen_geland, file.rijen_overgeslagen) == (4, 2, 0)


def test_a_column_without_a_name_on_the_right_is_named_in_the_log(land: Land) -> None:
    rows = [[*row(toewijzing_id=f"T{n}"), "opmerking"] for n in range(3)]
    outcome = land({"toewijzingen.xlsx": workbook(HEADER, *rows)})
    assert outcome.codes == []
    assert any("1 kolom(men) zonder naam" in line for line in outcome.ok.waarschuwingen)


def test_formulas_without_a_value(land: Land) -> None:
    formulas = [row(toewijzing_id="T2", rekenhuur="=1+1"), row(toewijzing_id="T3", toewijzingsgrond="=A1")]
    outcome = land({"toewijzingen.xlsx": workbook(HEADER, row(), *formulas)})
    assert outcome.codes == ["R111", "R111"]
    content = workbook([*HEADER, "naam"], [*row(), "=A1"])
    assert land({"toewijzingen.xlsx": content}, {"bron": "b"}).codes == []
    cached = rewritten(
        workbook(HEADER, row(rekenhuur="=1+1")),
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(r"<v ?/>|<v></v>", "<v>2</v>", xml),
    )
    assert land({"toewijzingen.xlsx": cached}, {"bron": "c"}).column(
        "SELECT rekenhuur::VARCHAR FROM landing.toewijzingen WHERE bron = 'c'"
    ) == ["2.00"]


def test_an_error_cell_is_a_formula_without_a_value(land: Land) -> None:
    content = rewritten(
        workbook(HEADER, row(toewijzing_id="#N/A")), "xl/worksheets/sheet1.xml", lambda xml: xml
    )
    assert land({"toewijzingen.xlsx": content}).codes == ["R111"]


def test_merged_cells_have_no_value_of_their_own(land: Land) -> None:
    rows = [[*HEADER, "publicatie_id"], [*row(), "P1"], [*row(toewijzing_id="T2"), "P2"]]
    outcome = land({"toewijzingen.xlsx": workbook(*rows, change=lambda sheet: sheet.merge_cells("G2:G3"))})
    assert outcome.rows("SELECT toewijzing_id, publicatie_id FROM landing.toewijzingen") == [("T1", "P1")]
    assert outcome.rows("SELECT rijnummer, kolom, code FROM landing.quarantaine") == [
        (3, "publicatie_id", "R101")
    ]


def test_an_id_that_became_a_date_is_refused(land: Land) -> None:
    assert land({"toewijzingen.xlsx": workbook(HEADER, row(toewijzing_id=date(2025, 3, 4)))}).codes == [
        "R102"
    ]


def two_sheets(second: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for sheet, rows in ((book.active, [HEADER, row()]), (book.create_sheet("2024"), second)):
        assert isinstance(sheet, Worksheet)
        for cells in rows:
            sheet.append(cells)
    return saved(book)


def test_sheets_that_fit_are_all_read(land: Land) -> None:
    outcome = land({"toewijzingen.xlsx": two_sheets([HEADER, row(toewijzing_id="T2")])})
    assert [file.bestand for file in outcome.ok.bestanden] == [
        "toewijzingen.xlsx [Sheet]",
        "toewijzingen.xlsx [2024]",
    ]
    assert sorted(outcome.column("SELECT toewijzing_id FROM landing.toewijzingen")) == ["T1", "T2"]


def test_a_sheet_with_something_else_is_named(land: Land) -> None:
    outcome = land({"toewijzingen.xlsx": two_sheets([["Toelichting"], ["Corporatie", "Aantal"]])})
    assert [file.bestand for file in outcome.ok.bestanden] == ["toewijzingen.xlsx"]
    assert outcome.ok.waarschuwingen == [
        "bladen zonder passende kopregel, niet gelezen: toewijzingen.xlsx [2024]"
    ]


def test_a_sheet_that_nearly_fits_is_not_passed_over(land: Land) -> None:
    assert land({"toewijzingen.xlsx": two_sheets([HEADER[:-1], row()[:-1]])}).codes == ["B002"]
    assert land({"toewijzingen.xlsx": two_sheets([["Rapport 2024"], HEADER, row()])}).codes == ["B001"]


def test_no_dimension_record_is_believed(land: Land) -> None:
    wrong = rewritten(
        workbook(HEADER, row(), row(toewijzing_id="T2")),
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:B2"', xml),
    )
    assert land({"toewijzingen.xlsx": wrong}).ok.bestanden[0].rijen_geland == 2


def test_dates_of_1904(land: Land) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(HEADER)
    sheet.append(row())
    outcome = land({"toewijzingen.xlsx": saved(book)})
    assert outcome.column("SELECT toewijzingsdatum FROM landing.toewijzingen") == [date(2025, 2, 1)]


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2]),
        ("xl/workbook.xml", lambda xml: '<!DOCTYPE x [<!ENTITY a "b">]>' + xml.split("?>")[-1]),
        ("xl/worksheets/sheet1.xml", lambda xml: re.sub(r'r="3"', 'r="1"', xml)),
        ("_rels/.rels", lambda _: "<Relationships/>"),
    ],
)
def test_a_damaged_package_is_refused(land: Land, part: str, change: Callable[[str], str]) -> None:
    content = rewritten(workbook(HEADER, row(), row(toewijzing_id="T2")), part, change)
    assert land({"toewijzingen.xlsx": content}).codes == ["B004"]


def test_a_package_that_unpacks_too_far_is_not_unpacked(land: Land) -> None:
    content = workbook(HEADER, row())
    assert land({"toewijzingen.xlsx": content}, limits=Limits(max_xlsx_unpacked_bytes=1000)).codes == ["L006"]
