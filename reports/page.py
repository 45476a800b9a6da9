"""monitor.html: the chapters in one self-contained page that never asks anything of a network.

The content security policy allows exactly the scripts written here, by their hash, and no connection at all.
Chart data stand in blocks that no browser runs. Every value goes through Jinja's autoescape.
"""

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from reports import display, texts
from reports.chapters import (
    Make,
    all_agreements,
    allocation,
    council,
    definitions,
    explorer,
    free_room,
    interventions,
    neighbourhoods,
    provenance,
    quality,
    refugees,
    stock,
    trends,
    youth,
)
from reports.edition import Edition

IN_ORDER: tuple[Make, ...] = (
    council.chapter,
    all_agreements.chapter,
    allocation.chapter,
    youth.chapter,
    free_room.chapter,
    refugees.chapter,
    stock.chapter,
    neighbourhoods.chapter,
    trends.chapter,
    interventions.chapter,
    explorer.chapter,
    quality.chapter,
    definitions.chapter,
    provenance.chapter,
)

#: What the parties speak of among themselves: signals and proposals, before and after by month.
FOR_PARTIES = (interventions.chapter,)

#: The first stands in the head; Plotly comes before the others.
SCRIPTS = ("wacht.js", "tekenen.js", "schrijfwijze.js", "bewaren.js", "keuze.js", "kijken.js")

_TEMPLATES = Path(__file__).parent / "templates"


class ScriptCannotBeInlined(ValueError):
    """A script holds a sequence that would end, or change the reading of, the element that it stands in."""


def render(edition: Edition) -> str:
    """The whole page. Equal content gives an equal page."""
    environment = templates()
    chapters = [make(edition) for make in IN_ORDER if not (edition.openbaar and make in FOR_PARTIES)]
    first, *others = [_script(name) for name in SCRIPTS]
    scripts = [first, _plotly(), *others]
    return environment.get_template("monitor.html.j2").render(
        edition=edition,
        hoofdstukken=[
            (
                chapter,
                Markup(
                    environment.get_template(f"hoofdstukken/{chapter.template}").render(
                        edition=edition, **chapter.inhoud
                    )
                ),
            )
            for chapter in chapters
        ],
        scripts=[Markup(source) for source in scripts],
        stijl=Markup((_TEMPLATES / "monitor.css").read_text(encoding="utf-8")),
        beleid=policy(scripts),
    )


@cache
def templates() -> Environment:
    """Jinja with every value escaped, and the filters and words that the pages share."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for filter_ in (
        display.agreed,
        display.change,
        display.yearly_change,
        display.number,
        display.percentage,
        display.chance,
        display.figure,
        display.interval,
        display.day,
        display.moment,
        display.period,
        display.short_hash,
    ):
        environment.filters[filter_.__name__] = filter_
    environment.filters["json_blok"] = _data_block
    environment.globals["woorden"] = texts.general()
    return environment


def _data_block(json_text: str) -> Markup:
    """JSON that may stand inside an element: nothing in it can close the element or open another."""
    return Markup(json_text.translate({ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}))


def policy(scripts: Iterable[str]) -> str:
    """Only these scripts run, nothing is fetched. Styles are inline, as Plotly sets them."""
    hashes = " ".join(f"'sha256-{_digest(source)}'" for source in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(source: str) -> str:
    return base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def _script(name: str) -> str:
    return _inlinable((_TEMPLATES / name).read_text(encoding="utf-8"))


@cache
def _plotly() -> str:
    return _inlinable(get_plotlyjs())


def _inlinable(source: str) -> str:
    """A script as it may stand inside a page, read by the browser byte for byte as it is hashed here."""
    for sequence in ("</script", "<!--", "\r", "\0"):
        if sequence in source.lower():
            raise ScriptCannotBeInlined(f"{sequence!r} in a script of {len(source)} characters")
    return source
