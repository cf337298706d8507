"""What a page needs of a layout to lay out any window of it by itself.

The page packs what a window shows as a fresh layout of that window would be packed, in a
room that stays as high; see `templates/script/packing.js`. What does not change with the
window is found here: how wide each label is and how it is cut into lines, how high a row it
needs, how far a mark reaches beyond its days, and whose label comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from timeline.layout import compact, metrics, roomy
from timeline.layout.labels import Block, Label, blocks
from timeline.layout.lanes import Stance
from timeline.layout.marks import Part
from timeline.layout.parts import Layout, Scale
from timeline.layout.theme import SIZES
from timeline.model import Timeline

# Arrowheads, fades and least widths keep their px at every zoom, but which of them reaches
# furthest does not: the furthest of two zooms this far apart is on the safe side.
_DEEP = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """From which day to which something is, and the px it goes beyond them at any zoom."""

    first: float
    last: float
    left: float  # px, none above 0
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """A label in one size of letters: its lines, and how wide the longest is, in px."""

    lines: tuple[str, ...]
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Explored:
    """An event as the page lays it out: `rank` says whose label comes first, `keep` whose mark.

    `mark` is what all its accounts cover, `own` what its own date does, over which a roomy
    label stands; of compact labels one may stand beside its mark or above.
    """

    block: Block
    lane: int
    mark: Reach
    own: Reach
    rank: int
    keep: int
    roomy: Lettering
    compact: Lettering
    over: Stance  # of the roomy label
    beside: Stance
    above: Stance
    flat: Stance  # of the roomy label in compact letters, above the mark


def explored(timeline: Timeline, layout: Layout) -> tuple[Explored, ...]:
    """The events of a layout, in the order of Timeline.events."""
    lanes = blocks(timeline, layout.scale)
    every = [one for members in lanes for one in members]
    first, kept = compact.ranks(timeline, every)
    scales = layout.scale, _deeper(layout.scale)
    found = [
        _explored(one, lane, first[one.event], kept[one.event], scales)
        for lane, members in enumerate(lanes)
        for one in members
    ]
    return tuple(sorted(found, key=lambda one: one.block.event))


def _deeper(scale: Scale) -> Scale:
    return replace(scale, right=scale.left + (scale.right - scale.left) * _DEEP)


def _explored(
    block: Block, lane: int, rank: int, keep: int, scales: tuple[Scale, Scale]
) -> Explored:
    beside = replace(block, compact=replace(block.compact, above=False))
    above = replace(block, compact=replace(block.compact, above=True))
    return Explored(
        block=block,
        lane=lane,
        mark=_reach([lined.part for lined in block.mark], scales),
        own=_reach(block.anchor, scales),
        rank=rank,
        keep=keep,
        roomy=_lettering(block.roomy),
        compact=_lettering(block.compact),
        over=roomy.stance(block),
        beside=compact.stance(beside),
        above=compact.stance(above),
        flat=compact.stance(replace(block, compact=_flat(block.roomy))),
    )


def _flat(label: Label) -> Label:
    ink = metrics.heights(label.lines, SIZES.compact_label)
    return replace(label, ink=ink, above=True)


def _lettering(label: Label) -> Lettering:
    return Lettering(lines=label.lines, width=label.extent[1] - label.extent[0])


def _reach(parts: Sequence[Part], scales: tuple[Scale, Scale]) -> Reach:
    days = [day for part in parts for day in (part.start, part.end) if day is not None]
    first, last = min(days), max(days)
    left = right = 0.0
    for scale in scales:
        extents = [scale.extent(part) for part in parts]
        left = min(left, min(start for start, _ in extents) - scale(first))
        right = max(right, max(end for _, end in extents) - scale(last))
    return Reach(first=first, last=last, left=left, right=right)
