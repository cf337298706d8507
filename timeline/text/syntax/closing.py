"""Texts that begin with a quote of some kind: where they end, and what makes strings of them."""

from __future__ import annotations

import re

from timeline.text.edits import Change
from timeline.text.syntax.pairing import FAMILIES, SIGNS, Whose, straight, whose
from timeline.text.syntax.scene import LINE_OF_STATEMENT, is_set

CURLY = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b"
_PADDED = "\u00ab\u00bb\u2039\u203a"  # guillemets, with blanks inside in French
_BLANKS = " \t\u00a0\u202f\u2009"
_BEHIND_ALONE = re.compile(rf"[{_BLANKS}]*(?:[,;][{_BLANKS}]*)?(?:#|$)")
_BEHIND_ITEM = re.compile(rf"[{_BLANKS}]*(?:[,;\uff0c\]}}{SIGNS}\"']|#|$)")
_BEHIND_ALL = re.compile(r"\s*$")
_LONGEST_ITEM = 2000  # characters of a text in a list that are looked through for its end
# What comes behind a value whose end is not plain, by the bracket that it is in.
_NEXT = {
    "[": re.compile(rf"[,\uff0c]\s*(?:[\"'#\[{{{SIGNS}]|\]|$)|\]|$"),
    "{": re.compile(r"[,\uff0c]\s*(?:[\w-]+\s*=|\}|$)|\}|$"),
}


def closed(text: str, at: int, within: str = "", *, may_list: bool = True) -> tuple[Change, ...]:
    """What makes a string of a text whose first quote is at an offset; none if that is not plain.

    In the brackets that it is `within` it ends before a comma or bracket, else with its line, or
    with several; where there may be a list (`may_list`), its brackets may lack. Quotes that
    are of the words stay.
    """
    quote = straight(text[at : at + 1])
    signs = next(each for each in FAMILIES if quote in each)
    three = re.compile(rf"[{re.escape(signs)}]{{3}}")
    if three.match(text, at):
        end = three.search(text, at + 3)
        return _marked(text, at, at + 3, end.start(), end.end(), quote * 3) if end else ()
    line_end = text.find("\n", at)
    line_end = len(text) if line_end < 0 else line_end
    line = text[at:line_end]
    if within:
        return _item(text, at, line[:_LONGEST_ITEM], within)
    if may_list and re.search(rf"[{signs}][{_BLANKS}]*[,;\uff0c\u3001][{_BLANKS}]*[{signs}]", line):
        return _each(text, at, line_end, signs)
    found = whose(line, _BEHIND_ALONE)
    if found.end is not None:
        return _strung(text, at, at + found.end, quote)
    if found.is_own and not may_list and _is_whole(text, line_end):
        return _around(text, at, found)
    return _on_lines(text, at, line_end, may_list=may_list) or (
        _at_line_end(text, at, line_end, quote) if found.is_open else ()
    )


def _item(text: str, at: int, line: str, within: str) -> tuple[Change, ...]:
    """What makes a string of an item of a list, or of a value in a table."""
    found = whose(line, _BEHIND_ITEM, is_item=True)
    if found.end is not None:
        return _strung(text, at, at + found.end, straight(text[at]))
    is_whole = found.is_own and _NEXT[within].match(line, found.to)
    return _around(text, at, found) if is_whole else ()


def _around(text: str, at: int, found: Whose) -> tuple[Change, ...]:
    """Straight quotes round a text that keeps the quotes it has; a comment behind is not of it."""
    behind_quotes = max(each.end() for each in re.finditer(f"[{SIGNS}]", text[at : at + found.to]))
    comment = re.compile(r"\s#\s|$").search(text, at + behind_quotes, at + found.to)
    end = len(text[: comment.start() if comment else at + found.to].rstrip())
    words = text[at + found.behind : end]
    if not any(map(str.isalnum, words)) or "#" in text[at + behind_quotes : end]:
        return ()
    quotes = '"""' if "\n" in text[at:end] else '"'
    within = _escaped(text, at, end) if quotes == '"' else ()
    return Change(at, at, quotes), *within, Change(end, end, quotes)


def _each(text: str, at: int, line_end: int, signs: str) -> tuple[Change, ...]:
    """Straight quotes round each text of a list without brackets."""
    changes: list[Change] = []
    while at < line_end and text[at] in signs:
        end_at = whose(text[at:line_end], _BEHIND_ITEM, is_item=True).end
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


def _on_lines(text: str, at: int, line_end: int, *, may_list: bool) -> tuple[Change, ...]:
    """Three quotes on both sides of a text of several lines."""
    following = LINE_OF_STATEMENT.search(text, line_end)
    limit = following.start() if following else len(text)
    if limit == line_end or '"""' in text[at:limit]:
        return ()
    found = whose(text[at:limit], _BEHIND_ALL)
    if found.end is not None:
        end = at + found.end
        return (Change(at, at + 1, '"""'), Change(end, end + 1, '"""')) if end > line_end else ()
    lines = text[line_end + 1 : limit].split("\n")
    if not found.is_own or may_list or any(each.startswith("#") or is_set(each) for each in lines):
        return ()
    return _around(text, at, found)


def _is_whole(text: str, line_end: int) -> bool:
    """Whether what follows a line is plainly something else."""
    following = re.compile(r"\s*+").match(text, line_end)
    after = following.end() if following else line_end
    line = text[text.rfind("\n", 0, after) + 1 :].split("\n", 1)[0]
    return (
        after >= len(text)
        or text[after] == "#"
        or is_set(line)
        or bool(LINE_OF_STATEMENT.match(line))
    )


def _at_line_end(text: str, at: int, line_end: int, quote: str) -> tuple[Change, ...]:
    """A quote at the end of a line, where what follows is plainly something else."""
    if line_end >= len(text):  # perhaps the rest of the file is missing
        return ()
    inner = text[at + 1 : line_end].rstrip(_BLANKS)
    if not _is_whole(text, line_end) or "#" in inner or not inner or quote in inner:
        return ()
    end = at + 1 + len(inner)
    changes = (Change(at, at + 1, quote), Change(end, end, quote))
    return tuple(each for each in changes if text[each.start : each.end] != each.text)
