"""Stage 1: a levering in, typed landing tables, ledger and quarantine out."""

from ingest.bundle import Limits
from ingest.contract import Column, Contract, ContractError, Dataset, fold_header, fold_label, load_contract
from ingest.erasure import Erasure, erase
from ingest.forget import SOORTEN, ClosedBefore, Person, VergeetGeweigerd
from ingest.land import Landing, land
from ingest.landing import LandingVersionError, init_landing
from ingest.ledger import AccountingError, LandedFile
from ingest.privacy import DEMO_SLEUTEL, without_personal
from ingest.refusal import LeveringGeweigerd, Reden
from ingest.template import FolderInUse, write_template

__all__ = [
    "DEMO_SLEUTEL",
    "SOORTEN",
    "AccountingError",
    "ClosedBefore",
    "Column",
    "Contract",
    "ContractError",
    "Dataset",
    "Erasure",
    "FolderInUse",
    "LandedFile",
    "Landing",
    "LandingVersionError",
    "LeveringGeweigerd",
    "Limits",
    "Person",
    "Reden",
    "VergeetGeweigerd",
    "erase",
    "fold_header",
    "fold_label",
    "init_landing",
    "land",
    "load_contract",
    "without_personal",
    "write_template",
]
