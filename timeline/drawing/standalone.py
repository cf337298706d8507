"""A picture as a file of its own, which programs other than browsers read in ways of their own.

`tests/test_programs.py` has those that are free draw it, and holds each against a browser.
"""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

from timeline import wording
from timeline.colours.contrast import mix
from timeline.drawing import svg
from timeline.drawing.svg_tidy import view
from timeline.layout import metrics
from timeline.layout.theme import Theme

# WebKit does not always draw an image anew when a font in it is there, and leaves out till then
# what is to be drawn with that.
_FACE, _AT_ONCE = "@font-face{", "font-display:swap;"
# What programs that know style sheets shall heed and LibreOffice shall not: it takes rules for
# names of elements and classes alone. Where the file is put into a page its root is not the
# document's, and what else is there keeps its font.
_RULES = (
    "text[direction=rtl]{text-anchor:end}"
    "text[direction=rtl][text-anchor=end]{text-anchor:start}"
    "text[direction=rtl][text-anchor=middle]{text-anchor:middle}"
)


def stand_alone(root: ET.Element, faces: str, lang: str, theme: Theme) -> None:
    """Make a tree the root of a file in the language `lang`; `faces` carry its font, as CSS.

    Programs that know no embedded font are told of one that is like it.
    """
    root.set("lang", lang)
    for element in root.iter():
        if said := element.get("lang"):
            element.set(svg.XML_LANG, said)  # as SVG 1.1 has it
    root.set("font-family", metrics.NAMED_STACK)
    # Black where ImageMagick draws without Inkscape's help, unless it is said.
    root.set("stroke", "none")
    own_rule = f"svg:root{{font-family:{metrics.stack(metrics.own_font())}}}"
    root.insert(
        2, svg.element("style", text=faces.replace(_FACE, _FACE + _AT_ONCE) + own_rule + _RULES)
    )
    _say_colours(root, theme)
    for line in root.iter(svg.tag("text")):
        _settle(line)
    for gradient in root.iter(svg.tag("linearGradient")):
        _refine(gradient)


def _say_colours(root: ET.Element, theme: Theme) -> None:
    """Colour bands as they look on paper, and what is there for a pointer alone not at all.

    ImageMagick by itself knows no opacity of a fill; and an editor has no white to select.
    """
    for mark in root.iter(svg.tag("path")):
        if mark.get("fill-opacity") == "0":
            del mark.attrib["fill-opacity"]
            mark.attrib.update({"fill": "none", "pointer-events": "all"})
    chart = view(root)
    layers = {layer.get("class"): layer for layer in chart}
    if "bands" not in layers or root.find(svg.tag("rect")) is None:
        return  # what is behind bands is not known
    for band in layers["bands"]:
        opacity = float(band.attrib.pop("fill-opacity"))
        band.set("fill", mix(band.attrib["fill"], theme.paper, opacity))
    if "grid" in layers:  # which pale bands let through, and these hide
        chart.remove(layers["grid"])
        chart.insert(list(chart).index(layers["bands"]) + 1, layers["grid"])


def _settle(line: ET.Element) -> None:
    """Place a text so that a program need not measure it, nor read marks of direction."""
    line.text = wording.unwrapped(line.text or "")
    if wording.begins_right(line.text):
        # Inkscape has to be told. Such a text starts at its right end, so that its anchors change
        # places; LibreOffice looks at the letters alone and keeps the anchors, which is why
        # `_RULES` change them and no attribute does.
        line.set("direction", "rtl")
    elif line.text and not metrics.foreign(line.text):
        _measure(line)


_MOVED = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")


def _measure(line: ET.Element) -> None:
    """Let a text stand at its start and be as wide as the font that is shipped sets it.

    LibreOffice finds its middle and end only to some px, and WebKitGTK rounds up the width of
    each letter; where a program has no font of these widths, letters stand closer.
    """
    size = float(line.attrib["font-size"].removesuffix("px"))
    width = size * metrics.kerned_width(line.text or "", svg.style_of(line))
    line.set("textLength", f"{width:.2f}")
    share = {"middle": 0.5, "end": 1.0}.get(line.get("text-anchor", ""))
    place = _MOVED.fullmatch(line.get("transform", ""))
    if share is not None and place is not None:
        del line.attrib["text-anchor"]
        line.set("transform", f"translate({float(place[1]) - share * width:.2f},{place[2]})")


_STEPS = 8  # between two stops; LibreOffice draws a few shades between them, however long it is


def _refine(gradient: ET.Element) -> None:
    """Fade from stop to stop, which are of one colour, by way of others at equal distances."""
    for one, other in pairwise(list(gradient)):
        at = list(gradient).index(other)
        for step in range(_STEPS - 1, 0, -1):
            gradient.insert(at, _between(one, other, step / _STEPS))


def _between(one: ET.Element, other: ET.Element, share: float) -> ET.Element:
    """The stop at `share` of the way from one to the other."""
    look = {"stop-color": one.attrib["stop-color"]}
    for name in ("offset", "stop-opacity"):
        start, end = float(one.get(name, 1)), float(other.get(name, 1))
        look[name] = f"{start + (end - start) * share:.4g}"
    return svg.element("stop", look)
