"""The cover: what the book is, how fresh it is, for whom, and how its sheets are read."""

from collections.abc import Collection

from reports import display, texts
from reports.edition import Edition
from reports.withheld import LEGEND, SIGN
from reports.workbook import figures
from reports.workbook.book import Book
from reports.workbook.figures import Contents
from reports.workbook.sheets import height_of

_LEFT, _RIGHT = 26, 66


def write_cover(
    book: Book, name: str, edition: Edition, contents: Collection[Contents], *, withheld: bool
) -> None:
    """The sheet `name`, one page of A4."""
    words = texts.general()
    sheet = book.sheet(name, landscape=False)
    sheet.set_column(0, 0, _LEFT)
    sheet.set_column(1, 1, _RIGHT)
    place = "" if edition.gemeente == "alle" else f" {edition.gemeente}"
    row = 0
    for text, look, height in (
        ("Tabellenboek", "titel", 30),
        (f"{words.titel}{place}", "tussenkop", 20),
        *((warning, "waarschuwing", 44) for warning in book.warnings),
        (
            "Alle cijfers van de monitor in tabellen: om op te zoeken, te filteren en door te rekenen.",
            "noot",
            20,
        ),
        (words.leeg if edition.is_empty else edition.audience, "vet_noot", 32),
    ):
        sheet.set_row(row, height)
        sheet.merge_range(row, 0, row, 1, "", book.look(look))
        sheet.write_string(row, 0, text, book.look(look))
        row += 1
    for heading, lines in (
        ("Stand van de gegevens", _freshness(edition)),
        ("Zo leest u de bladen", _reading(edition, contents, withheld=withheld)),
        ("De andere bestanden van deze monitor", _FILES),
    ):
        row += 1
        sheet.set_row(row, 26)
        sheet.merge_range(row, 0, row, 1, "", book.look("tussenkop"))
        sheet.write_string(row, 0, heading, book.look("tussenkop"))
        for label, text in lines:
            row += 1
            sheet.set_row(row, height_of(text, _RIGHT))
            sheet.write_string(row, 0, label, book.look("vet"))
            sheet.write_string(row, 1, text, book.look("lang"))
    row += 2
    sheet.write_url(row, 0, f"internal:'{book.contents}'!A1", book.look("link"), "→ Naar de inhoud")


def _freshness(edition: Edition) -> list[tuple[str, str]]:
    build = edition.build
    vintage = build["bekend_op"]
    return [
        ("Gegevens tot en met", display.day(build["laatste_peildatum"])),
        ("Berekend op", display.moment(build["gebouwd_op"])),
        *([("Oude stand", f"zoals bekend op {display.day(vintage)}")] if vintage else []),
        ("Leveringen", display.number(build["aantal_leveringen"])),
        ("Kenmerk van de berekening", str(build["build_id"])),
    ]


def _reading(edition: Edition, contents: Collection[Contents], *, withheld: bool) -> list[tuple[str, str]]:
    shown, total = sum(part.shown for part in contents), sum(part.total for part in contents)
    return [
        (
            "Wat erin staat",
            f"Van elk cijfer: {figures.in_words(edition)}. Dat zijn {display.number(shown)} van de "
            f"{display.number(total)} cijfers. De andere ({figures.LEFT_OUT}) staan in indicatoren.parquet. "
            "Elk blad zegt hoeveel het er van dat cijfer zijn.",
        ),
        ("n", "Het aantal waarnemingen achter een cijfer. Bij een klein aantal zegt een cijfer weinig."),
        ("95 %-interval", "Met toeval erbij ligt de werkelijke waarde hier waarschijnlijk tussen."),
        ("voorlopig", "De periode is nog niet om, of de leveringen dekken haar niet helemaal."),
        ("kwalificatie", "Een voorbehoud bij het cijfer, zoals 'indicatief'. Zie Let op boven aan het blad."),
        ("leeg vakje", "Er waren geen waarnemingen (n = 0), of het cijfer is niet te maken."),
        *([(SIGN, LEGEND)] if withheld else []),
    ]


_FILES = (
    ("monitor.html", "Het verslag: afspraken, grafieken en uitleg. Open het in een browser."),
    ("kwaliteit.html", "Voor wie de gegevens levert of verwerkt: leveringen, tellingen en controles."),
    ("indicatoren.parquet", "Alle cijfers, voor R, Python, Power BI of DuckDB. Klein en snel."),
    ("indicatoren.csv", "Dezelfde cijfers als tekst. Te groot voor een werkblad in Excel."),
    ("datapackage.json", "Wat elke kolom van die twee betekent (Frictionless Data Package)."),
    ("manifest.json", "De herkomst: leveringen, berekening en de afdruk van elk bestand."),
)
