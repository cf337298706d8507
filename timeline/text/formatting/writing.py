"""Pieces of a TOML text written out in canonical form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from unicodedata import combining, east_asian_width

from timeline.text.formatting.order import Node, in_order
from timeline.text.pieces import Member, Names, Nest, Statement, Value

WIDEST = 88  # columns of an array on one line, its key included
_INDENT = "  "


def tables(root: Node) -> Iterator[list[str]]:
    """The lines of each table of a file, in the order of the tree."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if lines := list(_table(node)):
            yield lines
        waiting += reversed(node.children)


def _table(node: Node) -> Iterator[str]:
    names = tuple(step for step in node.path if isinstance(step, str))
    if node.header:
        yield from node.header.above
        brackets = node.header.brackets
        key = f"{'[' * brackets}{node.header.key}{']' * brackets}"
        yield _with_comment(key, node.header.beside)
        yield from node.header.below
    for pair in node.pairs:
        yield from filter(None, pair.above)
        yield _statement(pair, names)
        yield from pair.below
    yield from node.below


def _statement(pair: Statement, names: Names) -> str:
    """A pair in the table that these names lead to."""
    start = f"{pair.key} = "
    value = _value(pair.value, (*names, *pair.names), "", columns(start))
    return _with_comment(start + value, pair.beside)


def columns(text: str) -> int:
    """How many columns a line takes, where letters have one width or two."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(char) in "WF" else not combining(char) for char in text)


def _with_comment(text: str, comment: str) -> str:
    return f"{text}  {comment}" if comment else text


# Values


def _value(value: Value, names: Names, indent: str, before: int | None) -> str:
    """A value, after so many columns of its line; None if it may take any number of them."""
    if isinstance(value, str):
        return value
    line = _on_one_line(value, names)
    if line is not None and (
        before is None or value.closing == "}" or before + columns(line) <= WIDEST
    ):
        return line
    if value.closing == "}" and not _has_comments(value):
        pairs = ", ".join(_item(item, names, indent, None) for item in _sorted(value, names))
        return f"{{ {pairs} }}"
    return "\n".join(_on_lines(value, names, indent))


def _on_lines(nest: Nest, names: Names, indent: str) -> Iterator[str]:
    """An array, an item a line."""
    inner = indent + _INDENT
    yield _with_comment("[" if nest.closing == "]" else "{", nest.beside)
    for item in _sorted(nest, names):
        yield from (inner + comment for comment in item.above)
        text = _item(item, names, inner, columns(inner) + 1)
        yield _with_comment(f"{inner}{text},", item.beside)
    yield from (inner + comment for comment in nest.tail)
    yield indent + nest.closing


def _item(item: Member, names: Names, indent: str, before: int | None) -> str:
    if not item.key:
        return _value(item.value, names, indent, before)
    return f"{item.key} = {_value(item.value, (*names, *item.names), indent, None)}"


def _on_one_line(value: Value, names: Names) -> str | None:
    """A value on one line, or None if it has a comment or a line break in it."""
    if isinstance(value, str):
        return None if "\n" in value else value
    if _has_comments(value):
        return None
    parts: list[str] = []
    for item in _sorted(value, names):
        line = _on_one_line(item.value, (*names, *item.names))
        if line is None:
            return None
        parts.append(f"{item.key} = {line}" if item.key else line)
    if not parts:
        return "[]" if value.closing == "]" else "{}"
    inner = ", ".join(parts)
    return f"[{inner}]" if value.closing == "]" else f"{{ {inner} }}"


def _sorted(nest: Nest, names: Names) -> Iterable[Member]:
    return nest.items if nest.closing == "]" else in_order(nest.items, names)


def _has_comments(nest: Nest) -> bool:
    """Whether comments stand in a nest itself, not in what is in it."""
    own = chain((nest.beside,), nest.tail)
    return any(own) or any(item.beside or item.above for item in nest.items)
