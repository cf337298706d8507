"""A telephone's screen: the chart at first sight at any width, and what a tap shows of an event."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support import made
from support.browser import REST, Tabs, rest

from timeline import site
from timeline.layout.begin import SHOWN_FROM
from timeline.model import Timeline
from timeline.pages.edition import Edition
from timeline.text import reader

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]
WIDTHS = range(320, 1921, 40)
LEAST_LETTERS = 11.5  # px

_WORDY = (
    "A description of several sentences, longer than what a telephone has room for. " * 6
    + "\\n\\nA second paragraph, [with a link](https://example.org/).\\n\\n- and\\n- a list"
)
_ARABIC = ("الثورة العربية الكبرى", "معركة ميسلون", "حل الدولة العثمانية")


def wordy() -> Timeline:
    """A few events under a long title and a long description."""
    title = "A long title, of a history that is told in more words than most of them are"
    text = made.toml(
        [{"date": f'"19{n}"', "title": f'"What happened in {n}"'} for n in range(10, 30)],
        head=f'description = "{_WORDY}"',
    )
    return reader.read_text(text.replace("Made for a test", title))[0]


def crowd() -> Timeline:
    """Two hundred events, of which few have labels in a narrow chart."""
    return made.timeline(
        [
            {
                "date": f'"{1900 + n // 2}-05-{1 + n % 28:02}"',
                "title": f'"The event of number {n}"',
                "text": f'"What is told of number {n}."',
                "lane": f'"{"abc"[n % 3]}"',
            }
            for n in range(200)
        ],
        lanes=["a", "b", "c"],
    )


def gathered() -> Timeline:
    """Events of one summer, most of them in one mark of a chart of a century."""
    return made.timeline(
        [{"date": f'"1950-0{6 + n % 3}"'} for n in range(300)],
        head='span = "1900/2000"\nheight = 250',
    )


def arabic() -> Timeline:
    return made.timeline(
        [
            {"date": f'"{1910 + n}"', "title": made.quoted(f"{_ARABIC[n % 3]} {n}")}
            for n in range(12)
        ],
        head='lang = "ar"',
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, sample: Timeline) -> Callable[[str], Path]:
    """The site of a timeline by name, built when it is first asked for."""
    root = tmp_path_factory.mktemp("phone")
    timelines = {
        "sample": lambda: sample,
        "still": lambda: sample,
        "wordy": wordy,
        "crowd": crowd,
        "gathered": gathered,
        "arabic": arabic,
    }

    def built(name: str) -> Path:
        place = root / name
        if not place.exists():
            place.mkdir()
            for file, content in site.build(
                Edition(timelines[name](), rasters=False)
            ).files.items():
                (place / file).write_bytes(content)
        return place

    return built


@pytest.fixture
def visit(tabs: Tabs, folder: Callable[[str], Path]) -> Iterator[Visit]:
    """Opens a page as a telephone shows it; nothing complains."""
    wrong: list[str] = []
    on = {
        "pageerror": lambda error: wrong.append(str(error)),
        "console": lambda said: said.type == "error" and wrong.append(said.text),
    }

    def open_(
        name: str = "sample",
        width: int = 360,
        height: int = 740,
        address: str = "",
        *,
        has_touch: bool = True,
        **options: Any,
    ) -> Any:
        page = tabs.lend(width, height, on=on, init=REST, has_touch=has_touch, **options)
        page.goto((folder(name) / "index.html").as_uri() + address)
        return page

    yield open_
    assert [] == wrong


# The still chart that is shown: how many are, how far it is from the top, how high its smallest
# words are, whether it is cut, and how far right anything goes.
_SEEN = """() => {
  const shown = [...document.querySelectorAll('.chart > .still')].filter(e => e.checkVisibility());
  const svg = shown[0].querySelector('svg'), box = svg.getBoundingClientRect();
  const column = document.querySelector('.chart').getBoundingClientRect();
  const scale = box.width / svg.viewBox.baseVal.width;
  const sizes = [...svg.querySelectorAll('text')].map(e => parseFloat(e.getAttribute('font-size')));
  return { shown: shown.length, top: box.top, letters: Math.min(...sizes) * scale, words: sizes.length,
    cut: box.left < column.left - 0.5 || box.right > column.right + 0.5,
    filled: box.width / column.width, page: document.documentElement.scrollWidth };
}"""


@pytest.mark.parametrize("name", ["sample", "crowd", "arabic"])
def test_a_chart_for_any_width(visit: Visit, name: str) -> None:
    """One still chart is shown, in letters of 11.5 px at least, whole, and filling its column."""
    page = visit(name)
    found = {}
    edges = {int(least * 16) + around for least in SHOWN_FROM.values() for around in (31, 32, 48)}
    for width in sorted({*WIDTHS, *edges} - {319}):
        page.set_viewport_size({"width": width, "height": 740})
        found[width] = page.evaluate(_SEEN)

    assert {} == {width: one for width, one in found.items() if one["shown"] != 1 or one["cut"]}
    assert {} == {width: one for width, one in found.items() if not one["words"]}
    assert {} == {
        width: one for width, one in found.items() if one["letters"] < LEAST_LETTERS - 0.01
    }
    assert {} == {width: one for width, one in found.items() if one["page"] > width}
    assert {} == {width: one for width, one in found.items() if one["filled"] < 0.99}


@pytest.mark.parametrize("width", [320, 360, 430, 608, 768, 1024])
def test_the_live_chart_is_as_large(visit: Visit, width: int) -> None:
    """The chart to explore has the still one's size, and so its letters."""
    page = visit(width=width)
    still = page.locator(".still:visible svg").bounding_box()
    explored(page)
    live = page.locator(".live > svg").bounding_box()

    assert (still["width"], still["height"]) == (live["width"], live["height"])


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("name", ["sample", "wordy", "crowd", "arabic"])
@pytest.mark.parametrize("size", [(360, 740), (320, 640)])
def test_the_first_screen_shows_time(
    visit: Visit, name: str, size: tuple[int, int], script: bool
) -> None:
    """At least 250 px of the chart are there before anything is touched."""
    page = visit(name, *size, java_script_enabled=script)

    assert page.evaluate(_SEEN)["top"] + 250 <= size[1]


