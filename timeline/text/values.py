"""Keys and values of TOML as they are to be written; no character of a text changes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from timeline.text.tables import escaped

_BARE = re.compile(r"[A-Za-z0-9_-]+")
# Backslashes, controls, and what ends a line or turns the text about where nobody sees it.
_UNSAFE = r"\\\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"
_ON_A_LINE = re.compile(f'["{_UNSAFE}]')
_ON_LINES = re.compile(f"[{_UNSAFE}]")
_QUOTE_OR_ESCAPE = re.compile(r'\\.|"', re.DOTALL)


def quoted(text: str) -> str:
    """A text as a basic string: on several lines if it has several."""
    if "\n" not in text:
        return f'"{_ON_A_LINE.sub(escaped, text)}"'
    lines = (_ON_LINES.sub(escaped, line) for line in text.split("\n"))
    return _on_lines("\n" + "\n".join(lines))


def basic(written: str) -> str:
    """A scalar as written, but a string in the one form that strings have.

    Literal strings become basic ones. Three quotation marks stay where the
    string is written on several lines. Escapes stay as they are.
    """
    mark = written[0]
    if mark not in "\"'":
        return written
    if not written.startswith(mark * 3):
        return written if mark == '"' else quoted(written[1:-1])
    content = written[3:-3].removeprefix("\n")
    if "\n" not in content:
        return f'"{_QUOTE_OR_ESCAPE.sub(_safe, content)}"' if mark == '"' else quoted(content)
    if mark == '"':
        return written
    return _on_lines(written[3:-3].replace("\\", "\\\\"))


def key_text(written: str, name: str) -> str:
    """A part of a key: bare if it can be, else as a basic string."""
    if _BARE.fullmatch(name):
        return name
    return quoted(name) if written.startswith("'") else written


def _safe(found: re.Match[str]) -> str:
    """An escape as it is; a quotation mark with one."""
    return '\\"' if found[0] == '"' else found[0]


def _on_lines(content: str) -> str:
    """A basic string on several lines; what has to be is escaped, but for quotation marks."""
    if content.endswith('"'):
        content = f'{content[:-1]}\\"'
    return '"""' + content.replace('"""', '""\\"') + '"""'


# Tables


def table_text(name: str, values: Mapping[str, Any], *, several: bool = True) -> str:
    """A table with its header; `several` if there may be more of its name."""
    header = f"[[{name}]]" if several else f"[{name}]"
    return f"{header}\n" + "".join(f"{key} = {text_of(value)}\n" for key, value in values.items())


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
