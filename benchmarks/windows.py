"""What a reader finds by zooming: windows of the page's chart against a fresh layout of each.

A table for humans, of files that spread their events in several ways, at four widths;
no limits. `--tell` says on stderr which windows fall short, and which events they lack.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from made import KINDS, spread

from timeline import site
from timeline.edtf import civil
from timeline.layout.labels import Block, block
from timeline.layout.layout import layout
from timeline.layout.parts import Scale
from timeline.layout.selection import NothingSelected, interval, select
from timeline.layout.span import span
from timeline.layout.theme import SIZES
from timeline.model import Timeline
from timeline.pages.edition import Edition
from timeline.text import reader

COUNTS = (200, 1_000, 5_000)
WIDTHS = (304, 368, 720, 1160)  # of layouts; the browser's window is found for each
DEEPEST = 64  # of random windows
STEP = 1.6  # of a way in, as one press of the page's button zooms
LEAST = 8.0  # px of a mark that count as seen
FEW = 40  # events in view, of which every one is to be named
HEAD = """| events | width | windows | named / yardstick | % | worst window | under 95% | not all of 40 | overlaps | over marks | cut | lost on the way in | named nowhere | heights | step, ms |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"""

Window = tuple[int, int]  # days, half-open

# How the page is asked for a window, and what is then read from it.
_METER = """window.meter = {
  shown: () => [...document.querySelectorAll('.live .ticks_marks text')]
    .map(t => t.textContent + t.getAttribute('transform')).join(),

  // Go to a window by the address, as Back does; done when nothing has changed for three frames.
  async go(text) {
    const frame = () => new Promise(requestAnimationFrame);
    let changes = 0;
    const watch = new MutationObserver(() => { changes += 1; });
    watch.observe(document.querySelector('.live'), { subtree: true, childList: true, attributes: true, characterData: true });
    const before = this.shown(), since = performance.now();
    history.replaceState(history.state, '', `${location.pathname}?window=${text}`);
    dispatchEvent(new PopStateEvent('popstate'));
    while (this.shown() === before && performance.now() - since < 3000) await frame();
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    const took = performance.now() - since;
    for (let quiet = 0; quiet < 3;) {
      changes = 0;
      await frame();
      quiet = changes ? 0 : quiet + 1;
    }
    watch.disconnect();
    return took;
  },

  owner: (mark) => mark.__data__?.datum?.owner ?? '',

  // What is drawn: labels shown by owner, boxes that meet, labels cut, the chart's height.
  read(deep) {
    const live = document.querySelector('.live');
    const frame = live.querySelector('svg').getBoundingClientRect();
    const seen = ({ box }) => box.width && box.right > frame.left && box.left < frame.right;
    const boxed = (found) => [...found]
      .map(el => ({ owner: this.owner(el), box: el.getBoundingClientRect(), el }))
      .filter(seen);
    const visible = ({ el }) => el.textContent.trim()
      && el.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      && el.getAttribute('opacity') !== '0' && el.getAttribute('fill-opacity') !== '0';
    const labels = boxed(live.querySelectorAll('.labels_marks text')).filter(visible);
    const named = [...new Set(labels.map(l => l.owner).filter(o => o.startsWith('event-')))];
    const found = { named: named.map(o => Number(o.slice(6))), height: frame.height, overlaps: 0, over: 0, cut: 0 };
    if (!deep) return found;
    const ticks = boxed(live.querySelectorAll('.ticks_marks text')).filter(visible);
    const marks = boxed(live.querySelectorAll('.mark-rect > *, .mark-rule > *, .mark-symbol > *'))
      .filter(m => m.owner && !m.el.closest('.hits_marks'));
    const meet = (a, b, least) => Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > least
      && Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top) > (a.box.bottom - a.box.top) / 3;
    for (const [at, a] of labels.entries()) {
      if (a.box.left < frame.left - 1 || a.box.right > frame.right + 1) found.cut += 1;
      for (const b of labels.slice(at + 1)) if (a.owner !== b.owner && meet(a, b, 0.5)) found.overlaps += 1;
      for (const b of ticks) if (meet(a, b, 0.5)) found.overlaps += 1;
      if (a.owner) for (const b of marks) if (a.owner !== b.owner && covers(a.box, b.box)) found.over += 1;
    }
    return found;

    // Whether a mark comes into a label's letters, less the air that their box has above and below.
    function covers(text, mark) {
      const air = (text.bottom - text.top) / 5;
      return Math.min(text.right, mark.right) - Math.max(text.left, mark.left) > 1
        && Math.min(text.bottom - air, mark.bottom) - Math.max(text.top + air, mark.top) > 0.5;
    }
  },
};"""


@dataclass(frozen=True, slots=True)
class Read:
    """What a page drew in a window: events named, faults by the boxes, and how long it took."""

    named: frozenset[int]
    height: float
    overlaps: int
    over: int
    cut: int
    took: float


@dataclass(slots=True)
class Told:
    """What has been counted in one file at one width."""

    windows: int = 0
    named: int = 0
    yardstick: int = 0
    worst: tuple[float, int, int] = (9.0, 0, 0)  # share, named, yardstick
    short: int = 0
    few: int = 0
    few_failed: int = 0
    overlaps: int = 0
    over: int = 0
    cut: int = 0
    kept: int = 0
    lost: int = 0
    sought: int = 0
    nowhere: int = 0
    ever: set[int] = field(default_factory=set)
    heights: set[float] = field(default_factory=set)
    steps: list[float] = field(default_factory=list)

    def saw(self, read: Read) -> None:
        """Take in what any window showed."""
        self.ever |= read.named
        self.heights.add(round(read.height, 1))
        self.overlaps += read.overlaps
        self.over += read.over
        self.cut += read.cut

    def held(self, named: int, yardstick: int) -> None:
        """Take in how many a random window named, and how many a fresh layout does."""
        self.windows += 1
        self.named += named
        self.yardstick += yardstick
        if yardstick:
            self.worst = min(self.worst, (named / yardstick, named, yardstick))
            self.short += named < 0.95 * yardstick

    def cells(self) -> str:
        """The cells of a table's row."""
        share = 100 * self.named / (self.yardstick or 1)
        step = f"{median(self.steps):.0f}" if self.steps else ""
        return (
            f"{self.windows} | {self.named:,} / {self.yardstick:,} | {share:.1f} "
            f"| {self.worst[1]} / {self.worst[2]} | {self.short} | {self.few_failed} of {self.few} "
            f"| {self.overlaps} | {self.over} | {self.cut} | {self.lost} of {self.kept} "
            f"| {self.nowhere} of {self.sought} | {len(self.heights)} | {step}"
        )


