"""What every reader is due, in each of three browser engines. How to write one: tests/support/engines."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat
from support.engines import Firefox, Reader, Shelf, Sites
from support.engines.shelf import TIMELINES
from support.engines.texts import unreadable

from timeline import site
from timeline.model import Timeline
from timeline.model.addresses import Address
from timeline.model.order import chronological
from timeline.pages import embed

pytestmark = [pytest.mark.browser, pytest.mark.engine]

# Words of the chart


@pytest.mark.parametrize(
    ("name", "width"),
    [("sample", 768), ("crowd", 640), ("crowd", 768), ("crowd", 1280), ("hebrew", 1280)],
)
def test_labels_are_apart(reader: Reader, sites: Sites, name: str, width: int) -> None:
    """No words of the chart meet or are cut, still, live, and nearer."""
    reader.open(sites(name) + "index.html", width)
    still = unreadable(reader, ".chart svg")
    explore(reader)
    live = unreadable(reader, LIVE)
    reader.click("[data-do=in]")
    reader.click("[data-do=in]")
    reader.settled()

    assert ([], [], []) == (still, live, unreadable(reader, LIVE))
    assert [] == reader.complaints()


@pytest.mark.parametrize("name", ["sample", "crowd", "hebrew"])
def test_labels_of_an_embed_are_apart(reader: Reader, sites: Sites, name: str) -> None:
    """No words of an embed's chart meet or are cut."""
    reader.open(sites(name) + "embed.html", 800)

    assert [] == unreadable(reader, "figure svg")
    assert [] == reader.complaints()


_TURNED = """direction => [...document.querySelectorAll('figure :is(li, b, time, small)')]
  .filter((e) => !e.closest('[dir]:not(figure)') && getComputedStyle(e).direction !== direction)
  .length"""


@pytest.mark.parametrize(("name", "direction"), [("crowd", "ltr"), ("hebrew", "rtl")])
def test_a_fragment_keeps_its_ways(reader: Reader, shelf: Shelf, name: str, direction: str) -> None:
    """No words meet, are cut or turned, in a site with rules of its own for all it shows."""
    timeline = TIMELINES[name]()
    fragment = embed.inline(timeline, site.charts(timeline).pictures["small"])
    rules = (
        "letter-spacing: 2px; font: italic 30px serif; text-rendering: optimizeSpeed;"
        f"direction: {'ltr' if direction == 'rtl' else 'rtl'}"
    )
    page = (
        f"<!doctype html><head><meta charset=utf-8><style>* {{ {rules} }}</style><body>{fragment}"
    )
    reader.open(shelf.page(f"{name}-fragment.html", page), 900)

    assert [] == unreadable(reader, "figure svg")
    assert 0 == reader.evaluate(_TURNED, direction)
    assert [] == reader.complaints()


_STILLS = (
    "() => [...document.querySelectorAll('.chart > .still')].filter((e) => e.offsetWidth).length"
)


@pytest.mark.parametrize("width", [320, 360, 608])
def test_labels_on_a_phone_are_apart(reader: Reader, sites: Sites, width: int) -> None:
    """A narrow page's chart has words apart, still and live, and the page does not scroll."""
    reader.open(sites("sample") + "index.html", width)
    shown, still = reader.evaluate(_STILLS), unreadable(reader, ".chart svg")
    explore(reader)

    assert (1, []) == (shown, still)
    assert [] == unreadable(reader, LIVE)
    assert width >= reader.evaluate("() => document.documentElement.scrollWidth")


_BRIEF = """() => {
  const brief = document.getElementById('_brief');
  return [brief.open, brief.querySelector('.title').innerText, document.activeElement.id,
    Math.abs(brief.getBoundingClientRect().bottom - innerHeight) < 1, location.hash];
}"""


