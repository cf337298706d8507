"""Story before tools: what a page shows first, and where search, filters and the chart's tools stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support import made
from support.browser import REST, Tabs, rest

from timeline import site
from timeline.model import Timeline
from timeline.pages import folding, sourcing
from timeline.pages.edition import Edition
from timeline.text import reader

Visit = Callable[..., Any]

_TITLE = "A title of so many words that it takes two of the lines which a page of this width has"
_HEADLINE = "What the picture says is said in a sentence that goes on for quite some words. " * 2
_LONG = "What all of this is about is told in sentences of many words, one after another. " * 8


def timeline(*, lanes: int = 3, tags: int = 2, head: str = "", title: str = "Short") -> Timeline:
    events = [
        {
            "date": f'"{1900 + n % 90}"',
            "lane": f'"l{n % lanes}"',
            "tags": f'["tag-{n % tags}"]' if tags else "[]",
        }
        for n in range(max(lanes, tags, 6) * 2)
    ]
    text = made.toml(events, lanes=[f"l{n}" for n in range(lanes)], head=head)
    return reader.read_text(text.replace("Made for a test", title))[0]


FILES: dict[str, Callable[[], Timeline]] = {
    "headline": lambda: timeline(
        head=f'headline = "{_HEADLINE.strip()}"\ndescription = "{_LONG}"', title=_TITLE
    ),
    "described": lambda: timeline(head=f'description = "{_LONG}"', title=_TITLE),
    "in few words": lambda: timeline(head='description = "Of a few things."'),
    "realm": lambda: timeline(lanes=30, tags=60, head=f'headline = "{_HEADLINE.strip()}"'),
    "bare": lambda: made.dated("1950", "1951"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, sample: Timeline) -> Callable[[str], Path]:
    """The site of a timeline by name, built when it is first asked for."""
    root = tmp_path_factory.mktemp("story")

    def built(name: str) -> Path:
        place = root / name
        if not place.exists():
            place.mkdir()
            edition = Edition(sample if name == "sample" else FILES[name](), rasters=False)
            for file, content in site.build(edition).files.items():
                (place / file).write_bytes(content)
        return place

    return built


@pytest.fixture
def visit(tabs: Tabs, folder: Callable[[str], Path]) -> Visit:
    """Opens the page of a timeline."""

    def open_(
        name: str, width: int = 1280, height: int = 900, *, asked: str = "", **options: Any
    ) -> Any:
        tab = tabs.lend(width, height, init=REST, **options)
        tab.goto((folder(name) / "index.html").as_uri() + asked)
        return tab

    return open_


def box(tab: Any, selector: str) -> dict[str, float]:
    """Where the first that is shown stands on the page, whole px or not."""
    return tab.evaluate(
        """s => { const e = [...document.querySelectorAll(s)].find(e => e.checkVisibility());
          const b = e.getBoundingClientRect();
          return { top: b.top + scrollY, bottom: b.bottom + scrollY, left: b.left, right: b.right }; }""",
        selector,
    )


def explore(tab: Any) -> None:
    tab.click("#_explore")
    tab.wait_for_selector(".exploring .live svg")
    rest(tab)


# What is seen first


@pytest.mark.browser
@pytest.mark.parametrize("name", ["sample", *FILES])
def test_the_chart_begins_near_the_top(visit: Visit, name: str) -> None:
    """At 1280 px at most 200 px down, below a title of two lines and a headline, or what stands for it."""
    tab = visit(name)

    assert box(tab, ".still")["top"] <= 200


@pytest.mark.browser
def test_the_chart_is_seen_whole(visit: Visit) -> None:
    """In a window of 1366 x 768 the sample's chart is whole, with its key."""
    tab = visit("sample", 1366, 768)
    key = tab.evaluate(
        "Math.max(...[...document.querySelectorAll('.wide text')].map(e => e.getBoundingClientRect().bottom))"
    )

    assert key <= box(tab, ".still")["bottom"] <= 768


@pytest.mark.browser
def test_a_telephone_shows_the_chart_first(visit: Visit) -> None:
    """Title, headline and the beginning of the chart; what is to be pressed comes after it."""
    tab = visit("sample", 360, 740)

    assert box(tab, ".still")["top"] < 370
    assert box(tab, ".still")["bottom"] < box(tab, "#_explore")["top"]
    assert box(tab, "#_explore")["bottom"] <= box(tab, ".controls")["top"]


