"""The chart to explore: its Vega specification, its data by layout, the script that runs it.

The specification is compiled once, without data; each layout adds its sizes,
parameters and rows. All of it is JSON that the page's script reads when the
reader wants it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain
from math import ceil
from typing import Any

from timeline import wording
from timeline.drawing import charts, rows, vega
from timeline.drawing.beside import HERE
from timeline.drawing.rows import DAY, Datum, milliseconds
from timeline.faces.shipped import Style
from timeline.layout import (
    callouts,
    furniture,
    marks,
    metrics,
    picturing,
    relating,
    ticks,
)
from timeline.layout.begin import SHOWN_FROM
from timeline.layout.exploring import Explored, Reach, explored, reach
from timeline.layout.furniture import LaneTitle
from timeline.layout.labels import Block, Label
from timeline.layout.marks import Part, Span
from timeline.layout.parts import (
    Annotation,
    Curve,
    Layout,
    PeriodBand,
    PlacedEvent,
    Scale,
    Text,
    Thumb,
)
from timeline.layout.theme import SIZES, USUAL, WEIGHTS, Theme, themes
from timeline.model import Timeline
from timeline.pages import sizing

_DIGITS = "0123456789.,\N{NO-BREAK SPACE}"
LEAST_DAYS = 1.0  # the shortest window, of what is dated to the day
_LEAST_DAYS_SHOWN = 30.0  # of any other: a month can always be reached


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What a page needs to show the chart live: JSON for a script element, and a script."""

    json: str
    runtime: str


def start_spec(
    timeline: Timeline, layout: Layout, executor: Executor = HERE
) -> Future[dict[str, Any]]:
    """The compiled specification, in which all layouts are drawn: begun now by `executor`."""
    spec = charts.live_spec(timeline, layout, themes(timeline).variables)
    return executor.submit(vega.vega, spec, charts.VEGA_LITE)


@metrics.lettered
def explorable(timeline: Timeline, layouts: Mapping[str, Layout], spec: dict[str, Any]) -> Live:
    """The live chart in each of the layouts: those of `begin.WIDTHS`."""
    found = {name: explored(timeline, layout) for name, layout in layouts.items()}
    facts = _facts(timeline, layouts, found, spec)
    return Live(json=_json(facts), runtime=runtime())


def drawn_characters(timeline: Timeline) -> dict[Style, str]:
    """The characters that the live chart may draw beyond those of the still charts."""
    lang = timeline.header.lang
    axis = chain.from_iterable(wording.tick_formats(lang).values())
    drawn = {style: set[str]() for style in Style}
    for event in timeline.events:
        drawn[Style.of(bold=WEIGHTS[event.importance].bold)] |= {*(event.label or event.title)}
        drawn[Style.ITALIC] |= {*event.annotation}
    drawn[Style.REGULAR] |= {*axis, *chain.from_iterable(wording.chart_phrases(lang)), *_DIGITS}
    return {style: _printed(characters) for style, characters in drawn.items()}


def _printed(characters: set[str]) -> str:
    return "".join(sorted(characters - set("\t\n\r")))


def runtime() -> str:
    """The script that draws a compiled specification, after the licences of what is in it.

    Those ask to go wherever it goes, and a page goes alone.
    """
    folder = files("timeline") / "runtime"
    licences = (folder / "LICENSE").read_text("utf-8").strip()
    return f"/*!\n{licences}\n*/\n" + (folder / "vega.js").read_text("utf-8")


