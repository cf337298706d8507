"""The strip's numbers: every event counts once, spread over the time it may have had."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support import made

from timeline.edtf import civil, day_number, parse
from timeline.layout import layout
from timeline.layout.density import Density, density
from timeline.layout.marks import reach
from timeline.model import Timeline

SPAN = (day_number(1945), day_number(2005))
FIFTIES = (day_number(1950), day_number(1960))

# Dates that lie inside SPAN, soft edges and all, and how often each says that it was so.
INSIDE = {
    "1948-06-15": 1, "1953-04": 1, "1959-21": 1, "1964": 1, "197X": 1, "1945": 1, "2004-12-31": 1,
    "1947/1958": 1, "1971~/1985": 1, "1988/1996?": 1, "1963/..": 1, "../1968": 1,
    "1952/": 1, "/1990": 1, "/1984~": 1, "1949~": 1, "1956?": 1, "1963%": 1, "1965~-03-12": 1,
    "[1950,1957]": 1, "[1962..1974]": 1, "[..1949]": 1, "[1996..]": 1, "[1950~,1960..1969]": 1,
    "{1951,1955,1958}": 3, "{1951..1953}": 3, "{1951-01..1951-12,1960}": 13, "{195X..199X}": 5,
    "{1951-02-01..1951-02-28}": 28, "{1970~}": 1, "{1970..1972~}": 3,
}  # fmt: skip
OUTSIDE = ("1900", "2010-05-01", "19XX", "1930/1950", "[1930,1950]", "{1930,1950}", "../1930")


def of(*dates: str, span: tuple[int, int], most: int = 120) -> Density:
    return density(made.dated(*dates), span, most)


def only(found: Density) -> list[float]:
    """The weights of the one lane."""
    return [bin_.weights[0] for bin_ in found.bins]


def years(found: Density) -> dict[int, float]:
    """What is not nothing, by the astronomical year in which its bin begins, to read."""
    return {
        civil(bin_.start)[0]: round(bin_.weights[0], 3) for bin_ in found.bins if bin_.weights[0]
    }


def edges(found: Density) -> list[int]:
    return [found.bins[0].start, *(bin_.after for bin_ in found.bins)]


def totals(found: Density) -> list[float]:
    return [sum(weights) for weights in zip(*(bin_.weights for bin_ in found.bins), strict=True)]


def before(found: Density) -> dict[int, float]:
    """What all lanes weigh before each edge."""
    sums = {found.bins[0].start: 0.0}
    for bin_ in found.bins:
        sums[bin_.after] = sums[bin_.start] + sum(bin_.weights)
    return sums


# How each kind of date is spread


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        pytest.param("1951-06-15", {1951: 1}, id="day"),
        pytest.param("1951-06", {1951: 1}, id="month"),
        pytest.param("1951-24", {1951: 0.341, 1952: 0.659}, id="winter: 31 and 60 days of 91"),
        pytest.param("1951", {1951: 1}, id="year"),
        pytest.param("195X", dict.fromkeys(range(1950, 1960), 0.1), id="decade"),
        pytest.param("19XX", dict.fromkeys(range(1950, 1960), 0.01), id="century: the rest lost"),
        pytest.param("1951?", {1951: 1}, id="doubt moves nothing"),
        pytest.param("1951~", {1950: 0.333, 1951: 0.333, 1952: 0.334}, id="about: soft edges too"),
        pytest.param("1951-06-15~", {1951: 1}, id="about a day"),
        pytest.param("1951/1952", {1951: 0.499, 1952: 0.501}, id="interval: once, all along"),
        pytest.param("1951-12-31/1952-01-03", {1951: 0.25, 1952: 0.75}, id="interval of days"),
        pytest.param("1950~/1951", {1950: 0.333, 1951: 0.333}, id="about: soft edge before span"),
        pytest.param("1957/..", dict.fromkeys(range(1957, 1960), 0.333), id="open end: the edge"),
        pytest.param("../1951", {1950: 0.5, 1951: 0.5}, id="open start: the edge"),
        pytest.param("1951/", {1951: 1}, id="unknown end: no length"),
        pytest.param("/1951", {1951: 1}, id="unknown start: no length"),
        pytest.param("1962/..", {}, id="open end, beyond the span"),
        pytest.param("[1951,1957]", {1951: 0.5, 1957: 0.5}, id="one of two"),
        pytest.param("[1951,1957-06-15,1969]", {1951: 0.333, 1957: 0.333}, id="one of three"),
        pytest.param("[1951..1952]", {1951: 0.499, 1952: 0.501}, id="window"),
        pytest.param("[1951,1955..1956]", {1951: 0.5, 1955: 0.249, 1956: 0.251}, id="run as one"),
        pytest.param("[..1951]", {1950: 0.5, 1951: 0.5}, id="or earlier: the edge"),
        pytest.param("[1959..]", {1959: 1}, id="or later: the edge"),
        pytest.param("[1960..]", {}, id="or later, from the edge on"),
        pytest.param("[..1949]", {}, id="or earlier, up to the edge"),
        pytest.param("[1952~..1953]", dict.fromkeys(range(1951, 1954), 0.333), id="soft start"),
        pytest.param("[1952..1953~]", dict.fromkeys(range(1952, 1955), 0.333), id="soft end"),
        pytest.param("[1962..]", {}, id="or later, beyond the span"),
        pytest.param("{1951,1957}", {1951: 1, 1957: 1}, id="both of two"),
        pytest.param("{1955-01-01..1955-01-09}", {1955: 9}, id="each day of a run"),
        pytest.param("{1958..}", {1958: 0.999, 1959: 0.999}, id="each year, to the edge"),
        pytest.param("{1951,1969}", {1951: 1}, id="both of two, one beyond the span"),
    ],
)  # fmt: skip
def test_spread(date: str, expected: dict[int, float]) -> None:
    """A date weighs 1 over the days it may be, evenly; a set of all, 1 for each date."""
    assert expected == pytest.approx(years(of(date, span=FIFTIES, most=10)), abs=0.0011)


def test_shares_are_exact() -> None:
    """A month's share of its year is its days of the year's, to the last digit."""
    lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    assert [days / 365 for days in lengths] == only(
        of("1951", span=(day_number(1951), day_number(1952)), most=12)
    )


def test_every_year_of_a_run() -> None:
    """A run of all its years weighs about what the years do one by one, and in all the same."""
    run = of("{1951..1954}", span=FIFTIES, most=10)
    each = of("{1951,1952,1953,1954}", span=FIFTIES, most=10)

    assert [0, 1, 1, 1, 1, 0, 0, 0, 0, 0] == only(each)
    assert only(each) == pytest.approx(only(run), abs=0.003)
    assert [4] == totals(run)


def test_a_run_counts_units_cut_by_the_edge_in_part() -> None:
    """`{199X..}` to 2004 is one decade and a half."""
    assert totals(of("{199X..}", span=SPAN)) == pytest.approx([1.5], abs=0.001)


def test_attested_is_spread_over_its_unit() -> None:
    """What was so by a year lies over that year."""
    found = density(made.timeline([{"attested": '"1951"'}]), FIFTIES, 10)

    assert {1951: 1} == years(found)


def test_other_accounts_add_nothing() -> None:
    """An event is one event, however many sources date it."""
    accounts = '[{ date = "1957", sources = ["s"] }]'
    found = density(made.timeline([{"date": '"1951"', "accounts": accounts}]), FIFTIES, 10)

    assert {1951: 1} == years(found)


def test_lanes_are_apart_and_in_order() -> None:
    """Weights stand in the order of the timeline's lanes, one for each, at each bin."""
    dates = [("b", "1950"), ("a", "1951"), ("b", "1951"), ("b", "1951")]
    events = [{"date": f'"{date}"', "lane": f'"{lane}"'} for lane, date in dates]
    found = density(
        made.timeline(events, lanes=["a", "b"]), (day_number(1950), day_number(1953)), 3
    )

    assert [(0, 1), (1, 2), (0, 0)] == [bin_.weights for bin_ in found.bins]


