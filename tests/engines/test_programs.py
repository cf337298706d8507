"""The SVG file in programs that are no browsers: each draws what Chromium draws of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import bidirectional

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageStat
from support import made, programs
from support.engines import Shelf
from support.programs import PROGRAMS, SCALE, Program

from timeline.drawing.pictures import draw
from timeline.layout.layout import layout
from timeline.model import Timeline
from timeline.text import reader

pytestmark = [pytest.mark.engine, pytest.mark.browser]
ROOT = Path(__file__).parent.parent.parent
WIDTH = 1000  # px; LibreOffice makes no picture wider than 2,048 pixels
# Letters that fonts of every Debian with a browser have: Latin, Greek, Cyrillic, Hebrew, Arabic.
WORDS = (
    ("1901", 'R&D < "AT&T" > it\'s — café, Ærø, Straße'),
    ("1902-03-04", "Ελλάδα, Москва №1, Việt Nam, Łódź"),
    ("1940?", "AVAVAVA WAWATo To fl ffi jijiji"),
    ("1912~", "קו הרכבת יפו-ירושלים נפתח (1892)"),
    ("1998", "סופו של קו, 1998 (תל אביב)"),
    ("1920/1930", "سكة حديد القاهرة - الإسكندرية 1856"),
    ("1999-11", "Hejaz, الحجاز, Medina"),
    ("1950/..", "Runs on: WWW mmm iii lll"),
)


def _words() -> Timeline:
    events = [{"date": f'"{date}"', "title": made.quoted(title)} for date, title in WORDS]
    head = 'url = "https://example.org/a/?b=1&c=2"\nlang = "he"'
    period = '[[periods]]\nid = "p"\ntitle = "תקופה"\ndate = "1905/1915"'
    return made.timeline(events, head=head, tail=period)


TIMELINES: dict[str, Callable[[], Timeline]] = {
    "marks": lambda: reader.read(ROOT / "docs" / "marks.toml")[0],
    "words": _words,
}


LABELS = """() => [...document.querySelectorAll('text')].map(text => {
  const {left, top, right, bottom} = text.getBoundingClientRect();
  const {fill, fontWeight} = getComputedStyle(text);
  return [text.textContent, left, top, right, bottom, fill.match(/\\d+/g).map(Number)];
})"""


class Label(NamedTuple):
    """A text of a picture, and where Chromium has it, in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    fill: list[int]

    def box(self, more: float) -> tuple[int, int, int, int]:
        """The rectangle of its line, `more` px wider on each side."""
        room = more * SCALE
        return (
            round(self.left - room),
            round(self.top) - SCALE,
            round(self.right + room),
            round(self.bottom) + SCALE,
        )


class Drawn(NamedTuple):
    """A file as it is drawn: whole, without words, and its words alone."""

    whole: Image.Image
    marks: Image.Image
    ink: Image.Image


class Seen(NamedTuple):
    """What Chromium draws of a file, and where it has each text."""

    whole: Image.Image
    marks: Image.Image
    ink: Image.Image
    labels: list[Label]


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """SVG files, `SCALE` times as large; and each without its words."""
    found = {}
    for name, make in TIMELINES.items():
        timeline = make()
        data = draw(timeline, layout(timeline, WIDTH)).svg()
        found[name] = programs.enlarged(data)
        found[f"{name}-wordless"] = programs.enlarged(data, words=False)
    return found


@pytest.fixture(scope="module")
def seen(opened: Any, shelf: Shelf, files: Mapping[str, bytes]) -> dict[str, Seen]:
    """What Chromium draws, and where it has each text."""
    chromium = opened.get("chromium", "light")
    shots: dict[str, Image.Image] = {}
    labels: dict[str, list[Label]] = {}
    for name, data in files.items():
        size = programs.size(data)
        chromium.open(shelf.page(f"programs-{name}.svg", data.decode()), *size)
        shot = Image.open(BytesIO(chromium.screenshot()))
        shots[name] = shot.convert("RGB").crop((0, 0, *size))
        labels[name] = [Label(*found) for found in chromium.evaluate(LABELS)]
    return {name: Seen(*_drawn(shots, name), labels[name]) for name in TIMELINES}


