"""One face of a font file: what it is called, what it has, and text shaped by it.

Shaping is HarfBuzz's: it joins Arabic, stacks Devanagari, sets marks on Thai.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import uharfbuzz as hb

from timeline.faces import own, shipped
from timeline.faces.shipped import Style

REGULAR, BOLD = 400, 700
_BOLD_ENOUGH = 600
# What browsers add to the outlines of a face that has no bold one, in em.
_EMBOLDENED = 0.035
_FAMILY, _FAMILY_OF_ALL = 1, 16  # names of a face: as old programs group them, and all weights
_OUTLINES = {"glyf", "CFF ", "CFF2"}
_COLOURS = {"CBDT", "sbix", "COLR"}
_MOST_FACES = 64  # of one file


class Shape(NamedTuple):
    """An outline as the data of an SVG path, in units of the face, y up; and its colour.

    No colour is that of the text.
    """

    outline: tuple[Any, ...]
    colour: str | None


class Bitmap(NamedTuple):
    """A PNG, and where it lies, in units of the face, y up."""

    data: bytes
    left: float
    top: float
    width: float
    height: float


class Glyph(NamedTuple):
    """A shaped glyph: the place in the text it begins to stand for, and where it is drawn."""

    number: int
    start: int
    advance: float
    x: float
    y: float


@dataclass(frozen=True)
class Face:
    """One face of a file; `index` is its place in a collection. None is the shipped font.

    Or, of a file that was read, its bytes: `font`, the author's own.
    """

    path: Path | None
    index: int
    bold: bool = False
    font: bytes | None = None

    @cached_property
    def em(self) -> int:
        """Units of an em."""
        return int(self._face.upem)

    @cached_property
    def family(self) -> str:
        """What it is called, without its weight."""
        return self._face.get_name(_FAMILY_OF_ALL) or self._face.get_name(_FAMILY) or ""

    @cached_property
    def weight(self) -> float:
        """Its weight as drawn: that nearest to the one asked for, if it can vary."""
        wanted = BOLD if self.bold else REGULAR
        for axis in self._face.axis_infos if self._face.has_var_data else ():
            if axis.tag == "wght":
                return float(min(max(wanted, axis.min_value), axis.max_value))
        return float(hb.Font(self._face).get_style_value(hb.StyleTag.WEIGHT))

    @cached_property
    def is_upright(self) -> bool:
        """Whether it is neither slanted nor narrow."""
        font = hb.Font(self._face)
        style = {tag: font.get_style_value(tag) for tag in hb.StyleTag}
        return (
            not style[hb.StyleTag.ITALIC]
            and not style[hb.StyleTag.SLANT_ANGLE]
            and style[hb.StyleTag.WIDTH] >= 95
        )

    @cached_property
    def draws(self) -> bool:
        """Whether it holds anything that is drawn here."""
        return bool((_OUTLINES | _COLOURS) & set(self._face.table_tags))

    def has(self, character: str) -> bool:
        """Whether it has a glyph for a character by itself."""
        return bool(self._plain.get_nominal_glyph(ord(character)))

    def shaped(
        self, text: str, start: int, end: int, *, rtl: bool, script: str, lang: str
    ) -> list[Glyph]:
        """The glyphs of a part of a text from left to right; `script` is as ISO 15924 has it."""
        buffer = hb.Buffer()
        buffer.add_str(text, start, end - start)
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.script = script
        buffer.language = lang
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
        hb.shape(self._font, buffer)
        glyphs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        return [
            Glyph(info.codepoint, info.cluster, at.x_advance, at.x_offset, at.y_offset)
            for info, at in glyphs
        ]

    def drawn(self, glyph: int) -> tuple[Shape | Bitmap, ...]:
        """What a glyph looks like; nothing for a space."""
        return tuple(_looks(self._face, self._font, glyph))

    @cached_property
    def _face(self) -> Any:
        if self.font is not None:
            return own.face(self.font, Style.of(bold=self.bold))
        return shipped.hb_face(self.bold) if self.path is None else _opened(self.path, self.index)

    @cached_property
    def _plain(self) -> Any:
        return hb.Font(self._face)

    @cached_property
    def _font(self) -> Any:
        font = hb.Font(self._face)
        if self._face.has_var_data:
            font.set_variations({"wght": self.weight})
        if self.bold and self.weight < _BOLD_ENOUGH and self.font is None:
            font.synthetic_bold = (_EMBOLDENED, _EMBOLDENED, True)
        return font


def faces(path: Path, *, bold: bool) -> list[Face]:
    """The faces of a file; none if it is no font that can be opened."""
    try:
        count = _opened(path, 0).count
    except (hb.HarfBuzzError, OSError):
        return []
    return [Face(path, index, bold) for index in range(min(count, _MOST_FACES))]


@cache
def _blob(path: Path) -> Any:
    return hb.Blob.from_file_path(str(path))


@cache
def _opened(path: Path, index: int) -> Any:
    return hb.Face(_blob(path), index)


def _looks(face: Any, font: Any, glyph: int) -> Iterator[Shape | Bitmap]:
    """An outline; else a picture; else layers of outlines, each of a colour."""
    if layers := face.get_glyph_color_layers(glyph):
        palette = face.get_color_palette(0).colors
        for layer in layers:
            at = layer.color_index
            colour = _hex(palette[at]) if at < len(palette) else None
            yield Shape(_outline(font, layer.glyph), colour)
    elif outline := _outline(font, glyph):
        yield Shape(outline, None)
    elif picture := _picture(font, glyph):
        yield picture


def _hex(colour: Any) -> str:
    return f"#{colour.red:02x}{colour.green:02x}{colour.blue:02x}"


def _outline(font: Any, glyph: int) -> tuple[Any, ...]:
    found: list[Any] = []
    font.draw_glyph(glyph, _pen(), found)
    return tuple(found)


@cache
def _pen() -> Any:
    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, found: found.append(("M", x, y)))
    pen.set_line_to_func(lambda x, y, found: found.append(("L", x, y)))
    pen.set_quadratic_to_func(lambda a, b, x, y, found: found.append(("Q", a, b, x, y)))
    pen.set_cubic_to_func(lambda a, b, c, d, x, y, found: found.append(("C", a, b, c, d, x, y)))
    pen.set_close_path_func(lambda found: found.append(("Z",)))
    return pen


def _picture(font: Any, glyph: int) -> Bitmap | None:
    data = bytes(font.get_glyph_color_png(glyph).data or b"")
    extents = font.get_glyph_extents(glyph)
    if not data.startswith(b"\x89PNG") or not extents:
        return None
    return Bitmap(data, extents.x_bearing, extents.y_bearing, extents.width, -extents.height)
