"""The layouts of a page's pictures, begun while there is nothing yet that could draw them."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor, Future

from timeline.engine import HERE
from timeline.layout import MEDIUM, WIDE, layout
from timeline.model import Timeline
from timeline.places import Layout

Plans = Mapping[str, Future[Layout]]

WIDTHS = {"wide": WIDE, "medium": MEDIUM}


def start(timeline: Timeline, height: float | None = None, executor: Executor = HERE) -> Plans:
    """The layouts by name, begun now by `executor`."""
    return {
        name: executor.submit(layout, timeline, width, height) for name, width in WIDTHS.items()
    }
