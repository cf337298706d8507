"""Labels above their marks: every one of them, in the fewest rows there are."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from timeline.layout.furniture import LaneTitle
from timeline.layout.labels import Block
from timeline.layout.lanes import Lanes, Stance, drawn
from timeline.layout.marks import SHAPES, Form, Part
from timeline.layout.metrics import Heights
from timeline.layout.packing import heaviest_first, pack_turning
from timeline.layout.parts import PlacedEvent, Text
from timeline.layout.theme import SIZES, Weight

_AIR: float = 1  # px between the lowest letters and a mark, its dashes and tips left out
_LEAD = 0.25  # of the room that a row has over the least, above its label: most is below its bar


def roomy(blocks: list[list[Block]], titles: list[LaneTitle], row: float, top: float) -> Lanes:
    """Every label above its mark, in the fewest rows there are, each `row` px high or more."""
    lanes = Lanes([], [], [], top)
    for lane, (members, title) in enumerate(zip(blocks, titles, strict=True)):
        extents = [one.extent for one in members]
        places, turned = pack_turning(extents, [one.turned_extent for one in members], SIZES.gap)
        rows = heaviest_first(places, [one.weight.bar for one in members])
        members = [_turned(one) if at in turned else one for at, one in enumerate(members)]
        stances = [stance(one, row) for one in members]
        heights = [0.0] * (max(rows, default=-1) + 1)
        for stands, at in zip(stances, rows, strict=True):
            heights[at] = max(heights[at], stands.height)
        tops = list(accumulate([lanes.top + title.inset, *heights]))
        lanes.items += [
            _item(one, stands, lane, at, tops[at] + heights[at] - stands.height)
            for one, stands, at in zip(members, stances, rows, strict=True)
        ]
        lanes.close(lane, title, tops[-1])
    return lanes


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
