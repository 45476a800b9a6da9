"""The verdicts of `reporting.rpt_norm_vrije_ruimte`, as runs of closed years over the norm.

Small corporations are judged on the pool of years, so "over" and "within" always speak of the pool.
"""

import json
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Any

import duckdb

from alerts.event import Bewijs

Key = tuple[str, str]  # corporatie, gemeente
JUDGED = {"structureel", "overschrijding", "binnen_norm"}


class AlertGeweigerd(ValueError):
    """The build is not one that alerts may be drawn from; the message says what to do."""


@dataclass(frozen=True)
class Verdict:
    """One closed year of one corporatie and gemeente under the ratified reading and scope."""

    bewijs: Bewijs
    te_weinig: bool
    te_grote_marge: float = 0.0

    @property
    def jaar(self) -> int:
        return self.bewijs.jaar

    @property
    def judged(self) -> bool:
        """It can open, keep or end an alert: a verdict was given, and on enough toewijzingen."""
        return self.bewijs.oordeel in JUDGED and not self.te_weinig

    @property
    def structureel(self) -> bool:
        return self.bewijs.oordeel == "structureel"

    @property
    def opens(self) -> bool:
        return self.structureel or self.bewijs.boven(self.te_grote_marge)


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
        return next((verdict for verdict in self.verdicts if verdict.opens), None)

    @property
    def structureel(self) -> Verdict | None:
        return next((verdict for verdict in self.verdicts if verdict.structureel), None)

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
    def keuze(self) -> tuple[str, str] | None:
        """Reading and rule in force."""
        return self.judged[-1].bewijs.keuze if self.judged else None

    def blocked_since(self, jaar: int) -> bool:
        """A blocking quality failure lies on a year from `jaar` on."""
        return any(
            verdict.bewijs.oordeel == "geen_oordeel" for verdict in self.verdicts if verdict.jaar >= jaar
        )

    def year(self, jaar: int) -> Verdict | None:
        return next((verdict for verdict in self.judged if verdict.jaar == jaar), None)

    def since(self, jaar: int) -> Episode:
        """The run that starts with the first judged year from `jaar` on; empty when that one is within."""
        rest = [verdict for verdict in self.judged if verdict.jaar >= jaar]
        run = tuple(takewhile(lambda verdict: verdict.bewijs.boven_norm, rest))
        return Episode(run, rest[len(run)] if len(rest) > len(run) else None)

    def over_just_before(self, jaar: int) -> bool:
        """The last judged year before `jaar` is over: a run through `jaar` began earlier."""
        earlier = [verdict for verdict in self.judged if verdict.jaar < jaar]
        return bool(earlier) and earlier[-1].bewijs.boven_norm

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
    settings = json.loads(build["instellingen"] or "{}")
    timelines: dict[Key, list[Verdict]] = defaultdict(list)
    for row in rows:
        if row["is_bekrachtigde_lezing"] and row["is_gesloten"] and row["oordeel"] != "geen_norm":
            others = readings[row["corporatie"], row["gemeente"], row["jaar"]]
            evidence = _evidence(row, build, [str(each["levering_id"]) for each in leveringen], others)
            verdict = Verdict(
                evidence, row["te_weinig_toewijzingen"], float(settings.get("te_grote_marge", 0))
            )
            timelines[row["corporatie"], row["gemeente"]].append(verdict)
    return {key: Timeline(tuple(verdicts)) for key, verdicts in timelines.items()}


def _evidence(
    row: dict[str, Any], build: dict[str, Any], leveringen: list[str], readings: dict[str, str]
) -> Bewijs:
    own = set(Bewijs.model_fields) & set(row)
    vintage: date | None = build["laatste_peildatum"]
    return Bewijs(
        **{name: row[name] for name in own},
        andere_lezingen={
            reading: verdict for reading, verdict in readings.items() if reading != row["lezing"]
        },
        vintage=vintage,
        leveringen=tuple(leveringen),
        synthetisch=bool(build["synthetisch"]),
        versie=build["versie"],
        plaats=f"monitor.html#vrije-ruimte-{slug(row['corporatie'])}-{slug(row['gemeente'])}",
    )


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
