"""Faults told to people, programs and GitHub; shared by every command that reads a timeline."""

from __future__ import annotations

import errno
import os
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

import click

from timeline.commands import streams
from timeline.errors import (
    Fault,
    Faults,
    InvalidTimeline,
    NoFont,
    Severity,
    TimelineError,
    UnreadableFile,
)
from timeline.messages import counted

if TYPE_CHECKING:
    from timeline.drawing.notices import Notice
    from timeline.model import Timeline

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_WIDEST = 100  # columns of a source line that are shown
_TAB = 4  # columns


class FaultFormat(StrEnum):
    """Whom faults are told to."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def tell(
    faults: Faults,
    file: str,
    format: FaultFormat | str = FaultFormat.TEXT,  # noqa: A002 - as the option is named
    *,
    colour: bool = False,
) -> str:
    """The faults of a file as text, without a newline at the end; see `tell_all`."""
    return tell_all({file: faults}, format, colour=colour)


def tell_all(
    found: Mapping[str, Faults],
    format: FaultFormat | str = FaultFormat.TEXT,  # noqa: A002 - as the option is named
    *,
    colour: bool = False,
) -> str:
    """The faults of files, by their names, as text without a newline at the end.

    - `text`: for each fault its place and message, its line with a caret under
      the place, and at the end how many there are. Characters that would steer
      a terminal are made visible.
    - `json`: one object, version 1: `version`, `file` (null if there are several),
      `files` (the names of all), `faults` (each `file`, `line`, `column`, `severity`,
      `code`, `path`, `subject`, `problem`, `remedy`; line and column are null where
      there is no place; `edits`, what mends it, each `line`, `column`, `end_line`,
      `end_column` and the `text` to write there), `errors` and `warnings` (how many). Keys may be added, none
      changes or goes away.
    - `github`: a workflow command a fault, which GitHub shows beside the line.

    `colour` marks severity, place and caret in `text`.
    """
    match FaultFormat(format):
        case FaultFormat.JSON:
            return _json(found)
        case FaultFormat.GITHUB:
            told = [_github(fault, file) for file, faults in found.items() for fault in faults]
        case FaultFormat.TEXT:
            told = [line for file, faults in found.items() for line in _lines(faults, file, colour)]
    return "\n".join(told)


def _lines(faults: Faults, file: str, colour: bool) -> list[str]:
    told = [_text(fault, file, colour) for fault in faults]
    return [*told, _sum(faults, file)] if faults.errors or faults.warnings else told


def say(text: str, stream: TextIO | None = None, *, asked: bool = False) -> None:
    """Print a text, on stdout by default; what its encoding lacks is escaped.

    A command whose work is done does not fail because that cannot be printed. But
    if the text is all that was `asked` for, Undelivered is raised.
    """
    out = stream or sys.stdout
    encoding = getattr(out, "encoding", None) or "utf-8"
    safe = text.encode(encoding, "backslashreplace").decode(encoding)
    # Whether to colour was decided with the text; click takes codes out for pipes alone.
    error = streams.put(f"{safe}\n", out)
    if error and asked:
        raise streams.undelivered(error)
    if error and out is sys.stdout and error.errno not in (errno.EPIPE, errno.EBADF):
        say(f"note: cannot write to standard output: {streams.why(error)}", sys.stderr)


def in_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal whose user has not asked for no colour."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def read_or_exit(path: Path, *, strict: bool = False) -> tuple[Timeline, bytes]:
    """Read a timeline and its bytes for a command, telling its faults on stderr.

    The command exits with 1 if there are errors (or, if `strict`, warnings),
    with 2 if the file cannot be opened.
    """
    from timeline.text.reader import contents, read_text  # brings pydantic, which --help needs not

    try:
        data = contents(path)
        timeline, faults = read_text(data, str(path), path.parent)
    except UnreadableFile as error:
        exit_unreadable(error)
    except InvalidTimeline as error:
        timeline, faults = None, error.faults
    if strict:
        faults = faults.as_errors()
    if len(faults):
        say(tell(faults, str(path), colour=in_colour(sys.stderr)), sys.stderr)
    if timeline is None or faults.errors:
        raise click.exceptions.Exit(1)
    return timeline, data


def exit_unreadable(error: UnreadableFile) -> NoReturn:
    """Say on stderr why a file cannot be opened, and exit with 2."""
    raise click.exceptions.Exit(say_unreadable(error)) from None


def say_unreadable(error: UnreadableFile) -> int:
    """Say on stderr why a file cannot be opened; gives the exit code."""
    say(visible(f"{error}."), sys.stderr)
    return 2


# Text


def _text(fault: Fault, file: str, colour: bool) -> str:
    place = f":{fault.place.line}:{fault.place.column}" if fault.place else ""
    severity = fault.severity.value
    head = f"{visible(file)}{place}:"
    if colour:
        head = click.style(head, bold=True)
        severity = click.style(severity, fg=_COLOURS[fault.severity], bold=True)
    lines = [f"{head} {severity}: {visible(fault.message)}"]
    if fault.place and fault.source_line is not None:
        lines += _excerpt(fault.source_line, fault.place.line, fault.place.column, colour)
    return "\n".join(lines)


def _excerpt(line: str, number: int, column: int, colour: bool) -> list[str]:
    """A source line and a caret under one of its columns; a long line is cut around it."""
    # Measuring is slow, and no more than this can be shown.
    first = max(0, column - 1 - 2 * _WIDEST)
    cells = list(_cells(line[first : column + 2 * _WIDEST]))
    before = cells[: column - 1 - first]
    start, shown = 0, sum(width for _, width in before)
    while shown > _WIDEST * 2 // 3:
        shown -= cells[start][1]
        start += 1
    while start and start < len(cells) and not cells[start][1]:  # a mark on what is cut off
        start += 1
    end, width = start, 0
    while end < len(cells) and width + cells[end][1] <= _WIDEST:
        width += cells[end][1]
        end += 1
    front = "…" if first + start else ""
    back = "…" if first + end < len(line) else ""
    excerpt = front + "".join(text for text, _ in cells[start:end]) + back
    caret = click.style("^", fg="green", bold=True) if colour else "^"
    return [
        f"{number:5} | {excerpt}".rstrip(),
        f"      | {' ' * (len(front) + shown)}{caret}",
    ]


def _cells(line: str) -> Iterator[tuple[str, int]]:
    """Each character as it is shown, and how many columns of a terminal it takes."""
    from unicodedata import category, east_asian_width

    column = 0
    for char in line:
        if char == "\t":
            text = " " * (_TAB - column % _TAB)
            width = len(text)
        else:
            text = visible(char)
            if text != char:
                width = len(text)
            elif category(char) in ("Mn", "Me", "Cf"):
                width = 0
            else:
                width = 2 if east_asian_width(char) in "WF" else 1
        column += width
        yield text, width


def visible(text: str) -> str:
    """A text with every character that would steer a terminal written out.

    These are control characters, line and paragraph separators, halves of
    characters, and the marks that turn the direction of text.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)  # U+2400 and on are pictures of these
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    if 0x80 <= code < 0xA0 or 0xD800 <= code < 0xE000 or char in _STEERING:
        return f"<U+{code:04X}>"
    return char


