"""Pictures in pages, in charts and beside them."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from support import made, pictured
from support.browser import Tabs

from timeline import page as page_of
from timeline import preview, site
from timeline.commands import main
from timeline.drawing.pictures import draw
from timeline.layout import picturing, relating
from timeline.layout.layout import layout
from timeline.model import Medium, Timeline
from timeline.model.files import Files, Picture
from timeline.pages.edition import Edition
from timeline.pages.pictured import Gallery, Where, gallery
from timeline.text import reader


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pictured.write(tmp_path_factory.mktemp("pictured"))


@pytest.fixture(scope="module")
def shapes(file: Path) -> Timeline:
    return reader.read(file)[0]


@pytest.fixture(scope="module", params=[Where.EMBED, Where.BESIDE])
def built(request: pytest.FixtureRequest, shapes: Timeline) -> site.Built:
    return site.build(Edition(shapes, gallery=site.pictured(shapes, request.param)))


# Where they are


def run(*arguments: str | Path) -> Any:
    return CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.mark.usefixtures("here")
def test_a_build_puts_them_where_it_is_told(file: Path, tmp_path: Path) -> None:
    """In the page, in files beside it that are named by what they hold, or nowhere."""
    pages = {}
    for where in Where:
        result = run("build", file, "-o", tmp_path / where, "--media", where)
        assert 0 == result.exit_code, result.output
        pages[where] = (tmp_path / where / "index.html").read_text("utf-8")
        assert ("8 pictures" in result.output) == (where is not Where.NONE)
    beside = {each.name for each in (tmp_path / "beside" / "media").iterdir()}

    assert "data:image/jpeg;base64," in pages[Where.EMBED]
    assert beside == set(
        re.findall(r'src="media/([0-9a-f]{20}\.(?:jpg|png))"', pages[Where.BESIDE])
    )
    assert not (tmp_path / "embed" / "media").exists()
    assert '<figure class="plate' not in pages[Where.NONE]
    assert 'class="picture"' not in pages[Where.NONE]
    assert ["data:", "data: 'self'", "data:"] == [
        re.search(r"img-src ([^;]*);", pages[where].replace("&#39;", "'"))[1] for where in Where
    ]


@pytest.mark.usefixtures("here")
def test_a_check_looks_at_them(file: Path, tmp_path: Path) -> None:
    """One that is missing or another is told; what is current is not written again."""
    run("build", file, "-o", tmp_path, "--media", "beside")
    asked = ("build", file, "-o", tmp_path, "--media", "beside", "--check")
    assert 0 == run(*asked).exit_code
    one = next((tmp_path / "media").iterdir())
    one.write_bytes(b"x")
    changed = run(*asked)
    one.unlink()
    missing = run(*asked)

    assert (1, 1) == (changed.exit_code, missing.exit_code)
    assert f"{one.name}: not current" in changed.output
    assert f"{one.name}: missing" in missing.output
    assert "--media beside" in missing.output


def test_they_are_inside_up_to_a_budget(shapes: Timeline) -> None:
    """As many bytes as fit into the page; beyond that all are beside it."""
    found = site.pictured(shapes).sizes

    names = list(found)
    assert Where.EMBED is gallery(found, names).where
    assert Where.BESIDE is gallery(found, names * 40).where  # each as often as it is shown
    big = {
        name: replace(each, small=replace(each.small, size=1_000_000))
        for name, each in found.items()
    }
    assert gallery(big, names).inside > 3_000_000
    assert Where.BESIDE is gallery(big, names).where
    assert Where.EMBED is gallery(big, names, Where.EMBED).where


def test_a_page_as_text_has_them_inside(shapes: Timeline) -> None:
    """As of the public API: there is no place beside it."""
    html = page_of(shapes)

    assert 8 == html.count('<figure class="plate') - 1
    assert "media/" not in re.sub(r"base64,[^\"]*", "", html)


def test_a_damaged_picture_stops_a_build(file: Path, tmp_path: Path) -> None:
    """It is told by its name, and nothing is written."""
    folder = tmp_path / "damaged"
    pictured.write(folder)
    data = bytearray((folder / "pictures" / "print.png").read_bytes())
    at = data.index(b"IDAT") + 60
    data[at : at + 90] = bytes(90)
    (folder / "pictures" / "print.png").write_bytes(bytes(data))
    result = run("build", folder / "events.toml", "-o", folder / "out")

    assert 1 == result.exit_code
    assert "pictures/print.png" in result.output
    assert not (folder / "out").exists()


# What is said of them

HOSTILE = '"><img src=x onerror=alert(1)>'


def test_words_of_pictures_are_text(tmp_path: Path) -> None:
    """Nothing an author writes of a picture becomes markup or an address that runs."""
    (tmp_path / "a.jpg").write_bytes(pictured.PICTURES["photo.jpg"]())
    said = Medium(
        file="a.jpg", alt=HOSTILE, caption=HOSTILE, credit=HOSTILE, licence=HOSTILE,
        source="javascript:alert(1)",
    )  # fmt: skip
    link = Medium(url="javascript:alert(2)", caption="A film")
    timeline = reader.read(pictured.write(tmp_path / "t"))[0]
    event = timeline.events[0].model_copy(update={"media": (said, link)})
    files = Files(
        pictures=(
            Picture(name="a.jpg", path=tmp_path / "a.jpg", kind="JPEG", width=600, height=900),
        )
    )
    timeline = timeline.model_copy(update={"events": (event,), "files": files})
    html = (
        site.build(Edition(timeline, gallery=site.pictured(timeline))).files["index.html"].decode()
    )

    assert "<img src=x" not in html
    assert "javascript:" not in re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert "A film" not in html


def test_a_link_is_not_fetched(read: Callable[[str], Timeline]) -> None:
    """A recording is a link with its caption and credit, and no picture."""
    timeline = read(
        '[timeline]\ntitle = "T"\n[[sources]]\nid = "s"\ntitle = "S"\n[[events]]\nid = "e"\n'
        'title = "E"\ndate = "1950"\nsources = ["s"]\nmedia = [{ url = "https://example.org/film.mp4",'
        ' caption = "A film of it", credit = "The archive" }]\n'
    )
    html = page_of(timeline)

    assert '<a href="https://example.org/film.mp4"><bdi>A film of it</bdi></a>' in html
    assert "The archive" in html
    assert "<img" not in html.partition('id="e"')[2]


# In the chart


def _pictures(count: int, wide: float) -> tuple[Picture, ...]:
    return tuple(
        Picture(name=f"{at}.jpg", path=Path(f"{at}.jpg"), kind="JPEG", width=100 * wide, height=100)
        for at in range(count)
    )


@given(
    st.lists(st.integers(1900, 1960), min_size=1, max_size=25),
    st.floats(0.1, 8),
    st.sampled_from([304, 640, 1160]),
)
def test_they_meet_nothing(years: list[int], wide: float, width: int) -> None:
    """A small picture is within the bands and clear of words, marks, curves and others."""
    timeline = made.dated(*map(str, years))
    events = tuple(
        event.model_copy(
            update={
                "media": (Medium(file=f"{at}.jpg", alt="x"),),
                "importance": 1 + at % 5,
                "label": f"Event {at} of some length",
            }
        )
        for at, event in enumerate(timeline.events)
    )
    timeline = timeline.model_copy(
        update={"events": events, "files": Files(pictures=_pictures(len(events), wide))}
    )
    plan = layout(timeline, width=width)
    taken = [*relating.words(plan), *relating.marks(plan)]
    boxes = [one.box for one in plan.thumbs]

    assert plan == picturing.pictured(timeline, replace(plan, thumbs=()))
    for at, box in enumerate(boxes):
        left, top, right, bottom = box
        assert (
            picturing.NARROWEST - 0.02 <= (right - left) / (bottom - top) <= picturing.WIDEST + 0.02
        )
        assert any(band.top <= top and bottom <= band.bottom for band in plan.bands)
        for other in (*taken, *boxes[:at]):
            assert not (
                left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            ), (box, other)


def test_of_more_importance_first(shapes: Timeline) -> None:
    """Where there is no room for all, those of more importance have their picture."""
    many = [shapes.events[at % 8].model_copy(update={"id": f"m{at}"}) for at in range(60)]
    crowded = shapes.model_copy(update={"events": tuple(many)})
    alone = tuple(
        each if each.importance == 5 else each.model_copy(update={"media": ()}) for each in many
    )
    shown = layout(crowded, width=640).thumbs
    first = layout(crowded.model_copy(update={"events": alone}), width=640).thumbs

    assert 0 < len(shown) < 60
    assert set(first) == {one for one in shown if many[one.event].importance == 5}


def test_a_chart_without_is_as_it_was(sample: Timeline) -> None:
    """Where no event has a picture the layout has none, and the drawing no image."""
    plan = layout(sample)

    assert () == plan.thumbs
    assert b"<image" not in draw(sample, plan).svg()


def test_every_drawing_has_them(shapes: Timeline, built: site.Built) -> None:
    """The SVG, the embed and the page, each once; the PNG and the card are drawn of the same."""
    plan = layout(shapes)
    assert len(plan.thumbs) >= 4
    svg = built.files["timeline.svg"].decode()
    html = built.files["index.html"].decode()
    embed = built.files["embed.html"].decode()

    assert len(plan.thumbs) == svg.count("<image") == svg.count('class="picture"')
    for text in (html, embed):
        held = re.findall(r'<symbol id="(_thumb-\d+)">', text)
        used = re.findall(r'<use class="picture"[^>]*href="#(_thumb-\d+)"', text) or re.findall(
            r'<use [^>]*href="#(_thumb-\d+)"', text
        )
        assert set(used) == set(held)
        assert 4 <= len(held) <= 8


# In a browser


@pytest.fixture(scope="module")
def folder(built: site.Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("site")
    (found / "media").mkdir()
    for name, data in built.files.items():
        (found / name).write_bytes(data)
    for name, path in built.copies.items():
        (found / name).write_bytes(path.read_bytes())
    return found


_SHIFTS = """window.shifted = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({ type: 'layout-shift', buffered: true });"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_moves_when_they_come(tabs: Tabs, folder: Path, width: int, scheme: str) -> None:
    """Each has its room before it is there; none is wider than the page; nothing is complained of."""
    said: list[str] = []
    on = {"console": lambda message: said.append(message.text)}
    tab = tabs.lend(width, 700, on=on, init=_SHIFTS, color_scheme=scheme)
    tab.goto((folder / "index.html").as_uri())
    sizes = (
        "[...document.querySelectorAll('.plate img')].map((e) => [e.offsetWidth, e.offsetHeight])"
    )
    before = tab.evaluate(sizes)
    tab.evaluate("for (const e of document.querySelectorAll('.plate img')) e.loading = 'eager'")
    tab.wait_for_selector(".events")
    tab.evaluate(
        "Promise.all([...document.querySelectorAll('.plate > * > img, .plate > img')].map((e) => e.decode()))"
    )

    assert before == tab.evaluate(sizes)
    assert all(wide > 20 and high > 20 for wide, high in before if wide)
    assert 0 == tab.evaluate("shifted")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert 9 == tab.evaluate(
        "[...document.querySelectorAll('.plate > * > img, .plate > img')].filter((e) => e.naturalWidth).length"
    )
    assert [] == said


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_one_opens_over_the_page(tabs: Tabs, folder: Path, script: bool) -> None:
    """By a key, without a script too: described, larger, closed by Escape, the focus back."""
    tab = tabs.lend(1280, 800, java_script_enabled=script)
    tab.goto((folder / "index.html").as_uri())
    button = tab.locator("#e0 .plate > button")
    assert "Enlarge: Shapes 0" == button.get_attribute("aria-label")
    button.focus()
    tab.keyboard.press("Enter")
    window = tab.locator("#e0 .enlarged")
    window.wait_for(state="visible")
    box, image = window.bounding_box(), window.locator("img").bounding_box()

    assert ("dialog", "Shapes 0") == tuple(
        window.get_attribute(name) for name in ("role", "aria-label")
    )
    assert "Us. CC0 1.0. Source" in window.inner_text().replace("\n", " ")
    assert image["height"] > button.bounding_box()["height"] * 2
    assert 0 <= box["y"] < box["y"] + box["height"] <= 800
    assert 1 == tab.locator("#e0 .enlarged > button:focus").count()
    tab.keyboard.press("Escape")
    window.wait_for(state="hidden")
    assert 1 == tab.locator("#e0 .plate > button:focus").count()


