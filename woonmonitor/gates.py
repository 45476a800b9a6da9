"""The outcome of the gates, stored beside the build that they judge.

`HOME/poorten/landing.json` is the last judgement of the landing; `HOME/poorten/<build_id>.json` that of one
build. What has no passed gate under its own build id is not reported and raises no alert.
"""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from woonmonitor.errors import CommandError, ExitCode, GateClosed
from woonmonitor.state import State, write_atomically
from woonmonitor.warehouse import Build, IncompleteBuild, read_build

if TYPE_CHECKING:
    from expectations import Poort

LANDING = "landing"


def store(state: State, naam: str, poort: "Poort") -> None:
    """Keeps the outcome, and raises GateClosed when a blocking expectation failed."""
    write_atomically(state.poorten / f"{naam}.json", poort.to_json())
    if not poort.passed:
        raise GateClosed("\n".join([*poort.samenvatting(), f"  Zie {state.poorten / f'{naam}.json'}"]))


def outcome(state: State, naam: str) -> dict[str, Any] | None:
    """The stored outcome for a build id (or LANDING); None when that was never judged."""
    try:
        uitkomst = json.loads((state.poorten / f"{naam}.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return uitkomst if isinstance(uitkomst, dict) else None


def history(state: State) -> list[dict[str, Any]]:
    """Every stored outcome, oldest first, each with `getoetst_op` (UTC); what cannot be read is left out."""
    found = []
    for bestand in state.poorten.glob("*.json"):
        if uitkomst := outcome(state, bestand.stem):
            moment = datetime.fromtimestamp(int(bestand.stat().st_mtime), UTC).replace(tzinfo=None)
            found.append(uitkomst | {"getoetst_op": moment})
    return sorted(found, key=lambda uitkomst: (uitkomst["getoetst_op"], str(uitkomst.get("build_id"))))


def published(state: State) -> tuple[Build, dict[str, Any]]:
    """The published build and its passed gate; CommandError (5) when either is missing."""
    if not state.warehouse.exists():
        raise _geen_poort("Er is nog geen bouw gepubliceerd")
    build = read_build(state.warehouse)
    poort = outcome(state, build.build_id)
    if poort is None or poort.get("passed") is not True or poort.get("build_id") != build.build_id:
        raise _geen_poort(f"Bouw {build.build_id} is niet door de poort")
    return build, poort


def stands_shut(state: State) -> bool:
    """Whether the last judgement of the landing, or that of the build that waits, was a refusal.

    A waiting vintage build says nothing about today, whatever its gate said.
    """
    landing = outcome(state, LANDING)
    if landing is not None and not landing["passed"]:
        return True
    if not state.bouw.exists():
        return False
    try:
        wachtend = read_build(state.bouw)
    except IncompleteBuild:
        return False
    poort = outcome(state, wachtend.build_id)
    return poort is not None and not poort["passed"] and wachtend.bekend_op is None


def _geen_poort(wat: str) -> CommandError:
    return CommandError(
        ExitCode.GEEN_POORT, f"{wat}: geef eerst `woonmonitor build` en `woonmonitor check` (of `run`)."
    )