@pytest.mark.parametrize("script", [True, False])
def test_the_lead_can_be_read_on(visit: Visit, script: bool) -> None:
    """A long lead shows its first lines, and all of it when its link is followed."""
    page = visit("wordy", java_script_enabled=script)
    lead = page.locator(".lead")
    before = lead.bounding_box()["height"]
    page.tap(".lead .on a")
    page.locator(".lead .on").wait_for(state="hidden")

    assert before < 80
    assert "a list" in lead.inner_text()
    assert not page.is_visible(".lead .on")
    assert 0 == page.evaluate("scrollY")


def test_what_has_the_focus_in_a_lead_is_seen(visit: Visit) -> None:
    """A link in what is cut off is shown when the keys come to it."""
    page = visit("wordy")
    page.focus(".lead p:not(.on) a")
    link, lead = (page.locator(one).bounding_box() for one in (".lead p:not(.on) a", ".lead"))

    assert link["y"] + link["height"] <= lead["y"] + lead["height"]


def test_a_short_lead_is_whole(visit: Visit) -> None:
    """Nothing leads on where nothing is cut off."""
    assert 0 == visit("crowd").locator(".lead .on").count()


# A tap

BRIEF = "#_brief"
_OPEN = "document.getElementById('_brief')?.open ?? false"


def tap(page: Any, words: str, chart: str = ".still", *, by: tuple[float, float] = (0, 0)) -> Any:
    """Tap on a label of the chart that is shown, or so many px beside it; its box."""
    label = page.locator(f".chart > {chart}:visible text").filter(has_text=words).first
    label.scroll_into_view_if_needed()
    box = label.bounding_box()
    x, y = box["x"] + box["width"] / 2 + by[0], box["y"] + box["height"] / 2 + by[1]
    page.touchscreen.tap(x, y)
    rest(page)
    return label


def explored(page: Any) -> None:
    """Its chart to explore, in the still one's place."""
    page.tap("#_explore")
    page.wait_for_selector(".exploring .live svg")
    rest(page)


def told(page: Any) -> list[str]:
    """The lines of what is shown of an event."""
    parts = page.locator(f"{BRIEF} :is(.date, .title, .start)").all_inner_texts()
    return [part for part in parts if part]


def test_a_tap_tells_the_event(visit: Visit) -> None:
    """Title, date in words and first lines stand at the foot; the page stays, and the mark is seen."""
    page = visit()
    label = tap(page, "Migrants from Japan purged")
    place = page.evaluate("scrollY")
    box = page.locator(BRIEF).bounding_box()
    mark = label.bounding_box()

    assert told(page)[:2] == ["some time in the 1970s", "Migrants from Japan are purged"]
    assert told(page)[2].startswith("Many members of Chongryon")
    assert box["y"] + box["height"] == 740
    assert box["height"] < 250
    assert mark["y"] + mark["height"] <= box["y"]
    assert place < 800
    assert "" == page.evaluate("location.hash")
    assert page.evaluate("document.querySelector('.still:not([hidden]) .marked') !== null")


