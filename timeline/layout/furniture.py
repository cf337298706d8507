"""What stands round the events: ticks, periods, lane titles, strip, key, what is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from timeline import segments, wording
from timeline.layout import marks, metrics, ticks
from timeline.layout.density import Density, density
from timeline.layout.examples import Explained
from timeline.layout.packing import pack
from timeline.layout.parts import (
    BEYOND,
    Drawn,
    KeyEntry,
    Layout,
    PeriodBand,
    Scale,
    StripBar,
    Text,
    Tick,
)
from timeline.layout.theme import SIZES
from timeline.model import Timeline

Measure = Callable[[str], float]


def measured(size: float) -> Measure:
    """Widths of text in the chart's font at `size` px."""
    return lambda text: metrics.text_width(text, size)


_TITLE_BASELINE = 13.5  # px from the top of a line, of a lane's title
_PERIOD_BASELINE: float = 12  # the same of a period's
_ROUNDING = 0.01  # px that sums of widths may be off
_AS_GOOD_AS_WHOLE = 1e-6  # of an event: what sums of shares may be off


_BEFORE_TITLE: float = 8  # px from the edge of a band
_GUTTER_LINES = 4, 8  # of a title beside its band: as many are good, more than that too many
_GUTTER_SHARES = (SIZES.gutter_share, 0.17, 0.2)  # of the picture


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneTitle:
    """A lane's title as if its band began at 0.

    The band's rows begin at `inset`; beside a title it is `least` px high or more.
    """

    lines: tuple[Text, ...]
    inset: float = SIZES.lane_top
    least: float = 0


def gutter(titles: Iterable[str], width: float) -> float:
    """The room for lane titles beside the bands of a picture, in px; 0 if they stand over the rows.

    It is no wider than its lines, which break between words.
    """
    some = [title for title in titles if title]
    if width < SIZES.gutter_from or not some:
        return 0
    around = _BEFORE_TITLE + SIZES.gutter_gap
    good, most = _GUTTER_LINES
    for share in _GUTTER_SHARES:
        room = width * share - around
        wrapped = [metrics.wrap(title, room, SIZES.title, bold=True) for title in some]
        if max(map(len, wrapped)) <= good and all(_fit(title, room) for title in some):
            break
    if max(map(len, wrapped)) > most:
        return 0
    return around + _narrowest(some, wrapped)


def _narrowest(titles: Sequence[str], wrapped: Sequence[Sequence[str]]) -> float:
    """The least px for titles in as many lines as they are `wrapped` in: those are then alike."""
    while True:
        lines = (line for title in wrapped for line in title)
        room = max(metrics.text_width(line, SIZES.title, bold=True) for line in lines)
        narrower = [metrics.wrap(one, room - 0.5, SIZES.title, bold=True) for one in titles]
        if list(map(len, narrower)) != list(map(len, wrapped)) or not all(
            _fit(title, room - 0.5) for title in titles
        ):
            return room
        wrapped = narrower


def _fit(title: str, room: float) -> bool:
    """Whether no word of a lane's title has to be broken."""
    words = segments.words(title)
    return all(metrics.text_width(one.strip(), SIZES.title, bold=True) <= room for one in words)


def lane_titles(timeline: Timeline, scale: Scale) -> list[LaneTitle]:
    """Each lane's title: in the gutter that the scale leaves, or over the rows."""
    beside = scale.left - SIZES.inset - SIZES.margin
    return [_lane_title(lane.title, beside, scale) for lane in timeline.lanes]


def _lane_title(title: str, beside: float, scale: Scale) -> LaneTitle:
    """A title in as many lines as it needs."""
    if not title:
        return LaneTitle(lines=())
    room = beside - _BEFORE_TITLE - SIZES.gutter_gap if beside else scale.right - scale.left
    lines = metrics.wrap(title, room + _ROUNDING, SIZES.title, bold=True)
    ink = metrics.heights(lines, SIZES.title)
    pitch = max(SIZES.lane_title, sum(ink))
    up = max(0, ink.ascent - SIZES.lane_top - _TITLE_BASELINE)
    down = max(0, ink.descent - SIZES.lane_title + _TITLE_BASELINE)
    x, y = SIZES.margin + _BEFORE_TITLE, SIZES.lane_top + up + _TITLE_BASELINE
    texts = _stacked(lines, Text(text="", day=None, x_px=x, y=y), pitch, SIZES.title, bold=True)
    below = SIZES.lane_top + up + (len(lines) - 1) * pitch + SIZES.lane_title + down
    below += SIZES.lane_below
    return LaneTitle(lines=texts, least=below) if beside else LaneTitle(lines=texts, inset=below)


