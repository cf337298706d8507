"""How high an embed is in a column of any width, so that a frame fits it without a script.

All of it is known beforehand: charts have the size of their layouts, lines their height, and
words that are wrapped are set in the shipped font. The embed's style sheet and the frame's
height go by the same figures.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from timeline.layout import metrics
from timeline.layout.begin import SHOWN_FROM
from timeline.layout.parts import Layout
from timeline.layout.theme import SIZES

MOST = 56.25  # rem of an embed's height: as high as the screen of a telephone
MOST_GROWTH = 1.4  # of a chart, where there is no wider one yet
LEAST = 15.0  # rem of a column that shows a chart; a list is for those still narrower
LEAST_SIZE = 0.92  # of a chart's own, in a frame that is too low for it
_LEAST_FRAME = 16.5  # rem of the column in a frame of 280 px
BROAD_FROM = 30.0  # rem of a column from which lines are long


@dataclass(frozen=True, slots=True)
class Room:
    """Lengths in an embed, in rem."""

    title: float  # the size of its letters
    title_line: float
    headline: float
    headline_line: float
    said: float  # what is said of all events, and in its place of the one asked for
    asked: float  # the lines of that one
    credit_line: float
    edge: float = 0.25  # above and below everything
    side: float = 0.5  # left and right of everything
    gap: float = 0.25  # below the title, and below what is said
    foot: float = 0.1875  # above the last lines
    foot_size: float = 0.8125
    link_line: float = 1.5
    logo: float = 1.75  # of the line that it takes, the gap above it included
    logo_gap: float = 0.25


# In a narrow column nothing is said of all events, and the event asked for takes the place of
# the last lines.
NARROW = Room(
    title=1.0625,
    title_line=1.5,
    headline=0.9375,
    headline_line=1.3125,
    said=0,
    asked=2.5,
    credit_line=1.125,
)
BROAD = Room(
    title=1.2,
    title_line=1.5625,
    headline=1,
    headline_line=1.4375,
    said=1.5,
    asked=1.5,
    credit_line=1.5,
)


@dataclass(frozen=True, slots=True)
class Words:
    """What is wrapped in an embed: title and headline, at its foot a link and those to be named."""

    title: str
    headline: str  # empty if there is none
    link: str
    cited: str  # where the dates are from; empty if nothing is cited
    credits: tuple[str, ...]
    has_logo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How a chart stands in an embed, in rem.

    It is shown in columns from `least`, where it is `height` high, and grows with the column
    as far as `most`. The embed is `around` higher, of which `spare` may be left out; its last
    lines are `foot` high.
    """

    name: str
    least: float
    most: float
    height: float
    around: float
    spare: float
    foot: float

    @property
    def slope(self) -> float:
        """Its height as a share of its width."""
        return self.height / self.least


def around(words: Words, column: float) -> float:
    """The rem of an embed above and below the chart that is shown from this column on."""
    room = BROAD if column >= BROAD_FROM else NARROW
    width = _LEAST_FRAME if column <= SHOWN_FROM["narrow"] else column
    title = _lines(words.title, width, room.title, bold=True) * room.title_line + room.gap
    if words.headline:
        title += _lines(words.headline, width, room.headline) * room.headline_line + room.gap
    said = room.said + room.gap if room.said else 0
    foot = _foot(words, width, room)
    # What the event asked for takes beyond that.
    asked = max(0, room.asked + room.gap - (said or foot))
    return 2 * room.edge + title + said + foot + asked


def _foot(words: Words, width: float, room: Room) -> float:
    return _last_lines(words, width, room) + (room.logo if words.has_logo else 0)


def _last_lines(words: Words, width: float, room: Room) -> float:
    named = (words.cited, *words.credits) if words.cited else words.credits
    if room is BROAD:
        texts = _BETWEEN.join((words.link, *named))
        return room.foot + _lines(texts, width, room.foot_size) * room.link_line
    lines = _lines(_BETWEEN.join(named), width, room.foot_size) if named else 0
    return room.foot + room.link_line + lines * room.credit_line


def _spare(words: Words, column: float) -> float:
    """The rem of what a frame that is too low leaves out: what is said, and what is cited."""
    if column < BROAD_FROM:
        return 0
    without = replace(words, cited="")
    return BROAD.said + BROAD.gap + _foot(words, column, BROAD) - _foot(without, column, BROAD)


