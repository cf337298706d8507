"""Honest timelines from a list of events.

    import timeline

    story = timeline.load("events.toml")   # a notebook shows it as its page
    timeline.chart(story, start=1959)      # an Altair chart, of all or of a part
    html = timeline.page(story)            # one file, no network, no script needed to read it

An argument of a wrong type is a TypeError, one of a wrong value a ValueError. These names are the promise: `load`, `loads`, `validate`, `chart`, `page`, the `Timeline`
they give and take, and the errors they raise. Modules within may move from one version
to the next. Heavy libraries are imported when a function needs them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.errors import (
    BadPicture,
    BadTemplate,
    Fault,
    Faults,
    InvalidTimeline,
    NoDate,
    NoSuchLane,
    NoSuchSource,
    NothingSelected,
    NothingToDraw,
    TimelineError,
    UnreadableFile,
)

if TYPE_CHECKING:
    import altair

    from timeline import model
    from timeline.arguments import Opened, When
    from timeline.notebook import Timeline

__all__ = [
    "BadPicture",
    "BadTemplate",
    "Fault",
    "Faults",
    "InvalidTimeline",
    "NoDate",
    "NoSuchLane",
    "NoSuchSource",
    "NothingSelected",
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


def load(file: str | Path | Opened) -> Timeline:
    """Read a timeline from a TOML file, by its path or open for reading.

    Raises InvalidTimeline, which holds every fault of the file with its place, if
    it has errors, and UnreadableFile if it cannot be opened.
    """
    from timeline.notebook import shown

    return shown(_read(file, "load")[0])


def loads(text: str | bytes, folder: str | Path | None = None) -> Timeline:
    """Read a timeline from the text of a TOML file, or its bytes in UTF-8.

    `folder` is where the font and the logo are that it may name; without one they are not
    looked for, and none are shown.
    Raises InvalidTimeline, which holds every fault of the text with its place.
    """
    from timeline import arguments, notebook
    from timeline.text.reader import read_text

    beside = arguments.folder_of(folder, "loads")
    return notebook.shown(read_text(arguments.text_of(text), folder=beside)[0])


def validate(file: str | Path | Opened) -> list[Fault]:
    """Every fault of a file, errors, warnings and notes, in the order of the file; empty if none.

    `file` is what `load` takes. Raises UnreadableFile if it cannot be opened.
    """
    try:
        _, faults = _read(file, "validate")
    except InvalidTimeline as error:
        faults = error.faults
    return list(faults)


def chart(
    timeline: model.Timeline,
    width: float = 1160,
    *,
    start: When | None = None,
    end: When | None = None,
    lanes: str | Iterable[str] = (),
    min_importance: int = 1,
) -> altair.LayerChart:
    """The timeline, or a part of it, as an Altair chart, `width` px wide, data included.

    The part is what `timeline export` draws with the options of these names: events that may
    fall between two dates (EDTF such as "1959-12" or "196X", a year, a day; None leaves that
    side open), in some lanes (ids, all if empty), of some importance (1 to 5).
    The time scale is the parameter `win`, two instants in epoch milliseconds.
    Raises NothingToDraw if there is no span and no event, NothingSelected if no event is left,
    and NoSuchLane for a lane, NoSuchSource for a source that the timeline does not have. An undated
    event raises NoDate where it is asked when it was.
    """
    from timeline import arguments
    from timeline.drawing.charts import chart as draw
    from timeline.layout.layout import layout

    whole, px = arguments.timeline_of(timeline, "chart"), arguments.width_of(width)
    part = _part(whole, start, end, lanes, min_importance)
    return draw(part, layout(part, px))


def page(
    timeline: model.Timeline,
    templates: str | Path | None = None,
    *,
    start: When | None = None,
    end: When | None = None,
    lanes: str | Iterable[str] = (),
    min_importance: int = 1,
) -> str:
    """The timeline, or a part of it, as one HTML page that needs no other file and no network.

    It is a text, which a notebook shows in a frame.

    `templates` is a folder whose files replace the page's own of that name; the part is as
    `chart` has it.
    Raises NothingToDraw if there is no span and no event, NothingSelected and NoSuchLane,
    UnreadableFile if there is no such folder, BadTemplate for a
    template that cannot be read or filled in, and BadPicture for pictures that are damaged.
    The pictures of events are in the page.
    """
    from timeline import arguments
    from timeline.notebook import Page
    from timeline.pages.edition import Edition
    from timeline.pages.page import page as write
    from timeline.pages.pictured import Where
    from timeline.site import charts, pictured

    whole = arguments.timeline_of(timeline, "page")
    part = _part(whole, start, end, lanes, min_importance)
    folder = arguments.folder_of(templates, "page")
    return Page(
        write(
            Edition(
                part,
                total=len(whole.all_events),
                templates=folder,
                gallery=pictured(part, Where.EMBED),
            ),
            charts(part),
        ),
        whole.header.title,
    )


def _part(
    timeline: model.Timeline,
    start: When | None,
    end: When | None,
    lanes: str | Iterable[str],
    min_importance: int,
) -> model.Timeline:
    """What is asked for of a timeline: all of it if nothing is."""
    from timeline import arguments
    from timeline.layout.selection import select

    first, last = arguments.window_of(start, end)
    return select(
        timeline,
        start=first,
        end=last,
        lanes=arguments.names_of(lanes, "lanes"),
        least_importance=arguments.importance_of(min_importance),
    )


def _read(file: str | Path | Opened, caller: str) -> tuple[model.Timeline, Faults]:
    from timeline import arguments
    from timeline.text.reader import read, read_text

    if not arguments.is_open_file(file):
        return read(arguments.path_of(file, caller))
    name, folder = arguments.whereabouts(file)
    return read_text(arguments.held(file, caller), name, folder)


def __getattr__(name: str) -> object:
    """`timeline.Timeline`, which brings pydantic, when it is asked for."""
    if name == "Timeline":
        from timeline.notebook import Timeline

        return Timeline
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Also the names that are not loaded yet, for a notebook to complete."""
    return sorted({*globals(), *__all__})
