"""One date in English words to EDTF: a day, month, season, year, decade or century.

Words come in lowercase, as `timeline.edtf.english.words` makes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from timeline.edtf.calendar import stretch, year_text
from timeline.edtf.english.habits import MONTH_WORDS, offer_for, reads
from timeline.edtf.grammar import SEASONS, read
from timeline.edtf.values import EdtfError, Instead, Kind, Point, Precision, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One way to read words.

    `text` is EDTF. `style` names a choice that has to be the same in all of a
    longer text, such as day before month. `note` is something to know about
    the reading; `lost` are words that no EDTF says. `julian` is what the words
    say in the Julian calendar, where that was converted.
    """

    text: str
    style: str = ""
    note: str = ""
    lost: str = ""
    julian: str = ""


@dataclass(slots=True)
class Doubts:
    """Why words were not read; `lacks` are what is missing as far as a first look goes."""

    found: list[Refusal] = field(default_factory=list)
    lacks: list[Refusal] = field(default_factory=list)

    def sift(self, found: Iterable[Unit]) -> list[Unit]:
        """Those that read, none twice; why the others do not is kept."""
        good: dict[str, Unit] = {}
        for unit in found:
            try:
                read(unit.text)
            except EdtfError as error:
                self.found.append(error.refusal._replace(instead=_whole(error)))
            else:
                good.setdefault(unit.text, unit)
        return list(good.values())


def _whole(error: EdtfError) -> Instead:
    """What to write where a set stands in no text: a run in it with its brackets."""
    if error.code == "date-set-reversed":
        return Instead.one(f"[{error.meant[0]}]")
    return error.instead


Reader = Callable[[re.Match[str], Doubts], list[Unit]]


def units(words: str, doubts: Doubts) -> list[Unit]:
    """Every way to read words for one date; empty if there is none."""
    written = words.upper()
    if reads(written):
        return [Unit(text=written)] if read(written).kind is Kind.DATE else []
    for pattern, reader in _FORMS:
        if (match := pattern.fullmatch(words)) and (found := doubts.sift(reader(match, doubts))):
            return found
    return []


# Years


def _year_of(match: re.Match[str], doubts: Doubts, least: int = 3) -> int | None:
    """The year of a match, counted astronomically; None if it may be no year at all.

    `least` are the digits of what is surely a year.
    """
    written, era = match["year"], match["era"] or match["era_before"] or ""
    number = int(written)
    if written.startswith("-") and (era or match["named"]):
        doubts.found.append(signed(written, era))
        return None
    if era or match["named"]:
        return 1 - number if era.startswith("b") else number
    # Without an era only four digits are surely a year, and three beside a month: 199 alone may
    # be a decade, 65 may be 1965, and 12000 a count.
    if len(written.lstrip("-")) == 4 or (least <= len(written) == 3 and number > 99):
        return None if written == "-0000" else number
    if len(written) < 5 and number < 0:
        doubts.lacks.append(signed(written, ""))
    elif len(written) < 4 and number > 0:
        example = f"19{number}" if 20 <= number <= 99 else "1965"
        words = f"it in full, as in {example}, or {number:04} for the year {number}"
        instead = Instead(words, meant=(f"{number:04}",))
        doubts.lacks.append(Refusal("short-year", "the year has fewer than four digits", instead))
    return None


def signed(year: str, era: str) -> Refusal:
    """What is said of a year with a minus sign and an era, or with a minus sign in words."""
    count = year.lstrip("- 0")
    if era.startswith("b"):
        instead = Instead(do="leave the minus sign out")
        return Refusal("minus-twice", "a minus sign beside BC says it twice", instead)
    if era:
        instead = Instead(f"{count} BC or AD {count}")
        return Refusal("minus-and-era", "a minus sign is before our era, and AD is not", instead)
    problem = "a negative year counts with a year zero or without one"
    number = int(count or 0)
    without, astronomical = year_text(1 - number), year_text(-number)
    words = f"{without} for {number} BC or, if there is a year zero, {astronomical}"
    return Refusal("year-zero", problem, Instead(words, meant=(without, astronomical)))


