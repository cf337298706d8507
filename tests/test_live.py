"""The live chart in Chromium: the same picture, the rule of labels, the words of the axis."""

from __future__ import annotations

import random
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from support import made
from support.browser import Tabs

from timeline.drawing.pictures import font_faces
from timeline.drawing.rows import DAY
from timeline.layout import ticks
from timeline.layout.label_window import LENIENT, labels_in, row_labels, windowed
from timeline.layout.layout import layout
from timeline.layout.metrics import text_width
from timeline.layout.parts import Layout
from timeline.layout.theme import SIZES
from timeline.model import Timeline
from timeline.pages import live
from timeline.pages.policy import policy

pytestmark = pytest.mark.browser

SCRIPTS = Path(__file__).parent.parent / "templates" / "script"
HOST = "http://timeline.test"
DATES = (
    "{y}", "{y}-03", "{y}-03-31", "{y}/{z}", "{y}~", "{y}?", "[{y},{z}]", "[{y}..{z}]", "{y}/..",
    "{y}/", "{{{y},{z}}}", "/{z}",
)  # fmt: skip

Open = Callable[[Timeline, dict[str, Layout]], Any]


@pytest.fixture
def stage(tabs: Tabs) -> Open:
    """Opens a page that can draw a timeline's live chart, with `draw(name, window)` in it."""

    def open_(timeline: Timeline, layouts: dict[str, Layout]) -> Any:
        spec = live.start_spec(timeline, next(iter(layouts.values()))).result()
        made_live = live.explorable(timeline, layouts, spec)
        html = (
            f'<!doctype html><html lang="en"><style>{font_faces({False: ALL + live.drawn_characters(timeline), True: ALL})}'
            f"{_colours()} svg {{ display: block; width: 1144px }}</style>"
            f'<script type="application/json" id="_live">{made_live.json}</script>'
            f'<script type="text/plain" id="_runtime">{made_live.runtime}</script>'
            "<script type=module>import { drawLive } from '/view.js';"
            "window.draw = async (name, win) => {"
            " window.chart = await drawLive(name, win); document.body.replaceChildren(chart.svg); };"
            "window.ready = true;</script><body style='margin:0'></body>"
        )
        tab = tabs.lend(1200, 1700)
        tab.route(f"{HOST}/", lambda route: route.fulfill(body=html, content_type="text/html"))
        tab.route(
            f"{HOST}/*.js",
            lambda route: route.fulfill(
                body=(SCRIPTS / route.request.url.rpartition("/")[2]).read_text("utf-8"),
                content_type="text/javascript",
            ),
        )
        tab.goto(f"{HOST}/")
        tab.wait_for_function("window.ready")
        return tab

    return open_


ALL = "".join(map(chr, range(32, 127)))


def _colours() -> str:
    from timeline.drawing.pictures import css_colours

    return ":root{" + ";".join(f"{n}:{v}" for n, v in css_colours()["light"].items()) + "}"


def crowd(count: int, seed: int) -> Timeline:
    """Events of every kind with titles of all lengths, in two lanes."""
    dice = random.Random(seed)
    events = []
    for _ in range(count):
        year = dice.randint(1900, 1985)
        date = dice.choice(DATES).format(y=year, z=year + dice.randint(1, 14))
        title = dice.choice(["Short", "A title of middling length", "A title that is long " * 3])
        events.append(
            {
                "date": f'"{date}"',
                "title": made.quoted(title.strip()),
                "lane": dice.choice(['"a"', '"b"']),
                "importance": str(dice.randint(1, 5)),
            }
        )
    return made.timeline(
        events,
        head='span = "1900/2000"',
        lanes=["a", "b"],
        tail='[[periods]]\nid = "p"\ntitle = "A period"\ndate = "1914/1918"\n'
        '[[periods]]\nid = "q"\ntitle = "Another, with a title of some length"\ndate = "1921/1924"\n',
    )


