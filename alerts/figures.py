"""What the alerts read of the warehouse: verdicts, forecasts and the calendar of overleg."""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from alerts.agreement import agreement
from alerts.event import Bewijs, NoticeDraft, Verwachting, alert_id
from alerts.verdicts import Key, Timeline, Verdict

RULE_PARAMETERS = (
    *("structureel_p_pool", "structureel_p_samen"),
    *("norm_minimum_toewijzingen", "norm_maximum_jaren_pool"),
)


class AlertGeweigerd(ValueError):
    """The build is not one that alerts may be drawn from; the message says what to do."""


@dataclass(frozen=True)
class Figures:
    """`threats` hold now, `averted` do not, by identity of the year; one that is in neither cannot be judged.

    `overleggen`: (month, day) of each year before which the parties confer.
    """

    timelines: Mapping[Key, Timeline] = field(default_factory=dict)
    threats: Mapping[str, NoticeDraft] = field(default_factory=dict)
    averted: Mapping[str, NoticeDraft] = field(default_factory=dict)
    overleggen: tuple[tuple[int, int], ...] = ()


def read_figures(warehouse: Path) -> Figures:
    """The years under the ratified reading and scope.

    Raises AlertGeweigerd on a vintage build: what was known earlier establishes nothing today.
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        build = _one(connection, "select * from reporting.rpt_build")
        if build["bekend_op"] is not None:
            raise AlertGeweigerd(
                f"Dit is een bouw met de cijfers zoals bekend op {build['bekend_op']:%d-%m-%Y}. "
                "Meldingen komen uit de actuele cijfers: draai eerst `woonmonitor build` en "
                "`woonmonitor check`."
            )
        rows = _all(connection, "select * from reporting.rpt_norm_vrije_ruimte order by jaar, lezing")
        leveringen = _all(connection, "select levering_id from reporting.rpt_leveringen order by volgnummer")
        overleggen = _all(connection, "select maand, dag from reporting.rpt_kalender where soort = 'overleg'")
    common = _common(build, [str(each["levering_id"]) for each in leveringen])
    in_force = [row for row in rows if row["is_bekrachtigde_lezing"]]
    threats = [_forecast(row, common) for row in in_force if row["oordeel"] != "geen_oordeel"]
    return Figures(
        _timelines(rows, common),
        {each.alert: each for each in threats if each.soort == "dreigt"},
        {each.alert: each for each in threats if each.soort == "dreiging_vervallen"},
        tuple((day["maand"], day["dag"]) for day in overleggen),
    )


def _timelines(rows: list[dict[str, Any]], common: dict[str, Any]) -> dict[Key, Timeline]:
    readings: dict[tuple[str, str, int], dict[str, str]] = defaultdict(dict)
    for row in rows:
        readings[row["corporatie"], row["gemeente"], row["jaar"]][row["lezing"]] = row["oordeel"]
    timelines: dict[Key, list[Verdict]] = defaultdict(list)
    for row in rows:
        if row["is_bekrachtigde_lezing"] and row["is_gesloten"] and row["oordeel"] != "geen_norm":
            others = {**readings[row["corporatie"], row["gemeente"], row["jaar"]]}
            del others[row["lezing"]]
            evidence = Bewijs(**_fields_of(Bewijs, row, common), andere_lezingen=others)
            timelines[row["corporatie"], row["gemeente"]].append(
                Verdict(evidence, row["te_weinig_toewijzingen"])
            )
    return {key: Timeline(tuple(verdicts)) for key, verdicts in timelines.items()}


def _forecast(row: dict[str, Any], common: dict[str, Any]) -> NoticeDraft:
    key = row["corporatie"], row["gemeente"]
    return NoticeDraft(
        soort="dreigt" if row["oordeel"] == "dreigend" else "dreiging_vervallen",
        alert=alert_id(agreement().nummer, *key, row["jaar"]),
        corporatie=row["corporatie"],
        gemeente=row["gemeente"],
        verwachting=Verwachting(**_fields_of(Verwachting, row, common)),
    )


def _fields_of(
    record: type[Bewijs] | type[Verwachting], row: dict[str, Any], common: dict[str, Any]
) -> dict[str, Any]:
    place = f"monitor.html#vrije-ruimte-{slug(row['corporatie'])}-{slug(row['gemeente'])}"
    known = {**row, **common, "plaats": place}
    return {name: known[name] for name in record.model_fields if name in known}


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
