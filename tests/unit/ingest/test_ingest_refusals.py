"""The smallest file that triggers each refusal, and one beside it that must not."""

import zipfile
from pathlib import Path

import pytest
from small_tables import EENHEDEN, OPZEGGINGEN, REACTIES, TOEWIJZINGEN, Land

BOTH = {"toewijzingen.csv": TOEWIJZINGEN, "eenheden.csv": EENHEDEN}
VOLLEDIG = {"soort": "volledig"}


def ole(content: bytes) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + content


def test_l001_no_manifest(land: Land) -> None:
    refused = land(BOTH, None)
    assert refused.codes == ["L001"]
    assert "bron: thuiskompas" in str(refused.refusal)
    assert land(BOTH).ok


def test_l002_a_file_differs_from_what_the_manifest_announces(land: Land) -> None:
    def announce(rows: int) -> dict[str, object]:
        return {"bestanden": f"{{toewijzingen.csv: {{rijen: {rows}}}}}"}

    assert land(BOTH, announce(3)).codes == ["L002"]
    assert land(BOTH, {"bestanden": "{reacties.csv: {rijen: 1}}"}).codes == ["L002"]
    assert land(BOTH, {"bestanden": f"{{toewijzingen.csv: {{sha256: '{'0' * 64}'}}}}"}).codes == ["L002"]
    assert land(BOTH, announce(2)).ok


def test_l003_required_dataset(land: Land) -> None:
    assert land({"toewijzingen.csv": TOEWIJZINGEN}, VOLLEDIG).codes == ["L003"]
    assert land(BOTH, VOLLEDIG).ok


def test_l004_too_many_refused_rows(land: Land) -> None:
    def wrong(count: int) -> dict[str, str]:
        return {"opzeggingen.csv": OPZEGGINGEN + "".join(f"X{i};E1;geen;\n" for i in range(count))}

    assert land(wrong(11)).codes == ["L004"]
    assert land(wrong(11), max_afkeur_aandeel=1.0).ok.aantal_quarantaine == 11
    assert land(wrong(10)).ok.aantal_quarantaine == 10


def test_l005_another_key_or_synthetic_beside_real(land: Land) -> None:
    assert land(BOTH).ok
    assert land(BOTH, sleutel=b"another key of thirty-two bytes or so").codes == ["L005"]
    assert land(BOTH, {"synthetisch": "true"}).codes == ["L005"]
    assert land(BOTH).ok.was_al_geland


def test_l008_no_key(land: Land) -> None:
    assert land(BOTH, sleutel=None).codes == ["L008"]
    assert land(BOTH, sleutel=b"short").codes == ["L008"]
    assert land(BOTH, {"synthetisch": "true"}, sleutel=None).ok


@pytest.mark.parametrize(
    ("code", "name", "wrong", "right"),
    [
        ("B001", "opzeggingen.csv", "O1;E1;31-01-2025;verhuizing\n", OPZEGGINGEN),
        ("B001", "opzeggingen.csv", "Opzeggingen 2025\n\n" + OPZEGGINGEN, "\n" + OPZEGGINGEN),
        ("B001", "opzeggingen.csv", "", OPZEGGINGEN),
        ("B001", "opzeggingen.csv", OPZEGGINGEN + "\n" + EENHEDEN, OPZEGGINGEN + "\n" + OPZEGGINGEN),
        ("B002", "opzeggingen.csv", OPZEGGINGEN.replace("eenheid_id", "complex"), OPZEGGINGEN),
        ("B003", "opzeggingen.csv", (OPZEGGINGEN + "café\n").encode() + b"caf\xe9\n", None),
        ("B003", "opzeggingen.csv", OPZEGGINGEN.encode("utf-16-le"), OPZEGGINGEN.encode("utf-16")),
        ("B003", "opzeggingen.csv", OPZEGGINGEN.encode() + b"O3;E1;31-01-2025;\x81\n", None),
        ("B004", "opzeggingen.csv", b"PK\x03\x04" + bytes(50), OPZEGGINGEN),
        ("B004", "opzeggingen.txt", "<html><table><tr><td>opzegging_id</td></tr></table>", OPZEGGINGEN),
        ("B004", "opzeggingen.xlsx", OPZEGGINGEN, None),
        ("B004", "opzeggingen.xlsx", ole(b"Workbook"), None),
        ("B004", "opzeggingen.parquet", OPZEGGINGEN, None),
        ("B005", "opzeggingen.csv", OPZEGGINGEN.replace("reden", "Einde huur"), OPZEGGINGEN),
        ("B006", "opzeggingen.xlsx", ole("EncryptedPackage".encode("utf-16-le")), None),
        ("B006", "opzeggingen.parquet", b"PARE" + bytes(50) + b"PARE", None),
    ],
)  # fmt: skip
def test_files(land: Land, code: str, name: str, wrong: str | bytes, right: str | bytes | None) -> None:
    refused = land({name: wrong})
    assert refused.codes == [code]
    assert refused.column("SELECT count(*) FROM landing.opzeggingen") == [0]
    assert land({"opzeggingen.csv": OPZEGGINGEN} if right is None else {name: right}).ok


