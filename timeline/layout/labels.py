"""An event before it has a row: its mark, with rival accounts, and the labels it may get."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from timeline.layout import callouts, marks, metrics
from timeline.layout.callouts import Beside
from timeline.layout.marks import Part, Shape
from timeline.layout.metrics import NO_INK, Heights
from timeline.layout.packing import Extent
from timeline.layout.parts import BEYOND, Scale
from timeline.layout.theme import SIZES, WEIGHTS, Weight
from timeline.model import Event, Timeline


@dataclass(frozen=True, slots=True)
class Lined:
    """A part and the line of marks it is in; `to` is the line an upright one ends in."""

    part: Part
    line: int
    to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label's lines and where they stand: at the instant `day`, moved by `x_px`.

    `side` is "start" if its lines have their left end there, "end" if their right one;
    `extent` is what it covers, in px, `ink` what its highest letters take up and down.
    `above` says that it stands over its mark, not beside.
    """

    lines: tuple[str, ...]
    side: str
    day: float
    x_px: float
    extent: Extent
    ink: Heights
    above: bool = False

    def pitch(self, least: float) -> float:
        """From line to line in px: `least`, or more if the letters are higher."""
        high = self.ink.ascent + self.ink.descent
        return least if high <= least else _quarters(high)

    def beyond(self, room: Heights) -> Heights:
        """How far its letters go beyond the room a row has over its baseline and under it."""
        up, down = self.ink.ascent - room.ascent, self.ink.descent - room.descent
        if up <= 0 and down <= 0:  # as nearly always
            return NO_INK
        return Heights(max(0, _quarters(up)), max(0, _quarters(down)))


def _quarters(length: float) -> float:
    """A length up to a whole quarter of a px: sums of such heights are exact."""
    return ceil(length * 4) / 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """An event's mark, in `mark_lines` lines, and its labels: for a roomy row and a compact one.

    The roomy one stands over `anchor`, the parts of the mark that it is set against; the
    compact one beside the mark, or above where neither side has room. `turned` is the roomy one
    that ends where the mark ends, if there is room for it; `said` is what stands beside the mark
    if there is room for that too.
    """

    event: int
    weight: Weight
    mark: tuple[Lined, ...]
    anchor: tuple[Part, ...]
    mark_lines: int
    mark_extent: Extent
    keys: frozenset[str]
    roomy: Label
    turned: Label | None
    compact: Label
    said: Beside | None

    @property
    def extent(self) -> Extent:
        """What mark and label cover in a roomy row."""
        return self._with(self.roomy)

    @property
    def turned_extent(self) -> Extent | None:
        """The same with the label that ends where the mark ends."""
        return self._with(self.turned) if self.turned else None

    @property
    def day(self) -> float | None:
        """The instant of a mark that is a dot; None if it is more."""
        instants = {at for one in self.mark for at in (one.part.start, one.part.end)}
        return instants.pop() if len(instants) == 1 else None

    def _with(self, label: Label) -> Extent:
        left, right = self.mark_extent
        return min(left, label.extent[0]), max(right, label.extent[1])


def blocks(timeline: Timeline, scale: Scale) -> list[list[Block]]:
    """The blocks of the events in the span, by lane, each lane's in the order of the file."""
    lanes: dict[str, list[Block]] = {lane.id: [] for lane in timeline.lanes}
    for index, event in enumerate(timeline.events):
        one = block(index, event, scale)
        if one is not None:
            lanes[event.lane].append(one)
    return list(lanes.values())


def block(index: int, event: Event, scale: Scale) -> Block | None:
    """An event's block; None if nothing of it is in the span.

    Where its own date is outside, the first rival account that is not has the label.
    """
    mark = marks.mark_of(event, scale.span)
    rivals = [marks.hollow(marks.mark(one.date, scale.span)) for one in event.accounts]
    anchor = next((one.anchor for one in (mark, *rivals) if one.anchor), None)
    if anchor is None:
        return None
    # With one account in the span and another outside, the first alone would be the whole truth.
    mark = mark if mark.anchor else marks.beyond(event.when, scale.span)
    rivals = [
        one if one.anchor else marks.beyond(account.date, scale.span)
        for one, account in zip(rivals, event.accounts, strict=True)
    ]
    parts, lines, keys = _with_accounts(mark, rivals, scale)
    text, weight = event.label or event.title, WEIGHTS[event.importance]
    roomy, turned = _above(text, weight, anchor, scale)
    extents = [(scale.extent(lined.part), lined.part) for lined in parts]
    covered = min(e[0] for e, _ in extents), max(e[1] for e, _ in extents)
    return Block(
        event=index,
        weight=weight,
        mark=parts,
        anchor=tuple(anchor),
        mark_lines=lines,
        mark_extent=covered,
        keys=frozenset({*mark.keys, *keys}),
        roomy=roomy,
        turned=turned,
        compact=_beside(text, weight, extents, scale),
        said=_said(event.annotation, covered, scale) if event.annotation else None,
    )


def _said(text: str, mark: Extent, scale: Scale) -> Beside | None:
    return callouts.beside(mark, callouts.settings(text), scale)


