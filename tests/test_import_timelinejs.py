"""TimelineJS's JSON and spreadsheet to rows: every slide is a row, a period, the title, or told."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.edtf import parse
from timeline.importing.date_parts import date, interval
from timeline.importing.drafting.dating import says_less
from timeline.importing.drafting.drafting import draft
from timeline.importing.formats import simile, timelinejs
from timeline.importing.formats.timelinejs import sheet as spreadsheet
from timeline.importing.formats.timelinejs.dates import says_more
from timeline.importing.input import Given
from timeline.importing.report import Report, json_of, text_of
from timeline.importing.rows import Choices, Imported, NoEvent, Row, Unreadable

laws = settings(max_examples=60, deadline=None)
DATA = Path(__file__).parent / "data" / "imports"
EVENT = {"start_date": {"year": 1990}, "text": {"headline": "A"}}


def file(name: str) -> Given:
    return Given(name, (DATA / name).read_bytes())


def imported(data: Any) -> Imported:
    return timelinejs.read(Given("made.json", json.dumps(data).encode()))


def row(slide: dict[str, Any]) -> Row:
    return imported({"events": [slide]}).rows[0]


def sheet(text: str, day_first: bool | None = None) -> Imported:
    return spreadsheet.read(Given("made.csv", text.encode(), Choices(day_first=day_first)))


def by_place(made: Imported) -> dict[str, Row]:
    return {each.place: each for each in made.rows}


def lost(made: Imported) -> dict[str, dict[str, int]]:
    return {name: field.why for name, field in made.tally.fields.items() if field.why}


def each(*names: str, why: str) -> dict[str, dict[str, int]]:
    """That one value of each of these was lost, for one reason."""
    return {name: {why: 1} for name in names}


# Dates of parts


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("1943",), "1943"),
        ((" 1943 ", "", None), "1943"),
        ((1943.0, 7.0), "1943-07"),
        (("1943", "07", " 5 "), "1943-07-05"),
        ((75,), "0075"),
        ((-1,), "0000"),
        (("-500", 3), "-0499-03"),
        (("−44", 3, 15), "-0043-03-15"),
        ((-10_000,), "-9999"),
        ((-10_001,), "Y-10000"),
        ((12_000,), "Y12000"),
        ((2000, 2, 29), "2000-02-29"),
    ],
)
def test_dates_of_parts(parts: tuple[Any, ...], expected: str) -> None:
    """Numbers in any form are a date of as many parts; before the year 1 comes 1 BCE."""
    assert expected == date(*parts)


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        (("",), "there is no year"),
        (("", 7), "month 7: there is no year to it"),
        (("1943", "", 5), "day 5: there is no month to it"),
        ((0,), "year 0: before the year 1 comes -1, which is 1 BCE"),
        ((1943, 13), "month 13: months run from 1 to 12"),
        ((1943, 0), "month 0: months run from 1 to 12"),
        ((1943, 2, 30), "day 30: February 1943 has 28 days"),
        ((1943, 2, 0), "day 0: days run from 1 to 31"),
        ((1943, 2, -1), "day -1: days run from 1 to 31"),
        (("MCM",), 'year "MCM": this is no whole number'),
        ((1943.5,), 'year "1943.5": this is no whole number'),
        ((True,), 'year "True": this is no whole number'),
        (("1943", "July"), 'month "July": this is no whole number'),
        (("9" * 13,), f"year {'9' * 13}: this has more than 12 digits"),
        (
            ("19700331",),
            "year 19700331: this may be the day 1970-03-31, or a year of eight digits; write year, month and day apart",
        ),
        ((20_000, 3), "month 3: a year of more than four digits has no months here"),
    ],
)
def test_parts_that_are_no_date(parts: tuple[Any, ...], problem: str) -> None:
    """What is wrong is said with the part and what stands there."""
    with pytest.raises(NoEvent) as caught:
        date(*parts)

    assert problem == str(caught.value)


def test_years_with_a_zero() -> None:
    """Where a format counts as astronomers do, years are as EDTF has them."""
    assert ["0000", "-0043"] == [date(year, year_zero=True) for year in (0, -43)]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("1943", "1943", "1943"),
        ("1943-07", "1946", "1943-07/1946"),
        ("1943-07", "1943", "1943-07/1943-XX"),
        ("1943-07-05", "1943-07", "1943-07-05/1943-07-XX"),
        ("1943", "1943-07", "1943/1943-07"),
        ("Y-66000000", "Y-23000000", "Y-66000000/Y-23000000"),
    ],
)
def test_intervals_hold_their_end(start: str, end: str, expected: str) -> None:
    """An end is within the interval, all of it or, if the start is in it too, some time of it."""
    assert expected == interval(start, end)


def test_an_end_before_the_start() -> None:
    """Such an interval is no date; the two are never exchanged."""
    with pytest.raises(NoEvent, match="the end 1943 is before the start 1946"):
        interval("1946", "1943")


@laws
@given(
    st.integers(-20_000, 20_000),
    st.none() | st.integers(-1, 14),
    st.none() | st.integers(-1, 33),
)
def test_no_date_is_moved(year: int, month: int | None, day: int | None) -> None:
    """Law: parts are a date of just these parts, or a problem."""
    try:
        start = parse(date(year, month, day)).start
    except NoEvent:
        return
    assert (year if year > 0 else year + 1, month, day) == (start.year, start.month, start.day)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("words", "edtf", "more"),
    [
        ("1943", "1943", False),
        ("July 1943", "1943-07", False),
        ("5 July, 1943", "1943-07-05", False),
        ("500 BCE", "-0499", False),
        ("1943–1946", "1943/1946", False),
        ("about 1943", "1943", True),
        ("1943", "1943-07", True),
        ("The Ides of March", "-0043-03-15", True),
    ],
)
def test_words_that_say_more(words: str, edtf: str, more: bool) -> None:
    """Words for a date are kept where they say other than the date."""
    assert more == says_more(words, edtf)


SAYS_LESS = "the display date says less, and is taken for the date"


def shown(start: Any, display: str, end: Any = None) -> Imported:
    """A timeline of a slide with words that are shown for its date."""
    slide = {"start_date": start, "display_date": display, "text": {"headline": "A"}}
    return imported({"events": [slide | ({"end_date": end} if end else {})]})


@pytest.mark.parametrize(
    ("start", "display", "end", "edtf", "lost_parts"),
    [
        ({"year": 1945}, "c. 1945", None, "1945~", []),
        ({"year": 1945}, "1945?", None, "1945?", []),
        ({"year": 1945}, "between 1945 and 1959", None, "[1945..1959]", ["year"]),
        ({"year": 1940, "month": 1, "day": 1}, "1940s", None, "194X", ["year", "month", "day"]),
        ({"year": 1940}, "early 1940s", None, "194X", ["year"]),
        ({"year": 1945, "month": 5}, "1945", None, "1945", ["year", "month"]),
        ({"year": -500}, "c. 500 BCE", None, "-0499~", []),
        ({"year": 1940}, "1940s", {"year": 1949}, "194X", ["year"]),
    ],
)
def test_a_display_date_that_says_less_is_the_date(
    start: Any, display: str, end: Any, edtf: str, lost_parts: list[str]
) -> None:
    """Numbers place a slide; the words are what its source says, and are not made sharper."""
    made = shown(start, display, end)
    table = draft(made, Choices(title="T")).events[0].values

    assert (edtf, display) == (table["date"], table["date_text"])
    assert "in 1 row the display date says less than the date; it is taken for the date" in (
        made.taken_as
    )
    counted = {name.rpartition(".")[2] for name in lost(made)}
    assert set(lost_parts) == counted
    assert all({SAYS_LESS: 1} == why for why in lost(made).values())


@pytest.mark.parametrize(
    ("start", "display", "end", "edtf", "date_text"),
    [
        ({"year": 1945}, "May 1945", None, "1945", "May 1945"),
        ({"year": 1945}, "1946", None, "1945", "1946"),
        ({"year": 1945}, "1945–1950", None, "1945", "1945–1950"),
        ({"year": 1945}, "1945 to present", None, "1945", "1945 to present"),
        ({"year": 1945}, "1940s", {"year": 1950}, "1945/1950", "1940s"),
        ({"year": 1945}, "1945–50", {"year": 1950}, "1945/1950", ""),
        ({"year": 1945}, "by 1945", None, "1945", "by 1945"),
        ({"year": 1945}, "1945 and 1946", None, "1945", "1945 and 1946"),
        ({"year": 1945}, "The end of the war", None, "1945", "The end of the war"),
        ({"year": 1970, "month": 4, "day": 3}, "03/04/1970", None, "1970-04-03", "03/04/1970"),
    ],
)
def test_a_display_date_that_says_other_stays_beside_it(
    start: Any, display: str, end: Any, edtf: str, date_text: str
) -> None:
    """Words that say more, or something else, or nothing that can be read, change no date."""
    made = shown(start, display, end)

    assert [(edtf, "", date_text)] == [(row.edtf, row.words, row.date_text) for row in made.rows]
    assert () == made.taken_as


def test_less_is_no_sharper() -> None:
    """Words are not taken for a date that is itself about or perhaps, and are so no more."""
    assert not says_less("1945", "1945~")
    assert not says_less("1940s", "1945?")
    assert says_less("c. 1945", "1945")
    assert says_less("before 1950", "1949")
    assert not says_less("before 1950", "1950")
    assert not says_less("1945", "no date")


def test_all_rows_add_up() -> None:
    """The title is a row of the file too, and is told."""
    made = imported({"title": {"text": {"headline": "T"}}, "events": [EVENT, {}]})
    report = Report("a.json", made, draft(made))

    assert (
        "a.json: 3 rows of TimelineJS JSON: 1 event, 1 title, 1 not imported"
        == (text_of(report).partition("\n")[0])
    )
    assert {"title": 1} == json.loads(json_of(report))["aside"]


def test_slides_in_other_shapes() -> None:
    """A date in words is read as words, what is no slide is told, and neither is guessed."""
    made = imported({"events": [EVENT, None, EVENT | {"start_date": "9/11/2001"}]})
    events = draft(made, Choices(title="T"))

    assert ["events[1]", "events[2]"] == [each.row.place for each in events.rejected]
    assert "there is no date; write one" == events.rejected[0].reason
    assert events.rejected[1].reason.startswith(
        '"9/11/2001": this can be read in more than one way'
    )


# Files by others, and files with all that is documented


def test_a_timeline_in_two_forms() -> None:
    """TimelineJS's own example gives the same rows as JSON and as a spreadsheet."""
    as_json = timelinejs.read(file("timelinejs-women-in-computing.json"))
    as_sheet = spreadsheet.read(file("timelinejs-women-in-computing.csv"))
    bare = [[dataclasses.replace(each, place="") for each in made.rows] for made in (as_json, as_sheet)]  # fmt: skip

    assert bare[0] == bare[1]
    assert as_json.header == as_sheet.header
    assert "Women in Computing" == as_json.header["title"]
    assert [f"row {number}" for number in range(3, 13)] == [each.place for each in as_sheet.rows]
    assert [
        "1815-12-10/1852-11-27",
        "1948-03-14",
        "1943-07/1946",
        "1943-06-05",
        "1951",
        "1952",
    ] == [each.edtf for each in as_json.rows[:6]]
    assert as_json.rows[1].text.startswith("> There is no demand for women engineers")
    assert as_json.rows[1].text.endswith("\n>\n> — Edith Clarke, first female professor of electrical engineering in the United States")  # fmt: skip
    assert {"background.url": {"how it looks is not kept": 2}} == lost(as_json)
    assert {"Background": {"how it looks is not kept": 2}} == lost(as_sheet)


