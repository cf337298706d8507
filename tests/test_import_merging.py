"""`--merge`: what the source changed comes in, what a hand wrote stays, to the byte."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from timeline.errors import InvalidTimeline
from timeline.importing.drafting.drafting import draft
from timeline.importing.drafting.writing import Written, write
from timeline.importing.merging import Merged, merge
from timeline.importing.merging.faces import record_of_import
from timeline.importing.merging.records import Record, read_record
from timeline.importing.report import in_words
from timeline.importing.rows import Choices, Cited, Imported, Row, Tally, Unreadable
from timeline.text.editing.splicing import Unfit
from timeline.text.formatting import canonical
from timeline.text.reader import read_text
from timeline.text.scanner import comments

FUZZ = int(os.environ.get("TIMELINE_FUZZ", "0"))
laws = settings(max_examples=FUZZ or 60, deadline=None)

MILL = Row(place="row 2", title="The mill burns", edtf="1965", id="mill", text="It burnt.")
SHOP = Row(place="row 3", title="First shop", edtf="1970", id="shop", lane="Trade")
CLUB = Row(place="row 4", title="Club founded", edtf="1903-05", id="club", tags=("Sport",))


def made(*rows: Row, **more: Any) -> Written:
    """What an import of rows would write."""
    imported = Imported(kind="test", rows=rows, tally=Tally(), **more)
    return write(draft(imported, Choices(title="T")))


def first(*rows: Row) -> tuple[str, Record]:
    """A file just imported, and its record."""
    written = made(*rows)
    return written.data.decode(), record_of_import(written)


def merged(text: str, record: Record, *rows: Row) -> Merged:
    return merge(text.encode(), made(*rows), record)


def events(data: bytes) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in tomllib.loads(data.decode())["events"]}


def test_the_same_import_again_changes_nothing() -> None:
    """What was just imported is as it was, file and record."""
    text, record = first(MILL, SHOP, CLUB)
    again = merged(text, record, MILL, SHOP, CLUB)

    assert text.encode() == again.data
    assert record.text() == again.record.text()
    assert () == again.added + again.changes + again.kept + again.deleted + again.absent


def test_what_the_source_changed_comes_in() -> None:
    """Values that nobody touched take their new ones; keys come and go; the rest is as it was."""
    text, record = first(MILL, SHOP)
    text = text.replace('date = "1965"', 'date = "1965" # sure?')
    now = merged(text, record, replace(MILL, edtf="1966", text="", label="Fire"), SHOP)

    assert {"date", "text", "label"} == {each.key for each in now.changes}
    assert b'date = "1966" # sure?\n' in now.data
    assert b"It burnt" not in now.data
    assert 'title = "The mill burns"\nlabel = "Fire"\ndate = "1966"' in now.data.decode()
    assert 'mill: date = "1965" is now "1966"' == in_words(now.changes[-1])


def test_what_a_hand_wrote_stays() -> None:
    """A changed value, an added key, a comment and an event of one's own outlive a merge."""
    text, record = first(MILL, SHOP)
    text = text.replace("It burnt.", "It burnt down.").replace(
        'id = "mill"', '# a fire\nid = "mill"'
    )
    text = text.replace('date = "1965"\n', 'date = "1965"\nnote = "mine"\n')
    text += '\n[[events]]\nid = "own"\ntitle = "Own"\ndate = "1980"\n'
    now = merged(text, record, MILL, SHOP)

    assert text.encode() == now.data
    assert ("own",) == now.absent
    assert () == now.kept


MEDIA = {"media": [{"url": "https://e.org/mill.jpg", "caption": "The mill"}]}
OWN = '{ file = "mill.jpg", alt = "A mill", credit = "Me", licence = "CC0" }'


def test_a_picture_of_ones_own_stays() -> None:
    """A picture that was added by hand, or made of a link, outlives a merge; what the source says then is told."""
    text, record = first(MILL, replace(SHOP, more=MEDIA))
    text = text.replace('text = "It burnt."\n', f'text = "It burnt."\nmedia = [{OWN}]\n')
    text = re.sub(r'\{ url = "https://e.org/mill.jpg", caption = "The mill" \}', OWN, text)
    now = merged(text, record, MILL, replace(SHOP, more=MEDIA))
    more = {"media": [{**MEDIA["media"][0], "caption": "The old mill"}]}
    later = merge(now.data, made(MILL, replace(SHOP, more=more)), now.record)

    assert 2 == text.count(OWN)
    assert (text.encode(), ()) == (now.data, now.kept)
    assert text.encode() == later.data
    assert ["shop: media"] == [f"{each.id}: {each.key}" for each in later.kept]
    assert ["changed by hand"] == [each.why for each in later.kept]


