"""Events to lanes, rows and label places, for one width. Pure: no drawing, no files.

A chart that would be higher than its limit becomes compact: labels stand beside
their marks; then labels go, by importance, length and room; then rows without
labels get lower; and last, events are gathered in clusters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain
from typing import TypeVar

from timeline.errors import NothingToDraw
from timeline.layout import furniture, label_zoom, marks, ticks
from timeline.layout.labels import Block, Label, block
from timeline.layout.marks import Span
from timeline.layout.metrics import Heights
from timeline.layout.packing import Candidate, Row, fit, pack
from timeline.layout.parts import Band, Cluster, Drawn, Item, Layout, Scale, Text
from timeline.layout.theme import SIZES
from timeline.model import Timeline
from timeline.model.order import spread

_Group = TypeVar("_Group")

WIDE = 1160
MEDIUM = 720
NARROW = 360
LEAST_WIDTH = 240


def layout(
    timeline: Timeline, width: float = WIDE, height: float | None = None, *, still: bool = False
) -> Layout:
    """The places of everything in a picture `width` px wide, margins included.

    It is at most `height` px high; by default what the file says, or 1,600. Not
    left out for it are ticks, periods, lane titles, the key and, in each lane
    that needs one, a row of clusters. Of a picture that stays `still` no label
    is known that only a deeper zoom shows.
    """
    width = max(width, LEAST_WIDTH)
    limit = height or timeline.header.height or SIZES.most_height
    edge = SIZES.margin + SIZES.inset
    scale = Scale(span=span(timeline), left=edge, right=width - edge)
    lang = timeline.header.lang
    axis = ticks.ticks(scale.span, scale.per_day, lang, furniture.measured(SIZES.tick))
    periods, periods_height = furniture.periods(timeline, scale)
    top = SIZES.margin + SIZES.axis + periods_height
    blocks = _blocks(timeline, scale)
    keys = {key for lane in blocks for block in lane for key in block.keys}
    lanes = _roomy(timeline, blocks, scale, top)
    crowding = furniture.crowding(timeline, scale) if limit >= SIZES.strip_height else None
    _, _, rest = furniture.strip(crowding, lang, scale, 0)
    _, rest = furniture.key(keys, lang, scale, rest)
    count = sum(map(len, blocks))
    unmarked = len(timeline.events) - count
    if (
        lanes.bottom + furniture.note((count, count, 0), unmarked, lang, scale, rest)[1]
        > limit - SIZES.margin
    ):
        _, rest = furniture.note((0, count, count), unmarked, lang, scale, rest)
        deepest = 1 if still else label_zoom.LEVELS[-1]
        lanes = _compact(timeline, blocks, scale, top, limit - rest - SIZES.margin, deepest)
    strip, caption, bottom = furniture.strip(crowding, lang, scale, lanes.bottom)
    key, bottom = furniture.key(keys, lang, scale, bottom)
    counts = (lanes.labelled, lanes.total, lanes.total - len(lanes.items))
    note, bottom = furniture.note(counts, unmarked, lang, scale, bottom)
    return Layout(
        width=width,
        height=bottom + SIZES.margin,
        scale=scale,
        top=top,
        bottom=lanes.bottom,
        bands=tuple(lanes.bands),
        items=tuple(sorted(lanes.items, key=lambda item: item.event)),
        ticks=furniture.tick_labels(axis, scale, width),
        periods=periods,
        key=key,
        clusters=tuple(lanes.clusters),
        strip=strip,
        caption=caption,
        note=note,
    )


_NO_EVENT = (  # as every date has a start or an end
    "there is no event yet, so there is nothing to draw; "
    'write [[events]] and under it title = "..." and date = "1945"'
)


def span(timeline: Timeline) -> Span:
    """The days of the axis: the timeline's own span, or its events' bounds rounded out."""
    if timeline.header.span is not None:
        bounds = timeline.header.span.bounds
        assert bounds.earliest_start is not None
        assert bounds.latest_end is not None
        return bounds.earliest_start, bounds.latest_end
    known = [
        day
        for event in timeline.events
        for date in (event.when, *(account.date for account in event.accounts))
        for point in date.points
        for day in marks.reach(point)
    ]
    if not known:
        raise NothingToDraw(_NO_EVENT)
    return ticks.round_out(min(known), max(known))


@dataclass(slots=True)
class _Lanes:
    """The lanes placed so far, and where the next one begins."""

    bands: list[Band]
    items: list[Item]
    clusters: list[Cluster]
    top: float

    @property
    def bottom(self) -> float:
        """Where the last band ends."""
        return self.bands[-1].bottom if self.bands else self.top

    @property
    def labelled(self) -> int:
        """How many events have their label at zoom 1."""
        return sum(item.zoom == 1 for item in self.items)

    @property
    def total(self) -> int:
        """How many events there are, alone or gathered."""
        return len(self.items) + sum(len(cluster.events) for cluster in self.clusters)

    def close(self, lane: int, title: tuple[Text, ...], bottom: float) -> None:
        """Put a band round what was placed, and begin the next below it."""
        bottom += SIZES.lane_bottom
        self.bands.append(Band(lane=lane, top=self.top, bottom=bottom, title=title))
        self.top = bottom + SIZES.lane_gap


def _blocks(timeline: Timeline, scale: Scale) -> list[list[Block]]:
    """The events in the span, by lane."""
    lanes: dict[str, list[Block]] = {lane.id: [] for lane in timeline.lanes}
    for index, event in enumerate(timeline.events):
        one = block(index, event, scale)
        if one is not None:
            lanes[event.lane].append(one)
    return list(lanes.values())


def _titles(timeline: Timeline, scale: Scale) -> list[tuple[tuple[Text, ...], float]]:
    """Each lane's title, as if its band began at 0, and where its rows then begin."""
    return [furniture.lane_title(lane.title, scale) for lane in timeline.lanes]