def test_media_are_media() -> None:
    """The address is a picture, or a link to a film, with caption and credit; links in these are links."""
    made = timelinejs.read(file("timelinejs-women-in-computing.json"))

    assert (
        ("https://www.youtube.com/channel/UCHDr4RtxwA1KqKGwxgdK4Vg", "Computer History Museum"),
    ) == made.rows[2].links
    assert {
        "media": [
            {
                "url": "https://www.youtube.com/watch?v=aPweFhhXFvY",
                "caption": "Jean Bartik talks about the ENIAC women",
                "credit": "Computer History Museum",
            }
        ]
    } == made.rows[2].more


def test_every_key_that_is_documented() -> None:
    """Each key of the JSON format goes somewhere or is told; each slide is a row or a problem."""
    made = timelinejs.read(file("timelinejs-documented.json"))
    rows = by_place(made)

    assert ["events[0]", "events[1]", "events[2]", "events[3]", "events[4]", "events[5]", "events[6]",
            "events[7]", "events[8]", "eras[0]", "eras[1]"] == sorted(rows, key=lambda place: (place[1] != "v", place))  # fmt: skip
    assert {
        "title": "Every key",
        "description": "Of the documentation.",
        "media": [
            {
                "url": "https://example.org/cover.jpg",
                "caption": "A cover",
                "credit": "The library",
            }
        ],
    } == made.header
    assert (
        Row(
            place="events[0]",
            title="Eagle on the Moon",
            edtf="1969-07-20/1969-07-21",
            date_text="20 July 1969, 20:17 UTC",
            id="eagle",
            text="Of **Apollo 11**; see <https://example.org/apollo_11>.",
            lane="Apollo",
            links=(("https://example.org/eagle", "lander"),),
            more={
                "media": [
                    {
                        "url": "https://example.org/eagle.jpg",
                        "alt": "A lander",
                        "caption": "The lander",
                        "credit": "NASA",
                        "source": "https://example.org/about",
                    }
                ]
            },
        )
        == rows["events[0]"]
    )
    assert ("-0043-03-15", "The Ides of March") == (
        rows["events[1]"].edtf,
        rows["events[1]"].date_text,
    )
    assert ("A first satellite", "") == (rows["events[2]"].title, rows["events[2]"].date_text)
    assert (
        Row(place="eras[0]", title="Space Race", edtf="1957/1975", is_period=True)
        == rows["eras[0]"]
    )
    assert {
        "events[3]": "year 0: before the year 1 comes -1, which is 1 BCE",
        "events[4]": "month 13: months run from 1 to 12",
        "events[5]": "day 5: there is no month to it",
        "events[6]": "the end 1950 is before the start 1960",
        "events[7]": "there is neither a headline nor a text",
        "events[8]": "there is no date; write one",
        "eras[1]": "an era has an end",
    } == {place: each.problem for place, each in rows.items() if each.problem}
    assert (
        "the first sentence of the text is the title where there is no headline: events[2]",
    ) == made.taken_as
    assert {
        **each("start_date.second", "start_date.millisecond", why="a date has no time of day"),
        **each("end_date.hour", "end_date.minute", why="a date has no time of day"),
        **each("start_date.format", "media.thumbnail", why="how it looks is not kept"),
        **each("media.link_target", "background.url", why="how it looks is not kept"),
        **each("background.color", "background.alt", why="how it looks is not kept"),
        **each("media.title", why="a picture has one caption"),
        **each("location.name", "location.lat", "unique_id", why="no place for it"),
        **each("text.text", why="a period has a title and a date alone"),
    } == lost(made)


