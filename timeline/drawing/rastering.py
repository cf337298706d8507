"""Texts as the rasteriser takes them: what the shipped font cannot draw alone is outlines.

A rasteriser that finds one sign missing draws the whole text in another font, wider than it
was measured, in a weight of its own or not at all, and puts no vowel on its letter. So a line
that holds such a sign, or runs from right to left, is shaped here and drawn as paths: fitted
into the width it was measured at, since what stands beside it goes by that.
"""

from __future__ import annotations

import base64
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from timeline.drawing import svg
from timeline.errors import Missing, NoFont
from timeline.faces import bidi, shipped
from timeline.faces.shipped import Style
from timeline.layout import metrics

if TYPE_CHECKING:
    from timeline.faces.setting import Line, Sign

NARROWEST = 0.8  # of its own width that a line is told about below
_TRANSFORM = re.compile(r"(translate|scale)\(([^)]*)\)")
_NUMBER = re.compile(r"-?[\d.]+")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What a text says of itself that its outlines do not need, or have otherwise.
_OF_TEXT = {
    *("x", "y", "dx", "dy", "transform", "text-anchor", "direction", "unicode-bidi"),
    *("font-size", "font-weight", "font-family", "textLength", "lengthAdjust", "lang", _XML_LANG),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A line drawn as outlines, for who copies it out of a PDF.

    `x` and `y` are where its baseline begins, `size` how large an em is, in px of the
    picture; it is `fit` as wide as its signs say. They are from left to right.
    """

    text: str
    x: float
    y: float
    size: float
    fit: float
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Raster:
    """A picture for the rasteriser: its SVG, the lines that are outlines, and what has no font.

    `fit` is the share of its own width that the narrowest line had to be drawn at.
    """

    svg: str
    lines: tuple[Written, ...] = ()
    missing: tuple[Missing, ...] = ()
    fit: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A line of an event's label, and its box in px of the picture."""

    event: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Around:
    """What the elements around a text say of it; a point p is drawn at scale * p + (x, y)."""

    lang: str
    x: float = 0
    y: float = 0
    scale: float = 1
    rtl: bool = False
    event: str = ""

    def within(self, element: ET.Element) -> _Around:
        """The same with what one more element says."""
        x, y, scale = self.x, self.y, self.scale
        for name, numbers in _TRANSFORM.findall(element.get("transform", "")):
            values = [float(number) for number in _NUMBER.findall(numbers)]
            if name == "translate":
                x, y = x + scale * values[0], y + scale * (values[1] if values[1:] else 0)
            else:
                scale *= values[0]
        direction = element.get("direction")
        return replace(
            self,
            x=x,
            y=y,
            scale=scale,
            rtl=self.rtl if direction is None else direction == "rtl",
            lang=element.get(_XML_LANG) or element.get("lang") or self.lang,
            event=element.get("data-events", "").split(" ")[0] or self.event,
        )


def rasterable(root: ET.Element, lang: str) -> Raster:
    """An SVG in a language, its lines that the shipped font cannot draw alone as outlines."""
    if all(_is_plain(line.text or "") for line in root.iter(svg.tag("text"))):
        return Raster(svg=svg.serialised(root))
    root = copy.deepcopy(root)
    found = list(_outlined(root, _Around(lang).within(root)))
    return Raster(
        svg=svg.serialised(root),
        lines=tuple(written for written, _ in found),
        missing=tuple(missing for _, missing in found if missing),
        fit=min((written.fit for written, _ in found), default=1),
    )


def whole(raster: Raster) -> Raster:
    """The same, of which no word is lost; raises NoFont if one is."""
    if raster.missing:
        raise NoFont(raster.missing)
    return raster


def labels(root: ET.Element, around: _Around | None = None) -> Iterator[Labelled]:
    """The lines of events' labels in a picture."""
    around = around or _Around("").within(root)
    for element in root:
        within = around.within(element)
        if element.tag != svg.tag("text"):
            yield from labels(element, within)
        elif within.event:
            yield _labelled(element, within)


def _labelled(element: ET.Element, around: _Around) -> Labelled:
    size, style = _size(element), svg.style_of(element)
    width = metrics.text_width(
        "".join(element.itertext()),
        size,
        bold=style is Style.BOLD,
        italic=style is Style.ITALIC,
    )
    left = float(element.get("x", 0)) - _share(element, around.rtl) * width
    x, y, scale = around.x, around.y + around.scale * float(element.get("y", 0)), around.scale
    return Labelled(
        event=around.event,
        left=x + scale * left,
        top=y - scale * size,
        right=x + scale * (left + width),
        bottom=y + scale * size / 3,
    )


def _size(element: ET.Element) -> float:
    return float(element.get("font-size", "").removesuffix("px"))


def _is_plain(text: str) -> bool:
    """Whether the rasteriser draws a text whole: the shipped font, from left to right in one line."""
    if metrics.own_font():
        return False
    if text.isascii():
        return True
    known = shipped.advances(bold=False).known
    # The rasteriser leaves out what is after a separator, though the font has a sign for it.
    is_known = all(ord(each) in known and each not in "\u2028\u2029" for each in text)
    return is_known and not bidi.turns(text)


def _outlined(parent: ET.Element, around: _Around) -> Iterator[tuple[Written, Missing | None]]:
    """Put outlines in the place of each text that is not plain."""
    for at, element in enumerate(parent):
        within = around.within(element)
        if element.tag != svg.tag("text"):
            yield from _outlined(element, within)
        elif not _is_plain("".join(element.itertext())):
            parent[at], written, missing = _drawn(element, within)
            yield written, missing


def _drawn(element: ET.Element, around: _Around) -> tuple[ET.Element, Written, Missing | None]:
    """A text as a group of outlines, what it says and where, and what of it has no font."""
    from timeline.faces import setting  # which a picture in Latin letters needs not

    text = "".join(element.itertext())
    size = _size(element)
    style, font = svg.style_of(element), metrics.own_font()
    bold = style is Style.BOLD
    line = setting.line(
        text, bold=bold, rtl=around.rtl, lang=around.lang, font=font.data if font else None
    )
    measured = metrics.text_width(text, size, bold=bold, italic=style is Style.ITALIC)
    fit = min(1, measured / (line.width * size)) if line.width else 1
    left = float(element.get("x", 0)) - _share(element, around.rtl) * line.width * size * fit
    base = float(element.get("y", 0))
    look = {name: value for name, value in element.attrib.items() if name not in _OF_TEXT}
    place = f"translate({left:.2f},{base:.2f}) scale({size * fit:.4f},{size:g})"
    own = element.get("transform")
    group = svg.element("g", {**look, "transform": f"{own} {place}" if own else place})
    group.extend(_shapes(line))
    group.tail = element.tail
    written = Written(
        text=text,
        x=around.x + around.scale * left,
        y=around.y + around.scale * base,
        size=around.scale * size,
        fit=fit,
        signs=line.signs,
    )
    return group, written, _missing(line, text, around.event)


def _share(element: ET.Element, rtl: bool) -> float:
    """How much of a line is left of its anchor."""
    anchor = element.get("text-anchor", "start")
    return 0.5 if anchor == "middle" else float((anchor == "end") != rtl)


def _shapes(line: Line) -> Iterator[ET.Element]:
    from timeline.faces.setting import Outline

    for one in line.drawn:
        if isinstance(one, Outline):
            fill = {"fill": one.colour} if one.colour else {}
            place = {"transform": f"translate({one.x:g},{one.y:g})"} if one.x or one.y else {}
            yield svg.element("path", {"d": one.path, **place, **fill})
        else:
            sides = {"x": one.x, "y": one.y, "width": one.width, "height": one.height}
            data = base64.b64encode(one.data).decode()
            yield svg.element("image", {**sides, "href": f"data:image/png;base64,{data}"})


def _missing(line: Line, text: str, event: str) -> Missing | None:
    from timeline.faces import choosing

    if not line.lost:
        return None
    known = shipped.advances(bold=False).known
    needed = (each for cluster in line.lost for each in choosing.needed(cluster))
    tags = (choosing.script(each) for each in needed if ord(each) not in known)
    return Missing(text=text, event=event, signs=line.lost, scripts=tuple(dict.fromkeys(tags)))
