"""Keys that other tools have: each is told where its value goes here, and by what is there."""

from __future__ import annotations

import pytest

from timeline.model.keys import keys_of
from timeline.text.reader.elsewhere import HOMES, home
from timeline.text.tables import Table
from timeline.text.works import Cited, cited, works

KEYS = [(tables, key) for tables, homes in HOMES.items() for key in homes]


@pytest.mark.parametrize(("tables", "key"), KEYS)
def test_each_has_a_home(tables: tuple[str, ...], key: str) -> None:
    """A foreign key is none of ours, and what it is said to be is; or it says what to do."""
    found = home(key, tables)

    assert found is not None
    assert bool(found.key) != bool(found.how)
    assert not found.key or found.key in keys_of(tables)
    assert "{{" not in found.how.format(value="V", extra="E", place="P")
    assert key not in keys_of(tables)


@pytest.mark.parametrize(
    "key",
    [
        "subtitle",
        "place",
        "location",
        "image",
        "description",
        "caption",
        "body",
        "category",
        "group",
        "color",
        "author",
        "reference",
        "ref",
        "citation",
        "link",
        "url",
        "type",
        "name",
        "headline",
        "summary",
        "content",
        "notes",
        "time",
        "latitude",
        "after",
        "before",
        "terminus post quem",
        "tpq",
        "within",
        "caused_by",
        "leads_to",
        "part_of",
        "predecessor",
    ],
)
def test_what_people_try_first(key: str) -> None:
    """Keys of TimelineJS, vis-timeline, spreadsheets and wikis are known at an event."""
    assert home(key, ("events",)) is not None
    assert home(key.upper().replace("_", "-"), ("events",)) == home(key, ("events",))


SOURCES = {
    "sources": [
        {"id": "s", "title": "The Great Work", "author": "Susan Quinn", "date": "1995"},
        {"id": "marie-curie", "title": "Marie: A Life", "author": "Curie, Eve; Labouisse, H."},
        {"id": "quinn-2001", "title": "Letters", "author": "Quinn, Susan", "date": 2001},
    ]
}
CITED = {
    "s": [("s", "")],
    "s, p. 17": [("s", "p. 17")],
    "S: 17": [("s", "17")],
    "s p. 17 f.": [("s", "p. 17 f.")],
    "The great work, ch. IV": [("s", "ch. IV")],
    "Marie: A Life": [("marie-curie", "")],
    "Marie Curie (p. 3)": [("marie-curie", "p. 3")],
    "Curie 1937, 12-14": [("marie-curie", "12-14")],
    "Quinn p. 150": [("s", "p. 150"), ("quinn-2001", "p. 150")],
    "Quinn 2001, p. 150": [("quinn-2001", "p. 150")],
    "Quinn (1995): 150": [("s", "150")],
    "[Quinn 1995], 150": [("s", "150")],
    "Quinn 1890, p. 3": [],
    "Quinnell, p. 3": [],
    "Quinn family papers": [],
    "Quinn and others": [],
    "s, quinn-2001": [],
    "sources": [],
    "": [],
}


@pytest.mark.parametrize(("text", "meant"), CITED.items())
def test_which_work_is_cited(text: str, meant: list[tuple[str, str]]) -> None:
    """A work is known by its id, title, author, or author and year; what follows is the place."""
    assert [Cited(*each) for each in meant] == list(cited(text, works(Table((), SOURCES))))
