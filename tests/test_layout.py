"""Where things go: inside the picture, apart from each other, at every width."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import made

from timeline.drawing.rows import MOST_SHADES, rows, shades
from timeline.edtf import day_number
from timeline.errors import NothingToDraw
from timeline.layout import metrics
from timeline.layout.layout import layout
from timeline.layout.parts import Layout, PlacedEvent
from timeline.layout.span import span
from timeline.layout.theme import LIGHT, SIZES
from timeline.model import Timeline
from timeline.model.order import chronological

DATES = (
    "1948-06-15", "1953-04", "1959-21", "1964", "197X", "19XX", "1947/1958", "1963/..", "1952/",
    "../1968", "/1990", "1971~/1985", "1988/1996?", "[1950,1957]", "[1962..1974]", "[..1949]",
    "[1996..]", "{1951,1955,1958}", "1949~", "1956?", "1963%", "1970-02-01~", "1975-02-01?",
    "198X~", "1938/2010", "[1980-05-01,1984-11-30]", "2004", "1945",
)  # fmt: skip
TITLES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=160
).filter(str.strip)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted).map(tuple)))
def test_shades_of_periods(stretches: list[tuple[float, float]]) -> None:
    """Where periods overlap they shade as often as there are, up to a bound; nowhere else."""

    def depth(among: list[tuple[float, float]], day: float) -> int:
        return sum(start <= day < end for start, end in among)

    shaded = shades(stretches)

    for day in range(31):
        assert min(depth(stretches, day), MOST_SHADES) == depth(shaded, day)


def label_box(item: PlacedEvent, plan: Layout) -> tuple[float, float, float, float]:
    """Where an item's label is, by the widths of the shipped font."""
    bold, size = item.weight.bold, item.label_size
    width = max(metrics.text_width(line.text, size, bold=bold) for line in item.label)
    first = item.label[0]
    x = plan.scale(first.day or 0) + first.x_px
    left = x if item.side == "start" else x - width
    return left, first.y - size * 0.78, left + width, item.label[-1].y + 3


