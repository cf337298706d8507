"""Dates as catalogues write them: square brackets, hyphens for digits, words beside a date.

After AACR2 1.4F, RDA 2.8.6, DACS 2.4 and ISAD(G) 3.1.3. Nothing is read here: what stands
around a date is taken off, and told as lost, for EDTF has no place for it. Words come in
lowercase, as `timeline.edtf.english.words` makes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from timeline.edtf.english.units import ERA, MONTH

SUPPLIED = "[ ]"  # what brackets around a date say: that it was supplied by whoever catalogued it


class Within(NamedTuple):
    """A text for a date, and what stood around it that no date says; may be empty."""

    text: str
    lost: str


# Hyphens, and other signs, for digits that are not known, of years that catalogues have: 476- is none

_HIDDEN_ENDS = r"(?=$|[\])?,;/<>.]|\s(?!\d)|[-–—](?:$|[\s\d\[?]))"
_HIDDEN = (
    (
        re.compile(
            r"(?<!\d)(?<!\d[.–-])(1\d|20)(?:-{2}|–{2}|_{2}|\*{2}|\.{2}|\?{2}|—)" + _HIDDEN_ENDS
        ),
        r"\1xx",
    ),
    (re.compile(r"(?<!\d)(?<!\d\.)(?<!^-)(1\d\d|20\d)[-–—_*]" + _HIDDEN_ENDS), r"\1x"),
    (re.compile(r"^(\[?(?:1\d|20))[-–](\?\]?|\])$"), r"\1xx\2"),  # [18-] of older catalogues
)


def with_hidden(words: str) -> str:
    """Words with X for the digits that a cataloguer has left open: 186-, 18--, 18.., 19??."""
    if re.search(rf"\b{ERA}\b", words):  # where 490- is a year
        return words
    for pattern, form in _HIDDEN:
        words = pattern.sub(form, words)
    return words


def by_last_digit(words: str) -> tuple[str, ...]:
    """What 196? may say: a year whose last digit is not known, or a doubt of something else."""
    found = re.fullmatch(r"(1\d\d|20\d)([?.])", words)
    if not found:
        return ()
    return (f"{found[1]}X", f"{found[1]}X?", f"0{found[1]}?")[:: 1 if found[2] == "?" else 2]


# Brackets

_BRACKETED = re.compile(r"\[ ?([^\[\]]+?) ?\]")
_IN_PAIRS = re.compile(r"[^\[\]{}]*(?:\[[^\[\]{}]+\][^\[\]{}]*)+")
_SIDE = r"(?:\[[^\[\]]+\]|[^\[\]]+?)"
_TWO_ENDS = re.compile(rf"({_SIDE}) ?[-–] ?({_SIDE})")
_MARKED = re.compile(r"(?P<about>(?:ca|c|circa|about|approx)\b\.? ?)?(?P<part>.+?)(?P<doubt> ?\?)?")
_PARTS = {"year": r"\d{4}", "month": rf"(?:{MONTH})\.?", "day": r"\d\d?(?:st|nd|rd|th)?"}


_BESIDE_PARTS = re.compile(
    rf"(?: |(?<= )(?:{MONTH})\b\.?,?|(?<= )\d+(?:st|nd|rd|th)?,?(?= )|[-,])+"
)


def without_brackets(words: str) -> Iterator[Within]:
    """What words may be without their brackets, what says most first.

    A mark within brackets is on what stands in them alone: 12 March [1860?].
    """
    if not _IN_PAIRS.fullmatch(words):
        return
    if not _BRACKETED.fullmatch(words):
        if (ends := _TWO_ENDS.fullmatch(words)) and any(map(_is_marked, _BRACKETED.findall(words))):
            start, end = (_bare(each) for each in ends.groups())
            yield Within(f"from {start} to {end}", SUPPLIED)
        if not re.search(r"\d\[|\]\d", words) and (noted := _noted(words)):
            yield Within(noted, SUPPLIED)
    yield Within(_bare(words), SUPPLIED)
    yield Within(_BRACKETED.sub(r"(\1)", words), SUPPLIED)


def beside_brackets(words: str) -> tuple[str, ...]:
    """The two that one text and another in brackets behind it are: 1860 [1861]; none if there are not."""
    found = re.fullmatch(r"([^\[\](){}]+?) ?(?:\[([^\[\](){}]+)\]|\(([^\[\](){}]+)\))", words)
    pair = (found[1], found[2] or found[3]) if found else ()
    return () if pair and re.match(r"c\d", pair[1]) else pair  # 1969 [c1968], of copyright


def is_supplied(words: str) -> bool:
    """Whether brackets are around the whole."""
    return bool(_BRACKETED.fullmatch(words))


def _bare(words: str) -> str:
    return _BRACKETED.sub(r"\1", words)


def _noted(words: str) -> str:
    """Words with what is said of the parts in brackets behind them; empty if nothing is."""
    notes = [note for inner in _BRACKETED.findall(words) if (note := _note(inner))]
    if not notes or not _BESIDE_PARTS.fullmatch(_BRACKETED.sub(" ", f" {words} ")):
        return ""
    bare = _BRACKETED.sub(lambda each: _part(each[1])["part"], words)
    return f"{bare} ({'; '.join(notes)})"


def _is_marked(inner: str) -> bool:
    match = _part(inner)
    return bool(match["about"] or match["doubt"])


def _note(inner: str) -> str:
    match = _part(inner)
    said = [
        word for word, group in (("uncertain", "doubt"), ("approximate", "about")) if match[group]
    ]
    name = next((name for name, form in _PARTS.items() if re.fullmatch(form, match["part"])), "")
    return f"{name} {' and '.join(said)}" if name and said else ""


def _part(inner: str) -> re.Match[str]:
    match = _MARKED.fullmatch(inner)
    assert match
    return match


# Words beside a date

_MADE = (
    r"(?:first |last |re)?(?:printed|published|issued|produced|made|created|composed|written|drawn"
    r"|painted|photographed|recorded|filmed|taken|built|erected|engraved|copied|compiled|collected"
    r"|released|performed|premiered|broadcast|signed|received|sent|postmarked|designed|executed"
    r"|cast|manufactured|inscribed|stamped|registered|accumulated|digiti[sz]ed|revised|opened"
    r"|closed|founded|developed|exhibited|acquired|donated|delivered|transcribed|translated)"
)
_NAMED = (
    r"(?:creation|publication|production|manufacture|distribution|accession|copyright|composition"
    r"|performance|premiere|printing|print|negative|impression|edition|reprint|issue|copy|cast"
    r"|inclusive|recording|release|broadcast|inscription|postmark|execution|design)"
)
_LIFE = (
    r"(?:fl\.?|flourished|active|working|b\.?|born|d\.?|died|bapt\.?|bapti[sz]ed|bur\.?|buried"
    r"|m\.|married|r\.|reigned|ruled)"
)
_FEAST = (
    r"(?:the )?(?:feast of )?(?:michaelmas|easter|christmas|whitsun(?:tide|day)?|pentecost|lent"
    r"|hilary|trinity|martinmas|candlemas|lammas|lady day|midsummer(?: day)?|epiphany|ascension"
    r"|shrovetide|advent|hallowmas|all saints|corpus christi|st\.? [a-z]+(?:'s)?)"
    r"(?: (?:term|day|eve|sunday|monday|tuesday|season))?"
)
_BULK = r"(?:bulk|predominantly|primarily|mainly|mostly|chiefly|majority|especially)"
_NO_DATE = (
    r"(?:undated|not dated|date (?:un|not )known|unknown date|no (?:date|year)|n\. ?[dy]\.?|s\. ?[ad]\.?"
    r"|o\. ?[jd]\.?|nd|sd|sine (?:dato|anno|die)"
    r"|(?:date|year)(?: of [a-z]+)? not (?:identified|known|given|stated|recorded))"
)
_VERB = rf"(?:{_MADE}|(?:date of )?{_NAMED}|{_LIFE}|cop\.|inclusive dates?|with gaps)"
_SIGN = r"[©℗]|\([cp]\)|p(?=\d{4})|phonogram"
_TWO_YEARS = r"(?:fy|fiscal year|financial year|academic year|school year|season)"

NO_DATE = re.compile(rf"[\[(]?(?:\?+|(?:date )?(?:un|not )known|{_NO_DATE})\??[\])]?")
SEVERAL = re.compile(
    r"[\[(]?(?:various|v\. ?d\.?|various dates|multiple dates|several dates|dates vary)[\])]?"
)

# What is no part of the date whatever else there is, and what is if there is one date alone.
_ASIDES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<lost>.+?),? ?[\[(]?i\. ?e\.?,? (?P<date>[^\])]+)[\])]?",
        rf"(?P<date>.+?)(?:[,;] ?| and | ?\(| )(?P<lost>{_BULK}\b.+?)\)?",
        rf"(?P<date>.+?)(?:[,;] ?(?:and |& )?|,? and |,? \()(?P<lost>(?:some )?{_NO_DATE})\)?",
    )
)
_BESIDE = tuple(
    re.compile(pattern)
    for pattern in (
        r"\((?P<date>[^()]+)\)(?P<lost>)",
        r"dated?: ?(?P<date>.+)(?P<lost>)",
        rf"(?P<lost>{_BULK}(?: dates?)?):? (?P<date>.+)",
        rf"(?P<lost>{_VERB}):? (?P<date>.+)",
        rf"(?P<lost>{_SIGN}) ?(?P<date>\d.+)",
        rf"(?P<lost>{_FEAST}),? (?P<date>\d.+)",
        rf"(?P<date>\d.+?),? (?P<lost>{_FEAST})",
        rf"(?P<date>.+\d.*?),? \(?(?P<lost>{_VERB}|with gaps|(?:printed|published) later)\)?",
        rf"(?P<lost>{_TWO_YEARS}) (?P<date>\d{{4}} ?[-–/] ?\d{{2,4}})",
        rf"(?P<date>\d{{4}} ?[-–/] ?\d{{2,4}}) (?P<lost>{_TWO_YEARS}|term|session)",
        r"(?P<date>.+?) [\[(](?P<lost>sic|inferred|supplied|conjectured|assumed|attributed)!?[\])]",
    )
)


def without_aside(words: str) -> Within | None:
    """Words without what is said beside all of their dates: bulk 1860-1880, and undated, i.e."""
    return _taken(_ASIDES, words)


def without_what(words: str) -> Within | None:
    """A date without the word for what happened then: printed 1970, fl. 1860, Easter 1860."""
    return _taken(_BESIDE, words)


def _taken(patterns: tuple[re.Pattern[str], ...], words: str) -> Within | None:
    for pattern in patterns:
        if match := pattern.fullmatch(words):
            ending = " i.e." if pattern is _ASIDES[0] else ""
            return Within(match["date"], match["lost"] + ending)
    return None


# Dates of several things: 1945 (negative), 1960 (print)

_JOINT = re.compile(r"(?:[,;]|(?<=\))| and(?= )|,? but(?= )) ?(?![^()]*\))(?=.)")
_IN_PARENTHESES = re.compile(r"(?P<date>[^()]+?) ?\((?P<what>[^()]*[^\W\d_]{2}[^()]*)\)")
_WORD = r"[^\W\d_]+\.?"
_BEFORE = tuple(re.compile(rf"(?P<what>(?:{_WORD} ){{{n}}})(?P<date>\S.*)") for n in (1, 2, 3))
_BEHIND = tuple(re.compile(rf"(?P<date>.+?)(?P<what>(?: {_WORD}){{{n}}})") for n in (1, 2, 3))


def parts(words: str) -> list[str]:
    """The parts of words that may each be a date of something else; none if there is one."""
    found = [part.strip(" ,;") for part in _JOINT.split(words)]
    return found if 2 <= len(found) <= 6 and all(found) else []


def of_what(part: str) -> Iterator[Within]:
    """What may be the date of a part, with what it is of."""
    yield Within(part, "")
    for pattern in (_IN_PARENTHESES, *_BEFORE, *_BEHIND):
        if match := pattern.fullmatch(part):
            yield Within(match["date"], match["what"].strip())
