"""EDTF text to dates: a corpus of other people's examples, and cases by hand."""

import re
from collections import Counter
from pathlib import Path

import pytest

from timeline import edtf
from timeline.edtf import (
    Bounds,
    EdtfError,
    Kind,
    Limit,
    Point,
    Precision,
    Range,
    civil,
    day_number,
    neighbours,
    parse,
)

CORPUS = Path(__file__).parent / "data" / "edtf"

pytestmark = pytest.mark.filterwarnings("error")


def day(date):
    """The day number of a date such as -0044-03-15 or +170000002-01-01."""
    year, month, number = date.rsplit("-", 2)
    return day_number(int(year), int(month), int(number))


def refusal(text):
    with pytest.raises(EdtfError) as caught:
        parse(text)
    return caught.value


# What is read


def test_a_day_is_a_point_with_its_day_numbers():
    """A point keeps its text, its unit, its numbers and its half-open days."""
    expected = Point(
        text="1970-01-02",
        precision=Precision.DAY,
        first=1,
        after=2,
        year=1970,
        month=1,
        day=2,
    )

    assert expected == parse("1970-01-02").start


@pytest.mark.parametrize(
    ("text", "precision", "first", "after", "numbers"),
    [
        ("1959", "year", "1959-01-01", "1960-01-01", (1959, None, None)),
        ("1959-03", "month", "1959-03-01", "1959-04-01", (1959, 3, None)),
        ("1959-12", "month", "1959-12-01", "1960-01-01", (1959, 12, None)),
        ("1959-03-31", "day", "1959-03-31", "1959-04-01", (1959, 3, 31)),
        ("2000-02-29", "day", "2000-02-29", "2000-03-01", (2000, 2, 29)),
        ("0000", "year", "0000-01-01", "0001-01-01", (0, None, None)),
        ("0000-02-29", "day", "0000-02-29", "0000-03-01", (0, 2, 29)),
        ("-0001", "year", "-0001-01-01", "0000-01-01", (-1, None, None)),
        ("-0044-03-15", "day", "-0044-03-15", "-0044-03-16", (-44, 3, 15)),
        ("196X", "decade", "1960-01-01", "1970-01-01", (1960, None, None)),
        ("19XX", "century", "1900-01-01", "2000-01-01", (1900, None, None)),
        ("000X", "decade", "0000-01-01", "0010-01-01", (0, None, None)),
        ("-192X", "decade", "-1929-01-01", "-1919-01-01", (-1929, None, None)),
        ("-01XX", "century", "-0199-01-01", "-0099-01-01", (-199, None, None)),
        ("-000X", "decade", "-0009-01-01", "0000-01-01", (-9, None, None)),
        ("-00XX", "century", "-0099-01-01", "0000-01-01", (-99, None, None)),
        ("1985-XX", "year", "1985-01-01", "1986-01-01", (1985, None, None)),
        ("1985-XX-XX", "year", "1985-01-01", "1986-01-01", (1985, None, None)),
        ("1985-02-XX", "month", "1985-02-01", "1985-03-01", (1985, 2, None)),
        ("1972-21", "season", "1972-03-01", "1972-06-01", (1972, 21, None)),
        ("1972-22", "season", "1972-06-01", "1972-09-01", (1972, 22, None)),
        ("1972-23", "season", "1972-09-01", "1972-12-01", (1972, 23, None)),
        ("1972-24", "season", "1972-12-01", "1973-03-01", (1972, 24, None)),
        ("-0001-24", "season", "-0001-12-01", "0000-03-01", (-1, 24, None)),
        ("Y12345", "year", "+12345-01-01", "+12346-01-01", (12345, None, None)),
        ("Y-12345", "year", "-12345-01-01", "-12344-01-01", (-12345, None, None)),
    ],
)
def test_a_date_is_as_wide_as_its_unit(text, precision, first, after, numbers):
    """A date has the precision of what is known and the days of that unit."""
    date = parse(text)
    point = date.start

    assert Kind.DATE == date.kind
    assert point is date.end
    assert () == date.members
    assert precision == point.precision
    assert (day(first), day(after)) == (point.first, point.after)
    assert numbers == (point.year, point.month, point.day)
    assert Bounds(point.first, point.after, point.first, point.after) == date.bounds


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("1984", "", ""),
        ("1984?", "year", ""),
        ("1984~", "", "year"),
        ("1984%", "year", "year"),
        ("196X~", "", "year"),
        ("Y12345?", "year", ""),
        ("1985-XX~", "", "year month"),
        ("2003-23%", "year month", "year month"),
        ("2004-06-11~", "", "year month day"),
        ("2004-06~-11", "", "year month"),
        ("2004?-06-11", "year", ""),
        ("2004-06-~11", "", "day"),
        ("2004-?06-11", "month", ""),
        ("?2004-06-~11", "year", "day"),
        ("?2004-06-11~", "year", "year month day"),
        ("2004?-06~-11", "year", "year month"),
        ("2004~-06?-01", "year month", "year"),
        ("2001-?09~-09", "month", "year month"),
        ("?2004-06%", "year month", "year month"),
        ("%-2011-06-13", "year", "year"),
    ],
)
def test_a_mark_is_on_one_component_or_on_all_to_its_left(text, uncertain, approximate):
    """To the left of a component it is on that one, to the right on those before too."""
    date = parse(text)

    assert set(uncertain.split()) == date.start.uncertain
    assert set(approximate.split()) == date.start.approximate
    assert bool(uncertain) == date.uncertain
    assert bool(approximate) == date.approximate


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("1984/2004", False, False),
        ("1984?/2004", True, False),
        ("1984/2004~", False, True),
        ("../2004%", True, True),
        ("[1667,1668~..1670,1672]", False, True),
        ("{1667,1668,1670?..1672}", True, False),
    ],
)
def test_a_mark_on_any_part_marks_the_whole(text, uncertain, approximate):
    """An interval or set is uncertain or approximate if a date in it is."""
    date = parse(text)

    assert (uncertain, approximate) == (date.uncertain, date.approximate)


