"""The values of a table that is drafted, and a short digest of one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from timeline.text.values import text_of

Values = dict[str, Any]  # a table

_DIGITS = 12  # of a digest, hexadecimal: 48 bits


def with_sources(values: Mapping[str, Any], renamed: Callable[[str], str]) -> Values:
    """An event's values with other ids of sources, those that figures and accounts cite too."""
    found = dict(values)
    for key in ("figures", "accounts"):
        if isinstance(items := found.get(key), list | tuple):
            found[key] = [
                with_sources(each, renamed) if isinstance(each, Mapping) else each for each in items
            ]
    if isinstance(items := found.get("sources"), list | tuple):
        found["sources"] = [_renamed(each, renamed) for each in items]
    return found


def _renamed(cited: Any, renamed: Callable[[str], str]) -> Any:
    """A citation, which is an id or a table with one, of the source's other id."""
    name = cited.get("id") if isinstance(cited, Mapping) else cited
    if not isinstance(name, str) or not name.strip():
        return cited
    return {**cited, "id": renamed(name)} if isinstance(cited, Mapping) else renamed(name)


def digest(value: Any) -> str:
    """The first digits of the SHA-256 of a value's text; of tables, whatever their order."""
    return hashlib.sha256(text_of(_sorted(value)).encode()).hexdigest()[:_DIGITS]


def _sorted(value: Any) -> Any:
    match value:
        case Mapping():
            return {key: _sorted(value[key]) for key in sorted(value)}
        case list() | tuple():
            return [_sorted(item) for item in value]
        case _:
            return value
