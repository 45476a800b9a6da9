"""A minimal XLSX workbook of one sheet, without the dates that a library puts in: same cells, same bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


@dataclass(frozen=True)
class Datum:
    """A real date: a serial number in a cell with a date format."""

    dag: date


@dataclass(frozen=True)
class Formule:
    """A formula that was never calculated: the file holds no value for it."""

    tekst: str


Cel = str | int | Datum | Formule | None

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACK = "http://schemas.openxmlformats.org/package/2006"
_SOORT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DELEN = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACK}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SOORT}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SOORT}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SOORT}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACK}/relationships">'
        f'<Relationship Id="rId1" Type="{_DOC}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOC}">'
        '<sheets><sheet name="Export" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACK}/relationships">'
        f'<Relationship Id="rId1" Type="{_DOC}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_DOC}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
    ),
}  # fmt: skip


def write_workbook(pad: Path, rijen: list[list[Cel]]) -> None:
    """Writes the rows to the sheet "Export"; an empty list is a blank row."""
    blad = "".join(
        f'<row r="{nummer}">{"".join(_cellen(nummer, rij))}</row>'
        for nummer, rij in enumerate(rijen, start=1)
        if rij
    )
    delen = _DELEN | {
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{blad}</sheetData></worksheet>'
    }
    with ZipFile(pad, "w", ZIP_DEFLATED) as archief:
        for naam, inhoud in delen.items():
            # Stored with the zip format's own first date, so that the bytes do not tell the time.
            archief.writestr(ZipInfo(naam, date_time=(1980, 1, 1, 0, 0, 0)), _XML + inhoud)


def _cellen(nummer: int, rij: list[Cel]) -> Iterator[str]:
    for letter, waarde in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", rij, strict=False):
        plaats = f"{letter}{nummer}"
        match waarde:
            case None:
                continue
            case Datum(dag):
                yield f'<c r="{plaats}" s="1"><v>{(dag - date(1899, 12, 30)).days}</v></c>'
            case Formule(tekst):
                yield f'<c r="{plaats}" s="1"><f>{escape(tekst)}</f></c>'
            case int():
                yield f'<c r="{plaats}"><v>{waarde}</v></c>'
            case str():
                yield f'<c r="{plaats}" t="inlineStr"><is><t>{escape(waarde)}</t></is></c>'
