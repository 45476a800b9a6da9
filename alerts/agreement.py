"""Agreement 20 as data (`afspraak20.yml`): parties, duties and the words that explain readings and rules."""

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from alerts.event import Niveau, Soort

Rol = Literal["gemeente", "corporatie", "huurdersorganisatie"]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Partij(_Data):
    naam: str
    rol: Rol


class Plicht(_Data):
    plicht: str
    bij: tuple[Niveau, ...]
    wie: tuple[Rol | Literal["betrokken"], ...]
    aan: tuple[Rol | Literal["overige"], ...]
    wat: str
    vervuld_door: Soort
    letterlijk: str


class Agreement(_Data):
    """What the covenant says about the norm; `plichten` in the order in which they arise."""

    nummer: str
    convenant: str
    partijen: tuple[Partij, ...]
    plichten: tuple[Plicht, ...]
    lezingen: dict[str, str]
    regels: dict[str, str]
    gronden: dict[str, str]
    niet_bekrachtigd: tuple[str, ...]

    def duties_at(self, niveau: Niveau) -> tuple[str, ...]:
        return tuple(plicht.plicht for plicht in self.plichten if niveau in plicht.bij)

    def duty(self, plicht: str) -> Plicht:
        return next(each for each in self.plichten if each.plicht == plicht)

    def who(self, plicht: Plicht, corporatie: str) -> list[str]:
        """The parties that carry the duty, by name."""
        if "betrokken" in plicht.wie:
            return [corporatie]
        return [partij.naam for partij in self.partijen if partij.rol in plicht.wie]

    def whom(self, plicht: Plicht, corporatie: str) -> list[str]:
        """The parties towards whom the duty is fulfilled, by name."""
        if "overige" in plicht.aan:
            return [partij.naam for partij in self.partijen if partij.naam.lower() != corporatie.lower()]
        return [partij.naam for partij in self.partijen if partij.rol in plicht.aan]


@cache
def agreement() -> Agreement:
    text = (Path(__file__).parent / "afspraak20.yml").read_text(encoding="utf-8")
    return Agreement.model_validate(yaml.safe_load(text))
