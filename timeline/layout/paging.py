"""A timeline on pages of paper, where one page has no room for all of its labels.

It is laid out once, as high as it needs, and cut between rows; each page repeats the axis, the
key, and the titles of the lanes that go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from timeline.layout import annotating, furniture, metrics, picturing, relating
from timeline.layout.areas import A4, A4_LANDSCAPE, Area, Fitted, Frame, best
from timeline.layout.filling import filled, lower, lower_item, lower_key
from timeline.layout.lanes import Lanes
from timeline.layout.parts import Band, Layout, PlacedEvent
from timeline.layout.sheet import Sheet, left_out_words, running_head
from timeline.layout.theme import SIZES
from timeline.model import Timeline

_MOST = 60  # pages; a timeline that needs more is gathered on one
_FULL = 0.7  # of a page that its rows fill, from which on they are spread over all of it


@metrics.lettered
def paper(timeline: Timeline, *, total: int = 0) -> tuple[Fitted, ...]:
    """A timeline on A4, on one page if that names all events, or else on as many as they need."""
    one = best(timeline, (A4_LANDSCAPE, A4), total=total)
    if one.sheet.plan.labelled == len(timeline.events):
        return (one,)
    several = [_paged(timeline, area, total) for area in (A4_LANDSCAPE, A4)]
    pages = min(filter(None, several), key=len, default=())
    return tuple(Fitted(timeline=timeline, sheet=page) for page in pages) or (one,)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some rows of a band that stand on one page: from `first` to before `after`."""

    band: int
    first: int
    after: int


def _paged(timeline: Timeline, area: Area, total: int) -> tuple[Sheet, ...]:
    """The pages; none if a row is higher than a page, or there are too many."""
    front = Frame.of(timeline, area, 1.0, bare=False).noting(left_out_words(timeline, total))
    book = _Book.of(timeline, front.plan(1.0, every=True))
    further = _further(front, _MOST, _MOST)
    pages = book.cut(front.height(1.0), further.height(1.0))
    if not 0 < len(pages) <= _MOST:
        return ()
    frames = [front, *(_further(front, at, len(pages)) for at in range(2, len(pages) + 1))]
    return tuple(
        frame.sheet(1.0, book.page(page, frame.height(1.0)))
        for frame, page in zip(frames, pages, strict=True)
    )


def _further(front: Frame, page: int, pages: int) -> Frame:
    """What stands around the chart on a page after the first."""
    head, bottom = running_head(front.timeline, front.area.width, front.sizes, page, pages)
    return replace(front, head=head, top=bottom + front.sizes.apart / 2)


@dataclass(frozen=True, slots=True)
class _Book:
    """A layout of any height, by rows: the px from top to bottom of each, band by band."""

    timeline: Timeline
    plan: Layout
    rows: tuple[tuple[tuple[float, float], ...], ...]
    end: float  # of the strip below the bands, which pages leave out: there the key begins

    @staticmethod
    def of(timeline: Timeline, plan: Layout) -> _Book:
        counts = furniture.crowding(timeline, plan.scale)
        lang = timeline.header.lang
        _, _, end = furniture.strip(counts, lang, plan.scale, plan.bottom)
        rows = tuple(tuple(_rows(plan, band)) for band in plan.bands)
        return _Book(timeline, plan, rows, end if plan.strip else plan.bottom)

    def cut(self, first: float, further: float) -> list[list[_Piece]]:
        """The pieces of each page, of layouts so many px high; none if a row is too high."""
        pages: list[list[_Piece]] = [[]]
        below = self.plan.height - self.end
        y = self.plan.top
        for band, rows in enumerate(self.rows):
            start = 0
            while start < len(rows):
                limit = (further if len(pages) > 1 else first) - below
                y += SIZES.lane_gap if pages[-1] else 0
                after = self._fitting(band, start, limit - y)
                if after == start:
                    if not pages[-1]:
                        return []
                    pages.append([])
                    y = self.plan.top
                    continue
                pages[-1].append(_Piece(band, start, after))
                y += self._height(pages[-1][-1])
                start = after
        return pages

    def _fitting(self, band: int, start: int, room: float) -> int:
        """The row after the last that has room together with those from `start` on."""
        after = start
        while after < len(self.rows[band]):
            if self._height(_Piece(band, start, after + 1)) > room:
                break
            after += 1
        return after

    def _height(self, piece: _Piece) -> float:
        band, rows = self.plan.bands[piece.band], self.rows[piece.band]
        inset = rows[0][0] - band.top
        high = inset + rows[piece.after - 1][1] - rows[piece.first][0] + SIZES.lane_bottom
        beside = [line.y - band.top + SIZES.lane_below for line in band.title]
        return max([high, *beside])

    def page(self, pieces: Sequence[_Piece], height: float) -> Layout:
        """The layout of a page; one that is not full ends where its rows do."""
        lanes = Lanes([], [], [], self.plan.top)
        for piece in pieces:
            self._put(piece, lanes)
        bottom = lanes.bottom
        bare = replace(
            self.plan,
            height=bottom + self.plan.height - self.end,
            bottom=bottom,
            bands=tuple(lanes.bands),
            items=tuple(sorted(lanes.items, key=lambda item: item.event)),
            annotations=annotating.placed(self.timeline, lanes, self.plan.scale),
            key=tuple(lower_key(entry, bottom - self.end) for entry in self.plan.key),
            curves=(),
            strip=(),
            caption=(),
            note=(),
        )
        plan = picturing.pictured(self.timeline, relating.related(self.timeline, bare))
        if plan.height < _FULL * height:
            return plan
        return filled(self.timeline, plan, height)

    def _put(self, piece: _Piece, lanes: Lanes) -> None:
        """Add a piece of a band below what is on the page."""
        band, rows = self.plan.bands[piece.band], self.rows[piece.band]
        top = lanes.top
        down = top + rows[0][0] - band.top - rows[piece.first][0]
        for item in self.plan.items:
            if item.lane == band.lane and piece.first <= item.row < piece.after:
                moved = lower_item(item, down)
                lanes.items.append(replace(moved, row=item.row - piece.first))
        bottom = top + self._height(piece)
        title = lower(band.title, top - band.top)
        lanes.bands.append(Band(lane=band.lane, top=top, bottom=bottom, title=title))
        lanes.top = bottom + SIZES.lane_gap


def _rows(plan: Layout, band: Band) -> Iterator[tuple[float, float]]:
    """Where the rows of a band begin and end; a band without events is one row."""
    rows: dict[int, list[PlacedEvent]] = {}
    for item in plan.items:
        if item.lane == band.lane:
            rows.setdefault(item.row, []).append(item)
    for row in sorted(rows):
        yield min(item.box[1] for item in rows[row]), max(item.box[3] for item in rows[row])
    if not rows:
        yield band.top, band.bottom - SIZES.lane_bottom
