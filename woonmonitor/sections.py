"""The sections of `woonmonitor.toml`: each setting once, with its default and the text that explains it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictInt,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from woonmonitor.errors import ExitCode

Aandeel = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
DagMaand = Annotated[str, StringConstraints(pattern=r"^\d\d-\d\d$")]


def _vrij(code: int) -> int:
    """Not 0, and no code that says something else."""
    bezet = set(ExitCode) - {ExitCode.OVERSCHRIJDING, ExitCode.STRUCTUREEL}
    if code in bezet or not 0 < code < 126:
        raise ValueError("a code with another meaning")
    return code


# No more than it takes to keep a second header or receiver out.
Adres = Annotated[str, StringConstraints(pattern=r"^[^\s@<>,;:\"]+@[^\s@<>,;:\"]+$")]
BEHEERDER = "beheerder"
VrijeCode = Annotated[StrictInt, AfterValidator(_vrij)]


class Sectie(BaseModel):
    """A misspelt key is an error, and so is a text where a number belongs."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class IngestSettings(Sectie):
    """Limits beyond which a levering is refused whole."""

    max_afkeur_aandeel: Annotated[
        Aandeel,
        Field(
            description="Deel van de rijen van een dataset dat afgekeurd mag worden, van 0 tot en met 1. "
            "Komen er meer (en meer dan 10) in quarantaine, dan wordt de levering geweigerd (L004)."
        ),
    ] = 0.01
    max_intrekking_aandeel: Annotated[
        Aandeel,
        Field(
            description="Deel van de geldende rijen van een dataset dat een levering mag intrekken, van 0 "
            "tot en met 1. Bij meer wordt zij geweigerd (L007); ingest --intrekken staat het toch toe."
        ),
    ] = 0.10

    max_bestanden_in_archief: Annotated[
        StrictInt,
        Field(ge=1, description="Bestanden die een zip of Excelbestand mag bevatten. Bij meer: L006."),
    ] = 1000
    max_uitgepakt_mb: Annotated[
        StrictInt,
        Field(ge=1, description="MB waartoe een zip of Parquetbestand mag uitpakken. Bij meer: L006."),
    ] = 20480
    max_xlsx_uitgepakt_mb: Annotated[
        StrictInt, Field(ge=1, description="MB waartoe een Excelbestand mag uitpakken. Bij meer: L006.")
    ] = 2048
    max_uitpakverhouding: Annotated[
        StrictInt,
        Field(
            ge=2,
            description="Hoeveel keer zo groot een zip of Excelbestand mag worden bij het uitpakken; telt "
            "vanaf 50 MB. Bij meer is het een zipbom: L006.",
        ),
    ] = 200


class LeveringSettings(Sectie):
    """When the next levering is due."""

    verwacht: Annotated[
        list[DagMaand], Field(description='Dagen van het jaar ("dd-mm") waarop een levering verwacht wordt.')
    ] = ["15-01", "15-07"]

    speling_dagen: Annotated[
        StrictInt,
        Field(
            ge=0,
            description="Hoeveel dagen de peildatum hooguit voor de verwachte dag mag liggen. Op een dag "
            "zonder zo'n levering is zij te laat.",
        ),
    ] = 31

    @field_validator("verwacht")
    @classmethod
    def _dagen_van_elk_jaar(cls, dagen: list[str]) -> list[str]:
        for dag in dagen:
            _in_jaar(dag, 2023)  # no leap year: 29 February is no day of every year
        return dagen

    @property
    def maanddagen(self) -> list[tuple[int, int]]:
        """(month, day) of each expected day."""
        return [(dag.month, dag.day) for dag in (_in_jaar(each, 2023) for each in self.verwacht)]

    def volgende(self, vandaag: date) -> date | None:
        """The first expected day on or after `vandaag`; None when none is set."""
        dagen = (_in_jaar(dag, jaar) for jaar in (vandaag.year, vandaag.year + 1) for dag in self.verwacht)
        return min((dag for dag in dagen if dag >= vandaag), default=None)


