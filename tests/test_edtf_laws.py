"""What holds of every EDTF date, whatever its numbers."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from support.edtf import dates, days, intervals, marks, precisions, read, sets, text_at

from timeline.edtf import EdtfError, Point, Precision, civil, day_number, neighbours, parse

UNIX_EPOCH = datetime.date(1970, 1, 1).toordinal()
REACH = day_number(10**12)  # Y years have at most twelve digits


def holds(outer, inner):
    outer, inner = parse(outer).start, parse(inner).start
    return outer.first <= inner.first < inner.after <= outer.after


# The calendar


@given(st.integers(-UNIX_EPOCH + 1, datetime.date.max.toordinal() - UNIX_EPOCH))
def test_days_agree_with_datetime_where_it_reaches(number):
    """From year 1 to year 9999 the calendar is that of datetime."""
    date = datetime.date.fromordinal(number + UNIX_EPOCH)

    assert (date.year, date.month, date.day) == civil(number)
    assert number == day_number(date.year, date.month, date.day)


@given(st.integers(-REACH, REACH) | days)
def test_a_day_has_one_date_and_a_date_one_day(number):
    """The two functions are each other's inverse, in years of any size."""
    assert number == day_number(*civil(number))


@given(st.integers(-REACH, REACH) | days)
def test_days_follow_each_other(number):
    """The next day is the next of its month, or the first of the next month."""
    year, month, day = civil(number)
    following = [(year, month, day + 1), (year, month + 1, 1), (year + 1, 1, 1)]

    assert civil(number + 1) in following
    assert 1 <= month <= 12
    assert 1 <= day <= 31


