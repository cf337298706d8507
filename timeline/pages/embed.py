"""A timeline inside other people's pages: a page for an iframe, and a fragment to paste.

The page shows the chart that its column has room for, and no more than a frame is high
(`fitting`); the fragment a chart in a wide column and a short list in a narrow one, which
names the most important events of a long timeline. Neither fetches anything.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

from markupsafe import Markup

from timeline import wording
from timeline.colours.choosing import Pair
from timeline.drawing import svg
from timeline.drawing.beside import HERE
from timeline.drawing.pictures import (
    Drawing,
    Picture,
    characters,
    css_colours,
    font_faces,
    settle_curves,
    start,
)
from timeline.drawing.structure import is_crowded
from timeline.faces.shipped import Style
from timeline.layout import furniture, metrics
from timeline.layout.begin import SHOWN_FROM, WIDTHS
from timeline.layout.layout import layout
from timeline.layout.parts import Layout
from timeline.layout.theme import SIZES, accent, themes
from timeline.model import Event, Timeline
from timeline.model.addresses import BESIDE, Address, published
from timeline.model.order import by_importance, chronological
from timeline.pages import fitting, sourcing
from timeline.pages.edition import Edition
from timeline.pages.entries import DateWords, markdown, when_of
from timeline.pages.phrases import Phrases
from timeline.pages.policy import policy
from timeline.pages.starts import start_of
from timeline.pages.templates import (
    checked,
    environment_of,
    filled,
    script,
    source,
    style_sheet,
    template_faults,
)
from timeline.wording.short import one_line, shortened

EMBED = "embed.html"
MOST_HEIGHT = 800  # px of the chart of a fragment
MOST_LISTED = 60  # events of the list; as many are seen at a glance
_MOST_START = 240  # characters of how a text starts
MOST_FIRST = 5  # of them, where there is no room for a chart

Scheme = Literal["auto", "light", "dark"]
_LINKS = Pair(light="#0b57b0", dark="#8ab8f5")
# From the narrowest: every other is made lower where the page's is too high for a frame.
_NAMES = sorted(SHOWN_FROM, key=SHOWN_FROM.__getitem__)
_MADE = _NAMES[::2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An event as the short list shows it."""

    event: Event
    lane: int
    lane_title: str
    when: DateWords
    sources: int
    address: str
    label: str  # what stands at its mark, where its title does not hold that
    start: str  # of its text


@metrics.lettered
def start_charts(
    edition: Edition, drawn: Mapping[str, Drawing], executor: Executor = HERE
) -> dict[str, Drawing]:
    """The charts of an embed, the narrowest first, of those begun for the page or drawn anew."""
    layouts = plans(edition, {name: one.layout for name, one in drawn.items()})
    return {
        name: drawn[name]
        if name in drawn and drawn[name].layout is plan
        else start(edition.timeline, plan, executor)
        for name, plan in layouts.items()
    }


@metrics.lettered
def plans(edition: Edition, own: Mapping[str, Layout]) -> dict[str, Layout]:
    """The layouts of an embed, the narrowest first; `own` are the page's, as far as they are made.

    One of the page's is taken if it fits a frame and leaves nothing out. Where it does not,
    every other width has a lower one, with room to grow up to the next; so a long timeline,
    all of which each chart shows, weighs half as much.
    """
    timeline = edition.timeline
    words = words_of(timeline)
    found = {}
    for name in _NAMES:
        plan = own.get(name) or layout(timeline, WIDTHS[name], edition.height)
        fitted = _fitted(edition, name, plan, words)
        if fitted:
            found[name] = fitted
    return found


def _fitted(edition: Edition, name: str, plan: Layout, words: fitting.Words) -> Layout | None:
    """A layout of that name that fits a frame, best with room to grow in it."""
    column = SHOWN_FROM[name]
    most = fitting.limit(words, column)
    growing = fitting.limit(words, column, growth=fitting.growth(column))
    fits = not plan.note and plan.height <= most
    if fits and plan.height <= growing:
        return plan
    if name not in _MADE:
        return plan if fits else None
    lower = _low(edition, WIDTHS[name], growing)
    if plan.note or not lower.note:
        return lower
    return plan if fits else _low(edition, WIDTHS[name], most)


def _low(edition: Edition, width: float, most: float) -> Layout:
    """A layout at most so high; if it leaves labels out, it says where all events are listed."""
    timeline = edition.timeline
    most = min(edition.height or timeline.header.height or most, most)
    plan = _noted(timeline, layout(timeline, width, most))
    if plan.note and plan.height > most:
        plan = _noted(timeline, layout(timeline, width, 2 * most - plan.height))
    return plan


