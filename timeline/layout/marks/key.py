"""What the key shows: a sample of each kind of mark."""

from __future__ import annotations

from dataclasses import replace

from timeline.layout.marks.parts import Part, Shape

# In the order of the key.
KEYS = (
    "day",
    "month",
    "season",
    "year",
    "decade",
    "century",
    "span",
    "window",
    "one-of",
    "all-of",
    "attested",
    "about",
    "doubt",
    "unknown",
    "open",
    "beyond",
    "account",
)


def _sample(shape: Shape, start: float, end: float, **more: object) -> Part:
    return replace(
        Part(shape=shape, start=None, end=None, start_px=start, end_px=end),
        **more,  # type: ignore[arg-type]
    )


# What the key shows for each name, in px from the left of a sample 28 px wide.
SAMPLES: dict[str, tuple[Part, ...]] = {
    "day": (_sample(Shape.DOT, 14, 14),),
    "month": (_sample(Shape.BAR, 11, 17, tone="unit"),),
    "season": (_sample(Shape.BAR, 10, 18, tone="unit"),),
    "year": (_sample(Shape.BAR, 7, 21, tone="unit"),),
    "decade": (_sample(Shape.BAR, 0, 28, tone="wide"),),
    "century": (_sample(Shape.BAR, 0, 28, tone="wide"),),
    "span": (
        _sample(Shape.BAR, 0, 6, tone="wide"),
        _sample(Shape.BAR, 6, 22),
        _sample(Shape.BAR, 22, 28, tone="wide"),
    ),
    "window": (_sample(Shape.HOLLOW, 0, 28),),
    "one-of": (
        _sample(Shape.DASHES, 8, 20),
        _sample(Shape.HOLLOW, 0, 8),
        _sample(Shape.HOLLOW, 20, 28),
    ),
    "all-of": (
        _sample(Shape.LINE, 8, 20),
        _sample(Shape.BAR, 0, 8, tone="unit"),
        _sample(Shape.BAR, 20, 28, tone="unit"),
    ),
    "attested": (_sample(Shape.DIAMOND, 14, 14),),
    "about": (
        _sample(Shape.FADE, 0, 9, tone="unit", leftward=True),
        _sample(Shape.BAR, 9, 19, tone="unit"),
        _sample(Shape.FADE, 19, 28, tone="unit"),
    ),
    "doubt": (
        _sample(Shape.BAR, 0, 18, tone="unit"),
        _sample(Shape.DOUBT, 0, 18),
        _sample(Shape.QUERY, 18, 28),
    ),
    "unknown": (
        _sample(Shape.BAR, 0, 8, tone="unit"),
        _sample(Shape.FADE, 8, 28, tone="unit"),
    ),
    "open": (_sample(Shape.BAR, 0, 20), _sample(Shape.ARROW, 20, 27)),
    "beyond": (_sample(Shape.BAR, 0, 20), _sample(Shape.CHEVRON, 20, 27)),
    "account": (
        _sample(Shape.BAR, 0, 9, tone="unit"),
        _sample(Shape.LINE, 9, 18),
        _sample(Shape.HOLLOW, 18, 28),
    ),
}
