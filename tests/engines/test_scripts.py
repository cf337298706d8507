"""Pages in other scripts: what is read, and in which order, in fonts that are the same everywhere."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any, cast
from unicodedata import normalize

import pytest
from click.testing import CliRunner
from PIL import Image
from pypdfium2 import PdfDocument
from support import scripts
from support.browser import ARGUMENTS, REST, Tabs, chromium, rest
from support.crowds import faults, measure
from support.inks import compared
from support.scripts import LANGUAGES, RIGHT_TO_LEFT, Word, disordered, texts, words

from timeline import site
from timeline.commands import main
from timeline.model import Timeline
from timeline.pages import embed
from timeline.text import reader
from timeline.wording import bare
from timeline.wording.dates import date_words, day_words

pytestmark = pytest.mark.engine

WIDTHS = (360, 768, 1280)

Timelines = dict[str, Timeline]
Visit = Callable[..., Any]  # a language, a file's name, a width


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_timelines_are_as_authors_write_them(language: str) -> None:
    """Each of these files has no fault and is in the canonical form."""
    file = str(scripts.file(language))

    assert 0 == CliRunner().invoke(main, ["validate", "--strict", file]).exit_code
    assert 0 == CliRunner().invoke(main, ["fmt", "--check", file]).exit_code


@pytest.fixture(scope="module")
def timelines() -> Timelines:
    return {language: reader.read(scripts.file(language))[0] for language in LANGUAGES}


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What fontconfig is to know: the fonts of the test group, and no other."""
    return scripts.fontconfig(tmp_path_factory.mktemp("fonts"), scripts.font_folders())


