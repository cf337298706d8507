"""What the Unicode CLDR knows of languages, by way of babel.

babel takes some 70 ms to load, so it is imported where it is first used. Languages
are BCP 47 tags; of those that are asked for months, numbers and plurals the CLDR
has data, since they are the ones that `languages` supports.
"""

from __future__ import annotations

from decimal import localcontext
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale


def direction(lang: str) -> str:
    """Which way a language is written, for HTML's `dir`: "ltr" or "rtl"."""
    from babel import Locale
    from babel.core import UnknownLocaleError

    try:
        written: str = Locale.parse(lang, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"
    return written


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


@lru_cache
def _locale(lang: str) -> Locale:
    """The CLDR's data of a supported language."""
    from babel import Locale

    return Locale.parse(lang, sep="-")


def plural_class(count: int, lang: str) -> str:
    """The CLDR's name for how a language counts so many: "one", "few", "other"."""
    return str(_locale(lang).plural_form(count))


def month_name(month: int, lang: str, *, alone: bool, long: bool) -> str:
    """The name of a month from 1 to 12, as it stands in a date or alone."""
    context = "stand-alone" if alone else "format"
    return str(_locale(lang).months[context]["wide" if long else "abbreviated"][month])


def decimal_sign(lang: str) -> str:
    """What stands between a number's whole and its fraction."""
    return str(_locale(lang).number_symbols["latn"]["decimal"])


def grouped(whole: int, lang: str) -> str:
    """A whole number with the language's separators, of any length."""
    from babel.numbers import format_decimal

    # babel quantizes to its pattern's decimals in the current context, whose 28 digits
    # may be too few.
    with localcontext() as context:
        context.prec = len(str(whole)) + 10
        return format_decimal(whole, locale=_locale(lang), numbering_system="latn")
