"""Texts as the rasteriser takes them: what the shipped font lacks is set apart.

A rasteriser that finds one sign missing draws the whole text in another font,
wider than it was measured and perhaps bold. Here each run of such signs, and
each run between them, begins at a place of its own.
"""

from __future__ import annotations

import copy
import unicodedata
from xml.etree import ElementTree as ET

from timeline.drawing import svg
from timeline.layout import metrics


def rasterable(root: ET.Element) -> str:
    """An SVG as text, its signs of other fonts set apart."""
    if any(metrics.foreign(line.text or "") for line in root.iter(svg.tag("text"))):
        root = copy.deepcopy(root)
        for line in root.iter(svg.tag("text")):
            _set_apart(line)
    return svg.serialised(root)


def _set_apart(line: ET.Element) -> None:
    """Give each run of a line a place of its own, as wide as it was measured.

    A text written from right to left stays whole: its runs stand in another order.
    """
    text = line.text or ""
    foreign = set(metrics.foreign(text))
    if not foreign or any(unicodedata.bidirectional(each) in {"R", "AL", "AN"} for each in text):
        return
    size = float(line.attrib["font-size"].removesuffix("px"))
    bold = line.get("font-weight") == "bold"
    pieces = _runs(text, foreign)
    widths = [metrics.text_width(piece, size, bold=bold) / metrics.SLACK for piece in pieces]
    share = {"middle": 0.5, "end": 1.0}.get(line.attrib.pop("text-anchor", "start"), 0.0)
    x = float(line.get("x", 0)) - share * sum(widths)
    line.text = None
    for piece, width in zip(pieces, widths, strict=True):
        line.append(svg.element("tspan", {"x": f"{x:.2f}"}, piece))
        x += width


def _runs(text: str, foreign: set[str]) -> list[str]:
    """Runs of foreign signs and of others in turn; what joins a sign stays with it."""
    pieces: list[str] = []
    was_foreign = None
    for each in text:
        joins = unicodedata.category(each) in {"Mn", "Me", "Mc", "Cf"}
        is_foreign = bool(was_foreign) if joins else each in foreign
        if is_foreign == was_foreign:
            pieces[-1] += each
        else:
            pieces.append(each)
        was_foreign = is_foreign
    return pieces
