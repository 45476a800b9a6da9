"""What a supplier should know of a levering that landed: one plain Dutch line each."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import date
from pathlib import PurePath

from ingest.contract import Dataset
from ingest.formats.header import Header, lookalike
from ingest.intake import Intake
from ingest.receive import Received
from ingest.rows import RowReader

_NAMES_SHOWN = 10
_LIKE_A_DATASET = 0.8


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


def missing_notices(intake: Intake) -> list[str]:
    """Of which datasets a complete levering brings no row or no file, and what then cannot be shown.

    Reads the ledger, which holds this levering by then.
    """
    if intake.received.manifest.soort != "volledig":
        return []
    query = (
        "SELECT dataset, sum(rijen_gelezen - rijen_overgeslagen) FILTER (levering_id = ?) "
        "FROM landing.bestanden GROUP BY dataset"
    )
    rows_brought = dict(intake.connection.execute(query, [intake.levering_id]).fetchall())
    notices = []
    for name in intake.contract.datasets:
        if name not in rows_brought:
            figures = intake.figures.get(name, [])
            which = f": {', '.join(figures)}" if figures else ""
            meant = _misnamed(name, intake.received.bundle.ignored)
            notices.append(f"geen bestand voor {name}{meant}; wat daarop rust, is niet leverbaar{which}")
        elif rows_brought[name] is None:
            notices.append(f"geen bestand voor {name}; wat daarvan eerder geleverd is, blijft gelden")
        elif rows_brought[name] == 0:
            notices.append(f"geen enkele rij voor {name}; gelezen als: die zijn er niet")
    return notices


def file_notices(bestand: str, header: Header, dataset: Dataset) -> list[str]:
    """About the columns of a file: those that were left alone, and which one they may have been meant for."""
    named = [name for name in header.ignored if name]
    unnamed = len(header.ignored) - len(named)
    absent = [column for column in dataset.columns if column.name not in header.positions]
    meant = {lookalike(column, named, at_least=0.8): column.name for column in absent}
    notices = []
    if named:
        shown = [f"{name} (bedoelt u {meant[name]}?)" if name in meant else name for name in named]
        notices.append(f"{bestand}: kolommen buiten het contract, niet gelezen: {_listed(shown)}")
    if unnamed:
        notices.append(f"{bestand}: {unnamed} kolom(men) zonder naam, niet gelezen")
    return notices


def sheet_notices(ignored: list[str]) -> list[str]:
    """About sheets that hold something else than the dataset, of all files at once."""
    return [f"bladen zonder passende kopregel, niet gelezen: {_listed(ignored)}"] if ignored else []


def _misnamed(dataset: str, ignored: Iterable[str]) -> str:
    """A file that was not read and whose name is almost that of the dataset, as a question."""
    by_stem = {PurePath(name).stem.lower(): name for name in ignored}
    near = difflib.get_close_matches(dataset, by_stem, n=1, cutoff=_LIKE_A_DATASET)
    return f" (is dat {by_stem[near[0]]}? laat de naam dan met {dataset} beginnen)" if near else ""


def label_notices(bestand: str, rows: RowReader, levering_id: str) -> list[str]:
    """About labels that landed without being known; not the labels, which may hold anything: see below."""
    notices = []
    for name, reader in rows.columns.items():
        if reader.without_label:
            notices.append(f"{bestand}: {_rows(reader.without_label)} zonder {name}, geteld als onbekend")
        number = reader.unknown_labels.total()
        if number:
            first = ", ".join(map(str, reader.unknown_rows))
            more = ", …" if number > len(reader.unknown_rows) else ""
            notices.append(
                f"{bestand}: {_rows(number)} met onbekend label in {name}, geteld als onbekend "
                f"(rij {first}{more}); afkeur/{levering_id[:12]}/samenvatting.md noemt de labels"
            )
    return notices


def _rows(number: int) -> str:
    return f"{number} {'rij' if number == 1 else 'rijen'}"


def unknown_labels(bestand: str, rows: RowReader) -> list[str]:
    """The labels themselves, for the one who adds them to a seed. Only for the report in afkeur/.

    Those that look like a BSN or e-mail address are never shown.
    """
    lines = []
    for name, reader in rows.columns.items():
        for label, number in reader.unknown_labels.most_common():
            near = reader.nearest_label(label) if label else None
            shown = f"‘{label}’" if label else "niet getoond, lijkt op een persoonsgegeven"
            lines.append(
                f"{bestand}, {name}: {shown} ({number}×)" + (f"; bedoelt u ‘{near}’?" if near else "")
            )
    return lines


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    rest = len(every) - _NAMES_SHOWN
    return ", ".join(every[:_NAMES_SHOWN]) + (f" en nog {rest}" if rest > 0 else "")
