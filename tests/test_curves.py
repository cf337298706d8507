"""Relations in pictures: curves from mark to mark that touch no word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import crowds
from support.browser import REST, Tabs, rest

from timeline import site
from timeline.drawing import charts, svg
from timeline.drawing.notices import Untied, notices, sized_notices
from timeline.drawing.pictures import draw
from timeline.layout import annotating, relating, spare
from timeline.layout.filling import filled
from timeline.layout.layout import layout
from timeline.layout.paging import paper
from timeline.layout.parts import Box, Curve, Layout, Scale
from timeline.model import Event, Kin, Relation, Timeline
from timeline.pages import sizing
from timeline.pages.edition import Edition
from timeline.pages.embed import inline
from timeline.pages.page import page
from timeline.text.reader import read_text

KINDS = tuple(Kin)
WIDTHS = (304, 368, 512, 720, 912, 1160)


def related(timeline: Timeline, *relations: tuple[int, int, Kin]) -> Timeline:
    """A timeline whose events, by index, have these relations."""

    def given(at: int, event: Event) -> Event:
        own = [
            Relation(to=timeline.events[to].id, kind=kind)
            for one, to, kind in relations
            if one == at
        ]
        return event.model_copy(update={"relations": tuple(own)})

    events = tuple(given(at, event) for at, event in enumerate(timeline.events))
    return timeline.model_copy(update={"events": events})


def crowd(count: int, shape: str = "even", titles: str = "japanese") -> Timeline:
    return read_text(crowds.toml(count, shape, titles))[0]


def few(*events: str) -> Timeline:
    """Events of these dates, "date importance"."""
    tables = [
        f'[[events]]\nid = "e{at}"\ntitle = "Event {at}"\ndate = "{one.split()[0]}"\n'
        f"importance = {[*one.split(), '3'][1]}"
        for at, one in enumerate(events)
    ]
    return read_text('[timeline]\ntitle = "T"\nspan = "1900/2000"\n' + "\n".join(tables))[0]


def points(curve: Curve, scale: Scale, count: int = 200) -> Iterator[tuple[float, float]]:
    """Points of a curve, by the formula of uniform cubic B-splines."""
    places = [(scale(one.day) + one.x_px, one.y) for one in curve.controls]
    for at in range(len(places) - 3):
        four = places[at : at + 4]
        for number in range(count + 1):
            t = number / count
            shares = (
                (1 - t) ** 3 / 6,
                (3 * t**3 - 6 * t**2 + 4) / 6,
                (-3 * t**3 + 3 * t**2 + 3 * t + 1) / 6,
                t**3 / 6,
            )
            yield (
                sum(share * x for share, (x, _) in zip(shares, four, strict=True)),
                sum(share * y for share, (_, y) in zip(shares, four, strict=True)),
            )


def words(plan: Layout) -> list[Box]:
    """What labels, annotations, lane titles and counts cover."""
    return [
        *(spare.label_box(item, plan.scale) for item in plan.items if item.named),
        *(one.box for one in plan.annotations),
        *(annotating.title_box(line) for band in plan.bands for line in band.title),
        *(cluster.box for cluster in plan.clusters),
    ]


def touched(plan: Layout) -> list[tuple[Curve, Box]]:
    """The curves, as thick as they are drawn for what is chosen, that touch words."""
    boxes = words(plan)
    return [
        (curve, box)
        for curve in plan.curves
        for box in boxes
        if any(
            box[0] - 1 < x < box[2] + 1 and box[1] - 1 < y < box[3] + 1
            for x, y in points(curve, plan.scale)
        )
    ]


some_relations = st.lists(
    st.tuples(st.integers(0, 59), st.integers(0, 59), st.sampled_from(KINDS)), max_size=30
)


@settings(max_examples=25, deadline=None)
@given(
    st.integers(10, 60),
    st.sampled_from(crowds.SHAPES),
    st.sampled_from(crowds.TITLES),
    some_relations,
    st.integers(304, 1160),
    st.sampled_from([None, 300.0, 900.0]),
)
def test_no_curve_touches_a_word(
    count: int,
    shape: str,
    titles: str,
    relations: list[tuple[int, int, Kin]],
    width: int,
    height: float | None,
) -> None:
    """In layouts of every width and height, of any events and relations."""
    pairs = [(a % count, b % count, kind) for a, b, kind in relations]
    plan = layout(related(crowd(count, shape, titles), *pairs), width, height)

    assert [] == touched(plan)
    for curve in plan.curves:
        for x, y in points(curve, plan.scale, 40):
            assert plan.scale.left - 16 < x < plan.scale.right + 16
            assert plan.top < y < plan.bottom


@pytest.mark.parametrize("width", WIDTHS)
def test_no_curve_of_a_crowd_touches_a_word(width: int) -> None:
    """A thousand events hold curves to be shown, and draw none unasked."""
    pairs = [(at, at * 7 % 1000, KINDS[at % 4]) for at in range(1, 1000, 9)]
    plan = layout(related(crowd(1000), *pairs), width)

    assert not any(curve.drawn for curve in plan.curves)
    assert len(plan.curves) <= relating.MOST
    assert [] == touched(plan)


@settings(max_examples=20, deadline=None)
@given(st.integers(10, 60), some_relations, st.integers(304, 1160))
def test_nothing_gives_way_to_a_curve(
    count: int, relations: list[tuple[int, int, Kin]], width: int
) -> None:
    """Marks, labels and bands stand where they do without relations."""
    plain = crowd(count)
    bare = layout(plain, width, 100_000)
    pairs = [(a % count, b % count, kind) for a, b, kind in relations]
    plan = layout(related(plain, *pairs), width, 100_000)

    assert bare == replace(plan, curves=(), key=bare.key, height=bare.height, note=bare.note)


def test_a_dozen_are_drawn_all() -> None:
    """Up to twelve relations are drawn whatever their events' importance."""
    timeline = few(*(f"{1905 + 7 * at} 1" for at in range(13)))
    dozen = [(at, at + 1, Kin.LED_TO) for at in range(12)]

    assert 12 == len(relating.ties(related(timeline, *dozen)).few)
    more = relating.ties(related(timeline, *dozen, (0, 12, Kin.LED_TO)))
    assert (0, 13) == (len(more.few), len(more.rest))