def test_every_column_of_the_template() -> None:
    """Columns are known whatever their case; a row's number counts the header."""
    made = spreadsheet.read(file("timelinejs-documented.csv"))
    rows = by_place(made)

    assert {"title": "Every column", "description": "Of the template"} == made.header
    assert ("1969-07-20/1969-07-21", "Apollo") == (rows["row 3"].edtf, rows["row 3"].lane)
    assert [
        {
            "url": "https://example.org/eagle.jpg",
            "alt": "A lander",
            "caption": "Lander",
            "credit": "NASA",
        }
    ] == rows["row 3"].more["media"]
    assert rows["row 4"].is_period
    assert ["c. 1500", "the 1850s"] == [rows[f"row {number}"].words for number in (5, 6)]
    assert "-0499" == rows["row 8"].edtf
    assert {
        "row 7": "there is a title already, in row 2",
        "row 9": "day 30: February 1960 has 29 days",
    } == {place: each.problem for place, each in rows.items() if each.problem}
    assert {"Time", "End Time", "Media Thumbnail", "Background", "Notes"} == set(lost(made))


def test_versions_1_and_2() -> None:
    """The older JSON is read too, also as the script it came in; the timeline itself is the title."""
    made = timelinejs.read(file("timelinejs-version-2.jsonp"))

    assert "The main headline" == made.header["title"]
    assert ["2011-12-10/2011-12-11", "2011-12-10", "2011-12-10", "2011"] == [
        each.edtf for each in made.rows if not each.is_period
    ]
    assert ["2011-12-10/2011-12-11"] == [each.edtf for each in made.rows if each.is_period]
    assert {"a date has no time of day": 1, "a timeline has no date of its own": 1} == lost(made)[
        "startDate"
    ]