def tick_labels(axis: Sequence[ticks.TickAt], scale: Scale, width: float) -> tuple[Tick, ...]:
    """Ticks with their labels, moved in from the edges; one that would meet another is left out.

    The first and the last stand on the ends of the axis, where half of a label would
    be cut by the picture's edge. The line of the grid stays.
    """
    measure = measured(SIZES.tick)
    placed: list[Tick] = []
    free_from = -1.0
    for tick in axis:
        half = measure(tick.label) / 2
        x = min(max(scale(tick.day), SIZES.margin + half), width - SIZES.margin - half)
        words = tick.label if x - half >= free_from else ""
        placed.append(Tick(day=tick.day, label=words, label_x=x, half=tick.half))
        if words:
            free_from = x + half + SIZES.gap
    return tuple(placed)


def periods(timeline: Timeline, scale: Scale) -> tuple[tuple[PeriodBand, ...], float]:
    """Periods cut to the span; their titles packed in lines above the lanes, and how high.

    One that goes on beyond the span is shaded up to the edge of the bands; one that
    ends with it, up to the end of the axis.
    """
    first, after = scale.span
    before, beyond = first - SIZES.inset / scale.per_day, after + SIZES.inset / scale.per_day
    bands: list[PeriodBand] = []
    extents: list[tuple[float, float]] = []
    for period in timeline.periods:
        outer = marks.outer(period.date, scale.span)
        core = marks.core(period.date, scale.span)
        start, end = max(first, outer[0]), min(after, outer[1])
        if start >= end:
            continue
        title, extent = _period_title(period.title, start, scale)
        # A stretch that begins or ends at an edge is not beyond it.
        stretches = [
            (one[0] if one[0] >= first else before, one[1] if one[1] <= after else beyond)
            for one in (outer, core)
            if max(first, one[0]) < min(after, one[1])
        ]
        bands.append(PeriodBand(stretches=tuple(stretches), title=title))
        extents.append(extent)
    return _in_rows(bands, pack(extents, SIZES.gap))


def _period_title(
    title: str, start: float, scale: Scale
) -> tuple[tuple[Text, ...], tuple[float, float]]:
    """A period's title that begins with it, its first baseline at 0; and what it covers, in px."""
    least, most = scale.left - BEYOND, scale.right + BEYOND
    lines = metrics.wrap(title, most - least - 4, SIZES.key)
    width = max(metrics.text_width(line, SIZES.key) for line in lines) + 4
    x = max(least, min(scale(start), most - width))
    pitch = max(SIZES.period_line, sum(metrics.heights(lines, SIZES.key)))
    first = Text(text="", day=start, x_px=x - scale(start) + 4, y=0)
    return _stacked(lines, first, pitch, SIZES.key), (x, x + width)


def _in_rows(
    bands: Sequence[PeriodBand], rows: Sequence[int]
) -> tuple[tuple[PeriodBand, ...], float]:
    """Periods with their titles in rows, those of a row on one baseline; and how high all are."""
    count = max(rows, default=-1) + 1
    above, below = [_PERIOD_BASELINE] * count, [SIZES.period_line - _PERIOD_BASELINE] * count
    for band, row in zip(bands, rows, strict=True):
        ink = metrics.heights([line.text for line in band.title], SIZES.key)
        above[row] = max(above[row], ink.ascent)
        least = SIZES.period_line - _PERIOD_BASELINE
        below[row] = max(below[row], band.title[-1].y + max(least, ink.descent))
    heights = [up + down for up, down in zip(above, below, strict=True)]
    tops = [SIZES.margin + SIZES.axis + before for before in accumulate([0.0, *heights])]
    placed = [
        replace(
            band,
            title=tuple(replace(text, y=text.y + tops[row] + above[row]) for text in band.title),
        )
        for band, row in zip(bands, rows, strict=True)
    ]
    return tuple(placed), sum(heights)


def crowding(timeline: Timeline, scale: Scale) -> Density | None:
    """What the density strip shows; none if there are few events."""
    if len(timeline.events) < SIZES.strip_from:
        return None
    # 9 px a bin at least, of which a bar takes 8: one of a px or two is taken for a tick.
    return density(timeline, scale.span, most=max(2, int((scale.right - scale.left) / 9)))


def strip(
    counts: Density | None, lang: str, scale: Scale, top: float
) -> tuple[tuple[StripBar, ...], tuple[Text, ...], float]:
    """The density strip: events a bin, stacked by lane; its caption, and where both end."""
    if counts is None:
        return (), (), top
    highest = max(sum(one.weights) for one in counts.bins)
    base = top + 8 + SIZES.strip
    bars: list[StripBar] = []
    for one in counts.bins:
        bottom = base
        for lane, weight in enumerate(one.weights):
            height = SIZES.strip * weight / highest if highest else 0
            if height:
                bars.append(
                    StripBar(
                        lane=lane,
                        start=one.start,
                        end=one.after,
                        top=bottom - height,
                        bottom=bottom,
                    )
                )
            bottom -= height
    most = _most_words(highest, lang)
    words = wording.phrase(f"density-{counts.unit}", lang, count=counts.step, most=most)
    caption, below = _paragraph(words, scale, base + 15)
    return tuple(bars), caption, caption[-1].y + max(2, below)


