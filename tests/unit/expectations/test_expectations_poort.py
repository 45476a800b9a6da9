"""What holds for any gate: an exception never passes, only counts come out, the file stays as it was."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Callable
from pathlib import Path

import duckdb
import great_expectations.expectations as gxe
import pytest

from expectations import check_landing, check_reporting
from expectations.keuring import keur
from expectations.landing import LANDING
from expectations.poort import Poort, Uitslag
from expectations.reporting import REPORTING
from expectations.toets import (
    AantalRijen,
    Geen,
    HoogstensAandeel,
    Poorttabel,
    Toegestaan,
    Tussen,
    Uniek,
    Verwachting,
    blokkerend,
    gevuld,
    waarschuwing,
)

Planter = Callable[[Path, str], Path]

# Gate tables that may rightly be empty, and the table whose accounting finds it when they should not be.
MAG_LEEG = {
    "landing.inschrijvingen": "landing.bestanden",
    "landing.publicaties": "landing.bestanden",
    "landing.reacties": "landing.bestanden",
    "landing.opzeggingen": "landing.bestanden",
    "landing.quarantaine": "landing.bestanden",
    "reporting.rpt_kwaliteit": "reporting.rpt_leveringen",
    "reporting.rpt_interventies": "seeds.interventies",  # dbt: a row for each of its rows
    "reporting.rpt_signalen": "seeds.signaalregels",  # dbt: a unit test for each kind; none may fire
}


def _sha256(database: Path) -> str:
    return hashlib.sha256(database.read_bytes()).hexdigest()


@pytest.mark.parametrize("poort", [*LANDING, *REPORTING], ids=lambda poort: poort.tabel)
def test_every_gate_table_has_a_floor_and_names_its_figures(poort: Poorttabel) -> None:
    heeft_vloer = any(
        isinstance(v.toets, AantalRijen) and v.toets.minstens > 0 and v.ernst == "blokkerend"
        for v in poort.verwachtingen
    )
    assert heeft_vloer != (poort.tabel in MAG_LEEG)
    assert poort.raakt
    namen = [v.naam for v in poort.verwachtingen]
    assert len(namen) == len(set(namen))


def _tabellen(*namen: str) -> tuple[Poorttabel, ...]:
    return tuple(poort for poort in (*LANDING, *REPORTING) if poort.tabel in namen)


def test_missing_table_is_never_passed(gave_landing: Path, met_fout: Planter) -> None:
    zonder = met_fout(gave_landing, "drop table landing.opzeggingen")
    weg, over = "landing.opzeggingen", "landing.quarantaine"
    uitslagen = keur(zonder, _tabellen(weg, over))
    # a gate that warns blocks too when it could not be put
    assert {(u.geslaagd, u.ernst, u.aantal_afwijkend) for u in uitslagen if u.tabel == weg} == {
        (False, "blokkerend", None)
    }
    assert all("niet te controleren: " in u.melding for u in uitslagen if u.tabel == weg)
    assert all(u.geslaagd for u in uitslagen if u.tabel == over)
    assert not Poort("landing", None, uitslagen).passed


def test_missing_column_fails_its_own_gates_only(gaaf_warehouse: Path, met_fout: Planter) -> None:
    zonder = met_fout(gaaf_warehouse, "alter table reporting.rpt_kwaliteit drop aantal")
    uitslagen = keur(zonder, _tabellen("reporting.rpt_kwaliteit"))
    assert {u.verwachting for u in uitslagen if u.aantal_afwijkend is None} == {
        "rpt_kwaliteit.aantal_gevuld",
        "rpt_kwaliteit.aantal_niet_negatief",
    }


def test_gate_that_great_expectations_cannot_put_is_never_passed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Also where the rows could be counted, none deviates and the gate only warns; its text goes nowhere."""

    def kapot(*_: object, **__: object) -> None:
        logging.getLogger("great_expectations.validator").error("GEHEIM")
        raise RuntimeError("GEHEIM")

    monkeypatch.setattr(gxe.ExpectColumnValuesToBeBetween, "_validate", kapot)
    uitslag = _keur_rijen(tmp_path, "(1)", waarschuwing("eis", "de eis", Tussen("w", 0)))
    assert (uitslag.geslaagd, uitslag.ernst, uitslag.aantal_afwijkend) == (False, "blokkerend", None)
    assert "GEHEIM" not in caplog.text + repr(uitslag)


