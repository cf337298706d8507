"""The layouts of a page's pictures, begun while there is nothing yet that could draw them."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor, Future

from timeline.layout.layout import MEDIUM, WIDE, layout
from timeline.layout.parts import Layout
from timeline.model import Timeline

Layouts = Mapping[str, Future[Layout]]

WIDTHS = {"wide": WIDE, "medium": MEDIUM}


def start(timeline: Timeline, height: float | None, executor: Executor) -> Layouts:
    """The layouts by name, begun now by `executor`."""
    return {
        name: executor.submit(layout, timeline, width, height) for name, width in WIDTHS.items()
    }
