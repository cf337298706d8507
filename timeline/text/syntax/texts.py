"""Texts whose quotes or escapes are none to TOML, and texts that never end."""

from __future__ import annotations

import re

from timeline.text.decoding import Mistake
from timeline.text.edits import Change, one
from timeline.text.scanner import TOKEN, brackets
from timeline.text.syntax.closing import CURLY, closed
from timeline.text.syntax.pairing import SIGNS, straight
from timeline.text.syntax.quoting import is_list
from timeline.text.syntax.scene import LINE_OF_STATEMENT, Scene, is_ours
from timeline.text.tables import shown


def curly_quote(scene: Scene) -> Mistake | None:
    """A quote of a word processor or of another country where TOML wants its own."""
    return _curly(scene, scene.offset, scene.offset) if scene.here in (*SIGNS,) else None


def _curly(scene: Scene, at: int, opening: int) -> Mistake:
    """A sign for a quote that TOML does not take for one; the text that it is of has an opening."""
    sign = scene.text[at]
    kind = "a curly quote, as word processors make them"
    problem = f"{sign} is {kind if sign in CURLY else 'no quote to TOML'}"
    if edits := _of_key(scene, at):
        return Mistake("quote", problem, f"write {edits[0].text} without quotes", at, edits=edits)
    edits = _of_text(scene, opening)
    if edits and edits[0].start == edits[0].end:  # all signs of the text stay
        remedy = _in_quotes(scene.text, edits)
        problem = f"{sign} begins words that are quoted, not the text"
        return Mistake("quote", problem, remedy, at, edits=edits)
    if not edits and opening == at and _within(scene, at) is not None:
        remedy = "put straight quotes around the whole text, and keep in it what is of its words"
        return Mistake("quote", problem, remedy, at)
    quote = next((each.text for each in edits if each.text), straight(sign))
    how = "three straight ones on both sides" if len(quote) > 1 else "a straight one"
    return Mistake("quote", problem, f"use {how}: {quote}", at, edits=edits)


def _of_text(scene: Scene, opening: int) -> tuple[Change, ...]:
    """What makes a string of a text, if a quote stands where a value may."""
    if (within := _within(scene, opening)) is None:
        return ()
    key = re.search(r"([\w-]+)[ \t]*=\s*$", scene.text[scene.start : opening])
    may_list = key is None or is_list(key[1].lower())
    return closed(scene.text, opening, within, may_list=may_list)


def _within(scene: Scene, opening: int) -> str | None:
    """The bracket that a value is in which a quote begins, if one is; None if it begins none."""
    before = scene.text[:opening].rstrip(" \t\u00a0\u202f")[-1:]
    *_, opened = [[], *brackets(scene.text, scene.start, opening)]
    if before in ("=", "[", ",", "\uff0c") or (opened and before in ("\n", '"', "'")):
        return scene.text[opened[-1]] if opened else ""
    return None


def _in_quotes(text: str, edits: tuple[Change, ...]) -> str:
    """What to write for a text round which quotes are added; where they go, if it is long."""
    start, end = edits[0].start, edits[-1].end
    whole = shown(text[start:end])
    if edits[0].text == '"' and "\u2026" not in whole:
        return f"put all of it in straight quotes: {whole}"
    return f"write {edits[0].text} before it and behind its last word"


_QUOTED_KEY = re.compile(rf"[{SIGNS}\"']([\w-]++)[{SIGNS}\"'](?=[ \t]*[=.])")


def _of_key(scene: Scene, at: int) -> tuple[Change, ...]:
    """A key without its quotes, where they are round one."""
    found = _QUOTED_KEY.match(scene.text, at)
    is_value = scene.text[:at].rstrip(" \t\u00a0\u202f").endswith("=")
    if not found or is_value or not found[1].isascii():
        return ()
    return one(at, found.end(), found[1])


def escape(scene: Scene) -> Mistake | None:
    """A backslash that names no character."""
    at = scene.text.rfind("\\", 0, scene.offset)
    seen = scene.text[at : at + 2].rstrip("\n")
    newer = re.compile(r"\\(?:e|x[0-9A-Fa-f]{2})").match(scene.text, at)
    problem = f"only TOML 1.1 allows {seen}" if newer else f"{seen} here names no character"
    remedy = "write \\\\ for a backslash, or put the text in single quotes '...'"
    return Mistake("escape", problem, remedy, at, edits=_as_it_reads(scene, at))


_ESCAPE = re.compile(r"\\(?:[btnfr\"]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\n)")


def _as_it_reads(scene: Scene, at: int) -> tuple[Change, ...]:
    """Each backslash of a line doubled, if none of them can be meant for an escape."""
    start = scene.text.rfind("\n", 0, at) + 1
    end = scene.text.find("\n", at)
    line = scene.text[start : end if end >= 0 else len(scene.text)]
    singles = [found.start() for found in re.finditer(r"\\\\|\\", line) if len(found[0]) == 1]
    if any(_ESCAPE.match(line, place) for place in singles) or re.match(
        r"\\[uUxe]", line[at - start :]
    ):
        return ()
    return one(at, at, "\\")


def string_not_closed(scene: Scene) -> Mistake | None:
    """A text that does not end on its line, or never."""
    at = _open_quote(scene)
    if at is None:
        return None
    line = scene.text[at : scene.offset].split("\n", 1)[0]
    quote = scene.text[at]
    if scene.text.startswith(quote * 3, at):
        edits = before_statement(scene, at, quote * 3)
        remedy = f"end it with {quote * 3}"
        return Mistake("quote", f"{quote * 3} is never closed", remedy, at, edits=edits)
    if found := re.search(rf"[{SIGNS}]", line):
        curly = _curly(scene, at + found.start(), at)
        if any(
            each.start < each.end and not scene.text.startswith(quote, each.start)
            for each in curly.edits
        ):
            return curly
    if scene.offset >= len(scene.text) and "\n" not in scene.text[at:]:
        problem = "the file ends inside a text"
        remedy = f"end it with {quote}; if more was there, part of the file is lost"
        return Mistake("quote", problem, remedy, at)
    edits = _of_text(scene, at)
    problem = f"a text begins with {quote} and does not end on its line"
    remedy = f"end it with {quote}, or use {quote * 3} for several lines"
    if edits:
        meant = edits[-1].text
        remedy = f"end it with {meant}" if len(edits) == 1 else f"use {meant} at both ends"
    return Mistake("quote", problem, remedy, at, edits=edits)


def before_statement(scene: Scene, at: int, quotes: str) -> tuple[Change, ...]:
    """Quotes before the first table or key of the format below a text that is never closed."""
    for line in LINE_OF_STATEMENT.finditer(scene.text, at + 3):
        if is_ours(line[0]):
            end = len(scene.text[: line.start()].rstrip())
            return one(end, end, quotes) if end > at + 3 else ()
    return ()


def _open_quote(scene: Scene) -> int | None:
    """Where the string begins that is open at the offset, if one is."""
    position = scene.start
    for token in TOKEN.finditer(scene.text, scene.start, scene.offset):
        if quote := re.search(r"[\"']", scene.text[position : token.start()]):
            return position + quote.start()
        position = token.end()
    quote = re.search(r"[\"']", scene.text[position : scene.offset])
    return position + quote.start() if quote else None
