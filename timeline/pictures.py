"""A chart to SVG, PNG and PDF bytes.

Vega draws once (see `engine`), then one pass over its XML gathers the marks of each event in
a group of its own, with id, title, words and link; every file comes from that.
"""

from __future__ import annotations

import base64
import copy
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from xml.etree import ElementTree as ET

from timeline import charts, elements, engine, metrics, rows, wording
from timeline.addresses import published
from timeline.edtf import civil
from timeline.errors import TimelineError
from timeline.layout import chronological
from timeline.model import Event, Timeline
from timeline.places import Layout
from timeline.theme import DARK, LIGHT, SIZES, variable

MOST_PIXELS = 80_000_000  # Pillow, as others, takes larger files for an attack


class TooLarge(TimelineError):
    """A PNG of more pixels than programs open; the message says what to write."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn timeline; `tree` is tidy SVG in the light scheme's colours, margins included."""

    timeline: Timeline
    layout: Layout
    tree: ET.Element

    def svg(self, fonts: str | None = None) -> bytes:
        """A standalone SVG file: its font in it, links to the page's address if it is known.

        `fonts` are the `font_faces` of its texts, where they are made already.
        """
        root = copy.deepcopy(self.tree)
        address = published(self.timeline.header.url)
        _link(root, address.entry if address else None)
        faces = font_faces(self.texts()) if fonts is None else fonts
        style = elements.element("style", text=faces)
        root.insert(2, style)
        return elements.serialised(root)

    def inline(self, prefix: str) -> str:
        """SVG for a page that has the fonts and `css_colours`: margins cut off, ids prefixed.

        Links go to the page's own entries, `#` and the event's id.
        """
        root = copy.deepcopy(self.tree)
        _link(root, lambda event: f"#{event}", keep_events=True)
        _prefix_ids(root, prefix)
        _name_colours(root)
        margin = SIZES.margin
        width, height = self.layout.width - 2 * margin, self.layout.height - 2 * margin
        root.set("viewBox", f"{margin} {margin} {width} {round(height, 2)}")
        del root.attrib["width"], root.attrib["height"], root.attrib["font-family"]
        root.remove(elements.child(root, "rect"))
        return elements.serialised(root).decode()

    def png(self, scale: float = 2, *, grey: bool = False) -> bytes:
        """A PNG, `scale` pixels to a px, with title, licence and address in it."""
        return self.start_png(scale, grey=grey).result()

    def start_png(
        self, scale: float = 2, *, grey: bool = False, executor: Executor = engine.HERE
    ) -> Future[bytes]:
        """The same, made by `executor`; raises TooLarge at once."""
        if self.pixels(scale) > MOST_PIXELS:
            width, height = (
                round(side * scale) for side in (self.layout.width, self.layout.height)
            )
            raise TooLarge(
                f"this PNG would be {width} x {height} pixels; "
                f"write --scale {self.fitting_scale(scale):.3g} or less"
            )
        return executor.submit(
            engine.png,
            elements.serialised(self.tree).decode(),
            scale,
            grey=grey,
            about=self._about(),
        )

    def pixels(self, scale: float) -> float:
        """How many pixels a PNG of this scale has."""
        return self.layout.width * self.layout.height * scale**2

    def fitting_scale(self, scale: float = 2) -> float:
        """The largest scale up to `scale` at which a PNG is not too large."""
        return min(scale, sqrt(MOST_PIXELS / self.pixels(1)) * 0.999)

    def pdf(self) -> bytes:
        """A PDF; not the same bytes every time, since its writer orders objects as it likes."""
        return engine.pdf(elements.serialised(self.tree).decode())

    def texts(self) -> dict[bool, str]:
        """The characters drawn, by whether they are bold."""
        drawn: dict[bool, set[str]] = {False: set(), True: set()}
        for element in self.tree.iter(elements.tag("text")):
            drawn[element.get("font-weight") == "bold"] |= set(element.text or "")
        return {bold: "".join(sorted(used)) for bold, used in drawn.items()}

    def _about(self) -> dict[str, str]:
        header = self.timeline.header
        facts = {
            "Title": header.title,
            "Author": header.author,
            "Copyright": header.licence,
            "Source": header.url,
        }
        return {name: text for name, text in facts.items() if text}


