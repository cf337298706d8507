"""Small pictures of events beside their labels, where nothing else stands.

They come last: a picture takes the room that marks, words and curves leave, to the right of its
event or to the left, those of more importance before others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from timeline.layout import annotating, metrics, relating, spare
from timeline.layout.callouts import HALF
from timeline.layout.parts import BEYOND, Box, Layout, PlacedEvent, Thumb
from timeline.model import Event, Timeline
from timeline.model.files import Picture

GAP = 6.0  # px between a picture and what stands beside it
FAR = 10.0  # px more between it and what is not its own
CLEAR = 2.0  # px above it and below
HEIGHTS = (44.0, 36.0, 29.0)  # px that it may be high, the best first
WIDEST, NARROWEST = 1.6, 0.75  # times as wide as high; of others the middle is shown
CURVE = 3.0  # px around a curve that a picture leaves


def picture_of(event: Event, files: dict[str, Picture]) -> Picture | None:
    """The picture that stands for an event: its first that says something."""
    for medium in event.media:
        if medium.file in files and not medium.decorative:
            return files[medium.file]
    return None


@metrics.lettered
def pictured(timeline: Timeline, plan: Layout) -> Layout:
    """A layout with the small pictures that find room in it."""
    files = {each.name: each for each in timeline.files.pictures}
    if not files:
        return plan
    found = {item.event: picture_of(timeline.events[item.event], files) for item in plan.items}
    items = [item for item in plan.items if found[item.event] and item.named]
    if not items:
        return plan
    room = _room(plan)
    thumbs = []
    for item in sorted(items, key=lambda item: -timeline.events[item.event].importance):
        picture = found[item.event]
        if picture and (box := _first_free(item, ratio(picture), plan, room)):
            room.fill(box)
            thumbs.append(Thumb(event=item.event, box=box))
    return replace(plan, thumbs=tuple(sorted(thumbs, key=lambda one: one.event)))


def ratio(picture: Picture) -> float:
    """How many times as wide as high a picture is shown."""
    return min(WIDEST, max(NARROWEST, picture.width / picture.height))


def _room(plan: Layout) -> annotating.Room:
    bands = [(band.top + 1, band.bottom - 1) for band in plan.bands]
    room = annotating.Room(bands, plan.scale.left - BEYOND, plan.scale.right + BEYOND)
    for box in (*relating.words(plan), *relating.marks(plan)):
        room.fill(box)
    for curve in plan.curves:
        for x, y in relating.points(curve, plan.scale):
            room.fill((x - CURVE, y - CURVE, x + CURVE, y + CURVE))
    return room


def _first_free(item: PlacedEvent, wide: float, plan: Layout, room: annotating.Room) -> Box | None:
    for left, top, right, bottom in _places(item, wide, plan):
        is_right = left > plan.scale.extent(item.mark[0].part)[0]
        # Further from all others than from its own event, to which it is seen to belong.
        free = (left, top, right + FAR, bottom) if is_right else (left - FAR, top, right, bottom)
        if room.has(free, GAP - 1, CLEAR) or (
            room.has((left, top, right, bottom), GAP - 1, CLEAR)
            and not room.left <= free[0] <= free[2] <= room.right
        ):
            return left, top, right, bottom
    return None


def _places(item: PlacedEvent, wide: float, plan: Layout) -> Iterator[Box]:
    """Where a picture may stand, the best first: level with its label and mark together."""
    left, top, right, bottom = covered(item, plan)
    for high in HEIGHTS:
        width = round(high * wide)
        # In the middle of both; as high as the label; as low as the mark.
        for y in dict.fromkeys(
            (round((top + bottom - high) / 2), round(top), round(bottom - high))
        ):
            yield right + GAP, y, right + GAP + width, y + high
            yield left - GAP - width, y, left - GAP, y + high


def covered(item: PlacedEvent, plan: Layout) -> Box:
    """What the label and the mark of an event cover together."""
    left, right = spare.mark_extent(item.mark, plan.scale)
    start, top, end, bottom = spare.label_box(item, plan.scale)
    middle = item.mark[0].y
    return min(left, start), min(top, middle - HALF), max(right, end), max(bottom, middle + HALF)
