"""Results of queries to Wikidata: what a code of precision says, and what is not sure."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.typed import lost as lost_of
from support.typed import typed

from timeline.edtf import civil, parse
from timeline.importing.drafting.drafting import draft
from timeline.importing.drafting.writing import write
from timeline.importing.formats import wikidata
from timeline.importing.formats.wikidata import wikibase
from timeline.importing.formats.wikidata.wikibase import time
from timeline.importing.input import Given
from timeline.importing.rejected import rest_of
from timeline.importing.report import Report
from timeline.importing.rows import Choices, Cited, Imported, NoEvent, Row, Unreadable
from timeline.pages.entries import markdown
from timeline.text.reader import read_text

DATA = Path(__file__).parent / "data" / "imports"
XSD = "http://www.w3.org/2001/XMLSchema#"
ENTITY = "http://www.wikidata.org/entity/"
GENID = "http://www.wikidata.org/.well-known/genid/a1b2c3"
JULIAN = f"{ENTITY}Q1985786"

_LEFT = "; leave the item out of the query"


def read(data: Any, **columns: str) -> Imported:
    """What is made of JSON; `columns` are what `--map` says."""
    given = Given("query.json", json.dumps(data).encode(), Choices(columns=columns))
    assert wikidata.recognises(given)
    return wikidata.read(given)


def file(name: str) -> Imported:
    given = Given(name, (DATA / name).read_bytes())
    assert wikidata.recognises(given)
    return wikidata.read(given)


def item(number: int = 1, **values: str) -> dict[str, str]:
    """One solution in the simple shape."""
    return {"item": f"{ENTITY}Q{number}", "itemLabel": f"Item {number}", **values}


def only(data: Any, **columns: str) -> Row:
    rows = read(data, **columns).rows
    assert 1 == len(rows)
    return rows[0]


# Times


@pytest.mark.parametrize(
    ("stamp", "precision", "edtf", "note"),
    [
        ("1952-03-11T00:00:00Z", 11, "1952-03-11", ""),
        ("1952-03-01T00:00:00Z", 10, "1952-03", ""),
        ("1952-01-01T00:00:00Z", 9, "1952", ""),
        ("1969-07-20T00:00:00Z", 14, "1969-07-20", ""),
        ("1960-01-01T00:00:00Z", 8, "196X", ""),
        ("1969-01-01T00:00:00Z", 8, "196X", ""),
        ("0005-01-01T00:00:00Z", 8, "[0001..0009]", "The 0s: 1 to 9."),
        ("1900-01-01T00:00:00Z", 7, "[1801..1900]", "The 19th century: 1801 to 1900."),
        ("1801-01-01T00:00:00Z", 7, "[1801..1900]", "The 19th century: 1801 to 1900."),
        ("1901-01-01T00:00:00Z", 7, "[1901..2000]", "The 20th century: 1901 to 2000."),
        ("0001-01-01T00:00:00Z", 7, "[0001..0100]", "The 1st century: 1 to 100."),
        ("2000-01-01T00:00:00Z", 6, "[1001..2000]", "The 2nd millennium: 1001 to 2000."),
        ("2001-01-01T00:00:00Z", 6, "[2001..3000]", "The 3rd millennium: 2001 to 3000."),
        ("0000-01-01T00:00:00Z", 9, "0000", ""),
        ("-0043-03-13T00:00:00Z", 11, "-0043-03-13", ""),
        ("-0500-01-01T00:00:00Z", 7, "[-0499..-0400]", "The 5th century BCE: 500 to 401 BCE."),
        ("-0044-01-01T00:00:00Z", 8, "[-0048..-0039]", "The 40s BCE: 49 to 40 BCE."),
        ("-3000-01-01T00:00:00Z", 6, "[-2999..-2000]", "The 3rd millennium BCE: 3000 to 2001 BCE."),
        ("-10000-01-01T00:00:00Z", 5, "[Y-14999..-4999]",
         "Known to 10,000 years: 15,000 to 5,000 BCE."),
        ("-13798000000-01-01T00:00:00Z", 3, "[Y-13798499999..Y-13797499999]",
         "Known to 1,000,000 years: 13,798,500,000 to 13,797,500,000 BCE."),
        ("-12000-01-01T00:00:00Z", 9, "Y-12000", ""),
        ("1955-01-01T00:00:00Z", 5, "[-4999..5000]", "Known to 10,000 years: 5000 BCE to 5000."),
        ("-0500-01-01T00:00:00Z", 4, "[Y-49999..Y50000]",
         "Known to 100,000 years: 50,000 BCE to 50,000."),
    ],
)  # fmt: skip
def test_precision(stamp: str, precision: int, edtf: str, note: str) -> None:
    """A code of precision gives what it says, no more; a century ends with its hundredth year."""
    said = time(stamp, precision)

    assert (edtf, note) == (said.edtf, said.note)
    assert edtf == parse(said.edtf).text


@pytest.mark.parametrize(
    ("stamp", "precision", "message"),
    [
        ("1952-01-01T00:00:00Z", None, "1952-01-01T00:00:00Z stands without a precision: "
         "it may be that day, its month or just its year"),
        ("1952-03-01T00:00:00Z", None, "1952-03-01T00:00:00Z stands without a precision: "
         "it may be that day or just its month"),
        ("1952-13-01T00:00:00Z", 11, "1952-13-01: there is no month 13"),
        ("1951-02-29T00:00:00Z", 11, "1951-02-29: February 1951 has 28 days"),
        ("soon", 9, "soon is no time"),
        ("1952-01-01T00:00:00Z", 15, "15 is no precision; they run from 0, a billion years, to 14"),
        ("0000-01-01T00:00:00Z", 7, "there is no year 0 in Wikibase"),
        ("-12000-03-01T00:00:00Z", 10, "no date has a month or day in the year -12000"),
        ("-9999999999999-01-01T00:00:00Z", 0, "the year 9999999999999 is out of reach of dates"),
    ],
)  # fmt: skip
def test_what_no_date_says(stamp: str, precision: int | None, message: str) -> None:
    """What is not sure, or can be no date, is told and not guessed."""
    with pytest.raises(NoEvent) as raised:
        time(stamp, precision)

    assert message == str(raised.value)


@pytest.mark.parametrize(
    ("stamp", "precision", "note"),
    [
        ("1917-11-07T00:00:00Z", 11, "In the Julian calendar 25 Oct 1917."),
        ("-0043-03-13T00:00:00Z", 11, "In the Julian calendar 15 Mar 44 BCE."),
        ("1900-03-13T00:00:00Z", 11, "In the Julian calendar 29 Feb 1900."),
        ("1215-06-01T00:00:00Z", 10, "A month of the Julian calendar."),
        ("1215-01-01T00:00:00Z", 9, "A year of the Julian calendar."),
        ("1200-01-01T00:00:00Z", 7, "The 12th century: 1101 to 1200."),
    ],
)
def test_julian_calendar(stamp: str, precision: int, note: str) -> None:
    """A day has been made Gregorian by the service, and its Julian name is kept beside it."""
    assert note == time(stamp, precision, julian=True).note


@given(st.integers(-9999, 9999).filter(bool), st.integers(0, 8))
def test_a_year_is_within_its_unit(year: int, precision: int) -> None:
    """Law: however wide the unit, the year that stands there is in it, and its era is kept if one has it all."""
    stamp = f"{'-' if year < 0 else ''}{abs(year):04}-01-01T00:00:00Z"
    bounds = parse(time(stamp, precision).edtf).bounds
    assert bounds.earliest_start is not None
    assert bounds.latest_end is not None
    first, last = civil(bounds.earliest_start)[0], civil(bounds.latest_end - 1)[0]

    assert first <= (year if year > 0 else year + 1) <= last
    is_over_the_era = precision < 6 and 10 ** (9 - precision) > 2 * abs(year)
    assert is_over_the_era or (first > 0) == (last > 0) == (year > 0)


# Files


def test_the_standard_shape() -> None:
    """Of a query with precisions and calendars: each item as precise as Wikidata has it."""
    imported = file("wikidata-sparql.json")

    assert [
        ("result 1", "Universe", "[Y-13798499999..Y-13797499999]"),
        ("result 2", "Assassination of Julius Caesar", "-0043-03-13"),
        ("result 3", "Founding of *Carthage*", "[-0899..-0800]"),
        ("result 4", "Great Pyramid", "[-2568..-2559]"),
        ("result 5", "Discovery of gunpowder", "[0801..0900]"),
        ("results 6, 7", "Douglas Adams", "1952-03-11"),
        ("result 8", "Jazz", "190X"),
        ("result 9", "October Revolution", "1917-11-07"),
        ("result 10", "A charter", "1215-06"),
        ("result 11", "Moon landing", "1969-07-20"),
        ("result 12", "A year", "1984"),
        ("result 13", "Second millennium", "[1001..2000]"),
        ("result 14", "Q10000001", "1999"),
        ("result 15", "A date unknown", "?date: there is a value, but it is unknown" + _LEFT),
        ("result 16", "No date at all", "?date: there is no date" + _LEFT),
        ("result 17", "A renovation", "1950"),
        ("result 18", "A renovation", "1975"),
        ("result 19", "A code too many",
         "?date: 15 is no precision; they run from 0, a billion years, to 14"),
    ] == [(row.place, row.title, row.edtf or row.problem) for row in imported.rows]  # fmt: skip
    assert {"lang": "en"} == imported.header


def test_an_item_is_cited() -> None:
    """Where an event comes from is a citation of Wikidata, whose licence is told."""
    imported = file("wikidata-sparql.json")

    assert (Cited(source="wikidata", locator="Q48314"),) == imported.rows[1].cites
    assert [("wikidata", "Wikidata", "https://www.wikidata.org/", "CC0 1.0")] == [
        (work.id, work.title, work.url, work.licence) for work in imported.works
    ]


def test_results_of_one_item_are_joined() -> None:
    """Results that differ in other than the date are one event, with all their values."""
    adams = file("wikidata-sparql.json").rows[5]

    assert ("writer", "humorist") == adams.tags
    assert (("https://en.wikipedia.org/wiki/Douglas_Adams", ""),) == adams.links
    assert {
        "media": [
            {
                "url": "https://commons.wikimedia.org/wiki/File:Douglas_adams_portrait_cropped.jpg",
                "caption": "Douglas Adams",
            }
        ]
    } == adams.more


def test_pictures_by_other_names() -> None:
    """A variable that is called a picture is one, as is one of files of Commons; another may be said to be."""
    path = "http://commons.wikimedia.org/wiki/Special:FilePath/A%20b%28c%29.jpg"
    row = {**item(1), "date": "1970-01-01T00:00:00Z", "datePrecision": "11"}
    by_value = read([{**row, "x": path}]).rows[0].more
    by_name = read([{**row, "photo": "https://e.org/a.jpg"}]).rows[0].more
    asked = read([{**row, "x": "https://e.org/a.jpg"}], x="media").rows[0].more

    assert [
        {"url": "https://commons.wikimedia.org/wiki/File:A_b%28c%29.jpg", "caption": "Item 1"}
    ] == by_value["media"]
    assert [{"url": "https://e.org/a.jpg", "caption": "Item 1"}] == by_name["media"]
    assert by_name == asked


def test_what_became_of_each_value() -> None:
    """Every variable is counted: where it went, and why what was lost was."""
    fields = file("wikidata-sparql.json").tally.fields

    kept = {name: (field.into, field.kept) for name, field in fields.items() if field.kept}
    assert {
        "item": ("sources", 16),
        "itemLabel": ("title", 16),
        "itemDescription": ("text", 12),
        "date": ("date", 16),
        "datePrecision": ("date", 16),
        "dateCalendar": ("date", 16),
        "typeLabel": ("lane", 3),
        "tagLabel": ("tags", 2),
        "article": ("links", 2),
        "image": ("media", 2),
    } == kept
    lost = lost_of(fields.values())
    assert {
        "type": {"what is kept is ?typeLabel": 3},
        "place": {'no place for it (keep it with --map "place=extra")': 1},
        "sitelinks": {'no place for it (keep it with --map "sitelinks=extra")': 16},
    } == lost


def test_what_is_told() -> None:
    """How variables were taken is shown, and what was done to items and days."""
    assert (
        "?itemLabel as title",
        "?date as date",
        "?itemDescription as text",
        "?typeLabel as lane",
        "?tagLabel as tags",
        "?article as links",
        "?image as media",
        "?datePrecision as the precision of ?date",
        "?dateCalendar as the calendar of ?date",
        "results joined to others that have the same item and date: 1",
        "items with several dates as an event each: 1",
        "items without a label as their number: 1",
        "days before 1582 as the service gives them, in the Gregorian calendar",
    ) == file("wikidata-sparql.json").taken_as


def test_from_start_to_end() -> None:
    """Two dates of an item are an interval; an end it cannot have is unknown, with a note."""
    rows = file("wikidata-simple.json").rows

    assert [
        ("World War II", "1939-09-01/1945-09-02", ""),
        ("Cold War", "1947/1991-12", ""),
        ("Ancient Egypt", "/-0029",
         "Start, which the date leaves unknown. The 3rd millennium BCE: 3000 to 2001 BCE."),
        ("Byzantine Empire", "", ""),
        ("Still there", "196X/", ""),
        ("Backwards", "", ""),
        ("Imprecise", "", ""),
    ] == [(row.title, row.edtf, row.date_note) for row in rows]  # fmt: skip
    assert [
        "no interval can be written of ends so vague: The 4th century: 301 to 400, "
        "The 15th century: 1401 to 1500",
        "from 1990 to 1980: the interval ends before it starts",
        "?start: 1990-01-01T00:00:00Z stands without a precision: it may be that day, its month "
        "or just its year; ask the query for the precision too",
    ] == [row.problem for row in rows if row.problem]


@pytest.mark.parametrize(
    ("start", "end", "edtf", "note"),
    [
        ("-12000-01-01T00:00:00Z", "-10500-01-01T00:00:00Z", "Y-12000/Y-10500", ""),
        ("-12000-01-01T00:00:00Z", "-0500-01-01T00:00:00Z", "/-0500",
         "Start, which the date leaves unknown. Y-12000"),
    ],
)  # fmt: skip
def test_long_years_of_an_interval(start: str, end: str, edtf: str, note: str) -> None:
    """Two years of five digits bound an interval; one alone is left unknown, and told."""
    made = wikibase.interval(time(start, 9), time(end, 9))

    assert (edtf, note) == (made.edtf, made.note)


def test_without_precisions() -> None:
    """Only a day that the service would not have made up is a day; the query to ask is told."""
    imported = file("wikidata-no-precision.json")

    assert ["1952-03-11", "", ""] == [row.edtf for row in imported.rows]
    assert all("without a precision" in row.problem for row in imported.rows[1:])
    assert (
        "to know how precise a date is, ask for it in the query, with the property you want in "
        "place of P571, and add both names to SELECT: "
        "?item p:P571 [ a wikibase:BestRank; psv:P571 [ wikibase:timeValue ?date; "
        "wikibase:timePrecision ?datePrecision; wikibase:timeCalendarModel ?dateCalendar ] ]."
    ) == imported.taken_as[-1]


@pytest.mark.parametrize(
    "name", ["wikidata-sparql.json", "wikidata-simple.json", "wikidata-no-precision.json"]
)
def test_what_is_written_builds(name: str) -> None:
    """The file that results become is right, and the same every time."""
    drafted = draft(file(name))
    data = write(drafted).data
    timeline, faults = read_text(data)

    assert [] == faults.errors
    assert len(timeline.events) == sum(not row.problem for row in file(name).rows)
    assert data == write(draft(file(name))).data


def test_verbose_shape() -> None:
    """The bindings alone, as the query page saves them in full, are read like the rest."""
    whole = json.loads((DATA / "wikidata-sparql.json").read_text("utf-8"))

    assert file("wikidata-sparql.json").rows == read(whole["results"]["bindings"]).rows


# Names of variables


@pytest.mark.parametrize(
    ("values", "edtf"),
    [
        ({"date": "1952-01-01T00:00:00Z", "date_precision": "9"}, "1952"),
        ({"pit": "1952-01-01T00:00:00Z", "precision": "9"}, "1952"),
        ({"pointInTime": "1952-01-01T00:00:00Z", "timePrecision": "9"}, "1952"),
        ({"inception": "1952-01-01T00:00:00Z", "inceptionPrecision": "9"}, "1952"),
        ({"inception": "1952-01-01T00:00:00Z", "prec": "9",
          "dissolved": "1960-02-03T00:00:00Z", "dissolvedPrec": "11"}, ""),
        ({"start_time": "1952-01-01T00:00:00Z", "start_precision": "9",
          "end_time": "1960-01-01T00:00:00Z", "end_precision": "9"}, "1952/1960"),
        ({"startDate": "1952-01-01T00:00:00Z", "startDatePrecision": "9",
          "endDate": "1960-01-01T00:00:00Z", "endDatePrecision": "8"}, "1952/196X"),
        ({"dob": "1952-03-11T00:00:00Z", "dobPrecision": "11",
          "dod": "2001-05-11T00:00:00Z", "dodPrecision": "11"}, "1952-03-11/2001-05-11"),
        ({"birthdate": "1952-01-01T00:00:00Z", "birthprecision": "9",
          "deathdate": "2001-05-11T00:00:00Z", "deathprecision": "11"}, "1952/2001-05-11"),
        ({"dateOfBirth": "1952-01-01T00:00:00Z", "birthPrecision": "9",
          "dateOfDeath": "2001-05-11T00:00:00Z", "deathPrecision": "11"}, "1952/2001-05-11"),
        ({"start": "1952-01-01T00:00:00Z", "startPrecision": "9"}, "1952"),
        ({"end": "1952-01-01T00:00:00Z", "endPrecision": "9"}, "1952"),
        ({"date": "1952-01-01T00:00:00Z", "datePrecision": "9", "dateLabel": "1952-01-01T00:00:00Z"},
         "1952"),
        ({"year": "1952"}, "1952"),
        ({"year": "-43"}, "-0043"),
        ({"date": "1952-03-11T00:00:00Z", "datePrecision": "11", "published": "1953-03-04T00:00:00Z"},
         "1952-03-11"),
    ],
)  # fmt: skip
def test_names_of_dates(values: dict[str, str], edtf: str) -> None:
    """Whatever usual name a date has, its own precision is found; another's is not taken."""
    assert edtf == only([item(1, **values)]).edtf