def test_of_more_those_between_great_events_are_drawn() -> None:
    """Of more than a dozen, those of which both events have the importance 4 or 5."""
    timeline = few(*(f"{1905 + 7 * at} {5 - at % 2 * 2}" for at in range(13)))
    pairs = [(0, to, Kin.LED_TO) for to in range(1, 13)] + [(2, 4, Kin.PART_OF)]
    ties = relating.ties(related(timeline, *pairs))

    assert all(tie.event % 2 == tie.to % 2 == 0 for tie in ties.few)
    assert 7 == len(ties.few)
    assert 6 == len(ties.rest)


def test_a_curve_goes_from_mark_to_mark() -> None:
    """It begins beside the one and ends beside the other, and crosses no third if it need not."""
    timeline = related(few("1910", "1950", "1990"), (0, 2, Kin.LED_TO))
    plan = layout(timeline, 720)
    (curve,) = plan.curves
    line = list(points(curve, plan.scale))
    boxes = {
        item.event: [plan.scale.extent(part.part) for part in item.mark] for item in plan.items
    }

    for event, (x, y) in ((0, line[0]), (2, line[-1])):
        item = next(item for item in plan.items if item.event == event)
        left, right = boxes[event][0]
        assert left - 8 <= x <= right + 8
        assert abs(y - item.mark[0].y) <= 12


def test_curves_are_told_apart_by_their_ends() -> None:
    """Each kind ends in a shape of its own, whatever its colour."""
    timeline = related(
        few("1910", "1950", "1990"), *((0, 1 + at % 2, kind) for at, kind in enumerate(KINDS))
    )
    spec = charts.spec(timeline, layout(timeline, 1160))
    shapes = {row["shape"] for row in spec["datasets"]["curve_ends"]}

    assert len(KINDS) == len(shapes)


