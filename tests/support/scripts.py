"""Timelines in other scripts: the files, fonts to draw them with, and where a browser puts words."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent.parent / "data" / "scripts"
LANGUAGES = ("ja", "zh-Hans", "ko", "ar", "fa", "he", "hi", "th")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he"})

_SHIPPED = Path(__file__).parent.parent.parent / "timeline" / "fonts"
# The packages of the extra `fonts`, which PNGs and PDFs are drawn with: Noto for most scripts.
_FONTS = ("manimgx_fonts", "manimgx_fonts_cjk")


def file(language: str) -> Path:
    """The timeline in a language."""
    return FOLDER / f"{language}.toml"


def font_folders() -> tuple[Path, ...]:
    """Where the fonts are that tests draw with; on every machine the same."""
    found = (find_spec(name) for name in _FONTS)
    places = [place for spec in found if spec for place in spec.submodule_search_locations or ()]
    if len(places) < len(_FONTS):
        raise FileNotFoundError(f"the test group is not installed whole: {_FONTS}")
    return (*map(Path, places), _SHIPPED)


def fontconfig(folder: Path, fonts: Sequence[Path]) -> Path:
    """A configuration in `folder` by which fontconfig knows the fonts in `fonts` alone."""
    dirs = "".join(f"<dir>{place}</dir>" for place in fonts)
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig>{dirs}<cachedir>{folder / 'cache'}</cachedir></fontconfig>",
        "utf-8",
    )
    return path


def command(config: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What a command of the program does where these are the fonts: in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "timeline", *arguments],
        env={**os.environ, "FONTCONFIG_FILE": str(config)},
        capture_output=True,
        text=True,
        check=False,
    )


class Word(NamedTuple):
    """A word as a browser puts it, in px of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


# The words of each element that a selector finds; those hidden, or in what another finds, left out.
_WORDS = """([selector, without]) => [...document.querySelectorAll(selector)]
  .filter(e => e.checkVisibility()).map(e => {
    const words = [], walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
      const within = node.parentElement;
      if (!within.checkVisibility() || (without && within.closest(without))) continue;
      for (const { index, 0: text } of node.data.matchAll(/[^\\s]+/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + text.length);
        const boxes = [...range.getClientRects()].filter(b => b.width > 0 && b.height > 1);
        if (boxes.length !== 1) continue;  // a word in two lines has no place of its own
        const { left, top, right, bottom } = boxes[0];
        words.push([text, left + scrollX, top + scrollY, right + scrollX, bottom + scrollY]);
      }
    }
    return words;
  }).filter(words => words.length)"""


def words(page: Any, selector: str, without: str = "") -> list[list[Word]]:
    """The words a reader sees of each element that a selector finds, but for those `without` finds."""
    found = page.evaluate(_WORDS, [selector, without])
    return [[Word(*word) for word in line] for line in found]


# The texts that a reader sees of the chart on show, each with the box of its ink in px of the page:
# as far as its advance, and as high as the browser's own font makes it. The chart's box is the first.
_TEXTS = """(within) => {
  const charts = [...document.querySelectorAll(within)].flatMap(e => [...e.querySelectorAll('svg')]);
  // Not the axis, which is shown once more.
  const svg = charts.filter(e => e.clientWidth && e.checkVisibility() && !e.closest('.axis')).at(-1);
  const pen = document.createElement('canvas').getContext('2d');
  const seen = e => {
    for (let at = e; at !== svg; at = at.parentElement)
      if (getComputedStyle(at).opacity < .1) return false;
    return e.textContent.trim() && e.checkVisibility();
  };
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text')].filter(seen).map(e => {
    const box = e.getBoundingClientRect(), { font, fontSize } = getComputedStyle(e);
    pen.font = font;
    const ink = pen.measureText(e.textContent), at = e.getStartPositionOfChar(0);
    const m = e.getScreenCTM(), size = parseFloat(fontSize), base = m.d * at.y + m.f;
    return [e.textContent, box.left, base - m.d * Math.max(.72 * size, ink.actualBoundingBoxAscent),
      box.right, base + m.d * Math.max(0, ink.actualBoundingBoxDescent)];
  });
  return [['', frame.left, frame.top, frame.right, frame.bottom], ...texts];
}"""


class Texts(NamedTuple):
    """The texts of a chart, and its frame."""

    frame: Word
    texts: list[Word]

    def cut(self) -> list[Word]:
        """The texts that reach out of the chart."""
        return [text for text in self.texts if not _within(text, self.frame)]

    def meetings(self) -> list[tuple[str, str]]:
        """Texts on each other, by more than a hairline."""
        return [
            (one.text, other.text)
            for at, one in enumerate(self.texts)
            for other in self.texts[:at]
            if min(one.right, other.right) - max(one.left, other.left) > 0.5
            and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.5
        ]


def _within(text: Word, frame: Word) -> bool:
    across = frame.left - 1 < text.left and text.right < frame.right + 1
    return across and frame.top - 1 < text.top and text.bottom < frame.bottom + 1


def texts(page: Any, within: str = ".chart") -> Texts:
    """The texts of the chart that a page shows, in what the selector `within` finds."""
    frame, *found = (Word(*box) for box in page.evaluate(_TEXTS, within))
    return Texts(frame, found)


def disordered(line: Sequence[Word]) -> list[str]:
    """Pairs of neighbours that are not read from left to right, then down."""
    return [f"{one.text} {other.text}" for one, other in pairwise(line) if not _follows(one, other)]


def _follows(one: Word, other: Word) -> bool:
    below = other.top > (one.top + one.bottom) / 2
    level = abs(one.bottom - other.bottom) < (one.bottom - one.top) / 2
    return below or (level and other.left > one.right - 1)