def _noted(timeline: Timeline, plan: Layout) -> Layout:
    """The layout, with a note for embeds in place of its own."""
    if not plan.note:
        return plan
    lang = timeline.header.lang
    said = []
    if plan.labelled < plan.count:
        counts = {"labelled": plan.labelled, "total": plan.count}
        said.append(wording.phrase("embed-labelled", lang, **counts))
    if gathered := plan.count - len(plan.items):
        said.append(wording.phrase("gathered", lang, count=gathered))
    if unmarked := len(timeline.events) - plan.count:
        said.append(wording.phrase("embed-unmarked", lang, count=unmarked))
    return furniture.with_note(plan, " ".join(said))


def words_of(timeline: Timeline) -> fitting.Words:
    """What an embed says around its chart."""
    header = timeline.header
    link = wording.phrase("embed-full", header.lang)
    cited = sourcing.cited(timeline)
    named = tuple(text for text in (header.author, header.licence) if text)
    return fitting.Words(
        title=header.title,
        headline=header.headline,
        link=link,
        cited=cited.words(header.lang) if cited else "",
        credits=named,
        has_logo=timeline.files.logo is not None,
    )


def items(timeline: Timeline, entry: Callable[[str], str]) -> tuple[Listed, ...]:
    """The events of the short list in reading order; `entry` gives an event's address."""
    lanes = {lane.id: (index, lane.title) for index, lane in enumerate(timeline.lanes)}
    chosen = by_importance(timeline.events)[:MOST_LISTED]
    undated = timeline.undated[: MOST_LISTED - len(chosen)]
    return tuple(
        Listed(
            event=event,
            lane=lanes[event.lane][0] % themes(timeline).lanes,
            lane_title=lanes[event.lane][1],
            when=when_of(event, timeline),
            sources=len({citation.id for citation in event.sources}),
            address=entry(event.id),
            label="" if event.label.casefold() in event.title.casefold() else event.label,
            start=shortened(start_of(markdown(event.text)), _MOST_START),
        )
        for event in (*chronological(chosen), *undated)
    )


# The page for an iframe


