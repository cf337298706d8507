"""The live chart in Chromium: the same picture, the names in windows, the words of the axis."""

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
from timeline.faces.shipped import Style
from timeline.layout import metrics, packing, ticks
from timeline.layout.layout import layout
from timeline.layout.metrics import text_width
from timeline.layout.packing import Candidate, fit
from timeline.layout.parts import BEYOND, Layout
from timeline.layout.selection import interval, select
from timeline.layout.theme import SIZES, WEIGHTS
from timeline.model import Timeline
from timeline.pages import live
from timeline.pages.policy import policy

pytestmark = pytest.mark.browser

TEMPLATES = Path(__file__).parent.parent / "templates"
SCRIPTS = TEMPLATES / "script"
LOOK = (TEMPLATES / "live.css").read_text("utf-8")
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
            f'<!doctype html><html lang="en"><style>{faces(timeline)}'
            f"{_colours(timeline)} svg {{ display: block; width: 1144px }}{LOOK}</style>"
            f'<script type="application/json" id="_live">{made_live.json}</script>'
            f'<script type="text/plain" id="_runtime">{made_live.runtime}</script>'
            "<script type=module>import { drawLive } from '/view.js';"
            "window.draw = async (name, win) => {"
            " window.chart = await drawLive(name, win); document.querySelector('.live').replaceChildren(chart.svg); };"
            "window.ready = true;</script><body class=zoomed style='margin:0'><div class=live></div></body>"
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


def faces(timeline: Timeline) -> str:
    """CSS with all letters of ASCII, and those that the live chart may draw."""
    more = live.drawn_characters(timeline)
    texts = {style: ALL + more.get(style, "") for style in Style}
    return font_faces(texts, timeline.files.font)


def _colours(timeline: Timeline) -> str:
    from timeline.drawing.pictures import css_colours

    return ":root{" + ";".join(f"{n}:{v}" for n, v in css_colours(timeline)["light"].items()) + "}"


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


def said_of(timeline: Timeline, seed: int) -> Timeline:
    """The same with a few words on many of its events, and many on some."""
    dice = random.Random(seed)
    words = ["Few words", "What it means, in a line of some length", "said at length " * 7]
    events = tuple(
        event.model_copy(update={"annotation": dice.choice(words).strip()})
        if dice.random() < 0.6
        else event
        for event in timeline.events
    )
    return timeline.model_copy(update={"events": events})


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
    ("count", "height", "width", "seed"),
    [(24, 1600, 1160, 1), (60, 1600, 512, 2), (90, 700, 1160, 3), (250, 700, 1160, 4), (90, 1600, 304, 5)],
    ids=["roomy", "roomy crowd", "compact", "clusters", "narrow"],
)  # fmt: skip
def test_windows_name_what_a_fresh_layout_names(
    stage: Open, count: int, height: int, width: int, seed: int
) -> None:
    """In windows together nearly as many labels as there are if each is laid out by itself."""
    timeline = crowd(count, seed)
    plan = layout(timeline, width, height)
    tab = stage(timeline, {"wide": plan})
    tab.evaluate("w => draw('wide', w)", [day * DAY for day in plan.scale.span])
    named = fresh = 0

    for window in windows(plan, 10, seed)[1:]:
        start, end = (round(day) for day in window)
        # From the whole, so that nothing is kept from the window before.
        tab.evaluate(SHOW, [day * DAY for day in plan.scale.span])
        tab.evaluate(SHOW, [start * DAY, end * DAY])
        shown = owners(tab)
        part = select(timeline, start=interval(start, end), end=interval(start, end))
        own = layout(part, width, height)
        named += len(shown)
        fresh += own.labelled
        if own.labelled == own.count <= 10:
            assert len(shown) >= own.count
    assert named >= 0.95 * fresh
    assert fresh > 25


def owners(tab: Any) -> set[str]:
    """The events whose label is drawn."""
    return {one["owner"] for one in tab.evaluate(_LABELS) if one["owner"].startswith("event-")}