_STEERING = frozenset(
    "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u200b\u2060"
)


def _sum(faults: Faults, file: str) -> str:
    """How many faults there are: "2 errors, 1 warning in events.toml"."""
    counts = (("error", len(faults.errors)), ("warning", len(faults.warnings)))
    told = [counted(number, word) for word, number in counts if number]
    return f"{', '.join(told)} in {visible(file)}{visible(_mending(faults, file))}"


def _mending(faults: Faults, file: str) -> str:
    """By which command those faults are mended that can be."""
    mended = sum(1 for fault in faults if fault.edits)
    if not mended or file == streams.STDIN:
        return ""
    command = shlex.join(["timeline", "fmt", "--repair", file])
    which = "it" if mended == len(faults) == 1 else "all" if mended == len(faults) else f"{mended}"
    return f"; {command} mends {which}"


def tell_notices(notices: Iterable[Notice]) -> None:
    """Say on stderr what the author should know of what is drawn, a line each."""
    from timeline.commands.notices import notice_words

    for notice in notices:
        say(visible(f"note: {notice_words(notice)}"), sys.stderr)


def tell_lost(form: str, lost: Mapping[str, int]) -> None:
    """Tell what a form of a timeline has no place for, if there is anything, by its keys."""
    if lost:
        told = ", ".join(f"{name} ({count})" for name, count in lost.items())
        say(visible(f"note: {form} has no place for {told}"), sys.stderr)


def say_doubts(templates: Path | None) -> int:
    """Say on stderr what is doubtful in a folder of templates; gives how much.

    Raises BadTemplate.
    """
    if templates is None:
        return 0
    from timeline.pages.templates import doubts

    found = doubts(templates)
    for doubt in found:
        say(visible(f"warning: {doubt}"), sys.stderr)
    return len(found)


def exit_failed(file: Path, error: TimelineError, timeline: Timeline, data: bytes) -> NoReturn:
    """Tell on stderr why something cannot be made of a file without faults, and exit with 1.

    `timeline` is what was read of the file, `data` its bytes: words that have no font are
    told at their places.
    """
    from timeline.commands.notices import error_words

    if isinstance(error, NoFont):
        from timeline.commands.lacking import no_font_faults

        faults = no_font_faults(error, timeline, data)
        say(tell(faults, str(file), colour=in_colour(sys.stderr)), sys.stderr)
        raise click.exceptions.Exit(1) from error
    say(visible(f"{file}: {error_words(error)}"), sys.stderr)
    raise click.exceptions.Exit(1) from error


def is_terminal() -> bool:
    """Whether there is someone to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


# JSON and GitHub


def _json(found: Mapping[str, Faults]) -> str:
    import json

    document = {
        "version": 1,
        "file": next(iter(found)) if len(found) == 1 else None,
        "files": list(found),
        "faults": [_record(fault, file) for file, faults in found.items() for fault in faults],
        "errors": sum(len(faults.errors) for faults in found.values()),
        "warnings": sum(len(faults.warnings) for faults in found.values()),
    }
    return json.dumps(document, indent=2)


def _record(fault: Fault, file: str) -> dict[str, object]:
    return {
        "file": file,
        "line": fault.place.line if fault.place else None,
        "column": fault.place.column if fault.place else None,
        "severity": fault.severity.value,
        "code": fault.code,
        "path": list(fault.path),
        "subject": fault.subject,
        "problem": fault.problem,
        "remedy": fault.remedy,
        "edits": [
            {
                "line": each.start.line,
                "column": each.start.column,
                "end_line": each.end.line,
                "end_column": each.end.column,
                "text": each.text,
            }
            for each in fault.edits
        ],
    }


def _github(fault: Fault, file: str) -> str:
    """One fault as a workflow command (GitHub Actions, "Workflow commands")."""
    place = f",line={fault.place.line},col={fault.place.column}" if fault.place else ""
    return f"::{_GITHUB[fault.severity]} file={visible(_property(file))}{place}::{_data(visible(fault.message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
