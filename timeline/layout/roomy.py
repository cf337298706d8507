"""Labels above their marks: every one of them, in the fewest rows there are."""

from __future__ import annotations

from itertools import accumulate

from timeline.layout.labels import Block
from timeline.layout.lanes import Lanes, drawn, titles
from timeline.layout.metrics import Heights
from timeline.layout.packing import pack
from timeline.layout.parts import PlacedEvent, Scale, Text
from timeline.layout.theme import SIZES
from timeline.model import Timeline

# The room of a label's row: up to its top, and down to the dashes round a day in doubt.
_OVER_MARK = Heights(
    SIZES.label_baseline,
    SIZES.bar_top + SIZES.bar / 2 - SIZES.dot - 2.5 - SIZES.label_baseline,
)


def roomy(timeline: Timeline, blocks: list[list[Block]], scale: Scale, top: float) -> Lanes:
    """Every label above its mark, in the fewest rows there are."""
    lanes = Lanes([], [], [], top)
    headed = titles(timeline, scale)
    for lane, (members, (title, inset)) in enumerate(zip(blocks, headed, strict=True)):
        rows = pack([one.extent for one in members], SIZES.gap)
        highs = [_height(one) for one in members]
        heights = [0.0] * (max(rows, default=-1) + 1)
        for high, row in zip(highs, rows, strict=True):
            heights[row] = max(heights[row], high)
        tops = list(accumulate([lanes.top + inset, *heights]))
        lanes.items += [
            _item(one, lane, row, tops[row] + heights[row] - high)
            for one, high, row in zip(members, highs, rows, strict=True)
        ]
        lanes.close(lane, title, tops[-1])
    return lanes


def _height(block: Block) -> float:
    label = block.roomy
    further = (len(label.lines) - 1) * label.pitch(SIZES.line)
    further += (block.mark_lines - 1) * SIZES.account
    return SIZES.row + further + sum(label.beyond(_OVER_MARK))


def _item(block: Block, lane: int, row: int, top: float) -> PlacedEvent:
    label = block.roomy
    pitch, (up, down) = label.pitch(SIZES.line), label.beyond(_OVER_MARK)
    bar = top + SIZES.bar_top + SIZES.bar / 2 + (len(label.lines) - 1) * pitch + up + down
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
                y=top + up + SIZES.label_baseline + n * pitch,
                anchor=label.side,
            )
            for n, line in enumerate(label.lines)
        ),
        label_width=label.extent[1] - label.extent[0],
        label_ink=label.ink,
        mark=drawn(block, bar, 1),
        box=(left, top, right, top + _height(block)),
    )