def _above(
    text: str, weight: Weight, anchor: Sequence[Part], scale: Scale
) -> tuple[Label, Label | None]:
    """A label above its mark, and the same turned, if either end will do.

    It begins where the mark begins; where that would not fit it ends where the
    mark ends; where neither fits it ends at the band's edge.
    """
    least, most = _edges(scale)
    letters = _lettering(text, most - least, weight.label, bold=weight.bold)
    left_part = min(anchor, key=lambda part: scale.extent(part)[0])
    right_part = max(anchor, key=lambda part: scale.extent(part)[1])
    left, right = scale.extent(left_part)[0], scale.extent(right_part)[1]
    begins, ends = left + letters.width <= most, right - letters.width >= least
    turned = letters.ending(right, right_part.end or 0, scale) if ends else None
    if turned and not begins:
        return turned, None
    start = left if begins else max(least, most - letters.width)
    longer = letters.width > right - left
    return letters.beginning(start, left_part.start or 0, scale), turned if longer else None


def _beside(
    text: str, weight: Weight, extents: Sequence[tuple[Extent, Part]], scale: Scale
) -> Label:
    """A label to the right of its mark, to the left if there is no room, or else above it."""
    least, most = _edges(scale)
    apart = SIZES.beside
    room = (most - least) * SIZES.beside_share
    letters = _lettering(text, room, SIZES.compact_label, bold=weight.bold)
    left, right = min(e[0] for e, _ in extents), max(e[1] for e, _ in extents)
    # Anchored at the mark's last instant, a label keeps clear of it at every zoom.
    first, last = min(p.start or 0 for _, p in extents), max(p.end or 0 for _, p in extents)
    if right + apart + letters.width <= most:
        return letters.beginning(right + apart, last, scale)
    if left - apart - letters.width >= least:
        return letters.ending(left - apart, first, scale)
    start = min(max(least, left), most - letters.width)
    return replace(letters.beginning(start, first, scale), above=True)


@dataclass(frozen=True, slots=True)
class _Lettering:
    """The lines of a label before it has a place; `width` is that of the longest, in px."""

    lines: tuple[str, ...]
    width: float
    ink: Heights

    def beginning(self, x: float, day: float, scale: Scale) -> Label:
        """The label that begins at `x` px and goes with the instant `day`."""
        if metrics.aligns_right(self.lines):
            return self.ending(x + self.width, day, scale)
        return Label(
            lines=self.lines,
            side="start",
            day=day,
            x_px=x - scale(day),
            extent=(x, x + self.width),
            ink=self.ink,
        )

    def ending(self, x: float, day: float, scale: Scale) -> Label:
        """The label that ends at `x` px and goes with the instant `day`."""
        return Label(
            lines=self.lines,
            side="end",
            day=day,
            x_px=x - scale(day),
            extent=(x - self.width, x),
            ink=self.ink,
        )


def _lettering(text: str, most: float, size: float, *, bold: bool) -> _Lettering:
    """A text in lines of `most` px, in letters of `size` px."""
    lines = metrics.wrap(text, most, size, bold=bold)
    width = max(metrics.text_width(line, size, bold=bold) for line in lines)
    return _Lettering(lines, width, metrics.heights(lines, size))


def _edges(scale: Scale) -> Extent:
    """What labels may cover: the band without its padding."""
    return scale.left - BEYOND, scale.right + BEYOND


def _with_accounts(
    mark: marks.Mark, rivals: Iterable[marks.Mark], scale: Scale
) -> tuple[tuple[Lined, ...], int, set[str]]:
    """The event's own mark and, beside it or on lines below, those of rival accounts."""
    parts = [Lined(part, 0) for part in mark.parts]
    taken = [[_union(mark.parts, scale)] if mark.parts else []]
    keys: set[str] = set()
    for rival in rivals:
        if not rival.parts:
            continue
        left, right = _union(rival.parts, scale)
        line = next(
            (
                n
                for n, busy in enumerate(taken)
                if all(right + 6 < a or b + 6 < left for a, b in busy)
            ),
            len(taken),
        )
        if line == len(taken):
            taken.append([])
        taken[line].append((left, right))
        if mark.anchor and rival.anchor:
            parts[:0] = _join(mark, rival, line)
        parts += [Lined(part, line) for part in rival.parts]
        keys |= set(rival.keys)
    return tuple(parts), len(taken), keys


def _join(mark: marks.Mark, rival: marks.Mark, line: int) -> list[Lined]:
    """A thin line from an event's mark along to another account of it, and down to its line."""
    own, other = _days(mark.anchor), _days(rival.anchor)
    first, second = sorted((own, other))
    apart = first[1] < second[0]
    near = other[0] if own < other else other[1]
    turn = near if apart else (second[0] + min(first[1], second[1])) / 2
    joints = []
    if apart:
        joints.append(Lined(_line(first[1], second[0]), 0))
    if line:
        joints.append(Lined(_line(turn, turn), 0, line))
    return joints


def _line(start: float, end: float) -> Part:
    return Part(shape=Shape.LINE, start=start, end=end, key="account")


def _days(parts: Iterable[Part]) -> tuple[float, float]:
    known = [part for part in parts if part.start is not None and part.end is not None]
    return min(part.start or 0 for part in known), max(part.end or 0 for part in known)


def _union(parts: Iterable[Part], scale: Scale) -> tuple[float, float]:
    extents = [scale.extent(part) for part in parts]
    return min(a for a, _ in extents), max(b for _, b in extents)