def test_a_mark_on_a_phone_tells_its_event(reader: Reader, sites: Sites) -> None:
    """It is told at the foot of the window, the next one too; Escape takes it away."""
    reader.open(sites("sample") + "index.html", 360)
    reader.click('.narrow [data-events="purges"] text')
    first = reader.evaluate(_BRIEF)
    reader.click("#_brief .after")
    second = reader.evaluate(_BRIEF)
    reader.press("Escape")

    assert [True, "Migrants from Japan are purged", "_brief", True, ""] == first
    assert first[1] != second[1]
    assert not reader.evaluate(_BRIEF)[0]
    assert [] == reader.complaints()


# Exploring

LIVE = ".live svg"
_TITLE = "id => document.querySelector(`#${id} h3 bdi`).textContent"
_TICKS = "() => [...document.querySelectorAll('.live .ticks_marks text')].map(e => e.textContent)"


def explore(reader: Reader) -> None:
    """Ask for the live chart."""
    reader.click("#_explore")
    reader.until("() => document.querySelector('.exploring .live svg') !== null")
    reader.settled()


def test_explores_with_the_pointer(reader: Reader, sites: Sites) -> None:
    """Buttons zoom, a drag moves, the button for the whole brings all back."""
    reader.open(sites("sample") + "index.html")
    explore(reader)
    whole = reader.evaluate(_TICKS)
    reader.click("[data-do=in]")
    reader.settled()
    near = reader.evaluate(_TICKS)
    reader.drag(LIVE, -200)
    reader.settled()
    moved = reader.evaluate(_TICKS)
    reader.click("[data-do=whole]")
    reader.settled()

    assert len({*map(tuple, (whole, near, moved))}) == 3
    assert whole == reader.evaluate(_TICKS)
    assert [] == reader.complaints()


def test_explores_with_keys(reader: Reader, sites: Sites) -> None:
    """Arrows go from event to event, plus zooms, Enter opens the entry, which then has the focus."""
    reader.open(sites("sample") + "index.html")
    explore(reader)
    whole = reader.evaluate(_TICKS)
    reader.evaluate("() => { document.querySelector('.live').focus(); }")
    reader.press("ArrowRight", "ArrowRight")
    said = reader.evaluate("() => document.querySelector('#_live-said').textContent")
    reader.press("+")
    reader.settled()
    near = reader.evaluate(_TICKS)
    reader.press("Enter")
    reader.settled()
    opened = reader.evaluate("() => document.activeElement.closest('li.event')?.id")

    assert whole != near
    assert reader.evaluate("() => decodeURIComponent(location.hash.slice(1))") == opened
    assert reader.evaluate(_TITLE, opened) in said
    assert in_view(reader, opened)


_AXIS = """() => {
  const copy = [...document.querySelectorAll('.axis > svg')].find((e) => e.getClientRects().length);
  const { left, top, right, height } = copy.getBoundingClientRect();
  return [Math.ceil(left), Math.round(top), Math.floor(right), Math.round(top) + Math.floor(height)];
}"""


def inks(reader: Reader, box: list[int]) -> Image.Image:
    """A part of what the window shows."""
    with Image.open(BytesIO(reader.screenshot())) as shown:
        return shown.convert("L").crop((box[0], box[1], box[2], box[3]))


@pytest.mark.parametrize("live", [False, True], ids=["still", "live"])
@pytest.mark.parametrize("name", ["crowd", "hebrew"])
def test_axis_stays_in_view(reader: Reader, sites: Sites, name: str, live: bool) -> None:
    """While the chart scrolls the axis stays at the window's edge, the words of the window in it."""
    reader.open(sites(name) + "index.html", 1280, 400)
    if live:
        explore(reader)
        reader.click("[data-do=in]")  # which stands below the chart
        reader.settled()
        reader.evaluate("() => scrollTo(0, 0)")
        reader.settled()
    axis = reader.evaluate(_AXIS)
    before = inks(reader, axis)
    reader.evaluate("by => scrollBy(0, by)", axis[1] + 60)
    reader.settled()
    stuck = reader.evaluate(_AXIS)
    after = inks(reader, stuck)

    assert 0 == stuck[1]
    words, differing = (
        ImageStat.Stat(ImageChops.difference(before, other)).mean[0]
        for other in (Image.new("L", before.size, before.getpixel((0, 0))), after)
    )
    assert words > 1
    assert differing < words / 3  # a word may stand at another fraction of a px
    assert [] == reader.complaints()


