"""Exploring the chart of a page: the reader's first touch, gestures, keys, the address."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader
from support import made
from support.browser import REST, Tabs, rest

from timeline import site
from timeline.model import Timeline
from timeline.pages.edition import Edition

pytestmark = pytest.mark.browser

WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective));
window.shifts = [];
new PerformanceObserver(list => list.getEntries().forEach(e => shifts.push(e.value)))
  .observe({ type: 'layout-shift', buffered: true });
"""
# The texts of the axis, as they stand.
TICKS = "[...document.querySelectorAll('.live .ticks_marks text')].map(t => t.textContent).filter(t => t)"

# Where the density strip is, in the chart that is shown.
STRIP = """(() => {
  const svg = [...document.querySelectorAll('.chart svg')].find((one) => one.getClientRects().length);
  const { layouts } = JSON.parse(document.getElementById('_live').textContent);
  const { padding, margin, size, strip, width } = layouts.wide;
  const { x, y, width: across } = svg.getBoundingClientRect();
  const scale = across / (size[0] - 2 * margin);
  return {
    x: x + (padding.left - margin) * scale, width: width * scale,
    y: y + ((strip[0] + strip[1]) / 2 - margin) * scale,
  };
})()"""

Visit = Callable[..., Any]


@pytest.fixture(scope="module")
def folder(built: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for name, content in built.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def dense(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A timeline with a density strip and clusters."""
    events = [
        {"date": f'"{1900 + n % 97}-0{1 + n % 9}"', "title": f'"Event of number {n}"'}
        for n in range(400)
    ]
    folder = tmp_path_factory.mktemp("dense")
    timeline = made.timeline(events, head='span = "1900/2000"')
    for name, content in site.build(Edition(timeline, height=700)).files.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def visit(tabs: Tabs, folder: Path) -> Iterator[Visit]:
    """Opens the page, `query` in its address; what goes wrong in it is an error afterwards."""
    opened: list[Any] = []
    wrong: list[str] = []
    on = {
        "pageerror": lambda error: wrong.append(str(error)),
        "console": lambda said: said.type == "error" and wrong.append(said.text),
        "request": lambda asked: asked.url.startswith("http") and wrong.append(asked.url),
    }

    def open_(
        query: str = "", width: int = 1280, height: int = 900, site: Path = folder, **options: Any
    ) -> Any:
        tab = tabs.lend(width, height, on=on, init=REST + WATCH, **options)
        tab.goto((site / "index.html").as_uri() + query)
        opened.append(tab)
        return tab

    yield open_
    assert [] == wrong
    for tab in opened:
        assert [] == tab.evaluate("violations")


def live(tab: Any) -> Any:
    """The page with its chart live."""
    tab.evaluate("document.querySelector('.chart .wide').dispatchEvent(new MouseEvent('click'))")
    tab.wait_for_selector(".exploring .live svg")
    return tab


def pressed(tab: Any) -> tuple[str | None, bool]:
    """Whether the button says that the chart is open, and whether its tools are seen."""
    return tab.get_attribute("#_explore", "aria-expanded"), tab.is_visible(".tools")


def test_still_until_wanted(visit: Visit) -> None:
    """Until the reader asks, Vega has not run and the still chart stands there."""
    tab = visit()

    assert tab.evaluate("typeof timelineRuntime") == "undefined"
    assert tab.is_visible(".chart .wide svg")
    assert not tab.is_visible(".live")


@pytest.mark.parametrize("sign", ["click", "wheel", "plus", "button", "touch"])
def test_meant_for_the_live_chart(visit: Visit, sign: str) -> None:
    """A click, Ctrl and the wheel, plus on a mark, a touch and the button put the live chart in place."""
    tab = visit(has_touch=sign == "touch")
    box = tab.locator(".wide svg").bounding_box()
    if sign == "click":
        tab.mouse.click(box["x"] + 5, box["y"] + 5)
    elif sign == "wheel":
        tab.mouse.move(box["x"] + 300, box["y"] + 200)
        tab.keyboard.down("Control")
        tab.mouse.wheel(0, -300)
        tab.keyboard.up("Control")
        tab.wait_for_url("**window=**", timeout=5000)
    elif sign == "plus":
        tab.focus(".skip a")
        tab.keyboard.press("Tab")
        tab.keyboard.press("+")
    elif sign == "touch":
        tab.touchscreen.tap(box["x"] + 5, box["y"] + 5)
    else:
        tab.click("#_explore")
    tab.wait_for_selector(".exploring .live svg")

    assert not tab.is_visible(".chart .wide")
    assert ("true", True) == pressed(tab)


def test_passing_over_it_only_makes_it_ready(visit: Visit) -> None:
    """A pointer over the chart presses no button; the first click on it does what it says."""
    tab = visit()
    box = tab.locator(".wide svg").bounding_box()
    tab.mouse.move(box["x"] + 300, box["y"] + 200)
    tab.mouse.move(box["x"] + 320, box["y"] + 220)
    tab.wait_for_function("typeof timelineRuntime !== 'undefined'")
    rest(tab)
    over = pressed(tab), tab.is_visible(".chart .wide"), tab.locator(".live svg").count()
    at_once = tab.evaluate(
        """() => new Promise(done => {
          document.getElementById('_explore').click();
          setTimeout(() => done(document.querySelectorAll('.exploring .live svg').length));
        })"""
    )

    assert (("false", False), True, 0) == over
    assert 1 == at_once
    assert ("true", True) == pressed(tab)


def test_a_click_on_a_mark_is_no_wish_to_explore(visit: Visit) -> None:
    """It leads to the entry, as it says, and the chart stays still."""
    tab = visit()
    tab.locator(".wide a", has_text="Migrants from Japan purged").click(force=True)
    rest(tab)

    assert tab.url.endswith("#purges")
    assert ("false", False) == pressed(tab)


def test_turned_off_it_stays_off(visit: Visit) -> None:
    """Once the reader has put the still chart back, the button alone brings the live one."""
    tab = visit()
    tab.click("#_explore")
    tab.wait_for_selector(".exploring .live svg")
    tab.click("#_explore")
    box = tab.locator(".wide svg").bounding_box()
    tab.mouse.move(box["x"] + 300, box["y"] + 200)
    tab.mouse.click(box["x"] + 5, box["y"] + 5)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.evaluate("document.querySelector('.to-chart').click()")
    rest(tab)
    off = pressed(tab)
    tab.click("#_explore")
    tab.wait_for_selector(".exploring .live svg")

    assert ("false", False) == off
    assert ("true", True) == pressed(tab)


def test_made_ready_for_another_width_or_time(visit: Visit) -> None:
    """What was made ready is drawn anew if the column or the window has changed since."""
    tab = visit()
    box = tab.locator(".wide svg").bounding_box()
    tab.mouse.move(box["x"] + 300, box["y"] + 200)
    tab.wait_for_function("typeof timelineRuntime !== 'undefined'")
    rest(tab)
    tab.set_viewport_size({"width": 700, "height": 900})
    tab.click("#_explore")
    tab.wait_for_selector(".exploring .live svg")

    assert (tab.get_attribute(".live svg", "viewBox") or "").startswith("8 8 496 ")


def disabled(tab: Any) -> list[str]:
    """The tools that have nothing to do."""
    return tab.evaluate(
        "[...document.querySelectorAll('[data-do][aria-disabled=true]')].map(b => b.dataset.do)"
    )


def test_tools_without_work(visit: Visit) -> None:
    """Tools that would change nothing say so, and keep the focus of who pressed them."""
    tab = live(visit())
    whole = disabled(tab)
    tab.click("[data-do=in]")
    rest(tab)
    amid = disabled(tab)
    tab.focus("[data-do=whole]")
    tab.keyboard.press("Enter")
    rest(tab)
    again = disabled(tab)
    focused = tab.evaluate("document.activeElement.dataset.do")
    tab.keyboard.press("Enter")
    rest(tab)
    near = live(visit("?window=1945-01-01/1945-01-30"))
    rest(near)

    assert ["out", "left", "right", "whole"] == whole == again
    assert [] == amid
    assert "whole" == focused
    assert "window=" not in tab.url
    assert ["in", "left"] == disabled(near)


@pytest.mark.parametrize(("width", "seen"), [(1280, True), (768, True), (640, False)])
def test_how_to_zoom_is_told(visit: Visit, width: int, seen: bool) -> None:
    """An open chart says how to zoom in the line of its tools, which does not wrap, and keys too if there is room."""
    tab = visit(width=width)
    before = tab.is_visible(".hint")
    tab.click("#_explore")
    tab.wait_for_selector(".exploring .live svg")
    tops = tab.evaluate(
        "[...document.querySelectorAll('.tools, .tools > *, .hint')]"
        ".filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect())"
        ".map(b => Math.round(b.top + b.height / 2))"
    )

    assert not before
    assert "Ctrl\u00a0+\u00a0wheel zooms, a drag moves" == tab.inner_text(".hint .mouse")
    assert seen == tab.is_visible(".hint .keys")
    assert not tab.is_visible(".hint .touch")
    assert max(tops) - min(tops) <= 1
    assert tab.evaluate("document.querySelector('.track').clientWidth") >= 72


def test_fingers_are_told_of_fingers(visit: Visit) -> None:
    """Where the pointer is a finger, the open chart says what fingers do, at any width."""
    for width in (320, 820):
        tab = visit(width=width, has_touch=True, is_mobile=True)
        tab.click("#_explore")
        tab.wait_for_selector(".exploring .live svg")

        assert tab.is_visible(".hint .touch")
        assert not tab.is_visible(".hint .mouse")
        assert not tab.is_visible(".hint .keys")
        assert width == tab.evaluate("document.documentElement.scrollWidth")


def test_button_says_what_it_does(visit: Visit) -> None:
    """The button opens the chart, and once it is open ends that, in its own words and as a state."""
    tab = visit()
    said = [tab.inner_text("#_explore"), pressed(tab)]
    tab.click("#_explore")
    tab.wait_for_selector(".exploring .live svg")
    said += [tab.inner_text("#_explore"), pressed(tab)]
    tab.click("#_explore")
    said += [tab.inner_text("#_explore"), pressed(tab)]

    closed, opened = ["Explore the chart", ("false", False)], ["Stop exploring", ("true", True)]
    assert [*closed, *opened, *closed] == said


def test_keys_zoom_from_the_tools(visit: Visit) -> None:
    """Plus and 0 do the same while a button of the tools has the focus."""
    tab = visit()
    tab.click("#_explore")
    tab.wait_for_selector(".exploring .live svg")
    tab.keyboard.press("+")
    rest(tab)
    zoomed = "window=" in tab.url
    tab.keyboard.press("0")
    rest(tab)

    assert zoomed
    assert "window=" not in tab.url


@pytest.mark.parametrize("width", [1280, 1010, 768, 640])
def test_same_pixels(visit: Visit, width: int) -> None:
    """The live chart stands where the still one stood, pixel for pixel, and nothing moves."""
    tab = visit(width=width, height=1500)
    clip = tab.locator(".chart .still").locator("visible=true").bounding_box()
    before = Image.open(BytesIO(tab.screenshot(clip=clip))).convert("RGB")
    settled = tab.evaluate("shifts.length")
    live(tab)
    after = Image.open(BytesIO(tab.screenshot(clip=clip))).convert("RGB")
    differing = ImageChops.difference(before, after).convert("L").point(lambda one: one > 2 and 255)

    # Two levels of 255, which no eye sees, are left to how a path is written.
    assert differing.histogram()[255] == 0
    assert settled == tab.evaluate("shifts.length")


def seen(tab: Any, clip: dict[str, float]) -> Image.Image:
    return Image.open(BytesIO(tab.screenshot(clip=clip))).convert("RGB")


def off(one: Image.Image, other: Image.Image) -> int:
    """How far two pictures are from each other at most, of 255."""
    return max(high for _, high in ImageChops.difference(one, other).getextrema())


# The axis of the chart that is shown, to the line that is drawn below it once it sticks.
AXIS = """(() => {
  const copy = [...document.querySelectorAll('.axis > svg')].find((one) => one.getClientRects().length);
  const { x, y, width, height } = copy.getBoundingClientRect();
  return { x, y: y + scrollY, width, height: Math.floor(height) };
})()"""


@pytest.mark.parametrize("opened", [False, True], ids=["still", "open"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (768, "dark"), (360, "light")])
def test_axis_stays_in_view(
    visit: Visit, dense: Path, width: int, scheme: str, opened: bool
) -> None:
    """While a chart scrolls its axis stays at the window's edge as it is, and goes with the chart."""
    query = "?window=1920/1949" if opened else ""
    tab = visit(query, width=width, height=500, site=dense, color_scheme=scheme)
    if opened:
        tab.wait_for_selector(".exploring .live svg")
        rest(tab)
    axis = tab.evaluate(AXIS)
    before = seen(tab, axis)
    show = (
        "how => document.querySelectorAll('.axis').forEach(one => { one.style.visibility = how; })"
    )
    tab.evaluate(show, "hidden")
    without = seen(tab, axis)
    tab.evaluate(show, "")
    scroll = "y => new Promise(done => { scrollTo(0, y); requestAnimationFrame(() => setTimeout(done)); })"
    tab.evaluate(scroll, axis["y"] + 250)
    amid = seen(tab, {**axis, "y": 0})
    chart = tab.evaluate(
        "scrollY + [...document.querySelectorAll('.live svg, .still svg')]"
        ".find(one => one.getClientRects().length).getBoundingClientRect().bottom"
    )
    tab.evaluate(scroll, chart + 1)

    assert len(before.getcolors(99999) or ()) > 2  # words stand there
    assert off(before, without) < 64  # of words that stand at a fraction of a px
    assert off(before, amid) < 64
    assert 0 >= tab.evaluate(AXIS)["y"] + axis["height"] - tab.evaluate("scrollY")


def test_axis_in_view_says_the_window(visit: Visit, dense: Path) -> None:
    """What stays in view follows the window; and the still chart's again once that is back."""
    words = (
        "[...document.querySelector(document.querySelector('.axis-wide use').getAttribute('href'))"
        ".querySelectorAll('text')].map(t => t.textContent).filter(t => t)"
    )
    tab = visit("?window=1920/1949", site=dense)
    tab.wait_for_selector(".exploring .live svg")
    tab.click("[data-do=in]")
    rest(tab)
    zoomed, ticks = tab.evaluate(words), tab.evaluate(TICKS)
    tab.click("#_explore")
    still = tab.evaluate(words)

    assert ticks == zoomed
    assert "1900" == still[0]


def test_axis_covers_no_focus(visit: Visit, tmp_path: Path) -> None:
    """A mark that the keys reach comes into view below the axis."""
    timeline = made.timeline([{"date": f'"{1900 + n}"'} for n in range(60)])
    for name, content in site.build(Edition(timeline)).files.items():
        (tmp_path / name).write_bytes(content)
    tab = visit(site=tmp_path, height=200)
    tops = []
    tab.focus(".wide a")
    tab.keyboard.press("End")
    for _ in range(25):
        tab.keyboard.press("ArrowLeft")
        rest(tab)
        tops.append(tab.evaluate("document.activeElement.getBoundingClientRect().top"))

    assert tab.evaluate("document.activeElement.matches('.wide a')")
    assert tab.evaluate("scrollY") > 0
    assert min(tops) >= tab.evaluate(AXIS)["height"]


def test_buttons(visit: Visit) -> None:
    """In, out, earlier, later and the whole time; never beyond the span."""
    tab = live(visit())
    whole = tab.evaluate(TICKS)
    tab.click("[data-do=in]")
    rest(tab)
    deeper = tab.evaluate(TICKS)
    tab.click("[data-do=left]")
    rest(tab)
    earlier = tab.evaluate(TICKS)
    for _ in range(12):
        tab.click("[data-do=left]", force=True)
    rest(tab)
    first = tab.evaluate(TICKS)
    tab.click("[data-do=whole]")
    rest(tab)

    assert ["1945", "1950", "1960"] == whole[:3]
    assert deeper != whole
    assert earlier[0] < deeper[0]
    assert first[0] in {"1945", "1946"}  # every other year
    assert whole == tab.evaluate(TICKS)


def test_wheel_zooms_with_ctrl_alone(visit: Visit) -> None:
    """The plain wheel scrolls the page past the chart; with Ctrl it zooms about the pointer."""
    tab = live(visit())
    box = tab.locator(".live svg").bounding_box()
    tab.mouse.move(box["x"] + 300, box["y"] + 200)
    tab.evaluate("() => { window.scrolled = new Promise(done => onscrollend = done); }")
    tab.mouse.wheel(0, 300)
    tab.evaluate("scrolled.then(() => {})")
    scrolled, whole = tab.evaluate("scrollY"), tab.evaluate(TICKS)
    tab.keyboard.down("Control")
    tab.mouse.wheel(0, -300)
    tab.keyboard.up("Control")
    rest(tab)

    assert scrolled > 100
    assert scrolled == tab.evaluate("scrollY")
    assert whole != tab.evaluate(TICKS)
    assert "window=" in tab.url


def test_drag_moves_the_window(visit: Visit) -> None:
    """A drag carries the time under the pointer along; it is no click."""
    tab = live(visit("?window=1960-01-01/1980-01-01"))
    rest(tab)
    box = tab.locator(".live svg").bounding_box()
    facts = "JSON.parse(document.getElementById('_live').textContent)"
    axis = tab.evaluate(f"{facts}.layouts.wide.width")
    tab.mouse.move(box["x"] + 400, box["y"] + 30)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 400 + axis / 2, box["y"] + 30, steps=8)
    tab.mouse.up()
    rest(tab)
    start = tab.url.partition("window=")[2][:4]

    assert "1950" == start  # half of the axis is ten of twenty years
    assert "#" not in tab.url


def test_pinch(visit: Visit) -> None:
    """Two fingers that part zoom in."""
    tab = live(visit(has_touch=True))
    box = tab.locator(".live svg").bounding_box()
    session = tab.context.new_cdp_session(tab)
    y = box["y"] + 200

    def touch(kind: str, *xs: float) -> None:
        points = [{"x": box["x"] + x, "y": y, "id": at} for at, x in enumerate(xs)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 500, 600)
    for apart in range(0, 201, 20):
        touch("touchMove", 500 - apart, 600 + apart)
    touch("touchEnd")
    tab.wait_for_url("**window=**", timeout=5000)


def test_keys_go_from_event_to_event(visit: Visit) -> None:
    """By the keys alone: in, from event to event, to the entry, and on; each event is said."""
    tab = visit()
    tab.focus(".wide a")
    tab.keyboard.press("+")
    tab.wait_for_selector(".exploring .live:focus")
    tab.keyboard.press("0")
    rest(tab)
    tab.keyboard.press("Home")
    first = tab.text_content("#_live-said")
    tab.keyboard.press("ArrowRight")
    second = tab.text_content("#_live-said")
    tab.keyboard.press("+")
    rest(tab)
    zoomed = "window=" in tab.url
    tab.keyboard.press("0")
    rest(tab)
    back = "window=" in tab.url
    tab.keyboard.press("Tab")
    away = tab.evaluate("document.activeElement.closest('.live') === null")

    assert first.startswith("200,000 colonists")
    assert "27,000 prisoners" in second
    assert (True, False) == (zoomed, back)
    assert away


FOCUSED = "document.activeElement.closest('[data-events]').dataset.events"


@pytest.mark.parametrize("width", [1280, 360])
def test_keys_go_along_relations_in_the_still_chart(visit: Visit, width: int) -> None:
    """Down to what an event led to, on to what that follows from, up the same way back; else nothing."""
    tab = visit(width=width)
    shown = ".wide" if width > 1000 else ".narrow"
    tab.focus(f'{shown} [data-events="demonstration"] a')
    way = []
    for key in ("Down", "Down", "Up", "Up", "Up"):
        tab.keyboard.press(f"Arrow{key}")
        way.append(tab.evaluate(FOCUSED))

    assert ["purges", "mine-appeal", "purges", "demonstration", "demonstration"] == way


def test_keys_go_along_relations_in_the_live_chart(visit: Visit) -> None:
    """The same, and how the two are related is said."""
    tab = visit()
    tab.focus('.wide [data-events="demonstration"] a')
    tab.keyboard.press("+")
    tab.wait_for_selector(".exploring .live:focus")
    tab.keyboard.press("0")
    rest(tab)
    tab.keyboard.press("Home")
    for _ in range(4):
        tab.keyboard.press("ArrowRight")
    here = tab.text_content("#_live-said")
    tab.keyboard.press("ArrowDown")
    there = tab.text_content("#_live-said")
    tab.keyboard.press("ArrowUp")
    back = tab.text_content("#_live-said")

    assert "wives" in here
    assert there.startswith("is said to have prompted Migrants from Japan are purged")
    assert "wives" in back


def test_enter_leads_to_the_entry(visit: Visit) -> None:
    """Enter on an event goes where a click on its mark goes: its entry in the list."""
    tab = visit()
    tab.focus(".wide a")
    tab.keyboard.press("+")
    tab.wait_for_selector(".exploring .live:focus")
    tab.keyboard.press("Home")
    tab.keyboard.press("Enter")
    rest(tab)

    assert "#" in tab.url
    assert tab.evaluate("document.querySelector('.events > li').getBoundingClientRect().top") < 900


def test_click_and_tip(visit: Visit) -> None:
    """Over a mark its event in short; a click goes to its entry."""
    tab = live(visit())
    mark = tab.locator(".live .labels_marks text", has_text="Migrants from Japan purged")
    mark.hover(force=True)
    tab.wait_for_selector("#_tip:not([hidden])")
    tip = tab.text_content("#_tip")
    mark.click(force=True)
    rest(tab)
    event = tab.url.partition("#")[2]

    assert "purges" == event
    assert tip.startswith("Migrants from Japan are purged some time in the 1970sMany members of")


def test_address_holds_the_window(visit: Visit) -> None:
    """A window in the address is shown at once; a broken one is passed over."""
    tab = visit("?window=1970-01-01/1980-01-01")
    tab.wait_for_selector(".exploring .live svg")
    rest(tab)
    broken = visit("?window=1980/nonsense")

    assert ["1970", "1971"] == tab.evaluate(TICKS)[:2]
    assert not broken.is_visible(".live")


WORDS = "document.querySelector('.thumb').getAttribute('aria-valuetext')"


@pytest.mark.parametrize(
    ("asked", "words", "query"),
    [
        ("1970/1990", "1970 to 1990", "1970/1990"),
        ("1975", "January 1975 to December 1975", "1975"),
        ("1975-03/1976-02", "March 1975 to February 1976", "1975-03/1976-02"),
        ("1975-03-01/1975-03-31", "1 March 1975 to 31 March 1975", "1975-03-01/1975-03-31"),
        ("1970-01-01/1990-12-31", "1970 to 1990", "1970-01-01/1990-12-31"),
        ("1990/..", "1990 to 2004", "1990/.."),
        ("1900/1960", "1945 to 1960", "1900/1960"),
    ],
)
def test_windows_in_words_of_a_reader(visit: Visit, asked: str, words: str, query: str) -> None:
    """A window may be asked for as dates are written; what is outside the span is left out."""
    tab = visit(f"?window={asked}")
    tab.wait_for_selector(".exploring .live svg")
    rest(tab)

    assert words == tab.evaluate(WORDS)
    assert tab.url.endswith(f"?window={query}")


def test_links_to_a_window_are_short(visit: Visit) -> None:
    """What the address says of a window that was zoomed to shows the same when it is opened."""
    tab = live(visit("?window=1970/1990"))
    tab.click("[data-do=in]")
    rest(tab)
    query = tab.url.partition("?")[2]
    again = visit(f"?{query}")
    again.wait_for_selector(".exploring .live svg")
    rest(again)

    assert re.fullmatch(r"window=\d{4}-\d{2}/\d{4}-\d{2}", query)
    assert tab.evaluate(WORDS) == again.evaluate(WORDS)
    assert tab.evaluate(TICKS) == again.evaluate(TICKS)


@pytest.mark.parametrize("asked", ["1800/1900", "..", "../1900"])
def test_windows_elsewhere_show_the_whole(visit: Visit, asked: str) -> None:
    """Of a window outside the span, or without a limit, the whole is shown."""
    tab = visit(f"?window={asked}")
    tab.wait_for_selector(".exploring .live svg")

    assert "1945 to 2004" == tab.evaluate(WORDS)


def test_labels_come_with_zoom(visit: Visit, dense: Path) -> None:
    """Where labels had no room they come as the reader zooms in."""
    owners = "[...new Set([...document.querySelectorAll('.live .labels_marks text')].map(t => t.__data__.datum.owner))]"
    tab = live(visit(site=dense))
    wide = set(tab.evaluate(owners))
    near = visit("?window=1950-01-01/1953-01-01", site=dense)
    near.wait_for_selector(".exploring .live svg")
    rest(near)
    narrow = {owner for owner in near.evaluate(owners) if owner.startswith("event")}

    assert wide
    assert narrow - wide


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_axis_covers_no_title_of_a_period(tabs: Tabs, tmp_path: Path, width: int) -> None:
    """The axis that is shown once more ends above the titles of periods, still and open."""
    timeline = made.timeline(
        [{"date": '"1914"'}, {"date": '"1950"'}],
        head='span = "1900/1999"',
        tail='[[periods]]\nid = "p"\ntitle = "The mandate"\ndate = "1920/1948"\n',
    )
    page = tmp_path / "index.html"
    page.write_bytes(site.build(Edition(timeline, rasters=False)).files["index.html"])
    edges = """() => [
      [...document.querySelectorAll('.axis > svg')].find(e => e.checkVisibility()).getBoundingClientRect().bottom,
      [...document.querySelectorAll('.chart text')]
        .find(e => e.checkVisibility() && e.textContent === 'The mandate').getBoundingClientRect().top]"""

    for asked in ("", "?window=1930/1960"):
        tab = tabs.lend(width, 900, init=REST)
        tab.goto(page.as_uri() + asked)
        if asked:
            tab.wait_for_selector(".exploring .live svg")
            rest(tab)
        bottom, top = tab.evaluate(edges)
        assert bottom <= top + 1


def test_strip_shows_and_moves_the_window(visit: Visit, dense: Path) -> None:
    """Over the density strip a lens stands for the window and can be dragged."""
    tab = visit("?window=1920-01-01/1940-01-01", site=dense)
    tab.wait_for_selector(".lens:visible")
    rest(tab)
    before = tab.locator(".lens").bounding_box()
    svg = tab.locator(".live svg").bounding_box()
    tab.locator(".lens").hover()
    tab.mouse.down()
    tab.mouse.move(before["x"] + before["width"] / 2 + 223, before["y"] + 10, steps=6)
    tab.mouse.up()
    rest(tab)
    after = tab.locator(".lens").bounding_box()

    assert pytest.approx(svg["width"] * 0.192, rel=0.05) == before["width"]
    assert pytest.approx(before["x"] + 223, abs=6) == after["x"]
    assert tab.url.partition("window=")[2][:4] in {"1939", "1940"}


def test_press_on_the_strip_moves_the_window(visit: Visit, dense: Path) -> None:
    """A press beside the lens brings the window there, as long as it was; a drag from there goes on."""
    tab = visit("?window=1920/1929", site=dense)
    tab.wait_for_selector(".lens:visible")
    rest(tab)
    rail = tab.locator(".rail").bounding_box()
    middle = rail["y"] + rail["height"] / 2
    tab.mouse.click(rail["x"] + rail["width"] * 0.75, middle)
    rest(tab)
    pressed = tab.evaluate(WORDS)
    tab.mouse.move(rail["x"] + rail["width"] * 0.2, middle)
    tab.mouse.down()
    tab.mouse.move(rail["x"] + rail["width"] * 0.3, middle, steps=3)
    tab.mouse.move(rail["x"] + rail["width"] * 0.5, middle, steps=3)
    tab.mouse.up()
    rest(tab)

    assert "1970 to 1980" == pressed  # about the end of 1975, in a span of 101 years
    assert "1945 to 1955" == tab.evaluate(WORDS)
    assert "#" not in tab.url


@pytest.mark.parametrize("opened", [True, False], ids=["open", "still"])
def test_press_on_the_strip_of_the_whole(visit: Visit, dense: Path, opened: bool) -> None:
    """Where all is shown a press on the strip shows a fifth of it, about that place; still charts open there."""
    tab = visit(site=dense)
    if opened:
        tab.click("#_explore")
        tab.wait_for_selector(".exploring .live svg")
    rail = tab.evaluate(STRIP)
    tab.mouse.click(rail["x"] + rail["width"] / 2, rail["y"])
    tab.wait_for_selector(".lens:visible")
    rest(tab)

    assert "1940 to 1960" == tab.evaluate(WORDS)


def test_scrolling_fingers_leave_the_window(visit: Visit, dense: Path) -> None:
    """A finger that scrolls the page by the strip moves no window; one that taps does."""
    tab = visit("?window=1920/1929", site=dense, has_touch=True)
    tab.wait_for_selector(".lens:visible")
    tab.evaluate("document.querySelector('.rail').scrollIntoView({ block: 'center' })")
    rest(tab)
    before = tab.evaluate(WORDS)
    rail = tab.locator(".rail").bounding_box()
    x, y = rail["x"] + rail["width"] * 0.75, rail["y"] + rail["height"] / 2
    session = tab.context.new_cdp_session(tab)
    for step in range(12):
        point = {"x": x + step, "y": y - 20 * step}
        kind = "touchMove" if step else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    rest(tab)
    scrolled = tab.evaluate(WORDS)
    tab.wait_for_timeout(1000)  # a tap that stops a page still gliding is none
    tab.evaluate("document.querySelector('.rail').scrollIntoView({ block: 'center' })")
    rest(tab)
    rail = tab.locator(".rail").bounding_box()
    tab.touchscreen.tap(x, rail["y"] + rail["height"] / 2)
    rest(tab)

    assert "1920 to 1929" == before == scrolled
    assert "1970 to 1980" == tab.evaluate(WORDS)


def test_slider_by_keys(visit: Visit) -> None:
    """The bar that shows the window is a slider for the keys, and says its dates."""
    tab = live(visit("?window=1950-01-01/1960-01-01"))
    rest(tab)
    tab.focus(".thumb")
    tab.keyboard.press("End")
    rest(tab)

    assert "2004" in (tab.get_attribute(".thumb", "aria-valuetext") or "")
    assert "window=1995" in tab.url


PAPER = """() => {
  const box = (selector) => document.querySelector(selector)?.getBoundingClientRect() ?? {};
  const { left, right, width, height } = box('.live > svg');
  return {
    still: [...document.querySelectorAll('.still, .axis, .explore')].some((one) => one.checkVisibility()),
    fits: left >= 0 && right <= innerWidth && width > innerWidth / 2,
    even: Math.abs(box('.live').width - width) < 1 && Math.abs(box('.live').height - height) < 1,
    paper: getComputedStyle(document.body).backgroundColor,
  };
}"""


@pytest.mark.parametrize("landscape", [False, True], ids=["portrait", "landscape"])
def test_prints_what_is_zoomed_to(visit: Visit, dense: Path, landscape: bool) -> None:
    """Who prints a window gets it, in light colours, whole, on the page that says from when to when."""
    tab = visit("?window=1930/1949", site=dense, color_scheme="dark")
    tab.wait_for_selector(".exploring .live svg")
    rest(tab)
    pdf = tab.pdf(format="A4", landscape=landscape)
    tab.set_viewport_size({"width": 956 if landscape else 703, "height": 900})
    tab.emulate_media(media="print")
    rest(tab)
    found = tab.evaluate(PAPER)
    ticks = tab.evaluate(TICKS)
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    shown = next(text for text in pages if "1930 to 1949" in text)

    assert {"still": False, "fits": True, "even": True, "paper": "rgb(255, 255, 255)"} == found
    assert all(tick in shown for tick in ticks)
    assert "Lane" in shown or "at most" in shown  # down to what is below the strip


def test_prints_the_still_chart_otherwise(visit: Visit) -> None:
    """Open and whole, the chart is printed as one that is not open."""
    tab = visit()
    tab.emulate_media(media="print")
    before = tab.evaluate(
        "[...document.querySelectorAll('.still')].map(one => one.checkVisibility())"
    )
    tab.emulate_media(media="screen")
    tab.click("#_explore")
    tab.wait_for_selector(".exploring .live svg")
    tab.emulate_media(media="print")
    after = tab.evaluate(
        "[...document.querySelectorAll('.still')].map(one => one.checkVisibility())"
    )
    titled = tab.evaluate("getComputedStyle(document.querySelector('.chart'), '::before').content")

    assert any(before)
    assert before == after
    assert "none" == titled
    assert not tab.is_visible(".live")


def place(tab: Any) -> list[Any]:
    """The window, how far the page is scrolled, and what the address says."""
    rest(tab)
    words, *others = tab.evaluate(f"[{WORDS}, scrollY, location.search + location.hash]")
    return [words, *others]


def test_back_to_where_it_was_zoomed(visit: Visit, dense: Path) -> None:
    """Back from an entry shows the window as it was, as far down as it was; Forward the entry."""
    tab = live(visit(site=dense))
    for name in ("in", "in", "left"):
        tab.click(f"[data-do={name}]")
        rest(tab)
    tab.evaluate("scrollTo(0, 60)")
    at_chart = place(tab)
    tab.locator(".live .labels_marks text:not(.dim)", has_text="Event").nth(5).click(force=True)
    at_entry = place(tab)
    tab.go_back()
    back = place(tab)
    tab.go_forward()
    forward = place(tab)
    tab.go_back()
    tab.goto("about:blank")
    tab.go_back()
    tab.wait_for_selector(".exploring .live svg")
    returned = place(tab)

    assert at_chart[0] != "1900 to 2000"
    assert at_entry[1] > at_chart[1] + 300
    assert at_chart == back
    assert at_entry[::2] == forward[::2]
    assert abs(at_entry[1] - forward[1]) <= 2  # entries are not as high as whole px
    assert at_chart == returned


def test_back_from_an_entry_once_more(visit: Visit, dense: Path) -> None:
    """Who goes to the same entry again, from another window, comes back to that; so from the chart."""
    tab = visit("?window=1950/1969#e7", site=dense)
    tab.wait_for_selector(".exploring .live svg")
    at_entry = place(tab)
    tab.evaluate("document.querySelector('#e7 .to-chart').click()")
    rest(tab)
    tab.click("[data-do=out]")
    at_chart = place(tab)
    tab.evaluate("document.querySelector('.live').focus({ preventScroll: true })")
    tab.keyboard.press("Enter")
    again = place(tab)
    tab.go_back()
    back = place(tab)
    tab.go_back()

    assert "1950 to 1969" != at_chart[0]
    assert again[1] > at_chart[1] + 300
    assert at_chart == back
    assert at_entry == place(tab)


def test_links_to_events_from_a_window(visit: Visit, dense: Path) -> None:
    """A link to an event leads to its entry and marks it, in the window that the address asks for."""
    tab = visit("?window=1950/1969#e7", site=dense)
    tab.wait_for_selector(".exploring .live svg")
    fresh = place(tab), tab.evaluate(ENTRY)
    tab.evaluate("location.hash = 'e320'")
    other = place(tab), tab.evaluate(ENTRY)
    tab.evaluate("document.querySelector('#e320 .to-chart').click()")
    shown = place(tab)
    marks = tab.evaluate(
        "[...document.querySelectorAll('.live .marked')].map(one => one.getBoundingClientRect())"
        ".map(({ left, right, top, bottom }) =>"
        " right > 0 && left < innerWidth && bottom > 30 && top < innerHeight)"
    )

    assert "1950 to 1969" == fresh[0][0] == other[0][0]
    assert ["e7", True] == fresh[1]
    assert ["e320", True] == other[1]
    assert shown[2].endswith("#e320")
    assert any(marks)


# The entry that is marked, and whether its beginning is in view.
ENTRY = """(() => {
  const entry = document.querySelector('li.chosen');
  const { top } = entry.getBoundingClientRect();
  return [entry.id, top >= 0 && top < innerHeight / 2];
})()"""


def test_time_zone_changes_nothing(visit: Visit) -> None:
    """The same chart in Apia, in Honolulu and in Greenwich."""
    drawn = set()
    for zone in ("UTC", "Pacific/Apia", "Pacific/Honolulu"):
        tab = visit("?window=1969-12-01/1970-03-01", timezone_id=zone)
        tab.wait_for_selector(".exploring .live svg")
        rest(tab)
        drawn.add(tab.evaluate("document.querySelector('.live svg').outerHTML") + tab.url)

    assert 1 == len(drawn)


def test_layout_follows_the_column(visit: Visit) -> None:
    """When the column gets narrower the live chart changes to the layout for it."""
    tab = live(visit("?window=1960-01-01/1980-01-01"))
    rest(tab)
    tab.set_viewport_size({"width": 700, "height": 900})
    tab.wait_for_selector(".live svg[viewBox^='8 8 496 ']")
    tab.set_viewport_size({"width": 360, "height": 900})
    tab.wait_for_selector(".live svg[viewBox^='8 8 288 ']")

    assert tab.evaluate("document.documentElement.scrollWidth") == 360


def test_phone(visit: Visit) -> None:
    """On a phone the chart is one laid out for it, and the same to explore."""
    tab = visit(width=320, has_touch=True)
    still = tab.locator(".narrow svg").bounding_box()
    tools_before = tab.is_visible(".tools")
    tab.click("#_explore")
    tab.wait_for_selector(".exploring .live svg")
    box = tab.locator(".live svg").bounding_box()
    button, track = (tab.locator(one).bounding_box() for one in ("#_explore", ".track"))
    tab.click("#_explore")

    assert not tools_before
    assert [still["width"], still["height"]] == [box["width"], box["height"]]
    assert track["y"] >= button["y"] + button["height"]
    assert track["width"] >= 90
    assert 288 == box["width"]
    assert not tab.is_visible(".live")
    assert tab.evaluate("document.documentElement.scrollWidth") == 320


def test_filters_dim_the_live_chart(visit: Visit) -> None:
    """Events that a filter leaves out dim in the live chart too, whatever its window."""
    tab = live(visit("?q=hijackers"))
    rest(tab)
    tab.click("[data-do=in]")
    rest(tab)
    dim = tab.evaluate("[...document.querySelectorAll('.live .bars_marks > .dim')].length")
    plain = tab.evaluate(
        "[...document.querySelectorAll('.live .bars_marks > :not(.dim)')]"
        ".filter(m => m.__data__.datum.owner).length"
    )

    assert dim > 0
    assert plain < dim


def test_weight(built: dict[str, bytes]) -> None:
    """The shipped timeline's page is at most 220 KB as servers send it, the chart to explore included."""
    assert len(gzip.compress(built["index.html"], 9)) <= 220_000


def test_without_exploring(sample: Timeline, tmp_path: Path, visit: Visit) -> None:
    """Where the author wants it so, the page has no live chart and no Vega."""
    files = site.build(Edition(sample, interactive=False)).files
    (tmp_path / "index.html").write_bytes(files["index.html"])
    tab = visit(site=tmp_path)
    tab.hover(".wide a", force=True)

    assert len(gzip.compress(files["index.html"], 9)) <= 70_000
    assert 0 == tab.locator("#_explore, #_runtime, .live").count()