BOUNDS = [
    ("1977/1983", "1977-01-01", "1978-01-01", "1983-01-01", "1984-01-01"),
    ("2004-02-01/2005", "2004-02-01", "2004-02-02", "2005-01-01", "2006-01-01"),
    ("1959/1959", "1959-01-01", "1960-01-01", "1959-01-01", "1960-01-01"),
    ("1959/1959-06", "1959-01-01", "1959-07-01", "1959-06-01", "1959-07-01"),
    ("1999/199X", "1999-01-01", "2000-01-01", "1999-01-01", "2000-01-01"),
    ("1984-11-12/1984-11-XX", "1984-11-12", "1984-11-13", "1984-11-12", "1984-12-01"),
    ("-0100/0100", "-0100-01-01", "-0099-01-01", "0100-01-01", "0101-01-01"),
    ("1990/..", "1990-01-01", "1991-01-01", None, None),
    ("1990/", "1990-01-01", "1991-01-01", None, None),
    ("../1984", None, None, "1984-01-01", "1985-01-01"),
    ("/1984", None, None, "1984-01-01", "1985-01-01"),
    ("[2012,2013]", "2012-01-01", "2014-01-01", "2012-01-01", "2014-01-01"),
    ("[2013,2012]", "2012-01-01", "2014-01-01", "2012-01-01", "2014-01-01"),
    ("[1952..2004]", "1952-01-01", "2005-01-01", "1952-01-01", "2005-01-01"),
    ("[2001-21,2001-23]", "2001-03-01", "2001-12-01", "2001-03-01", "2001-12-01"),
    ("[..1949]", None, "1950-01-01", None, "1950-01-01"),
    ("[1949..]", "1949-01-01", None, "1949-01-01", None),
    ("[..1949,1960..]", None, None, None, None),
    ("{1960,1962-03}", "1960-01-01", "1961-01-01", "1962-03-01", "1962-04-01"),
    ("{1962-03,1960}", "1960-01-01", "1961-01-01", "1962-03-01", "1962-04-01"),
    ("{1960,1960-05}", "1960-01-01", "1960-06-01", "1960-05-01", "1961-01-01"),
    ("{1667,1670..1672}", "1667-01-01", "1668-01-01", "1672-01-01", "1673-01-01"),
    ("{..1984}", None, None, "1984-01-01", "1985-01-01"),
    ("{1984..}", "1984-01-01", "1985-01-01", None, None),
]


@pytest.mark.parametrize(("text", "bounds"), [(text, bounds) for text, *bounds in BOUNDS])
def test_bounds_say_between_which_days_it_starts_and_ends(text, bounds):
    """Four half-open day numbers; None where an end is open or unknown."""
    expected = Bounds(*(None if date is None else day(date) for date in bounds))

    assert expected == parse(text).bounds


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("1977/1983", Kind.INTERVAL, "1977", "1983"),
        ("1977/..", Kind.INTERVAL, "1977", Limit.OPEN),
        ("../1983~", Kind.INTERVAL, Limit.OPEN, "1983~"),
        ("1977/", Kind.INTERVAL, "1977", Limit.UNKNOWN),
        ("/1983", Kind.INTERVAL, Limit.UNKNOWN, "1983"),
        ("[1668,1667,1670..1672]", Kind.ONE_OF, "1667", "1672"),
        ("[..1949]", Kind.ONE_OF, Limit.OPEN, "1949"),
        ("[1949..]", Kind.ONE_OF, "1949", Limit.OPEN),
        ("{1960,1961-12}", Kind.ALL_OF, "1960", "1961-12"),
        ("{..1983,1985,1987..}", Kind.ALL_OF, Limit.OPEN, Limit.OPEN),
    ],
)
def test_open_and_unknown_ends_are_two_things(text, kind, start, end):
    """An end is the date written, or says whether it is open or not known."""
    date = parse(text)
    ends = (date.start, date.end)

    assert kind == date.kind
    assert (start, end) == tuple(one.text if isinstance(one, Point) else one for one in ends)


def test_members_of_a_set_stay_as_written():
    """Dates and runs keep their order; an open run has None at that side."""
    date = parse("[..1983,1990,1985..1987,1995..]")
    before, alone, run, later = date.members

    assert Range(start=None, end=parse("1983").start) == before
    assert parse("1990").start == alone
    assert Range(start=parse("1985").start, end=parse("1987").start) == run
    assert Range(start=parse("1995").start, end=None) == later
    assert ["1983", "1990", "1985", "1987", "1995"] == [point.text for point in date.points]


@pytest.mark.parametrize(
    ("text", "points"), [("1959", ["1959"]), ("1959/1960", ["1959", "1960"]), ("../1960", ["1960"])]
)
def test_points_are_the_dates_written(text, points):
    """The date of a date stands once, and an end without a date not at all."""
    assert points == [point.text for point in parse(text).points]


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("1970-03-01", "1970-02-28", "1970-03-03"),
        ("1970-03", "1970-02-01", "1970-05-01"),
        ("1970-01", "1969-12-01", "1970-03-01"),
        ("1970-12", "1970-11-01", "1971-02-01"),
        ("1972-21", "1971-12-01", "1972-09-01"),
        ("1972-24", "1972-09-01", "1973-06-01"),
        ("1965", "1964-01-01", "1967-01-01"),
        ("1965-XX", "1964-01-01", "1967-01-01"),
        ("0000", "-0001-01-01", "0002-01-01"),
        ("196X", "1950-01-01", "1980-01-01"),
        ("19XX", "1800-01-01", "2100-01-01"),
        ("000X", "-0009-01-01", "0020-01-01"),
        ("-000X", "-0019-01-01", "0010-01-01"),
        ("-00XX", "-0199-01-01", "0100-01-01"),
        ("-192X", "-1939-01-01", "-1909-01-01"),
    ],
)
def test_neighbours_reach_one_unit_further_on_either_side(text, first, after):
    """The unit before and the unit after are of the date's own precision."""
    assert (day(first), day(after)) == neighbours(parse(text).start)


@pytest.mark.parametrize(
    ("date", "number"),
    [
        ((1970, 1, 1), 0),
        ((1969, 12, 31), -1),
        ((2000, 2, 29), 11016),
        ((0, 3, 1), -719468),
        ((0, 1, 1), -719528),
        ((-4713, 11, 24), -2440588),  # the Julian day number 0
        ((170000002, 1, 1), 62090506203),
    ],
)
def test_day_numbers_count_from_1970(date, number):
    """Proleptic Gregorian, in years of any size, and back."""
    assert number == day_number(*date)
    assert date == civil(number)


# The corpus


