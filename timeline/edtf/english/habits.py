"""What people write that is not in the subset, and what they may mean by it.

Consulted only after the grammar refuses a text, so nothing here can widen what
is accepted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from timeline.edtf.calendar import year_text
from timeline.edtf.grammar import DATES, INTERVALS, MONTHS, SEASONS, SETS, read
from timeline.edtf.values import EdtfError, Instead, Refusal

LONGEST_SLIP = 1000  # characters: longer texts are no slip of the pen


class _Habit(NamedTuple):
    """Something people write that is not in the subset, and how they may mean it.

    `rewrites` are replacements for the pattern, as for `re.sub`; the texts they
    make are offered if they read. If none does, `otherwise` is to be done, and
    without that the habit does not apply. The group `bad`, if there is one, is
    where the fault is. `in_words`: what is meant is left to the reader of words.
    """

    code: str
    pattern: re.Pattern[str]
    problem: str
    rewrites: tuple[str | Callable[[re.Match[str]], str], ...] = ()
    otherwise: Instead | None = None
    in_words: bool = False


def offer_for(text: str, meant: tuple[str, ...] = ()) -> Refusal | None:
    """What to say of a refused text, by the first habit that it shows.

    `meant` are the readings of its words, if they have any.
    """
    if len(text) > LONGEST_SLIP:
        return None
    for habit in _HABITS:
        match = habit.pattern.search(text)
        if match is None:
            continue
        texts = meant if habit.in_words else _rewritten(habit, text)
        instead = to_write(texts, text) if texts else habit.otherwise
        if instead:
            offset = match.start("bad" if "bad" in match.re.groupindex else 0)
            problem = habit.problem.format(name=unicodedata.name(text[offset], "sign").lower())
            return Refusal(habit.code, problem, instead, offset)
    return None


def without_aside(text: str) -> str:
    """A text without a calendar's name or words in parentheses at its end; empty if it has none."""
    found = (pattern.fullmatch(text) for pattern in _ASIDES)
    return next((match["date"] for match in found if match), "")


def _rewritten(habit: _Habit, text: str) -> tuple[str, ...]:
    """What a text becomes by the replacements of a habit, as far as that reads."""
    found = dict.fromkeys(habit.pattern.sub(rewrite, text) for rewrite in habit.rewrites)
    return tuple(candidate for candidate in found if reads(candidate))


def reads(text: str) -> bool:
    """Whether the grammar of the subset reads a text."""
    try:
        read(text)
    except EdtfError:
        return False
    return True