@pytest.mark.browser
@pytest.mark.parametrize("width", range(320, 1921, 160))
@pytest.mark.parametrize("name", ["sample", "realm", "described"])
def test_nothing_moves_or_scrolls_sideways(visit: Visit, name: str, width: int) -> None:
    """At any width the page stands from the first picture on, and is no wider than its window."""
    tab = visit(name, width)
    moved = tab.evaluate("""() => new Promise(done => {
      let shift = 0;
      new PerformanceObserver(list => { for (const e of list.getEntries()) shift += e.value; })
        .observe({ type: 'layout-shift', buffered: true });
      atRest().then(() => done(shift));
    })""")

    assert 0 == moved
    assert width == tab.evaluate("document.documentElement.scrollWidth")


# The description


@pytest.mark.browser
def test_a_headline_comes_before_the_description(visit: Visit) -> None:
    """It stands above the chart, the description whole between the tools and the list."""
    tab = visit("headline")
    lead = box(tab, ".lead")

    assert box(tab, ".headline")["bottom"] < box(tab, ".still")["top"]
    assert (
        box(tab, ".controls")["bottom"] < lead["top"] < lead["bottom"] < box(tab, "#_events")["top"]
    )
    assert (
        tab.evaluate("(e => e.scrollHeight - e.clientHeight)(document.querySelector('.lead'))") <= 1
    )
    assert not tab.is_visible(".lead .on")


@pytest.mark.browser
def test_without_a_headline_the_first_lines_stand_for_it(visit: Visit) -> None:
    """A long description is folded above the chart, and its link unfolds it; a short one is whole."""
    tab = visit("described")
    folded = box(tab, ".lead")
    tab.click(".lead .on a")
    tab.locator(".lead .on").wait_for(state="hidden")
    whole = box(tab, ".lead")

    assert folded["bottom"] < box(tab, ".still")["top"]
    assert folded["bottom"] - folded["top"] < 60 < whole["bottom"] - whole["top"]
    assert not visit("in few words").is_visible(".lead .on")


@pytest.mark.parametrize(
    ("description", "classes"),
    [
        ("", ""),
        ("A few words.", ""),
        ("Some words. " * 8, "long-narrow"),
        ("Some words. " * 20, "long-narrow long-wide"),
        ("One.\n\nTwo.\n\nThree.", "long-wide"),
        ("Four:\n- a\n- b\n- c", "long-narrow long-wide"),
        ("One sentence\nthat is written\nin lines.", ""),
    ],
)
def test_what_is_folded(description: str, classes: str) -> None:
    """What may take more than three lines of a telephone's, or two of a wide page's."""
    assert classes == folding.folds(description)


# Where the dates are from


def cited(*works: str) -> sourcing.Cited | None:
    tables = "\n".join(f'[[sources]]\nid = "w{n}"\n{work}' for n, work in enumerate(works))
    sources = ", ".join(f'"w{n}"' for n in range(len(works)))
    event = {"date": '"1950"', "sources": f"[{sources}]"}
    return sourcing.cited(made.timeline([event], tail=tables))


def test_where_the_dates_are_from() -> None:
    """One work is told in full with its address; of several who made them, at most three."""
    one = cited('title = "A"\npublisher = "P"\nlicence = "CC0"\nurl = "https://example.org/a"')
    several = cited(
        'title = "A"\npublisher = "P"', 'title = "B"\npublisher = "P"', 'title = "C"\nauthor = "Q"',
        'title = "D"', 'title = "E"', 'title = "F"',
    )  # fmt: skip

    assert cited() is None
    assert one is not None
    assert several is not None
    assert ("Source: P, “A” (CC0)", "https://example.org/a") == (one.words("en"), one.url)
    assert ("Sources: P; Q; D; and 2 more", "") == (several.words("en"), several.url)


@pytest.mark.browser
def test_the_line_of_sources(visit: Visit) -> None:
    """It stands right below the chart, and leads to the one work or to the list of all."""
    tab = visit("sample")
    line = box(tab, ".source")

    assert 0 <= line["top"] - box(tab, ".still")["bottom"] < 16
    assert "https://en.wikipedia.org/wiki/Japanese_people_in_North_Korea" == tab.get_attribute(
        ".source a", "href"
    )
    assert tab.inner_text(".source").endswith("those in brackets follow from it.")
    assert "#_sources" == visit("bare").get_attribute(".source a", "href")


# The tools


