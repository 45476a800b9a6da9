"""Plain Dutch for days, shares and lists, and the texts of `teksten.yml`."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from alerts.event import Event

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


class Tekst(BaseModel):
    """`zin` may name {wie}, {waar} and {eerste_jaar}."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    titel: str
    zin: str


def wording(event: Event) -> Tekst:
    """The words for an event; a withdrawal has three kinds."""
    kind: str = event.soort
    if event.soort == "ingetrokken" and event.niveau:
        kind = "ingetrokken_structureel"
    elif event.soort == "ingetrokken" and event.opgegaan:
        kind = "ingetrokken_opgegaan"
    return _texts()[kind]


def day(moment: date) -> str:
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def percentage(share: float, decimals: int) -> str:
    return f"{100 * share:.{decimals}f} %".replace(".", ",")


def share_beside(k: int, n: int, norm: float) -> str:
    """k of n with one decimal, or as many more as it takes not to read as the norm itself when it is not."""
    if n == 0:
        return "geen toewijzingen"
    share = k / n
    decimals = next((d for d in range(1, 10) if percentage(share, d) != percentage(norm, d)), 1)
    return percentage(share, decimals)


def chance(p: float) -> str:
    return "kleiner dan 0,001" if p < 0.001 else f"{p:.3f}".replace(".", ",")


def enumeration(names: Sequence[str]) -> str:
    return " en ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


@cache
def _texts() -> dict[str, Tekst]:
    text = (Path(__file__).parent / "teksten.yml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, Tekst]).validate_python(yaml.safe_load(text))
