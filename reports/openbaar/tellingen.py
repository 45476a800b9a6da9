"""Which counts stand behind each figure, read from tellingen.yml and checked."""

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

_FILE = Path(__file__).parent / "tellingen.yml"
_REFERENCE = re.compile(r"(\w+)(?:\[(\w+)=(.+)\])?")


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Reference(_Declared):
    """`naam`, in the breakdown of the row that names it, or `naam[dimensie=waarde]`: that one cell."""

    telling: str
    cel: tuple[str, str] | None = None


def _reference(text: Any) -> Any:
    if isinstance(text, str) and (found := _REFERENCE.fullmatch(text)):
        name, dimension, value = found.groups()
        return {"telling": name, "cel": (dimension, value) if dimension else None}
    return text


Named = Annotated[Reference, BeforeValidator(_reference)]


class Counting(_Declared):
    """`opgeteld`: cells do not overlap, so parts add up to their whole. `los`: it adds up to nothing."""

    opgeteld: bool = True
    los: bool = False
    eenheid: Literal["aantal", "personen"] = "aantal"


class Indicator(_Declared):
    soort: Literal["woningen", "telling", "aandeel", "meting"]
    telt: Named | None = None
    deel: Named | None = None
    per_corporatie: bool = False
    uitgesplitst: bool = False
    alleen_laatste_jaar: bool = False


class Sum(_Declared):
    geheel: Named
    delen: tuple[Named, ...]


class Within(_Declared):
    deel: Named
    geheel: tuple[Named, ...]
    uitgesplitst: bool = False


class Declared(_Declared):
    uitsplitsingen: tuple[str, ...]
    tellingen: dict[str, Counting]
    indicatoren: dict[str, Indicator]
    verbanden: tuple[Sum, ...]
    binnen: tuple[Within, ...]

    def telling(self, name: str) -> Counting:
        return self.tellingen.get(name, Counting())

    def measured(self) -> set[str]:
        """The counts behind durations of which sums add up as the counts do."""
        names = {one.telt.telling for one in self.indicatoren.values() if one.soort == "meting" and one.telt}
        return {name for name in names if self.telling(name).opgeteld and not self.telling(name).los}


@cache
def declared() -> Declared:
    return Declared.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