def rows(name):
    lines = (CORPUS / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    head, *body = (line.split("\t") for line in lines if line)
    table = [dict(zip(head, row, strict=True)) for row in body]
    return [row | {"string": row["string"].replace("\\t", "\t")} for row in table]


# The subset, said again without the parser.
MARK, YEAR, MONTH, DAY = "[?~%]?", r"-?\d{4}", r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
DATE = "|".join(
    [
        f"{MARK}{YEAR}{MARK}",
        f"{MARK}{YEAR}{MARK}-{MARK}(?:{MONTH}|XX){MARK}",
        f"{MARK}{YEAR}{MARK}-{MARK}{MONTH}{MARK}-{MARK}(?:{DAY}|XX){MARK}",
        f"{MARK}{YEAR}{MARK}-{MARK}XX{MARK}-{MARK}XX{MARK}",
        rf"{MARK}-?\d\d(?:\dX|XX){MARK}",
    ]
)
MEMBER = rf"(?:(?:{DATE})?\.\.(?:{DATE})|(?:{DATE})(?:\.\.)?)"
SUBSET = re.compile(
    rf"{DATE}|{YEAR}-2[1-4]{MARK}|Y-?\d{{5,12}}"
    rf"|(?:{DATE}|\.\.)?/(?:{DATE})|(?:{DATE})/(?:\.\.)?"
    rf"|\[{MEMBER}(?:,{MEMBER})*\]|\{{{MEMBER}(?:,{MEMBER})*\}}"
)


def within_subset(row):
    return SUBSET.fullmatch(row["string"]) is not None


# Why a valid string may stand outside it: the first that is found is to be named.
OUTSIDE_SUBSET = [
    ("date-time", r"T\d"),
    ("date-significant-digits", r"S\d"),
    ("date-exponent", r"E\d"),
    ("date-interval-empty", r"^(?:\.\.)?/(?:\.\.)?$"),
    ("date-year-x", r"(?:^|/)-?(?!\d\d(?:\d\d|\dX|XX))[\dX]{4}"),
    ("date-year-part", r"(?:^|/)-?\d\d[\dX]X-"),
    ("date-month-unknown", r"\d{4}-XX-(?!XX)"),
    ("date-month-x", r"\d{4}-(?:\dX|X\d)"),
    ("date-day-x", r"\d{4}-\d\d-(?:\dX|X\d)"),
    ("date-part-of-year", r"^-?\d{4}-(?:2[5-9]|3\d|4[01])$"),
]


def reason_outside(row):
    return next(code for code, pattern in OUTSIDE_SUBSET if re.search(pattern, row["string"]))


# Where a row of the corpus and a rule of the house differ, the house decides.
HOUSE_RULES = {
    "1999-24": "the row's winter is October to December; ours is December to February",
    "2010-24": "the row's winter ends with the year; ours runs to February of the next",
}


def stated_bounds(row):
    """The bounds a row gives, each beside the same of the parsed date."""
    date = parse(row["string"])
    limits = {"inf": Limit.OPEN, "-inf": Limit.OPEN, "unknown": Limit.UNKNOWN}
    read = (
        (row["earliest"], date.start, date.bounds.earliest_start, 0),
        (row["latest"], date.end, date.bounds.latest_end, 1),
    )
    for stated, end, bound, inclusive in read:
        if stated in limits:
            yield (limits[stated], None), (end, bound)
        elif stated:
            yield day(stated) + inclusive, bound


def test_valid_strings_within_the_subset_are_read():
    """All of them, and their text comes out as it went in."""
    strings = [row["string"] for row in rows("valid") if within_subset(row)]

    assert 554 == len(strings)
    assert strings == [str(parse(string)) for string in strings]


def test_bounds_stated_by_the_corpus_are_met_to_the_day():
    """Every bound of every row within the subset, but for the two the house rules out."""
    inside = [row for row in rows("valid") if within_subset(row)]
    checked = [
        (row["string"], *pair)
        for row in inside
        if row["string"] not in HOUSE_RULES
        for pair in stated_bounds(row)
    ]
    ruled = [row for row in inside if row["string"] in HOUSE_RULES]

    assert 367 == len(checked)
    assert [] == [row for row in checked if row[1] != row[2]]
    assert sorted(HOUSE_RULES) == sorted(row["string"] for row in ruled)
    assert all(stated != read for row in ruled for stated, read in list(stated_bounds(row))[1:])


def test_valid_strings_outside_the_subset_are_refused_by_name():
    """Each with the code of the reason for which it is outside."""
    outside = [row for row in rows("valid") if not within_subset(row)]
    named = Counter(refusal(row["string"]).code for row in outside)

    assert [reason_outside(row) for row in outside] == [
        refusal(row["string"]).code for row in outside
    ]
    assert 237 == named.total()
    assert named == {
        "date-time": 43,
        "date-significant-digits": 15,
        "date-exponent": 7,
        "date-interval-empty": 4,
        "date-year-x": 39,
        "date-year-part": 27,
        "date-month-unknown": 7,
        "date-month-x": 21,
        "date-day-x": 30,
        "date-part-of-year": 44,
    }


def test_invalid_strings_are_refused():
    """All of them, none as merely malformed."""
    codes = Counter(refusal(row["string"]).code for row in rows("invalid"))

    assert 379 == codes.total()
    assert 0 == codes["date-form"]


@pytest.mark.parametrize(("ruling", "count"), [("invalid", 41), ("excluded", 77)])
def test_rulings_on_disputed_strings_are_followed(ruling, count):
    """What is ruled invalid or excluded is refused, none of it as merely malformed."""
    strings = [row["string"] for row in rows("disputed") if row["ruling"] == ruling]

    assert count == len(strings)
    assert "date-form" not in {refusal(string).code for string in strings}


# Refusals

DATES = "write a date such as 1965, 1965-03, 1965-03-31, 196X, 1965~ or 1960/1969"
INTERVALS = "write its start and end, as in 1977/1983, 1977/.. or /1984"
SETS = "write [1667,1668] for one of these dates or {1667,1668} for all of them"
WORDS = "a date in words is not read"
OUTSIDE = " is outside the supported subset"

# fmt: off
REFUSALS = [  # id, text, code, offset, problem, remedy
    ("empty", "", "date-empty", 0, "there is no date", DATES),
    ("month 13", "1959-13", "date-month", 5, "there is no month 13", "months run from 01 to 12"),
    ("month 00", "1959-00-12", "date-month", 5, "there is no month 00", "months run from 01 to 12"),
    ("month 20", "2001-20", "date-month", 5, "there is no month 20",
     "write 2001/2020"),
    ("29 February of a common year", "1999-02-29", "date-day", 8, "February 1999 has 28 days",
     "write a day from 01 to 28, or 1999-02"),
    ("29 February 1900", "1900-02-29", "date-day", 8, "February 1900 has 28 days",
     "write a day from 01 to 28, or 1900-02"),
    ("31 April", "2020-04-31", "date-day", 8, "April 2020 has 30 days",
     "write a day from 01 to 30, or 2020-04"),
    ("day 32", "1985-01-32", "date-day", 8, "January 1985 has 31 days",
     "write a day from 01 to 31, or 1985-01"),
    ("day 00", "1985-06-00", "date-day", 8, "June 1985 has 30 days",
     "write a day from 01 to 30, or 1985-06"),
    ("BCE day", "-0044-02-30", "date-day", 9, "February -0044 has 29 days",
     "write a day from 01 to 29, or -0044-02"),
    ("time of day", "1985-04-12T23:20:30Z", "date-time", 10, "a time of day" + OUTSIDE,
     "write 1985-04-12"),
    ("time after a space", "1970-03-31 12:00", "date-time", 10, "a time of day" + OUTSIDE,
     "write 1970-03-31"),
    ("time in an interval", "2005-09-24T10:00:00Z/2005-09-25", "date-time", 10,
     "a time of day" + OUTSIDE, "write 2005-09-24/2005-09-25"),
    ("basic time", "20050924T100000", "date-time", 8, "a time of day" + OUTSIDE,
     "write the day alone, as in 1985-04-12"),
    ("exponent", "Y-17E7", "date-exponent", 4, "a year with an exponent" + OUTSIDE,
     "write Y-170000000"),
    ("exponent of a short year", "Y20E2", "date-exponent", 3, "a year with an exponent" + OUTSIDE,
     "write 2000"),
    ("exponent and a month", "Y17E7-12-26", "date-exponent", 3, "a year with an exponent" + OUTSIDE,
     "write the digits out, as in Y170000000"),
    ("significant digits", "1950S2", "date-significant-digits", 4,
     "a number of significant digits" + OUTSIDE,
     "write X for digits not known, as in 19XX, or a run, as in [1900..1999]"),
    ("quarter", "2001-34", "date-part-of-year", 5, "this can be read in more than one way",
     "write 2001/2034 or [2001-04..2001-06]"),
    ("northern winter", "2001-28", "date-part-of-year", 5, "this can be read in more than one way",
     "write 2001/2028 or [2001-12..2002-02]"),
    ("season code in an interval", "2010-21/2012-26", "date-part-of-year", 13,
     "codes 25 to 41 for parts of a year are outside the supported subset",
     "write the months, as in [2001-04..2001-06]"),
    ("space in a set", "[1667, 1668]", "date-space", 6, "there is a space", "write [1667,1668]"),
    ("space in front", " 1985", "date-space", 0, "there is a space", "write 1985"),
    ("no-break space", "1985\xa0", "date-space", 4, "there is a space", "write 1985"),
    ("space and more", "1965 ?!", "date-space", 4, "there is a space",
     DATES),
    ("draft u", "199u", "date-draft-u", 3, "u is from the draft of 2012", "write 199X"),
    ("draft u with no reading", "1999-uu-01", "date-draft-u", 5, "u is from the draft of 2012",
     "write X, as in 196X"),
    ("draft x", "196x", "date-draft-x", 3, "x is from the draft of 2012", "write 196X"),
    ("draft x with no reading", "x2009", "date-draft-x", 0, "x is from the draft of 2012",
     "write X, as in 196X"),
    ("draft open", "2004-01-01/open", "date-draft-open", 11, "open is from the draft of 2012",
     "write 2004-01-01/.."),
    ("draft open with no reading", "opening/open", "date-draft-open", 8,
     "open is from the draft of 2012", "write .. for an open end"),
    ("draft unknown", "unknown/2004-01-01", "date-draft-unknown", 0,
     "unknown is from the draft of 2012", "write /2004-01-01"),
    ("draft unknown alone", "unknown", "date-draft-unknown", 0,
     "a date that is not known has no place",
     "write its bounds, as in [1945..1959]"),
    ("draft ?~", "1984?~", "date-draft-mark", 4,
     "two marks side by side are from the draft of 2012", "write 1984%"),
    ("draft ?~ with no reading", "2004?~-13", "date-draft-mark", 4,
     "two marks side by side are from the draft of 2012", "write % for uncertain and approximate"),
    ("draft parentheses", "2004-06-(11)~", "date-draft-group", 8,
     "grouping with parentheses is from the draft of 2012",
     "write a mark before the one part it is on, as in 2004-?06-11, "
     "or after the last of the parts, as in 2004-06?-11"),
    ("to the present", "1950/present", "date-words", 5, "a date in words is not read",
     "write 1950/.."),
    ("to the present, with blanks", "1950 - present", "date-words", 7, "a date in words is not read",
     "write 1950/.."),
    ("to the present, with a dash", "1950\u2013present", "date-words", 5, "a date in words is not read",
     "write 1950/.."),
    ("to now, in words", "March 1950 to now", "date-words", 14, "a date in words is not read",
     "write 1950-03/.."),
    ("onwards", "1950 onwards", "date-words", 5, "a date in words is not read",
     "write 1950/.."),
    ("a calendar in parentheses", "14 July 1789 (O.S.)", "date-calendar", 13, "the calendar's name is not read, and no day is converted",
     "write 1789-07-14, and put the source's own words into date_text"),
    ("a calendar in words", "1789-07-14 Old Style", "date-calendar", 11, "the calendar's name is not read, and no day is converted",
     "write 1789-07-14, and put the source's own words into date_text"),
    ("a calendar with no reading", "10 Thermidor (Julian)", "date-calendar", 13, "the calendar's name is not read, and no day is converted",
     "write the date alone, such as 1789-07-14, and put the source's own words into date_text"),
    ("circa in parentheses", "March 1970 (approx.)", "date-words", 11, "a date in words is not read",
     "write 1970-03~"),
    ("a question in parentheses", "1945 (?)", "date-words", 5, "a date in words is not read",
     "write 1945?"),
    ("words in parentheses", "1945 (Easter)", "date-words", 5, "words in parentheses are not read",
     "write 1945, and put the source's own words into date_text"),
    ("words in parentheses with no reading", "Easter (Sunday)", "date-words", 7, "words in parentheses are not read",
     "write the date alone, such as 1789-07-14, and put the source's own words into date_text"),
    ("years with blanks round the hyphen", "1950 - 1960", "date-space", 4, "there is a space",
     "write 1950/1960"),
    ("draft place", "2001-21^southern", "date-draft-place", 7,
     "text after ^ is from the draft of 2012", "write 2001-21"),
    ("draft place with no reading", "1999-13^x", "date-draft-x", 8, "x is from the draft of 2012",
     "write X, as in 196X"),
    ("lowercase y", "y170000002", "date-draft-y", 0, "y is from the draft of 2012",
     "write Y170000002"),
    ("lowercase y with no reading", "y17e7", "date-draft-y", 0, "y is from the draft of 2012",
     "write Y170000000"),
    ("decade of three digits", "199", "date-decade", 0, "the year has fewer than four digits",
     "write it in full, as in 1965, or 0199 for the year 199"),
    ("decade of three digits, approximate", "197~", "date-decade", 0,
     "the year has fewer than four digits",
     "write it in full, as in 1965, or 0197 for the year 197"),
    ("decade before year 0", "-000", "date-decade", 0,
     "three digits are neither a decade nor a year",
     "write it in full, as in 1965"),
    ("decade at the end of an interval", "2001-01/199", "date-decade", 8,
     "the year has fewer than four digits",
     "write it in full, as in 1965, or 0199 for the year 199"),
    ("duration", "2005/P1Y", "date-duration", 5, "a duration" + OUTSIDE,
     "write the date of the end, as in 2005/2006"),
    ("century of two digits", "19", "date-century", 0, "the year has fewer than four digits",
     "write it in full, as in 1965, or 0019 for the year 19"),
    ("century BCE", "-19", "date-century", 0,
     "a negative year counts with a year zero or without one",
     "write -0018 for 19 BC or, if there is a year zero, -0019"),
    ("year of one digit", "1", "date-year-digits", 0, "the year has fewer than four digits",
     "write it in full, as in 1965, or 0001 for the year 1"),
    ("three characters with X", "19X", "date-year-digits", 0, "the year does not have four digits",
     "write it in full, as in 1965 or 196X"),
    ("two-digit year and a month", "12-12", "date-year-digits", 0,
     "the year has fewer than four digits",
     "write it in full, as in 1965, or 0012 for the year 12"),
    ("XX for a year", "1985/XX", "date-year-digits", 5, "the year does not have four digits",
     "write it in full, as in 1965 or 196X"),
    ("year -0000", "-0000", "date-minus-zero", 0, "there is no year -0000", "write 0000 or -0001"),
    ("day in -0000", "-0000-01-01", "date-minus-zero", 0, "there is no year -0000",
     "write 0000-01-01 or -0001-01-01"),
    ("-0000 with no reading", "[-0000,1]", "date-minus-zero", 1, "there is no year -0000",
     "write 0000 for 1 BCE"),
    ("five digits", "12345", "date-long-year", 0, "a year of more than four digits needs Y",
     "write Y12345"),
    ("five digits BCE", "-12345", "date-long-year", 0, "a year of more than four digits needs Y",
     "write Y-12345"),
    ("five digits and a month", "12004-06~-11", "date-long-year", 0,
     "a year of more than four digits needs Y", "write Y and the digits alone, as in Y12345"),
    ("five characters with X", "31XXX", "date-long-year", 0,
     "a year of more than four digits needs Y", "write Y and the digits alone, as in Y12345"),
    ("Y and four digits", "Y1985", "date-y-short", 0,
     "Y is only for years of more than four digits", "write 1985"),
    ("Y and four digits BCE", "Y-1200", "date-y-short", 0,
     "Y is only for years of more than four digits", "write -1200"),
    ("Y and a month", "Y1985-13", "date-y-short", 0, "Y is only for years of more than four digits",
     "write four digits, as in 1985"),
    ("Y and zeros", "Y00001", "date-y-zero", 1, "the year after Y starts with 0", "write 0001"),
    ("Y, zero and a month", "Y012345-01", "date-y-zero", 1, "the year after Y starts with 0",
     "write Y12345"),
    ("minus before Y", "-Y170000002", "date-y-sign", 0, "the minus sign stands before Y",
     "write Y-170000002"),
    ("minus before Y, no reading", "-Y1-13", "date-y-sign", 0, "the minus sign stands before Y",
     "write Y-12345"),
    ("Y alone", "YYYY", "date-y-alone", 0, "no digits follow the Y", "write Y12345"),
    ("X after Y", "Y1234X", "date-y-x", 5, "X after Y" + OUTSIDE,
     "write the years it may be, as in [Y12000..Y12999]"),
    ("month after Y", "Y12345-06", "date-year-part", 6,
     "a month or day of a decade, a century or a year with Y" + OUTSIDE, "write Y12345"),
    ("thirteen digits", "Y1000000000000", "date-year-size", 0,
     "a year of more than 12 digits" + OUTSIDE, "write at most 12 digits after Y"),
    ("Y in an interval", "Y-61000/-2000", "date-y-end", 0,
     "a year with Y as the end of an interval" + OUTSIDE, "write a year from -9999 to 9999"),
    ("reversed", "2002/2001", "date-reversed", 5, "the interval ends before it starts",
     "write 2001/2002"),
    ("reversed with a mark", "1985-06~/1985-04", "date-reversed", 9,
     "the interval ends before it starts", "write 1985-04/1985-06~"),
    ("end is the whole month", "2004-06-11%/2004-%06", "date-end-coarse", 12,
     "the interval ends with a whole month that begins before its start",
     "write 2004-06-11%/2004-%06-XX"),
    ("end is the whole year", "0000-02/0000", "date-end-coarse", 8,
     "the interval ends with a whole year that begins before its start", "write 0000-02/0000-XX"),
    ("season starts", "2003-22/2004", "date-season-end", 5,
     "a season as the end of an interval" + OUTSIDE,
     "write 2003, or about which month, as in 2003-06~"),
    ("season ends", "1923/1924-24~", "date-season-end", 10,
     "a season as the end of an interval" + OUTSIDE,
     "write 1924, or about which month, as in 1924-12~"),
    ("season in a run", "[2001-21..2002-21]", "date-season-end", 6,
     "a season as the end of an interval" + OUTSIDE,
     "write 2001, or about which month, as in 2001-03~"),
    ("mark inside a season", "2001?-23", "date-season-mark", 4,
     "a mark on a part of a season" + OUTSIDE, "write 2001-23?"),
    ("day of a season", "2001-23-05", "date-season-day", 8, "a season has no days",
     "write 2001-23"),
    ("mixed precision", "[2025-01..2026]", "date-set-precision", 10,
     "the run goes from a month to a year",
     "write both ends as days, both as months or both as years"),
    ("reversed run", "{2002..2001}", "date-set-reversed", 7, "the run ends before it starts",
     "write 2001..2002"),
    ("open start inside", "[2020,..1950]", "date-set-open", 6, "an open run stands inside a set",
     "write ..1670 as the first member, 1670.. as the last"),
    ("open end inside", "[1950..,2020]", "date-set-open", 5, "an open run stands inside a set",
     "write ..1670 as the first member, 1670.. as the last"),
    ("empty set", "[]", "date-set-empty", 0, "a set without a date says nothing", SETS),
    ("run without a date", "[..]", "date-set-empty", 0, "a set without a date says nothing", SETS),
    ("gap", "[2020,,2021]", "date-set-gap", 6, "there is no date beside a comma", SETS),
    ("gap at the end", "[2020,]", "date-set-gap", 6, "there is no date beside a comma", SETS),
    ("bracket of the other kind", "[1999}", "date-brackets", 5,
     "the brackets are not a pair around the whole", SETS),
    ("bracket not closed", "[1999", "date-brackets", 4,
     "the brackets are not a pair around the whole", SETS),
    ("bracket not opened", "2020]", "date-brackets", 4,
     "the brackets are not a pair around the whole", SETS),
    ("brackets turned", "]2020[", "date-brackets", 0,
     "the brackets are not a pair around the whole", SETS),
    ("interval in a set", "[1984/1985]", "date-set-inside", 5, "/ stands inside a set", SETS),
    ("set in a set", "{1984,[1985]}", "date-set-inside", 6, "[ stands inside a set", SETS),
    ("interval without a date", "/..", "date-interval-empty", 0,
     "an interval without a date says nothing", INTERVALS),
    ("open at both ends", "../..", "date-interval-empty", 0,
     "an interval without a date says nothing", INTERVALS),
    ("slash alone", "/", "date-interval-empty", 0, "an interval without a date says nothing",
     INTERVALS),
    ("two slashes", "2020//2021", "date-slashes", 5, "there is more than one slash", INTERVALS),
    ("three dates", "1985/2000/2010", "date-slashes", 9, "there is more than one slash", INTERVALS),
    ("en dash of a span", "1977–1983", "date-dash", 4, "the en dash is not a hyphen",
     "write 1977/1983"),
    ("em dash in a day", "1970—03—31", "date-dash", 4, "the em dash is not a hyphen",
     "write 1970-03-31"),
    ("minus sign", "−0044", "date-dash", 0, "the minus sign is not a hyphen", "write -0044"),
    ("dash alone", "–", "date-dash", 0, "the en dash is not a hyphen",
     "write - inside a date and / from date to date"),
    ("hyphen between years", "1977-1983", "date-joined-years", 4,
     "a hyphen does not join two years", "write 1977/1983"),
    ("hyphen between years, reversed", "1983-1977", "date-joined-years", 4,
     "the interval ends before it starts",
     "write 1977/1983"),
    ("hyphen and short year", "1977-83", "date-joined-years", 4, "a hyphen does not join two years",
     "write 1977/1983"),
    ("day or month first", "03/04/1970", "date-year-last", 6, "the year stands last",
     "write 1970-04-03 or 1970-03-04"),
    ("dots", "31.03.1970", "date-year-last", 6, "the year stands last", "write 1970-03-31"),
    ("no such day or month", "99/99/1970", "date-year-last", 6, "there is no month 99",
     "months run from 01 to 12"),
    ("month and year", "03/1970", "date-year-last", 3, "the year stands last", "write 1970-03"),
    ("slashes year first", "1970/03/31", "date-separator", 4,
     "the parts of the date are not joined by hyphens", "write 1970-03-31"),
    ("slashes, no such month", "1970/13/31", "date-separator", 4,
     "the parts of the date are not joined by hyphens", DATES),
    ("dot", "1970.03", "date-separator", 4, "the parts of the date are not joined by hyphens",
     "write 1970-03"),
    ("no hyphens", "19700331", "date-separator", 4,
     "the parts of the date are not joined by hyphens", "write 1970-03-31"),
    ("no hyphens in a month", "197003", "date-separator", 4,
     "the parts of the date are not joined by hyphens", "write 1970-03"),
    ("short end", "1977/83", "date-short-end", 5, "this can be read in more than one way",
     "write 1977/1983 or [1977,1983]"),
    ("1960s", "1960s", "date-decade-word", 4, "a decade in words is not read", "write 196X"),
    ("1900s", "1900s", "date-decade-word", 4, "a century or decade in words is not read",
     "write 19XX or 190X"),
    ("c.", "c. 1965", "date-circa", 0, "circa in words is not read", "write 1965~"),
    ("circa with no reading", "circa 19", "date-circa", 0, "the year has fewer than four digits",
     "write it in full, as in 1965, or 0019 for the year 19"),
    ("perhaps", "perhaps 1965", "date-words", 0, WORDS, "write 1965?"),
    ("before", "before 1950", "date-words", 0, WORDS, "write [..1949]"),
    ("after", "after 1950", "date-words", 0, WORDS, "write [1951..]"),
    ("until", "until 1984", "date-words", 0, WORDS, "write /1984"),
    ("since", "since 1990", "date-words", 0, WORDS, "write 1990/.."),
    ("between", "between 1952 and 2004", "date-words", 0, WORDS, "write [1952..2004]"),
    ("or", "2012 or 2013", "date-words", 0, WORDS, "write [2012,2013]"),
    ("to", "from 1977 to 1983", "date-words", 0, WORDS, "write 1977/1983"),
    ("BC", "44 BC", "date-words", 0, WORDS, "write -0043"),
    ("AD", "AD 79", "date-words", 0, WORDS, "write 0079"),
    ("CE", "79 CE", "date-words", 0, WORDS, "write 0079"),
    ("day in words", "31 March 1970", "date-words", 0, WORDS, "write 1970-03-31"),
    ("day in American words", "Sept. 12, 1970", "date-words", 0, WORDS, "write 1970-09-12"),
    ("season in words", "winter 1972", "date-words", 0, "this can be read in more than one way",
     "write 1971-24 or 1972-24 (24 is winter, from December)"),
    ("words", "the war", "date-words", 0, WORDS, DATES),
    ("run without brackets", "1950..1960", "date-bare-run", 4,
     "a run of dates stands without brackets", "write [1950..1960] or 1950/1960"),
    ("open run without brackets", "..1949", "date-bare-run", 0,
     "a run of dates stands without brackets", "write [..1949] or ../1949"),
    ("list without brackets", "1960,1961", "date-bare-list", 4,
     "a list of dates stands without brackets", "write [1960,1961] or {1960,1961}"),
    ("list with no reading", "1960,13", "date-bare-list", 4,
     "a list of dates stands without brackets", SETS),
    ("one-digit month", "1970-3-5", "date-two-digits", 5, "a month or day has one digit",
     "write 1970-03-05"),
    ("one-digit day, no reading", "1970-13-5", "date-two-digits", 8, "a month or day has one digit",
     "write both, as in 1965-03-05"),
    ("hyphen at the end", "2020-", "date-hyphen", 4, "this can be read in more than one way",
     "write 2020/.. or 2020/"),
    ("hyphen alone", "-", "date-hyphen", 0, "nothing follows the hyphen", DATES),
    ("no year", "--05-03", "date-hyphen", 0, "the year is missing", "write it, as in 1965-05-03"),
    ("plus", "+2006", "date-plus", 0, "a year has no plus sign", "write 2006"),
    ("plus with no reading", "+13", "date-plus", 0, "a year has no plus sign", DATES),
    ("mark twice", "1984??", "date-mark-twice", 5, "a mark stands twice", "write 1984?"),
    ("mark twice with no reading", "??13", "date-mark-twice", 1, "a mark stands twice",
     "write it once"),
    ("mark twice on the month", "2020-%06-25?", "date-mark-twice", 11,
     "the mark ? stands twice on the month", "leave one of the two out"),
    ("mark alone", "?", "date-mark-alone", 0, "a date that is not known has no place",
     "write its bounds, as in [1945..1959]"),
    ("X for three digits", "1XXX", "date-year-x", 1,
     "X for other than the last digit or two of a year" + OUTSIDE, "write [1000..1999]"),
    ("no year known", "XXXX-12-21", "date-year-x", 0,
     "X for other than the last digit or two of a year" + OUTSIDE, "write [0000..9999]"),
    ("X inside a year of an interval", "20X0/2020", "date-year-x", 2,
     "X for other than the last digit or two of a year" + OUTSIDE,
     "write a decade or century, as in 196X or 19XX"),
    ("X for three digits BCE", "-1XXX-12", "date-year-x", 2,
     "X for other than the last digit or two of a year" + OUTSIDE, "write [-1999..-1000]"),
    ("month of a decade", "201X-02", "date-year-part", 4,
     "a month or day of a decade, a century or a year with Y" + OUTSIDE, "write 201X"),
    ("day of a century", "15XX-12-25", "date-year-part", 4,
     "a month or day of a decade, a century or a year with Y" + OUTSIDE, "write 15XX"),
    ("X in a month", "1984-1X", "date-month-x", 5, "X for one digit of a month" + OUTSIDE,
     "write 1984-XX or [1984-10..1984-12]"),
    ("X for the ten of a month", "2016-X1", "date-month-x", 5,
     "X for one digit of a month" + OUTSIDE, "write 2016-XX or [2016-01,2016-11]"),
    ("X in a month with a day", "1500-1X-25", "date-month-x", 5,
     "X for one digit of a month" + OUTSIDE, "write 1500-XX or [1500-10..1500-12]"),
    ("X in a month with no reading", "[1984-1X,13]", "date-month-x", 6,
     "X for one digit of a month" + OUTSIDE, "write XX or a known month"),
    ("X in a day", "2016-01-0X", "date-day-x", 8, "X for one digit of a day" + OUTSIDE,
     "write 2016-01-XX or [2016-01-01..2016-01-09]"),
    ("X in a day, one left", "2020-04-3X", "date-day-x", 8, "X for one digit of a day" + OUTSIDE,
     "write 2020-04-XX or 2020-04-30"),
    ("X in a day with no reading", "[2016-01-0X,13]", "date-day-x", 9,
     "X for one digit of a day" + OUTSIDE, "write XX or a known day"),
    ("day without its month", "2004-XX-04", "date-month-unknown", 8,
     "a day in an unknown month" + OUTSIDE, "write 2004-XX"),
    ("Arabic digits", "١٩٦٠", "date-digit", 0,
     "arabic-indic digit one is not one of the digits 0 to 9", "write 1960"),
    ("Devanagari digit", "१", "date-digit", 0,
     "devanagari digit one is not one of the digits 0 to 9", "write 0 to 9"),
    ("exclamation mark", "1985!", "date-character", 4, "! has no place in a date", DATES),
    ("null", "1985\x00", "date-character", 4, "U+0000 has no place in a date", DATES),
    ("letter", "199A", "date-character", 3, "A has no place in a date", DATES),
    ("four parts", "1985-04-12-01", "date-form", 0, "this is not the form of a date", DATES),
    ("hyphen after a day", "2004-06-11-", "date-hyphen", 10,
     "this can be read in more than one way",
     "write 2004-06-11/.. or 2004-06-11/"),
    ("en dash of a span or month", "1903–05", "date-dash", 4,
     "this can be read in more than one way",
     "write 1903/1905 or 1903-05 (05 is May)"),
    ("hyphen and one digit", "1962-3", "date-two-digits", 5,
     "this can be read in more than one way",
     "write 1962/1963 or 1962-03 (03 is March)"),
    ("en dash and one digit", "1962–3", "date-dash", 4, "this can be read in more than one way",
     "write 1962/1963 or 1962-03 (03 is March)"),
    ("en dash and short year", "1962–63", "date-dash", 4, "the en dash is not a hyphen",
     "write 1962/1963"),
    ("hyphen and short year of a month's size", "1914-18", "date-month", 5, "there is no month 18",
     "write 1914/1918"),
    ("years or part of a year", "1929-39", "date-part-of-year", 5,
     "this can be read in more than one way",
     "write 1929/1939 or [1929-09..1929-12]"),
    ("slash and one digit", "1962/3", "date-year-digits", 5,
     "this can be read in more than one way",
     "write 1962/1963 or [1962,1963] or 1962-03 (03 is March)"),
    ("years in full and century", "1999-00", "date-month", 5, "there is no month 00",
     "write 1999/2000"),
    ("two digits", "70", "date-century", 0, "the year has fewer than four digits",
     "write it in full, as in 1970, or 0070 for the year 70"),
    ("three digits", "800", "date-decade", 0, "the year has fewer than four digits",
     "write it in full, as in 1965, or 0800 for the year 800"),
    ("two digits, approximate", "c. 70", "date-circa", 0, "the year has fewer than four digits",
     "write it in full, as in 1970, or 0070 for the year 70"),
    ("two digits, BCE", "-44", "date-century", 0,
     "a negative year counts with a year zero or without one",
     "write -0043 for 44 BC or, if there is a year zero, -0044"),
    ("decades with a hyphen", "1910s-1920s", "date-words", 0, WORDS,
     "write 191X/192X"),
    ("days with a hyphen", "31.12.1999 - 1.1.2000", "date-space", 10, "there is a space",
     "write 1999-12-31/2000-01-01"),
    ("day with a short year", "1.3.70", "date-century", 4, "the year has two digits",
     "write it in full, as in 1970-03-31"),
    ("quarter in words", "Q1 1970", "date-words", 0, WORDS,
     "write [1970-01..1970-03]"),
    ("unknown start in words", "unknown-1900", "date-draft-unknown", 0,
     "unknown is from the draft of 2012",
     "write /1900"),
    ("en dash in front", "–1990", "date-dash", 0, "this can be read in more than one way",
     "write /1990 or ../1990"),
    ("plus at the end", "1900+", "date-plus", 4, "a plus sign does not say what it adds",
     "write 1900/.. for what lasted from then, or [1900..] for then or later"),
    ("circa of several", "c. 1960/1965", "date-circa", 0, "this can be read in more than one way",
     "write 1960~/1965 or 1960~/1965~ or [1960~,1965] or [1960~,1965~]"),
    ("circa and years or a month", "c. 1962-3", "date-circa", 0,
     "this can be read in more than one way",
     "write 1962~/1963 or 1962~/1963~ or 1962-03~ (03 is March)"),
    ("spring in words", "spring 1968", "date-words", 0, WORDS,
     "write 1968-21 (21 is spring)"),
    ("autumn in words", "fall 1968", "date-words", 0, WORDS,
     "write 1968-23 (23 is autumn)"),
    ("seasons in words", "summer/autumn 1968", "date-words", 0, WORDS,
     "write [1968-22,1968-23] (22 is summer, 23 is autumn)"),
    ("early", "early 1960s", "date-words", 0, 'a date cannot say "early"',
     "write 196X, and put these words into date_text"),
    ("by", "by 1997", "date-words", 0, '"by" may not say when something happened',
     'write attested = "1997" for what was so by then, or [..1997] for what happened then or '
     "earlier"),
    ("years or a month in words", "since 1903–05", "date-dash", 10,
     "1903–05 may be years or a month",
     "write 1903-05 for the month, or one of the years"),
    ("months with a dash", "May–July 1903", "date-words", 0, WORDS,
     "write 1903-05/1903-07"),
    ("comma in a year", "1,970", "date-bare-list", 1, "a list of dates stands without brackets",
     "write 1970"),
    ("clock words", "yesterday", "date-words", 0, "this depends on the day on which it is read",
     "write the date itself, as in 1970-03-31"),
    ("question marks for a month", "1945-??", "date-mark-twice", 5, "question marks are no digits",
     "write 1945-XX or 1945/"),
    ("question marks for month and day", "1945-??-??", "date-mark-twice", 5,
     "question marks are no digits",
     "write 1945-XX-XX"),
    ("plus at the end of a span", "1945-1950+", "date-plus", 9,
     "a plus sign does not say what it adds",
     DATES),
    ("circa sign in front", "~1945–1950", "date-dash", 5, "this can be read in more than one way",
     "write ~1945/1950 or ~1945/1950~"),
    ("dash after a month", "1903-05–07", "date-dash", 7, "this can be read in more than one way",
     "write 1903-05/1903-07 or 1903-05-07"),
    ("winter of short years", "Winter 68/69", "date-words", 0, "the year has two digits",
     "write it in full, as in 1972-24"),
]
# fmt: on


@pytest.mark.parametrize(
    ("text", "code", "offset", "problem", "remedy"),
    [row[1:] for row in REFUSALS],
    ids=[row[0] for row in REFUSALS],
)
def test_a_refusal_says_what_is_wrong_where_and_what_to_write(text, code, offset, problem, remedy):
    """A code for programs, the first bad character, the problem and the remedy."""
    error = refusal(text)

    assert (code, problem, remedy, offset) == (
        error.code,
        error.problem,
        error.remedy,
        error.offset,
    )
    assert f"{problem}; {remedy}" == str(error)


def test_every_refusal_has_a_row():
    """No code is left out of the table above."""
    package = Path(edtf.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))

    assert set(re.findall(r'"(date-[a-z-]+)"', source)) == {row[2] for row in REFUSALS}


