"""Plays the stories in `scenarios/`: day by day these figures and leveringen arrive, and these events follow.

After each step the same is given once more, on the same day: then nothing may follow.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from norm_figures import running, write_warehouse, year
from pydantic import BaseModel, ConfigDict

import alerts
from alerts.channels import Bericht
from alerts.event import Event, Line

STORIES = sorted((Path(__file__).parent / "scenarios").glob("*.yml"))
PARTIES = ("Actium", "Woonservice", "Gemeente Assen", "Huurdersplatform MEVM")


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Pool(_Data):
    jaren: int
    afwijkend: int
    toewijzingen: int


class Jaar(_Data):
    """One year of one corporation as the figures have it; `oordeel` where it is not plain over or within."""

    jaar: int
    afwijkend: int
    toewijzingen: int
    corporatie: str = "Actium"
    oordeel: str = ""
    samen: Pool | None = None
    lezing: str = "A"
    regel: str = "statistisch"
    loopt: bool = False
    kans: float = 0.0

    def row(self) -> dict[str, Any]:
        columns: dict[str, Any] = {"corporatie": self.corporatie, "lezing": self.lezing, "regel": self.regel}
        if self.loopt:
            return running(self.jaar, self.afwijkend, self.toewijzingen, self.oordeel, self.kans, **columns)
        if self.samen:
            columns |= {"k_pool": self.samen.afwijkend, "n_pool": self.samen.toewijzingen}
            columns |= {"jaren_pool": self.samen.jaren}
        return year(self.jaar, self.afwijkend, self.toewijzingen, self.oordeel, **columns)


class Daad(_Data):
    """What a person records; `geweigerd` when it may not be."""

    doet: Literal["informeren", "overleg", "stil", "ontstil"]
    naam: str
    op: date | None = None  # the day it was done, or the last day of a silence
    tekst: str = ""
    geweigerd: bool = False


class Stap(_Data):
    """`gebeurt`: all that is logged. `verzonden`: who gets a message, where the story tells of that."""

    op: date
    wat: str
    cijfers: tuple[Jaar, ...] | None = None
    leveringen: tuple[date, ...] | None = None
    poort: Literal["open", "dicht"] = "open"
    daden: tuple[Daad, ...] = ()
    gebeurt: tuple[str, ...]
    staat_open: Literal["niets", "overschrijding", "structureel"]
    verzonden: tuple[str, ...] | None = None


class Verhaal(_Data):
    titel: str
    waarom: str
    stappen: tuple[Stap, ...]


@dataclass
class Brievenbus:
    """A way out that accepts all and remembers to whom."""

    naam: str = "mail"
    aan: list[str] = field(default_factory=list)

    def send(self, bericht: Bericht, aan: str) -> None:
        assert bericht.tekst
        self.aan.append(aan)


class Toneel:
    """The log, the figures and the leveringen as they stand."""

    def __init__(self, tmp_path: Path) -> None:
        self.warehouse, self.alertmap = tmp_path / "warehouse.duckdb", tmp_path / "alerts"
        self.brievenbus = Brievenbus()
        self.peildata: tuple[date, ...] = ()

    def play(self, stap: Stap) -> list[str]:
        if stap.cijfers is not None:
            write_warehouse(self.warehouse, [jaar.row() for jaar in stap.cijfers])
        if stap.leveringen is not None:
            self.peildata = stap.leveringen
        recorded = [event for daad in stap.daden for event in self._record(daad, stap.op)]
        found = alerts.evaluate(
            self.warehouse,
            self.alertmap,
            op=stap.op,
            opgeschort=stap.poort == "dicht",
            leveringen=alerts.Leveringen(
                [("thuiskompas", each) for each in self.peildata], [(1, 15), (7, 15)]
            ),
        )
        assert (found.niveau or "niets") == stap.staat_open
        return [_in_words(line) for line in (*recorded, *found.new_events)]

    def send(self, op: date) -> list[str]:
        self.brievenbus.aan.clear()
        to = [alerts.Ontvanger(self.brievenbus, partij, partij) for partij in PARTIES]
        alerts.send(self.alertmap, alerts.Verzending(to), op=op)
        return self.brievenbus.aan

    def _record(self, daad: Daad, op: date) -> list[Event]:
        identity = alerts.list_open(self.alertmap, op=op)[0]["id"]
        try:
            return [self._recorded(daad, identity, op)]
        except alerts.OpgaveGeweigerd:
            assert daad.geweigerd
            return []
        finally:
            assert not daad.geweigerd or not self._was_recorded(daad)

    def _was_recorded(self, daad: Daad) -> bool:
        return daad.naam in (self.alertmap / "logboek.jsonl").read_text()

    def _recorded(self, daad: Daad, identity: str, op: date) -> Event:
        if daad.doet == "ontstil":
            return alerts.record_unsilence(self.alertmap, identity, op=op, wie=daad.naam, reden=daad.tekst)
        assert daad.op
        if daad.doet == "stil":
            return alerts.record_silence(
                self.alertmap, identity, op=op, tot_en_met=daad.op, wie=daad.naam, reden=daad.tekst
            )
        return alerts.record_duty(
            self.alertmap,
            identity,
            daad.doet,
            op=op,
            gedaan_op=daad.op,
            wie=daad.naam,
            toelichting=daad.tekst,
        )


def _in_words(line: Line) -> str:
    if isinstance(line, Event):
        who = "" if line.corporatie == "Actium" else f" {line.corporatie}"
        return f"{line.soort} {line.eerste_jaar}{who}"
    return f"{line.soort} {line.verwachting.jaar if line.verwachting else line.verwacht_op}"


@pytest.mark.parametrize("path", STORIES, ids=[path.stem for path in STORIES])
def test_story(path: Path, tmp_path: Path) -> None:
    verhaal = Verhaal.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    toneel = Toneel(tmp_path)
    for stap in verhaal.stappen:
        said = f"{verhaal.titel}: {stap.op} {stap.wat}"
        assert toneel.play(stap) == list(stap.gebeurt), said
        sent = toneel.send(stap.op)
        if stap.verzonden is not None:
            assert sent == list(stap.verzonden), said
        again = stap.model_copy(update={"daden": ()})
        assert (toneel.play(again), toneel.send(stap.op)) == ([], []), said


def test_there_are_stories_enough() -> None:
    assert len(STORIES) >= 20
