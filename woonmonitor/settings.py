"""What a user can set: environment variables and `woonmonitor.toml`.

Every setting is declared once, as a pydantic field whose description is both the comment in the file that
`init` writes and what a wrong value is told. An unknown key is an error: a misspelt setting that is silently
ignored would leave a limit at its default.
"""

import os
import textwrap
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from woonmonitor.errors import CommandError, ExitCode
from woonmonitor.sections import AlertSettings, IngestSettings, LeveringSettings, RapportSettings, Sectie

CHECKOUT = Path(__file__).resolve().parent.parent


class Config(Sectie):
    """The whole of `woonmonitor.toml`."""

    ingest: Annotated[IngestSettings, Field(description="Grenzen bij het inlezen van een levering.")] = (
        IngestSettings()
    )
    levering: Annotated[LeveringSettings, Field(description="Wanneer een levering verwacht wordt.")] = (
        LeveringSettings()
    )
    alerts: Annotated[
        AlertSettings, Field(description="Meldingen bij afspraak 20: afloop, herhaling en verzending.")
    ] = AlertSettings()
    rapport: Annotated[
        RapportSettings, Field(description="De PDF, en wat de openbare versie van het rapport weglaat.")
    ] = RapportSettings()


@dataclass(frozen=True)
class Settings:
    """The settings of one command: where the state is, and what `woonmonitor.toml` says."""

    home: Path
    config: Config
    omgeving: Mapping[str, str]

    def sleutel(self) -> bytes | None:
        """The pseudonym key, or None when none is set; CommandError (64) when it is not clear which.

        Read only when a levering is landed, so that a bad key does not stop `status`. Whether it is long
        enough is for the ingest to say: a synthetic levering needs none.
        """
        waarde = self.omgeving.get("WOONMONITOR_PSEUDONYM_KEY")
        bestand = self.omgeving.get("WOONMONITOR_PSEUDONYM_KEY_FILE")
        if waarde and bestand:
            raise _fout(
                "WOONMONITOR_PSEUDONYM_KEY en WOONMONITOR_PSEUDONYM_KEY_FILE zijn beide gezet: "
                "haal er een weg, zodat vaststaat welke sleutel geldt."
            )
        if bestand:
            sleutel = _lees(Path(bestand), "WOONMONITOR_PSEUDONYM_KEY_FILE")
        else:
            sleutel = os.fsencode(waarde or "")
        return sleutel.strip() or None  # a line end that an editor or a shell adds is no part of the key


def read_settings(omgeving: Mapping[str, str]) -> Settings:
    """The settings that `omgeving` (the environment) points to; CommandError (64) when they are unfit."""
    home = Path(omgeving.get("WOONMONITOR_HOME") or CHECKOUT / "data").expanduser().absolute()
    genoemd = omgeving.get("WOONMONITOR_CONFIG")
    bestand = Path(genoemd).expanduser() if genoemd else home / "woonmonitor.toml"
    if not genoemd and not bestand.exists():
        return Settings(home, Config(), omgeving)
    try:
        inhoud = tomllib.loads(_lees(bestand, "WOONMONITOR_CONFIG").decode())
        return Settings(home, Config.model_validate(inhoud), omgeving)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fout:
        raise _fout(f"{bestand} is geen geldig TOML-bestand: {' '.join(str(fout).split())}") from fout
    except ValidationError as fout:
        raise _fout(f"{bestand}: {_uitleg(fout.errors()[0])}") from fout


def default_toml() -> str:
    """The commented `woonmonitor.toml` that `init` writes: every setting with its default, none in force."""
    regels = ["# Instellingen van woonmonitor. Haal het hekje voor een regel weg om de waarde te veranderen."]
    for naam, sectie in Config.model_fields.items():
        regels += ["", f"# {sectie.description}", f"[{naam}]"]
        for sleutel, veld in type(sectie.default).model_fields.items():
            regels += [f"# {regel}" for regel in textwrap.wrap(veld.description or "", 100)]
            regels += [f"# {sleutel} = {_toml(veld.default)}"]
    return "\n".join(regels) + "\n"


def _uitleg(fout: ErrorDetails) -> str:
    """What is wrong with one setting, by its name, and what it should be."""
    pad = [str(deel) for deel in fout["loc"]]
    velden = Config.model_fields
    if len(pad) > 1:
        velden = type(Config.model_fields[pad[0]].default).model_fields
    if fout["type"] == "extra_forbidden":
        return f"onbekende instelling {'.'.join(pad)}: haal haar weg of kies uit {', '.join(velden)}."
    naam = ".".join(pad[:2])
    return f"ongeldige waarde voor {naam}. {velden[pad[:2][-1]].description}"


def _toml(waarde: object) -> str:
    if isinstance(waarde, list):
        return "[" + ", ".join(f'"{deel}"' for deel in waarde) + "]"
    if isinstance(waarde, str):
        return f'"{waarde}"'
    return str(waarde)  # of an empty table too


def _lees(bestand: Path, naam: str) -> bytes:
    try:
        return bestand.expanduser().read_bytes()
    except OSError as fout:
        raise _fout(f"{naam}: {bestand} is niet te lezen ({fout.strerror}).") from fout


def _fout(tekst: str) -> CommandError:
    return CommandError(ExitCode.VERKEERD_GEBRUIK, tekst)
