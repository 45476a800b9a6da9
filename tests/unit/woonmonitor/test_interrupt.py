"""Ctrl-C is one line and one code, whatever a library makes of it."""

import os
import signal

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
