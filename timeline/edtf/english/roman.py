"""Months and centuries in Roman numbers: 5.iii.1860, XIX century, and XIXe s. of other languages."""

from __future__ import annotations

import re

from timeline.edtf.english.units import MONTH

_ROMAN_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_MONTHS = [name for name in MONTH.split("|") if len(name) == 3]
_ROMAN = "|".join(sorted(_ROMAN_MONTHS, key=len, reverse=True))
_ROMAN_DAY = re.compile(rf"(?<![\w.])(\d\d?)([ ./-])\.?({_ROMAN})\.?\2(\d{{4}})(?!\d)")
_ROMAN_LAST = re.compile(rf"(?<![\w.])(\d{{4}})([ ./-])({_ROMAN})\.?\2(\d\d?)(?!\d)")
_ROMAN_MONTH = re.compile(rf"(?<![\w./])({_ROMAN})[./-](\d{{4}})(?![\d.])")
_ROMAN_CENTURY = re.compile(r"\b([ivx]{1,5})(?:th|st|nd|rd)?(?= (?:century|cent\b|c\.))")


def without_roman(words: str) -> str:
    """Words with Roman months by name and Roman centuries as ordinals: 5.iii.1860, XIX century."""
    words = _ROMAN_DAY.sub(lambda m: f"{m[1]} {_month(m[3])} {m[4]}", words)
    words = _ROMAN_LAST.sub(lambda m: f"{m[1]} {_month(m[3])} {m[4]}", words)
    words = _ROMAN_MONTH.sub(lambda m: f"{_month(m[1])} {m[2]}", words)
    return _ROMAN_CENTURY.sub(_century, words)


def _century(match: re.Match[str]) -> str:
    number = _number(match[1])
    return f"{number}th" if number else match[0]


def _month(roman: str) -> str:
    return _MONTHS[_ROMAN_MONTHS.index(roman)]


def _number(roman: str) -> int:
    """A Roman number up to 21, as centuries have; 0 if it is none."""
    tens = len(roman) - len(roman.lstrip("x"))
    rest = roman[tens:]
    units = _ROMAN_MONTHS.index(rest) + 1 if rest in _ROMAN_MONTHS[:9] else 0
    return tens * 10 + units if tens * 10 + units <= 21 and (units or not rest) else 0


_ABROAD = re.compile(
    r"([ivx]{1,5}|\d\d?)\.?\s?(?:e|è|º|°)?\.? (?:s\.|si[eè]cles?|sec\.|secolo|siglo|s[eé]culo|jh\.?|jahrhundert|w\.|wiek|век|в\.)"
    r"|(?:s\.|siglo|secolo|s[eé]culo|sec\.|sæc\.|saec\.) ?([ivx]{1,5})"
)


def century_abroad(words: str) -> str:
    """The century that words of another language say, as in XIXe s., 19. Jh.; empty if none."""
    found = _ABROAD.fullmatch(words)
    if not found:
        return ""
    written = found[1] or found[2]
    number = int(written) if written.isdecimal() else _number(written)
    return f"{number - 1:02}XX" if 1 <= number <= 21 else ""