def _facts(
    timeline: Timeline,
    layouts: Mapping[str, Layout],
    found: Mapping[str, Sequence[Explored]],
    spec: dict[str, Any],
) -> dict[str, Any]:
    lang = timeline.header.lang
    any_layout, events = next(iter(layouts.values())), next(iter(found.values()))
    first, after = any_layout.scale.span
    scale, theme = any_layout.scale, themes(timeline).variables
    reaches = [reach([lined.part for lined in one.block.mark], scale) for one in events]
    ties, pictured = _ties(timeline), _pictured(timeline)
    return {
        "ids": [event.id for event in timeline.events],
        "span": [milliseconds(first), milliseconds(after)],
        "least": _least_days(any_layout, reaches) * DAY,
        "ticks": {"rules": _tick_rules(), "formats": wording.tick_formats(lang)},
        "said": wording.tick_formats(lang, long=True),
        "columns": [[name, least] for name, least in SHOWN_FROM.items()],
        "spec": spec,
        "sizes": sizing.sizes(tied=bool(ties), pictured=bool(pictured)),
        **({"ties": ties} if ties else {}),
        **({"pictured": pictured} if pictured else {}),
        "weights": [
            {
                "label": weight.label,
                "weight": rows.weight_name(weight),
                "fill": theme.secondary if weight.quiet else theme.ink,
                "heavy": weight.bar,
            }
            for weight in WEIGHTS.values()
        ],
        "usual": list(WEIGHTS.values()).index(USUAL),
        "events": _events(timeline, events, reaches, scale),
        "annotations": list(_annotations(timeline, events)),
        "marks": _marks(
            [one for one in events if not _is_told_twice(timeline, one)], any_layout, theme
        ),
        "layouts": {
            name: _layout(timeline, layout, found[name]) for name, layout in layouts.items()
        },
    }


def _least_days(layout: Layout, reaches: Iterable[Reach]) -> float:
    """The shortest window: what can come apart does so in it, as far as its dates are known."""
    first, after = layout.scale.span
    finest = min((one.last - one.first for one in reaches), default=0)
    return max(LEAST_DAYS, min((after - first) / 64, _LEAST_DAYS_SHOWN, finest))


def _ties(timeline: Timeline) -> dict[str, Any]:
    """The relations to draw unasked and the rest, by the places of their events; none if none are.

    `ends` are the signs that curves of a kind end in.
    """
    found = relating.ties(timeline)
    if not (found.few or found.rest):
        return {}
    shapes = {kind: marks.SHAPES[shape] for kind, shape in marks.ENDS.items()}
    return {
        "few": [[tie.event, tie.to, tie.kind] for tie in found.few],
        "rest": [[tie.event, tie.to, tie.kind] for tie in found.rest],
        "ends": {
            kind: {"shape": one.path, "filled": bool(one.fill), "size": (2 * one.radius) ** 2}
            for kind, one in shapes.items()
        },
    }


def _pictured(timeline: Timeline) -> list[list[Any]]:
    """The events with a picture, those of more importance first, and how wide it is for its height."""
    files = {each.name: each for each in timeline.files.pictures}
    found = [
        [at, round(picturing.ratio(picture), 4)]
        for at, event in enumerate(timeline.events)
        if (picture := picturing.picture_of(event, files))
    ]
    return sorted(found, key=lambda one: -timeline.events[one[0]].importance)


def _events(
    timeline: Timeline, events: Sequence[Explored], reaches: Sequence[Reach], scale: Scale
) -> dict[str, Any]:
    """What is the same of the events in every layout, by columns; instants in milliseconds.

    `i` is the index in Timeline.events, `mark` from when to when the mark goes and the px
    beyond, `own` the same of its own date where more is drawn, `accounts` of other accounts;
    `weight` the place of its importance in `weights`, `width` that of the label in one line, in
    the letters of a roomy one.
    """
    texts = [_label(timeline, one) for one in events]
    heavy = [one.block.weight for one in events]
    places = {weight: place for place, weight in enumerate(WEIGHTS.values())}
    return {
        "i": [one.block.event for one in events],
        "lane": [one.lane for one in events],
        "mark": [_reach(mark) for mark in reaches],
        "own": {
            one.block.event: _reach(own)
            for one, mark in zip(events, reaches, strict=True)
            if (own := reach(one.block.anchor, scale)) != mark
        },
        "accounts": {
            one.block.event: [_reach(reach(parts, scale)) for parts in told]
            for one in events
            if (told := _accounts(timeline, one, scale))
        },
        "rank": [one.rank for one in events],
        "keep": [one.keep for one in events],
        "text": texts,
        "weight": [places[weight] for weight in heavy],
        "width": [
            _up(metrics.text_width(text, weight.label, bold=weight.bold))
            for text, weight in zip(texts, heavy, strict=True)
        ],
        "fromRight": [
            one.block.event
            for one, text in zip(events, texts, strict=True)
            if wording.begins_right(text)
        ],
    }


