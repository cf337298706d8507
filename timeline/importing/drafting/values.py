"""The values of a table that is drafted, and a short digest of one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from timeline.text.values import text_of

Values = dict[str, Any]  # a table

_DIGITS = 12  # of a digest, hexadecimal: 48 bits


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
