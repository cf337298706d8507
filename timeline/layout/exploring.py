"""What a page needs of a layout to lay out any window of it by itself.

The page packs what a window shows as a fresh layout of that window would be packed, in a
room that stays as high; see `templates/script/packing.js`. What does not change with the
window is found here: how each label is cut into lines and how wide it is, how high a row it
needs, how far a mark reaches beyond its days, and whose label comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from timeline.layout import compact, metrics, roomy
from timeline.layout.labels import Block, Label, blocks
from timeline.layout.lanes import Stance
from timeline.layout.marks import Part
from timeline.layout.parts import Layout, Scale
from timeline.layout.theme import SIZES
from timeline.model import Timeline

# Arrowheads, fades and least widths keep their px at every zoom, but which of them reaches
# furthest does not: the furthest of two scales, shrunk and stretched so much, is on the safe
# side, in each of a page's layouts.
_WIDE, _DEEP = 1 / 8, 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """From which day to which something is, and the px it goes beyond them at any zoom."""

    first: float
    last: float
    left: float  # px, none above 0
    right: float


class Stances(NamedTuple):
    """How an event stands in a row: its label over it, beside it, above it in low rows.

    `flat` is of the label in small letters, but in lines as long as in a roomy row.
    """

    over: Stance
    beside: Stance
    above: Stance
    flat: Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Explored:
    """An event as the page lays it out: `rank` says whose label comes first, `keep` whose mark."""

    block: Block
    lane: int
    rank: int
    keep: int
    stances: Stances


@metrics.lettered
def explored(timeline: Timeline, layout: Layout) -> tuple[Explored, ...]:
    """The events of a layout, in the order of Timeline.events."""
    lanes = blocks(timeline, layout.scale)
    first, kept = compact.ranks(timeline, [one for members in lanes for one in members])
    known: dict[tuple[object, ...], Stances] = {}
    found = [
        Explored(
            block=one,
            lane=lane,
            rank=first[one.event],
            keep=kept[one.event],
            stances=_stances(one, layout.row, known),
        )
        for lane, members in enumerate(lanes)
        for one in members
    ]
    return tuple(sorted(found, key=lambda one: one.block.event))


def _stances(block: Block, row: float, known: dict[tuple[object, ...], Stances]) -> Stances:
    """How a block stands; most are alike, and looked up among those that are `known`."""
    over, beside = block.roomy, block.compact
    lines = len(over.lines), len(beside.lines), block.mark_lines
    key = (*lines, over.ink, beside.ink, roomy.half_height(block))
    if key not in known:
        compacts = (
            replace(beside, above=False),
            replace(beside, above=True),
            _flat(over),
        )
        low = [compact.stance(replace(block, compact=label)) for label in compacts]
        known[key] = Stances(roomy.stance(block, row), *low)
    return known[key]


def _flat(label: Label) -> Label:
    ink = metrics.heights(label.lines, SIZES.compact_label)
    return replace(label, ink=ink, above=True)


def reach(parts: Sequence[Part], scale: Scale) -> Reach:
    """How far the parts of a mark reach, on a scale that was drawn as any page's is."""
    first, last = days(parts)
    left = right = 0.0
    for one in (_stretched(scale, _WIDE), _stretched(scale, _DEEP)):
        extents = [one.extent(part) for part in parts]
        left = min(left, min([start for start, _ in extents]) - one(first))
        right = max(right, max([end for _, end in extents]) - one(last))
    return Reach(first=first, last=last, left=left, right=right)


def days(parts: Sequence[Part]) -> tuple[float, float]:
    """The first and the last instant of the parts of a mark, in days."""
    known = [day for part in parts for day in (part.start, part.end) if day is not None]
    return min(known), max(known)


def _stretched(scale: Scale, factor: float) -> Scale:
    return replace(scale, right=scale.left + (scale.right - scale.left) * factor)