def test_keys_stay_clear_of_the_axis(reader: Reader, sites: Sites) -> None:
    """A mark that the keys reach comes into view below the axis that stays there."""
    reader.open(sites("crowd") + "index.html", 1280, 300)
    reader.evaluate("() => [...document.querySelectorAll('.wide a')].at(-1).focus()")
    found = []
    for _ in range(20):
        reader.press("ArrowLeft")
        reader.settled()
        found.append(reader.evaluate(_BELOW_AXIS))

    assert all(found)


_BELOW_AXIS = """() => {
  const copy = [...document.querySelectorAll('.axis > svg')].find((e) => e.getClientRects().length);
  const mark = document.activeElement.closest('.wide a').getBoundingClientRect();
  return mark.top >= copy.getBoundingClientRect().bottom - 1;
}"""
_WINDOW = "() => [document.querySelector('.thumb').getAttribute('aria-valuetext'), location.search]"
_PRESSED = """() => {
  const label = [...document.querySelectorAll('.live .labels_marks text')].find((e) => {
    const { top, bottom, left } = e.getBoundingClientRect();
    return e.textContent && top > 100 && bottom < innerHeight - 100 && left > 100;
  });
  const { left, top, height } = label.getBoundingClientRect();
  return [left + 12, top + height / 2];
}"""


def test_windows_come_back(reader: Reader, sites: Sites) -> None:
    """A window in the address is shown, and Back from an entry shows it again, as far down as it was."""
    reader.open(sites("crowd") + "index.html?window=1940/1959", 1280, 700)
    reader.until("() => document.querySelector('.exploring .live svg') !== null")
    reader.settled()
    reader.click("[data-do=in]")
    reader.settled()
    reader.evaluate("() => scrollTo(0, 240)")
    reader.settled()
    before = reader.evaluate(_WINDOW), reader.evaluate("() => scrollY")
    x, y = reader.evaluate(_PRESSED)
    reader.pointer((x, y), pressed=True)
    reader.until("() => location.hash.length > 1")
    reader.settled()
    landed = in_view(reader, reader.evaluate("() => location.hash.slice(1)"))
    reader.evaluate("() => history.back()")
    reader.until("() => location.hash === ''")
    reader.settled()

    assert landed
    assert before == (reader.evaluate(_WINDOW), reader.evaluate("() => scrollY"))
    assert [] == reader.complaints()


def test_goes_where_the_strip_is_pressed(reader: Reader, sites: Sites) -> None:
    """A press on the density strip moves the window there, and a drag from there goes on."""
    reader.open(sites("crowd") + "index.html?window=1940/1949", 1280, 700)
    reader.until("() => document.querySelector('.lens').getClientRects().length > 0")
    reader.settled()
    place = "() => { const { left, width } = document.querySelector('.lens').getBoundingClientRect(); return left + width / 2; }"
    x, y = reader.place(".rail")
    reader.pointer((x + 100, y), pressed=True)
    reader.settled()
    pressed = reader.evaluate(place)
    reader.pointer((x - 100, y), (x - 120, y), (x - 200, y), pressed=True)
    reader.settled()

    assert abs(pressed - x - 100) < 8
    assert abs(reader.evaluate(place) - x + 200) < 8
    assert [] == reader.complaints()


