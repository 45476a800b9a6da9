"""Small tables of each dataset, and what becomes of a levering of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

import ingest

CHECKOUT = Path(__file__).parents[3]
SLEUTEL = b"a key of at least thirty-two bytes"
MANIFEST = {"bron": "thuiskompas", "peildatum": "2025-12-31"}

TOEWIJZINGEN = (
    "toewijzing_id;eenheid_id;inschrijving_id;corporatie;toewijzingsdatum;toewijzingsgrond;rekenhuur\n"
    "T1;E1;I1;Actium;01-02-2025;regulier;650,25\n"
    "T2;E2;;Woonservice;02-03-2025;statushouder;701,00\n"
)
EENHEDEN = (
    "eenheid_id;corporatie;gemeente;rekenhuur;zelfstandig\n"
    "E1;Actium;Assen;650,25;Ja\n"
    "E2;Woonservice;Midden-Drenthe;701,00;Ja\n"
)
REACTIES = (
    "reactie_id;publicatie_id;inschrijving_id;reactiedatum;status\n"
    "R1;P1;I1;2025-01-05 10:30:00;actief\n"
    "R2;P1;I2;05-01-2025 11:00;ingetrokken\n"
)
OPZEGGINGEN = (
    "opzegging_id;eenheid_id;einddatum_huur;reden\n"
    "O1;E1;31-01-2025;verhuizing\n"
    "O2;E2;28-02-2025;overleden\n"
)  # fmt: skip

Files = Mapping[str, str | bytes]


@dataclass
class Outcome:
    """What became of a levering: a Landing or a refusal, and the landing file to query."""

    landed: ingest.Landing | None
    refusal: ingest.LeveringGeweigerd | None
    landing: Path

    @property
    def ok(self) -> ingest.Landing:
        assert self.landed is not None, str(self.refusal)
        return self.landed

    @property
    def codes(self) -> list[str]:
        """Codes of the refusal, or of this levering's quarantined rows."""
        if self.refusal is not None:
            return [reden.code for reden in self.refusal.redenen]
        mine = f"levering_id = '{self.ok.levering_id}'"
        return self.column(
            f"SELECT code FROM landing.quarantaine WHERE {mine} ORDER BY bestand_id, rijnummer"
        )

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.landing), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def column(self, sql: str) -> list[Any]:
        return [row[0] for row in self.rows(sql)]


Land = Callable[..., Outcome]


def write_files(folder: Path, files: Files, manifest: Mapping[str, object] | None) -> Path:
    folder.mkdir(parents=True)
    if manifest is not None:
        lines = [f"{key}: {value}" for key, value in {**MANIFEST, **manifest}.items() if value is not None]
        (folder / "levering.yml").write_text("\n".join(lines), encoding="utf-8")
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