@pytest.mark.parametrize("chart", [".still", ".live"])
def test_a_tap_that_just_misses(visit: Visit, chart: str) -> None:
    """A finger is not as sharp as a mark."""
    page = visit()
    if chart == ".live":
        explored(page)
    tap(page, "200,000 colonists stranded", chart, by=(93, 0))

    assert told(page)[1].startswith("200,000 colonists stranded")


def test_before_and_after(visit: Visit) -> None:
    """Buttons go on in time; at the ends there is no further, and the mark comes in sight."""
    page = visit()
    tap(page, "27,000 prisoners")
    page.tap(f"{BRIEF} .before")
    first = told(page)
    ends = page.locator(f"{BRIEF} [aria-disabled=true]").all_inner_texts()
    page.tap(f"{BRIEF} .after")
    second = told(page)
    for _ in range(30):
        page.tap(f"{BRIEF} .after", force=True)
    last = told(page)
    rest(page)
    mark = page.locator(".still:visible g.marked").first.bounding_box()
    box = page.locator(BRIEF).bounding_box()

    assert ["←"] == ends
    assert first != second != last
    assert 0 < mark["y"] < mark["y"] + mark["height"] <= box["y"]
    assert ["→"] == page.locator(f"{BRIEF} [aria-disabled=true]").all_inner_texts()
    assert "after" == page.evaluate("document.activeElement.className")


def test_steps_go_through_what_is_shown(visit: Visit) -> None:
    """Events that the filters leave out are passed over."""
    page = visit("crowd", address="?q=number+1")
    tap(page, "The event of number 1")
    page.tap(f"{BRIEF} .after")
    page.tap(f"{BRIEF} .after")

    assert all("number 1" in line for line in told(page)[1:])


def test_read_all_and_back(visit: Visit) -> None:
    """It leads to the entry; Back is where the chart was, with nothing over it."""
    page = visit()
    tap(page, "Migrants from Japan purged")
    place = page.evaluate("scrollY")
    page.tap(f"{BRIEF} .whole")
    rest(page)
    entry = page.locator("#purges").bounding_box()
    open_there = page.evaluate(_OPEN)
    page.go_back()
    rest(page)

    assert not open_there
    assert 0 <= entry["y"] < 100
    assert not page.evaluate(_OPEN)
    assert abs(page.evaluate("scrollY") - place) < 5


@pytest.mark.parametrize("way", ["Escape", "close", "blank"])
def test_it_goes_away(visit: Visit, way: str) -> None:
    """By its button, by Escape, and by a tap beside all marks; nothing of it stays."""
    page = visit()
    tap(page, "Migrants from Japan purged")
    if way == "Escape":
        page.keyboard.press("Escape")
    elif way == "close":
        page.tap(f"{BRIEF} .close")
    else:
        page.touchscreen.tap(40, page.locator(BRIEF).bounding_box()["y"] - 60)
    rest(page)

    assert not page.evaluate(_OPEN)
    assert not page.is_visible(".live")
    assert "" == page.evaluate("document.body.style.paddingBottom")
    if way != "blank":
        assert "purges" == page.evaluate(
            "document.activeElement.closest('[data-events]')?.dataset.events"
        )


def test_a_tap_on_the_live_chart(visit: Visit) -> None:
    """The chart to explore tells too, and brings the next into its window."""
    page = visit()
    explored(page)
    tap(page, "Migrants from Japan purged", ".live")
    first = told(page)
    page.tap(f"{BRIEF} .after")

    assert "Migrants from Japan are purged" in first
    assert first != told(page)
    assert "" == page.evaluate("location.hash")
    page.keyboard.press("Escape")
    rest(page)
    assert not page.evaluate(_OPEN)
    assert page.is_visible(".exploring .live")
    assert "_live-chart" == page.evaluate("document.activeElement.id")


def test_a_tap_on_a_cluster(visit: Visit) -> None:
    """Gathered events are named, as many as there is room for, and each can be told."""
    page = visit("gathered")
    cluster = page.locator(".still:visible [data-events*=' '] text").first
    cluster.tap()
    count = page.locator(".still:visible [data-events*=' ']").first.evaluate(
        "e => e.dataset.events.split(' ').length"
    )
    heading = told(page)
    names = page.locator(f"{BRIEF} .name").all_inner_texts()
    page.locator(f"{BRIEF} .name").nth(1).tap()

    assert [f"{count} events"] == heading
    assert min(count, 4) == len(names)
    assert names[1] == f"{told(page)[1]} {told(page)[0]}"
    assert page.evaluate("document.getElementById('_brief').contains(document.activeElement)")


