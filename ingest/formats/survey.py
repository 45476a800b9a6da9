"""One look through a whole file before anything is read from it: hash, kind, encoding, line ends."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from ingest.refusal import file_refused

CHUNK_BYTES = 4 * 2**20

_BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_UTF32_BOMS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)

_ZIP, _OLE, _PARQUET, _PARQUET_ENCRYPTED = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1", b"PARE"
_NOT_A_TABLE = re.compile(rb"\A(?:PK\x03\x04|\xd0\xcf\x11\xe0|PAR1|\x1f\x8b|%PDF|7z\xbc\xaf|Rar!|\s*[<{\[])")

# A well-formed multi-byte UTF-8 character (Unicode 16, table 3-7).
_UTF8_CHARACTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)


@dataclass(frozen=True)
class TextLayout:
    """How the bytes of a text file become lines: its encoding, the bytes of its BOM, what ends a line, and
    how many lines there are."""

    encoding: str
    bom_bytes: int
    line_end: str
    lines: int


def sha256_of(path: Path) -> str:
    """The file's hash, lower hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_format(path: Path, name: str) -> None:
    """Raises LeveringGeweigerd when the first bytes belie the name (B004), or are encrypted (B006)."""
    with path.open("rb") as file:
        start = file.read(512)
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        if start.startswith(_OLE):
            _refuse_ole(path, name)
        if not start.startswith(_ZIP):
            raise file_refused("B004", "geen Excelbestand (.xlsx); sla het opnieuw op als .xlsx", name)
    elif suffix == ".parquet":
        if start.startswith(_PARQUET_ENCRYPTED):
            raise file_refused("B006", "versleuteld; lever het bestand zonder versleuteling", name)
        if not start.startswith(_PARQUET):
            raise file_refused("B004", "geen Parquetbestand; sla het opnieuw op", name)
    elif _NOT_A_TABLE.match(start):
        melding = "geen tekstbestand met scheidingstekens; sla het op als CSV, of geef het de juiste naam"
        raise file_refused("B004", melding, name)


def _refuse_ole(path: Path, name: str) -> None:
    """An .xlsx that is an OLE file is encrypted, or an old .xls under another name."""
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise file_refused("B006", "beveiligd met een wachtwoord; lever het zonder wachtwoord", name)
    raise file_refused("B004", "een oud Excelbestand (.xls); sla het op als .xlsx", name)


def text_layout(path: Path, name: str) -> TextLayout:
    """Encoding and line ends of a text file, from all of its bytes. Raises LeveringGeweigerd (B003)."""
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith(_UTF32_BOMS):
        raise _unreadable(name)
    bom = next((bom for bom in _BOMS if start.startswith(bom)), b"")
    encoding = _BOMS.get(bom, "utf-8")
    layout = _layout(path, len(bom), encoding)
    if layout is not None:
        return layout
    if bom:
        raise _unreadable(name)
    _refuse_mixed(path, name)
    layout = _layout(path, 0, "cp1252")
    if layout is None:
        raise _unreadable(name)
    return layout


def _layout(path: Path, skip: int, encoding: str) -> TextLayout | None:
    """The layout if the whole file is in this encoding. A lone CR ends lines only without any LF."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line_end, ended, last = "\r", 0, ""
    with path.open("rb") as file:
        file.seek(skip)
        try:
            while chunk := file.read(CHUNK_BYTES):
                text = decoder.decode(chunk)
                if line_end == "\r" and "\n" in text:
                    line_end, ended = "\n", 0
                ended += text.count(line_end)
                last = text[-1:] or last
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return None
    return TextLayout(encoding, skip, line_end, ended + (last not in ("", line_end)))


def _refuse_mixed(path: Path, name: str) -> None:
    """A file that is no UTF-8 and yet holds a UTF-8 character is of two encodings, and of neither."""
    tail = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            if _UTF8_CHARACTER.search(tail + chunk):
                melding = "twee tekensets door elkaar (UTF-8 en Windows-1252); sla het opnieuw op als UTF-8"
                raise file_refused("B003", melding, name)
            tail = chunk[-3:]


def _unreadable(name: str) -> Exception:
    return file_refused("B003", "de tekenset is niet te lezen; sla het bestand op als UTF-8", name)
