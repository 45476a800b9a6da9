"""Erasure through the command: out of the landing and every build, with agreement 20 as it was."""

import signal
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
from test_killed_run import in_another_process, landed

from ingest.privacy import DEMO_SLEUTEL, Pseudonyms

if TYPE_CHECKING:
    from conftest import Monitor

# The one who gets a dwelling of Actium in 2025, out of the free policy room, and reacts four times.
INSCHRIJVING, WONINGZOEKENDE = "I-A2025-004", "W-A2025-004"
PSEUDONYM = Pseudonyms(DEMO_SLEUTEL, "thuiskompas").one

BOUNDARIES = [
    "ingest.erasure:_copy_what_stays",
    "ingest:erase",
    "woonmonitor.warehouse:discard_unpublished",
    "woonmonitor.warehouse:figures_only",
    "woonmonitor.state:State.put",
]


def norm(monitor: "Monitor") -> list[tuple[Any, ...]]:
    with duckdb.connect(str(monitor.state.warehouse), read_only=True) as connection:
        return connection.execute("from reporting.rpt_norm_vrije_ruimte order by all").fetchall()


def accounted(monitor: "Monitor") -> dict[str, list[int]]:
    """Per dataset with people: rows landed, forgotten and present, as the figures were built on them."""
    present = " union all ".join(
        f"select '{name}' as dataset, count(*) as aantal from staging.stg_thuiskompas__{name}"
        for name in ("inschrijvingen", "reacties")
    )
    with duckdb.connect(str(monitor.state.warehouse), read_only=True) as connection:
        rows = connection.execute(
            "select dataset, rijen_geland, rijen_vergeten, aantal "
            f"from reporting.rpt_bestanden join ({present}) using (dataset)"
        ).fetchall()
        whole = connection.execute("select rijen_vergeten from reporting.rpt_leveringen").fetchall()
    assert whole == [(sum(forgotten for _, _, forgotten, _ in rows),)]
    return {dataset: counts for dataset, *counts in rows}


def assert_forgotten(monitor: "Monitor") -> None:
    """In no file of HOME, and in no text column of a database, compressed or not."""
    ids = [INSCHRIJVING, WONINGZOEKENDE, PSEUDONYM(INSCHRIJVING), PSEUDONYM(WONINGZOEKENDE)]
    for path in monitor.state.home.rglob("*"):
        if path.is_dir():
            continue
        content = path.read_bytes()
        assert not [naam for naam in ids if naam.encode() in content], path
        if path.suffix == ".duckdb":
            with duckdb.connect(str(path), read_only=True) as connection:
                columns = connection.execute(
                    "select schema_name, table_name, column_name from duckdb_columns() "
                    "where not internal and data_type = 'VARCHAR'"
                ).fetchall()
                for schema, table, column in columns:
                    found = connection.execute(
                        f'select count(*) from {schema}."{table}" where list_contains(?, "{column}")', [ids]
                    ).fetchone()
                    assert found == (0,), (path, table, column)


def test_a_person_goes_and_agreement_20_stays_to_the_digit(monitor: "Monitor", tmp_path: Path) -> None:
    before, report = norm(monitor), (monitor.out / "indicatoren.csv").read_bytes()
    result = monitor("vergeet", WONINGZOEKENDE)
    assert result.exit_code == 0, result.output
    assert "1 inschrijving(en) en 4 reactie(s); 1 toewijzing(en)" in result.stderr
    assert_forgotten(monitor)
    for path in monitor.state.home.rglob("*.duckdb"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert norm(monitor) == before  # what was published stays, and can be reported
    assert monitor("report", "--out", tmp_path / "opnieuw").exit_code == 0
    assert (tmp_path / "opnieuw" / "indicatoren.csv").read_bytes() == report

    again = monitor.run(monitor.levering)
    assert again.exit_code == 0, again.output
    assert "al geland" in again.stderr
    assert_forgotten(monitor)
    assert norm(monitor) == before
    ledger = accounted(monitor)
    assert {name: forgotten for name, (_, forgotten, _) in ledger.items()} == {
        "inschrijvingen": 1,
        "reacties": 4,
    }
    assert all(landed - forgotten == present for landed, forgotten, present in ledger.values())


def test_killed_anywhere_the_landing_is_old_or_new_and_a_second_time_ends_it(
    monitor: "Monitor", gedraaid: "Monitor"
) -> None:
    before = landed(gedraaid)
    for plek in BOUNDARIES:
        killed = in_another_process(
            monitor, {"plek": plek, "keer": 1, "klaar": None}, "vergeet", WONINGZOEKENDE
        )
        assert killed.returncode == -signal.SIGKILL, (plek, killed.stderr)
        assert landed(monitor) == before, plek
        assert monitor("status").exit_code == 0, plek
    after_the_landing = {"plek": "woonmonitor.state:State.put", "keer": 2, "klaar": None}
    killed = in_another_process(monitor, after_the_landing, "vergeet", WONINGZOEKENDE)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    again = monitor("vergeet", WONINGZOEKENDE)
    assert again.exit_code == 0, again.output
    assert "Niets gevonden" in again.stderr
    assert_forgotten(monitor)
    assert not (monitor.state.home / "werk").exists()
