"""afkeur.csv and samenvatting.md: what a supplier receives, and what must never be in it."""

import csv
from pathlib import Path

from small_tables import EENHEDEN, OPZEGGINGEN, TOEWIJZINGEN, Land

CANARIES = ["jan.jansen@voorbeeld.nl", "111222333", "Geheimnaam", "I-geheim-7", "1980-02-27"]


def report(path: Path | None) -> list[dict[str, str]]:
    assert path is not None
    raw = (path / "afkeur.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(raw.decode("utf-8-sig").splitlines(), delimiter=";"))


def test_a_refused_row_is_named_with_what_to_do(land: Land) -> None:
    outcome = land({"eenheden.csv": EENHEDEN + "E3;Actium;Assen;veel;Ja\n"})
    (line,) = report(outcome.ok.afkeur_pad)
    assert (line["bestand"], line["rijnummer"], line["kolom"], line["code"]) == (
        "eenheden.csv",
        "4",
        "rekenhuur",
        "R103",
    )
    assert line["waarde"] == "veel"
    assert "lever" in line["melding"]


def test_no_cell_is_a_formula(land: Land) -> None:
    rows = ["=1+1", "+1", "-1x", "@SUM(A1)", "\t=1"]
    content = EENHEDEN + "".join(f"E{i};{text};Assen;1;Ja\n" for i, text in enumerate(rows, 3))
    values = [line["waarde"] for line in report(land({"eenheden.csv": content}).ok.afkeur_pad)]
    assert values == ["'=1+1", "'+1", "'-1x", "'@SUM(A1)", "'\t=1"]


def test_a_refused_levering_is_explained(land: Land) -> None:
    refused = land({"opzeggingen.csv": OPZEGGINGEN.replace("eenheid_id", "eenheids_kenmerk")})
    assert refused.refusal is not None
    (line,) = report(refused.refusal.afkeur_pad)
    assert (line["code"], line["kolom"]) == ("B002", "eenheid_id")
    summary = (refused.refusal.afkeur_pad / "samenvatting.md").read_text()  # type: ignore[operator]
    assert "niet geland" in summary
    assert "eenheid_id" in summary


def test_without_a_manifest_the_summary_shows_one(land: Land) -> None:
    refused = land({"opzeggingen.csv": OPZEGGINGEN}, None)
    assert refused.refusal is not None
    assert "peildatum: 2025-12-31" in (refused.refusal.afkeur_pad / "samenvatting.md").read_text()  # type: ignore[operator]


def test_nothing_personal_is_written_anywhere(land: Land, tmp_path: Path) -> None:
    columns = "naam;inschrijfdatum;geboortedatum;geboortejaar;huishoudgrootte;uitschrijfreden;woonsituatie"
    header = f"inschrijving_id;{columns}\n"
    rows = [
        "I-geheim-7;Geheimnaam;geen;1980-02-27;1980;3;;starter",
        "I-geheim-7x;Geheimnaam;01-02-2020;27-02-80;x;3;mail jan.jansen@voorbeeld.nl;",
        "I-geheim-7y;Geheimnaam;01-02-2020;;;111222333;bsn 111222333;jan.jansen@voorbeeld.nl",
        "I-geheim-7;Geheimnaam;1980-02-27",
        '"I-geheim-7"Geheimnaam;x',
    ]
    outcome = land({"inschrijvingen.csv": header + "\n".join(rows)})
    assert outcome.ok.aantal_quarantaine == 5
    written = [outcome.landing, *(file for file in (tmp_path / "afkeur").rglob("*") if file.is_file())]
    assert len(written) == 3
    for file in written:
        content = file.read_bytes()
        for canary in CANARIES:
            assert canary.encode() not in content, (file.name, canary)


def test_the_report_is_private(land: Land) -> None:
    folder = land({"opzeggingen.csv": OPZEGGINGEN}).ok.afkeur_pad
    assert folder is not None
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


def test_an_unknown_label_stands_in_the_report_and_not_in_what_is_logged(land: Land) -> None:
    """A supplier may have written anything there, so only who may read the state sees it."""
    labels = ["Geheimnaam", "urgenti", "jan.jansen@voorbeeld.nl", "Geheimnaam", "=1+1|x"]
    rows = [f"T{7 + place};E1;;Actium;01-03-2025;{label};600,00" for place, label in enumerate(labels)]
    rows += [f"T{20 + place};E1;;Actium;01-03-2025;Vrij {place};600,00" for place in range(3)]
    outcome = land({"toewijzingen.csv": TOEWIJZINGEN + "\n".join(rows)})
    assert outcome.codes == []
    logged = " ".join(outcome.ok.waarschuwingen)
    assert "8 rijen met onbekend label in toewijzingsgrond" in logged
    assert "(rij 4, 5, 6, 7, 8, …)" in logged
    assert not [label for label in labels if label in logged]
    assert outcome.ok.afkeur_pad is not None
    assert f"afkeur/{outcome.ok.afkeur_pad.name}/samenvatting.md noemt de labels" in logged
    summary = outcome.ok.afkeur_pad / "samenvatting.md"
    assert summary.stat().st_mode & 0o777 == 0o600
    text = summary.read_text(encoding="utf-8")
    assert "- toewijzingen.csv, toewijzingsgrond: ‘Geheimnaam’ (2×)\n" in text
    assert "‘urgenti’ (1×); bedoelt u ‘urgentie’?" in text
    assert "‘=1+1\\|x’" in text
    assert "niet getoond, lijkt op een persoonsgegeven (1×)" in text
    assert "voorbeeld.nl" not in text


def test_a_check_says_what_is_in_order_and_not_that_it_landed(land: Land) -> None:
    for checked, column in ((True, "in orde"), (False, "geland")):
        path = land({"eenheden.csv": EENHEDEN}, alleen_controle=checked).ok.afkeur_pad
        assert path is not None
        text = (path / "samenvatting.md").read_text(encoding="utf-8")
        assert f"| bestand | gelezen | {column} | geweigerd |" in text