@pytest.mark.browser
@pytest.mark.parametrize("name", ["sample", "realm"])
def test_the_tools_are_one_row_below_the_chart(visit: Visit, name: str) -> None:
    """Search, lanes and tags in one row at 1280 px; what has no room there folds into a menu."""
    tab = visit(name)
    row = box(tab, ".controls")
    menu = ".menu" if name == "sample" else ".unfold"
    middles = tab.evaluate(
        """() => [...document.querySelectorAll('.controls :is(input, button)')].filter(e => e.checkVisibility())
          .map(e => e.getBoundingClientRect()).map(b => (b.top + b.bottom) / 2)"""
    )

    assert box(tab, ".still")["bottom"] < box(tab, ".foot")["bottom"] <= row["top"]
    assert row["bottom"] - row["top"] < 56
    assert max(middles) - min(middles) <= 2
    assert tab.is_visible(menu)
    assert (name == "sample") == tab.is_visible(".chip[data-kind=lanes]")
    list_top = box(tab, "#_events")["top"]
    tab.click(menu)
    assert tab.locator(".chip[data-kind=tags]").first.is_visible()
    assert list_top == box(tab, "#_events")["top"]
    assert 1280 == tab.evaluate("document.documentElement.scrollWidth")
    panel = box(tab, "#_tags" if name == "sample" else "#_filters")
    assert panel["bottom"] - panel["top"] <= 900 * 0.6 + 1


@pytest.mark.browser
def test_letters_twice_as_large(visit: Visit) -> None:
    """The row wraps, the lanes fold, and nothing is out of reach."""
    tab = visit("sample")
    tab.evaluate("document.documentElement.style.fontSize = '200%'")
    rest(tab)

    assert 1280 == tab.evaluate("document.documentElement.scrollWidth")
    explore(tab)
    assert 1280 == tab.evaluate("document.documentElement.scrollWidth")


@pytest.mark.browser
@pytest.mark.parametrize("width", [768, 1280])
def test_waking_the_chart_moves_nothing(visit: Visit, width: int) -> None:
    """The chart's tools come where their room was kept, below it; its button stays where it was."""
    tab = visit("sample", width, 1000)
    selectors = (".source", "#_explore", ".controls", "#_events")
    before = [box(tab, one) for one in selectors]
    still = box(tab, ".still svg")
    assert not tab.is_visible(".tools")
    explore(tab)
    after = [box(tab, one) for one in selectors]

    assert still == box(tab, ".live svg")
    assert [one["top"] for one in before] == [one["top"] for one in after]
    assert before[1]["right"] == after[1]["right"]
    assert still["bottom"] <= box(tab, ".tools")["top"]


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_the_tools_stay_with_a_high_chart(visit: Visit, width: int) -> None:
    """While it is explored they stand at the window's foot as long as the chart goes on below."""
    tab = visit("realm", width, 700)
    explore(tab)
    tab.evaluate("scrollTo(0, 400)")
    rest(tab)
    tools, button = (tab.locator(one).bounding_box() for one in (".tools", "#_explore"))

    assert box(tab, ".live")["bottom"] > 1200
    for shown in (tools, button):
        assert 500 < shown["y"] < shown["y"] + shown["height"] <= 700


@pytest.mark.browser
def test_a_key_leads_into_the_chart(visit: Visit) -> None:
    """Pressed by a key the button leads into the chart, which stands before it; a click does not."""
    tab = visit("sample")
    tab.focus("#_explore")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".exploring .live:focus")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")

    assert "_explore" == tab.evaluate("document.activeElement.id")
    for _ in range(2):  # the first may take a tip away
        tab.keyboard.press("Escape")
        rest(tab)
    assert not tab.is_visible(".live")
    explore(tab)
    assert "_explore" == tab.evaluate("document.activeElement.id")


@pytest.mark.browser
def test_a_filter_is_seen_in_chart_and_list(visit: Visit) -> None:
    """Lanes are filled until some are chosen; the row says how many are left, without moving."""
    tab = visit("sample")
    filled = """() => [...document.querySelectorAll('.chip:not(.plain) .tick')]
      .filter(e => getComputedStyle(e).backgroundColor !== 'rgba(0, 0, 0, 0)').length"""
    row = box(tab, ".search")
    assert 4 == tab.evaluate(filled)
    tab.click(".chip[data-value=taken]")

    assert 1 == tab.evaluate(filled)
    assert row == box(tab, ".search")
    assert "4 of 19 events" == tab.inner_text(".count")
    assert tab.locator(".wide .dim").count() > 0


@pytest.mark.browser
def test_without_scripts_the_story_is_all_there(visit: Visit) -> None:
    """Chart, sources and description; nothing to press that would not work."""
    tab = visit("headline", java_script_enabled=False)

    for shown in (".headline", ".still.wide", ".source", ".lead"):
        assert tab.is_visible(shown)
    for hidden in (".controls", "#_explore", ".tools"):
        assert not tab.is_visible(hidden)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_print_tells_the_story(visit: Visit, scheme: str) -> None:
    """On paper: title, headline, chart, sources, description; no tools."""
    tab = visit("headline", color_scheme=scheme)
    tab.emulate_media(media="print")
    tops = [box(tab, one)["top"] for one in ("h1", ".headline", ".still", ".source", ".lead")]

    assert sorted(tops) == tops
    assert not tab.is_visible("#_explore")
    assert not tab.is_visible("#_search")
