"""Words for a whole date to EDTF: intervals, windows, sets, and one date by itself.

Words come in lowercase, as `timeline.edtf.english.words` makes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product

from timeline.edtf.calendar import civil, year_text
from timeline.edtf.english.qualified import dates, is_led, is_trailed, marked
from timeline.edtf.english.units import ERA, MONTH, SEASON, Doubts, Reader, Unit, full_year, units
from timeline.edtf.grammar import read
from timeline.edtf.values import Instead, Point, Precision, Refusal

# Ways to read a text multiply with its parts, and a page pasted for a date has hundreds of them:
_MOST = 64  # ways to read one text that are looked at
_MOST_SIGNS = 8  # any of which may stand between two dates
_MOST_SHORT = 3  # years that may be months, in one text


def sentence(words: str, doubts: Doubts) -> list[Unit]:
    """Every way to read words; empty if there is none."""
    if short := re.fullmatch(r"(\d{4}) ?([-–/]) ?(\d\d?)", words):
        return _short_end(short[1], short[3], doubts, slash=short[2] == "/")
    if month := re.fullmatch(r"(\d{4}-\d\d)(?: ?– ?| - )(\d\d?)", words):
        return _short_month(month[1], int(month[2]), doubts)
    if asked := re.fullmatch(r"(\d{4}(?:-\d\d)?)[-–]\?\?", words):
        return doubts.sift(Unit(text=asked[1] + end) for end in ("-XX", "/"))
    if places := [*_SHORT_END.finditer(words)]:
        return _either(words, places, doubts)
    if plain := units(words, doubts):
        return plain
    for pattern, reader in _SENTENCES:
        if match := pattern.fullmatch(words):
            if isinstance(reader, str):
                found = _formed(reader, match["date"], doubts)
            else:
                found = reader(match, doubts)
            if found:
                return found
    return (
        dates(words, doubts)
        or _list(words, doubts)
        or _dashed(words, doubts)
        or _within(words, doubts)
    )


# A last part that is cut short, and may be either of two: 1904–05, 1903-05–07


def _short_end(year: str, end: str, doubts: Doubts, *, slash: bool) -> list[Unit]:
    """1977–83; where it may be a month, as in 1904–05, that too."""
    last = full_year(year, end)
    years = [f"{year}/{last}", *([f"[{year},{last}]"] if slash else [])]
    texts = years if last > year else []
    if 1 <= int(end) <= 12:
        texts.append(f"{year}-{int(end):02}")
    return doubts.sift(Unit(text=text) for text in texts)


def _short_month(month: str, last: int, doubts: Doubts) -> list[Unit]:
    """1903-05–07, where the last may be a month or a day."""
    year = month[:4]
    texts = [f"{month}/{year}-{last:02}"] if last > int(month[5:]) else []
    return doubts.sift(Unit(text=text) for text in [*texts, f"{month}-{last:02}"])


# Years whose last is as short as a month, in a longer text; the hyphen of 1904-05 is EDTF's.
_SHORT_END = re.compile(
    r"(?<![\d/–-])(?<!\d\.)(?<!winter )(?<!winter of )(?P<year>\d\d(?P<short>\d\d))"
    r"(?: ?(?P<sign>[–/]) ?| - |-(?!\d\d))(?P<end>0?[1-9]|1[0-2])"
    rf"(?![\d./–'-]|st|nd|rd|th| ?(?:of )?(?:{MONTH}|{ERA})\b)"
)


def _either(words: str, places: list[re.Match[str]], doubts: Doubts) -> list[Unit]:
    """Every way to read words in which years may be a month: about 1904–05."""
    short = places[0]
    *years, month = (
        unit.text for unit in _short_end(short["year"], short["end"], doubts, slash=False)
    )
    sign = short["sign"] or "–"
    texts = [*(run.replace("/", sign) for run in years), month]
    found = [
        sentence(f"{words[: short.start()]}{text}{words[short.end() :]}", doubts)
        for text in (texts if len(places) <= _MOST_SHORT else ())
    ]
    if any(found[:-1]) or (found and not years):
        return doubts.sift(unit for units_of_one in found for unit in units_of_one)
    if not found or found[-1]:
        problem = f"{short[0].strip()} may be years or a month"
        words = f"{month} for the month, or one of the years"
        doubts.found.append(
            Refusal("years-or-month", problem, Instead(words, meant=(month,), less=True))
        )
    return []


def _formed(form: str, words: str, doubts: Doubts) -> list[Unit]:
    """The readings of one date, each put into a form."""
    found = dates(words, doubts)
    return doubts.sift(replace(unit, text=form.format(unit.text)) for unit in found)


def _perhaps(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    """Perhaps before 1950: the mark is on every date of the sentence."""
    return marked(sentence(match["rest"], doubts), "?", doubts)


def _before(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    """Before 1950, which is 1949 or earlier; after 1950, which is 1951 or later."""
    step = -1 if match["back"] else 1
    return doubts.sift(
        replace(
            unit,
            text=f"[..{near}]" if match["back"] else f"[{near}..]",
            lost=unit.lost or match["soon"] or "",
            note="",
        )
        for unit in dates(match["date"], doubts)
        if (near := _beside(unit.text, step))
    )


def _beside(text: str, step: int) -> str:
    """The unit of time just before or after a date: 1949 before 1950, or before the 1950s."""
    point = read(text).start
    if not isinstance(point, Point):
        return ""
    widths = {Precision.DAY: 3, Precision.MONTH: 2, Precision.SEASON: 2}
    day = point.first - 1 if step < 0 else point.after
    return _written(day, widths.get(point.precision, 1)) + text[len(text.rstrip("?~%")) :]


def _written(day: int, width: int) -> str:
    """The day of a number, its month or its year as EDTF writes them."""
    year, month, number = civil(day)
    return "-".join((year_text(year), f"{month:02}", f"{number:02}")[:width])


def _throughout(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    """Throughout the 1960s: from its first year to its last."""
    widths = {Precision.DAY: 0, Precision.MONTH: 3, Precision.SEASON: 2, Precision.YEAR: 2}
    found = []
    for unit in dates(match["date"], doubts):
        point, bare = read(unit.text).start, unit.text.rstrip("?~%")
        if isinstance(point, Point) and (width := widths.get(point.precision, 1)):
            mark = unit.text[len(bare) :]
            start, end = _written(point.first, width), _written(point.after - 1, width)
            found.append(replace(unit, text=f"{start}{mark}/{end}{mark}", note=""))
    return doubts.sift(found)


def _timed(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    """A day with a time of day, which no date here has."""
    return [replace(unit, lost=match["time"]) for unit in dates(match["date"], doubts)]


def _before_present(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    year = year_text(1950 - int(match["count"]))
    instead = Instead(f"the year itself, as in {year}")
    doubts.found.append(
        Refusal("before-present", "years before present are counted from 1950", instead)
    )
    return []


# Intervals

_STILL_ON = re.compile(r"(?:the )?(?:present(?: day)?|now|today|date|this day|ongoing|current)")
_NOT_KNOWN = re.compile(r"\?|unknown|not known|an unknown date")


def _bounded(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    """From about 1960 to 1965: the mark is on the date after it alone."""
    return _interval(match["start"], match["end"], doubts, shared=False)


def _unbounded(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    """About 1960 to 1965: the mark may be on both."""
    return _interval(
        match["start"], match["end"], doubts, shared=_is_shared(match["start"], match["end"])
    )


def _interval(start: str, end: str, doubts: Doubts, *, shared: bool) -> list[Unit]:
    if _STILL_ON.fullmatch(end):
        return _formed("{}/..", start, doubts)
    if _NOT_KNOWN.fullmatch(end):
        return _formed("{}/", start, doubts)
    if _NOT_KNOWN.fullmatch(start):
        return _formed("/{}", end, doubts)
    return _joined("{}/{}", start, end, doubts, shared=shared)


# "31 March to 5 April 1970" and "490 to 479 BC" leave out of one date what the other says. What is
# missing may be words before or after, so each way to complete them is tried until one reads.


def _joined(form: str, start: str, end: str, doubts: Doubts, *, shared: bool) -> list[Unit]:
    """Two dates in a form, with what one lacks taken from the other.

    `shared`: a mark at one end may be on the other as well, and both are given.
    """
    for first, last in islice(_completed(start, end), _MOST):
        pairs = product(dates(first, doubts), dates(last, doubts))
        found = [unit for pair in pairs for unit in _together(form, pair, shared=shared)]
        if good := doubts.sift(found):
            return good
    return []


def _completed(start: str, end: str) -> Iterator[tuple[str, str]]:
    """Two dates as they stand, then with an era, month or year of the other."""
    if re.fullmatch(r"\d\d?(?:st|nd|rd|th)?", start):  # a day sooner than a year
        yield from ((f"{start} {part}", end) for part in lasts(end))
    era = re.search(rf"\b{ERA}$", end)
    if era and re.search(r"\d$", start) and not re.search(rf"\b{ERA}\b", start):
        yield f"{start} {era[0]}", end
    if (era := re.match(r"(?:ad|ce) ", start)) and re.fullmatch(r"\d{1,3}", end):
        yield start, era[0] + end
    yield start, end
    if short := _in_full(start, end):
        yield start, short
    ends = [end, *(f"{part} {end}" for part in firsts(start))]
    for last in ends:
        if last != end:
            yield start, last
        for part in lasts(last):
            yield f"{start} {part}", last


def _in_full(year: str, short: str) -> str:
    """The last digits of a year, as in 1977–83, with the first ones of another."""
    full = re.search(r"(?<!\d)\d{3,4}(?=[?~]?$)", year)
    digits = re.fullmatch(r"'?(\d\d?)( ?\(?[?~]\)?)?", short)
    if full and digits:
        return full_year(full[0], digits[1]) + (digits[2] or "")
    full, digits = re.search(r"(?<!\d)\d{3}0'?s$", year), re.fullmatch(r"(?:the )?'?(\d0s)", short)
    return full[0][:2] + digits[1] if full and digits else ""


def firsts(words: str) -> list[str]:
    """The first words of some, fewer and fewer."""
    parts = words.split(" ")
    return [" ".join(parts[:count]) for count in range(min(3, len(parts) - 1), 0, -1)]


def lasts(words: str) -> list[str]:
    """The last words of some, fewer and fewer."""
    parts = words.split(" ")
    return [" ".join(parts[-count:]) for count in range(min(4, len(parts) - 1), 0, -1)]


def _together(form: str, parts: tuple[Unit, ...], *, shared: bool) -> Iterator[Unit]:
    """Dates in a form, if each is read in the same style; `shared` as in `_joined`."""
    styles = {part.style for part in parts if part.style}
    if len(styles) > 1:
        return
    texts = [part.text for part in parts]
    unit = Unit(
        text=form.format(*texts),
        style="".join(styles),
        note="; ".join(dict.fromkeys(part.note for part in parts if part.note)),
        lost=", ".join(dict.fromkeys(part.lost for part in parts if part.lost)),
    )
    yield unit
    signed = [text for text in texts if re.search(r"[?~%]", text)]
    mark = re.sub(r"^([?~%]).*|.*?([?~%]?)$", r"\1\2", signed[0]) if signed else ""
    if shared and len(signed) == 1 and mark:
        whole = (text if text is signed[0] else text + mark for text in texts)
        yield replace(unit, text=form.format(*whole))


def _is_shared(first: str, last: str) -> bool:
    """Whether a mark at the start or end of several dates may be on them all."""
    return (is_led(first) and first[-1] not in "<>") or is_trailed(last)


def _dashed(words: str, doubts: Doubts) -> list[Unit]:
    """Two dates with a dash or slash between them."""
    signs = [*re.finditer(r" [-–/] ", words)] or [*re.finditer(r" ?[-–/] ?", words)]
    found: list[Unit] = []
    for sign in signs if len(signs) <= _MOST_SIGNS else ():
        start, end = words[: sign.start()], words[sign.end() :]
        if not start or not end:
            forms = ("{}/..", "{}/") if start else ("/{}", "../{}")
            found += [unit for form in forms for unit in _formed(form, start or end, doubts)]
            continue
        shared = _is_shared(start, end)
        found += _interval(start, end, doubts, shared=shared)
        if "/" in sign[0]:
            either = _joined("[{},{}]", start, end, doubts, shared=shared)
            found += (unit for unit in either if _is_in_order(unit.text))
    return found


def _is_in_order(text: str) -> bool:
    first, *_, last = read(text).points
    return first.first < last.first


# Sets

_AND = r" and (?![^()]*\))"  # not within parentheses
_SPLIT = {joint: re.compile(rf"(?:,? {joint} |, | ?; ?)(?![^()]*\))") for joint in ("or", "and")}
_SET_FORMS = {"or": "[{}]", "and": "{{{{{}}}}}"}  # to be filled in twice
_RUN_OF_YEARS = re.compile(r"(\d{4}) ?[-–] ?(\d{4}|1[3-9]|[2-9]\d)")
_LONGEST_BOUND = 60  # characters
_BOUND = re.compile(
    r"\b(?:before|prior|earlier|earliest|pre|after|later|latest|following|post)\b|[<>]"
)
_BOUNDS = re.compile(r",? (?:and|but) |, | ?[-–] ?")
_EACH = r"(?:each|every) (?P<unit>day|month|year|decade|century)"
_TO = r"(?:to|till|until|through|up to)"
_RUNS = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (rf"(?:some ?time )?between (?P<start>.+?){_AND}(?P<end>.+)", "[{}..{}]"),
        (r"between (?P<start>\d{3,4}) ?[-–] ?(?P<end>\d{2,4})", "[{}..{}]"),
        (rf"some ?time from (?P<start>.+?) {_TO} (?P<end>.+)", "[{}..{}]"),
        (rf"{_EACH} from (?P<start>.+?) {_TO} (?P<end>.+)", "[{}..{}]"),
        (rf"{_EACH} up to (?P<date>.+)", "[..{}]"),
        (rf"{_EACH} from (?P<date>.+) on", "[{}..]"),
        (r"(?P<date>.+) <", "[..{}]"),
        (r"(?P<date>.+) >", "[{}..]"),
    )
)


def _run(words: str, doubts: Doubts) -> list[Unit] | None:
    """A run of dates: once in it, or at each of it; None if words are of no run."""
    for pattern, form in _RUNS:
        if match := pattern.fullmatch(words):
            said = match.groupdict()
            if date := said.get("date"):
                found = _formed(form, date, doubts)
            else:
                found = _joined(form, said["start"], said["end"], doubts, shared=False)
            return [unit for unit in found if _fits(unit, said.get("unit"))]
    return None


def _within(words: str, doubts: Doubts) -> list[Unit]:
    """After 1862, before 1870: once within two bounds, each of which is said by itself."""
    for joint in islice(_BOUNDS.finditer(words), _MOST_SIGNS):
        sides = (words[: joint.start()], words[joint.end() :])
        if not all(_BOUND.search(side) and len(side) <= _LONGEST_BOUND for side in sides):
            continue  # a side is read as a whole sentence: ways to read it multiply
        found = [_bound_by(*pair) for pair in product(*(sentence(side, doubts) for side in sides))]
        if good := doubts.sift(unit for unit in found if unit):
            return good
    return []


def _bound_by(one: Unit, other: Unit) -> Unit | None:
    """A run from one bound to another, in whichever order they stand; None if they are not two."""
    later, sooner = sorted((one, other), key=lambda unit: unit.text.startswith("[.."))
    if not (later.text.endswith("..]") and sooner.text.startswith("[..")):
        return None
    first, last = later.text[1:-3], sooner.text[3:-1]
    start, end = read(first).start, read(last).start
    assert isinstance(start, Point)
    assert isinstance(end, Point)
    width = max(first.count("-", 1), last.count("-", 1)) + 1
    if start.precision is not end.precision and width > 1:
        first = _written(start.first, width) + first[len(first.rstrip("?~%")) :]
        last = _written(end.after - 1, width) + last[len(last.rstrip("?~%")) :]
    return replace(one, text=f"[{first}..{last}]", lost=one.lost or other.lost)


def _fits(unit: Unit, name: str | None) -> bool:
    """Whether dates are of the unit that is named: each year, each month."""
    return name is None or {point.precision.value for point in read(unit.text).points} == {name}


def _once(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    """Between 1960 and 1965."""
    return _run(match[0], doubts) or []


def _each(match: re.Match[str], doubts: Doubts) -> list[Unit]:
    """Each year from 1960 to 1962."""
    found = _member(match[0], doubts)
    return doubts.sift(replace(unit, text=f"{{{unit.text}}}") for unit in found)


def _list(words: str, doubts: Doubts) -> list[Unit]:
    """Dates with "or" between them, or "and"; with commas alone it may be either."""
    joints = [joint for joint in _SPLIT if f" {joint} " in words] or list(_SPLIT)
    return [unit for joint in joints for unit in _set(joint, words, doubts)]


def _set(joint: str, words: str, doubts: Doubts) -> list[Unit]:
    items = _SPLIT[joint].split(re.sub(r"^(?:either|both|in) ", "", words))
    if len(items) < 2:
        return []
    found = [*_of_items(joint, items, doubts, is_list=" or " not in words)]
    if found and (carried := _carried(items)):
        found = [*_of_items(joint, carried, doubts, is_list=False), *found]
    return found


def _carried(items: list[str]) -> list[str]:
    """The items with the first one's day and month in each year that follows it alone, if it has any.

    14 November 1797 or 1799 may be that day of either year.
    """
    first = re.fullmatch(
        rf"(?P<part>(?:.* )?(?:{MONTH}|{SEASON})\.?(?: \d\d?)?,? )\d{{4}}", items[0]
    )
    if not first or not all(re.fullmatch(r"\d{4}", item) for item in items[1:]):
        return []
    return [items[0], *(f"{first['part']}{item}" for item in items[1:])]


def _of_items(joint: str, items: list[str], doubts: Doubts, *, is_list: bool) -> list[Unit]:
    """Every way to read the items of a list."""
    items = [*items]
    members: list[list[Unit]] = []
    for at, item in enumerate(items):
        before = items[at - 1] if at else ""
        options = islice(_completed_item(item, before, items[-1]), _MOST)
        read_as = next(
            (
                (full, found)
                for full in options
                if (found := _member(full, doubts) or (is_list and _years_of_list(full)))
            ),
            None,
        )
        if not read_as:
            return []
        items[at] = read_as[0]
        members.append(read_as[1])
    form = _SET_FORMS[joint].format(",".join(["{}"] * len(items)))
    found = [
        unit
        for parts in islice(product(*members), _MOST)
        for unit in _together(form, parts, shared=_is_shared(items[0], items[-1]))
    ]
    return doubts.sift(found)


def _completed_item(item: str, before: str, last: str) -> Iterator[str]:
    """An item of a list, with what it lacks taken from the one before it or from the last."""
    era = re.search(rf"\b{ERA}$", last)
    if era and re.search(r"\d$", item):
        yield f"{item} {era[0]}"
    yield item
    if short := _in_full(before, item):
        yield short
    if item != last:
        yield from (f"{item} {part}" for part in lasts(last))
    yield from (f"{part} {item}" for part in firsts(before))


def _member(words: str, doubts: Doubts) -> list[Unit]:
    """A member of a set: a date, or a run of dates without its brackets."""
    runs = _run(words, doubts)
    if runs is None:
        return dates(words, doubts)
    return [replace(unit, text=unit.text[1:-1]) for unit in runs]


def _years_of_list(words: str) -> list[Unit]:
    """A run of years as a list has it beside others: 1860-1865, 1870."""
    match = _RUN_OF_YEARS.fullmatch(words)
    if not match or (last := full_year(match[1], match[2])) <= match[1]:
        return []
    return [Unit(text=f"{match[1]}..{last}")]


# Each pattern with what reads it, or the form that its date is put into: the first that gives a
# reading is taken, so what says more stands before what says less.

_SINCE = r"(?:from|since|beginning(?: in)?|starting(?: in)?) (?P<date>.+?)(?: on| onwards?)?"
_NOT_BEYOND = r"(?:until|till|up to|up until|to) (?P<date>.+?)(?:,? start (?:not known|unknown))?"
_STATED = ",? without (?:a )?(?:stated )?"
_SENTENCES: tuple[tuple[re.Pattern[str], Reader | str], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (
            r"(?:perhaps|possibly|probably|maybe),? (?P<rest>(?:from|since|until|before|after|each"
            r"|between|some ?time (?:from|between)|either|both|throughout) .+)",
            _perhaps,
        ),
        (r"(?:some ?time )?between .+|some ?time from .+", _once),
        (r"(?:each|every) .+", _each),
        (rf"from (?P<start>.+?) {_TO} (?P<end>.+)", _bounded),
        (rf"{_SINCE},? end (?:not known|unknown)(?:{_STATED}end)?", "{}/"),
        (rf"{_SINCE}(?:{_STATED}end)?", "{}/.."),
        (r"(?P<date>.+?),? (?:on|onwards?)", "{}/.."),
        (r"(?P<date>.+\d),? ?(?:et seq\.?|ff\.?)", "{}/.."),
        (rf"{_NOT_BEYOND}{_STATED}start", "../{}"),
        (_NOT_BEYOND, "/{}"),
        (rf"(?P<start>.+?) {_TO} (?P<end>.+)", _unbounded),
        (r"(?P<date>.+) <", "[..{}]"),
        (r"(?P<date>.+) >", "[{}..]"),
        (r"(?:not|no) (?:later|after)(?: than)? (?P<date>.+)", "[..{}]"),
        (r"(?P<date>.+),? at (?:the )?latest", "[..{}]"),
        (r"(?:not|no) (?:earlier|before)(?: than)? (?P<date>.+)", "[{}..]"),
        (r"(?P<date>.+),? at (?:the )?earliest", "[{}..]"),
        (r"(?:in|on) < (?P<date>.+)", "[..{}]"),
        (r"(?:in|on) > (?P<date>.+)", "[{}..]"),
        (
            r"(?:some ?time |(?P<soon>shortly|soon|just|right|immediately|long) )?"
            r"(?:(?P<back>before|prior to|earlier than|pre)|after|later than|following|post)[- ]"
            r"(?P<date>.+)",
            _before,
        ),
        (r"(?:throughout|all through|all of|the whole of) (?P<date>.+)", _throughout),
        (r"began and ended (?:in|on) (?P<date>.+)", "{0}/{0}"),
        (
            r"(?P<date>.+?)(?:,? at|,|t)? ?"
            r"(?P<time>\d\d?:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: ?[ap]m)?(?: ?z|[+-]\d\d:?\d\d)?|\d\d? ?[ap]m)",
            _timed,
        ),
        (r"(?:about |c\.? ?)?(?P<count>\d{1,9}) ?(?:cal\.? ?)?b\.?p\.?", _before_present),
    )
)
