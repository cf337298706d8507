"""HTML to the words that are seen of it, in one line."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_UNSEEN = ("script", "style", "template")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_ALONE = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"))
_IN_LINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
    ]
)


def plain(html: str) -> str:
    """The words of some HTML, without what is hidden, signs of control, or blanks around."""
    reading = _Words()
    reading.feed(html)
    reading.close()
    text = "".join(reading.found)
    seen = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(seen.split())


class _Words(HTMLParser):
    """The texts of some HTML that are seen."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._hidden: list[str] = []  # elements that are open, from one that is hidden on

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Part words where an element does, and note what hides."""
        if tag not in _IN_LINE:
            self.found.append(" ")
        is_hidden = tag in _UNSEEN or any(
            name == "hidden" or (name == "style" and _HIDDEN.search(value or ""))
            for name, value in attrs
        )
        if tag not in _ALONE and (self._hidden or is_hidden):
            self._hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Part words again, and show what comes behind what was hidden."""
        if tag not in _IN_LINE:
            self.found.append(" ")
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Keep what is seen."""
        if not self._hidden:
            self.found.append(data)
