"""A timeline and its pictures to one HTML page that needs nothing else.

The page makes no request and can be read without its script; its
Content-Security-Policy lets in only its own style sheet and scripts, by hash.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from timeline import wording
from timeline.drawing import structure
from timeline.drawing.pictures import characters, css_colours, font_faces
from timeline.faces.shipped import Style
from timeline.layout import metrics
from timeline.layout.theme import accent, themes
from timeline.model import Timeline
from timeline.model.addresses import BESIDE, published
from timeline.pages import (
    axes,
    embed,
    folding,
    head,
    licences,
    long_lists,
    paper,
    pictured,
    sourcing,
    strips,
    tools,
)
from timeline.pages.edition import UNDRAWN, Charts, Edition
from timeline.pages.entries import Entry, Listed, entries, in_page, markdown, when
from timeline.pages.live import drawn_characters
from timeline.pages.notes import Work, works
from timeline.pages.phrases import Phrases
from timeline.pages.policy import policy
from timeline.pages.templates import (
    checked,
    filled,
    has_own_entries,
    script,
    style_sheet,
    template_faults,
)

Context = dict[str, Any]  # what a template is filled with, by the names it knows


@dataclass(frozen=True, slots=True)
class _Scripts:
    """The page's scripts; an empty one is not in it."""

    main: str
    runtime: str
    follower: str


@metrics.lettered
def page(edition: Edition, charts: Charts = UNDRAWN) -> str:
    """The page as HTML text; raises BadTemplate."""
    environment = checked(edition.templates)
    listed = entries(edition.timeline, gallery=edition.gallery)
    lists = _lists(edition, listed, works(listed.notes))
    # Before the style sheet, which waits for its fonts.
    context = _words(edition) | lists | _charts(edition, charts)
    style = style_sheet(environment, "style.css", _style(edition, charts, context))
    with template_faults(environment):
        scripts = _Scripts(
            main=script(environment, "main" if charts.live else "reading"),
            runtime=charts.live.runtime if charts.live else "",
            follower=script(environment, "preview") if edition.following else "",
        )
    return filled(environment, "index.html", context | _code(edition, style, scripts))


def _style(edition: Edition, charts: Charts, lists: Context) -> Context:
    """What the style sheet is filled with."""
    layouts = {name: picture.layout for name, picture in charts.pictures.items()}
    plates = [*lists["plates"], *(plate for entry in lists["listed"] for plate in entry.plates)]
    return {
        "colours": css_colours(edition.timeline),
        "fonts": _fonts(edition.timeline, charts),
        "logo": edition.timeline.files.logo,
        "has_font": edition.timeline.files.font is not None,
        "accent": accent(edition.timeline),
        "lanes": range(themes(edition.timeline).lanes),
        "long_lists": _long_lists(lists["entries"], lists["undated"], lists["notes"]),
        "undated": lists["undated"],
        "own_entries": has_own_entries(edition.templates),
        "strips": lists["strips"],
        "plates": plates,
        "images": pictured.looks(plates),
        "axes": _axes(charts),
        "tools": _tools(edition.timeline, lists["listed"]),
        "related": embed.related(
            edition.timeline, charts.pictures.values(), ".still [data-events~={id}]"
        ),
        "least_px": paper.LEAST_PX,
        "sheets": paper.sheets(layouts, _above(edition.timeline)),
        "preview": edition.following is not None,
    }


def _tools(timeline: Timeline, told: Sequence[Entry]) -> tools.Tools:
    used = {entry.event.lane for entry in told}
    titles = [lane.title for lane in timeline.lanes if lane.id in used]
    tagged = any(entry.tags for entry in told)
    return tools.tools(titles, tagged=tagged, lang=timeline.header.lang)


def _fonts(timeline: Timeline, charts: Charts) -> str:
    more = drawn_characters(timeline) if charts.live else {}
    drawn, font = characters(charts.pictures.values(), more), timeline.files.font
    if font:  # of which the title is as well
        drawn |= {Style.BOLD: "".join(sorted({*drawn[Style.BOLD], *timeline.header.title}))}
    return font_faces(drawn, font)


