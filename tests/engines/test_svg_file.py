"""The SVG file in browsers: put into a page, and as an image, which loads its font in ways of its own."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from support.engines import Reader, Shelf
from support.engines.shelf import TIMELINES
from support.engines.texts import unreadable

from timeline.drawing.pictures import draw
from timeline.layout.layout import layout

pytestmark = [pytest.mark.browser, pytest.mark.engine]
WIDTH = 1000  # px
_PAGE = "<!doctype html><meta charset=utf-8><body style='margin: 0; background: {}'>{}"


def drawn(name: str) -> str:
    timeline = TIMELINES[name]()
    return draw(timeline, layout(timeline, WIDTH)).svg().decode()


@pytest.mark.parametrize("name", ["sample", "crowd", "hebrew"])
def test_its_labels_are_apart_in_a_page(reader: Reader, shelf: Shelf, name: str) -> None:
    """Put into a page of another site, no words meet or are cut."""
    reader.open(shelf.page(f"put-{name}.html", _PAGE.format("white", drawn(name))), WIDTH)

    assert [] == unreadable(reader, "svg")


@pytest.mark.parametrize("name", ["sample", "hebrew"])
def test_it_has_words_as_an_image(reader: Reader, shelf: Shelf, name: str) -> None:
    """As an image of a dark page all words are there, on white paper, as soon as it is loaded."""
    shelf.page(f"{name}.svg", drawn(name))
    image = f"<img id=image src={name}.svg width={WIDTH}>"
    reader.open(shelf.page(f"image-{name}.html", _PAGE.format("black", image)), WIDTH)
    reader.until("() => document.getElementById('image').complete")
    shown = Image.open(BytesIO(reader.screenshot())).convert("L")
    years = shown.crop((40, 2, WIDTH - 40, 26))

    assert years.getextrema()[0] < 140
    assert years.getpixel((0, 1)) == 255
