"""Changes to a file's text at their places; every other byte stays as it is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, takewhile
from math import inf
from typing import Any

from timeline.errors import TimelineError
from timeline.model.keys import keys_of
from timeline.text.decoding import line_end, normal
from timeline.text.formatting import NotTheSame, canonical
from timeline.text.formatting.order import when_of
from timeline.text.ids import ids_of
from timeline.text.pieces import Statement, cut
from timeline.text.scanner import comments, locate
from timeline.text.values import table_text

_MARK = "\ufeff"
_TABLES = keys_of(())
_KEYS = keys_of(("events",))
_REST = re.compile(r"[ \t]*(?:\n|\Z)?")

Values = Mapping[str, Any]  # of a table

_FIRST = (-inf, -inf)


class Unfit(TimelineError):
    """What a file cannot take; `reasons` are all that are known."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A text for what stands between two offsets."""

    start: int
    end: int
    text: str


class Splicer:
    """A file that is to be changed: what stands where in its text.

    Raises Unfit if its events are one array.
    """

    def __init__(self, data: bytes, source: str, tables: dict[str, Any]) -> None:
        self.data, self.source, self.tables = data, source, tables
        self.ids = ids_of(tables)
        self._statements = cut(source).statements
        self._spots = locate(source)
        self._blocks = _blocks(self._statements)
        self._refuse_array("events")

    def _refuse_array(self, name: str) -> None:
        """Raise Unfit if the tables of a name are one array."""
        above = takewhile(lambda each: not each.brackets, self._statements)
        if any(pair.names[0] == name for pair in above):
            problem = f"the {name} of this file are one array, {name} = [...]"
            raise Unfit([f"{problem}; write each as a table of its own, under [[{name}]]."])

    # Keys of events

    def fixed(self, at: int, key: str) -> str:
        """Why a key of an event cannot be changed where it stands; empty if it can."""
        spot = self._spots.get(("events", at, key))
        if spot and spot.start <= spot.key:  # under a header, or a key with dots
            return "it is written as a table of its own"
        if spot and comments(self.source[spot.start : spot.end]):
            return "there are comments in it"
        return ""

    def change(self, at: int, key: str, value: Any) -> Edit:
        """The edit that gives an event's key a value, or takes it away if that is None."""
        spot = self._spots.get(("events", at, key))
        if spot is None:
            return self._insertion(at, key, _pair(key, value))
        if value is not None:
            return Edit(start=spot.key, end=spot.end, text=_pair(key, value))
        start = self.source.rfind("\n", 0, spot.key) + 1
        rest = _REST.match(self.source, spot.end)
        assert rest is not None, "the pattern matches nothing at all too"
        return Edit(start=start, end=rest.end(), text="")

    def _insertion(self, at: int, key: str, pair: str) -> Edit:
        """A new pair before the first one that the format has later, or after the last one."""
        (_, *pairs), rank = self._blocks[at], _KEYS.index(key)
        for each in pairs:
            if _KEYS.index(each.names[0]) > rank:
                return Edit(start=each.top, end=each.top, text=f"{pair}\n")
        last = pairs[-1].names if pairs else ()
        end = self._spots[("events", at, *last)].end
        end = self.source.find("\n", end) + 1
        if not end:
            return Edit(start=len(self.source), end=len(self.source), text=f"\n{pair}\n")
        return Edit(start=end, end=end, text=f"{pair}\n")

    # Tables

    def place(self, event: Values) -> int:
        """The index that a new event gets: that of the first one that is later, or past the last."""
        when = when_of(event)
        return len(self.ids) if when is None else bisect_right(self._later, when)

    @cached_property
    def _later(self) -> list[Any]:
        """For each event the latest place in time of those up to it, to be searched."""
        # One that reasons alone date stands behind another, and has no place of its own.
        keys: list[Any] = [when_of(event) for event in self.tables.get("events", ())]
        return list(accumulate(((key or _FIRST) for key in keys), max))

    def additions(self, tables: Mapping[str, Sequence[Values]]) -> Iterator[Edit]:
        """The edits that put in new tables: events in their place in time, others after their like."""
        found: dict[int, list[tuple[int, Any, str]]] = {}
        for name, items in tables.items():
            end = self._end(name) if items else 0
            for number, values in enumerate(items):
                order: Any = (number,)
                offset = end
                if name == "events":
                    order = (when_of(values), number)
                    place = self.place(values)
                    offset = self._blocks[place][0].top if place < len(self._blocks) else end
                piece = canonical_text(name, values)
                found.setdefault(offset, []).append((_TABLES.index(name), order, piece))
        for offset, pieces in found.items():
            text = "\n".join(piece for _, _, piece in sorted(pieces))
            yield Edit(start=offset, end=offset, text=self._apart(text, offset))

    def _end(self, name: str) -> int:
        """Where the last table of a name ends; or where the first one would begin."""
        self._refuse_array(name)
        rank, end, inside, follows = _TABLES.index(name), 0, False, -1
        bottom = 0
        for statement in self._statements:
            if statement.brackets:
                inside = statement.names[0] == name
                is_later = _rank(statement.names[0]) > rank
                follows = statement.top if is_later and follows < 0 else follows
            bottom = statement.bottom
            end = bottom if inside else end
        return min(end or (follows if follows >= 0 else bottom), len(self.source))

    def _apart(self, text: str, offset: int) -> str:
        """Tables with the blank lines that set them apart from what is around."""
        lines = self.source[:offset].split("\n")
        if lines[-1]:
            text = f"\n\n{text}"  # the file's last line has no end
        elif len(lines) > 1 and lines[-2].strip():
            text = f"\n{text}"
        return f"{text}\n" if self.source[offset:].split("\n", 1)[0].strip() else text

    def spliced(self, edits: Iterable[Edit]) -> bytes:
        """The file with edits, none of which reaches into another; raises NotTheSame."""
        return spliced(self.data, self.source, edits)


