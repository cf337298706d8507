"""Rows become the events that a person would have written, and what cannot be one is told."""

from __future__ import annotations

import os
import random
import tomllib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.importing.drafting.drafting import Draft, draft
from timeline.importing.drafting.settling import EITHER_FIRST
from timeline.importing.drafting.values import digests
from timeline.importing.drafting.writing import Written, write
from timeline.importing.report import Report, json_of, text_of
from timeline.importing.rows import Choices, Cited, Imported, Row, Tally, Work
from timeline.text.formatting import canonical
from timeline.text.reader import read_text
from timeline.text.values import table_text

FUZZ = int(os.environ.get("TIMELINE_FUZZ", "0"))
laws = settings(max_examples=FUZZ or 60, deadline=None)


def imported(*rows: Row, **more: Any) -> Imported:
    return Imported(**{"kind": "test", "rows": rows, "tally": Tally(), **more})


def made(*rows: Row, **more: Any) -> Written:
    choices = Choices(title="T", **more.pop("said", {}))
    return write(draft(imported(*rows, **more), choices))


def row(**values: Any) -> Row:
    return Row(**{"place": "row 2", "title": "A", "edtf": "1970", **values})


def tables(written: Written) -> dict[str, Any]:
    return tomllib.loads(written.data.decode())


def event(written: Written) -> dict[str, Any]:
    [found] = tables(written)["events"]
    return {key: value for key, value in found.items() if key not in ("id", "title")}


def test_a_file_as_a_person_would_have_written_it() -> None:
    """Ids from titles, lanes from groups, works as sources, links as links, in canonical form."""
    written = made(
        Row(
            place="row 3",
            title="The mill  burns",
            words="c. 1965",
            text="It *burnt*.\n",
            lane="Town & country",
            tags=("Fire", "Mills"),
            links=(("https://example.org/a", "A page"), ("https://example.org/b", "")),
            cites=(Cited(source="Minutes", locator="p. 3"),),
            see=("2",),
        ),
        Row(
            place="row 2", title="The mill is built", edtf="1943-05", id="2", lane="Town & country"
        ),
        Row(place="row 4", title="The war", edtf="1939/1945", is_period=True),
        works=(Work(title="Minutes", author="The clerk", accessed="2024-05-31"),),
        header={"lang": "en", "updated": "2024-06-01"},
    )

    assert """\
format = 1

[timeline]
title = "T"
lang = "en"
updated = 2024-06-01

[[lanes]]
id = "town-country"
title = "Town & country"

[[tags]]
id = "fire"
title = "Fire"

[[tags]]
id = "mills"
title = "Mills"

[[periods]]
id = "the-war"
title = "The war"
date = "1939/1945"

[[sources]]
id = "minutes"
title = "Minutes"
author = "The clerk"
accessed = 2024-05-31

[[events]]
id = "2"
title = "The mill is built"
date = "1943-05"
lane = "town-country"

[[events]]
id = "the-mill-burns"
title = "The mill burns"
date = "1965~"
text = "It *burnt*."
lane = "town-country"
tags = ["fire", "mills"]
sources = [{ id = "minutes", locator = "p. 3" }]
links = [{ url = "https://example.org/a", title = "A page" }, "https://example.org/b"]
see = ["2"]
""" == written.data.decode()


# Dates


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("1970", {"date": "1970"}),
        ("31 March 1970", {"date": "1970-03-31"}),
        ("1960s", {"date": "196X"}),
        ("44 BC", {"date": "-0043"}),
        ("2012 or 2013", {"date": "[2012,2013]"}),
        ("by 1997", {"attested": "1997"}),
        ("as of 1997", {"attested": "1997"}),
        ("early 1960s", {"date": "196X", "date_text": "early 1960s"}),
        ("1770 to 1771", {"date": "1770/1771"}),
    ],
)
def test_words_become_dates(words: str, keys: dict[str, str]) -> None:
    """Words with one reading become EDTF; those that say more than it are kept beside it."""
    assert keys == event(made(row(edtf="", words=words)))


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (
            {"words": "03/04/1970"},
            '"03/04/1970": this can be read in more than one way; write 1970-04-03 or 1970-03-04',
        ),
        (
            {"words": "soon"},
            '"soon": this is no date that can be read; write a date such as 1965, 1965-03, '
            "1965-03-31, 196X, 1965~ or 1960/1969",
        ),
        (
            {"words": "1969 (or 1971)"},
            '"1969 (or 1971)": words in parentheses are not read; '
            "write 1969, and put the source's own words into date_text",
        ),
        ({}, "there is no date; write one, as in 1965, 1965-03-31 or c. 1965"),
        ({"edtf": "1970-13"}, '"1970-13": there is no month 13; months run from 01 to 12'),
        (
            {"edtf": "1970/1975", "attested": True},
            '"1970/1975": what was so by a date has one date; write that date, as in 1997',
        ),
        (
            {"edtf": "[1970,1971]", "is_period": True},
            '"[1970,1971]": a period is an interval; write its start and end',
        ),
        (
            {"words": "by 1997", "is_period": True},
            '"1997": a period is an interval; write its start and end',
        ),
        ({"edtf": "1970", "title": " "}, "there is no title; write a few words"),
        ({"edtf": "1970", "problem": "the end is before the start"}, "the end is before the start"),
    ],
    ids=[
        *("two readings", "none", "a parenthesis", "empty", "no such month"),
        *("attested interval", "period of a set", "period by then", "no title", "the reader's own"),
    ],
)
def test_rows_that_are_no_events(values: dict[str, Any], reason: str) -> None:
    """A row that says nothing plain is left out and told, with what stands there and the remedy."""
    written = made(row(**{"edtf": "", **values}))

    assert [reason] == [each.reason for each in written.draft.rejected]
    assert ["in more than one way" in reason] == [
        each.settled_by == (EITHER_FIRST,) for each in written.draft.rejected
    ]
    assert "events" not in tables(written)