def written(remedy):
    """The dates in a remedy; a run inside a set is put into one."""
    for word in re.findall(r'[^ ;"]*[\dX]{4}[^ ;,"]*(?:,[^ ;]+)?', remedy):
        yield f"[{word}]" if ".." in word and not set(word) & set("[{/") else word


def test_what_a_remedy_says_to_write_can_be_read():
    """Every date in a remedy is a date of the subset."""
    texts = [row[1] for row in REFUSALS]
    texts += [row["string"] for name in ("invalid", "disputed") for row in rows(name)]
    texts += [row["string"] for row in rows("valid") if not within_subset(row)]
    dates = {date for text in texts for date in written(refusal(text).remedy)}

    assert 300 < len(dates)
    assert {date: date for date in dates} == {date: str(parse(date)) for date in dates}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Y" + "1" * 1_000_000, "date-year-size"),
        ("1" * 1_000_000, "date-form"),
        ("[" + "1999," * 200_000 + "1999", "date-brackets"),
        ("1999-" * 200_000, "date-form"),
        ("?" * 1_000_000, "date-form"),
        (" " * 1_000_000, "date-character"),
        ("1999/" * 200_000, "date-slashes"),
    ],
    ids=["Y", "digits", "set", "hyphens", "marks", "spaces", "slashes"],
)
def test_a_very_long_text_is_refused_at_once(text, code):
    """A million characters are refused, in a message of a few words."""
    error = refusal(text)

    assert code == error.code
    assert len(str(error)) < 200


def test_years_of_twelve_digits_are_the_longest():
    """Twelve digits after Y are read, with exact day numbers."""
    point = parse("Y-999999999999").start

    assert (-999999999999, 1, 1) == civil(point.first)
    assert (-999999999998, 1, 1) == civil(point.after)
