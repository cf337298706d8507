"""Lists and objects within records and cells: sources, links and texts, whatever their keys are called."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.importing.drafting.drafting import Draft, draft
from timeline.importing.drafting.writing import write
from timeline.importing.formats import records, table
from timeline.importing.input import Given
from timeline.text.reader import read_text

DATA = Path(__file__).parent / "data" / "imports"
EVENT = {"title": "E", "date": "1970"}


def drafted(*rows: dict[str, Any]) -> Draft:
    return draft(records.read(Given("x.json", json.dumps(rows).encode())))


def drafted_csv(**cells: str) -> Draft:
    out = io.StringIO()
    csv.writer(out).writerows([[*EVENT, *cells], [*EVENT.values(), *cells.values()]])
    return draft(table.read(Given("x.csv", out.getvalue().encode())))


def lost(made: Draft) -> dict[str, dict[str, int]]:
    return {name: field.why for name, field in made.tally.fields.items() if field.why}


def test_sources_and_links_that_are_objects() -> None:
    """Each object is a source or link of its own with all it says; the file's id stays whole."""
    made = draft(records.read(Given("x.json", (DATA / "nested-sources.json").read_bytes())))
    first, second = (event.values for event in made.events)

    assert [
        {"id": "the-paper", "title": "The Paper", "publisher": "Daily", "date": "1970-04-01",
         "url": "https://example.org/p"},
        {"id": "a-book", "title": "A Book", "url": "https://example.org/b"},
        {"id": "plain-words", "title": "Plain words"},
    ] == made.sources  # fmt: skip
    assert ["the-paper", "a-book"] == first["sources"]
    assert [{"url": "https://example.org/l", "title": "A link"}] == first["links"]
    assert (["plain-words"], ["https://example.org/x"]) == (second["sources"], second["links"])
    assert (
        "1970-03-31-shop-opens-with-a-very-long-identifier-that-people-make-of-a-headline"
        == first["id"]
    )
    told = [line for line in made.said if line.startswith("ids written anew")]
    assert 1 == len(told)
    assert "hyphens: 1, the " in told[0]
    assert [] == read_text(write(made).data)[1].errors


