"""The whole way from a timeline to its files: layout, chart, pictures, page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from timeline.layout import MEDIUM, WIDE, layout
from timeline.metrics import foreign
from timeline.model import Timeline
from timeline.pages import page
from timeline.pictures import Picture, draw

PAGE, SVG, PNG = "index.html", "timeline.svg", "timeline.png"
DOWNLOADS = {"SVG": SVG, "PNG": PNG}

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What was made: every file's bytes by name, and what the author should know of it."""

    files: dict[str, bytes]
    notes: tuple[str, ...]


def _silent(step: str) -> None:
    """Report nothing."""


def build(
    timeline: Timeline,
    *,
    data: bytes = b"",
    templates: Path | None = None,
    report: Report = _silent,
) -> Built:
    """Every file of a timeline's site; nothing is written.

    `data` is the file the timeline was read from, `templates` a folder whose
    files replace those of the page; `report` is told of each step.
    """
    pictures = charts(timeline, report)
    report("writing the page")
    html = page(timeline, pictures, data=data, downloads=DOWNLOADS, templates=templates)
    report("writing the pictures")
    wide = pictures["wide"]
    files = {PAGE: html.encode(), SVG: wide.svg(), PNG: wide.png(wide.fitting_scale())}
    return Built(files=files, notes=notes(wide))


def charts(timeline: Timeline, report: Report = _silent) -> dict[str, Picture]:
    """The chart in the two layouts a page has."""
    pictures = {}
    for name, width in {"medium": MEDIUM, "wide": WIDE}.items():
        report(f"drawing the {name} chart")
        pictures[name] = draw(timeline, layout(timeline, width))
    return pictures


def notes(picture: Picture) -> tuple[str, ...]:
    """What depends on the machine: text in letters that the shipped font lacks."""
    lacking = foreign("".join(picture.texts().values()))
    if not lacking:
        return ()
    shown = lacking[:12] + ("..." if len(lacking) > 12 else "")
    return (
        f"a PNG or PDF draws {len(lacking)} letters or signs ({shown}) in a font of this machine, "
        "or leaves them out if it has none; page and SVG leave them to the reader's fonts",
    )