def _annotations(timeline: Timeline, events: Iterable[Explored]) -> Iterator[list[Any]]:
    """What is said of events, those of more importance first: each with the ways it may stand.

    The event, what its letters take up and down, from line to line, whether they are italic and
    whether lines meet at the right; then of each way the width and the lines.
    """
    said = [(one.block.event, timeline.events[one.block.event]) for one in events]
    for index, event in sorted(said, key=lambda pair: -pair[1].importance):
        if event.annotation:
            ways = callouts.settings(event.annotation)
            yield [
                index,
                _up(max(way.ink.ascent for way in ways)),
                _up(max(way.ink.descent for way in ways)),
                max(way.pitch for way in ways),
                int(ways[0].italic),
                int(wording.begins_right(event.annotation)),
                *([_up(way.width), *way.lines] for way in ways),
            ]


def _label(timeline: Timeline, one: Explored) -> str:
    event = timeline.events[one.block.event]
    return metrics.spaced(event.label or event.title)


def _accounts(timeline: Timeline, one: Explored, scale: Scale) -> list[tuple[Part, ...]]:
    """The parts that labels of other accounts of an event are set against."""
    rivals = timeline.events[one.block.event].accounts
    anchors = [marks.mark(each.date, _whole_days(scale)).anchor for each in rivals]
    return [anchor for anchor in anchors if anchor]


def _whole_days(scale: Scale) -> Span:
    return int(scale.span[0]), int(scale.span[1])


def _reach(reach: Reach) -> list[float]:
    return [milliseconds(reach.first), milliseconds(reach.last), _px(reach.left), _up(reach.right)]


def _is_told_twice(timeline: Timeline, one: Explored) -> bool:
    """Whether there are other accounts of an event: which lines they take is the layout's."""
    return bool(timeline.events[one.block.event].accounts)


def _marks(events: Iterable[Explored], layout: Layout, theme: Theme) -> dict[str, Any]:
    tables = rows.mark_rows(events, layout, theme).tables()
    return {name: _columns(table) for name, table in tables.items() if table}


def _tick_rules() -> dict[str, Any]:
    """By what rules ticks are found, worded and placed in any window; lengths in px."""
    return {
        "days": ticks.DAYS,
        "round": ticks.ROUND,
        "halves": ticks.HALVES,
        "step": ticks.LEAST_STEP,
        "uncut": ticks.LEAST_UNCUT,
        "gap": ticks.LEAST_GAP,
        "eraUntil": wording.ERA_UNTIL,
        "groupedFrom": wording.GROUPED_FROM,
        "size": SIZES.tick,
        "beyond": SIZES.inset,
        "between": SIZES.gap,
    }