@pytest.mark.parametrize(("count", "height"), [(60, 1600), (90, 700), (250, 700)])
def test_a_name_stays_on_the_way_in(stage: Open, count: int, height: int) -> None:
    """What has been named is named in each deeper window in which its mark is seen.

    In a chart far too low for its crowd hardly a name finds no room, where bars are cut.
    """
    timeline = crowd(count, 7)
    plan = layout(timeline, 720, height)
    tab = stage(timeline, {"wide": plan})
    tab.evaluate("w => draw('wide', w)", [day * DAY for day in plan.scale.span])
    first, after = plan.scale.span
    dice = random.Random(count)
    kept = lost = 0

    for _ in range(3):
        start, end = float(first), float(after)
        tab.evaluate(SHOW, [start * DAY, end * DAY])
        while end - start > (after - first) / 40:
            before = owners(tab)
            length = (end - start) / 1.6
            start += dice.random() * (end - start - length)
            end = start + length
            tab.evaluate(SHOW, [start * DAY, end * DAY])
            seen = {f"event-{one}" for one in tab.evaluate(_SEEN)}
            lost += len(before & seen - owners(tab))
            kept += len(before & seen)
    assert kept > 60
    assert lost <= (0.04 * kept if count == 250 else 0)


_SEEN = f"""() => [...chart.svg.querySelectorAll('.hits_marks > *')].map(m => m.__data__)
  .filter(({{ x, width }}) => Math.min(x + width, chart.layout.width) - Math.max(x, 0) - {SIZES.doubt} >= 8)
  .map(({{ datum }}) => datum.i)"""


def test_bars_are_named_at_the_edge(stage: Open) -> None:
    """The label of a bar that begins before the window begins at its edge, as if the bar did."""
    timeline = made.dated("1910/1990", span="1900/2000", title='"Long"')
    plan = layout(timeline)
    tab = stage(timeline, {"wide": plan})
    tab.evaluate("w => draw('wide', w)", [day * DAY for day in plan.scale.span])
    tab.evaluate(SHOW, [day * DAY for day in (-5_000, 1_000)])

    (label,) = tab.evaluate(_LABELS)

    assert -BEYOND == label["x"]


def test_another_account_has_the_label_where_its_own_date_is_outside(stage: Open) -> None:
    """An account far from the event's own date is labelled where it stands, at any width once."""
    timeline = made.timeline(
        [{"date": '"1910"', "title": '"Told twice"', "accounts": '[{ date = "1980" }]'}],
        head='span = "1900/2000"',
    )
    layouts = {name: layout(timeline, width) for name, width in (("wide", 1160), ("small", 512))}
    tab = stage(timeline, layouts)

    for name in layouts:
        tab.evaluate("([n, w]) => draw(n, w)", [name, [day * DAY for day in (-3_652, 10_592)]])
        (label,) = tab.evaluate(_LABELS)
        rects = tab.evaluate("chart.svg.querySelectorAll('.hits_marks > *').length")
        assert label["x"] > 100
        assert 1 == rects


def test_words_of_the_axis_are_no_events(stage: Open) -> None:
    """A pointer over the axis, a key or a title means no event."""
    timeline = crowd(24, 1)
    tab = stage(timeline, {"wide": layout(timeline)})
    tab.evaluate("w => draw('wide', w)", [-10_000 * DAY, 1_000 * DAY])
    owned = """async () => {
      const { ownersOf } = await import('/view.js');
      return [...chart.svg.querySelectorAll('text')].filter(t => ownersOf(t).length)
        .map(t => t.parentNode.getAttribute('class').split(' ').pop());
    }"""

    assert {"labels_marks", "queries_marks"} == set(tab.evaluate(owned))


def test_lines_from_the_right_meet_at_the_right(stage: Open) -> None:
    """A Hebrew label of several lines hangs at its right end in a window as in the whole."""
    title = "כותרת ארוכה של מאורע שאין לו די מקום בשורה אחת בלבד " * 2
    timeline = made.dated("1950", span="1900/2000", title=made.quoted(title.strip()))
    plan = layout(timeline, 512)
    tab = stage(timeline, {"wide": plan})

    for window in (plan.scale.span, (-10_000, 1_000)):
        tab.evaluate("w => draw('wide', w)", [day * DAY for day in window])
        labels = tab.evaluate(_LABELS)
        assert len(labels) > 1
        assert {"end"} == {label["anchor"] for label in labels}


def test_rows_are_packed_as_in_python(stage: Open) -> None:
    """The script makes the same rows as the layout, of the same labels, by the same sizes."""
    timeline = crowd(24, 1)
    tab = stage(timeline, {"wide": layout(timeline)})
    dice = random.Random(3)
    labelled = left_over = 0

    for trial in range(30):
        lanes = candidates(dice, 1 + trial % 3, dice.choice([5, 40, 200, 600]))
        room = dice.choice([120.0, 400.0, 1200.0])
        expected = fit(lanes, room)
        rows, left = tab.evaluate(
            _FIT, [[list(map(columns, lane)) for lane in lanes], room, PACKING]
        )
        assert [[(r.height, sorted(r.events), sorted(r.labelled)) for r in lane] for lane in expected.rows] == [
            [(row[0], sorted(row[1]), sorted(row[2])) for row in lane] for lane in rows
        ]  # fmt: skip
        assert [sorted(lane) for lane in expected.left_over] == [sorted(lane) for lane in left]
        labelled += sum(len(row.labelled) for lane in expected.rows for row in lane)
        left_over += sum(map(len, expected.left_over))
    assert labelled > 500
    assert left_over > 50