def test_the_spreadsheet_of_version_1() -> None:
    """With slashes its month stands first, unless it is said that the day does."""
    text = "Start Date,End Date,Headline,Text,Media,Tag\n3/4/1970,1970-05-01,A,b,,War\n1970,,B,,,\n"

    assert ["1970-03-04/1970-05-01", "1970"] == [each.edtf for each in sheet(text).rows]
    assert "1970-04-03/1970-05-01" == sheet(text, day_first=True).rows[0].edtf
    assert "War" == sheet(text).rows[0].lane


# Slides, one by one

HEADLINE = {"headline": "A"}


def test_deep_time() -> None:
    """On a cosmological scale only the year counts, before the year 1 as on the other one."""
    slide = {"start_date": {"year": -13_800_000_000, "month": 1}, "text": HEADLINE}
    made = imported({"scale": "cosmological", "events": [slide]})

    assert "Y-13799999999" == made.rows[0].edtf
    assert {"start_date.month": {"on a cosmological scale only the year counts": 1}} == lost(made)
    assert "Y-99998" == row({"start_date": {"year": -99_999}, "text": HEADLINE}).edtf


@pytest.mark.parametrize(
    ("start", "end", "edtf", "note"),
    [
        (-315_000, None, "Y-314999", ""),
        (-3_500, None, "-3499", ""),
        (-9_999, -1, "-9998/0000", ""),
        (-538_800_000, -251_902_000, "Y-538799999/Y-251901999", ""),
        (12_000, 20_000, "Y12000/Y20000", ""),
        (-315_000, 2_000, "/2000", "It began in 315,000 BCE."),
        (-20_000, -500, "/-0499", "It began in 20,000 BCE."),
        (2_000, 12_000, "2000/", "It ended in year 12,000."),
    ],
)
@pytest.mark.parametrize("version", [3, 2, "sheet"])
def test_there_is_no_year_0(
    version: int | str, start: int, end: int | None, edtf: str, note: str
) -> None:
    """Years before 1 are BCE in every version, however long ago; from one to another is an interval."""
    if version == 3:
        dates = {"start_date": {"year": str(start)}}
        dates |= {"end_date": {"year": str(end)}} if end else {}
        found = row({**dates, "text": HEADLINE})
    elif version == 2:
        slide = {"startDate": str(start), "endDate": str(end or ""), "headline": "A"}
        found = imported({"timeline": {"headline": "T", "date": [slide]}}).rows[0]
    else:
        text = f'Year,Month,End Year,Headline,Text,Media\n"{start:,}",,{end or ""},A,,\n'
        found = sheet(text).rows[0]

    assert ("", edtf, note) == (found.problem, found.edtf, found.date_note)
    assert edtf == parse(edtf).text


