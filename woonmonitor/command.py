"""What every command shares: the state it works in, and how it ends when something is wrong.

A user's error is one line that says what to do; a fault of ours is one line that says where the log lies.
Neither shows a traceback unless `--debug` is given.
"""

import logging
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

import typer
from rich.console import Console
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from woonmonitor.errors import CommandError, ExitCode
from woonmonitor.intake import init
from woonmonitor.interrupt import interruptible
from woonmonitor.log import EventLog
from woonmonitor.mishaps import explained
from woonmonitor.settings import read_settings
from woonmonitor.state import PRIVATE_UMASK, State, umask
from woonmonitor.usage import in_dutch
from woonmonitor.work import Work

DEBUG = "--debug"


class Monitor(TyperGroup):
    """The command group; turns whatever ends a command into its exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002  every caller gets the exit code
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> NoReturn:
        woorden = list(sys.argv[1:] if args is None else args)
        debug = DEBUG in woorden
        # Libraries log what they like, values included; with a handler there, dbt adds none that shows it.
        logging.getLogger().addHandler(logging.NullHandler())
        woorden = [woord for woord in woorden if woord != DEBUG]  # it may stand before or after the command
        try:
            code = super().main(
                woorden, prog_name or "woonmonitor", complete_var, False, windows_expand_args, **extra
            )
        except CommandError as fout:
            _end(fout, str(fout), fout.code, debug)
        except TyperException as fout:
            opdracht = getattr(getattr(fout, "ctx", None), "command_path", "woonmonitor")
            tekst = " ".join(f"{in_dutch(fout)} Zie: {opdracht} --help".split())
            _end(fout, tekst, ExitCode.VERKEERD_GEBRUIK, debug)
        except Exception as fout:
            _end(fout, f"Fout in woonmonitor zelf ({type(fout).__name__}).", ExitCode.EIGEN_FOUT, debug)
        sys.exit(code or ExitCode.GOED)


class Discreet(TyperCommand):
    """A command whose words may name a person: what is wrong with them is said without repeating them."""

    def make_context(self, *args: Any, **extra: Any) -> Any:
        try:
            return super().make_context(*args, **extra)
        except TyperException:
            raise CommandError(
                ExitCode.VERKEERD_GEBRUIK,
                "Niet te begrijpen: zet een ID met spaties tussen aanhalingstekens, een ID dat met - begint "
                f"achter --, en een dag als JJJJ-MM-DD. Zie: woonmonitor {self.name} --help",
            ) from None


@contextmanager
def working(opdracht: str, *, wachten: bool = False) -> Iterator[Work]:
    """The state, made where absent and held by this process alone while the command works in it."""
    with _guarded(opdracht) as work:

        def zeg_wie(houder: str) -> None:
            work.log.event("wacht", f"Wacht op {houder}.")

        with work.state.hold(f"woonmonitor {opdracht}", zeg_wie if wachten else None):
            init(work.state)
            work.log.event("begin")
            yield work


@contextmanager
def looking(opdracht: str) -> Iterator[Work]:
    """The state as it is, for a command that only reads: it waits for nobody, and nobody waits for it."""
    with _guarded(opdracht) as work:
        if not work.state.landing.exists():
            with work.state.hold(f"woonmonitor {opdracht}"):
                init(work.state)
        yield work


@contextmanager
def _guarded(opdracht: str) -> Iterator[Work]:
    settings = read_settings(os.environ)
    state = State(settings.home)
    with umask(PRIVATE_UMASK) as user_umask:
        log = EventLog(state.logboek, opdracht, Console(stderr=True))
        try:
            state.make()
            with interruptible():
                yield Work(settings, state, log, user_umask)
            log.event("einde", code=int(ExitCode.GOED))
        except CommandError as fout:
            _log_end(log, fout.code, str(fout))
            raise
        except typer.Exit as einde:
            _log_end(log, einde.exit_code)
            raise
        except BrokenPipeError:  # who reads along has seen enough: `woonmonitor status | head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            _log_end(log, ExitCode.GOED)
        except Exception as fout:
            gevolg = explained(fout, state) or _fault(fout, log)
            _log_end(log, gevolg.code, str(gevolg))
            raise gevolg from fout


def _fault(fout: Exception, log: EventLog) -> CommandError:
    """What is ours to mend. The text of an error may quote a value; that of an accounting error is shown, for
    it is counts and names of files."""
    from ingest import AccountingError

    plek = log.fault(fout)
    wat = f"{fout} ({plek})" if isinstance(fout, AccountingError) else plek
    return CommandError(
        ExitCode.EIGEN_FOUT, f"Fout in woonmonitor zelf: {wat}. Zie {log.bestand}, of geef {DEBUG} mee."
    )


def _log_end(log: EventLog, code: int, reden: str | None = None) -> None:
    """The user is told how it ended also when the log has no room for it."""
    with suppress(OSError):
        log.event("einde", code=int(code), **({"reden": reden} if reden else {}))


def _end(fout: Exception, tekst: str, code: ExitCode, debug: bool) -> NoReturn:
    if debug:
        traceback.print_exception(fout)
    typer.echo(tekst, err=True)
    sys.exit(code)
