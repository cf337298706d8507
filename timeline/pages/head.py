"""What the head of a page tells browsers, search engines and those who show its link."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from timeline import wording
from timeline.layout.areas import CARD_SIZE
from timeline.layout.theme import DARK, LIGHT, themes
from timeline.model import Header, Timeline
from timeline.model.addresses import published
from timeline.pages.entries import markdown
from timeline.pages.starts import words_of
from timeline.wording.short import shortened

_DESCRIPTION = 200  # characters; what search engines and messengers show of it

CARD = "card.png"  # the picture beside the page that stands for it where its link is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head's texts and addresses; an empty one is left out.

    `papers` are the page's background by colour scheme, `icon` a `data:` URL.
    """

    description: str
    address: str
    card: str
    card_size: tuple[int, int]
    locale: str
    icon: str
    papers: dict[str, str]


def head(timeline: Timeline, *, rasters: bool = True) -> Head:
    """The head of a timeline's page, with a card beside it if there are `rasters`."""
    address = published(timeline.header.url)
    return Head(
        description=shortened(_said(timeline.header), _DESCRIPTION),
        address=address.page if address else "",
        card=address.file(CARD) if address and rasters else "",
        card_size=CARD_SIZE,
        locale=wording.territorial(timeline.header.lang),
        icon=_icon(timeline),
        papers={theme.name: theme.paper for theme in (LIGHT, DARK)},
    )


def _said(header: Header) -> str:
    """What a link is shown with: what the picture says or, without that, what it is about."""
    return header.headline or words_of(markdown(header.description))


def _icon(timeline: Timeline) -> str:
    """Three bars in the colours of the first lanes, on paper so that they show on any tab."""
    theme, lanes = themes(timeline).light, max(1, len(timeline.lanes))
    bars = "".join(
        f"<rect x='{x}' y='{y}' width='{width}' height='2.5' rx='1'"
        f" fill='{theme.colour(number % lanes, 'solid')}'/>"
        for number, (x, y, width) in enumerate(((2, 2.75, 8), (5, 6.75, 9), (3, 10.75, 6)))
    )
    paper = f"<rect width='16' height='16' rx='3' fill='{LIGHT.paper}'/>"
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>{paper}{bars}</svg>"
    return "data:image/svg+xml," + quote(drawing, safe="/:=")
