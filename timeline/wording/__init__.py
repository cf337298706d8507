"""Dates and numbers to words, by language.

The words of a language are data in `languages`; month names and the shape of
numbers come from the Unicode CLDR. Nothing here depends on the process's locale,
time zone or clock.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from string import Formatter
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
from timeline.wording.directions import TURNING, bare, begins_right, isolated, unwrapped
from timeline.wording.examples import is_example, key_words
from timeline.wording.languages import LANGUAGES, language
from timeline.wording.locales import direction, plural_class, script, territorial
from timeline.wording.numbers import TIGHT_UNITS, figure_parts, figure_words, number_words

__all__ = [
    "ERA_UNTIL",
    "GROUPED_FROM",
    "TIGHT_UNITS",
    "TURNING",
    "bare",
    "begins_right",
    "chart_phrases",
    "date_words",
    "date_words_short",
    "datetime_attribute",
    "direction",
    "figure_parts",
    "figure_words",
    "foreign",
    "is_example",
    "isolated",
    "key_words",
    "language",
    "number_words",
    "phrase",
    "phrase_parts",
    "script_words",
    "speaks",
    "stretch_words",
    "telling",
    "territorial",
    "tick_formats",
    "tick_words",
    "unwrapped",
    "years_words",
]


def speaks(lang: str) -> bool:
    """Whether the words for a text in `lang` are in its language and script, and not in English."""
    tag = language(lang)
    if not f"{lang}-".lower().startswith(f"{tag}-".lower()):
        return False
    return lang.lower() == tag.lower() or script(lang) == script(tag)


def foreign(lang: str) -> dict[str, str]:
    """The `lang` and `dir` of the words among a text in `lang`; empty if its own hold for them."""
    if speaks(lang):
        return {}
    tag = language(lang)
    return {"lang": tag, "dir": direction(tag)}


def script_words(lang: str) -> dict[str, Any]:
    """The phrases of the page's script, whose values the script fills in; and their language.

    `turning` is TURNING, by which the script isolates what it puts together; `foreign`,
    where it is there, the `lang` and `dir` of the words among those of the page.
    """
    tag = language(lang)
    apart = {"foreign": attributes} if (attributes := foreign(lang)) else {}
    return {"lang": tag, "turning": TURNING, **apart, **LANGUAGES[tag]["script"]}


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
    words, worded = phrase_parts(name, lang, **values)
    return words.format_map(worded) if worded or "{" in words else words


def phrase_parts(
    name: str, lang: str, **values: str | int | Decimal | datetime.date
) -> tuple[str, dict[str, str]]:
    """A phrase with its values in braces, and the values in words, for who marks them up."""
    words = LANGUAGES[language(lang)]["page"]
    count = values.get("count")
    if isinstance(count, int):
        name = _plural(words, name, count, language(lang))
    return words[name], {key: _value(value, lang) for key, value in values.items()}


def phrase_names(lang: str) -> tuple[str, ...]:
    """The names of all phrases, in order, without those of plural forms."""
    return tuple(sorted({name.partition(".")[0] for name in LANGUAGES[language(lang)]["page"]}))


def values_of(name: str, lang: str) -> set[str] | None:
    """The values that a phrase has in any of its forms; None where there is no such phrase."""
    words = LANGUAGES[language(lang)]["page"]
    forms = [text for form, text in words.items() if form.partition(".")[0] == name]
    fields = {field for text in forms for _, field, *_ in Formatter().parse(text) if field}
    return fields if forms else None


def telling(lang: str) -> dict[str, str]:
    """The words by which a text in `lang` is known to tell a figure; empty where they are unknown."""
    return LANGUAGES[language(lang)].get("telling", {}) if speaks(lang) else {}


def stretch_words(years: tuple[int, int] | None, lang: str) -> str:
    """A stretch of years in words; without any, that of events with no stated start."""
    return years_words(*years, lang) if years else phrase("no-start", lang)


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
