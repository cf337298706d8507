"""The small pictures of a chart: each an image in the group of its event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from timeline.drawing import svg
from timeline.drawing.svg_tidy import view
from timeline.layout.parts import Layout
from timeline.layout.picturing import picture_of
from timeline.model import Timeline

if TYPE_CHECKING:
    from timeline.images.shelf import Kept

THUMB = "picture"  # the class of each
_MOVED = re.compile(r"-?[\d.]+")  # in the transform of what holds the chart


def illustrate(tree: ET.Element, timeline: Timeline, layout: Layout) -> ET.Element:
    """A tidy SVG with its small pictures, which are made now if they are not yet; raises BadPicture."""
    if not layout.thumbs:
        return tree
    from timeline.drawing.apart import DRAWER
    from timeline.images.sizes import sizes  # of a timeline with pictures alone

    files = {each.name: each for each in timeline.files.pictures}
    events = {one.event: timeline.events[one.event] for one in layout.thumbs}
    pictures = {
        at: picture for at, event in events.items() if (picture := picture_of(event, files))
    }
    made = sizes(list({each.name: each for each in pictures.values()}.values()), DRAWER)
    groups = {group.get("data-events"): group for group in tree.iter(svg.tag("g"))}
    dx, dy = map(float, _MOVED.findall(view(tree).attrib["transform"]))
    for one in layout.thumbs:
        group = groups.get(events[one.event].id)
        if group is not None:
            left, top, right, bottom = one.box
            box = left - dx, top - dy, right - dx, bottom - dy
            group.append(_image(box, made[pictures[one.event].name].thumb))
    return tree


def _image(box: tuple[float, float, float, float], kept: Kept) -> ET.Element:
    left, top, right, bottom = box
    place = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    numbers = {name: svg.shortened(f"{value:.2f}") for name, value in place.items()}
    look = {"class": THUMB, "preserveAspectRatio": "xMidYMid slice"}
    return svg.element("image", {**look, **numbers, "href": kept.url})


def shared(tree: ET.Element, found: dict[str, str]) -> None:
    """Let the small pictures of a page's chart be those that it has once, under the ids in `found`.

    `found` has each by its data, and is added to.
    """
    for parent in tree.iter():
        for at, image in enumerate(list(parent)):
            if image.tag != svg.tag("image") or image.get("class") != THUMB:
                continue
            name = found.setdefault(image.attrib["href"], f"_thumb-{len(found) + 1}")
            place = {key: image.attrib[key] for key in ("x", "y", "width", "height")}
            parent[at] = svg.element("use", {"class": THUMB, **place, "href": f"#{name}"})
