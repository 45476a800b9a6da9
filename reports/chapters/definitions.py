"""What each figure means: the definitions that the figures were built with, and their reserves."""

from markdown_it import MarkdownIt
from markupsafe import Markup

from reports.chapters import Chapter
from reports.edition import Edition

_DEFINITIONS = "from reporting.rpt_definities order by titel, indicator"

#: Plain text with emphasis and lists. No raw HTML, no links and no images: nothing may lead out of the page.
_MARKDOWN = MarkdownIt("zero").enable(["emphasis", "list", "backticks", "newline", "escape"])


def chapter(edition: Edition) -> Chapter:
    return Chapter(
        id="definities",
        titel="Wat de cijfers betekenen",
        template="definitions.html.j2",
        inhoud={
            "definities": [
                row | {"tekst": _as_html(row["definitie"]), "let_op": _as_html(row["kanttekening"])}
                for row in edition.rows(_DEFINITIONS)
            ]
        },
    )


def _as_html(text: str | None) -> Markup:
    """Markdown of the definitions as HTML; whatever is not markup in it comes out escaped."""
    return Markup(_MARKDOWN.render(text or ""))