WITH_ROOMS = EENHEDEN.replace("zelfstandig", "zelfstandig;kamers").replace("Ja", "Ja;1")
WHOLE_EUROS = EENHEDEN.replace(",25", "").replace(",00", "")
TABLES = {
    "toewijzingen": TOEWIJZINGEN,
    "opzeggingen": OPZEGGINGEN,
    "eenheden": EENHEDEN,
    "eenheden_kamers": WITH_ROOMS,
    "eenheden_hele_euros": WHOLE_EUROS,
}
O3 = "O3;E3;31-01-2025;"

ROWS = [
    (
        "R101",
        "toewijzingen",
        "T3;;;Actium;01-02-2025;loting;650,25",
        "T3;E3;;Actium;01-02-2025;loting;650,25",
    ),
    ("R101", "opzeggingen", "O3;E3;31-12-9999;", "O3;E3;31-12-2025;"),
    ("R102", "opzeggingen", "O3;E3;31-02-2025;", "O3;E3;28-02-2025;"),
    ("R103", "eenheden", "E3;Actium;Assen;650,255,1;Ja", "E3;Actium;Assen;650,25;Ja"),
    ("R104", "eenheden_hele_euros", "E3;Actium;Assen;1.299;Ja", "E3;Actium;Assen;1299;Ja"),
    ("R105", "eenheden", "E3;Actium;Assen;650,25;misschien", "E3;Actium;Assen;650,25;ONWAAR"),
    ("R105", "eenheden", "E3;onbekend;Assen;650,25;Ja", "E3;actium;Assen;650,25;Ja"),
    ("R106", "eenheden_kamers", "E3;Actium;Assen;650,25;Ja;16", "E3;Actium;Assen;650,25;Ja;15"),
    ("R106", "opzeggingen", "O3;E3;01-01-2026;", "O3;E3;31-12-2025;"),
    ("R106", "eenheden", "E3;Actium;Assen;100000000,00;Ja", "E3;Actium;Assen;99999999,99;Ja"),
    ("R108", "opzeggingen", "O3;E3;31-01-2025", O3),
    ("R108", "opzeggingen", O3 + ";", ";;;"),
    ("R108", "opzeggingen", "O3,E3,31-01-2025,", ""),
    ("R109", "opzeggingen", O3 + "mail jan@voorbeeld.nl", O3 + "a@b"),
    ("R109", "opzeggingen", O3 + "bsn 111222333", O3 + "nr 111222334"),
    ("R110", "opzeggingen", O3 + '"ver"huizing', O3 + '"ver""huizing"'),
    ("R110", "opzeggingen", O3 + 'verhuizing"', O3 + '"verhuizing"'),
    ("R110", "opzeggingen", O3 + '"verhuizing', O3 + '"ver\nhuizing"'),
    ("R110", "opzeggingen", O3 + "ver\0huizing", O3 + "ver\thuizing"),
]


@pytest.mark.parametrize(("code", "table", "wrong", "right"), ROWS)
def test_rows(land: Land, code: str, table: str, wrong: str, right: str) -> None:
    content = TABLES[table]
    name, rows = f"{table}.csv", content.count("\n") - 1
    refused = land({name: content + wrong + "\n"})
    assert refused.codes == [code]
    file = refused.ok.bestanden[0]
    assert (file.rijen_gelezen, file.rijen_geland, file.rijen_quarantaine) == (rows + 1, rows, 1)
    assert refused.column("SELECT rijnummer FROM landing.quarantaine") == [rows + 2]
    assert land({name: content + right + "\n"}, {"bron": "ander"}).ok.aantal_quarantaine == 0


