"""What the author should know of a drawn chart, as data; `commands` words it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from timeline.drawing.pictures import Picture
from timeline.drawing.rastering import NARROWEST
from timeline.layout import relating
from timeline.layout.metrics import foreign, lettered
from timeline.layout.theme import SIZES


@dataclass(frozen=True, slots=True)
class Clustered:
    """Of `total` events `count` are gathered in clusters, since there is no room for them."""

    count: int
    total: int


@dataclass(frozen=True, slots=True)
class Unmarked:
    """Of `total` events `count` have no mark: nothing sure of their dates is in the span."""

    count: int
    total: int


@dataclass(frozen=True, slots=True)
class Undated:
    """So many events are not drawn, as they have no date."""

    count: int


@dataclass(frozen=True, slots=True)
class Unsaid:
    """There is no room for the annotations of the events with these ids, in the order of the file."""

    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Untied:
    """No curve between the events of these ids, a pair a relation, finds a way past the labels."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TooHigh:
    """The chart is `height` px high, more than the `limit` it was asked to keep."""

    height: float
    limit: float


@dataclass(frozen=True, slots=True)
class ForeignLetters:
    """Letters and signs, in order, that the shipped font lacks: fonts of the machine draw a PNG's."""

    letters: str


@dataclass(frozen=True, slots=True)
class Squeezed:
    """In a PNG a line is drawn at `share` of its width: its font is wider than was measured."""

    share: float


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Of `total` events `count` have a mark and no label: there is no room for it."""

    count: int
    total: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Of `total` events `count` are not shown, since there is no room for their lanes."""

    count: int
    total: int


@dataclass(frozen=True, slots=True)
class Uncited:
    """A PNG or PDF does not name works whose letters, of these scripts, no font here has."""

    signs: tuple[str, ...]
    scripts: tuple[str, ...]


Notice = (
    Uncited
    | Unnamed
    | LeftOut
    | Clustered
    | Unmarked
    | Undated
    | Unsaid
    | Untied
    | TooHigh
    | ForeignLetters
    | Squeezed
)


def notices(
    picture: Picture, height: float | None = None, *, raster: bool = True
) -> tuple[Notice, ...]:
    """What there is to say of a chart asked to be at most `height` px high.

    If `raster`, also of letters that only pixels need: an SVG leaves them to the
    fonts of who looks at it.
    """
    told = [*_left_out(picture), *_undated(picture), *_unsaid(picture), *_untied(picture)]
    told += _heights(picture, height)
    return (*told, *_fonts(picture)) if raster else tuple(told)


def sized_notices(
    pictures: Sequence[Picture], total: int, *, raster: bool = True
) -> tuple[Notice, ...]:
    """What there is to say of pages of a given size, of a timeline of `total` events."""
    told: list[Notice] = []
    first = pictures[0]
    shown, plan = len(first.timeline.events), first.layout
    if shown < total:
        told.append(LeftOut(total - shown, total))
    if len(pictures) == 1:
        told += _left_out(first)
        if unnamed := len(plan.items) - plan.labelled:
            told.append(Unnamed(unnamed, shown))
    told += [*_undated(first), *_unsaid(*pictures), *_untied(*pictures)]
    if raster:
        told += dict.fromkeys(notice for picture in pictures for notice in _fonts(picture))
    return tuple(told)


@lettered
def _foreign(picture: Picture) -> str:
    """The letters that no font at hand has."""
    return foreign("".join(picture.texts().values()))


def _fonts(picture: Picture) -> Iterator[Notice]:
    lacking = _foreign(picture)
    if not lacking:
        return
    if missing := picture.unnamed():
        signs = dict.fromkeys(sign for each in missing for sign in each.signs)
        scripts = dict.fromkeys(script for each in missing for script in each.scripts)
        yield Uncited(tuple(signs), tuple(scripts))
    yield ForeignLetters(lacking)
    if (fit := picture.raster().fit) < NARROWEST:
        yield Squeezed(fit)


def _left_out(picture: Picture) -> Iterator[Notice]:
    total = len(picture.timeline.events)
    if gathered := sum(len(cluster.events) for cluster in picture.layout.clusters):
        yield Clustered(gathered, total)
    if unmarked := total - picture.layout.count:
        yield Unmarked(unmarked, total)


def _undated(picture: Picture) -> Iterator[Notice]:
    if undated := picture.timeline.undated:
        yield Undated(len(undated))


def _unsaid(*pictures: Picture) -> Iterator[Notice]:
    drawn = {one.event for picture in pictures for one in picture.layout.annotations}
    unsaid = [
        event.id
        for index, event in enumerate(pictures[0].timeline.events)
        if event.annotation and index not in drawn
    ]
    if unsaid:
        yield Unsaid(tuple(unsaid))


def _untied(*pictures: Picture) -> Iterator[Notice]:
    """Of the relations that a picture draws unasked those that it has no way for."""
    timeline = pictures[0].timeline
    drawn = {
        (curve.event, curve.to, curve.kind)
        for picture in pictures
        for curve in picture.layout.curves
        if curve.drawn
    }
    untied = [
        (timeline.events[tie.event].id, timeline.events[tie.to].id)
        for tie in relating.ties(timeline).few
        if (tie.event, tie.to, tie.kind) not in drawn
    ]
    if untied:
        yield Untied(tuple(untied))


def _heights(picture: Picture, height: float | None) -> Iterator[Notice]:
    limit = height or picture.timeline.header.height or SIZES.most_height
    if picture.layout.height > limit:
        yield TooHigh(picture.layout.height, limit)
