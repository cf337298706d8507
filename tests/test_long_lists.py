"""Long lists: complete for readers, light for browsers, with an index of years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from support import made
from support.browser import REST, Tabs, rest

from timeline import wording
from timeline.model import Timeline
from timeline.model.order import chronological
from timeline.pages import long_lists
from timeline.pages.edition import Edition
from timeline.pages.page import page

COUNT = 5000
FEW = 600  # enough to be long, where all of it has to be laid out
DATES = ("{y}", "{y}-03-31", "{y}/{z}", "{y}~", "[{y}..{z}]", "{y}/..", "/{y}", "../{y}", "{d}X")
WORDS = "What happened then, told in a sentence or two. "


def many(count: int, first: int = 1800, last: int = 2000) -> Timeline:
    """Every kind of date, and texts of no line to ten lines."""
    events = []
    for number in range(count):
        year = first + number * (last - first) // count
        date = DATES[number * 7 % len(DATES)].format(y=year, z=year + 1 + number % 9, d=year // 10)
        events.append(
            {
                "date": f'"{date}"',
                "title": made.quoted(f"Event of number {number}."),
                "text": made.quoted(WORDS * (number * 5 % 17)),
                "lane": f'"{"abc"[number % 3]}"',
                "sources": f'[{{ id = "s", locator = "p. {number}" }}]',
            }
        )
    return made.timeline(events, lanes="abc")


def index(*dates: str) -> list[tuple[str, str]]:
    """The index of a list of these dates and 60 more of the last; date for id."""
    events = chronological(made.dated(*dates, *[dates[-1]] * long_lists.LONG).events)
    date_of = {event.id: event.when.text for event in events}
    return [(link.words, date_of[link.anchor]) for link in long_lists.index(events, "en")]


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    return many(COUNT)


@pytest.fixture(scope="module")
def html(timeline: Timeline) -> str:
    return page(Edition(timeline))


@pytest.fixture(scope="module")
def addresses(html: str, tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    folder = tmp_path_factory.mktemp("long")
    for count, text in {COUNT: html, FEW: page(Edition(many(FEW)))}.items():
        (folder / f"{count}.html").write_text(text, "utf-8")
    return {count: (folder / f"{count}.html").as_uri() for count in (COUNT, FEW)}


# The index


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        pytest.param(["1945-03", "1945", "1947"], [("1945", "1945"), ("1947", "1947")], id="years"),
        pytest.param(
            ["[1945..1959]", "1946/", "/1947", "194X", "1950"],
            [
                ("1940", "194X"),
                ("1945", "[1945..1959]"),
                ("1946", "1946/"),
                ("1947", "/1947"),
                ("1950", "1950"),
            ],
            id="by the earliest instant a date states",
        ),
        pytest.param(
            ["1945", "../1950", "[..1949]"],
            [("no stated start", "[..1949]"), ("1945", "1945")],
            id="open starts have their own",
        ),
        pytest.param(
            ["-0043", "0014"], [("44 BCE", "-0043"), ("14 CE", "0014")], id="before our era"
        ),
        pytest.param(
            ["1943", "1941", *map(str, range(1950, 2010))],
            [("1940–1949", "1941"), ("1950–1959", "1950"), ("1960–1969", "1960")],
            id="decades, of more than 60 years",
        ),
        pytest.param(
            ["-0499", "-0009", "-0008", "0000", "0001", *(f"{y:04}" for y in range(100, 1900, 10))],
            [
                ("599–500 BCE", "-0499"),
                ("99–1 BCE", "-0009"),
                ("1–99 CE", "0001"),
                ("100–199 CE", "0100"),
            ],
            id="centuries, of more than 60 decades",
        ),
        pytest.param(
            ["Y-123456", *(str(year) for year in range(1000, 7100, 100)), "Y50000"],
            [("123,999–123,000 BCE", "Y-123456"), ("1000–1999", "1000"), ("2000–2999", "2000")],
            id="thousands, of more than 60 centuries",
        ),
    ],
)
def test_index(dates: Sequence[str], expected: list[tuple[str, str]]) -> None:
    """A link leads to the first event of each year, or of each round number of years."""
    found = index(*dates)

    assert expected == found[: len(expected)]
    assert 1 < len(found) <= 60


def test_short_lists_have_no_index(sample: Timeline) -> None:
    """Up to 60 events there is one list and no index, and the style sheet has no word of them."""
    assert [] == index("1950")
    assert () == long_lists.index(many(60).events, "en")
    assert 60 == len(index(*(str(year) for year in range(1900, 1960))))
    for timeline in (sample, many(60)):
        text = page(Edition(timeline))
        assert 1 == text.count('<ol class="events" role="list">')
        assert 1 == text.count('<ul class="notes" role="list">')
        assert not re.search(
            r"(events|notes|places)[ .]long|class=.index|content-visibility: auto", text
        )


def test_one_year_needs_no_index() -> None:
    """A long list whose events all begin in one year has no index of one link."""
    assert [] == index("1950")
    assert () == long_lists.index(made.dated(*["1950"] * 100).events, "en")


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (1960, 1960, "1960"),
        (1960, 1969, "1960–1969"),
        (990, 999, "990–999 CE"),
        (-499, -400, "500–401 BCE"),
        (12000, 12999, "year 12,000–12,999"),
    ],
)
def test_years_in_words(first: int, last: int, expected: str) -> None:
    """An index's words name the era wherever the years need it."""
    assert expected == wording.years_words(first, last, "en")


