"""Vega's SVG as ours: one pass over its XML gathers what belongs to an event in a group of its own.

Each group has an id, a title and words; nothing invisible stays, and nothing said by Vega.
Vega writes neither ids nor titles, and takes a link such as `#x` for one on a site of its
own; so charts carry an event's name as a description, by which its marks are known here,
and links are made of the tidy tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from timeline import wording
from timeline.drawing import rows, svg
from timeline.layout import metrics
from timeline.layout.parts import Curve, Layout
from timeline.layout.span import ends_words
from timeline.model import Event, Timeline
from timeline.model.order import chronological
from timeline.wording.reasoned import known_words

ANNOTATION = "annotation"  # the class of its lines
RELATION = "relation"  # a class of a curve's group, beside one by the place of each of its events


def tidy(drawn: str, timeline: Timeline, layout: Layout) -> ET.Element:
    """Vega's SVG as ours: a group an event, nothing invisible, nothing said by Vega."""
    vega = ET.fromstring(drawn)
    root = svg.element(
        "svg",
        {
            "width": vega.attrib["width"],
            "height": vega.attrib["height"],
            "viewBox": vega.attrib["viewBox"],
            # Time runs from left to right, in whatever page the chart stands.
            "direction": "ltr",
            "font-family": metrics.stack(timeline.files.font),
            # Letters as wide as they were measured, whatever suits the screen's pixels.
            "text-rendering": "geometricPrecision",
            "role": "group",
            "aria-label": timeline.header.title,
        },
    )
    root.append(svg.element("title", text=timeline.header.title))
    foreign = _foreign(timeline)
    root.append(svg.element("desc", foreign, description(timeline, layout)))
    paper = svg.child(vega, "rect")
    root.append(svg.element("rect", paper.attrib))
    frame = svg.child(vega, "g")
    view = svg.element("g", {"transform": frame.attrib["transform"], "fill": "none"})
    root.append(view)
    owners: dict[str, ET.Element] = {}
    for group in _mark_groups(frame):
        kept = _keep(group, owners)
        if len(kept):
            _say_language(kept, foreign, layout)
            view.append(kept)
    for number, curve in enumerate(layout.curves):
        view.append(_curve_group(owners[rows.curve_name(number)], curve, timeline))
    places = {event.id: index for index, event in enumerate(timeline.events)}
    annotated = {one.event: len(one.lines) for one in layout.annotations}
    for event in chronological(timeline.events):
        owner = owners.get(rows.owner_name(places[event.id]))
        if owner is not None:
            _name_annotation(owner, annotated.get(places[event.id], 0))
            view.append(_event_group(owner, event, timeline))
    for number, cluster in enumerate(layout.clusters):
        owner = owners[rows.cluster_name(number)]
        view.append(_cluster_group(owner, number, cluster.events, timeline))
    _number_gradients(vega, root)
    return root


def view(root: ET.Element) -> ET.Element:
    """The group of a tidy SVG that holds its chart."""
    return next(group for group in root.iterfind(svg.tag("g")) if group.get("class") is None)


def description(timeline: Timeline, layout: Layout) -> str:
    """How many events from when to when: years, or days if the span is under a year."""
    lang = timeline.header.lang
    first, last = ends_words(layout.scale.span, lang)
    return wording.phrase("chart-label", lang, count=layout.count, first=first, last=last)


def _foreign(timeline: Timeline) -> dict[str, str]:
    """The language of what is the product's words alone, where it is not the timeline's."""
    foreign = wording.foreign(timeline.header.lang)
    return {"lang": foreign["lang"]} if foreign else {}


def _say_language(layer: ET.Element, foreign: dict[str, str], layout: Layout) -> None:
    """Say of what language the axis, the key and the notes are; titles of periods stand with these."""
    if layer.get("class") == "ticks":
        layer.attrib.update(foreign)
    elif foreign and layer.get("class") == "notes":
        said = [line for entry in layout.key for line in entry.words]
        words = {line.text for line in (*said, *layout.caption, *layout.note)}
        for text in layer:
            if text.text in words:
                text.attrib.update(foreign)


def _mark_groups(frame: ET.Element) -> Iterator[ET.Element]:
    """The groups that hold marks and the grid, in drawing order."""
    for group in frame.iter(svg.tag("g")):
        classes = group.get("class", "").split()
        if "role-mark" in classes or "role-axis-grid" in classes:
            yield group


def _keep(group: ET.Element, owners: dict[str, ET.Element]) -> ET.Element:
    """A mark group's visible marks; those of an event go to the event's own group."""
    # What is no event is said by nobody: axis and key are for the eye, and each event has its words.
    kept = svg.element("g", {"class": _layer_name(group), "aria-hidden": "true"})
    for mark in group:
        owner = mark.get("aria-label", "")
        if mark.get("opacity") == "0" or mark.get("d") == "" or mark.get("display") == "none":
            continue
        if mark.tag == svg.tag("text") and not mark.text:
            continue
        clean = _clean(mark)
        if owner.startswith(("event-", "cluster-", "curve-")):
            owners.setdefault(owner, svg.element("g")).append(clean)
        else:
            kept.append(clean)
    if kept.get("class") == "grid":
        # Vega sets the axis half a px off, so that a hairline fills one px: so does the live chart.
        kept.set("transform", "translate(0.5,0.5)")
    return kept


def _layer_name(group: ET.Element) -> str:
    """`bands` for the class `bands_marks`, as Vega names the group of the mark named `bands`."""
    for name in group.get("class", "").split():
        if name.endswith("_marks"):
            return name.removesuffix("_marks")
    return "grid"


