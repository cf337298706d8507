"""A TOML text cut into its pieces, each with the comments that belong to it.

For text that the parser has read, each line ended as on Unix. A piece is a
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

from timeline.text.scanner import Entry, scan
from timeline.text.values import basic, key_text

_REST = re.compile(r"[ \t]*+(#[^\n]*+)?\n?")  # of the line that a statement ends on
_COMMENT = re.compile(r"#[^\n]*+")
_DIRECTIVE = "#:"  # what editors look for at the head: "#:schema ..."

Names = tuple[str, ...]


@dataclass(slots=True)
class Member:
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
    items: list[Member] = field(default_factory=list)
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
    pieces = Pieces([], [], [])
    before: Statement | None = None
    begun = 0
    for entry in (*scan(text), None):
        written = text[begun : entry.top if entry else len(text)].split("\n")
        if entry:
            written.pop()  # the indent of the statement
        lines = [line.strip(" \t") for line in written]
        count = _below(lines, not entry) if before else _head(lines, not entry)
        if before:
            before.below = lines[:count]
            before.bottom = _offset(begun, written[:count])
        else:
            pieces.head = _squeezed(lines[:count])
        if not entry:
            break
        while count < len(lines) and not lines[count]:
            count += 1
        before, end = _statement(text, entry)
        before.top = _offset(begun, written[:count])
        before.above = _squeezed(lines[count:])
        pieces.statements.append(before)
        begun = end
    pieces.tail = _trimmed(lines[count:])
    pieces.head = pieces.head if before else _trimmed(pieces.head)
    return pieces


def _statement(text: str, entry: Entry) -> tuple[Statement, int]:
    """A statement with the comment beside it, and where its last line ends."""
    rest = _REST.match(text, entry.end)
    assert rest is not None, "the pattern matches nothing at all too"
    return Statement(
        top=entry.top,
        bottom=entry.top,
        brackets=entry.brackets,
        names=entry.names,
        key=_key(text, entry),
        value="" if entry.brackets else _value(text, entry),
        beside=(rest[1] or "").rstrip(" \t"),
    ), rest.end()


def _key(text: str, entry: Entry) -> str:
    """A key as it is to be written."""
    return ".".join(key_text(text[start:end], name) for name, start, end in entry.keys)


def _value(text: str, entry: Entry) -> Value:
    if not entry.closing:
        return basic(text[entry.start : entry.end])
    nest = Nest(entry.closing)
    at = entry.start + 1
    for inner in entry.inner:
        above = _comments(text[at : inner.top], nest)
        nest.items.append(Member(inner.names, _key(text, inner), _value(text, inner), above))
        at = inner.end
    nest.tail = _comments(text[at : entry.end - 1], nest)
    return nest


def _comments(gap: str, nest: Nest) -> list[str]:
    """The comments between two items, but the one beside the first of them."""
    last = nest.items[-1] if nest.items else nest
    above: list[str] = []
    for number, line in enumerate(gap.split("\n")):
        if comment := _COMMENT.search(line):
            written = comment[0].rstrip(" \t")
            alone = number > 0 and "," not in line[: comment.start()]
            if alone or last.beside:
                above.append(written)
            else:
                last.beside = written
    return above


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