def spliced(data: bytes, source: str, edits: Iterable[Edit]) -> bytes:
    """A file with edits to its text, none of which reaches into another; raises NotTheSame."""
    edits = sorted(edits, key=lambda edit: (edit.start, edit.end))
    written = data.decode()
    ends = line_end(data)
    offset = _offsets(written)
    parts, expected, at = [], [], 0
    for edit in edits:
        parts += [written[offset(at) : offset(edit.start)], edit.text.replace("\n", ends)]
        expected += [source[at : edit.start], edit.text]
        at = edit.end
    new = "".join([*parts, written[offset(at) :]])
    new = f"{_MARK}{new}" if written.startswith(_MARK) else new
    if normal(new) != "".join([*expected, source[at:]]):
        raise NotTheSame("with these changes the file would not be the same otherwise")
    return new.encode()


def canonical_text(name: str, values: Values) -> str:
    """A table of an array as `fmt` writes it, its header included."""
    return canonical(table_text(name, values).encode()).decode()


def _blocks(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Each event as it is written: its header and, behind it, the pairs that are its own."""
    blocks: list[list[Statement]] = []
    own = False
    for statement in statements:
        if (statement.brackets, statement.names) == (2, ("events",)):
            blocks.append([statement])
            own = True
        elif statement.brackets:
            own = False  # what comes next belongs to another table, maybe one in the event
        elif own:
            blocks[-1].append(statement)
    return blocks


def _rank(name: str) -> int:
    return _TABLES.index(name) if name in _TABLES else len(_TABLES)


def _pair(key: str, value: Any) -> str:
    """A pair as `fmt` writes it."""
    return canonical_text("events", {key: value}).removeprefix("[[events]]\n").rstrip("\n")


def _offsets(written: str) -> Callable[[int], int]:
    """From offsets of a text with its lines ended as on Unix to those of the text as it is written."""
    mark = len(_MARK) if written.startswith(_MARK) else 0
    ends = [
        found.start() - mark - number for number, found in enumerate(re.finditer("\r\n", written))
    ]
    return lambda offset: offset + mark + bisect_left(ends, offset)
