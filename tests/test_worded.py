"""Which columns say when, and words for a date that stand beside numbers for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.typed import typed

from timeline.importing.drafting.drafting import Draft, draft
from timeline.importing.formats import table
from timeline.importing.input import Given
from timeline.importing.rows import Choices

DATA = Path(__file__).parent / "data" / "dates"


def drafted(data: bytes, **said: object) -> Draft:
    choices = Choices(**said)  # type: ignore[arg-type]
    return draft(table.read(Given("made.csv", data, choices)), choices)


def events(data: bytes, **said: object) -> list[tuple[str, str]]:
    """The date of each row and the words kept beside it; "" for a row that does not come in."""
    done = drafted(data, **said)
    found = {each.at: each.values for each in done.events}
    values = (found.get(at, {}) for at in range(len(done.events) + len(done.rejected)))
    return [(each.get("date", ""), each.get("date_text", "")) for each in values]


def reasons(data: bytes) -> list[str]:
    return [each.reason for each in drafted(data).rejected]


def taken(header: str, *rows: str) -> dict[str, str]:
    """The key of each column that has one."""
    said = drafted("\n".join((header, *rows, "")).encode()).said
    pairs = (typed(each).removeprefix('column "').split('" as ') for each in said)
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


# Words beside numbers


def test_words_beside_bounds_say_the_date() -> None:
    """The bounds check it, a year before 1 in both counts."""
    found = events((DATA / "date-and-bounds.csv").read_bytes())

    assert ["1139-04", "1863-01-01", "1001~", "-3199~", "-1399/-0399"] == [
        date for date, _ in found
    ]


def test_an_exact_date_beside_a_year() -> None:
    """It is the date where it is one, words where it is none, and nothing where it is empty."""
    found = events((DATA / "end-same.csv").read_bytes())

    assert [("1825-03-05", ""), ("1859", "three years later"), ("1835", "")] == found


MUSEUM = "Title,Object Date,Object Begin Date,Object End Date\n"


@pytest.mark.parametrize(
    ("row", "date", "words"),
    [
        ("ca. 1001,996,1006", "1001~", ""),
        ("16th century,1500,1599", "15XX", ""),
        ("early 14th century,1300,1333", "13XX", "early 14th century"),
        ("n.d.,1800,1899", "1800/1899", "n.d."),
        (",1800,1899", "1800/1899", ""),
        ("100 B.C.–A.D. 100,-100,100", "-0099/0100", ""),
        ("before 1950,1940,1949", "[..1949]", ""),
    ],
)
def test_words_of_a_museum(row: str, date: str, words: str) -> None:
    """Where words are no date, the bounds are it."""
    data = f"{MUSEUM}A,{row}\nB,1863,1863,1863\n".encode()

    assert [(date, words), ("1863", "")] == events(data)


def test_a_start_and_an_end_by_their_names_alone() -> None:
    """Where there are no words beside them they are the date."""
    assert [("1800/1899", "")] == events(b"Title,Object Begin Date,Object End Date\nA,1800,1899\n")


def test_words_that_the_bounds_contradict_are_told() -> None:
    """Neither is taken."""
    (reason,) = reasons(f"{MUSEUM}A,1999,1850,1860\n".encode())

    assert 'column "Object Date": "1999": this is not "1850" to "1860"' in reason


@pytest.mark.parametrize(
    ("header", "keys"),
    [
        ("event,from,to,when", ("date", "end", "date_words")),
        ("event,Start Year,End Year,Date", ("date", "end", "date_words")),
        ("event,Earliest date,Latest date,Date made", ("date", "end", "date_words")),
        ("event,date_start,date_end,date", ("date", "end", "date_words")),
    ],
)
def test_bounds_by_their_names(header: str, keys: tuple[str, ...]) -> None:
    """A start and an end that are called alike bound what a third column says."""
    is_year = "Year" in header
    row = "A,1139,1139,April 1139" if is_year else "A,1139-04-01,1139-04-30,April 1139"

    assert dict(zip(header.split(","), ("title", *keys), strict=True)) == taken(header, row)
    assert [("1139-04", "")] == events(f"{header}\n{row}\n".encode())


def test_bounds_choose_among_readings() -> None:
    """03/04/1970 is what the numbers beside it leave, and stays open where they leave both."""
    header = "event,date_start,date_end,date\n"

    assert [("1970-04-03", "")] == events(f"{header}A,1970-04-03,1970-04-03,03/04/1970\n".encode())
    assert [("", "")] == events(f"{header}A,1970-01-01,1970-12-31,03/04/1970\n".encode())


def test_a_date_without_a_year_takes_the_one_beside_it() -> None:
    """5 March beside 1825; what contradicts its year is told, and a full date alone needs none."""
    data = b"Year,Date,Event\n1825,5 March,A\n1826,,B\n1827,Easter,C\n1829,8 May 1830,D\n"

    assert [("1825-03-05", ""), ("1826", ""), ("1827", "Easter"), ("", "")] == events(data)
    assert [("2020-01-15", "")] == events(b"Year,Date,Event\n2019,2020-01-15,A\n")


def test_a_wider_word_beside_a_day_is_kept_as_words() -> None:
    """The day is the date."""
    data = b"Year,Month,Day,Exact date,Event\n1962,3,5,early 1960s,A\n1962,,,1962,B\n"

    assert [("1962-03-05", "early 1960s"), ("1962", "")] == events(data)


def test_an_exact_date_alone_is_the_date() -> None:
    """Where nothing stands beside it."""
    assert {"Exact Date": "date", "Title": "title"} == taken("Exact Date,Title", "5 March 1825,A")


# What headings say

CHANGES = "Name,Date Made,Last modified\nA,c. 1850,2020-01-01\nB,about 1850s,2020-01-02\nC,n.d.,2020-01-03\n"


def test_a_heading_tells_more_than_what_parses_best() -> None:
    """Dates made, in words, come before dates of changes, in ISO."""
    assert [("1850~", ""), ("185X~", ""), ("", "")] == events(CHANGES.encode())


@pytest.mark.parametrize("heading", ["Last modified", "Uploaded", "Accession date", "created_at"])
def test_a_column_of_changes_is_told(heading: str) -> None:
    """Where there is no other it is taken, and said to be one."""
    said = [typed(each) for each in drafted(f"Name,{heading}\nA,2020-01-01\n".encode()).said]

    assert f'column "{heading}" as date' in said
    assert any(each.startswith(f'column "{heading}" may say when an entry') for each in said)
    assert any(each.endswith('name another with --map "COLUMN=date"') for each in said)


def test_what_was_asked_for_is_not_doubted() -> None:
    """A column that was named is taken without a word."""
    said = drafted(b"Name,Uploaded\nA,2020-01-01\n", columns={"Uploaded": "date"}).said

    assert not any("may say when an entry" in typed(each) for each in said)


def test_a_stamp_of_a_form_loses_to_a_date() -> None:
    """When a form was sent is not when it happened."""
    assert {"What happened": "title", "Date of the thing": "date"} == taken(
        "Timestamp,What happened,Date of the thing", "2020-01-01 12:00,A,1850"
    )


def test_a_title_that_is_mostly_empty_loses() -> None:
    """To a full column that is called so too, and to no other where it is full itself."""
    rows = (",Vase,1850", ",Bowl,1851", "Fancy,Cup,1852")

    assert "title" == taken("Title,Object Name,Date", *rows)["Object Name"]
    assert "title" == taken("Title,Name,Date", *rows)["Name"]
    assert "title" == taken("Title,Object Name,Date", "A,Vase,1850")["Title"]


def test_names_of_groups_beat_their_codes() -> None:
    """A lane is for readers."""
    found = taken("Title,Date,group,groupName", "A,1850,1,Asia", "B,1851,2,Europe")

    assert "lane" == found["groupName"]
    assert "group" not in found
    assert "lane" == taken("Title,Date,group", "A,1850,1")["group"]
