"""Words of a date with what was chosen put in: the century of 70, what -44 is counted from."""

from __future__ import annotations

import functools
import re

from timeline.edtf import year_text
from timeline.edtf.english.habits import MONTH_WORDS, reads
from timeline.edtf.english.units import MONTH
from timeline.edtf.english.words import Understood, read_words
from timeline.importing.hints import Choose
from timeline.importing.rows import Choices

CENTURY = Choose("century", (1900,))
CENTURY_OR_NONE = Choose("century", (1900, 0))
YEAR_ZERO = Choose("year_zero", (False, True))
MILLISECONDS = Choose("since_1970", ("milliseconds",))
SECONDS = Choose("since_1970", ("seconds",))
EITHER_FIRST = Choose("day_first", (True, False))

_SETTLED_BY = {  # by the code of what is said of words
    "two-digit-year": CENTURY,
    "no-century": CENTURY,
    "short-year": CENTURY_OR_NONE,
    "year-zero": YEAR_ZERO,
}
_NUMBERS = re.compile(r"(?<![\w/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{3,4})(?![\w/.-]*\d)")
_THREE_DIGITS = re.compile(r"(?<![\w.,'’])(?<!(?<!\d)-)[1-9]\d\d(?![\w.,'’])")
_MINUS = re.compile(r"(?<![\w\u2010-\u2015?~%-])(?<!\d )[-\u2212](\d{1,4})(?![\w-])")
_MINUS_DAY = re.compile(r"-(\d{1,3})-(\d\d)-(\d\d)")
_WORDS = "|".join(MONTH_WORDS)
_LATE = r"(?P<year>3[2-9]|[4-9]\d)"  # no day of a month
_LAST = r"'?(?P<year>\d\d)(?![\w/.-]*\d)"
_SHORT_YEARS = tuple(
    re.compile(f"(?P<before>{before}){year}", re.IGNORECASE)
    for before, year in (
        (r"(?<![\w/.-])'?", rf"{_LATE}(?=[-–. ](?:{MONTH})\b)"),  # 70-Mar
        (r"(?<![\w/.-])", rf"{_LATE}(?=([-/.])\d\d?\3\d\d?(?!\d))"),  # 70-03-31
        (r"(?<![\w/.-])\d\d?([-/.])\d\d?\2", _LAST),  # 31/3/70
        (rf"\b(?:{MONTH})\.? \d\d?(?:st|nd|rd|th)?(?:, ?| (?='))", _LAST),  # March 31, 70
        (rf"\d(?:st|nd|rd|th)?[-–\s./]*\b(?:{MONTH})\b\.?[-–\s./,]*", _LAST),  # 31-Mar-70
        (rf"\b(?:{_WORDS})\b\.?(?:[-–]| ?(?:of )?(?='))", _LAST),  # Mar-70, summer of '70
        (rf"\b(?:{_WORDS})\b\.? (?:of )?", rf"{_LATE}(?![\w/.-]*\d)"),  # March 70
        (r"(?<![\w/.-])(?:0?\d|1[0-2])/", r"(?P<year>1[3-9]|[2-9]\d)(?![\w/.-]*\d)"),  # 3/70
        (r"(?<![\w'’])", r"['’]?(?P<year>\d0)(?=['’]?s\b)"),  # the '60s
        (r"(?<!\w)", r"['’](?P<year>\d\d)(?!\w)"),  # '70
        (r"^(?:c|ca|circa|about)?\.? ?", r"(?P<year>\d\d?)(?=[?~]?$)"),  # c. 70
    )
)
_TWO_YEARS = re.compile(r"(1[3-9]|[2-9]\d)( ?[-–/] ?)(\d\d)")


@functools.lru_cache(maxsize=20_000)
def meaning(words: str, lang: str = "en") -> Understood:
    """What words say; a row's are read more than once on its way, and on each way that is tried."""
    return read_words(words, lang)


def settled(words: str, choices: Choices) -> str:
    """Words of a date, where they are in doubt, as the choices have them; else as they stand.

    A year of three digits is one: whoever shortens years, or writes decades, does so otherwise.
    """
    if reads(words.strip()):
        return words
    text = " ".join(words.split())
    if not meaning(text).readings:
        text = _THREE_DIGITS.sub(r"0\g<0>", text)
    if choices.year_zero is not None:
        text = _counted(text, choices.year_zero)
    if choices.century is not None:
        text = _in_full(text, choices.century)
    return text if text != words and meaning(text).readings else words


def settled_by(understood: Understood, choices: Choices) -> tuple[Choose, ...]:
    """What could be chosen, and is not, to have words read in one way."""
    if len(understood.readings) > 1 and _NUMBERS.search(understood.text):
        return (EITHER_FIRST,)
    found = _SETTLED_BY.get(understood.refusal.code) if understood.refusal else None
    return (found,) if found and getattr(choices, found.field) is None else ()


def ordered(understood: Understood, lang: str, day_first: bool) -> Understood:
    """What words say once it is known whether the day or the month comes first."""

    def day(found: re.Match[str]) -> str:
        first, last = int(found[1]), int(found[3])
        number, month = (first, last) if day_first else (last, first)
        return f"{int(found[4]):04}-{month:02}-{number:02}"

    known = read_words(_NUMBERS.sub(day, understood.text), lang)
    return known if len(known.readings) == 1 else understood


def year_in_full(short: str, century: int) -> str:
    """A year of one or two digits as the one of a hundred years, of which the first is given.

    From 1930 on, 30 is 1930 and 29 is 2029. Empty for a year 0.
    """
    year = century + (int(short) - century) % 100
    return f"{year:04}" if year else ""


def year_before(number: int, *, year_zero: bool) -> str:
    """EDTF of the year -44: with a year zero 45 BCE, without one 44 BCE."""
    return year_text(-number if year_zero else 1 - number)


def _in_full(text: str, century: int) -> str:
    def full(match: re.Match[str]) -> str:
        return match["before"] + (year_in_full(match["year"], century) or match["year"])

    if years := _TWO_YEARS.fullmatch(text):
        first, last = (year_in_full(each, century) for each in (years[1], years[3]))
        return f"{first}{years[2]}{last}"
    for pattern in _SHORT_YEARS:
        text = pattern.sub(full, text)
    return text


def _counted(text: str, year_zero: bool) -> str:
    if day := _MINUS_DAY.fullmatch(text):
        return f"{year_before(int(day[1]), year_zero=year_zero)}-{day[2]}-{day[3]}"
    edtf = _MINUS.sub(lambda each: year_before(int(each[1]), year_zero=year_zero), text)
    if reads(edtf):
        return edtf
    return _MINUS.sub(lambda each: f"{int(each[1]) + year_zero} BC", text)