def test_a_picture_of_the_source_comes_in() -> None:
    """One that nobody touched is as the source has it now."""
    text, record = first(MILL)
    now = merged(text, record, replace(MILL, more=MEDIA))
    gone = merge(now.data, made(MILL), now.record)

    assert MEDIA["media"] == events(now.data)["mill"]["media"]
    assert text.encode() == gone.data


def test_a_conflict_is_told_and_the_hand_wins() -> None:
    """Where both changed a value the file's stays; both are told, once."""
    text, record = first(MILL)
    text = text.replace('"1965"', '"1964"')
    now = merged(text, record, replace(MILL, edtf="1966"))
    again = merge(now.data, made(replace(MILL, edtf="1966")), now.record)

    assert text.encode() == now.data
    assert ['mill: date = "1964" stays (changed by hand); the source has "1966"'] == [
        in_words(each) for each in now.kept
    ]
    assert () == again.kept


def test_an_event_deleted_by_hand_stays_deleted() -> None:
    """What the record has and the file no longer has is not added again; what refers to it neither."""
    text, record = first(MILL, replace(SHOP, see=("mill",)))
    table = re.search(r"\[\[events\]\]\nid = \"mill\".*?\n\n", text, re.DOTALL)
    text = text.replace(table[0], "").replace('see = ["mill"]\n', "")  # type: ignore[index]
    now = merged(text, record, MILL, replace(SHOP, see=("mill",)))

    assert text.encode() == now.data
    assert ("mill",) == now.deleted


def test_a_renamed_event_is_known_by_what_it_was() -> None:
    """An event whose `was` has the id is the one; its new id stays, and references follow it."""
    text, record = first(MILL, SHOP)
    text = text.replace(
        'id = "mill"\ntitle = "The mill burns"',
        'id = "fire"\ntitle = "The mill burns"\nwas = ["mill"]',
    )
    now = merged(text, record, replace(MILL, edtf="1966"), replace(SHOP, see=("mill",)))

    found = events(now.data)
    assert {"fire", "shop"} == found.keys()
    assert ("1966", ["fire"]) == (found["fire"]["date"], found["shop"]["see"])


def test_new_events_come_in_their_place_in_time() -> None:
    """New events stand where they belong, with the lanes, tags and sources they need."""
    text, record = first(MILL, SHOP)
    cited = replace(CLUB, cites=(Cited(source="Minutes", locator="p. 3"),), lane="Sport")
    now = merged(text, record, MILL, SHOP, cited)

    assert canonical(now.data) == now.data
    assert ("club",) == now.added
    assert ("lane sport", "tag sport", "source minutes") == now.tables
    assert ["club", "mill", "shop"] == list(events(now.data))
    assert made(MILL, SHOP, cited).data == now.data


def test_a_lane_renamed_by_hand_is_used() -> None:
    """A lane that has the title under another id is the lane."""
    text, record = first(MILL, SHOP)
    text = text.replace('"trade"', '"shops"')
    now = merged(text, record, MILL, SHOP, replace(SHOP, id="second", title="Second shop"))

    assert "shops" == events(now.data)["second"]["lane"]
    assert () == now.tables


def test_a_file_made_by_hand_takes_what_is_missing_and_stays() -> None:
    """Without a record what stands in the file was written by hand; what differs is told."""
    text = '[timeline]\ntitle = "Mine"\n\n[[events]]\nid = "mill"\ntitle = "Mill"\ndate = "1965"\nnote = "mine"\n'
    now = merged(text, Record(), replace(MILL, attested=True))

    assert {"title": "Mill", "date": "1965", "note": "mine", "text": "It burnt."} == {
        key: value for key, value in events(now.data)["mill"].items() if key != "id"
    }
    assert {"title", "date", "attested"} == {each.key for each in now.kept}
    title = 'mill: title = "Mill" stays (no import is known to have written it)'
    assert f'{title}; the source has "The mill burns"' in [in_words(each) for each in now.kept]


SOURCED = """\
[timeline]
title = "Mine"

[[sources]]
id = "book"
title = "The Book"

[[events]]
id = "mill"
title = "The mill burns"
date = "1965"
sources = [{ id = "book", locator = "S. 4" }]
"""


