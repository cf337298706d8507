"""Text with HTML in it, as other tools hold it, to the Markdown that our pages read.

What looks like HTML and is none ("5 < 6", "a <b", "<unknown>") is text, and
what looks like Markdown is text too. Of HTML nothing survives but what
Markdown has a sign for; what else had a meaning is told, once for each time.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from typing import TYPE_CHECKING

from timeline.importing.html.escapes import (
    STAND_INS,
    escaped,
    inline,
    on_one_line,
    restored,
    settled,
    visible,
)
from timeline.importing.rows import NoEvent
from timeline.text.reader.checks import MAIL, WEB

if TYPE_CHECKING:
    import nh3

MOST_HTML = 100_000  # characters of a text with tags; far more than anyone reads of an event
MOST_TEXT = 1_000_000
MOST_NESTED = 100  # tags in each other

SCRIPT = "scripts are not kept"
LOOK = "how it looks is not kept"
FORM = "forms are not kept"
DRAWING = "drawings and formulas in a text are not kept"
NO_LINK = "the address of a link is no web address"
NO_PICTURE = "a picture or embed has no web address"
CONTROLS = "characters that no text has"
NESTED = f"tags nested more than {MOST_NESTED} deep"
STRUCK = "the line through struck-out text"

_GONE = {  # elements that go with what is in them
    **dict.fromkeys(("script", "noscript", "template", "applet"), SCRIPT),
    **dict.fromkeys(("style", "head", "title", "link", "meta", "base"), LOOK),
    **dict.fromkeys(("select", "datalist", "textarea", "input", "progress", "meter"), FORM),
    **dict.fromkeys(("svg", "canvas", "math"), DRAWING),
}
_BLOCKS_NAMES = (
    "address article aside blockquote center dd details div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table"
    " tbody td tfoot th thead tr ul caption"
)
BLOCKS = set(_BLOCKS_NAMES.split())
_INLINE_NAMES = (
    "a abbr audio b br cite code del em embed i iframe img ins kbd object q s samp source strike"
    " strong sub sup tt u video"
)
_INLINE = set(_INLINE_NAMES.split())
_BARE_NAMES = (  # elements of which only the text is kept, and what browsers pass over
    "acronym basefont bdi bdo big blink body button col colgroup data dfn dialog dir font frame"
    " frameset hgroup html label map mark marquee menu nobr noframes optgroup option output param"
    " picture plaintext rp rt ruby search small span time track tt var wbr xmp area"
)
_BARE = set(_BARE_NAMES.split())
_KEPT = BLOCKS | _INLINE
_KNOWN = _KEPT | _BARE | set(_GONE)
_UNCLOSED_NAMES = (  # elements that are closed by others, or have no end
    "area base br col dd dt embed hr img input li link meta option p param rp rt source tbody td"
    " tfoot th thead tr track wbr"
)
_UNCLOSED = set(_UNCLOSED_NAMES.split())
ADDRESSES = {
    "a": "href",
    **dict.fromkeys(("audio", "embed", "iframe", "img", "source", "video"), "src"),
    "object": "data",
}
_ATTRIBUTES = {
    **{tag: {name} for tag, name in ADDRESSES.items()},
    "a": {"href", "title"},
    "img": {"src", "alt"},
    "iframe": {"src", "title"},
    "abbr": {"title"},
    "ol": {"start"},
}

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
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPACES = re.compile(r"&(?:nbsp|#160|#[xX][aA]0);")
_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
_EVENT = re.compile(r"[\s/\"']on[a-z]+\s*=", re.IGNORECASE)
_UNSAFE = re.compile(r'[\s<>"\\^`{|}\x00-\x1f\x7f]')


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
    if not (tags := _tags(text)):
        plain = _without_entities(text)
        return Prose(text=_linked_lines(plain) if autolink else escaped(plain), dropped=dropped)
    from timeline.importing.html.prose import converted

    safe, lost = _sanitised(text, tags)
    return Prose(text=converted(safe, autolink=autolink), dropped=(*dropped, *lost))


def plain(source: str) -> Prose:
    """The words of a text with HTML, on one line, and the links in it; raises TooLong."""
    text, dropped = _clean(source)
    if not (tags := _tags(text)):
        return Prose(text=on_one_line(_without_entities(text)), dropped=dropped)
    from timeline.importing.html.prose import words_and_links

    safe, lost = _sanitised(text, tags)
    words, links = words_and_links(safe)
    return Prose(text=words, links=links, dropped=(*dropped, *lost))


def address(text: str) -> str:
    """The address that a link may lead to, by http, https or mailto; empty if there is none."""
    found = re.sub(r"[\t\n\r]", "", text.strip())
    if found.startswith("//"):  # by the page's own way, which for a file is none
        found = f"https:{found}"
    made = _UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), found)
    return made if WEB.fullmatch(made) or MAIL.fullmatch(made) else ""


# Before it is converted


def _clean(source: str) -> tuple[str, tuple[str, ...]]:
    """A text without what is no text, and whether there was any; raises TooLong."""
    most = MOST_TEXT
    if MOST_HTML < len(source) <= MOST_TEXT and has_markup(source):
        most = MOST_HTML
    if len(source) > most:
        kind = " with HTML" if most == MOST_HTML else ""
        raise TooLong(f"a text{kind} of {len(source):,} characters, and {most:,} can be read")
    text = visible(source.replace("\r\n", "\n").replace("\r", "\n"))
    return text, (CONTROLS,) if len(text) < len(source.replace("\r\n", "\n")) else ()


def has_markup(text: str) -> bool:
    """Whether there is HTML in a text."""
    return "<" in text and any(_is_markup(match) for match in _MARKUP.finditer(text))


def _tags(text: str) -> list[re.Match[str]]:
    """The HTML in a text: tags, comments and the like, in their order."""
    return [match for match in _MARKUP.finditer(text) if _is_markup(match)] if "<" in text else []


def _without_entities(text: str) -> str:
    """A text without HTML, its entities as their characters."""
    return restored(_as_text(text)) if "&" in text else text


def _is_markup(match: re.Match[str]) -> bool:
    """Whether what begins with < is HTML, or text that only looks like it."""
    name, rest = match[2], match[3]
    if not name or name.lower() in _GONE:
        return True
    if name.lower() not in _KNOWN:  # an element of another kind, such as o:p, but no <j.doe@x.org>
        return bool(match[4]) and ("=" in rest or bool(_OTHER_NAME.fullmatch(name)))
    return bool(match[4]) and ("=" in rest or bool(_SWITCHES.fullmatch(rest)))


_OTHER_NAME = re.compile(r"[a-z][a-z0-9]*[:-][a-z0-9-]+")


def _sanitised(text: str, tags: list[re.Match[str]]) -> tuple[str, tuple[str, ...]]:
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
        tags=_KEPT,
        clean_content_tags=set(_GONE) - _KEPT,
        attributes=_ATTRIBUTES,
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


def _losses(tags: list[re.Match[str]]) -> Iterator[str]:
    """What of a text with HTML has a meaning and cannot be kept."""
    for match in tags:
        closing, name, rest = match[1], (match[2] or "").lower(), match[3]
        if not name or closing:
            continue
        if name in _GONE:
            yield _GONE[name]
        if _EVENT.search(rest):
            yield SCRIPT
        if name in ("s", "del", "strike"):
            yield STRUCK
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
        if not name or name in _UNCLOSED:
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


# Web addresses in plain text

_ADDRESS = re.compile(r"(?<![\w/])https?://[^\s<>\"'\\`]*[^\s<>\"'\\`.,;:!?)\]}*_]", re.IGNORECASE)


def with_links(text: str) -> str:
    """A piece of plain text within a line as Markdown, its web addresses as links."""
    made, at = [], 0
    for match in _ADDRESS.finditer(text):
        made += [inline(text[at : match.start()]), f"<{match[0]}>"]
        at = match.end()
    return "".join((*made, inline(text[at:])))


def _linked_lines(text: str) -> str:
    lines = (with_links(line.strip()) for line in text.strip().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", settled("\n".join(lines)))
