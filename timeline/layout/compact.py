"""Labels beside their marks, as many as there is room for, in a chart of limited height."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from timeline.layout import spare
from timeline.layout.furniture import LaneTitle
from timeline.layout.gathering import Gathered, Gathering, gather
from timeline.layout.labels import Block, Label
from timeline.layout.lanes import Lanes, Stance, drawn
from timeline.layout.metrics import Heights
from timeline.layout.packing import Candidate, Fit, Row, fit
from timeline.layout.parts import Cluster, PlacedEvent, Scale, Text
from timeline.layout.theme import SIZES
from timeline.model import Timeline
from timeline.model.order import spread

_Group = TypeVar("_Group")

_TRIALS = 4  # of rows where titles beside bands make these higher
_BASELINE: float = 4  # px from the middle of a line to its baseline: half the height of capitals


def compact(
    timeline: Timeline,
    blocks: list[list[Block]],
    titles: list[LaneTitle],
    scale: Scale,
    top: float,
    limit: float,
) -> Lanes:
    """Labels beside their marks in as many rows as fit above `limit`."""
    lanes = Lanes([], [], [], top)
    every = [one for lane in blocks for one in lane]
    first, kept = ranks(timeline, every)
    candidates = [[_candidate(one, first, kept) for one in members] for members in blocks]
    found = _fitted(candidates, titles, limit - top)
    by_event = {one.event: one for members in blocks for one in members}
    for lane, title in enumerate(titles):
        y = lanes.top + title.inset
        rows = sorted(found.rows[lane], key=lambda row: _heaviest(row, by_event), reverse=True)
        for number, row in enumerate(rows):
            lanes.items += [_item(by_event[e], lane, number, row, y) for e in row.events]
            y += row.height
        if found.left_over[lane]:
            left_over = {*found.left_over[lane]}
            rest = gather([one for one in candidates[lane] if one.event in left_over], scale)
            number = len(found.rows[lane])
            lanes.items += [
                _item(by_event[e], lane, number, _row(by_event[e], rest), y) for e in rest.alone
            ]
            lanes.clusters += [_cluster(one, lane, scale, y) for one in rest.gathered]
            y += SIZES.cluster_row
        lanes.close(lane, title, y)
    named = spare.named(lanes.items, scale, first, lanes.clusters)
    lanes.items = [_named(item, scale) if item.event in named else item for item in lanes.items]
    return lanes


def _heaviest(row: Row, blocks: Mapping[int, Block]) -> float:
    """The height of the bars of a row's most important event; rows of marks alone come last."""
    return max(blocks[event].weight.bar for event in row.events) if row.tall else 0


def _fitted(
    candidates: Sequence[Sequence[Candidate]], titles: Sequence[LaneTitle], limit: float
) -> Fit:
    """Rows for bands that are no higher than `limit` in all, their titles beside them or over them.

    A band is as high as the title beside it, whatever its rows take: where that leaves less to
    the others, they are made again.
    """
    gaps = SIZES.lane_gap * (len(titles) - 1)
    room = limit - gaps - sum(title.inset + SIZES.lane_bottom for title in titles)
    found = fit(candidates, room)
    for _ in range(_TRIALS):
        over = gaps + sum(map(_band, found.rows, found.left_over, titles)) - limit
        if over <= 0:
            break
        room -= over
        found = fit(candidates, room)
    return found


def _band(rows: Sequence[Row], left_over: Sequence[int], title: LaneTitle) -> float:
    """How high a lane's band is."""
    height = sum(row.height for row in rows) + (SIZES.cluster_row if left_over else 0)
    return max(title.inset + height + SIZES.lane_bottom, title.least)


def _named(item: PlacedEvent, scale: Scale) -> PlacedEvent:
    """An item with its label, and its box as wide as both then are."""
    left, _, right, _ = spare.label_box(item, scale)
    box = (min(item.box[0], left), item.box[1], max(item.box[2], right), item.box[3])
    return replace(item, named=True, box=box)


