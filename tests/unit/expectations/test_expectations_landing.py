"""The landing suite: open on a sound landing, and every gate shuts on the fault that it is for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
import yaml

from expectations import Poort, check_landing
from expectations.landing import DATASETS, LANDING, Dataset
from expectations.toets import Gevuld, Poorttabel

Planter = Callable[[Path, str], Path]
Teller = Callable[[duckdb.DuckDBPyConnection, str, tuple[Poorttabel, ...], str], int]

CONTRACT = Path(__file__).parents[3] / "ingest" / "contract"

L2 = "levering_id = sha256('levering2')"

# gate → the fault planted, and the number of rows that then deviate
FOUTEN: dict[str, tuple[str, int]] = {
    "schema_versie.een_rij": ("insert into landing.schema_versie values (2, now())", 1),
    "leveringen.niet_leeg": ("delete from landing.leveringen", 1),
    "leveringen.levering_uniek": ("update landing.leveringen set levering_id = 'x'", 2),
    "leveringen.volgnummer_uniek": ("update landing.leveringen set volgnummer = 1", 2),
    "leveringen.soort_bekend": (f"update landing.leveringen set soort = 'half' where {L2}", 1),
    "leveringen.toewijzingen_geleverd": (
        f"delete from landing.bestanden where {L2} and dataset = 'toewijzingen'",
        1,
    ),
    "leveringen.eenheden_geleverd": (f"delete from landing.bestanden where {L2} and dataset = 'eenheden'", 1),
    "leveringen.een_sleutel": (f"update landing.leveringen set sleutel_vingerafdruk = 'y' where {L2}", 2),
    "leveringen.synthetisch_apart": (f"update landing.leveringen set synthetisch = true where {L2}", 2),
    "leveringen.periode_op_volgorde": (
        f"update landing.leveringen set periode_van = '2030-01-01' where {L2}",
        1,
    ),
    "leveringen.peildatum_niet_in_toekomst": (
        f"update landing.leveringen set geland_op = '2025-12-30 21:59:00' where {L2}",
        1,
    ),
    "bestanden.niet_leeg": ("delete from landing.bestanden", 1),
    "bestanden.bestand_uniek": (f"update landing.bestanden set bestand_id = 'x' where {L2}", 6),
    "bestanden.dataset_bekend": (f"update landing.bestanden set dataset = 'huurders' where {L2}", 6),
    "bestanden.levering_bekend": (f"delete from landing.leveringen where {L2}", 6),
    "bestanden.rijen_geland_niet_negatief": ("update landing.bestanden set rijen_geland = -1", 12),
    "bestanden.rijen_quarantaine_niet_negatief": ("update landing.bestanden set rijen_quarantaine = -1", 12),
    "bestanden.rijen_dubbel_niet_negatief": ("update landing.bestanden set rijen_dubbel = -1", 12),
    "bestanden.rijen_overgeslagen_niet_negatief": (
        "update landing.bestanden set rijen_overgeslagen = -1",
        12,
    ),
    "bestanden.rijen_vergeten_niet_negatief": ("update landing.bestanden set rijen_vergeten = -1", 12),
    "bestanden.rijen_verantwoord": (f"update landing.bestanden set rijen_gelezen = 199 where {L2}", 6),
    **{
        f"bestanden.{dataset.naam}_geland": (
            f"delete from landing.{dataset.naam} where {L2} and rijnummer = 2",
            1,
        )
        for dataset in DATASETS
    },
    "bestanden.quarantaine_verantwoord": ("delete from landing.quarantaine", 2),
    "bestanden.weinig_quarantaine": (
        "update landing.bestanden set rijen_quarantaine = 2 where rijen_quarantaine = 1",
        2,
    ),
    "quarantaine.bestand_bekend": ("update landing.quarantaine set bestand_id = 'x'", 4),
    "quarantaine.waarde_verzwegen": (
        "update landing.quarantaine set kolom = 'geboortedatum' where kolom = 'leeftijd'",
        2,
    ),
    "quarantaine.sleutel_pseudoniem": (
        f"update landing.quarantaine set dataset = 'inschrijvingen' where {L2}",
        2,
    ),
    **{
        f"{dataset.naam}.sleutel_uniek": (
            f"update landing.{dataset.naam} set {dataset.sleutel} = 'x' where {L2} and rijnummer <= 4",
            3,
        )
        for dataset in DATASETS
    },
    **{
        f"{dataset.naam}.bestand_bekend": (
            f"delete from landing.bestanden where dataset = '{dataset.naam}'",
            400,
        )
        for dataset in DATASETS
    },
    **{
        f"{dataset.naam}.gebeurtenis_voor_peildatum": (
            f"update landing.{dataset.naam} set {dataset.gebeurtenis} = '2026-01-01' where rijnummer = 2",
            2,
        )
        for dataset in DATASETS
        if dataset.gebeurtenis
    },
    **{
        f"{dataset.naam}.{kolom}_pseudoniem": (
            f"update landing.{dataset.naam} set {kolom} = upper({kolom}) where rijnummer = 2;"
            f"update landing.{dataset.naam} set {kolom} = 'I000042' where rijnummer = 3",
            4,
        )
        for dataset in DATASETS
        for kolom in dataset.pseudoniem
    },
    "toewijzingen.niet_leeg": ("delete from landing.toewijzingen", 1),
    "toewijzingen.rekenhuur_geloofwaardig": (
        "update landing.toewijzingen set rekenhuur = 65000 where rijnummer = 2",
        2,
    ),
    "toewijzingen.eenheid_id_bekend": ("delete from landing.eenheden where rijnummer <= 4", 6),
    "toewijzingen.publicatie_id_bekend": ("delete from landing.publicaties where rijnummer <= 4", 6),
    "toewijzingen.inschrijving_id_bekend": ("delete from landing.inschrijvingen where rijnummer <= 4", 6),
    "toewijzingen.huur_ingangsdatum_niet_ver_vooruit": (
        "update landing.toewijzingen set huur_ingangsdatum = '2026-06-01' where rijnummer = 2",
        1,
    ),
    "toewijzingen.corporatie_blijft_leveren": (
        f"update landing.toewijzingen set corporatie = 'ACTIUM ' where {L2}",
        1,
    ),
    "eenheden.niet_leeg": ("delete from landing.eenheden", 1),
    "eenheden.rekenhuur_geloofwaardig": (
        "update landing.eenheden set rekenhuur = 6.5 where rijnummer = 2",
        2,
    ),
    "eenheden.uit_exploitatie_na_in_exploitatie": (
        "update landing.eenheden set uit_exploitatie = '2020-12-31' where rijnummer = 2",
        2,
    ),
    "publicaties.eenheid_id_bekend": ("delete from landing.eenheden where rijnummer <= 4", 6),
    "publicaties.sluitingsdatum_na_publicatiedatum": (
        "update landing.publicaties set sluitingsdatum = '2023-12-31' where rijnummer = 2",
        2,
    ),
    "publicaties.sluitingsdatum_niet_ver_vooruit": (
        "update landing.publicaties set sluitingsdatum = '2027-01-01' where rijnummer = 2",
        2,
    ),
    "reacties.publicatie_id_bekend": ("delete from landing.publicaties where rijnummer <= 4", 6),
    "reacties.inschrijving_id_bekend": ("delete from landing.inschrijvingen where rijnummer <= 4", 6),
    "inschrijvingen.geboortedatum_op_maand": (
        "update landing.inschrijvingen set geboortedatum = '1990-05-17' where rijnummer = 2",
        2,
    ),
    "inschrijvingen.inschrijfdatum_na_geboortedatum": (
        "update landing.inschrijvingen set geboortedatum = '2019-05-01' where rijnummer = 2",
        2,
    ),
    "inschrijvingen.uitschrijfdatum_na_inschrijfdatum": (
        "update landing.inschrijvingen set uitschrijfdatum = '2017-05-01' where rijnummer = 2",
        2,
    ),
    "inschrijvingen.uitschrijfdatum_niet_ver_vooruit": (
        "update landing.inschrijvingen set uitschrijfdatum = '2026-01-01' where rijnummer = 2",
        1,
    ),
    "opzeggingen.eenheid_id_bekend": ("delete from landing.eenheden where rijnummer <= 4", 6),
    "opzeggingen.einddatum_huur_na_opzegdatum": (
        "update landing.opzeggingen set opzegdatum = '2024-02-01' where rijnummer = 2",
        2,
    ),
}

GEVULD = {
    (poort.tabel, verwachting.naam): verwachting.toets.kolom
    for poort in LANDING
    for verwachting in poort.verwachtingen
    if isinstance(verwachting.toets, Gevuld)
}


def test_sound_landing_passes_without_a_warning(landing_oordeel: Poort) -> None:
    assert landing_oordeel.passed
    assert landing_oordeel.build_id is None
    assert [u.verwachting for u in landing_oordeel.resultaten if not u.geslaagd] == []


@pytest.mark.parametrize("poort", FOUTEN)
def test_gate_counts_its_fault(
    poort: str, landing_in_geheugen: duckdb.DuckDBPyConnection, tel_na: Teller
) -> None:
    fout, aantal = FOUTEN[poort]
    assert tel_na(landing_in_geheugen, fout, LANDING, poort) == aantal


@pytest.mark.parametrize("poort", FOUTEN)
def test_gate_counts_nothing_on_sound_data(
    poort: str, landing_in_geheugen: duckdb.DuckDBPyConnection, tel_na: Teller
) -> None:
    assert tel_na(landing_in_geheugen, "select 1", LANDING, poort) == 0


def test_every_gate_has_a_fault_that_shuts_it() -> None:
    poorten = {
        f"{poort.tabel.removeprefix('landing.')}.{verwachting.naam}"
        for poort in LANDING
        for verwachting in poort.verwachtingen
        if not isinstance(verwachting.toets, Gevuld)
    }
    assert poorten == set(FOUTEN)


def test_required_columns_may_not_be_null(gave_landing: Path, met_fout: Planter) -> None:
    leeg = ";".join(
        f"update {tabel} set {kolom} = null where rowid = 0" for (tabel, _), kolom in GEVULD.items()
    )
    poort = check_landing(met_fout(gave_landing, leeg))
    uitslagen = {(u.tabel, u.verwachting.partition(".")[2]): u for u in poort.resultaten}
    assert {sleutel: uitslagen[sleutel].aantal_afwijkend for sleutel in GEVULD} == dict.fromkeys(GEVULD, 1)
    assert not any(uitslagen[sleutel].geslaagd for sleutel in GEVULD)


def test_dataset_that_was_not_delivered_does_not_block(gave_landing: Path, met_fout: Planter) -> None:
    optioneel = [d.naam for d in DATASETS if d.naam not in ("toewijzingen", "eenheden")]
    weg = ";".join(
        f"delete from landing.{naam}; delete from landing.bestanden where dataset = '{naam}'"
        for naam in optioneel
    )
    poort = check_landing(met_fout(gave_landing, weg))
    assert poort.passed
    assert poort.waarschuwingen == ()


def test_empty_landing_is_shut(gave_landing: Path, met_fout: Planter) -> None:
    leeg = ";".join(f"delete from {poort.tabel}" for poort in LANDING)
    poort = check_landing(met_fout(gave_landing, leeg))
    assert {u.verwachting for u in poort.blokkades} >= {
        "leveringen.niet_leeg",
        "bestanden.niet_leeg",
        "toewijzingen.niet_leeg",
        "eenheden.niet_leeg",
    }


def test_rows_that_were_erased_are_accounted_for(gave_landing: Path, met_fout: Planter) -> None:
    erased = (
        f"delete from landing.reacties where {L2} and rijnummer <= 4;"
        f"update landing.bestanden set rijen_vergeten = 3 where {L2} and dataset = 'reacties'"
    )
    assert check_landing(met_fout(gave_landing, erased)).passed


def test_faults_of_one_run(gave_landing: Path, met_fout: Planter) -> None:
    """Faults of each kind: gates shut or warn, and a share below its bound is counted and passes."""
    samen = (
        "insert into landing.schema_versie values (2, now());"
        "update landing.leveringen set soort = 'half' where volgnummer = 1;"
        "update landing.reacties set reactie_id = 'x', inschrijving_id = 'I42' where rijnummer <= 3;"
        "update landing.eenheden set rekenhuur = 6.5 where rijnummer = 2;"
        "delete from landing.publicaties where rijnummer = 2;"
        "delete from landing.inschrijvingen where rijnummer <= 5"
    )
    poort = check_landing(met_fout(gave_landing, samen))
    uitslagen = {u.verwachting: (u.ernst, u.geslaagd, u.aantal_afwijkend) for u in poort.resultaten}
    assert {naam: uitslag for naam, uitslag in uitslagen.items() if uitslag[2]} == {
        "schema_versie.een_rij": ("blokkerend", False, 1),
        "leveringen.soort_bekend": ("blokkerend", False, 1),
        "bestanden.inschrijvingen_geland": ("blokkerend", False, 2),
        "bestanden.publicaties_geland": ("blokkerend", False, 2),
        "toewijzingen.publicatie_id_bekend": ("waarschuwing", True, 2),
        "toewijzingen.inschrijving_id_bekend": ("waarschuwing", False, 8),
        "eenheden.rekenhuur_geloofwaardig": ("waarschuwing", False, 2),
        "reacties.sleutel_uniek": ("blokkerend", False, 4),
        "reacties.inschrijving_id_pseudoniem": ("blokkerend", False, 4),
        "reacties.publicatie_id_bekend": ("waarschuwing", True, 2),
        "reacties.inschrijving_id_bekend": ("waarschuwing", False, 8),
    }
    assert not poort.passed


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.naam)
def test_gates_follow_the_contract(dataset: Dataset) -> None:
    contract = yaml.safe_load((CONTRACT / f"{dataset.naam}.yml").read_text(encoding="utf-8"))
    kolommen = contract["columns"]
    assert dataset.sleutel == contract["key"]
    assert dataset.gebeurtenis == (None if contract["event"] == "peildatum" else contract["event"])
    required = {k["name"] for k in kolommen if k.get("required") and not k.get("always_lands")}
    assert set(dataset.verplicht) == required
    persoonlijk = {k["name"] for k in kolommen if k.get("personal") and k["type"] == "id"}
    assert set(dataset.pseudoniem) == persoonlijk


def test_every_dataset_of_the_contract_has_gates() -> None:
    assert {dataset.naam for dataset in DATASETS} == {path.stem for path in CONTRACT.glob("*.yml")}
