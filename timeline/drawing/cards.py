"""The card: the picture that stands for a timeline where its link is shown.

It is seen small, so it shows few events and every one of them with its label:
as many as there is room for, the most important first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from timeline import wording
from timeline.drawing import pictures, vega
from timeline.drawing.beside import HERE, then
from timeline.drawing.pictures import Picture
from timeline.drawing.rastering import rasterable, whole
from timeline.drawing.svg import element, printable, tag
from timeline.layout import metrics
from timeline.layout.layout import LEAST_WIDTH, layout
from timeline.layout.parts import Layout
from timeline.layout.selection import interval
from timeline.layout.span import span, span_words
from timeline.layout.theme import LIGHT, SIZES, themes
from timeline.model import Event, Timeline
from timeline.model.addresses import published
from timeline.model.order import by_importance
from timeline.wording.short import one_line, shortened

CARD = "card.png"  # the picture beside the page that stands for it where its link is shown
CARD_SIZE = (1200, 630)  # px
SCALE = 2  # pixels to a px: what follows is px of a card half as large
_WIDTH, _HEIGHT = (side / SCALE for side in CARD_SIZE)
_EDGE = 20.0
_STRIPE = 6.0  # the lanes' colours along the top
_TITLES = (30.0, 26.0, 22.0, 18.0)  # sizes, of which the largest that fits is taken
_TITLE_LINES = 2
_LONGEST = 160  # characters of a title
_LEGEND, _LEGEND_LINE, _LEGEND_LINES = 11.5, 17.0, 2
_SWATCH = 9.0
_LEGEND_GAP = 6.0
_FOOT = 13.0
_BOTTOM = _HEIGHT - _EDGE - _FOOT  # of the chart
_CHART_WIDTHS = (400.0, 460.0, 520.0)  # laid out for; a narrow one is drawn larger
_CHART = _WIDTH - 2 * (_EDGE - SIZES.margin)
_MOST = 24  # events that are tried
_FEW = 12  # events that may all have room
_REFUSED = 12  # events without room, after which no more are tried


@dataclass(frozen=True, slots=True)
class _Title:
    """The title in lines, with their baselines, and where it ends."""

    lines: tuple[tuple[str, float], ...]
    size: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Card:
    """A composed card; `tree` is its SVG."""

    timeline: Timeline
    tree: ET.Element

    def png(self) -> bytes:
        """The card as a PNG, with title and author in it; raises NoFont."""
        header = self.timeline.header
        about = {"Title": header.title, "Author": header.author}
        return vega.png(
            whole(rasterable(self.tree, header.lang)).svg,
            SCALE,
            grey=False,
            about={name: text for name, text in about.items() if text},
        )


def start(timeline: Timeline, executor: Executor = HERE) -> Future[Card]:
    """The card; its chart is begun now by `executor`."""
    title = _title(timeline)
    part, plan, top = _planned(timeline, title.bottom)
    chart = pictures.start(part, plan, executor).picture
    return then(chart, lambda drawn: Card(timeline, _compose(timeline, title, drawn, top)))


def card(timeline: Timeline) -> bytes:
    """The card as a PNG."""
    return start(timeline).result().png()


# Choosing


def _planned(timeline: Timeline, top: float) -> tuple[Timeline, Layout, float]:
    """The part that is shown, its layout, and where below `top` and the legend that begins."""
    titled = any(_lane_title(timeline, lane) for lane in range(len(timeline.lanes)))
    for rows in range(1, _LEGEND_LINES + 1) if titled else ():
        below = top + _LEGEND_GAP + rows * sum(_legend_line(timeline))
        part, plan = _chosen(timeline, _BOTTOM - below)
        if len(_legend_rows(timeline, plan)) <= rows:
            return part, plan, below
    # No titles, or no room for them: the lanes stay apart without.
    return *_chosen(timeline, _BOTTOM - top), top


def _chosen(timeline: Timeline, room: float) -> tuple[Timeline, Layout]:
    """The events that are shown, all labelled, and their layout; lanes keep their colours."""
    ranked = by_importance(timeline.events)[:_MOST]
    bare = _bare(timeline, ranked)
    if len(timeline.events) <= _FEW:
        for width in _CHART_WIDTHS:
            whole = _fitted(bare, ranked, width, room * width / _CHART)
            if whole:
                return whole
    # Not all: then as many as there is room for at a size that is still read.
    width = _CHART_WIDTHS[-1]
    room = room * width / _CHART
    taken = ranked[: _FEW // 2]
    best = _fitted(bare, taken, width, room)
    while best is None:
        taken = taken[:-1]
        best = _fitted(bare, taken, width, room)
    refused = 0
    for event in ranked[len(taken) :]:
        more = _fitted(bare, [*taken, event], width, room)
        if more:
            best = more
            taken = [*taken, event]
        elif (refused := refused + 1) == _REFUSED:
            break
    return best


def _bare(timeline: Timeline, events: Iterable[Event]) -> Timeline:
    """A timeline of these events without what a card has no room for, in the span of the whole."""
    header = timeline.header.model_copy(update={"span": interval(*span(timeline))})
    lanes = tuple(lane.model_copy(update={"title": ""}) for lane in timeline.lanes)
    kept = {"header": header, "lanes": lanes, "periods": (), "events": tuple(events)}
    return timeline.model_copy(update=kept)


def _fitted(
    bare: Timeline, events: Iterable[Event], width: float, room: float
) -> tuple[Timeline, Layout] | None:
    """The layout of these events alone if it is no higher than `room` and labels all."""
    ids = {event.id for event in events}
    shown = tuple(event for event in bare.events if event.id in ids)
    used = {event.lane for event in shown}
    places = [place for place, lane in enumerate(bare.lanes) if lane.id in used]
    lanes = tuple(bare.lanes[place] for place in places)
    part = bare.model_copy(update={"events": shown, "lanes": lanes})
    # The limit is of the chart with a key and a note, which a card has no room for.
    limit = room + 120
    while limit > 0:
        plan = layout(part, max(width, LEAST_WIDTH), limit)
        if plan.labelled < len(plan.items) or plan.clusters:
            return None
        over = plan.bottom + SIZES.margin - room
        if over <= 0:
            return part, _stripped(plan, places)
        # Below the lanes stand the key and, perhaps, a note of two lines.
        below = plan.height - plan.bottom + SIZES.key_line + SIZES.line
        roomy = any(item.label_size > SIZES.compact_label for item in plan.items)
        limit = min(plan.height - 1 if roomy else limit - max(over, 8), room + below)
    return None


def _stripped(plan: Layout, places: Sequence[int]) -> Layout:
    """The layout without its key and notes, in the colours that its lanes have in the page."""
    return replace(
        plan,
        height=plan.bottom + SIZES.margin,
        bands=tuple(replace(band, lane=places[band.lane]) for band in plan.bands),
        items=tuple(replace(item, lane=places[item.lane]) for item in plan.items),
        key=(),
        strip=(),
        caption=(),
        note=(),
    )


# Composing


def _title(timeline: Timeline) -> _Title:
    words = shortened(timeline.header.title, _LONGEST)
    for size in _TITLES:
        lines = metrics.wrap(words, _WIDTH - 2 * _EDGE, size, bold=True)
        if len(lines) <= _TITLE_LINES:
            break
    ink = metrics.heights(lines, size)
    up, down = max(size * 0.95, ink.ascent), max(size * 0.25, ink.descent)
    y = _STRIPE + 10 + up
    placed = tuple((line, y + n * (up + down)) for n, line in enumerate(lines))
    return _Title(placed, size, placed[-1][1] + down)


def _legend_rows(timeline: Timeline, plan: Layout) -> list[list[tuple[int, float]]]:
    """The titled lanes that are shown and where they begin, in lines as wide as the card."""
    rows: list[list[tuple[int, float]]] = []
    x = _WIDTH
    for band in plan.bands:
        width = _SWATCH + 5 + metrics.text_width(_lane_title(timeline, band.lane), _LEGEND)
        if width > _WIDTH - 2 * _EDGE:
            return [[]] * (_LEGEND_LINES + 1)  # no legend has room for this
        if x + width > _WIDTH - _EDGE:
            rows.append([])
            x = _EDGE
        rows[-1].append((band.lane, x))
        x += width + 16
    return rows if any(_lane_title(timeline, band.lane) for band in plan.bands) else []


def _legend_line(timeline: Timeline) -> metrics.Heights:
    """The room of a line of the legend over its baseline and under it."""
    titles = [_lane_title(timeline, lane) for lane in range(len(timeline.lanes))]
    ink = metrics.heights(titles, _LEGEND)
    return metrics.Heights(max(_LEGEND_LINE - 4, ink.ascent), max(4, ink.descent))


def _lane_title(timeline: Timeline, lane: int) -> str:
    return one_line(timeline.lanes[lane].title)


def _compose(timeline: Timeline, title: _Title, chart: Picture, top: float) -> ET.Element:
    """The card's SVG."""
    card = element(
        "svg",
        {
            "width": _WIDTH,
            "height": _HEIGHT,
            "viewBox": f"0 0 {_WIDTH:g} {_HEIGHT:g}",
            "font-family": metrics.STACK,
        },
    )
    card.append(element("rect", {"width": _WIDTH, "height": _HEIGHT, "fill": LIGHT.paper}))
    card.extend(_stripe(timeline))
    for line, y in title.lines:
        card.append(_title_line(timeline, line, y, title.size))
    if top > title.bottom:
        card.extend(_legend(timeline, chart.layout, title.bottom + _LEGEND_GAP))
    scale = _CHART / chart.layout.width
    left = _EDGE - SIZES.margin
    spare = max(0.0, _BOTTOM - top - chart.layout.height * scale) / 2
    place = f"translate({left:g},{top + spare:.2f}) scale({scale:.5f})"
    group = element("g", {"transform": place})
    group.extend(each for each in chart.tree if each.tag not in _WORDS)
    card.append(group)
    card.extend(_foot(timeline, len(chart.layout.items)))
    return card


