"""Ctrl-C is one line and one code, whatever a library makes of it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from woonmonitor.errors import CommandError, ExitCode
from woonmonitor.interrupt import interruptible


def press_ctrl_c() -> None:
    os.kill(os.getpid(), signal.SIGINT)
    signal.sigtimedwait([], 1)  # the handler runs before the next step


def test_ctrl_c_is_told_as_such() -> None:
    with pytest.raises(CommandError, match="Afgebroken") as fout, interruptible():
        press_ctrl_c()
    assert fout.value.code == ExitCode.AFGEBROKEN == 130


def test_also_when_a_library_makes_an_error_of_it() -> None:
    with pytest.raises(CommandError, match="Afgebroken"), interruptible():
        try:
            press_ctrl_c()
        except KeyboardInterrupt:
            raise RuntimeError("query interrupted") from None


def test_an_error_without_ctrl_c_stays_what_it_is() -> None:
    with pytest.raises(ZeroDivisionError), interruptible():
        _ = 1 / 0


def test_the_handler_from_before_is_put_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with interruptible():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path: Path) -> None:
    """`woonmonitor status | head -1`."""
    command = subprocess.Popen(
        [Path(sys.executable).with_name("woonmonitor"), "status"],
        env=os.environ | {"WOONMONITOR_HOME": str(tmp_path / "home")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert command.stdout
    command.stdout.close()
    assert (command.communicate()[1], command.returncode) == ("", 0)
