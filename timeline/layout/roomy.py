"""Labels above their marks: every one of them, in the fewest rows there are."""

from __future__ import annotations

from itertools import accumulate

from timeline.layout.labels import Block
from timeline.layout.lanes import Lanes, Stance, drawn, titles
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
        stances = [stance(one) for one in members]
        heights = [0.0] * (max(rows, default=-1) + 1)
        for stands, row in zip(stances, rows, strict=True):
            heights[row] = max(heights[row], stands.height)
        tops = list(accumulate([lanes.top + inset, *heights]))
        lanes.items += [
            _item(one, stands, lane, row, tops[row] + heights[row] - stands.height)
            for one, stands, row in zip(members, stances, rows, strict=True)
        ]
        lanes.close(lane, title, tops[-1])
    return lanes


def stance(block: Block) -> Stance:
    """How a block stands in a roomy row."""
    label = block.roomy
    pitch, (up, down) = label.pitch(SIZES.line), label.beyond(_OVER_MARK)
    further = (len(label.lines) - 1) * pitch
    return Stance(
        height=SIZES.row + further + (block.mark_lines - 1) * SIZES.account + up + down,
        text=up + SIZES.label_baseline,
        pitch=pitch,
        mark=SIZES.bar_top + SIZES.bar / 2 + further + up + down,
    )


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
        label_width=label.extent[1] - label.extent[0],
        label_ink=label.ink,
        mark=drawn(block, top + stands.mark, 1),
        box=(left, top, right, top + stands.height),
    )