PACKING = {
    "pitches": packing.PITCHES,
    "lowPitches": packing.LOW_PITCHES,
    "isFilled": False,
    "share": packing.SHARE,
}
_FIT = """async ([lanes, room, sizes]) => {
  const { fit } = await import('/packing.js');
  const { liveFacts } = await import('/view.js');
  const given = lanes.map(lane => lane.map(([event, left, right, start, end, height, lines, rank]) => (
    { event, mark: [left, right], block: [start, end], height, lines, rank, keep: rank })));
  const { rows, leftOver } = fit(given, room, { ...liveFacts().sizes, ...sizes });
  return [rows.map(lane => lane.map(row => [row.height, row.events, [...row.labelled]])), leftOver];
}"""


def test_labels_turn_as_in_python(stage: Open) -> None:
    """The script turns the labels that save a row, and orders rows, as the layout does."""
    timeline = crowd(24, 1)
    tab = stage(timeline, {"wide": layout(timeline)})
    dice = random.Random(4)
    saved = 0

    for _ in range(40):
        begins, ends, weights, days = [], [], [], []
        for _ in range(dice.choice([2, 6, 30, 120, 240])):
            left, mark, label = (
                dice.randint(0, 1000),
                dice.choice([3, 8, 60]),
                dice.randint(20, 200),
            )
            begins.append((left, left + max(mark, label)))
            turned = dice.random() < 0.7 and label > mark
            ends.append((left + mark - label, left + mark) if turned else None)
            weights.append(dice.choice([5, 6, 6, 7, 9]))
            days.append(dice.choice([None, 1.5, 2.5]))
        places, turned = packing.pack_turning(begins, ends, SIZES.gap)
        found = tab.evaluate(_TURN, [begins, ends, weights, days])
        rows = packing.heaviest_first(places, weights, days)
        assert [places, sorted(turned), rows] == found
        saved += bool(turned)
    assert saved > 10


_TURN = """async ([begins, ends, weights, days]) => {
  const { heaviestFirst, packTurning } = await import('/packing.js');
  const { liveFacts } = await import('/view.js');
  const { sizes } = liveFacts();
  const { places, turned } = packTurning(begins, ends, sizes.gap, sizes);
  return [places, turned.flatMap((isTurned, at) => (isTurned ? [at] : [])), heaviestFirst(places, weights, days)];
}"""


@pytest.mark.parametrize("height", [1600, 300], ids=["above", "beside"])
def test_windows_show_importance(stage: Open, height: int) -> None:
    """In a window letters, inks and bars are those of the still chart, event by event."""
    timeline = crowd(20, 3)
    plan = layout(timeline, 1160, height)
    tab = stage(timeline, {"wide": plan})
    looks = []
    for margin in (0, 30):  # days: the whole, and all of it but that
        first, after = plan.scale.span
        tab.evaluate("w => draw('wide', w)", [(first + margin) * DAY, (after - margin) * DAY])
        looks.append(tab.evaluate(_LOOKS))
    weights = [WEIGHTS[event.importance] for event in timeline.events]

    assert len({weight.label for weight in weights}) == 4
    for look in looks:
        assert len(look) > 10
        for event, weight, quiet in look:
            assert weight == ("bold" if weights[event].bold else "normal")
            assert quiet == weights[event].quiet
    if height == 1600:
        bars = tab.evaluate(_BARS)
        assert len(bars) > 5
        for event, high in bars:
            assert abs(high - weights[event].bar) <= 0.75, (event, high)


_LOOKS = """[...chart.svg.querySelectorAll('.labels_marks text')]
  .filter(t => t.__data__.datum.owner.startsWith('event-'))
  .map(t => [t.__data__.datum.i, t.getAttribute('font-weight'), t.getAttribute('fill').includes('secondary')])"""
_BARS = """[...chart.svg.querySelectorAll('.bars_marks > *')].map(m => m.__data__)
  .filter(({ datum }) => datum.owner && !datum.dash.length && !datum.stroke)
  .map(({ datum, height }) => [datum.i, height])"""


