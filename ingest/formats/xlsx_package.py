"""The parts of an .xlsx that cells refer to: sheets, shared strings, date styles, and the date system."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

_CHUNK_BYTES = 2**16

# Number formats 14-22 and 45-47 are dates and times in every locale; the others in the East Asian ones.
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NOT_FORMAT = re.compile(r'"[^"]*"|\[(?!h+\]|m+\]|s+\])[^\]]*\]|\\.|_.|\*.')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class NotAWorkbook(Exception):
    """The package is damaged, or is another kind of file."""


@dataclass(frozen=True)
class Package:
    """What reading a sheet needs. `sheets`: (name, path of its part) in the workbook's order."""

    archive: zipfile.ZipFile
    sheets: list[tuple[str, str]]
    strings: list[str]
    date_styles: frozenset[int]
    date1904: bool


def local_name(name: str) -> str:
    """The name of an element or attribute without its namespace prefix."""
    return name.rsplit(":", 1)[-1]


def unescape(text: str) -> str:
    """Spreadsheets write control characters as _x000D_."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def parse_chunks(
    part: IO[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    characters: Callable[[str], None],
) -> Iterator[None]:
    """Stream a part through these handlers, by local names, and come back after each chunk.

    Raises NotAWorkbook for XML that is broken or brings a document type definition, which nothing here needs.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse_doctype(*_: object) -> None:
        raise NotAWorkbook("a document type definition")

    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = lambda name, attrs: start(local_name(name), attrs)
    parser.EndElementHandler = lambda name: end(local_name(name))
    parser.CharacterDataHandler = characters
    try:
        while chunk := part.read(_CHUNK_BYTES):
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise NotAWorkbook(str(error)) from error
    yield


def parse_xml(
    part: IO[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] = lambda _: None,
    characters: Callable[[str], None] = lambda _: None,
) -> None:
    """`parse_chunks` in one go, for the small parts."""
    for _ in parse_chunks(part, start, end, characters):
        pass


def open_package(archive: zipfile.ZipFile) -> Package:
    """Raises NotAWorkbook when the archive holds no workbook."""
    relations = _relations(archive, "", "_rels/.rels")
    workbook = next((path for kind, path in relations.values() if kind == "officeDocument"), None)
    if workbook is None:
        raise NotAWorkbook("no workbook")
    folder, file = posixpath.split(workbook)
    parts = _relations(archive, folder, f"{folder}/_rels/{file}.rels")
    sheets, date1904 = _sheets(archive, workbook, parts)
    strings = next((path for kind, path in parts.values() if kind == "sharedStrings"), None)
    styles = next((path for kind, path in parts.values() if kind == "styles"), None)
    return Package(
        archive,
        sheets,
        _shared_strings(archive, strings) if strings else [],
        _date_styles(archive, styles) if styles else frozenset(),
        date1904,
    )


def open_part(archive: zipfile.ZipFile, path: str) -> IO[bytes]:
    """A part by its path. Raises NotAWorkbook when it is not there."""
    try:
        return archive.open(path)
    except KeyError as error:
        raise NotAWorkbook(f"{path} is missing") from error


def _relations(archive: zipfile.ZipFile, folder: str, path: str) -> dict[str, tuple[str, str]]:
    """Relation id → (kind, path of the part)."""
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attrs: dict[str, str]) -> None:
        if name == "Relationship" and attrs.get("TargetMode") != "External":
            target = attrs["Target"]
            part = (
                target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            found[attrs["Id"]] = (attrs["Type"].rsplit("/", 1)[-1], part)

    with open_part(archive, path) as part:
        parse_xml(part, start)
    return found


def _sheets(
    archive: zipfile.ZipFile, workbook: str, parts: dict[str, tuple[str, str]]
) -> tuple[list[tuple[str, str]], bool]:
    sheets: list[tuple[str, str]] = []
    date1904 = False

    def start(name: str, attrs: dict[str, str]) -> None:
        nonlocal date1904
        if name == "workbookPr":
            date1904 = attrs.get("date1904") in ("1", "true")
        elif name == "sheet":
            relation = next((value for key, value in attrs.items() if local_name(key) == "id"), "")
            kind, path = parts.get(relation, ("", ""))
            if kind == "worksheet":  # a chart sheet has no rows
                sheets.append((attrs["name"], path))

    with open_part(archive, workbook) as part:
        parse_xml(part, start)
    return sheets, date1904


def _shared_strings(archive: zipfile.ZipFile, path: str) -> list[str]:
    strings: list[str] = []
    pieces: list[str] = []
    inside: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        inside.append(name)
        if name == "si":
            pieces.clear()

    def end(name: str) -> None:
        inside.pop()
        if name == "si":
            strings.append(unescape("".join(pieces)))

    def characters(text: str) -> None:
        if inside and inside[-1] == "t" and "rPh" not in inside:  # not the phonetic reading
            pieces.append(text)

    with open_part(archive, path) as part:
        parse_xml(part, start, end, characters)
    return strings


def _date_styles(archive: zipfile.ZipFile, path: str) -> frozenset[int]:
    """Indexes of the cell styles that show a number as a date or time."""
    custom: set[int] = set()
    styles: list[int] = []
    group = ""

    def start(name: str, attrs: dict[str, str]) -> None:
        nonlocal group
        if name in ("cellStyleXfs", "cellXfs", "dxfs"):
            group = name
        elif name == "numFmt" and _shows_date(attrs.get("formatCode", "")):
            custom.add(int(attrs["numFmtId"]))
        elif name == "xf" and group == "cellXfs":
            styles.append(int(attrs.get("numFmtId", "0")))

    with open_part(archive, path) as part:
        parse_xml(part, start)
    dates = _DATE_FORMATS | custom
    return frozenset(index for index, number_format in enumerate(styles) if number_format in dates)


def _shows_date(format_code: str) -> bool:
    plain = _NOT_FORMAT.sub("", format_code.split(";", maxsplit=1)[0]).lower()
    return "general" not in plain and any(letter in plain for letter in "dmyhs")
