"""The chapters of the monitor, one module each: what it shows, selected from rpt_* tables.

A chapter is data for one template; adding one is a module here, a template and a line in `IN_ORDER`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reports.edition import Edition


@dataclass(frozen=True)
class Chapter:
    """`id` is the anchor in the page; `inhoud` is what the template of the chapter draws from."""

    id: str
    titel: str
    template: str
    inhoud: dict[str, Any]


Make = Callable[[Edition], Chapter]