def _most_words(most: float, lang: str) -> str:
    """How many events are in a bin at most; what is about so many, since shares add up, says so."""
    whole = round(most)
    if abs(most - whole) < _AS_GOOD_AS_WHOLE:
        return wording.phrase("density-most", lang, count=whole)
    if most < 1:
        return wording.phrase("density-most-under-one", lang)
    return wording.phrase("density-most-about", lang, count=whole)


def key(
    explained: Sequence[Explained], scale: Scale, bottom: float
) -> tuple[tuple[KeyEntry, ...], float]:
    """The key of the marks in use, in lines as wide as the bands; and where it ends."""
    measure = measured(SIZES.key)
    left, most = SIZES.margin + 8, scale.right + SIZES.inset
    ink = metrics.heights([one.words for one in explained], SIZES.key)
    between, pitch = max(SIZES.key_line, sum(ink)), max(SIZES.line, sum(ink))
    x, y = left, bottom + between
    entries: list[KeyEntry] = []
    for one in explained:
        lines = metrics.wrap(one.words, most - left - SIZES.key_sample, SIZES.key)
        width = SIZES.key_sample + max(measure(line) for line in lines)
        if x > left and x + width > most:
            x, y = left, y + between
        entries.append(_key_entry(one, lines, (x, y), pitch))
        y += (len(lines) - 1) * pitch
        x += width + SIZES.key_gap
    return tuple(entries), y + max(4, ink.descent) if entries else bottom


def _key_entry(
    one: Explained, lines: Sequence[str], at: tuple[float, float], pitch: float
) -> KeyEntry:
    x, y = at
    parts = [_sample_part(part, x) for part in marks.sample(one.name, leftward=one.leftward)]
    first = Text(text="", day=None, x_px=x + SIZES.key_sample, y=y)
    return KeyEntry(
        name=one.name,
        sample=tuple(Drawn(part=part, y=y - 4) for part in parts),
        words=_stacked(lines, first, pitch, SIZES.key),
    )


def _sample_part(sample: marks.Sample, x: float) -> marks.Part:
    return marks.Part(
        shape=sample.shape,
        start=None,
        end=None,
        start_px=x + sample.start,
        end_px=x + sample.end,
        tone=sample.tone,
        leftward=sample.leftward,
    )


def note(
    counts: tuple[int, int, int], unmarked: int, lang: str, scale: Scale, bottom: float
) -> tuple[tuple[Text, ...], float]:
    """What the chart leaves out, if it does, and where that ends.

    `counts` are how many events are labelled, of how many that have a mark, and
    how many are gathered; `unmarked` is of how many nothing falls in the span.
    """
    labelled, total, gathered = counts
    said = []
    if labelled < total:
        said.append(wording.phrase("labelled", lang, labelled=labelled, total=total))
    if gathered:
        said.append(wording.phrase("gathered", lang, count=gathered))
    if unmarked:
        said.append(wording.phrase("unmarked", lang, count=unmarked))
    if not said:
        return (), bottom
    texts, below = _paragraph(" ".join(said), scale, bottom - 4 + SIZES.key_line)
    return texts, texts[-1].y + max(4, below)


def with_note(plan: Layout, words: str) -> Layout:
    """A layout whose note has these words, in place of any, and the height that they need."""
    bottom = plan.height - SIZES.margin
    y = plan.note[0].y if plan.note else bottom - 4 + SIZES.key_line
    texts, below = _paragraph(words, plan.scale, y)
    return replace(plan, note=texts, height=texts[-1].y + max(4, below) + SIZES.margin)


def _paragraph(words: str, scale: Scale, y: float) -> tuple[tuple[Text, ...], float]:
    """Words in lines, the first with its baseline at `y`, and what they need under the last."""
    left = SIZES.margin + 8
    lines = metrics.wrap(words, scale.right + SIZES.inset - left, SIZES.key)
    ink = metrics.heights(lines, SIZES.key)
    pitch = max(SIZES.line, sum(ink))
    first = Text(text="", day=None, x_px=left, y=y)
    return _stacked(lines, first, pitch, SIZES.key), ink.descent


def _stacked(
    lines: Sequence[str], first: Text, pitch: float, size: float, *, bold: bool = False
) -> tuple[Text, ...]:
    """Lines under each other, the place of the first given by its left end."""
    if metrics.aligns_right(lines):
        width = max(metrics.text_width(line, size, bold=bold) for line in lines)
        first = replace(first, x_px=first.x_px + width, anchor="end")
    return tuple(replace(first, text=line, y=first.y + n * pitch) for n, line in enumerate(lines))
