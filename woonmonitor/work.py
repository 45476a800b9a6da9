"""What a command works with."""

from dataclasses import dataclass

from woonmonitor.log import EventLog
from woonmonitor.settings import Settings
from woonmonitor.state import State


@dataclass(frozen=True)
class Work:
    """What every step is given."""

    settings: Settings
    state: State
    log: EventLog
    user_umask: int  # for files that leave HOME
