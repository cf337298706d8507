"""The font that is shipped: what it has, how wide that is, and subsets to embed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import uharfbuzz as hb

FONTS = files("timeline") / "fonts"


class Style(Enum):
    """The styles that the font is shipped in; nothing is both bold and italic."""

    REGULAR = "Regular"
    BOLD = "Bold"
    ITALIC = "Italic"

    @classmethod
    def of(cls, *, bold: bool = False, italic: bool = False) -> Style:
        """The style of letters that are bold, or italic, or neither."""
        return cls.BOLD if bold else cls.ITALIC if italic else cls.REGULAR


class Advances(NamedTuple):
    """Advance widths by code point, in units of which an em has `em`."""

    em: int
    known: Mapping[int, int]


class Ink(NamedTuple):
    """How far the ink of a character goes above the baseline and below it, in em."""

    ascent: float
    descent: float


@cache
def advances(*, bold: bool, italic: bool = False) -> Advances:
    """What the face has, and how wide each is."""
    face = hb_face(bold, italic)
    font = hb.Font(face)
    known = {code: font.get_glyph_h_advance(font.get_nominal_glyph(code)) for code in face.unicodes}
    # The font has boxes for some of what is never drawn: signs of direction, soft hyphens.
    unseen = {code: 0 for code in known if unicodedata.category(chr(code)) == "Cf"}
    return Advances(face.upem, known | unseen)


def ink(code: int) -> Ink | None:
    """The ink of a character in the regular face; None if that has no such character."""
    return ink_of(hb_face(False), code)


def ink_of(face: hb.Face, code: int) -> Ink | None:
    """The ink of a character in a face; None if that has no such character."""
    font = hb.Font(face)
    glyph = font.get_nominal_glyph(code)
    if not glyph:
        return None
    extents = font.get_glyph_extents(glyph)
    top, bottom = extents.y_bearing, extents.y_bearing + extents.height
    return Ink(top / face.upem, -bottom / face.upem)


def kerned_width(text: str, style: Style) -> float:
    """How wide a line of letters of this font is as browsers set it, in em: with its kerning."""
    return shaped_width(_face(style), text)


def shaped_width(face: hb.Face, text: str) -> float:
    """How wide a line of letters of a face is as browsers set it, in em."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(hb.Font(face), buffer)
    width: float = sum(glyph.x_advance for glyph in buffer.glyph_positions) / face.upem
    return width


@lru_cache(maxsize=64)
def subset(text: str, style: Style = Style.REGULAR) -> bytes:
    """A WOFF2 face with the glyphs of `text` alone, as of `packed`; the same bytes every time."""
    return packed(_face(style), text)


_LEAST_OUTLINE = 10  # bytes: those that a glyph begins with


def packed(face: hb.Face, text: str) -> bytes:
    """A face as WOFF2, with the glyphs of `text` alone; empty if none of them has ink.

    Browsers refuse a font without a single outline, and wait for it in vain.
    """
    # HarfBuzz takes a subset a hundred times as fast as fontTools, which only packs it:
    # table by table, since a TTFont would load what reads their insides.
    from fontTools.ttLib.sfnt import SFNTReader
    from fontTools.ttLib.woff2 import WOFF2Writer

    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).update({*map(ord, text), ord(" ")})
    # The licence of the font asks to go with it: its words and address, beside the copyright
    # and the names that are kept anyway.
    wanted.sets(hb.SubsetInputSets.NAME_ID).update({*range(7), 13, 14})
    # Its program stays: without one, some desktops hint the letters, and make them wider.
    wanted.flags = hb.SubsetFlags.NOTDEF_OUTLINE
    tables = SFNTReader(BytesIO(hb.subset(face, wanted).blob.data))
    if "glyf" in tables and len(tables["glyf"]) < _LEAST_OUTLINE:
        return b""
    out = BytesIO()
    woff = WOFF2Writer(out, len(tables.keys()), tables.sfntVersion)
    for tag in tables.keys():  # noqa: SIM118 - not a mapping
        woff[tag] = tables[tag]
    woff.close()
    return out.getvalue()


@cache
def blank() -> bytes:
    """A TrueType font without ink: for text that is found and copied, and never seen."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).update({ord("x")})
    wanted.sets(hb.SubsetInputSets.NAME_ID).clear()
    # Its one glyph has a box: a program that finds none takes the text for nothing.
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    return bytes(hb.subset(hb_face(False), wanted).blob.data)


def hb_face(bold: bool, italic: bool = False) -> hb.Face:
    """HarfBuzz's view of the file."""
    return _face(Style.of(bold=bold, italic=italic))


@cache
def _face(style: Style) -> hb.Face:
    return hb.Face((FONTS / f"TimelineSans-{style.value}.ttf").read_bytes())
