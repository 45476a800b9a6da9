"""Stage 1: a levering in, typed landing tables, ledger and quarantine out."""

from ingest.contract import Column, Contract, ContractError, Dataset, fold_header, fold_label, load_contract
from ingest.landing import LandingVersionError, init_landing

__all__ = [
    "Column",
    "Contract",
    "ContractError",
    "Dataset",
    "LandingVersionError",
    "fold_header",
    "fold_label",
    "init_landing",
    "load_contract",
]
