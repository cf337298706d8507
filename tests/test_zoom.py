"""Labels by zoom: whatever the window, none meets another or another's mark, none is cut."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import crowds, made

from timeline.layout.label_window import labels_in, row_labels, windowed
from timeline.layout.label_zoom import LEVELS, mark_extent, thresholds
from timeline.layout.layout import layout
from timeline.layout.marks import Part, Shape
from timeline.layout.metrics import Heights
from timeline.layout.parts import Drawn, Layout, PlacedEvent, Scale, Text
from timeline.layout.theme import SIZES
from timeline.model import Timeline
from timeline.text import reader

DATES = (
    "{y}", "{y}-03", "{y}-03-31", "{y}/{z}", "{y}~", "{y}?", "[{y},{z}]", "[{y}..{z}]", "{y}/..",
    "{y}/", "{{{y},{z}}}", "/{z}", "{y}~/{z}?",
)  # fmt: skip


def crowd(seed: list[tuple[int, int, int, str, int]]) -> Timeline:
    """A timeline of events from (year, years, kind, title, importance)."""
    return made.timeline(
        [
            {
                "date": f'"{DATES[kind].format(y=year, z=year + years)}"',
                "title": made.quoted(title),
                "importance": str(importance),
                "lane": f'"{"ab"[year % 2]}"',
                **(
                    {
                        "accounts": f'[{{ date = "{year + 1}-05-05" }}, {{ date = "{year}/{year + years}" }}]'
                    }
                    if (year + kind) % 7 == 0
                    else {}
                ),
            }
            for year, years, kind, title, importance in seed
        ],
        head='span = "1900/2000"',
        lanes=["a", "b"],
    )


EVENTS = st.tuples(
    st.integers(1900, 1985),
    st.integers(1, 14),
    st.integers(0, len(DATES) - 1),
    st.sampled_from(
        ["Short", "A title of middling length", "A title that is rather long " * 3, "ปี่ ฎุฏู ป้ำ " * 4]
    ),
    st.integers(1, 5),
)


Box = tuple[float, float, float, float]


def assert_clear(plan: Layout, window: tuple[float, float]) -> None:
    """No label shown in a window meets another, another's mark, or an edge."""
    labels = {one.event: one.box for one in labels_in(plan, window)}
    lanes = {item.event: item.lane for item in plan.items}
    roomy = {item.event for item in plan.items if item.label_size == SIZES.label}
    marks = {item.event: mark_box(item, windowed(plan.scale, window)) for item in plan.items}
    for event, (left, top, right, bottom) in labels.items():
        assert left >= plan.scale.left - 9.01
        assert right <= plan.scale.right + 9.01
        # A label that stands over its mark is packed with it, as one block.
        around = [(other, box) for other, box in labels.items() if other != event]
        around += [(other, box) for other, box in marks.items() if other not in {event} & roomy]
        for other, box in around:
            apart = (
                right <= box[0] + 0.01
                or box[2] <= left + 0.01
                or bottom <= box[1] + 1
                or box[3] <= top + 1
            )
            assert apart or lanes[other] != lanes[event], (event, other, labels[event], box)


def mark_box(item: PlacedEvent, scale: Scale) -> Box:
    """What a mark covers: in a low row all of its height, else its bars and dots."""
    left, right = mark_extent(item.mark, scale)
    if any(drawn.size < 1 for drawn in item.mark):
        return left, item.box[1], right, item.box[3]
    middles = [drawn.y for drawn in item.mark]
    return left, min(middles) - 4, right, max(middles) + 4


def windows(plan: Layout, at: float, zoom: float) -> tuple[float, float]:
    """A window of a zoom, somewhere in the span."""
    first, after = plan.scale.span
    length = (after - first) / zoom
    start = first + at * (after - first - length)
    return start, start + length


@given(
    st.lists(EVENTS, min_size=1, max_size=40),
    st.sampled_from([250, 500, 1600]),
    st.sampled_from([480, 1160]),
    st.lists(st.tuples(st.floats(0, 1), st.floats(1, 80)), min_size=6, max_size=6),
)
@settings(max_examples=40, deadline=None)
def test_any_window_is_clear(
    seed: list[tuple[int, int, int, str, int]],
    height: int,
    width: int,
    views: list[tuple[float, float]],
) -> None:
    """Roomy, compact or gathered: at any zoom and pan labels meet nothing."""
    plan = layout(crowd(seed), width, height)

    for at, zoom in views:
        assert_clear(plan, windows(plan, at, zoom))


