"""The parts a mark is made of."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.layout.marks.shapes import SHAPES, Role, Shape
from timeline.layout.theme import SIZES

Span = tuple[int, int]  # days, half-open


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One shape from `start` to `end`, instants in days; None is the left edge.

    `start_px` and `end_px` move the two ends by a fixed length. `least` is the
    least width in px, grown to the right; of a part that is `leftward` (a fade,
    an arrow), to the left. A fade to the right of a bar begins where the bar
    is drawn to end: `beside` is where that bar starts. `tone` is a tone of the
    lane's colour; `key` the entry of the key that explains the part.
    """

    shape: Shape
    start: float | None
    end: float | None
    start_px: float = 0
    end_px: float = 0
    least: float = 0
    beside: float | None = None
    tone: str = "solid"
    leftward: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The drawing of one date: its parts, and the names of its entries in the key.

    `anchor` is the stretch a label is set against: the parts without soft
    edges, dashes and question marks.
    """

    parts: tuple[Part, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of the key's entries that explain what is drawn."""
        return tuple(dict.fromkeys(part.key for part in self.parts if part.key))

    @property
    def anchor(self) -> tuple[Part, ...]:
        """The parts a label begins or ends with."""
        return tuple(part for part in self.parts if SHAPES[part.shape].role is not Role.NOTE)


def offset(
    shape: Shape,
    at: float,
    length: float,
    key: str,
    *,
    leftward: bool,
    beyond: float = 0,
    tone: str = "solid",
) -> Part:
    """A part of a fixed length just outside the instant `at`, `beyond` px further on."""
    return Part(
        shape=shape,
        start=at,
        end=at,
        start_px=-beyond - length if leftward else beyond,
        end_px=-beyond if leftward else beyond + length,
        tone=tone,
        leftward=leftward,
        key=key,
    )


def head(shape: Shape, at: float, key: str, *, leftward: bool) -> Part:
    """An arrowhead just outside the instant `at`."""
    return offset(shape, at, SIZES.arrow, key, leftward=leftward)
