"""Dates in numbers as other scripts write them, to digits and signs that are read: 1862年7月1日.

A date in numbers has one meaning in any language, so it is read in each; the names that
languages have for months, days and eras are not.
"""

from __future__ import annotations

import re
import unicodedata

from timeline.edtf.grammar import MONTHS

_SIGNS = str.maketrans("～〜－／．：，（）［］〔〕？", "–––/.:,()[][]?")
_WIDE = range(0xFF10, 0xFF1A)  # fullwidth digits, which are of no calendar
_WEEKDAYS = dict(
    zip(
        "月火水木金土日월화수목금토일",
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday") * 2,
        strict=True,
    )
)
_WEEKDAY = re.compile(rf"\s?\(([{''.join(_WEEKDAYS)}])(?:曜日?|요일)?\)")
_BEFORE = r"(?:紀元前|公元前|西元前|기원전|前)\s?"
_EAST_ASIAN = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (rf"{_BEFORE}(\d{{1,4}})\s?[年년]", r"\1 bc"),
        (rf"{_BEFORE}(\d\d?)\s?(?:世紀|世纪|세기)", r"\1th century bc"),
        (r"(?:西暦|公元|西元|서기)\s?", ""),
        (r"(\d{2,3}0)\s?(?:年代|년대|연대)", r"\1s"),
        (r"(\d\d?)\s?(?:世紀|世纪|세기)", r"\1th century"),
        (r"(?:約|约|약)\s?(?=\d)", "about "),
        (r"\s?(?:頃|ごろ|ころ|경|쯤|前後|左右)", " (about)"),
        (r"\s?(?:から|부터|至|到)\s?", "–"),
        (r"まで|까지", ""),
        (r"(?<!\d)(\d{3,4})\s?[年년]\s?", r"\1 "),
        (r"(?<=[–-])(\d\d)\s?[年년]", r"\1"),
        (r"(?<!\d)(\d\d?)\s?[日일号號]\s?", r"\1 "),
    )
)
_MONTH = re.compile(r"(?<!\d)(0?[1-9]|1[0-2])\s?[月월]\s?")
_FOREIGN = re.compile(r"(?![a-z])[^\W\d_]", re.IGNORECASE)


def in_numbers(text: str) -> str:
    """A text in the digits 0 to 9, its year, month and day without the signs of East Asia for them.

    Where it has other letters than those, as with an era or a month's name, its digits alone.
    """
    plain = "".join(map(_digit, text))
    words = plain.translate(_SIGNS)
    if not re.search(r"[年년月월日일]|世紀|世纪|세기", words) and not _WEEKDAY.search(words):
        return words
    if weekday := _WEEKDAY.search(words):
        rest = words[: weekday.start()] + words[weekday.end() :]
        words = f"{_WEEKDAYS[weekday[1]]} {rest}"
    for pattern, form in _EAST_ASIAN:
        words = pattern.sub(form, words)
    words = _MONTH.sub(lambda match: f"{MONTHS[int(match[1]) - 1]} ", words)
    return plain if _FOREIGN.search(words) else " ".join(words.split())


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


def is_of_any_calendar(text: str) -> bool:
    """Whether a year may be of another calendar: ۱۳۴۹, in the digits of those who have one."""
    if not any(unicodedata.decimal(sign, None) is not None for sign in text if _is_native(sign)):
        return False
    years = re.findall(r"(?<!\d)\d{4}(?!\d)", "".join(map(_digit, text)))
    return any(not 1500 <= int(year) <= 2100 for year in years)


def _is_native(sign: str) -> bool:
    return not sign.isascii() and ord(sign) not in _WIDE
