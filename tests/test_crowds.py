"""Crowds: whatever the events, nothing meets and nothing is cut, in a real browser."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import crowds, made
from support.browser import Tabs
from support.crowds import Box, Sheet, faults, measure, meetings

from timeline import site
from timeline.model import Timeline
from timeline.pages.edition import Edition
from timeline.pages.page import page
from timeline.text import reader

WIDTHS = (768, 1280)
MOST_HEIGHT = 1600  # px
ALL_MARKED = 1000  # events up to which each keeps a mark of its own
ALL_LABELLED = 20  # those there is room for whatever their titles

# Every shape with every kind of title at 200 events; the other sizes share out the
# nine pairs, with more events where a third is on one day, for the largest counts.
# CROWDS=all draws the whole matrix, which takes some minutes.
TURNS = {20: (0,), 200: (0, 1, 2), 1000: (1,), 2000: (2,)}
CASES = [
    (5000 if (count, shape) == (2000, "day") else count, shape, titles)
    for count, turns in TURNS.items()
    for (s, shape), (t, titles) in product(enumerate(crowds.SHAPES), enumerate(crowds.TITLES))
    if (t - s) % 3 in turns or os.environ.get("CROWDS") == "all"
]


def assert_readable(timeline: Timeline, tab: Any, folder: Path) -> None:
    """What holds of every page, at every width it is read in."""
    file = folder / "page.html"
    file.write_text(page(Edition(timeline), site.charts(timeline)), "utf-8")
    tab.set_viewport_size({"width": WIDTHS[0], "height": 900})
    tab.goto(file.as_uri())
    listed = tab.evaluate(_TAKE_LIST)
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        assert_sheet_readable(timeline, measure(tab))
    assert sorted(event.id for event in timeline.events) == sorted(listed)


@pytest.fixture(scope="module")
def tab(lent: Tabs) -> Iterator[Any]:
    """A page of the browser, opened once."""
    with lent.borrowing():
        yield lent.lend()


# Takes the list off the page, so that thousands of entries are not laid out anew at each width.
_TAKE_LIST = """() => {
  const entries = [...document.querySelectorAll('li.event')];
  entries.forEach(entry => entry.remove());
  return entries.map(entry => entry.id);
}"""


def assert_sheet_readable(timeline: Timeline, sheet: Sheet) -> None:
    """Nothing meets, nothing is cut, no event is lost, and the height is kept."""
    titles = {f"event-{event.id}": event.label or event.title for event in timeline.events}
    labels = {owner.partition("-")[2]: label for owner, label in sheet.labels().items()}
    marked = {owner.partition("-")[2] for owner in sheet.marked()}

    assert [] == faults(sheet)
    assert {owner: "".join(titles[owner].split()) for owner in labels} == labels
    assert len(titles) == len(titles.keys() & marked) + sheet.gathered()
    if len(titles) <= ALL_MARKED:
        assert set(titles) == marked
    if len(titles) <= ALL_LABELLED:
        assert set(titles) == set(labels)
    assert labels
    assert sheet.height <= MOST_HEIGHT


@pytest.mark.browser
@pytest.mark.parametrize(("count", "shape", "titles"), CASES)
def test_crowds_are_readable(tab: Any, tmp_path: Path, count: int, shape: str, titles: str) -> None:
    """Any number of events, however they lie and whatever their titles, make a chart one can read."""
    timeline = reader.read_text(crowds.toml(count, shape, titles))[0]

    assert_readable(timeline, tab, tmp_path)


@pytest.mark.browser
@pytest.mark.parametrize("count", [20, 200])
def test_tall_scripts_are_readable(tab: Any, tmp_path: Path, count: int) -> None:
    """Letters with signs over and under them meet nothing, in any font there is for them."""
    words = crowds.drawable(tab, crowds.TALL)
    timeline = reader.read_text(crowds.toml(count, titles="tall", words=words))[0]

    assert_readable(timeline, tab, tmp_path)


@pytest.mark.browser
def test_a_timeline_of_others_is_readable(tab: Any, tmp_path: Path) -> None:
    """The 153 events of another tool's showpiece, the world wars, to the day."""
    timeline = reader.read_text(world_wars())[0]

    assert 153 == len(timeline.events)
    assert_readable(timeline, tab, tmp_path)


