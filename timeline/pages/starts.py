"""How an event's text starts: what is told of it where there is no room for more."""

from __future__ import annotations

import re
from html import unescape

from markupsafe import Markup

from timeline.segments import first_sentence

# As the page's script finds it: the first paragraph or item, whatever it stands in.
_FIRST = re.compile(r"<(p|li)>(.*?)</\1>", re.DOTALL)
_STRUCK = re.compile(r"<s>(?:(?!<s>).)*?</s>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def start_of(text: Markup) -> str:
    """The first sentence of a text that is HTML of our own making, as plain text."""
    return first_sentence(_first(text))


def start_length(text: Markup) -> int:
    """How many UTF-16 units of a text's first paragraph are its first sentence; 0 for all of it."""
    whole = _first(text)
    start = first_sentence(whole)
    return len(start.encode("utf-16-le")) // 2 if start != whole else 0


def words_of(text: Markup) -> str:
    """The words of HTML of our own making, on one line."""
    return Markup(_without_struck(text)).striptags()  # noqa: S704 - less of what was safe


def _first(text: Markup) -> str:
    found = _FIRST.search(text)
    return unescape(_TAG.sub("", _without_struck(found[2]))) if found else ""


def _without_struck(html: str) -> str:
    """HTML without what is struck out, which plain words would tell as if it held."""
    while (less := _STRUCK.sub("", html)) != html:
        html = less
    return html
