"""Dates and numbers to words, by language.

The words of a language are data in `phrases`; month names and the shape of
numbers come from the Unicode CLDR by way of babel. babel takes some 70 ms to
load, so it is imported where it is first used. Nothing here depends on the
process's locale, time zone or clock.
"""

from __future__ import annotations

import datetime
import unicodedata
from decimal import Decimal

from timeline.wording.dates import (
    date_words,
    date_words_short,
    datetime_attribute,
    day_words,
    tick_formats,
    tick_words,
    years_words,
)
from timeline.wording.numbers import figure_words, language, locale_of, number_words
from timeline.wording.phrases import LANGUAGES

__all__ = [
    "bare",
    "chart_phrases",
    "date_words",
    "date_words_short",
    "datetime_attribute",
    "direction",
    "figure_words",
    "isolated",
    "key_words",
    "language",
    "number_words",
    "phrase",
    "script_words",
    "territorial",
    "tick_formats",
    "tick_words",
    "years_words",
]


def key_words(name: str, lang: str) -> str:
    """The words of one mark in the chart's key; raises KeyError."""
    return LANGUAGES[language(lang)]["key"][name]


def direction(lang: str) -> str:
    """Which way a language is written, for HTML's `dir`: "ltr" or "rtl"."""
    from babel import Locale
    from babel.core import UnknownLocaleError

    try:
        written: str = Locale.parse(lang, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"
    return written


def isolated(text: str) -> str:
    """`text` so that letters written from right to left turn nothing around it."""
    turning = any(unicodedata.bidirectional(character) in _TURNING for character in text)
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if turning else text


def bare(text: str) -> str:
    """An isolated text without what isolates it."""
    return text.removeprefix("\N{FIRST STRONG ISOLATE}").removesuffix("\N{POP DIRECTIONAL ISOLATE}")


_TURNING = {"R", "AL", "AN", "RLE", "RLO", "LRE", "LRO", "RLI", "LRI", "FSI"}


def territorial(lang: str) -> str:
    """A language and a territory, as Open Graph has it: "de-AT" is "de_AT", "de" "de_DE".

    The territory of a tag without one is the likeliest by the CLDR; empty if the
    language is not known.
    """
    from babel import Locale
    from babel.core import UnknownLocaleError, get_global

    try:
        locale = Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return ""
    likely = get_global("likely_subtags")
    whole = likely.get(str(locale)) or likely.get(locale.language) or ""
    territory = locale.territory or whole.rpartition("_")[2]
    return f"{locale.language}_{territory}" if len(territory) == 2 else ""


def script_words(lang: str) -> dict[str, str]:
    """The phrases of the page's script, whose values the script fills in; and their language."""
    tag = language(lang)
    return {"lang": tag, **LANGUAGES[tag]["script"]}


_OF_CHARTS = ("density-", "labelled", "gathered", "unmarked")


def chart_phrases(lang: str) -> list[str]:
    """What a chart may say of itself, in every form, with the names of values in braces."""
    words = LANGUAGES[language(lang)]["page"]
    return [text for name, text in words.items() if name.startswith(_OF_CHARTS)]


def phrase(name: str, lang: str, **values: str | int | Decimal | datetime.date) -> str:
    """The fixed words of the page with their values filled in; raises KeyError.

    Numbers and calendar days are worded here, a number with its separators:
    pass a year in words. `count` also picks the plural form.
    """
    words = LANGUAGES[language(lang)]["page"]
    if not values and "{" not in words[name]:
        return words[name]
    count = values.get("count")
    if isinstance(count, int):
        name = _plural(words, name, count, language(lang))
    return words[name].format_map({key: _value(value, lang) for key, value in values.items()})


def _plural(words: dict[str, str], name: str, count: int, lang: str) -> str:
    """The name of the phrase's form for so many, where it has one of its own."""
    form = f"{name}.{locale_of(lang).plural_form(count)}"
    return form if form in words else name


def _value(value: str | int | Decimal | datetime.date, lang: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, datetime.date):
        return day_words(value, lang)
    return number_words(value, lang)