@pytest.mark.browser
def test_events_at_the_edges_are_readable(tab: Any, tmp_path: Path) -> None:
    """On the first and the last day of the span, question marks, fades and arrows are not cut."""
    forms = [
        "{d}",
        "{y}",
        "{d}?",
        "{y}?",
        "{d}~",
        "{d}%",
        "{d}/",
        "/{d}",
        "{d}/..",
        "../{d}",
        "[{d}..]",
        "[..{d}]",
        "{y}/",
        "/{y}",
    ]
    days = ({"d": "1800-01-01", "y": "1800"}, {"d": "2000-12-31", "y": "2000"})
    dates = [form.format(**day) for form in forms for day in days]
    timeline = made.timeline(
        [{"date": made.quoted(date), "title": made.quoted(f"On {date}")} for date in dates],
        head='span = "1800/2000"',
    )

    assert_readable(timeline, tab, tmp_path)


def world_wars() -> str:
    """The timeline in our format: what has a duration is an interval, the rest are days."""
    file = Path(__file__).parent / "data" / "world-wars-timeline.json"
    events = [
        {
            "title": made.quoted(event["title"]),
            "date": made.quoted("/".join(_ends(event))),
            "text": made.quoted(event["description"]),
        }
        for event in json.loads(file.read_text("utf-8"))["events"]
    ]
    return made.toml(events)


def _ends(event: dict[str, Any]) -> list[str]:
    return [event["start"], event["end"]] if event.get("isDuration") else [event["start"]]


# The checker itself


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    """A box of up to 40 px in a picture of 120."""
    left, top = draw(st.integers(0, 80)), draw(st.integers(0, 80))
    width, height = draw(st.integers(1, 40)), draw(st.integers(1, 40))
    return Box("", "label", "", left, top, left + width, top + height)


@given(st.lists(boxes(), max_size=40))
@settings(deadline=None)
def test_the_sweep_finds_every_meeting(found: list[Box]) -> None:
    """Sweeping finds what comparing every pair finds, each pair once."""
    named = [box._replace(owner=str(n)) for n, box in enumerate(found)]
    expected = {
        frozenset((one.owner, other.owner))
        for one, other in combinations(named, 2)
        if one.left < other.right and other.left < one.right
        if one.top < other.bottom and other.top < one.bottom
    }
    pairs = [frozenset((one.owner, other.owner)) for one, other in meetings(named)]

    assert expected == set(pairs)
    assert len(expected) == len(pairs)


# Each moves something of the chart on show by hand: `texts` are labels, `marks` are bars.
TAMPERED = {
    "label on label": ("to(texts[3], texts[8])", "event-e1 label", "event-e7 label"),
    "label on its own mark": ("to(texts[3], texts[3], 0, 10)", "label", "mark"),
    "label on another's mark": ("to(texts[3], texts[8], 0, 10)", "label", "mark"),
    "mark on mark": ("marks[1].setAttribute('transform', matrix(marks[6]));"
                     "marks[1].setAttribute('d', marks[6].getAttribute('d'))", "mark", "mark"),
    "label out of the frame": ("to(texts[3], texts[3], 2000)", "label", "leaves the frame"),
    "title on title": ("to(titles[0], titles[1])", "text 'Politics'", "text 'People'"),
    "tick out of the frame": ("to(ticks[0], ticks[0], -140)", "text '1800'", "leaves the frame"),
    "tick on title": ("to(ticks[0], titles[0])", "text", "'Politics'"),
    "words of the key below the frame": (
        "to(words.at(-1), words.at(-1), 0, 30)", "text", "leaves the frame"
    ),
}  # fmt: skip

_TAMPER = """() => {
  const svg = document.querySelector('.wide svg'), all = s => [...svg.querySelectorAll(s)];
  const texts = all('g.event text:not([text-anchor])').filter(e => e.textContent !== '?');
  const titles = all('.titles text'), ticks = all('.ticks text'), words = all('.notes text');
  const marks = all('g.event path').filter(e => e.getAttribute('fill-opacity') !== '0');
  const matrix = e => e.getAttribute('transform');
  const to = (e, at, right = 0, down = 0) =>
    e.setAttribute('transform', matrix(at) + `translate(${right},${down})`);
  %s
}"""


@pytest.fixture(scope="module")
def crowd_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a page without fault."""
    timeline = reader.read_text(crowds.toml(20))[0]
    file = tmp_path_factory.mktemp("crowd") / "page.html"
    file.write_text(page(Edition(timeline), site.charts(timeline)), "utf-8")
    return file.as_uri()


@pytest.mark.browser
@pytest.mark.parametrize("name", TAMPERED)
def test_the_checker_sees_faults(tab: Any, crowd_page: str, name: str) -> None:
    """What is moved onto something else, or out of the picture, is told."""
    script, one, other = TAMPERED[name]
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto(crowd_page)
    before = faults(measure(tab))
    tab.evaluate(_TAMPER % script)
    after = faults(measure(tab))

    assert [] == before
    assert [fault for fault in after if one in fault and other in fault]
