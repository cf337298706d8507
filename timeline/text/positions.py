"""Where each key and value of a TOML document stands in its text.

Needed only once there is something to tell, so a good file never pays for it.
The scanner trusts its text: it is for TOML that `tomllib` has read, or for the
part before a syntax error. (tree-sitter-toml 0.7 would serve but for valid
TOML that it refuses, such as a line-ending backslash followed by blanks.)
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from timeline.errors import Place
from timeline.text.decoding import MOST_KEYS
from timeline.text.tables import Path

_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_REST = re.compile(r"[ \t\r]*+(?:#[^\n]*+)?")
_SPACE = re.compile(r"[ \t]*+")
KEY = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+'""")
STRING = re.compile(
    r'''"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}'''
    r"""|'''(?:[^']++|'(?!''))*+'{3,5}"""
    r"""|"(?!"")(?:[^"\\\n]++|\\.)*+"|'(?!'')[^'\n]*+'""",
    re.DOTALL,
)
SCALAR = re.compile(
    STRING.pattern
    # A date-time may have a blank inside; nothing else that is bare may.
    + r"""|\d{4}-\d\d-\d\d[ ]\d\d:[^\s,\]}#]*+|[^\s,\[\]{}#"']++""",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u.{4}|U.{8}|x..|.)", re.DOTALL)
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


class Spot(NamedTuple):
    """Offsets of one entry: its key, and the start and end of its value.

    An array's item has no key of its own: there `key` is the value's start. A
    table under a header has the header as its value.
    """

    key: int
    start: int
    end: int


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

    def line(self, number: int) -> str:
        """A line without its end, counted from 1; the faults of a long one share it."""
        if number not in self._lines:
            start = self._starts[number - 1]
            end = self._text.find("\n", start)
            self._lines[number] = self._text[start : end if end >= 0 else len(self._text)]
        return self._lines[number]


class Places:
    """The place of every path in a valid TOML document."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines(text)
        self._spots = locate(text)

    def of(self, path: Path, *, at_key: bool = False, offset: int = 0) -> Place:
        """The place of the value at a path, or of its key.

        `offset` counts characters into a text, where it is written as it
        reads. What is not there has the place of the table that lacks it; what
        lacks even that, the start of the file.
        """
        for length in range(len(path), 0, -1):
            spot = self._spots.get(path[:length])
            if not spot:
                continue
            if length < len(path):
                return self._lines.place(spot.start)
            return self._lines.place(spot.key if at_key else spot.start + self._into(spot, offset))
        return Place(line=1, column=1)

    def is_headed(self, path: Path) -> bool:
        """Whether the value at a path is a table under a header."""
        spot = self._spots.get(path)
        return spot is not None and spot.start < spot.key

    def line(self, number: int) -> str:
        """A line of the text, counted from 1."""
        return self._lines.line(number)

    def _into(self, spot: Spot, offset: int) -> int:
        """How far into a value a character of its text stands; 0 if that is not plain to see."""
        written = self._text[spot.start : spot.end]
        plain = written.startswith("'") or (written.startswith('"') and "\\" not in written)
        if not offset or not plain or written.startswith(('"""', "'''")):
            return 0
        return min(1 + offset, len(written) - 1)


def locate(text: str) -> dict[Path, Spot]:
    """The spot of every path in a valid TOML document."""
    scanner = _Scanner(text)
    for _ in scanner.statements():
        pass
    return scanner.spots


def statement_at(text: str, offset: int) -> int:
    """Where the statement (a header or a pair) around an offset begins.

    The text must be valid up to the offset.
    """
    begun = 0
    for start in _Scanner(text).statements():
        if start >= offset:
            break
        begun = start
    return begun


class _Broken(Exception):
    """The scanner met what is no TOML."""


@dataclass(slots=True)
class _Nest:
    """An array or inline table that is still open."""

    closing: str
    path: Path
    key: int
    start: int
    items: int = 0

    def next_item(self) -> Path:
        """The path of an array's next item."""
        self.items += 1
        return (*self.path, self.items - 1)