_WORDS = {tag("title"), tag("desc")}


def _stripe(timeline: Timeline) -> list[ET.Element]:
    """The lanes' colours side by side."""
    theme = themes(timeline).light
    count = max(1, min(len(timeline.lanes), len(theme.lanes)))
    width = _WIDTH / count
    return [
        element("rect", {"x": n * width, "width": width, "height": _STRIPE, "fill": colour})
        for n, colour in enumerate(theme.lanes[:count])
    ]


def _legend(timeline: Timeline, plan: Layout, top: float) -> list[ET.Element]:
    """The lanes that are shown, each with a swatch of its colour."""
    found = []
    up, down = _legend_line(timeline)
    for number, row in enumerate(_legend_rows(timeline, plan)):
        y = top + up + number * (up + down)
        for lane, x in row:
            colour = themes(timeline).light.colour(lane, "solid")
            found += [
                _swatch(x, y - _SWATCH, colour),
                _line(_lane_title(timeline, lane), x + _SWATCH + 5, y, _LEGEND, colour),
            ]
    return found


def _swatch(x: float, y: float, colour: str) -> ET.Element:
    sides = {"x": x, "y": y, "width": _SWATCH, "height": _SWATCH}
    return element("rect", {**sides, "rx": 1.5, "fill": colour})


