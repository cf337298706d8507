"""Pages written from right to left, in a real browser: what is read in order, and where it lies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.browser import REST, Tabs, rest

from timeline import site, wording
from timeline.drawing.pictures import draw
from timeline.layout.layout import MEDIUM, layout
from timeline.model import Timeline
from timeline.pages.edition import Edition
from timeline.pages.embed import inline
from timeline.text import reader

pytestmark = pytest.mark.browser

CASE = Path(__file__).parent / "data" / "rtl-dates.toml"
Open = Callable[..., Any]

# Words of English texts whose box does not begin right of the one before it, in the same line.
SCRAMBLED = """(within) => {
  const found = [];
  const texts = document.createTreeWalker(document.querySelector(within), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!/[A-Za-z]/.test(text.data) || text.parentElement.closest('style, script, title, desc')) continue;
    let before = null;
    for (const word of text.data.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const box = range.getClientRects()[0];
      if (!box || !box.width) continue;
      if (before && Math.abs(box.top - before.top) < 4 && box.left < before.left) found.push(text.data);
      before = box;
    }
  }
  return found;
}"""
# The part of a text, as a box; and the box of an element.
BOX = """([selector, words]) => {
  const element = document.querySelector(selector);
  if (!words) return element.getBoundingClientRect().toJSON();
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const at = texts.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(texts.currentNode, at);
    range.setEnd(texts.currentNode, at + words.length);
    return range.getBoundingClientRect().toJSON();
  }
}"""


HEAD = 'lang = "he"\nupdated = 1948-05-14\nauthor = "מחבר"\nlicence = "CC BY 4.0"\n'
TAIL = """
[[lanes]]
id = "b"
title = "English (b)"
[[sources]]
id = "s"
title = "מקור (א)"
author = "מחבר"
date = "1948-05-14"
url = "https://a.example"
archived = "https://b.example"
accessed = 2020-05-14
[[events]]
id = "d"
title = "English title (of 1967)."
date = "1967-05-14"
lane = "b"
date_text = "14 May 1967"
text = "פסקה ראשונה.\\n\\nAn English paragraph."
sources = ["s"]
tags = ["תג"]
accounts = [{ date = "1949-05-14", sources = ["s"] }]
figures = [{ what = "הרוגים", low = 70, high = 80, unit = "איש" }]
"""


def hebrew() -> Timeline:
    """The case, and an event with all that can stand in an entry."""
    return reader.read_text(CASE.read_text("utf-8").replace('lang = "he"\n', HEAD) + TAIL)[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its page and embed, and its fragment in pages of others."""
    folder = tmp_path_factory.mktemp("he")
    timeline = hebrew()
    for name, content in site.build(Edition(timeline)).files.items():
        (folder / name).write_bytes(content)
    fragment = inline(timeline, draw(timeline, layout(timeline, MEDIUM, 800)), prefix="f")
    for host, (start, rules) in HOSTS.items():
        text = (
            f"<!doctype html>{start}<meta charset=utf-8><style class=host>{rules}</style>{fragment}"
        )
        (folder / f"{host}.html").write_text(text, "utf-8")
    return folder


HOSTS = {
    "inline": ("<html lang=en>", ""),
    "inline-rtl": ("<html dir=rtl lang=ar>", ""),
    "inline-ruled": ("<html lang=en>", "* { direction: rtl } p, figure { direction: ltr }"),
}
FILES = ("index", "embed", *HOSTS)


@pytest.fixture
def visit(tabs: Tabs, folder: Path) -> Iterator[Open]:
    """Opens one of them; what goes wrong in it is an error afterwards."""
    wrong: list[str] = []
    on = {
        "pageerror": lambda error: wrong.append(str(error)),
        "console": lambda said: said.type == "error" and wrong.append(said.text),
    }

    def open_(name: str = "index", width: int = 1280, **options: Any) -> Any:
        tab = tabs.lend(width, 900, on=on, init=REST, **options)
        tab.goto((folder / f"{name}.html").as_uri())
        return tab

    yield open_
    assert [] == wrong


