"""Honest timelines from a list of events.

    import timeline

    story = timeline.load("events.toml")
    timeline.chart(story)              # an Altair chart, shown in a notebook
    html = timeline.page(story)        # one file, no network, no script needed to read it

These names are the promise: `load`, `loads`, `validate`, `chart`, `page`, the `Timeline`
they give and take, and the errors they raise. Modules within may move from one version
to the next. Heavy libraries are imported when a function needs them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from timeline.errors import (
    BadTemplate,
    Fault,
    Faults,
    InvalidTimeline,
    NothingToDraw,
    TimelineError,
    UnreadableFile,
)

if TYPE_CHECKING:
    import altair

    from timeline.model import Timeline

__all__ = [
    "BadTemplate",
    "Fault",
    "Faults",
    "InvalidTimeline",
    "NothingToDraw",
    "Timeline",
    "TimelineError",
    "UnreadableFile",
    "chart",
    "load",
    "loads",
    "page",
    "validate",
]


def load(path: str | Path) -> Timeline:
    """Read a timeline from a TOML file.

    Raises InvalidTimeline, which holds every fault of the file with its place, if
    it has errors, and UnreadableFile if it cannot be opened.
    """
    from timeline.text.reader import read

    return read(Path(path))[0]


def loads(text: str | bytes, folder: str | Path | None = None) -> Timeline:
    """Read a timeline from the text of a TOML file, or its bytes in UTF-8.

    `folder` is where the font and the logo are that it may name; without one they are not
    looked for, and none are shown.
    Raises InvalidTimeline, which holds every fault of the text with its place.
    """
    from timeline.text.reader import read_text

    return read_text(text, folder=Path(folder) if folder is not None else None)[0]


def validate(path: str | Path) -> list[Fault]:
    """Every fault of a file, errors, warnings and notes, in the order of the file; empty if none.

    Raises UnreadableFile if it cannot be opened.
    """
    from timeline.text.reader import read

    try:
        _, faults = read(Path(path))
    except InvalidTimeline as error:
        faults = error.faults
    return list(faults)


def chart(timeline: Timeline, width: float = 1160) -> altair.LayerChart:
    """The timeline as an Altair chart, `width` px wide, data included.

    The time scale is the parameter `win`, two instants in epoch milliseconds.
    Raises NothingToDraw if there is no span and no event.
    """
    from timeline.drawing.charts import chart as draw
    from timeline.layout.layout import layout

    return draw(timeline, layout(timeline, width))


def page(timeline: Timeline, templates: str | Path | None = None) -> str:
    """The timeline as one HTML page that needs no other file and no network.

    `templates` is a folder whose files replace the page's own of that name.
    Raises NothingToDraw if there is no span and no event, and BadTemplate for a
    template that cannot be read or filled in.
    """
    from timeline.pages.edition import Edition
    from timeline.pages.page import page as write
    from timeline.site import charts

    edition = Edition(timeline, templates=Path(templates) if templates else None)
    return write(edition, charts(timeline))


def __getattr__(name: str) -> object:
    """`timeline.Timeline`, which brings pydantic, when it is asked for."""
    if name == "Timeline":
        from timeline.model import Timeline

        return Timeline
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Also the names that are not loaded yet, for a notebook to complete."""
    return sorted({*globals(), *__all__})
