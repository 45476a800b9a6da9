"""levering.yml: who delivers, as of when, and whether what follows is complete."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, ValidationError
from pydantic_core import ErrorDetails

from ingest.dates import parse_date
from ingest.privacy import looks_personal
from ingest.refusal import levering_refused, not_readable

MANIFEST_NAME = "levering.yml"
_MAX_BYTES = 1_000_000

EXAMPLE = """\
bron: thuiskompas          # het systeem waaruit de bestanden komen
peildatum: 2025-12-31      # de dag waarvan de bestanden de stand tonen
soort: volledig            # volledig, of aanvulling op een eerdere levering
"""
_WRITE_THIS = "zet naast de bestanden een levering.yml met ten minste: " + " / ".join(
    line.split("#")[0].strip() for line in EXAMPLE.splitlines()[:2]
)


def _to_date(value: object) -> object:
    """A YAML date, or a text in a form that the files may use too; never a number or a moment."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    moment, refused = parse_date(value.strip()) if isinstance(value, str) else (None, "R102")
    if refused or moment is None or moment != datetime.combine(moment, datetime.min.time()):
        raise ValueError("leeg; schrijf jjjj-mm-dd" if value is None else "geen datum; schrijf jjjj-mm-dd")
    return moment.date()


def _to_bron(value: object) -> object:
    # The bron is part of every key and stands in every report.
    fits = isinstance(value, str) and re.fullmatch(r"[^\W_][\w .\-]{0,79}", value.strip())
    if not isinstance(value, str) or not fits or looks_personal(value):
        wrong = "leeg" if value is None else "geen naam"
        raise ValueError(f"{wrong}; gebruik letters, cijfers, punt, streepje of spatie")
    return value.strip()


Dag = Annotated[date, BeforeValidator(_to_date)]


class AnnouncedFile(BaseModel):
    """What the supplier says to have sent: checked when there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rijen: StrictInt | None = Field(default=None, ge=0)
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-fA-F]{64}$")


class Manifest(BaseModel):
    """The validated levering.yml. `periode_van` None: the earliest event date found."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bron: Annotated[str, BeforeValidator(_to_bron)]
    peildatum: Dag
    soort: Literal["volledig", "aanvulling"] = "volledig"
    periode_van: Dag | None = None
    periode_tot_en_met: Dag | None = None
    synthetisch: StrictBool = False
    bestanden: dict[str, AnnouncedFile] = Field(default_factory=dict)


class _RepeatedKey(yaml.YAMLError):
    """Says in Dutch which key stands twice."""


class _StrictLoader(yaml.SafeLoader):
    """YAML in which a key may stand once: the second would silently win."""


def _mapping_without_repeats(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    for key in keys:
        if keys.count(key) > 1:
            raise _RepeatedKey(f"‘{key}’ staat er twee keer")
    return cast("dict[Any, Any]", loader.construct_mapping(node, deep=True))


_StrictLoader.add_constructor("tag:yaml.org,2002:map", _mapping_without_repeats)


def read_manifest(path: Path | None) -> Manifest:
    """The manifest at `path`. Raises LeveringGeweigerd: L001 without one, L002 for one that says it wrong."""
    if path is None:
        raise levering_refused("L001", _WRITE_THIS, MANIFEST_NAME)
    try:
        raw = path.read_bytes()[: _MAX_BYTES + 1]
        if len(raw) > _MAX_BYTES:
            raise levering_refused("L002", "dit bestand is te groot voor een manifest", MANIFEST_NAME)
        content = yaml.load(raw.decode("utf-8-sig"), Loader=_StrictLoader)
    except OSError as error:
        raise not_readable(error, MANIFEST_NAME) from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        place = getattr(error, "problem_mark", None)
        line = f" bij regel {place.line + 1}" if place is not None else ""
        reason = f": {error}" if isinstance(error, _RepeatedKey) else ""
        raise levering_refused("L002", f"geen leesbare YAML{line}{reason}", MANIFEST_NAME) from error
    if not isinstance(content, dict):
        raise levering_refused(
            "L002", f"er staan geen regels `sleutel: waarde` in; {_WRITE_THIS}", MANIFEST_NAME
        )
    try:
        manifest = Manifest.model_validate(content)
    except ValidationError as error:
        reasons = "; ".join(_plain(detail) for detail in error.errors(include_url=False, include_input=False))
        raise levering_refused("L002", reasons, MANIFEST_NAME) from error
    _check_period(manifest)
    return manifest


def _check_period(manifest: Manifest) -> None:
    last = manifest.periode_tot_en_met or manifest.peildatum
    if manifest.periode_van is not None and manifest.periode_van > last:
        melding = f"periode_van ({manifest.periode_van}) ligt na het einde van de periode ({last})"
        raise levering_refused("L002", melding, MANIFEST_NAME)


def _plain(detail: ErrorDetails) -> str:
    where = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "missing":
        return f"‘{where}’ ontbreekt"
    if detail["type"] in ("extra_forbidden", "invalid_key"):
        known = AnnouncedFile if where.startswith("bestanden.") else Manifest
        return f"‘{where}’ is geen bekende sleutel; bekend zijn {', '.join(known.model_fields)}"
    if detail["type"] == "literal_error":
        return f"‘{where}’ moet volledig of aanvulling zijn"
    if detail["type"] == "value_error":
        return f"‘{where}’ is {detail['ctx']['error']!s}"
    if detail["type"] == "bool_type":
        return f"‘{where}’ moet true of false zijn"
    return f"‘{where}’ heeft geen geldige waarde"
