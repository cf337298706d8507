"""Places in a file: from offsets and paths to lines and columns.

Needed only once there is something to tell, so a good file never pays for it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from timeline.errors import Place
from timeline.text.edits import Edits
from timeline.text.scanner import KEY, Entry, Spot, locate, scan
from timeline.text.tables import Path

_ESCAPED = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[ \t]*\n\s*|.)|[^\\]", re.DOTALL)
_ENDED = re.compile(r"\\[ \t]*\n")  # a line that goes on in the next


def characters(written: str) -> list[int]:
    """Where each character of a text is, in what TOML has for it; its end last. Empty if no text."""
    quote = written[:1]
    if quote not in ("'", '"') or len(written) < 2:
        return []
    is_long = written.startswith(quote * 3) and len(written) >= 6
    start, end = (3, len(written) - 3) if is_long else (1, len(written) - 1)
    start += is_long and written.startswith("\n", start)
    if quote == "'" or "\\" not in written:
        return list(range(start, end + 1))
    units = _ESCAPED.finditer(written, start, end)
    return [*(unit.start() for unit in units if not _ENDED.match(unit[0])), end]


class Lines:
    """The lines of a text, and the place of each offset in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
        self._lines: dict[int, str] = {}

    def place(self, offset: int) -> Place:
        """The line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return Place(line=line, column=offset - self._starts[line - 1] + 1)

    def offset(self, number: int) -> int:
        """Where a line begins, counted from 1."""
        return self._starts[number - 1]

    def at(self, place: Place) -> int:
        """The offset of a place."""
        return self.offset(place.line) + place.column - 1

    def line(self, number: int) -> str:
        """A line without its end, counted from 1; the faults of a long one share it."""
        if number not in self._lines:
            start = self._starts[number - 1]
            end = self._text.find("\n", start)
            self._lines[number] = self._text[start : end if end >= 0 else len(self._text)]
        return self._lines[number]


class Head(NamedTuple):
    """A name, from `start` to `end`, that a key or a header in so many `brackets` begins with.

    All of that stands from `top` to `bottom`; it `is_whole` if nothing follows behind a dot.
    """

    start: int
    end: int
    top: int
    bottom: int
    brackets: int
    is_whole: bool


class Places:
    """The place of every path in a valid TOML document.

    If it was made of another text by `edits`, places are those in that one.
    """

    def __init__(self, text: str, edits: Edits | None = None) -> None:
        self._text = text
        self._edits = edits
        self._lines = Lines(edits.source if edits else text)
        self._spots = locate(text)
        self._written: dict[Spot, list[int]] = {}  # where the characters of texts are

    def of(
        self, path: Path, *, at_key: bool = False, offset: int = 0, inside: bool = False
    ) -> Place:
        """The place of the value at a path, or of its key.

        `offset` counts characters into a text; its first is told only if the place is
        `inside`, else the whole text is. What is not there has the place of the table that
        lacks it; what lacks even that, the start of the file.
        """
        return self.place(self.offset(path, at_key=at_key, offset=offset, inside=inside))

    def offset(
        self, path: Path, *, at_key: bool = False, offset: int = 0, inside: bool = False
    ) -> int:
        """The same as an offset into the text that places are told of."""
        known = [(length, spot) for length, spot in self._spots.along(path) if spot]
        if not known:
            return 0
        length, spot = known[-1]
        if length < len(path):
            return self._origin(spot.start)
        return self._origin(spot.key if at_key else spot.start + self._into(spot, offset, inside))

    def value(self, path: Path) -> tuple[int, int] | None:
        """From where to where the value at a path stands, if it is written."""
        spot = self._spots.get(path)
        return (self._origin(spot.start), self._origin(spot.end)) if spot else None

    def target(self, path: Path, offset: int, address: str) -> tuple[int, int] | None:
        """From where to where the address of a link stands that begins in a text at an offset."""
        spot = self._spots.get(path)
        if spot is None:
            return None
        written = re.compile(rf"(?<=[(<]){re.escape(address)}(?![\w-])")
        found = written.search(self._text, spot.start + self._into(spot, offset, True), spot.end)
        return (self._origin(found.start()), self._origin(found.end())) if found else None

    def key(self, path: Path) -> tuple[int, int] | None:
        """From where to where the last part of the key of a path stands, if it is written."""
        spot = self._spots.get(path)
        written = KEY.match(self._text, spot.key) if spot else None
        return (self._origin(written.start()), self._origin(written.end())) if written else None

    def are_next(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Whether of two values nothing but a comma stands between them."""
        text = self._edits.source if self._edits else self._text
        return text[one[1] : other[0]].strip() == ","

    def heads(self, name: str) -> list[Head]:
        """Each key and header at the root of which a name is the first part."""
        found = (entry for entry in _at_root(scan(self._text)) if entry.keys)
        return [self._head(entry) for entry in found if entry.keys[0].name == name]

    def _head(self, entry: Entry) -> Head:
        _, start, end = entry.keys[0]
        spans = self._origin(start), self._origin(end), self._origin(entry.top)
        return Head(*spans, self._origin(entry.end), entry.brackets, len(entry.keys) == 1)

    def place(self, offset: int) -> Place:
        """The line and column of an offset."""
        return self._lines.place(offset)

    def is_headed(self, path: Path) -> bool:
        """Whether the value at a path is a table under a header."""
        spot = self._spots.get(path)
        return spot is not None and spot.start < spot.key

    def line(self, number: int) -> str:
        """A line of the text, counted from 1."""
        return self._lines.line(number)

    def _origin(self, offset: int) -> int:
        return self._edits.origin(offset) if self._edits else offset

    def _into(self, spot: Spot, offset: int, inside: bool) -> int:
        """How far into a value a character of its text stands; 0 if it is no text."""
        if not (offset or inside):
            return 0
        if spot not in self._written:
            self._written[spot] = characters(self._text[spot.start : spot.end])
        known = self._written[spot]
        return known[min(offset, len(known) - 1)] if known else 0


def _at_root(entries: list[Entry]) -> Iterator[Entry]:
    """The headers of a text, and the pairs that stand before the first of them."""
    is_first = True
    for entry in entries:
        is_first = is_first and not entry.brackets
        if is_first or entry.brackets:
            yield entry
