"""XLSX as no library writes it: cells, rows and merged ranges in XML made by hand."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from small_tables import Land, Outcome

HEADER = ["toewijzing_id", "eenheid_id", "corporatie", "toewijzingsdatum", "toewijzingsgrond", "rekenhuur"]
ROW = ["T1", "E1", "Actium", "2025-02-01", "regulier", 650.25]
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# Style 1 shows a date, style 2 an amount.
STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-413]dd\\-mm\\-yyyy;@"/>'
    '<numFmt numFmtId="165" formatCode="&quot;€ dag&quot;\\ #,##0.00"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
)


def cell(row: int, column: int, value: Any) -> str:
    """`value`: a text, a number, or the cell's XML without its reference."""
    place = f'r="{chr(65 + column)}{row}"'
    if isinstance(value, str) and value.startswith("<c"):
        return value.replace("<c", f"<c {place}", 1)
    if isinstance(value, str):
        return f'<c {place} t="inlineStr"><is><t>{value}</t></is></c>'
    return f"<c {place}><v>{value}</v></c>"


def line(number: int, values: list[Any]) -> str:
    cells = "".join(cell(number, i, value) for i, value in enumerate(values) if value is not None)
    return f'<row r="{number}">{cells}</row>'


def sheet(*rows: list[Any]) -> str:
    return "".join(line(number, values) for number, values in enumerate(rows, 1))


def package(rows: str, *, strings: str = "", properties: str = "", after: str = "") -> bytes:
    kinds = {"worksheet": "sheet1.xml", "sharedStrings": "strings.xml", "styles": "styles.xml"}
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{RELATION}/{kind}" Target="{part}"/>'
        for n, (kind, part) in enumerate(kinds.items(), 1)
    )
    parts = {
        "_rels/.rels": f'<Relationships><Relationship Id="r" Type="{RELATION}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns:r="{RELATION}">{properties}<sheets>'
        '<sheet name="Blad1" r:id="r1"/></sheets></workbook>',
        "xl/strings.xml": f"<sst>{strings}</sst>",
        "xl/styles.xml": STYLES,
        "xl/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def changed(**changes: Any) -> list[Any]:
    return [changes.get(name, value) for name, value in zip(HEADER, ROW, strict=True)]


def landed(land: Land, *rows: list[Any], **parts: str) -> Outcome:
    return land({"toewijzingen.xlsx": package(sheet(HEADER, *rows), **parts)})


def dated(serial: object) -> str:
    return f'<c s="1"><v>{serial}</v></c>'


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (dated(45689), date(2025, 2, 1)),
        (dated(45689.999995), date(2025, 2, 1)),  # 23:59:59.6 is not the next day
        (45689, date(2025, 2, 1)),
        (45689.5, date(2025, 2, 1)),
        ('<c t="d"><v>2025-02-01T10:00:00</v></c>', date(2025, 2, 1)),
        (dated(0.5), None),  # a time without a day
        (2025, None),  # a year; as a serial date it would be 17-07-1905
        (20250201, None),
        (dated(73051 + 366), None),  # 2101
        (dated("NaN"), None),
        (dated(-1), None),
    ],
)
def test_dates(land: Land, value: Any, day: date | None) -> None:
    outcome = landed(land, changed(toewijzingsdatum=value))
    assert outcome.column("SELECT toewijzingsdatum FROM landing.toewijzingen") == ([day] if day else [])
    assert outcome.codes == ([] if day else ["R102"])


def test_in_the_system_of_1904_a_time_is_no_day_either(land: Land) -> None:
    rows = [changed(toewijzingsdatum=dated(44227)), changed(toewijzing_id="T2", toewijzingsdatum=dated(0.5))]
    outcome = landed(land, *rows, properties='<workbookPr date1904="1"/>')
    assert outcome.column("SELECT toewijzingsdatum FROM landing.toewijzingen") == [date(2025, 2, 1)]
    assert outcome.codes == ["R102"]


def test_null_dates_and_dates_in_other_columns(land: Land) -> None:
    header = ["eenheid_id", "corporatie", "gemeente", "rekenhuur", "zelfstandig", "uit_exploitatie", "wijk"]
    rows = [
        ["E1", "Actium", "Assen", 600, 1, dated(2958465), dated(45689)],
        ["E2", "Actium", "Assen", 600, '<c t="b"><v>1</v></c>', dated(1), dated(99999999)],
    ]
    outcome = land({"eenheden.xlsx": package(sheet(header, *rows))})
    assert outcome.rows("SELECT uit_exploitatie, wijk FROM landing.eenheden ORDER BY eenheid_id") == [
        (None, "2025-02-01"),
        (None, "99999999"),
    ]


