"""Spans from a month to five thousand years: the right ticks in the right words, none on another."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import made
from support.browser import Tabs
from support.crowds import faults, measure

from timeline import site
from timeline.edtf import day_number
from timeline.layout import metrics, ticks
from timeline.layout.layout import MEDIUM, WIDE, layout
from timeline.layout.theme import SIZES
from timeline.model import Timeline
from timeline.pages.edition import Edition
from timeline.pages.page import page

# A span, dates in it, and the words of its ticks at both widths of the page.
SPANS = {
    "a month by days": (
        "1950-06-01/1950-06-30",
        ["1950-06-01", "1950-06-25", "1950-06-27/1950-06-29", "1950-06-30", "1950-06"],
        "1 Jun 1950|6 Jun 1950|11 Jun 1950|16 Jun 1950|21 Jun 1950|26 Jun 1950|1 Jul 1950",
        "1 Jun 1950|6 Jun 1950|11 Jun 1950|16 Jun 1950|21 Jun 1950|26 Jun 1950|1 Jul 1950",
    ),
    "a year": (
        "1950/1950",
        ["1950-01-01", "1950-06-25", "1950-10", "1950-24", "1950-12-31", "1950"],
        "Jan 1950|Apr 1950|Jul 1950|Oct 1950|Jan 1951",
        "Jan 1950|Apr 1950|Jul 1950|Oct 1950|Jan 1951",
    ),
    "a lifetime": (
        "1809/1888",
        ["1809-02-12", "1831-12-27/1836-10-02", "1859-11-24", "187X", "1882-04-19", "1888"],
        "1810|1820|1830|1840|1850|1860|1870|1880",
        "1810|1820|1830|1840|1850|1860|1870|1880|1885",
    ),
    "five thousand years": (
        "-2999/2000",
        ["-2999", "-26XX", "-0043-03-15", "0000", "0001", "1066-10-14", "15XX", "2000-12-31"],
        "3000 BCE|2000 BCE|1000 BCE|1 CE|1000|2000",
        "3000 BCE|2500 BCE|2000 BCE|1500 BCE|1000 BCE|500 BCE|1 CE|500 CE|1000|1500|2000",
    ),
}
CASES = [
    pytest.param(span, dates, width, words.split("|"), id=f"{name} at {width} px")
    for name, (span, dates, medium, wide) in SPANS.items()
    for width, words in ((MEDIUM, medium), (WIDE, wide))
]


def timeline_of(span: str, dates: list[str]) -> Timeline:
    """Events on the dates, named by them."""
    return made.timeline(
        [{"date": f'"{date}"', "title": f'"On {date}"'} for date in dates],
        head=f'span = "{span}"',
    )


@pytest.mark.parametrize(("span", "dates", "width", "words"), CASES)
def test_words(span: str, dates: list[str], width: int, words: list[str]) -> None:
    """The axis names round days, months or years, as many as its width has room for."""
    plan = layout(timeline_of(span, dates), width)

    assert words == [tick.label for tick in plan.ticks if tick.label]


@pytest.mark.parametrize(("span", "dates", "width", "words"), CASES)
def test_places(span: str, dates: list[str], width: int, words: list[str]) -> None:
    """Every tick stands on the first day of what it names; every event has its place."""
    plan = layout(timeline_of(span, dates), width)
    first, after = plan.scale.span

    assert len(dates) == len(plan.items)
    assert [named(word) for word in words] == [tick.day for tick in plan.ticks if tick.label]
    assert all(first <= tick.day <= after for tick in plan.ticks)


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def named(words: str) -> int:
    """The first day of "6 Jun 1950", "Jun 1950", "1950", "500 CE" or "12,000 BCE"."""
    parts = words.replace(",", "").split()
    *day, year = (int(part) for part in parts if part.isdigit())
    month = [MONTHS.index(part) + 1 for part in parts if part in MONTHS]
    return day_number(1 - year if "BCE" in parts else year, *month, *day)


@pytest.mark.parametrize(("span", "dates", "width", "words"), CASES)
def test_ticks_are_apart_and_in_the_frame(
    span: str, dates: list[str], width: int, words: list[str]
) -> None:
    """Labels of ticks keep room between them, and lie in what the page shows of the picture."""
    plan = layout(timeline_of(span, dates), width)
    extents = [
        (tick.label_x - half, tick.label_x + half)
        for tick in plan.ticks
        if tick.label
        for half in [_wide(tick.label) / 2]
    ]

    assert all(left[1] + SIZES.gap <= right[0] for left, right in pairwise(extents))
    assert SIZES.margin - 0.01 <= extents[0][0]
    assert extents[-1][1] <= width - SIZES.margin + 0.01


@given(
    start=st.integers(day_number(-9000), day_number(9000)),
    length=st.floats(20, 4_000_000).map(int),
    width=st.sampled_from([MEDIUM, WIDE, 1920]),
)
@settings(max_examples=100, deadline=None)
def test_any_span_has_round_ticks(start: int, length: int, width: int) -> None:
    """Whatever the span: ticks in it, apart, each on the first day of the unit it names."""
    span, per_day = (start, start + length), (width - 46) / length
    found = ticks.ticks(span, per_day, "en", _wide)

    worded = [tick for tick in found if tick.label]
    assert len(worded) > 1
    assert {tick for tick in found if not tick.half} <= set(worded)
    assert all(span[0] <= tick.day <= span[1] for tick in found)
    assert [named(tick.label) for tick in worded] == [tick.day for tick in worded]
    for left, right in pairwise(worded):
        room = (right.day - left.day) * per_day - (_wide(left.label) + _wide(right.label)) / 2
        assert room >= SIZES.gap


def _wide(label: str) -> float:
    return metrics.text_width(label, SIZES.tick)


@pytest.mark.browser
@pytest.mark.parametrize("name", SPANS)
def test_spans_in_a_browser(tabs: Tabs, tmp_path: Path, name: str) -> None:
    """On the page, at both widths, the ticks say what they should and nothing meets or is cut."""
    span, dates, *words = SPANS[name]
    timeline = timeline_of(span, dates)
    (tmp_path / "page.html").write_text(page(Edition(timeline), site.charts(timeline)), "utf-8")
    tab = tabs.lend(768)
    tab.goto((tmp_path / "page.html").as_uri())

    for width, expected in zip((768, 1280), words, strict=True):
        tab.set_viewport_size({"width": width, "height": 900})
        sheet = measure(tab)
        axis = [box for box in sheet.boxes if box.bottom < sheet.frame.top + SIZES.axis]
        assert expected.split("|") == [box.text for box in sorted(axis, key=lambda box: box.left)]
        assert len(dates) == len(sheet.labels())
        assert [] == faults(sheet)
