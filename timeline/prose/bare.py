"""Web addresses that stand in a text without any sign around them."""

from __future__ import annotations

import re

# Up to a blank, a sign that no address has, or a stop of scripts that set no blanks. A
# backslash before a sign is Markdown's.
_ADDRESS = re.compile(
    r"https?://(?=\w)(?:\\[!-;=?-\[\]-`{-~]|[^\s<>\"\\`\x00-\x1f\x7f"
    r"、。，；：！？（）「」『』《》〈〉【】“”„«»…،؛؟।])+",
    re.IGNORECASE,
)
_CLOSING = {")": "(", "]": "[", "}": "{"}
_TRAILING = "?!.,:;*_~'’‘|\\"
_ENTITY = re.compile(r"&[A-Za-z0-9]{1,31};$")


def address_in(text: str, start: int) -> str:
    """The address that begins there, as it is written, without the stops that end a sentence.

    A closing bracket belongs to it if it has the opening one (GFM, section 6.9).
    """
    found = _ADDRESS.match(text, start)
    return _without_stops(_whole(found[0])) if found else ""


def _whole(address: str) -> str:
    """An address up to the first bracket that closes none of its own."""
    opened = dict.fromkeys(_CLOSING.values(), 0)
    for at, char in enumerate(address):
        if char in opened:
            opened[char] += 1
        elif char in _CLOSING:
            opened[_CLOSING[char]] -= 1
            if opened[_CLOSING[char]] < 0:
                return address[:at]
    return address


def _without_stops(address: str) -> str:
    end = len(address)
    while end:
        if entity := _ENTITY.search(address[max(0, end - 33) : end]):
            end -= len(entity[0])
        elif address[end - 1] in _TRAILING:
            end -= 1
        else:
            break
    return address[:end]
