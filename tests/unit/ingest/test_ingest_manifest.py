"""levering.yml and the folder or zip around it."""

import errno
import os
import warnings
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from small_tables import EENHEDEN, OPZEGGINGEN, REACTIES, TOEWIJZINGEN, Land, write_files

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
        ("bron:\npeildatum: 2025-12-31\n", "‘bron’ is leeg"),
        ("bron: a\npeildatum:\n", "‘peildatum’ is leeg; schrijf jjjj-mm-dd"),
        ("bron: bsn 111222333\npeildatum: 2025-12-31\n", "geen naam"),
        (GOOD + "12: x\n", "‘12’ is geen bekende sleutel"),
        (GOOD + "? [a]\n: b\n", "geen leesbare YAML bij regel 3"),
        (GOOD + "bron\0: b\n", "geen leesbare YAML"),
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


def test_l006_a_link_to_itself_or_to_nothing(land: Land, tmp_path: Path) -> None:
    for number, target in enumerate(("reacties.csv", "weg.csv")):
        folder = write_files(tmp_path / f"map{number}", {"toewijzingen.csv": TOEWIJZINGEN}, {})
        (folder / "reacties.csv").symlink_to(target)
        refused = land(folder)
        assert refused.codes == ["L006"]
        assert "niet te lezen" in str(refused.refusal)


