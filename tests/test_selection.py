"""A part of a timeline: what stays, what goes, and the span it leaves."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import made

from timeline.edtf import Kind, Point, day_number, parse
from timeline.errors import NothingSelected
from timeline.layout.layout import layout
from timeline.layout.marks import Shape
from timeline.layout.selection import select
from timeline.layout.theme import SIZES
from timeline.model import Timeline
from timeline.pages.edition import Edition
from timeline.pages.page import page

# The first and the last year that something so dated may fall in; None: no limit.
YEARS = {
    "1955": (1955, 1955),
    "1955-03-31": (1955, 1955),
    "1955-XX": (1955, 1955),
    "1955-24": (1955, 1956),  # a winter ends in the next year
    "195X": (1950, 1959),
    "19XX": (1900, 1999),
    "1955?": (1955, 1955),
    "1955~": (1954, 1956),
    "195X~": (1940, 1969),
    "1955-12-31~": (1955, 1956),
    "1948/1953": (1948, 1953),
    "1948~/1953": (1947, 1953),
    "1948/1953~": (1948, 1954),
    "1948/..": (1948, None),
    "1948/": (1948, None),
    "../1953": (None, 1953),
    "/1953~": (None, 1954),
    "[1948,1953]": (1948, 1953),
    "[1948,1953~]": (1948, 1954),
    "[1948..1953]": (1948, 1953),
    "[..1953]": (None, 1953),
    "{1948,1950..1953}": (1948, 1953),
    "{1948..}": (1948, None),
    "-0043": (-43, -43),
    "Y-12000": (-12000, -12000),
    "Y12000": (12000, 12000),
}

dates = st.lists(st.sampled_from(sorted(YEARS)), min_size=1, max_size=6)
years = st.none() | st.integers(1935, 1975)
windows = st.tuples(years, years).filter(lambda w: None in w or w[0] <= w[1])
HEADS = (Shape.CHEVRON, Shape.ARROW)
EVERYTHING = {"start": None, "end": None, "lanes": (), "least_importance": 1}


def titles(timeline: Timeline) -> list[str]:
    return [event.title for event in timeline.events]


def between(timeline: Timeline, start: str | None, end: str | None, **more: object) -> Timeline:
    return select(
        timeline,
        start=parse(start) if start else None,
        end=parse(end) if end else None,
        **more,  # type: ignore[arg-type]
    )


def may_fall(text: str, first: int | None, last: int | None) -> bool:
    """Whether something so dated may fall in these years, by the table above."""
    earliest, latest = YEARS[text]
    before = first is not None and latest is not None and latest < first
    after = last is not None and earliest is not None and earliest > last
    return not before and not after


@given(dates, windows)
def test_what_may_fall_in_the_window_stays(
    texts: list[str], window: tuple[int | None, int | None]
) -> None:
    """Nothing kept is outside, nothing dropped could be inside; periods go by the same rule."""
    first, last = window
    intervals = [text for text in texts if "/" in text]
    tail = "\n".join(
        f'[[periods]]\nid = "p{number}"\ntitle = "P"\ndate = "{text}"'
        for number, text in enumerate(intervals)
    )
    whole = made.timeline(
        [{"date": f'"{text}"', "title": f'"{text}"'} for text in texts], tail=tail
    )
    expected = [text for text in texts if may_fall(text, first, last)]
    start, end = (None if year is None else str(year) for year in window)
    if not expected:
        with pytest.raises(NothingSelected):
            between(whole, start, end)
        return
    part = between(whole, start, end)

    assert expected == titles(part)
    assert [text for text in intervals if may_fall(text, first, last)] == [
        period.date.text for period in part.periods
    ]


@given(dates, windows, st.sampled_from([None, "1940/1960", "1955/1955", "1900-03/2000-05"]))
def test_the_part_is_a_timeline(
    texts: list[str], window: tuple[int | None, int | None], span: str | None
) -> None:
    """Its span is an interval of dates that lies in the window, and selecting again changes nothing."""
    whole = made.dated(*texts)
    if span:
        header = whole.header.model_copy(update={"span": parse(span)})
        whole = whole.model_copy(update={"header": header})
    start, end = (None if year is None else str(year) for year in window)
    try:
        part = between(whole, start, end)
    except NothingSelected:
        return
    if window == (None, None):
        assert part == whole
        return
    found = part.header.span

    assert found is not None
    assert Kind.INTERVAL is found.kind
    assert isinstance(found.start, Point)
    assert isinstance(found.end, Point)
    first, after = found.bounds.earliest_start, found.bounds.latest_end
    assert first is not None
    assert after is not None
    assert first < after
    assert start is None or first >= day_number(int(start))
    assert end is None or after <= day_number(int(end) + 1)
    assert part == between(part, start, end)
    if max(abs(found.start.year), abs(found.end.year)) <= 9999:
        assert found == parse(found.text)


def test_everything_is_the_same_timeline(sample: Timeline) -> None:
    """A selection of everything is the timeline itself; so is one by its own span."""
    assert sample == select(sample, **EVERYTHING)  # type: ignore[arg-type]
    assert sample == between(
        sample, "1945", "2004", lanes=[lane.id for lane in sample.lanes], least_importance=1
    )


@pytest.mark.parametrize(
    ("span", "start", "end", "expected"),
    [
        pytest.param("1900/2000", "1950", "1959", "1950/1959", id="both edges"),
        pytest.param("1900/2000", "1950", None, "1950/2000", id="the old end"),
        pytest.param("1900/2000", None, "195X", "1900/1959", id="the old start"),
        pytest.param("1900/2000", "1850", "2050", "1900/2000", id="never wider"),
        pytest.param("1900/2000", "1950-03", "1959", "1950-03-01/1959-12-31", id="days"),
        pytest.param("1900/2000", "1950-24", None, "1950-12-01/2000-12-31", id="a winter"),
        pytest.param("1900/2000", "1950~", "1959?", "1950/1959", id="marks are left out"),
        pytest.param(None, "1950", "1959", "1950/1959", id="no old span"),
        pytest.param(None, "1950", None, "1950/1966", id="to the last event"),
        pytest.param(None, None, "1959", "1944/1959", id="from the first event"),
        pytest.param(None, "1965-03", None, "1965-03-01/1966-12-31", id="an end to months"),
        pytest.param(None, "1970", None, "1970/1970", id="nothing known after"),
        pytest.param(None, None, "1940", "1940/1940", id="nothing known before"),
        pytest.param(None, "-0043", "0001", "-0043/0001", id="before our era"),
        pytest.param(None, "Y-12000", "1959-05", "Y-12000/1959", id="years of five digits"),
    ],
)
def test_span(span: str | None, start: str | None, end: str | None, expected: str) -> None:
    """The axis is the window inside the old span; without one it goes as far as the events."""
    more = {"span": span} if span else {}
    whole = made.dated("1945~", "1950/1955", "1965~", "/1953", "1952/", **more)
    part = between(whole, start, end)

    assert expected == str(part.header.span)
    assert part.header.span is not None
    bounds = part.header.span.bounds
    assert (bounds.earliest_start, bounds.latest_end) == layout(part).scale.span


def test_no_window_no_span() -> None:
    """Lanes and importance alone leave the span to the events that stay."""
    whole = made.timeline(
        [{"date": '"1950"', "importance": "5"}, {"date": '"1990"', "importance": "1"}]
    )
    part = select(whole, least_importance=3)

    assert ["Event 0"] == titles(part)
    assert part.header.span is None
    assert part.header is whole.header


@pytest.mark.parametrize(
    ("least", "expected"), [(1, [1, 2, 3, 3, 4, 5]), (3, [3, 3, 4, 5]), (5, [5])]
)
def test_importance(least: int, expected: list[int]) -> None:
    """Events of the importance asked for stay, and those above; 3 is what says none."""
    events = [{"date": '"1950"', "importance": str(n)} for n in range(1, 6)]
    whole = made.timeline([*events[:3], {"date": '"1950"'}, *events[3:]])
    part = select(whole, least_importance=least)

    assert expected == [event.importance for event in part.events]


def test_lanes_keep_the_order_of_the_file() -> None:
    """Named lanes stay, in the file's order, even if none of their events does."""
    whole = made.timeline(
        [{"date": f'"{1950 + n}"', "lane": f'"{lane}"'} for n, lane in enumerate("abca")],
        lanes=["a", "b", "c"],
    )
    part = between(whole, "1951", None, lanes=["c", "a"])

    assert ["a", "c"] == [lane.id for lane in part.lanes]
    assert ["Event 2", "Event 3"] == titles(part)
    assert ["a", "b", "c"] == [lane.id for lane in between(whole, "1953", None).lanes]


