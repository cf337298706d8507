"""Text widths and heights of the shipped font, and wrapping by them.

A width is the sum of advance widths: what a browser draws with the same face
is never wider by more than kerning can add, which `SLACK` covers. Letters that
the shipped font lacks are drawn in a font we do not know: theirs are allowances.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from timeline.faces import shipped

FAMILY = "Timeline Sans"
# Arimo has the metrics of Arial and Liberation Sans: a program that ignores
# the embedded face still sets the same widths.
STACK = f"'{FAMILY}', Arimo, 'Liberation Sans', Arial, Helvetica, sans-serif"
SLACK = 1.01
_BREAKS = re.compile(r"[ \t\r\n]+")


class Heights(NamedTuple):
    """How far the ink of a text goes above its baseline and below it."""

    ascent: float
    descent: float


NO_INK = Heights(0, 0)
# In em. What every text takes, be it "a": Latin letters without accents on capitals.
_LATIN = Heights(0.78, 0.22)
# Letters the shipped font lacks, in em: Han, kana, Hangul, symbols and emoji.
_FOREIGN = Heights(0.95, 0.3)
# Scripts that stack signs on their letters and under them, by their first and last
# code point. The ink that Chromium told of words and of the highest and the lowest
# letters there are (`measureText`), rounded up, in Noto Sans and Noto Serif, and
# where Debian has one a further family: Lohit, Loma and Garuda, Amiri, DejaVu, DDC
# Uchen, Padauk. Two go further and have no room made for them: Nastaliq slants a whole
# word (1.9 em up), and Noto Serif Myanmar some stacked consonants (1.3 em down).
_TALL = (
    (0x0590, 0x05FF, Heights(0.95, 0.5)),  # Hebrew, pointed
    (0x0600, 0x08FF, Heights(1.25, 0.55)),  # Arabic, vocalised; Syriac
    (0x0900, 0x0DFF, Heights(1.0, 0.6)),  # Devanagari to Sinhala
    (0x0E00, 0x0EFF, Heights(1.15, 0.55)),  # Thai, Lao
    (0x0F00, 0x0FFF, Heights(1.2, 0.8)),  # Tibetan
    (0x1000, 0x109F, Heights(1.15, 0.6)),  # Myanmar
    (0x1780, 0x17FF, Heights(1.2, 0.65)),  # Khmer
    (0x1F00, 0x1FFF, Heights(1.05, 0.3)),  # Greek with accents on capitals
    (0x2E80, 0x9FFF, Heights(0.9, 0.2)),  # Han and kana
    (0xAC00, 0xD7FF, Heights(0.9, 0.2)),  # Hangul
    (0xF900, 0xFAFF, Heights(0.9, 0.2)),  # further Han
    (0xFB1D, 0xFB4F, Heights(0.95, 0.5)),  # pointed Hebrew letters
    (0xFB50, 0xFDFF, Heights(1.25, 0.55)),  # Arabic ligatures
    (0xFE70, 0xFEFF, Heights(1.25, 0.55)),  # Arabic letters by their place in a word
    (0xFF00, 0xFFEF, Heights(0.9, 0.2)),  # wide forms
    (0x20000, 0x3FFFF, Heights(0.9, 0.2)),  # rare Han
)


class _Advances(dict[int, int]):
    """Advance widths by code point; those of other fonts are guessed, and not kept."""

    def __init__(self, known: Mapping[int, int], em: int) -> None:
        super().__init__(known)
        self.em = em

    def __missing__(self, code: int) -> int:
        return _foreign_advance(chr(code), self.em)


class _Face(NamedTuple):
    em: int
    advances: _Advances


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line of `text` at `size` px, in px."""
    em, advances = _face(bold)
    return sum(map(advances.__getitem__, map(ord, text))) / em * size * SLACK


def heights(lines: Iterable[str], size: float) -> Heights:
    """What the highest letters of some lines take up and down at `size` px, in px.

    It is never less than unaccented Latin letters take, so that rows of one
    script are alike.
    """
    ascent, descent = _LATIN
    for line in lines:
        if not line.isascii():
            up, down = _line_ink(line)
            ascent, descent = max(ascent, up), max(descent, down)
    return Heights(ascent * size, descent * size)


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """`text` in lines no wider than `width` px; a word wider than that is broken.

    Runs of spaces, tabs and line ends become one space; a no-break space stays.
    At least one line, which may be empty.
    """
    text = _BREAKS.sub(" ", text).strip()
    if text_width(text, size, bold=bold) <= width:
        return (text,)
    lines: list[str] = []
    line, taken = "", 0.0
    for word in _words(text):
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
def _face(bold: bool) -> _Face:
    em, known = shipped.advances(bold=bold)
    return _Face(em, _Advances(known, em))


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


@lru_cache(maxsize=50_000)  # a page measures each label in several sizes
def _line_ink(line: str) -> Heights:
    """How far the ink of a line goes, in em."""
    inks = [_ink(character) for character in line if not character.isascii()]
    return Heights(max(up for up, _ in inks), max(down for _, down in inks))


@cache
def _ink(character: str) -> Heights:
    """How far the ink of a character goes, in em."""
    code = ord(character)
    if found := shipped.ink(code):
        return Heights(*found)
    if _is_invisible(character):
        return _LATIN
    at = bisect_right(_TALL, code, key=lambda script: script[0]) - 1
    first, last, tall = _TALL[max(at, 0)]
    return tall if first <= code <= last else _FOREIGN


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me", "Cf"}


@lru_cache(maxsize=50_000)
def _words(text: str) -> tuple[str, ...]:
    """Pieces a line may end after: words with their space, and each wide character."""
    words = [""]
    for character in text:
        wide = unicodedata.east_asian_width(character) in "WF"
        if words[-1] and (wide or words[-1][-1] in " -–—/"):
            words.append("")
        words[-1] += character
        if wide:
            words.append("")
    return tuple(word for word in words if word)


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    """A word in pieces no wider than `width`; at least one character each."""
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width((pieces[-1] + character).rstrip(), size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
