"""What a page is made of: the edition that is published, and its charts as they are drawn."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING

from timeline.pages.pictured import NO_PICTURES, Gallery

if TYPE_CHECKING:  # a command makes an edition before it loads what draws it
    from collections.abc import Mapping
    from pathlib import Path

    from timeline.drawing.pictures import Picture
    from timeline.layout.parts import Layout
    from timeline.model import Timeline
    from timeline.pages.live import Live


@dataclass(frozen=True, slots=True)
class Following:
    """What the page of a preview knows of the file it follows.

    `version` counts the builds; `places` are "events.toml:12" by the event's id;
    `copied` and `ended` are words that its script says, `foreign` the attributes of their
    language, if it is not the page's.
    """

    version: int
    places: Mapping[str, str]
    copied: str
    ended: str
    foreign: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Edition:
    """A timeline as it is published: what is decided before anything is drawn.

    As of a book: of one work, the timeline in a file, there can be several, whole
    or in part, in this or that make-up. `total` is how many events the file has,
    None if the timeline has them all; `data` is the file, offered for download,
    with lines ended as on Unix; `templates` a folder of templates in place of those of
    the page, and style sheets beside them; `height` the most px a chart may be high, None for what the
    timeline says; `interactive` gives the page a chart to explore; `rasters` puts PNGs
    beside it; `gallery` are its pictures; `following` lets it follow a file that is being written.
    """

    timeline: Timeline
    _: KW_ONLY
    total: int | None = None
    data: bytes = b""
    templates: Path | None = None
    height: float | None = None
    interactive: bool = True
    rasters: bool = True
    gallery: Gallery = NO_PICTURES
    following: Following | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Charts:
    """The charts of a page, and what stands beside it.

    `pictures` are the layouts by name, those of `begin.WIDTHS`, of which the page
    shows the one its width suits; `live` makes the chart one to explore; `downloads`
    are the relative addresses of files beside the page by what they are called, and
    `embedded` are the layouts of the charts in the embed beside it, if there is one.
    """

    pictures: Mapping[str, Picture] = field(default_factory=dict)
    live: Live | None = None
    downloads: Mapping[str, str] = field(default_factory=dict)
    embedded: Mapping[str, Layout] = field(default_factory=dict)


UNDRAWN = Charts()  # of a page that is its list alone
