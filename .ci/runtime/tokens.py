"""A script as words, and the brackets among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple


class Token(NamedTuple):
    """A word of a script: a name, number, string, pattern or mark, by `kind`."""

    kind: str
    text: str


_TOKEN = re.compile(
    r"""(?P<space>\s+|/\*.*?\*/|//[^\n]*)
    |(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<number>0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<mark>\.\.\.|=>|[=!]==?|\?\.(?!\d)|\+\+|--
        |(?:>>>|<<|>>|\*\*|&&|\|\||\?\?|[-+*/%&|^<>])=?|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PATTERN = re.compile(r"(?P<pattern>/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*)")
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(?:(?P<end>`)|(?=\$\{))", re.DOTALL)
BEFORE_PATTERN = {"return", "typeof", "case", "in", "of", "void", "new", "throw", "else", "do"}
OPENING, CLOSING = {"(", "[", "{", "${"}, {")", "]", "}"}


def tokens(text: str) -> list[Token]:
    """The words of a script, without spaces and comments; a template is strings and marks."""
    found: list[Token] = []
    opened: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == "`" or (text[at] == "}" and opened[-1] == "${"):
            start = at
            if text[at] == "}":
                opened.pop()
                found.append(Token("mark", "}"))
                start = at + 1
            match = _match(_TEMPLATE, text, at + 1)
            at = match.end()
            found.append(Token("string", text[start:at]))
            if not match["end"]:
                opened.append("${")
                found.append(Token("mark", "${"))
                at += 2
            continue
        match = _match(_PATTERN if _is_pattern(text, at, found) else _TOKEN, text, at)
        at = match.end()
        token = Token(match.lastgroup or "", match[0])
        if token.kind == "space":
            continue
        found.append(token)
        if token.kind == "mark" and token.text in OPENING:
            opened.append(token.text)
        elif token.kind == "mark" and token.text in CLOSING:
            opened.pop()
    return found


def _match(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str]:
    match = pattern.match(text, at)
    assert match, text[at : at + 80]
    return match


def _is_pattern(text: str, at: int, before: Sequence[Token]) -> bool:
    """Whether a regular expression starts here, and not a comment or a division."""
    if text[at] != "/" or text[at + 1] in "/*":
        return False
    if not before:
        return True
    kind, word = before[-1]
    if kind == "name":
        return word in BEFORE_PATTERN
    return kind == "mark" and word not in CLOSING | {"++", "--"}


def pairs(words: Sequence[Token]) -> dict[int, int]:
    """The places of brackets, each with its partner's."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for at, word in enumerate(words):
        if word.kind != "mark":
            continue
        if word.text in OPENING:
            opened.append(at)
        elif word.text in CLOSING:
            start = opened.pop()
            found[start], found[at] = at, start
    assert not opened
    return found


def text_at(words: Sequence[Token], at: int) -> str:
    """The word at a place; empty beyond the ends."""
    return words[at].text if 0 <= at < len(words) else ""