@pytest.mark.parametrize(
    ("day_first", "words", "date"),
    [
        (True, "03/04/1970", "1970-04-03"),
        (False, "03/04/1970", "1970-03-04"),
        (True, "3.4.1970 to 5.6.1970", "1970-04-03/1970-06-05"),
        (False, "31/03/1970", "1970-03-31"),  # not in doubt
    ],
)
def test_day_first_settles_numbers(day_first: bool, words: str, date: str) -> None:
    """What the person who imports says of 03/04 decides where it is in doubt, and only there."""
    written = made(row(edtf="", words=words), said={"day_first": day_first})

    assert {"date": date} == event(written)


def test_a_period_of_one_date_begins_and_ends_in_it() -> None:
    """A year becomes the interval of that year."""
    assert "1970/1970" == tables(made(row(is_period=True)))["periods"][0]["date"]


def test_own_words_for_a_date_stay() -> None:
    """`date_text` is what the file says; words that say more than the date are put to it."""
    both = made(row(edtf="", words="early 1960s", date_text="in my youth"))
    same = made(row(edtf="", words="early 1960s", date_text="in the early 1960s"))

    assert "in my youth; early 1960s" == event(both)["date_text"]
    assert "in the early 1960s" == event(same)["date_text"]


def test_a_reading_that_may_be_meant_otherwise_is_told() -> None:
    """1904-05 is a month, and the report says what to write for the years."""
    told = made(row(edtf="", words="1904-05")).draft.told

    assert ['row 2 "A": 1904-05 stays; for the years 1904 to 1905, write 1904/1905'] == [
        str(each) for each in told
    ]


# Ids


def ids(*rows: Row) -> list[str]:
    return [each.values["id"] for each in draft(imported(*rows)).events]


def test_ids_are_given_once() -> None:
    """A second title alike ends in -2; an id that the file gives comes before all."""
    assert ["vote-2", "vote-3", "vote"] == ids(
        row(title="Vote"), row(title="Vote!"), row(id="Vote")
    )


def test_ids_do_not_change_when_a_row_is_mended() -> None:
    """A row that is left out keeps its id for the day it comes in."""
    bad = replace(row(title="Vote"), edtf="", words="?")
    good = row(title="Vote", place="row 3")

    assert ids(bad, good) == ids(row(title="Vote"), good)[1:] == ["vote-2"]


def test_ids_of_any_form_become_ids() -> None:
    """Ids that are some are kept to the letter; others, and titles of any script, become some."""
    long = "a-" + "very-" * 20 + "long-id"
    assert [long, "foo-bar", "ünder", "歴史", "event", "12"] == ids(
        row(id=long),
        row(id="Foo Bar!"),
        row(id="ünder"),
        row(title="歴史"),
        row(title="★"),
        row(id="12"),
    )


def test_references_follow_ids() -> None:
    """`see` names rows by the ids they have in the file; those that lead nowhere are counted."""
    tally = Tally()
    for _ in range(3):
        tally.keep("Related", "see")
    written = made(
        row(id="A 1", see=("B 2", "gone", "B 3")),
        row(id="B 2", title="B"),
        row(id="B 3", title="C", edtf="", words="?"),
        tally=tally,
    )

    assert ["b-2"] == tables(written)["events"][0]["see"]
    related = written.draft.tally.fields["Related"]
    assert (1, {"there is no such event": 2}) == (related.kept, related.why)


