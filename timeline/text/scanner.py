"""A TOML text walked once: where each header, key and value of it stands.

The scanner trusts its text: it is for TOML 1.0 that the parser has read, or for
the part before a syntax error, where it stops. Lines end as on Unix. Offsets
are of characters; each end is past what it ends. (tree-sitter-toml 0.7 would
serve but for valid TOML that it refuses, such as a line-ending backslash
followed by blanks.)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from timeline.text.decoding import MOST_KEYS
from timeline.text.tables import Path

STRING = re.compile(
    r'''"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}'''
    r"""|'''(?:[^']++|'(?!''))*+'{3,5}"""
    r"""|"(?!"")(?:[^"\\\n]++|\\.)*+"|'(?!'')[^'\n]*+'""",
    re.DOTALL,
)
TOKEN = re.compile(STRING.pattern + r"|#[^\n]*+|[\[\]{}]|[0-9_]{4000,}+", re.DOTALL)
_KEY = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+'""")
_SCALAR = re.compile(
    STRING.pattern
    # A date-time may have a blank inside; nothing else that is bare may.
    + r"""|\d{4}-\d\d-\d\d[ ]\d\d:[^\s,\]}#]*+|[^\s,\[\]{}#"']++""",
    re.DOTALL,
)
_BLANK = re.compile(r"(?:[ \t\n]++|#[^\n]*+)*+")
_REST = re.compile(r"[ \t]*+(?:#[^\n]*+)?")
_SPACE = re.compile(r"[ \t]*+")
_CLOSING = {"[": "]", "{": "}"}
_ESCAPE = re.compile(r"\\(u.{4}|U.{8}|.)", re.DOTALL)
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


class Part(NamedTuple):
    """One part of a dotted key: what it names, and where it is written."""

    name: str
    start: int
    end: int


@dataclass(slots=True)
class Entry:
    """A header, a pair of key and value, or an item of an array.

    `start` and `end` are the value's, or the header's; `end` is -1 where the
    text broke off inside it. `closing` is the bracket that ends an array or
    inline table, `inner` what is in it. An item of an array has no key.
    """

    keys: tuple[Part, ...]
    start: int
    end: int = -1
    brackets: int = 0  # of a header: 1 or 2
    closing: str = ""
    inner: list[Entry] = field(default_factory=list)

    @property
    def top(self) -> int:
        """Where it begins, its key included."""
        return min(self.keys[0].start, self.start) if self.keys else self.start

    @property
    def names(self) -> tuple[str, ...]:
        """The parts of its key."""
        return tuple(part.name for part in self.keys)


def scan(text: str) -> list[Entry]:
    """Every statement (a header or a pair) of a text; the last may be broken off."""
    return _Scanner(text).entries


def walk(entries: list[Entry]) -> Iterator[Entry]:
    """Each of some entries and all that is in them."""
    waiting = list(entries)
    while waiting:
        entry = waiting.pop()
        yield entry
        waiting += entry.inner


def statement_at(entries: list[Entry], offset: int) -> int:
    """Where the statement around an offset begins; 0 before the first one."""
    return max((entry.top for entry in entries if entry.top < offset), default=0)


def brackets(text: str, start: int, end: int) -> Iterator[list[int]]:
    """The offsets of the open brackets, after each token in a part of a text that may be broken."""
    opened: list[int] = []
    for token in TOKEN.finditer(text, start, end):
        if token[0] in ("[", "{"):
            opened.append(token.start())
        elif token[0] in ("]", "}") and opened:
            opened.pop()
        yield opened


def comments(text: str) -> Counter[str]:
    """How often each comment stands in a text or in a value, without blanks at its end."""
    return Counter(
        token[0].rstrip(" \t") for token in TOKEN.finditer(text) if token[0].startswith("#")
    )


class _Broken(Exception):
    """The scanner met what is no TOML."""


class _Scanner:
    """Walks a text, a statement at a time."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.entries: list[Entry] = []
        with suppress(_Broken):
            self._walk()

    def _walk(self) -> None:
        self._skip(_BLANK)
        while self.at < len(self.text):
            entry = Entry((), self.at)
            self.entries.append(entry)
            if self.text[self.at] == "[":
                self._header(entry)
            else:
                self._key(entry)
                self._value(entry)
            self._skip(_REST)
            if not self._is_at("\n"):
                return  # at the end of the text; or a statement shares its line with another
            self._skip(_BLANK)

    def _header(self, header: Entry) -> None:
        header.brackets = 2 if self._is_at("[[") else 1
        self.at += header.brackets
        self._skip(_SPACE)
        header.keys = tuple(self._parts())
        if not self._is_at("]" * header.brackets):
            raise _Broken
        header.end = self.at = self.at + header.brackets

    def _key(self, pair: Entry) -> None:
        pair.keys = tuple(self._parts())
        if not self._is_at("="):
            raise _Broken
        self.at += 1
        self._skip(_SPACE)

    def _parts(self) -> Iterator[Part]:
        for _ in range(MOST_KEYS + 1):  # paths to more take memory by the square
            written = _KEY.match(self.text, self.at)
            if not written:
                raise _Broken
            yield Part(unquoted(written[0]), self.at, written.end())
            self.at = written.end()
            self._skip(_SPACE)
            if not self._is_at("."):
                return
            self.at += 1
            self._skip(_SPACE)
        raise _Broken

    def _value(self, entry: Entry) -> None:
        opened: list[Entry] = []  # a stack, not recursion: authors choose how deep they nest
        while True:
            entry.start = self.at
            entry.closing = _CLOSING.get(self.text[self.at : self.at + 1], "")
            if entry.closing:
                opened.append(entry)
                self.at += 1
                self._skip(_BLANK)
            else:
                self._scalar(entry)
                self._past_comma(opened)
            while opened and self._is_at(opened[-1].closing):
                self.at += 1
                opened.pop().end = self.at
                self._past_comma(opened)
            if not opened:
                return
            entry = Entry((), self.at)
            opened[-1].inner.append(entry)
            if opened[-1].closing == "}":
                self._key(entry)

    def _scalar(self, entry: Entry) -> None:
        written = _SCALAR.match(self.text, self.at)
        if not written:
            raise _Broken
        entry.end = self.at = written.end()

    def _past_comma(self, opened: list[Entry]) -> None:
        """Go to the next item of an array or inline table, or to its end."""
        if opened:
            self._skip(_BLANK)
            if self._is_at(","):
                self.at += 1
                self._skip(_BLANK)

    def _is_at(self, sign: str) -> bool:
        return self.text.startswith(sign, self.at)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.at)
        assert match is not None, "the pattern matches nothing at all too"
        self.at = match.end()


def unquoted(key: str) -> str:
    """One part of a key without its quotes and escapes."""
    if not key.startswith(('"', "'")):
        return key
    return key[1:-1] if key.startswith("'") else _ESCAPE.sub(_unescaped, key[1:-1])


def _unescaped(escape: re.Match[str]) -> str:
    letter, code = escape[1][0], escape[1][1:]
    return chr(int(code, 16)) if code else _ESCAPED.get(letter, letter)


# The paths of a document


class Spot(NamedTuple):
    """Offsets of one entry: its key, and the start and end of its value.

    An array's item has no key of its own: there `key` is the value's start. A
    table under a header has the header as its value.
    """

    key: int
    start: int
    end: int


def locate(text: str) -> dict[Path, Spot]:
    """The spot of every path in a valid TOML document."""
    return spots_of(scan(text))


def spots_of(entries: list[Entry]) -> dict[Path, Spot]:
    """The spot of every path in statements that are not broken off."""
    spots: dict[Path, Spot] = {}
    arrays: dict[Path, int] = {}  # the index of the last table under each [[header]]
    base: Path = ()
    for entry in entries:
        if entry.end < 0:
            break
        if entry.brackets:
            base = _of_header(entry, spots, arrays)
        else:
            _of_pair(entry, base, spots)
    return spots


def _of_header(header: Entry, spots: dict[Path, Spot], arrays: dict[Path, int]) -> Path:
    """Note a header with the tables it leads through; gives the path of its own."""
    path: Path = ()
    for name, at, _ in header.keys:
        # A header's key leads into the last table of an array.
        path = (*path, arrays[path], name) if path in arrays else (*path, name)
        spots.setdefault(path, Spot(at, header.start, header.end))
    if header.brackets == 2:
        arrays[path] = arrays.get(path, -1) + 1
    if path in arrays:
        path = (*path, arrays[path])
    spots[path] = Spot(header.keys[-1].start, header.start, header.end)
    return path


def _of_pair(pair: Entry, base: Path, spots: dict[Path, Spot]) -> None:
    """Note a pair with all that is in its value."""
    waiting = [(pair, base)]
    while waiting:
        entry, path = waiting.pop()
        for name, at, _ in entry.keys:
            path = (*path, name)
            spots.setdefault(path, Spot(at, at, at))
        key = entry.keys[-1].start if entry.keys else entry.start
        spots[path] = Spot(key, entry.start, entry.end)
        waiting += [
            (inner, path if inner.keys else (*path, index))
            for index, inner in enumerate(entry.inner)
        ]
