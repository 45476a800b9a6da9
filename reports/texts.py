"""The words of the report: YAML files, read into checked structures. A wording changes there, not in code."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

_FOLDER = Path(__file__).parent / "teksten"


class _Text(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ChartText(_Text):
    """One chart over the years: which figure, how it is drawn, and what it says.

    `telt` names what n counts. Under `kleine_n` observations a point is drawn open and called small.
    `eigen_schaal` gives each panel its own vertical scale, for counts that differ too much to share one.
    """

    indicator: str
    maat: str
    vorm: Literal["lijn", "staaf"]
    titel: str
    toelichting: str
    telt: str
    kleine_n: int = 0
    eigen_schaal: bool = False


class Word(_Text):
    """A state in sign and word; `klas` is its style, never its only mark."""

    teken: str
    woord: str
    klas: str = ""
    uitleg: str = ""


class Synthetic(_Text):
    kop: str
    tekst: str
    kort: str


class Public(_Text):
    """The edition that anyone may read; `leeg` stands where it has nothing to draw."""

    kop: str
    kort: str
    leeg: str
    tekst: str


class Heading(_Text):
    kop: str
    uitleg: str


class General(_Text):
    """Everything that more than one chapter says. Under `kleine_n` observations a figure is called small."""

    titel: str
    ondertitel: str
    verzonnen: Synthetic
    vertrouwelijk: str
    openbaar: Public
    leeg: str
    kleine_n: int
    kleuren: dict[str, str]
    staten: dict[str, Word]
    oordelen: dict[str, Word]
    richtingen: dict[str, str]
    normsoorten: dict[str, str]
    trends: dict[str, Word]
    veranderingen: dict[str, str]
    onderdrukt: str
    gemiddelden: list[str]
    volgorde: list[str]
    kwalificaties: dict[str, str]
    kwaliteit: dict[str, Heading]
    weigeringen: dict[str, str]
    ernst: dict[str, str]
    herkomst: dict[str, str]


class SpecialText(_Text):
    """A chart that is no line or bar over the years; `leeg` is said where there is nothing to draw."""

    titel: str
    toelichting: str
    leeswijzer: str
    leeg: str
    kop: str = ""
    onbekend: str = ""


class Choice(_Text):
    """A question that the covenant leaves open: what each setting of `var` means."""

    var: str
    anders: str
    vraag: str
    waarden: dict[str, str]


class NormChartText(_Text):
    """A drawing of agreement 20: what it shows, and how it is read."""

    titel: str
    uitleg: str


class ChancesText(_Text):
    titel: str
    toelichting: str
    leeswijzer: str
    ontbreekt: str


class FreeRoom(_Text):
    """Agreement 20: charts in the order shown, readings, rules and their grounds, the 5 %, open choices."""

    grafieken: dict[Literal["twaalf-maanden", "toeval", "verdeling"], NormChartText]
    uiterste_grens: str
    lezingen: dict[str, str]
    gronden: dict[str, str]
    bestemmingen: dict[str, str]
    regels: dict[str, str]
    kansen: ChancesText
    keuzes: list[Choice]


class Interventions(_Text):
    """Agreement 19: kinds of signal in the order shown, and how far an intervention can be compared."""

    soorten: dict[str, Heading]
    geen_signalen: str
    geen_interventies: str
    niet_vastgesteld: str
    geen_bewijs: str
    staten: dict[str, Word]


def _read(name: str) -> Any:
    return yaml.safe_load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"))


@cache
def general() -> General:
    return General.model_validate(_read("algemeen"))


@cache
def charts(
    chapter: Literal["woonruimteverdeling", "jongeren", "statushouders", "voorraad"],
) -> tuple[ChartText, ...]:
    return tuple(ChartText.model_validate(entry) for entry in _read(chapter))


@cache
def special(name: str) -> SpecialText:
    """By its name in `bijzonder.yml`."""
    return SpecialText.model_validate(_read("bijzonder")[name])


@cache
def free_room() -> FreeRoom:
    return FreeRoom.model_validate(_read("vrije_ruimte"))


@cache
def interventions() -> Interventions:
    return Interventions.model_validate(_read("interventies"))
