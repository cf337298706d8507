"""For every eye: colours told apart, marks over what shades them, words as large as the reader asks."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from colorspacious import cspace_convert, deltaE
from hypothesis import given
from hypothesis import strategies as st
from support import crowds
from support.browser import REST, rest

from timeline import site
from timeline.drawing.rows import rows, shades
from timeline.layout.begin import SHOWN_FROM
from timeline.layout.layout import layout
from timeline.layout.theme import DARK, LIGHT, PERIOD_OPACITY, Theme, contrast, mix
from timeline.pages.edition import Edition
from timeline.text import reader

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])

# Colours

APART = 10  # in CAM02-UCS
SIGHTS = ["", "deuteranomaly", "protanomaly", "tritanomaly"]


def seen(colour: str, sight: str, severity: int) -> list[float]:
    """A colour as sRGB from 0 to 1, by who sees it so; all is seen as it is by no anomaly."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    if not sight:
        return channels
    space = {"name": "sRGB1+CVD", "cvd_type": sight, "severity": severity}
    return [min(max(one, 0), 1) for one in cspace_convert(channels, space, "sRGB1")]


@THEMES
@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("severity", [50, 100])
def test_lanes_are_told_apart(theme: Theme, sight: str, severity: int) -> None:
    """Any two lanes differ by 10, in either scheme, for readers of every sight of colours."""
    views = [seen(colour, sight, severity) for colour in theme.lanes]
    least = min(deltaE(*pair, input_space="sRGB1") for pair in combinations(views, 2))

    assert 8 == len(theme.lanes)
    assert least >= APART


def test_the_strip_has_the_colours_of_lanes() -> None:
    """Where lanes meet, in the density strip, they are as far apart: no tone of theirs is."""
    plan = layout(reader.read_text(crowds.toml(120))[0])
    fills = {row["fill"] for row in rows(plan, LIGHT).strip}

    assert len(fills) > 1
    assert fills <= set(LIGHT.lanes)


@st.composite
def stretches(draw: st.DrawFn) -> list[tuple[float, float]]:
    """The stretches of up to 12 periods, by day."""
    days = st.integers(0, 100)
    pairs = draw(st.lists(st.tuples(days, days), max_size=12))
    return [(min(pair), max(pair)) for pair in pairs]


@THEMES
@given(periods=stretches(), day=st.integers(0, 100))
def test_marks_stand_out_over_periods(
    theme: Theme, periods: list[tuple[float, float]], day: int
) -> None:
    """However many periods lie over each other, a mark has 3:1 with them, and a title 4.5:1."""
    depth = sum(start <= day + 0.5 < end for start, end in shades(periods))
    for lane in range(-1, len(theme.lanes)):
        ground = theme.band(lane)
        for _ in range(depth):
            ground = mix(theme.period, ground, PERIOD_OPACITY)
        assert min(contrast(theme.colour(lane, tone), ground) for tone in ("unit", "wide")) >= 3
        assert contrast(theme.colour(lane, "solid"), ground) >= 4.5
        assert contrast(theme.ink, ground) >= 4.5


# Letters

LETTERS = (16, 20, 24, 32)  # px that a reader's letters may be


@pytest.fixture(scope="module")
def addresses(
    built: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], str]:
    """The address of a file of the sample's site, or of that of many events in lanes."""
    places = {"sample": built}

    def address(name: str, file: str) -> str:
        folder = tmp_path_factory.getbasetemp() / f"sight-{name}"
        if not folder.exists():
            folder.mkdir()
            if name not in places:
                many = reader.read_text(crowds.toml(120))[0]
                places[name] = site.build(Edition(many, data=b"x = 1")).files
            for each, content in places[name].items():
                (folder / each).write_bytes(content)
        return (folder / file).as_uri()

    return address


@pytest.fixture
def visit(tabs: Any, addresses: Callable[[str, str], str]) -> Callable[..., Any]:
    """Opens a file of a site, `letters` px high."""

    def open_(
        name: str = "sample",
        file: str = "index.html",
        *,
        width: int = 1280,
        letters: int = 16,
        anchor: str = "",
        **options: Any,
    ) -> Any:
        page = tabs.lend(width, init=REST, **options)
        page.goto(addresses(name, file) + anchor)
        page.evaluate("size => { document.documentElement.style.fontSize = size; }", f"{letters}px")
        rest(page)
        return page

    return open_


# The chart that is shown: how wide, what its layout is wide, and how far right anything goes.
_SHOWN = """() => {
  const svg = [...document.querySelectorAll('figure svg')].find(e => e.checkVisibility());
  const page = document.documentElement.scrollWidth;
  return svg ? [svg.getBoundingClientRect().width, svg.viewBox.baseVal.width, page] : [0, 0, page];
}"""


def explored(page: Any) -> Any:
    page.click("#_explore")
    page.wait_for_selector(".chart.exploring .live svg")
    rest(page)
    return page


@pytest.mark.browser
@pytest.mark.parametrize("letters", LETTERS)
@pytest.mark.parametrize("width", [1280, 1920])
@pytest.mark.parametrize("file", ["index.html", "embed.html"])
def test_the_chart_grows_with_the_readers_letters(
    visit: Callable[..., Any], file: str, width: int, letters: int
) -> None:
    """A chart's words are as much larger as the reader's letters, and nothing leaves the page."""
    shown, layout_width, page = visit(file=file, width=width, letters=letters).evaluate(_SHOWN)

    assert layout_width in {least * 16 for least in SHOWN_FROM.values()}
    assert layout_width * letters / 16 == pytest.approx(shown)
    assert width == page


@pytest.mark.browser
@pytest.mark.parametrize("letters", [16, 32])
@pytest.mark.parametrize("width", [640, 1280, 1920])
def test_the_live_chart_grows_too(visit: Callable[..., Any], width: int, letters: int) -> None:
    """So does the chart to explore, in the still one's place, its marks where pointers meet them."""
    page = visit(width=width, letters=letters)
    still = page.evaluate(_SHOWN)
    live = explored(page).evaluate(_SHOWN)

    assert width == live[2]
    if still[0]:
        assert still == live
        label = page.locator(".live .labels_marks text", has_text="Migrants")
        label.scroll_into_view_if_needed()
        box = label.bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert "Migrants" in page.inner_text("#_tip")


@pytest.mark.browser
def test_letters_that_grow_while_the_chart_is_explored(visit: Callable[..., Any]) -> None:
    """The live chart changes to the layout that there is room for then."""
    page = explored(visit(width=1280))
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    page.wait_for_selector(".live svg[viewBox^='8 8 576 ']")

    assert 1152 == page.evaluate(_SHOWN)[0]


@pytest.mark.browser
@pytest.mark.parametrize("letters", [16, 32])
def test_the_fragment_grows_with_the_readers_letters(tabs: Any, letters: int, sample: Any) -> None:
    """The chart in another site goes by the reader's letters, whatever that site sets."""
    from timeline.pages import embed

    chart = embed.start_charts(Edition(sample), {})["small"].picture.result()
    page = tabs.lend(1280, init=REST)
    page.set_content(f"<style>html {{ font-size: 62.5% }}</style>{embed.inline(sample, chart)}")
    page.evaluate(
        "size => { document.querySelector('figure').style.setProperty('font-size', size, 'important'); }",
        f"{letters}px",
    )
    rest(page)

    assert [576 * letters / 16, 576, 1280] == page.evaluate(_SHOWN)
