"""Keys and strings of TOML as they are to be written; no character of a value changes."""

from __future__ import annotations

import re

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
