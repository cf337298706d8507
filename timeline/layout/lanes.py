"""Lanes as they are placed one below the other, whichever way their rows are made."""

from __future__ import annotations

from dataclasses import dataclass, replace

from timeline.layout.furniture import LaneTitle
from timeline.layout.labels import Block
from timeline.layout.parts import Band, Cluster, Drawn, PlacedEvent
from timeline.layout.theme import SIZES


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How an event stands in a row: px from the top of what its mark and label take up.

    `text` is the baseline of the label's first line, `pitch` from line to line, `mark` the
    middle of the mark's first line.
    """

    height: float
    text: float
    pitch: float
    mark: float


@dataclass(slots=True)
class Lanes:
    """The lanes placed so far, and where the next one begins."""

    bands: list[Band]
    items: list[PlacedEvent]
    clusters: list[Cluster]
    top: float

    @property
    def bottom(self) -> float:
        """Where the last band ends."""
        return self.bands[-1].bottom if self.bands else self.top

    @property
    def labelled(self) -> int:
        """How many events have their label."""
        return sum(item.named for item in self.items)

    @property
    def total(self) -> int:
        """How many events there are, alone or gathered."""
        return len(self.items) + sum(len(cluster.events) for cluster in self.clusters)

    def close(self, lane: int, title: LaneTitle, bottom: float) -> None:
        """Put a band round what was placed, as high as its title needs; begin the next below."""
        bottom = max(bottom + SIZES.lane_bottom, self.top + title.least)
        moved = tuple(replace(line, y=line.y + self.top) for line in title.lines)
        self.bands.append(Band(lane=lane, top=self.top, bottom=bottom, title=moved))
        self.top = bottom + SIZES.lane_gap


def drawn(block: Block, bar: float, size: float, pitch: float = SIZES.account) -> tuple[Drawn, ...]:
    """A block's marks, `pitch` px from line to line, the first at `bar`."""
    return tuple(
        Drawn(
            part=lined.part,
            y=bar + lined.line * pitch,
            y2=None if lined.to is None else bar + lined.to * pitch,
            size=size,
            weight=block.weight,
        )
        for lined in block.mark
    )
