"""A drawn chart put on its sheet: texts over and under it, in one SVG."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable
from xml.etree import ElementTree as ET

from timeline import wording
from timeline.colours import choosing
from timeline.drawing import svg
from timeline.drawing.svg_tidy import view
from timeline.layout.parts import Layout
from timeline.layout.sheet import Line, Placed, Sheet
from timeline.layout.theme import Theme


def on_sheet(chart: ET.Element, plan: Layout, sheet: Sheet, theme: Theme) -> ET.Element:
    """The tidy SVG of `plan` with all that its sheet has around it, and in place of its note."""
    root = copy.deepcopy(chart)
    if not sheet.plan.note:
        _leave_out(root, {wording.isolated(line.text) for line in plan.note})
    width, height = svg.shortened(f"{sheet.width:.2f}"), svg.shortened(f"{sheet.height:.2f}")
    root.attrib.update({"width": width, "height": height, "viewBox": f"0 0 {width} {height}"})
    svg.child(root, "rect").attrib.update({"width": width, "height": height})
    marks = view(root)
    at = f"translate({sheet.left:.2f},{sheet.top:.2f})"
    scale = f" scale({sheet.unit:.5g})" if sheet.unit != 1 else ""
    marks.set("transform", f"{svg.shortened(at)}{scale} {marks.attrib['transform']}")
    place = list(root).index(marks)
    root.insert(place, _texts("head", sheet.head, theme))
    root.append(_texts("foot", sheet.foot, theme))
    if sheet.logo:
        root.append(_logo(sheet.logo, theme))
    return root


def plainly(root: ET.Element, sheet: Sheet, theme: Theme) -> ET.Element:
    """The SVG of a sheet without the works that the shipped font cannot name."""
    root = copy.deepcopy(root)
    (foot,) = (group for group in root.iterfind(svg.tag("g")) if group.get("class") == "foot")
    root[list(root).index(foot)] = _texts("foot", sheet.plain_foot, theme)
    return root


def _logo(logo: Placed, theme: Theme) -> ET.Element:
    """The logo, which is made for light paper: on dark paper it has some of that."""
    said = {"role": "img", "aria-label": svg.printable(logo.alt)}
    group = svg.element("g", {"class": "logo", **said})
    edge = 0.0
    if theme.paper != choosing.LIGHT.paper:
        edge = logo.height / 8
        box = _box(logo, 0) | {"rx": svg.shortened(f"{edge:.2f}")}
        group.append(svg.element("rect", {**box, "fill": choosing.LIGHT.paper}))
    group.append(svg.element("image", {**_box(logo, edge), "href": logo.image.url}))
    return group


def _box(logo: Placed, edge: float) -> dict[str, str]:
    """Where a logo is, without so much of each side."""
    sides = {
        "x": logo.left + edge,
        "y": logo.top + edge,
        "width": logo.width - 2 * edge,
        "height": logo.height - 2 * edge,
    }
    return {name: svg.shortened(f"{length:.2f}") for name, length in sides.items()}


def _leave_out(root: ET.Element, lines: Collection[str]) -> None:
    for layer in view(root) if lines else ():
        if layer.get("class") == "notes":
            layer[:] = [text for text in layer if text.text not in lines]


def _texts(name: str, lines: Iterable[Line], theme: Theme) -> ET.Element:
    group = svg.element("g", {"class": name})
    group.extend(_text(line, theme) for line in lines)
    return group


def _text(line: Line, theme: Theme) -> ET.Element:
    text = line.text
    look = {
        "text-anchor": text.anchor,
        "transform": svg.shortened(f"translate({text.x_px:.2f},{text.y:.2f})"),
        "font-size": f"{line.size:g}px",
        "font-weight": "bold" if line.bold else "",
        "fill": theme.secondary if line.quiet else theme.ink,
    }
    kept = {name: value for name, value in look.items() if value and value != "start"}
    return svg.element("text", kept, svg.printable(wording.isolated(text.text)))
