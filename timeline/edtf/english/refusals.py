"""Why a text is no date, and what to write for it: grammar, habits and words together.

Where words can be read, what they come to is what is offered, all of it: so a
file is told the same as whoever types a date.
"""

from __future__ import annotations

import re
from functools import lru_cache

from timeline.edtf.english.habits import WORDS, Offer, offer_for, to_write
from timeline.edtf.english.words import Understood, read_words
from timeline.edtf.values import EdtfError

_LONGEST = 1000  # characters: longer texts are no slip of the pen
# Faults of grammar that say little, or that years such as 1914-18 have too.
_OPEN = ("date-character", "date-form", "date-month")
# Habits that are no more than signs of a text in words, where there are words.
_SIGNS = ("date-character", "date-dash", "date-draft-group", "date-mark-alone", "date-space")
# Habits that people have with words, where a doubt about the words tells more; and habits beside
# which years are as likely: 1929-39.
_OF_WORDS = (
    *("date-calendar", "date-century", "date-character", "date-circa", "date-dash"),
    *("date-decade", "date-decade-word", "date-draft-unknown", "date-joined-years"),
    *("date-mark-alone", "date-plus", "date-space", "date-words", "date-year-digits"),
    "date-year-last",
)
_BESIDE_YEARS = ("date-part-of-year",)
_LETTER = re.compile(r"[^\W\d_XY]")


def refusal_of(text: str, error: EdtfError) -> EdtfError:
    """What is wrong with a text that the grammar refuses, and the remedy."""
    if len(text) > _LONGEST:
        return error
    told = (error.code, error.problem, error.remedy, error.offset)
    return EdtfError(*_refused(text, *told))


@lru_cache(maxsize=4096)  # a date of a faulty file is read by several rules
def _refused(
    text: str, code: str, problem: str, remedy: str, offset: int
) -> tuple[str, str, str, int]:
    """The code, problem, remedy and offset of a refusal, from those of the grammar."""
    offer = offer_for(text)
    if not offer and code not in _OPEN:
        return code, problem, remedy, offset
    if offer:
        code, problem, offset = offer.code, offer.problem, offer.offset
        remedy = to_write(offer.texts, text) + offer.also if offer.texts else offer.otherwise
    understood = read_words(text)
    if offer and code in _BESIDE_YEARS and understood.date and "/" in understood.date.text:
        both = to_write((understood.date.text, *offer.texts), text)
        return code, "this can be read in more than one way", both, offset
    if understood.readings and not _is_the_same(offer, understood):
        if understood.problem:
            problem = understood.problem
        elif code in _SIGNS and _LETTER.search(text):
            code, problem, offset = "date-words", WORDS, 0
        return code, problem, understood.remedy or _to_write(understood), offset
    if code in _OF_WORDS and understood.doubted and not understood.readings:
        problem, remedy = understood.problem, understood.remedy
    return code, problem, remedy, offset


def _is_the_same(offer: Offer | None, understood: Understood) -> bool:
    """Whether words come to what a habit offers."""
    texts = {reading.date.text for reading in understood.readings}
    return bool(offer) and texts == set(offer.texts if offer else ())


def _to_write(understood: Understood) -> str:
    return to_write([reading.date.text for reading in understood.readings], understood.text)


def in_quotes(key: str, text: str) -> str:
    """What to write for a date that stands without quotes at a key.

    Every reading of the text is given, as EDTF in quotes.
    """
    understood = read_words(text)
    if understood.attested:
        return understood.remedy
    texts = tuple(f'{key} = "{reading.date}"' for reading in understood.readings)
    if not texts:
        return re.sub(r"^(write .*)$", r"\1, in quotes", understood.remedy)
    lost = any(reading.lost for reading in understood.readings)
    return to_write(texts, text) + (", and put the source's own words into date_text" * lost)