@dataclass(frozen=True, slots=True)
class File:
    """A timeline under measure: its page, its blocks by event, its span."""

    name: str
    timeline: Timeline
    page: Path
    blocks: tuple[Block, ...]
    span: Window

    def seen(self, window: Window, width: float) -> frozenset[int]:
        """The events of which a window shows LEAST px of mark or more, by their dates."""
        edge = SIZES.margin + SIZES.inset
        per_day = (width - 2 * edge) / (window[1] - window[0])
        left, right = (edge + (day - window[0]) * per_day for day in self.span)
        scale = Scale(span=self.span, left=left, right=right)
        found = set()
        for one in self.blocks:
            extents = [scale.extent(lined.part) for lined in one.mark]
            start, end = min(e[0] for e in extents), max(e[1] for e in extents)
            if min(end, width - edge) - max(start, edge) >= LEAST:
                found.add(one.event)
        return frozenset(found)

    def middle(self, event: int) -> int:
        """The day in the middle of an event's mark, within the span."""
        days = self.days(event)
        return (max(days[0], self.span[0]) + min(days[1], self.span[1])) // 2

    def days(self, event: int) -> Window:
        """The days from an event's mark's beginning to its end."""
        parts = [lined.part for one in self.blocks if one.event == event for lined in one.mark]
        return int(min(p.start or 0 for p in parts)), int(max(p.end or 0 for p in parts))

    def around(self, day: int, length: int) -> Window:
        """The window so long round a day, moved into the span."""
        start = min(max(day - length // 2, self.span[0]), self.span[1] - length)
        return start, start + length


class Chart:
    """The page's chart, open to explore in a tab as wide as a layout asks."""

    def __init__(self, browser: Any, file: File, width: int) -> None:
        self.file = file
        self.tab = browser.new_context(reduced_motion="reduce").new_page()
        self.tab.add_init_script(_METER)
        self.errors: list[str] = []
        self.tab.on("pageerror", lambda error: self.errors.append(str(error)))
        self.tab.on("console", self._hear)
        fit(self.tab, file.page, width)
        self.tab.goto(f"{file.page.as_uri()}?window={text(file.around(file.span[0], 1000))}")
        self.tab.wait_for_selector(".exploring .live svg")
        self.tab.wait_for_timeout(300)
        box = self.tab.evaluate(
            "(b => [b.x, b.width])(document.querySelector('.live svg').viewBox.baseVal)"
        )
        self.width = box[1] + 2 * box[0]  # of the layout that is shown

    def read(self, window: Window, *, deep: bool = True) -> Read:
        """What the chart draws in a window; without overlaps and the like if not `deep`."""
        took = self.tab.evaluate(f"meter.go('{text(window)}')")
        found = self.tab.evaluate(f"meter.read({str(deep).lower()})")
        if self.errors:  # what is shown then is the window before
            raise RuntimeError(f"{self.file.name}, {text(window)}: {self.errors[0]}")
        return Read(named=frozenset(found.pop("named")), took=took, **found)

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def close(self) -> None:
        """Close the tab."""
        self.tab.context.close()


def fit(tab: Any, page: Path, width: int) -> None:
    """Make the browser's window so wide that its column is as wide as a layout's picture."""
    viewport = width
    tab.goto(page.as_uri())
    for _ in range(4):
        tab.set_viewport_size({"width": viewport, "height": 900})
        column = tab.evaluate(
            "document.querySelector('figure.chart').getBoundingClientRect().width"
        )
        viewport += round(width - 2 * SIZES.margin - column)


def text(window: Window) -> str:
    """A window of whole days as the page's address has it."""
    return "/".join("{:04}-{:02}-{:02}".format(*civil(day)) for day in window)


def main() -> int:
    """Print the table."""
    from playwright.sync_api import sync_playwright

    asked = options().parse_args()
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    print(HEAD, flush=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        for kind in asked.kinds:
            for count in asked.counts:
                file = made(kind, count, Path(folder))
                for width in asked.widths:
                    told = measured(Chart(browser, file, width), asked)
                    print(f"| {file.name} | {width} | {told.cells()} |", flush=True)
        browser.close()
    return 0


def options() -> argparse.ArgumentParser:
    """What can be chosen."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--kinds", nargs="+", choices=KINDS, default=KINDS)
    add("--counts", nargs="+", type=int, default=COUNTS)
    add("--widths", nargs="+", type=int, default=WIDTHS)
    add("--windows", type=int, default=30, help="random windows of each file at each width")
    add("--ways", type=int, default=5, help="ways in, from the whole to a random event")
    add("--find", type=int, default=50, help="events to seek that no window named; -1: all")
    add("--tell", action="store_true", help="tell of each window that falls short, on stderr")
    return parser


def made(kind: str, count: int, folder: Path) -> File:
    """A file of a kind, built."""
    source = spread(kind, count)
    timeline = reader.read_text(source)[0]
    page = folder / f"{kind}-{count}.html"
    page.write_bytes(
        site.build(Edition(timeline, data=source.encode(), rasters=False)).files["index.html"]
    )
    whole = span(timeline)
    scale = Scale(span=whole, left=0, right=1000)
    blocks = [block(index, event, scale) for index, event in enumerate(timeline.events)]
    kept = tuple(one for one in blocks if one is not None)
    return File(f"{kind} {count:,}", timeline, page, kept, whole)


def measured(chart: Chart, asked: argparse.Namespace) -> Told:
    """All that is counted of a file at a width."""
    told = Told()
    draw = Random(f"{chart.file.name} {chart.width}")
    for window in windows(chart.file, draw, asked.windows):
        held(chart, window, told, tell=asked.tell)
    for _ in range(asked.ways):
        way_in(chart, draw.choice(chart.file.blocks).event, told, tell=asked.tell)
    seek(chart, draw, asked.find, told, tell=asked.tell)
    chart.close()
    return told


def windows(file: File, draw: Random, count: int) -> Iterator[Window]:
    """Random windows, of any depth alike; every other one round an event."""
    whole = file.span[1] - file.span[0]
    for number in range(count):
        length = max(1, round(whole / DEEPEST ** draw.random()))
        anywhere = draw.randint(*file.span)
        event = draw.choice(file.blocks).event
        yield file.around(file.middle(event) if number % 2 else anywhere, length)


def held(chart: Chart, window: Window, told: Told, *, tell: bool) -> None:
    """Hold a window against a fresh layout of it."""
    file = chart.file
    read = chart.read(window)
    fresh = yardstick(file.timeline, window, chart.width)
    seen = file.seen(window, chart.width)
    told.saw(read)
    told.held(len(read.named), fresh)
    lacking = seen - read.named
    if seen and len(seen) <= FEW:
        told.few += 1
        told.few_failed += bool(lacking)
    failed = bool(lacking) and len(seen) <= FEW
    if tell and (failed or len(read.named) < 0.95 * fresh or read.overlaps + read.over + read.cut):
        what = f"named {len(read.named)} of {fresh}, {len(seen)} in view"
        say(chart, window, f"{what}; {faults(read)}", lacking if failed else ())


def yardstick(timeline: Timeline, window: Window, width: float) -> int:
    """How many events a fresh layout of a window names."""
    days = interval(*window)
    try:
        return layout(select(timeline, start=days, end=days), width).labelled
    except NothingSelected:
        return 0


def way_in(chart: Chart, event: int, told: Told, *, tell: bool) -> None:
    """Zoom in to an event, press by press: what was named stays so while its mark is in view."""
    file = chart.file
    length, day = float(file.span[1] - file.span[0]), file.middle(event)
    least = length / DEEPEST
    before: frozenset[int] = frozenset()
    while length > least:
        window = file.around(day, round(length))
        read = chart.read(window)
        told.saw(read)
        told.steps.append(read.took)
        stay = before & file.seen(window, chart.width)
        told.kept += len(stay)
        told.lost += len(stay - read.named)
        if tell and stay - read.named:
            say(chart, window, "lost on the way in", stay - read.named)
        before = read.named
        length /= STEP


def seek(chart: Chart, draw: Random, most: int, told: Told, *, tell: bool) -> None:
    """Look for events that no window has named, where nothing can be zoomed in to further."""
    events = [one.event for one in chart.file.blocks]
    unnamed = [event for event in events if event not in told.ever]
    draw.shuffle(unnamed)
    for event in unnamed if most < 0 else unnamed[:most]:
        told.sought += 1
        days = chart.file.days(event)
        for day in (chart.file.middle(event), days[0], days[1]):
            if event in told.ever:
                break
            told.saw(chart.read(chart.file.around(day, 1), deep=False))
        if event not in told.ever:
            told.nowhere += 1
            if tell:
                say(chart, days, "named nowhere", [event])


def faults(read: Read) -> str:
    """The faults of a window in words."""
    return f"{read.overlaps} overlaps, {read.over} over marks, {read.cut} cut"


def say(chart: Chart, window: Window, what: str, events: Iterable[int]) -> None:
    """Tell of a window on stderr."""
    ids = ids_of(chart.file.timeline, sorted(events))
    told = f"{chart.file.name} at {chart.width:.0f}: {text(window)}: {what}"
    print(f"{told}: {' '.join(ids[:12])}" if ids else told, file=sys.stderr, flush=True)


def ids_of(timeline: Timeline, events: Sequence[int]) -> list[str]:
    """The ids of events by number."""
    return [timeline.events[event].id for event in events]


if __name__ == "__main__":
    sys.exit(main())
