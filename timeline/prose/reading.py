"""A text of Markdown as HTML of our own making, and what an author should know of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.prose.parser import parse, rendered
from timeline.prose.unread import Unread

if TYPE_CHECKING:
    from markdown_it.token import Token

Leads = Callable[[str], str]  # from an event's id, or a former one, to an address; empty if none


@dataclass(frozen=True, slots=True)
class ToEvent:
    """A link to an event: the id that it names, and where in the text."""

    event: str
    offset: int


@dataclass(frozen=True, slots=True)
class Found:
    """What is not read in a text, and the links in it to events, both in their order."""

    unread: tuple[Unread, ...]
    links: tuple[ToEvent, ...]


def found(text: str) -> Found:
    """What an author should know of a text, and what it leads to."""
    tokens, notes = parse(text)
    links = (
        ToEvent(child.meta["event"], child.meta["offset"])
        for token in tokens
        for child in token.children or ()
        if "event" in child.meta
    )
    unread = {(each.kind, each.offset): each for each in notes.unread}  # a footnote's own sign too
    return Found(tuple(sorted(unread.values(), key=lambda each: each.offset)), tuple(links))


def html(text: str, leads: Leads) -> str:
    """A text as HTML: no raw HTML of the author's, no pictures, no headings.

    A link to an event that leads nowhere leaves its words.
    """
    if not text:
        return ""
    tokens, _ = parse(text)
    for token in tokens:
        if token.children:
            token.children = list(_led(token.children, leads))
    return rendered(tokens)


def _led(tokens: list[Token], leads: Leads) -> Iterator[Token]:
    """Tokens with links to events that lead where they should."""
    is_dropped = False  # whether the link that is open is; none stands in another
    for token in tokens:
        if "event" in token.meta:
            address = leads(token.meta["event"])
            token.attrSet("href", address)
            is_dropped = not address
            if is_dropped:
                continue
        elif token.type == "link_close" and is_dropped:
            is_dropped = False
            continue
        yield token