def test_paper_shows_the_window(reader: Reader, sites: Sites) -> None:
    """On paper a page that is zoomed has the window, whole, and no still chart."""
    reader.open(sites("crowd") + "index.html?window=1940/1949", 700, 900)
    reader.until("() => document.querySelector('.exploring .live svg') !== null")
    reader.settled()
    reader.on_paper()
    reader.settled()
    shown = "() => [...document.querySelectorAll('.still, .axis, .live')].filter(e => e.getClientRects().length).map(e => e.id)"
    titled = "() => [document.querySelector('.chart').dataset.shown, getComputedStyle(document.querySelector('.chart'), '::before').content !== 'none']"
    edges = "() => { const { left, right } = document.querySelector('.live > svg').getBoundingClientRect(); return [left, right]; }"

    assert ["_live-chart"] == reader.evaluate(shown)
    assert ["1940 to 1949", True] == reader.evaluate(titled)
    assert min(reader.evaluate(edges)) >= 0
    assert max(reader.evaluate(edges)) <= 700
    assert [] == unreadable(reader, LIVE)


# Keys

_FOCUSED = "() => document.activeElement.closest('[data-events]')?.dataset.events ?? document.activeElement.closest('[id]')?.id"


def test_keys_on_a_still_chart(reader: Reader, sites: Sites) -> None:
    """The focus on a mark changes nothing; arrows go on; plus explores there, Escape comes back."""
    reader.open(sites("crowd") + "index.html")
    reader.evaluate("() => { document.querySelector('.wide a[tabindex=\"0\"]').focus(); }")
    first = reader.evaluate(_FOCUSED)
    reader.press("ArrowRight", "ArrowRight")
    third = reader.evaluate(_FOCUSED)
    still = reader.evaluate("() => document.querySelector('.exploring') === null")
    reader.press("+")
    reader.until("() => document.activeElement.id === '_live-chart'")
    reader.settled()
    reader.press("Escape", "Escape")
    reader.settled()

    assert len({first, third}) == 2
    assert still
    assert third == reader.evaluate(_FOCUSED)
    assert [] == reader.complaints()


@pytest.mark.parametrize(
    ("link", "there"),
    [(".events > li:nth-child(9) .cite", "_note-"), (".wide a[tabindex='0']", "e")],
)
def test_back_has_the_focus_where_it_was(
    reader: Reader, sites: Sites, link: str, there: str
) -> None:
    """A link takes the focus along, and Back returns it."""
    reader.open(sites("crowd") + "index.html")
    reader.evaluate("link => { document.querySelector(link).focus(); }", link)
    before = reader.evaluate("() => [document.activeElement.localName, location.href]")
    reader.press("Enter")
    reader.until("url => location.href !== url", before[1])
    reader.settled()
    arrived = reader.evaluate(_FOCUSED), reader.evaluate("() => document.activeElement.localName")
    reader.evaluate("() => history.back()")
    reader.until("url => location.href === url", before[1])
    reader.settled()

    assert arrived[0].startswith(there)
    assert arrived[1] in {"li", "h3"}
    assert reader.evaluate("link => document.activeElement === document.querySelector(link)", link)
    assert [] == reader.complaints()


# Finding


_SHOWN = """() => [...document.querySelectorAll('li.event')]
  .filter((entry) => entry.getClientRects().length).map((entry) => entry.id)"""


def test_searches(reader: Reader, sites: Sites, sample: Timeline) -> None:
    """Ctrl and the slash lead to the search, words leave what has them, Escape gives all back."""
    every = [event.id for event in chronological(sample.events)]
    reader.open(sites("sample") + "index.html")
    reader.press("Control+/")
    reader.type("hijackers")
    reader.settled()
    found = reader.evaluate(_SHOWN)
    reader.press("Escape")
    reader.settled()

    assert ["flight-351-asylum", "hijackers-alive"] == found
    assert every == reader.evaluate(_SHOWN)
    assert [] == reader.complaints()


# Links


_TOP = """id => {
  const { top } = document.getElementById(id).getBoundingClientRect();
  return Math.round(top);
}"""
# A mark of the still chart that is wholly on the screen, by its event group's id.
_MARK = """() => [...document.querySelectorAll('.chart .wide [data-events] a')].find((link) => {
  const { top, bottom, width } = link.getBoundingClientRect();
  return top > 400 && bottom < innerHeight && width > 20;
}).closest('[data-events]').id"""


