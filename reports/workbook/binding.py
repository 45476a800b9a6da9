"""The book put together: cover, contents, a sheet per indicator, and the tables that belong beside them."""

from collections.abc import Mapping
from pathlib import Path

from reports import display, texts
from reports.edition import Edition
from reports.warehouse import Row
from reports.withheld import LEGEND
from reports.workbook import figures
from reports.workbook.book import Book
from reports.workbook.cover import write_cover
from reports.workbook.figures import Contents
from reports.workbook.index import Entry, write_index
from reports.workbook.prose import plain
from reports.workbook.sheets import sheet_name, write_table
from reports.workbook.tables import TABLES

COVER, CONTENTS = "Voorblad", "Inhoud"

_INDICATORS = """
    select
        indicator, coalesce(titel, indicator) as titel, definitie, kanttekening, definities.eenheid, afspraken
    from reporting.rpt_definities as definities
    full join (select distinct indicator from reporting.rpt_indicatoren) as cijfers using (indicator)
    order by
        try_cast(regexp_extract(afspraken, '^[0-9]+') as integer) nulls last, lower(titel), indicator
"""


def write_workbook(edition: Edition, path: Path) -> None:
    """The book at `path`. Equal content gives equal bytes."""
    contents = figures.select(edition)
    withheld = any(part.met_onderdrukt for part in contents.values())
    synthetic = texts.general().verzonnen
    with Book(
        path,
        title=f"Tabellenboek {texts.general().titel.lower()}",
        made=edition.build["gebouwd_op"],
        warnings=[f"{synthetic.kop}. {synthetic.tekst}"] if edition.is_synthetic else [],
        above=synthetic.kop if edition.is_synthetic else "",
        footer=edition.source_line,
        contents=CONTENTS,
    ) as book:
        indicators = edition.rows(_INDICATORS)
        names = _named(indicators)
        write_cover(book, COVER, edition, contents.values(), withheld=withheld)
        write_index(
            book,
            CONTENTS,
            [_entry(row, names[row["indicator"]], contents) for row in indicators],
            [(table.titel, table.kort) for table in TABLES],
        )
        for row in indicators:
            _write_indicator(book, edition, row, names[row["indicator"]], contents.get(row["indicator"]))
        for table in TABLES:
            write_table(book, table.titel, table.titel, table.uitleg, (table.kolommen, table.rijen(edition)))


def _named(indicators: list[Row]) -> dict[str, str]:
    """indicator → the name of its sheet."""
    names: dict[str, str] = {}
    for row in indicators:
        taken = [COVER, CONTENTS, *(table.titel for table in TABLES), *names.values()]
        names[row["indicator"]] = sheet_name(row["titel"], taken)
    return names


def _entry(row: Row, name: str, contents: Mapping[str, Contents]) -> Entry:
    part = contents.get(row["indicator"])
    return Entry(name, row["titel"], row["eenheid"], row["afspraken"], part.shown if part else 0)


def _write_indicator(book: Book, edition: Edition, row: Row, name: str, contents: Contents | None) -> None:
    notes = [plain(row["definitie"])] if row["definitie"] else []
    if row["kanttekening"]:
        notes.append(f"Let op: {plain(row['kanttekening'])}")
    if contents is None or not contents.shown:
        why = " ".join(edition.why_absent(row["indicator"]))
        elsewhere = "" if contents is None else " Andere periodes staan in indicatoren.parquet."
        notes.append(f"Geen cijfers op dit blad. {why}{elsewhere}".strip())
        write_table(book, name, row["titel"], notes, ([], []))
        return
    notes.append(_what_is_here(edition, contents))
    if any(measure.maat not in figures.CENTRAL for measure in contents.measures):
        notes[-1] += f" {figures.LEFT_OUT_INTERVALS}"
    if contents.met_onderdrukt:
        notes.append(LEGEND)
    table = figures.columns(contents), figures.table(edition, row["indicator"], contents)
    write_table(book, name, row["titel"], notes, table)


def _what_is_here(edition: Edition, contents: Contents) -> str:
    left = contents.total - contents.shown
    here = f"Op dit blad: {figures.in_words(edition)}. Leeg vakje = geen waarnemingen, of niet te maken."
    if not left:
        return f"{here} Dit zijn alle {display.number(contents.total)} cijfers."
    return (
        f"{here} Dit zijn {display.number(contents.shown)} van de {display.number(contents.total)} cijfers; "
        f"de andere {display.number(left)} ({figures.LEFT_OUT}) staan in indicatoren.parquet."
    )