# Done when the window is drawn; what `show` gives back, Vega's whole view, stays in the browser.
SHOW = "async (window) => { await chart.show(window); }"

_LABELS = """() => [...chart.svg.querySelectorAll('.labels_marks text')].filter(t => t.textContent)
  .map(t => {
    const {datum} = t.__data__, box = t.getBBox();
    const [, x, y] = /translate\\(([-\\d.e]+),([-\\d.e]+)\\)/.exec(t.getAttribute('transform'));
    const anchor = t.getAttribute('text-anchor') || 'start';
    return {owner: datum.owner, text: datum.text, x: +x, y: +y, anchor,
            left: +x + box.x, right: +x + box.x + box.width};
  })"""


def windows(plan: Layout, count: int, seed: int) -> list[tuple[float, float]]:
    """Windows of any zoom from the whole to a 64th, anywhere in the span."""
    dice = random.Random(seed)
    first, after = plan.scale.span
    found = []
    for _ in range(count):
        length = (after - first) / 64 ** dice.random()
        start = first + dice.random() * (after - first - length)
        found.append((start, start + length))
    return [(float(first), float(after)), *found]


@pytest.mark.parametrize(
    ("count", "height", "seed"),
    [(24, 1600, 1), (60, 1600, 2), (90, 700, 3), (250, 700, 4)],
    ids=["roomy", "roomy crowd", "compact", "clusters"],
)
def test_labels_obey_the_rule(stage: Open, count: int, height: int, seed: int) -> None:
    """In any window the labels are those the proven rule shows, where it puts them."""
    timeline = crowd(count, seed)
    plan = layout(timeline, 1160, height)
    tab = stage(timeline, {"wide": plan})
    spots = row_labels(plan)
    tab.evaluate("w => draw('wide', w)", [day * DAY for day in plan.scale.span])
    moved = 0

    for window in windows(plan, 6, seed):
        tab.evaluate(SHOW, [day * DAY for day in window])
        drawn = {
            int(label["owner"].removeprefix("event-")): label
            for label in tab.evaluate(_LABELS)
            if label["owner"].startswith("event-")
        }
        shown = {one.event: one.box for one in labels_in(plan, window)}
        assert _certain(plan, shown, window) <= set(drawn) <= set(shown) | _doubtful(plan, window)
        for event, label in drawn.items():
            if event in shown:
                left, _, right, _ = (edge - plan.scale.left for edge in shown[event])
                x = {"start": left, "end": right}[label["anchor"]]
                item = next(item for item in plan.items if item.event == event)
                if len(item.label) == 1 and spots[event].movable:
                    moved += 1
                    assert x == pytest.approx(label["x"], abs=0.1)
                assert left - 1 <= label["left"]  # a font at this size is set to whole px
                assert label["right"] <= right + 1
    assert (moved > 5) == (height == 1600)  # in low rows none moves


def _doubtful(plan: Layout, window: tuple[float, float]) -> set[int]:
    """Labels that rounding to a hundredth of a px may show or hide."""
    scale = windowed(plan.scale, window)
    edges = plan.scale.left - 9, plan.scale.right + 9
    near = set()
    for event, place in row_labels(plan).items():
        left = place.own.label.on(scale)
        right = left + place.own.width
        if min(abs(left - edges[0]), abs(right - edges[1])) < 0.1:
            near.add(event)
    return near


def _certain(plan: Layout, shown: dict[int, Any], window: tuple[float, float]) -> set[int]:
    return set(shown) - _doubtful(plan, window)


