"""levering.yml and the folder or zip around it."""

import os
import zipfile
from pathlib import Path

import pytest
from small_tables import EENHEDEN, OPZEGGINGEN, TOEWIJZINGEN, Land, write_files

from ingest.bundle import Limits
from ingest.manifest import read_manifest
from ingest.refusal import LeveringGeweigerd

GOOD = "bron: thuiskompas\npeildatum: 2025-12-31\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("bron: a\n", "‘peildatum’ ontbreekt"),
        ("peildatum: 2025-12-31\n", "‘bron’ ontbreekt"),
        (GOOD + "peildatums: 2025-12-31\n", "‘peildatums’ is geen bekende sleutel"),
        (GOOD + "soort: half\n", "volledig of aanvulling"),
        (GOOD + "synthetisch: misschien\n", "true of false"),
        (GOOD + "bron: ander\n", "twee keer"),
        (GOOD + "bestanden: {a.csv: {rij: 1}}\n", "‘bestanden.a.csv.rij’ is geen bekende sleutel"),
        (GOOD + "bestanden: {a.csv: {rijen: -1}}\n", "geen geldige waarde"),
        (GOOD + "periode_van: 2026-01-01\n", "na het einde"),
        ("bron: a\npeildatum: 20251231\n", "schrijf jjjj-mm-dd"),
        ("bron: a\npeildatum: 31-12-25\n", "schrijf jjjj-mm-dd"),
        ("bron: a|b\npeildatum: 2025-12-31\n", "geen naam"),
        ("- bron\n", "sleutel: waarde"),
        ("bron: [\n", "geen leesbare YAML"),
        ("", "sleutel: waarde"),
    ],
)
def test_l002_says_in_one_line_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "levering.yml"
    path.write_text(text)
    with pytest.raises(LeveringGeweigerd) as refused:
        read_manifest(path)
    assert [reden.code for reden in refused.value.redenen] == ["L002"]
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_dates_may_be_quoted_and_written_as_in_the_files(tmp_path: Path) -> None:
    path = tmp_path / "levering.yml"
    path.write_text("bron: a\npeildatum: '2025-12-31'\nperiode_van: 01-02-2020\n", encoding="utf-8-sig")
    manifest = read_manifest(path)
    assert (str(manifest.peildatum), str(manifest.periode_van)) == ("2025-12-31", "2020-02-01")


def test_names_are_not_case_sensitive_and_unknown_files_are_named(land: Land, tmp_path: Path) -> None:
    files = {
        "Toewijzingen_Actium_2025.CSV": TOEWIJZINGEN,
        "eenheden 31-12.txt": EENHEDEN,
        "leesmij.docx": b"x",
    }
    folder = write_files(tmp_path / "map", files, {"soort": "volledig"})
    (folder / "levering.yml").rename(folder / "Levering.YML")
    (folder / "oud").mkdir()
    outcome = land(folder)
    assert {file.dataset for file in outcome.ok.bestanden} == {"toewijzingen", "eenheden"}
    assert any("leesmij.docx, oud/" in line for line in outcome.ok.waarschuwingen)


def test_l006_links_and_pipes(land: Land, tmp_path: Path) -> None:
    outside = tmp_path / "buiten.csv"
    outside.write_text(OPZEGGINGEN)
    folder = write_files(tmp_path / "map", {"toewijzingen.csv": TOEWIJZINGEN}, {"soort": "aanvulling"})
    (folder / "opzeggingen.csv").symlink_to(outside)
    assert land(folder).codes == ["L006"]
    (folder / "opzeggingen.csv").unlink()
    os.mkfifo(folder / "opzeggingen.csv")
    assert land(folder).codes == ["L006"]
    (folder / "opzeggingen.csv").unlink()
    (folder / "opzeggingen.csv").symlink_to(folder / "toewijzingen.csv")
    assert land(folder).codes == ["B001"]  # a link within the folder is read


def test_l006_what_is_no_levering(land: Land, tmp_path: Path) -> None:
    assert land(tmp_path / "bestaat-niet").codes == ["L006"]
    (tmp_path / "los.csv").write_text(OPZEGGINGEN)
    assert land(tmp_path / "los.csv").codes == ["L006"]


def zipped(path: Path, entries: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("levering.yml", GOOD + "soort: aanvulling\n")
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_l006_a_bomb_is_not_unpacked(land: Land, tmp_path: Path) -> None:
    path = zipped(tmp_path / "bom.zip", {"opzeggingen.csv": OPZEGGINGEN + " " * 10_000_000})
    assert land(path, limits=Limits(ratio_applies_from_bytes=2**20)).codes == ["L006"]
    assert land(path, limits=Limits(max_unpacked_bytes=10**6)).codes == ["L006"]
    assert land(path, limits=Limits(max_files=1)).codes == ["L006"]
    assert land(zipped(tmp_path / "goed.zip", {"opzeggingen.csv": OPZEGGINGEN})).ok


def test_l006_a_size_that_the_directory_hides(land: Land, tmp_path: Path) -> None:
    path = zipped(tmp_path / "leugen.zip", {"opzeggingen.csv": OPZEGGINGEN + "O3;E3;31-01-2025;\n" * 1000})
    data = path.read_bytes()
    size = len(OPZEGGINGEN + "O3;E3;31-01-2025;\n" * 1000).to_bytes(4, "little")
    path.write_bytes(data.replace(size, (200).to_bytes(4, "little")))
    assert land(path).codes == ["L006"]


def test_b006_an_encrypted_entry(land: Land, tmp_path: Path) -> None:
    path = zipped(tmp_path / "geheim.zip", {"opzeggingen.csv": OPZEGGINGEN})
    data = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.rfind(signature)
        data[at + flags] |= 1
    path.write_bytes(bytes(data))
    assert land(path).codes == ["B006"]