def test_a_line_that_may_be_broken_off_takes_its_neighbours_along(land: Land) -> None:
    broken = land(
        {
            "opzeggingen.csv": OPZEGGINGEN
            + "O3;E3;31-01-2025;ver\nhuizing\nO4;E4;31-01-2025;\nO5;E5;31-01-2025;\n"
        }
    )
    assert broken.codes == ["R108", "R108", "R108"]
    assert broken.column("SELECT opzegging_id FROM landing.opzeggingen ORDER BY 1") == ["O1", "O2", "O5"]


def test_r107_all_rows_of_a_conflicting_key(land: Land) -> None:
    conflict = land({"opzeggingen.csv": OPZEGGINGEN + "O1;E1;31-01-2025;verkoop\n"})
    assert conflict.codes == ["R107", "R107"]
    assert conflict.column("SELECT opzegging_id FROM landing.opzeggingen") == ["O2"]


def test_identical_rows_land_once(land: Land) -> None:
    twice = land({"opzeggingen.csv": OPZEGGINGEN + "O1; E1 ;31/01/2025;verhuizing\n"})
    assert twice.codes == []
    assert twice.ok.bestanden[0].rijen_dubbel == 1
    assert twice.column("SELECT opzegging_id FROM landing.opzeggingen ORDER BY 1") == ["O1", "O2"]


def test_one_record_per_error_and_one_row_refused(land: Land) -> None:
    outcome = land({"eenheden.csv": EENHEDEN + "E3;;Assen;veel;misschien\n"})
    assert sorted(outcome.codes) == ["R101", "R103", "R105"]
    assert outcome.ok.aantal_quarantaine == 1


def test_an_unknown_grond_always_lands(land: Land) -> None:
    rows = "T3;E1;;Actium;01-03-2025;nieuw label;600,00\nT4;E1;;Actium;01-04-2025;;600,00\n"
    mail = "T5;E1;;Actium;01-05-2025;jan@voorbeeld.nl;600,00\n"
    outcome = land({"toewijzingen.csv": TOEWIJZINGEN + rows + mail})
    assert outcome.codes == []
    landed = outcome.column("SELECT toewijzingsgrond FROM landing.toewijzingen ORDER BY toewijzing_id")
    assert landed == ["regulier", "statushouder", "nieuw label", None, None]
    text = " ".join(outcome.ok.waarschuwingen)
    assert "1 rij zonder toewijzingsgrond" in text
    assert "2 rijen met onbekend label in toewijzingsgrond, geteld als onbekend (rij 4, 6)" in text


@pytest.mark.parametrize(
    ("column", "text", "landed"),
    [
        ("passendheid", "nvt", "nvt"),
        ("passendheid", "onbekend", None),
        ("contractsoort", "nvt", None),
        ("contractsoort", "n.v.t.", None),
        ("status", "NULL", None),
        ("publicatie_id", "-", None),
        ("leeftijd", "onbekend", None),
        ("huur_ingangsdatum", "0000-00-00 00:00:00", None),
    ],
)
def test_nothing(land: Land, column: str, text: str, landed: str | None) -> None:
    header, *rows = TOEWIJZINGEN.splitlines()
    table = "\n".join([f"{header};{column}", *(f"{row};{text}" for row in rows)])
    outcome = land({"toewijzingen.csv": table})
    assert outcome.codes == []
    assert outcome.column(f'SELECT DISTINCT "{column}" FROM landing.toewijzingen') == [landed]


@pytest.mark.parametrize(
    ("entry", "content"),
    [
        ("../toewijzingen.csv", "x"),
        ("/toewijzingen.csv", "x"),
        ("c:\\toewijzingen.csv", "x"),
        ("binnen.zip", "x"),
    ],
)
def test_l006_a_zip_that_reaches_out(land: Land, tmp_path: Path, entry: str, content: str) -> None:
    path = tmp_path / "levering.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("levering.yml", "bron: a\npeildatum: 2025-12-31\n")
        archive.writestr(entry, content)
    assert land(path).codes == ["L006"]


def test_reacties_keep_their_time_and_withdrawn_ones_land(land: Land) -> None:
    outcome = land({"reacties.csv": REACTIES})
    assert outcome.codes == []
    moments = outcome.column("SELECT reactiedatum::VARCHAR FROM landing.reacties ORDER BY reactie_id")
    assert moments == ["2025-01-05 10:30:00", "2025-01-05 11:00:00"]