@pytest.mark.parametrize(
    ("datatype", "value", "edtf"),
    [
        ("date", "1952-01-01", "1952-01-01"),
        ("gYear", "1952", "1952"),
        ("gYearMonth", "1952-03", "1952-03"),
        ("gYear", "-0043", "-0043"),
        ("dateTime", "1952-03-11T00:00:00Z", "1952-03-11"),
    ],
)
def test_datatypes(datatype: str, value: str, edtf: str) -> None:
    """A datatype says how precise a date is, where it is not that of every date of Wikidata."""
    binding = {
        "item": {"type": "uri", "value": f"{ENTITY}Q1"},
        "itemLabel": {"type": "literal", "value": "One", "xml:lang": "fr"},
        "when": {"type": "literal", "value": value, "datatype": f"{XSD}{datatype}"},
    }
    imported = read({"head": {"vars": list(binding)}, "results": {"bindings": [binding]}})

    assert (edtf, {"lang": "fr"}) == (imported.rows[0].edtf, imported.header)


@pytest.mark.parametrize("names", [5, "item", None, {"item": 1}, [1, "item"]])
def test_a_head_that_lists_no_variables(names: Any) -> None:
    """The bindings name their variables themselves."""
    binding = {
        "item": {"type": "uri", "value": f"{ENTITY}Q1"},
        "when": {"type": "literal", "value": "1952", "datatype": f"{XSD}gYear"},
    }
    imported = read({"head": {"vars": names}, "results": {"bindings": [binding]}})

    assert ["1952"] == [row.edtf for row in imported.rows]


