"""Text widths of the shipped font, wrapping by them, and subsets to embed.

A width is the sum of advance widths: what a browser draws with the same face
is never wider by more than kerning can add, which `SLACK` covers.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Timeline Sans"
FONTS = files("timeline") / "fonts"
# Arimo has the metrics of Arial and Liberation Sans: a program that ignores
# the embedded face still sets the same widths.
STACK = f"'{FAMILY}', Arimo, 'Liberation Sans', Arial, Helvetica, sans-serif"
SLACK = 1.01
_BREAKS = re.compile(r"[ \t\r\n]+")


class _Face(NamedTuple):
    em: int
    advances: dict[int, int]  # by code point


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line of `text` at `size` px, in px."""
    em, advances = _face(bold)
    total = 0
    for character in text:
        advance = advances.get(ord(character))
        total += _foreign_advance(character, em) if advance is None else advance
    return total / em * size * SLACK


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """`text` in lines no wider than `width` px; a word wider than that is broken.

    Runs of spaces, tabs and line ends become one space; a no-break space stays.
    At least one line, which may be empty.
    """
    lines: list[str] = []
    line, taken = "", 0.0
    for word in _words(_BREAKS.sub(" ", text).strip()):
        # Widths add up: there is no kerning in them.
        if taken + text_width(word.rstrip(" "), size, bold=bold) <= width:
            line += word
            taken += text_width(word, size, bold=bold)
            continue
        if line:
            lines.append(line.rstrip(" "))
        *whole, line = _pieces(word, width, size, bold)
        lines.extend(whole)
        taken = text_width(line, size, bold=bold)
    return tuple(lines) if lines and not line.strip() else (*lines, line.rstrip(" "))


def foreign(text: str) -> str:
    """The characters of `text` the shipped font has no glyph for, each once."""
    advances = _face(False).advances
    return "".join(
        dict.fromkeys(c for c in text if ord(c) not in advances and not _is_invisible(c))
    )


@cache
def subset(text: str, *, bold: bool = False) -> bytes:
    """A WOFF2 face with the glyphs of `text` alone; the same bytes every time."""
    options = Options()
    options.flavor = "woff2"
    options.hinting = False
    options.notdef_outline = True
    font = TTFont(BytesIO(_file(bold)), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted({*map(ord, text), ord(" ")}))
    subsetter.subset(font)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


@cache
def _face(bold: bool) -> _Face:
    font = TTFont(BytesIO(_file(bold)), lazy=True)
    widths: dict[str, tuple[int, int]] = font["hmtx"].metrics
    advances = {code: widths[name][0] for code, name in (font.getBestCmap() or {}).items()}
    em: int = font["head"].unitsPerEm  # type: ignore[attr-defined]  # read from the file
    return _Face(em, advances)


@cache
def _file(bold: bool) -> bytes:
    return (FONTS / f"TimelineSans-{'Bold' if bold else 'Regular'}.ttf").read_bytes()


@cache
def _foreign_advance(character: str, em: int) -> int:
    """A generous width for a character drawn in a font we do not know.

    Han and kana are one em wide by design; arrows, operators and emoji run up
    to 1.7 in DejaVu and Noto.
    """
    if _is_invisible(character):
        return 0
    code = ord(character)
    wide = 0x2100 <= code < 0x2E80 or code >= 0x1F000
    return round(em * 1.75) if wide else em


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me", "Cf"}


def _words(text: str) -> list[str]:
    """Pieces a line may end after: words with their space, and each wide character."""
    words = [""]
    for character in text:
        wide = unicodedata.east_asian_width(character) in "WF"
        if words[-1] and (wide or words[-1][-1] in " -–—/"):
            words.append("")
        words[-1] += character
        if wide:
            words.append("")
    return [word for word in words if word]


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    """A word in pieces no wider than `width`; at least one character each."""
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width((pieces[-1] + character).rstrip(), size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
