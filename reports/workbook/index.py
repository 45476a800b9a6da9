"""The contents: each sheet with a link that opens it."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.workbook.book import Book


@dataclass(frozen=True)
class Entry:
    """A sheet of figures; `figures` of the data file stand on it."""

    sheet: str
    titel: str
    eenheid: str | None
    afspraken: str | None
    figures: int


def write_index(book: Book, name: str, entries: Sequence[Entry], beside: Sequence[tuple[str, str]]) -> None:
    """The sheet `name`: the indicators by agreement, then the tables `beside` them (title, what it is)."""
    sheet = book.sheet(name, landscape=False)
    for place, width in enumerate((62, 12, 13, 15)):
        sheet.set_column(place, place, width)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, "Inhoud", book.look("titel"))
    sheet.write_string(1, 0, "Klik op een naam om naar het blad te gaan.", book.look("tekst"))
    row = 2
    for warning in book.warnings:
        sheet.set_row(row, 30)
        sheet.merge_range(row, 0, row, 3, "", book.look("waarschuwing"))
        sheet.write_string(row, 0, warning, book.look("waarschuwing"))
        row += 1
    row += 1
    for place, head in enumerate(
        ("Cijfer, op volgorde van afspraak", "Afspraak", "Eenheid", "Aantal cijfers")
    ):
        sheet.write_string(row, place, head, book.look("kop_getal" if place == 3 else "kop"))
    for entry in entries:
        row += 1
        sheet.write_url(row, 0, _to(entry.sheet), book.look("link"), entry.titel)
        sheet.write_string(row, 1, entry.afspraken or "–", book.look("tekst"))
        sheet.write_string(row, 2, entry.eenheid or "–", book.look("tekst"))
        if entry.figures:
            sheet.write_number(row, 3, entry.figures, book.number("#,##0"))
        else:
            sheet.write_string(row, 3, "geen", book.look("teken"))
    row += 2
    sheet.write_string(row, 0, "Wat erbij hoort", book.look("kop"))
    sheet.merge_range(row, 1, row, 3, "", book.look("kop"))
    for title, explanation in beside:
        row += 1
        sheet.write_url(row, 0, _to(title), book.look("link"), title)
        sheet.merge_range(row, 1, row, 3, "", book.look("lang"))
        sheet.write_string(row, 1, explanation, book.look("lang"))


def _to(sheet: str) -> str:
    return f"internal:'{sheet}'!A1"
