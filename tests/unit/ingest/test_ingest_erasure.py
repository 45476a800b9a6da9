"""Erasure: who goes, what stays of a letting, and that the landing still accounts for every row."""

import csv
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from small_tables import EENHEDEN, SLEUTEL, Land, Outcome

import ingest
from ingest.privacy import Pseudonyms

PSEUDONYM = Pseudonyms(SLEUTEL, "thuiskompas").one
INSCHRIJVINGEN = (
    "inschrijving_id;woningzoekende_id;inschrijfdatum;uitschrijfdatum;geboortedatum;huishoudgrootte\n"
    "I1;W1;01-02-2019;;12-03-1990;2\n"
    "I2;W1;01-02-2015;01-02-2019;12-03-1990;1\n"
    "I3;W3;05-06-2020;31-12-2024;01-01-1985;4\n"
    "I4;W4;05-06-2020;01-01-2025;01-01-1985;veel\n"
)
REACTIES = (
    "reactie_id;publicatie_id;inschrijving_id;reactiedatum\n"
    "R1;P1;I1;05-01-2025\nR2;P1;I2;05-01-2018\nR3;P1;I3;05-01-2024\nR4;P2;I1;06-01-2025\n"
)
TOEWIJZINGEN = (
    "toewijzing_id;eenheid_id;inschrijving_id;corporatie;toewijzingsdatum;toewijzingsgrond;leeftijd;"
    "huishoudgrootte;rekenhuur\n"
    "T1;E1;I1;Actium;01-02-2025;regulier;34;2;650,25\n"
    "T2;E2;;Woonservice;02-03-2025;statushouder;40;5;701,00\n"
    "T3;E2;I3;Woonservice;31-12-2024;regulier;39;4;701,00\n"
)
FILES = {
    "eenheden.csv": EENHEDEN,
    "inschrijvingen.csv": INSCHRIJVINGEN,
    "reacties.csv": REACTIES,
    "toewijzingen.csv": TOEWIJZINGEN,
}

Erase = Callable[..., ingest.Erasure]


@pytest.fixture(scope="module")
def empty_landing(tmp_path_factory: pytest.TempPathFactory, contract: ingest.Contract) -> Path:
    """Without compression, so that whatever is left of a person can be seen in the bytes of the file."""
    path = tmp_path_factory.mktemp("leeg") / "leveringen.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.landing._COMPRESSIONS", {"id": "uncompressed"})
        ingest.init_landing(path, contract)
    return path


@pytest.fixture
def erase(tmp_path: Path, contract: ingest.Contract) -> Erase:
    """erase(outcome, "I1", bron=…) or erase(outcome, date): the landing with the new file in its place."""

    def erase_one(outcome: Outcome, whom: str | date, **words: Any) -> ingest.Erasure:
        werkmap = tmp_path / "wis"
        shutil.rmtree(werkmap, ignore_errors=True)
        werkmap.mkdir()
        asked = (
            ingest.ClosedBefore(whom)
            if isinstance(whom, date)
            else ingest.Person(whom, **{"sleutel": SLEUTEL, **words})
        )
        erasure = ingest.erase(
            outcome.landing, contract, asked, werkmap=werkmap, afkeurmap=tmp_path / "afkeur"
        )
        if erasure.nieuw:
            assert erasure.nieuw.stat().st_mode & 0o777 == 0o600
            erasure.nieuw.replace(outcome.landing)
        assert [path for path in werkmap.iterdir() if path.is_file()] == []
        return erasure

    return erase_one


def assert_accounts(outcome: Outcome) -> None:
    """What the ledger says is there, is there."""
    for dataset in ("inschrijvingen", "reacties", "toewijzingen", "eenheden"):
        accounted = "SELECT coalesce(sum(rijen_geland - rijen_vergeten), 0) FROM landing.bestanden"
        assert outcome.rows(f"{accounted} WHERE dataset = '{dataset}'") == outcome.rows(
            f"SELECT count(*) FROM landing.{dataset}"
        )
    refused = "SELECT sum(rijen_quarantaine) FROM landing.bestanden"
    present = "SELECT count(DISTINCT (bestand_id, rijnummer)) FROM landing.quarantaine"
    assert outcome.rows(refused) == outcome.rows(present)