def draw(timeline: Timeline, layout: Layout) -> Picture:
    """Draw a timeline."""
    return start(timeline, layout)()


@dataclass(frozen=True)
class Begun:
    """A timeline that is being drawn; its picture is had by calling, and made once."""

    timeline: Timeline
    layout: Layout
    drawn: Future[str]

    def __call__(self) -> Picture:
        """The picture, once it is drawn."""
        return self._picture

    @cached_property
    def _picture(self) -> Picture:
        tree = _tidy(self.drawn.result(), self.timeline, self.layout)
        return Picture(self.timeline, self.layout, tree)


def start(timeline: Timeline, layout: Layout, executor: Executor = engine.HERE) -> Begun:
    """Draw a timeline: begun now by `executor`, had by calling."""
    drawn = executor.submit(engine.svg, charts.spec(timeline, layout), charts.VEGA_LITE)
    return Begun(timeline, layout, drawn)


def font_faces(texts: dict[bool, str]) -> str:
    """CSS that carries the glyphs of `texts`, regular and bold."""
    return start_font_faces(texts)()


def start_font_faces(texts: dict[bool, str], executor: Executor = engine.HERE) -> Callable[[], str]:
    """The same: begun now by `executor`, had by calling."""
    begun = {
        bold: executor.submit(metrics.subset, text, bold=bold)
        for bold, text in sorted(texts.items())
        if text
    }
    return lambda: "".join(_font_face(made.result(), bold) for bold, made in begun.items())