def test_another_account_counts() -> None:
    """An event stays if another source puts it in the window."""
    whole = made.timeline([{"date": '"1945"', "accounts": '[{ date = "1966" }]'}])

    assert ["Event 0"] == titles(between(whole, "1960", None))
    with pytest.raises(NothingSelected):
        between(whole, "1967", None)


def test_what_was_so_by_a_date_stays_with_it() -> None:
    """An attested event is of the date that attests it, as the reader has it too."""
    whole = made.timeline([{"attested": '"1997"'}, {"date": '"1980"'}])

    assert ["Event 1"] == titles(between(whole, None, "1990"))
    assert ["Event 0"] == titles(between(whole, "1990", None))


CUT = [
    "1940/1960", "1940/1970", "1940~/1960", "1940?/1960?", "194X/1960", "../1960",
    "1900/..", "195X", "19XX", "195X~", "[1940..1960]", "[..1960]", "{1940..1960}", "{1940,1955}",
]  # fmt: skip


@pytest.mark.parametrize("text", CUT)
@pytest.mark.parametrize("width", [360, 1160])
def test_what_the_window_cuts_begins_at_its_edge(text: str, width: int) -> None:
    """A mark cut at the left has its label at the window's edge, as if it began there, and whole."""
    part = between(made.dated(text, "1953"), "1952-03", "1959")
    plan = layout(part, width)
    item = plan.items[0]
    head = next(d.part for d in item.mark if d.part.leftward and d.part.shape in HEADS)
    label = item.label[0]

    assert "start" == label.anchor
    assert plan.scale.extent(head)[0] == pytest.approx(plan.scale(label.day) + label.x_px)
    assert SIZES.margin < item.box[0]
    assert item.box[2] < width - SIZES.margin