def _moved(title: Iterable[Text], down: float) -> tuple[Text, ...]:
    return tuple(replace(line, y=line.y + down) for line in title)


# Labels above their marks

# The room of a label's row: up to its top, and down to the dashes round a day in doubt.
_OVER_MARK = Heights(
    SIZES.label_baseline,
    SIZES.bar_top + SIZES.bar / 2 - SIZES.dot - 2.5 - SIZES.label_baseline,
)


def _roomy(timeline: Timeline, blocks: list[list[Block]], scale: Scale, top: float) -> _Lanes:
    """Every label above its mark, in the fewest rows there are."""
    lanes = _Lanes([], [], [], top)
    titles = _titles(timeline, scale)
    for lane, (members, (title, inset)) in enumerate(zip(blocks, titles, strict=True)):
        rows = pack([one.extent for one in members], SIZES.gap)
        heights = [0.0] * (max(rows, default=-1) + 1)
        for one, row in zip(members, rows, strict=True):
            heights[row] = max(heights[row], _roomy_height(one))
        tops = list(accumulate([lanes.top + inset, *heights]))
        lanes.items += [
            _roomy_item(one, lane, row, tops[row] + heights[row] - _roomy_height(one))
            for one, row in zip(members, rows, strict=True)
        ]
        lanes.close(lane, _moved(title, lanes.top), tops[-1])
    return lanes


def _roomy_height(block: Block) -> float:
    label = block.roomy
    further = (len(label.lines) - 1) * label.pitch(SIZES.line)
    further += (block.mark_lines - 1) * SIZES.account
    return SIZES.row + further + sum(label.beyond(_OVER_MARK))


def _roomy_item(block: Block, lane: int, row: int, top: float) -> Item:
    label = block.roomy
    pitch, (up, down) = label.pitch(SIZES.line), label.beyond(_OVER_MARK)
    bar = top + SIZES.bar_top + SIZES.bar / 2 + (len(label.lines) - 1) * pitch + up + down
    left, right = block.extent
    return Item(
        event=block.event,
        lane=lane,
        row=row,
        side=label.side,
        label=tuple(
            Text(
                text=line,
                day=label.day,
                x_px=label.x_px,
                y=top + up + SIZES.label_baseline + n * pitch,
                anchor=label.side,
            )
            for n, line in enumerate(label.lines)
        ),
        label_width=label.extent[1] - label.extent[0],
        label_ink=label.ink,
        mark=_drawn(block, bar, 1),
        box=(left, top, right, top + _roomy_height(block)),
    )


