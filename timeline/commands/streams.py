"""The standard streams of a command, whatever they are: closed, full, of few letters."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import click

from timeline.errors import UnreadableFile

STDIN = "<stdin>"  # its name in messages
STDIN_FILE = Path("-")  # and where a command is given it for a file
PIPE_CLOSED = 141  # 128 + SIGPIPE, as a shell tells of a program whose reader has gone


class Undelivered(click.ClickException):
    """What was asked for on standard output cannot be written there; exits with 2."""

    exit_code = 2


def ready() -> None:
    """Make the streams such that printing to them is safe; once, as a command begins.

    Under the number of a closed stream the next file would be opened, and what is
    printed go into that. So each is opened, in a way that still refuses to be used.
    What an encoding lacks is escaped.
    """
    for number, mode in enumerate((os.O_WRONLY, os.O_RDONLY, os.O_RDONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)
    # Python has None for a stream that was closed.
    sys.stdin = sys.stdin or open(0)  # noqa: SIM115 - as long as the command
    sys.stdout = sys.stdout or open(1, "w")  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")


def put(content: str | bytes, stream: TextIO) -> OSError | None:
    """Write to a standard stream, and gives what is wrong with that.

    What is written later to a stream that failed goes nowhere, so each is told of once.
    """
    try:
        click.echo(content, file=stream, nl=False)
    except OSError as error:
        turn_away(stream)
        return error
    return None


def give(content: str | bytes) -> None:
    """Write what was asked for to standard output: text to a person, UTF-8 to files and programs.

    Raises Undelivered.
    """
    if isinstance(content, str) and not sys.stdout.isatty():
        content = content.encode()
    if error := put(content, sys.stdout):
        raise undelivered(error)


@contextlib.contextmanager
def printing() -> Iterator[None]:
    """Let click print, as it does help; raises what `undelivered` gives if that cannot be."""
    try:
        yield
    except OSError as error:
        *_, (frame, _) = traceback.walk_tb(error.__traceback__)
        if frame.f_code is not click.echo.__code__:
            raise
        turn_away(sys.stdout)
        raise undelivered(error) from None


def undelivered(error: OSError) -> click.ClickException | click.exceptions.Exit:
    """How a command ends that cannot write what was asked for; silently if nobody reads on."""
    if error.errno == errno.EPIPE:
        return click.exceptions.Exit(PIPE_CLOSED)
    return Undelivered(f"cannot write to standard output: {why(error)}")


def turn_away(stream: TextIO) -> None:
    """Let all that is still to be written to a stream go nowhere."""
    with contextlib.suppress(OSError, ValueError):  # a test's stream has no number
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def standard_input(most: int = -1) -> bytes:
    """What standard input gives, so many bytes at most; raises UnreadableFile."""
    try:
        return sys.stdin.buffer.read(most)
    except OSError as error:
        raise UnreadableFile(STDIN, why(error)) from None


def why(error: OSError) -> str:
    """What is wrong with a stream or file, as part of a sentence."""
    if error.errno == errno.EBADF:
        return "it is closed"
    return (error.strerror or str(error)).lower()