def test_a_long_interval_ends_after_its_start() -> None:
    """From one year to a much later one is no interval backwards."""
    slide = {"start_date": {"year": 2000}, "end_date": {"year": -315_000}, "text": HEADLINE}

    assert "the end Y-314999 is before the start 2000" == row(slide).problem


@pytest.mark.parametrize("words", [".", " – ", "&nbsp;", "..."])
def test_words_that_hide_a_date(words: str) -> None:
    """A display date without words is none, and that is told."""
    made = imported(
        {"events": [{"start_date": {"year": 900}, "display_date": words, "text": HEADLINE}]}
    )

    assert ("0900", "") == (made.rows[0].edtf, made.rows[0].date_text)
    assert words == "&nbsp;" or {"display_date": {"no words are in it": 1}} == lost(made)


@pytest.mark.parametrize(
    ("slide", "problem"),
    [
        ({"start_date": {"month": 3}, "text": HEADLINE}, "month 3: there is no year to it"),
        ({"end_date": {"year": 3}, "text": HEADLINE}, "there is an end and no start"),
        ({"start_date": {"year": 3}, "end_date": {"month": 2}, "text": HEADLINE}, "end: month 2: there is no year to it"),
        ({"start_date": {"year": "c. 3", "month": 2}, "text": HEADLINE}, 'year "c. 3": this is no whole number'),
        ({"start_date": {"year": 3}}, "there is neither a headline nor a text"),
        ({"start_date": {"year": 3}, "text": {"headline": "<b></b>"}}, "there is neither a headline nor a text"),
        ({"start_date": {"year": 3}, "text": {"headline": "x", "text": "y" * 2_000_000}}, "a text of 2,000,000 characters, and 1,000,000 can be read"),
    ],
)  # fmt: skip
def test_slides_that_are_no_event(slide: dict[str, Any], problem: str) -> None:
    """Why a slide is no event is said; of such a slide nothing is counted as kept."""
    made = imported({"events": [slide]})

    assert [problem] == [each.problem for each in made.rows]
    assert not made.tally.fields


