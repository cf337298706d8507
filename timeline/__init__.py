"""Honest timelines from a list of events.

    import timeline

    story = timeline.load("events.toml")
    timeline.chart(story)              # an Altair chart, shown in a notebook
    html = timeline.page(story)        # one file, no network, no script needed to read it

The rest of the package is the way there, one module a step; see docs/ for its
plan. Heavy libraries are imported when a function needs them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import altair

    from timeline.errors import Fault
    from timeline.model import Timeline

__all__ = ["chart", "load", "page", "validate"]


def load(path: str | Path) -> Timeline:
    """Read a timeline from a TOML file.

    Raises `timeline.errors.InvalidTimeline`, which holds every fault of the
    file with its place, if it cannot be trusted; OSError is never raised for a
    missing file, but `timeline.errors.TimelineError`.
    """
    from timeline.reader import read

    return read(Path(path))[0]


def validate(path: str | Path) -> list[Fault]:
    """Every fault of a file, errors and warnings, in the order of the file; empty if none.

    Raises `timeline.errors.TimelineError` if there is no such file.
    """
    from timeline.errors import InvalidTimeline
    from timeline.reader import read

    try:
        _, faults = read(Path(path))
    except InvalidTimeline as error:
        faults = error.faults
    return list(faults)


def chart(timeline: Timeline, width: float = 1160) -> altair.LayerChart:
    """The timeline as an Altair chart, `width` px wide, data included.

    The time scale is the parameter `win`, two instants in epoch milliseconds.
    Raises `timeline.layout.NothingToDraw` if there is no span and no event.
    """
    from timeline.charts import chart as draw
    from timeline.layout import layout

    return draw(timeline, layout(timeline, width))


def page(timeline: Timeline, templates: str | Path | None = None) -> str:
    """The timeline as one HTML page that needs no other file and no network.

    `templates` is a folder whose files replace the page's own of that name.
    Raises `timeline.pages.BadTemplate`.
    """
    from timeline.pages import page as write
    from timeline.site import charts

    return write(timeline, charts(timeline), templates=Path(templates) if templates else None)
