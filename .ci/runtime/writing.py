"""The parts of a script as text again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from runtime.parts import HEADS, Part
from runtime.tokens import Token, pairs, text_at


def written(kept: Sequence[Part]) -> str:
    """The parts as ASCII text without spaces."""
    text: list[str] = []
    keyword = ""
    for part in kept:
        if keyword in {"const", "let", "var"} and part.keyword == keyword:
            text[-1] = ","
        elif part.keyword in {"const", "let", "var"}:
            text.append(part.keyword + " ")
        keyword = part.keyword
        text += _words(part.words)
        if keyword != "function":
            text.append(";")
    return _NOT_ASCII.sub(_escaped, "".join(text))


def _words(words: Sequence[Token]) -> Iterator[str]:
    """The words with a space where they would run together, without needless semicolons."""
    partner = pairs(words)
    before = Token("mark", "")
    for at, word in enumerate(words):
        if word.text == ";" and text_at(words, at + 1) == "}" and before.text not in _EMPTY:
            head = text_at(words, partner[at - 1] - 1) if before.text == ")" else ""
            if head not in HEADS:
                continue
        if (
            (word.kind in _WORDS and before.kind in {*_WORDS, "pattern"})
            or before.text + word.text[:1] in {"++", "--", "+++", "---", "//"}
            or (before.kind == "number" and word.text == ".")
        ):
            yield " "
        yield word.text
        before = word


_WORDS = {"name", "number"}
_EMPTY = {"else", "do", ";", "{", "}", ":"}
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def _escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