def test_the_key_explains_what_is_drawn() -> None:
    """Only kinds that have a curve are in the key."""
    timeline = few("1910", "1950", "1990")
    names = {"led-to", "followed-by", "part-of", "contradicts"}

    def told(*relations: tuple[int, int, Kin]) -> set[str]:
        return {one.name for one in layout(related(timeline, *relations)).key} & names

    assert set() == told()
    assert {"led-to"} == told((0, 1, Kin.LED_TO))
    assert {"part-of", "contradicts"} == told((0, 1, Kin.PART_OF), (1, 2, Kin.CONTRADICTS))


def test_see_alone_is_not_drawn() -> None:
    """Events that only refer to each other have no curve."""
    timeline = few("1910", "1950")
    first, second = timeline.events
    timeline = timeline.model_copy(
        update={"events": (first.model_copy(update={"see": (second.id,)}), second)}
    )

    assert () == layout(timeline).curves


def test_without_relations_the_chart_is_as_before() -> None:
    """No layer, no data and no parameter is there for curves."""
    timeline = few("1910", "1950")
    spec = charts.spec(timeline, layout(timeline))

    assert not any("curve" in layer.get("name", "") for layer in spec["layer"])
    assert not any("curve" in name for name in spec["datasets"])


def test_what_finds_no_way_is_told() -> None:
    """Who draws a chart is told which relations have no curve in it."""
    timeline = related(crowd(120), (0, 119, Kin.LED_TO), (3, 3, Kin.LED_TO))
    narrow = draw(timeline, layout(timeline, 304, 200))
    assert () == narrow.layout.curves

    told = [each for each in notices(narrow) if isinstance(each, Untied)]
    assert [Untied((("e0", "e119"),))] == told


def test_a_picture_keeps_curves_from_events() -> None:
    """They are in groups of their own, unsaid, and in no pointer's way; files have no hidden ones."""
    timeline = related(few("1910", "1950", "1990"), (0, 1, Kin.LED_TO))
    plan = layout(timeline)
    (curve,) = plan.curves
    picture = draw(timeline, replace(plan, curves=(curve, replace(curve, drawn=False))))
    groups = [one for one in picture.tree.iter(svg.tag("g")) if one.get("data-relates")]

    assert ["e0 e1"] * 2 == [group.get("data-relates") for group in groups]
    assert [None, "none"] == [group.get("display") for group in groups]
    assert {"true"} == {group.get("aria-hidden") for group in groups}
    assert {"none"} == {group.get("pointer-events") for group in groups}
    assert [2, 2] == [len(group) for group in groups]
    assert 1 == picture.svg().count(b'class="relation"')
    assert b"data-relates" not in picture.svg()


def test_a_curve_is_drawn_as_it_was_looked_at() -> None:
    """The spline that Vega draws is the Bezier curve of the layout, to a hundredth of a px."""
    timeline = related(few("1910", "1950", "1990"), (0, 2, Kin.LED_TO))
    plan = layout(timeline)
    (curve,) = plan.curves
    picture = draw(timeline, plan)
    group = next(one for one in picture.tree.iter(svg.tag("g")) if one.get("data-relates"))
    path = group[0].attrib["d"].removeprefix("M").replace("C", ",").split(",")
    numbers = [float(each) for each in path]
    line = list(points(curve, plan.scale))

    for (x, y), at in ((line[0], 0), (line[-1], -2)):
        assert x - plan.scale.left == pytest.approx(numbers[at], abs=0.06)
        assert y - plan.top == pytest.approx(numbers[at + 1], abs=0.06)


def test_a_higher_layout_has_its_curves_anew() -> None:
    """Rows that are moved apart take the curves with them, clear of words as before."""
    timeline = related(crowd(30), *((at, at + 5, KINDS[at % 4]) for at in range(12)))
    plan = layout(timeline, 912)
    higher = filled(timeline, plan, plan.height + 300)

    assert higher.curves
    assert [] == touched(higher)


def test_a_curve_between_pages_is_told() -> None:
    """Of a relation whose events are on two pages of a PDF there is no curve, and that is told."""
    timeline = related(crowd(150), (0, 149, Kin.LED_TO), (0, 5, Kin.LED_TO))
    pages = [draw(timeline, one.sheet.plan).on(one.sheet) for one in paper(timeline)]
    told = [each for each in sized_notices(pages, 150) if isinstance(each, Untied)]
    drawn = [(one.event, one.to) for each in pages for one in each.layout.curves]

    assert len(pages) > 1
    assert (0, 149) not in drawn
    assert ("e0", "e149") in told[0].pairs
    assert [] == [one for each in pages for one in touched(each.layout)]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.browser
