"""How much of a description stands above the chart: its first lines, if it has more."""

from __future__ import annotations

import re
from math import ceil

from timeline.layout import metrics
from timeline.layout.begin import SHOWN_FROM
from timeline.layout.theme import SIZES

# By the page's own style sheet: the lines that stand above the chart, and how long they are, in
# letters of their own size; on telephones and in wider windows, by the class that folds what is longer.
_FOLDS = {"long-narrow": (3, SHOWN_FROM["narrow"]), "long-wide": (2, 46.0)}
_WIDE_LETTERS = 0.85  # of a line that is sure to be filled: readers' fonts are narrower or wider
_PARTS = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)")  # paragraphs, and items of a list


def folds(description: str) -> str:
    """The classes of a description, in Markdown, that may take more lines than stand there."""
    parts = [part for part in _PARTS.split(description) if part.strip()]
    widths = [metrics.text_width(part, SIZES.rem) / SIZES.rem for part in parts]
    return " ".join(
        name
        for name, (most, line) in _FOLDS.items()
        if sum(max(1, ceil(width / (line * _WIDE_LETTERS))) for width in widths) > most
    )