def test_ids_that_events_once_had() -> None:
    """`was` stays unless another event has that id now."""
    written = made(row(id="a", was=("Old", "b")), row(id="b", title="B"), row(title="Old"))

    assert ["old"] == tables(written)["events"][0]["was"]
    assert ["a", "b", "old-2"] == [each["id"] for each in tables(written)["events"]]


# Lanes, tags, sources


def test_lanes_stand_in_the_order_of_the_file() -> None:
    """Declared lanes come first and stay; others as rows name them, by title or by id."""
    written = made(
        row(lane="B"),
        row(lane="a1"),
        row(lane="A B"),
        row(lane="A-B"),
        row(lane="Of no event", edtf="", words="?"),
        lanes={"a1": "Arts", "z": "Unused"},
        lane_more={"a1": {"description": "What was painted."}},
    )

    assert [("a1", "Arts"), ("z", "Unused"), ("b", "B"), ("a-b", "A B"), ("a-b-2", "A-B")] == [
        (each["id"], each["title"]) for each in tables(written)["lanes"]
    ]
    assert "What was painted." == tables(written)["lanes"][0]["description"]


def test_tags_are_declared_if_their_titles_say_more_than_ids() -> None:
    """Tags that are ids need no table."""
    assert "tags" not in tables(made(row(tags=("x", "y", "x"))))
    assert [{"id": "x", "title": "X"}] == tables(made(row(tags=("X",))))["tags"]


def test_sources_in_figures_and_accounts_are_mapped() -> None:
    """Every citation leads to a source, wherever it stands."""
    figures = [{"what": "x", "value": 1, "sources": ["W 1", {"id": "W 1", "locator": "p. 2"}]}]
    written = made(row(more={"figures": figures}), works=(Work(title="Work", id="W 1"),))

    assert ["w-1", {"id": "w-1", "locator": "p. 2"}] == event(written)["figures"][0]["sources"]


# Losses


def test_what_a_period_has_no_place_for_is_counted() -> None:
    """A period keeps its title and date; the rest of its row moves from kept to lost."""
    tally = Tally()
    tally.keep("Text", "text")
    written = made(row(is_period=True, text="More"), tally=tally)

    found = written.draft.tally.fields["Text"]
    assert (0, {"a period has no place for it": 1}) == (found.kept, found.why)
    assert 1 == tally.fields["Text"].kept  # what the reader gave is not changed


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            {"links": (("javascript:alert(1)", "x"), ("https://example.org", ""))},
            'row 2 "A": link "javascript:alert(1)": javascript: links are not allowed; it is left out',
        ),
        (
            {"more": {"figures": [{"what": "x"}, {"what": "y", "value": 1}]}},
            'row 2 "A": value is missing; it is left out',
        ),
        ({"more": {"colour": "red"}}, 'row 2 "A": unknown key "colour"; it is left out'),
        ({"text": "a\x00b\ud800"}, 'row 2 "A": the character U+0000 is left out of text'),
        ({"more": {"extra": {"a": None}}}, 'row 2 "A": a null is left out of extra'),
    ],
    ids=["a link", "a figure", "a key", "a character", "a null"],
)
def test_values_that_no_file_can_hold(values: dict[str, Any], told: str) -> None:
    """A value that would be a fault is left out alone, and told with its row."""
    written = made(row(**values))

    assert told == str(written.draft.told[0])
    assert 1 == len(tables(written)["events"])


def test_deep_values_are_left_out() -> None:
    """What is nested beyond measure is left out before anything can fail of it."""
    deep: Any = 0
    for _ in range(5000):
        deep = [deep]
    written = made(row(more={"extra": {"deep": deep}}))

    assert ['row 2 "A": extra is left out: it is nested more than 90 deep'] == list(
        map(str, written.draft.told)
    )
    assert {"date": "1970"} == event(written)


def test_header_values_that_do_not_fit_are_left_out() -> None:
    """A bad language or a span that leaves events out do not keep the events out."""
    written = made(row(), header={"lang": "en_GB", "span": "1980/1990", "url": "nowhere"})

    assert {"title": "T"} == tables(written)["timeline"]
    assert 3 == len(written.draft.told)


def test_a_title_is_made_of_the_files_name() -> None:
    """Where neither file nor person names the timeline its file does, and this is told."""
    found = draft(imported(row()), name="women_in-computing")

    assert "Women in computing" == found.header["title"]
    assert ["the timeline's title is made of the file's name: \"Women in computing\""] == found.said


# The report


