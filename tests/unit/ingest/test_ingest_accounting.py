"""A reader that loses a row on purpose: the rows were counted without it, so nothing lands."""

from collections.abc import Callable, Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import polars as pl
import pytest
from small_tables import OPZEGGINGEN, Land

import ingest
from ingest.formats import blocks, open_tables, text_reader, xlsx_reader
from ingest.formats.survey import text_layout
from ingest.read_files import RowReader

landing_step = import_module("ingest.land")  # the function of that name hides the module
ROWS = OPZEGGINGEN.splitlines()


def text(ends: str = "\n", last: str = "\n") -> bytes:
    return (ends.join(ROWS) + last).encode()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in ROWS:
        book.active.append(line.split(";"))
    book.active["A6"] = "O3"  # rows 4 and 5 are not in the file at all
    for column, value in zip("BCD", ("E3", "28-02-2025", "verhuizing"), strict=True):
        book.active[f"{column}6"] = value
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def parquet() -> bytes:
    stream = BytesIO()
    header, *rows = (line.split(";") for line in ROWS)
    pl.DataFrame(rows, schema=header, orient="row").write_parquet(stream)
    return stream.getvalue()


def losing_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    split = text_reader.split_lines

    def lost(block: bytes) -> Any:
        first, _, *others = block.split(b"\n")
        return split(b"\n".join([first, *others]))

    monkeypatch.setattr(text_reader, "split_lines", lost)


def losing_a_parsed_row(monkeypatch: pytest.MonkeyPatch) -> None:
    parse = text_reader._TextReader._parse_plain
    monkeypatch.setattr(text_reader._TextReader, "_parse_plain", lambda *a: parse(*a).head(-1))


def losing_a_sheet_row(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = xlsx_reader.sheet_rows

    def lost(*args: Any) -> Iterator[Any]:
        return (row for row in rows(*args) if row[0] != 3)

    monkeypatch.setattr(xlsx_reader, "sheet_rows", lost)


def losing_a_blank_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """The row is read as one without a cell: what is blank is skipped, and skipped rows are counted."""
    block = xlsx_reader._SheetReader._block
    monkeypatch.setattr(
        xlsx_reader._SheetReader, "_block", lambda self, batch, *a: block(self, batch[1:], *a)
    )


def losing_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    read = open_tables.read_parquet

    def lost(*args: Any) -> blocks.Table:
        table = read(*args)
        return blocks.Table(table.header, table.rows, iter(list(table.blocks)[1:]))

    monkeypatch.setattr(open_tables, "read_parquet", lost)


def losing_a_typed_row(monkeypatch: pytest.MonkeyPatch) -> None:
    parse = RowReader._parse

    def lost(self: RowReader, block: blocks.Block) -> Any:
        parsed = parse(self, block)
        return type(parsed)(parsed.rows.head(-1), parsed.quarantine)

    monkeypatch.setattr(RowReader, "_parse", lost)


def losing_a_landed_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landing_step, "account", _after_deleting_one(landing_step.account))


def _after_deleting_one(account: Callable[..., Any]) -> Callable[..., Any]:
    def deleting(intake: Any, *args: Any) -> Any:
        intake.connection.execute("DELETE FROM landing.opzeggingen WHERE rijnummer = 2")
        return account(intake, *args)

    return deleting


@pytest.mark.parametrize(
    ("name", "content", "lose"),
    [
        ("opzeggingen.csv", text(), losing_a_line),
        ("opzeggingen.csv", text(), losing_a_parsed_row),
        ("opzeggingen.csv", text(), losing_a_typed_row),
        ("opzeggingen.csv", text(), losing_a_landed_row),
        ("opzeggingen.xlsx", workbook(), losing_a_sheet_row),
        ("opzeggingen.xlsx", workbook(), losing_a_blank_row),
        ("opzeggingen.parquet", parquet(), losing_a_block),
    ],
    ids=lambda part: getattr(part, "__name__", None),
)
def test_a_lost_row_is_a_fault_that_lands_nothing(
    name: str,
    content: bytes,
    lose: Callable[[pytest.MonkeyPatch], None],
    land: Land,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lose(monkeypatch)
    with pytest.raises(ingest.AccountingError, match=rf"{name}: \d rijen gelezen, maar \d geland"):
        land({name: content})
    with duckdb.connect(str(tmp_path / "leveringen.duckdb"), read_only=True) as connection:
        for table in ("opzeggingen", "quarantaine", "leveringen", "bestanden"):
            assert connection.execute(f"SELECT count(*) FROM landing.{table}").fetchone() == (0,)
    assert not (tmp_path / "afkeur").exists()
    monkeypatch.undo()
    assert land({name: content}).ok.bestanden[0].rijen_geland == (3 if name.endswith("xlsx") else 2)


@pytest.mark.parametrize(
    "content",
    [
        text(),
        text(last=""),
        text("\r\n", "\r\n"),
        text("\r", ""),
        text("\r\n", "\r\n\r\n;;;\r\n"),
        b"\xef\xbb\xbf" + text(),
        text().decode().encode("utf-16"),
        text().replace(b"verhuizing", "café".encode("cp1252")),
        text().replace(b"verhuizing", b'"naar een ander\nhuis"'),
        b"sep=;\n\n" + text(),
    ],
)
def test_lines_are_counted_alike_in_every_form(content: bytes, land: Land) -> None:
    """Otherwise the accounts would not balance."""
    assert land({"opzeggingen.csv": content}).ok.bestanden[0].rijen_geland == 2


def test_lines_do_not_depend_on_where_a_chunk_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for ends, last in (("\n", ""), ("\r\n", "\r\n"), ("\r", "\r"), ("\r", "")):
        (tmp_path / "een.csv").write_bytes(text(ends, last))
        for chunk in range(1, 8):
            monkeypatch.setattr("ingest.formats.survey.CHUNK_BYTES", chunk)
            assert text_layout(tmp_path / "een.csv", "een.csv").lines == len(ROWS)


def test_a_blank_row_of_a_sheet_is_skipped_whether_it_is_in_the_file_or_not(land: Land) -> None:
    (file,) = land({"opzeggingen.xlsx": workbook()}).ok.bestanden
    assert (file.rijen_gelezen, file.rijen_geland, file.rijen_overgeslagen) == (5, 3, 2)
