"""A market of a tenth of Assen, and one of full size, each written once for all tests here."""

import pytest
from geschreven import Levering

from woonmonitor.synthetic import write_levering


@pytest.fixture(scope="session")
def klein(tmp_path_factory: pytest.TempPathFactory) -> Levering:
    folder = tmp_path_factory.mktemp("klein")
    return Levering(folder, write_levering(folder, scale=0.1, seed=7))


@pytest.fixture(scope="session")
def assen(tmp_path_factory: pytest.TempPathFactory) -> Levering:
    folder = tmp_path_factory.mktemp("assen")
    return Levering(folder, write_levering(folder))