# The page


def test_every_link_has_its_target(html: str) -> None:
    """Ids are there once, and every link of the index, of notes and of entries leads to one."""
    ids = re.findall(r' id="([^"]+)"', html)
    targets = set(re.findall(r' href="#([^"]+)"', html))

    assert len(ids) == len(set(ids))
    assert set() == targets - set(ids)
    assert all(name.startswith(("_", "e")) for name in ids)
    links = re.findall(r'<a href="#(e\d+)">(?:no stated start|\d{4}–\d{4})</a>', html)
    assert 21 == len(links)


def test_the_list_is_whole(timeline: Timeline, html: str) -> None:
    """Stretches follow on each other: every event once, in order, and every note by its number."""
    assert [event.id for event in chronological(timeline.events)] == re.findall(
        r'<li class="event lane-\d" id="([^"]+)"', html
    )
    starts = re.findall(r'<ol class="events long" role="list"(?: start="(\d+)")?>', html)
    assert list(range(1, COUNT, 25)) == [int(start or 1) for start in starts]
    assert COUNT // 25 == html.count('<ul class="places long" role="list">')
    assert list(range(1, COUNT + 1)) == [
        int(number) for number in re.findall(r'<li class="place" id="_note-(\d+)">', html)
    ]


# In a browser


@pytest.fixture
def visit(tabs: Tabs, addresses: dict[int, str]) -> Any:
    """Opens the page, once its first picture is drawn."""

    def open_page(
        count: int = COUNT, *, width: int = 1280, anchor: str = "", **context: Any
    ) -> Any:
        opened = tabs.lend(width, init=REST, **context)
        opened.goto(addresses[count] + anchor)
        return opened

    return open_page


@pytest.fixture(scope="module")
def shared(lent: Tabs, addresses: dict[int, str]) -> Iterator[Any]:
    """The page of 5,000, opened once."""
    with lent.borrowing():
        opened = lent.lend(init=REST)
        opened.goto(addresses[COUNT])
        yield opened


@pytest.fixture
def opened(shared: Any) -> Any:
    """The page of 5,000 at its top."""
    shared.evaluate("getSelection().removeAllRanges(), scrollTo(0, 0)")
    rest(shared)
    return shared


_TOP = "id => Math.round(document.getElementById(id).getBoundingClientRect().top)"


@pytest.mark.browser
def test_only_what_is_near_is_laid_out(opened: Any, timeline: Timeline) -> None:
    """Of 5,000 entries few are laid out, and yet every title is in the document."""
    near = "[...document.querySelectorAll('li.event')].filter(e => e.checkVisibility({contentVisibilityAuto: true})).length"
    found = opened.evaluate("[...document.querySelectorAll('h3')].map(e => e.textContent)")

    assert 4 <= opened.evaluate(near) <= 500
    assert [event.title for event in chronological(timeline.events)] == found


