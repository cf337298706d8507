"""A text to HTML that holds kept elements and web addresses alone, and what of it was dropped.

What looks like HTML and is none ("5 < 6", "a <b", "<unknown>") is text. The parsing is
that of `nh3`, which goes by the rules of browsers: it ends what has no end and parts what
overlaps, as Python's own parser does not, and so a text reads as it did in a browser.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterator
from html.entities import html5
from typing import TYPE_CHECKING

from timeline.importing.html.addresses import address
from timeline.importing.html.elements import (
    ADDRESSES,
    ATTRIBUTES,
    GONE,
    KEPT,
    KNOWN,
    SCRIPT,
    UNCLOSED,
)
from timeline.importing.html.escapes import STAND_INS, restored, visible

if TYPE_CHECKING:
    import nh3

MOST_NESTED = 100  # tags in each other

NO_LINK = "the address of a link is no web address"
NO_PICTURE = "a picture or embed has no web address"
STRUCK = "the line through struck-out text"
NESTED = f"tags nested more than {MOST_NESTED} deep"

_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<[!?][A-Za-z\[][^<>]*+>?"
    r"|<(/?)([A-Za-z][^\s/<>]*)((?:=\s*\"[^\"]*\"|=\s*'[^']*'|[^<>])*+)(>?)",
    re.DOTALL,
)
_SWITCHES = re.compile(  # attributes without a value; other words may be a text's
    r"(?:[\s/]+(?:allowfullscreen|async|autoplay|checked|compact|controls|defer|disabled|hidden"
    r"|loop|multiple|muted|nowrap|open|readonly|reversed|selected|webkitallowfullscreen"
    r"|mozallowfullscreen)\b)*[\s/]*",
    re.IGNORECASE,
)
_OTHER_NAME = re.compile(r"[a-z][a-z0-9]*[:-][a-z0-9-]+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPACES = re.compile(r"&(?:nbsp|#160|#[xX][aA]0);")
_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
_EVENT = re.compile(r"[\s/\"']on[a-z]+\s*=", re.IGNORECASE)


def has_markup(text: str) -> bool:
    """Whether there is HTML in a text."""
    return "<" in text and any(_is_markup(match) for match in _MARKUP.finditer(text))


def tags_in(text: str) -> list[re.Match[str]]:
    """The HTML in a text: tags, comments and the like, in their order."""
    return [match for match in _MARKUP.finditer(text) if _is_markup(match)] if "<" in text else []


def without_entities(text: str) -> str:
    """A text without HTML, its entities as their characters."""
    return restored(_as_text(text)) if "&" in text else text


def _is_markup(match: re.Match[str]) -> bool:
    """Whether what begins with < is HTML, or text that only looks like it."""
    name, rest = match[2], match[3]
    if not name or name.lower() in GONE:
        return True
    if name.lower() not in KNOWN:  # an element of another kind, such as o:p, but no <j.doe@x.org>
        return bool(match[4]) and ("=" in rest or bool(_OTHER_NAME.fullmatch(name)))
    return bool(match[4]) and ("=" in rest or bool(_SWITCHES.fullmatch(rest)))


def sanitised(text: str, tags: list[re.Match[str]]) -> tuple[str, tuple[str, ...]]:
    """HTML of kept elements and web addresses alone, and what was dropped."""
    lost = tuple(_losses(tags))
    if _is_deep(tags):
        return _cleaner().clean(_as_text(_MARKUP.sub(" ", text))), (*lost, NESTED)
    return _cleaner().clean(_marked(text, tags)), lost


@functools.cache
def _cleaner() -> nh3.Cleaner:
    """What leaves only kept elements and web addresses in HTML."""
    import nh3

    return nh3.Cleaner(
        tags=KEPT,
        clean_content_tags=set(GONE) - KEPT,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def _marked(text: str, tags: list[re.Match[str]]) -> str:
    """A text in which < stands for the beginning of a tag alone, and & for nothing.

    Entities become their characters here; so no two parsers can read them in
    two ways, and no text can come to be a tag.
    """
    pieces, at = [], 0
    for match in tags:
        pieces += [_as_text(text[at : match.start()]), "<" + _as_text(match[0][1:])]
        at = match.end()
    return "".join((*pieces, _as_text(text[at:])))


def _as_text(text: str) -> str:
    """A text with its entities as characters, and signs of HTML as those that stand for them."""
    decoded = _ENTITY.sub(_character, _SPACES.sub(" ", text))
    return decoded.replace("&", STAND_INS["&"]).replace("<", STAND_INS["<"])


def _character(match: re.Match[str]) -> str:
    is_number = match[0][1] == "#"  # a name is one to the letter: unescape takes beginnings too
    found = html.unescape(match[0]) if is_number else html5.get(match[0][1:], match[0])
    return STAND_INS.get(found, visible(found)) if found != match[0] else found


def struck(tags: list[re.Match[str]]) -> tuple[str, ...]:
    """What is told of text that is struck out, where that has no sign; once for each."""
    names = ((match[2] or "").lower() for match in tags if not match[1])
    return tuple(STRUCK for name in names if name in ("s", "del", "strike"))


def _losses(tags: list[re.Match[str]]) -> Iterator[str]:
    """What of a text with HTML has a meaning and cannot be kept."""
    for match in tags:
        closing, name, rest = match[1], (match[2] or "").lower(), match[3]
        if not name or closing:
            continue
        if name in GONE:
            yield GONE[name]
        if _EVENT.search(rest):
            yield SCRIPT
        if name in ADDRESSES and (lost := _lost_address(name, rest)):
            yield lost


def _lost_address(name: str, attributes: str) -> str:
    """What is said if the address of an element is none that a link may have."""
    found = re.search(rf"(?<![\w-]){ADDRESSES[name]}{_VALUE}", attributes, re.IGNORECASE)
    if not found:
        return NO_PICTURE if name in ("img", "iframe", "embed") else ""
    value = restored(_as_text(found[1] or found[2] or found[3] or ""))
    if address(value):
        return ""
    return NO_LINK if name == "a" else NO_PICTURE


def _is_deep(tags: list[re.Match[str]]) -> bool:
    """Whether tags are nested so deep that reading them would take without end."""
    depth: dict[str, int] = {}
    for match in tags:
        name = (match[2] or "").lower()
        if not name or name in UNCLOSED:
            continue
        if match[1]:
            depth[name] = depth.get(name, 1) - 1
            if depth[name] < 1:
                del depth[name]
        elif not match[3].endswith("/"):
            depth[name] = depth.get(name, 0) + 1
            if sum(depth.values()) > MOST_NESTED:
                return True
    return False
