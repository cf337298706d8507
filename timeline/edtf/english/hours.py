"""Times of day beside a date, and words that say when from the day on which they are read.

A date has no place for either, so they are taken off and told as lost. Words come in
lowercase, as `timeline.edtf.english.words` makes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.edtf.english.catalogued import Within
from timeline.edtf.english.habits import MONTH_WORDS

_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_PART = (
    r"(?:(?:very |the )?(?:early|late|mid)[- ]|(?:the )?(?:middle|end|small hours|early hours) of the )?"
    r"(?:the )?(?:mornings?|forenoon|midday|mid-?day|noon|noontime|afternoon|mid-?afternoon|evening"
    r"|night|overnight|midnight|mid-?morning|dawn|daybreak|first light|daylight|dusk|sun(?:set|rise)"
    r"|sun(?:down|up)|twilight|nightfall|lunchtime|teatime|small hours|early hours)"
)
_COUNT = (
    r"(?:\d\d?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:half|(?:a )?quarter|\w+ minutes?) (?:past|to) \w+)"
)
_ZONE = r"(?: ?z| ?\(?(?:gmt|utc|bst|[cemnpw]e?[sd]?t|local(?: time)?)\)?(?: ?[+-]\d\d?)?| ?[+-]\d\d:?\d\d)"
_CLOCK = (
    r"(?:\d\d?[:.h]\d\d(?:[:.]\d\d(?:\.\d{1,9})?)?(?: ?[ap]m| ?(?:h|hrs?|hours|uhr)\b)?"
    r"|\d\d? ?[ap]m|\d{1,2}h|\d{4} ?(?:h|hrs|hours)"
    rf"|{_COUNT} o'clock|(?:half|(?:a )?quarter) (?:past|to) \w+)(?:{_ZONE})?"
)
_NEAR = (
    r"(?:(?:just|shortly|soon|some ?time|from|until) )?"
    r"(?:(?:before|after|about|around|circa|ca?\.?|at|by|towards?|near|from|until|since|in|during|on"
    r"|approximately|roughly) )?"
)
_ONE = rf"{_NEAR}(?:the )?(?:{_CLOCK}|{_PART})(?:,? (?:in|at|of) {_PART})?"
_TIME = (
    rf"(?:between |from )?(?:(?:\d\d?(?:[:.]\d\d)?|{_ONE})(?: ?[-–] ?| to | and | until ))?{_ONE}"
)

_WHOLES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:on )?(?:(?P<weekday>{_DAYS}),? )?(?P<lost>{_TIME})(?:,| on| of)*(?: the)? (?P<date>.*\d.*)",
        rf"(?P<date>.*?\d.*?)(?:,? at|,|:|;)? ?\((?P<lost>{_TIME})\)",
        rf"(?P<date>.*?\d.*?)(?:[,:;@] ?| ?[-–] | @? ?)(?P<lost>{_TIME})",
        rf"(?P<date>\D+ \d\d?) (?P<lost>{_CLOCK})(?P<year> \d{{4}})",
    )
)


def without_time(words: str) -> Iterator[Within]:
    """Words without a time of day at their start, at their end, or before the year."""
    for pattern in _WHOLES:
        if match := pattern.fullmatch(words):
            said = match.groupdict()
            date = f"{said.get('weekday') or ''} {match['date']}{said.get('year') or ''}"
            yield Within(date.strip(" ,"), match["lost"])


def is_of_a_night(lost: str) -> bool:
    """Whether a time of day is one night, which is of two days."""
    return bool(re.search(r"\b(?:over)?night$", lost))


# Words that depend on the day on which they are read

_UNIT = (
    r"(?:year|month|week|week-?end|fortnight|day|night|morning|afternoon|evening|spring|summer"
    rf"|autumn|fall|winter|season|term|quarter|decade|century|{_DAYS}|{'|'.join(MONTH_WORDS)})(?! be\b)"
)
_OF_THIS_DAY = (
    r"(?:(?:the )?day (?:before yesterday|after tomorrow)"
    r"|(?:later |earlier )?(?:today|yesterday|tomorrow)(?: (?:morning|afternoon|evening|night))?"
    r"|now|tonight|nowadays|currently|recently|(?:just |only )?(?:a|an|\w+) \w+ ago|ago"
    r"|the other (?:day|week|night|evening)"
    rf"|(?:in|within) (?:a|an|\w+) (?:day|week|fortnight|month|year)s?'?(?: time)?(?!\w| \d)"
    rf"|(?:(?:early|late|later|earlier) )?(?:this|last|next|current|previous|past|coming) {_UNIT}"
    rf"(?: {_PART})?)"
)
_RELATIVE = re.compile(rf"\b{_OF_THIS_DAY}\b")
_WEEKDAY = re.compile(
    rf"\D*\b{_DAYS}s?\b\D*|(?:on |the )?(?:mon|tues?|wed|thu|thurs?|fri|sat|sun)\.?"
)
_SAID = rf"(?:(?:on|since|until|by) )?(?:{_OF_THIS_DAY}|{_DAYS}(?: {_PART})?)(?: {_PART})?"
_IN_FULL = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<lost>{_SAID})(?: ?\(| ?[-–] |[,:;]? )(?:on |in |i\. ?e\. |that is,? )?(?P<date>[^()]*\d[^()]*)\)?",
        rf"(?P<date>[^()]*\d[^()]*?)(?: ?\(|[,:;] )(?P<lost>{_SAID})\)?",
    )
)


def is_relative(words: str) -> bool:
    """Whether words say when from the day on which they are read: last Tuesday, two days ago."""
    return bool(_RELATIVE.search(words) or _WEEKDAY.fullmatch(words))


def without_relative(words: str) -> Iterator[Within]:
    """The date that stands beside such words, of whose weekday it has to be: last Tuesday (24 May 1960)."""
    for pattern in _IN_FULL:
        if match := pattern.fullmatch(words):
            weekday = re.search(_DAYS, match["lost"])
            date = f"{weekday[0]}, {match['date']}" if weekday else match["date"]
            lost = "" if re.fullmatch(_DAYS, match["lost"]) else match["lost"]
            if len(date) < len(words):  # which else would be looked at again, and again
                yield Within(date, lost)  # a weekday by itself is said by its date
