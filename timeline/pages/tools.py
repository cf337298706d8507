"""What search and filters need of the room below a chart, where they are to be one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from timeline import wording
from timeline.layout import metrics
from timeline.layout.begin import SHOWN_FROM
from timeline.layout.theme import SIZES

# By the page's own style sheet, in rem.
_SEARCH = 11.0
_LETTERS = 0.8125
_CHIP = 2.15  # of a lane: its colour, and the room around its title and before the next
_MENU = 2.2  # around what a menu is called
_GAP = 1.0
_AROUND = 4.0  # the page's margins, and a bar to scroll it
# The page is set in the reader's own font, which may be so much wider than ours.
_WIDER = 1.18


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The lengths of the row, in rem; in windows narrower than `row_from` lanes fold into a menu.

    None if there is no window in which they would stand in one row.
    """

    search: float
    row_from: float | None


def tools(lanes: Sequence[str], *, tagged: bool, lang: str) -> Tools:
    """The row of a page whose events are in lanes of these titles, and have tags or not."""
    titles = [title or wording.phrase("no-lane", lang) for title in lanes]
    chips = sum(_width(title) + _CHIP for title in titles) if len(titles) > 1 else 0
    menu = _width(wording.phrase("tags", lang)) + _MENU + _GAP if tagged else 0
    needs = round(_SEARCH + _GAP + chips + menu, 2)
    broadest = max(SHOWN_FROM.values())
    return Tools(search=_SEARCH, row_from=needs + _AROUND if needs <= broadest else None)


def _width(text: str) -> float:
    return metrics.text_width(text, _LETTERS * SIZES.rem) / SIZES.rem * _WIDER