def ranks(timeline: Timeline, blocks: Sequence[Block]) -> tuple[dict[int, int], dict[int, int]]:
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
        height=stance(block).height,
        mark_lines=block.mark_lines,
        rank=ranks[block.event],
        keep=keeps[block.event],
    )


def _item(block: Block, lane: int, number: int, row: Row, top: float) -> PlacedEvent:
    """An item in a compact row: mark and label stand on its middle line, or the label above."""
    label = block.compact
    labelled = block.event in row.labelled
    pitch = SIZES.account if row.tall else row.height / row.mark_lines
    size = 1.0 if row.tall else pitch * SIZES.low_size
    stands = stance(block)
    over = top + (row.height - stands.height) / 2
    mark = top + row.height / 2 - (block.mark_lines - 1) * pitch / 2
    if labelled:
        mark = over + stands.mark
    left, right = block.mark_extent
    if labelled:
        left, right = min(left, label.extent[0]), max(right, label.extent[1])
    return PlacedEvent(
        event=block.event,
        lane=lane,
        row=number,
        side=label.side,
        # A label above its mark has no place in a row that was not made for it.
        label=() if label.above and not labelled else _lines(label, over + stands.text),
        weight=block.weight,
        label_size=SIZES.compact_label,
        label_width=label.extent[1] - label.extent[0],
        label_ink=label.ink,
        mark=drawn(block, mark, size, pitch),
        box=(left, top, right, top + row.height),
        named=labelled,
    )


def _room(label: Label) -> Heights:
    """The room of a label's row: up to its top, and down to its bottom or the mark below."""
    high = SIZES.compact_line if label.above else SIZES.compact_row
    return Heights(SIZES.compact_row / 2 + _BASELINE, high / 2 - _BASELINE)


def _text_height(label: Label) -> float:
    """The height of a compact label's lines, in px."""
    further = (len(label.lines) - 1) * label.pitch(SIZES.compact_line)
    return SIZES.compact_line + further + sum(label.beyond(_room(label)))


def stance(block: Block) -> Stance:
    """How a block stands in a compact row: mark and label on its middle line, or the label above."""
    label = block.compact
    text, marks = _text_height(label), block.mark_lines * SIZES.account
    height = SIZES.compact_row - SIZES.compact_line
    height += text + marks if label.above else max(text, marks)
    text_middle = middle = height / 2
    if label.above:
        text_middle -= marks / 2
        middle += text / 2
    up, down = label.beyond(_room(label))
    pitch = label.pitch(SIZES.compact_line)
    further = (len(label.lines) - 1) * pitch
    return Stance(
        height=height,
        text=text_middle + _BASELINE + (up - down) / 2 - further / 2,
        pitch=pitch,
        mark=middle - (block.mark_lines - 1) * SIZES.account / 2,
    )


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


def _row(block: Block, rest: Gathering) -> Row:
    """The row of what is gathered, as one that stands alone in it needs it."""
    lines = block.mark_lines
    return Row(SIZES.cluster_row, tall=lines == 1, mark_lines=lines, labelled={*rest.labelled})


def _cluster(one: Gathered, lane: int, scale: Scale, top: float) -> Cluster:
    """Events as a mark with their count, in a row that begins at `top`."""
    left, right = one.extent
    start = scale.span[0] + (left - scale.left) / scale.per_day
    end = scale.span[0] + (right - scale.left) / scale.per_day
    return Cluster(
        lane=lane,
        events=one.events,
        start=start,
        end=end,
        box=(left + 1, top + 1.5, right - 1, top + SIZES.cluster_row - 1.5),
        count=Text(
            text=str(len(one.events)),
            day=(start + end) / 2,
            x_px=0,
            y=top + SIZES.cluster_row / 2 + 4,
            anchor="middle",
        ),
    )
