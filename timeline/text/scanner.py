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

from timeline.text.tables import MOST_PARTS, Path

STRING = re.compile(
    r'''"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}'''
    r"""|'''(?:[^']++|'(?!''))*+'{3,5}"""
    r"""|"(?!"")(?:[^"\\\n]++|\\.)*+"|'(?!'')[^'\n]*+'""",
    re.DOTALL,
)
# An escape outside a string is in one that is never closed: a quote behind it begins none,
# or each of them would be looked for to the end of the text.
TOKEN = re.compile(STRING.pattern + r"|#[^\n]*+|[\[\]{}]|[0-9_]{4000,}+|\\.", re.DOTALL)
KEY = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+'""")
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


def long_key(text: str) -> int | None:
    """Where a key of more than MOST_PARTS parts begins, if one is before anything broken."""
    return _Scanner(text).long_key


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
        self.long_key: int | None = None
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
        start = self.at
        for _ in range(MOST_PARTS):
            written = KEY.match(self.text, self.at)
            if not written:
                raise _Broken
            yield Part(unquoted(written[0]), self.at, written.end())
            self.at = written.end()
            self._skip(_SPACE)
            if not self._is_at("."):
                return
            self.at += 1
            self._skip(_SPACE)
        self.long_key = start
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


class Spots:
    """The spot of every path in a document, as a tree: paths share what they begin with."""

    def __init__(self) -> None:
        self._root = _Node()

    def get(self, path: Path) -> Spot | None:
        """The spot of a path, if it is written."""
        *_, (length, spot) = self.along(path)
        return spot if length == len(path) else None

    def __iter__(self) -> Iterator[tuple[Path, Spot]]:
        """Every path that is written, with its spot."""
        waiting: list[tuple[Path, _Node]] = [((), self._root)]
        while waiting:
            path, node = waiting.pop()
            if node.spot:
                yield path, node.spot
            waiting += [((*path, step), inner) for step, inner in node.inner.items()]

    def __getitem__(self, path: Path) -> Spot:
        spot = self.get(path)
        if spot is None:
            raise KeyError(path)
        return spot

    def along(self, path: Path) -> Iterator[tuple[int, Spot | None]]:
        """Each beginning of a path that is written: its length, and its spot if it has one."""
        node, length = self._root, 0
        yield length, None
        for step in path:
            following = node.inner.get(step)
            if following is None:
                return
            node, length = following, length + 1
            yield length, node.spot

    def tables(self, name: str) -> int:
        """How many tables the headers of a name in two brackets have begun."""
        named = self._root.inner.get(name)
        return named.last + 1 if named else 0

    def add(self, entry: Entry, base: _Node | None) -> _Node:
        """Note a statement; `base` is the table that it is in, and so is what is returned."""
        if entry.brackets:
            return self._header(entry)
        base = base or self._root
        _note_pair(entry, base)
        return base

    def _header(self, header: Entry) -> _Node:
        """Note a header with the tables it leads through; gives its own."""
        node = self._root
        for name, at, _ in header.keys:
            # A header's key leads into the last table of an array.
            node = node.current().to(name)
            node.spot = node.spot or Spot(at, header.start, header.end)
        if header.brackets == 2:
            node.last += 1
        node = node.current()
        node.spot = Spot(header.keys[-1].start, header.start, header.end)
        return node


class _Node:
    """A step of a path: its spot, what is in it, and the last table under its [[header]]."""

    __slots__ = ("inner", "last", "spot")

    def __init__(self) -> None:
        self.spot: Spot | None = None
        self.inner: dict[str | int, _Node] = {}
        self.last = -1

    def to(self, step: str | int) -> _Node:
        """The node of a step further, made if there is none."""
        node = self.inner.get(step)
        if node is None:
            node = self.inner[step] = _Node()
        return node

    def current(self) -> _Node:
        """The last table of an array under headers, or what else it is."""
        return self.to(self.last) if self.last >= 0 else self


def locate(text: str) -> Spots:
    """The spot of every path in a valid TOML document."""
    return spots_of(scan(text))


def spots_of(entries: list[Entry]) -> Spots:
    """The spot of every path in statements that are not broken off."""
    spots = Spots()
    base: _Node | None = None
    for entry in entries:
        if entry.end < 0:
            break
        base = spots.add(entry, base)
    return spots


def _note_pair(pair: Entry, base: _Node) -> None:
    """Note a pair with all that is in its value."""
    waiting = [(pair, base)]
    while waiting:
        entry, node = waiting.pop()
        for name, at, _ in entry.keys:
            node = node.to(name)
            node.spot = node.spot or Spot(at, at, at)
        key = entry.keys[-1].start if entry.keys else entry.start
        node.spot = Spot(key, entry.start, entry.end)
        waiting += [
            (inner, node if inner.keys else node.to(index))
            for index, inner in enumerate(entry.inner)
        ]
