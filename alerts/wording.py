"""Plain Dutch for days, shares and lists, and the texts of `teksten.yml`."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from alerts.event import Event, Line, Notice

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


class Tekst(BaseModel):
    """`zin` may name {wie}, {waar}, {eerste_jaar} or {jaar}, {bron} and {verwacht_op}."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    titel: str
    zin: str


def wording(line: Line) -> Tekst:
    """The words for an event; a withdrawal has three kinds, and so has a threat that went."""
    return _texts()[_kind(line)]


def sentence(line: Line) -> str:
    """What happened, in one or two sentences."""
    names = {"wie": line.corporatie, "waar": line.gemeente}
    if isinstance(line, Event):
        names["eerste_jaar"] = str(line.eerste_jaar)
    if isinstance(line, Notice) and line.verwachting:
        names["jaar"] = str(line.verwachting.jaar)
    if isinstance(line, Notice) and line.verwacht_op:
        names |= {"bron": line.bron, "verwacht_op": day(line.verwacht_op)}
    return wording(line).zin.format(**names)


def _kind(line: Line) -> str:
    if line.soort == "ingetrokken" and isinstance(line, Event):
        if line.niveau:
            return "ingetrokken_structureel"
        return "ingetrokken_opgegaan" if line.opgegaan else "ingetrokken"
    if line.soort == "dreiging_vervallen" and isinstance(line, Notice) and line.verwachting:
        if line.verwachting.oordeel in ("overschrijding", "structureel"):
            return "dreiging_vervallen_boven"
        return (
            "dreiging_vervallen"
            if line.verwachting.oordeel == "binnen_norm"
            else "dreiging_vervallen_onbekend"
        )
    return line.soort


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
