"""What people write that is not read: the kinds of it, and how each is known.

No pattern scans past what would end it, so that none takes time by the square of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a text has that is shown as it stands; the values are parts of codes of faults."""

    APART = "apart"  # the words of a link from its address
    ADDRESS = "address"  # of a link that may not be one
    BOX = "box"  # ::: note, !!! note, [!NOTE]
    BRACKETS = "brackets"  # [b]BBCode[/b]
    CODE = "code"
    DEFINITION = "definition"  # of a term, on a line after it
    EMOJI = "emoji"
    FOOTNOTE = "footnote"
    FORMULA = "formula"
    HEADING = "heading"
    HTML = "html"
    IMAGE = "image"
    INDENTED = "indented"
    LOWERED = "lowered"
    MARKED = "marked"
    QUOTES = "quotes"  # ''italic'' of wikis
    RAISED = "raised"
    REFERENCE = "reference"  # to a definition of a link that is not there
    RULE = "rule"
    SPACED = "spaced"  # ** bold **
    TABLE = "table"
    TASK = "task"
    TEMPLATE = "template"
    UNUSED = "unused"  # the definition of a link that nothing refers to
    WEB = "web"  # an address without https://
    WIKI = "wiki"  # [[Link]]


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that is not read: where it begins in its text, and what is written there."""

    kind: Kind
    offset: int
    written: str


# What begins or stands on a line of its own; lines are looked at without their indent.

RULE = re.compile(r"(?:\*[ \t]*){3,}$|(?:-[ \t]*){3,}$|(?:_[ \t]*){3,}$|={3,}[ \t]*$")
FENCE = re.compile(r"`{3,}(?=[^`]*$)|~{3,}(?=[^~]*$)")
ROW_BELOW_HEAD = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_LINES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.RULE, RULE),
    (Kind.HEADING, re.compile(r"#{1,6}(?:[ \t]|$)|(={2,6})[ \t]+[^=\s][^=]*\1[ \t]*$")),
    (Kind.CODE, FENCE),
    (Kind.FOOTNOTE, re.compile(r"\[\^[^\]\s]+\]:")),
    (Kind.BOX, re.compile(r":{3,}|!{3} \w")),
)
TERM_ABOVE = re.compile(r":[ \t]+\S")  # of a definition, if a line is above
_FIRST_OF_LINES = frozenset("#=`~[:!*-_")


def line_kind(line: str) -> Kind | None:
    """What kind of line this is by itself, if it is of one that is not read."""
    if line[:1] not in _FIRST_OF_LINES:
        return None
    return next((kind for kind, pattern in _LINES if pattern.match(line)), None)


# What stands within a line, by the sign that it begins with.

_WITHIN: dict[str, tuple[tuple[Kind, re.Pattern[str]], ...]] = {
    "!": (
        (
            Kind.IMAGE,
            re.compile(
                r"!\[(?!\^)(?:\\.|[^\[\]\\\n])*\]"
                r"(?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\])"
            ),
        ),
    ),
    "[": (
        (Kind.FOOTNOTE, re.compile(r"\[\^[^\[\]\s^]+\]")),
        (Kind.WIKI, re.compile(r"\[\[[^\[\]\n]+\]\](?!\()")),
        (Kind.WIKI, re.compile(r"\[https?://[^\s\[\]]+[ \t]+[^\s\[\]][^\[\]\n]*\](?!\()", re.I)),
        (Kind.BOX, re.compile(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]")),
        (
            Kind.BRACKETS,
            re.compile(
                r"\[(b|i|u|s|url|img|quote|size|color)(?:=[^\[\]\n]*)?\][^\[\]\n]*\[/\1\]", re.I
            ),
        ),
    ),
    "*": ((Kind.SPACED, re.compile(r"(?<![^\s(])\*\*[ \t]+(?=[^\W\d_])[^*\n]+\*\*(?!\*)")),),
    "=": ((Kind.MARKED, re.compile(r"(?<![=\w])==(?=[^\s=])[^=\n]*(?<=\S)==(?![=\w])")),),
    "^": ((Kind.RAISED, re.compile(r"(?<=[^\s^])\^[^\s^]+\^(?!\^)")),),
    "~": ((Kind.LOWERED, re.compile(r"(?<=[^\W\d])~[^\s~]{1,20}~(?![~\d])")),),
    "$": (
        (
            Kind.FORMULA,
            re.compile(
                r"\$\$[^$]+\$\$"
                r"|(?<![\w$])\$(?:[A-Za-z]{1,2}|(?=\S)[^$\n]*[\\^_{}=<>+][^$\n]*(?<=\S))\$(?![\w$])"
            ),
        ),
    ),
    ":": ((Kind.EMOJI, re.compile(r"(?<![\w:]):(?:[a-z][a-z0-9_+-]+|[+-]1):(?![\w:/])")),),
    "{": ((Kind.TEMPLATE, re.compile(r"\{\{[^{}\n]+\}\}")),),
    "<": (
        (Kind.WEB, re.compile(r"<www\.[^\s<>]+>", re.I)),
        (Kind.HTML, re.compile(r"<!--")),
    ),
    "'": ((Kind.QUOTES, re.compile(r"(?<![\w'])('{2,3})(?=[^\s'])(?:[^'\n]|'(?!'))*(?<=\S)\1(?!\w)")),),
    "w": ((Kind.WEB, re.compile(r"(?<![\w./@:-])www\.\w[\w-]*(?:\.\w[\w-]*)+(?:[^\s<>\"'\[\](){}|*]*[^\s<>\"'\[\](){}|*.,;:!?])?", re.I)),),
}  # fmt: skip
TASK = re.compile(r"\[[ xX]\](?=[ \t]+\S)")  # what an item begins with
TAG = re.compile(r"<([A-Za-z][A-Za-z0-9:-]*)(?=[\s/>])[^<>]*>")
CLOSED = re.compile(r"</([A-Za-z][A-Za-z0-9:-]*)[ \t\n]*>")
_WITHOUT_END = frozenset(("br", "hr", "img", "p", "li", "wbr"))
OTHER_SCHEME = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}):[^\s<>]*>")
IN_WORDS = re.compile(r"'{2,}|[wW]{3}\.")  # what begins where no sign of Markdown does


def within(text: str, at: int) -> Unread | None:
    """What begins here within a line, if that is not read; HTML has a way of its own, `tag`."""
    for kind, pattern in _WITHIN.get(text[at].lower(), ()):
        if found := pattern.match(text, at):
            return Unread(kind, at, found[0])
    return None


def closed(text: str) -> frozenset[str]:
    """The names of HTML's elements that are ended in a text, in small letters."""
    return frozenset(name.lower() for name in CLOSED.findall(text))


