"""A colour as an author writes it."""

from __future__ import annotations

import colorsys
import re

_HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE | re.ASCII)
_SHORT = re.compile(r"#[0-9a-f]{3}", re.IGNORECASE | re.ASCII)
# What is written for one elsewhere: without its sign, with an opacity, or the way of C.
_DIGITS = re.compile(r"(?:#|0x)?([0-9a-f]{6}|[0-9a-f]{3})([0-9a-f]{2})?", re.IGNORECASE | re.ASCII)
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^()]*)\)", re.IGNORECASE)
_NUMBER = re.compile(r"(-?[\d.]+)(%|deg)?", re.ASCII)
# The names of CSS 2.1; of the hundred others few are typed by heart.
_NAMES = {
    "black": "#000000",
    "silver": "#c0c0c0",
    "gray": "#808080",
    "grey": "#808080",
    "white": "#ffffff",
    "maroon": "#800000",
    "red": "#ff0000",
    "orange": "#ffa500",
    "purple": "#800080",
    "fuchsia": "#ff00ff",
    "green": "#008000",
    "lime": "#00ff00",
    "olive": "#808000",
    "yellow": "#ffff00",
    "navy": "#000080",
    "blue": "#0000ff",
    "teal": "#008080",
    "aqua": "#00ffff",
}


def as_hex(text: str) -> str:
    """A colour of six or three digits as `#rrggbb`, in small letters; empty if it is none."""
    if _SHORT.fullmatch(text):
        return "#" + "".join(2 * digit for digit in text[1:].lower())
    return text.lower() if _HEX.fullmatch(text) else ""


def meant_colour(text: str) -> str:
    """The colour that another way of writing it means; empty if none is known."""
    text = text.strip()
    if digits := _DIGITS.fullmatch(text):
        return as_hex(f"#{digits[1]}")
    if function := _FUNCTION.fullmatch(text):
        return _called(function[1].lower(), _NUMBER.findall(function[2]))
    return _NAMES.get(text.lower(), "")


def _called(space: str, numbers: list[tuple[str, str]]) -> str:
    """What `rgb()` or `hsl()` of some numbers, each with its unit, gives."""
    try:
        first, second, third = (float(number) for number, _ in numbers[:3])
    except ValueError:
        return ""
    if space == "hsl":
        shares = colorsys.hls_to_rgb(first % 360 / 360, third / 100, second / 100)
    else:
        of = 100 if numbers[0][1] == "%" else 255
        shares = (first / of, second / of, third / of)
    if not all(0 <= share <= 1 for share in shares):
        return ""
    return "#" + "".join(f"{round(255 * share):02x}" for share in shares)