def meet(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def assert_readable(plan: Layout) -> None:
    """No item meets another; labels lie in their item; everything lies in the picture."""
    for one, other in combinations(plan.items, 2):
        assert not meet(one.box, other.box), (one, other)
    for item in plan.items:
        left, top, right, _bottom = label_box(item, plan)
        assert left >= item.box[0] - 0.01
        assert right <= item.box[2] + 0.01
        assert top >= item.box[1] - 0.01
        assert left >= SIZES.margin
        assert right <= plan.width - SIZES.margin
        for drawn in item.mark:
            start, end = plan.scale.extent(drawn.part)
            assert item.box[0] - 0.01 <= start <= end <= item.box[2] + 0.01
            assert item.box[1] < drawn.y < item.box[3]
            assert drawn.y - item.weight.bar / 2 > item.label[-1].y
        band = plan.bands[item.lane]
        assert band.top < item.box[1]
        assert item.box[3] <= band.bottom


@pytest.mark.parametrize("width", [240, 320, 560, 720, 1160, 1920])
def test_sample_is_readable(sample: Timeline, width: int) -> None:
    """The shipped timeline has no overlap and no cut label at any width."""
    assert_readable(layout(sample, width))


@pytest.mark.parametrize(
    ("title", "rows", "compact"),
    [
        pytest.param("Latin", 36, 15, id="Latin"),
        pytest.param("Élysée", 36, 15, id="accents on capitals fit"),
        pytest.param("明治維新", 36, 15, id="Han fits"),
        pytest.param("राष्ट्रीय", 37.75, 18.5, id="Devanagari"),
        pytest.param("भारत", 36, 16.25, id="Devanagari without conjuncts"),
        pytest.param("العرب", 38, 18.75, id="Arabic"),
        pytest.param("العَرَب", 41.75, 22, id="Arabic vocalised"),
        pytest.param("ไทย", 37.5, 17.25, id="Thai without tones"),
        pytest.param("ปี่ ฎุฏู", 41.5, 22, id="Thai"),
        pytest.param("སྒྲུབ", 42.75, 23.25, id="Tibetan"),
    ],
)
def test_rows_are_as_high_as_their_letters(title: str, rows: float, compact: float) -> None:
    """Labels of scripts with signs over and under their letters stand in higher rows."""
    events = [{"date": '"1950"', "title": made.quoted(title)} for _ in range(30)]
    timeline = made.timeline(events, head='span = "1900/2000"')
    roomy, low = layout(timeline, 720), layout(timeline, 720, 400)

    assert rows == roomy.items[0].box[3] - roomy.items[0].box[1]
    assert compact == max(one.box[3] - one.box[1] for one in low.items)


@given(
    st.lists(st.tuples(st.sampled_from(DATES), TITLES, st.sampled_from(["a", "b"])), min_size=1),
    st.sampled_from([320, 720, 1160]),
)
@settings(max_examples=60, deadline=None)
def test_any_timeline_is_readable(events: list[tuple[str, str, str]], width: int) -> None:
    """Whatever the dates and titles, labels neither meet nor leave the chart."""
    made_events = [
        {"date": f'"{date}"', "lane": f'"{lane}"', "title": made.quoted(title)}
        for date, title, lane in events
    ]
    timeline = made.timeline(made_events, head='span = "1945/2004"', lanes=["a", "b"])

    assert_readable(layout(timeline, width))


def test_sample_height(sample: Timeline) -> None:
    """The shipped chart, key included, is at most 580 px high at 1160 px: its key has two lines."""
    assert layout(sample, 1160).height <= 580


def weighted(*importances: int) -> Timeline:
    """Events of one year that differ in their importance."""
    return made.timeline(
        [{"date": '"1950"', "importance": str(each)} for each in importances],
        head='span = "1900/2000"',
    )


@pytest.mark.parametrize("height", [1600, 200], ids=["above", "beside"])
def test_importance_is_weight(height: int) -> None:
    """The more important, the larger the letters and the higher the bar; quiet ones are grey."""
    plan = layout(weighted(1, 2, 3, 4, 5), 1160, height)
    found = rows(plan, LIGHT)
    bars = [row["y2"] - row["y"] for row in found.bars if row["owner"]]
    labels = sorted(found.labels, key=lambda row: row["owner"])

    assert [5, 5, 6, 7, 9] == pytest.approx(bars)
    assert [LIGHT.secondary] * 2 + [LIGHT.ink] * 3 == [row["fill"] for row in labels]
    assert ["normal"] * 4 + ["bold"] == [row["weight"] for row in labels]
    sizes = [12, 12, 12.5, 13, 14] if height == 1600 else [11.5] * 5
    assert sizes == [row["size"] for row in labels]


def test_important_rows_come_first() -> None:
    """In a lane the most important event is in the first row, the least in the last."""
    items = layout(weighted(2, 5, 3, 4)).items

    assert [3, 0, 2, 1] == [item.row for item in items]


@pytest.mark.parametrize("width", [304, 720, 879, 880, 1160, 1920])
@pytest.mark.parametrize("title", ["Short", "A title of very many words " * 3, "רשת " * 9])
@pytest.mark.parametrize("height", [1600, 300])
def test_titles_stand_beside_bands_where_there_is_room(width: int, title: str, height: int) -> None:
    """From 880 px on nothing is beside marks and labels but titles, and bands hold these whole."""
    timeline = made.timeline(
        [{"date": f'"{year}"', "lane": '"a"'} for year in ("1900", "1950", "19XX", "1945/..")] * 5,
        head='span = "1900/2000"',
        lanes=["a", "b"],
    )
    lanes = tuple(lane.model_copy(update={"title": title.strip()}) for lane in timeline.lanes)
    plan = layout(timeline.model_copy(update={"lanes": lanes}), width, height)
    beside = plan.scale.left - SIZES.inset - SIZES.margin

    assert (beside > 0) is (width >= 880)
    for band in plan.bands:
        ends = [
            line.x_px + (0 if line.anchor == "end" else metrics.text_width(line.text, SIZES.title, bold=True))
            for line in band.title
        ]  # fmt: skip
        assert band.top < band.title[0].y - SIZES.title * 0.7
        assert band.title[-1].y + 3 <= band.bottom
        assert max(ends) <= (SIZES.margin + beside if beside else plan.width - SIZES.margin)
    for item in plan.items:
        assert item.box[0] >= SIZES.margin + beside
        if not beside:
            assert item.box[1] - plan.bands[item.lane].title[-1].y >= 6


def test_lanes_without_titles_have_no_gutter() -> None:
    """Where there are no titles the axis is as wide as the picture."""
    plan = layout(made.dated("1950", span="1900/2000"), 1160)

    assert SIZES.margin + SIZES.inset == plan.scale.left


def test_rows_get_lower_before_labels_move() -> None:
    """A chart a little too high keeps its labels above their marks, in lower rows."""
    timeline = weighted(*[3] * 9)
    high = layout(timeline)
    low = layout(timeline, height=high.height - 9)

    assert (36, 35) == (high.row, low.row)
    assert high.height - 9 == low.height
    assert {12.5} == {item.label_size for item in low.items}


def test_halves_are_between_ticks(sample: Timeline) -> None:
    """Decades are named, with a fainter line halfway; of these only the first and the last may be."""
    found = layout(sample, 1160).ticks
    named = [int(tick.label) for tick in found if tick.label]

    assert ["half", "tick"] * 6 + ["half"] == ["half" if tick.half else "tick" for tick in found]
    assert [1945, 1950, 1960, 1970, 1980, 1990, 2000, 2005] == named


def test_every_event_has_a_place(sample: Timeline) -> None:
    """No event of the sample is left out of the chart."""
    assert list(range(len(sample.events))) == [item.event for item in layout(sample).items]


def test_label_begins_with_its_mark() -> None:
    """A label starts where its bar starts."""
    plan = layout(made.dated("1950", span="1945/2004"))
    label = plan.items[0].label[0]

    assert (day_number(1950), 0, "start") == (label.day, label.x_px, label.anchor)


def test_label_ends_with_its_mark_near_the_edge() -> None:
    """Near the right edge a label ends where its bar ends."""
    plan = layout(made.dated("2003", span="1945/2004", title='"A title too long for the room"'))
    label = plan.items[0].label[0]

    assert (day_number(2004), 0, "end") == (label.day, label.x_px, label.anchor)


def test_wide_label_wraps() -> None:
    """A label wider than the chart takes several lines, and its row is higher."""
    one = layout(made.dated("1950", span="1945/2004"), 720).items[0]
    title = '"' + "A very long title. " * 12 + '"'
    many = layout(made.dated("1950", span="1945/2004", title=title), 720).items[0]

    assert len(many.label) > 1
    assert (len(many.label) - 1) * SIZES.line == (many.box[3] - many.box[1]) - (
        one.box[3] - one.box[1]
    )


@pytest.mark.parametrize(
    ("words", "edge"),
    [("A very long title. ", 0), ("عنوان طويل جدا. ", 2), ("(1948) כותרת ארוכה מאוד. ", 2)],
)
def test_lines_begin_under_each_other(words: str, edge: int) -> None:
    """Lines of a label meet where they are read from: at its right, if that is where."""
    plan = layout(made.dated("1950", span="1945/2004", title=made.quoted(words * 12)), 720)
    item = plan.items[0]
    box = label_box(item, plan)

    assert len(item.label) > 1
    assert {round(box[edge], 6)} == {
        round(plan.scale(line.day or 0) + line.x_px, 6) for line in item.label
    }
    assert ["start", None, "end"][edge] == item.side


def test_span_is_the_timelines_own() -> None:
    """A written span is the axis, to the day."""
    assert (day_number(1945), day_number(2005)) == span(made.dated("1970", span="1945/2004"))


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        pytest.param(["1952-03", "1984-06-01"], (1952, 1985), id="rounded out to years"),
        pytest.param(["[..1949]", "1960"], (1949, 1961), id="an open side adds nothing"),
    ],
)
def test_span_of_events(dates: list[str], expected: tuple[int, int]) -> None:
    """Without a span, the axis is the events' own bounds, rounded out."""
    assert tuple(map(day_number, expected)) == span(made.dated(*dates))


