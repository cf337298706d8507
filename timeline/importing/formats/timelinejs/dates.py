"""When a slide was: dates that TimelineJS writes in one text, and words that say more than a date."""

from __future__ import annotations

import re

from timeline.edtf import parse
from timeline.edtf.english.words import read_words

TIMES = ("time", "hour", "minute", "second", "millisecond")


def parts_of(text: str, day_first: bool | None) -> dict[str, str]:
    """The parts of a date of versions 1 and 2: "2011,12,10", "2011-12-10", or "12/10/2011".

    With slashes the month stands before the day (TLDate.js, parseDate), unless
    it was said to be otherwise. What is none of these is the year as it stands.
    """
    plain = text.strip()
    names = ("year", "month", "day", "hour", "minute", "second", "millisecond")
    if re.fullmatch(r"-?\d+(?:\s*,\s*\d*)*", plain):
        found = dict(zip(names, re.split(r"\s*,\s*", plain), strict=False))
    elif match := re.fullmatch(r"([+-]?\d+)-(\d\d)(?:-(\d\d))?(?:[T ](.+))?", plain):
        found = dict(zip(("year", "month", "day", "time"), match.groups(""), strict=True))
    elif match := re.fullmatch(r"(\d\d?)/(?:(\d\d?)/)?(\d{4})(?:\s+(.+))?", plain):
        one, two, year, time = match.groups("")
        month, day = (two, one) if two and day_first else (one, two)
        found = {"year": year, "month": month, "day": day, "time": time}
    else:
        found = {"year": plain}
    return {
        name: part for name, part in found.items() if part.strip() and not _is_no_time(name, part)
    }


def _is_no_time(name: str, part: str) -> bool:
    """Whether a part is a time at which a day begins, as programs write it where there is none."""
    return name in TIMES and re.fullmatch(r"[0:.]*Z?", part) is not None


def says_more(words: str, edtf: str) -> bool:
    """Whether words for a date say other than the date itself."""
    plain = " ".join(words.split())
    read = read_words(plain).date
    if read is not None and read.text == edtf:
        return False
    from timeline.wording import date_words

    told = date_words(parse(edtf))
    return _bare(told) != _bare(plain)


def _bare(words: str) -> str:
    """Words without what differs by taste: case, kinds of dashes, commas, full stops."""
    return re.sub(r"[\s.,]+", " ", re.sub("[\u2010-\u2015\u2212-]", "-", words.casefold())).strip()
