"""A file's text in canonical form: what it says, and every comment, stays.

The pipeline: text, pieces, tables in order, text; and at the end a look at
whether the new text says what the old one did.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from timeline.errors import InvalidTimeline, TimelineError
from timeline.text.decoding import encoded_as
from timeline.text.formatting.order import arrange, in_time, tree
from timeline.text.formatting.writing import tables
from timeline.text.ids import ids_of
from timeline.text.pieces import Nest, cut
from timeline.text.reader import checks, parse
from timeline.text.reader.placing import placed
from timeline.text.scanner import comments
from timeline.text.tables import Finding, Table, shown


class NotTheSame(TimelineError):
    """A new text does not say what the old one says, so it must not take its place."""


def canonical(data: bytes, file: str = "events.toml") -> bytes:
    """A file in canonical form; its line ends and byte order mark stay as they are.

    What is wrong with the timeline itself does not matter. Raises
    InvalidTimeline for what is no TOML or of a newer format, and for events
    without an id whose derived ids would change with their order. Raises
    NotTheSame rather than give a text that says anything else than the old
    one, or that lacks a comment.
    """
    source, before = parse(data, file)
    _refuse(file, source, before, list(checks.format_known(Table((), before))))
    order = in_time(before)
    text = _written(source, order)
    if text != source:
        _, after = parse(text, file)
        _refuse(file, source, before, _other_ids(before, after, order))
        check_same(source, before, text, after, order)
    return encoded_as(text, data)


def _refuse(file: str, source: str, read: dict[str, Any], findings: list[Finding]) -> None:
    if findings:
        raise InvalidTimeline(file, placed(source, read, findings))


def _written(source: str, order: list[int]) -> str:
    pieces = cut(source)
    root = tree(pieces.statements)
    for pair in root.pairs:
        if pair.names == ("events",):
            _sort_items(pair.value, order)
    arrange(root, order)
    parts = ["\n".join(lines) for lines in tables(root)]
    if pieces.tail:
        parts.append("\n".join(pieces.tail))
    head = "".join(f"{line}\n" for line in pieces.head)
    return head + "\n\n".join(parts) + ("\n" if parts else "")


def _sort_items(value: str | Nest, order: list[int]) -> None:
    """Put the events in order where they are one array of inline tables."""
    if isinstance(value, Nest) and value.closing == "]":
        value.items = [value.items[index] for index in order]


# What must not change


def _other_ids(before: dict[str, Any], after: dict[str, Any], order: list[int]) -> list[Finding]:
    """Events without an id whose derived ids are not what they were."""
    were, now = ids_of(before), ids_of(after)
    return [
        Finding(
            code="no-id",
            path=("events", index),
            problem="this event has no id, and the one made from its title changes with the order",
            remedy=f"write id = {shown(were[index])}",
        )
        for place, index in enumerate(order)
        if now[place] != were[index]
    ]


def check_same(
    source: str, before: dict[str, Any], text: str, after: dict[str, Any], order: list[int]
) -> None:
    """Raise NotTheSame unless a new text has all that the old one has.

    `order` gives the old index of each event.
    """
    if order:
        before = {**before, "events": [before["events"][index] for index in order]}
    if not same(before, after):
        raise NotTheSame("in canonical form the values would not be the same")
    if comments(source) != comments(text):
        raise NotTheSame("in canonical form the comments would not be the same")


def same(one: Any, other: Any) -> bool:
    """Whether two values of a TOML text are the same, in type and value; keys in any order."""
    waiting = [(one, other)]
    while waiting:
        one, other = waiting.pop()
        if type(one) is not type(other):
            return False
        if isinstance(one, dict):
            if one.keys() != other.keys():
                return False
            waiting += [(one[key], other[key]) for key in one]
        elif isinstance(one, list):
            if len(one) != len(other):
                return False
            waiting += zip(one, other, strict=True)
        elif str(one) != str(other) if isinstance(one, Decimal) else one != other:
            return False
    return True