@given(st.integers(-(10**12), 10**12) | st.integers(-20, 20))
@example(0)
@example(-4)
@example(-100)
def test_a_year_is_a_day_longer_every_fourth_year_but_for_centuries(year):
    """The Gregorian rule holds before year 1, in year 0 and after year 9999."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

    assert 365 + leap == day_number(year + 1) - day_number(year)
    assert 28 + leap == day_number(year, 3) - day_number(year, 2)


@given(st.integers(-9999, 9999), st.integers(-100, 100))
def test_months_run_on_into_other_years(year, month):
    """Month 13 is January of the next year, month 0 December of the one before."""
    assert day_number(year + 1, month) == day_number(year, month + 12)


# Dates


@given(days)
def test_a_coarser_date_holds_the_finer(number):
    """The day is within its month, the month within its year, and so on."""
    chain = [text_at(precision, number) for precision in Precision]
    day, month, season, year, decade, century = chain

    assert all(holds(*pair) for pair in pairwise([century, decade, year, month, day]))
    assert holds(season, month)


@given(days, st.sampled_from([Precision.MONTH, Precision.YEAR]))
def test_unspecified_parts_are_as_wide_as_what_is_known(number, precision):
    """1985-04-XX spans April, 1985-XX and 1985-XX-XX the year."""
    known = text_at(precision, number)
    unspecified = [f"{known}-XX"]
    if precision is Precision.YEAR:
        unspecified.append(f"{known}-XX-XX")

    assert all(holds(known, text) and holds(text, known) for text in unspecified)
    assert {precision} == {parse(text).start.precision for text in unspecified}


@given(dates() | intervals() | sets())
@example("../1985-04-12?")
@example("[..1983-12-31,1984-10-10..1984-11-01,1984-11-05..]")
def test_text_in_is_text_out(text):
    """A date keeps the text it was read from, to the letter."""
    date = read(text)

    assert text == date.text
    assert text == str(date)
    assert date == parse(str(date))


@given(dates() | intervals() | sets())
def test_bounds_are_in_order(text):
    """Nothing ends before it starts, and the earliest is not after the latest."""
    bounds = read(text).bounds
    pairs = [
        (bounds.earliest_start, bounds.latest_start),
        (bounds.earliest_end, bounds.latest_end),
        (bounds.earliest_start, bounds.earliest_end),
        (bounds.latest_start, bounds.latest_end),
    ]

    assert all(one <= two for one, two in pairs if one is not None and two is not None)


@given(dates() | sets())
def test_no_date_that_is_written_is_outside_the_bounds(text):
    """The earliest start and the latest end enclose every date and every member."""
    date = parse(text)
    start, end = date.bounds.earliest_start, date.bounds.latest_end

    assert all(start is None or start <= point.first for point in date.points)
    assert all(end is None or point.after <= end for point in date.points)


@given(days, days, precisions, precisions)
def test_an_interval_is_bound_by_its_two_ends(one, two, finer, coarser):
    """Ends that do not overlap give their own four days as they are."""
    start, end = (parse(text_at(unit, at)).start for unit, at in ((finer, one), (coarser, two)))
    assume(start.after <= end.first)
    assume(Precision.SEASON not in {finer, coarser})
    bounds = parse(f"{start.text}/{end.text}").bounds

    assert (start.first, start.after, end.first, end.after) == bounds
    with pytest.raises(EdtfError) as caught:
        parse(f"{end.text}/{start.text}")
    assert "date-reversed" == caught.value.code
    assert f"write {start.text}/{end.text}" == caught.value.remedy


@given(st.lists(dates(), min_size=1, max_size=5), st.randoms(), st.sampled_from(["[]", "{}"]))
def test_the_order_of_a_set_does_not_move_its_bounds(texts, random, brackets):
    """The members stay as written; when they say it was does not depend on that."""
    opening, closing = brackets
    shuffled = random.sample(texts, len(texts))
    one, two = (parse(f"{opening}{','.join(texts)}{closing}") for texts in (texts, shuffled))

    assert one.bounds == two.bounds
    assert texts == [member.text for member in one.members if isinstance(member, Point)]


@given(precisions, days, marks)
def test_a_mark_does_not_move_the_bounds(precision, number, mark):
    """Doubt is another thing than a wider date."""
    plain = text_at(precision, number)

    assert parse(plain).bounds == parse(plain + mark).bounds


@given(precisions, days)
def test_neighbours_touch(precision, number):
    """The unit before ends where the date begins, the unit after begins where it ends."""
    point = parse(text_at(precision, number)).start
    before = parse(text_at(precision, point.first - 1)).start
    after = parse(text_at(precision, point.after)).start

    assert (before.after, after.first) == (point.first, point.after)
    assert (before.first, after.after) == neighbours(point)


@given(st.integers(10**4, 10**12 - 2), st.sampled_from([-1, 1]))
def test_neighbours_of_long_years_touch(size, sign):
    """Years with Y have the year before and the year after as neighbours."""
    point = parse(f"Y{sign * size}").start

    assert (day_number(point.year - 1), day_number(point.year + 2)) == neighbours(point)


# Texts that are no dates


def is_read_or_refused(text):
    """Whether a text is read and kept, or refused in words that can be shown."""
    try:
        return text == str(parse(text))
    except EdtfError as error:
        refusal = error
    return (
        refusal.code.startswith("date-")
        and 0 <= refusal.offset <= len(text)
        and all(words.strip() == words != "" for words in (refusal.problem, refusal.remedy))
    )


@given(st.text())
@example("\ud800")
@example("²")
@example("٣")
@example("1985\n")
def test_any_text_is_read_or_refused(text):
    """No text raises anything but EdtfError."""
    assert is_read_or_refused(text)


@given(st.text(alphabet="0123456789XY-/?~%.,[]{} uxTESys–", max_size=40))
def test_texts_of_the_letters_of_dates_are_read_or_refused(text):
    """So too where they look like dates."""
    assert is_read_or_refused(text)


@given(dates() | intervals() | sets(), st.data())
def test_dates_with_a_slip_are_read_or_refused(text, data):
    """And where one character of a date is lost, doubled or another."""
    at = data.draw(st.integers(0, len(text)))
    slip = data.draw(st.sampled_from(["", "0", "X", "-", "/", "?", "..", ",", " ", "Y", "[", "s"]))
    length = data.draw(st.integers(0, 2))

    assert is_read_or_refused(text[:at] + slip + text[at + length :])
