"""Identity, withdrawal and periods: the rules between leveringen."""

import zipfile
from pathlib import Path

import pytest
from small_tables import EENHEDEN, MANIFEST, OPZEGGINGEN, TOEWIJZINGEN, Land, write_files

import ingest

VOLLEDIG = {"soort": "volledig"}


def toewijzingen(*keys: str, day: str = "01-02-2025") -> str:
    return "\n".join([TOEWIJZINGEN.splitlines()[0], *(f"{k};E1;;Actium;{day};regulier;650,25" for k in keys)])


def both(*keys: str, day: str = "01-02-2025") -> dict[str, str]:
    return {"toewijzingen.csv": toewijzingen(*keys, day=day), "eenheden.csv": EENHEDEN}


TEN = [f"T{i}" for i in range(10)]
REFUSED = "\nT8;E1;;Actium;geen;regulier;1\nT9;;;Actium;geen;x;1"
REFUSED_BUT_BACK = {"toewijzingen.csv": toewijzingen(*TEN[:8]) + REFUSED, "eenheden.csv": EENHEDEN}


def test_the_same_levering_twice_changes_nothing(land: Land, tmp_path: Path) -> None:
    first = land(both("T1"), VOLLEDIG)
    again = land(both("T1"), VOLLEDIG)
    assert again.ok.was_al_geland
    assert again.ok.levering_id == first.ok.levering_id
    assert again.ok.bestanden == first.ok.bestanden
    folder = write_files(tmp_path / "map", both("T1"), VOLLEDIG)
    with zipfile.ZipFile(tmp_path / "levering.zip", "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"levering-2025/{file.name}")
    assert land(tmp_path / "levering.zip").ok.was_al_geland
    assert first.column("SELECT count(*) FROM landing.leveringen") == [1]


def test_a_mended_contract_lands_the_same_levering_anew(land: Land, contract: ingest.Contract) -> None:
    assert land(both("T1"), VOLLEDIG).ok
    mended = ingest.Contract(contract.datasets, contract.codes, "another hash")
    assert not land(both("T1"), VOLLEDIG, contract=mended).ok.was_al_geland


def test_check_lands_nothing(land: Land) -> None:
    checked = land(both("T1"), VOLLEDIG, alleen_controle=True)
    assert checked.ok.bestanden[1].rijen_geland == 1
    assert checked.column("SELECT count(*) FROM landing.leveringen") == [0]
    assert checked.column("SELECT count(*) FROM landing.toewijzingen") == [0]


def test_l007_a_forgotten_file(land: Land) -> None:
    assert land(both(*TEN), {**VOLLEDIG, "peildatum": "2025-06-30"}).ok
    forgotten = land(both(*TEN[:8]), VOLLEDIG)
    assert forgotten.codes == ["L007"]
    assert "2 van de 10" in str(forgotten.refusal)
    assert land(both(*TEN[:9]), VOLLEDIG).ok
    assert land(both(*TEN[:5]), {**VOLLEDIG, "peildatum": "2026-01-31"}, intrekken=True).ok


@pytest.mark.parametrize(
    ("files", "manifest"),
    [
        (both(*TEN[:8]), {"soort": "aanvulling"}),
        (both(*TEN[:8]), {"periode_van": "2025-03-01"}),
        (both(*TEN[:8]), {"peildatum": "2025-06-29"}),
        (both(*TEN[:8]), {"bron": "ander"}),
        (REFUSED_BUT_BACK, {}),
    ],
    ids=["aanvulling", "outside its period", "older", "another bron", "refused rows count as come back"],
)  # fmt: skip
def test_what_withdraws_nothing(land: Land, files: dict[str, str], manifest: dict[str, object]) -> None:
    assert land(both(*TEN), {**VOLLEDIG, "peildatum": "2025-06-30"}).ok
    assert land(files, {**VOLLEDIG, "periode_van": "2025-01-01", **manifest}).ok


def test_withdrawn_rows_are_not_current_and_not_withdrawn_again(land: Land) -> None:
    assert land(both(*TEN), {**VOLLEDIG, "peildatum": "2025-03-31"}).ok
    assert land(both(*TEN[:4]), {**VOLLEDIG, "peildatum": "2025-06-30"}, intrekken=True).ok
    assert land(both(*TEN[:4]), {**VOLLEDIG, "peildatum": "2025-09-30"}).ok


def test_registers_are_complete_whatever_the_period(land: Land) -> None:
    def register(count: int) -> dict[str, str]:
        rows = [f"E{i};Actium;Assen;650,25;Ja" for i in range(count)]
        return {
            "eenheden.csv": "\n".join([EENHEDEN.splitlines()[0], *rows]),
            "toewijzingen.csv": toewijzingen("T1"),
        }

    assert land(register(10), {**VOLLEDIG, "peildatum": "2025-06-30"}).ok
    period = {"periode_van": "2025-12-01", "periode_tot_en_met": "2025-12-31"}
    assert land(register(5), {**VOLLEDIG, **period}).codes == ["L007"]


def test_the_default_period_runs_from_the_earliest_event_to_the_peildatum(land: Land) -> None:
    inschrijvingen = "inschrijving_id;inschrijfdatum\nI1;01-01-1999\n"
    files = {**both("T1"), "inschrijvingen.csv": inschrijvingen, "opzeggingen.csv": OPZEGGINGEN}
    outcome = land(files, VOLLEDIG)
    period = (
        "SELECT periode_van::VARCHAR, periode_tot_en_met::VARCHAR FROM landing.leveringen ORDER BY volgnummer"
    )
    assert outcome.rows(period) == [("2025-01-31", "2025-12-31")]
    land({"inschrijvingen.csv": inschrijvingen}, {"periode_tot_en_met": "2026-06-30"})
    assert outcome.rows(period)[1] == ("1999-01-01", "2025-12-31")


def test_a_file_may_fill_a_levering_by_itself_when_it_adds(land: Land) -> None:
    land(both(*TEN), {**MANIFEST, **VOLLEDIG, "peildatum": "2025-06-30"})
    outcome = land({"toewijzingen.csv": toewijzingen("T99")})
    assert outcome.ok.bestanden[0].rijen_geland == 1
    assert outcome.column("SELECT volgnummer FROM landing.leveringen ORDER BY 1") == [1, 2]


def test_identical_rows_of_two_files_land_once_and_labels_of_one_code_are_equal(land: Land) -> None:
    line = "O1;E1;31-01-2025;verhuizing\n"
    header = OPZEGGINGEN.splitlines()[0] + "\n"
    outcome = land({"opzeggingen_a.csv": header + line, "opzeggingen_b.csv": header + line * 2})
    assert [file.rijen_dubbel for file in outcome.ok.bestanden] == [0, 2]
    reactie = "R1;P1;I1;01-02-2025;{}\n"
    twice = "reactie_id;publicatie_id;inschrijving_id;reactiedatum;status\n" + reactie * 2
    assert land({"reacties.csv": twice.format("actief", "ACTIEF")}).codes == []
    conflict = land({"reacties.csv": twice.format("actief", "ingetrokken")})
    assert conflict.codes == ["R107", "R107"]
    assert conflict.column("SELECT waarde FROM landing.quarantaine") == ["R1", "R1"]


def test_keys_that_rise_in_each_file_may_still_come_twice(land: Land) -> None:
    header = OPZEGGINGEN.splitlines()[0] + "\n"
    first = "O1;E1;31-01-2025;\nO2;E2;31-01-2025;\n"
    second = "O2;E2;31-01-2025;\nO3;E3;31-01-2025;\n"
    outcome = land({"opzeggingen_a.csv": header + first, "opzeggingen_b.csv": header + second})
    assert [file.rijen_dubbel for file in outcome.ok.bestanden] == [0, 1]