@pytest.mark.browser
def test_reads_without_scripts(visit: Any) -> None:
    """With scripts off every title is in the document's text."""
    text = visit(FEW, java_script_enabled=False).text_content("main")

    assert [] == [event.title for event in many(FEW).events if event.title not in text]


@pytest.mark.browser
def test_select_all(visit: Any) -> None:
    """What a reader selects and copies is all of it."""
    opened = visit(FEW)
    opened.keyboard.press("Control+a")
    rest(opened)
    text = opened.evaluate("getSelection().toString()")

    assert [] == [event.title for event in many(FEW).events if event.title not in text]


@pytest.mark.browser
def test_find_in_page(opened: Any) -> None:
    """The browser's own search finds the last of 5,000 events, and the window goes there."""
    last, title = opened.evaluate(
        "(e => [e.id, e.querySelector('h3').textContent])([...document.querySelectorAll('.events > li')].at(-1))"
    )

    assert opened.evaluate("title => find(title)", title)
    rest(opened)
    assert 0 <= opened.evaluate(_TOP, last) <= 900


@pytest.mark.browser
def test_links_land(opened: Any) -> None:
    """A click on a link of the index, or on a note's number, ends at the entry or note."""
    links = opened.evaluate("[...document.querySelectorAll('.index a')].map(a => a.hash.slice(1))")
    for target in [*links[:2], links[-1], "_note-2500", links[7]]:
        opened.evaluate("id => document.querySelector(`a[href='#${id}']`).click()", target)
        rest(opened)
        assert 13 <= opened.evaluate(_TOP, target) <= 19


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_addresses_land(visit: Any, width: int) -> None:
    """A page opened by the address of an entry shows it at the top, and scrolls one way only."""
    opened = visit(FEW, width=width, anchor="#e444")
    rest(opened)

    assert 13 <= opened.evaluate(_TOP, "e444") <= 19
    assert width == opened.evaluate("document.documentElement.scrollWidth")


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_heights_are_foreseen(visit: Any, width: int) -> None:
    """The page is about as high before it is laid out as after: the scroll bar does not lie."""
    opened = visit(FEW, width=width)
    rest(opened)
    height = "document.documentElement.scrollHeight"
    show = "document.querySelectorAll('.long').forEach(e => { e.style.contentVisibility = 'visible'; })"
    foreseen = opened.evaluate(height)
    opened.evaluate(show)

    assert 0.75 < foreseen / opened.evaluate(height) < 1.33


@pytest.mark.browser
def test_print_is_whole(visit: Any) -> None:
    """On paper every stretch is laid out, and the index, of no use there, is left out."""
    opened = visit(FEW)
    opened.emulate_media(media="print")
    style = "s => [...document.querySelectorAll(s)].map(e => getComputedStyle(e))"

    assert {"visible"} == set(opened.evaluate(f"({style})('.long').map(s => s.contentVisibility)"))
    assert ["none"] == opened.evaluate(f"({style})('nav.index').map(s => s.display)")


_SCROLL = """async () => {
  let shift = 0;
  const watch = new PerformanceObserver(list => { for (const e of list.getEntries()) shift += e.value; });
  watch.observe({ type: 'layout-shift' });
  const frames = [];
  for (let i = 0, before = performance.now(); i < 90; i++) {
    scrollBy(0, 400);
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    frames.push(now - before);
    before = now;
  }
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  frames.sort((a, b) => a - b);
  return { shift, top: scrollY, paint: paint?.startTime, median: frames[45], p95: frames[85] };
}"""


@pytest.mark.browser
def test_scrolling(opened: Any, html: str, record_property: Any) -> None:
    """Scrolling shifts nothing that is seen; its pace is told, not asserted."""
    told = opened.evaluate(_SCROLL)
    for name, value in {"bytes": len(html.encode()), **told}.items():
        record_property(name, value)
    print(told)

    assert told["shift"] < 0.1
    assert told["top"] > 30_000
