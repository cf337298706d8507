"""Numbers to words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from timeline.wording.languages import LANGUAGES, language
from timeline.wording.locales import decimal_sign, grouped

if TYPE_CHECKING:
    from timeline.model import Figure

MINUS = "\N{MINUS SIGN}"
TIGHT_UNITS = frozenset("%‰°")


def number_words(value: int | Decimal, lang: str) -> str:
    """The number as written, with the language's separators and a true minus sign.

    Nothing is rounded, no trailing zero dropped, no exponent shown; `value` is
    finite.
    """
    tag = language(lang)
    text = f"{Decimal(value):f}"
    whole, _, fraction = text.removeprefix("-").partition(".")
    sign = MINUS if text.startswith("-") else ""
    point = decimal_sign(tag) if fraction else ""
    return f"{sign}{grouped(int(whole), tag)}{point}{fraction}"


def figure_words(figure: Figure, lang: str) -> str:
    """The number of a figure, with its unit: "70–80", "at least 70", "about 12 km".

    What is counted and who says so stand beside it. Raises ValueError for a
    figure without any number.
    """
    words, number = figure_parts(figure, lang)
    return words.format(number=number, unit=figure.unit)


def figure_parts(figure: Figure, lang: str) -> tuple[str, str]:
    """How a figure's number and its unit stand together, in braces, and the number in words."""
    words = LANGUAGES[language(lang)]["figure"]
    number = _figure_number(figure, words, lang)
    if not figure.unit:
        return "{number}", number
    return words["unit-tight" if figure.unit in TIGHT_UNITS else "unit"], number


def _figure_number(figure: Figure, words: dict[str, str], lang: str) -> str:
    limits = _figure_limits(figure, words, lang)
    if figure.value is None:
        return limits
    value = _about(figure, words, number_words(figure.value, lang))
    if figure.low is None and figure.high is None:
        return value
    return words["value-and-range"].format(value=value, range=limits)


def _figure_limits(figure: Figure, words: dict[str, str], lang: str) -> str:
    """The words of `low` and `high`; empty if only a value is given."""
    low = None if figure.low is None else number_words(figure.low, lang)
    high = None if figure.high is None else number_words(figure.high, lang)
    if low is not None and high is not None:
        return _about(figure, words, _between(low, high, words))
    if low is not None:
        return words["at-least"].format(low=_about(figure, words, low))
    if high is not None:
        return words["at-most"].format(high=_about(figure, words, high))
    if figure.value is None:
        raise ValueError(f"figure {figure.what!r} has no value, low or high")
    return ""


def _between(low: str, high: str, words: dict[str, str]) -> str:
    if low == high:
        return low
    return words["range-signed" if MINUS in low + high else "range"].format(low=low, high=high)


def _about(figure: Figure, words: dict[str, str], number: str) -> str:
    return words["about"].format(value=number) if figure.about else number
