"""The parts of a script that something needs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from runtime.parts import Part
from runtime.tokens import Token, text_at


def shaken(kept: Sequence[Part], gone: set[str]) -> list[Part]:
    """The parts that the script needs.

    What an expression at the top changes, or is the first to be handed, it belongs to.
    """
    declared = {name: part for part in kept for name in part.names}
    owned: dict[str, list[Part]] = defaultdict(list)
    waiting = []
    for part in kept:
        if part.keyword:
            continue
        if "globalThis" in part.reading.at_once:
            waiting.append(part)
        elif not (_is_call(part) and part.reading.at_once & gone):
            for name in _changed(part, declared):
                owned[name].append(part)
    needed: set[int] = set()
    while waiting:
        part = waiting.pop()
        if id(part) in needed:
            continue
        needed.add(id(part))
        assert part.keyword == "function" or not part.reading.called & gone, part.names
        for name in {*part.reading.names, *part.names} & declared.keys():
            waiting += [declared[name], *owned[name]]
    return [part for part in kept if id(part) in needed]


def _changed(part: Part, declared: dict[str, Part]) -> set[str]:
    """What an expression changes, itself or by the functions that it calls."""
    changed = set(part.reading.changed)
    if _is_call(part):
        at = part.words.index(Token("mark", "("))
        if text_at(part.words, at + 2) in {",", ")"}:
            changed.add(part.words[at + 1].text)
    waiting, seen = set(part.reading.called), set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in declared or not _is_function(declared[name]):
            continue
        seen.add(name)
        changed |= declared[name].reading.changed
        waiting |= declared[name].reading.names
    same = {_same(declared[name]) for name in changed & declared.keys()}
    return changed | same


def _same(part: Part) -> str:
    """What a part gives another name to, as in `a = b` and `a = b.c`; or nothing."""
    shape = " ".join(word.kind if word.kind == "name" else word.text for word in part.words)
    return part.words[2].text if re.fullmatch(r"name = name( \. name)*", shape) else ""


def _is_call(part: Part) -> bool:
    """Whether a part is a call of a function by its name."""
    at = 0
    while part.words[at].kind == "name" and text_at(part.words, at + 1) == ".":
        at += 2
    return part.words[at].kind == "name" and text_at(part.words, at + 1) == "("


def _is_function(part: Part) -> bool:
    """Whether a part declares a function, and not what one gave."""
    end = len(part.words) - 1
    return part.keyword == "function" or any(
        scope.start <= 3 and scope.stop >= end for scope in part.reading.functions
    )
