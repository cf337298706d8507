"""Dates and numbers to words, by language.

The words of a language are data in `languages`; month names and the shape of
numbers come from the Unicode CLDR. Nothing here depends on the process's locale,
time zone or clock.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from timeline.wording.dates import (
    ERA_UNTIL,
    GROUPED_FROM,
    date_words,
    date_words_short,
    datetime_attribute,
    day_words,
    tick_formats,
    tick_words,
    years_words,
)
from timeline.wording.directions import TURNING, bare, isolated
from timeline.wording.languages import LANGUAGES, language
from timeline.wording.locales import direction, plural_class, territorial
from timeline.wording.numbers import figure_words, number_words

__all__ = [
    "ERA_UNTIL",
    "GROUPED_FROM",
    "TURNING",
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


def script_words(lang: str) -> dict[str, Any]:
    """The phrases of the page's script, whose values the script fills in; and their language.

    `turning` is TURNING, by which the script isolates what it puts together.
    """
    tag = language(lang)
    return {"lang": tag, "turning": TURNING, **LANGUAGES[tag]["script"]}


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
    form = f"{name}.{plural_class(count, lang)}"
    return form if form in words else name


def _value(value: str | int | Decimal | datetime.date, lang: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, datetime.date):
        return day_words(value, lang)
    return number_words(value, lang)