def _layout(timeline: Timeline, layout: Layout, events: Sequence[Explored]) -> dict[str, Any]:
    """What one layout adds; `strip` is from where to where the density strip goes, in px."""
    theme = themes(timeline).variables
    frame = charts.live_frame(timeline, layout, theme)
    edges = [edge for bar in layout.strip for edge in (bar.top, bar.bottom)]
    stances = list(dict.fromkeys(stance for one in events for stance in one.stances))
    twice = [one for one in events if _is_told_twice(timeline, one)]
    numbers = {stance: number for number, stance in enumerate(stances)}
    return {
        "width": frame["width"],
        "height": frame["height"],
        "padding": frame["padding"],
        "size": [layout.width, round(layout.height, 2)],
        "margin": SIZES.margin,
        "strip": [min(edges), max(edges)] if edges else None,
        "params": {
            param["name"]: param["value"]
            for param in frame["params"]
            if "value" in param and param["name"] != "gradients"
        },
        "lanes": [
            _fills(lane, theme) | _lane(title, layout)
            for lane, title in enumerate(furniture.lane_titles(timeline, layout.scale))
        ],
        "note": [_line(line, layout, layout.top) for line in layout.note],
        "periods": [_period(band, layout) for band in layout.periods],
        "stances": [[s.height, s.text, s.pitch, s.mark] for s in stances],
        "stands": [[numbers[stance] for stance in one.stances] for one in events],
        "roomy": _letterings(timeline, events, lambda block: block.roomy),
        "compact": _letterings(timeline, events, lambda block: block.compact),
        "lines": {one.block.event: one.block.mark_lines for one in twice},
        "marks": _marks(twice, layout, theme),
        "whole": _whole(timeline, layout, events),
        "tables": {
            name: _columns(table)
            for name, table in rows.still_rows(layout, theme).tables().items()
            if table
        },
    }


def _lane(title: LaneTitle, layout: Layout) -> dict[str, Any]:
    """How far below a band's top the rows of its lane begin, its least height, and its title."""
    lines = title.lines
    return {
        "inset": title.inset,
        "least": title.least,
        "title": [_line(line, layout, 0) for line in lines],
        "widths": [_up(metrics.text_width(line.text, SIZES.title, bold=True)) for line in lines],
    }


def _fills(lane: int, theme: Theme) -> dict[str, str]:
    """A lane's colour, and that of what is gathered in it."""
    return {"fill": theme.colour(lane, "solid"), "faint": theme.colour(lane, "faint")}


def _period(period: PeriodBand, layout: Layout) -> dict[str, Any]:
    """A period's title in lines, from when to when it goes, and how wide the title is."""
    stretch = period.stretches[0][0], max(end for _, end in period.stretches)
    width = max(metrics.text_width(line.text, SIZES.key) for line in period.title)
    return {
        "from": milliseconds(stretch[0]),
        "to": milliseconds(stretch[1]),
        "at": milliseconds(period.title[0].day or 0),
        "width": _up(width),
        "title": [_line(line, layout, layout.top) for line in period.title],
    }


def _line(line: Text, layout: Layout, top: float) -> dict[str, Any]:
    """A line of text: px from its instant, or from the axis where it has none, and below a top."""
    x = line.x_px if line.day is not None else line.x_px - layout.scale.left
    return {
        "text": line.text,
        "x": _px(x),
        "y": _px(line.y - top),
        "anchor": rows.ANCHORS[line.anchor],
    }


