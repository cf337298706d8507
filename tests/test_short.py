"""An event in short: what the tip beside a mark tells, and the card that a tap opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from support import made
from support.browser import REST, Tabs, rest
from support.spoken import told

from timeline import site
from timeline.model import Timeline
from timeline.pages.edition import Edition
from timeline.pages.entries import markdown
from timeline.pages.starts import start_length, start_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One *sentence*. Another.", "One sentence.", id="markdown"),
        pytest.param("Fish & <chips>. More.", "Fish & <chips>.", id="escaped"),
        pytest.param("- First item. More.\n- Second.", "First item.", id="list"),
        pytest.param("> It was said. So.\n\nAfter.", "It was said.", id="quote"),
        pytest.param("No stop\n\nAnother", "No stop", id="paragraphs"),
        pytest.param("", "", id="empty"),
    ],
)
def test_start(text: str, expected: str) -> None:
    """The first sentence is that of what is read, not of what is written."""
    assert expected == start_of(markdown(text))


def test_length_of_a_start() -> None:
    """A script counts a sign beyond the first plane as two; 0 says that all of it is the start."""
    assert start_length(markdown("So 𝕏𝕏. Then.")) == 8
    assert start_length(markdown("All of it.")) == 0
    assert start_length(Markup()) == 0


Visit = Callable[..., Any]

EVENTS = [
    {
        "date": '"1945"',
        "title": '"Teachers are said to be taken"',
        "label": '"70–80 abducted"',
        "text": '"They were to teach. It is *not* known where."',
        "lane": '"a"',
    },
    {
        "date": '"1950/1953"',
        "title": '"About 6,637 people move"',
        "label": '"6637 move"',
        "text": '"Some moved with Dr. Lee. Others followed."',
        "annotation": '"Two in three were never heard from"',
        "figures": '[{ what = "people who moved", value = 6637 },'
        ' { what = "kept their papers", low = 1800, high = 1828, who = "a ministry" },'
        ' { what = "came back", value = 12, who = "a ministry" }]',
        "lane": '"a"',
    },
    {
        "date": '"1999"',
        "title": '"<img src=x onerror=alert(1)> & a title at the very edge of the chart"',
        "text": '"<script>alert(2)</script> is text."',
        "lane": '"b"',
    },
]


def timeline() -> Timeline:
    """Events whose labels, titles, texts and figures say the same, or do not."""
    return made.timeline(EVENTS, head='span = "1940/1999"', lanes=["a", "b"])


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its page."""
    place = tmp_path_factory.mktemp("short")
    for name, content in site.build(Edition(timeline())).files.items():
        (place / name).write_bytes(content)
    return place / "index.html"


@pytest.fixture
def visit(tabs: Tabs, page_file: Path) -> Visit:
    """Opens it in a window of some width."""

    def open_(width: int = 1280, **options: Any) -> Any:
        page = tabs.lend(width, 740, init=REST, **options)
        page.goto(page_file.as_uri())
        return page

    return open_


def point(page: Any, label: str, chart: str = ".still:visible") -> Any:
    """The tip, with the pointer on a label."""
    page.mouse.move(2, 2)
    page.locator("#_tip").wait_for(state="hidden")
    place = page.locator(f"{chart} svg text", has_text=label).first
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    page.mouse.move(box["x"] + 8, box["y"] + 5)
    rest(page)
    return page.locator("#_tip")


def lines(tip: Any) -> list[str]:
    """What it tells, by lines."""
    return [line.strip() for line in tip.inner_text().split("\n") if line.strip()]


@pytest.mark.browser
@pytest.mark.parametrize("width", [768, 1280])
@pytest.mark.parametrize("chart", [".still:visible", ".live"])
def test_a_tip_tells_what_the_label_says_and_more(visit: Visit, width: int, chart: str) -> None:
    """Where the title leaves out what the label says, both are told; the same is not told twice."""
    page = visit(width)
    if chart == ".live":
        page.click("#_explore")
        page.wait_for_selector(".exploring .live svg")
        rest(page)

    assert lines(point(page, "70–80 abducted", chart)) == [
        "70–80 abducted",
        "1945",
        "Teachers are said to be taken",
        "They were to teach.",
    ]
    assert lines(point(page, "6637 move", chart)) == [
        "About 6,637 people move",
        "1950 to 1953",
        "Some moved with Dr. Lee.",
        "1,800–1,828 kept their papers",
        "12 came back (a ministry)",
        "Two in three were never heard from",
    ]


