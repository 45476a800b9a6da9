"""datapackage.json: what each column of the data files means, for people and for programs.

A Data Package and Table Schema of Frictionless Data, version 1, with what that leaves room for: `vintage`
and `build` say which figures these are. Types follow the table itself, whose columns must be those here.
"""

import json
from collections.abc import Mapping
from typing import Any

from reports import texts
from reports.edition import Edition
from reports.manifest import Released, plain
from reports.withheld import QUALIFICATION

_COLUMNS = "describe reporting.rpt_indicatoren"
_USED = "select distinct {column} from reporting.rpt_indicatoren where {column} is not null order by all"
_TYPES: Mapping[str, Mapping[str, Any]] = {
    "VARCHAR": {"type": "string"},
    "DATE": {"type": "date", "format": "default"},
    "DOUBLE": {"type": "number", "decimalChar": "."},
    "BIGINT": {"type": "integer"},
    "BOOLEAN": {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
}
KEY = (
    *("indicator", "maat", "periode_soort", "periode_start", "periode_eind", "corporatie", "gemeente"),
    *("dimensie", "dimensie_waarde"),
)
#: Columns whose values are few: the schema lists them.
_LISTED = ("indicator", "maat", "periode_soort", "dimensie", "eenheid")
_MEANING = {
    "indicator": "Code van het cijfer; titel en definitie staan onder 'cijfers'.",
    "maat": "Wat er van het cijfer staat: aantal, aandeel, verhouding, gemiddelde, mediaan, p25, p75 of p90.",
    "periode_soort": "Soort periode; voortschrijdend_jaar: twaalf maanden tot en met het eind van een maand.",
    "periode_start": "Eerste dag van de periode.",
    "periode_eind": "Laatste dag van de periode; die hoort erbij.",
    "corporatie": "Naam van de corporatie; 'alle' = samen.",
    "gemeente": "Naam van de gemeente; 'alle' = samen; 'onbekend' = niet af te leiden.",
    "dimensie": "Waarnaar is uitgesplitst, steeds één tegelijk; 'totaal' = niet uitgesplitst.",
    "dimensie_waarde": "De groep binnen de uitsplitsing; 'onbekend' is een groep.",
    "waarde": "Het cijfer, in de eenheid van de rij. Leeg als n = 0, niet leverbaar of onderdrukt.",
    "eenheid": "dagen (hele dagen tussen twee data), aantal, aandeel (0 tot 1), per woning, of personen.",
    "teller": "Van een aandeel of verhouding: wat boven de streep staat.",
    "noemer": "Van een aandeel of verhouding: wat onder de streep staat.",
    "n": "Aantal waarnemingen achter het cijfer; van een aandeel of verhouding de noemer.",
    "ondergrens": "Ondergrens van het 95 %-interval, in de eenheid van de rij; leeg waar er geen is.",
    "bovengrens": "Bovengrens van het 95 %-interval, in de eenheid van de rij; leeg waar er geen is.",
    "voorlopig": "Waar zolang de periode niet om is, of de leveringen haar niet helemaal dekken.",
    "kwalificatie": "Voorbehoud bij het cijfer; leeg als er geen is. "
    f"'{QUALIFICATION}' = weggelaten, omdat het over te weinig mensen gaat.",
}
_UNIT_OF_ROW = ("waarde", "ondergrens", "bovengrens")
_ESCAPED = (
    "Een tekst die met = + - @ of een tab begint, heeft in dit bestand een apostrof ervoor, zodat een "
    "rekenblad haar niet uitvoert. In indicatoren.parquet staat zij zoals zij is."
)


class ColumnsDiffer(ValueError):
    """The table has a column without a meaning here, a meaning without a column, or an unknown type."""


def datapackage(edition: Edition, released: Mapping[str, Released]) -> str:
    """JSON text. `released`: name → sha256 and size of the files, indicatoren.csv and .parquet among them."""
    build, words = edition.build, texts.general()
    content = {
        "profile": "data-package",
        "name": "woonmonitor-indicatoren",
        "id": build["build_id"],
        "title": f"{words.titel}: alle cijfers",
        "description": words.leeg if edition.is_empty else edition.audience,
        "version": build["versie"],
        "created": build["gebouwd_op"],
        "language": "nl",
        "licenses": [_licence(edition)],
        "sources": [{"title": edition.source_line}],
        "vintage": {"bekend_op": build["bekend_op"], "laatste_peildatum": build["laatste_peildatum"]},
        "build": {"build_id": build["build_id"], "gebouwd_op": build["gebouwd_op"]},
        "synthetisch": edition.is_synthetic,
        "cijfers": edition.rows(
            "select indicator, titel, eenheid, definitie, kanttekening from reporting.rpt_definities "
            "order by indicator"
        ),
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "indicatoren",
                "path": "indicatoren.csv",
                "title": "Alle cijfers als tekst, voor wie geen Parquet kan lezen. Te groot voor Excel.",
                "description": _ESCAPED,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
                **_identity(released, "indicatoren.csv"),
                "schema": _schema(edition),
            },
            {
                "profile": "data-resource",
                "type": "file",  # or a validator would want to read it as a table
                "name": "indicatoren-parquet",
                "path": "indicatoren.parquet",
                "title": "Dezelfde cijfers als Parquet: om mee te rekenen in R, Python, Power BI of DuckDB.",
                "description": "Dezelfde rijen en kolommen als indicatoren.csv, met hun types.",
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                **_identity(released, "indicatoren.parquet"),
            },
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=plain) + "\n"


def _licence(edition: Edition) -> dict[str, str]:
    """Under what the files may be used; of the public edition the parties have not said."""
    if edition.openbaar is not None:
        return {"name": "notspecified", "title": "Openbaar; de partijen hebben nog geen licentie gekozen."}
    return {"name": "other-closed", "title": "Voor de partijen van het convenant; niet voor publicatie."}


def _identity(released: Mapping[str, Released], name: str) -> dict[str, Any]:
    return {"bytes": released[name]["bytes"], "hash": f"sha256:{released[name]['sha256']}"}


def _schema(edition: Edition) -> dict[str, Any]:
    found = {row["column_name"]: row["column_type"] for row in edition.rows(_COLUMNS)}
    if set(found) != set(_MEANING) or not set(found.values()) <= set(_TYPES):
        raise ColumnsDiffer(
            f"rpt_indicatoren: {sorted(set(found) ^ set(_MEANING)) or sorted(found.values())}"
        )
    return {
        "fields": [_field(edition, name, kind) for name, kind in found.items()],
        "primaryKey": list(KEY),
        "missingValues": [""],
    }


def _field(edition: Edition, name: str, kind: str) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if name in KEY else {}
    if name in _LISTED:
        values = [row[name] for row in edition.rows(_USED.format(column=name))]
        constraints |= {"enum": values} if values else {}
    if name == "n":
        constraints |= {"minimum": 0}
    unit = {"unit": "de eenheid van de rij"} if name in _UNIT_OF_ROW else {}
    return {
        "name": name,
        **_TYPES[kind],
        "description": _MEANING[name],
        **unit,
        **({"constraints": constraints} if constraints else {}),
    }
