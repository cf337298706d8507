"""How a command ends, whatever ends it: a sentence on standard error and an exit code."""

from __future__ import annotations

import atexit
import contextlib
import errno
import io
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import NoReturn

import click

from timeline.commands import streams
from timeline.commands.telling import say, visible

_ENDING = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)
)  # Windows has no SIGHUP


class Told(SystemExit):
    """The system told the command to end, by a signal; raised where the command is just then."""

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)
        self.number = number


_told_by: list[int] = []


@atexit.register  # before others are, and so run after them, when all is taken down
def _end_by_signal() -> None:
    for number in _told_by:
        signal.raise_signal(number)


@contextlib.contextmanager
def ended_well() -> Iterator[None]:
    """Run a command and say why it cannot go on.

    Exit codes: 1 if it was interrupted, 2 if the system refuses what it needs; after
    a signal that ends programs, all is tidied up and then that signal ends it.
    """
    try:
        with _told_by_signals():
            yield
    except click.ClickException as error:
        told = io.StringIO()
        error.show(told)
        for line in told.getvalue().rstrip("\n").split("\n"):
            say(visible(line), sys.stderr)
        _exit(error.exit_code)
    except click.Abort:
        say("Aborted!", sys.stderr)
        _exit(1)
    except Told as told:
        _told_by.append(told.number)
        raise
    except OSError as error:
        say(visible(f"Error: {_refused(error)}."), sys.stderr)
        _exit(2)
    except MemoryError:
        say("Error: there is not enough memory.", sys.stderr)
        _exit(2)


@contextlib.contextmanager
def _told_by_signals() -> Iterator[None]:
    """Let a signal that ends programs be raised here, so that files and processes are left tidy."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # One that is ignored stays so: nohup asks for that.
    ours = [each for each in _ENDING if signal.getsignal(each) is signal.SIG_DFL]
    for each in ours:
        signal.signal(each, _raise)
    try:
        yield
    finally:
        for each in ours:
            signal.signal(each, signal.SIG_DFL)


def _refused(error: OSError) -> str:
    """What the system refuses, and what to do where that is known."""
    if error.errno in (errno.EMFILE, errno.ENFILE):  # whichever file it was
        return f"{streams.why(error)}; let programs open more, as with ulimit -n 256"
    place = error.filename if isinstance(error.filename, str) else "cannot go on"
    return f"{place}: {streams.why(error)}"


def _raise(number: int, _: FrameType | None) -> NoReturn:
    raise Told(number)


def _exit(code: int) -> NoReturn:
    """Exit with a code that Python does not change because a stream is full."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            streams.turn_away(stream)
    raise SystemExit(code) from None
