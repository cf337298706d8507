"""How what an author says of a mark may be set in lines, and how far that reaches beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from timeline import segments
from timeline.layout import metrics
from timeline.layout.metrics import Heights
from timeline.layout.packing import Extent
from timeline.layout.parts import BEYOND, Scale
from timeline.layout.theme import SIZES
from timeline.model.files import Font

# Up to this many px a text stands in one line; a longer one in two where it can.
ONE_LINE = 200.0
GAP = 8.0  # px between an annotation and what stands left or right of it
CLEAR = 1.0  # px above it and below
LEAD = 12.0  # px of the line that leads to it
APART = 3.0  # px between mark and line, and between line and text
HALF = 7.0  # px that the highest mark goes above and below its middle
MIDDLE = 4.2  # px from the middle of a line of text to its baseline: half the height of capitals
LOWER = 2.0  # px that a text may stand lower than its mark, under a label
UNDER = 4.0  # px between a mark's room and a text below it


@dataclass(frozen=True, slots=True)
class Setting:
    """A text in lines, before it has a place; `width` is that of the longest, in px.

    Letters that the shipped font lacks have no italic that anybody has measured: a text with
    such is upright.
    """

    lines: tuple[str, ...]
    width: float
    ink: Heights
    pitch: float
    italic: bool

    @property
    def further(self) -> float:
        """From the baseline of its first line to that of its last, in px."""
        return (len(self.lines) - 1) * self.pitch

    @property
    def height(self) -> float:
        """From the top of its first line to the bottom of its last, in px."""
        return sum(self.ink) + self.further


def settings(text: str) -> tuple[Setting, ...]:
    """The ways to set a text, the best first: in one line if it is short, else in two."""
    return _settings(text, metrics.own_font())


@lru_cache(maxsize=50_000)  # a page sets each text in several widths
def _settings(text: str, _: Font | None) -> tuple[Setting, ...]:
    """The same by the font at hand, which all is measured in."""
    text = metrics.spaced(text)
    found = [_setting(lines) for lines in ((text,), _halves(text)) if lines]
    return tuple(found if found[0].width <= ONE_LINE else reversed(found))


def _setting(lines: tuple[str, ...]) -> Setting:
    italic = not metrics.foreign("".join(lines))
    ink = metrics.heights(lines, SIZES.annotation)
    return Setting(
        lines=lines,
        width=max(metrics.text_width(line, SIZES.annotation, italic=italic) for line in lines),
        ink=ink,
        pitch=max(SIZES.annotation_line, ceil(sum(ink))),
        italic=italic,
    )


def _halves(text: str) -> tuple[str, ...]:
    """A text in two lines as alike in length as its words let them be; none if it is one word."""
    words = segments.words(text)
    pairs = [("".join(words[:at]).rstrip(), "".join(words[at:])) for at in range(1, len(words))]
    return min(pairs, key=lambda pair: max(map(_plain_width, pair)), default=())


def _plain_width(line: str) -> float:
    return metrics.text_width(line, SIZES.annotation)


def overhang(way: Setting, below: float) -> float:
    """The px that a row has to be higher for a text level with a mark that has so many below it."""
    return max(0.0, ceil(MIDDLE + way.further / 2 + way.ink.descent + CLEAR + 1 - below))


def strip(way: Setting, below: float) -> float:
    """The same for a text under the mark."""
    return max(0.0, ceil(HALF + UNDER + way.height + CLEAR + 3 - below))


@dataclass(frozen=True, slots=True)
class Beside:
    """A text level with a mark: the way it stands, and what mark and text cover, in px."""

    way: Setting
    extent: Extent


def beside(mark: Extent, ways: Sequence[Setting], scale: Scale) -> Beside | None:
    """A text beside a mark, the best way that has room there between the edges."""
    left, right = mark
    for way in ways:
        wide = LEAD + 2 * APART + way.width
        if right + wide <= scale.right + BEYOND:
            return Beside(way, (left, right + wide))
        if left - wide >= scale.left - BEYOND:
            return Beside(way, (left - wide, right))
    return None


def under(mark: Extent, ways: Sequence[Setting], scale: Scale) -> Setting | None:
    """The way a text stands below a mark: in one line where that is no longer than the mark."""
    room = scale.right - scale.left + 2 * BEYOND
    fitting = [way for way in ways if way.width <= room]
    short = [way for way in fitting if way.width <= max(mark[1] - mark[0], ONE_LINE)]
    return min(short or fitting, key=lambda way: len(way.lines), default=None)
