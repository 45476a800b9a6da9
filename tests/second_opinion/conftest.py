"""The contract and the compiled staging models, once for all tests here."""

import pytest
from staging import Staging, compiled

import ingest
from woonmonitor.settings import CHECKOUT


@pytest.fixture(scope="session")
def contract() -> ingest.Contract:
    return ingest.load_contract(CHECKOUT / "ingest" / "contract", CHECKOUT / "seeds")


@pytest.fixture(scope="session")
def staging(tmp_path_factory: pytest.TempPathFactory, contract: ingest.Contract) -> Staging:
    return compiled(tmp_path_factory.mktemp("staging"), contract)