@pytest.mark.parametrize(("count", "height"), [(60, 1600), (250, 700)], ids=["roomy", "clusters"])
def test_labels_meet_nothing_as_drawn(stage: Open, count: int, height: int) -> None:
    """By the boxes Chromium draws, no label meets another and none leaves the picture."""
    timeline = crowd(count, 9)
    plan = layout(timeline, 1160, height)
    tab = stage(timeline, {"wide": plan})
    tab.evaluate("w => draw('wide', w)", [day * DAY for day in plan.scale.span])
    width = plan.scale.right - plan.scale.left
    seen = 0

    for window in windows(plan, 7, 10):
        tab.evaluate(SHOW, [day * DAY for day in window])
        labels = tab.evaluate(_LABELS)
        seen += len(labels)
        for at, one in enumerate(labels):
            assert -23 <= one["left"]
            assert one["right"] <= width + 23
            for other in labels[at + 1 :]:
                level = abs(one["y"] - other["y"]) < SIZES.compact_line - 3
                apart = one["right"] <= other["left"] + 0.5 or other["right"] <= one["left"] + 0.5
                assert apart or not level, (window, one, other)
    assert seen > 80


_MARKS = """() => [...chart.svg.querySelectorAll('.bars_marks > *, .symbols_marks > *, .lines_marks > *')]
  .filter(m => m.__data__.datum.owner)
  .map(m => { const { left, right } = m.getBoundingClientRect(), { a, b } = m.__data__.datum;
    return { left, right, a, b: b ?? a }; })"""


def test_marks_end_where_they_end(stage: Open) -> None:
    """What goes on outside the window runs over the picture's edge; all else stays in the band."""
    timeline = crowd(60, 5)
    plan = layout(timeline, 1160)
    tab = stage(timeline, {"wide": plan})
    tab.evaluate("w => draw('wide', w)", [day * DAY for day in plan.scale.span])
    cut = 0

    for window in windows(plan, 6, 2):
        start, end = (day * DAY for day in window)
        tab.evaluate(SHOW, [start, end])
        per_ms = (plan.scale.right - plan.scale.left) / (end - start)
        beyond = (SIZES.inset + 4) / per_ms  # farther than any corner or outline reaches
        for mark in tab.evaluate(_MARKS):
            if mark["a"] < start - beyond:
                assert mark["left"] < -2
            elif mark["a"] >= start:
                assert mark["left"] >= 0
            if mark["b"] > end + beyond:
                assert mark["right"] > 1146
            elif mark["b"] <= end:
                assert mark["right"] <= 1144
            cut += mark["a"] < start - beyond or mark["b"] > end + beyond
    assert cut > 20
    assert "hidden" == tab.evaluate("getComputedStyle(chart.svg).overflow")


OUTLINED = ["[1900..1999]", "1900/1999?", "1900?/1999?", "1900~/1999~", "19XX"]


@pytest.mark.parametrize("date", OUTLINED)
def test_no_end_at_the_edge(stage: Open, date: str) -> None:
    """In a window amid a mark it looks at the edges as it does inside: no border closes it there."""
    timeline = made.timeline([{"date": f'"{date}"', "title": '"x"'}], head='span = "1890/2009"')
    plan = layout(timeline, 1160)
    tab = stage(timeline, {"wide": plan})
    drawn = """async (window) => {
      await draw('wide', window);
      const boxes = [...chart.svg.querySelectorAll('.bars_marks > *')].filter(m => m.__data__.datum.owner)
        .map(m => m.getBoundingClientRect());
      return [chart.svg.getBoundingClientRect(), ...boxes].map(b => [b.left, b.top, b.right, b.bottom]);
    }"""
    amid = [day * DAY for day in (-10_000, -8_000)]
    (_, _, width, _), *boxes = tab.evaluate(drawn, amid)
    middle = round((boxes[0][1] + boxes[0][3]) / 2)
    line = {"x": 0, "y": middle, "width": width, "height": 1}
    image = Image.open(BytesIO(tab.screenshot(clip=line)))
    colours = image.convert("RGB").getcolors(1 << 16) or []

    assert boxes
    assert 1 == len(colours), colours


