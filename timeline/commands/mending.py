"""`timeline fmt --repair`: what has one meaning is mended, and shown line by line."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import click

from timeline.commands.comparing import unified
from timeline.commands.rewriting import rewrite
from timeline.commands.streams import STDIN, give, standard_input
from timeline.commands.telling import in_colour, say, tell, visible
from timeline.errors import Fault, Faults
from timeline.messages import counted
from timeline.text.reader import contents
from timeline.text.repairing import Lined, Repaired, repair

_WIDEST = 100  # columns of a line that are shown


def mend(file: Path, *, check: bool, diff: bool) -> int:
    """Mend one file and say what was mended and what is left; gives the exit code."""
    if str(file) == "-":
        data = standard_input()
        repaired = repair(data, STDIN)
        if not (check or diff):
            give(repaired.data)
            _show(repaired, STDIN, sys.stderr)
            return _tell_left(repaired.left, STDIN)
        return _compared(repaired, data, STDIN, check=check, diff=diff)
    if check or diff:
        data = contents(file)
        repaired = repair(data, str(file), file.parent)
        return _compared(repaired, data, str(file), check=check, diff=diff)
    return _in_place(file)


def _in_place(file: Path) -> int:
    done: list[Repaired] = []

    def change(data: bytes) -> bytes:
        done.append(repair(data, str(file), file.parent))
        return done[-1].data

    rewrite(file, change)
    _show(done[-1], str(file), sys.stdout)
    return _tell_left(done[-1].left, str(file))


def _compared(repaired: Repaired, data: bytes, file: str, *, check: bool, diff: bool) -> int:
    """Say what would be mended, and write nothing; gives the exit code."""
    changed = repaired.data != data
    if diff and changed:
        for line in unified(data, repaired.data, file, "mended"):
            say(line, asked=True)
    if check and changed:
        faults = counted(repaired.mended, "fault")
        command = "" if file == STDIN else f": {shlex.join(['timeline', 'fmt', '--repair', file])}"
        say(visible(f"{file}: {faults} can be mended{command}"), sys.stderr if diff else None)
    return max(_tell_left(repaired.left, file), int(check and changed))


def _show(repaired: Repaired, file: str, stream: TextIO) -> None:
    """Tell what was mended, each line as it was and as it is."""
    for lined in repaired.lines:
        say("\n".join(_shown(lined, file, colour=in_colour(stream))), stream)
    mended = counted(repaired.mended, "fault")
    say(f"{visible(file)}: {f'{mended} mended' if repaired.lines else 'nothing to mend'}", stream)


def _shown(lined: Lined, file: str, *, colour: bool) -> Iterator[str]:
    for fault in lined.faults:
        yield _head(fault, file, colour=colour)
    pairs = (("-", "red", lined.before, lined.first), ("+", "green", lined.after, None))
    at = _first_difference(lined)
    for sign, hue, lines, number in pairs:
        for index, line in enumerate(lines):
            margin = f"{number + index:5}" if number else " " * 5
            told = f"{margin} {sign} {_cut(line, at)}".rstrip()
            yield click.style(told, fg=hue) if colour else told


def _head(fault: Fault, file: str, *, colour: bool) -> str:
    place = f":{fault.place.line}:{fault.place.column}" if fault.place else ""
    head = f"{visible(file)}{place}:"
    problem = f"{fault.subject}: {fault.problem}" if fault.subject else fault.problem
    return f"{click.style(head, bold=True) if colour else head} mended: {visible(problem)}."


def _first_difference(lined: Lined) -> int:
    """How many characters the first lines have in common."""
    pairs = zip(lined.before[0], lined.after[0], strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), 0)


def _cut(line: str, at: int) -> str:
    """A line for a terminal, cut around a character if it is long."""
    start = max(0, at - _WIDEST // 2) if len(line) > _WIDEST else 0
    end = start + _WIDEST
    front, back = "…" if start else "", "…" if end < len(line) else ""
    return visible(f"{front}{line[start:end]}{back}")


def _tell_left(faults: Faults, file: str) -> int:
    """Tell the errors that are left; gives the exit code."""
    errors = Faults(faults.errors)
    if len(errors):
        say(tell(errors, file, colour=in_colour(sys.stderr)), sys.stderr)
    return int(bool(len(errors)))
