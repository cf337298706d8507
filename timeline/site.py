"""The whole way from a timeline to its files: layout, chart, pictures, page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from timeline.layout import MEDIUM, WIDE, layout
from timeline.metrics import foreign
from timeline.model import Timeline
from timeline.pages import page
from timeline.pictures import Picture, draw

PAGE, SVG, PNG = "index.html", "timeline.svg", "timeline.png"

Report = Callable[[str], None]


def _silent(step: str) -> None:
    """Report nothing."""


def build(
    timeline: Timeline,
    *,
    data: bytes = b"",
    templates: Path | None = None,
    report: Report = _silent,
) -> dict[str, bytes]:
    """Every file of a timeline's site, by name; nothing is written.

    `data` is the file the timeline was read from, `templates` a folder whose
    files replace those of the page; `report` is told of each step.
    """
    pictures: dict[str, Picture] = {}
    for name, width in {"medium": MEDIUM, "wide": WIDE}.items():
        report(f"drawing the {name} chart")
        pictures[name] = draw(timeline, layout(timeline, width))
    report("writing the page")
    html = page(timeline, pictures, data=data, templates=templates)
    report("writing the pictures")
    wide = pictures["wide"]
    return {PAGE: html.encode(), SVG: wide.svg(), PNG: wide.png()}


def drawn_elsewhere(picture: Picture) -> str:
    """The characters of a picture that the shipped font lacks, each once.

    A PNG or PDF draws them with whatever font the machine has, or as boxes.
    """
    return foreign("".join(picture.texts().values()))