def box(tab: Any, selector: str, words: str = "") -> dict[str, float]:
    """Where an element is, or some words in it."""
    found: dict[str, float] = tab.evaluate(BOX, [selector, words])
    return found


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", FILES)
def test_english_words_read_in_order(visit: Open, name: str, width: int) -> None:
    """Dates, runs of dates, numbers and notes, in the list, the notes and the footer."""
    tab = visit(name, width)

    assert [] == tab.evaluate(SCRAMBLED, "body")
    assert "14 May 1948" in tab.inner_text("body") or name == "embed"


def test_script_made_words_read_in_order(visit: Open) -> None:
    """So do the tip of the live chart, what is announced, and a citation, in English that says so."""
    tab = visit(permissions=["clipboard-read", "clipboard-write"])
    tab.click("#_explore")
    tab.wait_for_selector(".exploring .live svg")
    mark = tab.locator(".live .labels_marks text").first.bounding_box()
    tab.mouse.move(mark["x"] + 20, mark["y"] + 5)
    tab.focus(".live")
    tab.keyboard.press("ArrowRight")
    tab.wait_for_selector("#_tip")
    tab.click(".citation summary")
    tab.hover("li.event")
    tab.click(".citing")
    rest(tab)

    for part in ("#_tip", "#_live-said", ".event .citation", "footer"):
        assert [] == tab.evaluate(SCRAMBLED, part)
    when = tab.locator("#_tip p > span [lang]").first
    assert ("en", "ltr") == (when.get_attribute("lang"), when.get_attribute("dir"))
    assert "he" == tab.locator("#_live-said bdi").get_attribute("lang")
    assert "en" == tab.get_attribute(".citing", "lang")
    tab.click(".event .copying")
    tab.wait_for_selector(".event [role=status]:not(:empty)")
    assert "\u2068Updated 14 May 1948\u2069" in tab.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("name", FILES)
def test_nothing_reaches_over_a_narrow_page(visit: Open, name: str) -> None:
    """At 320 px (WCAG 2.2, 1.4.10), at either side."""
    tab = visit(name, 320)
    beyond = """() => [...document.querySelectorAll('body *')].filter(e => !e.closest('svg, script, style, .unseen, [role=status]'))
      .filter(e => { const b = e.getBoundingClientRect(); return b.width > 1 && (b.left < -1 || b.right > 321); })
      .map(e => e.outerHTML.slice(0, 80))"""

    assert 320 == tab.evaluate("document.documentElement.scrollWidth")
    assert [] == tab.evaluate(beyond)


def test_things_lie_at_the_side_where_lines_begin(visit: Open) -> None:
    """A lane's square is right of its title with a gap between them; the count begins its line."""
    tab = visit()
    swatch, title = box(tab, ".lane .swatch"), box(tab, ".lane bdi")
    search, glass = box(tab, ".search input"), box(tab, ".search svg")
    figure, number = box(tab, ".figures li"), box(tab, ".figures b")

    assert 4 < swatch["left"] - title["right"] < 12
    assert abs(search["right"] - box(tab, ".controls")["right"]) < 1
    assert glass["left"] > search["left"] + search["width"] / 2
    assert abs(figure["right"] - number["right"]) < 1
    assert box(tab, ".figures b", "70")["right"] < box(tab, ".figures b", "80")["left"]
    assert box(tab, ".figures b", "80")["left"] > box(tab, ".figures b", "איש")["right"]
    tab.hover("#d")
    button, when = box(tab, "#d .citing"), box(tab, "#d .when")
    assert button["right"] < when["left"]
    tab.fill("#_search", "6")
    assert abs(box(tab, ".count")["right"] - box(tab, ".chart-count")["right"]) < 1


def test_paragraphs_have_their_own_direction(visit: Open) -> None:
    """An English one begins at the left, with its stop at its right end."""
    tab = visit()
    text = box(tab, "#d .text")

    assert abs(box(tab, "#d .text p:last-child", "An")["left"] - text["left"]) < 1
    assert abs(box(tab, "#d .text p:first-child", "פסקה")["right"] - text["right"]) < 1


def test_a_title_keeps_its_own_direction(visit: Open) -> None:
    """The stop of an English title is at its right end, a bracket in its place."""
    tab = visit()
    heading = "#d h3"

    assert box(tab, heading, "English")["left"] < box(tab, heading, "(of")["left"]
    assert box(tab, heading, "1967")["right"] < box(tab, heading, ".")["right"]


