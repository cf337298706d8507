"""What people type for a date, to EDTF: English words, numbers in any order, or EDTF itself.

Nothing is guessed. Where words can be read in two ways both are given; where
they say what no EDTF says, or nothing that can be read, it is told what to
write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from timeline.edtf.calendar import spreadsheet_day
from timeline.edtf.english import catalogued, hours, roman
from timeline.edtf.english.catalogued import NO_DATE, SEVERAL, SUPPLIED, Within
from timeline.edtf.english.habits import offer_for, reads, to_write, without_aside
from timeline.edtf.english.markup import without_markup
from timeline.edtf.english.numbers import in_numbers, is_of_any_calendar
from timeline.edtf.english.old_style import says_julian, styled
from timeline.edtf.english.sentences import sentence
from timeline.edtf.english.units import ERA, MONTH, SLIPS, Doubts, Unit, signed
from timeline.edtf.grammar import DATES, read
from timeline.edtf.values import EdtfDate, EdtfError, Instead, Kind, Precision, Refusal

_LONGEST_TYPED = 500  # characters; the time that reading takes grows faster than they do
_LONGEST_WRITTEN = 120  # characters; catalogues write no longer ones for a date
_TELLING = (
    "unknown",
    "unsaid",
    "never",
    "two-digit-year",
    "several",
    "abroad",
    "attested",
    "no-year",
    "year-zero",
    "weekday",
)
_OPEN = ("ambiguous", "unsayable", "supplied")  # codes that say no more than the readings do
_SUPPLIED = "a date cannot say that it was supplied by a cataloguer, as brackets do"
AMBIGUOUS = "this can be read in more than one way"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read a text.

    `note` is something to know about it; `lost` is what the text says and the
    date does not. `julian` is the EDTF of what stands there, where it is of the
    Julian calendar and the date is that day in ours.
    """

    date: EdtfDate
    note: str = ""
    lost: str = ""
    julian: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a text may say of when: its readings, and what is wrong unless there is just one.

    A reading beside a problem is what comes nearest, for its author to choose.
    `attested` is a date by which something may have been so, as in "by 1997".
    `doubted`: the words by themselves leave open what is meant.
    """

    text: str
    readings: tuple[Reading, ...] = ()
    refusal: Refusal | None = None
    attested: EdtfDate | None = None
    doubted: bool = False

    @property
    def date(self) -> EdtfDate | None:
        """The date, if the text says one and nothing that this does not say."""
        return self.readings[0].date if len(self.readings) == 1 and not self.refusal else None

    @property
    def problem(self) -> str:
        """What is wrong, as a sentence without a stop; empty if nothing is."""
        return self.refusal.problem if self.refusal else ""

    @property
    def remedy(self) -> str:
        """What to write instead, or to do, as a sentence without a stop; empty if nothing."""
        return str(self.refusal.instead) if self.refusal else ""


def read_words(text: str, lang: str = "en") -> Understood:
    """Read what someone typed for a date; EDTF stays as it is.

    Words are read in English alone; `lang`, a BCP 47 tag, says which language
    they may be in, so that another can be told.
    """
    typed = " ".join(text.split())
    if reads(typed):
        reading = Reading(date=read(typed), note=_note(typed))
        return Understood(text=text, readings=(reading,))
    if not typed or len(typed) > _LONGEST_TYPED:
        problem = "this is too long for a date" if typed else "there is no date"
        refusal = Refusal("long" if typed else "empty", problem, DATES)
        return Understood(text=text, refusal=refusal)
    shown = without_markup(in_numbers(typed))
    if shown != typed and (found_in := _as_shown(text, shown, lang)):
        return found_in
    words, doubts = _plain(typed), Doubts()
    if beside := _beside_relative(text, words, lang):
        return beside
    if hours.is_relative(words):
        doubts.found.append(_RELATIVE)
    if told := _left_open(text, words):
        return told
    found = {unit.text: unit for unit in sentence(words, doubts)}
    if found:
        note = f"if the c is for copyright, write {words[1:]}" if _C_YEAR.fullmatch(words) else ""
        readings = [_reading(unit) for unit in found.values()]
        return _understood(text, [replace(each, note=each.note or note) for each in readings])
    return (
        _timed(text, words, lang)
        or _slipped(text, typed)
        or _catalogued(text, words, doubts, lang)
        or _offered(text, typed, doubts, lang)
    )


_RELATIVE = Refusal(
    "relative",
    "this depends on the day on which it is read",
    Instead("the date itself, as in 1970-03-31"),
)


def _left_open(text: str, words: str) -> Understood | None:
    """What is said of words that leave open which year, day or calendar is meant."""
    if twice := _SIGNED.fullmatch(words):
        return Understood(text=text, refusal=signed(*twice.groups()), doubted=True)
    if onward := _ONWARD.fullmatch(words):
        return Understood(text=text, refusal=_onward(onward[1]), doubted=True)
    if asked := _by(text, words) or _serial(text, words):
        return asked
    if of_calendar := styled(words):
        return _of_calendar(text, of_calendar)
    return Understood(text=text, refusal=_OF_JULIAN, doubted=True) if says_julian(words) else None


def _as_shown(text: str, shown: str, lang: str) -> Understood | None:
    """What is said of a text by its form in numbers without markup; None if that is no date."""
    found = read_words(shown, lang)
    tells = found.refusal and found.refusal.code in _TELLING
    if not found.readings:
        return replace(found, text=text) if tells or found.attested else None
    if not is_of_any_calendar(text):
        return replace(found, text=text)
    instead = to_write((each.date.text for each in found.readings), text)
    write = f"{instead.write} if it is of ours, or else the date in the Gregorian calendar"
    problem = "in these digits a year may be of another calendar"
    refusal = Refusal("any-calendar", problem, replace(instead, write=write, less=True))
    return replace(found, text=text, refusal=refusal, doubted=True)


def _onward(date: str) -> Refusal:
    """What is said of 1965+."""
    lasted, later = f"{date}/..", f"[{date}..]"
    words = f"{lasted} for what lasted from then, or {later} for then or later"
    problem = "a plus sign does not say what it adds"
    return Refusal("onward", problem, Instead(words, meant=(lasted, later)))


def _note(typed: str) -> str:
    """What to know of EDTF that may be meant otherwise: 1904-05, which is a month."""
    found = re.fullmatch(r"(\d\d)(\d\d)-(\d\d)", typed)
    if not found or int(found[3]) <= int(found[2]):
        return ""
    first, last = found[1] + found[2], found[1] + found[3]
    return f"for the years {first} to {last}, write {first}/{last}"


def _by(text: str, words: str) -> Understood | None:
    """By 1997, as of 1997: so by then, for which there is a key of its own."""
    match = _BY.fullmatch(words)
    date = read_words(match["date"]).date if match else None
    if match is None or date is None or date.kind is not Kind.DATE:
        return None
    readings: tuple[Reading, ...] = ()
    words = f'attested = "{date}" for what was so by then'
    if match["which"] == "by" and reads(earlier := f"[..{date}]"):  # a season ends no run
        readings = (Reading(date=read(earlier)),)
        words += f", or {earlier} for what happened then or earlier"
    problem = f'"{match["which"]}" may not say when something happened'
    instead = Instead(words, meant=tuple(each.date.text for each in readings))
    refusal = Refusal("attested", problem, instead)
    return Understood(text=text, readings=readings, refusal=refusal, attested=date, doubted=True)


def _serial(text: str, words: str) -> Understood | None:
    """43831, a year with Y or the number that a spreadsheet has for a day."""
    day = spreadsheet_day(int(words)) if re.fullmatch(r"[1-9]\d{4}", words) else ""
    if not day:
        return None
    readings = tuple(Reading(date=read(each)) for each in (day, f"Y{words}"))
    problem = f"this may be a year, or the number that a spreadsheet has for {day}"
    instead = Instead(f"{day} or Y{words}", meant=(day, f"Y{words}"))
    return Understood(text=text, readings=readings, refusal=Refusal("serial", problem, instead))


_OF_JULIAN = Refusal(
    "julian",
    "this is of the Julian calendar, and days are counted in the Gregorian one here",
    Instead("its day in the Gregorian calendar"),
)


def _of_calendar(text: str, found: list[Unit]) -> Understood:
    """What is said of a text that names its calendar, or a day in both."""
    readings = tuple(
        Reading(date=read(unit.text), lost=unit.lost, julian=unit.julian) for unit in found
    )
    instead = to_write((unit.text for unit in found), text, quoted=True)
    problem = _OF_JULIAN.problem if found[0].julian else "a date has no calendar's name"
    code = _OF_JULIAN.code if found[0].julian else "calendar"
    if len(found) > 1:
        problem = AMBIGUOUS
    return Understood(text=text, readings=readings, refusal=Refusal(code, problem, instead))


_SIGNED = re.compile(rf"(- ?\d+) ?(?:s|(?:st|nd|rd|th) (?:century|millennium))? ?({ERA})")
_C_YEAR = re.compile(r"c(?:1[89]|20)\d\d")
_ONWARD = re.compile(r"(\d{4}(?:-\d\d){0,2})[?~]?\+")
_BY = re.compile(r"(?P<which>by|as of|as at) (?P<date>.+)")


def _reading(unit: Unit) -> Reading:
    return Reading(date=read(unit.text), note=unit.note, lost=unit.lost)


def _understood(text: str, found: list[Reading]) -> Understood:
    """What is said by a text that has readings."""
    readings = tuple(found)
    lost = next((reading.lost for reading in found if reading.lost), "")
    if not lost and len(found) == 1:
        return Understood(text=text, readings=readings)
    instead = to_write((reading.date.text for reading in found), text, lost=bool(lost))
    refusal = Refusal("ambiguous", AMBIGUOUS, instead)
    if lost == SUPPLIED and len(found) == 1:
        refusal = Refusal("supplied", _SUPPLIED, instead)
    elif lost != SUPPLIED and lost:
        refusal = Refusal("unsayable", f'a date cannot say "{lost}"', instead)
    return Understood(text=text, readings=readings, refusal=refusal)


def _beside_relative(text: str, words: str, lang: str) -> Understood | None:
    """What is said of a date beside what depends on a day: last Tuesday (24 November 2026)."""
    every = hours.without_relative(words) if len(words) <= _LONGEST_WRITTEN else ()
    found = (_of_within(text, within, lang) for within in every)
    return next(filter(None, found), None)


def _timed(text: str, words: str, lang: str) -> Understood | None:
    """What is said of a day with a time of day."""
    if len(words) > _LONGEST_WRITTEN:
        return None
    for within in hours.without_time(words):
        found = _of_within(text, within, lang)
        if found and all(_is_of_days(each.date) for each in found.readings):
            return _of_nights(found) if hours.is_of_a_night(within.lost) else found
    return None


def _is_of_days(date: EdtfDate) -> bool:
    return all(point.precision is Precision.DAY for point in date.points)


def _of_nights(found: Understood) -> Understood:
    """The night of 9 to 10 November is one of two days, and lasts through neither."""
    readings: dict[str, Reading] = {}
    for each in found.readings:
        first, *_, last = each.date.points * 2
        one_of = f"[{each.date.text.replace('/', ',')}]"
        is_one = each.date.kind is Kind.INTERVAL and first.after == last.first
        night = replace(each, date=read(one_of)) if is_one else each
        readings.setdefault(night.date.text, night)
    return _understood(found.text, list(readings.values()))


# As catalogues write dates: what stands around one is taken off, and the rest is read


def _catalogued(text: str, words: str, doubts: Doubts, lang: str) -> Understood | None:
    """What a text says whose date stands in brackets or beside words; None if it is none such."""
    if len(words) > _LONGEST_WRITTEN:
        return None
    if near := catalogued.by_last_digit(words):
        return _understood(text, [Reading(date=read(each)) for each in near])
    if put_right := _put_right(text, words, lang):
        return put_right
    for within in catalogued.without_brackets(words):
        if found := _of_within(text, within, lang):
            return _also_once(found) if catalogued.is_supplied(words) else found
    for within in filter(None, [catalogued.without_aside(words)]):
        if found := _of_within(text, within, lang):
            return found
    several = None if doubts.found else _of_several(text, words, lang)
    return several or _of_within(text, catalogued.without_what(words), lang)


def _put_right(text: str, words: str, lang: str) -> Understood | None:
    """What is said of 1860 [1861], where the second may be what the first should have been."""
    pair = [read_words(each, lang).date for each in catalogued.beside_brackets(words)]
    stated, right = pair or (None, None)
    if not (stated and right and Kind.DATE is stated.kind is right.kind):
        return None
    if _widths(stated) != _widths(right) or stated == right:
        return None
    near = to_write((right.text, stated.text), text, lost=True)
    readings = tuple(Reading(date=date, lost=" ".join(text.split())) for date in (right, stated))
    problem = "there are two dates, and the one in brackets may put the other right"
    refusal = Refusal("several", problem, near)
    return Understood(text=text, readings=readings, refusal=refusal, doubted=True)


def _widths(date: EdtfDate) -> list[Precision]:
    return [point.precision for point in date.points]


def _of_within(text: str, within: Within | None, lang: str) -> Understood | None:
    """What is said of a text by its date without what stands around it; None if that is no date."""
    inner = read_words(within.text, lang) if within else None
    if within is None or inner is None:
        return None
    if not inner.readings:
        tells = inner.refusal and inner.refusal.code in _TELLING
        return replace(inner, text=text) if tells else None
    lost = _as_typed(within.lost, text)
    readings = [_with_lost(each, lost) for each in inner.readings]
    if inner.attested or (inner.refusal and inner.refusal.code not in _OPEN):
        return replace(inner, text=text, readings=tuple(readings))
    return _understood(text, readings)


def _as_typed(lost: str, text: str) -> str:
    """Words with the capital letters that they have in a text."""
    found = re.search(re.escape(lost), " ".join(text.split()), re.IGNORECASE)
    return found[0] if found else lost


def _with_lost(reading: Reading, lost: str) -> Reading:
    more = [each for each in (reading.lost, lost) if each and each != SUPPLIED]
    return replace(reading, lost=", ".join(more) or lost or reading.lost)


def _also_once(found: Understood) -> Understood:
    """Readings of a text in brackets, where a span may also be the time that something was once in."""
    once = [
        replace(each, date=read(run))
        for each in found.readings
        if each.date.kind is Kind.INTERVAL
        and reads(run := f"[{each.date.text.replace('/', '..')}]")
        if not each.date.text.startswith(("/", ".."))
        if not each.date.text.endswith(("/", ".."))
    ]
    return _understood(found.text, [*found.readings, *once]) if once else found


def _of_several(text: str, words: str, lang: str) -> Understood | None:
    """What is said of dates that are each of something else: 1945 (negative), 1960 (print)."""
    found: dict[str, EdtfDate] = {}
    of_what = []
    for part in catalogued.parts(words):
        for within in catalogued.of_what(part):
            if len(readings := read_words(within.text, lang).readings) == 1:
                found.setdefault(readings[0].date.text, readings[0].date)
                of_what.append(within.lost or readings[0].lost.replace(SUPPLIED, ""))
                break
        else:
            return None
    if not any(of_what):
        return None
    typed = " ".join(text.split())
    near = to_write(found, text, lost=True)
    instead = replace(near, write=f"{near.write}, or write an event for each")
    problem = "these are dates that are each of something else"
    return Understood(
        text=text,
        readings=tuple(Reading(date=date, lost=typed) for date in found.values()),
        refusal=Refusal("several", problem, instead),
        doubted=True,
    )


def _slipped(text: str, typed: str) -> Understood | None:
    """What is said of EDTF with a slip of the pen that leaves all of it; None if it is none such."""
    offer = offer_for(typed)
    if offer and offer.instead.meant and offer.code in SLIPS:
        return _understood(text, [Reading(date=read(each)) for each in offer.instead.meant])
    return None


def _offered(text: str, typed: str, doubts: Doubts, lang: str) -> Understood:
    """What is said of a text without readings."""
    if century := roman.century_abroad(" ".join(typed.lower().split())):
        problem = "this is not English, and words are read in English alone"
        refusal = Refusal("abroad", problem, to_write((century,), text, lost=True))
        return Understood(
            text=text, readings=(Reading(date=read(century), lost=typed),), refusal=refusal
        )
    offer = offer_for(typed)
    aside = without_aside(typed) if offer and not offer.instead.meant else ""
    if offer and (near := _nearest(offer, aside)):
        instead = to_write((date.text for date in near), text, quoted=bool(aside))
        readings = tuple(Reading(date=date, lost=typed) for date in near)
        return Understood(text=text, readings=readings, refusal=offer._replace(instead=instead))
    refusal, doubted = _why_not(typed, offer, doubts)
    foreign = refusal.instead is DATES and re.search(r"[^\W\d_]{2}", typed)
    if foreign and not re.match(r"en\b", lang, re.IGNORECASE):
        refusal = refusal._replace(problem=f"{refusal.problem}; words are read in English alone")
    return Understood(text=text, refusal=refusal, doubted=doubted)


def _nearest(offer: Refusal, without: str) -> tuple[EdtfDate, ...]:
    """What comes nearest to a text that is no date: its date without the words beside it."""
    if without:
        return tuple(reading.date for reading in read_words(without).readings)
    return tuple(read(text) for text in offer.instead.meant)


def says_no_date(text: str) -> bool:
    """Whether words say only that there is no date: "n.d.", "undated", "unknown"."""
    return bool(NO_DATE.fullmatch(" ".join(text.lower().split())))


def _why_not(typed: str, offer: Refusal | None, doubts: Doubts) -> tuple[Refusal, bool]:
    """Why a text has no reading, and whether it is the words that leave it open."""
    if SEVERAL.fullmatch(typed.lower()):
        problem = "this does not say which dates there are"
        return Refusal("unsaid", problem, Instead("the first and the last, as in 1945/1959")), True
    if says_no_date(typed) or typed.lower() == "never":
        problem = "a date that is not known has no place"
        code = "unknown" if says_no_date(typed) else "never"
        return Refusal(code, problem, Instead("its bounds, as in [1945..1959]")), True
    if doubts.found:
        return doubts.found[0], True
    if not re.search(r"[^\W\d_XY]", typed) and (error := _error(typed)).code not in _SAYS_ONLY_NO:
        return error.refusal, False
    if doubts.lacks:
        return doubts.lacks[0], True
    if offer and offer.code not in ("date-words", "date-space"):
        return offer, False
    return Refusal("unread", "this is no date that can be read", DATES), False


def _error(typed: str) -> EdtfError:
    """Why a text is no EDTF."""
    try:
        read(typed)
    except EdtfError as error:
        return error
    raise AssertionError("what reads is no fault")


_SAYS_ONLY_NO = ("date-character", "date-form")  # codes that say only that a text is no EDTF


# One form for what is typed in several: each line stands on what those before it have made

_SAME: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"^<([^<>]+)>$", r"[\1]"),
        ("\u2212", "-"),
        ("[\u2010-\u2015]", "–"),
        ("[\u2018\u2019`]", "'"),
        (r"\b([bc])\. ?([ce])\. ?(e)\b\.?", r"\1\2\3"),  # b.c.e.
        (r"\b([bca])\. ?([ced])\b\.?(?=\W|$)", r"\1\2"),  # b.c., c.e., a.d.
        (r"\b([ap])\. ?m\b\.?", r"\1m"),
        (r"\banno domini\b", "ad"),
        (r"\bbefore (?:christ|(?:the )?common era)\b", "bc"),
        (r"(?<=\d)(?<!\d{4}),(?=\d{3}(?!\d))", ""),  # 12,000
        (rf"\b(\d\d?)[-–]({MONTH})[-–](?=\d{{4}}\b)", r"\1 \2 "),  # 31-Mar-1970
        (rf"\b(\d{{4}})[-–]({MONTH})[-–](?=\d\d?\b)", r"\1 \2 "),  # 1970-Mar-31
        (rf"\b({MONTH})[-–](?=\d{{4}}\b)", r"\1 "),  # Mar-1970
        (rf"^(\d{{4}})[-–]({MONTH})\.?$", r"\1 \2"),  # 1970-Mar
        (rf"\b((?:{MONTH})\b\.? \d\d?(?:st|nd|rd|th)?), (?=\d{{3}}|ad )", r"\1 "),
        (r"\b((?:or|and|to|[–-]) ?\d\d?(?:st|nd|rd|th)?), (?=\d{4}\b)", r"\1 "),
        (r"(?<=\d),? \(?c(?=\d{4}\b)", ", copyright "),  # 1969, c1968
        (r"\bc\.?(\d\d?(?:st|nd|rd|th))\b(?! cent)", r"\1 century"),  # C19th
        (r"\b(\d\d?)c\b", r"\1th century"),
        (r"\b(?:bet|betw|btw)\b\.?", "between"),
        (r"\bprob\.", "probably"),
        (r"\bposs\.", "possibly"),
        (r"\best\.", "about"),
        (r"\b(?:terminus post quem|t\. ?p\. ?q\.?)", "not before"),
        (r"\b(?:terminus ante quem|t\. ?a\. ?q\.?)", "not after"),
        (r"\bor (?:earlier|before)\b", "<"),
        (r"\bor (?:later|after)\b", ">"),
        (r",? \bor (?:so|thereabouts)\b", " (about)"),
        (r"\b(some ?time|some day|some month) in or (?:about|around)\b", r"about \1 in"),
        (r"\byears (\d+ bce?) to (?=\d+ (?:ad|ce)\b)", r"years \1–"),  # 1 BCE to 99 CE
        (r"\b(up to|until) and including\b", r"\1"),
        (" & ", " and "),
        (r"(?<=\w\w)\.$", ""),
    )
)


def _plain(typed: str) -> str:
    """A text in lowercase, with one form for each of what has several."""
    words = roman.without_roman(catalogued.with_hidden(typed.lower()))
    for pattern, form in _SAME:
        words = pattern.sub(form, words)
    return words.strip()
