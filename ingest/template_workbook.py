"""The Excel form of a dataset: a sheet to fill in, and a sheet that explains its columns in Dutch."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import xlsxwriter

from ingest.contract import Column, Contract, Dataset
from ingest.table_schema import allowed_codes

EXPLANATION_SHEET = "toelichting"
# Behind each required name. A bare one would make the reader take this sheet for the dataset's own, since it
# looks for the header by the names of the required columns.
REQUIRED_MARK = " *"

_HEADINGS = ("kolom", "verplicht", "type", "toegestane waarden", "betekenis")
_WIDTHS = (28, 10, 16, 60, 80)
_TYPES = {
    "id": "kenmerk",
    "text": "tekst",
    "code": "code",
    "date": "datum",
    "timestamp": "datum en tijd",
    "int": "geheel getal",
    "euro": "bedrag in euro",
    "bool": "ja of nee",
}
_FORMS = {
    "id": "elk kenmerk; schrijf het overal precies gelijk",
    "date": "jjjj-mm-dd",
    "timestamp": "jjjj-mm-dd uu:mm:ss, Nederlandse tijd; alleen een datum mag ook",
    "bool": "Ja, Nee",
}
# Of whole columns, so that Excel keeps the leading zeros of what is typed or pasted under the header.
_CELL_FORMATS = {
    "id": "@",
    "text": "@",
    "code": "@",
    "date": "yyyy-mm-dd",
    "timestamp": "yyyy-mm-dd hh:mm:ss",
    "int": "0",
    "euro": "0.00",
    "bool": "@",
}
_ALWAYS_THE_SAME_DATE = datetime(2000, 1, 1)  # a date of making would make each copy another file


def template_workbook(dataset: Dataset, contract: Contract) -> bytes:
    """An .xlsx with the header on a sheet named after the dataset; the same contract gives the same bytes."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": dataset.dataset, "created": _ALWAYS_THE_SAME_DATE})
        _fill_form(book, dataset)
        _fill_explanation(book, dataset, contract)
    return file.getvalue()


def _fill_form(book: xlsxwriter.Workbook, dataset: Dataset) -> None:
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet(dataset.dataset)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(dataset.columns):
        cells = book.add_format({"num_format": _CELL_FORMATS[column.type]})
        sheet.set_column(place, place, len(column.name) + 4, cells)
        sheet.write_string(0, place, column.name, bold)


def _fill_explanation(book: xlsxwriter.Workbook, dataset: Dataset, contract: Contract) -> None:
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    plain = book.add_format()
    sheet = book.add_worksheet(EXPLANATION_SHEET)
    sheet.write_string(0, 0, dataset.description, plain)
    sheet.write_string(1, 0, f"Vul het blad {dataset.dataset} in. * = verplicht.", plain)
    for place, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(3, place, heading, bold)
    for row, column in enumerate(dataset.columns, start=4):
        for place, text in enumerate(_explained(column, contract)):
            sheet.write_string(row, place, text, wrapped)


def _explained(column: Column, contract: Contract) -> tuple[str, ...]:
    return (
        column.name + (REQUIRED_MARK if column.required else ""),
        "ja" if column.required else "nee",
        _TYPES[column.type],
        _allowed(column, contract),
        column.description,
    )


def _allowed(column: Column, contract: Contract) -> str:
    match column.type:
        case "code":
            return ", ".join(allowed_codes(column, contract))
        case "text":
            known = dict.fromkeys(contract.codes.get(column.name, {}).values())
            return f"vrije tekst; bekend zijn: {', '.join(known)}" if known else "vrije tekst"
        case "int":
            return _range(column)
        case "euro":
            return f"{_range(column)}, met hoogstens twee decimalen, zoals 1299,99"
        case _:
            return _FORMS[column.type]


def _range(column: Column) -> str:
    match column.min, column.max:
        case None, None:
            return "elk getal"
        case least, None:
            return f"{least} of meer"
        case None, most:
            return f"ten hoogste {most}"
        case _:
            return f"{column.min} t/m {column.max}"