def test_what_is_unknown() -> None:
    """An unknown value is no date: alone it is a problem, as an end it is an unknown end."""
    precise = {"startPrecision": "9", "start": "1952-01-01T00:00:00Z"}
    ended = {"end": "1960-01-01T00:00:00Z", "endPrecision": "9"}
    rows = read([
        item(1, **precise, end=GENID),
        item(2, start=GENID, **ended),
        item(3, start="_:b1", end=GENID),
        item(4, **precise, **ended),
    ]).rows  # fmt: skip

    assert ["1952/", "/1960", "", "1952/1960"] == [row.edtf for row in rows]
    assert (
        "?start: there is a value, but it is unknown; ?end: there is a value, but it is unknown"
        + _LEFT
    ) == rows[2].problem


def test_an_item_without_label() -> None:
    """The number that the service gives in place of a label is the title, and it is told."""
    imported = read([item(7, itemLabel="Q7", date="1952-03-11T00:00:00Z")])

    assert "Q7" == imported.rows[0].title
    assert "items without a label as their number: 1" in imported.taken_as


def test_words_for_a_date() -> None:
    """A date that is no time of Wikidata's is left to the reader of words."""
    row = only([item(1, date="about 1950")], date="date")

    assert ("", "about 1950") == (row.edtf, row.words)