def test_no_events() -> None:
    """A timeline of a span alone has bins, all of them empty."""
    found = density(made.timeline([], head='span = "1950/1959"'), FIFTIES, 10)

    assert [(0,)] * 10 == [bin_.weights for bin_ in found.bins]


# Which unit, and where it begins


@pytest.mark.parametrize(
    ("span", "most", "expected"),
    [
        pytest.param(((1970, 1, 1), (1970, 1, 2)), 120, ("day", 1, 1), id="one day"),
        pytest.param(((1970, 1, 1), (1970, 4, 30)), 120, ("day", 1, 119), id="days"),
        pytest.param(((1970, 1, 1), (1970, 5, 2)), 120, ("month", 1, 5), id="a day too many"),
        pytest.param(((1970, 1, 31), (1970, 2, 2)), 2, ("day", 1, 2), id="two days"),
        pytest.param(((1950, 1, 1), (1960, 1, 1)), 120, ("month", 1, 120), id="months"),
        pytest.param(((1950, 1, 1), (1960, 1, 2)), 120, ("month", 3, 41), id="quarters"),
        pytest.param(((1945, 1, 1), (2005, 1, 1)), 120, ("year", 1, 60), id="years"),
        pytest.param(((1945, 1, 1), (2005, 1, 1)), 12, ("year", 5, 12), id="fives"),
        pytest.param(((1945, 1, 1), (2005, 1, 1)), 11, ("year", 10, 7), id="decades"),
        pytest.param(((1945, 1, 1), (2005, 1, 1)), 6, ("year", 20, 4), id="twenties"),
        pytest.param(((1945, 1, 1), (2005, 1, 1)), 3, ("year", 50, 3), id="fifties"),
        pytest.param(((1945, 1, 1), (2005, 1, 1)), 2, ("year", 100, 2), id="centuries"),
        pytest.param(((1, 1, 1), (2001, 1, 1)), 30, ("year", 100, 21), id="centuries since 1 CE"),
        pytest.param(((-(10**9), 1, 1), (10**9, 1, 1)), 120, ("year", 2 * 10**7, 101), id="ages"),
    ],
)
def test_unit(
    span: tuple[tuple[int, int, int], tuple[int, int, int]],
    most: int,
    expected: tuple[str, int, int],
) -> None:
    """The unit is the finest round one of which there are not too many."""
    found = of("1950", span=(day_number(*span[0]), day_number(*span[1])), most=most)

    assert expected == (found.unit, found.step, len(found.bins))