SOURCES = [
    ("references", {"title": "One", "href": "https://e.org/1", "author": ["A", "B"], "year": 1999},
     [{"id": "one", "title": "One", "author": "A, B", "date": "1999", "url": "https://e.org/1"}], {}),
    ("citation", {"work": "W", "authors": [{"given": "Ann", "family": "Lee"}, {"name": "Bo"}],
                  "issued": {"date-parts": [[1970, 4, 1]]}, "container-title": "Mag",
                  "URL": "https://e.org/x", "accessed": {"date-parts": [[2020, 1, 2]]}},
     [{"id": "w", "title": "W", "author": "Ann Lee, Bo", "publisher": "Mag", "date": "1970-04-01",
       "url": "https://e.org/x", "accessed": "2020-01-02"}], {}),
    ("bibliography", [{"name": "N", "link": {"href": "https://e.org/n", "text": "t"}}, "S; T"],
     [{"id": "n", "title": "N", "url": "https://e.org/n"}, {"id": "s-t", "title": "S; T"}], {}),
    ("source", {"primary": [{"title": "P"}], "others": {"items": [[{"title": "Q"}]]}},
     [{"id": "p", "title": "P"}, {"id": "q", "title": "Q"}], {}),
    ("sources", [{"title": "Same", "url": "https://e.org/1"}, {"title": "Same", "url": "https://e.org/2"}],
     [{"id": "same", "title": "Same", "url": "https://e.org/1"},
      {"id": "same-2", "title": "Same", "url": "https://e.org/2"}], {}),
    ("sources", {"title": "<b>B</b> &amp; co", "url": "javascript:alert(1)", "date": "foo", "rating": 5},
     [{"id": "b-co", "title": "B & co"}],
     {'no place in a source for "url"': 1, 'no place in a source for "rating"': 1,
      "date of a source: no date that can be read": 1}),
    ("sources", {"foo": {"bar": 1}}, [],
     {"no web or mail address in it": 1, 'no place in a link for "bar"': 1}),
    ("sources", [], [], {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "sources", "dropped"), SOURCES)
@pytest.mark.parametrize("in_csv", [False, True])
def test_objects_as_sources(
    in_csv: bool, name: str, value: Any, sources: list[dict[str, str]], dropped: dict[str, int]
) -> None:
    """Whatever the keys are called, in JSON and in a cell alike; what has no place is told."""
    made = drafted_csv(**{name: json.dumps(value)}) if in_csv else drafted({**EVENT, name: value})
    found = [{key: str(each) for key, each in source.items()} for source in made.sources]

    assert sources == found
    assert ({name: dropped} if dropped else {}) == lost(made)
    assert [] == read_text(write(made).data)[1].errors


@pytest.mark.parametrize(
    ("value", "links", "dropped"),
    [
        (["https://e.org/a", "https://e.org/b"], ["https://e.org/a", "https://e.org/b"], {}),
        ({"Paper": "https://e.org/a"}, [{"url": "https://e.org/a", "title": "Paper"}], {}),
        ({"label": "L", "href": "https://e.org/a", "rel": "x"},
         [{"url": "https://e.org/a", "title": "L"}], {'no place in a link for "rel"': 1}),
        ([[{"url": {"href": "https://e.org/a"}}]], ["https://e.org/a"], {}),
        ([{"title": "No address"}], None, {"no web or mail address in it": 1}),
    ],
)  # fmt: skip
def test_objects_as_links(value: Any, links: list[Any] | None, dropped: dict[str, int]) -> None:
    """An object is a link with its title; without an address it is none, and that is told."""
    made = drafted({**EVENT, "urls": value})

    assert links == made.events[0].values.get("links")
    assert ({"urls": dropped} if dropped else {}) == lost(made)


def test_a_place_in_a_source() -> None:
    """A page and a quotation are of the citation, not of the work."""
    source = {"title": "One", "page": "p. 3", "quote": "so it was"}

    assert [{"id": "one", "locator": "p. 3", "quote": "so it was"}] == drafted(
        {**EVENT, "sources": [source]}
    ).events[0].values["sources"]


@pytest.mark.parametrize(
    ("title", "expected", "dropped"),
    [
        ({"name": "Named", "id": 4}, "Named", {}),
        ({"en": "Battle", "de": "Schlacht"}, "Battle", {'no place for "de"': 1}),
        ({"$oid": "abc"}, "abc", {}),
        (["One, two", "three"], "One, two; three", {}),
        ("[1984]", "[1984]", {}),
        ("[sic] {x}", "[sic] {x}", {}),
    ],
)
def test_no_title_is_raw_json(title: Any, expected: str, dropped: dict[str, int]) -> None:
    """Of an object the title is what it is called; brackets of a text are its own."""
    made = drafted({"title": title, "date": "1970"})

    assert expected == made.events[0].values["title"]
    assert ({"title": dropped} if dropped else {}) == lost(made)


def test_json_that_cannot_be_read() -> None:
    """An object that is cut off is told; as Python writes it, it is read."""
    cut = drafted_csv(sources='[{"title": "Cut o')
    written = drafted_csv(sources="[{'title': 'Pandas', 'url': 'https://e.org/x'}]")

    assert ([], {"sources": {"it is no JSON of the kind that goes there": 1}}) == (
        cut.sources,
        lost(cut),
    )
    assert ["Pandas"] == [source["title"] for source in written.sources]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3000) | st.sampled_from(["", "a", "https://e.org/x"]),
    lambda part: st.lists(part, max_size=3)
    | st.dictionaries(st.sampled_from(["title", "url", "date", "x", "en", "author", "id"]), part, max_size=3),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    VALUES, st.sampled_from(["title", "sources", "links", "tags", "text", "group", "id", "note"])
)
def test_nothing_is_raw_json(value: Any, name: str) -> None:
    """Law: whatever is nested in a record, no text of what is written is JSON, and it is a good file."""
    made = drafted({**EVENT, "label": "L", name: value})
    data = write(made).data

    assert [] == read_text(data)[1].errors
    assert '{\\"' not in data.decode()
    assert '[\\"' not in data.decode()


@pytest.mark.parametrize(
    ("start", "edtf", "problem"),
    [
        ("-000500-01-01", "-0500-01-01", ""),
        ("-000043-03-15T00:00:00.000Z", "-0043-03-15", ""),
        (-62_198_755_200_000, "-0001-01-01", ""),
        ("+012000-01-01", "", "a year of more than four digits has no days here; write Y12000"),
    ],
)
def test_days_of_vis_timeline_before_1(start: str | int, edtf: str, problem: str) -> None:
    """Years with a sign and six digits, as JavaScript writes them, count with a year 0."""
    text = json.dumps([{"id": "x", "content": "A", "start": start}])
    found = draft(records.read(Given("x.json", text.encode())))

    assert [edtf] * bool(edtf) == [event.values["date"] for event in found.events]
    assert [problem in each.reason for each in found.rejected] == [True] * bool(problem)
