"""What can end a command, and with which exit code."""

from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """The exit codes schedulers hold on to; 1 is ours alone to mend."""

    GOED = 0
    EIGEN_FOUT = 1
    LEVERING_GEWEIGERD = 2
    BOUW_MISLUKT = 3
    POORT_DICHT = 4
    GEEN_POORT = 5
    BEZET = 6
    OVERSCHRIJDING = 10
    STRUCTUREEL = 20
    VERKEERD_GEBRUIK = 64
    AFGEBROKEN = 130


class CommandError(Exception):
    """Ends a command with `code`; its text is what the user reads: one Dutch line that says what to do.

    Only the refusal of several leveringen has more lines: one each.
    """

    def __init__(self, code: ExitCode, text: str) -> None:
        super().__init__(text)
        self.code = code


def unusable_folder(folder: Path) -> CommandError:
    """For a folder that cannot be made or written in, because of what or whose it is."""
    return CommandError(
        ExitCode.VERKEERD_GEBRUIK,
        f"De map {folder} is niet te maken of te beschrijven: het is een bestand, of u mag daar niet "
        "schrijven. Kies een andere.",
    )


class GateClosed(CommandError):
    """A blocking gate failed: nothing is published."""

    def __init__(self, text: str) -> None:
        super().__init__(ExitCode.POORT_DICHT, text)