def test_time_of_day_is_counted() -> None:
    """A time of day has no place, and is counted as lost."""
    imported = read([item(1, date="1969-07-20T20:17:40Z", datePrecision="14")])

    assert {"a date has no time of day": 1} == imported.tally.fields["date"].why


def test_several_lanes_are_tags() -> None:
    """An event has one lane: where items have several values, they are tags."""
    dated = {"date": "1952-03-11T00:00:00Z"}
    one = only([item(1, **dated, typeLabel="a"), item(1, **dated, typeLabel="a")])
    two = only([item(1, **dated, typeLabel="a"), item(1, **dated, typeLabel="b")])

    assert ("a", ()) == (one.lane, one.tags)
    assert ("", ("a", "b")) == (two.lane, two.tags)


def test_text_is_no_markdown() -> None:
    """A description says what it says, whatever Markdown would make of it."""
    row = only(
        [item(1, date="1952-03-11T00:00:00Z", itemDescription="1. <b>a*b_c</b> [x](y) &amp;")]
    )

    assert r"1\. \<b>a\*b_c\</b> [x\](y) \&amp;" == row.text
    assert "<p>1. &lt;b&gt;a*b_c&lt;/b&gt; [x](y) &amp;amp;</p>\n" == markdown(row.text)


def test_what_is_said_of_columns() -> None:
    """A variable goes where it is said to; dropped, it is counted so; extra keeps all values."""
    dated = {"date": "1952-03-11T00:00:00Z"}
    data = [item(1, **dated, size="1", name="N"), item(1, **dated, size="2", name="N")]
    imported = read(data, size="extra", name="title", itemLabel="")

    assert ("N", {"extra": {"size": ["1", "2"]}}) == (imported.rows[0].title, imported.rows[0].more)
    assert {"dropped, as asked for": 2} == imported.tally.fields["itemLabel"].why


