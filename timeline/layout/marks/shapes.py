"""The shapes that marks are made of, as data, and what the key shows of them.

A new kind of mark is a line or two here; `docs/recipes/mark.md` has the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import NamedTuple

from timeline.layout.theme import SIZES
from timeline.model import Kin


class Shape(StrEnum):
    """How one part of a mark is drawn."""

    BAR = "bar"  # filled, hard edges
    HOLLOW = "hollow"  # outlined, very light inside
    FADE = "fade"  # a gradient to nothing, away from the mark
    DOT = "dot"  # a day
    RING = "ring"  # a day among others, or by another account
    DIAMOND = "diamond"  # hollow: so by then
    HEAD = "head"  # hollow: goes on, by another account
    ARROW = "arrow"  # goes on
    CHEVRON = "chevron"  # goes on beyond the chart
    LINE = "line"  # thin, solid
    DASHES = "dashes"  # thin, dashed
    DOUBT = "doubt"  # a dashed outline
    QUERY = "query"  # a question mark
    SUPPLIED = "supplied"  # a bracket: this end is worked out from other events
    LED = "led"  # the end of a curve: filled head
    NEXT = "next"  # open head
    WITHIN = "within"  # open to the whole
    AGAINST = "against"  # two bars across


class Form(Enum):
    """What a shape is drawn as."""

    BAR = "a stretch as high as a bar"
    OUTLINE = "dashes round a stretch, or round a day's dot"
    LINE = "a thin line"
    SYMBOL = "a path of a fixed size, in the middle of its ends"
    LETTER = "a letter, in the middle of its ends"


class Role(Enum):
    """What a shape has to say of a date."""

    KIND = "what kind of date it is"
    HEAD = "that it goes on; a label begins with it"
    NOTE = "how sure it is; labels begin and end without it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """All that there is to know of a shape.

    `fill` is a tone of the lane's colour, "tone" for that of the part, "fade" for
    a gradient from it, None for none. `path` is an SVG path in a square from -1 to
    1, `leftward` the same for a part that points left, where it is another, and
    `radius` half of that square in px. `room` is what its outline needs on either
    side of its ends, in px. `hollow` is the shape of the same by another account.
    The span's edge cuts off what is beyond it; what `stays` is put at that edge.
    """

    form: Form
    role: Role = Role.KIND
    fill: str | None = "tone"
    outlined: bool = False
    dash: tuple[int, int] | None = None
    letter: str = ""
    path: str = ""
    leftward: str = ""
    radius: float = 0
    room: float = 0
    hollow: Shape | None = None
    stays: bool = False


_RIGHT, _LEFT = "M-1,-1L1,0L-1,1", "M1,-1L-1,0L1,1"

SHAPES = {
    Shape.BAR: Look(form=Form.BAR, hollow=Shape.HOLLOW),
    Shape.HOLLOW: Look(form=Form.BAR, fill="faint", outlined=True),
    Shape.FADE: Look(form=Form.BAR, role=Role.NOTE, fill="fade"),
    Shape.DOT: Look(
        form=Form.SYMBOL,
        fill="solid",
        path="circle",
        radius=SIZES.dot,
        room=SIZES.dot + 1.5,
        hollow=Shape.RING,
    ),
    Shape.RING: Look(
        form=Form.SYMBOL, fill="faint", path="circle", radius=SIZES.dot, room=SIZES.dot + 1.5
    ),
    Shape.DIAMOND: Look(
        form=Form.SYMBOL,
        fill="faint",
        path="M0,-1L1,0L0,1L-1,0Z",
        radius=SIZES.diamond,
        room=SIZES.diamond + 1.75,
        stays=True,
    ),
    Shape.HEAD: Look(
        form=Form.SYMBOL,
        role=Role.HEAD,
        fill="faint",
        path=_RIGHT + "Z",
        leftward=_LEFT + "Z",
        radius=SIZES.arrow / 2,
    ),
    Shape.ARROW: Look(
        form=Form.SYMBOL,
        role=Role.HEAD,
        fill="solid",
        path=_RIGHT + "Z",
        leftward=_LEFT + "Z",
        radius=SIZES.arrow / 2,
        hollow=Shape.HEAD,
        stays=True,
    ),
    Shape.CHEVRON: Look(
        form=Form.SYMBOL,
        role=Role.HEAD,
        fill=None,
        path=_RIGHT,
        leftward=_LEFT,
        radius=SIZES.arrow / 2,
    ),
    Shape.LINE: Look(form=Form.LINE, fill=None),
    Shape.DASHES: Look(form=Form.LINE, fill=None, dash=(2, 2)),
    Shape.DOUBT: Look(form=Form.OUTLINE, role=Role.NOTE, fill=None, dash=(3, 2), room=2),
    Shape.QUERY: Look(form=Form.LETTER, role=Role.NOTE, fill="solid", letter="?"),
    # Brackets stand in catalogues around what is not on the thing itself, but supplied.
    Shape.SUPPLIED: Look(
        form=Form.SYMBOL,
        role=Role.NOTE,
        fill=None,
        path="M-0.8,-1.1L-0.3,-1.1L-0.3,1.1L-0.8,1.1",
        leftward="M0.8,-1.1L0.3,-1.1L0.3,1.1L0.8,1.1",
        radius=SIZES.bracket,
    ),
    Shape.LED: Look(
        form=Form.SYMBOL, fill="solid", path="M-1,-0.8L1,0L-1,0.8Z", radius=SIZES.tie_end
    ),
    Shape.NEXT: Look(
        form=Form.SYMBOL, fill=None, path="M-0.6,-1L1,0L-0.6,1M0,0L1,0", radius=SIZES.tie_end
    ),
    Shape.WITHIN: Look(
        form=Form.SYMBOL, fill=None, path="M1,-1.1C-0.33,-1.1,-0.33,1.1,1,1.1", radius=SIZES.tie_end
    ),
    Shape.AGAINST: Look(
        form=Form.SYMBOL,
        fill=None,
        path="M0,-1.1L0,1.1M0.9,-1.1L0.9,1.1M0,0L0.9,0",
        radius=SIZES.tie_end,
    ),
}

# In what a curve from mark to mark ends, by what it says.
ENDS = {
    Kin.LED_TO: Shape.LED,
    Kin.FOLLOWED_BY: Shape.NEXT,
    Kin.PART_OF: Shape.WITHIN,
    Kin.CONTRADICTS: Shape.AGAINST,
}


_WIDTH = 28  # px, of a sample


class Sample(NamedTuple):
    """A part of what the key shows, in px from the left of a sample 28 px wide."""

    shape: Shape
    start: float
    end: float
    tone: str = "solid"
    leftward: bool = False


# What the key shows for each name, in its order. Its words are in `wording/languages`.
KEY: dict[str, tuple[Sample, ...]] = {
    "day": (Sample(Shape.DOT, 14, 14),),
    "month": (Sample(Shape.BAR, 11, 17, "unit"),),
    "season": (Sample(Shape.BAR, 10, 18, "unit"),),
    "year": (Sample(Shape.BAR, 7, 21, "unit"),),
    "decade": (Sample(Shape.BAR, 0, 28, "wide"),),
    "century": (Sample(Shape.BAR, 0, 28, "wide"),),
    "lasted": (Sample(Shape.BAR, 0, 28),),
    "span": (
        Sample(Shape.BAR, 0, 6, "wide"),
        Sample(Shape.BAR, 6, 22),
        Sample(Shape.BAR, 22, 28, "wide"),
    ),
    "window": (Sample(Shape.HOLLOW, 0, 28),),
    "one-of": (
        Sample(Shape.DASHES, 8, 20),
        Sample(Shape.HOLLOW, 0, 8),
        Sample(Shape.HOLLOW, 20, 28),
    ),
    "all-of": (
        Sample(Shape.LINE, 8, 20),
        Sample(Shape.BAR, 0, 8, "unit"),
        Sample(Shape.BAR, 20, 28, "unit"),
    ),
    "attested": (Sample(Shape.DIAMOND, 14, 14),),
    "about": (
        Sample(Shape.FADE, 0, 9, "unit", leftward=True),
        Sample(Shape.BAR, 9, 19, "unit"),
        Sample(Shape.FADE, 19, 28, "unit"),
    ),
    "doubt": (
        Sample(Shape.BAR, 0, 17, "unit"),
        Sample(Shape.DOUBT, 0, 17),
        Sample(Shape.QUERY, 18, 28),
    ),
    "unknown": (
        Sample(Shape.BAR, 0, 8, "unit"),
        Sample(Shape.FADE, 8, 28, "unit"),
    ),
    "open": (Sample(Shape.BAR, 0, 20), Sample(Shape.ARROW, 20, 27)),
    "beyond": (Sample(Shape.BAR, 0, 20), Sample(Shape.CHEVRON, 20, 27)),
    "derived": (
        Sample(Shape.SUPPLIED, 0, 4, leftward=True),
        Sample(Shape.HOLLOW, 4, 24),
        Sample(Shape.SUPPLIED, 24, 28),
    ),
    "account": (
        Sample(Shape.BAR, 0, 9, "unit"),
        Sample(Shape.LINE, 9, 18),
        Sample(Shape.HOLLOW, 18, 28),
    ),
}


# The same of curves from mark to mark.
TIES: dict[str, tuple[Sample, ...]] = {
    kind: (
        Sample(Shape.LINE, 0, _WIDTH - SIZES.tie_end),
        Sample(shape, _WIDTH - 2 * SIZES.tie_end, _WIDTH),
    )
    for kind, shape in ENDS.items()
}


def sample(name: str, *, leftward: bool = False) -> tuple[Sample, ...]:
    """What the key shows for a name; mirrored if what it explains points to earlier times."""
    parts = TIES[name] if name in TIES else KEY[name]
    return tuple(map(_mirrored, parts)) if leftward else parts


def _mirrored(one: Sample) -> Sample:
    return Sample(one.shape, _WIDTH - one.end, _WIDTH - one.start, one.tone, not one.leftward)