def _font_face(subset: bytes, bold: bool) -> str:
    data = base64.b64encode(subset).decode()
    weight = "bold" if bold else "normal"
    return (
        f"@font-face{{font-family:'{metrics.FAMILY}';font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )


def css_colours() -> dict[str, dict[str, str]]:
    """The custom properties an inline picture needs, by scheme; and a live one's fades."""
    return {
        theme.name: {
            f"--tl-{name}": value for name, value in (theme.named() | theme.fades()).items()
        }
        for theme in (LIGHT, DARK)
    }


def event_words(timeline: Timeline, event: Event, *, short: bool = False) -> str:
    """An event in one line: its title, and its date in words, or in few."""
    say = wording.date_words_short if short else wording.date_words
    date = say(event.when, attested=event.attested is not None, lang=timeline.header.lang)
    return f"{isolated(event.title)}: {date}"


def isolated(text: str) -> str:
    """`text` so that letters written from right to left turn nothing around it."""
    turning = any(unicodedata.bidirectional(character) in _TURNING for character in text)
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if turning else text


_TURNING = {"R", "AL", "AN", "RLE", "RLO", "LRE", "LRO", "RLI", "LRI", "FSI"}


def _tidy(drawn: str, timeline: Timeline, layout: Layout) -> ET.Element:
    """Vega's SVG as ours: a group an event, nothing invisible, nothing said by Vega."""
    vega = ET.fromstring(drawn)
    root = elements.element(
        "svg",
        {
            "width": vega.attrib["width"],
            "height": vega.attrib["height"],
            "viewBox": vega.attrib["viewBox"],
            "font-family": metrics.STACK,
            "role": "group",
            "aria-label": timeline.header.title,
        },
    )
    title = elements.element("title", text=timeline.header.title)
    root.append(title)
    root.append(elements.element("desc", text=_description(timeline, layout)))
    paper = elements.child(vega, "rect")
    root.append(elements.element("rect", paper.attrib))
    frame = elements.child(vega, "g")
    view = elements.element("g", {"transform": frame.attrib["transform"], "fill": "none"})
    root.append(view)
    owners: dict[str, ET.Element] = {}
    for group in _mark_groups(frame):
        kept = _keep(group, owners)
        if len(kept):
            view.append(kept)
    places = {event.id: index for index, event in enumerate(timeline.events)}
    for event in chronological(timeline.events):
        owner = owners.get(rows.owner_name(places[event.id]))
        if owner is not None:
            view.append(_event_group(owner, event, timeline))
    for number, cluster in enumerate(layout.clusters):
        owner = owners[rows.cluster_name(number)]
        view.append(_cluster_group(owner, number, cluster.events, timeline))
    _number_gradients(vega, root)
    return root


def _description(timeline: Timeline, layout: Layout) -> str:
    """How many events from when to when: years, or days if the span is under a year."""
    lang = timeline.header.lang
    start, after = layout.scale.span
    words = []
    for day in (start, after - 1):
        year, month, date = civil(day)
        whole_years = after - start > 366
        words.append(
            wording.tick_words(year, None, None, lang)
            if whole_years
            else wording.tick_words(year, month, date, lang)
        )
    return wording.phrase("chart-label", lang, count=layout.count, first=words[0], last=words[1])


def _mark_groups(frame: ET.Element) -> Iterator[ET.Element]:
    """The groups that hold marks and the grid, in drawing order."""
    for group in frame.iter(elements.tag("g")):
        classes = group.get("class", "").split()
        if "role-mark" in classes or "role-axis-grid" in classes:
            yield group


def _keep(group: ET.Element, owners: dict[str, ET.Element]) -> ET.Element:
    """A mark group's visible marks; those of an event go to the event's own group."""
    kept = elements.element("g", {"class": _layer_name(group)})
    for mark in group:
        owner = mark.get("aria-label", "")
        if mark.get("opacity") == "0" or mark.get("d") == "" or mark.get("display") == "none":
            continue
        if mark.tag == elements.tag("text") and not mark.text:
            continue
        clean = _clean(mark)
        if owner.startswith(("event-", "cluster-")):
            owners.setdefault(owner, elements.element("g")).append(clean)
        else:
            kept.append(clean)
    if kept.get("class") == "grid":
        # Vega sets the axis half a px off, so that a hairline fills one px: so does the live chart.
        kept.set("transform", "translate(0.5,0.5)")
    return kept


def _layer_name(group: ET.Element) -> str:
    """`bands` for Vega's class `bands_marks`."""
    for name in group.get("class", "").split():
        if name.endswith("_marks"):
            return name.removesuffix("_marks")
    return "grid"


_DROPPED = {"role", "aria-roledescription", "aria-label", "aria-hidden", "font-family"}
_DEFAULTS = {"opacity": "1", "font-weight": "normal", "text-anchor": "start"}


def _clean(mark: ET.Element) -> ET.Element:
    """A mark without Vega's words and defaults, its numbers to a hundredth of a px."""
    kept = {
        name: elements.shortened(value) if name in {"d", "transform", "x2", "y2"} else value
        for name, value in mark.attrib.items()
        if name not in _DROPPED and _DEFAULTS.get(name) != value
    }
    clean = ET.Element(mark.tag, kept)
    clean.text = elements.printable(mark.text or "") or None
    return clean


def _event_group(marks: ET.Element, event: Event, timeline: Timeline) -> ET.Element:
    """`<g id><title/><desc/>marks</g>`; the words are for hovering and for screen readers."""
    group = elements.element(
        "g", {"id": f"event-{event.id}", "class": "event", "data-events": event.id}
    )
    group.append(elements.element("title", text=elements.printable(event_words(timeline, event))))
    lane = next((lane.title for lane in timeline.lanes if lane.id == event.lane), "")
    if lane:
        group.append(elements.element("desc", text=elements.printable(lane)))
    group.extend(marks)
    return group


def _cluster_group(
    marks: ET.Element, number: int, events: Sequence[int], timeline: Timeline
) -> ET.Element:
    """A cluster's group: how many events, and the first of them by date; linked to the first."""
    members = chronological(timeline.events[index] for index in events)
    lang = timeline.header.lang
    words = [wording.phrase("cluster", lang, count=len(members))]
    words += [event_words(timeline, event, short=True) for event in members[:_LISTED]]
    words += ["..."] * (len(members) > _LISTED)
    group = elements.element(
        "g",
        {
            "id": f"cluster-{number}",
            "class": "cluster",
            "data-events": " ".join(member.id for member in members),
        },
    )
    group.append(elements.element("title", text=elements.printable("\n".join(words))))
    group.extend(marks)
    return group


_LISTED = 12  # events of a cluster that its words name


def _link(
    root: ET.Element, entry: Callable[[str], str] | None, *, keep_events: bool = False
) -> None:
    """Wrap each event's marks in a link to where `entry` says; in none if that is not known.

    A page's script wants to know the events of marks: `keep_events`.
    """
    for group in root.iter(elements.tag("g")):
        events = group.get("data-events")
        if events is None:
            continue
        if not keep_events:
            del group.attrib["data-events"]
        if entry is None:
            continue
        event = events.split(" ")[0]
        words = [
            child for child in group if child.tag in {elements.tag("title"), elements.tag("desc")}
        ]
        marks = [child for child in group if child not in words]
        name = _link_name(words[0], marks)
        link = elements.element("a", {"href": entry(event), "aria-label": name})
        link.extend(marks)
        for mark in marks:
            group.remove(mark)
        for line in [each for each in marks if each.tag == elements.tag("text")][:-1]:
            line.tail = " "  # or the words of two lines would be read as one
        group.append(link)


def _link_name(title: ET.Element, marks: Sequence[ET.Element]) -> str:
    """What a link is called: its words, after its label where they do not hold it.

    So who speaks to the browser can say what stands there (WCAG 2.2, label in name).
    """
    words = title.text or ""
    lines = [line.text or "" for mark in marks for line in mark.iter(elements.tag("text"))]
    label = " ".join(line for line in lines if any(map(str.isalnum, line)))
    return words if label.casefold() in words.casefold() else f"{isolated(label)}: {words}"


def _number_gradients(vega: ET.Element, root: ET.Element) -> None:
    """The gradients in use, named g0, g1, ... in drawing order; one for each look."""
    drawn = {element.get("id"): element for element in vega.iter(elements.tag("linearGradient"))}
    looks = {
        f"url(#{name})": ET.tostring(_gradient(gradient, ""), "unicode")
        for name, gradient in drawn.items()
    }
    names: dict[str, str] = {}
    defs = elements.element("defs")
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
    gradient = elements.element("linearGradient", {"id": name})
    for stop in vega:
        colour = stop.attrib["stop-color"]
        look = {"offset": stop.attrib["offset"], "stop-color": colour[:7]}
        if len(colour) == 9:
            look["stop-opacity"] = str(round(int(colour[7:], 16) / 255, 2)).removesuffix(".0")
        gradient.append(elements.element("stop", look))
    return gradient


def _prefix_ids(root: ET.Element, prefix: str) -> None:
    for element in root.iter():
        if "id" in element.attrib:
            element.set("id", prefix + element.attrib["id"])
        fill = element.get("fill", "")
        if fill.startswith("url(#"):
            element.set("fill", f"url(#{prefix}{fill[5:]}")


def _name_colours(root: ET.Element) -> None:
    """Colours as custom properties, so that a page can change the scheme."""
    names = {value: variable(name) for name, value in LIGHT.named().items()}
    for element in root.iter():
        for attribute in ("fill", "stroke", "stop-color"):
            value = element.get(attribute)
            if value in names:
                element.set(attribute, names[value])