def _words(edition: Edition) -> Context:
    """The timeline itself, and words in its language."""
    timeline = edition.timeline
    header, lang = timeline.header, timeline.header.lang
    return {
        "timeline": timeline,
        "header": header,
        "logo": timeline.files.logo,
        "plates": edition.gallery.plates(header.media),
        "direction": wording.direction(lang),
        "description": markdown(header.description, in_page(timeline)),
        "folds": folding.folds(header.description),
        "cited": sourcing.cited(timeline),
        "head": head.head(timeline, rasters=edition.rasters),
        "licence": licences.linked(header.licence),
        "periods": [(period.title, when(period.date, timeline)) for period in timeline.periods],
        "phrase": Phrases(lang),
        "words": wording.script_words(lang),
    }


def _above(timeline: Timeline) -> str:
    """What the page says between its title and its chart."""
    return timeline.header.headline or timeline.header.description


def _lists(edition: Edition, told: Listed, cited: Sequence[Work]) -> Context:
    """The lists of events and of the works they cite."""
    timeline = edition.timeline
    return {
        "entries": told.dated,
        "undated": told.undated,
        "listed": told.all,
        "notes": cited,
        "strips": strips.strips(timeline),
        "stretches": long_lists.stretches,
        "index": long_lists.index(timeline.events, timeline.header.lang, timeline.undated),
        "total": len(timeline.all_events) if edition.total is None else edition.total,
        "data_url": _data_url(edition.data) if edition.data else "",
    }


def _charts(edition: Edition, charts: Charts) -> Context:
    """The charts, and what leads to files beside the page."""
    thumbs: dict[str, str] = {}  # by their data, as the charts find them
    drawn = {
        name: picture.inline(_prefix(name), axis=True, thumbs=thumbs)
        for name, picture in charts.pictures.items()
    }
    return {
        "charts": {
            name: Markup(chart)  # noqa: S704 - serialised XML
            for name, chart in drawn.items()
        },
        "thumbs": thumbs,
        "axes": _axes(charts),
        "chart_words": next((picture.words for picture in charts.pictures.values()), ""),
        "outline": structure.parts(edition.timeline) if _needs_outline(edition, charts) else (),
        "live": Markup(charts.live.json) if charts.live else "",  # noqa: S704 - escaped where made
        "downloads": {name: quote(address) for name, address in charts.downloads.items()},
        "embed_code": _embed_code(edition.timeline, charts),
    }


def _axes(charts: Charts) -> dict[str, axes.Axis]:
    """The copies of the charts' axes, by layout."""
    return {
        name: axes.axis(picture.layout, _prefix(name)) for name, picture in charts.pictures.items()
    }


def _prefix(name: str) -> str:
    """What the ids in a layout's chart begin with."""
    return f"{name[0].upper()}-"


def _needs_outline(edition: Edition, charts: Charts) -> bool:
    """Whether there is a chart that says nothing of each event."""
    return bool(charts.pictures) and structure.is_crowded(edition.timeline)


def _embed_code(timeline: Timeline, charts: Charts) -> str:
    """The element that shows the embed in other sites; the page's script makes its address whole."""
    if not charts.embedded:
        return ""
    return embed.frame(timeline, published(timeline.header.url) or BESIDE, charts.embedded)


def _code(edition: Edition, style: str, scripts: _Scripts) -> Context:
    """Style sheet and scripts, and the policy that lets in these alone."""
    following = edition.following
    code = [scripts.main, scripts.runtime, scripts.follower]
    return {
        "style": Markup(style),  # noqa: S704 - made of our own colours and glyphs
        "script": Markup(scripts.main),  # noqa: S704 - from the templates
        "runtime": Markup(scripts.runtime),  # noqa: S704 - our own
        "follower": Markup(scripts.follower),  # noqa: S704 - from the templates
        "preview": asdict(following) if following else None,
        "policy": policy(
            [style],
            code,
            connects=following is not None,
            has_images_beside=bool(edition.gallery.beside),
        ),
    }


def _long_lists(
    entries: Sequence[Entry], undated: Sequence[Entry], cited: Sequence[Work]
) -> dict[str, long_lists.Height]:
    """The height of a stretch of each list that is long, by its class."""
    heights = {}
    if long := [each for each in (entries, undated) if len(long_lists.stretches(each)) > 1]:
        heights["events"] = long_lists.entries_height([one.event for each in long for one in each])
    if len(long_lists.stretches(cited)) > 1:
        heights["notes"] = long_lists.works_height(cited)
    places = max((work.places for work in cited), key=len, default=())
    if len(long_lists.stretches(places)) > 1:
        heights["places"] = long_lists.places_height(places)
    return heights


def _data_url(data: bytes) -> str:
    return "data:application/toml;base64," + base64.b64encode(data).decode()
