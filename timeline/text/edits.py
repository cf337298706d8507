"""Changes to a text, and where each place of the changed text stands in the one that was given."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
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


class Edits:
    """A text that is changed piece by piece, mostly from its start to its end."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.text = source
        self.parts: list[Part] = []

    def make(self, change: Change, *, sure: bool) -> None:
        """Change the text as it is now."""
        at, to, new = change
        later = self._taken(lambda part: part.at >= to)
        joined = self._taken(lambda part: part.to > at)
        low, high = at, to
        start = self._behind_all(at)
        end = start + to - at
        if joined:
            last, first = joined[0], joined[-1]
            start = first.start if first.at <= at else start
            end = last.end + max(0, to - last.to)
            low, high = min(at, first.at), max(to, last.to)
            sure = sure and all(part.sure for part in joined)
        by = len(new) - (to - at)
        self.text = f"{self.text[:at]}{new}{self.text[to:]}"
        self.parts.append(Part(start, end, low, high + by, sure))
        self.parts += [part._replace(at=part.at + by, to=part.to + by) for part in reversed(later)]

    def make_all(self, changes: tuple[Change, ...], *, sure: bool) -> None:
        """Make changes that do not touch, each in the text as it is before any of them."""
        for change in sorted(changes, reverse=True):
            self.make(change, sure=sure)

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

    def _taken(self, is_meant: Callable[[Part], bool]) -> list[Part]:
        """The last parts for which something holds, taken off; the last one first."""
        taken: list[Part] = []
        while self.parts and is_meant(self.parts[-1]):
            taken.append(self.parts.pop())
        return taken

    def _behind_all(self, offset: int) -> int:
        """Where an offset behind all parts that are left stands in the text that was given."""
        if not self.parts:
            return offset
        part = self.parts[-1]
        return part.end + offset - part.to