def in_view(reader: Reader, event: str) -> bool:
    """Whether an entry's beginning is on the screen."""
    return 0 <= reader.evaluate(_TOP, event) < 400


def go_back(reader: Reader, event: str) -> None:
    """Back to the step whose address names an event."""
    reader.evaluate("() => history.back()")
    reader.until("event => location.hash === `#${event}`", event)
    reader.settled()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("event", ["e500", "e997"])
def test_deep_links_land(reader: Reader, sites: Sites, event: str, width: int) -> None:
    """A link to one of 1,000 events shows it, and Back returns to where the reader was."""
    reader.open(sites("long") + f"index.html#{event}", width)
    landed = in_view(reader, event)
    reader.evaluate("() => { location.hash = 'e250'; }")
    reader.settled()
    went = in_view(reader, "e250")
    go_back(reader, event)

    assert (True, True, True) == (landed, went, in_view(reader, event))
    assert [] == reader.complaints()


def test_marks_lead_to_their_entries(reader: Reader, sites: Sites) -> None:
    """A click on a mark of 1,000 shows its entry, and Back the chart where it was."""
    reader.open(sites("long") + "index.html#e500")
    reader.evaluate("() => { document.querySelector('.chart').scrollIntoView(); }")
    reader.settled()
    mark = reader.evaluate(_MARK)
    reader.click(f"#{mark} a")
    reader.settled()
    landed = in_view(reader, reader.evaluate("() => location.hash.slice(1)"))
    go_back(reader, "e500")

    assert landed
    assert (
        abs(reader.evaluate("() => document.querySelector('.chart').getBoundingClientRect().top"))
        < 2
    )


def test_notes_are_found_and_left_again(reader: Reader, sites: Sites) -> None:
    """The number of a source leads to its note, and Back to the entry, as far up as it stood."""
    reader.open(sites("long") + "index.html#e500")
    before = reader.evaluate(_TOP, "e500")
    reader.click("#e500 .cite")
    reader.settled()
    landed = in_view(reader, reader.evaluate("() => location.hash.slice(1)"))
    go_back(reader, "e500")

    assert landed
    assert abs(reader.evaluate(_TOP, "e500") - before) < 2


def test_shows_in_chart(reader: Reader, sites: Sites, sample: Timeline) -> None:
    """An entry's button shows its mark in the chart to explore, and marks it."""
    entry = f"#{sample.events[8].id}"
    reader.open(sites("sample") + "index.html")
    reader.hover(f"{entry} h3")
    reader.click(f"{entry} .to-chart")
    reader.until("() => document.querySelectorAll('.exploring .live .marked').length > 0")
    reader.settled()
    chart = reader.evaluate("() => document.querySelector('.live').getBoundingClientRect().top")

    assert -400 < chart < 900
    assert [] == reader.complaints()


def test_copies_a_citation(reader: Reader, sites: Sites, sample: Timeline) -> None:
    """The button beside an entry gives its citation, and that is copied."""
    entry = f"#{sample.events[8].id}"
    reader.open(sites("sample") + "index.html")
    reader.hover(f"{entry} h3")
    reader.click(f"{entry} .citing")
    reader.click(f"{entry} .copying")

    reader.until(
        "() => [...document.querySelectorAll('[role=status]')].some(e => e.textContent === 'Copied')"
    )
    assert [] == reader.complaints()


# In other places

_FITS = """() => {
  const frame = document.querySelector('iframe'), { body } = frame.contentDocument;
  return body && frame.clientHeight === Math.ceil(body.getBoundingClientRect().height);
}"""
_MARKED = """id => {
  const { document } = window.frames[0];
  return document.querySelector('li:target')?.id === id;
}"""