class AlertSettings(Sectie):
    """What open alerts end a command with, and when they are repeated."""

    exit_overschrijding: Annotated[
        VrijeCode,
        Field(
            description="Waarmee alert eindigt als er een overschrijding openstaat: een getal van 7 tot en "
            "met 125, maar niet 64."
        ),
    ] = 10
    exit_structureel: Annotated[
        VrijeCode,
        Field(description="Waarmee alert eindigt als er een structurele overschrijding openstaat: idem."),
    ] = 20
    herinner_dagen_voor_overleg: Annotated[
        StrictInt,
        Field(ge=0, le=90, description="Hoeveel dagen voor een overleg een open melding wordt herhaald."),
    ] = 21

    ontvangers: Annotated[
        dict[str, list[Adres]],
        Field(
            description="Wie mail krijgt: per partij van het convenant, of voor de beheerder, een lijst van "
            'adressen, zoals {Actium = ["a@b.nl"], "Gemeente Assen" = ["c@d.nl"], beheerder = ["e@f.nl"]}.'
        ),
    ] = {}
    afzender: Annotated[Adres, Field(description="Het adres waarvan mail komt.")] = "woonmonitor@localhost"
    partijen_na_dagen: Annotated[
        StrictInt,
        Field(
            ge=0,
            description="De corporatie om wie het gaat hoort het eerst. De andere partijen horen het zodra "
            "zij geïnformeerd zijn, of na zoveel dagen.",
        ),
    ] = 14
    webhook_vorm: Annotated[
        Literal["json", "slack", "teams"],
        Field(description="Vorm van het bericht aan de webhook: json (alles), slack of teams."),
    ] = "json"
    verzend_pogingen: Annotated[
        StrictInt,
        Field(ge=1, le=10, description="Pogingen per bericht; daarna wacht het tot de volgende keer."),
    ] = 3
    verzend_wachttijd: Annotated[
        StrictInt, Field(ge=1, le=120, description="Seconden die op antwoord van een server wordt gewacht.")
    ] = 10

    @field_validator("ontvangers")
    @classmethod
    def _partijen_van_het_convenant(cls, ontvangers: dict[str, list[str]]) -> dict[str, list[str]]:
        if ontvangers:
            from alerts.agreement import agreement

            if not ontvangers.keys() <= {BEHEERDER, *(partij.naam for partij in agreement().partijen)}:
                raise ValueError("no party of the covenant")
        return ontvangers

    def exit_code(self, niveau: str | None) -> int:
        """0 when nothing is open."""
        codes = {"overschrijding": self.exit_overschrijding, "structureel": self.exit_structureel}
        return codes[niveau] if niveau else 0


class RapportSettings(Sectie):
    """What the public edition of the report leaves out, and what prints it."""

    chromium: Annotated[
        str,
        Field(
            description="Pad van Chromium of Chrome, waarmee report --pdf een PDF maakt. Leeg: de eerste die "
            "op het PATH staat."
        ),
    ] = ""
    drempel_aantal: Annotated[
        StrictInt,
        Field(
            ge=3,
            description="In de openbare versie staan geen aantallen mensen of toewijzingen van 1 tot dit "
            "getal (minstens 3).",
        ),
    ] = 5
    drempel_waarde: Annotated[
        StrictInt,
        Field(
            ge=3,
            validate_default=True,
            description="In de openbare versie staat een gemiddelde, mediaan of kwart alleen bij minstens "
            "zoveel waarnemingen, en geen aantal personen daaronder (minstens 3 en drempel_aantal).",
        ),
    ] = 10
    minimale_breedte: Annotated[
        StrictInt,
        Field(
            ge=1,
            description="Zoveel moeten de kleinste en de grootste mogelijke waarde van een weggelaten "
            "aantal minstens verschillen, uitgerekend uit alles wat openbaar is. Anders verschijnt het "
            "openbare rapport niet.",
        ),
    ] = 3
    drempel_corporatie: Annotated[
        StrictInt,
        Field(
            ge=0,
            description="In de openbare versie staat een corporatie alleen apart in een jaar met minstens "
            "zoveel toewijzingen.",
        ),
    ] = 50

    @field_validator("drempel_waarde")
    @classmethod
    def _niet_onder_het_aantal(cls, waarde: int, info: ValidationInfo) -> int:
        if waarde < info.data.get("drempel_aantal", waarde):  # a mean would stand beside a hidden n
            raise ValueError("below drempel_aantal")
        return waarde


def _in_jaar(dag_maand: str, jaar: int) -> date:
    dag, maand = dag_maand.split("-")
    return date(jaar, int(maand), int(dag))