def assert_nowhere(outcome: Outcome, *ids: str) -> None:
    """In no text column of any table, and not in the bytes of the file."""
    with duckdb.connect(str(outcome.landing), read_only=True) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() "
            "WHERE schema_name = 'landing' AND data_type = 'VARCHAR'"
        ).fetchall()
        for table, column in columns:
            query = f'SELECT count(*) FROM landing.{table} WHERE list_contains(?, "{column}")'
            names = [name for raw in ids for name in (raw, PSEUDONYM(raw))]
            assert connection.execute(query, [names]).fetchone() == (0,), (table, column)
    content = outcome.landing.read_bytes()
    assert not any(PSEUDONYM(raw).encode() in content for raw in ids)


@pytest.mark.parametrize("kenmerk", ["I1", "W1", " I2 "])
def test_any_id_of_a_person_erases_the_whole_person(land: Land, erase: Erase, kenmerk: str) -> None:
    outcome = land(FILES)
    assert PSEUDONYM("I1").encode() in outcome.landing.read_bytes()
    erasure = erase(outcome, kenmerk)
    assert PSEUDONYM("I3").encode() in outcome.landing.read_bytes()  # so that I1's absence says something
    assert (erasure.inschrijvingen, erasure.reacties, erasure.toewijzingen) == (2, 3, 1)
    assert_nowhere(outcome, "I1", "I2", "W1")
    assert_accounts(outcome)
    assert outcome.column("SELECT inschrijving_id FROM landing.inschrijvingen") == [PSEUDONYM("I3")]
    assert outcome.column("SELECT reactie_id FROM landing.reacties") == ["R3"]


def test_a_letting_stays_without_the_household(land: Land, erase: Erase) -> None:
    outcome = land(FILES)
    facts = (
        "SELECT * EXCLUDE (inschrijving_id, leeftijd, huishoudgrootte) FROM landing.toewijzingen ORDER BY 1"
    )
    before = outcome.rows(facts)
    erase(outcome, "I1")
    assert outcome.rows(facts) == before
    household = (
        "SELECT inschrijving_id, leeftijd, huishoudgrootte FROM landing.toewijzingen ORDER BY toewijzing_id"
    )
    assert outcome.rows(household) == [(None, None, None), (None, 40, 5), (PSEUDONYM("I3"), 39, 4)]


def test_every_version_goes_and_so_does_what_was_refused(land: Land, erase: Erase, tmp_path: Path) -> None:
    land(FILES)
    later = FILES | {
        "inschrijvingen.csv": INSCHRIJVINGEN.replace(";2\n", ";9999\n"),  # I1 out of range
        "toewijzingen.csv": TOEWIJZINGEN.replace(";34;", ";134;"),  # T1 too
        "reacties.csv": REACTIES.replace("R1;P1;I1;05-01-2025", "R1;P1;I1;05-13-2025"),
    }
    outcome = land(later, {"peildatum": "2026-01-31"})
    erasure = erase(outcome, "W1")
    assert (erasure.inschrijvingen, erasure.reacties, erasure.toewijzingen) == (2, 3, 1)
    assert erasure.geweigerde_rijen == 3
    assert_nowhere(outcome, "I1", "I2", "W1")
    assert_accounts(outcome)
    refused = "SELECT dataset, kolom, waarde, sleutel FROM landing.quarantaine WHERE levering_id = "
    assert outcome.rows(f"{refused} '{outcome.ok.levering_id}' ORDER BY dataset, rijnummer") == [
        ("inschrijvingen", "huishoudgrootte", None, None),
        ("inschrijvingen", "huishoudgrootte", "veel", PSEUDONYM("I4")),
        ("reacties", "reactiedatum", None, None),
        ("toewijzingen", "leeftijd", None, "T1"),  # the letting came back: its earlier version stays current
    ]
    report = tmp_path / "afkeur" / outcome.ok.levering_id[:12] / "afkeur.csv"
    with report.open(encoding="utf-8-sig", newline="") as file:
        values = [row["waarde"] for row in csv.DictReader(file, delimiter=";")]
    assert sorted(values) == ["", "", "", "veel"]