def test_a_frame_follows_its_embed(
    reader: Reader, sites: Sites, shelf: Shelf, sample: Timeline
) -> None:
    """The host's script gives the frame the height of what is in it; its links show an event there."""
    address = Address(sites("sample"))
    event, name = sample.events[3].id, embed.prefix_of(sample)
    link = f'<p><a href="{address.file(embed.EMBED)}#{event}" target="{name}">One event</a>'
    frame = embed.iframe(sample, address, follow=True)
    page = f"<!doctype html><head><meta charset=utf-8><body>{link}{frame}"
    reader.open(shelf.page("host.html", page), 500, 800)
    reader.until(_FITS)
    reader.click("a")
    reader.until(_MARKED, event)
    reader.until(_FITS)

    assert [] == reader.complaints()


# What the first frame of a page has to itself, in px: its height, its content, what scrolls.
_FIT = """() => {
  const { contentWindow: w, contentDocument: d } = document.querySelector('iframe');
  const page = d.scrollingElement;
  return [w.innerHeight, d.body.getBoundingClientRect().height,
          page.scrollHeight - w.innerHeight, page.scrollWidth - w.innerWidth];
}"""
_LOADED = """() => {
  const d = document.querySelector('iframe').contentDocument;
  return d.readyState === 'complete' && d.querySelector('figure') !== null;
}"""


@pytest.mark.parametrize("name", ["sample", "crowd", "long", "hebrew"])
def test_a_frame_fits_without_a_script(
    reader: Reader, sites: Sites, shelf: Shelf, name: str
) -> None:
    """In columns of telephones and of articles nothing in a frame scrolls, and little is empty."""
    address = Address(sites(name))
    frame = embed.iframe(TIMELINES[name](), address, follow=False).replace("lazy", "eager")
    for column in (280, 320, 375, 620, 884, 1100):
        page = (
            "<!doctype html><head><meta charset=utf-8><body style='margin: 0'>"
            f"<div style='width: {column}px'>{frame}</div>"
        )
        reader.open(shelf.page(f"{name}-{column}.html", page), 1280, 1000)
        reader.until(_LOADED)
        reader.settled()
        height, content, *scrolls = reader.evaluate(_FIT)
        assert [0, 0] == scrolls, column
        # A headline takes a line less in the widest of a chart's columns than in the narrowest.
        assert -1 < height - content <= 45, (column, height, content)


@pytest.mark.parametrize("asked", ["?scheme=light", ""])
def test_a_frame_of_one_scheme(
    dark: Reader, sites: Sites, shelf: Shelf, sample: Timeline, asked: str, engine: str
) -> None:
    """In a dark system a frame that is to be light is so by its address; in Firefox by style alone.

    Chromium does that too, but not where a test says what the reader's scheme is.
    """
    if not asked and engine != "firefox":
        pytest.skip("the style of a frame says nothing to what is in it")
    frame = embed.iframe(sample, Address(sites("sample")), scheme="light").replace("lazy", "eager")
    frame = frame.replace("?scheme=light", asked)
    dark.open(shelf.page("light.html", f"<!doctype html><body>{frame}"), 700)
    dark.until(_LOADED)
    paper = """() => getComputedStyle(document.querySelector('iframe').contentDocument.body)
      .backgroundColor"""

    assert "rgb(255, 255, 255)" == dark.evaluate(paper)


def test_scheme(dark: Reader, sites: Sites) -> None:
    """A reader of dark pages gets one, chart and all."""
    dark.open(sites("sample") + "index.html")
    light = "() => getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).map(Number)"

    assert max(dark.evaluate(light)) < 60
    assert [] == unreadable(dark, ".chart svg")


def test_paper(reader: Reader, sites: Sites) -> None:
    """On paper there are no tools, no words meet, and nothing is wider than the sheet."""
    reader.open(sites("sample") + "index.html", 700)
    reader.on_paper()
    reader.settled()
    tools = "() => [...document.querySelectorAll('button, input')].filter(e => e.getClientRects().length).length"

    assert 0 == reader.evaluate(tools)
    assert 700 >= reader.evaluate("() => document.documentElement.scrollWidth")
    assert [] == unreadable(reader, ".chart svg")


# Pictures