@given(st.lists(EVENTS, min_size=10, max_size=40), st.floats(0, 1))
@settings(max_examples=20, deadline=None)
def test_no_label_goes_on_the_way_in(seed: list[tuple[int, int, int, str, int]], at: float) -> None:
    """What is shown at a zoom is shown at every deeper one while its place is in the window."""
    plan = layout(crowd(seed), 720, 400)
    edges = plan.scale.left - 9, plan.scale.right + 9

    for wide, deep in pairwise(LEVELS):
        outer, inner = windows(plan, at, wide), windows(plan, at, deep)
        before = {one.event for one in labels_in(plan, outer)}
        after = {one.event for one in labels_in(plan, inner)}
        scale = windowed(plan.scale, inner)
        for event, place in row_labels(plan).items():
            left = place.own.label.on(scale)
            inside = left >= edges[0] and left + place.own.width <= edges[1]
            if event in before and inside and place.own.is_seen(inner):
                assert event in after


@pytest.mark.parametrize("height", [250, 1600])
def test_the_check_sees_a_label_on_another(height: int) -> None:
    """Two labels at the very same place are a fault, whatever else is right."""
    plan = layout(crowd([(1900 + n, 3, 0, "Short", 1) for n in range(40)]), 720, height)
    shown = [item for item in plan.items if item.zoom == 1]
    twice = replace(plan, items=(*plan.items, replace(shown[0], event=len(plan.items))))

    assert_clear(plan, plan.scale.span)
    with pytest.raises(AssertionError):
        assert_clear(twice, plan.scale.span)


def test_a_high_label_of_a_row_further_off_is_met() -> None:
    """A label of three lines reaches over low rows that are empty there, and keeps others out."""

    def placed(event: int, lines: int, middle: float, day: float) -> PlacedEvent:
        part = Part(shape=Shape.BAR, start=day, end=day + 10)
        texts = [
            Text(text="Label", day=day, x_px=5, y=middle + 4 + (n - (lines - 1) / 2) * 13)
            for n in range(lines)
        ]
        return PlacedEvent(
            event=event,
            lane=0,
            row=event,
            side="start",
            label=tuple(texts),
            mark=(Drawn(part=part, y=middle, size=0.3),),
            box=(0, middle - 2, 10, middle + 2),
            zoom=None,
            label_width=60,
            label_ink=Heights(8.6, 2.4),
        )

    scale = Scale(span=(0, 1000), left=0, right=1000)
    around = [placed(n, 1, 4 * n, 900) for n in (0, *range(6, 10), 20)]
    high, low = placed(5, 3, 20, 100), placed(10, 1, 42.5, 100)
    ranks = {5: 0, 10: 1, **{item.event: item.event + 9 for item in around}}

    shown = thresholds([*around, high, low], scale, ranks)

    assert shown[5] == 1
    assert 10 not in shown


def test_label_stays_at_the_edge() -> None:
    """The label of a bar that begins left of the window stays at the window's edge."""
    plan = layout(made.dated("1910/1990", span="1900/2000", title='"Long"'))
    (shown,) = labels_in(plan, windows(plan, 0.5, 4))

    assert shown.box[0] == pytest.approx(plan.scale.left - 9)


def test_label_hides_when_the_next_thing_comes() -> None:
    """Where the next label of the row leaves no room, the label at the edge is not shown."""
    plan = layout(
        made.dated("1900/1950", "1953", span="1900/2000", title='"A label of some length"'), 720
    )
    assert [0, 0] == [item.row for item in plan.items]
    first, after = plan.scale.span
    late = first + (after - first) * 0.49

    assert [1] == [one.event for one in labels_in(plan, (late, late + 9000))]


def test_whole_span_shows_what_the_picture_shows() -> None:
    """At zoom 1 the labels are those of the static picture, at the same places."""
    plan = layout(crowd([(1900 + n, 3, n % 13, "A title", 1 + n % 5) for n in range(80)]), 720, 500)
    shown = {one.event for one in labels_in(plan, plan.scale.span)}

    assert {item.event for item in plan.items if item.zoom == 1} == shown


@pytest.mark.parametrize("count", [30, 300, 1500])
def test_a_still_layout_has_what_is_seen_at_zoom_1(count: int) -> None:
    """A picture that stays still is laid out as any other; only deeper zooms are not looked at."""
    timeline = reader.read_text(crowds.toml(count))[0]
    whole, still = (layout(timeline, 720, 800, still=each) for each in (False, True))
    items = tuple(replace(item, zoom=1 if item.zoom == 1 else None) for item in whole.items)

    assert replace(whole, items=items) == still
