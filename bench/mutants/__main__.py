"""Breaks the SQL of the figures in small ways, and reports which breaks the suite notices.

    python bench/mutants [--models ind_zoektijd mutatiegraad]

Over each model and macro behind the tidy table and agreement 20, staging left out. The dbt unit tests of the
model (for a macro: of all models that use it) judge a mutant first. What they let through goes to the second
opinion: the tables that change are made anew in its warehouses, at one vintage after the other, and the cells
that are others than before are held against the second reading. A mutant that no longer runs proves nothing
and is left out. Prints a table, and each survivor but those that equivalent.yml explains.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

import yaml
from breaks import mutants
from judges import Project, SecondOpinion

EXPLAINED = Path(__file__).with_name("equivalent.yml")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--models", nargs="*", help="only these models and macros; all otherwise")
    wanted = parser.parse_args().models
    explained = {(one["model"], one["line"], one["broken"]) for one in yaml.safe_load(EXPLAINED.read_text())}
    survivors, unneeded = [], set()
    print(
        "| | mutants | unit tests | second opinion | equivalent | survive |\n|---|---:|---:|---:|---:|---:|"
    )
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WOONMONITOR_HOME"] = str(Path(folder) / "home")
        project = Project(Path(folder))
        second_opinion = SecondOpinion(project)
        total = Counter[str]()
        for subject in project.subjects:
            if wanted and subject.name not in wanted:
                continue
            judged = Counter[str]()
            unneeded |= {one for one in explained if one[0] == subject.name}
            for mutant in mutants(subject.code):
                with project.broken(subject, mutant.code):
                    verdict = project.unit_tests(subject) or second_opinion.judge(subject)
                key = subject.name, mutant.before, mutant.after
                if verdict == "survives" and key in explained:
                    verdict = "equivalent"
                    unneeded.discard(key)
                elif verdict == "survives":
                    survivors.append(key)
                judged[verdict] += 1
            _print_row(subject.name, judged)
            total += judged
        _print_row("**all**", total)
    for title, keys in (("Survives", survivors), ("Explained, but no survivor", sorted(unneeded))):
        for name, before, after in keys:
            print(f"\n{title}: {name}\n- {before}\n+ {after}")
    sys.exit(bool(survivors or unneeded))


def _print_row(name: str, judged: Counter[str]) -> None:
    verdicts = ("unit tests", "second opinion", "equivalent", "survives")
    cells = [judged.total() - judged["does not run"], *(judged[verdict] for verdict in verdicts)]
    print(f"| {name} | {' | '.join(map(str, cells))} |", flush=True)


if __name__ == "__main__":
    main()
