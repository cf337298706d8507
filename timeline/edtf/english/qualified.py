"""One date in words with what qualifies it, to EDTF: about 1965, perhaps March 1970.

Words come in lowercase, as `timeline.edtf.english.words` makes them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from timeline.edtf.english.units import Doubts, Unit, units

_LEADING = (
    (
        "~",
        re.compile(
            r"(?:about|around|circa|cca|approximately|approx|roughly|ca|c)\b\.?,? ?"
            r"|(?:circa|ca|c)\.?(?=\d)|[~\u2248] ?"
        ),
    ),
    ("?", re.compile(r"(?:perhaps|possibly|probably|maybe|presumably|likely)\b,? ")),
    (
        "",
        re.compile(r"(?:some ?time )?(?:in|on|during|dated|within) |some ?time (?=about|around|c)"),
    ),
)
_TRAILING = (
    ("~", re.compile(r",? ?\((?:circa|ca\.?|c\.?|about|approx\.?|approximately|estimated?)\)")),
    ("~", re.compile(r",? (?:circa|ca\.?|c\.|about|approximately|approx\.?|estimated)| ?~")),
    ("?", re.compile(r",? ?\((?:\?|perhaps|probably|possibly|doubtful)\)| ?\?")),
    ("?", re.compile(r",? (?:perhaps|possibly|probably|maybe)")),
)
_NOTED = re.compile(r"(?P<date>.+?) ?\((?P<notes>[^()]+)\)")
_NOTE = re.compile(
    r"(?:(?P<parts>(?:day|month|year)(?:(?:, | and )(?:day|month|year))*) )?"
    r"(?P<mark>uncertain and approximate|uncertain|approximate)"
)
_MARK_OF = {"uncertain": "?", "approximate": "~", "uncertain and approximate": "%"}
_ONE = re.compile(r"(?:[^\[\]{},/.]|\.(?!\.))+")
_PARTS = re.compile(
    r"([?~%]?)(Y?-?[\dX]{4,})(?:-([?~%]?)(\d\d|XX))?(?:-([?~%]?)(\d\d|XX))?([?~%]?)"
)


def dates(words: str, doubts: Doubts) -> list[Unit]:
    """Every way to read words for one date with its marks; empty if there is none."""
    if plain := units(words, doubts):
        return plain
    if (noted := _NOTED.fullmatch(words)) and (found := _noted(noted, doubts)):
        return found
    for mark, pattern in _LEADING:
        if match := pattern.match(words):
            rest = words[match.end() :]
            found = dates(rest, doubts)
            if not found and not mark:
                found = units(f"the years {rest}", doubts)  # sometime in 1900–1909
            return marked(found, mark, doubts)
    for mark, pattern in _TRAILING:
        for match in pattern.finditer(words):
            if match.end() == len(words) and match.start():
                return marked(dates(words[: match.start()], doubts), mark, doubts)
    return []


def is_led(words: str) -> bool:
    """Whether words begin with a mark, which may be on all that follows."""
    return any(mark and pattern.match(words) for mark, pattern in _LEADING)


def is_trailed(words: str) -> bool:
    """Whether words end in a mark, which may be on all before it."""
    return any(
        match.end() == len(words) for _, pattern in _TRAILING for match in pattern.finditer(words)
    )


def marked(found: list[Unit], mark: str, doubts: Doubts) -> list[Unit]:
    """Readings with a mark on every date in them, beside the marks they have."""
    if not mark:
        return found
    return doubts.sift(
        replace(unit, text=_ONE.sub(lambda one: _with_mark(one[0], mark), unit.text))
        for unit in found
    )


def _with_mark(date: str, mark: str) -> str:
    bare = date.rstrip("?~%")
    return bare + _both(date[len(bare) :], mark)


def _both(one: str, other: str) -> str:
    """Two marks on the same thing as one."""
    return "%" if one and other and one != other else one or other


def _noted(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    """A date with notes on all of it or on parts: 11 June 2004 (year uncertain)."""
    found = dates(match["date"], doubts)
    for each in match["notes"].split("; "):
        note = _NOTE.fullmatch(each)
        if not note:
            return []
        sign = _MARK_OF[note["mark"]]
        if names := note["parts"]:
            found = [replace(unit, text=_on_parts(unit.text, names, sign)) for unit in found]
            found = [unit for unit in found if unit.text]
        else:
            found = marked(found, sign, doubts)
    return doubts.sift(found)


def _on_parts(text: str, names: str, sign: str) -> str:
    """A date with a mark before those of its parts that are named; empty if it lacks one."""
    found = _PARTS.fullmatch(text)
    if not found:
        return ""
    written = []
    for number, name in enumerate(("year", "month", "day")):
        mark, part = found[2 * number + 1], found[2 * number + 2]
        if part is not None:
            written.append((_both(mark, sign) if name in names else mark) + part)
        elif name in names:
            return ""
    return "-".join(written) + found[7]