@pytest.mark.parametrize(
    ("cites", "sources"),
    [
        ([Cited(source="The Book")], [{"id": "book", "locator": "S. 4"}]),
        ([Cited(source="The Book", locator="S. 4")], [{"id": "book", "locator": "S. 4"}]),
        (
            [Cited(source="The Book", locator="p. 9"), Cited(source="Log")],
            [{"id": "book", "locator": "S. 4"}, {"id": "book", "locator": "p. 9"}, "log"],
        ),
    ],
)
def test_sources_written_by_hand_are_joined(cites: list[Cited], sources: list[Any]) -> None:
    """Where no import is known, no place is lost that somebody wrote; merging again is nothing."""
    row = Row(place="row 2", title="The mill burns", edtf="1965", cites=tuple(cites))
    now = merged(SOURCED, Record(), row)

    assert sources == events(now.data)["mill"]["sources"]
    assert now.data == merged(now.data.decode(), now.record, row).data


TABLES = """\
[timeline]
title = "T"

[[events]]
id = "mill"
title = "The mill burns"
date = "1965"
tags = [
  "a", # the first
]

[[events.figures]]
what = "mills"
value = 1

[events.extra]
tags = 3
"""


def test_what_cannot_be_changed_where_it_stands_is_told() -> None:
    """Tables in an event, and arrays with comments in them, are left to the hand that wrote them."""
    base, record = first(
        replace(MILL, tags=("a",), text="", more={"figures": [{"what": "mills", "value": 1}]})
    )
    row = replace(MILL, tags=("b",), text="", more={"figures": [{"what": "mills", "value": 2}]})
    assert "mills" in base
    now = merged(TABLES, record, row)

    assert TABLES.encode() == now.data
    assert {
        "tags": "there are comments in it",
        "figures": "it is written as a table of its own",
    } == {each.key: each.why for each in now.kept}


def test_an_event_that_the_file_cannot_take_is_rejected() -> None:
    """What would make the file invalid is reported, and the rest comes in."""
    text, record = first(MILL)
    text = text.replace('title = "T"', 'title = "T"\nspan = "1960/1975"')
    now = merged(text, record, replace(MILL, edtf="2001"), SHOP, CLUB)

    assert {"mill", "shop"} == events(now.data).keys()
    assert "1965" == events(now.data)["mill"]["date"]
    assert [
        (
            "row 4",
            'date "1903-05": this is before the span, 1960/1975; widen the span, or correct the date',
        )
    ] == [(each.row.place, each.reason) for each in now.rejected]
    assert "widen the span" in now.kept[0].why


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ('[timeline]\ntitle = ""\n', InvalidTimeline, 'title "": this is empty'),
        (
            '[timeline]\ntitle = "T"\nx = 1\n',
            InvalidTimeline,
            'unknown key "x"',
        ),
        (
            'events = [{ title = "A", date = "1970" }]\n[timeline]\ntitle = "T"\n',
            Unfit,
            "the events of this file are one array, events = [...]; write each as a table of its own",
        ),
        (
            'lanes = [{ id = "a", title = "A" }]\n[timeline]\ntitle = "T"\n',
            Unfit,
            "the lanes of this file are one array, lanes = [...]; write each as a table of its own",
        ),
    ],
    ids=["fault", "unknown key", "events in one array", "lanes in one array"],
)
def test_files_that_take_nothing(text: str, error: type[Exception], message: str) -> None:
    """A file with faults, or one whose tables cannot be added to, is refused."""
    with pytest.raises(error, match=re.escape(message)):
        merged(text, Record(), SHOP)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 2, "events": {}}', '{"version": 1, "events": {"a": 1}}']
)
def test_records_that_cannot_be_read(text: str) -> None:
    """A record that is none is told, with what to do."""
    with pytest.raises(Unreadable) as caught:
        read_record(text.encode(), "events.imported.json")

    assert "events.imported.json is no record of an import that can be read" == caught.value.problem