def test_words_for_both_ends() -> None:
    """Of words for start and end both are kept; those for the whole stand before them."""
    slide = {
        "start_date": {"year": 1914, "display_date": "Summer 1914"},
        "end_date": {"year": 1918, "display_date": "the armistice"},
        "text": HEADLINE,
    }

    assert "Summer 1914 – the armistice" == row(slide).date_text
    assert "The War" == row({**slide, "display_date": "The <b>War</b>"}).date_text
    assert "1914 – the armistice" == row({**slide, "start_date": {"year": 1914}}).date_text


def test_media_that_are_no_address() -> None:
    """What is embedded is quoted or linked; what is in the file itself is told as lost."""
    day = {"start_date": {"year": 1914}, "text": HEADLINE}
    embed = '<iframe src="https://e.org/v"></iframe>'

    assert (
        "<https://e.org/v>\n\nOf it (Me)"
        == row({**day, "media": {"url": embed, "caption": "Of it", "credit": "Me"}}).text
    )
    assert [{"url": "https://youtube.com/watch?v=1", "caption": "youtube.com"}] == row(
        {**day, "media": {"url": "youtube.com/watch?v=1"}}
    ).more["media"]
    assert (("mailto:me@e.org", ""),) == row({**day, "media": {"url": "mailto:me@e.org"}}).links
    made = imported({"events": [{**day, "media": {"url": url}} for url in ("data:x", "a/b.jpg")]})
    assert {
        "media.url": {"a picture inside the file is not kept": 1, "this is no web address": 1}
    } == lost(made)


NAMELESS = [
    ("https://e.org/a/The_old%20mill.jpg?w=800", "The old mill"),
    ("https://e.org/IMG_0001.JPG", "IMG 0001"),
    ("https://www.youtube.com/watch?v=1", "youtube.com"),
    ("https://e.org/", "e.org"),
    ("https://commons.wikimedia.org/wiki/File:Mill_(1901).jpg", "Mill (1901)"),
]


@pytest.mark.parametrize(("url", "caption"), NAMELESS)
def test_media_of_which_nothing_is_said(url: str, caption: str) -> None:
    """A picture without words is called by its file's name, or its site, and the report says so."""
    made = imported({"events": [{**EVENT, "media": {"url": url, "caption": " "}}]})

    assert [{"url": url, "caption": caption}] == made.rows[0].more["media"]
    told = "1 picture without words captioned by the name of its file or site"
    assert (told,) == made.taken_as


