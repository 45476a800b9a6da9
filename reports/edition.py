"""One edition of the report: the open warehouse and what every chapter says of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import duckdb

from reports import display, palette, texts, tier
from reports.given import Gate, OpenAlert
from reports.openbaar import Thresholds
from reports.warehouse import Row, rows

_CORPORATIES = """
    select distinct corporatie from reporting.rpt_indicatoren
    union
    select distinct corporatie from reporting.rpt_norm_vrije_ruimte
    order by corporatie
"""

_ABSENT = """
    select distinct omschrijving from reporting.rpt_kwaliteit
    where soort = 'ontbreekt' and omschrijving is not null
        and list_contains(regexp_split_to_array(coalesce(indicatoren, ''), '[,;[:space:]]+'), $indicator)
    order by omschrijving
"""


@dataclass(frozen=True)
class Edition:
    """What a chapter draws from. `versies`: component → version, as handed in by the caller; `openbaar`: what
    is small, in the edition that anyone may read."""

    con: duckdb.DuckDBPyConnection
    poort: Gate
    alerts: list[OpenAlert]
    versies: dict[str, str]
    openbaar: Thresholds | None = None

    @property
    def tier(self) -> str:
        return tier.PARTIES if self.openbaar is None else tier.PUBLIC

    @property
    def audience(self) -> str:
        """Whom the report is for, and what that leaves out."""
        if self.openbaar is None:
            return texts.general().vertrouwelijk
        return texts.general().openbaar.tekst.format(**asdict(self.openbaar))

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
        return rows(self.con, sql, parameters)

    @cached_property
    def build(self) -> Row:
        """The one row of `rpt_build`."""
        return self.rows("from reporting.rpt_build")[0]

    @cached_property
    def settings(self) -> dict[str, str]:
        """The choices that this build was made with, each written out as text."""
        found = json.loads(self.build["instellingen"] or "{}")
        return {name: value if isinstance(value, str) else json.dumps(value) for name, value in found.items()}

    @cached_property
    def gemeente(self) -> str:
        """The municipality that the agreements are about; `alle` when the build names none."""
        return self.settings.get("gemeente", palette.TOGETHER)

    @cached_property
    def colours(self) -> dict[str, str]:
        names = [row["corporatie"] for row in self.rows(_CORPORATIES)]
        return palette.colours(names, texts.general().kleuren)

    @property
    def is_synthetic(self) -> bool:
        return bool(self.build["synthetisch"])

    @property
    def is_empty(self) -> bool:
        return not self.build["aantal_leveringen"]

    @cached_property
    def source_line(self) -> str:
        """Under every chart, so that a chart that is copied out still says where it comes from."""
        suppliers = self.rows("select distinct bron from reporting.rpt_leveringen order by bron")
        parts = [
            f"Bron: {', '.join(row['bron'] for row in suppliers) or 'geen leveringen'}",
            f"gegevens tot en met {display.day(self.build['laatste_peildatum'])}",
            f"berekening {display.short_hash(self.build['build_id'])}",
        ]
        if self.is_synthetic:
            parts.append(texts.general().verzonnen.kort)
        return " · ".join(parts)

    def why_absent(self, indicator: str) -> list[str]:
        """What is missing in the leveringen, according to the quality table, that this figure needs."""
        found = self.rows(_ABSENT, {"indicator": indicator})
        return [row["omschrijving"] for row in found]

    def where(self, corporatie: str, gemeente: str | None = None) -> str:
        """How a corporation, or all together, is called in a heading."""
        area = self.gemeente if gemeente is None else gemeente
        if corporatie != palette.TOGETHER:
            return f"{corporatie} in {area}" if area != palette.TOGETHER else f"{corporatie}, hele werkgebied"
        return f"Alle corporaties in {area}" if area != palette.TOGETHER else "Hele werkgebied"
