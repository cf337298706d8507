"""The whole way from a timeline to its files: layout, chart, pictures, page."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from timeline.engine import HERE
from timeline.layout import MEDIUM, WIDE, layout
from timeline.metrics import foreign
from timeline.model import Timeline
from timeline.pages import page
from timeline.pictures import Picture, draw, start

PAGE, SVG, PNG = "index.html", "timeline.svg", "timeline.png"
DOWNLOADS = {"SVG": SVG, "PNG": PNG}

WIDTHS = {"wide": WIDE, "medium": MEDIUM}

STEPS = 5  # of a build, each reported as it begins

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
    height: float | None = None,
    report: Report = _silent,
    executor: Executor = HERE,
) -> Built:
    """Every file of a timeline's site; nothing is written.

    `data` is the file the timeline was read from, `templates` a folder whose
    files replace those of the page, `height` the most px the charts may be
    high; `report` is told of each of the STEPS; `executor` draws, best in a
    process beside this one, as `engine.beside` gives it.
    """
    begun = {}
    for name, width in WIDTHS.items():
        report(f"drawing the {name} chart")
        begun[name] = start(timeline, layout(timeline, width, height), executor)
    # The PNG takes longest, and is begun as soon as it can be.
    wide = begun["wide"]()
    report("drawing the PNG")
    png = wide.start_png(wide.fitting_scale(), executor=executor)
    pictures = {"wide": wide, "medium": begun["medium"]()}
    report("writing the page")
    html = page(timeline, pictures, data=data, downloads=DOWNLOADS, templates=templates)
    report("writing the SVG")
    files = {PAGE: html.encode(), SVG: wide.svg(), PNG: png.result()}
    return Built(files=files, notes=notes(wide))


def charts(timeline: Timeline) -> dict[str, Picture]:
    """The chart in the two layouts a page has."""
    return {name: draw(timeline, layout(timeline, width)) for name, width in WIDTHS.items()}


def notes(picture: Picture, *, raster: bool = True) -> tuple[str, ...]:
    """What the author should know: events gathered in counts; if `raster`, letters of other fonts."""
    return (*_gathered(picture), *(_lacking(picture) if raster else ()))


def _gathered(picture: Picture) -> tuple[str, ...]:
    count = sum(len(cluster.events) for cluster in picture.layout.clusters)
    if not count:
        return ()
    return (
        f"the chart has no room for {count} of {len(picture.timeline.events)} events, which are "
        "gathered in counts; draw a part with --from, --to, --lane or --min-importance, or give "
        "it room with --height",
    )


def _lacking(picture: Picture) -> tuple[str, ...]:
    lacking = foreign("".join(picture.texts().values()))
    if not lacking:
        return ()
    shown = lacking[:12] + ("..." if len(lacking) > 12 else "")
    return (
        f"a PNG or PDF draws {len(lacking)} letters or signs ({shown}) in a font of this machine, "
        "or leaves them out if it has none; page and SVG leave them to the reader's fonts",
    )