def _drawn(
    block: Block, bar: float, size: float, pitch: float = SIZES.account
) -> tuple[Drawn, ...]:
    """A block's marks, `pitch` px from line to line, the first at `bar`."""
    return tuple(
        Drawn(
            part=lined.part,
            y=bar + lined.line * pitch,
            y2=None if lined.to is None else bar + lined.to * pitch,
            size=size,
        )
        for lined in block.mark
    )


# Labels beside their marks, as many as there is room for

_BASELINE: float = 4  # px from the middle of a line to its baseline: half the height of capitals


def _compact(
    timeline: Timeline,
    blocks: list[list[Block]],
    scale: Scale,
    top: float,
    limit: float,
    deepest: int,
) -> _Lanes:
    """Labels beside their marks in as many rows as fit above `limit`, for zooms up to the deepest."""
    lanes = _Lanes([], [], [], top)
    titles = _titles(timeline, scale)
    every = [one for lane in blocks for one in lane]
    ranks, keeps = _ranks(timeline, every)
    around = sum(inset + SIZES.lane_bottom for _, inset in titles)
    around += SIZES.lane_gap * (len(titles) - 1)
    found = fit(
        [[_candidate(one, ranks, keeps) for one in members] for members in blocks],
        limit - top - around,
    )
    by_event = {one.event: one for members in blocks for one in members}
    for lane, (title, inset) in enumerate(titles):
        y = lanes.top + inset
        for number, row in enumerate(found.rows[lane]):
            lanes.items += [_compact_item(by_event[e], lane, number, row, y) for e in row.events]
            y += row.height
        if found.left_over[lane]:
            members = [by_event[event] for event in found.left_over[lane]]
            lanes.clusters += _clusters(members, lane, scale, y)
            y += SIZES.cluster_row
        lanes.close(lane, _moved(title, lanes.top), y)
    shown = label_zoom.thresholds(lanes.items, scale, ranks, lanes.clusters, deepest)
    lanes.items = [_shown_from(item, shown.get(item.event), scale) for item in lanes.items]
    return lanes


def _shown_from(item: Item, level: float | None, scale: Scale) -> Item:
    """An item with the zoom its label is shown from, and its box as wide as both then are."""
    if level != 1:
        return replace(item, zoom=level)
    left, _, right, _ = label_zoom.label_box(item, scale)
    box = (min(item.box[0], left), item.box[1], max(item.box[2], right), item.box[3])
    return replace(item, zoom=level, box=box)


def _ranks(timeline: Timeline, blocks: Sequence[Block]) -> tuple[dict[int, int], dict[int, int]]:
    """Whose label comes first, and whose mark: by importance, length of time, spread over time.

    The longest are labelled first; the shortest keep their own mark first,
    since one long bar takes the row of many short ones. Lengths are alike that
    have as many digits in days: a day, a month, a year, a decade, a century.
    """
    alike: dict[tuple[float, int], list[tuple[float, str, int]]] = {}
    for one in blocks:
        event = timeline.events[one.event]
        days = [(each.part.start or 0, each.part.end or 0) for each in one.mark if not each.line]
        first, last = min([start for start, _ in days]), max([end for _, end in days])
        group = -event.importance, len(str(int(last - first)))
        alike.setdefault(group, []).append((first, event.id, one.event))
    even = {group: spread(sorted(members)) for group, members in alike.items()}
    longest = sorted(even, key=lambda group: (group[0], -group[1]))
    return _numbered(even, longest), _numbered(even, sorted(even))


def _numbered(
    members: Mapping[_Group, Sequence[tuple[float, str, int]]], order: Iterable[_Group]
) -> dict[int, int]:
    """The events of groups, taken in an order, numbered from 0."""
    taken = chain.from_iterable(members[group] for group in order)
    return {event: number for number, (_, _, event) in enumerate(taken)}


def _candidate(block: Block, ranks: dict[int, int], keeps: dict[int, int]) -> Candidate:
    label, mark = block.compact, block.mark_extent
    return Candidate(
        event=block.event,
        mark=mark,
        block=(min(mark[0], label.extent[0]), max(mark[1], label.extent[1])),
        height=_compact_height(block),
        mark_lines=block.mark_lines,
        rank=ranks[block.event],
        keep=keeps[block.event],
    )


