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


# Scripts written from right to left, as the Unicode Standard has their letters (bidi classes R
# and AL), by ISO 15924; `Aran` and the like are ways to write one of them.
_RIGHT_TO_LEFT = (
    "Adlm Arab Aran Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc "
    "Mero Narb Nbat Nkoo Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sidt Sogd Sogo Syrc "
    "Syre Syrj Syrn Thaa Yezi"
)
# What is written there in another script than the CLDR's likeliest of the language.
_WRITTEN = {
    ("ku", "IQ"): "Arab",
    ("ku", "IR"): "Arab",
    ("tk", "AF"): "Arab",
    ("tk", "IR"): "Arab",
}


def direction(lang: str) -> str:
    """Which way a language is written, for HTML's `dir`: "ltr" or "rtl".

    It goes by the script: the one that the tag names, or the likeliest.
    """
    return "rtl" if script(lang) in _RIGHT_TO_LEFT.split() else "ltr"


@lru_cache
def script(lang: str) -> str:
    """The script of a BCP 47 tag, by ISO 15924: "Arab" of "ar", "ku-Arab" and "uz-AF".

    A tag that names none has the likeliest by the CLDR (UTS 35, "Likely Subtags");
    empty if that knows the language by no name.
    """
    language, written, region = _subtags(lang)
    if written:
        return written
    from babel.core import get_global

    likely = get_global("likely_subtags")
    name, *more = get_global("language_aliases").get(language, language).split("_")
    region = region or next((each for each in more if len(each) == 2), "")
    if found := _WRITTEN.get((name, region)):
        return found
    whole = (
        likely.get(f"{name}_{region}") or likely.get("_".join([name, *more])) or likely.get(name)
    )
    return whole.split("_")[1] if whole else ""


def _subtags(lang: str) -> tuple[str, str, str]:
    """Language, script and region of a tag (RFC 5646, section 2.1); empty where it has none."""
    language, *rest = lang.split("-")
    language, written, region = language.lower(), "", ""
    for subtag in rest:
        if len(subtag) == 1:  # of what follows, no part says how it is written
            break
        if len(subtag) == 4 and subtag.isalpha():
            written = written or subtag.title()
        elif len(subtag) == 3 and subtag.isalpha() and not (written or region):
            language = subtag.lower()  # "ar-arz" is "arz" (section 4.5)
        elif len(subtag) == 2 and not region:
            region = subtag.upper()
    return language, written, region


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