def test_a_record_reads_as_it_was_written() -> None:
    """A record is JSON, an event a line."""
    _, record = first(MILL, SHOP, CLUB)

    assert record == read_record(record.text().encode(), "r")
    assert 3 == len(re.findall(r'^    "', record.text(), re.MULTILINE))


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_mark_stay(ends: str, mark: str) -> None:
    """A file of Windows stays one."""
    text, record = first(MILL, SHOP)
    text = mark + text.replace("\n", ends)
    now = merged(text, record, replace(MILL, text="One\nTwo"), SHOP, CLUB)

    assert now.data.decode().startswith(mark + "format")
    assert (ends == "\r\n") == (now.data.count(b"\r\n") == now.data.count(b"\n"))
    assert {"mill", "shop", "club"} == events(now.data.replace(b"\xef\xbb\xbf", b"")).keys()


# Laws

words = st.text(st.sampled_from("ab cé\"\\#\n'[]="), max_size=8)
titles = st.sampled_from(["A", "B b", "C", "É", "d#e"])
rows = st.lists(
    st.builds(
        Row,
        place=st.just("row"),
        title=titles,
        edtf=st.sampled_from(["1965", "1970~", "196X", "-0043", "1948/..", "1999-12-31", "bad"]),
        attested=st.booleans(),
        id=st.sampled_from(["", "a", "b", "c", "d e"]),
        text=words,
        note=words,
        lane=st.sampled_from(["", "L", "M m"]),
        tags=st.lists(st.sampled_from(["x", "Y"]), max_size=2).map(tuple),
        see=st.lists(st.sampled_from(["a", "b"]), max_size=2).map(tuple),
        cites=st.lists(st.builds(Cited, source=titles, locator=words), max_size=2).map(tuple),
        is_period=st.sampled_from([False, False, False, True]),
        more=st.sampled_from([{}, {"figures": [{"what": "x", "value": 1}]}, {"extra": {"k": 1.5}}]),
    ),
    max_size=5,
)


@laws
@given(rows, rows)
def test_merging_twice_is_merging_once(before: list[Row], now: list[Row]) -> None:
    """After any merge the same one again changes nothing, in the file or in its record.

    Unless something was in doubt, which a later merge may settle by what is then left.
    """
    text, record = first(*before)
    once = merged(text, record, *now)
    assume(not any(each.code == "merge-doubt" for each in once.rejected))
    twice = merge(once.data, made(*now), once.record)

    assert once.data == twice.data
    assert once.record.text() == twice.record.text()
    read_text(once.data)


@laws
@given(rows, rows, st.randoms(use_true_random=False))
def test_what_is_written_by_hand_survives(before: list[Row], now: list[Row], random: Any) -> None:
    """Comments anywhere, keys and events added by hand are there after any merge."""
    text, record = first(*before)
    source = text.split("\n")
    spots = [
        at
        for at, line in enumerate(source)
        if line.startswith("[[") or (at and line.startswith(("id =", "title =", "date =")))
    ]
    for number, at in enumerate(sorted(random.sample(spots, min(3, len(spots))), reverse=True)):
        source.insert(at, f"# by hand {number}")
    text = "\n".join(source).replace("[[events]]\n", "[[events]]\nimportance = 4\n", 1)
    text += '\n[[events]]\nid = "by-hand"\ntitle = "By hand" # mine\ndate = "1980"\n'
    hand = tomllib.loads(text)["events"]
    once = merged(text, record, *now)
    after = tomllib.loads(once.data.decode())["events"]

    assert comments(text) == comments(once.data.decode())
    assert {each["id"] for each in hand} <= {each["id"] for each in after}
    assert hand[-1] in after
    assert [each["id"] for each in hand if "importance" in each] == [
        each["id"] for each in after if "importance" in each
    ]


@laws
@given(rows)
def test_merging_into_a_bare_file_is_importing(now: list[Row]) -> None:
    """A file with nothing but its title becomes what the import would have written."""
    written = made(*now)
    once = merge(b'format = 1\n\n[timeline]\ntitle = "T"\n', written, Record())

    assert written.data == once.data
    assert record_of_import(written).text() == once.record.text()


def test_a_tidy_file_stays_tidy() -> None:
    """In a file in canonical form an event goes where its new date is; in another it stays."""
    text, record = first(MILL, SHOP)
    later = replace(MILL, edtf="1990")
    tidy = merged(text, record, later, SHOP)
    loose = merged(f"# by hand\n\n\n{text}", record, later, SHOP)

    assert canonical(tidy.data) == tidy.data
    assert tidy.data.index(b'"shop"') < tidy.data.index(b'"mill"')
    assert loose.data.index(b'"mill"') < loose.data.index(b'"shop"')
    assert tidy.data == merged(tidy.data.decode(), tidy.record, later, SHOP).data