@pytest.fixture(scope="module")
def folder(
    timelines: Timelines, fonts: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """The folder of a language's site, built when it is first asked for; and a page of another's."""
    base = tmp_path_factory.mktemp("scripts")

    def built(language: str) -> Path:
        place = base / language
        if not place.exists():
            ran = scripts.command(fonts, "build", str(scripts.file(language)), "-o", str(place))
            assert 0 == ran.returncode, ran.stderr
            chart = site.charts(timelines[language]).pictures["medium"]
            fragment = embed.inline(timelines[language], chart)
            (place / "host.html").write_text(HOST.format(fragment=fragment), "utf-8")
        return place

    return built


# A site that reads from left to right, in English, and has the fragment in it.
HOST = '<!doctype html><html lang="en"><meta charset="utf-8"><body>{fragment}</body></html>'


@pytest.fixture(scope="module")
def readers(browser: Any, fonts: Path) -> Iterator[Tabs]:
    """Pages of a Chromium that has the same fonts."""
    opened = browser.browser_type.launch(
        executable_path=chromium(),
        args=ARGUMENTS,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )
    yield Tabs(opened)
    opened.close()


@pytest.fixture
def visit(readers: Tabs, folder: Callable[[str], Path]) -> Iterator[Visit]:
    """Opens a file of a language's site."""
    with readers.borrowing():

        def open_(language: str, name: str = site.PAGE, width: int = 1280) -> Any:
            page = readers.lend(width, init=REST)
            page.goto((folder(language) / name).as_uri())
            rest(page)
            return page

        yield open_


# Order

# Where dates stand in words, in the page, the embed and the fragment.
DATES = {site.PAGE: ".when, .periods .who, footer time", embed.EMBED: ".when", "host.html": "li b"}
NO_DATE = "button, .date-text"


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_read_in_order(visit: Visit, language: str, width: int) -> None:
    """The words of a date stand from left to right, as its language is written, in every page."""
    for name, selector in DATES.items():
        found = words(visit(language, name, width), selector, NO_DATE)

        assert [] == [pair for line in found for pair in disordered(line)], name
        assert len(found) >= 10 or name != site.PAGE


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_of_sources_read_in_order(visit: Visit, timelines: Timelines, language: str) -> None:
    """So do those in notes: when a source is of, and when it was read."""
    notes = words(visit(language), ".notes li")
    sources = timelines[language].sources
    said = [date_words(source.date, lang=language) for source in sources if source.date]
    said += [day_words(source.accessed, language) for source in sources if source.accessed]
    found = [_date_in(notes, each.split()) for each in said]

    assert len(said) > 1
    assert list(map(str.split, said)) == [[_bare(word) for word in date] for date in found]
    assert [] == [pair for date in found for pair in disordered(date)]


@pytest.mark.browser
@pytest.mark.parametrize("language", sorted(RIGHT_TO_LEFT))
def test_what_the_script_says_reads_in_order(
    visit: Visit, timelines: Timelines, language: str
) -> None:
    """So do those in what the page's script adds: beside a mark, and in a citation."""
    page, timeline = visit(language), timelines[language]
    event = max(timeline.events, key=lambda each: len(date_words(each.when)))
    entry = page.locator(f"li.event[id='{event.id}']")
    entry.hover()
    entry.locator(".citing").click()
    cited = words(page, "li.event .citation")
    page.click("#_explore")
    page.wait_for_selector(".chart svg .labels_marks text", state="attached")
    rest(page)
    label = next(text for text in texts(page).texts if event.title in text.text)
    x, y = (label.left + label.right) / 2, (label.top + label.bottom) / 2
    for step in (0, 1):
        page.mouse.move(x + step, y)
    rest(page)

    updated = day_words(cast("datetime.date", timeline.header.updated), language)
    when = date_words(event.when, lang=language)
    for shown, said in ((cited, updated.split()), (words(page, "#_tip"), when.split())):
        date = _date_in(shown, said)
        assert said == [_bare(word) for word in date]
        assert [] == disordered(date)


def _date_in(shown: list[list[Word]], said: list[str]) -> list[Word]:
    """The words of a date where they stand among others, as they are written."""
    for line in shown:
        spelt = [_bare(word) for word in line]
        for at in range(len(spelt)):
            if spelt[at : at + len(said)] == said:
                return line[at : at + len(said)]
    return []


def _bare(word: Word) -> str:
    """A word without what isolates it, nor the stop or comma after it."""
    return bare(bare(word.text).strip(",.()"))


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_read_aloud(visit: Visit, timelines: Timelines, language: str) -> None:
    """Read aloud are the title, then every event once and in order, the date before it."""
    page, timeline = visit(language), timelines[language]
    entries = page.locator("li.event").all()
    headings = [page.get_by_role("heading", level=level).all_inner_texts() for level in (1, 3)]

    assert [[timeline.header.title], [event.title for event in timeline.events]] == headings
    for entry, event in zip(entries, timeline.events, strict=True):
        spoken = " ".join(bare(entry.aria_snapshot()).split())
        date = bare(date_words(event.when, lang=timeline.header.lang))
        assert -1 < spoken.find(date) < spoken.index(event.title)


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chart_is_named(visit: Visit, timelines: Timelines, language: str) -> None:
    """Each mark of the still chart is a link by the name of its event, once."""
    page = visit(language)
    links = page.locator(".chart .wide").get_by_role("link").all()
    names = [link.locator("title").first.text_content() for link in links]
    titles = [event.title for event in timelines[language].events]

    assert len(titles) == len(names)
    for title in titles:
        assert 1 == sum(bare(name.rpartition(": ")[0]) == title for name in names)


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_on_the_side_it_is_read_from(
    visit: Visit, language: str, width: int
) -> None:
    """Titles, dates and lanes begin at the side that their language begins at; none is cut."""
    page = visit(language, width=width)
    right = language in RIGHT_TO_LEFT
    starts = page.evaluate(_STARTS, right)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # On a telephone a lane stands in one line with the date.
    first = {"h1", "h3", ".when", ".figures li", ".notes li"} | (
        {".swatch"} if width > 608 else set()
    )
    assert [] == [(name, gap) for name, gap in starts if name in first and not -1 <= gap <= 1]
    assert {"h1", "h3", ".when", ".swatch"} <= {name for name, _ in starts}


# How far the ink of each of these begins from the side at which its block does, in px.
_STARTS = """(right) => ['h1', 'h3', '.when', '.swatch', '.figures li', '.notes li'].flatMap(name =>
  [...document.querySelectorAll(name)].filter(e => e.checkVisibility()).map(e => {
    const block = name === '.swatch' ? e.closest('p') : e;
    const style = getComputedStyle(block), outer = block.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(e);
    const boxes = name === '.swatch' ? [e.getBoundingClientRect()] : [...range.getClientRects()];
    const inner = boxes.filter(b => b.width > 0);
    const start = side => parseFloat(style['padding' + side]) + parseFloat(style[`border${side}Width`]);
    return [name, right
      ? outer.right - start('Right') - Math.max(...inner.map(b => b.right))
      : Math.min(...inner.map(b => b.left)) - outer.left - start('Left')];
  }))"""


# The chart

CHARTS = {
    "medium": (site.PAGE, 768, ".chart"),
    "wide": (site.PAGE, 1280, ".chart"),
    "embed": (embed.EMBED, 768, "figure"),
    "wide embed": (embed.EMBED, 1280, "figure"),
    "fragment": ("host.html", 800, "figure"),
}


@pytest.mark.browser
@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_lost_or_cut(
    visit: Visit, timelines: Timelines, language: str, chart: str
) -> None:
    """In page, embed and fragment each event and each lane has its words whole, apart and inside."""
    name, width, within = CHARTS[chart]
    page = visit(language, name, width)
    shown = texts(page, within)
    drawn = "".join(_squeezed(text.text) for text in shown.texts)

    assert [] == shown.meetings()
    assert [] == shown.cut()
    assert [] == [title for title in titles(timelines[language]) if title not in drawn]
    if within == ".chart":
        assert [] == faults(measure(page))


def titles(timeline: Timeline) -> list[str]:
    """What a chart has in words of its author's."""
    return list(map(_squeezed, _titles(timeline)))


def _titles(timeline: Timeline) -> list[str]:
    found = [event.label or event.title for event in timeline.events]
    return found + [each.title for each in (*timeline.lanes, *timeline.periods)]


def _squeezed(text: str) -> str:
    return "".join(bare(text).split())


@pytest.mark.browser
@pytest.mark.parametrize("zooms", [0, 2])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_live_chart_is_as_readable(
    visit: Visit, timelines: Timelines, language: str, zooms: int
) -> None:
    """Explored, and zoomed in, the chart has its labels whole, apart and inside."""
    page = visit(language)
    page.click("#_explore")
    page.wait_for_selector(".chart svg .labels_marks text", state="attached")
    for _ in range(zooms):
        page.locator("[data-do=in]").first.click()
    rest(page)
    shown = texts(page)
    drawn = "".join(_squeezed(text.text) for text in shown.texts)
    found = [title for title in titles(timelines[language]) if title in drawn]

    assert [] == shown.meetings()
    assert [] == shown.cut()
    assert found == titles(timelines[language]) or (zooms and found)


# The picture

# What two rasterisers may make of one text in one font: strokes thicker or thinner by a fifth, edges
# in the pixel beside, a space of one font or the other between two scripts; and Chromium draws the
# bold of a variable font in the widths of its regular one, up to 8 percent narrower. Where letters
# are bold that are not meant to be, there is half as much ink again; where vowels stand apart from
# their letters, less than half of the ink is shared; a box for a letter that no
# font has is of another height.
INK, WIDTH, HEIGHT, SHARED = (0.78, 1.25), (0.96, 1.09), (0.87, 1.15), 0.7
TITLE_SHARED = 0.5  # of a bold title, whose far end is px aside where its letters are narrower


# Without hinting, which puts letters on whole pixels: the rasteriser has none.
PLATE = """<!doctype html><style>text {{ text-rendering: geometricPrecision }}</style>
<body style="margin: 0"><figure style="margin: 0">{svg}</figure>"""


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_png_is_what_a_browser_draws(
    readers: Tabs, folder: Callable[[str], Path], timelines: Timelines, language: str
) -> None:
    """Every text of the PNG looks as Chromium draws it of the SVG, in the same fonts."""
    png = (folder(language) / site.PNG).read_bytes()
    width, height = (side / 2 for side in Image.open(BytesIO(png)).size)
    svg = (folder(language) / site.SVG).read_text("utf-8")
    with readers.borrowing():
        page = readers.lend(ceil(width), ceil(height), device_scale_factor=2)
        page.set_content(PLATE.format(svg=svg))
        page.evaluate("document.fonts.ready")
        found = texts(page, "figure").texts
        clip = {"x": 0, "y": 0, "width": width, "height": height}
        shot = page.screenshot(clip=clip)

    alike, title = compared(png, shot, found, 2), timelines[language].header.title
    assert len(found) > 20
    assert [] == [
        each
        for each in alike
        if not (
            INK[0] < each.ink < INK[1]
            and WIDTH[0] < each.width < WIDTH[1]
            and HEIGHT[0] < each.height < HEIGHT[1]
            and each.shared > (SHARED if each.text != title else TITLE_SHARED)
        )
    ]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_can_be_copied_from_a_pdf(
    timelines: Timelines, fonts: Path, tmp_path: Path, language: str
) -> None:
    """The PDF holds every word of events, lanes and periods as text, in any script."""
    file = tmp_path / "timeline.pdf"
    ran = scripts.command(fonts, "export", str(scripts.file(language)), "-o", str(file))
    assert 0 == ran.returncode, ran.stderr
    document = PdfDocument(file)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    copied = normalize("NFC", _squeezed(text))

    # Where directions mix, a reader of PDFs puts words in an order of its own.
    mixed = language in RIGHT_TO_LEFT
    found = [said for each in _titles(timelines[language]) for said in _wholes(each, mixed)]
    assert [] == [said for said in found if normalize("NFC", said) not in copied]


def _wholes(title: str, mixed: bool) -> list[str]:
    """What stands together in a copied title, without spaces."""
    if not mixed:
        return [_squeezed(title)]
    return [word.strip("().,:") for word in bare(title).replace("-", " ").split()]