@pytest.mark.browser
def test_a_card_tells_the_same(visit: Visit) -> None:
    """On a telephone: date, title, first sentence, figures and annotation, all within the window."""
    page = visit(360, has_touch=True, is_mobile=True)
    mark = page.locator(".still:visible svg text", has_text="6637 move").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    page.touchscreen.tap(box["x"] + 8, box["y"] + 5)
    rest(page)
    card = page.locator("#_brief")
    said = lines(page.locator("#_brief > div").first)
    place = card.bounding_box()

    assert said == [
        "1950 to 1953",
        "About 6,637 people move",
        "Some moved with Dr. Lee.",
        "1,800–1,828 kept their papers",
        "12 came back (a ministry)",
        "Two in three were never heard from",
    ]
    assert 0 <= place["x"] <= 360 - place["width"]
    assert card.evaluate("e => e.scrollHeight <= e.clientHeight + 1")
    assert not page.locator("#_tip").is_visible()


@pytest.mark.browser
def test_a_tip_in_place_of_the_browsers(visit: Visit) -> None:
    """Only one is shown; what a screen reader calls the mark stays."""
    page = visit()
    names = [link.name for link in told(page).of("link") if "Teachers" in link.name]
    tip = point(page, "70–80 abducted")
    mark = page.locator(".still:visible [data-events='e0']")

    assert 0 == mark.locator("title").count()
    assert names == [link.name for link in told(page).of("link") if "Teachers" in link.name]
    assert ["70–80 abducted: Teachers are said to be taken: 1945"] == names[:1]
    assert "true" == tip.get_attribute("aria-hidden")


@pytest.mark.browser
def test_a_tip_stays_inside(visit: Visit) -> None:
    """At the window's edge and at 320 px nothing of it is cut off, and hostile words are words."""
    for width in (1280, 320):
        page = visit(width)
        tip = point(page, "at the very edge" if width > 400 else "the chart")
        box = tip.bounding_box()

        assert 0 <= box["x"] <= width - box["width"]
        assert 0 <= box["y"] <= 740 - box["height"]
        assert tip.evaluate("e => e.scrollHeight <= e.clientHeight + 1")
        assert lines(tip)[0].startswith("<img src=x onerror=alert(1)> &")
        assert lines(tip)[-1] == "<script>alert(2)</script> is text."


@pytest.mark.browser
def test_a_tip_by_keys(visit: Visit) -> None:
    """What the focus reaches is told beside it; Escape takes that away and leaves the focus."""
    page = visit()
    page.focus("#_explore")
    for key in ("Tab", "ArrowRight"):
        page.keyboard.press(key)
    while not page.evaluate("Boolean(document.activeElement.closest('.still'))"):
        page.keyboard.press("Tab")
    rest(page)
    tip = page.locator("#_tip")
    first = lines(tip)[0]
    page.keyboard.press("ArrowRight")
    rest(page)
    second = lines(tip)[0]
    page.keyboard.press("Escape")
    rest(page)

    assert first != second
    assert not tip.is_visible()
    assert page.evaluate("Boolean(document.activeElement.closest('[data-events]'))")


@pytest.mark.browser
def test_a_tip_is_never_under_the_pointer(visit: Visit) -> None:
    """Beside it at either edge, so that the marks above and below can be pointed at."""
    page = visit()
    for label in ("70–80 abducted", "at the very edge"):
        tip = point(page, label).bounding_box()
        place = page.locator(".still:visible svg text", has_text=label).first.bounding_box()
        x = place["x"] + 8

        assert not tip["x"] <= x <= tip["x"] + tip["width"]


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 760])
def test_a_tip_of_an_embed(visit: Visit, page_file: Path, width: int) -> None:
    """There too: label, date, title and first sentence, inside the frame; and the address is said."""
    page = visit(width)
    page.goto(page_file.with_name("embed.html").as_uri())
    tip = point(page, "70–80 abducted", "figure:visible")
    box = tip.bounding_box()

    assert lines(tip) == [
        "70–80 abducted",
        "1945",
        "Teachers are said to be taken",
        "They were to teach.",
    ]
    assert 0 <= box["x"] <= width - box["width"]
    assert 0 <= box["y"] <= 740 - box["height"]
    assert lines(point(page, "6637 move", "figure:visible"))[:2] == [
        "6637 move",
        "1950 to 1953",
    ]
    page.keyboard.press("Escape")
    assert not tip.is_visible()