_SHORTENED = {"d", "transform", "x2", "y2"}
_CURVE = (
    "C"  # of a round corner, which shorter numbers would make another one than the live chart's
)
_DROPPED = {"role", "aria-roledescription", "aria-label", "aria-hidden", "font-family"}
_DEFAULTS = {
    "opacity": "1",
    "font-weight": "normal",
    "text-anchor": "start",
    "stroke-dasharray": "",  # at which ImageMagick takes no more of the mark
}


def _clean(mark: ET.Element) -> ET.Element:
    """A mark without Vega's words and defaults, its numbers to a hundredth of a px.

    Sizes of texts come with a minus (see `vega.svg`).
    """
    kept = {
        name: svg.shortened(value) if name in _SHORTENED and _CURVE not in value else value
        for name, value in mark.attrib.items()
        if name not in _DROPPED and _DEFAULTS.get(name) != value
    }
    if mark.tag == svg.tag("text"):
        kept["font-size"] = mark.attrib["font-size"].removeprefix("-")
    clean = ET.Element(mark.tag, kept)
    clean.text = svg.printable(mark.text or "") or None
    return clean


def _name_annotation(marks: ET.Element, lines: int) -> None:
    """Tell the lines of an annotation from those of a label, after which they are drawn."""
    texts = marks.findall(svg.tag("text"))
    for text in texts[len(texts) - lines :]:
        text.set("class", ANNOTATION)


def _event_group(marks: ET.Element, event: Event, timeline: Timeline) -> ET.Element:
    """`<g id><title/><desc/>marks</g>`; the words are for hovering and for screen readers."""
    group = svg.element("g", {"id": f"event-{event.id}", "class": "event", "data-events": event.id})
    words = "\n".join(filter(None, (_event_words(timeline, event), event.annotation)))
    group.append(svg.element("title", text=svg.printable(words)))
    lane = next((lane.title for lane in timeline.lanes if lane.id == event.lane), "")
    if lane:
        group.append(svg.element("desc", text=svg.printable(lane)))
    group.extend(marks)
    return group


def _curve_group(marks: ET.Element, curve: Curve, timeline: Timeline) -> ET.Element:
    """A curve between marks, for the eye alone: the list says it in words.

    It belongs to no event, and is in no pointer's way. What waits for its event to be chosen is
    not drawn by programs that choose none.
    """
    ends = curve.event, curve.to
    names = " ".join((RELATION, *(f"of-{end}" for end in ends)))
    ids = " ".join(timeline.events[end].id for end in ends)
    look = {"class": names, "data-relates": ids, "data-kind": curve.kind}
    group = svg.element("g", look | {"aria-hidden": "true", "pointer-events": "none"})
    if not curve.drawn:
        group.set("display", "none")
    group.extend(marks)
    return group


def _cluster_group(
    marks: ET.Element, number: int, events: Sequence[int], timeline: Timeline
) -> ET.Element:
    """A cluster's group: how many events, and the first of them by date; linked to the first."""
    members = chronological(timeline.events[index] for index in events)
    lang = timeline.header.lang
    words = [wording.isolated(wording.phrase("cluster", lang, count=len(members)), lang)]
    words += [_event_words(timeline, event, short=True) for event in members[:_LISTED]]
    words += ["..."] * (len(members) > _LISTED)
    group = svg.element(
        "g",
        {
            "id": f"cluster-{number}",
            "class": "cluster",
            "data-events": " ".join(member.id for member in members),
        },
    )
    group.append(svg.element("title", text=svg.printable("\n".join(words))))
    group.extend(marks)
    return group


_LISTED = 12  # events of a cluster that its words name


def _number_gradients(vega: ET.Element, root: ET.Element) -> None:
    """The gradients in use, named g0, g1, ... in drawing order; one for each look.

    Vega's own names count on from chart to chart, so that a second drawing in the
    same process would have other bytes.
    """
    drawn = {element.get("id"): element for element in vega.iter(svg.tag("linearGradient"))}
    looks = {
        f"url(#{name})": ET.tostring(_gradient(gradient, ""), "unicode")
        for name, gradient in drawn.items()
    }
    names: dict[str, str] = {}
    defs = svg.element("defs")
    for element in root.iter():
        look = looks.get(fill := element.get("fill", ""))
        if look is None:
            continue
        if look not in names:
            names[look] = f"g{len(names)}"
            defs.append(_gradient(drawn[fill[5:-1]], names[look]))
        element.set("fill", f"url(#{names[look]})")
    if len(defs):
        root.insert(3, defs)


def _gradient(vega: ET.Element, name: str) -> ET.Element:
    """A gradient with its stops as colour and opacity, as every SVG program reads them."""
    gradient = svg.element("linearGradient", {"id": name})
    for stop in vega:
        colour = stop.attrib["stop-color"]
        look = {"offset": stop.attrib["offset"], "stop-color": colour[:7]}
        if len(colour) == 9:
            look["stop-opacity"] = str(round(int(colour[7:], 16) / 255, 2)).removesuffix(".0")
        gradient.append(svg.element("stop", look))
    return gradient


def _event_words(timeline: Timeline, event: Event, *, short: bool = False) -> str:
    """An event in one line: its title, and its date in words, or in few."""
    lang = timeline.header.lang
    date = known_words(event, lang, short=short)
    return f"{wording.isolated(event.title, lang)}: {wording.isolated(date, lang)}"
