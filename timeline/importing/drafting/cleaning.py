"""Values without what no file of ours can hold: control characters, halves of characters, nulls."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

from timeline.importing.drafting.values import Values
from timeline.importing.rows import Cited, Row
from timeline.text.reader.checks import CONTROL

_DEEPEST = 90  # tables and arrays in one another
_LINE_ENDS = re.compile(r"\r\n?")
_HALF = re.compile(r"[\ud800-\udfff]")
_UNSHOWN = re.compile(f"{CONTROL.pattern}|{_HALF.pattern}")


def clean(values: Values) -> tuple[Values, list[str]]:
    """A table that can be written, and what had to be left out of it, in sentences."""
    kept: Values = {}
    said: list[str] = []
    for key, value in values.items():
        if not value or (isinstance(value, str) and value.isascii() and value.isprintable()):
            kept[key] = value
            continue
        if _depth(value) > _DEEPEST:
            said.append(f"{key} is left out: it is nested more than {_DEEPEST} deep")
            continue
        cleaning = _Cleaning(_HALF if key == "extra" else _UNSHOWN)
        kept[key] = cleaning.of(value)
        said += [f"{what} is left out of {key}" for what in sorted(cleaning.dropped)]
    return kept, said


def clean_row(row: Row) -> tuple[Row, list[str]]:
    """A row that can be written, and what had to be left out of it, in sentences."""
    own, said = clean({each: getattr(row, each) for each in _TEXTS})
    more, said_of_more = clean(dict(row.more))  # which may have keys that a row has otherwise
    return dataclasses.replace(row, **own, more=more), said + said_of_more


_NO_TEXTS = ("importance", "attested", "undated", "is_period", "more")
_TEXTS = tuple(each.name for each in dataclasses.fields(Row) if each.name not in _NO_TEXTS)


class _Cleaning:
    """Walks a value; `dropped` names what it leaves out."""

    def __init__(self, refused: re.Pattern[str]) -> None:
        self.refused = refused
        self.dropped: set[str] = set()

    def of(self, value: Any) -> Any:
        match value:
            case str():
                return self._text(value)
            case Mapping():
                pairs = ((self._text(str(key)), each) for key, each in value.items())
                return {key: self.of(each) for key, each in pairs if self._is_any(each)}
            case Cited():
                texts = (value.source, value.locator, value.quote)
                source, locator, quote = map(self._text, texts)
                return Cited(source=source, locator=locator, quote=quote)
            case tuple():
                return tuple(self.of(each) for each in value if self._is_any(each))
            case list():
                return [self.of(each) for each in value if self._is_any(each)]
            case _:
                return value

    def _text(self, text: str) -> str:
        text = _LINE_ENDS.sub("\n", text)
        if text.isascii() and text.isprintable():
            return text
        self.dropped |= {f"the character U+{ord(each):04X}" for each in self.refused.findall(text)}
        return self.refused.sub("", text)

    def _is_any(self, value: Any) -> bool:
        if value is None:
            self.dropped.add("a null")
        return value is not None


def _depth(value: Any) -> int:
    """How deep tables and arrays are nested in a value; counts no further than need be."""
    depth, level = 0, [value]
    while level and depth <= _DEEPEST:
        level = [
            inner
            for each in level
            if isinstance(each, Mapping | list | tuple)
            for inner in (each.values() if isinstance(each, Mapping) else each)
        ]
        depth += 1
    return depth
