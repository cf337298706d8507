"""Text widths of the shipped font, wrapping by them, and subsets to embed.

A width is the sum of advance widths: what a browser draws with the same face
is never wider by more than kerning can add, which `SLACK` covers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import uharfbuzz as hb

FAMILY = "Timeline Sans"
FONTS = files("timeline") / "fonts"
# Arimo has the metrics of Arial and Liberation Sans: a program that ignores
# the embedded face still sets the same widths.
STACK = f"'{FAMILY}', Arimo, 'Liberation Sans', Arial, Helvetica, sans-serif"
SLACK = 1.01
_BREAKS = re.compile(r"[ \t\r\n]+")


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


@lru_cache(maxsize=64)
def subset(text: str, *, bold: bool = False) -> bytes:
    """A WOFF2 face with the glyphs of `text` alone; the same bytes every time."""
    # HarfBuzz takes a subset a hundred times as fast as fontTools, which only packs it:
    # table by table, since a TTFont would load what reads their insides.
    from fontTools.ttLib.sfnt import SFNTReader
    from fontTools.ttLib.woff2 import WOFF2Writer

    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).update({*map(ord, text), ord(" ")})
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    tables = SFNTReader(BytesIO(hb.subset(_hb_face(bold), wanted).blob.data))
    out = BytesIO()
    packed = WOFF2Writer(out, len(tables.keys()), tables.sfntVersion)
    for tag in tables.keys():  # noqa: SIM118 - not a mapping
        packed[tag] = tables[tag]
    packed.close()
    return out.getvalue()


@cache
def _face(bold: bool) -> _Face:
    face = _hb_face(bold)
    font = hb.Font(face)
    known = {code: font.get_glyph_h_advance(font.get_nominal_glyph(code)) for code in face.unicodes}
    return _Face(face.upem, _Advances(known, face.upem))


@cache
def _hb_face(bold: bool) -> hb.Face:
    return hb.Face((FONTS / f"TimelineSans-{'Bold' if bold else 'Regular'}.ttf").read_bytes())


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
