"""What stands round the events: ticks, periods, lane titles, strip, key, what is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from timeline import wording
from timeline.layout import marks, metrics, ticks
from timeline.layout.density import Density, density
from timeline.layout.packing import pack
from timeline.layout.parts import BEYOND, Drawn, KeyEntry, PeriodBand, Scale, StripBar, Text, Tick
from timeline.layout.theme import SIZES
from timeline.model import Timeline

Measure = Callable[[str], float]


def measured(size: float) -> Measure:
    """Widths of text in the chart's font at `size` px."""
    return lambda text: metrics.text_width(text, size)


def lane_title(title: str, scale: Scale, top: float) -> tuple[Text, ...]:
    """A lane's title in its band, which begins at `top`; as many lines as it needs."""
    if not title:
        return ()
    lines = metrics.wrap(title, scale.right - scale.left, SIZES.title, bold=True)
    x = SIZES.margin + 8
    return tuple(
        Text(text=line, day=None, x_px=x, y=top + SIZES.lane_top + 12.5 + n * SIZES.lane_title)
        for n, line in enumerate(lines)
    )


def tick_labels(axis: Sequence[ticks.TickAt], scale: Scale, width: float) -> tuple[Tick, ...]:
    """Ticks with their labels, moved in from the edges; one that would meet another is left out."""
    measure = measured(SIZES.tick)
    placed: list[Tick] = []
    free_from = -1.0
    for tick in axis:
        half = measure(tick.label) / 2
        x = min(max(scale(tick.day), SIZES.margin + half), width - SIZES.margin - half)
        if x - half < free_from:
            placed.append(Tick(day=tick.day, label="", label_x=x))
            continue
        placed.append(Tick(day=tick.day, label=tick.label, label_x=x))
        free_from = x + half + SIZES.gap
    return tuple(placed)


def periods(timeline: Timeline, scale: Scale) -> tuple[tuple[PeriodBand, ...], float]:
    """Periods cut to the span; their titles packed in lines above the lanes, and how high."""
    first, after = scale.span
    bands: list[PeriodBand] = []
    extents: list[tuple[float, float]] = []
    measure = measured(SIZES.key)
    least, most = scale.left - BEYOND, scale.right + BEYOND
    for period in timeline.periods:
        outer = marks.outer(period.date, scale.span)
        core = marks.core(period.date, scale.span)
        start, end = max(first, outer[0]), min(after, outer[1])
        if start >= end:
            continue
        lines = metrics.wrap(period.title, most - least - 4, SIZES.key)
        width = max(measure(line) for line in lines) + 4
        x = max(least, min(scale(start), most - width))
        texts = tuple(
            Text(text=line, day=start, x_px=x - scale(start) + 4, y=n * SIZES.period_line)
            for n, line in enumerate(lines)
        )
        stretches = [(start, end), (max(first, core[0]), min(after, core[1]))]
        bands.append(PeriodBand(stretches=tuple(s for s in stretches if s[0] < s[1]), title=texts))
        extents.append((x, x + width))
    rows = pack(extents, SIZES.gap)
    heights = [0.0] * (max(rows, default=-1) + 1)
    for band, row in zip(bands, rows, strict=True):
        heights[row] = max(heights[row], len(band.title) * SIZES.period_line)
    tops = [SIZES.margin + SIZES.axis + 12 + before for before in accumulate([0.0, *heights])]
    placed = [
        replace(band, title=tuple(replace(text, y=text.y + tops[row]) for text in band.title))
        for band, row in zip(bands, rows, strict=True)
    ]
    return tuple(placed), sum(heights)


def crowding(timeline: Timeline, scale: Scale) -> Density | None:
    """What the density strip shows; none if there are few events."""
    if len(timeline.events) < SIZES.strip_from:
        return None
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
    most = Decimal(f"{highest:.3g}")
    words = wording.phrase(f"density-{counts.unit}", lang, count=counts.step, most=most)
    left = SIZES.margin + 8
    lines = metrics.wrap(words, scale.right + SIZES.inset - left, SIZES.key)
    caption = tuple(
        Text(text=line, day=None, x_px=left, y=base + 15 + n * SIZES.line)
        for n, line in enumerate(lines)
    )
    return tuple(bars), caption, caption[-1].y + 2


def key(
    names: set[str], lang: str, scale: Scale, bottom: float
) -> tuple[tuple[KeyEntry, ...], float]:
    """The key of the marks in use, in lines as wide as the bands; and where it ends."""
    measure = measured(SIZES.key)
    left, most = SIZES.margin + 8, scale.right + SIZES.inset
    x, y = left, bottom + SIZES.key_line
    entries: list[KeyEntry] = []
    for name in marks.KEYS:
        if name not in names:
            continue
        lines = metrics.wrap(
            wording.key_words(name, lang), most - left - SIZES.key_sample, SIZES.key
        )
        width = SIZES.key_sample + max(measure(line) for line in lines)
        if x > left and x + width > most:
            x, y = left, y + SIZES.key_line
        entries.append(_key_entry(name, lines, x, y))
        y += (len(lines) - 1) * SIZES.line
        x += width + SIZES.key_gap
    return tuple(entries), y + 4 if entries else bottom


def _key_entry(name: str, lines: Sequence[str], x: float, y: float) -> KeyEntry:
    sample = tuple(
        Drawn(part=replace(part, start_px=part.start_px + x, end_px=part.end_px + x), y=y - 4)
        for part in marks.SAMPLES[name]
    )
    words = tuple(
        Text(text=line, day=None, x_px=x + SIZES.key_sample, y=y + n * SIZES.line)
        for n, line in enumerate(lines)
    )
    return KeyEntry(name=name, sample=sample, words=words)


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
    words = " ".join(said)
    left = SIZES.margin + 8
    lines = metrics.wrap(words, scale.right + SIZES.inset - left, SIZES.key)
    texts = tuple(
        Text(text=line, day=None, x_px=left, y=bottom - 4 + SIZES.key_line + n * SIZES.line)
        for n, line in enumerate(lines)
    )
    return texts, texts[-1].y + 4
