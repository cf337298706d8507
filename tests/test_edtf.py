"""EDTF text to dates: a corpus of other people's examples, and cases by hand."""

import re
from collections import Counter
from pathlib import Path

import pytest
from support.bad_input import REFUSALS, refusal

from timeline import edtf
from timeline.edtf import (
    Bounds,
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
        ("Y-20000~/Y-12000", Kind.INTERVAL, "Y-20000~", "Y-12000"),
        ("Y-20000/..", Kind.INTERVAL, "Y-20000", Limit.OPEN),
        ("/Y12000", Kind.INTERVAL, Limit.UNKNOWN, "Y12000"),
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


@pytest.mark.parametrize("row", REFUSALS.values(), ids=REFUSALS.keys())
def test_a_refusal_says_what_is_wrong_where_and_what_is_meant(row):
    """A code for programs, the first bad character, the dates that may be meant; two sentences."""
    text, *expected = row
    error = refusal(text)

    assert expected == [error.offset, error.code, *error.meant]
    assert f"{error.problem}; {error.remedy}" == str(error)


def test_every_refusal_has_a_row():
    """No code is left out of the table above."""
    package = Path(edtf.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))

    assert set(re.findall(r'"(date-[a-z-]+)"', source)) == {row[2] for row in REFUSALS.values()}


def written(remedy):
    """The dates in a remedy; a run inside a set is put into one."""
    for word in re.findall(r'[^ ;"]*[\dX]{4}[^ ;,"]*(?:,[^ ;]+)?', remedy):
        yield f"[{word}]" if ".." in word and not set(word) & set("[{/") else word


def test_what_a_remedy_says_to_write_can_be_read():
    """Every date in a remedy is a date of the subset."""
    texts = [row[0] for row in REFUSALS.values()]
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