def test_what_is_chosen_shows_its_curves(
    tabs: Tabs, tmp_path: Path, width: int, script: bool
) -> None:
    """The address, the pointer and the focus show an event's curves, and no others."""
    timeline = few(*(f"{1905 + 6 * at} 2" for at in range(15)))
    pairs = [(at, at + 1, Kin.LED_TO) for at in range(14)]
    file = tmp_path / "index.html"
    timeline = related(timeline, *pairs)
    file.write_text(page(Edition(timeline), site.charts(timeline)), "utf-8")
    tab = tabs.lend(width, 900, java_script_enabled=script)

    tab.goto(file.as_uri())
    assert [] == seen(tab)
    tab.goto(f"{file.as_uri()}#e3")
    assert ["e2 e3", "e3 e4"] == seen(tab)
    tab.goto(file.as_uri())
    shown = tab.locator('.still:visible [data-events="e6"] a')
    shown.focus()
    assert ["e5 e6", "e6 e7"] == seen(tab)


@pytest.mark.browser
def test_what_an_address_names_shows_its_curves_in_an_embed(tabs: Tabs, tmp_path: Path) -> None:
    """In a frame, too, by its style sheet alone; a fragment has those that are drawn unasked."""
    timeline = few(*(f"{1905 + 6 * at} 2" for at in range(15)))
    timeline = related(timeline, *((at, at + 1, Kin.LED_TO) for at in range(14)))
    file = tmp_path / "embed.html"
    file.write_bytes(site.build(Edition(timeline)).files["embed.html"])
    tab = tabs.lend(900, 700, java_script_enabled=False)

    tab.goto(f"{file.as_uri()}#e3")
    assert 2 == tab.locator(".relation:visible").count()
    picture = draw(timeline, layout(timeline, 512))
    assert any(not curve.drawn for curve in picture.layout.curves)
    assert "relation" not in inline(timeline, picture)


def seen(tab: Any) -> list[str]:
    """The events of the curves that are seen."""
    curves = tab.locator(".chart [data-relates]:visible")
    return sorted(one.get_attribute("data-relates") for one in curves.all())


_MEASURED = """() => {
  const chart = document.querySelector('.chart.exploring .live, .chart:not(.exploring) > .still:is(:not([hidden]))');
  const figure = document.querySelector('.chart');
  const box = figure.classList.contains('exploring') ? figure.querySelector('.live')
    : [...figure.querySelectorAll('.still')].find(one => one.getClientRects().length);
  const curves = [...box.querySelectorAll('[data-relates] > path, .curves_marks path, .curve_ends_marks path')]
    .filter(path => path.getClientRects().length && path.getAttribute('d'));
  const texts = [...box.querySelectorAll('text')].filter(text => text.textContent && text.getClientRects().length)
    .map(text => {
      const { left, top, right, bottom } = text.getBoundingClientRect();
      return { words: text.textContent, box: [left, top + (bottom - top) * 0.2, right, bottom - (bottom - top) * 0.18] };
    });
  return { curves: curves.length, touched: curves.flatMap(path => {
    const length = path.getTotalLength();
    const matrix = path.getScreenCTM();
    const points = Array.from({ length: Math.ceil(length) + 1 }, (_, at) => path.getPointAtLength(at).matrixTransform(matrix));
    return texts.filter(({ box: [left, top, right, bottom] }) =>
      points.some(({ x, y }) => left < x && x < right && top < y && y < bottom)).map(({ words }) => words);
  }) };
}"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1280, 1920])
def test_curves_are_clear_in_a_page(tabs: Tabs, tmp_path: Path, width: int) -> None:
    """By Chromium's boxes, no curve meets a word, still and in windows of time."""
    timeline = related(crowd(30), *((at, at + 5, KINDS[at % 4]) for at in range(12)))
    for name, data in site.build(Edition(timeline)).files.items():
        (tmp_path / name).write_bytes(data)
    tab = tabs.lend(width, 900, init=REST)

    for window in WINDOWS:
        tab.goto(f"{(tmp_path / 'index.html').as_uri()}{'?window=' if window else ''}{window}")
        tab.evaluate("document.fonts.ready")
        rest(tab)
        found = tab.evaluate(_MEASURED)
        assert found["curves"], window
        assert [] == found["touched"], window