def tag(text: str, at: int, ended: frozenset[str]) -> Unread | None:
    """The tag of HTML that begins here: of an element that is ended, or needs no end.

    What is neither, as in "a <b" or "<unknown>", is text.
    """
    found = TAG.match(text, at)
    if not found:
        return None
    name = found[1].lower()
    is_one = name in ended or name in _WITHOUT_END or re.search(r"=\s*[\"']", found[0])
    return Unread(Kind.HTML, at, found[0]) if is_one else None


# Plain texts, in which nothing at all is read.

_PLAIN = re.compile(
    r"(?P<strong>(?<![\w*])\*\*(?=[^\s*])[^*\n]*(?<=[^\s*])\*\*(?![\w*])"
    r"|(?<![\w_])__(?=[^\s_])[^_\n]*(?<=[^\s_])__(?![\w_]))"
    r"|(?P<struck>(?<![\w~])~~(?=[^\s~])[^~\n]*(?<=[^\s~])~~(?![\w~]))"
    r"|(?P<link>!?\[[^\[\]\n]+\]\((?:https?:|mailto:|#|/|www\.)[^\s()]*\))"
    r"|(?P<wiki>\[\[[^\[\]\n]+\]\]|(?<![\w'])('{2,3})(?=[^\s'])[^'\n]*(?<=\S)\5(?![\w']))"
    r"|(?P<outward>\[https?://[^\s\[\]]+[ \t]+[^\s\[\]][^\[\]\n]*\](?!\())"
    r"|(?P<template>\{\{[^{}\n]+\}\})"
    r"|(?P<html><(?P<name>[A-Za-z][A-Za-z0-9]*)(?=[\s/>])[^<>]*>)"
    r"|(?P<entity>&(?:amp|lt|gt|quot|nbsp|ndash|mdash|#\d{2,6}|#x[0-9a-f]{2,5});)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Plain:
    """A sign of Markdown or HTML in a plain text, and what would say the same without it.

    `kind` is one of "strong", "struck", "link", "wiki", "outward" (a link of a wiki's to
    an address), "template", "html" and "entity".
    """

    kind: str
    offset: int
    written: str


def signs_in_plain(text: str) -> Iterator[Plain]:
    """The signs of Markdown and HTML in a text that is shown as it stands."""
    ended = closed(text)
    for found in _PLAIN.finditer(text):
        kind = next(name for name in _KINDS_IN_PLAIN if found[name])
        if kind == "html" and not tag(text, found.start(), ended):
            continue
        yield Plain(kind, found.start(), found[0])


_KINDS_IN_PLAIN = (*("strong", "struck", "link", "wiki", "outward", "template", "html", "entity"),)