_BETWEEN = "\N{NO-BREAK SPACE}" * 3 + " "  # as wide as 1em between two texts


def _lines(text: str, width: float, size: float, *, bold: bool = False) -> int:
    return len(metrics.wrap(text, width * SIZES.rem, size * SIZES.rem, bold=bold))


def limit(words: Words, column: float, *, growth: float = 1) -> float:
    """The most px of a layout shown from this column on, which may grow so much."""
    space = max(MOST - around(words, column), MOST / 3)
    return space / growth * SIZES.rem + 2 * SIZES.margin


def growth(column: float) -> float:
    """How much a chart shown from this column on grows until there is a wider one."""
    wider = [least for least in SHOWN_FROM.values() if least > column]
    return min([least / column for least in wider] + [MOST_GROWTH])


def fits(layouts: Mapping[str, Layout], words: Words) -> tuple[Fit, ...]:
    """How the charts of an embed stand in it, the narrowest first."""
    names = sorted(layouts, key=SHOWN_FROM.__getitem__)
    own = [_fit(name, layouts[name], words) for name in names]
    # Charts grow until the embed is as high as the highest: so a frame of one height has little
    # blank in any column. Those of a long timeline were made low to grow.
    highest = max(MOST if layouts[one.name].note else one.around + one.height for one in own)
    return tuple(
        replace(one, most=one.least * _growth_to(highest - one.around, one)) for one in own
    )


def _fit(name: str, plan: Layout, words: Words) -> Fit:
    least = SHOWN_FROM[name]
    return Fit(
        name=name,
        least=least,
        most=least,
        height=(plan.height - 2 * SIZES.margin) / SIZES.rem,
        around=around(words, least),
        spare=_spare(words, least),
        foot=_foot(words, least, BROAD if least >= BROAD_FROM else NARROW),
    )


def _growth_to(height: float, chart: Fit) -> float:
    return max(1, min(height / chart.height, MOST_GROWTH))


def highest(charts: Sequence[Fit]) -> int:
    """The px of a frame that has room for each of the charts."""
    return math.ceil(max(_at(chart, chart.most) for chart in charts) * SIZES.rem - 1e-6)


def height(charts: Sequence[Fit]) -> str:
    """CSS for the height of a frame, by the width of what is around it and a reader's letters.

    For an element whose letters have the size that the reader chose, in a container. Each
    chart has a line that rises with the width and ends where the next chart begins; the
    highest of them counts, so a line begins only where it would be higher than those before.
    """
    sides = 2 * NARROW.side
    lines = []
    for number, chart in enumerate(charts):
        before, after = charts[:number], charts[number + 1 :]
        begins = chart.least + sides if _too_soon(chart, before) else None
        ends = after[0].least + sides if after else None
        lines.append(_line(chart, sides, begins, ends))
    return lines[0] if len(lines) == 1 else f"max({', '.join(lines)})"


def _line(chart: Fit, sides: float, begins: float | None, ends: float | None) -> str:
    rise = f"{_up(chart.around - chart.slope * sides)}em + {_up(100 * chart.slope)}cqw"
    parts = [rise, f"{_up(chart.around + chart.slope * chart.most)}em"]
    if begins is not None:
        parts.append(f"(100cqw - {_up(begins - 0.05)}em) * {_STEEP}")
    if ends is not None:
        parts.append(f"({_up(ends)}em - 100cqw) * {_STEEP}")
    return f"min({', '.join(parts)})"


_STEEP = 999  # px for a px: a line that is as good as upright


def _too_soon(chart: Fit, before: Sequence[Fit]) -> bool:
    """Whether its line is above that of a chart which is shown in narrower columns."""
    return any(
        _at(chart, column) > _at(one, column) + 0.1
        for one, following in pairwise([*before, chart])
        for column in (one.least, following.least)
    )


def _at(chart: Fit, column: float) -> float:
    return chart.around + chart.slope * min(column, chart.most)


def _up(number: float) -> str:
    """A number in CSS, in two places, rounded up: a frame may be a little too high."""
    return f"{math.ceil(number * 100 - 1e-6) / 100:g}"
