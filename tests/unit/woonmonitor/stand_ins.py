"""Stand-ins for the stages: fast, and each can be made to end as a test needs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from typer.testing import Result

import alerts
import ingest
import woonmonitor.warehouse
from ingest.refusal import Reden
from woonmonitor.errors import CommandError, ExitCode
from woonmonitor.warehouse import Build

Command = Callable[..., Result]


@dataclass
class Poort:
    """A gate with one expectation, which holds or does not."""

    passed: bool
    build_id: str | None = None
    resultaten: tuple[Any, ...] = ()

    def samenvatting(self) -> list[str]:
        return [
            "Controle: geslaagd." if self.passed else "Controle: zoektijd, 3 rijen wijken af.",
        ]

    def to_json(self) -> str:
        return f'{{"build_id": "{self.build_id}", "passed": {str(self.passed).lower()}}}'


@dataclass
class Landing:
    levering_id: str = "abc"
    was_al_geland: bool = False
    bestanden: tuple[Any, ...] = ()
    aantal_quarantaine: int = 0
    waarschuwingen: tuple[str, ...] = ()
    afkeur_pad: Path | None = None


@dataclass
class Stages:
    """What the stand-ins did (`steps`), and how they are to end."""

    steps: list[str] = field(default_factory=list)
    landing_passes: bool = True
    build_fails: bool = False
    build_passes: bool = True
    open_staat: str | None = None
    builds: int = 0

    def land(self, levering: Path, landing: Path, _contract: Any, **_: Any) -> Landing:
        self.steps.append(f"land {levering.name}")
        if levering.name == "geweigerd":
            raise refusal()
        with duckdb.connect(str(landing)) as connection:
            connection.execute(
                "insert or ignore into landing.leveringen select ?, 1 + count(*), 'tk', date '2025-12-31',"
                " 'volledig', date '2025-01-01', date '2025-12-31', 'c', 's', true, ?, now()"
                " from landing.leveringen",
                [levering.name, levering.name],
            )
        return Landing(levering.name)

    def check_landing(self, _landing: Path) -> Poort:
        self.steps.append("toets landing")
        return Poort(self.landing_passes)

    def build(self, _home: Path, bouw: Path, bekend_op: date | None, _voortgang: Any) -> Build:
        self.steps.append("bouw")
        if self.build_fails:
            raise CommandError(ExitCode.BOUW_MISLUKT, "De bouw is mislukt bij fct_toewijzingen.")
        self.builds += 1
        write_build(bouw, f"bouw-{self.builds}", bekend_op)
        return woonmonitor.warehouse.read_build(bouw)

    def check_reporting(self, warehouse: Path) -> Poort:
        self.steps.append("toets cijfers")
        return Poort(self.build_passes, woonmonitor.warehouse.read_build(warehouse).build_id)

    def evaluate(
        self, _warehouse: Path, _map: Path, *, op: date, opgeschort: bool = False, **_: Any
    ) -> alerts.Evaluatie:
        self.steps.append(f"alerts {op}{' opgeschort' if opgeschort else ''}")
        return alerts.Evaluatie([], self.list_open())

    def list_open(self, _map: Path | None = None, **_: Any) -> list[dict[str, Any]]:
        if self.open_staat is None:
            return []
        plicht = {
            "plicht": "informeren",
            "wie": "Actium",
            "wat": "informeert de partijen",
            "stand": "Nog niet.",
        }
        alert = {
            "id": "a1",
            "staat": self.open_staat,
            "sinds": "2026-01-02",
            "tekst": "Te veel.",
            "jaar": 2025,
            "dagen_open": 18,
            "stil_tot_en_met": None,
        }
        return [alert | {"corporatie": "Actium", "gemeente": "Assen", "plichten": [plicht]}]

    def write_reports(self, warehouse: Path, out: Path, **_: Any) -> list[Path]:
        build_id = woonmonitor.warehouse.read_build(warehouse).build_id
        self.steps.append(f"rapport {build_id}")
        (out / "monitor.html").write_text(build_id)
        return [out / "monitor.html"]


def refusal() -> Exception:
    return ingest.LeveringGeweigerd([Reden("levering", "L001", "er is geen levering.yml")])


def write_build(bestand: Path, build_id: str, bekend_op: date | None = None) -> None:
    """The least that counts as a build."""
    bestand.unlink(missing_ok=True)
    with duckdb.connect(str(bestand)) as connection:
        connection.execute("create schema reporting")
        connection.execute(
            "create table reporting.rpt_build as select ? as build_id, now()::timestamp as gebouwd_op,"
            " ?::date as bekend_op, date '2025-12-31' as laatste_peildatum, 1 as aantal_leveringen",
            [build_id, bekend_op],
        )