def test_bins_begin_at_round_units() -> None:
    """Decades begin with their decade; only the first and last are cut by the span."""
    found = of("1950", span=(day_number(1945, 3), day_number(1972)), most=5)

    assert [(1945, 3, 1), (1950, 1, 1), (1960, 1, 1), (1970, 1, 1), (1972, 1, 1)] == [
        civil(edge) for edge in edges(found)
    ]


def test_quarters_begin_in_january() -> None:
    """Quarters are those of the calendar, whatever the month the span begins in."""
    found = of("1950", span=(day_number(1950, 2), day_number(1951, 2)), most=5)

    assert [2, 4, 7, 10, 1, 2] == [civil(edge)[1] for edge in edges(found)]


def test_years_before_the_common_era_are_round_to_readers() -> None:
    """500, 400, ... BCE begin a bin, and so does 1 CE: a year is written less one."""
    found = of("-0043", "-0499", "-0098", "0001", span=(day_number(-549), day_number(251)), most=10)

    assert ("year", 100) == (found.unit, found.step)
    assert [-549, -499, -399, -299, -199, -99, 1, 100, 200, 251] == [
        civil(edge)[0] for edge in edges(found)
    ]
    assert {-499: 1, -99: 2, 1: 1} == years(found)


def test_single_years_round_the_common_era() -> None:
    """2 BCE, 1 BCE, 1 CE, 2 CE: four years, four bins."""
    found = of("-0001", "0000", "0000", span=(day_number(-1), day_number(3)), most=4)

    assert [1, 2, 0, 0] == only(found)
    assert [-1, 0, 1, 2, 3] == [civil(edge)[0] for edge in edges(found)]


def test_one_day() -> None:
    """Of a span of one day there is one bin, with the day's share of what is longer."""
    day = day_number(1970, 3, 31)
    found = of("1970-03-31", "1970-03", "1970-04-01", span=(day, day + 1))

    assert [(day, day + 1)] == [(bin_.start, bin_.after) for bin_ in found.bins]
    assert [1 + 1 / 31] == only(found)


def test_one_bin_is_too_few_to_ask_for() -> None:
    """No round unit spans 1 BCE and 1 CE, so one bin cannot be promised."""
    with pytest.raises(ValueError, match="a density has two bins at least"):
        of("1950", span=SPAN, most=1)


