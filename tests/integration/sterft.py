"""Runs `woonmonitor` and dies by SIGKILL at one boundary: right after a named function has done its work.

It lives with the tests, and woonmonitor knows nothing of it: no setting or variable can make a real run die.

    python sterft.py '{"plek": "woonmonitor.pipeline:publish", "keer": 1, "klaar": null}' run MAP

With `klaar` (the HOME of an unbroken run) the build and the gates are not done again but taken from there:
dbt and Great Expectations cost seconds, and a boundary does not depend on what they compute.
"""

import importlib
import itertools
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import expectations
from woonmonitor import warehouse
from woonmonitor.cli import main
from woonmonitor.state import State


def die_at(plek: str, keer: int) -> None:
    """Makes the function at `module:name` kill this process once it has been called `keer` times."""
    module_name, name = plek.split(":")
    *owner, name = name.split(".")
    place = importlib.import_module(module_name)
    for part in owner:
        place = getattr(place, part)
    original = getattr(place, name)
    calls = itertools.count(1)

    def dying(*args: Any, **kwargs: Any) -> Any:
        result = original(*args, **kwargs)
        if next(calls) >= keer:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(place, name, dying)


def take_from(klaar: State) -> None:
    """Puts the finished build and the gate results of `klaar` in the place of dbt and Great Expectations."""

    def build(_home: Path, bouw: Path, *_: Any) -> warehouse.Build:
        shutil.copy(klaar.warehouse, bouw)
        return warehouse.seal(bouw)

    def poort(naam: str) -> Callable[[Path], expectations.Poort]:
        inhoud = json.loads((klaar.poorten / f"{naam}.json").read_text())
        resultaten = tuple(expectations.Uitslag(**uitslag) for uitslag in inhoud["resultaten"])
        return lambda _database: expectations.Poort(inhoud["poort"], inhoud["build_id"], resultaten)

    warehouse.build = build
    expectations.check_landing = poort("landing")
    expectations.check_reporting = poort(warehouse.read_build(klaar.warehouse).build_id)


if __name__ == "__main__":
    wens = json.loads(sys.argv[1])
    if wens["klaar"]:
        take_from(State(Path(wens["klaar"])))
    if wens["plek"]:
        die_at(wens["plek"], wens["keer"])
    main(sys.argv[2:])