def candidates(dice: random.Random, lanes: int, count: int) -> list[list[Candidate]]:
    """Events with marks and labels of many lengths, in lanes."""
    found: list[list[Candidate]] = [[] for _ in range(lanes)]
    ranks = dice.sample(range(count), count)
    for event in range(count):
        left = dice.randint(0, 1000)
        right = left + dice.choice([3, 8, 60, 400])
        end = right + dice.randint(30, 200)
        found[event % lanes].append(
            Candidate(
                event=event,
                mark=(left, right),
                block=(left, end),
                height=dice.choice([15, 15, 28.25]),
                mark_lines=dice.choice([1, 1, 1, 2]),
                rank=ranks[event],
                keep=ranks[event],
            )
        )
    return found


def columns(one: Candidate) -> list[float]:
    """A candidate as the script is given it."""
    return [one.event, *one.mark, *one.block, one.height, one.mark_lines, one.rank]


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
            if one["owner"]:
                assert -23 <= one["left"]
            assert SIZES.margin - plan.scale.left <= one["left"]
            assert one["right"] <= width + 23
            for other in labels[at + 1 :]:
                level = abs(one["y"] - other["y"]) < SIZES.compact_line - 3
                apart = one["right"] <= other["left"] + 0.5 or other["right"] <= one["left"] + 0.5
                assert apart or not level, (window, one, other)
    assert seen > 80


_ALL = """() => {
  const frame = chart.svg.getBoundingClientRect(), scale = frame.width / chart.svg.viewBox.baseVal.width;
  const boxes = (of, isMark) => [...chart.svg.querySelectorAll(of)].filter((el) => isMark || el.textContent).map((el) => {
    const { left, top, right, bottom } = el.getBoundingClientRect();
    return { style: el.getAttribute('font-style'), owner: el.__data__?.datum?.owner, text: el.textContent,
      box: [left, top, right, bottom].map((px) => px / scale) };
  }).filter(({ box }) => box[2] > box[0] || box[3] > box[1]);
  const texts = boxes('.labels_marks text, .titles_marks text', false);
  const marks = boxes('.bars_marks > *, .symbols_marks > *, .clusters_marks > *', true);
  return { said: texts.filter(({ style }) => style === 'italic'), leads: boxes('.leads_marks > *', true),
    others: [...texts.filter(({ style }) => style !== 'italic'), ...marks],
    frame: [frame.left, frame.top, frame.right, frame.bottom].map((px) => px / scale) };
}"""


@pytest.mark.parametrize(
    ("count", "width", "height"), [(9, 1160, None), (30, 512, None), (150, 1160, 500)]
)
def test_annotations_meet_nothing_as_drawn(
    stage: Open, count: int, width: int, height: float | None
) -> None:
    """By the boxes Chromium draws, no annotation meets anything in any window, nor leaves it."""
    timeline = said_of(crowd(count, 9), 3)
    plan = layout(timeline, width, height)
    tab = stage(timeline, {"wide": plan})
    tab.evaluate("w => draw('wide', w)", [day * DAY for day in plan.scale.span])
    seen = 0

    for window in windows(plan, 12, 10):
        tab.evaluate(SHOW, [day * DAY for day in window])
        drawn = tab.evaluate(_ALL)
        seen += len(drawn["said"])
        for one in drawn["said"]:
            left, top, right, bottom = one["box"]
            frame = drawn["frame"]
            assert frame[0] <= left < right <= frame[2]
            assert frame[1] <= top < bottom <= frame[3]
            same = [each for each in drawn["said"] if each["owner"] != one["owner"]]
            for other in [*drawn["others"], *same]:
                assert not _meet(one["box"], other["box"]), (window, one, other)
        assert len(drawn["leads"]) == len({each["owner"] for each in drawn["said"]})
    assert seen > 15


def _meet(one: list[float], other: list[float]) -> bool:
    """Whether two boxes meet; lines of text are as high as all letters are, most of it blank."""
    x = min(one[2], other[2]) - max(one[0], other[0])
    return x > 0.5 and min(one[3], other[3]) - max(one[1], other[1]) > 2.5