@pytest.mark.browser
def test_paper_has_them_small(tabs: Tabs, folder: Path) -> None:
    """Printed, each stands in its entry with what is said of it, and none is opened."""
    tab = tabs.lend(900)
    tab.goto((folder / "index.html").as_uri())
    tab.emulate_media(media="print")

    assert 9 == tab.locator(".plate img:visible").count()
    assert 0 == tab.locator(".enlarged:visible").count()
    assert tab.is_visible("#e0 .plate > figcaption")
    tab.emulate_media(media="screen")


_PLACES = """() => {
  const box = (e) => { const { left, top, right, bottom } = e.getBoundingClientRect(); return [left, top, right, bottom]; };
  const shown = (e) => e.getClientRects().length;
  const root = document.querySelector('.exploring .live svg') ?? [...document.querySelectorAll('.still svg')].find(shown);
  return [[...root.querySelectorAll('.picture, .thumbs > *')].map(box),
    [...root.querySelectorAll('text')].filter((e) => e.textContent.trim() && !e.closest('[opacity="0"]')).map(box)];
}"""


def _meeting(places: list[list[list[float]]]) -> list[tuple[list[float], list[float]]]:
    images, texts = places
    pairs = [(image, other) for image in images for other in texts]
    pairs += [(one, other) for at, one in enumerate(images) for other in images[:at]]
    return [
        (a, b)
        for a, b in pairs
        if a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5 and a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5
    ]


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_windows_have_them_too(tabs: Tabs, folder: Path, width: int) -> None:
    """The chart to explore has the still one's, and in each window those that have room there."""
    tab = tabs.lend(width, 800)
    tab.goto((folder / "index.html").as_uri())
    still = tab.evaluate(_PLACES)
    tab.click("#_explore")
    tab.wait_for_selector(".exploring .live svg")
    whole = tab.evaluate(_PLACES)
    assert len(still[0]) == len(whole[0]) > 0
    assert all(
        abs(a - b) < 0.6
        for one, other in zip(sorted(still[0]), sorted(whole[0]), strict=True)
        for a, b in zip(one, other, strict=True)
    )
    assert [] == _meeting(still) == _meeting(whole)
    shown = []
    for _ in range(4):
        tab.click("[data-do=in]")
        tab.wait_for_timeout(150)
        places = tab.evaluate(_PLACES)
        assert [] == _meeting(places)
        shown.append(len(places[0]))
    assert any(shown)


