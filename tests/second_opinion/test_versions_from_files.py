"""Leveringen made up at random, as files through the reader: what lands, is refused and is current."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb
from delivered import Levering
from hypothesis import given, settings
from made_up_histories import History, histories
from staging import Staging, as_staging
from versions import withdrawn_by

import ingest
from woonmonitor.settings import CHECKOUT

DATASETS = ("eenheden", "toewijzingen")
"""Their keys land as they are delivered."""
HEADERS = {
    "eenheden": "eenheid_id;corporatie;gemeente;rekenhuur;zelfstandig",
    "toewijzingen": "toewijzing_id;eenheid_id;corporatie;toewijzingsgrond;rekenhuur;toewijzingsdatum",
}
SOUND = {"eenheden": "{};Actium;Assen;650,25;Ja", "toewijzingen": "{};E1;Actium;regulier;650,25;{:%d-%m-%Y}"}
REFUSED = {"eenheden": "{};Actium;Assen;veel;Ja", "toewijzingen": "{};E1;Actium;regulier;650,25;gisteren"}


@dataclass(frozen=True)
class Ledger:
    """A landing in a folder of its own."""

    folder: Path
    contract: ingest.Contract

    @property
    def landing(self) -> Path:
        return self.folder / "leveringen.duckdb"

    def land(self, levering: Levering, *, intrekken: bool) -> ingest.Landing:
        werkmap = Path(tempfile.mkdtemp(dir=self.folder))
        return ingest.land(
            self._written(levering),
            self.landing,
            self.contract,
            sleutel=None,
            werkmap=werkmap,
            afkeurmap=self.folder / "afkeur",
            intrekken=intrekken,
        )

    def contents(self) -> dict[str, list[tuple[object, ...]]]:
        with duckdb.connect(str(self.landing), read_only=True) as connection:
            tables = connection.execute("select table_name from duckdb_tables()").fetchall()
            return {
                name: connection.execute(f"from landing.{name} order by all").fetchall() for (name,) in tables
            }

    def _written(self, levering: Levering) -> Path:
        folder = self.folder / levering.naam
        if not folder.exists():
            folder.mkdir()
            lines = {
                "bron": levering.bron,
                "peildatum": levering.peildatum,
                "soort": "volledig" if levering.volledig else "aanvulling",
                "periode_van": levering.van,
                "periode_tot_en_met": levering.tot,
                "synthetisch": "true",
            }
            manifest = [f"# {levering.naam}", *(f"{name}: {value}" for name, value in lines.items())]
            (folder / "levering.yml").write_text("\n".join(manifest), encoding="utf-8")
            for name, rows in levering.rows.items():
                text = [HEADERS[name], *(SOUND[name].format(key, row["event"]) for key, row in rows.items())]
                text += [REFUSED[name].format(key) for key in sorted(levering.refused[name])]
                (folder / f"{name}.csv").write_text("\n".join([*text, ""]), encoding="utf-8")
        return folder


def _complete(levering: Levering) -> Levering:
    """With a file, if need be an empty one, of each dataset that a complete levering must have."""
    if levering.volledig:
        for name in DATASETS:
            levering.rows.setdefault(name, {})
            levering.refused.setdefault(name, set())
    return levering


@settings(max_examples=6, deadline=None)
@given(history=histories(of=DATASETS))
def test_what_lands_is_what_is_delivered_and_a_second_time_changes_nothing(
    staging: Staging, contract: ingest.Contract, history: History
) -> None:
    """L007 is refused just where the plain model withdraws over a tenth; allowed, it lands."""
    leveringen = [_complete(levering) for levering in history[1]]
    ledger = Ledger(Path(tempfile.mkdtemp()), contract)
    try:
        ingest.init_landing(ledger.landing, contract)
        for number, levering in enumerate(leveringen):
            withdrawn = withdrawn_by(levering, leveringen[:number]) if levering.volledig else {}
            too_many = [name for name, (gone, rows) in withdrawn.items() if 10 * gone > rows]
            before = ledger.contents()
            try:
                ledger.land(levering, intrekken=False)
                refused = []
            except ingest.LeveringGeweigerd as refusal:
                assert {reason.code for reason in refusal.redenen} == {"L007"}
                refused = [reason.melding.partition(":")[0] for reason in refusal.redenen]
                assert ledger.contents() == before
                ledger.land(levering, intrekken=True)
            assert refused == sorted(too_many)
        landed = ledger.contents()
        for levering in reversed(leveringen):
            assert ledger.land(levering, intrekken=False).was_al_geland
        assert ledger.contents() == landed
        with staging.landed_in(ledger.landing, CHECKOUT / "seeds"):
            for name in DATASETS:
                assert staging.current(name) == as_staging(name, leveringen)
    finally:
        shutil.rmtree(ledger.folder)