def test_short_spans_round_to_months_and_days() -> None:
    """Months for a year or so, days for a few weeks."""
    months = span(made.dated("1952-03-07", "1952-09-12"))
    days = span(made.dated("1952-03-07", "1952-03-21"))

    assert (day_number(1952, 3), day_number(1952, 10)) == months
    assert (day_number(1952, 3, 7), day_number(1952, 3, 22)) == days


def test_nothing_to_draw() -> None:
    """A timeline without span and events has no axis, and says what to write."""
    empty = made.dated("1950").model_copy(update={"events": ()})

    with pytest.raises(NothingToDraw, match=r"^there is no event yet, .* write \[\[events\]\]"):
        layout(empty)


def test_reading_order() -> None:
    """Earliest start, then latest end, then id; an unknown end counts as the known one."""
    timeline = made.dated("1960", "1950/1970", "1950", "/1955", "[..1949]", "1950/", "1950/..")

    order = [str(event.date) for event in chronological(timeline.events)]
    assert ["[..1949]", "1950", "1950/", "1950/1970", "1950/..", "/1955", "1960"] == order


def test_lanes_keep_the_order_of_the_file(sample: Timeline) -> None:
    """Bands stand from top to bottom as lanes stand in the file, and do not touch."""
    bands = layout(sample).bands

    assert [0, 1, 2, 3] == [band.lane for band in bands]
    assert all(a.bottom < b.top for a, b in pairwise(bands))


