"""What the head of a page tells browsers, search engines and those who show its link."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from timeline import wording
from timeline.addresses import published
from timeline.entries import markdown
from timeline.model import Timeline
from timeline.theme import DARK, LIGHT

CARD = "card.png"  # the picture beside the page that stands for it where its link is shown
CARD_SIZE = (1200, 630)  # px
_DESCRIPTION = 200  # characters; what search engines and messengers show of it


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


def head(timeline: Timeline) -> Head:
    """The head of a timeline's page."""
    address = published(timeline.header.url)
    return Head(
        description=shortened(markdown(timeline.header.description).striptags(), _DESCRIPTION),
        address=address.page if address else "",
        card=address.file(CARD) if address else "",
        card_size=CARD_SIZE,
        locale=wording.territorial(timeline.header.lang),
        icon=_icon(len(timeline.lanes)),
        papers={theme.name: theme.paper for theme in (LIGHT, DARK)},
    )


def shortened(text: str, most: int) -> str:
    """`text` in one line of at most `most` characters, cut between words, with a mark of the cut."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[:most]  # one more than is kept, for the ellipsis
    whole, space, _ = cut.rpartition(" ")
    # A language without spaces, or a very long word, is cut where it has to be.
    kept = whole if space and len(whole) > most // 2 else cut[:-1]
    return kept.rstrip(" ,;:.–—-") + "…"


def _icon(lanes: int) -> str:
    """Three bars in the colours of the first lanes, on paper so that they show on any tab."""
    bars = "".join(
        f"<rect x='{x}' y='{y}' width='{width}' height='2.5' rx='1'"
        f" fill='{LIGHT.colour(number % max(1, lanes), 'solid')}'/>"
        for number, (x, y, width) in enumerate(((2, 2.75, 8), (5, 6.75, 9), (3, 10.75, 6)))
    )
    paper = f"<rect width='16' height='16' rx='3' fill='{LIGHT.paper}'/>"
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>{paper}{bars}</svg>"
    return "data:image/svg+xml," + quote(drawing, safe="/:=")
