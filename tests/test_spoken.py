"""Read aloud, and gone through by keys alone: Chromium's accessibility tree, and its keyboard."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from support import made
from support.browser import REST, Tabs, rest
from support.spoken import Told, told

from timeline import site
from timeline.model import Timeline
from timeline.pages.edition import Edition

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]


def many(count: int) -> Timeline:
    """So many events in three lanes, two sources cited by each."""
    tail = '[[sources]]\nid = "w"\ntitle = "Words"\narchived = "https://example.org/w"'
    return made.timeline(
        [
            {
                "date": f'"{1800 + n * 200 // count}{("", "-03", "-03-31", "~")[n % 4]}"',
                "title": f'"Event of number {n}"',
                "lane": f'"{"abc"[n % 3]}"',
                "sources": f'["s", {{ id = "w", locator = "p. {n // 2}" }}]',
            }
            for n in range(count)
        ],
        head='url = "https://example.org/"',
        lanes=["a", "b", "c"],
        tail=tail,
    )


COUNTS = (19, 200, 400)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """The site of so many events, built when it is first asked for."""
    root = tmp_path_factory.mktemp("spoken")

    def built(count: int) -> Path:
        place = root / str(count)
        if not place.exists():
            place.mkdir()
            for name, content in site.build(Edition(many(count))).files.items():
                (place / name).write_bytes(content)
        return place

    return built


@pytest.fixture
def visit(tabs: Tabs, folder: Callable[[int], Path]) -> Visit:
    """Opens a file of the site of so many events."""

    def open_(count: int, file: str = "index.html", width: int = 1280, **options: Any) -> Any:
        page = tabs.lend(width, init=REST, **options)
        page.goto((folder(count) / file).as_uri())
        return page

    return open_


def chart_of(page: Any) -> Told:
    """What is told of the chart."""
    return told(page).of("figure")[0]


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
    rest(page)


def focused(page: Any) -> str:
    """The name and place of what has the focus."""
    return page.evaluate(
        """(e => [e.tagName.toLowerCase(), e.id, e.className?.baseVal ?? e.className,
          e.closest('[data-events]')?.dataset.events, e.closest('li')?.id].filter(Boolean).join(' '))
          (document.activeElement)"""
    )


# Each event once


@pytest.mark.parametrize("count", [19, 200])
def test_each_event_is_said_once(visit: Visit, count: int) -> None:
    """A chart of few events is a group of links, one for each event and nothing besides."""
    chart = chart_of(visit(count))
    links = [link for link in chart.of("link") if not link.name.startswith("Source")]
    names = [re.sub("^.*?(?=Event of)", "", link.name) for link in links]

    assert count == len(links) == len(set(names))
    assert {"A", "B", "C"} == {link.description for link in links}
    assert [] == [node for link in links for node in link.inside]
    assert len(list(chart.all())) <= count + 12
    assert f"Timeline of {count} events, 1800 to " in chart.name


def test_a_crowd_is_told_as_an_outline(visit: Visit) -> None:
    """Of more than 200 events the chart tells lanes, years, and their events once they are opened."""
    page = visit(400)
    closed = list(chart_of(page).all())
    page.click(".outline > summary")
    lanes = [node.name for node in chart_of(page).of("DisclosureTriangle")]
    page.click(".outline summary >> text=B: 133 events")
    page.click("text=1810–1819: 6 events >> visible=true")
    links = [link for link in chart_of(page).of("link") if "Event of" in link.name]
    page.click('.outline a >> text="Event of number 28"')
    rest(page)

    assert len(closed) <= 16
    assert ["Sources: A source; Words"] == [node.name for node in closed if node.role == "link"]
    assert [
        "The chart as an outline",
        *(f"{lane} events" for lane in ("A: 134", "B: 133", "C: 133")),
    ] == lanes
    assert 6 == len(links)
    assert all(int(link.name.split()[-1]) % 3 == 1 for link in links)
    assert page.url.endswith("#e28")
    assert "h3 e28" == focused(page)


def test_an_outline_without_scripts(visit: Visit) -> None:
    """It says how many there are, and leads to the first of them in the list."""
    page = visit(400, java_script_enabled=False)
    for summary in (
        ".outline > summary",
        "text=C: 133 events",
        "text=1990–1999: 7 events >> visible=true",
    ):
        page.click(summary)

    assert ["Event of number 380", "6 more follow in the list"] == page.locator(
        ".outline .stretch[open] li"
    ).all_inner_texts()
    page.click(".outline .stretch[open] a")
    assert page.url.endswith("#e380")


@pytest.mark.parametrize("count", COUNTS)
def test_the_live_chart_is_one_thing(visit: Visit, count: int) -> None:
    """The chart to explore takes keys, and says where they lead; its marks are not told."""
    page = visit(count)
    page.click("#_explore")
    page.wait_for_selector(".exploring .live svg")
    rest(page)
    chart = chart_of(page)

    assert ["Timeline to explore"] == [node.name for node in chart.of("application")]
    assert len(list(chart.all())) <= 28
    assert ["Sources: A source; Words"] == [node.name for node in chart.of("link", "image")]


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("file", ["timeline.svg", "embed.html"])
def test_alone_and_in_other_sites(visit: Visit, count: int, file: str) -> None:
    """The picture says each event once, a crowd by lanes and years; a frame at most its list."""
    page = told(visit(count, file, width=800))
    links = [node for node in page.of("link") if "Event of number" in node.name]
    groups = [node.name for node in page.of("group")]

    if file == "timeline.svg":
        assert count == len(links) == len({link.name for link in links})
        assert ("B: 133 events" in groups) == ("1810–1819: 7 events" in groups) == (count > 200)
    else:
        assert min(count, 60 if count > 200 else count) == len(links)


# Tab


@pytest.mark.parametrize(("count", "stops"), [(19, 3), (200, 3), (400, 3)])
def test_tab_does_not_stop_at_each_event(visit: Visit, count: int, stops: int) -> None:
    """From the link that skips the chart to what is after it are few stops, however many events."""
    page = visit(count)
    page.focus(".skip a")
    inside = 0
    for _ in range(8):
        press(page, "Tab")
        inside += page.evaluate("document.activeElement.closest('.chart') !== null")

    assert stops == inside


def test_arrows_go_through_a_still_chart(visit: Visit) -> None:
    """Tab stops at the chart once; arrows go on, in order, and Tab comes back to where it was."""
    page = visit(19)
    page.focus(".skip a")
    press(page, "Tab")
    places = [focused(page)]
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowRight", "Home", "ArrowRight"):
        press(page, key)
        places.append(focused(page))
    press(page, "Tab", "Shift+Tab")

    assert ["a e0", "a e1", "a e2", "a e1", "a e18", "a e18", "a e0", "a e1"] == places
    assert "a e1" == focused(page)
    assert page.is_visible(".keys")


def test_arrows_pass_over_what_is_filtered_out(visit: Visit) -> None:
    """Of a filtered chart the keys reach what passes."""
    page = visit(19)
    page.click(".chip[data-value=b]")
    page.focus(".skip a")
    press(page, "Tab", "ArrowRight", "ArrowRight")

    assert "a e4" == focused(page)


# Focus stays with the reader


def test_focus_changes_nothing(visit: Visit) -> None:
    """The focus on a mark, and keys from mark to mark, leave the still chart where it is (3.2.1)."""
    page = visit(19)
    page.focus(".skip a")
    press(page, "Tab", "ArrowRight")

    assert "a e1" == focused(page)
    assert page.is_visible(".chart .wide svg")
    assert "undefined" == page.evaluate("typeof timelineRuntime")


def test_zooming_from_a_mark_and_back(visit: Visit) -> None:
    """Plus on a mark explores the chart there; Escape, once its tip is gone, leads back to a mark."""
    page = visit(19)
    page.focus(".skip a")
    press(page, "Tab", "ArrowRight", "ArrowRight", "+")
    page.wait_for_selector(".exploring .live:focus")
    rest(page)
    press(page, "ArrowRight")
    tip = page.inner_text("#_tip")
    said = page.inner_text("#_live-said")
    press(page, "Escape")
    dismissed = not page.is_visible("#_tip") and page.is_visible(".live svg")
    press(page, "Escape")

    assert tip.startswith("Event of number 3")
    assert said.startswith("Event of number 3: ")
    assert dismissed
    assert "a e3" == focused(page)
    assert page.is_visible(".chart .wide svg")


def test_closing_what_the_button_opened(visit: Visit) -> None:
    """Escape in the chart, or at its tools, gives the focus to the button that opened it."""
    page = visit(19)
    for way in ([], ["Tab"], ["Tab"] * 7):
        page.focus("#_explore")
        press(page, "Enter")
        page.wait_for_selector(".exploring .live:focus")
        rest(page)
        press(page, *way, "Escape")
        if page.is_visible(".live"):  # the tip was dismissed first
            press(page, "Escape")

        assert not page.is_visible(".live")
        assert "button _explore" == focused(page)


def test_a_tip_can_be_pointed_at_and_dismissed(visit: Visit) -> None:
    """A tip stays while the pointer is on its mark or on it, and goes with Escape (1.4.13)."""
    page = visit(19)
    page.click("#_explore")
    page.wait_for_selector(".exploring .live svg")
    rest(page)
    page.hover(".live .labels_marks text >> nth=5", force=True)
    tip = page.locator("#_tip")
    tip.wait_for()
    box = tip.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10, steps=2)
    rest(page)
    stayed = tip.is_visible()
    press(page, "Escape")
    dismissed = not tip.is_visible()
    page.hover(".live .labels_marks text >> nth=5", force=True)
    tip.wait_for()
    page.mouse.move(5, 5)
    rest(page)

    assert stayed
    assert dismissed
    assert not tip.is_visible()


@pytest.mark.parametrize(
    ("start", "there"),
    [
        (".wide [data-events=e5] a", "h3 e5"),
        ("#e5 .cite >> nth=0", "li _note-1 place _note-1"),
        ("#e5 .cite >> nth=1", "li _note-4 place _note-4"),
        ("#e5 .permalink", "h3 e5"),
        (".skip a", "h2 _events plain"),
        ("#_note-2 .back >> nth=0", "h3 e0"),
    ],
)
def test_back_is_where_it_was(visit: Visit, start: str, there: str) -> None:
    """A link takes the focus along; Back brings it and the page to where they were."""
    page = visit(19)
    page.locator(start).focus()
    before = focused(page), page.evaluate("scrollY")
    press(page, "Enter")
    arrived = focused(page)
    page.go_back()
    rest(page)
    back = focused(page), page.evaluate("scrollY")
    page.go_forward()
    rest(page)

    assert there == arrived
    assert before[0] == back[0]
    assert abs(before[1] - back[1]) <= 2


def test_back_from_another_page(visit: Visit, tmp_path: Path) -> None:
    """A link that leaves the page brings the reader back to itself."""
    page = visit(19)
    link = page.locator("#_note-2 a >> nth=0")
    (tmp_path / "other.html").write_text("<!doctype html><title>Other</title>", "utf-8")
    link.evaluate("(a, to) => { a.href = to; a.focus(); }", (tmp_path / "other.html").as_uri())
    page.keyboard.press("Enter")
    page.wait_for_url("**/other.html")
    page.go_back()
    rest(page)

    assert "_note-2" in focused(page)


def test_shown_in_the_chart_and_back(visit: Visit) -> None:
    """The button of an entry leads into the chart to explore; Back leads to the button."""
    page = visit(19)
    page.focus("#e7 .to-chart")
    press(page, "Enter")
    there = focused(page), page.inner_text("#_live-said")
    page.go_back()
    rest(page)

    assert "div _live-chart live" == there[0]
    assert there[1].startswith("Event of number 7: ")
    assert "button to-chart e7" == focused(page)


# Names


@pytest.mark.parametrize("count", [19, 400])
def test_links_and_buttons_have_names_of_their_own(visit: Visit, count: int) -> None:
    """No two links are called alike and lead to different places, and no two buttons are."""
    page = visit(count)
    page.hover("#e1")
    page.evaluate(
        "document.querySelector('#e1 .citing').click(); document.querySelector('details.citation').open = true"
    )
    whole = told(page)
    places = defaultdict(set)
    for link in whole.of("link"):
        places[link.name].add(link.facts["url"])
    buttons = Counter(button.name for button in whole.of("button"))

    assert {} == {name: urls for name, urls in places.items() if len(urls) > 1}
    assert {} == {name: number for name, number in buttons.items() if number > 1}
    assert "" not in {*places, *buttons}
    assert {
        "Show in chart: Event of number 3",
        "Copy: Event of number 1",
        "Copy: Cite this timeline",
    } <= {*buttons}
    assert {
        "Link to this event: Event of number 3",
        "Event of number 0",
    } <= {*places}


def test_visible_words_are_in_names(visit: Visit) -> None:
    """Who speaks to the browser says what stands there (2.5.3)."""
    page = visit(19)
    page.hover("#e1")
    wrong = page.evaluate(
        """[...document.querySelectorAll('a[aria-label], button[aria-label]')]
          .map(e => [e.innerText.trim().toLowerCase(), e.ariaLabel.toLowerCase()])
          .filter(([seen, name]) => /[a-z]{2}/.test(seen) && !name.includes(seen))"""
    )

    assert [] == wrong


# The slider


def test_the_slider_speaks_days(visit: Visit) -> None:
    """It says from when to when, as the page words dates; all its keys do what they do elsewhere."""
    page = visit(19)
    page.click("#_explore")
    page.wait_for_selector(".exploring .live svg")
    slider = page.locator("[role=slider]")
    texts = [slider.get_attribute("aria-valuetext")]
    press(page, "+", "+", "+", "+", "+", "+")
    slider.focus()
    for key in ("Home", "ArrowRight", "ArrowLeft", "PageUp", "PageDown", "End"):
        press(page, key)
        texts.append(slider.get_attribute("aria-valuetext"))
    for _ in range(4):
        press(page, "+")
    close = slider.get_attribute("aria-valuetext")
    page.goto(f"{page.url.split('?')[0]}?window=1850-03-01/1850-03-31")
    page.wait_for_selector(".exploring .live svg")

    assert "1800 to 1989" == texts[0]
    assert texts[1] == texts[3] == texts[5]
    assert len(set(texts)) == 5
    assert all(re.fullmatch(r"\d{4} to \d{4}", text) for text in texts)
    assert texts[-1].endswith("to 1989")
    assert close is not None
    assert "1 March 1850 to 31 March 1850" == slider.get_attribute("aria-valuetext")


def test_a_window_is_said_once_all_is_quiet(visit: Visit) -> None:
    """After zooming, how many events there are and from when to when; in the end, and once."""
    page = visit(19)
    page.click("#_explore")
    page.wait_for_selector(".exploring .live svg")
    page.evaluate(
        """() => { window.said = []; const status = document.getElementById('_live-said');
          new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true }); }"""
    )
    for _ in range(4):
        page.keyboard.press("+")
    rest(page)
    said = page.evaluate("said")

    assert 1 == len(said)
    assert re.fullmatch(r"\d events, \d{4} to \d{4}", said[0])


# Outline of the page


@pytest.mark.parametrize("count", COUNTS)
def test_headings_and_lists(visit: Visit, count: int) -> None:
    """One heading of the first level, none skipped; what looks like a list is told as one."""
    page = visit(count)
    whole = told(page)
    levels = [heading.facts["level"] for heading in whole.of("heading")]
    bare = page.evaluate(
        """[...document.querySelectorAll('main :is(ul, ol)')]
          .filter(e => getComputedStyle(e).listStyleType === 'none' && e.getAttribute('role') !== 'list').length"""
    )

    assert 1 == levels.count(1)
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert count + 3 <= len(levels)
    assert 0 == bare
