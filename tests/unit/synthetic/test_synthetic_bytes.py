"""The same seed gives the same bytes; the folder is ours or left alone."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from woonmonitor.synthetic import write_levering


def bytes_van(folder: Path) -> dict[str, str]:
    return {pad.name: hashlib.sha256(pad.read_bytes()).hexdigest() for pad in sorted(folder.iterdir())}


def test_same_seed_same_bytes_also_in_another_process_with_another_hash_seed(tmp_path: Path) -> None:
    write_levering(tmp_path / "hier", years=2, scale=0.03, seed=11)
    daar = tmp_path / "daar"
    code = (
        "from pathlib import Path; from woonmonitor.synthetic import write_levering; "
        f"write_levering(Path({str(daar)!r}), years=2, scale=0.03, seed=11)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | {"PYTHONHASHSEED": "4711"})
    assert bytes_van(tmp_path / "hier") == bytes_van(daar)


def test_another_seed_gives_another_market(tmp_path: Path) -> None:
    write_levering(tmp_path / "een", years=1, scale=0.02, seed=1)
    write_levering(tmp_path / "twee", years=1, scale=0.02, seed=2)
    een, twee = bytes_van(tmp_path / "een"), bytes_van(tmp_path / "twee")
    assert all(een[naam] != twee[naam] for naam in een)


def test_the_manifest_announces_every_dataset_file_with_its_rows_and_hash(tmp_path: Path) -> None:
    write_levering(tmp_path, years=2, scale=0.02, seed=3)
    manifest = yaml.safe_load((tmp_path / "levering.yml").read_text(encoding="utf-8"))
    assert manifest["synthetisch"] is True
    assert str(manifest["peildatum"]) == "2021-12-31"
    assert set(manifest["bestanden"]) == {pad.name for pad in tmp_path.glob("*.csv")}
    for naam, aangekondigd in manifest["bestanden"].items():
        inhoud = (tmp_path / naam).read_bytes()
        assert aangekondigd == {
            "rijen": inhoud.count(b"\r\n") - 1,
            "sha256": hashlib.sha256(inhoud).hexdigest(),
        }


def test_a_second_levering_replaces_the_first_whole(tmp_path: Path) -> None:
    write_levering(tmp_path, years=3, scale=0.02, seed=3)
    write_levering(tmp_path, years=1, scale=0.02, seed=3)
    assert sorted(pad.name for pad in tmp_path.glob("reacties*")) == ["reacties_2020.csv"]


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "toewijzingen.csv").write_text("van een ander", encoding="utf-8")
    with pytest.raises(FileExistsError, match="kies een lege map"):
        write_levering(tmp_path, years=1, scale=0.02)
    assert (tmp_path / "toewijzingen.csv").read_text(encoding="utf-8") == "van een ander"


@pytest.mark.parametrize(
    "opties",
    [
        {"years": 0},
        {"years": 8},
        {"scale": 0.0},
        {"scale": -1.0},
        {"seed": -1},
        {"dirty": True, "scale": 0.001},
    ],
)
def test_impossible_options_are_refused_before_anything_is_written(
    tmp_path: Path, opties: dict[str, int]
) -> None:
    with pytest.raises(ValueError, match="--"):
        write_levering(tmp_path / "nieuw", **opties)  # type: ignore[arg-type]
    assert not (tmp_path / "nieuw").exists()


def test_dirt_leaves_the_market_and_what_was_planted_as_they_are(tmp_path: Path) -> None:
    schoon = write_levering(tmp_path / "schoon", years=4, scale=0.05, seed=9)
    vuil = write_levering(tmp_path / "vuil", years=4, scale=0.05, seed=9, dirty=True)
    assert (vuil.norm, vuil.zoekduur, vuil.rijen) == (schoon.norm, schoon.zoekduur, schoon.rijen)
    zonder_vuil = {naam: (tmp_path / "vuil" / naam).read_bytes() for naam in schoon.rijen}
    assert zonder_vuil == {naam: (tmp_path / "schoon" / naam).read_bytes() for naam in schoon.rijen}
    assert schoon.vuil == []
    assert len(vuil.vuil) > 30


def test_dirt_has_the_same_bytes_again_also_over_an_earlier_levering(tmp_path: Path) -> None:
    def alles(folder: Path) -> dict[str, bytes]:
        return {str(pad.relative_to(folder)): pad.read_bytes() for pad in folder.rglob("*") if pad.is_file()}

    write_levering(tmp_path / "een", years=1, scale=0.02, seed=1, dirty=True)
    write_levering(tmp_path / "twee", years=3, scale=0.02, seed=2, dirty=True)
    write_levering(tmp_path / "twee", years=1, scale=0.02, seed=1, dirty=True)
    assert alles(tmp_path / "een") == alles(tmp_path / "twee")


def test_a_levering_that_was_cut_short_is_made_anew(tmp_path: Path) -> None:
    write_levering(tmp_path, years=1, scale=0.02, seed=1)
    (tmp_path / "levering.yml").unlink()
    write_levering(tmp_path, years=1, scale=0.02, seed=1)
    assert (tmp_path / "levering.yml").is_file()


def test_a_file_of_the_user_beside_ours_keeps_the_folder_closed(tmp_path: Path) -> None:
    write_levering(tmp_path, years=1, scale=0.02, seed=1)
    (tmp_path / "mijn notitie.docx").write_text("bewaren", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_levering(tmp_path, years=1, scale=0.02, seed=1)
    assert (tmp_path / "mijn notitie.docx").exists()
