"""The contract as a Frictionless data package: a table schema per dataset, for a supplier's own checks.

Narrower than the reader on purpose: one form of date and number, and codes without their other labels. So a
value that passes here is read, and a supplier is told one way to write each thing.
Source of the format: the specifications Table Schema and Data Package of Frictionless Data, version 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ingest.contract import Column, Contract, Dataset

DELIMITER = ";"

_FIELD_TYPES: dict[str, dict[str, Any]] = {
    "id": {"type": "string"},
    "text": {"type": "string"},
    "code": {"type": "string"},
    "date": {"type": "date", "format": "%Y-%m-%d"},
    "timestamp": {"type": "datetime", "format": "%Y-%m-%d %H:%M:%S"},  # the default asks for an offset: R102
    "int": {"type": "integer"},
    "euro": {"type": "number", "decimalChar": ","},
    "bool": {"type": "boolean", "trueValues": ["Ja"], "falseValues": ["Nee"]},
}


def allowed_codes(column: Column, contract: Contract) -> list[str]:
    """The codes of a code column, in the order of its seed; empty for a column of another type."""
    labels = contract.codes[column.codes] if column.codes is not None else {}
    return list(dict.fromkeys(labels.values()))


def table_schema(dataset: Dataset, contract: Contract) -> dict[str, Any]:
    """The columns of a dataset with type, meaning and constraints, and its key."""
    return {
        "title": dataset.dataset,
        "description": dataset.description,
        "fields": [_field(column, contract) for column in dataset.columns],
        "primaryKey": [dataset.key],
        "missingValues": [""],
    }


def data_package(contract: Contract, written: Mapping[str, str]) -> dict[str, Any]:
    """The CSV files of all datasets with their schemas.

    `written`: name → sha256 of each other file of the template, by which an untouched one is known again.
    """
    return {
        "profile": "tabular-data-package",
        "name": "levering-woonmonitor",
        "title": "Levering voor de woonmonitor",
        "description": "Leeg sjabloon, gemaakt uit het leveringscontract waarmee de monitor leest.",
        "resources": [_resource(dataset) for dataset in contract.datasets.values()],
        "contract_sha256": contract.sha256,
        "sjabloon": dict(written),
    }


def _field(column: Column, contract: Contract) -> dict[str, Any]:
    limits = {
        "required": column.required or None,
        "minimum": column.min,
        "maximum": column.max,
        "enum": allowed_codes(column, contract) or None,
    }
    return {
        "name": column.name,
        **_FIELD_TYPES[column.type],
        "description": column.description,
        "constraints": {name: limit for name, limit in limits.items() if limit is not None},
    }


def _resource(dataset: Dataset) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": dataset.dataset,
        "description": dataset.description,
        "path": f"{dataset.dataset}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": DELIMITER, "header": True},
        "schema": f"{dataset.dataset}.schema.json",
    }
