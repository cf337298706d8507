"""What changed in a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Scripts without blanks between words are compared by the character.
_ALONE = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"(\s*)([{_ALONE}]|[^\s{_ALONE}]+)")
_CONTEXT = 4  # words that are shown before and after a change
_MOST_PLACES = 6  # that are shown
_MOST_WORDS = 3000  # that are compared


Step = tuple[str, int, int, int, int]  # what was done, to which old words, giving which new


class Fate(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"
    LEFT_OUT = "left out"  # kept, and not shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words of a text, without a blank at either end.

    `apart` says whether a blank stands before it. `LEFT_OUT` has no words, or
    says how many places more there are.
    """

    fate: Fate
    text: str
    apart: bool = False


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """The places where a text changed, each with some words around it.

    Blanks count only between words: a text that has other blanks alone gives
    no piece. So does one that is too long to compare, more than some thousand
    words apart.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    first, last = _common_ends([word for _, word in old], [word for _, word in new])
    middle_old, middle_new = old[first : len(old) - last], new[first : len(new) - last]
    if max(len(middle_old), len(middle_new)) > _MOST_WORDS:
        return ()
    matcher = SequenceMatcher(
        None, [word for _, word in middle_old], [word for _, word in middle_new]
    )
    steps: list[Step] = [
        (tag, i1 + first, i2 + first, j1 + first, j2 + first)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
    ]
    if first:
        steps.insert(0, ("equal", 0, first, 0, first))
    if last:
        steps.append(("equal", len(old) - last, len(old), len(new) - last, len(new)))
    if all(tag == "equal" for tag, *_ in steps):
        return ()
    return tuple(_pieces(_joined(steps), old, new))


def _common_ends(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many words both begin with, and how many of the rest they end with."""
    least = min(len(old), len(new))
    first = next((at for at in range(least) if old[at] != new[at]), least)
    rest = least - first
    last = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    return first, last


def _joined(steps: list[Step]) -> list[Step]:
    """Steps with those of one kind that meet made one."""
    joined: list[Step] = []
    for step in steps:
        if joined and joined[-1][0] == step[0] == "equal":
            _, i1, _, j1, _ = joined.pop()
            step = ("equal", i1, step[2], j1, step[4])
        joined.append(step)
    return joined


def _pieces(
    steps: list[Step], old: list[tuple[str, str]], new: list[tuple[str, str]]
) -> Iterator[Piece]:
    places = 0
    for number, (tag, i1, i2, j1, j2) in enumerate(steps):
        more = sum(other != "equal" for other, *_ in steps[number:])
        if places == _MOST_PLACES and more:
            if tag == "equal":
                yield _piece(Fate.KEPT, new[j1 : min(j2, j1 + _CONTEXT)])
            yield Piece(fate=Fate.LEFT_OUT, text=str(more), apart=True)
            return
        if tag == "equal":
            yield from _kept(new[j1:j2], after=number > 0, before=more > 0)
            continue
        places += 1
        if i1 < i2:
            yield _piece(Fate.REMOVED, old[i1:i2], first=number == 0)
        if j1 < j2:
            yield _piece(Fate.ADDED, new[j1:j2], first=number == 0 and i1 == i2)


def _kept(words: list[tuple[str, str]], *, after: bool, before: bool) -> Iterator[Piece]:
    """Words that stayed: those beside a change, and a gap for those between."""
    head = words[:_CONTEXT] if after else []
    tail = words[-_CONTEXT:] if before else []
    if len(words) <= len(head) + len(tail) + 1:
        yield _piece(Fate.KEPT, words, first=not after)
        return
    if head:
        yield _piece(Fate.KEPT, head)
    yield Piece(fate=Fate.LEFT_OUT, text="", apart=bool(head))
    if tail:
        yield _piece(Fate.KEPT, tail)


def _piece(fate: Fate, words: list[tuple[str, str]], *, first: bool = False) -> Piece:
    """Words as one piece; before the first of a text no blank counts."""
    (blank, start), *rest = words
    text = start + "".join((" " if space else "") + word for space, word in rest)
    return Piece(fate=fate, text=text, apart=bool(blank) and not first)