def full_year(year: str, end: str) -> str:
    """The last digits of a year with the first ones of another: 1977–83, and 1999–00 as well."""
    if (int(year) + 1) % 100 == int(end) == 0:
        return f"{int(year) + 1:0{len(year)}}"
    return year[: -len(end)] + end


def _year(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    year = _year_of(match, doubts, least=4)
    return [] if year is None else [Unit(text=year_text(year))]


def _decade(match: re.Match[str], doubts: Doubts) -> list[Unit]:  # noqa: ARG001
    """The 1960s; but the 1900s may be ten years or a hundred."""
    tens = int(match["tens"])
    if (match["era"] or "").startswith("b"):
        # The X of -196X stands for 1970 to 1961 BCE, and not for the 1960s.
        runs = [Unit(text=_once_in_years(-tens * 10 - 8, 1 - tens * 10), style="decade")]
        hundred = Unit(text=_once_in_years(-tens * 10 - 98, 1 - tens * 10), style="century")
        return runs if tens % 10 else [hundred, *runs]
    decade = Unit(text=f"{tens:03}X", style="decade")
    return [decade] if tens % 10 else [Unit(text=f"{tens // 10:02}XX", style="century"), decade]


def _decade_alone(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    instead = Instead(f"it, as in 19{match['digit']}X")
    doubts.lacks.append(Refusal("no-century", "the century is missing", instead))
    return []


def _century(match: re.Match[str], doubts: Doubts) -> list[Unit]:  # noqa: ARG001
    """The 19th century, as 18XX; its first year and its hundredth are told with it."""
    number = int(match["number"] or _ORDINALS.index(match["word"]) + 1)
    before = (match["era"] or "").startswith("b")
    last = 100 - number * 100 if before else number * 100
    # EDTF counts its centuries from the year 00: 18XX is 1800 to 1899, not 1801 to 1900. It is
    # what people write for the 19th all the same, so the run is told and not taken.
    text = f"{'-' if before else ''}{number - 1:02}XX"
    if before and number > 1:
        return [Unit(text=text)]
    span = "100 to 1 BCE" if before else f"{last - 99} to {last}"
    return [Unit(text=text, note=f"for the years {span}, write {_once_in_years(last - 99, last)}")]


def _years(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    """The years 1900 to 1909, which are 190X; or any other run of them, once in it."""
    era, first_era = match["era"] or "", match["first_era"] or match["era"] or ""
    ends = [
        read(unit.text).start
        for words in (f"{match['first']} {first_era}", f"{match['last']} {era}")
        for unit in units(words.strip(), doubts)
    ]
    if len(ends) != 2 or not all(isinstance(end, Point) for end in ends):
        return []
    first, last = (end.year for end in ends if isinstance(end, Point))
    written = f"{'-' if last < 0 else ''}{abs(first):04}"
    for precision, hidden in ((Precision.DECADE, 1), (Precision.CENTURY, 2)):
        text = written[:-hidden] + "X" * hidden
        if stretch(first, precision) == (first, last + 1) and reads(text):
            return [Unit(text=text)]
    return [Unit(text=_once_in_years(first, last))]


def _once_in_years(first: int, last: int) -> str:
    """Once in these years."""
    return f"[{year_text(first)}..{year_text(last)}]"


# Parts of a year


def _month(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    year = _year_of(match, doubts)
    text = f"{year_text(year or 0)}-{MONTH_WORDS[match['month']]}"
    return [] if year is None else [Unit(text=text)]


def _day(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    return [Unit(text=f"{unit.text}-{int(match['day']):02}") for unit in _month(match, doubts)]


def _no_year(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    example = f"1970-{MONTH_WORDS[match['month']]}"
    if (day := match["day"] or match["late"]) and int(day) <= 31:
        example += f"-{int(day):02}"
    doubts.lacks.append(
        Refusal("no-year", "the year is missing", Instead(f"it too, as in {example}"))
    )
    return []


def _season(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    year, code = _year_of(match, doubts), MONTH_WORDS[match["season"]]
    if year is None:
        return []
    if match["season"] != "winter":
        return [Unit(text=f"{year_text(year)}-{code}")]
    # Some name a winter by the year of its January, some by that of its December.
    return [
        Unit(text=f"{year_text(year - 1)}-{code}", style="winter by January"),
        Unit(text=f"{year_text(year)}-{code}", style="winter by December"),
    ]


def _winter(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    """A winter by both its years: winter 1972–73."""
    first, last = int(match["first"]), int(match["last"])
    if first < 100 and not (match["first_era"] or match["era"]):
        instead = Instead("it in full, as in 1972-24")
        doubts.found.append(Refusal("two-digit-year", "the year has two digits", instead))
        return []
    if len(match["last"]) < 3 and first > 999:
        last = int(full_year(match["first"], match["last"]))
    era = match["era"] or ""
    first = 1 - first if (match["first_era"] or era).startswith("b") else first
    last = 1 - last if era.startswith("b") else last
    if last == first + 1:
        return [Unit(text=f"{year_text(first)}-24")]
    problem = "a winter has two years that follow each other"
    doubts.found.append(Refusal("winter", problem, Instead.one(f"{year_text(first)}-24")))
    return []


def _part(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    """A half or quarter of a year: once in the months it has."""
    year = _year_of(match, doubts)
    if year is None:
        return []
    length = 6 if "half" in match[0] or match[0].startswith("h") else 3
    which = match["which"]
    last = length * (int(which[0]) if which[0].isdecimal() else _ORDINALS.index(which) + 1)
    if last > 12:
        return []
    written = year_text(year)
    return [Unit(text=f"[{written}-{last - length + 1:02}..{written}-{last:02}]")]


def _some(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    """Some day in March 1970, some month in 1970: with XX for what is left open."""
    found = []
    for unit in units(match["rest"], doubts):
        point = read(unit.text).start
        if not isinstance(point, Point) or point.month in SEASONS:
            continue
        if point.precision is Precision.MONTH and match["unit"] == "day":
            found.append(replace(unit, text=f"{unit.text}-XX"))
        elif point.precision is Precision.YEAR:
            open_parts = "-XX-XX" if match["unit"] == "day" else "-XX"
            found.append(replace(unit, text=unit.text + open_parts))
    return found


# Numbers, weekdays, slips


def _numbers(match: re.Match[str], doubts: Doubts) -> list[Unit]:  # noqa: ARG001
    """Day and month as numbers: in either order, if both are dates."""
    year, one, other = f"{match['year']:0>4}", int(match["one"]), int(match["other"])
    day_first = Unit(text=f"{year}-{other:02}-{one:02}", style="day first")
    month_first = Unit(text=f"{year}-{one:02}-{other:02}", style="month first")
    if one > 12:
        return [day_first]
    if other > 12:
        return [month_first]
    return [replace(day_first, style="")] if one == other else [day_first, month_first]


def _unpadded(match: re.Match[str], doubts: Doubts) -> list[Unit]:  # noqa: ARG001
    """A year of three digits before its month and day, as some programs write it."""
    return [Unit(text=f"0{match[0]}")]


def _signed_day(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    """-44-03-15, of which it is not known whether it has a year zero."""
    doubts.found.append(signed(match["year"], ""))
    return []


def _month_number(match: re.Match[str], doubts: Doubts) -> list[Unit]:  # noqa: ARG001
    return [Unit(text=f"{match['year']}-{int(match['number']):02}")]


def _short_year(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    """Mar-70: a month of some year that ends in 70, of which the century is not said."""
    said = match.groupdict()
    month = MONTH_WORDS[said["in_month"]] if said.get("in_month") else ""
    months = [f"{century}{said['short']}-{month}" for century in (19, 18) if month]
    example = " or ".join(months) or "1970-03-31"
    instead = Instead(f"it in full, as in {example}", meant=tuple(months))
    doubts.found.append(Refusal("two-digit-year", "the year has two digits", instead))
    return []


def _day_or_year(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    """12-Mar, a day whose year is not there or, of a spreadsheet, a month of a short year."""
    month, number = MONTH_WORDS[match["month"]], int(match["day"])
    meant = (f"1970-{month}-{number:02}", f"19{number:02}-{month}")
    instead = Instead(f"it in full, as in {' or '.join(meant)}", meant=meant)
    problem = "this is a day without its year, or a month of a year with two digits"
    doubts.found.append(Refusal("no-year", problem, instead))
    return []


def _weekday(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    """A day with the name of its weekday, which has to be that of this day."""
    found = []
    for unit in units(match["rest"], doubts):
        point = read(unit.text).start
        if not isinstance(point, Point) or point.precision is not Precision.DAY:
            continue
        weekday = _WEEKDAYS[(point.first + 3) % 7]  # day 0, 1970-01-01, was a Thursday
        if weekday.startswith(match["weekday"]):
            found.append(unit)
        else:
            problem = f"{unit.text} is a {weekday.title()}"
            instead = Instead(f"{unit.text}, or look again", meant=(unit.text,), less=True)
            doubts.found.append(Refusal("weekday", problem, instead))
    return found


def _vague(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    """Early, mid or late in a unit: the unit, without that word."""
    return [replace(unit, lost=match["lost"], note="") for unit in units(match["rest"], doubts)]


def _slip(match: re.Match[str], doubts: Doubts) -> list[Unit]:  # noqa: ARG001
    """Signs out of order, as in 1970.3.31, where all that is written is kept."""
    offer = offer_for(match[0].upper())
    texts = offer.instead.meant if offer and offer.code in _SLIPS_OF_ONE else ()
    return [Unit(text=text) for text in texts if read(text).kind is Kind.DATE]


# Codes of habits whose offers say all that is written: in one date, and in any text.
_SLIPS_OF_ONE = frozenset(
    f"date-{name}"
    for name in (
        *(
            "digit",
            "draft-mark",
            "draft-u",
            "draft-x",
            "draft-y",
            "exponent",
            "long-year",
        ),
        *("mark-twice", "minus-zero", "plus", "separator", "two-digits", "y-short", "y-sign"),
        "y-zero",
    )
)
SLIPS = _SLIPS_OF_ONE | {
    f"date-{name}"
    for name in ("bare-list", "bare-run", "dash", "draft-open", "draft-unknown", "space")
}

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first"),
)
ERA = r"(?:bce?|ad|ce)"
MONTH = "|".join(word for word, code in MONTH_WORDS.items() if int(code) not in SEASONS)
SEASON = "|".join(word for word, code in MONTH_WORDS.items() if int(code) in SEASONS)
_IN_MONTH = rf"(?P<month>{MONTH})\.?"
_ON_DAY = r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_IN_YEAR = (
    r"(?:(?P<era_before>ad|ce) )?(?P<named>(?:the )?year (?:of )?)?"
    rf"(?P<year>-?\d{{1,13}})(?: ?(?P<era>{ERA}))?"
)
_OF = r"(?: of|,)? "
_HALF = (
    r"(?:the )?(?P<lost>(?:first|1st|second|2nd|third|3rd|fourth|4th|last|latter|final) "
    r"(?:half|third|quarter|part|decades?|years?|months?|weeks?|days?)(?: of)?)"
)
_EARLY = (
    r"(?:the )?(?P<lost>(?:very )?(?:early|mid|middle|late|later|end|beginning|start|close|turn)"
    r"(?:[- ]to[- ](?:mid|late))?(?: (?:in|of|part of))?)"
)

# The first form that gives a reading is taken.
_FORMS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (_IN_YEAR, _year),
        (rf"(?P<in_month>{MONTH})\.?(?:[-–.]'?| ')(?P<short>\d\d)", _short_year),
        (rf"(?P<in_month>{MONTH})\.? (?P<short>3[2-9]|[4-9]\d)", _short_year),
        (rf"'?(?P<short>3[2-9]|[4-9]\d)[-–. ](?P<in_month>{MONTH})\.?", _short_year),
        (rf"(?P<day>0?[1-9]|[12]\d|3[01])[-–](?P<month>{MONTH})\.?", _day_or_year),
        (rf"(?:{_ON_DAY}(?: of)? )?(?P<month>{MONTH}|{SEASON})\.?(?: (?P<late>\d\d?))?", _no_year),
        (rf"{_ON_DAY}(?: day)?(?: of)? {_IN_MONTH}{_OF}{_IN_YEAR}", _day),
        (rf"{_IN_MONTH} {_ON_DAY}{_OF}{_IN_YEAR}", _day),
        (rf"{_IN_YEAR},? {_IN_MONTH} {_ON_DAY}", _day),
        (rf"{_IN_MONTH}{_OF}{_IN_YEAR}", _month),
        (rf"{_IN_YEAR},? {_IN_MONTH}", _month),
        (rf"(?:the )?(?P<season>{SEASON}){_OF}{_IN_YEAR}", _season),
        (rf"{_IN_YEAR},? (?P<season>{SEASON})", _season),
        (
            rf"(?:the )?winter{_OF}(?P<first>\d+)(?: (?P<first_era>{ERA}))?(?: ?[-–/] ?| to )"
            rf"(?P<last>\d+)(?: (?P<era>{ERA}))?",
            _winter,
        ),
        (rf"(?:the )?(?P<tens>\d{{2,3}})0['’]?s(?: (?P<era>{ERA}))?", _decade),
        (r"(?:the )?['’]?(?P<digit>[1-9])0['’]?s", _decade_alone),
        (
            rf"(?:the )?(?:(?P<number>[1-9]\d?)(?:st|nd|rd|th)|(?P<word>{'|'.join(_ORDINALS)}))"
            rf"(?:[- ](?:century|centuries|cent\b\.?|c\.)|c\.?)(?: (?P<era>{ERA}))?",
            _century,
        ),
        (
            rf"(?:the )?years (?P<first>\d+)(?: (?P<first_era>{ERA}))?(?: ?– ?| to )"
            rf"(?P<last>\d+)(?: (?P<era>{ERA}))?",
            _years,
        ),
        (
            r"(?:the )?(?P<which>first|1st|second|2nd|third|3rd|fourth|4th) (?:half|quarter)(?: of)? "
            rf"{_IN_YEAR}",
            _part,
        ),
        (rf"[qh](?P<which>[1-4])[ /]{_IN_YEAR}", _part),
        (rf"{_IN_YEAR},? ?[qh](?P<which>[1-4])", _part),
        (r"(?:some|an unknown) (?P<unit>day|month) (?:in|of) (?P<rest>.+)", _some),
        (
            r"(?P<one>\d{1,2})(?P<sign>[-/.]) ?(?P<other>\d{1,2})(?P=sign) ?(?P<year>\d{3,4})",
            _numbers,
        ),
        (r"[1-9]\d\d-\d\d-\d\d", _unpadded),
        (r"(?P<year>-\d{1,3})-\d\d-\d\d", _signed_day),
        (r"(?P<number>\d{1,2}) ?[-/.] ?(?P<year>\d{4})", _month_number),
        (
            rf"\d{{1,2}}([-/.])\d{{1,2}}\1'?\d\d|\d\d?[-–](?:{MONTH})[-–]'?\d\d"
            rf"|(?:(?:\d\d? )?(?:{MONTH}|{SEASON})\.? )?'\d\d|(?:0?\d|1[0-2])/(?:1[3-9]|[2-9]\d)",
            _short_year,
        ),
        (
            r"(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:s|r|rs|day|sday|nesday|rsday|urday)?\.?,? "
            r"(?P<rest>.+)",
            _weekday,
        ),
        (rf"(?:{_HALF})(?: the)? (?P<rest>.+)", _vague),
        (rf"(?:{_EARLY})(?:[- ]the)?[- ](?P<rest>.+)", _vague),
        (r".+", _slip),
    )
)
