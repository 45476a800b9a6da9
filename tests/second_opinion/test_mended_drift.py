"""A header or label that a supplier renamed: said before it is mended in YAML or a seed, used after.

The same levering then lands anew, and its rows take the place of those of its earlier landing.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from delivered import DATASETS
from staging import Staging

import ingest
from woonmonitor.settings import CHECKOUT

REFUSED = "refused"
FILES = {
    "levering.yml": "bron: kompas\npeildatum: 2025-12-31\nsynthetisch: true\n",
    "eenheden.csv": (
        "eenheid_id;corporatie;gemeente;wijk;rekenhuur;zelfstandig\n"
        "E1;Actium;Assen;Kloosterveen;650,25;Ja\n"
        "E2;Woonservice;Midden-Drenthe;Beilen;701,00;Ja\n"
    ),
    "toewijzingen.csv": (
        "toewijzing_id;eenheid_id;corporatie;toewijzingsdatum;toewijzingsgrond;leeftijd;rekenhuur\n"
        "T1;E1;Actium;01-02-2025;urgentie;34;650,25\n"
        "T2;E2;Woonservice;02-03-2025;statushouder;51;701,00\n"
    ),
}


@dataclass(frozen=True)
class Drift:
    """`old` is delivered as `new` in `file`; `mend` puts `text` after the place in a file of the contract.

    `says` is what a supplier reads of it before. `value` of the first row is then `before`, and `after`
    when it has been mended.
    """

    file: str
    old: str
    new: str
    mend: str
    place: str
    text: str
    says: str
    model: str
    value: str
    before: Any
    after: Any


DRIFTS = {
    "a header": Drift(
        "toewijzingen.csv", ";leeftijd;", ";Leeftyd huurder;", "contract/toewijzingen.yml",
        "aliases: [leeftijd bij toewijzing", ", leeftyd huurder", "Leeftyd huurder (bedoelt u leeftijd?)",
        "toewijzingen", "leeftijd", None, 34,
    ),
    "a grond": Drift(
        "toewijzingen.csv", ";urgentie;", ";Voorrang met spoed;", "seeds/toewijzingsgronden.csv",
        "", "voorrang met spoed,urgentie,regulier,false,false,overleg\n", "‘Voorrang met spoed’ (1×)",
        "toewijzingen", "toewijzingsgrond", "onbekend", "urgentie",
    ),
    "a corporatie": Drift(
        "toewijzingen.csv", ";Actium;", ";Actium Noord;", "seeds/corporaties.csv",
        "", "Actium Noord,Actium\n", "onbekende waarde; lever een van: Actium,",
        "toewijzingen", "corporatie", REFUSED, "Actium",
    ),
    "a gemeente": Drift(
        "eenheden.csv", ";Assen;", ";Assen (Drenthe);", "seeds/gemeenten.csv",
        "", "Assen (Drenthe),Assen\n", "", "eenheden", "gemeente", "Assen (Drenthe)", "Assen",
    ),
    "a wijk": Drift(
        "eenheden.csv", ";Kloosterveen;", ";Het Kloosterveen;", "seeds/wijken.csv",
        "", "Het Kloosterveen,Kloosterveen\n", "", "eenheden", "wijk", "Het Kloosterveen", "Kloosterveen",
    ),
}  # fmt: skip


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A copy of contract and seeds to mend."""
    shutil.copytree(CHECKOUT / "ingest" / "contract", tmp_path / "contract")
    shutil.copytree(CHECKOUT / "seeds", tmp_path / "seeds")
    return tmp_path


@pytest.fixture
def land(ours: Path, tmp_path: Path) -> Callable[[Path], ingest.Landing]:
    """Lands a levering under the contract as it is by then."""

    def land_one(levering: Path) -> ingest.Landing:
        contract = ingest.load_contract(ours / "contract", ours / "seeds")
        ingest.init_landing(tmp_path / "leveringen.duckdb", contract)
        werkmap = tmp_path / "werk"
        shutil.rmtree(werkmap, ignore_errors=True)
        werkmap.mkdir()
        return ingest.land(
            levering,
            tmp_path / "leveringen.duckdb",
            contract,
            sleutel=None,
            werkmap=werkmap,
            afkeurmap=tmp_path / "afkeur",
        )

    return land_one


@pytest.mark.parametrize("drift", DRIFTS.values(), ids=DRIFTS)
def test_what_is_mended_lands_anew_and_is_used(
    drift: Drift, staging: Staging, ours: Path, land: Callable[[Path], ingest.Landing], tmp_path: Path
) -> None:
    levering = tmp_path / "levering"
    levering.mkdir()
    for name, text in FILES.items():
        new = text.replace(drift.old, drift.new) if name == drift.file else text
        (levering / name).write_text(new, encoding="utf-8")

    def current() -> list[tuple[Any, ...]]:
        with staging.landed_in(tmp_path / "leveringen.duckdb", ours / "seeds"):
            return staging.connection.execute(
                f"select levering_id, {drift.value}, is_geweigerd_nadien "
                f"from staging.stg_thuiskompas__{drift.model} order by {DATASETS[drift.model].key}"
            ).fetchall()

    drifted = land(levering)
    assert drifted.aantal_quarantaine == (drift.before == REFUSED)
    assert drifted.afkeur_pad is not None
    report = "".join((drifted.afkeur_pad / name).read_text() for name in ("samenvatting.md", "afkeur.csv"))
    assert drift.says in report
    before = current()
    if drift.before == REFUSED:
        assert len(before) == 1
    else:
        assert before[0] == (drifted.levering_id, drift.before, False)

    path = ours / drift.mend
    text = path.read_text(encoding="utf-8")
    assert drift.place in text
    path.write_text(text.replace(drift.place, drift.place + drift.text) if drift.place else text + drift.text)
    mended = land(levering)
    assert not mended.was_al_geland
    assert mended.aantal_quarantaine == 0
    after = current()
    assert after[0] == (mended.levering_id, drift.after, False)
    assert [row[0] for row in after] == [mended.levering_id] * 2
    assert land(levering).was_al_geland
