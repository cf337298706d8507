"""Changes to a text, and where each place of the changed text stands in the one that was given."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class Change(NamedTuple):
    """What to write in place of a part of a text; nothing is taken away where both ends are one."""

    start: int
    end: int
    text: str

    def moved(self, by: int) -> Change:
        """The same change in a text that begins so many characters further up."""
        return Change(self.start + by, self.end + by, self.text)


def one(start: int, end: int, text: str) -> tuple[Change, ...]:
    """One change alone."""
    return (Change(start, end, text),)


class Part(NamedTuple):
    """A part of the text that was given, and what stands in its place in the changed one.

    It is `sure` if what it has now is what was meant.
    """

    start: int
    end: int
    at: int
    to: int
    sure: bool

    def moved(self, by: int) -> Part:
        """The same part in a text that is longer before it by so many characters."""
        return self._replace(at=self.at + by, to=self.to + by)


class Edits:
    """A text that is changed piece by piece, mostly from its start to its end."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.text = source
        self.parts: list[Part] = []

    def copy(self) -> Edits:
        """The same, to be changed further."""
        made = Edits(self.source)
        made.text, made.parts = self.text, [*self.parts]
        return made

    def make(self, change: Change, *, sure: bool) -> None:
        """Change the text as it is now."""
        self.make_all((change,), sure=sure)

    def make_all(self, changes: Iterable[Change], *, sure: bool) -> None:
        """Make changes that do not touch, each in the text as it is before any of them."""
        ordered = sorted(changes)
        pieces, at = list[str](), 0
        for each in ordered:
            pieces += [self.text[at : each.start], each.text]
            at = each.end
        self.text = "".join([*pieces, self.text[at:]])
        # Parts up to the first change are as they were; the others are joined with the changes.
        kept = (
            bisect_right(self.parts, ordered[0].start, key=lambda part: part.to) if ordered else 0
        )
        self.parts[kept:] = _joined(self.parts[max(0, kept - 1) :], ordered, bool(kept), sure)

    def origin(self, offset: int) -> int:
        """Where a character of the text stands in the one that was given."""
        low = bisect_right(self.parts, offset, key=lambda part: part.at)
        if not low:
            return offset
        part = self.parts[low - 1]
        if offset < part.to:
            return min(part.start + offset - part.at, part.end)
        return part.end + offset - part.to

    def now(self, offset: int) -> int:
        """Where a character of the text that was given stands, if nothing was changed there."""
        behind = bisect_right(self.parts, offset, key=lambda part: part.end)
        while behind and self.parts[behind - 1].start >= offset:
            behind -= 1
        if not behind:
            return offset
        part = self.parts[behind - 1]
        return part.to + offset - part.end

    def sure(self) -> str:
        """The text that was given, with those changes alone that are what was meant."""
        told, at = [], 0
        for part in self.parts:
            if part.sure:
                told += [self.source[at : part.start], self.text[part.at : part.to]]
                at = part.end
        return "".join([*told, self.source[at:]])


def _joined(parts: list[Part], changes: list[Change], has_before: bool, sure: bool) -> list[Part]:
    """The parts of a text after some changes to it, of which each is `sure` or not.

    With `has_before` the first part stands before all changes, and is not given back.
    """
    found: list[Part] = []
    index, by, reach = int(has_before), 0, -1
    for at, to, new in changes:
        while index < len(parts) and parts[index].to <= at:
            found.append(parts[index].moved(by))
            index += 1
        before = parts[index - 1] if index else None
        first = index
        while index < len(parts) and parts[index].at < to:
            index += 1
        inside = parts[first:index]
        is_sure = sure and all(part.sure for part in inside)
        high = max([to, *(part.to for part in inside)])
        if inside:
            end = inside[-1].end + max(0, to - inside[-1].to)
        elif at < reach:
            end = found[-1].end + max(0, to - reach)
        else:
            end = to + (before.end - before.to if before else 0)
        if at < reach:  # in the part that the change before it is in
            joined = found.pop()
            start, low, high = joined.start, joined.at, max(high, reach)
            is_sure = is_sure and joined.sure
        else:
            low = min([at, *(part.at for part in inside)])
            start = inside[0].start if inside and inside[0].at <= at else end - (to - at)
            if inside and inside[0].at > at:
                start = inside[0].start - (inside[0].at - at)
            low += by
        by += len(new) - (to - at)
        found.append(Part(start, end, low, high + by, is_sure))
        reach = high
    return [*found, *(part.moved(by) for part in parts[index:])]
