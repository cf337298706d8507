"""Notices and errors of drawing in words, with the options that help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.errors import Lost, TimelineError, TooLarge

if TYPE_CHECKING:
    from timeline.drawing.notices import Notice

_SHOWN = 12  # letters of another font
_PART = "draw a part with --from, --to, --lane or --min-importance"


def notice_words(notice: Notice) -> str:
    """A notice as part of a sentence."""
    from timeline.drawing.notices import Clustered, ForeignLetters, TooHigh, Unmarked

    match notice:
        case Clustered(count, total):
            return (
                f"the chart has no room for {count} of {total} events, which are gathered in "
                f"counts; {_PART}, or give it room with --height"
            )
        case Unmarked(count, total):
            return (
                f"{count} of {total} events have no mark, since nothing sure of their dates falls "
                "in the span of the chart; the list has them"
            )
        case TooHigh(height, limit):
            return (
                f"the chart is {round(height)} px high, not {round(limit)}: its lanes, periods and "
                "key need that much by themselves; draw fewer lanes with --lane, or give it room "
                "with --height"
            )
        case ForeignLetters(letters):
            shown = letters[:_SHOWN] + ("..." if len(letters) > _SHOWN else "")
            return (
                f"a PNG or PDF draws {len(letters)} letters or signs ({shown}) in a font of this "
                "machine, or leaves them out if it has none; page and SVG leave them to the "
                "reader's fonts"
            )


def error_words(error: TimelineError) -> str:
    """Why something cannot be made, and what to do."""
    match error:
        case TooLarge():
            pixels = f"{error.width} x {error.height} pixels"
            return f"this PNG would be {pixels}; write --scale {error.scale:.3g} or less"
        case Lost():
            return f"{error}; try again, or {_PART}"
        case _:
            return str(error)
