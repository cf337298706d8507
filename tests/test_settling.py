"""What a table leaves open of its dates, and the one choice that settles it for all rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.typed import typed

from timeline.importing.drafting.drafting import Draft, draft
from timeline.importing.drafting.settling import year_in_full
from timeline.importing.formats import records, table
from timeline.importing.hints import Choose
from timeline.importing.input import Given
from timeline.importing.rows import Choices, Imported

DATA = Path(__file__).parent / "data" / "dates"


def read(data: bytes, choices: Choices) -> Imported:
    module = records if data.startswith(b"[") else table
    return module.read(Given("made", data, choices))


def drafted(data: bytes, **said: object) -> Draft:
    choices = Choices(**said)  # type: ignore[arg-type]
    return draft(read(data, choices), choices)


def dates(data: bytes, **said: object) -> list[str]:
    """The date of each row, in their order; "" for one that does not come in."""
    done = drafted(data, **said)
    found = {each.at: each.values["date"] for each in done.events}
    return [found.get(at, "") for at in range(len(done.events) + len(done.rejected))]


def of_cell(cell: str, **said: object) -> str:
    """The date of the one cell of a table."""
    return dates(f'Title,Date\nA,"{cell}"\n'.encode(), **said)[0]


def settled_by(data: bytes, **said: object) -> set[Choose]:
    """What would have more rows come in."""
    return {way for each in drafted(data, **said).rejected for way in each.settled_by}


# The first millennium


def test_the_first_millennium() -> None:
    """Three digits are a year, in words and in numbers, and as ends."""
    assert [
        *("-3199~", "0622-09-09/0622-09-23", "0410-08-24", "0507-21", "0106/0117"),
        *("0618-06-01/0907-06-18", "0476", "0400~", "1066"),
    ] == dates((DATA / "first-millennium.csv").read_bytes())


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("410-08-24", "0410-08-24"),
        ("24/08/410", "0410-08-24"),
        ("24.8.410", "0410-08-24"),
        ("before 476", "[..0475]"),
        ("476?", "0476?"),
        ("476-489", "0476/0489"),
        ("between 312 and 315", "[0312..0315]"),
        ("200 or 201", "[0200,0201]"),
        ("1 January 800", "0800-01-01"),
        ("98", ""),
        ("196–7", ""),  # or July 196
        ("400s", ""),  # or its first ten years
    ],
)
def test_years_of_three_digits(cell: str, date: str) -> None:
    """Whatever is beside them; what may be something else stays a question."""
    assert date == of_cell(cell)


# The century of two digits


def test_the_century_of_a_spreadsheet() -> None:
    """dd-mmm-yy is a question that one choice answers, and the report leads to it."""
    data = (DATA / "dd-mmm-yy.csv").read_bytes()

    assert ["", "", ""] == dates(data)
    assert {Choose("century", (1900,))} == settled_by(data)
    assert ["1970-03-31", "1970-04-01", "1970-04-02"] == dates(data, century=1900)
    assert {"2070"} == {date[:4] for date in dates(data, century=2000)}


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("31/03/70", "1970-03-31"),
        ("31.3.29", "2029-03-31"),
        ("31.3.30", "1930-03-31"),
        ("March 31, 70", "1970-03-31"),
        ("31 March '70", "1970-03-31"),
        ("Mar-70", "1970-03"),
        ("Mar 70", "1970-03"),
        ("summer of '69", "1969-22"),
        ("the '60s", "196X"),
        ("c. 70", "1970~"),
        ("70", "1970"),
        ("5", "2005"),
        ("70–75", "1970/1975"),
        ("99-01", "1999/2001"),
        ("70-03-31", "1970-03-31"),
        ("31 Mar 70 – 2 Apr 71", "1970-03-31/1971-04-02"),
        ("3/70", "1970-03"),
        ("1970-75", "1970/1975"),
        ("31 Mar 1970", "1970-03-31"),
        ("44 BC", "-0043"),
        ("March 31", ""),  # of no year
        ("3/4/70", ""),  # which is first is another question
    ],
)
def test_two_digits_from_1930_on(cell: str, date: str) -> None:
    """A century may begin in any year; what has no two digits in doubt stays as it is."""
    assert date == of_cell(cell, century=1930)


def test_two_questions_have_two_answers() -> None:
    """With the century known, it is told what else would settle a row."""
    assert {Choose("century", (1900,))} == settled_by(b"Title,Date\nA,3/4/70\n")
    assert {Choose("day_first", (True, False))} == settled_by(
        b"Title,Date\nA,3/4/70\n", century=1900
    )
    assert "1970-04-03" == of_cell("3/4/70", century=1900, day_first=True)


@given(st.integers(0, 99), st.integers(0, 9900))
@settings(max_examples=200)
def test_law_of_centuries(short: int, century: int) -> None:
    """A year is in the hundred years that were named, and ends in its digits."""
    year = int(year_in_full(f"{short:02}", century) or 0)

    assert year % 100 == short
    assert century <= year < century + 100


# A column of years


def test_a_column_of_years_has_one_question() -> None:
    """46 beside 476 is the year 46; of -44 one choice says which year it is."""
    data = (DATA / "yr2.csv").read_bytes()

    assert ["0476-09-04", "0046", ""] == dates(data)
    assert {Choose("year_zero", (False, True))} == settled_by(data)
    assert ["0476-09-04", "0046", "-0043-03-15"] == dates(data, year_zero=False)
    assert ["0476-09-04", "0046", "-0044-03-15"] == dates(data, year_zero=True)
    assert any('in column "Year" are written in full' in typed(each) for each in drafted(data).said)


def test_46_beside_1946_stays_a_question() -> None:
    """It may be either, and a century or none settles it."""
    data = b"Year,Title\n1946,A\n46,B\n"

    assert ["1946", ""] == dates(data)
    assert {Choose("century", (1900, 0))} == settled_by(data)
    assert ["1946", "0046"] == dates(data, century=0)
    assert ["1946", "1946"] == dates(data, century=1900)


@pytest.mark.parametrize(
    ("cell", "without", "with_zero"),
    [
        ("-44", "-0043", "-0044"),
        ("c. -300", "-0299~", "-0300~"),
        ("-300 to -200", "-0299/-0199", "-0300/-0200"),
        ("-1400/-400", "-1399/-0399", "-1400/-0400"),
        ("-44-03-15", "-0043-03-15", "-0044-03-15"),
        ("-0044", "-0044", "-0044"),  # EDTF, which has a year zero
        ("0", "", "0000"),
    ],
)
def test_years_with_a_minus_sign(cell: str, without: str, with_zero: str) -> None:
    """They count with a year zero or without one, as was said, and else are no date."""
    assert without == of_cell(cell, year_zero=False)
    assert with_zero == of_cell(cell, year_zero=True)
    assert of_cell(cell) in ("", "-0044")


# Counts from 1970


def test_milliseconds() -> None:
    """Numbers are told to count, and with the choice they are days; midnight in another zone too."""
    data = (DATA / "ms.json").read_bytes()

    assert ["", ""] == dates(data)
    assert {Choose("since_1970", ("milliseconds",))} == settled_by(data)
    assert ["1595-04-02/1596-06-06", "1982-11-06/1982-11-08"] == dates(
        data, since_1970="milliseconds"
    )


@pytest.mark.parametrize(
    ("unit", "number", "date"),
    [
        ("seconds", "0", "1970-01-01"),
        ("seconds", "7689600", "1970-03-31"),
        ("seconds", "-86400", "1969-12-31"),
        ("seconds", "1700000000", "2023-11-14"),
        ("milliseconds", "7689600000.0", "1970-03-31"),
        ("milliseconds", "1700000000123", "2023-11-14"),
        ("milliseconds", "18000000", "1970-01-01"),  # midnight in New York
        ("milliseconds", "-3600000", "1970-01-01"),  # midnight in Rome
    ],
)
def test_counts_in_a_table(unit: str, number: str, date: str) -> None:
    """Seconds and milliseconds, before 1970 too."""
    assert date == of_cell(number, since_1970=unit)


def test_items_of_vis_timeline_count_so_too() -> None:
    """An instant that begins no day in UTC leads to the choice by which it is that of its zone."""
    data = b'[{"content": "A", "start": 405385200000, "end": 405558000000}]'

    assert [""] == dates(data)
    assert {Choose("since_1970", ("milliseconds",))} == settled_by(data)
    assert ["1982-11-06/1982-11-08"] == dates(data, since_1970="milliseconds")


def test_instants_of_all_kinds_are_days_of_utc() -> None:
    """An hour before midnight is the day that begins only where no time of day is told."""
    data = b"Title,Date\nA,82800\nB,1234\nC,7689600\n"

    assert ["1970-01-01", "1970-01-01", "1970-03-31"] == dates(data, since_1970="seconds")


@pytest.mark.parametrize(("number", "unit"), [("1700000000", "seconds"), ("-11826000000000", "milliseconds")])  # fmt: skip
def test_a_count_leads_to_its_choice(number: str, unit: str) -> None:
    """A table is told of it as JSON is, below zero too."""
    assert {Choose("since_1970", (unit,))} == settled_by(f"Title,Date\nA,{number}\n".encode())
