"""The two judges of a mutant: dbt's unit tests, and the second opinion on what the figures become."""

import contextlib
import datetime as dt
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner, dbtRunnerResult

from woonmonitor import kansrekening
from woonmonitor.settings import CHECKOUT

sys.path.append(str(CHECKOUT / "tests" / "second_opinion"))
from tidy import KEY
from vintages import (
    NORM_KEY,
    RULES,
    build,
    landed,
    norm_differences,
    second_reading,
    tidy_differences,
    variables,
)

KEYS = {"rpt_indicatoren": KEY, "rpt_norm_vrije_ruimte": NORM_KEY}
DIFFERENCES = {"rpt_indicatoren": tidy_differences, "rpt_norm_vrije_ruimte": norm_differences}


@dataclass(frozen=True)
class Subject:
    """A model or macro to break, and the models that it makes."""

    name: str
    code: str
    models: tuple[str, ...]


class Project:
    """The dbt project, parsed once: a mutant is broken in its manifest and not on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        parsed = self.dbt("parse", manifest=None)
        self._manifest: Any = parsed.result
        by_id = {f"model.woonmonitor.{name}" for name in KEYS}
        while (
            more := {
                parent
                for one in by_id
                for parent in self._manifest.nodes[one].depends_on.nodes
                if parent.startswith("model.") and "staging" not in self._manifest.nodes[parent].path
            }
            - by_id
        ):
            by_id |= more
        self._nodes = {self._manifest.nodes[one].name: self._manifest.nodes[one] for one in by_id}
        self._macros: dict[str, Any] = {}
        tables = sorted(self.tables())
        uses = {name: self._macros_of(self._nodes[name]) for name in tables}
        self.subjects = [Subject(name, self._nodes[name].raw_code, (name,)) for name in tables] + [
            Subject(name, macro.macro_sql, tuple(table for table in tables if name in uses[table]))
            for name, macro in sorted(self._macros.items())
        ]

    def _macros_of(self, node: Any) -> set[str]:
        """Our own macros that a model or macro uses, also by way of another."""
        found = set()
        for one in node.depends_on.macros:
            if one.startswith("macro.woonmonitor."):
                macro = self._manifest.macros[one]
                self._macros[macro.name] = macro
                found |= {macro.name} | self._macros_of(macro)
        return found

    def parents(self, name: str) -> set[str]:
        """The tables that a model reads, by way of those that are no table."""
        found = set()
        for one in self._nodes[name].depends_on.nodes:
            parent = self._manifest.nodes.get(one)
            if parent is not None and parent.name in self._nodes:
                is_table = parent.config.materialized == "table"
                found |= {parent.name} if is_table else self.parents(parent.name)
        return found

    def tables(self) -> dict[str, set[str]]:
        """The tables with those that they read, each after its parents."""
        waiting = {
            name: self.parents(name)
            for name, node in self._nodes.items()
            if node.config.materialized == "table"
        }
        ordered: dict[str, set[str]] = {}
        while waiting:
            ready = {name: parents for name, parents in waiting.items() if parents <= ordered.keys()}
            ordered |= ready
            waiting = {name: parents for name, parents in waiting.items() if name not in ready}
        return ordered

    @contextlib.contextmanager
    def broken(self, subject: Subject, code: str) -> Iterator[None]:
        where, attribute = (
            (self._macros[subject.name], "macro_sql")
            if subject.name in self._macros
            else (self._nodes[subject.name], "raw_code")
        )
        setattr(where, attribute, code)
        try:
            yield
        finally:
            setattr(where, attribute, subject.code)

    def unit_tests(self, subject: Subject) -> str:
        """`unit tests` when they fail, `does not run`, or nothing."""
        select = [f"{name},test_type:unit" for name in subject.models]
        done = self.dbt("test", "--select", *select)
        statuses = {str(one.status) for one in getattr(done.result, "results", [])}
        if "fail" in statuses:
            return "unit tests"
        return "does not run" if done.exception or "error" in statuses else ""

    def compiled(self, vintage: dt.date | None, *models: str) -> dict[str, str]:
        for node in self._nodes.values():
            node.extra_ctes_injected = False  # or dbt leaves out what it inlined the time before
        done = self.dbt("compile", "--select", *models, "--vars", variables(vintage))
        return {one.node.name: one.node.compiled_code for one in getattr(done.result, "results", [])}

    def dbt(self, *words: str, manifest: Any = ...) -> dbtRunnerResult:
        runner = dbtRunner(manifest=self._manifest if manifest is ... else manifest)
        words += ("--target-path", str(self.folder / "target"), "--log-path", str(self.folder / "logs"))
        try:
            with contextlib.chdir(CHECKOUT):
                return runner.invoke([*words, "--no-write-json", "--quiet", "--log-level", "none"])
        finally:
            DuckDBConnectionManager.close_all_connections()


class Warehouse:
    """The build of one vintage, with the second reading of it."""

    def __init__(self, file: Path, sql: dict[str, str], ours: dict[str, Any]) -> None:
        self._sql, self._ours = sql, ours
        self._connection = duckdb.connect()
        kansrekening.register(self._connection)
        self._connection.execute(f"attach '{file}' as warehouse")
        self._schemas = dict(
            self._connection.execute(
                "select table_name, table_schema from information_schema.tables"
            ).fetchall()
        )
        for name in KEYS:
            if found := DIFFERENCES[name](
                ours[name], self._connection.execute(f"from {self._path(name)}").pl()
            ):
                sys.exit(f"the second reading differs before anything is broken:\n{found}")

    def notices(self, broken: dict[str, str], tables: dict[str, set[str]]) -> bool:
        """Makes the broken models anew and what changes with them, judges, and undoes it."""
        self._connection.begin()
        try:
            changed: set[str] = set()
            for name, parents in tables.items():
                if (name in broken or parents & changed) and self._changes(
                    name, broken.get(name, self._sql[name])
                ):
                    changed.add(name)
                    if name in KEYS and self._differs(name):
                        return True
                    self._connection.execute(f"create or replace table {self._path(name)} as from anew")
            return False
        finally:
            self._connection.rollback()

    def _changes(self, name: str, sql: str) -> bool:
        """Makes `anew`; does it hold other rows than the table?"""
        self._connection.execute(f"create or replace temp table anew as from {self._path(name)} limit 0")
        self._connection.execute(f"insert into anew by name {sql}")
        return len({self._fingerprint("anew"), self._fingerprint(self._path(name))}) > 1

    def _differs(self, name: str) -> bool:
        """Are the changed cells others than those of the second reading?"""
        before, key = self._path(name), ", ".join(KEYS[name])
        self._connection.execute(f"""create or replace temp table changed as
            select {key} from (from anew except from {before}) union
            select {key} from (from {before} except from anew)""")
        changed = self._connection.execute("from changed").pl()
        theirs = self._connection.execute(f"from anew semi join changed using ({key})").pl()
        return bool(DIFFERENCES[name](self._ours[name].join(changed, on=KEYS[name], how="semi"), theirs))

    def _fingerprint(self, table: str) -> Any:
        """Of the rows in any order."""
        return self._connection.execute(
            f"select count(*), sum(cast(hash(rijen) as hugeint)) from {table} as rijen"
        ).fetchone()

    def _path(self, name: str) -> str:
        return f"warehouse.{self._schemas[name]}.{name}"


class SecondOpinion:
    def __init__(self, project: Project) -> None:
        self._project, self._tables = project, project.tables()
        home = project.folder / "home"
        leveringen = landed(project.folder)
        self._warehouses = {}
        for vintage in reversed(RULES):
            build(home, vintage, tuple(KEYS))
            file = shutil.copy(home / "bouw" / "warehouse.duckdb", project.folder / f"{vintage}.duckdb")
            ours = dict(zip(KEYS, second_reading(leveringen, vintage), strict=True))
            sql = project.compiled(vintage, *self._tables)
            self._warehouses[vintage] = Warehouse(Path(file), sql, ours)

    def judge(self, subject: Subject) -> str:
        for vintage, warehouse in self._warehouses.items():
            broken = self._project.compiled(vintage, *subject.models)
            if not broken:
                return "does not run"
            try:
                if warehouse.notices(broken, self._tables):
                    return "second opinion"
            except duckdb.Error:
                return "does not run"
        return "survives"
