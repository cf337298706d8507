"""A file mended where a fault can be meant in one way alone; every other byte stays as it is.

What is done is what the faults say: the edits are theirs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from timeline.errors import Fault, Faults, InvalidTimeline, Place
from timeline.text.decoding import decode, line_end
from timeline.text.edits import Change, Edits
from timeline.text.positions import Lines
from timeline.text.reader import read_text

_MOST_ROUNDS = 8  # readings: what is mended may show a fault behind it


class Lined(NamedTuple):
    """Lines of a file that were mended, and what they are now; counted from 1.

    `faults` are those that were mended there.
    """

    first: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Repaired:
    """What became of a file: its bytes now, what was mended in it, and the faults that are left."""

    data: bytes
    lines: tuple[Lined, ...]
    left: Faults

    @property
    def mended(self) -> int:
        """How many faults were mended."""
        return sum(len(each.faults) for each in self.lines)


def repair(data: bytes, file: str = "events.toml", folder: Path | None = None) -> Repaired:
    """A file with everything mended that can be meant in one way alone.

    `folder` is where the files are that it names. Raises InvalidTimeline for what is no
    text, and for a file of another program.
    """
    source, mistake = decode(data)
    told = _faults(data, file, folder)
    if mistake or any(fault.code == "not-toml" for fault in told):
        raise InvalidTimeline(file, told)
    edits, left = Edits(source), told
    done: set[tuple[str, Place | None]] = set()
    for _ in range(_MOST_ROUNDS):
        # What is there still, where it was mended, cannot be mended so.
        mendable = [each for each in left if each.edits and (each.code, each.place) not in done]
        changes, mended = _changes(edits.text, mendable)
        if not changes:
            break
        done = {(each.code, each.place) for each in mended}
        edits.make_all(changes, sure=True)
        left = _faults(edits.text, file, folder)
    return Repaired(_written(edits, data), tuple(_lined(edits, told)), left)


def _faults(text: str | bytes, file: str, folder: Path | None) -> Faults:
    try:
        return read_text(text, file, folder)[1]
    except InvalidTimeline as error:
        return error.faults


def _changes(text: str, faults: list[Fault]) -> tuple[list[Change], list[Fault]]:
    """What the faults of a text say to write, and which those are: of two that touch, the first."""
    lines = Lines(text)
    kept: list[Change] = []
    mended: list[Fault] = []
    for fault in faults:
        edits = [
            Change(lines.at(each.start), lines.at(each.end), each.text) for each in fault.edits
        ]
        if not any(_touches(each, kept) for each in edits):
            mended.append(fault)
            for each in edits:
                insort(kept, each)
    return kept, mended


def _touches(one: Change, others: list[Change]) -> bool:
    """Whether a change is of what another changes, or adds where that adds."""
    place = bisect_left(others, one)
    return any(
        (one.start < other.end and other.start < one.end) or one[:2] == other[:2]
        for other in others[max(0, place - 1) : place + 1]
    )


def _written(edits: Edits, data: bytes) -> bytes:
    """The changed text as the bytes of the file: what was not changed is as it was."""
    raw = data.decode()
    end, mark = line_end(data), len(raw) - len(raw.removeprefix("\ufeff"))
    # In the text, each line that ends as on Windows is one character shorter.
    short = [found.start() - number for number, found in enumerate(re.finditer("\r\n", raw[mark:]))]

    def at(offset: int) -> int:
        return mark + offset + bisect_left(short, offset)

    told, done = [], 0
    for part in edits.parts:
        told += [raw[done : at(part.start)], edits.text[part.at : part.to].replace("\n", end)]
        done = at(part.end)
    return "".join([*told, raw[done:]]).encode()


def _lined(edits: Edits, told: Faults) -> Iterator[Lined]:
    """The lines that were changed, next to each other where they touch, with their faults."""
    lines = Lines(edits.source)
    groups: list[list[int]] = []  # first and last line of the source, from and to in the text
    for part in edits.parts:
        first, last = lines.place(part.start).line, lines.place(part.end).line
        if groups and first <= groups[-1][1]:
            groups[-1][1:] = [max(last, groups[-1][1]), part.to]
        else:
            groups.append([first, last, part.to])
    by_line: dict[int, list[Fault]] = {}
    for fault in told:
        if fault.edits and fault.place:
            by_line.setdefault(fault.edits[0].start.line, []).append(fault)
    for first, last, to in groups:
        start = lines.offset(first)
        at, end = edits.now(start), edits.text.find("\n", to)
        after = edits.text[at : end if end >= 0 else len(edits.text)]
        yield Lined(
            first,
            tuple(lines.line(number) for number in range(first, last + 1)),
            tuple(after.split("\n")),
            tuple(fault for number in range(first, last + 1) for fault in by_line.get(number, ())),
        )
