"""What can end a command, and with which exit code."""

from enum import IntEnum


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


class GateClosed(CommandError):
    """A blocking gate failed: nothing is published."""

    def __init__(self, text: str) -> None:
        super().__init__(ExitCode.POORT_DICHT, text)
