"""What comes first: tables, keys and events in the order of the format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from math import inf
from typing import Any, TypeVar

from timeline.edtf import EdtfError
from timeline.model import to_edtf
from timeline.model.keys import keys_of
from timeline.text.pieces import Member, Names, Statement
from timeline.text.tables import Path

_UNDATED = (inf, inf)  # past every date, as all have a start that can be counted, or none

_Pair = TypeVar("_Pair", Statement, Member)


@dataclass(slots=True)
class Node:
    """A table with the tables in it; without a header if only those have one.

    `below` are the comments at the end of the table itself.
    """

    path: Path
    header: Statement | None = None
    pairs: list[Statement] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


def tree(statements: Iterable[Statement]) -> Node:
    """The tables of a file, in the order of the file."""
    root = Node(())
    nodes: dict[Path, Node] = {(): root}
    counts: dict[Path, int] = {}  # of the tables under each [[header]]

    def within(path: Path, name: str) -> Path:
        """The path of what a header's key leads into: the last table of an array."""
        inner = (*path, name)
        return (*inner, counts[inner] - 1) if inner in counts else inner

    def node(path: Path, parent: Node) -> Node:
        if path not in nodes:
            nodes[path] = Node(path)
            parent.children.append(nodes[path])
        return nodes[path]

    here = root
    for statement in statements:
        if not statement.brackets:
            here.pairs.append(statement)
            continue
        here = root
        for name in statement.names[:-1]:
            here = node(within(here.path, name), here)
        if statement.brackets == 2:
            array = (*here.path, statement.names[-1])
            counts[array] = counts.get(array, 0) + 1
        here = node(within(here.path, statement.names[-1]), here)
        here.header = statement
    for each in nodes.values():
        if each.pairs:
            each.below, each.pairs[-1].below = each.pairs[-1].below, []
    return root


def arrange(root: Node, events: list[int]) -> None:
    """Put tables and keys in order; the events in an order given by their indices."""
    place = {index: place for place, index in enumerate(events)}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        names = _names(node.path)
        node.pairs = in_order(node.pairs, names)
        _arrange_tables(node, place)
        waiting += node.children


def _arrange_tables(node: Node, events: dict[int, int]) -> None:
    """Put the tables in a table in order; those of an unknown name where its first one stands."""
    ranks, depth = _ranks(_names(node.path)), len(node.path)
    first: dict[Path, int] = {}

    def place(child: Node) -> tuple[float, int, int]:
        table, index = child.path[: depth + 1], child.path[-1]
        is_event = len(child.path) == 2 and table == ("events",) and isinstance(index, int)
        return ranks.get(str(table[-1]), inf), first[table], events[int(index)] if is_event else 0

    for number, child in enumerate(node.children):
        first.setdefault(child.path[: depth + 1], number)
    node.children.sort(key=place)


def in_order(pairs: list[_Pair], names: Names) -> list[_Pair]:
    """Pairs in the order that the format gives the keys of a table; unknown ones last."""
    return sorted(pairs, key=lambda pair: _rank(names, pair.names))


def _names(path: Path) -> Names:
    """The keys that lead to a table, as the format knows them: without indices."""
    return tuple(step for step in path if isinstance(step, str))


def _rank(names: Names, key: Names) -> tuple[float, ...]:
    """Where a key stands, each part of a dotted one in its own table."""
    ranks = []
    for part in key:
        ranks.append(_ranks(names).get(part, inf))
        if ranks[-1] == inf:
            break  # in a table of anything, keys stay in their order
        names = (*names, part)
    return tuple(ranks)


@cache
def _ranks(names: Names) -> dict[str, float]:
    """The place of each key that the format knows in a table."""
    return {key: float(place) for place, key in enumerate(keys_of(names))}


# Events


def in_time(tables: dict[str, Any]) -> list[int]:
    """The indices of the events in order: by earliest start, then latest end, then as they stand.

    Undated events come last. One whose date is missing or cannot be read stays behind the one
    that it stands behind.
    """
    events = tables.get("events")
    if not isinstance(events, list):
        return []
    keys: list[tuple[float, float]] = []
    key = (-inf, -inf)
    for event in events:
        key = when_of(event) or key
        keys.append(key)
    return sorted(range(len(keys)), key=keys.__getitem__)


def when_of(event: Any) -> tuple[float, float] | None:
    """What puts an event in order of time; None where it has no date that can be read.

    An undated one comes after all that have one.
    """
    if not isinstance(event, dict):
        return None
    if event.get("undated") is True:
        return _UNDATED
    try:
        return to_edtf(event.get("date", event.get("attested"))).reading_order
    except EdtfError:
        return None