class _Scanner:
    """Walks a document once and notes what stands where."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spots: dict[Path, Spot] = {}
        self._arrays: dict[Path, int] = {}  # the index of the last table under each [[header]]

    def statements(self) -> Iterator[int]:
        """Yield where each statement starts, before it is walked."""
        base: Path = ()
        position = self._skip(_BLANK, 0)
        while position < len(self.text):
            yield position
            try:
                if self.text[position] == "[":
                    position, base = self._header(position)
                else:
                    position = self._pair(position, base)
            except _Broken:
                return
            end = self._skip(_REST, position)
            if not self.text.startswith("\n", end):
                return  # at the end of the text; or a statement shares its line with another
            position = self._skip(_BLANK, end)

    def _header(self, start: int) -> tuple[int, Path]:
        brackets = 2 if self.text.startswith("[[", start) else 1
        position = self._skip(_SPACE, start + brackets)
        position, keys = self._keys(position)
        if not self.text.startswith("]" * brackets, position):
            raise _Broken
        end = position + brackets
        path: Path = ()
        for key, at in keys[:-1]:
            path = self._inside((*path, key))
            self.spots.setdefault(path, Spot(at, start, end))
        name, at = keys[-1]
        path = (*path, name)
        self.spots.setdefault(path, Spot(at, start, end))
        if brackets == 2:
            self._arrays[path] = self._arrays.get(path, -1) + 1
            path = (*path, self._arrays[path])
        else:
            path = self._inside(path)
        self.spots[path] = Spot(at, start, end)
        return end, path

    def _inside(self, path: Path) -> Path:
        """The path of the table a header's key leads into: the last one of an array."""
        return (*path, self._arrays[path]) if path in self._arrays else path

    def _pair(self, start: int, base: Path) -> int:
        """Note a key with its value and all in it; gives where the value ends."""
        path, key, position = self._key(start, base)
        nests: list[_Nest] = []  # a stack, not recursion: authors choose how deep they nest
        while True:
            opening = self.text[position : position + 1]
            if opening in ("[", "{"):
                nests.append(_Nest("]" if opening == "[" else "}", path, key, position))
                position = self._skip(_BLANK, position + 1)
            else:
                position = self._scalar(position, path, key)
                if nests:
                    position = self._past_comma(position)
            while nests and self.text[position : position + 1] == nests[-1].closing:
                position += 1
                nest = nests.pop()
                self.spots[nest.path] = Spot(nest.key, nest.start, position)
                if nests:
                    position = self._past_comma(position)
            if not nests:
                return position
            if nests[-1].closing == "]":
                path, key = nests[-1].next_item(), position
            else:
                path, key, position = self._key(position, nests[-1].path)

    def _key(self, start: int, base: Path) -> tuple[Path, int, int]:
        """Note the tables that a dotted key leads through.

        Gives the path, the offset of the key's last part, and that of the value.
        """
        position, keys = self._keys(start)
        path = base
        for key, at in keys[:-1]:
            path = (*path, key)
            self.spots.setdefault(path, Spot(at, at, at))
        name, at = keys[-1]
        if self.text[position : position + 1] != "=":
            raise _Broken
        return (*path, name), at, self._skip(_SPACE, position + 1)

    def _keys(self, start: int) -> tuple[int, list[tuple[str, int]]]:
        """The parts of a dotted key, each with its offset, and where the key ends."""
        keys: list[tuple[str, int]] = []
        position = start
        while True:
            match = KEY.match(self.text, position)
            if not match:
                raise _Broken
            keys.append((unquoted(match[0]), position))
            position = self._skip(_SPACE, match.end())
            if self.text[position : position + 1] != ".":
                return position, keys
            if len(keys) > MOST_KEYS:  # their paths take memory by the square
                raise _Broken
            position = self._skip(_SPACE, position + 1)

    def _scalar(self, start: int, path: Path, key: int) -> int:
        match = SCALAR.match(self.text, start)
        if not match:
            raise _Broken
        self.spots[path] = Spot(key, start, match.end())
        return match.end()

    def _past_comma(self, position: int) -> int:
        position = self._skip(_BLANK, position)
        if self.text[position : position + 1] == ",":
            return self._skip(_BLANK, position + 1)
        return position

    def _skip(self, pattern: re.Pattern[str], position: int) -> int:
        match = pattern.match(self.text, position)
        return match.end() if match else position


def unquoted(key: str) -> str:
    """One part of a key without its quotes and escapes."""
    if not key.startswith(('"', "'")):
        return key
    return key[1:-1] if key.startswith("'") else _ESCAPE.sub(_unescaped, key[1:-1])


def _unescaped(escape: re.Match[str]) -> str:
    letter, code = escape[1][0], escape[1][1:]
    return chr(int(code, 16)) if code else _ESCAPED.get(letter, letter)