_SIZES = "() => [...document.querySelectorAll('.plate > * > img, .plate > img')].map((e) => [e.offsetWidth, e.offsetHeight])"
_DECODED = """async () => {
  const all = [...document.querySelectorAll('.plate > * > img, .plate > img')];
  for (const each of all) each.loading = 'eager';
  await Promise.all(all.map((each) => each.decode()));
  return all.every((each) => each.naturalWidth > 0);
}"""
_OPENED = """() => {
  const shown = document.querySelector('#e0 .enlarged');
  const { width, height } = shown.getBoundingClientRect();
  const image = shown.querySelector('img').getBoundingClientRect();
  return [width > 0 && height <= innerHeight, image.height > 250, document.activeElement.textContent];
}"""


@pytest.mark.parametrize("name", ["pictured", "beside"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pictures_keep_their_room(reader: Reader, sites: Sites, name: str, width: int) -> None:
    """They are let in by the page's own policy, and stand as large as they did before they came."""
    reader.open(sites(name) + "index.html", width)
    before = reader.evaluate(_SIZES)

    assert reader.evaluate(_DECODED)
    assert before == reader.evaluate(_SIZES)
    assert min(min(size) for size in before) > 40
    assert width >= reader.evaluate("() => document.documentElement.scrollWidth")
    assert [] == reader.complaints()


def test_a_picture_opens_by_keys(reader: Reader, sites: Sites) -> None:
    """Over the page and larger; Escape closes it, and the focus is where it was."""
    reader.open(sites("beside") + "index.html", 1280)
    reader.evaluate("() => document.querySelector('#e0 .plate > button').focus()")
    if isinstance(reader, Firefox):
        # In a window without the focus, as a headless one is, it presses no button by a key.
        reader.click("#e0 .plate > button")
    else:
        reader.press("Enter")
    reader.until("() => document.querySelector('#e0 .enlarged').matches(':popover-open')")
    reader.until("() => document.querySelector('#e0 .enlarged img').complete")

    assert [True, True, "Close"] == reader.evaluate(_OPENED)
    reader.press("Escape")
    reader.until("() => !document.querySelector('#e0 .enlarged').matches(':popover-open')")
    focused = "() => document.activeElement === document.querySelector('#e0 .plate > button')"
    assert reader.evaluate(focused)
    assert [] == reader.complaints()


_THUMBS = """() => {
  const root = document.querySelector('.exploring .live svg')
    ?? [...document.querySelectorAll('.still svg')].find((e) => e.getClientRects().length);
  return [...root.querySelectorAll('use.picture, .thumbs > *')].filter((e) => e.getBoundingClientRect().width > 15).length;
}"""


def test_charts_have_small_pictures(reader: Reader, sites: Sites) -> None:
    """Still and live, as many in both, and no words meet."""
    reader.open(sites("pictured") + "index.html", 1280)
    still = reader.evaluate(_THUMBS)
    explore(reader)

    assert still >= 4
    assert still == reader.evaluate(_THUMBS)
    assert [] == unreadable(reader, LIVE)
    assert [] == reader.complaints()


def test_dark_pages_have_pictures(dark: Reader, sites: Sites) -> None:
    """What is said of them is light on dark, and what is seen through has light paper behind it."""
    dark.open(sites("pictured") + "index.html")
    colours = """() => ['.plate > figcaption', '.plate img[src^="data:image/png"]'].map((one, at) =>
      getComputedStyle(document.querySelector(one))[at ? 'backgroundColor' : 'color'].match(/[0-9]+/g).map(Number))"""
    words, paper = dark.evaluate(colours)

    assert min(words[:3]) > 130
    assert [255, 255, 255] == paper[:3]


def test_paper_has_pictures(reader: Reader, sites: Sites) -> None:
    """Each in its entry; the large ones are not printed."""
    reader.open(sites("pictured") + "index.html", 700)
    reader.on_paper()
    reader.settled()

    assert min(min(size) for size in reader.evaluate(_SIZES)) > 40
    shown = "() => [...document.querySelectorAll('.enlarged')].filter((e) => e.getClientRects().length).length"
    assert 0 == reader.evaluate(shown)
