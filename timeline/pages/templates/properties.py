"""Custom properties of an author's style sheets that ours has not: a slip shows in no page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from timeline.layout.theme import LIGHT
from timeline.text.tables import closest

_NAME = re.compile(r"--[\w-]+")
_SET = re.compile(r"(--[\w-]+)\s*:")
_USED = re.compile(r"var\(\s*(--[\w-]+)")
_OURS = "--tl-"
_OTHERS = tuple(f"--{name}" for name in ("link", "line", "lane"))


@cache
def known() -> tuple[str, ...]:
    """The custom properties that a page goes by."""
    return tuple(sorted({f"{_OURS}{name}" for name in LIGHT.named() | LIGHT.fades()} | {*_OTHERS}))


def misspelt(text: str) -> Iterator[tuple[int, str]]:
    """Where a style sheet sets or uses a property of ours that is not there, and what is said of it.

    Others are the author's own, if they are used as well as set; each is told once.
    """
    given, used = set(_SET.findall(text)), set(_USED.findall(text))
    own = (given & used) | set(known())
    told: set[str] = set()
    for found in _NAME.finditer(text):
        name = found[0]
        is_property = name in given or name in used
        near = closest(name, list(known()))
        if name in own | told or not is_property or not (near or name.startswith(_OURS)):
            continue
        told.add(name)
        remedy = f'did you mean "{near}"?' if near else "docs/templates.md has those there are"
        yield found.start(), f"{name}: the page has no such property; {remedy}"