def _compact_item(block: Block, lane: int, number: int, row: Row, top: float) -> Item:
    """An item in a compact row: mark and label stand on its middle line, or the label above."""
    label = block.compact
    labelled = block.event in row.labelled
    pitch = SIZES.account if row.tall else row.height / row.mark_lines
    size = 1.0 if row.tall else pitch * SIZES.low_size
    text_middle = middle = top + row.height / 2
    if labelled and label.above:
        text_middle -= block.mark_lines * SIZES.account / 2
        middle += _text_height(label) / 2
    up, down = label.beyond(_room(label))
    further = (len(label.lines) - 1) * label.pitch(SIZES.compact_line)
    first = text_middle + _BASELINE + (up - down) / 2 - further / 2
    left, right = block.mark_extent
    if labelled:
        left, right = min(left, label.extent[0]), max(right, label.extent[1])
    return Item(
        event=block.event,
        lane=lane,
        row=number,
        side=label.side,
        # A label above its mark has no place in a row that was not made for it.
        label=() if label.above and not labelled else _lines(label, first),
        label_size=SIZES.compact_label,
        label_width=label.extent[1] - label.extent[0],
        label_ink=label.ink,
        mark=_drawn(block, middle - (block.mark_lines - 1) * pitch / 2, size, pitch),
        box=(left, top, right, top + row.height),
        zoom=1 if labelled else None,
    )


def _room(label: Label) -> Heights:
    """The room of a label's row: up to its top, and down to its bottom or the mark below."""
    high = SIZES.compact_line if label.above else SIZES.compact_row
    return Heights(SIZES.compact_row / 2 + _BASELINE, high / 2 - _BASELINE)


def _text_height(label: Label) -> float:
    """The height of a compact label's lines, in px."""
    further = (len(label.lines) - 1) * label.pitch(SIZES.compact_line)
    return SIZES.compact_line + further + sum(label.beyond(_room(label)))


def _compact_height(block: Block) -> float:
    """How high a row is that has the block's mark and its label, in px."""
    text, marks = _text_height(block.compact), block.mark_lines * SIZES.account
    air = SIZES.compact_row - SIZES.compact_line
    return air + (text + marks if block.compact.above else max(text, marks))


def _lines(label: Label, first: float) -> tuple[Text, ...]:
    """A compact label's lines, the first with its baseline at `first`."""
    return tuple(
        Text(
            text=line,
            day=label.day,
            x_px=label.x_px,
            y=first + n * label.pitch(SIZES.compact_line),
            anchor=label.side,
        )
        for n, line in enumerate(label.lines)
    )


def _clusters(blocks: Sequence[Block], lane: int, scale: Scale, top: float) -> list[Cluster]:
    """Marks with a count, one for each stretch of the row that has events left over."""
    by_place: dict[int, list[tuple[float, int]]] = {}
    for one in blocks:
        left, right = one.mark_extent
        middle = min(max((left + right) / 2, scale.left), scale.right - 0.01)
        by_place.setdefault(int((middle - scale.left) // SIZES.cluster), []).append(
            (middle, one.event)
        )
    last = int((scale.right - scale.left) // SIZES.cluster) - 1
    found = []
    for place, members in sorted(by_place.items()):
        left = scale.left + place * SIZES.cluster
        # What is left of the row after the last whole place is part of that place.
        right = scale.right if place > last else left + SIZES.cluster
        members.sort()
        start = scale.span[0] + (left - scale.left) / scale.per_day
        end = scale.span[0] + (right - scale.left) / scale.per_day
        text = Text(
            text=str(len(members)),
            day=(start + end) / 2,
            x_px=0,
            y=top + SIZES.cluster_row / 2 + 4,
            anchor="middle",
        )
        found.append(
            Cluster(
                lane=lane,
                events=tuple(event for _, event in members),
                start=start,
                end=end,
                box=(left + 1, top + 1.5, right - 1, top + SIZES.cluster_row - 1.5),
                count=text,
            )
        )
    return found
