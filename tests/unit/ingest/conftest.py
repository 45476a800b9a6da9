"""Small leveringen, landed each in a landing of its own."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from small_tables import CHECKOUT, MANIFEST, SLEUTEL, Files, Land, Outcome, write_files

import ingest


@pytest.fixture(scope="session")
def contract() -> ingest.Contract:
    return ingest.load_contract(CHECKOUT / "ingest" / "contract", CHECKOUT / "seeds")


@pytest.fixture(scope="session")
def empty_landing(tmp_path_factory: pytest.TempPathFactory, contract: ingest.Contract) -> Path:
    path = tmp_path_factory.mktemp("leeg") / "leveringen.duckdb"
    ingest.init_landing(path, contract)
    return path


@pytest.fixture
def land(tmp_path: Path, contract: ingest.Contract, empty_landing: Path) -> Land:
    """land(files, manifest={}, **land arguments): the same landing within one test.

    Without a manifest entry `soort` it is an aanvulling, so that one file is enough.
    """
    landing = tmp_path / "leveringen.duckdb"
    shutil.copy(empty_landing, landing)
    count = 0

    def land_one(
        files: Files | Path, manifest: Mapping[str, object] | None = MANIFEST, **arguments: Any
    ) -> Outcome:
        nonlocal count
        count += 1
        werkmap = tmp_path / f"werk{count}"
        werkmap.mkdir()
        if isinstance(files, Path):
            levering = files
        else:
            soort = {"soort": "aanvulling"} if manifest is not None else {}
            levering = write_files(
                tmp_path / f"levering{count}", files, None if manifest is None else {**soort, **manifest}
            )
        settings = {"sleutel": SLEUTEL, "contract": contract, **arguments}
        try:
            landed = ingest.land(
                levering,
                landing,
                settings.pop("contract"),
                werkmap=werkmap,
                afkeurmap=tmp_path / "afkeur",
                **settings,
            )
        except ingest.LeveringGeweigerd as refusal:
            return Outcome(None, refusal, landing)
        return Outcome(landed, None, landing)

    return land_one
