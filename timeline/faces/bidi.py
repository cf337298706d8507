"""In which order the characters of a line stand: the Unicode bidirectional algorithm.

Unicode Standard Annex 9, revision 48, for one line of one paragraph: `levels` gives each
character its embedding level, `visual` the order from left to right of runs that have one.
The rules are named as there (X1, W1, N0, L1).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

_DEEPEST = 125
_REMOVED = {"RLE", "LRE", "RLO", "LRO", "PDF", "BN"}  # X9
_OPENERS = {"LRI", "RLI", "FSI"}
_NEUTRAL = {"B", "S", "WS", "ON", "PDI", *_OPENERS}
_RIGHT = {"R", "EN", "AN"}  # as N1 counts numbers
_MOST_BRACKETS = 63
_CROSSED = {"\u298d": "\u2990", "\u298f": "\u298e"}  # brackets whose partner is not the next

_ALIKE = {"\u2329": "\u3008", "\u232a": "\u3009"}  # brackets that are canonically others

_Item = TypeVar("_Item")


class _Status(NamedTuple):
    level: int
    override: str
    isolate: bool


@dataclass(slots=True)
class _Sequence:
    """An isolating run sequence: the places of its characters, and what surrounds it."""

    places: list[int]
    level: int
    before: str = ""
    after: str = ""
    types: list[str] = field(default_factory=list)


def turns(text: str) -> bool:
    """Whether some of a text is written from right to left, or steers direction."""
    return not text.isascii() and any(
        unicodedata.bidirectional(each) in {"R", "AL", "AN", "RLE", "RLO", "RLI"} for each in text
    )


def levels(text: str, *, rtl: bool = False) -> list[int]:
    """The embedding level of each character, in a paragraph that begins `rtl` or not.

    Odd levels are written from right to left. A character that the algorithm takes out
    has the level of the one before it.
    """
    base = int(rtl)
    types = [unicodedata.bidirectional(each) or "L" for each in text]
    partners = _isolates(types)
    found, resolved = _explicit(types, partners, base)
    # All of them before any is resolved: what surrounds one is as explicit levels have it.
    for sequence in list(_sequences(types, resolved, found, partners, base)):
        _weak(sequence)
        _brackets(sequence, text)
        _neutral(sequence)
        for place, kind in zip(sequence.places, sequence.types, strict=True):
            found[place] += _IMPLICIT[sequence.level % 2].get(kind, 0)
    return _line(types, found, base)


def mirrored(character: str) -> str:
    """What a sign looks like where it is written from right to left: `(` like `)` (L4)."""
    if not unicodedata.mirrored(character):
        return character
    before = (chr(ord(character) - step) for step in (1, 2))
    opening = next((each for each in before if _closing(each) == character), "")
    return _closing(character) or opening or _OTHERS.get(character, character)


_OTHERS = dict(zip("<>«»‹›≤≥", "><»«›‹≥≤", strict=True))  # mirrored, and no brackets


def visual(items: Sequence[_Item], levels: Sequence[int]) -> list[_Item]:
    """Items that have one level each, as they stand from left to right (L2)."""
    order = list(range(len(items)))
    for level in range(max(levels, default=0), 0, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = end + 1
    return [items[each] for each in order]


_IMPLICIT = ({"R": 1, "AN": 2, "EN": 2}, {"L": 1, "EN": 1, "AN": 1})  # I1, I2


def _isolates(types: Sequence[str]) -> dict[int, int]:
    """Each isolate initiator and the PDI that matches it, by their places (BD9)."""
    open_at: list[int] = []
    partners = {}
    for place, kind in enumerate(types):
        if kind in _OPENERS:
            open_at.append(place)
        elif kind == "PDI" and open_at:
            partners[open_at.pop()] = place
    return partners


def _first_strong(types: Sequence[str], partners: dict[int, int], start: int, end: int) -> bool:
    """Whether the first strong character there is one from right to left (P2, P3)."""
    place = start
    while place < end:
        if types[place] in {"L", "R", "AL"}:
            return types[place] != "L"
        place = partners.get(place, end if types[place] in _OPENERS else place) + 1
    return False


@dataclass(slots=True)
class _Embeddings:
    """What is open at a place: the stack of X1-X8, and what was too deep for it."""

    stack: list[_Status]
    isolates: int = 0
    too_deep_isolates: int = 0
    too_deep: int = 0

    @property
    def top(self) -> _Status:
        return self.stack[-1]

    def isolate(self, *, rtl: bool) -> None:
        """X5a, X5b, X5c."""
        if self._opened(_Status(_next(self.top.level, rtl), "", True)):
            self.isolates += 1
        else:
            self.too_deep_isolates += 1

    def embed(self, kind: str) -> None:
        """X2 to X5."""
        override = kind[0] if kind.endswith("O") else ""
        opened = self._opened(_Status(_next(self.top.level, kind[0] == "R"), override, False))
        if not opened and not self.too_deep_isolates:
            self.too_deep += 1

    def _opened(self, status: _Status) -> bool:
        if status.level > _DEEPEST or self.too_deep or self.too_deep_isolates:
            return False
        self.stack.append(status)
        return True

    def end_isolate(self) -> None:
        """X6a."""
        if self.too_deep_isolates:
            self.too_deep_isolates -= 1
        elif self.isolates:
            self.too_deep = 0
            while not self.stack.pop().isolate:
                pass
            self.isolates -= 1

    def end_embedding(self) -> None:
        """X7."""
        if self.too_deep_isolates:
            return
        if self.too_deep:
            self.too_deep -= 1
        elif not self.top.isolate and len(self.stack) > 1:
            self.stack.pop()


def _explicit(
    types: Sequence[str], partners: dict[int, int], base: int
) -> tuple[list[int], list[str]]:
    """Levels by embeddings, overrides and isolates, and types as overrides leave them (X1-X8)."""
    embeddings = _Embeddings([_Status(base, "", False)])
    found, resolved = [], list(types)
    for place, kind in enumerate(types):
        if kind == "PDI":
            embeddings.end_isolate()
        level, override, _ = embeddings.top
        found.append(base if kind == "B" else level)
        if kind not in _REMOVED and kind != "B":
            resolved[place] = override or kind
        if kind in _OPENERS:
            end = partners.get(place, len(types))
            turned = kind == "FSI" and _first_strong(types, partners, place + 1, end)
            embeddings.isolate(rtl=kind == "RLI" or turned)
        elif kind == "PDF":
            embeddings.end_embedding()
        elif kind in _REMOVED - {"BN"}:
            embeddings.embed(kind)
    return found, resolved


def _next(level: int, rtl: bool) -> int:
    return level + 1 + (level + 1 + rtl) % 2


def _sequences(
    types: Sequence[str],
    resolved: Sequence[str],
    found: Sequence[int],
    partners: dict[int, int],
    base: int,
) -> Iterator[_Sequence]:
    """Isolating run sequences, with what stands before and after each (X9, X10)."""
    kept = [place for place, kind in enumerate(types) if kind not in _REMOVED]
    runs: list[list[int]] = []
    for place in kept:
        if not runs or found[runs[-1][-1]] != found[place]:
            runs.append([])
        runs[-1].append(place)
    beginning = {run[0]: run for run in runs}
    continued = {
        partners[run[-1]] for run in runs if run[-1] in partners and partners[run[-1]] in beginning
    }
    for run in runs:
        if run[0] in continued:
            continue
        places, last = list(run), run[-1]
        while last in partners and partners[last] in beginning:
            places += beginning[partners[last]]
            last = places[-1]
        level = found[places[0]]
        before = next((found[place] for place in reversed(kept) if place < places[0]), base)
        is_open = types[last] in _OPENERS and last not in partners
        after = base if is_open else next((found[p] for p in kept if p > last), base)
        yield _Sequence(
            places,
            level,
            "LR"[max(level, before) % 2],
            "LR"[max(level, after) % 2],
            [resolved[place] for place in places],
        )


def _weak(sequence: _Sequence) -> None:
    """Numbers, their separators and marks (W1-W7)."""
    types = sequence.types
    before = sequence.before
    for at, kind in enumerate(types):
        if kind == "NSM":
            types[at] = "ON" if before in {"PDI", *_OPENERS} else before
        before = types[at]
    _numbers(sequence, "AL", "AN")
    types[:] = ["R" if kind == "AL" else kind for kind in types]
    _separators(types)
    _terminators(types)
    types[:] = ["ON" if kind in {"ES", "ET", "CS"} else kind for kind in types]
    _numbers(sequence, "L", "L")


def _numbers(sequence: _Sequence, after: str, become: str) -> None:
    """European numbers after a strong character of a kind are of another (W2, W7)."""
    strong = sequence.before
    for at, kind in enumerate(sequence.types):
        if kind in {"L", "R", "AL"}:
            strong = kind
        elif kind == "EN" and strong == after:
            sequence.types[at] = become


def _separators(types: list[str]) -> None:
    """One separator between two numbers of a kind is of that kind (W4)."""
    for at in range(1, len(types) - 1):
        kind = types[at - 1]
        if kind == types[at + 1] and (
            (kind == "EN" and types[at] in {"ES", "CS"}) or (kind == "AN" and types[at] == "CS")
        ):
            types[at] = kind


def _terminators(types: list[str]) -> None:
    """Signs of money and the like beside a number are of it (W5)."""
    at = 0
    while at < len(types):
        end = at
        while end < len(types) and types[end] == "ET":
            end += 1
        if end > at and "EN" in (
            types[at - 1] if at else "",
            types[end] if end < len(types) else "",
        ):
            types[at:end] = ["EN"] * (end - at)
        at = max(end, at + 1)


def _brackets(sequence: _Sequence, text: str) -> None:
    """Brackets take the direction of what they hold, or of what is before them (N0)."""
    types, inner = sequence.types, "LR"[sequence.level % 2]
    marks = [unicodedata.bidirectional(text[place]) == "NSM" for place in sequence.places]
    for opening, closing in _pairs(sequence, text):
        strong = {_strong(kind) for kind in types[opening + 1 : closing]} - {""}
        if inner in strong:
            turned = inner
        elif strong:
            earlier = (_strong(kind) for kind in reversed(types[:opening]))
            context = next((kind for kind in earlier if kind), sequence.before)
            turned = context if context != inner else inner
        else:
            continue
        for at in (opening, closing):
            types[at] = turned
            while at + 1 < len(types) and marks[at + 1]:
                at += 1
                types[at] = turned


def _pairs(sequence: _Sequence, text: str) -> list[tuple[int, int]]:
    """Places within a sequence of brackets and their partners, in order (BD16)."""
    waiting: list[tuple[str, int]] = []
    found = []
    for at, place in enumerate(sequence.places):
        if sequence.types[at] != "ON":
            continue
        character = _ALIKE.get(text[place], text[place])
        if closing := _closing(character):
            if len(waiting) == _MOST_BRACKETS:
                return []
            waiting.append((closing, at))
            continue
        for depth in range(len(waiting) - 1, -1, -1):
            if waiting[depth][0] == character:
                found.append((waiting[depth][1], at))
                del waiting[depth:]
                break
    return sorted(found)


def _closing(character: str) -> str:
    """The bracket that closes an opening one; empty for anything else."""
    if unicodedata.category(character) != "Ps" or not unicodedata.mirrored(character):
        return ""
    if character in _CROSSED:
        return _CROSSED[character]
    after = (chr(ord(character) + step) for step in (1, 2))
    return next((each for each in after if unicodedata.category(each) == "Pe"), "")


def _strong(kind: str) -> str:
    return "R" if kind in _RIGHT else kind if kind == "L" else ""


def _neutral(sequence: _Sequence) -> None:
    """What has no direction takes that of both its sides, or the level's (N1, N2)."""
    types, at = sequence.types, 0
    while at < len(types):
        end = at
        while end < len(types) and types[end] in _NEUTRAL:
            end += 1
        if end > at:
            left = _strong(types[at - 1]) if at else sequence.before
            right = _strong(types[end]) if end < len(types) else sequence.after
            kind = left if left == right else "LR"[sequence.level % 2]
            types[at:end] = [kind] * (end - at)
        at = max(end, at + 1)


def _line(types: Sequence[str], found: list[int], base: int) -> list[int]:
    """Spaces at the end have the paragraph's level (L1); what is taken out that of its neighbour."""
    trailing = True
    for at in range(len(types) - 1, -1, -1):
        kind = types[at]
        if kind in {"B", "S"}:
            found[at], trailing = base, True
        elif kind in {"WS", "PDI", *_OPENERS, *_REMOVED}:
            found[at] = base if trailing else found[at]
        else:
            trailing = False
    for at, kind in enumerate(types):
        if kind in _REMOVED:
            found[at] = found[at - 1] if at else base
    return found
