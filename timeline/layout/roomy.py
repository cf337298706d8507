"""Labels above their marks: every one of them, in the fewest rows there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from types import MappingProxyType

from timeline.layout import callouts
from timeline.layout.furniture import LaneTitle
from timeline.layout.labels import Block
from timeline.layout.lanes import Lanes, Stance, drawn
from timeline.layout.marks import SHAPES, Form, Part
from timeline.layout.metrics import Heights
from timeline.layout.packing import Extent, heaviest_first, most, pack_turning
from timeline.layout.parts import PlacedEvent, Text
from timeline.layout.theme import SIZES, Weight

_AIR: float = 1  # px between the lowest letters and a mark, its dashes and tips left out
_LEAD = 0.25  # of the room that a row has over the least, above its label: most is below its bar


def roomy(
    blocks: list[list[Block]],
    titles: list[LaneTitle],
    row: float,
    top: float,
    strips: Mapping[int, float] = MappingProxyType({}),
    *,
    said: bool = True,
) -> Lanes:
    """Every label above its mark, in the fewest rows there are, each `row` px high or more.

    `strips` are px that a row has below the mark of an event, beyond what all need. If `said`,
    rows are such that as many words have room beside their marks as take no row more.
    """
    lanes = Lanes([], [], [], top)
    for lane, (members, title) in enumerate(zip(blocks, titles, strict=True)):
        places, turned, words = _packed(members, said=said)
        rows = heaviest_first(
            places, [one.weight.bar for one in members], [one.day for one in members]
        )
        members = [_turned(one) if at in turned else one for at, one in enumerate(members)]
        stances = [stance(one, row) for one in members]
        heights = [0.0] * (max(rows, default=-1) + 1)
        below = list(heights)
        for one, stands, at in zip(members, stances, rows, strict=True):
            heights[at] = max(heights[at], stands.height)
            more = strips.get(one.event, 0)
            if one.said and one.event in words:
                more = max(more, callouts.overhang(one.said.way, stands.height - stands.mark))
            below[at] = max(below[at], more)
        whole = [high + more for high, more in zip(heights, below, strict=True)]
        tops = list(accumulate([lanes.top + title.inset, *whole]))
        lanes.items += [
            _item(one, stands, lane, at, tops[at] + heights[at] - stands.height)
            for one, stands, at in zip(members, stances, rows, strict=True)
        ]
        lanes.close(lane, title, tops[-1])
    return lanes


def _packed(members: Sequence[Block], *, said: bool) -> tuple[list[int], set[int], set[int]]:
    """Rows for a lane's events; which labels are turned; and beside which marks words have room.

    That is kept free for as many as takes no row more, those of more weight first.
    """
    heavy = sorted(members, key=lambda one: -one.weight.label)
    words = [one.event for one in heavy if one.said] if said else []
    places, turned = _within(members, set())
    rows = max(places, default=0)

    def fits(count: int) -> bool:
        return max(_within(members, {*words[:count]})[0], default=0) <= rows

    chosen = {*words[: most(len(words), fits)]} if words else set()
    if chosen:
        places, turned = _within(members, chosen)
    return places, turned, chosen


def _within(members: Sequence[Block], said: set[int]) -> tuple[list[int], set[int]]:
    """Rows for a lane's events, of which some have words beside their marks."""
    extents, turned = [one.extent for one in members], [one.turned_extent for one in members]
    for at, one in enumerate(members):
        if one.said and one.event in said:
            extents[at] = _union(extents[at], one.said.extent)
            other = turned[at]
            turned[at] = other and _union(other, one.said.extent)
    return pack_turning(extents, turned, SIZES.gap)


def _union(one: Extent, other: Extent) -> Extent:
    return min(one[0], other[0]), max(one[1], other[1])


def _turned(block: Block) -> Block:
    """The same with the label that ends where its mark ends."""
    assert block.turned
    return replace(block, roomy=block.turned)


def stance(block: Block, row: float) -> Stance:
    """How a block stands in a roomy row that is `row` px high if nothing in it is higher."""
    label = block.roomy
    over = Heights(SIZES.label_baseline, SIZES.mark_below - half_height(block) - _AIR)
    pitch, (up, down) = label.pitch(SIZES.line), label.beyond(over)
    further = (len(label.lines) - 1) * pitch
    lead = max(0, row - SIZES.row) * _LEAD
    text = lead + up + SIZES.label_baseline
    return Stance(
        height=row + further + (block.mark_lines - 1) * SIZES.account + up + down,
        text=text,
        pitch=pitch,
        mark=text + further + down + SIZES.mark_below,
    )


def half_height(block: Block) -> float:
    """How far the first line of a block's mark goes above its middle, in px."""
    return max(_half(lined.part, block.weight) for lined in block.mark if not lined.line)


def _half(part: Part, weight: Weight) -> float:
    form = SHAPES[part.shape].form
    round_a_dot = form is Form.OUTLINE and part.start == part.end
    if round_a_dot or form is Form.SYMBOL:
        return SIZES.dot * weight.symbol + 0.75
    return weight.bar / 2 + (0.5 if form is Form.OUTLINE else 0)


def _item(block: Block, stands: Stance, lane: int, row: int, top: float) -> PlacedEvent:
    label = block.roomy
    left, right = block.extent
    return PlacedEvent(
        event=block.event,
        lane=lane,
        row=row,
        side=label.side,
        label=tuple(
            Text(
                text=line,
                day=label.day,
                x_px=label.x_px,
                y=top + stands.text + n * stands.pitch,
                anchor=label.side,
            )
            for n, line in enumerate(label.lines)
        ),
        weight=block.weight,
        label_size=block.weight.label,
        label_width=label.extent[1] - label.extent[0],
        label_ink=label.ink,
        mark=drawn(block, top + stands.mark, 1),
        box=(left, top, right, top + stands.height),
    )
