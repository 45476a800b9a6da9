"""Frames that wait on disk, in the private folder, until the stream of rows before them has ended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl


class Shelf:
    """Frames are taken down in the order in which they were put up, each once."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._waiting: list[Path] = []

    def put(self, frame: pl.DataFrame) -> None:
        path = self._folder / f"{self._name}-{len(self._waiting)}.arrow"
        # polars itself would tell no errno of a full disk
        path.write_bytes(frame.write_ipc(None).getbuffer())
        self._waiting.append(path)

    def take(self) -> Iterator[pl.DataFrame]:
        for path in self._waiting:
            yield pl.read_ipc(path)
            path.unlink()
        self._waiting = []
