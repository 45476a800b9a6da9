"""What a supplier should know of a levering that landed: one plain Dutch line each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ingest.formats.header import Header
from ingest.receive import Received
from ingest.rows import RowReader

_LABELS_SHOWN = 10


def levering_notices(received: Received, period: tuple[date, date], today: date) -> list[str]:
    """About the levering as a whole."""
    notices = []
    peildatum = received.manifest.peildatum
    if peildatum > today:
        notices.append(f"de peildatum {peildatum} ligt in de toekomst; klopt de datum in levering.yml?")
    if received.manifest.synthetisch:
        notices.append("synthetische levering: gelezen met de vaste demosleutel")
    announced = received.manifest.periode_tot_en_met
    if announced is not None and announced > period[1]:
        notices.append(f"periode_tot_en_met ({announced}) ligt na de peildatum; gelezen als {period[1]}")
    if received.bundle.ignored:
        notices.append(f"onbekende bestanden, niet gelezen: {_listed(received.bundle.ignored)}")
    listed = received.manifest.bestanden
    unlisted = [name for name in received.bundle.files if listed and name not in listed]
    if unlisted:
        notices.append(f"niet in het manifest genoemd, wel gelezen: {_listed(unlisted)}")
    return notices


def file_notices(bestand: str, header: Header) -> list[str]:
    """About the columns of a file: those that were left alone."""
    named = [name for name in header.ignored if name]
    unnamed = len(header.ignored) - len(named)
    notices = []
    if named:
        notices.append(f"{bestand}: kolommen buiten het contract, niet gelezen: {_listed(named)}")
    if unnamed:
        notices.append(f"{bestand}: {unnamed} kolom(men) zonder naam, niet gelezen")
    return notices


def sheet_notices(bestand: str, ignored: list[str]) -> list[str]:
    """About sheets that hold something else than the dataset."""
    return (
        [f"{bestand}: bladen zonder passende kopregel, niet gelezen: {_listed(ignored)}"] if ignored else []
    )


def label_notices(bestand: str, rows: RowReader) -> list[str]:
    """About labels that landed without being known."""
    notices = []
    for name, reader in rows.columns.items():
        if reader.without_label:
            notices.append(f"{bestand}: {reader.without_label} rijen zonder {name}, geteld als onbekend")
        if reader.unknown_labels:
            number = reader.unknown_labels.total()
            labels = [f"‘{label}’ ({n}×)" for label, n in reader.unknown_labels.most_common() if label]
            which = f": {_listed(labels)}" if labels else ""
            notices.append(
                f"{bestand}: {number} rijen met onbekend label in {name}, geteld als onbekend{which}"
            )
    return notices


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    rest = len(every) - _LABELS_SHOWN
    return ", ".join(every[:_LABELS_SHOWN]) + (f" en nog {rest}" if rest > 0 else "")
