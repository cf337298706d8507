"""The whole way from a timeline to its files: layout, chart, pictures, page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline.drawing import cards
from timeline.drawing.beside import HERE
from timeline.drawing.cards import CARD
from timeline.drawing.pictures import Picture, draw, start, start_font_faces
from timeline.layout import begin
from timeline.layout.begin import Plans
from timeline.layout.layout import NARROW, layout
from timeline.layout.metrics import foreign
from timeline.layout.parts import Layout
from timeline.layout.theme import SIZES
from timeline.model import Timeline
from timeline.model.addresses import BESIDE, published
from timeline.pages import embed
from timeline.pages.live import drawn_characters, explorable, start_spec
from timeline.pages.page import characters, page

PAGE, SVG, PNG = "index.html", "timeline.svg", "timeline.png"
FILES = (PAGE, SVG, PNG, embed.EMBED, CARD)
DOWNLOADS = {"SVG": SVG, "PNG": PNG}

STEPS = 7  # of a build, each reported as it begins

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
    interactive: bool = True,
    total: int | None = None,
    executor: Executor = HERE,
    planned: Plans | None = None,
) -> Built:
    """Every file of a timeline's site; nothing is written.

    `data` is the file the timeline was read from, `templates` a folder whose
    files replace those of the page, `height` the most px the charts may be
    high; `interactive` gives the page a chart to explore; `total` is how many
    events the file has, if the timeline is a part of them; `report` is told of
    each of the STEPS; `executor` draws, best in a process beside this one, as
    `engine.beside` gives it; `planned` is what `plans.start` gave, if they are
    begun already.
    """
    planned = planned or begin.start(timeline, height, executor)
    begun, layouts = {}, {}
    for name in begin.WIDTHS:
        report(f"drawing the {name} chart")
        layouts[name] = planned[name].result()
        begun[name] = start(timeline, layouts[name], executor)
    report("drawing the card")
    card = cards.start(timeline, executor)
    spec = start_spec(timeline, layouts["wide"], executor) if interactive else None
    embedded = embed.start_charts(timeline, begun, height, executor)
    pictures = {name: picture() for name, picture in begun.items()}
    chart = pictures["wide"]
    report("drawing the PNG")
    # First what the page waits for; then the PNG, which takes longest.
    more = drawn_characters(timeline) if interactive else ""
    fonts = start_font_faces(characters(pictures, more), executor)
    svg_fonts = start_font_faces(chart.texts(), executor)
    png = chart.start_png(chart.fitting_scale(), executor=executor)
    card_png = card()
    report("writing the page")
    address = published(timeline.header.url) or BESIDE
    live = None
    if spec:
        layouts["narrow"] = layout(timeline, NARROW, height)
        live = explorable(timeline, layouts, spec.result())
    html = page(
        timeline,
        pictures,
        data=data,
        downloads=DOWNLOADS,
        templates=templates,
        live=live,
        fonts=fonts,
        embed_code=embed.frame(timeline, address, embedded.medium),
        total=total,
    )
    report("writing the embed")
    frame = embed.embed(timeline, embedded(), templates=templates, executor=executor)
    report("writing the SVG")
    files = {
        PAGE: html.encode(),
        SVG: chart.svg(svg_fonts()),
        PNG: png.result(),
        embed.EMBED: frame.encode(),
        CARD: card_png.result(),
    }
    return Built(files=files, notes=notes(chart, height))


def preview(
    timeline: Timeline,
    facts: Mapping[str, Any],
    *,
    data: bytes = b"",
    templates: Path | None = None,
    height: float | None = None,
    executor: Executor = HERE,
) -> str:
    """The page alone, as `timeline serve` shows it; `facts` are for the preview's script."""
    planned = begin.start(timeline, height, executor)
    layouts = {name: plan.result() for name, plan in planned.items()}
    # The specification is soon drawn, and while the charts are, what needs it can be made.
    spec = start_spec(timeline, layouts["wide"], executor)
    begun = {name: start(timeline, one, executor) for name, one in layouts.items()}
    layouts["narrow"] = layout(timeline, NARROW, height)
    live = explorable(timeline, layouts, spec.result())
    pictures = {name: picture() for name, picture in begun.items()}
    fonts = start_font_faces(characters(pictures, drawn_characters(timeline)), executor)
    return page(
        timeline,
        pictures,
        data=data,
        downloads=DOWNLOADS,
        templates=templates,
        live=live,
        preview=facts,
        fonts=fonts,
    )


def charts(timeline: Timeline) -> dict[str, Picture]:
    """The chart in the two layouts a page has."""
    return {
        name: draw(timeline, plan.result())
        for name, plan in begin.start(timeline, None, HERE).items()
    }


def notes(picture: Picture, height: float | None = None, *, raster: bool = True) -> tuple[str, ...]:
    """What the author should know of a chart asked to be at most `height` px high.

    Events gathered in counts, events without a mark, a height that was not to be
    kept; if `raster`, letters of other fonts.
    """
    limit = height or picture.timeline.header.height or SIZES.most_height
    told = (*_gathered(picture), *_unmarked(picture), *_too_high(picture.layout, limit))
    return (*told, *(_lacking(picture) if raster else ()))


def _gathered(picture: Picture) -> tuple[str, ...]:
    count = sum(len(cluster.events) for cluster in picture.layout.clusters)
    if not count:
        return ()
    return (
        f"the chart has no room for {count} of {len(picture.timeline.events)} events, which are "
        "gathered in counts; draw a part with --from, --to, --lane or --min-importance, or give "
        "it room with --height",
    )


def _unmarked(picture: Picture) -> tuple[str, ...]:
    count = len(picture.timeline.events) - picture.layout.count
    if not count:
        return ()
    return (
        f"{count} of {len(picture.timeline.events)} events have no mark, since nothing sure of "
        "their dates falls in the span of the chart; the list has them",
    )


def _too_high(layout: Layout, limit: float) -> tuple[str, ...]:
    if layout.height <= limit:
        return ()
    return (
        f"the chart is {round(layout.height)} px high, not {round(limit)}: its lanes, periods and "
        "key need that much by themselves; draw fewer lanes with --lane, or give it room with "
        "--height",
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