def test_the_report_accounts_for_every_row_and_field() -> None:
    """Rows in are events, periods and rejected; fields say where they went, or why not."""
    tally = Tally()
    tally.keep("Headline", "title")
    tally.lose("Media", "it is no address")
    tally.lose("Background")
    given = imported(
        row(),
        row(place="row 3", title="E", is_period=True),
        row(place="row 4", title="B", edtf="", words="?"),
        tally=tally,
        taken_as=('column "Headline" as title',),
    )
    written = write(draft(given, Choices(title="T")))

    assert """\
a.csv: 3 rows of test: 1 event, 1 period, 1 not imported
Read so:
  column "Headline" as title
Not imported:
  row 4 "B": "?": a date that is not known has no place; write its bounds, as in
    [1945..1959], or settle it for all rows with undated=True.
What became of each field, in the rows that came in:
  Headline: 1 into title
  Media: 1 lost (it is no address)
  Background: 1 lost (no place for it)""" == text_of(Report("a.csv", given, written.draft))


# Laws

texts = st.text(
    st.sampled_from("aB é\"\\#\n\t\r'[]=<>&*_\x00\x07\x85\u2028\u202e\ufeff\ud800歴0"), max_size=12
)
rows = st.lists(
    st.builds(
        Row,
        place=st.just("row"),
        title=texts,
        edtf=st.sampled_from(["", "1965", "1970~", "196X", "-0043", "1948/..", "bad"]),
        words=st.sampled_from(["", "by 1997", "early 1960s", "03/04/1970"]),
        attested=st.booleans(),
        date_text=texts,
        date_note=texts,
        id=texts,
        was=st.lists(texts, max_size=2).map(tuple),
        label=texts,
        text=texts,
        lane=texts,
        tags=st.lists(texts, max_size=3).map(tuple),
        importance=st.sampled_from([None, 0, 3, 9]),
        links=st.lists(
            st.tuples(st.sampled_from(["https://example.org/é", "x:y", ""]), texts), max_size=2
        ).map(tuple),
        cites=st.lists(st.builds(Cited, source=texts, locator=texts, quote=texts), max_size=2).map(
            tuple
        ),
        see=st.lists(texts, max_size=2).map(tuple),
        is_period=st.booleans(),
        more=st.sampled_from(
            [{}, {"figures": [{"what": ""}]}, {"accounts": [{"date": "x"}]}, {"extra": {"": None}}]
        ),
    ),
    max_size=6,
)


@laws
@given(rows)
def test_what_is_written_always_builds(given_rows: list[Row]) -> None:
    """Whatever rows hold, the file is valid and canonical, and every row is in it or reported."""
    written = made(*given_rows)
    timeline, _ = read_text(written.data)

    assert canonical(written.data) == written.data
    assert len(given_rows) == len(timeline.events) + len(timeline.periods) + len(
        written.draft.rejected
    )
    assert made(*given_rows).data == written.data


@laws
@given(rows)
def test_the_report_is_the_same_twice(given_rows: list[Row]) -> None:
    """The same import is told in the same words, which any terminal and file can hold."""
    given = imported(*given_rows)
    one, other = (Report("a", given, write(draft(given)).draft) for _ in range(2))

    assert text_of(one) == text_of(other)
    assert json_of(one).encode() == json_of(other).encode()


@laws
@given(st.lists(st.sampled_from(["Vote", "War", "Peace", "War 2"]), unique=True), st.integers())
def test_ids_do_not_depend_on_the_order_of_rows(titles: list[str], seed: int) -> None:
    """Rows of different titles have the same ids in any order."""
    given_rows = [row(title=title) for title in titles]
    mixed = random.Random(seed).sample(given_rows, len(given_rows))

    assert sorted(ids(*given_rows)) == sorted(ids(*mixed))


values = st.recursive(
    st.text(max_size=5).filter(lambda text: text.isprintable())
    | st.integers(-(2**60), 2**60)
    | st.booleans()
    | st.floats(allow_nan=False)
    | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.sampled_from("aé \"\n'.\\"), max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@laws
@given(values)
def test_values_read_as_they_are_written(value: Any) -> None:
    """Any value that TOML can hold comes back, and its digest does not depend on keys' order."""
    read = tomllib.loads(table_text("events", {"extra": value}))["events"][0]["extra"]

    assert value == read
    if isinstance(value, dict):
        assert digests({"extra": value}) == digests({"extra": dict(reversed(value.items()))})


def test_drafts_hold_no_more_than_rows_say() -> None:
    """A row of a title and a date is a table of id, title and date."""
    found: Draft = draft(imported(row()))

    assert [{"id": "a", "title": "A", "date": "1970"}] == [each.values for each in found.events]
