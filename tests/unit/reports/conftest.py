"""A small warehouse with the reporting schema, and what the caller hands in beside it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pytest

from reports import write_reports
from reports.edition import Edition
from reports.given import Gate
from reports.warehouse import open_warehouse

_HERE = Path(__file__).parent
BUILD = "b0f7a2c4-0000-4000-8000-00000000beef"

Build = Callable[..., Path]


def make_warehouse(path: Path, *, filled: bool = True, then: str = "") -> Path:
    """A warehouse at `path`; `filled=False` is one before a first landing, `then` is SQL on top of it."""
    with duckdb.connect(str(path)) as con:
        for part in ("schema", "altijd", *(("voorbeeld",) if filled else ())):
            con.execute((_HERE / f"{part}.sql").read_text(encoding="utf-8"))
        con.execute(then or "select 1")
    return path


@pytest.fixture
def build_warehouse(tmp_path: Path) -> Build:
    """make_warehouse in this test's own folder, by name."""

    def build(name: str = "warehouse", *, filled: bool = True, then: str = "") -> Path:
        return make_warehouse(tmp_path / f"{name}.duckdb", filled=filled, then=then)

    return build


@pytest.fixture
def warehouse(build_warehouse: Build) -> Path:
    return build_warehouse()


@pytest.fixture
def edition(build_warehouse: Build) -> Iterator[Callable[..., Edition]]:
    """Opens the edition of a warehouse on which SQL was run."""
    with ExitStack() as stack:
        numbers = count()

        def open_(then: str = "", *, filled: bool = True) -> Edition:
            warehouse = build_warehouse(f"editie{next(numbers)}", filled=filled, then=then)
            gate = Gate(build_id=BUILD, passed=True, resultaten=[])
            return Edition(stack.enter_context(open_warehouse(warehouse)), gate, [], {})

        yield open_


@pytest.fixture(scope="session")
def release(
    tmp_path_factory: pytest.TempPathFactory, poort: dict[str, Any], alert: dict[str, Any]
) -> tuple[Path, Path]:
    """One warehouse and the folder of its report, for all tests that only read them."""
    folder = tmp_path_factory.mktemp("release")
    warehouse = make_warehouse(folder / "warehouse.duckdb")
    out = folder / "rapport"
    write_reports(warehouse, out, poort=poort, alerts=[alert], versies={"duckdb": "1.5.6"})
    return warehouse, out


@pytest.fixture(scope="session")
def poort() -> dict[str, Any]:
    """A gate that passed, with one warning."""
    passed = {
        "verwachting": "aandeel ligt tussen 0 en 1",
        "tabel": "rpt_indicatoren",
        "ernst": "blokkerend",
        "geslaagd": True,
        "aantal_afwijkend": 0,
        "indicatoren": "alle aandelen",
        "melding": "",
    }
    warning = passed | {
        "verwachting": "n is niet klein",
        "ernst": "waarschuwing",
        "geslaagd": False,
        "aantal_afwijkend": 6,
        "indicatoren": "zoektijd",
        "melding": "Kleine aantallen bij <b>Woonservice</b>.",
    }
    return {"poort": "reporting", "build_id": BUILD, "passed": True, "resultaten": [passed, warning]}


@pytest.fixture(scope="session")
def alert() -> dict[str, Any]:
    """A structural breach whose duty to inform is fulfilled, and whose overleg is not."""
    return {
        "id": "a1b2c3",
        "afspraak": "20",
        "corporatie": "Actium",
        "gemeente": "Assen",
        "eerste_jaar": 2022,
        "jaar": 2025,
        "staat": "structureel",
        "fase": "open",
        "opgeschort": False,
        "sinds": "2026-01-14",
        "dagen_open": 26,
        "stil_tot_en_met": "2026-04-30",
        "gebeurtenissen": [
            {"op": "2026-01-14", "soort": "geconstateerd", "titel": "Meer dan de norm", "wie": None},
            {
                "op": "2026-01-22",
                "soort": "geinformeerd",
                "titel": "De partijen weten het",
                "wie": "A. de Wit",
            },
        ],
        "bewijs": {"jaar": 2025, "k": 152, "n": 601, "aandeel": 152 / 601, "norm": 0.2, "lezing": "A"},
        "plichten": [
            {
                "plicht": "informeren",
                "tekst": "Actium informeert de overige partijen.",
                "ontstaan_op": "2026-01-14",
                "gedaan_op": "2026-01-20",
                "dagen": 6,
            },
            {
                "plicht": "overleg",
                "tekst": "Actium en Woonservice treden in overleg.",
                "ontstaan_op": "2026-01-14",
                "gedaan_op": None,
                "dagen": 26,
            },
        ],
        "tekst": "Actium heeft in Assen de norm structureel overschreden.",
    }