def test_key_shows_the_marks_in_use_alone(sample: Timeline) -> None:
    """The key has an entry for each kind of mark drawn, and no other."""
    names = [entry.name for entry in layout(sample).key]

    assert ["year", "decade", "span", "window", "attested", "unknown", "derived", "led-to"] == names


@pytest.mark.parametrize("width", [320, 720, 1160])
def test_ticks_do_not_meet(sample: Timeline, width: int) -> None:
    """Tick labels are apart from each other and inside the picture."""
    plan = layout(sample, width)
    boxes = [
        (tick.label_x - half, tick.label_x + half)
        for tick in plan.ticks
        if tick.label
        for half in [metrics.text_width(tick.label, SIZES.tick) / 2]
    ]

    assert all(a[1] + 4 < b[0] for a, b in pairwise(boxes))
    assert boxes[0][0] >= 0
    assert boxes[-1][1] <= width


def test_an_account_is_drawn_beside_the_mark() -> None:
    """Another source's date is hollow, in the same line, joined to the event's own mark."""
    plan = layout(made.dated("1960", span="1945/2004", accounts='[{ date = "1966" }]'))
    shapes = [(drawn.part.shape.value, drawn.y) for drawn in plan.items[0].mark]

    assert ["line", "bar", "hollow"] == [shape for shape, _ in shapes]
    assert len({y for _, y in shapes}) == 1
    assert "account" in [entry.name for entry in plan.key]


def test_an_account_across_the_mark_goes_below() -> None:
    """Where both would cover each other, the account gets a line of its own."""
    plan = layout(made.dated("1960/1970", span="1945/2004", accounts='[{ date = "1965/1975" }]'))
    bar, hollow = (
        next(d for d in plan.items[0].mark if d.part.shape.value == shape)
        for shape in ("bar", "hollow")
    )

    assert SIZES.account == hollow.y - bar.y
