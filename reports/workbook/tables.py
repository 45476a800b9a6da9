"""The sheets beside the figures: definitions, agreements, the norm, trends, quality and the leveringen."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from reports.edition import Edition
from reports.workbook import rows_of
from reports.workbook.sheets import Column, Row, amount


@dataclass(frozen=True)
class Table:
    """A sheet beside the figures."""

    titel: str
    kort: str
    uitleg: tuple[str, ...]
    kolommen: tuple[Column, ...]
    rijen: Callable[[Edition], Iterable[Row]]


def _text(*names_and_widths: Any) -> tuple[Column, ...]:
    pairs = zip(names_and_widths[::2], names_and_widths[1::2], strict=True)
    return tuple(Column(name, width, soort="lang") for name, width in pairs)


_DESTINATION_COLUMNS = (
    *(amount(kop) for kop in ("Gelezen", "Gebruikt", "Geweigerd", "Dubbel")),
    amount("Overgeslagen", breedte=13),
)

TABLES = (
    Table(
        "Afspraken",
        "Cijfer, norm en stand per afspraak",
        ("De afspraken uit het convenant, met het cijfer, de norm en hoe het ervoor staat.",),
        (
            *_text("Afspraak", 9, "Thema", 15, "Afspraak in het kort", 40, "Corporatie", 13, "Gemeente", 11),
            *_text("Cijfer", 22, "Periode", 9),
            amount("Waarde"),
            Column("In woorden", 19),
            amount("n"),
            amount("Norm"),
            *_text("Norm of streven", 10, "Minstens of hoogstens", 11, "Hoe staat het ervoor?", 20),
            *_text("Reden", 34, "Bron", 17),
        ),
        rows_of.agreements,
    ),
    Table(
        "Norm vrije ruimte",
        "Afspraak 20, in elke lezing",
        (
            "Afspraak 20: hoogstens 20 % van de toewijzingen gaat via de vrije beleidsruimte. De partijen "
            "hebben nog niet gekozen hoe de norm moet worden geteld. Daarom staan hier alle lezingen: A "
            "(alle toewijzingen), B (zonder statushouders) en U (urgentie telt mee als vrije ruimte).",
            "Alleen de regels met 'ja' bij 'Geldt nu' kunnen een signaal geven.",
            "Toeval: zit een corporatie precies op de norm, dan ligt het aandeel van een jaar in 19 van de "
            "20 jaren tussen 'van' en 'tot'. Boven de uiterste grens noemt de regel één jaar al structureel.",
            "Verwacht: hoe een jaar dat nog loopt naar verwachting eindigt, met een 95 %-interval.",
        ),
        (
            *_text("Corporatie", 13, "Gemeente", 13),
            Column("Jaar", 7, "jaartal", "getal"),
            *_text("Lezing", 8, "Geldt nu", 7),
            amount("Vrije ruimte (k)", breedte=8),
            amount("Toewijzingen (n)", breedte=13),
            amount("Aandeel", "aandeel", 9),
            amount("Norm", "aandeel", 8),
            amount("Ruimte over", breedte=8),
            *_text("Oordeel", 25, "Oordeel als onbekend meetelt", 25, "Regel", 12, "Onderdeel", 10),
            amount("Uitstroom", breedte=10),
            amount("Overig", breedte=8),
            amount("Onbekend", breedte=10),
            amount("Bedoeld voor uitstroom", "aandeel", 9),
            *_text("Is de 5 % voor uitstroom gebruikt?", 14),
            amount("Toeval: van", "aandeel", 8),
            amount("Toeval: tot", "aandeel", 8),
            amount("Toeval: uiterste grens", "aandeel", 9),
            amount("k van de jaren samen", breedte=9),
            amount("n van de jaren samen", breedte=9),
            amount("Jaren samen", breedte=8),
            amount("p van dit jaar", "kans", 9),
            amount("p van de jaren samen", "kans", 9),
            amount("p met het jaar ervoor", "kans", 9),
            Column("Gerekend tot en met", 11),
            amount("Toewijzingen verwacht", breedte=13),
            amount("Aandeel verwacht", "aandeel", 9),
            amount("Verwacht 95 %: van", "aandeel", 9),
            amount("Verwacht 95 %: tot", "aandeel", 9),
            amount("Kans boven de norm", "kans", 9),
            *_text("Jaar is om", 7, "Voorlopig", 9, "Te weinig toewijzingen", 13),
        ),
        rows_of.norm,
    ),
    Table(
        "Trends",
        "Wat stijgt of daalt over de jaren",
        (
            "De helling zegt hoeveel het cijfer verandert, in de eenheid ernaast (Theil-Sen), met een "
            "95 %-interval. p komt uit de toets van Mann-Kendall; q is p na correctie voor het aantal "
            "toetsen. Onder 5 jaren is er geen toets.",
        ),
        (
            *_text("Cijfer", 32, "Maat", 12, "Vergeleken per", 12, "Corporatie", 13, "Gemeente", 14),
            *_text("Uitgesplitst naar", 14, "Groep", 24),
            Column("Eerste jaar", 7, "jaartal", "getal"),
            Column("Laatste jaar", 7, "jaartal", "getal"),
            amount("Jaren", breedte=7),
            amount("Helling"),
            amount("Ondergrens", breedte=11),
            amount("Bovengrens", breedte=11),
            *_text("Eenheid", 22),
            amount("p", "kans", 8),
            amount("q", "kans", 8),
            *_text("Richting", 22, "Kwalificatie", 20),
        ),
        rows_of.trends,
    ),
    Table(
        "Kwaliteit",
        "Wat is geweigerd of gemarkeerd",
        ("Wat er werd geweigerd of gemarkeerd, wat ontbreekt, en welke cijfers dat raakt.",),
        (
            *_text("Soort", 24, "Gegevens", 15, "Code", 22, "Wat er aan de hand is", 44, "Bestand", 26),
            *_text("Levering", 14),
            amount("Aantal"),
            *_text("Raakt deze cijfers", 70),
        ),
        rows_of.quality,
    ),
    Table(
        "Bestanden",
        "Waar elke rij bleef",
        (
            "Van elk bestand: hoeveel rijen er zijn gelezen en waar zij bleven. Gelezen = gebruikt + "
            "geweigerd + dubbel + overgeslagen (geen gegevens). Gewist: later weggehaald, omdat iemand "
            "vergeten wilde worden.",
        ),
        (
            amount("Levering"),
            *_text("Gegevens", 16, "Bestand", 32),
            *_DESTINATION_COLUMNS,
            *_text("Klopt de telling?", 9),
            amount("Gewist"),
            Column("Afdruk (sha256)", 68),
        ),
        rows_of.files,
    ),
    Table(
        "Leveringen",
        "Herkomst van de cijfers",
        ("De leveringen waar alle cijfers uit komen. De afdruk verandert als er één teken verandert.",),
        (
            amount("Levering"),
            *_text("Bron", 16, "Peildatum", 12, "Soort", 12, "Periode van", 12, "Tot en met", 12),
            *_text("Verzonnen", 10, "Ingelezen op", 12),
            *_DESTINATION_COLUMNS,
            amount("Gewist"),
            Column("Afdruk (sha256)", 68),
        ),
        rows_of.leveringen,
    ),
    Table(
        "Definities",
        "Wat elk cijfer betekent",
        ("Wat elk cijfer betekent. Deze tekst hoort bij de berekening waar het cijfer uit komt.",),
        _text(
            *("Cijfer", 34, "Code in het databestand", 30, "Eenheid", 11, "Afspraken", 11),
            *("Definitie", 90, "Let op", 50),
        ),
        rows_of.definitions,
    ),
)