def test_one_that_is_not_there_changes_nothing(land: Land, erase: Erase) -> None:
    outcome = land(FILES)
    assert erase(outcome, "I9") == ingest.Erasure(None, 0, 0, 0, 0)
    assert erase(outcome, "I1", soort="woningzoekende").nieuw is None


def test_an_inschrijving_known_from_a_letting_alone(land: Land, erase: Erase) -> None:
    outcome = land({"toewijzingen.csv": TOEWIJZINGEN})
    erasure = erase(outcome, "I3")
    assert (erasure.inschrijvingen, erasure.toewijzingen) == (0, 1)
    assert_nowhere(outcome, "I3")


def test_an_inschrijving_belongs_to_whom_the_latest_levering_says(land: Land, erase: Erase) -> None:
    head = "inschrijving_id;woningzoekende_id;inschrijfdatum\n"
    land({"inschrijvingen.csv": head + "I1;W1;01-02-2019\nI2;W1;01-02-2019\n"})
    land({"inschrijvingen.csv": head + "I2;W2;01-02-2019\n"}, {"peildatum": "2026-01-31"})
    outcome = land({"inschrijvingen.csv": head + "I1;;01-02-2019\n"}, {"peildatum": "2026-02-28"})
    erase(outcome, "W1")
    assert_nowhere(outcome, "I1", "W1")
    left = "SELECT inschrijving_id, woningzoekende_id FROM landing.inschrijvingen"
    assert outcome.rows(left) == [(PSEUDONYM("I2"), PSEUDONYM("W2"))]
    assert_accounts(outcome)


def test_a_number_that_two_persons_have_is_asked_after(land: Land, erase: Erase) -> None:
    head = "inschrijving_id;woningzoekende_id;inschrijfdatum\n"
    outcome = land({"inschrijvingen.csv": head + "7;8;01-02-2019\n9;7;01-02-2019\n"})
    with pytest.raises(ingest.VergeetGeweigerd, match="--soort") as refusal:
        erase(outcome, "7")
    assert "7" not in str(refusal.value)
    erase(outcome, "7", soort="inschrijving")
    assert outcome.column("SELECT inschrijving_id FROM landing.inschrijvingen") == [PSEUDONYM("9")]
    erase(outcome, "7", soort="woningzoekende")
    assert outcome.rows("FROM landing.inschrijvingen") == []


def test_a_number_that_two_bronnen_have_is_asked_after(land: Land, erase: Erase) -> None:
    land(FILES)
    outcome = land(FILES, {"bron": "actium"})
    with pytest.raises(ingest.VergeetGeweigerd, match="actium, thuiskompas: zeg met --bron"):
        erase(outcome, "I1")
    with pytest.raises(ingest.VergeetGeweigerd, match="bekend: actium, thuiskompas"):
        erase(outcome, "I1", bron="woonservice")
    erase(outcome, "I1", bron="actium")
    assert outcome.rows("SELECT bron, count(*) FROM landing.inschrijvingen GROUP BY 1 ORDER BY 1") == [
        ("actium", 1),
        ("thuiskompas", 3),
    ]


@pytest.mark.parametrize("sleutel", [None, b"short", b"another key of thirty-two bytes or more"])
def test_another_key_finds_nobody_and_says_so(land: Land, erase: Erase, sleutel: bytes | None) -> None:
    with pytest.raises(ingest.VergeetGeweigerd, match="pseudoniemsleutel"):
        erase(land(FILES), "I1", sleutel=sleutel)