def test_keys_and_wide_windows_go_to_the_entry(visit: Visit) -> None:
    """Enter on a mark, and a mouse in a wide window, follow the link that a mark is."""
    page = visit()
    page.focus(".still:visible a[tabindex='0']")
    page.keyboard.press("Enter")
    rest(page)
    by_key = page.evaluate("location.hash"), page.evaluate(_OPEN)
    page = visit(width=1280, has_touch=False)
    page.locator(".wide text").filter(has_text="Migrants from Japan purged").click()
    rest(page)

    assert by_key[0]
    assert not by_key[1]
    assert ("#purges", False) == (page.evaluate("location.hash"), page.evaluate(_OPEN))


def test_where_nothing_is_explored(visit: Visit) -> None:
    """A page without the chart to explore tells its events too."""
    page = visit("still")
    tap(page, "Migrants from Japan purged")

    assert "Migrants from Japan are purged" in told(page)


def test_without_a_script_a_tap_leads_to_the_entry(visit: Visit) -> None:
    """A mark is a link."""
    page = visit(java_script_enabled=False)
    label = page.locator(".narrow text").filter(has_text="Migrants from Japan purged")
    label.tap()

    assert page.url.endswith("#purges")


def swipe(page: Any, y: float) -> None:
    """A finger that goes 300 px up from a place."""
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: dict[str, float]) -> None:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", {"x": 150, "y": y})
    for by in range(15, 315, 15):
        touch("touchMove", {"x": 150, "y": y - by})
    touch("touchEnd")
    rest(page)


@pytest.mark.parametrize("on", [".narrow", ".live", BRIEF])
def test_nothing_traps_a_finger(visit: Visit, on: str) -> None:
    """A swipe up scrolls the page, on the chart, on the one to explore and on what a tap shows."""
    page = visit()
    if on == ".live":
        explored(page)
    elif on == BRIEF:
        tap(page, "27,000 prisoners")
    box = page.locator(f"{on} svg" if on != BRIEF else on).bounding_box()
    before = page.evaluate("scrollY")
    swipe(page, min(box["y"] + 400, 700))

    assert page.evaluate("scrollY") - before > 200


def test_it_is_a_dialog_that_says_its_event(visit: Visit) -> None:
    """A screen reader is told the event as the name of what opened, and each button's own."""
    page = visit()
    tap(page, "Migrants from Japan purged")

    name = "Migrants from Japan are purged some time in the 1970s"
    assert page.get_by_role("dialog", name=name, exact=True).is_visible()
    for name in ("Previous event: ", "Next event: ", "Close"):
        assert 1 == page.locator(BRIEF).get_by_role("button", name=name).count()
    assert page.evaluate("document.activeElement.id") == "_brief"


def test_with_letters_twice_as_large(visit: Visit) -> None:
    """The chart's letters get no smaller on the narrowest screen, and what a tap tells fits it."""
    page = visit(width=320, height=640)
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    rest(page)
    label = tap(page, "Migrants from Japan purged").bounding_box()
    box = page.locator(BRIEF).bounding_box()
    title = page.locator(f"{BRIEF} .date").bounding_box()
    ends = [one.bounding_box() for one in page.locator(f"{BRIEF} :is(button, .whole)").all()]

    assert page.evaluate(_SEEN)["letters"] >= LEAST_LETTERS
    assert label["y"] + label["height"] <= box["y"] <= title["y"]
    assert all(0 <= one["x"] and one["x"] + one["width"] <= 320 for one in ends)
    assert 320 == page.evaluate("document.documentElement.scrollWidth")


def test_it_is_not_printed(visit: Visit) -> None:
    page = visit()
    tap(page, "Migrants from Japan purged")
    page.emulate_media(media="print")

    assert not page.is_visible(BRIEF)


def test_from_right_to_left(visit: Visit) -> None:
    """Words run from the right, and time from the left as in the chart."""
    page = visit("arabic")
    tap(page, _ARABIC[0])
    before, after, close = (
        page.locator(f"{BRIEF} .{name}").bounding_box()["x"]
        for name in ("before", "after", "close")
    )

    assert close < before < after
    assert 360 == page.evaluate("document.documentElement.scrollWidth")
