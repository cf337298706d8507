"""The small mark of its time in each entry: the event on a line of the whole span.

The marks are those of the chart, by the same rules, as paths of an inline SVG whose
colours are the style sheet's. It says again what the date says in words, so it is hidden
from those who listen, and left out of very long lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

from timeline.layout import marks, metrics
from timeline.layout.marks import SHAPES, Form, Look, Part, Shape
from timeline.layout.parts import Scale
from timeline.layout.span import ends_words, span
from timeline.layout.theme import SIZES
from timeline.model import Event, Timeline

MOST = 500  # events: a strip weighs some 20 bytes, compressed, and more would be felt

WIDTH = 240  # px
HEIGHT = 14
_MIDDLE = HEIGHT / 2
_INSET = 8  # px, for what points beyond the span
_LETTERS = 12  # px, of the ends' words
_BESIDE = 38  # px that a button leaves for these
_FADE = 0.5  # of an unknown end: as much shorter as the span is, about


@dataclass(frozen=True, slots=True)
class Path:
    """Parts of a mark that look alike: a class of the style sheet, and where they are."""

    look: str
    d: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strips:
    """The strips of a page: paths by the ids of events, both ends of the line as strings of CSS.

    If these `are_long`, an entry's buttons have no room between them.
    """

    paths: Mapping[str, tuple[Path, ...]]
    first: str
    last: str
    are_long: bool = False
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def fades(self) -> tuple[str, ...]:
        """The looks in use that are gradients: from a tone to the left or right."""
        looks = {path.look for each in self.paths.values() for path in each}
        return tuple(sorted(look for look in looks if "-" in look))


def strips(timeline: Timeline) -> Strips | None:
    """A strip an event; None if there are no events, or very many."""
    if not 0 < len(timeline.events) <= MOST:
        return None
    days = span(timeline)
    scale = Scale(span=days, left=_INSET, right=WIDTH - _INSET)
    first, last = ends_words(days, timeline.header.lang)
    paths = {event.id: tuple(_paths(event, scale)) for event in timeline.events}
    are_long = any(metrics.text_width(end, _LETTERS) > _BESIDE for end in (first, last))
    return Strips(paths=paths, first=_css(first), last=_css(last), are_long=are_long)


def _css(text: str) -> str:
    """A string of a style sheet."""
    return "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text).join('""')


def _paths(event: Event, scale: Scale) -> Iterator[Path]:
    mark = marks.mark_of(event, scale.span)
    parts = (mark if mark.anchor else marks.beyond(event.when, scale.span)).parts
    drawn = [(_look(part), _path(part, scale)) for part in parts if part.shape in _DRAWN]
    for look, alike in groupby(drawn, key=itemgetter(0)):
        yield Path(look, "".join(path for _, path in alike))


# What is drawn as a letter would be too small to read.
_DRAWN = {shape for shape, look in SHAPES.items() if look.form is not Form.LETTER}


def _look(part: Part) -> str:
    look = SHAPES[part.shape]
    if look.fill == "fade":
        return f"{part.tone}-{'left' if part.leftward else 'right'}"
    if look.fill is None:
        return "dashes" if look.dash else "line"
    return {"faint": "hollow", "tone": part.tone}.get(look.fill, "solid")


def _path(part: Part, scale: Scale) -> str:
    if part.shape is Shape.FADE:
        part = replace(part, start_px=part.start_px * _FADE, end_px=part.end_px * _FADE)
    look = SHAPES[part.shape]
    left, right = scale.extent(part)
    if look.form is Form.SYMBOL:
        return _symbol(part, look, (left + right) / 2)
    if look.form is Form.LINE:
        return f"M{left:.4g} {_MIDDLE:g}H{right:.4g}"
    edge = -1.5 if look.form is Form.OUTLINE else 0.5 if look.outlined else 0
    return _box(left + edge, right - edge, SIZES.bar / 2 - edge)


def _box(left: float, right: float, half: float) -> str:
    return f"M{left:.4g} {_MIDDLE - half:g}H{right:.4g}v{2 * half:g}H{left:.4g}z"


def _symbol(part: Part, look: Look, x: float) -> str:
    radius = look.radius
    if look.path == "circle":
        return f"M{x - radius:.4g} {_MIDDLE:g}a{radius:g} {radius:g} 0 1 1 0 .01z"
    path = (part.leftward and look.leftward) or look.path

    def placed(point: re.Match[str]) -> str:
        return f"{x + float(point[1]) * radius:.4g} {_MIDDLE + float(point[2]) * radius:g}"

    return re.sub(r"(-?[\d.]+),(-?[\d.]+)", placed, path)
