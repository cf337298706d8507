"""Every kind of date has a mark of its own, and none claims more than its words."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.marks import DRAWN, SHEET, drawn_sheet, part_line

from timeline import wording
from timeline.edtf import day_number, parse
from timeline.layout import marks
from timeline.layout.layout import layout
from timeline.layout.marks import Mark, Shape, mark
from timeline.text import reader

SPAN = (day_number(1945), day_number(2005))


def drawing(text: str, *, attested: bool = False) -> list[str]:
    """A mark in one line a part: "bar unit 1959.0-1960.0"."""
    return [part_line(part) for part in mark(parse(text), SPAN, attested=attested).parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1970-07-01", ["dot 1970.5-1970.5"], id="day"),
        pytest.param("1970-03", ["bar unit 1970.2-1970.2"], id="month"),
        pytest.param("1959", ["bar unit 1959-1960"], id="year"),
        pytest.param("196X", ["bar wide 1960-1970"], id="decade"),
        pytest.param("19XX", ["bar wide 1945-2000", "chevron 1945-1945"], id="century, cut"),
        pytest.param(
            "1977/1983",
            ["bar wide 1977-1978", "bar solid 1978-1983", "bar wide 1983-1984"],
            id="span: solid core, pale bounds",
        ),
        pytest.param("1977/1977-06", ["bar wide 1977-1977.5"], id="span inside one unit"),
        pytest.param(
            "{1950..1952}",
            ["bar unit 1950-1951", "bar unit 1951-1952", "bar unit 1952-1953"],
            id="each year: not one bar",
        ),
        pytest.param(
            "1950?/1980",
            [
                "bar wide 1950-1951",
                "bar solid 1951-1980",
                "bar wide 1980-1981",
                "doubt 1950-1951",
                "query 1950-1950",
            ],
            id="doubt on the start alone",
        ),
        pytest.param(
            "1965~-03-12",
            ["dot 1965.2-1965.2", "fade unit 1964.2-1965.2", "fade unit 1965.2-1966.2"],
            id="the year of a day is approximate: a year to either side",
        ),
        pytest.param(
            "[1930,2010]",
            ["dashes 1945-2005", "chevron 1945-1945", "chevron 2005-2005"],
            id="both candidates beyond the chart",
        ),
        pytest.param(
            "200X/..", ["bar wide 2000-2005", "arrow 2005-2005"], id="open beyond the chart"
        ),
        pytest.param("1945/", ["bar unit 1945-1946", "fade unit 1946-1946"], id="end unknown"),
        pytest.param("/1984", ["bar unit 1984-1985", "fade unit 1984-1984"], id="start unknown"),
        pytest.param(
            "1948/..",
            ["bar wide 1948-1949", "bar solid 1949-2005", "arrow 2005-2005"],
            id="open end",
        ),
        pytest.param(
            "../1948",
            ["bar solid 1945-1948", "bar wide 1948-1949", "arrow 1945-1945"],
            id="open start",
        ),
        pytest.param(
            "[1950,1957]",
            ["dashes 1951-1957", "hollow 1950-1951", "hollow 1957-1958"],
            id="one of two",
        ),
        pytest.param("[1952..1959]", ["hollow 1952-1960"], id="window"),
        pytest.param("[..1949]", ["hollow 1945-1950", "arrow 1945-1945"], id="or earlier"),
        pytest.param(
            "{1950,1957}",
            ["line 1951-1957", "bar unit 1950-1951", "bar unit 1957-1958"],
            id="both of two",
        ),
        pytest.param(
            "1965~",
            ["bar unit 1965-1966", "fade unit 1964-1965", "fade unit 1966-1967"],
            id="about: soft for one unit outside",
        ),
        pytest.param(
            "1965?",
            ["bar unit 1965-1966", "doubt 1965-1966", "query 1966-1966"],
            id="perhaps: dashes, bounds unchanged",
        ),
        pytest.param(
            "1965%",
            [
                "bar unit 1965-1966",
                "fade unit 1964-1965",
                "fade unit 1966-1967",
                "doubt 1965-1966",
                "query 1967-1967",
            ],
            id="perhaps about",
        ),
        pytest.param(
            "1938/2010", ["bar solid 1945-2005", "chevron 1945-1945", "chevron 2005-2005"],
            id="reaches in from both sides",
        ),
    ],
)  # fmt: skip
def test_mark(text: str, expected: list[str]) -> None:
    """A date is drawn as the table of marks says."""
    assert expected == drawing(text)


def test_attested() -> None:
    """True by then: a hollow diamond, with a line as wide as the unit written."""
    assert ["line 1997-1998", "diamond 1997.5-1997.5"] == drawing("1997", attested=True)


def test_an_unknown_end_is_of_no_length() -> None:
    """The fade of an unknown end has a fixed length in px and none in time."""
    fade = mark(parse("1945/"), SPAN).parts[-1]

    assert fade.start == fade.end
    assert fade.end_px > 0


def test_another_account_is_hollow() -> None:
    """The same shape without filling; one outline, not one a part."""
    shapes = [part.shape for part in marks.hollow(mark(parse("1977/1983"), SPAN)).parts]

    assert [Shape.HOLLOW] == shapes


def names(found: Mark) -> set[str]:
    return set(found.keys)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1959", {"year"}),
        ("1959~", {"year", "about"}),
        ("1959%", {"year", "about", "doubt"}),
        ("1945/", {"span", "unknown"}),
        ("1945/..", {"span", "open"}),
        ("[1950,1957]", {"one-of"}),
        ("[1952..1959]", {"window"}),
        ("[..1949]", {"window", "open"}),
        ("{1950,1957}", {"all-of"}),
        ("1938/2010", {"span", "beyond"}),
    ],
)
def test_key_names(text: str, expected: set[str]) -> None:
    """The key explains every channel a mark uses."""
    assert expected == names(mark(parse(text), SPAN))


@pytest.mark.parametrize("name", marks.KEY)
def test_every_entry_of_the_key_has_words_and_a_sample(name: str) -> None:
    """No kind of mark goes unexplained."""
    assert wording.key_words(name, "en")
    assert marks.KEY[name]


KINDS = ("1965", "1965-03", "1965-03-31", "196X", "1960/1969", "1960/", "/1960", "1960/..",
         "[1960,1962]", "[1960..1962]", "{1960,1962}", "1959/1959", "{1960,1961}", "{1960..1962}", "1965~", "1965?", "1965%", "1959-21")  # fmt: skip


def test_no_two_kinds_are_drawn_alike() -> None:
    """Kinds of date differ in shape, tone or width: never in colour alone."""
    looks = {
        tuple(
            (part.shape, part.tone, part.leftward, round((part.end or 0) - (part.start or 0)))
            for part in mark(parse(text), SPAN).parts
        )
        for text in KINDS
    }

    assert len(KINDS) == len(looks)


@given(st.sampled_from(KINDS), st.integers(1945, 1990), st.integers(1, 20))
def test_marks_stay_inside_the_span(text: str, first: int, length: int) -> None:
    """Whatever the span, no part reaches outside it, heads of arrows aside."""
    span = (day_number(first), day_number(first + length))

    for part in mark(parse(text), span).parts:
        assert span[0] <= part.start <= part.end <= span[1]  # type: ignore[operator]


def test_the_sheet_of_marks_says_what_the_words_say() -> None:
    """Each label of docs/marks.toml is the date as written and in words."""
    events = tomllib.loads(SHEET.read_text("utf-8"))["events"]
    dated = [event for event in events if "date" in event and event["lane"] != "others"]

    expected = [f"{event['date']} — {wording.date_words(parse(event['date']))}" for event in dated]
    assert expected == [event["label"] for event in dated]


def test_the_sheet_of_marks_has_every_kind() -> None:
    """docs/marks.toml shows all that the key can explain."""
    shown = layout(reader.read(SHEET)[0]).key

    assert list(marks.KEY) == [entry.name for entry in shown]


def test_the_sheet_of_marks_is_drawn_as_it_was() -> None:
    """A change to a mark is seen part by part; `make docs` writes it anew, to be read."""
    assert DRAWN.read_text("utf-8") == drawn_sheet()