WINDOWS = ("", "1800/1999", "1805/1930", "1850/1900", "1860/1960")


@pytest.mark.browser
def test_what_is_chosen_shows_its_curves_in_the_chart_to_explore(
    tabs: Tabs, tmp_path: Path
) -> None:
    """In a window, too, and in the whole; what was chosen before has none any more."""
    timeline = few(*(f"{1905 + 6 * at} 2" for at in range(15)))
    timeline = related(timeline, *((at, at + 1, Kin.LED_TO) for at in range(14)))
    file = tmp_path / "index.html"
    file.write_bytes(site.build(Edition(timeline)).files["index.html"])
    tab = tabs.lend(1280, 900, init=REST)

    for window in ("", "?window=1910/1960"):
        tab.goto(f"{file.as_uri()}{window}")
        rest(tab)
        if not window:
            tab.locator("#_explore").click()
            rest(tab)
        counts = []
        for chosen in ("e3", "e4", "no-such"):
            tab.evaluate(f"location.hash = '{chosen}'")
            rest(tab)
            counts.append(tab.locator(".live .curves_marks path[d]:not([d=''])").count())
        assert [2, 2, 0] == counts, window


@pytest.mark.browser
@pytest.mark.parametrize(("count", "width"), [(30, 912), (30, 368), (90, 1160)])
def test_a_window_goes_by_the_rule_of_the_layout(tabs: Tabs, count: int, width: int) -> None:
    """Of the same words and marks the page's script finds the simple curves that Python finds."""
    timeline = related(crowd(count), *((at, at + 5, KINDS[at % 4]) for at in range(12)))
    plan = layout(timeline, width)
    left, top = plan.scale.left, plan.top

    def moved(box: Box) -> list[float]:
        return [box[0] - left, box[1] - top, box[2] - left, box[3] - top]

    ties = relating.ties(timeline).few
    items = {item.event: item for item in plan.items}
    sides = {event: relating.Side(item, plan.scale) for event, item in items.items()}
    tab = tabs.lend()
    tab.goto((SCRIPTS / "relating.js").as_uri())
    found = tab.evaluate(
        _WAYS,
        [
            (SCRIPTS / "relating.js").read_text("utf-8"),
            {"width": plan.scale.right - left, "sizes": {"relation": sizing.of_relations()}},
            plan.bottom - top,
            [moved(box) for box in relating.words(plan)],
            [moved(box) for box in relating.marks(plan)],
            [
                [
                    {
                        "edges": [edge - left for edge in sides[event].edges],
                        "y": sides[event].y - top,
                        "half": sides[event].half,
                    }
                    for event in (tie.event, tie.to)
                ]
                + [tie.kind]
                for tie in ties
            ],
        ],
    )
    simple = [one for one in plan.curves if len(one.controls) == 4]
    ways = {(one.event, one.to): one for one in simple}

    assert ways
    for tie, controls in zip(ties, found, strict=True):
        way = ways.get((tie.event, tie.to))
        assert (controls is None) == (way is None)
        if way:
            flat = [edge for point in controls for edge in point]
            scale = plan.scale
            wanted = [
                edge
                for one in way.controls
                for edge in (scale(one.day) + one.x_px - left, one.y - top)
            ]
            assert wanted == pytest.approx(flat, abs=0.01)


SCRIPTS = Path(__file__).parent.parent / "templates" / "script"

_WAYS = """async ([source, layout, bottom, words, marks, pairs]) => {
  const module = await import(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  const ground = module.groundOf(layout, bottom, words, marks);
  return pairs.map(([one, two, kind]) => module.wayBetween(one, two, kind, ground, layout.sizes.relation));
}"""