@pytest.mark.parametrize(
    ("text", "clipped"),
    [
        ("1940/1956", "1952-03-01/1956"),
        ("1940/1970", "1952-03-01/1959"),
        ("1957/1970", "1957/1959"),
        ("../1956", "1952-03-01/1956"),
        ("1957/..", "1957/1959"),
    ],
)
@pytest.mark.parametrize("height", [None, 150])
def test_a_cut_bar_is_labelled_as_one_that_begins_there(
    text: str, clipped: str, height: float | None
) -> None:
    """A window lays out bars that it cuts as if they began and ended with it: side and room."""
    both = [
        layout(between(made.dated(*[date] * 4), "1952-03", "1959"), 720, height)
        for date in (text, clipped)
    ]
    sides = [[(item.named, item.side, item.row) for item in plan.items] for plan in both]

    assert sides[0] == sides[1]


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        pytest.param("1960", None, "no event of 2 is selected", id="no event"),
        pytest.param(None, "1930", "no event of 2 is selected", id="no event before"),
        pytest.param("2010", None, "the selection is outside the span, 1940/1990", id="no span"),
    ],
)
def test_nothing_left(start: str | None, end: str | None, message: str) -> None:
    """A selection without an event, or without a stretch of the span, is refused."""
    last = "1950/.." if start == "2010" else "1955"
    whole = made.dated("1945", last, span="1940/1990")

    with pytest.raises(NothingSelected, match=re.escape(message)):
        between(whole, start, end)


def test_links_to_what_is_left_out_go() -> None:
    """An event that another names under `see`, and that is left out, is no link in the page."""
    whole = made.timeline(
        [{"date": '"1950"', "see": '["e1", "e2"]'}, {"date": '"1951"'}, {"date": '"1990"'}]
    )
    html = page(Edition(between(whole, None, "1960")))

    assert 'href="#e1"' in html
    assert "#e2" not in html
