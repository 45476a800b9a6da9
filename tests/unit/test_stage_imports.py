"""The rule of the house: a stage imports no other stage and nothing of woonmonitor; they meet in tables."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STAGES = ("ingest", "expectations", "reports", "alerts")


def imported_modules(source: str) -> set[str]:
    """The root packages that a module imports, at its top, inside a function or by name."""
    roots = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            roots |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            roots.add(node.module)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            roots |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    return {str(name).split(".")[0] for name in roots}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_no_other_stage_and_nothing_of_woonmonitor(stage: str) -> None:
    modules = sorted((ROOT / stage).rglob("*.py"))
    forbidden = {"woonmonitor", *STAGES} - {stage}
    found = {str(path.relative_to(ROOT)): imported_modules(path.read_text()) & forbidden for path in modules}
    assert modules
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "source",
    [
        "import alerts",
        "import json, alerts.event as e",
        "from alerts.event import Bewijs",
        "def f():\n    from alerts import event",
        "import importlib\nimportlib.import_module('alerts.event')",
        "__import__('alerts')",
    ],
)
def test_the_scan_sees_every_way_to_import(source: str) -> None:
    assert "alerts" in imported_modules(source)


def test_the_scan_does_not_mistake_a_relative_import_for_a_stage() -> None:
    assert imported_modules("from . import alerts\nfrom .alerts import x") == set()