def test_alt_alone_is_not_a_caption() -> None:
    """What is to be seen is told in place of a picture, and stands not below it."""
    media = {"url": "https://e.org/a.jpg", "alt": "A mill", "credit": "Me"}
    made = imported({"events": [{**EVENT, "media": media}]})

    assert [media] == made.rows[0].more["media"]
    assert () == made.taken_as


def test_what_is_hostile_is_gone() -> None:
    """No script of a slide comes into an event."""
    evil = "<script>alert(1)</script><a href='javascript:x' onclick=y>z</a>"
    made = row(
        {
            "start_date": {"year": 1914},
            "text": {"headline": evil, "text": evil},
            "group": evil,
            "unique_id": evil,
            "media": {"url": evil, "link": "javascript:x"},
        }
    )

    assert ("z", "z", "z") == (made.title, made.lane, made.text.partition("\n")[0])
    assert "script" not in str(dataclasses.asdict(made))


# What is recognised


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"events": [{"start_date": {"year": 1}}]}, True),
        ({"title": {"text": {"headline": "x"}}, "events": []}, True),
        ({"timeline": {"date": []}}, True),
        ({"events": []}, False),
        ({"events": [{"start": "1914", "title": "x"}]}, False),
        ({"events": [{"date": "1914", "title": "x"}]}, False),
        ({"events": {"start_date": {}}}, False),
        ([{"start_date": {"year": 1}}], False),
        ("text", False),
    ],
)
def test_json_is_recognised(data: Any, expected: bool) -> None:
    """TimelineJS's JSON has dates in parts or texts with headlines; other JSON is another's."""
    assert expected == timelinejs.recognises(Given("x", json.dumps(data).encode()))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Year,Month,Headline", True),
        ("headline,YEAR,Media Credit", True),
        ("Start Date,Headline,Media", True),
        ("Year,Headline", False),
        ("Year,Event", False),
        ("Start Date,Headline", False),
    ],
)
def test_sheets_are_recognised(header: str, expected: bool) -> None:
    """The spreadsheet is known by its columns, in any order and case."""
    assert expected == spreadsheet.recognises(Given("x", f"{header}\n1,2,3\n".encode()))


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"{", b"x = {", b"\x00", b"PK\x03\x04", b"x = {]}"]
)
def test_recognising_never_fails(data: bytes) -> None:
    """Whatever the bytes, it is said that they are none of these."""
    given_file = Given("x", data)

    assert not any(kind.recognises(given_file) for kind in (timelinejs, spreadsheet, simile))


def test_broken_files() -> None:
    """A file that was said to be TimelineJS's and is not is refused with what is wrong."""
    with pytest.raises(Unreadable, match="this JSON is no object"):
        timelinejs.read(Given("x", b"[1]"))
    with pytest.raises(Unreadable):
        timelinejs.read(Given("x", b'{"events": [}'))


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["year", "month", "headline", "text", "url", "display_date", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)
slides = st.dictionaries(
    st.sampled_from(
        [
            "start_date",
            "end_date",
            "text",
            "media",
            "group",
            "unique_id",
            "x",
            "start",
            "end",
            "title",
        ]
    ),
    values,
    max_size=5,
)


@laws
@given(st.lists(slides | values, max_size=3), st.lists(slides | values, max_size=2), values)
def test_every_item_is_a_row(events: list[Any], eras: list[Any], title: Any) -> None:
    """Law: whatever a file holds, each of its events and eras is one row, kept or told; so it is with SIMILE."""
    data = {"events": events, "eras": eras, "title": title}
    places = [f"events[{index}]" for index in range(len(events))]

    made = imported(data).rows
    assert places + [f"eras[{index}]" for index in range(len(eras))] == [
        each.place for each in made
    ]
    assert all(each.problem or ((each.edtf or each.words) and each.title) for each in made)
    other = simile.read(Given("x", json.dumps(data).encode())).rows
    assert places == [each.place for each in other]
    assert all(each.problem or (each.edtf and each.title) for each in other)
