"""What an author's HTML asks for that the page's policy (`pages.policy`) forbids: it shows in no page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
_RECKONED = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
_ANY = "\x00"  # stands for each character of what is reckoned when the page is built

_PICTURES = {"img", "image", "source", "input", "feimage"}
_PLAYERS = {"video", "audio", "track"}
_FRAMES = {"iframe", "frame", "embed", "object"}
_LOADED = re.compile(r"\b(?:stylesheet|preload|modulepreload|prefetch|manifest)\b", re.IGNORECASE)
_ICON = re.compile(r"\bicon\b", re.IGNORECASE)
_DATA = re.compile(r"^(?:application/(?:ld\+)?json|text/plain)$", re.IGNORECASE)
_HANDLER = re.compile(r"on[a-z]+$")
_SHOWN = 60  # characters of an address

_SHEET = "put the rules into style.css"
_PICTURE = 'put it into the page, as src="data:image/png;base64,..."'
_LET_IN = "the page's policy lets in none but the page's own, so this does not run"


def blocked(text: str) -> Iterator[tuple[int, str]]:
    """The line of each thing in a template that a page's policy keeps out, and what is said of it."""
    reader = _Reader()
    reader.feed(_plain(text))
    reader.close()
    yield from reader.found


def _plain(text: str) -> str:
    """HTML without what the template engine reads, in the same lines."""
    text = _COMMENT.sub(_blank, text)
    text = _TAG.sub(_blank, text)
    return _RECKONED.sub(lambda found: re.sub(r"[^\n]", _ANY, found[0]), text)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


class _Reader(HTMLParser):
    """Gathers what is kept out, tag by tag."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._code: tuple[str, int] | None = None  # an element whose text is code, and its line

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at the element, and at each of its attributes."""
        values = {name: (value or "").strip() for name, value in attrs}
        line = self.getpos()[0]
        told = [_of_element(tag, values), *(_of_attribute(tag, *each) for each in values.items())]
        self.found += [(line, each) for each in told if each]
        is_code = tag == "style" or (tag == "script" and not _DATA.match(values.get("type", "")))
        self._code = (tag, line) if is_code and "src" not in values else None

    def handle_data(self, data: str) -> None:
        """Tell code that is the author's own; the page's stands there as one name."""
        if self._code and data.strip().strip(_ANY):
            tag, line = self._code
            remedy = _SHEET if tag == "style" else "a page takes in no script of yours"
            self.found.append(
                (line, f"<{tag}>: {_LET_IN if tag == 'script' else _APPLIES}; {remedy}")
            )
            self._code = None

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - as it is called
        """What follows is no code."""
        self._code = None


_APPLIES = "the page's policy lets in none but the page's own, so this does nothing"


def _of_element(tag: str, values: dict[str, str]) -> str:
    """What is said of an element by its name, and where it leads."""
    if tag == "link":
        return _of_link(values)
    if tag == "script" and "src" in values:
        return (
            f"<script src={_shown(values['src'])}>: {_LET_IN}; a page takes in no script of yours"
        )
    if tag in _FRAMES or (tag in _PLAYERS and "src" in values):
        return f"<{tag}>: the page's policy lets in none, so this stays empty; write a link to it"
    if tag == "base":
        return "<base>: the page's policy forbids it; write whole addresses"
    if tag == "form" and "action" in values:
        return "<form>: the page's policy lets nothing be sent, so this does nothing; write a link"
    return ""


def _of_link(values: dict[str, str]) -> str:
    rel, href = values.get("rel", ""), values.get("href", "")
    if _LOADED.search(rel):
        remedy = _SHEET if "stylesheet" in rel.lower() else "delete it"
        return f"<link rel={_shown(rel)}>: a page asks for nothing from outside; {remedy}"
    if _ICON.search(rel) and _is_outside(href):
        remedy = 'write href="data:image/svg+xml,..."'
        return f"<link rel={_shown(rel)}>: a page asks for nothing from outside; {remedy}"
    return ""


def _of_attribute(tag: str, name: str, value: str) -> str:
    """What is said of an attribute."""
    if name == "style":
        return f'style="...": the page\'s policy lets in none; give it a class, and {_SHEET}'
    if _HANDLER.match(name):
        return f'{name}="...": {_LET_IN}; delete it'
    if name in ("href", "action") and value.lower().startswith("javascript:"):
        return f'{name}="javascript:...": {_LET_IN}; write an address'
    is_picture = tag in _PICTURES and name in ("src", "srcset", "href", "xlink:href")
    if (is_picture or name == "background") and _is_outside(value):
        return f"<{tag} {name}={_shown(value)}>: a page asks for nothing from outside; {_PICTURE}"
    return ""


def _is_outside(address: str) -> bool:
    """Whether an address is written out, and not in the page itself."""
    return bool(address) and not address.startswith((_ANY, "#")) and address[:5].lower() != "data:"


def _shown(text: str) -> str:
    cut = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    return '"' + re.sub(f"{_ANY}+", "...", cut) + '"'