def test_sample_counts_its_events(sample: Timeline) -> None:
    """Every event of the shipped timeline lies in its span, and in its own lane."""
    found = density(sample, layout.span(sample))
    expected = [sum(event.lane == lane.id for event in sample.events) for lane in sample.lanes]

    assert expected == pytest.approx(totals(found))


# Laws

bounds = st.integers(day_number(-3000), day_number(3000))
spans = st.tuples(bounds, st.integers(1, 400) | st.integers(1, 10**6)).map(
    lambda pair: (pair[0], sum(pair))
)
mosts = st.integers(2, 200)
inside = st.lists(st.sampled_from(list(INSIDE)), min_size=1, max_size=20)
any_dates = st.lists(st.sampled_from([*INSIDE, *OUTSIDE]), min_size=1, max_size=20)


@given(spans, mosts)
@example((day_number(0), day_number(2)), 2)
def test_bins_tile_the_span(span: tuple[int, int], most: int) -> None:
    """Bins follow each other without gap or overlap from edge to edge, no more than asked for."""
    bins = of("1950", span=span, most=most).bins

    assert span == (bins[0].start, bins[-1].after)
    assert all(bin_.start < bin_.after for bin_ in bins)
    assert all(one.after == following.start for one, following in pairwise(bins))
    assert 1 <= len(bins) <= most


@given(inside, mosts)
@settings(deadline=None)
def test_nothing_inside_is_lost(dates: Sequence[str], most: int) -> None:
    """If all lie in the span, the weights are as many as the events, each of a set of all."""
    assert totals(of(*dates, span=SPAN, most=most)) == pytest.approx(
        [sum(INSIDE[date] for date in dates)]
    )


@given(any_dates, spans, mosts)
@settings(deadline=None)
def test_never_less_than_nothing(dates: Sequence[str], span: tuple[int, int], most: int) -> None:
    """No weight is negative, and none is left over where nothing is."""
    found = of(*dates, span=span, most=most)

    assert all(weight >= 0 for weight in only(found))
    assert all(
        weight == 0
        for date in dates
        if parse(date).kind == "date"
        for first, after in [reach(parse(date).points[0])]
        for bin_ in of(date, span=span, most=most).bins
        for weight in bin_.weights
        if bin_.after <= first or after <= bin_.start
    )


@given(
    st.lists(st.tuples(bounds, st.sampled_from(["{:02}", "{:02}-{:02}"])), max_size=8),
    spans,
    mosts,
)
@settings(deadline=None)
def test_agrees_with_counting_one_by_one(
    days: list[tuple[int, str]], span: tuple[int, int], most: int
) -> None:
    """A bin's weight is the sum, over events, of the part of their days that lies in it."""
    texts = []
    for day, form in days:
        year, month, date = civil(day)
        texts.append(f"{'-' * (year < 0)}{abs(year):04}-" + form.format(month, date))
    points = [parse(text).points[0] for text in texts]
    found = of(*texts, span=span, most=most)

    assert [
        sum(
            max(0, min(bin_.after, point.after) - max(bin_.start, point.first))
            / (point.after - point.first)
            for point in points
        )
        for bin_ in found.bins
    ] == pytest.approx(only(found))


@given(any_dates, spans, st.tuples(mosts, mosts).map(sorted))
@settings(deadline=None)
def test_more_bins_say_the_same_more_finely(
    dates: Sequence[str], span: tuple[int, int], mosts: list[int]
) -> None:
    """With more bins allowed there are no fewer, and at each edge they share the sums agree."""
    coarse, fine = (of(*dates, span=span, most=most) for most in mosts)
    shared = before(coarse).keys() & before(fine).keys()

    assert len(coarse.bins) <= len(fine.bins)
    assert set(span) <= shared
    assert [before(coarse)[edge] for edge in shared] == pytest.approx(
        [before(fine)[edge] for edge in shared]
    )


@given(any_dates, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_order_is_of_no_account(dates: list[str], random: Random) -> None:
    """The same events in another order give the same numbers, to the last digit."""
    shuffled = list(dates)
    random.shuffle(shuffled)

    assert of(*dates, span=SPAN) == of(*shuffled, span=SPAN)