def test_a_synthetic_person_is_found_with_the_demo_key(land: Land, erase: Erase) -> None:
    outcome = land(FILES, {"synthetisch": "true"}, sleutel=None)
    assert erase(outcome, "I1", sleutel=None).inschrijvingen == 2


@pytest.mark.parametrize(
    ("datum", "gone"),
    [(date(2019, 2, 1), set()), (date(2019, 2, 2), {"I2"}), (date(2025, 1, 1), {"I2", "I3"})],
)
def test_closed_before_a_day(land: Land, erase: Erase, datum: date, gone: set[str]) -> None:
    outcome = land(FILES)
    erasure = erase(outcome, datum)
    assert erasure.inschrijvingen == len(gone)
    assert set(outcome.column("SELECT inschrijving_id FROM landing.inschrijvingen")) == {
        PSEUDONYM(stays) for stays in {"I1", "I2", "I3"} - gone
    }
    persons = outcome.column("SELECT DISTINCT inschrijving_id FROM landing.reacties")
    assert {PSEUDONYM(raw) for raw in gone}.isdisjoint(persons)
    assert_accounts(outcome)


def test_the_latest_levering_says_whether_an_inschrijving_is_closed(land: Land, erase: Erase) -> None:
    head = "inschrijving_id;inschrijfdatum;uitschrijfdatum\n"
    land({"inschrijvingen.csv": head + "I1;01-02-2015;01-02-2019\nI2;01-02-2015;\n"})
    outcome = land(
        {"inschrijvingen.csv": head + "I1;01-02-2015;\nI2;01-02-2015;01-02-2019\n"},
        {"peildatum": "2026-01-31"},
    )
    assert erase(outcome, date(2020, 1, 1)).inschrijvingen == 1
    assert outcome.column("SELECT DISTINCT inschrijving_id FROM landing.inschrijvingen") == [PSEUDONYM("I1")]
    assert_accounts(outcome)


def test_the_same_levering_again_stays_landed_and_a_later_one_may_bring_the_person_back(
    land: Land, erase: Erase, tmp_path: Path
) -> None:
    outcome = land(FILES)
    schema = "SELECT table_name, sql FROM duckdb_tables() ORDER BY 1"
    before = outcome.rows(schema)
    erase(outcome, "W1")
    assert outcome.rows(schema) == before  # keys and defaults too
    assert land(tmp_path / "levering1").ok.was_al_geland
    assert_nowhere(outcome, "W1")
    land(FILES, {"peildatum": "2026-01-31"})
    assert PSEUDONYM("W1") in outcome.column("SELECT woningzoekende_id FROM landing.inschrijvingen")
    assert_accounts(outcome)
    erase(outcome, "W1")
    assert_nowhere(outcome, "W1")
    assert_accounts(outcome)


def test_a_file_that_would_not_hold_what_it_should_takes_no_place(
    land: Land, erase: Erase, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = land(FILES)
    before = outcome.landing.read_bytes()
    monkeypatch.setattr("ingest.erasure._copy_what_stays", lambda _connection: None)
    with pytest.raises(ingest.AccountingError):
        erase(outcome, "W1")
    assert outcome.landing.read_bytes() == before


def test_what_names_a_person_is_what_erasure_looks_through(contract: ingest.Contract) -> None:
    """For another column that the contract marks as a personal id, erase does not know what to do."""
    personal = {
        (dataset.dataset, column.name)
        for dataset in contract.datasets.values()
        for column in dataset.columns
        if column.personal and column.type == "id"
    }
    assert personal == {
        ("inschrijvingen", "inschrijving_id"),
        ("inschrijvingen", "woningzoekende_id"),
        ("reacties", "inschrijving_id"),
        ("toewijzingen", "inschrijving_id"),
    }
