"""The layouts of a page's pictures, begun while there is nothing yet that could draw them."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor, Future

from timeline.layout.layout import MEDIUM, WIDE, layout
from timeline.layout.parts import Layout
from timeline.layout.theme import SIZES
from timeline.model import Timeline

Layouts = Mapping[str, Future[Layout]]

# The widest first. A page's column of 288 px is that of a screen of 320 px, 352 of most phones.
# Nowhere between two are the letters drawn larger than half as large again.
WIDTHS = {
    "wide": WIDE,
    "large": 912,
    "medium": MEDIUM,
    "small": 512,
    "phone": 368,
    "narrow": 304,
}
# The rem of a column from which each is shown, without its margins, in its own size or grown
# to fill the column up to the next: so its words are never smaller than the layout has them, and
# grow with the reader's letters as all do.
SHOWN_FROM = {name: (width - 2 * SIZES.margin) / SIZES.rem for name, width in WIDTHS.items()}

_MANY = 300  # events; fewer are laid out before another process has loaded what does that
_NEAR = 2  # layouts, the widest, of many events: while these are made here, the rest are beside


def start(timeline: Timeline, height: float | None, near: Executor, far: Executor) -> Layouts:
    """The layouts by name, begun now: all by `near`, or of many events the narrower ones by `far`."""
    many = len(timeline.events) >= _MANY
    by = {name: far if many and at >= _NEAR else near for at, name in enumerate(WIDTHS)}
    begun = {
        name: by[name].submit(layout, timeline, WIDTHS[name], height)
        # Those of `far` first: `near` may make its own before it returns.
        for name in sorted(WIDTHS, key=lambda name: by[name] is near)
    }
    return {name: begun[name] for name in WIDTHS}