@pytest.mark.parametrize("count", [15, 40])
def test_what_is_said_stays_on_the_way_in(stage: Open, count: int) -> None:
    """Of the marks that stay whole in the window, nearly all keep what is said of them."""
    timeline = said_of(crowd(count, 9), 3)
    plan = layout(timeline)
    tab = stage(timeline, {"wide": plan})
    tab.evaluate("w => draw('wide', w)", [day * DAY for day in plan.scale.span])
    first, after = plan.scale.span
    lost = held = 0

    for at in (0.2, 0.4, 0.6, 0.8):
        tab.evaluate(SHOW, [day * DAY for day in plan.scale.span])
        before = {one["owner"] for one in tab.evaluate(_ALL)["said"]}
        for depth in (1.6, 2.56, 4.1, 6.55):
            length = (after - first) / depth
            start = first + at * (after - first - length)
            tab.evaluate(SHOW, [start * DAY, (start + length) * DAY])
            now = {one["owner"] for one in tab.evaluate(_ALL)["said"]}
            whole = {
                f"event-{index}"
                for index, event in enumerate(timeline.events)
                if (bounds := event.when.bounds).earliest_start is not None
                and bounds.latest_end is not None
                and start <= bounds.earliest_start
                and bounds.latest_end <= start + length
            }
            held += len(before & whole)
            lost += len(before & whole - now)
            before = now
    assert held > 10
    assert lost <= held * 0.05, (lost, held)


_MARKS = """() => [...chart.svg.querySelectorAll('.bars_marks > *, .symbols_marks > *, .lines_marks > *')]
  .filter(m => m.__data__.datum.owner)
  .map(m => { const { left, right } = m.getBoundingClientRect(), { a, b } = m.__data__.datum;
    return { left, right, a, b: b ?? a }; })"""


def test_marks_end_where_they_end(stage: Open) -> None:
    """What goes on outside the window runs over the picture's edge; all else stays in the band."""
    timeline = crowd(60, 5)
    plan = layout(timeline, 1160)
    band = plan.scale.left - SIZES.inset - SIZES.margin  # where it begins, beside its title
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
                assert mark["left"] < band - 2
            elif mark["a"] >= start:
                assert mark["left"] >= band
            if mark["b"] > end + beyond:
                assert mark["right"] > 1146
            elif mark["b"] <= end:
                assert mark["right"] <= 1144
            cut += mark["a"] < start - beyond or mark["b"] > end + beyond
    assert cut > 20
    assert "hidden" == tab.evaluate("getComputedStyle(chart.svg).overflow")


def test_nothing_is_drawn_beside_the_bands(stage: Open) -> None:
    """Where titles stand beside the bands no window shows anything of what goes on before it."""
    events = [
        {"date": f'"{date}"', "title": '"x"', "lane": '"a"'} for date in ("1910/1990", "19XX")
    ]
    timeline = made.timeline(events, head='span = "1890/2009"', lanes=["a"])
    plan = layout(timeline, 1160)
    tab = stage(timeline, {"wide": plan})
    gutter = plan.scale.left - SIZES.inset - SIZES.margin
    words = metrics.text_width("A", SIZES.title, bold=True) + 9
    clip = {"x": words, "y": SIZES.axis + 4, "width": gutter - words - 0.5, "height": 60}
    images = []
    for window in (plan.scale.span, (-10_000, -8_000)):
        tab.evaluate("w => draw('wide', w)", [day * DAY for day in window])
        images.append(Image.open(BytesIO(tab.screenshot(clip=clip))).convert("RGB"))

    assert gutter > words + 4
    assert 1 == len({image.tobytes() for image in images})
    assert 1 == len(images[0].getcolors(1 << 16) or [])


def test_nothing_stands_under_the_bands(stage: Open) -> None:
    """Where a window's bands are lower than the whole's, grid and periods end with them."""
    events = [{"date": f'"{year}/{year + 9}"'} for year in range(1900, 1909)]
    period = '[[periods]]\nid = "p"\ntitle = "P"\ndate = "1950/1990"\n'
    timeline = made.timeline(events, head='span = "1890/2009"', tail=period)
    plan = layout(timeline, 1160)
    tab = stage(timeline, {"wide": plan})
    tab.evaluate("w => draw('wide', w)", [day * DAY for day in (-3_000, 7_000)])
    clip = {"x": 0, "y": 120, "width": 1144, "height": plan.bottom - 140}
    image = Image.open(BytesIO(tab.screenshot(clip=clip))).convert("RGB")

    assert plan.bottom > 300
    assert 1 == len(image.getcolors(1 << 16) or [])


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

    assert [tuple(tick) for tick in expected] == [
        (round(tick["at"] / DAY), tick["words"], tick.get("half", False)) for tick in found
    ]


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