@pytest.mark.parametrize(
    ("data", "columns", "message"),
    [
        ({"head": {}, "boolean": True}, {},
         "this is the answer yes or no of an ASK query; import that of a SELECT"),
        ({"head": {}, "results": {}}, {},
         '"results" has no list of "bindings"; save the result of the query anew'),
        ({"head": {}, "results": {"bindings": [1]}}, {},
         "results.bindings[0] is no object; save the result of the query anew"),
        ([item(1)], {}, "no variable of this result holds a date: ?item, ?itemLabel; "
         'ask the query for one, or name it with --map "VARIABLE=date"'),
        ([item(1)], {"when": "date"}, 'there is no variable "when"; the variables are ?item, ?itemLabel'),
        ([item(1)], {"item": "colour"}, '"colour" is no key of an event here; the keys are title, '
         "label, id, date, end, date_text, date_note, text, lane, tags, links, media, note, extra"),
    ],
    ids=["ask", "no bindings", "binding", "no date", "no variable", "no key"],
)  # fmt: skip
def test_what_cannot_be_read(data: Any, columns: dict[str, str], message: str) -> None:
    """What is no result with a date is refused, with what to do."""
    with pytest.raises(Unreadable) as caught:
        read(data, **columns)

    assert message == typed(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        "null",
        "5",
        '[{"a": 1}]',
        '{"events": []}',
        "not json",
        '[["http://x"]]',
        '{"head": 1}',
    ],
)
def test_what_is_not_recognised(text: str) -> None:
    """Other JSON is left to other formats."""
    assert not wikidata.recognises(Given("x.json", text.encode()))


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([f"{ENTITY}Q1", GENID, "1952-01-01T00:00:00Z", "99", "uri", "Q1", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["item", "itemLabel", "date", "datePrecision", "type", "value", "year"]),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(st.lists(ODD, min_size=1, max_size=4), st.booleans())
def test_any_json_is_read_or_refused(data: list[Any], standard: bool) -> None:
    """Whatever stands in JSON, each result is a row or in one, or the file is refused."""
    whole: Any = {"head": {"vars": []}, "results": {"bindings": data}} if standard else data
    given = Given("x.json", json.dumps(whole).encode())
    try:
        rows = wikidata.read(given).rows
    except Unreadable:
        return

    told = [number for row in rows for number in re.findall(r"\d+", row.place)]
    assert [str(number + 1) for number in range(len(data))] == sorted(told, key=int)


def test_the_same_work_for_all() -> None:
    """Another Wikibase is cited by its own name; Wikidata's items by Wikidata's."""
    other = {"item": "https://base.example.org/entity/Q5", "itemLabel": "Five", "year": "1999"}
    imported = read([other, item(1, year="1998")])

    assert [("base-example-org", "base.example.org"), ("wikidata", "Wikidata")] == [
        (work.id, work.title) for work in imported.works
    ]
    assert ["base-example-org", "wikidata"] == [row.cites[0].source for row in imported.rows]


def test_years_from_a_query_are_told() -> None:
    """A number is the year it says, though the query may have made it of a decade."""
    said = [line for line in read([item(1, year="1960")]).taken_as if "decade" in line]

    assert ["numbers as years, though the query may have made them of a decade: 1"] == said


def test_of_another_precision() -> None:
    """A code that is no code is told with what stands there."""
    row = only([item(1, date="1960-01-01T00:00:00Z", datePrecision="year")])

    assert '?datePrecision: "year" is no code of precision; they run from 0 to 14' == row.problem


def test_constants_are_those_of_wikibase() -> None:
    """The codes are Wikibase's (TimeValue::PRECISION_YEAR and so on)."""
    assert (6, 7, 8, 9, 10, 11) == (
        wikibase.MILLENNIUM, wikibase.CENTURY, wikibase.DECADE, wikibase.YEAR, wikibase.MONTH,
        wikibase.DAY,
    )  # fmt: skip


# CSV and TSV


def table(*lines: str, delimiter: str = ",", **columns: str) -> Imported:
    text = "\n".join(delimiter.join(line.split("|")) for line in lines)
    given = Given("x.csv", text.encode(), Choices(columns=columns))
    assert wikidata.recognises(given)
    return wikidata.read(given)


def test_a_download_as_csv() -> None:
    """A table that the service gives is read as its JSON: without a precision 1 January is no day."""
    made = file("wikidata-csv.csv")

    assert ["", "1618-05-23", "", "-0167-06-22"] == [row.edtf for row in made.rows]
    assert ["row 2", "row 3", "row 4", "row 5"] == [row.place for row in made.rows]
    assert (
        "?date: 1839-01-01T00:00:00Z stands without a precision: it may be that day, its month "
        "or just its year; ask the query for the precision too"
    ) == made.rows[0].problem
    assert ["Q2487"] == [cited.locator for cited in made.rows[1].cites]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_table_with_precisions(delimiter: str) -> None:
    """What parts the cells does not matter; a code of precision is heeded."""
    made = table(
        "item|itemLabel|date|datePrecision",
        f"{ENTITY}Q1|One|1839-01-01T00:00:00Z|9",
        f"{ENTITY}Q2|Two|1839-01-01T00:00:00Z|11",
        f"{ENTITY}Q3|Three|1950-01-01T00:00:00Z|8",
        delimiter=delimiter,
    )

    assert [("One", "1839"), ("Two", "1839-01-01"), ("Three", "195X")] == [
        (row.title, row.edtf) for row in made.rows
    ]


def test_a_table_in_the_syntax_of_rdf() -> None:
    """The standard's TSV has question marks, brackets, quotes, languages and types."""
    made = table(
        "?item|?itemLabel|?date",
        f'<{ENTITY}Q1>|"A \\"war\\""@en|"1839-01-01T00:00:00Z"^^<{XSD}dateTime>',
        f'<{ENTITY}Q2>|"Two"@en|"1618-05-23T00:00:00Z"^^xsd:dateTime',
        f'<{ENTITY}Q3>|"Three"@en|"1952"^^<{XSD}gYear>',
        delimiter="\t",
    )

    assert [('A "war"', ""), ("Two", "1618-05-23"), ("Three", "1952")] == [
        (row.title, row.edtf) for row in made.rows
    ]
    assert "en" == made.header["lang"]


def test_results_without_items() -> None:
    """Labels and times of the service are enough to tell what a file is, in a table and in JSON."""
    stamp = "1839-01-01T00:00:00Z"
    as_json = Given("x.json", json.dumps([{"warLabel": "One", "date": stamp}]).encode())

    assert ["One"] == [row.title for row in table("warLabel|date", f"One|{stamp}").rows]
    assert wikidata.recognises(as_json)
    assert "without a precision" in wikidata.read(as_json).rows[0].problem


@pytest.mark.parametrize(
    "text",
    [
        f"Title,Date,wikidata\nMine,1839-01-01,{ENTITY}Q1\n",
        "Title,Date\nMine,1839-01-01T00:00:00Z\n",
        "Event name,Date made,item\nA,1950,x\n",
        "",
    ],
)
def test_tables_of_others(text: str) -> None:
    """A table that names an item of Wikidata beside its own words and dates stays a table."""
    assert not wikidata.recognises(Given("x.csv", text.encode()))


def test_rejected_rows_of_a_table() -> None:
    """All results that are rejected are kept, joined ones too, and are read as results again."""
    lines = ["item,itemLabel,tagLabel,date"]
    lines += [f"{ENTITY}Q1,One,{tag},1839-01-01T00:00:00Z" for tag in ("a", "b")]
    lines += [f"{ENTITY}Q2,Two,a,1618-05-23T00:00:00Z"]
    given = Given("x.csv", "\n".join(lines).encode())
    imported = wikidata.read(given)
    rest = rest_of(given, Report("x.csv", imported, draft(imported)))
    again = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rest.table)

    assert ["a", "b"] == [row[2] for row in rest.table[1:]]
    assert wikidata.recognises(Given("x.csv", again.encode()))
    assert [""] == [row.edtf for row in wikidata.read(Given("x.csv", again.encode())).rows]


def test_what_did_not_come_in_is_not_counted() -> None:
    """Values of an item whose date no one reads are neither kept nor lost: the item is told."""
    good = item(1, date="1952-01-01T00:00:00Z", datePrecision="9")
    made = read([good, item(2, date="the day after")])

    assert {"item": 1, "itemLabel": 1, "date": 1, "datePrecision": 1} == {
        name: field.kept for name, field in made.tally.fields.items()
    }