def test_time_runs_from_left_to_right(visit: Open) -> None:
    """The tools are in the order of the chart's time, and so are the keys."""
    tab = visit()
    tab.click("#_explore")
    tab.wait_for_selector(".exploring .live svg")
    order = [
        "[data-do=out]",
        "[data-do=in]",
        "[data-do=left]",
        ".track",
        "[data-do=right]",
        "[data-do=whole]",
    ]
    lefts = [box(tab, f".tools {each}")["left"] for each in order]
    for _ in range(3):
        tab.click("[data-do=in]")
        rest(tab)
    places = [box(tab, ".thumb")["left"]]
    tab.focus(".thumb")
    for key in ("Home", "ArrowRight", "End"):
        tab.keyboard.press(key)
        rest(tab)
        places.append(box(tab, ".thumb")["left"])
    middle, first, second, last = places

    assert sorted(lefts) == lefts
    assert first < second < last
    assert first < middle < last
    assert abs(first - box(tab, ".track")["left"]) < 1


@pytest.mark.parametrize("name", FILES)
def test_the_chart_keeps_its_direction(visit: Open, name: str) -> None:
    """Every text of it is where it is in a page that runs from left to right."""
    tab = visit(name)
    places = """() => [...document.querySelectorAll('svg[viewBox] text')].map(e => {
      const b = e.getBoundingClientRect(), s = e.ownerSVGElement.getBoundingClientRect();
      return [e.textContent, Math.round(b.left - s.left), Math.round(b.right - s.left), Math.round(s.width)];
    }).filter(([, left, right]) => right > left)"""
    here = tab.evaluate(places)
    tab.evaluate("""() => {
      for (const each of document.querySelectorAll('[dir]')) each.dir = 'ltr';
      const host = document.querySelector('style.host');
      if (host) host.textContent = '';
    }""")

    assert len(here) > 8
    assert here == tab.evaluate(places)
    assert [] == [text for text, left, right, width in here if left < 0 or right > width]


@pytest.fixture(scope="module")
def spoken_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as it is once Hebrew is spoken: words of Hebrew letters, months by the CLDR."""
    folder = tmp_path_factory.mktemp("spoken")
    wording.date_words.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(wording.LANGUAGES, "he", in_hebrew_letters(wording.LANGUAGES["en"]))
        for name, content in site.build(Edition(hebrew())).files.items():
            (folder / name).write_bytes(content)
    wording.date_words.cache_clear()
    return folder


def in_hebrew_letters(words: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Every English word as one of Hebrew letters; values keep their braces."""
    return {
        section: {
            name: re.sub(
                r"\{\w+\}|[A-Za-z]+", lambda word: word[0] if "{" in word[0] else "מל", text
            )
            for name, text in phrases.items()
        }
        for section, phrases in words.items()
    }


def test_a_language_that_is_spoken_there(tabs: Tabs, spoken_folder: Path) -> None:
    """It is one file of data: its dates read from right to left, on the axis too, and nothing is marked."""
    tab = tabs.lend(1280, 900, init=REST)
    tab.goto((spoken_folder / "index.html").as_uri() + "?window=1948-05-01/1948-06-01")
    tab.wait_for_selector(".exploring .live svg")
    rest(tab)
    ticks = tab.evaluate(
        """() => [...document.querySelectorAll('.live .ticks_marks text')]
          .filter((text) => text.getNumberOfChars())
          .map((text) => [...text.textContent.matchAll(/[^ \u2066-\u2069]+/g)].map((word) => {
            const range = document.createRange();
            range.setStart(text.firstChild, word.index);
            range.setEnd(text.firstChild, word.index + word[0].length);
            return Math.round(range.getBoundingClientRect().left);
          }))
          .filter((places) => places.length === 3)"""
    )

    assert 0 == tab.locator("body [lang]:not(svg)").count()
    assert box(tab, "#a .when", "14")["left"] > box(tab, "#a .when", "1948")["left"]
    assert len(ticks) > 3
    assert [sorted(places, reverse=True) for places in ticks] == ticks
