"""Values as TOML writes them: the text of a table, and a short digest of a value."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from timeline.text.formatting import canonical
from timeline.text.strings import key_text, quoted

Values = dict[str, Any]  # a table

_DIGITS = 12  # of a digest, hexadecimal: 48 bits


def table_text(name: str, values: Mapping[str, Any], *, several: bool = True) -> str:
    """A table with its header; `several` if there may be more of its name."""
    header = f"[[{name}]]" if several else f"[{name}]"
    return f"{header}\n" + "".join(f"{key} = {text_of(value)}\n" for key, value in values.items())


def canonical_text(name: str, values: Mapping[str, Any]) -> str:
    """A table of an array as `fmt` writes it, its header included."""
    return canonical(table_text(name, values).encode()).decode()


def text_of(value: Any) -> str:
    """A value on one line, but for text of several lines."""
    match value:
        case str():
            return quoted(value)
        case bool():
            return "true" if value else "false"
        case float() | Decimal():
            return _number(value)
        case datetime.date() | datetime.time():
            return value.isoformat()
        case list() | tuple():
            return f"[{', '.join(map(text_of, value))}]"
        case Mapping():
            return _inline(value) if value else "{}"
        case _:
            return str(value)


def _number(value: float | Decimal) -> str:
    """A decimal number, which has a point or an exponent in TOML, or is one of its words."""
    written = str(value).lower().replace("infinity", "inf")
    return written if any(mark in written for mark in ".en") else f"{written}.0"


def _inline(table: Mapping[str, Any]) -> str:
    pairs = (f"{_key(key)} = {text_of(value)}" for key, value in table.items())
    return f"{{ {', '.join(pairs)} }}"


def _key(name: str) -> str:
    """A key, bare if it can be; unlike a string, a quoted one is always on one line."""
    lines = "\\n".join(quoted(line)[1:-1] for line in name.split("\n"))
    return key_text(f'"{lines}"', name)


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