# Words for months and seasons, and the two digits they are written with.
MONTH_WORDS = {
    word: f"{number:02}"
    for number, name in enumerate(MONTHS, 1)
    for word in (name.lower(), name[:3].lower())
} | {"sept": "09", "spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}


_CODES = {21: "spring", 22: "summer", 23: "autumn", 24: "winter, from December"}


def to_write(
    texts: Iterable[str], typed: str, key: str = "", *, lost: bool = False, quoted: bool = False
) -> Instead:
    """What to write for a text: any of these; what two digits stand for is told where it helps.

    That is for seasons, unless their codes were typed, and for a month beside
    years. With a `key` each is shown in quotes at it. `lost`: the texts do not
    say all of it; `quoted`: nor what a source says in its own words.
    """
    meant = tuple(texts)
    hints = (*_seasons_in(meant, typed), *_months_beside_years(meant), *_both_sets(meant))
    shown = [f'{key} = "{text}"' for text in meant] if key else meant
    words = " or ".join(shown) + (f" ({', '.join(hints)})" if hints else "")
    kept = _SOURCE_WORDS if quoted else _THESE_WORDS if lost else ""
    return Instead(f"{words}, and {kept}" if kept else words, meant=meant, less=bool(kept))


def _both_sets(texts: tuple[str, ...]) -> Iterator[str]:
    if any(f"{{{text[1:-1]}}}" in texts for text in texts if text.startswith("[")):
        yield "square brackets are for one of them, braces for each; or write an event for each"


def _seasons_in(texts: tuple[str, ...], typed: str) -> Iterator[str]:
    for code, name in _CODES.items():
        if str(code) not in typed and any(
            re.search(rf"(?<!\d-\d\d)-{code}\b", text) for text in texts
        ):
            yield f"{code} is {name}"


def _months_beside_years(texts: tuple[str, ...]) -> Iterator[str]:
    if any("/" in text for text in texts):
        found = (re.fullmatch(r"-?\d{4}-(\d\d)[?~%]?", text) for text in texts)
        months = {int(match[1]) for match in found if match} - SEASONS.keys()
        yield from (f"{month:02} is {MONTHS[month - 1]}" for month in sorted(months))


def _from_numbers(year: int, month: int, day: int) -> Callable[[re.Match[str]], str]:
    """Put the groups of these numbers in order."""
    return lambda match: f"{match[year]}-{int(match[month]):02}-{int(match[day]):02}"


def _as_interval(match: re.Match[str]) -> str:
    """A..B, ..B or A.. as an interval."""
    start, _, end = match[0].partition("..")
    return f"{start or '..'}/{end or '..'}"


def _year_run(match: re.Match[str]) -> str:
    """The years that a pattern such as 1XXX stands for."""
    ends = [match["year"].replace("X", digit) for digit in "09"]
    start, end = sorted(ends, key=int)
    return f"[{start}..{end.replace('-0000', '-0001')}]"


def _fitting(last: int) -> Callable[[re.Match[str]], str]:
    """The dates that a month or day such as 1X stands for."""

    def rewrite(match: re.Match[str]) -> str:
        pattern = re.compile(match["bad"].replace("X", "."))
        numbers = [n for n in range(1, last + 1) if pattern.fullmatch(f"{n:02}")]
        dates = [date for n in numbers if reads(date := f"{match[1]}{n:02}")]
        if len(dates) < 2:
            return "".join(dates)
        gapless = int(dates[-1][-2:]) - int(dates[0][-2:]) == len(dates) - 1
        return f"[{dates[0]}..{dates[-1]}]" if gapless else f"[{','.join(dates)}]"

    return rewrite


_PARTS_OF_YEAR = dict(  # code to first month and number of months
    enumerate(
        [(month, 3) for month in (3, 6, 9, 12, 9, 12, 3, 6, 1, 4, 7, 10)]
        + [(1, 4), (5, 4), (9, 4), (1, 6), (7, 6)],
        start=25,
    )
)


def _months_of_part(match: re.Match[str]) -> str:
    """The months of a code from 25 to 41, once in one of them."""
    year = int(match["year"])
    month, months = _PARTS_OF_YEAR[int(match["bad"])]
    years, last = divmod(month + months - 2, 12)
    return f"[{match['year']}-{month:02}..{year_text(year + years)}-{last + 1:02}]"


def _row(
    code: str,
    pattern: str,
    problem: str,
    *rewrites: str | Callable[[re.Match[str]], str],
    otherwise: Instead | str | None = None,
) -> _Habit:
    """A habit; what to write `otherwise` may stand as its words alone."""
    instead = Instead(otherwise) if isinstance(otherwise, str) else otherwise
    return _Habit(code, re.compile(pattern), problem, rewrites, instead)


def _worded(code: str, pattern: str, problem: str, otherwise: Instead | None = None) -> _Habit:
    """A habit of people who write words or numbers, told where the reader of words reads them."""
    return _Habit(code, re.compile(pattern), problem, (), otherwise, in_words=True)


WORDS = "a date in words is not read"
_IN_FULL = "it in full, as in 1965"
_ONE = r"[?~%]?(?:(?!-0000)-?\d\d[\dX]{2}|Y-?\d{5,})[?~%]?(?:-[?~%]?[\dX]{2}[?~%]?){0,2}"  # EDTF
_NAMED = rf"(?:\d\d? )?(?:{'|'.join(MONTH_WORDS)})\.? (?:\d\d?, )?\d{{4}}"
_CALENDAR = r"(?:[ON]\.? ?S\.?|(?:old|new) style|julian|gregorian)"
_ASIDES = (
    re.compile(rf"(?i)^(?P<date>.+?),? ?(?P<bad>\(?{_CALENDAR}(?: calendar)?\)?)$"),
    re.compile(r"^(?P<date>[^()]+?) ?(?P<bad>\()[^()]*[^\W\d_]{2,}[^()]*\)$"),
)
_SOURCE_WORDS = "put the source's own words into date_text"
_DATE_ALONE = Instead(f"the date alone, such as 1789-07-14, and {_SOURCE_WORDS}", less=True)
_THESE_WORDS = "put these words into date_text"
_BEGINS = r"(?<![\w-])(?<!-[?~%])(?<![\dX][?~%])"  # a date starts here
_ENDS = r"(?![\w-]|[?~%]\w)"  # a date, or its year, ends here

# The first row that applies is told, so what is telling stands before what is general.
# fmt: off
_HABITS = (
    _row("date-digit", r"(?![0-9])\d", "{name} is not one of the digits 0 to 9",
         lambda m: str(unicodedata.decimal(m[0])), otherwise="0 to 9"),

    _worded("date-decade-word", r"^(?:the )?\d\d00'?(?P<bad>s)$",
          "a century or decade in words is not read"),
    _worded("date-decade-word", r"^(?:the )?\d{3}0'?(?P<bad>s)$", "a decade in words is not read"),
    _worded("date-circa", r"(?i)^(?:circa|ca|c|about|around|approx)\.? ?(?=[\d-])",
          "circa in words is not read", otherwise=Instead("~ after the date, as in 1965~")),
    _worded("date-words", rf"(?i)^(?:{_ONE} or|(?:from )?{_ONE} (?:to|until)) {_ONE}$", WORDS),
    _worded("date-words", r"(?i)^\d{1,4} ?(?:BCE?|B\.C\.|AD|CE)$", WORDS),
    _worded("date-words", rf"(?i)^{_NAMED}$", WORDS),
    _worded("date-words", rf"(?i)^(?:from |since )?(?:{_ONE}|{_NAMED})(?:\s*[-/\u2010-\u2015]\s*| (?:to|until|till) )"
          r"(?P<bad>(?:the )?(?:present|now|today|ongoing)(?: day)?)$", WORDS),
    _worded("date-words", rf"(?i)^(?:{_ONE}|{_NAMED}) (?P<bad>onwards?)$", WORDS),
    _row("date-calendar", _ASIDES[0].pattern,
         "the calendar's name is not read, and no day is converted", otherwise=_DATE_ALONE),
    _worded("date-words", rf"(?i)^(?:{_ONE}|{_NAMED}) ?(?P<bad>\()(?:circa|ca|c|about|approx)\.?\)$", WORDS),
    _worded("date-words", rf"(?i)^(?:{_ONE}|{_NAMED}) (?P<bad>\()(?:\?|uncertain|probably)\)$", WORDS),
    _row("date-words", _ASIDES[1].pattern, "words in parentheses are not read",
         otherwise=_DATE_ALONE),

    _row("date-draft-open", r"\bopen\b", "open is from the draft of 2012", "..",
         otherwise=".. for an open end"),
    _row("date-draft-unknown", r"\bunknown\b", "unknown is from the draft of 2012", "",
         otherwise="nothing for an unknown end, as in 2004/"),
    _row("date-draft-u", r"(?<![a-tv-z])u(?![a-tv-z])", "u is from the draft of 2012",
         "X", otherwise="X, as in 196X"),
    _row("date-draft-x", r"(?<![a-wyz])x(?![a-wyz])", "x is from the draft of 2012",
         "X", otherwise="X, as in 196X"),
    _row("date-draft-y", r"\by(?=-?\d)", "y is from the draft of 2012",
         "Y", otherwise="Y, as in Y12345"),
    _row("date-draft-mark", r"\?~|~\?", "two marks side by side are from the draft of 2012",
         "%", otherwise="% for uncertain and approximate"),
    _row("date-draft-group", r"^\S*?(?P<bad>[()])\S*$", "grouping with parentheses is from the draft of 2012",
         otherwise="a mark before the one part it is on, as in 2004-?06-11, "
         "or after the last of the parts, as in 2004-06?-11"),
    _row("date-parentheses", r"[()]", "parentheses have no place in a date", otherwise=_DATE_ALONE),
    _row("date-draft-place", r"\^.*$", "text after ^ is from the draft of 2012", "",
         otherwise=Instead(do="leave it out")),

    _row("date-time", r"(?:(?<=\d)[Tt](?=\d)| (?=\d\d?:))[^/]*",
         "a time of day is outside the supported subset",
         "", otherwise="the day alone, as in 1985-04-12"),
    _row("date-duration", r"(?:^|(?<=/))P\d", "a duration is outside the supported subset",
         otherwise="the date of the end, as in 2005/2006"),
    _row("date-significant-digits", r"(?<=\d)S(?=\d)",
         "a number of significant digits is outside the supported subset",
         otherwise="X for digits not known, as in 19XX, or a run, as in [1900..1999]"),
    _row("date-exponent", r"Y?(-?\d+)(?P<bad>[Ee])(\d\d?)(?!\d)",
         "a year with an exponent is outside the supported subset",
         lambda m: year_text(int(m[1] + "0" * int(m[3]))),
         otherwise="the digits out, as in Y170000000"),

    _row("date-dash", r"\s*(?P<bad>[\u2010-\u2015\u2212])\s*", "the {name} is not a hyphen",
         "-", lambda m: "/" if m.start() else "-", otherwise="- inside a date and / from date to date"),
    _row("date-words", r"[^\W\d_XY]{2,}", WORDS, otherwise=DATES),
    _worded("date-space", rf"^{_ONE}(?P<bad>\s+)-\s+{_ONE}$", "there is a space"),
    _row("date-space", r"\s+", "there is a space", "", otherwise=DATES),

    _worded("date-year-last", r"^(\d\d?)([-/.])\d\d?\2(?P<bad>\d{4})$", "the year stands last",
          otherwise=DATES),
    _worded("date-year-last", r"^\d\d?[-/.](?P<bad>\d{4})$", "the year stands last"),
    _row("date-separator", r"^(\d{4})(?P<bad>[/.])(\d\d?)\2(\d\d?)$",
         "the parts of the date are not joined by hyphens", _from_numbers(1, 3, 4), otherwise=DATES),
    _row("date-separator", r"^(\d{4})(?P<bad>\.)(\d\d?)$",
         "the parts of the date are not joined by hyphens", lambda m: f"{m[1]}-{int(m[3]):02}"),
    _row("date-separator", _BEGINS + r"(\d{4})(?P<bad>\d\d)(\d\d)" + _ENDS,
         "the parts of the date are not joined by hyphens", r"\1-\2-\3"),
    _row("date-separator", _BEGINS + r"(\d{4})(?P<bad>0[1-9]|1[0-2])" + _ENDS,
         "the parts of the date are not joined by hyphens", r"\1-\2"),
    _worded("date-short-end", r"^\d{4}/(?P<bad>\d\d)$", "the end has no full year",
          otherwise=Instead(_IN_FULL)),
    _worded("date-joined-years", r"^\d{4}(?P<bad>-)(?:\d{4}|4[2-9]|[5-9]\d)$",
          "a hyphen does not join two years"),
    _row("date-joined-years", r"^\d{4}(?P<bad>-)\d{4}$", "a hyphen does not join two years",
         otherwise=INTERVALS),

    _row("date-bare-run", r"^[^\[\]{}/,]*(?P<bad>\.\.)[^\[\]{}/,]*$",
         "a run of dates stands without brackets", r"[\g<0>]", _as_interval),
    _row("date-bare-list", r"^[^\[\]{}/]*(?P<bad>,)[^\[\]{}/]*$",
         "a list of dates stands without brackets", r"[\g<0>]", r"{\g<0>}", otherwise=SETS),
    _row("date-two-digits", r"(?<=\d-)(\d)(?![\dX])", "a month or day has one digit",
         r"0\1", otherwise="both, as in 1965-03-05"),
    _row("date-hyphen", r"-+(?=$|[/,.\]}])", "nothing follows the hyphen", "",
         otherwise=DATES),
    _row("date-hyphen", r"^--", "the year is missing", otherwise="it, as in 1965-05-03"),
    _row("date-plus", r"(?<![\dX?~%])\+", "a year has no plus sign", "", otherwise=DATES),
    _row("date-plus", r"\+", "a plus sign does not say what it adds", otherwise=DATES),
    _row("date-mark-twice", r"-(?P<bad>\?\?)(?=-|$)", "question marks are no digits", "-XX", "/"),
    _row("date-mark-twice", r"(?P<mark>[?~%])(?P<bad>(?P=mark)+)", "a mark stands twice",
         r"\g<mark>", otherwise="it once"),
    _row("date-mark-alone", r"(?<![\dX?~%])[?~%](?![-\dY])", "a mark stands alone",
         otherwise="it after a date, as in 1965?"),

    _row("date-y-sign", r"-Y(?=\d)", "the minus sign stands before Y", "Y-",
         otherwise="Y-12345"),
    _row("date-y-alone", r"Y(?!-?\d)", "no digits follow the Y",
         otherwise="Y12345"),
    _row("date-y-x", r"Y-?\d+(?P<bad>X)", "X after Y is outside the supported subset",
         otherwise="the years it may be, as in [Y12000..Y12999]"),
    _row("date-y-zero", r"Y(-?)(?P<bad>0)(\d{4,12})(?!\d)", "the year after Y starts with 0",
         lambda m: year_text(int(m[1] + m[3])), otherwise="Y12345"),
    _row("date-y-short", r"Y(-?\d{1,4})(?!\d)", "Y is only for years of more than four digits",
         lambda m: year_text(int(m[1])), otherwise="four digits, as in 1985"),
    _row("date-long-year", _BEGINS + r"(-?\d[\dX]{4,})", "a year of more than four digits needs Y",
         r"Y\1", otherwise="Y and the digits alone, as in Y12345"),
    _row("date-minus-zero", _BEGINS + r"-0000", "there is no year -0000", "0000", "-0001",
         otherwise="0000 for 1 BCE"),
    _row("date-year-x", _BEGINS + r"(?!-?\d\d(?:\d\d|\dX|XX)(?![\dX]))"
         r"(?=-?[\dX]{4}(?![\dX]))(?P<year>-?\d*(?P<bad>X)[\dX]*)[-?~%\dX]*",
         "X for other than the last digit or two of a year is outside the supported subset",
         _year_run, otherwise="a decade or century, as in 196X or 19XX"),
    _row("date-year-part", _BEGINS + r"(-?\d\d(?:\dX|XX)|Y-?\d{5,12})[?~%]?(?P<bad>-)[-?~%\dX]+",
         "a month or day of a decade, a century or a year with Y is outside the supported subset",
         r"\1", otherwise="the year alone"),
    _row("date-month-x", _BEGINS + r"(-?\d{4}[?~%]?-[?~%]?)(?P<bad>\dX|X\d)(?![\dX])(?:-[\dX]+)?",
         "X for one digit of a month is outside the supported subset",
         r"\1XX", _fitting(12), otherwise="XX or a known month"),
    _row("date-day-x", _BEGINS + r"(-?\d{4}[?~%]?-[?~%]?\d\d[?~%]?-[?~%]?)(?P<bad>\dX|X\d)(?![\dX])",
         "X for one digit of a day is outside the supported subset",
         r"\1XX", _fitting(31), otherwise="XX or a known day"),
    _row("date-part-of-year", _BEGINS + r"(?P<year>-?\d{4})-(?P<bad>2[5-9]|3\d|4[01])(?![\dX-])",
         "codes 25 to 41 for parts of a year are outside the supported subset",
         _months_of_part, otherwise="the months, as in [2001-04..2001-06]"),
    _row("date-decade", _BEGINS + r"(-?)(\d{3})" + _ENDS,
         "three digits are neither a decade nor a year", otherwise=_IN_FULL),
    _row("date-century", _BEGINS + r"(-?)(\d\d)" + _ENDS,
         "two digits are neither a century nor a year", otherwise=_IN_FULL),
    _row("date-year-digits", _BEGINS + r"(-?)([\dX]{1,3})(?!\w|[?~%]\w)", "the year does not have four digits",
         otherwise=f"{_IN_FULL} or 196X"),
)
# fmt: on
