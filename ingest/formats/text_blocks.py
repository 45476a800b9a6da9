"""A text file as blocks of whole lines in UTF-8, whatever its encoding and line ends, in bounded memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from ingest.formats.survey import TextLayout
from ingest.refusal import file_refused

BOM = codecs.BOM_UTF8
BLOCK_BYTES = 16 * 2**20
# The last block is never smaller than this, so that trailing totals stand in one block.
_LEAST_LAST_BYTES = 64 * 2**10
_SAMPLE_BYTES = 2**20
_LONGEST_LINE_BYTES = 8 * 2**20


def text_blocks(path: Path, name: str, layout: TextLayout, block_bytes: int) -> Iterator[tuple[bytes, bool]]:
    """(block, is the last one); every block ends with a newline, and only an empty file gives none."""
    waiting = b""
    for block in _whole_lines(path, name, layout, block_bytes):
        if len(waiting) >= _LEAST_LAST_BYTES and len(block) >= _LEAST_LAST_BYTES:
            yield waiting, False
            waiting = block
        else:
            waiting += block
    if waiting:
        yield waiting, True


def first_lines(path: Path, name: str, layout: TextLayout) -> bytes:
    """The whole lines of the file's beginning, a sample of it; empty for an empty file."""
    return next(_whole_lines(path, name, layout, _SAMPLE_BYTES), b"")


def _whole_lines(path: Path, name: str, layout: TextLayout, block_bytes: int) -> Iterator[bytes]:
    rest = b""
    for chunk in _utf8_chunks(path, layout, block_bytes):
        end = chunk.rfind(b"\n") + 1
        if end:
            yield _plain_lines(rest + chunk[:end])
            rest = chunk[end:]
        else:
            rest += chunk
        if len(rest) > _LONGEST_LINE_BYTES:
            raise file_refused("B004", "een regel is langer dan 8 MB; dit is geen tabel met regels", name)
    if rest:
        yield _plain_lines(rest + b"\n")


def _utf8_chunks(path: Path, layout: TextLayout, block_bytes: int) -> Iterator[bytes]:
    decoder = None if layout.encoding == "utf-8" else codecs.getincrementaldecoder(layout.encoding)()
    with path.open("rb") as file:
        file.seek(layout.bom_bytes)
        while raw := file.read(block_bytes):
            chunk = decoder.decode(raw).encode() if decoder else raw
            yield chunk.replace(b"\r", b"\n") if layout.line_end == "\r" else chunk


def _plain_lines(block: bytes) -> bytes:
    """One newline ends each line, and none begins with the BOM of a file that was pasted behind another."""
    plain = block.replace(b"\r\n", b"\n") if b"\r" in block else block
    if holds_bom(plain):
        plain = plain.removeprefix(BOM).replace(b"\n" + BOM, b"\n")
    return plain


def holds_bom(block: bytes) -> bool:
    """Whether a byte order mark stands anywhere in it; a single byte is found much faster than three."""
    return BOM[:1] in block and BOM in block