@pytest.fixture(scope="module", params=PROGRAMS, ids=lambda program: program.name)
def tried(request: pytest.FixtureRequest) -> Program:
    """A program."""
    found: Program = request.param
    return found


@pytest.fixture(scope="module")
def program(
    tried: Program, files: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Drawn]:
    """What a program draws; without it the test is skipped, or fails in CI."""
    if tried.path is None:
        message = f"no {tried.name}: install the package {tried.package}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    folder = tmp_path_factory.mktemp("drawn")
    pictures = programs.drawn(tried, files, folder)
    return {name: _drawn(pictures, name) for name in TIMELINES}


def _drawn(pictures: Mapping[str, Image.Image], name: str) -> Drawn:
    whole, marks = pictures[name], pictures[f"{name}-wordless"]
    return Drawn(whole, marks, programs.ink(whole, marks))


def _extent(ink: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Where in a box text is; raises AssertionError if there is none."""
    left, top, *_ = box
    inner = ink.crop(box).point(lambda grey: 255 * (grey > SEEN)).getbbox()
    assert inner, f"no ink in {box}"
    return inner[0] + left, inner[1] + top, inner[2] + left, inner[3] + top


SEEN = 70  # of 255; fainter is an edge's smoothing
APART = 4  # px that a label may begin or end elsewhere; at least 10 are between two


@pytest.mark.parametrize("name", TIMELINES)
def test_each_label_is_whole_and_in_its_place(
    program: Mapping[str, Drawn], seen: Mapping[str, Seen], name: str
) -> None:
    """Every text begins and ends where Chromium has it, to 4 px (8 from right to left), and none is beyond."""
    ink = program[name].ink
    beyond = ink.copy()
    for label in seen[name].labels:
        # LibreOffice sets a line from right to left up to 7 px aside where that has its end there.
        turned = any(bidirectional(each) in {"R", "AL"} for each in label.text)
        apart = APART * 2 if turned else APART
        box = label.box(apart + 2)
        there = _extent(seen[name].ink, box)
        here = _extent(ink, box)

        assert max(abs(a - b) for a, b in zip(there, here, strict=True)) <= apart * SCALE, label
        ImageDraw.Draw(beyond).rectangle(label.box(apart), fill=0)
    assert beyond.getextrema()[1] <= SEEN


@pytest.mark.parametrize("name", TIMELINES)
def test_each_label_reads_the_same(
    program: Mapping[str, Drawn], seen: Mapping[str, Seen], name: str
) -> None:
    """Its letters stand in the same order, in a face as wide and as heavy, in the same colour."""
    for label in seen[name].labels:
        there, here = (
            _extent(each, label.box(APART + 2)) for each in (seen[name].ink, program[name].ink)
        )
        ours, theirs = _shape(seen[name].ink, there, there), _shape(program[name].ink, here, there)
        off = ImageStat.Stat(ImageChops.difference(ours, theirs)).sum[0]
        means = [
            ImageStat.Stat(each.crop(box)).mean
            for each, box in ((seen[name].whole, there), (program[name].whole, here))
        ]

        assert off < 0.22 * ImageStat.Stat(ours).sum[0], label
        assert max(abs(a - b) for a, b in zip(*means, strict=True)) < 16, label


def _shape(
    ink: Image.Image, box: tuple[int, int, int, int], size: tuple[int, int, int, int]
) -> Image.Image:
    """The ink in a box as wide and high as another, blurred so that a px more or less is none."""
    left, top, right, bottom = size
    set_alike = ink.crop(box).resize((right - left, bottom - top))
    small = set_alike.resize((max((right - left) // 2, 4), max((bottom - top) // 2, 4)))
    return small.filter(ImageFilter.BoxBlur(3))


@pytest.mark.parametrize("name", TIMELINES)
def test_marks_are_the_same(
    tried: Program, program: Mapping[str, Drawn], seen: Mapping[str, Seen], name: str
) -> None:
    """Fades, dashes, hollow marks and bands look as in Chromium, but for a px of smoothing."""
    here, there = program[name].marks, seen[name].marks
    for blur, most in ((2, tried.rough), (10, 8)):
        soft = ImageFilter.GaussianBlur(blur * SCALE)

        assert programs.ink(here.filter(soft), there.filter(soft)).getextrema()[1] < most