def test_l006_what_may_not_be_read(land: Land, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For root every file is readable: the refusal of the system is a stand-in."""
    folder = write_files(tmp_path / "map", {"toewijzingen.csv": TOEWIJZINGEN}, {"soort": "aanvulling"})
    packed = zipped(tmp_path / "goed.zip", {"opzeggingen.csv": OPZEGGINGEN})
    for closed, levering in ((folder / "levering.yml", folder), (packed, packed)):

        def no_leave(path: Path, *arguments: Any, closed: Path = closed, **more: Any) -> Any:
            if path == closed:
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return open(path, *arguments, **more)  # noqa: PTH123

        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", no_leave)
            patch.setattr(Path, "read_bytes", no_leave)
            refused = land(levering)
        assert refused.codes == ["L006"]
        assert "u mag het niet lezen" in str(refused.refusal)


def test_a_manifest_in_another_encoding_is_l002(land: Land, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "map", {"toewijzingen.csv": TOEWIJZINGEN}, None)
    (folder / "levering.yml").write_bytes(GOOD.encode() + b"# caf\xe9\n")
    assert land(folder).codes == ["L002"]


def test_a_peildatum_that_is_still_to_come_is_said(land: Land) -> None:
    later = {"peildatum": date.today() + timedelta(days=1)}
    assert "ligt in de toekomst" in land({"toewijzingen.csv": TOEWIJZINGEN}, later).ok.waarschuwingen[0]
    today = land({"opzeggingen.csv": OPZEGGINGEN}, {"peildatum": date.today(), "bron": "b"})
    assert today.ok.waarschuwingen == []


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


@pytest.mark.parametrize(
    ("folder", "beside"),
    [
        ("", {}),
        ("./", {}),
        ("levering/", {}),
        ("levering/", {"__MACOSX/levering/._x.csv": "x", ".DS_Store": "x"}),
    ],
)
def test_a_zip_may_hold_the_folder_and_what_a_mac_puts_beside_it(
    land: Land, tmp_path: Path, folder: str, beside: dict[str, str]
) -> None:
    path = tmp_path / "levering.zip"
    with zipfile.ZipFile(path, "w") as archive:
        entries = {"levering.yml": GOOD + "soort: aanvulling\n", "opzeggingen.csv": OPZEGGINGEN}
        for name, content in {**{folder + name: text for name, text in entries.items()}, **beside}.items():
            archive.writestr(name, content)
    assert [file.bestand for file in land(path).ok.bestanden] == ["opzeggingen.csv"]


@pytest.mark.parametrize("name", ["opzeggingen.csv", ".", "levering\\reacties.csv", "oud.tar.gz", "link.csv"])
def test_l006_an_entry_that_is_no_plain_file_of_its_own(land: Land, tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "levering.zip", {"opzeggingen.csv": OPZEGGINGEN})
    entry = zipfile.ZipInfo(name)
    if name == "link.csv":
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
    with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as archive:
        warnings.simplefilter("ignore")  # a name that stands twice
        archive.writestr(entry, OPZEGGINGEN)
    assert land(path).codes == ["L006"]


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_l006_a_damaged_zip(land: Land, tmp_path: Path, method: int) -> None:
    path = tmp_path / "levering.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("levering.yml", GOOD)
        archive.writestr("opzeggingen.csv", OPZEGGINGEN * 100)
    data = bytearray(path.read_bytes())
    at = data.find(b"opzeggingen.csv") + 30
    data[at : at + 20] = bytes(byte ^ 0x5A for byte in data[at : at + 20])
    path.write_bytes(bytes(data))
    assert land(path).codes == ["L006"]


def test_l006_a_name_that_is_no_utf8(land: Land, tmp_path: Path) -> None:
    path = zipped(tmp_path / "levering.zip", {"é.csv": "x"})
    path.write_bytes(path.read_bytes().replace("é".encode(), b"\xff\xfe"))
    assert land(path).codes == ["L006"]


def test_what_a_name_tells_of_a_person_is_in_no_line_and_no_ledger(land: Land, tmp_path: Path) -> None:
    """Names of a zip, its files, sheets and columns, and keys of a manifest are the supplier's own text."""
    header, *rows = OPZEGGINGEN.splitlines()
    entries = {
        "opzeggingen_111222333.csv": "\n".join([f"{header};jan@voorbeeld.nl", *(f"{row};x" for row in rows)]),
        "jan@voorbeeld.nl.csv": "x",
        "\x1b[31mrood.csv": "x",
    }
    path = zipped(tmp_path / "jan@voorbeeld.nl.zip", entries)
    outcome = land(path)
    ledger = outcome.rows("SELECT bestand, herkomst FROM landing.bestanden NATURAL JOIN landing.leveringen")
    assert ledger == [("opzeggingen_(persoonsgegeven).csv", "(persoonsgegeven)")]
    said = "\n".join(outcome.ok.waarschuwingen)
    assert "niet gelezen" in said
    talkative = {"jan@voorbeeld.nl": "x", "bestanden": "{bsn 111222333.csv: {}}"}
    refused = land({"toewijzingen.csv": TOEWIJZINGEN}, talkative)
    said += str(refused.refusal)
    assert (outcome.ok.afkeur_pad or tmp_path).joinpath("samenvatting.md").exists()
    for folder in (tmp_path / "afkeur").iterdir():
        said += "".join(file.read_text(encoding="utf-8") for file in folder.iterdir())
    assert "jan@voorbeeld.nl" not in said
    assert "111222333" not in said
    assert "\x1b" not in said


def test_what_a_levering_leaves_out_is_said_with_the_figures_that_rest_on_it(land: Land) -> None:
    both = {"toewijzingen.csv": TOEWIJZINGEN, "eenheden.csv": EENHEDEN}
    figures = {"reacties": ["Zoektijd", "Reacties"], "toewijzingen": ["Toewijzingen"]}
    said = land(both, {"soort": "volledig"}, alleen_controle=True, cijfers=figures).ok.waarschuwingen
    assert "geen bestand voor reacties; wat daarop rust, is niet leverbaar: Zoektijd, Reacties" in said
    assert [line for line in said if "toewijzingen" in line.lower()] == []
    assert len([line for line in said if "geen bestand" in line]) == 4
    land({"opzeggingen.csv": OPZEGGINGEN})
    said = land(both, {"soort": "volledig"}, cijfers=figures).ok.waarschuwingen
    assert "geen bestand voor opzeggingen; wat daarvan eerder geleverd is, blijft gelden" in said
    assert land({"toewijzingen.csv": TOEWIJZINGEN}, {"bron": "ander"}).ok.waarschuwingen == []
    empty = {**both, "reacties.csv": REACTIES.splitlines()[0] + "\n"}
    said = land(empty, {"soort": "volledig", "bron": "derde"}).ok.waarschuwingen
    assert "geen enkele rij voor reacties; gelezen als: die zijn er niet" in said
    assert [line for line in said if "enkele rij voor" in line and "reacties" not in line] == []


def test_a_file_whose_name_is_almost_a_dataset_is_suggested(land: Land) -> None:
    files = {
        "toewijzingen.csv": TOEWIJZINGEN,
        "eenheden.csv": EENHEDEN,
        "Opzegging.csv": OPZEGGINGEN,
        "overzicht.csv": "x",
    }
    said = "\n".join(land(files, {"soort": "volledig"}).ok.waarschuwingen)
    assert (
        "geen bestand voor opzeggingen (is dat Opzegging.csv? laat de naam dan met opzeggingen beginnen)"
        in said
    )
    assert "overzicht.csv?" not in said
