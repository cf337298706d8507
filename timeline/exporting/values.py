"""Values as JSON writes them, decimal numbers with all their digits; the same text every time."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from decimal import Decimal
from math import isinf, isnan
from typing import Any

TOML = "$toml"  # the key of a value that JSON has no form for

_STEP = 2  # spaces of an indent


def written(value: Any, indent: int | None = 0) -> str:
    """A value as JSON: a key a line, or all on one line without an indent.

    Decimals are numbers. What JSON lacks (days and times, what is no number,
    infinite or past 1e308) is an object whose only key is `$toml`, which holds it as TOML
    writes it; an author's own table with that key alone is in such an object too.
    """
    match value:
        case Mapping():
            return _object(value, indent)
        case list() | tuple():
            return _around("[]", [written(each, _deeper(indent)) for each in value], indent)
        case bool() | str() | int() | None:
            return json.dumps(value, ensure_ascii=False)
        case float() | Decimal() if _fits(value):
            return _number(Decimal(str(value)))
        case _:
            return _around("{}", [f'"{TOML}": {json.dumps(_as_toml(value))}'], None)


def _fits(number: float | Decimal) -> bool:
    """Whether a number is finite, and within what readers of JSON hold it in."""
    try:
        return not (isinf(number) or isnan(number) or isinf(float(number)))
    except OverflowError:
        return False


def _object(table: Mapping[str, Any], indent: int | None) -> str:
    if set(table) == {TOML}:
        inner = _members(table, None)
        return _around("{}", [f'"{TOML}": {_around("{}", inner, None)}'], None)
    return _around("{}", _members(table, indent), indent)


def _members(table: Mapping[str, Any], indent: int | None) -> list[str]:
    return [
        f"{json.dumps(str(key), ensure_ascii=False)}: {written(value, _deeper(indent))}"
        for key, value in table.items()
    ]


def _around(brackets: str, items: list[str], indent: int | None) -> str:
    if not items:
        return brackets
    if indent is None:
        return f"{brackets[0]}{', '.join(items)}{brackets[1]}"
    between = "\n" + " " * (indent + _STEP)
    inner = f",{between}".join(items)
    return f"{brackets[0]}{between}{inner}\n{' ' * indent}{brackets[1]}"


def _deeper(indent: int | None) -> int | None:
    return None if indent is None else indent + _STEP


def _number(number: Decimal) -> str:
    """A decimal with a point or an exponent, so that it is read as one again."""
    text = str(number).lower()
    return text if "." in text or "e" in text else f"{text}.0"


def _as_toml(value: Any) -> str:
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value).lower().replace("infinity", "inf")
