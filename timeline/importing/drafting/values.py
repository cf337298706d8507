"""The values of a table that is drafted, whether two are equal, and a short digest of one."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from timeline.model.keys import citing_keys
from timeline.text.values import text_of

Values = dict[str, Any]  # a table

_DIGITS = 12  # of a digest, hexadecimal: 48 bits
_NAMES = {"links": "url", "sources": "id"}  # what an item says that says nothing else
_SETS = ("tags", "links", "sources", "see", "was")  # whose order is that of a table's columns
_MOST_ZEROS = 30  # of a number, after or before its other digits


def with_sources(values: Mapping[str, Any], renamed: Callable[[str], str]) -> Values:
    """An event's values with other ids of sources, those that its figures and the like cite too."""
    found = dict(values)
    for key in citing_keys():
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


def equal(one: Any, other: Any) -> bool:
    """Whether two values say the same, though the types that TOML has for them may differ."""
    return bool(plain(one) == plain(other))


def plain(value: Any, key: str = "") -> Any:
    """A value with texts for all that is no table and no array; equal ones are the same.

    A day is its text in ISO 8601, a number the shortest of its texts, and what is cited
    or linked to without more is its id or address; tags and the like are in one order.
    `key` is what the value stands at.
    """
    match value:
        case Mapping():
            table = {str(name): plain(value[name], name) for name in value}
            return table[_NAMES[key]] if set(table) == {_NAMES.get(key)} else table
        case list() | tuple():
            items = [plain(item, key) for item in value]
            return sorted(items, key=_text) if key in _SETS else items
        case bool():
            return text_of(value)
        case int() | float() | Decimal():
            return _number(Decimal(str(value)))
        case datetime.date() | datetime.time():
            return value.isoformat()
        case _:
            return value


def _number(number: Decimal) -> str:
    """A number without the zeros that end its decimals, and in full unless they are too many."""
    if not number.is_finite():
        return str(number)
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int), "it is finite"
    kept = list(digits)
    while len(kept) > 1 and not kept[-1]:
        kept.pop()
    exponent = exponent + len(digits) - len(kept) if any(kept) else 0
    bare = Decimal((sign if any(kept) else 0, kept, exponent))
    return format(bare, "f") if abs(exponent) <= _MOST_ZEROS else str(bare)


def in_order_of(new: Any, old: Any, key: str) -> Any:
    """A new value; if its order means nothing, what the old one has too stands first, as it does there."""
    if key not in _SETS or not isinstance(new, list) or not isinstance(old, list):
        return new
    texts = [_text(plain(each, key)) for each in old]
    places = {text: at for at, text in reversed(list(enumerate(texts)))}
    return sorted(new, key=lambda each: places.get(_text(plain(each, key)), len(old)))


def digests(values: Mapping[str, Any]) -> dict[str, str]:
    """The digest of each value of an event, but for its id; equal values have the same."""
    plains = {key: plain(value, key) for key, value in sorted(values.items()) if key != "id"}
    return {key: _digest(value) for key, value in plains.items()}


def is_digest_of(found: str, key: str, value: Any) -> bool:
    """Whether a digest is of a value, or of one equal to it.

    Records of older versions have digests of values in the type that they were written in.
    """
    return found in (_digest(plain(value, key)), _digest(value))


def _digest(value: Any) -> str:
    """The first digits of the SHA-256 of a value's text; of tables, whatever their order."""
    return hashlib.sha256(_text(value).encode()).hexdigest()[:_DIGITS]


def _text(value: Any) -> str:
    return text_of(_sorted(value))


def _sorted(value: Any) -> Any:
    match value:
        case Mapping():
            return {key: _sorted(value[key]) for key in sorted(value)}
        case list() | tuple():
            return [_sorted(item) for item in value]
        case _:
            return value