def test_warehouse_without_reporting_schema_is_shut(tmp_path: Path) -> None:
    leeg = tmp_path / "warehouse.duckdb"
    duckdb.connect(str(leeg)).close()
    poort = check_reporting(leeg)
    assert poort.build_id is None
    assert poort.resultaten
    assert not any(u.geslaagd for u in poort.resultaten)


def test_missing_file_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    for check in (check_landing, check_reporting):
        with pytest.raises(FileNotFoundError, match="land eerst een levering"):
            check(tmp_path / "niets.duckdb")
    assert list(tmp_path.iterdir()) == []


def test_poort_without_results_is_shut() -> None:
    assert not Poort("landing", None, ()).passed


def test_no_value_reaches_result_log_or_console(
    gave_landing: Path,
    met_fout: Planter,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Values that deviate, and values that a database quotes in its exceptions."""
    database = met_fout(
        gave_landing,
        "update landing.reacties set inschrijving_id = 'GEHEIM-1' where rijnummer = 2;"
        "update landing.eenheden set gemeente = null, eenheid_id = 'GEHEIM-2' where rijnummer < 5;"
        "alter table landing.inschrijvingen alter geboortedatum type varchar using 'GEHEIM-3';"
        "alter table landing.toewijzingen alter toewijzingsdatum type varchar using 'GEHEIM-4';"
        "alter table landing.toewijzingen alter rekenhuur type varchar using 'GEHEIM-5'",
    )
    with caplog.at_level(logging.DEBUG):
        poort = check_landing(database)
    uitslagen = {u.verwachting: u for u in poort.resultaten}
    assert uitslagen["reacties.inschrijving_id_pseudoniem"].aantal_afwijkend == 2
    assert uitslagen["toewijzingen.gebeurtenis_voor_peildatum"].aantal_afwijkend is None
    console = capfd.readouterr()
    for tekst in (poort.to_json(), "\n".join(poort.samenvatting()), caplog.text, console.out, console.err):
        assert "GEHEIM" not in tekst


def test_console_stays_quiet(gave_landing: Path, capfd: pytest.CaptureFixture[str]) -> None:
    keur(gave_landing, _tabellen("landing.quarantaine"))
    assert capfd.readouterr() == ("", "")


def test_check_leaves_the_file_as_it_was_and_lets_go_of_it(gaaf_warehouse: Path, met_fout: Planter) -> None:
    database = met_fout(gaaf_warehouse, "checkpoint")
    voor = _sha256(database)
    keur(database, _tabellen("reporting.rpt_kwaliteit"))
    assert _sha256(database) == voor
    assert [pad.name for pad in database.parent.iterdir()] == [database.name]
    with duckdb.connect(str(database)) as schrijver:  # fails while a read-only connection lingers
        schrijver.execute("create table reporting.na_de_keuring as select 1 as n")


def test_path_with_odd_characters(gaaf_warehouse: Path, tmp_path: Path) -> None:
    vreemd = tmp_path / "een $HOME?x=1#%20 map" / "warehouse.duckdb"
    vreemd.parent.mkdir()
    vreemd.write_bytes(gaaf_warehouse.read_bytes())
    assert all(u.geslaagd for u in keur(vreemd, _tabellen("reporting.rpt_kwaliteit")))


def test_great_expectations_may_not_call_home() -> None:
    assert (os.environ["GX_ANALYTICS_ENABLED"], os.environ["DO_NOT_TRACK"]) == ("false", "1")


def test_stored_form_is_the_same_twice_and_carries_counts_only(
    gaaf_warehouse: Path, warehouse_oordeel: Poort
) -> None:
    een = warehouse_oordeel.to_json()
    assert check_reporting(gaaf_warehouse).to_json() == een
    inhoud = json.loads(een)
    assert (inhoud["poort"], inhoud["build_id"], inhoud["passed"]) == ("reporting", "bouw-1", True)
    assert set(inhoud["resultaten"][0]) == {
        "verwachting",
        "tabel",
        "ernst",
        "geslaagd",
        "aantal_afwijkend",
        "indicatoren",
        "melding",
    }


def test_summary_says_which_figures_and_how_many_rows() -> None:
    def uitslag(naam: str, ernst: str, geslaagd: bool, melding: str) -> Uitslag:
        return Uitslag(naam, "landing.reacties", ernst, geslaagd, 3, "zoektijd en reacties", melding)  # type: ignore[arg-type]

    dicht = Poort(
        "landing",
        None,
        (
            uitslag("a", "waarschuwing", False, "reacties: 3 rijen voldoen niet aan de eis: x."),
            uitslag("b", "blokkerend", False, "reacties: 1 rij voldoet niet aan de eis: y."),
            uitslag("c", "blokkerend", True, "reacties: z."),
        ),
    )
    assert dicht.samenvatting() == [
        "Controle landing: niet geslaagd, 1 van de 3 eisen geschonden. "
        "Er wordt niets gepubliceerd; wat er stond, blijft staan.",
        "  FOUT reacties: 1 rij voldoet niet aan de eis: y. Raakt: zoektijd en reacties.",
        "  LET OP reacties: 3 rijen voldoen niet aan de eis: x. Raakt: zoektijd en reacties.",
    ]
    open_ = Poort("landing", None, (dicht.resultaten[0], dicht.resultaten[2]))
    assert open_.passed
    assert open_.samenvatting()[0] == "Controle landing: geslaagd, 2 eisen, 1 waarschuwing(en)."


# Great Expectations decides and we count: for each kind of demand the two must agree, also at its edges.
@pytest.mark.parametrize(
    ("toets", "rijen", "afwijkend"),
    [
        (AantalRijen(1), "(1)", 0),
        (AantalRijen(2), "(1)", 1),
        (AantalRijen(0, 1), "(1), (2), (3)", 2),
        (AantalRijen(1, waar="w = 2"), "(1), (3)", 1),
        (AantalRijen(1, waar="w = 2", mits="false"), "(1), (3)", 0),
        (Uniek(("w",)), "(1), (2), (null), (null)", 0),
        (Uniek(("w",)), "(1), (1), (1), (2), (null), (null)", 3),
        (Uniek(("w", "w % 2")), "(1), (1), (2)", None),  # no column of that name: an exception
        (Toegestaan("w", ("1", "2")), "('1'), ('2'), (null)", 0),
        (Toegestaan("w", ("1", "2")), "('1'), ('3'), ('3')", 2),
        (Tussen("w", 0, 1), "(0), (1), (null), (0.5)", 0),
        (Tussen("w", 0, 1), "(-0.001), (1.001), (0.5)", 2),
        (Tussen("w", 0), "(-1), (1000000)", 1),
        (Geen("where w > 1"), "(1), (null)", 0),
        (Geen("where w > 1"), "(1), (2), (3)", 2),
        (Geen("group by w having count(*) > 1"), "(1), (1), (2), (2)", 2),
    ],
)
def test_verdict_and_count_agree(toets: object, rijen: str, afwijkend: int | None, tmp_path: Path) -> None:
    uitslag = _keur_rijen(tmp_path, rijen, blokkerend("eis", "de eis", toets))  # type: ignore[arg-type]
    assert (uitslag.geslaagd, uitslag.aantal_afwijkend) == (afwijkend == 0, afwijkend)


@pytest.mark.parametrize(
    ("rijen", "geslaagd", "aantal"),
    [
        ("(1), (2), (3), (null)", True, 1),  # exactly the tolerated third of the rows that count
        ("(1), (3), (3), (null)", False, 2),
        ("(null)", True, 0),
    ],
)
def test_share_tolerates_up_to_its_bound(rijen: str, geslaagd: bool, aantal: int, tmp_path: Path) -> None:
    toets = HoogstensAandeel(0.34, fout="w = 3", onder="w is not null")
    uitslag = _keur_rijen(tmp_path, rijen, waarschuwing("eis", "de eis", toets))
    assert (uitslag.geslaagd, uitslag.aantal_afwijkend, uitslag.ernst) == (geslaagd, aantal, "waarschuwing")


def test_null_is_counted(tmp_path: Path) -> None:
    (verwachting,) = gevuld("w")
    uitslag = _keur_rijen(tmp_path, "(1), (null), (null)", verwachting)
    assert (uitslag.geslaagd, uitslag.aantal_afwijkend) == (False, 2)
    assert uitslag.melding == "tabel: 2 rijen voldoen niet aan de eis: w is overal ingevuld."


def _keur_rijen(tmp_path: Path, rijen: str, verwachting: Verwachting) -> Uitslag:
    database = tmp_path / "proef.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute(f"create schema s; create table s.tabel as select * from (values {rijen}) as v(w)")
    (uitslag,) = keur(database, (Poorttabel("s.tabel", "niets", (verwachting,)),))
    return uitslag