def _letterings(
    timeline: Timeline, events: Iterable[Explored], label_of: Callable[[Block], Label]
) -> dict[int, list[Any]]:
    """The labels of more than one line, by event: how wide, and how long each line is.

    Lengths are in UTF-16 code units, as JavaScript counts; between two lines one space is left
    out. Where that is not so of the text, the lines are spelled out.
    """
    found: dict[int, list[Any]] = {}
    for one in events:
        label = label_of(one.block)
        lines = label.lines
        if len(lines) > 1:
            spelled = " ".join(lines) != _label(timeline, one)
            cut: list[Any] = (
                list(lines) if spelled else [len(line.encode("utf-16-le")) // 2 for line in lines]
            )
            found[one.block.event] = [_up(label.extent[1] - label.extent[0]), *cut]
    return found


def _whole(timeline: Timeline, layout: Layout, events: Sequence[Explored]) -> dict[str, Any]:
    """The whole span as it is drawn still, in px below `Layout.top` and right of the axis.

    Of each event: its index, where the first line of its mark is, the px to the next, its size
    and the edges of its row; of a label: the event, where it is and hangs, whether it is roomy;
    of an annotation: the event, where it is and hangs, which way it stands, the line to it.
    """
    blocks = {one.block.event: one.block for one in events}
    top, left = layout.top, layout.scale.left
    return {
        "bands": [[_px(band.top - top), _px(band.bottom - top)] for band in layout.bands],
        "spots": [_spot(item, blocks[item.event], top) for item in layout.items],
        "labels": [
            [
                item.event,
                _px(layout.scale(item.label[0].day or 0) + item.label[0].x_px - left),
                _px(item.label[0].y - top),
                rows.ANCHORS[item.label[0].anchor],
                item.label_size,
                _px(item.label[-1].y - item.label[0].y) / max(1, len(item.label) - 1),
                int(item.label_size > SIZES.compact_label),
            ]
            for item in layout.items
            if item.named
        ],
        "clusters": [
            [cluster.lane, milliseconds(cluster.start), milliseconds(cluster.end),
             _px(cluster.box[1] - top), _px(cluster.box[3] - top), cluster.events]
            for cluster in layout.clusters
        ],
        "annotations": [
            _whole_annotation(one, timeline.events[one.event].annotation, layout)
            for one in layout.annotations
        ],
        **({"curves": [_curve(one, layout) for one in layout.curves]} if _ties(timeline) else {}),
        **({"thumbs": [_thumb(one, layout) for one in layout.thumbs]} if timeline.files.pictures else {}),
    }  # fmt: skip


def _thumb(one: Thumb, layout: Layout) -> list[float]:
    """A small picture: its event, and its box."""
    left, top, right, bottom = one.box
    px = layout.scale.left, layout.top
    return [
        one.event,
        *(_px(at - px[axis % 2]) for axis, at in enumerate((left, top, right, bottom))),
    ]


def _curve(one: Curve, layout: Layout) -> list[Any]:
    """A curve: its events, its kind, whether it is drawn unasked, and where its controls are.

    All as the still chart has them.
    """
    scale, found = layout.scale, list[float]()
    for at in one.controls:
        # Rounded twice, as the chart's rows and then its expressions of x are.
        found += [_px(scale(at.day) - scale.left + _px(at.x_px)), _px(at.y - layout.top)]
    return [one.event, one.to, one.kind, int(one.drawn), *found]


def _whole_annotation(one: Annotation, text: str, layout: Layout) -> list[Any]:
    ways = [way.lines for way in callouts.settings(text)]
    first, lead, left, top = one.lines[0], one.lead, layout.scale.left, layout.top
    at = layout.scale(lead.day) - left
    return [
        one.event,
        _px(layout.scale(first.day or 0) + first.x_px - left),
        _px(first.y - top),
        rows.ANCHORS[first.anchor],
        ways.index(tuple(line.text for line in one.lines)),
        *map(_px, (at + lead.start_px, lead.y - top, at + lead.end_px, lead.y2 - top)),
    ]


def _spot(item: PlacedEvent, block: Block, top: float) -> list[float]:
    lines = sorted(zip(block.mark, item.mark, strict=True), key=lambda each: each[0].line)
    low, high = lines[0], lines[-1]
    apart = high[0].line - low[0].line
    step = (high[1].y - low[1].y) / apart if apart else SIZES.account
    mid = low[1].y - low[0].line * step
    edges = item.box[1] - top, item.box[3] - top
    return [item.event, *map(_px, (mid - top, step)), round(low[1].size, 4), *map(_px, edges)]


def _px(length: float) -> float:
    """A length to a hundredth: no digits that no eye sees."""
    return round(length, 2)


def _up(length: float) -> float:
    """A width to a hundredth, never less than it is."""
    return ceil(length * 100) / 100


def _columns(table: list[Datum]) -> dict[str, list[Any]]:
    """Rows as their columns' names and lists of values; null where a row lacks one."""
    names = list(dict.fromkeys(name for row in table for name in row))
    return {"names": names, "rows": [[row.get(name) for name in names] for row in table]}


def _json(facts: dict[str, Any]) -> str:
    """JSON that can stand in a script element: no text in it can end the element."""
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c")