def _foot(timeline: Timeline, shown: int) -> list[ET.Element]:
    """When and how many, and whose: as much of that as fits beside it."""
    lang, count = timeline.header.lang, len(timeline.events)
    if shown < count:
        events = wording.phrase("card-part", lang, shown=shown, count=count)
    else:
        events = wording.phrase("card-events", lang, count=count)
    left = f"{span_words(timeline)} · {events}"
    y = _HEIGHT - _EDGE + 4
    found = [_line(left, _EDGE, y, _FOOT, LIGHT.secondary)]
    room = _WIDTH - 2 * _EDGE - metrics.text_width(left, _FOOT) - 24
    for words in _whose(timeline):
        if metrics.text_width(words, _FOOT) <= room:
            found.append(_line(words, _WIDTH - _EDGE, y, _FOOT, LIGHT.secondary, anchor="end"))
            break
    return found


def _whose(timeline: Timeline) -> list[str]:
    """Author and site, in words from long to short."""
    address = published(timeline.header.url)
    site = (urlsplit(address.page).hostname or "").removeprefix("www.") if address else ""
    author = one_line(timeline.header.author)
    both = [f"{author} · {site}"] if author and site else []
    return [*both, *(words for words in (author, site) if words)]


# Parts of the SVG


def _title_line(timeline: Timeline, words: str, y: float, size: float) -> ET.Element:
    """A line at the edge where the language begins."""
    if wording.direction(timeline.header.lang) == "rtl":
        return _line(words, _WIDTH - _EDGE, y, size, LIGHT.ink, anchor="end", bold=True)
    return _line(words, _EDGE, y, size, LIGHT.ink, bold=True)


def _line(
    words: str,
    x: float,
    y: float,
    size: float,
    colour: str,
    *,
    anchor: str = "start",
    bold: bool = False,
) -> ET.Element:
    look = {"x": round(x, 2), "y": round(y, 2), "fill": colour}
    look |= {"font-size": f"{size:g}px", "text-anchor": anchor}
    look |= {"font-weight": "bold"} if bold else {}
    return element("text", look, printable(wording.isolated(words)))