@metrics.lettered
def embed(edition: Edition, charts: Mapping[str, Picture]) -> str:
    """The page for an iframe as HTML text; raises BadTemplate.

    Its links lead to the full page: that of the timeline's own address, or the
    one beside it. An event's id as the fragment of its address marks the event.
    """
    timeline = edition.timeline
    charts = {name: charts[name] for name in _NAMES if name in charts}
    words = words_of(timeline)
    address = published(timeline.header.url) or BESIDE
    listed = items(timeline, address.entry)
    marks = {event.id: f"e{number}" for number, event in enumerate(timeline.events)}
    thumbs: dict[str, str] = {}
    drawn = {
        name: _chart(picture, f"{name[0].upper()}-", marks, address.entry, thumbs)
        for name, picture in charts.items()
    }
    # Of a crowd, style sheets know the listed; to look for each event in the page would take
    # seconds. The script marks the others in all charts, without it the middle one has its own.
    named = [one.event for one in listed if one.event.id in marks]
    ids = {event.id for event in named}
    others = () if is_crowded(timeline) else [e for e in timeline.events if e.id not in ids]
    _anchor(list(drawn.values())[len(drawn) // 2], timeline, listed, "", marks)
    texts = {name: _serialised(chart) for name, chart in drawn.items()}
    environment = checked(edition.templates)
    style = style_sheet(
        environment,
        "embed.css",
        {
            "header": timeline.header,
            "link": accent(timeline) or _LINKS,
            "has_font": timeline.files.font is not None,
            "logo": timeline.files.logo,
            "colours": _used_colours(timeline, "".join(texts.values()), listed),
            "fonts": font_faces(
                _letters(charts, words, _said(timeline, listed, drawn)), timeline.files.font
            ),
            "lanes": sorted({item.lane for item in listed}),
            "targets": _targets(named, marks, ""),
            "others": _targets(others, marks, ""),
            "crowded": is_crowded(timeline),
            "thumbs": bool(thumbs),
            "related": related(timeline, charts.values(), ".e{place}"),
            "fits": fitting.fits({name: one.layout for name, one in charts.items()}, words),
            "rooms": (fitting.NARROW, fitting.BROAD),
            "least": fitting.LEAST,
            "broad": fitting.BROAD_FROM,
            "least_size": fitting.LEAST_SIZE,
        },
    )
    with template_faults(environment):
        early, code = script(environment, "scheme"), script(environment, "embed")
    return filled(
        environment,
        "embed.html",
        dict(
            **_context(timeline, listed),
            page=address.page,
            absolute=address is not BESIDE,
            charts={name: _markup(text) for name, text in texts.items()},
            thumbs=thumbs,
            chart_words=next(iter(charts.values())).words,
            first={event.id for event in by_importance(timeline.events)[:MOST_FIRST]},
            crowded=is_crowded(timeline),
            style=_markup(style),
            early=_markup(early),
            script=_markup(code),
            policy=policy([style], [early, code]),
        ),
    )


def _context(timeline: Timeline, listed: Sequence[Listed]) -> dict[str, object]:
    """What both templates are filled with."""
    lang = timeline.header.lang
    return {
        "timeline": timeline,
        "header": timeline.header,
        "logo": timeline.files.logo,
        "direction": wording.direction(lang),
        "items": listed,
        "more": len(timeline.all_events) - len(listed),
        "phrase": Phrases(lang),
        "cited": sourcing.cited(timeline),
    }


def _markup(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - serialised XML, or made of our own templates and colours


def _letters(charts: Mapping[str, Picture], words: fitting.Words, said: str) -> dict[Style, str]:
    """The characters that are set in a font that is carried, by the style of their letters."""
    plain = "".join((words.headline, words.link, words.cited, *words.credits))
    more = {Style.REGULAR: plain + said, Style.BOLD: words.title + said}
    return characters(charts.values(), more)


def _said(timeline: Timeline, listed: Sequence[Listed], charts: Mapping[str, ET.Element]) -> str:
    """The characters of what may be said of an event, in the author's font: by address or tip.

    Those that only these texts have would stand in another font, amid a word. Without a font of
    the author's that other is hardly another, and a frame is lighter without them.
    """
    if timeline.files.font is None:
        return ""
    texts = [part for one in listed for part in (one.when.words, one.label, one.start)]
    texts += [event.title for event in timeline.all_events]
    texts += [name for chart in charts.values() for name in _names_in(chart)]
    return "".join(sorted(set("".join(texts))))


def _names_in(chart: ET.Element) -> Iterator[str]:
    """What a chart and its marks are called."""
    for element in chart.iter():
        yield element.get("aria-label", "")
        if element.tag == svg.tag("title"):
            yield element.text or ""


@metrics.lettered
def iframe(
    timeline: Timeline, address: Address, *, follow: bool = True, scheme: Scheme = "auto"
) -> str:
    """The element that shows `embed.html`; if `follow`, a script that keeps its height right.

    Links of the host can name it as their target to show an event in it.
    """
    lines = [frame(timeline, address, plans(Edition(timeline), {}), scheme=scheme)]
    if follow:
        environment = environment_of(None)
        lines.append(f"<script>\n{source(environment, 'script/host.js')}</script>")
    return "\n".join(lines) + "\n"


@metrics.lettered
def frame(
    timeline: Timeline,
    address: Address,
    layouts: Mapping[str, Layout],
    *,
    scheme: Scheme = "auto",
) -> str:
    """The element alone, as high as an embed with charts of these layouts.

    Its height goes by the column it is put into. Where a site takes its style, it is one
    that suits each column.
    """
    fits = fitting.fits(layouts, words_of(timeline))
    title = one_line(timeline.header.title)
    asked = f"?scheme={scheme}" if scheme != "auto" else ""
    # Letters of the reader's own size, whatever the site's are. A scheme said of the element
    # reaches what is in it without a script (CSS Color Adjustment, Media Queries 5).
    style = f"display: block; border: 0; font-size: medium; height: {fitting.height(fits)}"
    style += f"; color-scheme: {scheme}" if scheme != "auto" else ""
    return (
        '<div style="container-type: inline-size; width: 100%">'
        f'<iframe src="{escape(address.file(EMBED))}{asked}" name="{prefix_of(timeline)}"'
        f' title="{escape(title)}" width="100%" height="{fitting.highest(fits)}"'
        f' loading="lazy" style="{style}"></iframe></div>'
    )


# The fragment to paste


@metrics.lettered
def start_chart(edition: Edition, executor: Executor = HERE) -> Drawing:
    """The chart of a fragment."""
    return start(edition.timeline, _low(edition, WIDTHS["small"], MOST_HEIGHT), executor)


@metrics.lettered
def inline(
    timeline: Timeline,
    chart: Picture,
    *,
    address: Address | None = None,
    prefix: str = "",
    level: int = 2,
    scheme: Scheme = "auto",
    templates: Path | None = None,
) -> str:
    """A fragment of HTML: a figure with a heading of that level, the chart and a short list.

    Every id and class begins with `prefix`, by default one made from title and
    address of the timeline. Links lead to the full page if its address is
    known, else to the list. Attributes alone carry the chart's look, for sites that
    let in no style sheet: a light one, unless it is to be dark. Raises BadTemplate.
    """
    prefix = prefix or prefix_of(timeline)
    listed = items(timeline, address.entry if address else lambda _: "")
    known = [item.event for item in listed]
    marks = {event.id: f"{prefix}-e{number}" for number, event in enumerate(known)}
    inside = {event.id: f"#{prefix}-{event.id}" for event in known}
    entry = address.entry if address else lambda event: inside.get(event, "")
    drawn = _chart(chart, f"{prefix}--", marks, entry)
    settle_curves(drawn, name=f"{prefix}-relation")
    _anchor(drawn, timeline, listed, f"{prefix}-", {})
    schemes = ("dark", "light") if scheme == "dark" else ("light", "dark")
    colours = _plain_colours(timeline, drawn, listed, prefix, schemes)
    environment = checked(templates)
    style = style_sheet(
        environment,
        "inline.css",
        {
            "prefix": prefix,
            "scheme": scheme,
            "growth": fitting.MOST_GROWTH,
            "least": (chart.layout.width - 2 * SIZES.margin) / SIZES.rem,
            "direction": wording.direction(timeline.header.lang),
            # The weight of two ids and a class, that a site's own rules seldom have.
            "scope": f".{prefix}:not(#_#_)",
            "family": _named(metrics.FAMILY, prefix),
            "own_family": _named(metrics.OWN_FAMILY, prefix) if timeline.files.font else "",
            "fonts": _named(font_faces(chart.texts(), timeline.files.font), prefix),
            "colours": colours,
            "logo": timeline.files.logo,
            "links": [getattr(accent(timeline) or _LINKS, each) for each in schemes],
            "lanes": {item.lane: f"lane-{item.lane}-solid" for item in listed},
            "sizes": sorted(
                {e.attrib["font-size"] for e in drawn.iter() if "font-size" in e.attrib}
            ),
            "targets": _targets(known, marks, f"{prefix}-"),
        },
    )
    fragment = filled(
        environment,
        "inline.html",
        dict(
            **_context(timeline, listed),
            page=address.page if address else "",
            prefix=prefix,
            level=level,
            chart=_markup(_serialised(drawn)),
            style=_markup(style),
        ),
    )
    # Markdown ends a piece of HTML at an empty line.
    return re.sub(r"\n\s*\n", "\n", fragment)


def prefix_of(timeline: Timeline) -> str:
    """A name for an embed that stays while title and address stay."""
    header = timeline.header
    digest = hashlib.sha256(f"{header.title}\n{header.url}".encode()).hexdigest()
    return f"timeline-{digest[:6]}"


# The chart


def _chart(
    picture: Picture,
    prefix: str,
    marks: Mapping[str, str],
    entry: Callable[[str], str],
    thumbs: dict[str, str] | None = None,
) -> ET.Element:
    """The inline chart with links to `entry`, and the class of `marks` at an event's marks.

    Classes and ids of the page's own chart are gone, but for those that
    gradients need.
    """
    root = ET.fromstring(picture.inline(prefix, thumbs=thumbs))
    for element in root.iter():
        if "data-relates" not in element.attrib:
            element.attrib.pop("class", None)
    for group in root.iter(svg.tag("g")):
        ids = group.attrib.get("data-events", "").split()
        if not ids:
            continue
        del group.attrib["id"]
        classes = " ".join(marks[event] for event in ids if event in marks)
        if classes:
            group.set("class", classes)
        link = svg.child(group, "a")
        address = entry(ids[0])
        if address:
            link.set("href", address)
        else:
            link.tag, link.attrib = svg.tag("g"), {"role": "img"}
    return root


def _anchor(
    chart: ET.Element,
    timeline: Timeline,
    listed: Sequence[Listed],
    prefix: str,
    marks: Mapping[str, str],
) -> None:
    """Put the ids of events that the list leaves out at their marks, with the class of these."""
    names = {item.event.id for item in listed}
    left_out = {event.id: event for event in timeline.events if event.id not in names}
    for group in list(chart.iter(svg.tag("g"))):
        for name in group.attrib.get("data-events", "").split():
            event = left_out.pop(name, None)
            for anchor in (event.id, *event.was) if event else ():
                mark = {"data-mark": marks[event.id]} if event and event.id in marks else {}
                group.append(svg.element("g", {"id": prefix + anchor, **mark}))


def _serialised(chart: ET.Element) -> str:
    for group in chart.iter(svg.tag("g")):
        for known in ("data-events", "data-relates"):
            group.attrib.pop(known, None)
    return svg.serialised(chart)


def _targets(
    events: Sequence[Event], marks: Mapping[str, str], prefix: str
) -> list[tuple[str, str]]:
    """Ids, as CSS strings, and the class of the marks that each marks as an address's fragment."""
    return [
        (css_string(prefix + name), marks[event.id])
        for event in events
        for name in (event.id, *event.was)
    ]


def related(timeline: Timeline, charts: Iterable[Picture], mark: str) -> list[tuple[int, str, str]]:
    """The events between whose marks there are curves: places, ids as CSS strings, marks.

    Those are selectors by `mark`, in which {place} and {id} stand for the former.
    """
    curves = [one for picture in charts for one in picture.layout.curves]
    places = sorted({end for curve in curves for end in (curve.event, curve.to)})
    ids = {place: css_string(timeline.events[place].id) for place in places}
    return [(place, ids[place], mark.format(place=place, id=ids[place])) for place in places]


def css_string(text: str) -> str:
    """A text as a string of CSS."""
    return '"' + re.sub(r'["\\<>&\x00-\x1f]', lambda found: f"\\{ord(found[0]):x} ", text) + '"'


_VARIABLE = re.compile(r"var\(--tl-([a-z0-9-]+)\)")


def _used_colours(
    timeline: Timeline, charts: str, listed: Sequence[Listed]
) -> dict[str, dict[str, str]]:
    """The custom properties that charts and list use, by scheme."""
    used = {f"--tl-{name}" for name in (*_VARIABLE.findall(charts), "paper", "ink", "secondary")}
    used |= {f"--tl-lane-{item.lane}-solid" for item in listed}
    return {
        scheme: {name: value for name, value in colours.items() if name in used}
        for scheme, colours in css_colours(timeline).items()
    }


def _plain_colours(
    timeline: Timeline,
    chart: ET.Element,
    listed: Sequence[Listed],
    prefix: str,
    schemes: tuple[str, str],
) -> dict[str, tuple[str, str]]:
    """Give a chart its font, widths of text, paper and the first scheme's colours as attributes.

    Returns the colours of chart and list by name, in both schemes.
    """
    colours = css_colours(timeline)
    first = colours[schemes[0]]
    used = {"paper", "ink", "secondary", *(f"lane-{item.lane}-solid" for item in listed)}
    for element in chart.iter():
        for attribute in ("fill", "stroke", "stop-color"):
            named = _VARIABLE.fullmatch(element.get(attribute, ""))
            if named:
                used.add(named[1])
                element.set(attribute, first[f"--tl-{named[1]}"])
    _fix_widths(chart)
    chart.set("font-family", _named(metrics.stack(timeline.files.font), prefix))
    chart.set("width", "100%")
    box = zip(("x", "y", "width", "height"), chart.attrib["viewBox"].split(), strict=True)
    chart.insert(2, svg.element("rect", {**dict(box), "fill": first["--tl-paper"]}))
    return {
        name: (first[f"--tl-{name}"], colours[schemes[1]][f"--tl-{name}"]) for name in sorted(used)
    }


def _named(css: str, prefix: str) -> str:
    """Families under names of a fragment's own, so that those of two do not meet."""
    for family in (metrics.FAMILY, metrics.OWN_FAMILY):
        css = css.replace(family, f"{family} {prefix}")
    return css


def _fix_widths(chart: ET.Element) -> None:
    """Texts as wide as they were measured, whatever font a site lets them be drawn in."""
    for element in chart.iter(svg.tag("text")):
        text, size = element.text or "", float(element.attrib["font-size"].removesuffix("px"))
        if text and not metrics.foreign(text):
            style = svg.style_of(element)
            width = (
                metrics.text_width(
                    text, size, bold=style is Style.BOLD, italic=style is Style.ITALIC
                )
                / metrics.SLACK
            )
            element.set("textLength", f"{width:.1f}")
            element.set("lengthAdjust", "spacingAndGlyphs")
