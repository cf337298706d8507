"""The whole way from a timeline to its files: layout, chart, pictures, page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline.drawing.beside import HERE, then
from timeline.drawing.notices import Notice, notices
from timeline.drawing.pictures import (
    Drawing,
    Picture,
    draw,
    start,
)
from timeline.layout import areas, begin
from timeline.layout.begin import Layouts
from timeline.model import Timeline
from timeline.pages import embed
from timeline.pages.edition import Charts, Edition
from timeline.pages.head import CARD
from timeline.pages.live import Live, explorable, start_spec
from timeline.pages.page import page
from timeline.pages.pictured import NO_PICTURES, Gallery, Where, gallery
from timeline.pages.templates import get_ready

PAGE, SVG, PNG = "index.html", "timeline.svg", "timeline.png"
FILES = (PAGE, SVG, PNG, embed.EMBED, CARD)
DOWNLOADS = {"SVG": SVG, "PNG": PNG}

STEPS = len(begin.WIDTHS) + 4  # of a build, each reported as it begins

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What was made: every file's bytes by name, and what the author should know of it.

    `copies` are the pictures that stand beside the page, by relative address, and where to copy
    them from: they are never held all at once.
    """

    files: dict[str, bytes]
    copies: Mapping[str, Path]
    notices: tuple[Notice, ...]


def _silent(step: str) -> None:
    """Report nothing."""


def build(
    edition: Edition,
    *,
    report: Report = _silent,
    executor: Executor = HERE,
    layouts: Layouts | None = None,
) -> Built:
    """Every file of an edition's site; nothing is written. Raises NoFont, if there are to be PNGs.

    `report` is told of each of the STEPS; `executor` draws, best in a process
    beside this one, as `beside.beside` gives it; `layouts` is what `begin.start`
    gave, if they are begun already.
    """
    timeline = edition.timeline
    layouts = layouts or begin.start(timeline, edition.height, executor, executor)
    drawings: dict[str, Drawing] = {}
    for name in begin.WIDTHS:
        report(f"drawing the {name} chart")
        drawings[name] = start(timeline, layouts[name].result(), executor)
    report("drawing the card")
    card = start_card(timeline, edition.total or 0, executor) if edition.rasters else None
    spec = None
    if edition.interactive:
        spec = start_spec(timeline, drawings["wide"].layout, executor)
    embedded = embed.start_charts(edition, drawings, executor)
    get_ready(edition.templates)  # while the pictures are being drawn
    pictures = _drawn(drawings)
    chart = pictures["wide"].standing(edition.total or 0)
    report("drawing the PNG")
    # This takes longest, so all else is made here meanwhile, the card's PNG as well.
    png = chart.start_png(chart.fitting_scale(), executor=executor) if edition.rasters else None
    report("writing the page")
    html = page(
        edition,
        Charts(
            pictures=pictures,
            live=_live(edition, drawings, spec) if spec else None,
            downloads=DOWNLOADS if edition.rasters else {"SVG": SVG},
            embedded={name: one.layout for name, one in embedded.items()},
        ),
    )
    report("writing the embed")
    frame = embed.embed(edition, _drawn(embedded))
    report("writing the SVG")
    files = {PAGE: html.encode(), SVG: chart.svg(), embed.EMBED: frame.encode()}
    if card and png:
        files |= {CARD: card.result().png(1, few_colours=True), PNG: png.result()}
    return Built(
        files={name: files[name] for name in FILES if name in files},
        copies=edition.gallery.beside,
        notices=notices(chart, edition.height, raster=edition.rasters),
    )


def pictured(timeline: Timeline, where: Where | None = None, report: Report = _silent) -> Gallery:
    """The pictures that a timeline names, as its page has them; raises BadPicture.

    `report` is told the name of each as it is done.
    """
    named = [each.file for event in timeline.all_events for each in event.media]
    named += [each.file for each in timeline.header.media]
    found = [each for each in timeline.files.pictures if each.name in named]
    if not found or where is Where.NONE:
        return NO_PICTURES
    from timeline.drawing.apart import DRAWER  # of a timeline with pictures alone
    from timeline.images.sizes import sizes

    return gallery(sizes(found, DRAWER, report), named, where)


def start_card(timeline: Timeline, total: int = 0, executor: Executor = HERE) -> Future[Picture]:
    """The picture that stands for a page where its link is shown; its chart is begun now."""
    found = areas.card(timeline, total)
    chart = start(found.timeline, found.sheet.plan, executor).picture
    return then(chart, lambda drawn: drawn.on(found.sheet))


def preview(edition: Edition, executor: Executor = HERE) -> str:
    """The page alone, as `timeline serve` shows it."""
    timeline = edition.timeline
    begun = begin.start(timeline, edition.height, executor, executor)
    layouts = {name: each.result() for name, each in begun.items()}
    # The specification is soon drawn, and while the charts are, what needs it can be made.
    spec = start_spec(timeline, layouts["wide"], executor)
    drawings = {name: start(timeline, one, executor) for name, one in layouts.items()}
    live = _live(edition, drawings, spec)
    return page(edition, Charts(pictures=_drawn(drawings), live=live, downloads=DOWNLOADS))


def _live(edition: Edition, drawings: Mapping[str, Drawing], spec: Future[dict[str, Any]]) -> Live:
    """The chart to explore, in the layouts that are drawn."""
    layouts = {name: drawing.layout for name, drawing in drawings.items()}
    return explorable(edition.timeline, layouts, spec.result())


def _drawn(drawings: Mapping[str, Drawing]) -> dict[str, Picture]:
    return {name: drawing.picture.result() for name, drawing in drawings.items()}


def charts(timeline: Timeline) -> Charts:
    """The chart in the layouts a page has, still."""
    layouts = begin.start(timeline, None, HERE, HERE)
    return Charts(pictures={name: draw(timeline, each.result()) for name, each in layouts.items()})
