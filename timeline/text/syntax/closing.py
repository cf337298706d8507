"""Texts that begin with a quote of some kind: where they end, and what makes strings of them."""

from __future__ import annotations

import re

from timeline.text.edits import Change
from timeline.text.syntax.scene import LINE_OF_STATEMENT

# What word processors and keyboards of many countries have for quotes, by TOML's own sign.
CURLY = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b"
_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u301d\u301e\u301f\u300c\u300d\u300e\u300f\u300a\u300b\uff02"
_SINGLE = "\u2018\u2019\u201a\u201b\u2039\u203a\u2032\uff07"
SIGNS = _DOUBLE + _SINGLE
_FAMILIES = (f'"{_DOUBLE}', f"'{_SINGLE}")
_PADDED = "\u00ab\u00bb\u2039\u203a"  # guillemets, with blanks inside in French
_BLANKS = " \t\u00a0\u202f\u2009"
_BEHIND_ALONE = re.compile(rf"[{_BLANKS}]*(?:#|$)")
_BEHIND_ITEM = re.compile(rf"[{_BLANKS}]*(?:[,\uff0c\]}}]|#|$)")
_LONGEST_ITEM = 2000  # characters of a text in a list that are looked through for its end
_OPENS = {
    "\u201c": '\u201d\u201f"',
    "\u201e": '\u201c\u201d\u201f"',
    "\u00ab": "\u00bb",
    "\u300c": "\u300d",
}


def straight(sign: str) -> str:
    """TOML's own quote for a sign that stands for one; empty for any other."""
    return next((each[0] for each in _FAMILIES if sign and sign in each), "")


def closed(text: str, at: int, *, is_item: bool) -> tuple[Change, ...]:
    """What makes a string of a text whose first quote is at an offset; none if that is not plain.

    In a list or table (`is_item`) it ends before a comma or bracket, else with its line.
    """
    quote = straight(text[at : at + 1])
    signs = next(each for each in _FAMILIES if quote in each)
    three = re.compile(rf"[{re.escape(signs)}]{{3}}")
    if three.match(text, at):
        end = three.search(text, at + 3)
        return _marked(text, at, at + 3, end.start(), end.end(), quote * 3) if end else ()
    line_end = text.find("\n", at)
    line_end = len(text) if line_end < 0 else line_end
    line = text[at:line_end]
    if not is_item and re.search(
        rf"[{signs}][{_BLANKS}]*[,;\uff0c\u3001][{_BLANKS}]*[{signs}]", line
    ):
        return _each(text, at, line_end, signs)
    end_at = _end_on_line(line, signs, is_item=is_item)
    if end_at is not None:
        return _strung(text, at, at + end_at, quote)
    if is_item:
        return ()
    return _on_lines(text, at, line_end, signs) or _at_line_end(text, at, line_end, quote)


def _end_on_line(line: str, signs: str, *, is_item: bool) -> int | None:
    """Where the quote is that ends the text with which a line begins."""
    behind = _BEHIND_ITEM if is_item else _BEHIND_ALONE
    closers = _OPENS.get(line[0], signs)
    first: int | None = None
    for sign in re.finditer(f"[{signs}]", line[1:] if not is_item else line[1:_LONGEST_ITEM]):
        place = sign.start() + 1
        if behind.match(line, place + 1):
            if sign[0] in closers:
                return place
            first = place if first is None else first
    return first


def _each(text: str, at: int, line_end: int, signs: str) -> tuple[Change, ...]:
    """Straight quotes round each text of a list without brackets."""
    changes: list[Change] = []
    while at < line_end and text[at] in signs:
        end_at = _end_on_line(text[at:line_end], signs, is_item=True)
        if end_at is None:
            return ()
        changes += _strung(text, at, at + end_at, straight(text[at]))
        behind = re.compile(rf"[{_BLANKS},;\uff0c\u3001]*").match(text, at + end_at + 1)
        at = behind.end() if behind else line_end
    return tuple(changes)


def _strung(text: str, at: int, end: int, quote: str) -> tuple[Change, ...]:
    """Straight quotes round a text on one line."""
    inner = text[at + 1 : end]
    if quote == "'" and "'" in inner:
        quote = '"'
    before = after = 0
    if text[at] in _PADDED:
        before = len(inner) - len(inner.lstrip(_BLANKS))
        after = len(inner) - len(inner.rstrip(_BLANKS)) if before < len(inner) else 0
    within = _escaped(text, at + 1, end) if quote == '"' else ()
    changes = (
        Change(at, at + 1 + before, quote),
        *within,
        Change(end - after, end + 1, quote),
    )
    return tuple(each for each in changes if text[each.start : each.end] != each.text)


def _escaped(text: str, start: int, end: int) -> tuple[Change, ...]:
    """What keeps the straight quotes inside a text from ending it."""
    quotes = re.compile(r'(?<!\\)"').finditer(text, start, end)
    return tuple(Change(found.start(), found.start(), "\\") for found in quotes)


def _marked(
    text: str, at: int, behind: int, end: int, behind_end: int, quotes: str
) -> tuple[Change, ...]:
    """Three quotes of TOML's own on both sides of a text."""
    if quotes in text[behind:end]:
        return ()
    both = (Change(at, behind, quotes), Change(end, behind_end, quotes))
    return tuple(each for each in both if text[each.start : each.end] != quotes)


def _on_lines(text: str, at: int, line_end: int, signs: str) -> tuple[Change, ...]:
    """Three quotes on both sides of a text of several lines, with one quote at its end."""
    following = LINE_OF_STATEMENT.search(text, line_end)
    limit = following.start() if following else len(text)
    last = re.compile(rf"[{re.escape(signs)}][{_BLANKS}]*$", re.MULTILINE)
    found = last.search(text, line_end, limit)
    if not found or text[found.end() : limit].strip():
        return ()
    if '"""' in text[at:limit]:
        return ()
    return Change(at, at + 1, '"""'), Change(found.start(), found.start() + 1, '"""')


def _at_line_end(text: str, at: int, line_end: int, quote: str) -> tuple[Change, ...]:
    """A quote at the end of a line, where what follows is plainly something else."""
    if line_end >= len(text):  # perhaps the rest of the file is missing
        return ()
    following = re.compile(r"\s*+").match(text, line_end)
    after = following.end() if following else line_end
    is_whole = (
        after >= len(text)
        or text[after] == "#"
        or LINE_OF_STATEMENT.match(text, text.rfind("\n", 0, after) + 1)
    )
    inner = text[at + 1 : line_end].rstrip(_BLANKS)
    if not is_whole or "#" in inner or not inner or quote in inner:
        return ()
    end = at + 1 + len(inner)
    changes = (Change(at, at + 1, quote), Change(end, end, quote))
    return tuple(each for each in changes if text[each.start : each.end] != each.text)
