"""Wrong usage, told in Dutch: typer speaks English."""

import re
from typing import Any

from typer.exceptions import TyperException

_BY_TEXT = {
    r"No such command '(.*)'": "De opdracht {} bestaat niet.",
    r"Got unexpected extra argument\S* \((.*)\)": "Te veel woorden: {}.",
}


def in_dutch(fout: TyperException) -> str:
    """What is wrong with the words of a command; typer's own text where it is of a kind not known here."""
    wat = _named(getattr(fout, "param", None))
    optie = getattr(fout, "option_name", "")
    bedoeld = " of ".join(getattr(fout, "possibilities", None) or [])
    by_kind = {  # the classes themselves are private to typer
        "MissingParameter": f"{wat} ontbreekt.",
        "BadParameter": f"De waarde van {wat} past niet.",
        "BadOptionUsage": f"Achter {optie} ontbreekt een waarde.",
        "NoSuchOption": f"De optie {optie} bestaat niet." + (f" Bedoelt u {bedoeld}?" if bedoeld else ""),
    }
    tekst = fout.format_message()
    for patroon, dutch in _BY_TEXT.items():
        if gevonden := re.search(patroon, tekst):
            return dutch.format(gevonden[1])
    return by_kind.get(type(fout).__name__, tekst)


def _named(param: Any) -> str:
    """`--out MAP`, `LEVERING`: as the help names it."""
    namen = [naam for naam in getattr(param, "opts", []) if naam.startswith("-")]
    metavar = getattr(param, "metavar", None) or ("" if namen else str(getattr(param, "name", "")).upper())
    return " ".join([*namen[-1:], *([metavar] if metavar else [])])
