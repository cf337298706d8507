"""Text with HTML in it, as other tools hold it, to the Markdown that our pages read.

What looks like HTML and is none ("5 < 6", "a <b", "<unknown>") is text, and
what looks like Markdown is text too. Of HTML nothing survives but what
Markdown has a sign for; what else had a meaning is told, once for each time.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline.importing.html.addresses import with_links
from timeline.importing.html.cleaning import (
    has_markup,
    sanitised,
    struck,
    tags_in,
    without_entities,
)
from timeline.importing.html.escapes import escaped, inline, on_one_line, visible
from timeline.importing.rows import NoEvent

MOST_HTML = 100_000  # characters of a text with tags; far more than anyone reads of an event
MOST_TEXT = 1_000_000
CONTROLS = "characters that no text has"


class TooLong(NoEvent):
    """A text of so many characters that nobody reads it; nothing is made of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A text; the links that were in it, if it has no place for them; and what was dropped, and why."""

    text: str
    links: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()


def markdown(source: str, *, autolink: bool = False) -> Prose:
    """The Markdown that reads as a text with HTML does in a browser; raises TooLong.

    With `autolink`, web addresses in the text become links, as some tools have it.
    """
    text, dropped = _clean(source)
    if not (tags := tags_in(text)):
        made = escaped(without_entities(text), with_links if autolink else inline)
        return Prose(text=made, dropped=dropped)
    from timeline.importing.html.prose import converted

    safe, lost = sanitised(text, tags)
    return Prose(text=converted(safe, autolink=autolink), dropped=(*dropped, *lost))


def plain(source: str) -> Prose:
    """The words of a text with HTML, on one line, and the links in it; raises TooLong."""
    text, dropped = _clean(source)
    if not (tags := tags_in(text)):
        return Prose(text=on_one_line(without_entities(text)), dropped=dropped)
    from timeline.importing.html.tree import words_and_links

    safe, lost = sanitised(text, tags)
    words, links = words_and_links(safe)
    return Prose(text=words, links=links, dropped=(*dropped, *lost, *struck(tags)))


def _clean(source: str) -> tuple[str, tuple[str, ...]]:
    """A text without what is no text, and whether there was any; raises TooLong."""
    most = MOST_TEXT
    if MOST_HTML < len(source) <= MOST_TEXT and has_markup(source):
        most = MOST_HTML
    if len(source) > most:
        kind = " with HTML" if most == MOST_HTML else ""
        raise TooLong(
            f"a text{kind} of {len(source):,} characters, and {most:,} can be read",
            code="text-long",
        )
    text = visible(source.replace("\r\n", "\n").replace("\r", "\n"))
    return text, (CONTROLS,) if len(text) < len(source.replace("\r\n", "\n")) else ()
