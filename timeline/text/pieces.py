"""A TOML text cut into its pieces, each with the comments that belong to it.

For text that `tomllib` has read, each line ended as on Unix. A piece is a
header, a pair of key and value, or an item of an array or inline table. Its
comments are those

- beside it, at the end of its line,
- above it: the lines right above, and any block that blank lines set apart
  both from it and from the piece before,
- below it: the lines right below that a blank line follows.

What stands above the first piece and a blank line is the head of the file;
what stands below the last piece and a blank line is its tail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from timeline.text.positions import KEY, SCALAR, unquoted
from timeline.text.strings import basic, key_text

_BLANKS = re.compile(r"(?:[ \t\n]++|#[^\n]*+)*+")
_SPACE = re.compile(r"[ \t]*+")
_TO_COMMENT = re.compile(r"[ \t\n]*+")
_COMMENT = re.compile(r"#[^\n]*+")
_DIRECTIVE = "#:"  # what editors look for at the head: "#:schema ..."

Names = tuple[str, ...]


@dataclass(slots=True)
class Item:
    """One value in an array or, with a key, in an inline table."""

    names: Names  # empty in an array
    key: str
    value: Value
    above: list[str]
    beside: str = ""


@dataclass(slots=True)
class Nest:
    """An array or an inline table; `tail` are the comments after its last item."""

    closing: str
    beside: str = ""  # the comment after the opening bracket
    items: list[Item] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)


Value = str | Nest  # what is no nest is kept as it is to be written


@dataclass(slots=True)
class Statement:
    """A header, or a pair of key and value.

    `top` and `bottom` are offsets of whole lines: where the comments above it
    begin, and past the end of those below it. An empty string in `above` is a
    blank line.
    """

    top: int
    bottom: int
    brackets: int  # of a header: 1 or 2; 0 of a pair
    names: Names
    key: str
    value: Value = ""
    above: list[str] = field(default_factory=list)
    beside: str = ""
    below: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Pieces:
    """A whole text: its head, statements and tail; blank lines are empty strings."""

    head: list[str]
    statements: list[Statement]
    tail: list[str]


def cut(text: str) -> Pieces:
    """The pieces of a TOML text that is valid."""
    return _Cutter(text).pieces()


class _Cutter:
    """Walks a text once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def pieces(self) -> Pieces:
        pieces = Pieces([], [], [])
        before: Statement | None = None
        while True:
            begun = self.at
            self.at = self._end(_BLANKS, begun)
            over = self.at == len(self.text)
            written = self.text[begun : self.at].split("\n")
            if not over:
                written.pop()  # the indent of the statement
            lines = [line.strip(" \t") for line in written]
            count = _below(lines, over) if before else _head(lines, over)
            if before:
                before.below = lines[:count]
                before.bottom = _offset(begun, written[:count])
            else:
                pieces.head = _squeezed(lines[:count])
            if over:
                pieces.tail = _trimmed(lines[count:])
                pieces.head = _trimmed(pieces.head) if not before else pieces.head
                return pieces
            while count < len(lines) and not lines[count]:
                count += 1
            before = self._statement()
            before.top = _offset(begun, written[:count])
            before.above = _squeezed(lines[count:])
            pieces.statements.append(before)

    def _statement(self) -> Statement:
        start = self.at
        brackets = 0
        while brackets < 2 and self.text[self.at] == "[":
            brackets += 1
            self.at += 1
        names, key = self._key()
        found = Statement(start, start, brackets, names, key)
        if brackets:
            self.at += brackets
        else:
            self.at = self._end(_SPACE, self.at + 1)
            found.value = self._value()
        self.at = self._end(_SPACE, self.at)
        if comment := _COMMENT.match(self.text, self.at):
            found.beside = comment[0].rstrip(" \t")
            self.at = comment.end()
        self.at = min(self.at + 1, len(self.text))
        return found

    def _key(self) -> tuple[Names, str]:
        """A key's names and how it is written; then the offset of what follows it."""
        names: list[str] = []
        parts: list[str] = []
        while True:
            self.at = self._end(_SPACE, self.at)
            written = KEY.match(self.text, self.at)
            assert written is not None, "the text is valid"
            names.append(unquoted(written[0]))
            parts.append(key_text(written[0], names[-1]))
            self.at = self._end(_SPACE, written.end())
            if self.text[self.at] != ".":
                return tuple(names), ".".join(parts)
            self.at += 1

    def _value(self) -> Value:
        opening = self.text[self.at]
        if opening in "[{":
            return self._nest("]" if opening == "[" else "}")
        written = SCALAR.match(self.text, self.at)
        assert written is not None, "the text is valid"
        self.at = written.end()
        return basic(written[0])

    def _nest(self, closing: str) -> Nest:
        nest = Nest(closing)
        above: list[str] = []
        self.at += 1
        while True:
            last = nest.items[-1] if nest.items else nest
            for comment, alone in self._comments():
                if alone or last.beside:
                    above.append(comment)
                else:
                    last.beside = comment
            here = self.text[self.at]
            if here == ",":
                self.at += 1
            elif here == closing:
                self.at += 1
                nest.tail = above
                return nest
            else:
                nest.items.append(self._item(closing, above))
                above = []

    def _item(self, closing: str, above: list[str]) -> Item:
        if closing == "]":
            return Item((), "", self._value(), above)
        names, key = self._key()
        self.at = self._end(_SPACE, self.at + 1)
        return Item(names, key, self._value(), above)

    def _comments(self) -> list[tuple[str, bool]]:
        """The comments up to the next item, each with whether it has a line of its own."""
        found: list[tuple[str, bool]] = []
        while True:
            begun = self.at
            self.at = self._end(_TO_COMMENT, begun)
            comment = _COMMENT.match(self.text, self.at)
            if not comment:
                return found
            found.append((comment[0].rstrip(" \t"), "\n" in self.text[begun : self.at]))
            self.at = comment.end()

    def _end(self, pattern: re.Pattern[str], at: int) -> int:
        match = pattern.match(self.text, at)
        assert match is not None, "the pattern matches nothing at all too"
        return match.end()


# Whose comment is it


def _head(lines: list[str], over: bool) -> int:
    """How many of the lines before the first statement are the file's own."""
    count = len(lines) if over else _past_last_blank(lines)
    return count or int(bool(lines) and lines[0].startswith(_DIRECTIVE))


def _past_last_blank(lines: list[str]) -> int:
    return next((at for at in range(len(lines), 0, -1) if not lines[at - 1]), 0)


def _below(lines: list[str], over: bool) -> int:
    """How many of the lines after a statement are its own, and not the next one's."""
    count = next((at for at, line in enumerate(lines) if not line), len(lines))
    return 0 if count == len(lines) and not over else count


def _offset(begun: int, lines: list[str]) -> int:
    """Where the line after some lines begins."""
    return begun + sum(len(line) + 1 for line in lines)


def _squeezed(lines: list[str]) -> list[str]:
    """Lines with one blank line for several, and none at the start."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return kept


def _trimmed(lines: list[str]) -> list[str]:
    """Lines with one blank line for several, and none at the start or end."""
    kept = _squeezed(lines)
    while kept and not kept[-1]:
        kept.pop()
    return kept
