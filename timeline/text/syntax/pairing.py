"""Whose the quotes of a text are: around it, in a sign that TOML has not, or of its words.

Quotes in pairs decide. “No warning,” says minister: there the first is not the text's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# What word processors and keyboards of many countries have for quotes, by TOML's own sign.
_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u301d\u301e\u301f\u300c\u300d\u300e\u300f\u300a\u300b\uff02"
_SINGLE = "\u2018\u2019\u201a\u201b\u2039\u203a\u2032\uff07"
SIGNS = _DOUBLE + _SINGLE
FAMILIES = (f'"{_DOUBLE}', f"'{_SINGLE}")
_PRIMES = "\u2033\u2032"  # feet and inches, where they begin no text
# Each sign that begins something, and behind it those that end that, in any country.
_PAIRS = (
    *("\u201c\u201d\u201f", "\u201d\u201d", "\u201e\u201c\u201d\u201f", "\u201f\u201d\u201c"),
    *("\u00ab\u00bb", "\u00bb\u00ab\u00bb", "\u300c\u300d", "\u300e\u300f", "\u300a\u300b"),
    *("\u301d\u301e\u301f", "\uff02\uff02", "\u2033\u2033", "\u2018\u2019", "\u2019\u2019"),
    *("\u201a\u2018\u2019", "\u201b\u2019", "\u2039\u203a", "\u203a\u2039\u203a"),
    *("\uff07\uff07", "\u2032\u2032"),
)
_BEGIN = "\u201c\u201e\u201f\u00ab\u300c\u300e\u300a\u301d\u2018\u201a\u201b\u2039"
_CLOSES = {
    **{each[0]: each[1:] for each in _PAIRS},
    **{each[0]: "".join(sign for sign in each if sign not in _BEGIN) for each in FAMILIES},
}
_APOSTROPHES = "'\u2018\u2019"
_ITEM_ENDS = ",\uff0c]}"
_BRACKETS = "[{("


class Whose(NamedTuple):
    """What the quotes of a text are: `end` is where the one is that ends it, if the first begins it.

    With `is_own` all of them are of the words, which go on from `behind` the first pair to `to`;
    with `is_open` the first begins the text and none ends it.
    """

    end: int | None = None
    is_own: bool = False
    is_open: bool = False
    behind: int = 0
    to: int = 0


def straight(sign: str) -> str:
    """TOML's own quote for a sign that stands for one; empty for any other."""
    return next((each[0] for each in FAMILIES if sign and sign in each), "")


def whose(line: str, behind: re.Pattern[str], *, is_item: bool = False) -> Whose:
    """Whose the quotes are in a line, or lines, that begin with one.

    What stands behind the quote that ends a text matches `behind`. An item (`is_item`) ends
    before a comma or bracket outside of quotes.
    """
    first = line[0]
    signs = next(each for each in FAMILIES if first in each)
    opened, closed_at, has_straight = [first], 0, False
    for sign, place in _seen(line, signs + (_ITEM_ENDS + _BRACKETS if is_item else "")):
        if sign not in signs:
            if closed_at and not opened:
                return Whose(
                    is_own=sign not in _BRACKETS and first != signs[0], behind=closed_at, to=place
                )
            continue
        is_end = bool(behind.match(line, place + 1))
        is_first = not closed_at and len(opened) == 1  # that may be ended here
        if is_end and is_first and (sign in _CLOSES[first] or not has_straight):
            return Whose(end=place)
        if sign == signs[0]:
            has_straight = True
        elif opened and _closes(line, place, opened[-1]):
            opened.pop()
            closed_at = closed_at or (0 if opened else place + 1)
        elif sign in _BEGIN or _begins(line, place):
            opened.append(sign)
        elif is_end or signs[0] == '"':
            return Whose()  # one that ends what nothing begins
    if not closed_at:
        return Whose(is_open=len(opened) == 1 and not (has_straight or first in _APOSTROPHES[1:]))
    return Whose(is_own=not opened and first != signs[0], behind=closed_at, to=len(line))


def _seen(line: str, signs: str) -> Iterator[tuple[str, int]]:
    """Each of some signs behind the first of a line, but for those that are no quotes."""
    for found in re.compile(f"[{re.escape(signs)}]").finditer(line, 1):
        if not _is_no_quote(line, found.start(), line[0]):
            yield found[0], found.start()


def _closes(line: str, place: int, begun: str) -> bool:
    """Whether a sign ends what another begins."""
    sign = line[place]
    return sign in _CLOSES[begun] and not (sign == begun and _begins(line, place))


def _begins(line: str, place: int) -> bool:
    """Whether a sign that may begin and end a quotation stands as one that begins it."""
    behind = line[place + 1 : place + 2]
    return line[place - 1].isspace() and bool(behind) and not behind.isspace()


def _is_no_quote(line: str, place: int, first: str) -> bool:
    """Whether a sign is an apostrophe within a word or before it, or measures inches."""
    sign, around = line[place], line[place - 1] + line[place + 1 : place + 2]
    if sign in _PRIMES:
        return sign != first
    if sign not in _APOSTROPHES:
        return False
    if len(around) == 2 and around[0].isalnum() and around[1].isalnum():
        return True
    return sign == "\u2019" and first != sign and _begins(line, place)
