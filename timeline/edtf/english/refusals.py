"""Why a text is no date, and what to write for it: grammar, habits and words together.

Where words can be read, what they come to is what is offered, all of it: so a
file is told the same as whoever types a date.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from timeline.edtf.english.habits import LONGEST_SLIP, WORDS, offer_for, to_write
from timeline.edtf.english.words import AMBIGUOUS, Understood, read_words
from timeline.edtf.values import EdtfError, Instead, Refusal

# Faults of grammar that say little, or that years such as 1914-18 have too.
_SAYS_LITTLE = (*("date-brackets", "date-character", "date-form", "date-month", "date-set-inside"),)
# Habits that are no more than signs of a text in words, where there are words.
_BARE_SIGNS = (
    "date-character",
    "date-dash",
    "date-draft-group",
    "date-mark-alone",
    "date-parentheses",
    "date-space",
)
# Habits that people have with words, where a doubt about the words tells more; and habits beside
# which years are as likely: 1929-39.
_OF_WORDS = (
    *("date-calendar", "date-century", "date-character", "date-circa", "date-dash"),
    *("date-decade", "date-decade-word", "date-draft-unknown", "date-joined-years"),
    *("date-mark-alone", "date-plus", "date-space", "date-words", "date-year-digits"),
    *("date-parentheses", "date-year-last"),
)
# Habits of which it tells more that what they come to may be several dates.
_AS_OPEN = (
    "date-circa",
    "date-digit",
    "date-joined-years",
    "date-short-end",
    "date-space",
    "date-time",
    "date-words",
)
_BESIDE_YEARS = ("date-part-of-year",)
# A year, month and day with dashes between them, as word processors make them of hyphens.
_DASHED = re.compile(
    r"(\d{4})\s*[\u2010-\u2015\u2212]\s*(\d\d?)\s*[\u2010-\u2015\u2212]\s*(\d\d?)(?!\d)"
)
_LETTER = re.compile(r"[^\W\d_XY]")


def refusal_of(text: str, error: EdtfError) -> EdtfError:
    """What is wrong with a text that the grammar refuses, and what to do about it."""
    return error if len(text) > LONGEST_SLIP else EdtfError(*_refused(text, error.refusal))


@lru_cache(maxsize=4096)  # a date of a faulty file is read by several rules
def _refused(text: str, by_grammar: Refusal) -> Refusal:
    """What is said of a text, from what the grammar says of it."""
    understood = _understood(text)
    texts = _texts(understood)
    offer = offer_for(text, texts)
    if not offer and by_grammar.code not in _SAYS_LITTLE:
        return by_grammar
    told = offer or by_grammar
    if offer and offer.code in _BESIDE_YEARS and understood.date and "/" in understood.date.text:
        both = to_write((understood.date.text, *offer.instead.meant), text)
        return offer._replace(problem=AMBIGUOUS, instead=both)
    is_open = bool(understood.refusal) and told.code in _AS_OPEN
    if texts and (is_open or not offer or set(texts) != set(offer.instead.meant)):
        return _of_words(told, understood)
    of_words = understood.refusal if understood.doubted and not texts else None
    if of_words and (told.code in _OF_WORDS or of_words.code == "unknown"):
        return _worded(told, of_words)
    return told


def _understood(text: str) -> Understood:
    """What the words of a text come to, dashes within a date read as the hyphens they were."""
    return read_words(_DASHED.sub(r"\1-\2-\3", text))


def _of_words(told: Refusal, understood: Understood) -> Refusal:
    """What is said of a text whose words come to something."""
    if understood.refusal:
        return _worded(told, understood.refusal)
    if told.code in _BARE_SIGNS and _LETTER.search(understood.text):
        told = Refusal("date-words", WORDS, told.instead)
    return told._replace(instead=to_write(_texts(understood), understood.text))


def _worded(told: Refusal, of_words: Refusal) -> Refusal:
    """A refusal under its own code and at its own place, in what is said of its words."""
    return told._replace(problem=of_words.problem, instead=of_words.instead)


def _texts(understood: Understood) -> tuple[str, ...]:
    return tuple(reading.date.text for reading in understood.readings)


def in_quotes(key: str, text: str) -> Instead:
    """What to write for a date that stands without quotes at a key.

    Every reading of the text is given, as EDTF in quotes.
    """
    understood = _understood(text)
    if not understood.attested and (texts := _texts(understood)):
        lost = any(reading.lost for reading in understood.readings)
        return to_write(texts, text, key, quoted=lost)
    instead = understood.refusal.instead if understood.refusal else Instead()
    if understood.attested or not instead.write:
        return instead
    return replace(instead, write=f"{instead.write}, in quotes")


def unmistaken(text: str) -> str:
    """The EDTF text that alone can be meant by one that is none, and loses nothing of it.

    Empty if there is none such, or if a year in it is not one that was written in full, in
    the order in which they were written.
    """
    understood = read_words(text)
    # "by 1997" is rather attested; a note says of c1969 that it may be of copyright.
    if understood.attested or any(reading.note for reading in understood.readings):
        return ""
    plain = in_quotes("date", text).plain
    years = re.findall(r"\d{4}", text)
    meant = iter(each.replace("X", "0") for each in re.findall(r"\d{4}|\d{3}X", plain))
    return plain if years and all(year in meant for year in years) else ""