@pytest.mark.browser
def test_a_tip_has_it(tabs: Tabs, folder: Path) -> None:
    """What is told beside a mark, and of a tap, begins with the event's picture."""
    tab = tabs.lend(1280, 800)
    tab.goto((folder / "index.html").as_uri())
    tab.locator(".still [data-events=e0] text").locator("visible=true").first.hover()
    image = tab.locator(".tip .glimpse")
    image.wait_for(state="visible")
    assert "Shapes 0" == image.get_attribute("alt")

    narrow = tabs.lend(360, 740, has_touch=True, is_mobile=True)
    narrow.goto((folder / "index.html").as_uri())
    narrow.locator(".still [data-events=e0] text").locator("visible=true").first.tap()
    narrow.wait_for_selector(".brief .glimpse")
    narrow.click("#_brief .after")
    assert 1 == narrow.locator(".brief .glimpse").count()
    assert "Shapes 1" == narrow.locator(".brief .glimpse").get_attribute("alt")


@pytest.fixture
def slow(folder: Path) -> Iterator[str]:
    """The site at an address whose pictures never come."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, directory=str(folder), **options)

        def do_GET(self) -> None:
            if "/media/" in self.path:
                stop.wait(20)
            super().do_GET()

        def log_message(self, *_: object) -> None:
            pass

    stop = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/index.html"
    stop.set()
    server.shutdown()
    server.server_close()


@pytest.mark.browser
def test_a_page_is_read_before_they_come(tabs: Tabs, slow: str) -> None:
    """Of a line so slow that no picture comes, all else is there and stands where it will stand."""
    tab = tabs.lend(1280, 800)
    tab.goto(slow, wait_until="domcontentloaded")

    assert tab.is_visible("#e7")
    heights = tab.evaluate(
        "[...document.querySelectorAll('.plate img')].map((e) => e.offsetHeight)"
    )
    assert min(height for height in heights if height) > 50


def test_none_of_none() -> None:
    """A gallery without pictures shows none, and has none beside the page."""
    assert () == Gallery().plates([Medium(file="a.jpg", alt="x")])
    assert {} == Gallery().beside


# While it is written


def test_a_preview_follows_pictures(tmp_path: Path) -> None:
    """One that is saved anew is seen, made anew and served under another name; no other is."""
    file = pictured.write(tmp_path / "t", 3)
    shown = preview.Preview(file, tell=str, report=lambda _: None)
    shown.rebuild()
    first = re.findall(r'src="(media/[0-9a-f]{20}\.\w+)"', shown.html)
    assert first
    for name in set(first):
        path = shown.picture(name)
        assert path
        assert path.suffix == Path(name).suffix
        assert path.stat().st_size
    assert shown.picture("media/nothing.jpg") is None
    assert shown.picture("media/../../events.toml") is None

    before = shown.stamp()
    (tmp_path / "t" / "pictures" / "web.webp").write_bytes(
        pictured.file_of(pictured.drawn(400, 300, 7), "WEBP")
    )
    assert before != shown.stamp()
    shown.rebuild()
    second = re.findall(r'src="(media/[0-9a-f]{20}\.\w+)"', shown.html)
    assert 0 < len(set(first) & set(second)) < len(set(first))


def test_a_preview_tells_a_damaged_one(tmp_path: Path) -> None:
    """The last good page stays, with what is wrong over it."""
    file = pictured.write(tmp_path / "t", 3)
    shown = preview.Preview(file, tell=str, report=lambda _: None)
    shown.rebuild()
    (tmp_path / "t" / "pictures" / "web.webp").write_text("no picture")
    shown.rebuild()

    assert shown.html
    assert "picture-kind" in shown.faults or "this is text" in shown.faults
