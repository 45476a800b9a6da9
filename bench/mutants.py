"""Breaks the SQL of the figures in small ways, and reports which breaks the suite notices.

    python bench/mutants.py [--models ind_zoektijd ind_mutatiegraad] [--most 12]

Works in a copy of the checkout. Each mutant is one change in one line: a bound, a date, a filter, a join or
a sum. The dbt unit tests of the model (for a macro: of all indicators) judge it first; what they let
through goes to the second opinion, which recomputes every cell. A mutant that no longer runs proves nothing
and is left out. Prints a table per model and, for each survivor, the line as it stood and as it was broken.
"""

import argparse
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner, dbtRunnerResult

CHECKOUT = Path(__file__).resolve().parent.parent
INDICATORS = "models/marts/indicatoren"
FIGURES = (INDICATORS, "models/marts", "models/intermediate", "macros/indicatoren")
COPIED = (
    "alerts", "expectations", "ingest", "macros", "models", "reports", "seeds", "tests", "woonmonitor",
    "dbt_project.yml", "profiles.yml", "pyproject.toml",
)  # fmt: skip

OPERATORS = [
    (r"<=", "<"),
    (r">=", ">"),
    (r"(?<![<>=-]) < ", " <= "),
    (r"(?<![<>=-]) > ", " >= "),
    (r" = '", " <> '"),
    (r" <> '", " = '"),
    (r"between (\S+) and", r"between \1 + 1 and"),
    (r"(between \S+ and \S+)", r"\1 - 1"),
    (r"^(\s+)and (?!.*\bthen\b).*$", r"\1"),
    (r"\bis not null", "is null"),
    (r"\bnot (?!null|in\b)", ""),
    (r"\binner join\b", "left join"),
    (r"\bleft join\b", "inner join"),
    (r"\bsemi join\b", "anti join"),
    (r"\banti join\b", "semi join"),
    (r"\bmin\(", "max("),
    (r"\bmax\(", "min("),
    (r"\blag\(", "lead("),
    (r"\blead\(", "lag("),
    (r"\bselect distinct\b", "select"),
    (r"count\(distinct ", "count("),
    (r"\bperiode_eind\b", "periode_start"),
    (r"\btoewijzingsdatum\b(?!,?$| as\b)", "huur_ingangsdatum"),
    (r"\bhuur_ingangsdatum\b(?!,?$| as\b)", "toewijzingsdatum"),
    (r"(?<=\w) - (?=\w)", " + "),
]


@dataclass(frozen=True)
class Mutant:
    """Line `number` of `model` (a path in the checkout), as it stood and as it is broken."""

    model: str
    number: int
    before: str
    after: str

    def write(self, folder: Path) -> None:
        path = folder / self.model
        lines = path.read_text().splitlines()
        lines[self.number] = self.after
        path.write_text("\n".join(lines) + "\n")


def mutants(model: Path, most: int) -> list[Mutant]:
    """At most `most` mutants of a model, spread over its lines."""
    found = []
    for number, line in enumerate(model.read_text().splitlines()):
        if line.strip().startswith(("--", "{#", "select * from")):
            continue
        for pattern, replacement in OPERATORS:
            found += [
                Mutant(str(model.relative_to(CHECKOUT)), number, line, broken)
                for match in re.finditer(pattern, line)
                if (broken := line[: match.start()] + match.expand(replacement) + line[match.end() :]) != line
            ]
    return found[:: max(1, -(-len(found) // most))]


class Copy:
    """A copy of the checkout with a built warehouse, in which the mutants are judged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            source = CHECKOUT / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
        os.environ["WOONMONITOR_HOME"] = str(folder / "data")
        if (
            self._run("woonmonitor", "init")
            or not self._dbt("build", "--exclude-resource-type", "test").success
        ):
            sys.exit("the copy does not build before anything is broken")

    @contextlib.contextmanager
    def broken_by(self, mutant: Mutant) -> Iterator[None]:
        mutant.write(self.folder)
        try:
            yield
        finally:
            shutil.copy(CHECKOUT / mutant.model, self.folder / mutant.model)

    def unit_tests(self, mutant: Mutant) -> str:
        """`caught`, `survived`, or `does not run`; a model without a unit test lets all survive."""
        whose = INDICATORS if mutant.model.startswith("macros") else Path(mutant.model).stem
        done = self._dbt("test", "--select", f"{whose},test_type:unit")
        statuses = {str(result.status) for result in getattr(done.result, "results", [])}
        if done.exception or "error" in statuses:
            return "does not run"
        return "caught" if "fail" in statuses else "survived"

    def second_opinion(self) -> str:
        failed = self._run("pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/second_opinion")
        return "caught" if failed else "survived"

    def _dbt(self, *words: str) -> dbtRunnerResult:
        try:
            with contextlib.chdir(self.folder):
                return dbtRunner().invoke([*words, "--quiet", "--log-level", "none"])
        finally:
            DuckDBConnectionManager.close_all_connections()

    def _run(self, command: str, *words: str) -> int:
        """The exit code of a command of this environment, with the code of the copy."""
        program = str(Path(sys.executable).parent / command)
        environment = os.environ | {"PYTHONPATH": str(self.folder)}
        done = subprocess.run(
            [program, *words], cwd=self.folder, env=environment, capture_output=True, check=False
        )
        return done.returncode


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--models", nargs="*", help="only these; all figures otherwise")
    parser.add_argument("--most", type=int, default=12, help="mutants per model")
    options = parser.parse_args()
    paths = dict.fromkeys(path for folder in FIGURES for path in sorted((CHECKOUT / folder).rglob("*.sql")))
    models = [path for path in paths if not options.models or path.stem in options.models]
    survivors = []
    print("| model | mutants | unit tests | second opinion | survive |\n|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(Path(folder))
        for model in models:
            judged = Counter[str]()
            for mutant in mutants(model, options.most):
                with copy.broken_by(mutant):
                    verdict = copy.unit_tests(mutant)
                    if verdict == "caught":
                        judged["unit"] += 1
                    elif verdict != "does not run":
                        verdict = copy.second_opinion()
                        judged[verdict] += 1
                        if verdict == "survived":
                            survivors.append(mutant)
            cells = [judged.total(), judged["unit"], judged["caught"], judged["survived"]]
            print(f"| {model.stem} | {' | '.join(map(str, cells))} |", flush=True)
    for mutant in survivors:
        print(f"\n{mutant.model}:{mutant.number + 1}\n- {mutant.before.strip()}\n+ {mutant.after.strip()}")


if __name__ == "__main__":
    main()