SPANS = [
    ("1945/2004", 1160), ("1970-03-01/1970-03-31", 1160), ("1970-03-01/1970-03-31", 360),
    ("1999/1999", 720), ("-3000/1999", 1160), ("-0049/0060", 720), ("-9999/2000", 360),
    ("1901/1902", 720), ("0900/1100", 1160), ("1969-12-30/1970-01-04", 1160),
]  # fmt: skip


@pytest.mark.parametrize(("span", "width"), SPANS, ids=lambda one: str(one))
def test_same_ticks_as_python(stage: Open, span: str, width: int) -> None:
    """The script finds the ticks, and words them, as the layout does."""
    start = span.partition("/")[0]
    timeline = made.timeline([{"date": f'"{start}"'}], head=f'span = "{span}"')
    plan = layout(timeline, width)
    tab = stage(timeline, {"wide": plan})
    days = plan.scale.span
    expected = ticks.ticks(
        days, plan.scale.per_day, "en", lambda text: text_width(text, SIZES.tick)
    )
    found = tab.evaluate(
        """async ([window, width]) => {
          const { ticksIn } = await import('/ticks.js');
          const { liveFacts } = await import('/view.js');
          const pen = document.createElement('canvas').getContext('2d');
          await document.fonts.load('12px "Timeline Sans"');
          pen.font = '12px "Timeline Sans"';
          const { rules, formats } = liveFacts().ticks;
          return ticksIn(window, width, rules, formats, (text) => pen.measureText(text).width);
        }""",
        [[day * DAY for day in days], plan.scale.right - plan.scale.left],
    )

    assert [(tick.day, tick.label) for tick in expected] == [
        (round(tick["at"] / DAY), tick["words"]) for tick in found
    ]


def test_zoom_is_lenient_alike() -> None:
    """The one number that both forms of the rule share is in the chart's expression."""
    assert 1 < LENIENT < 1.0001


def test_live_json_cannot_end_its_element(read: Callable[[str], Timeline]) -> None:
    """A title that would end the script element is written so that it does not."""
    title = "</script><script>alert(1)</script><!--"
    timeline = made.timeline([{"date": '"1970"', "title": made.quoted(title)}])
    plan = layout(timeline)
    written = live.explorable(timeline, {"wide": plan}, {}).json

    assert "<" not in written
    assert "alert(1)" in written


def test_runtime_is_what_the_policy_lets_in(built: dict[str, bytes]) -> None:
    """The page's policy names the hash of the runtime as it stands in the page."""
    html = built["index.html"].decode()
    runtime = html.partition('<script type="text/plain" id="_runtime">')[2].partition("</script>")[
        0
    ]

    assert live.runtime() == runtime
    assert policy([], [runtime]).partition("script-src '")[2].partition("'")[0] in html


def test_windows_are_held(stage: Open) -> None:
    """Zoomed or moved by whatever, a window stays within the span and its least length."""
    timeline = made.timeline([{"date": '"1970"'}], head='span = "1900/2000"')
    tab = stage(timeline, {"wide": layout(timeline, 1160)})
    found = tab.evaluate(
        """async () => {
          const { zoomedWindow, pannedWindow, windowShowing } = await import('/window.js');
          const span = [0, 1000], least = 10;
          return [
            zoomedWindow([0, 1000], 4, 500, span, least),   // about the middle
            zoomedWindow([0, 1000], 4, 0, span, least),     // about the start
            zoomedWindow([400, 600], 0.01, 500, span, least),  // no wider than the span
            zoomedWindow([400, 600], 1000, 500, span, least),  // no shorter than the least
            pannedWindow([400, 600], 5000, span, least),
            pannedWindow([400, 600], -5000, span, least),
            windowShowing([0, 100], 500, 510, span, least),
            windowShowing([0, 100], 40, 60, span, least),
            windowShowing([0, 100], 200, 600, span, least),
          ];
        }"""
    )

    assert [
        [375, 625], [0, 250], [0, 1000], [495, 505], [800, 1000], [0, 200], [420, 520], [0, 100],
        [160, 640],
    ] == found  # fmt: skip
