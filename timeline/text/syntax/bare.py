"""Numbers and days as people write them, and the characters that nobody sees.

A parser's complaint about one would have its author put it in quotes, only to
be told that a number or day is no text: here it is told what to write at once.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from timeline.edtf import EdtfError, parse
from timeline.text.decoding import Mistake
from timeline.text.edits import Change, one
from timeline.text.syntax.scene import Scene
from timeline.text.tables import shown

FIGURES = ("value", "low", "high")
DAYS = ("updated", "accessed")
_WORDS = {
    **dict.fromkeys(FIGURES, 'write one such as 70 or 1.5; words go into "what" or "unit"'),
    "importance": "write 1 (labelled last) to 5 (labelled first)",
    "height": "write a number of pixels, such as 600",
}
_A_DAY = "write a day such as 2024-05-31"

# A key and its value up to the complaint; a comma is part of a value between digits alone.
_BEFORE = re.compile(
    rf"(?:^|[\s{{,])(?P<key>{'|'.join((*_WORDS, *DAYS))})[ \t]*+=[ \t]*+"
    r"(?P<value>(?:[^\n={}\[\]\"#,]|,(?=\d|$))*+)$"
)
_AFTER = re.compile(r"(?:[^\n={}\[\]\"#,]|(?<=\d),(?=\d))*")
_NEXT_KEY = re.compile(r"(?<!\s)\s++[\w-]++\s*+$")
_LONGEST_NUMBER = 100  # characters: longer texts are no number
# What TOML itself complains of, and says so in `timeline.text.syntax.complaints`.
_SLIPS = re.compile(r"[+-]?0\d+|\d+\.|[+-]?\.\d+|\d+(?:,\d+)+")
_THOUSANDS = "|".join(
    rf"\d{{1,3}}(?:{apart}\d{{3}})+" for apart in (r"\s", "['\u2019]", ",", r"\.")
)
_NUMBER = rf"{_THOUSANDS}|\d+(?:[.,]\d+)?"
_ABOUT = r"(?P<about>(?:~|\u2248|c|ca|circa|about|around|approx|approximately)\.?\s*)?"
_RANGE = r"\s*[-\u2010-\u2015]\s*|\s*\.\.\s*|\s+(?:to|or)\s+"
_MEANT = re.compile(
    rf"{_ABOUT}(?:(?P<least>>=|\u2265|at least)\s*|(?P<most><=|\u2264|at most|up to)\s*)?"
    rf"(?P<low>{_NUMBER})"
    rf"(?:(?:{_RANGE})(?P<high>{_NUMBER})|(?P<plus>\+))?"
    r"\s*(?P<unit>%|[^\W\d_][^\d\"\\]*)?",
    re.IGNORECASE,
)


# Looks at a scene, as in `timeline.text.syntax.complaints`


def unseen_character(scene: Scene) -> Mistake | None:
    """A character that looks like a blank, or like nothing, and is none to TOML."""
    here = scene.here
    kind = unicodedata.category(here) if here else ""
    if not (kind in ("Cf", "Zl", "Zp") or (kind == "Zs" and here != " " and _apart(scene))):
        return None
    name = unicodedata.name(here, "unseen character").lower()
    article = "an" if name[0] in "aeiou" else "a"
    problem = f"there is {article} {name} (U+{ord(here):04X}) here"
    remedy = "delete it" if kind == "Cf" else "write a plain space"
    edits = one(scene.offset, scene.offset + 1, "" if kind == "Cf" else " ")
    return Mistake("unseen-character", problem, remedy, scene.offset, edits=edits)


def _apart(scene: Scene) -> bool:
    """Whether the blank at the offset is not inside words or numbers that lack quotes."""
    before = scene.before[-1:]
    after = scene.text[scene.offset : scene.offset + 99].split("\n", 1)[0].lstrip()[:1]
    return not before or before in " \t=[]{},\"'" or not after or after in "=[]{},\"'#"


def no_number(scene: Scene) -> Mistake | None:
    """What is no number to TOML, at a key that takes a number."""
    key, written, at = _bare(scene)
    if key not in _WORDS or not written or re.fullmatch(r"[+-]?\d+(?:\.\d+)?", written):
        return None
    if scene.bracket is None and _SLIPS.fullmatch(written):
        return None
    meant = number_meant(key, written, ", " if scene.bracket is not None else " and ")
    problem = f"{shown(written)[1:-1]} is not one plain number"
    edits: tuple[Change, ...] = ()
    if pairs := _meant_pairs(key, written):
        is_plain = pairs[0].startswith(f"{key} = ") and len(pairs) == 1
        start = at if is_plain else scene.text.rindex(key, 0, at)
        joint = ", " if scene.bracket is not None else "\n"
        text = pairs[0].partition(" = ")[2] if is_plain else joint.join(pairs)
        edits = one(start, at + len(written), text)
    return Mistake("number", problem, meant or _WORDS[key], at, edits=edits)


def no_day(scene: Scene) -> Mistake | None:
    """What is no day to TOML, at a key that takes one."""
    key, written, at = _bare(scene)
    if key not in DAYS or not written:
        return None
    problem = f"{shown(written)[1:-1]} is no day, in full"
    meant = day_meant(written)
    edits = one(at, at + len(written), meant) if meant else ()
    return Mistake("day", problem, f"write {meant}" if meant else _A_DAY, at, edits=edits)


def _bare(scene: Scene) -> tuple[str, str, int]:
    """The key, the value without quotes that the complaint is about, and where it begins."""
    begin = scene.start if scene.bracket is None else scene.bracket + 1
    found = _BEFORE.search(scene.text[begin : scene.offset])
    if not found:
        return "", "", 0
    at = begin + found.start("value")
    rest = _AFTER.match(scene.text, at)
    written = rest[0] if rest else ""
    if scene.text.startswith("=", at + len(written)):
        written = _NEXT_KEY.sub("", written)
    return found["key"], written.strip(), at


# What is meant


def number_meant(key: str, text: str, joint: str) -> str:
    """What to write for a number as people write it; empty if that is not plain.

    `joint` stands between two pairs of key and value.
    """
    pairs = _meant_pairs(key, text, two_ways=True)
    if len(pairs) == 1 and pairs[0].startswith(f"{key} = "):
        return f"write {pairs[0].partition(' = ')[2]}"
    return f"write {joint.join(pairs)}" if pairs else ""


def one_number(key: str, text: str) -> str:
    """The one number that is plainly meant at a key; empty if there is none."""
    pairs = _meant_pairs(key, text)
    is_one = len(pairs) == 1 and pairs[0].startswith(f"{key} = ")
    return pairs[0].partition(" = ")[2] if is_one else ""


def _meant_pairs(key: str, text: str, *, two_ways: bool = False) -> list[str]:
    """The keys and values that a number as people write it comes to; none if that is not plain.

    One such as 1,500 may be read in two ways, and is told in one.
    """
    found = _MEANT.fullmatch(text.strip()) if len(text) < _LONGEST_NUMBER else None
    if not found or (not two_ways and re.search(r"(?<![\d,.])\d{1,3}[,.]\d{3}(?![\d,.])", text)):
        return []
    low, high = _plain(found["low"]), _plain(found["high"] or "")
    if high and Decimal(high) < Decimal(low):
        return []
    if key not in FIGURES:
        return [] if high or not low.isdecimal() else [f"{key} = {low}"]
    return _pairs(key, low, high, found)


def _pairs(key: str, low: str, high: str, found: re.Match[str]) -> list[str]:
    """The keys of a figure with their values."""
    if found["least"] or found["plus"]:
        key = "low"
    elif found["most"]:
        key = "high"
    pairs = [f"low = {low}", f"high = {high}"] if high else [f"{key} = {low}"]
    if found["about"]:
        pairs.append("about = true")
    if found["unit"]:
        pairs.append(f"unit = {shown(found['unit'])}")
    return pairs


def _plain(number: str) -> str:
    """A number without what sets its thousands apart, and with a point."""
    if re.fullmatch(r"\d{1,3}(?:[^\d.]\d{3})+|\d{1,3}(?:\.\d{3}){2,}", number):
        number = re.sub(r"\D", "", number)
    whole, point, part = number.replace(",", ".").partition(".")
    return f"{whole.lstrip('0') or '0'}{point}{part}" if whole else ""


def day_meant(text: str) -> str:
    """The day that is meant by one in words or another order; empty if that is not plain."""
    try:
        parse(text)
    except EdtfError as error:
        plain = error.instead.plain
        return plain if re.fullmatch(r"\d{4}-\d\d-\d\d", plain) else ""
    return ""
