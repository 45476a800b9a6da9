"""The verdicts of `reporting.rpt_norm_vrije_ruimte`, as runs of closed years over the norm.

Small corporations are judged on the pool of years, so "over" and "within" always speak of the pool.
"""

import json
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

import duckdb

from alerts.event import Bewijs, Keuze, Niveau

Key = tuple[str, str]  # corporatie, gemeente
JUDGED = {"structureel", "overschrijding", "binnen_norm"}
RULE_PARAMETERS = (
    *("structureel_p_pool", "structureel_p_samen"),
    *("norm_minimum_toewijzingen", "norm_maximum_jaren_pool"),
)


class AlertGeweigerd(ValueError):
    """The build is not one that alerts may be drawn from; the message says what to do."""


@dataclass(frozen=True)
class Verdict:
    """One closed year of one corporatie and gemeente under the ratified reading and scope."""

    bewijs: Bewijs
    te_weinig: bool

    @property
    def jaar(self) -> int:
        return self.bewijs.jaar

    @property
    def judged(self) -> bool:
        """It can open, keep or end an alert: a verdict was given, and on enough toewijzingen."""
        return self.bewijs.oordeel in JUDGED and not self.te_weinig

    @property
    def blocked(self) -> bool:
        """A blocking quality failure lies on its inputs."""
        return self.bewijs.oordeel == "geen_oordeel"

    @property
    def structureel(self) -> bool:
        return self.bewijs.oordeel == "structureel"


@dataclass(frozen=True)
class Episode:
    """A run of closed years over the norm, and the year within it that ended the run."""

    verdicts: tuple[Verdict, ...]
    closed_by: Verdict | None

    @property
    def eerste_jaar(self) -> int:
        return self.verdicts[0].jaar

    @property
    def opening(self) -> Verdict | None:
        """The first year in which the overschrijding was "te groot" or structureel."""
        return next((verdict for verdict in self.verdicts if verdict.bewijs.te_groot), None)

    @property
    def structureel(self) -> Verdict | None:
        return next((verdict for verdict in self.verdicts if verdict.structureel), None)

    @property
    def niveau(self) -> Niveau:
        return "structureel" if self.structureel else "overschrijding"

    @property
    def weightiest(self) -> Bewijs:
        """What the level of the episode rests on: its first structural year, else its last."""
        return (self.structureel or self.verdicts[-1]).bewijs

    @property
    def holds(self) -> bool:
        return bool(self.verdicts) and self.closed_by is None

    def overlaps(self, first: int, last: int) -> bool:
        return any(first <= verdict.jaar <= last for verdict in self.verdicts)


@dataclass(frozen=True)
class Timeline:
    """The closed years of one corporatie and gemeente, in order. A year without a verdict is passed over:
    it neither begins nor ends an episode."""

    verdicts: tuple[Verdict, ...] = ()
    judged: tuple[Verdict, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "judged", tuple(verdict for verdict in self.verdicts if verdict.judged))

    @property
    def keuze(self) -> Keuze | None:
        """Reading and rule in force."""
        return self.judged[-1].bewijs.keuze if self.judged else None

    def blocked_since(self, jaar: int) -> bool:
        return any(verdict.blocked for verdict in self.verdicts if verdict.jaar >= jaar)

    def year(self, jaar: int) -> Verdict | None:
        return next((verdict for verdict in self.judged if verdict.jaar == jaar), None)

    def first_from(self, jaar: int) -> Verdict | None:
        return next((verdict for verdict in self.judged if verdict.jaar >= jaar), None)

    def since(self, jaar: int) -> Episode:
        """The run that starts with the first judged year from `jaar` on; empty when that one is within."""
        rest = [verdict for verdict in self.judged if verdict.jaar >= jaar]
        run = tuple(takewhile(lambda verdict: verdict.bewijs.boven_norm, rest))
        return Episode(run, rest[len(run)] if len(rest) > len(run) else None)

    def over_just_before(self, jaar: int) -> bool:
        """The last judged year before `jaar` is over: a run through `jaar` began earlier. With a blocked year
        in between that is not known."""
        earlier = [verdict for verdict in self.judged if verdict.jaar < jaar]
        if not earlier or not earlier[-1].bewijs.boven_norm:
            return False
        return not any(earlier[-1].jaar < verdict.jaar < jaar for verdict in self.verdicts if verdict.blocked)

    def episodes(self) -> list[Episode]:
        return [
            self.since(verdict.jaar)
            for verdict in self.judged
            if verdict.bewijs.boven_norm and not self.over_just_before(verdict.jaar)
        ]


def read_timelines(warehouse: Path) -> dict[Key, Timeline]:
    """All closed years of the ratified reading, per corporatie and gemeente.

    Raises AlertGeweigerd on a vintage build: what was known earlier establishes nothing today.
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        build = _one(connection, "select * from reporting.rpt_build")
        rows = _all(connection, "select * from reporting.rpt_norm_vrije_ruimte order by jaar, lezing")
        leveringen = _all(connection, "select levering_id from reporting.rpt_leveringen order by volgnummer")
    if build["bekend_op"] is not None:
        raise AlertGeweigerd(
            f"Dit is een bouw met de cijfers zoals bekend op {build['bekend_op']:%d-%m-%Y}. "
            "Meldingen komen uit de actuele cijfers: draai eerst `woonmonitor build` en `woonmonitor check`."
        )
    readings: dict[tuple[str, str, int], dict[str, str]] = defaultdict(dict)
    for row in rows:
        readings[row["corporatie"], row["gemeente"], row["jaar"]][row["lezing"]] = row["oordeel"]
    common = _common(build, [str(each["levering_id"]) for each in leveringen])
    timelines: dict[Key, list[Verdict]] = defaultdict(list)
    for row in rows:
        if row["is_bekrachtigde_lezing"] and row["is_gesloten"] and row["oordeel"] != "geen_norm":
            key = row["corporatie"], row["gemeente"]
            others = {**readings[*key, row["jaar"]]}
            del others[row["lezing"]]
            evidence = Bewijs(
                **{name: row[name] for name in Bewijs.model_fields if name in row},
                **common,
                andere_lezingen=others,
                plaats=f"monitor.html#vrije-ruimte-{slug(row['corporatie'])}-{slug(row['gemeente'])}",
            )
            timelines[key].append(Verdict(evidence, row["te_weinig_toewijzingen"]))
    return {key: Timeline(tuple(verdicts)) for key, verdicts in timelines.items()}


def _common(build: dict[str, Any], leveringen: list[str]) -> dict[str, Any]:
    """The evidence that all verdicts of one build share; not the build's id, which differs each time."""
    settings = json.loads(build["instellingen"])
    return {
        "regel_parameters": {
            "te_grote_marge": settings.get("te_grote_marge", 0),
            **{name: settings[name] for name in RULE_PARAMETERS},
        },
        "vintage": build["laatste_peildatum"],
        "leveringen": tuple(leveringen),
        "synthetisch": build["synthetisch"],
        "versie": build["versie"],
    }


def slug(name: str) -> str:
    """`Aa en Hunze` → `aa-en-hunze`, as the report names its chapters and the messages their files."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _all(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, Any]:
    rows = _all(connection, query)
    if len(rows) != 1:
        raise AlertGeweigerd(
            "Er is geen geldige bouw: draai eerst `woonmonitor build` en `woonmonitor check`."
        )
    return rows[0]