@pytest.mark.parametrize(
    ("value", "landed_id", "code"),
    [
        ("00123", "00123", None),
        ('<c s="2"><v>77.0</v></c>', "77", None),
        ("<c><v>1.23E+5</v></c>", "123000", None),
        (12345678901234567, "12345678901234567", None),
        ("<c><v>1.23456789012346E+17</v></c>", None, "R103"),  # its last digits are gone
        ("T_x0000_1", None, "R110"),
        ("T_x000D_1", None, "R110"),
        ("T1_x000D_", "T1", None),
    ],
)
def test_ids(land: Land, value: Any, landed_id: str | None, code: str | None) -> None:
    outcome = landed(land, changed(toewijzing_id=value))
    expected = [] if landed_id is None else [landed_id]
    assert outcome.column("SELECT toewijzing_id FROM landing.toewijzingen") == expected
    assert outcome.codes == ([] if code is None else [code])


def test_no_text_passes_for_a_numeric_cell(land: Land) -> None:
    assert landed(land, changed(rekenhuur="_x0000_1299.5")).codes == ["R110"]


def test_shared_strings_rich_text_and_phonetics(land: Land) -> None:
    rich = '<c t="inlineStr"><is><r><t>regu</t></r><r><t>lier</t></r><rPh><t>x</t></rPh></is></c>'
    shared = '<si><r><t>E</t></r><r><t xml:space="preserve">1 </t></r><rPh><t>x</t></rPh></si>'
    row = changed(eenheid_id='<c t="s"><v>0</v></c>', toewijzingsgrond=rich)
    outcome = landed(land, row, strings=shared)
    assert outcome.rows("SELECT eenheid_id, toewijzingsgrond FROM landing.toewijzingen") == [
        ("E1", "regulier")
    ]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ('<c t="e"><v>#N/A</v></c>', "R111"),
        ("<c><f>A1</f></c>", "R111"),
        ('<c t="str"><f>A1</f><v></v></c>', "R101"),  # a formula that gives nothing
        ('<c t="str"><f>TEXT(1)</f><v>1.299,00</v></c>', None),
        ('<c><f t="shared" si="0"/><v>650.5</v></c>', None),
    ],
)
def test_formulas(land: Land, value: str, code: str | None) -> None:
    assert landed(land, changed(rekenhuur=value)).codes == ([] if code is None else [code])


@pytest.mark.parametrize("hidden", [None, "loting"])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_merged_cell_shows_nothing_whatever_it_holds(land: Land, quote: str, hidden: str | None) -> None:
    rows = [changed(), changed(toewijzing_id="T2", toewijzingsgrond=hidden)]
    outcome = landed(land, *rows, after=f"<mergeCells><mergeCell ref={quote}E2:E3{quote}/></mergeCells>")
    assert outcome.column("SELECT toewijzing_id FROM landing.toewijzingen") == ["T1"]
    assert outcome.codes == ["R101"]


@pytest.mark.parametrize(
    "damaged",
    [
        line(2, ROW).replace('r="F2"', 'r="F3"'),
        line(2, ROW).replace('r="F2"', 'r="E2"'),
        line(2, ROW).replace('<row r="2">', '<row r="9999999999999999999">'),
        line(2, ['<c t="s"><v>-1</v></c>', *ROW[1:]]),
        line(2, [*ROW[:-1], "<c><v>veel</v></c>"]).replace(' t="inlineStr"', "").replace("<is>", ""),
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused(land: Land, damaged: str) -> None:
    content = package(sheet(HEADER) + damaged, strings="<si><t>T9</t></si>")
    assert land({"toewijzingen.xlsx": content}).codes == ["B004"]


def test_more_merged_ranges_than_a_sheet_can_hold(land: Land) -> None:
    ranges = "".join(f'<mergeCell ref="A{n}:A9000"/>' for n in range(2, 302))
    content = package(sheet(HEADER, ROW), after=f"<mergeCells>{ranges}</mergeCells>")
    assert land({"toewijzingen.xlsx": content}).codes == ["B004"]


def test_a_row_as_wide_as_a_sheet_is_one_refused_row(land: Land) -> None:
    far = line(3, changed(toewijzing_id="T2")).replace("</row>", '<c r="XFD3"><v>1</v></c></row>')
    rows = sheet(HEADER, ROW) + far + line(4, changed(toewijzing_id="T3"))
    outcome = land({"toewijzingen.xlsx": package(rows)})
    assert outcome.codes == ["R108"]
    assert outcome.column("SELECT toewijzing_id FROM landing.toewijzingen ORDER BY 1") == ["T1", "T3"]
