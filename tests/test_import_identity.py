"""Which event a row is: by what its source says of it, whatever the order of rows."""

from __future__ import annotations

import json
import os
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from timeline.commands import main
from timeline.importing.drafting.drafting import draft
from timeline.importing.drafting.writing import Written, write
from timeline.importing.merging import Merged, merge
from timeline.importing.merging.faces import record_of_import
from timeline.importing.merging.records import Record, read_record
from timeline.importing.rows import Choices, Cited, Imported, Row, Tally
from timeline.text.formatting import canonical

FUZZ = int(os.environ.get("TIMELINE_FUZZ", "0"))
laws = settings(max_examples=FUZZ or 100, deadline=None)


def made(*rows: Row) -> Written:
    """What an import of rows would write."""
    return write(draft(Imported(kind="t", rows=rows, tally=Tally()), Choices(title="T")))


def row(title: str, edtf: str, **more: Any) -> Row:
    return Row(place="row", title=title, edtf=edtf, **more)


def noted(written: Written) -> str:
    """A file in which every event has a note by hand: its title, date and text as they were."""
    text = written.data.decode()
    for each in tomllib.loads(text)["events"]:
        own = f'id = "{each["id"]}"\n'
        text = text.replace(own, f'{own}note = "{fact(each)}"\n')
    return canonical(text.encode()).decode()


def fact(event: dict[str, Any]) -> str:
    return f"{event['title']} {event.get('date')} {event.get('text')}"


def events(merged: Merged) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in tomllib.loads(merged.data.decode())["events"]}


def older(record: Record) -> Record:
    """A record as the version before this one wrote it."""
    written = json.loads(record.text())
    written.pop("faces", None)
    for values in written["events"].values():
        values.pop("row")
    return read_record(json.dumps(written).encode(), "r")


MEETINGS = (
    row("Meeting", "1965", text="The first."),
    row("Meeting", "1970", text="The second."),
    row("Fire", "1980"),
)


@pytest.mark.parametrize("of", [lambda record: record, older, lambda _: Record()])
@pytest.mark.parametrize(
    "more",
    [
        [{}, {}, {}],
        [{"id": "m-1"}, {"id": "m-2"}, {"id": "f"}],
        [{"id": "1"}, {"id": "2"}, {"id": "3"}],
        [{"key": "number:1"}, {"key": "number:2"}, {"key": "number:3"}],
        [{"key": "wikidata:Q1"}, {"key": "wikidata:Q2"}, {"key": "wikidata:Q3"}],
        [{"links": ((f"https://example.org/{each}", ""),)} for each in "abc"],
    ],
    ids=["none", "ids", "digits", "numbers", "items", "addresses"],
)
def test_another_order_is_no_change(of: Any, more: list[dict[str, Any]]) -> None:
    """Rows of one title may change places, or another come before them: notes stay with facts."""
    rows = [replace(each, **said) for each, said in zip(MEETINGS, more, strict=True)]
    written = made(*rows)
    record = of(record_of_import(written))
    text = noted(written)
    turned = merge(text.encode(), made(*reversed(rows)), record)
    before = merge(text.encode(), made(row("Meeting", "1950"), *reversed(rows)), record)

    assert text.encode() == turned.data
    assert 1 == len(before.added)
    assert not before.changes
    assert not before.kept
    assert all(each["note"] == fact(each) for each in events(before).values() if "note" in each)
    assert "1950" == events(before)[before.added[0]]["date"]


def after(now: list[Row], *, by_hand: dict[str, str] | None = None, of: Any = None) -> Merged:
    """A merge of rows into what MEETINGS have become, with texts replaced by hand."""
    written = made(*MEETINGS)
    record = record_of_import(written)
    text = noted(written)
    for old, new in (by_hand or {}).items():
        assert old in text
        text = text.replace(old, new)
    return merge(text.encode(), made(*now), of(record) if of else record)


ONCE_MADE = {  # by the ids that are made now, those that once were
    "café-opens": "cafe-opens",
    "élan-s-day": "elans-day",
    "-".join(["łódź"] * 20): "-".join(["lodz"] * 12),
    "mühle-1": "muhle-1",
}


@pytest.mark.parametrize("of", [lambda record: record, older, lambda _: Record()])
def test_ids_once_made_in_another_way_are_known(of: Any) -> None:
    """What came in under ids made in another way keeps them, whatever became of title or date."""
    rows = [
        row("Café opens", "1950"),
        row("Élan's day", "1960", lane="Zürich", cites=(Cited(source="Archív"),)),
        row(" ".join(["łódź"] * 20), "1970", tags=("Été",)),
        row("Fire", "1980", id="Mühle 1"),
    ]
    written = made(*rows)
    text, record = noted(written), of(record_of_import(written)).text()
    others = {"zürich": "zurich", "archív": "archiv", "été": "ete"}
    for now, then in (ONCE_MADE | others).items():
        assert f'"{now}"' in text
        text, record = (each.replace(f'"{now}"', f'"{then}"') for each in (text, record))
    fire = replace(rows[3], title="Blaze", edtf="1981")
    turned = [fire, replace(rows[0], edtf="1951"), replace(rows[1], text="More"), rows[2]]
    found = merge(text.encode(), made(*turned), read_record(record.encode(), "r"))

    assert not found.added
    assert {
        *(("muhle-1", "title"), ("muhle-1", "date")),
        *(("cafe-opens", "date"), ("elans-day", "text")),
    } == {(c.id, c.key) for c in (*found.changes, *found.kept)}
    assert set(ONCE_MADE.values()) == set(events(found))
    assert others.keys().isdisjoint(re.findall(r'"([^"]*)"', found.data.decode()))


def test_a_title_is_known_by_an_id_once_made_of_it() -> None:
    """An id that was made of a title tells its words still, though it has no accents."""
    written = made(*MEETINGS, row("Café opens", "1950"))
    record = record_of_import(written).text().replace('"café-opens"', '"cafe-opens"')
    kept = canonical(made(*MEETINGS).data)
    now = made(*MEETINGS, row("Café opens!", "1951"))
    found = merge(kept, now, read_record(record.encode(), "r"))

    assert not found.added
    assert ("cafe-opens",) == tuple(found.deleted)


def test_ids_that_come_later_change_nothing() -> None:
    """A column of ids that only the second file has is taken down, and from then on it counts."""
    now = [replace(each, id=f"x{at}") for at, each in enumerate(MEETINGS)]
    once = after(list(reversed(now)))
    turned = [replace(now[0], title="Session", edtf="1966"), *now[1:]]
    twice = merge(once.data, made(*turned), once.record)

    assert not once.added + once.changes
    assert {"title", "date"} == {each.key for each in twice.changes}
    assert {"meeting"} == {each.id for each in twice.changes}


def test_a_title_that_changed_is_known_by_its_id() -> None:
    """Title and date may change together where an id stays, or the address that each row has."""
    for more in (
        [{"id": "a"}, {"id": "b"}],
        [{"links": (("https://example.org/a", ""),)}, {"links": (("https://example.org/b", ""),)}],
    ):
        rows = [replace(each, **said) for each, said in zip(MEETINGS[:2], more, strict=True)]
        written = made(*rows)
        now = [rows[1], replace(rows[0], title="Session", edtf="1966")]
        found = merge(noted(written).encode(), made(*now), record_of_import(written))

        assert not found.added
        assert {"title", "date"} == {each.key for each in found.changes}
        first = next(each for each in events(found).values() if each["title"] == "Session")
        assert "Meeting 1965 The first." == first["note"]


def test_a_number_counts_with_a_title_or_a_date() -> None:
    """A row that keeps its number and its date is known by them; one that counts on is not."""
    rows = [replace(each, key=f"number:{at}") for at, each in enumerate(MEETINGS)]
    written = made(*rows)
    renamed = [rows[0], rows[1], replace(rows[2], title="The great fire")]
    shifted = [
        replace(each, key=f"number:{at}")
        for at, each in enumerate((row("Founded", "1900"), *MEETINGS))
    ]
    one = merge(noted(written).encode(), made(*renamed), record_of_import(written))
    other = merge(noted(written).encode(), made(*shifted), record_of_import(written))

    assert ['fire: "The great fire"'] == [f'{c.id}: "{c.new}"' for c in one.changes]
    assert (("founded",), ()) == (other.added, other.changes)


def test_a_title_that_one_has_is_enough() -> None:
    """Where no other has the title, its date may change, and signs between its words."""
    found = after([*MEETINGS[:2], row("Fire", "1981")])
    signs = after([*MEETINGS[:2], row("Fire!", "1980-05")])

    assert [("fire", "date", "1981")] == [(c.id, c.key, c.new) for c in found.changes]
    assert {("fire", "title"), ("fire", "date")} == {(c.id, c.key) for c in signs.changes}


def test_a_date_made_sharper_is_the_same() -> None:
    """Of several with a title the one is known whose date holds the new one."""
    now = [row("Meeting", "1970-05-02"), row("Meeting", "1965-01"), MEETINGS[2]]
    found = after([replace(each, text="") if not each.text else each for each in now])
    dates = {c.id: c.new for c in found.changes if c.key == "date"}

    assert {"meeting": "1965-01", "meeting-2": "1970-05-02"} == dates


def test_in_doubt_it_is_told_and_nothing_is_changed() -> None:
    """Rows that may be one event or another are rejected, and what stands there stays."""
    rows = (row("Meeting", "1965"), row("Meeting", "1970"), MEETINGS[2])
    written = made(*rows)
    text = noted(written)
    now = made(row("Meeting", "1971"), row("Meeting", "1966"), MEETINGS[2])
    found = merge(text.encode(), now, record_of_import(written))
    again = merge(found.data, now, found.record)

    assert text.encode() == found.data == again.data
    assert found.rejected == again.rejected
    assert () == found.absent
    assert [
        "this may be one of meeting, meeting-2 or another event, and nothing says which; have "
        "the source tell its rows apart by an id, or write the event with `timeline add`"
    ] * 2 == [each.reason for each in found.rejected]


def test_twice_the_same_row() -> None:
    """Rows that are equal in all are as many events; a third is a new one, a missing one is told."""
    written = made(*[row("Meeting", "1965")] * 2)
    text, record = noted(written), record_of_import(written)
    more = merge(text.encode(), made(*[row("Meeting", "1965")] * 3), record)
    fewer = merge(text.encode(), made(row("Meeting", "1965")), record)

    assert (("meeting-3",), ()) == (more.added, more.changes)
    assert (("meeting-2",), text.encode()) == (fewer.absent, fewer.data)


def test_one_of_two_like_rows_changes() -> None:
    """Of two with a title and a date the one is changed that the other rows are not."""
    rows = [row("Meeting", "1965", text="One"), row("Meeting", "1965", text="Two")]
    written = made(*rows)
    now = made(rows[1], replace(rows[0], text="Another"))
    found = merge(noted(written).encode(), now, record_of_import(written))
    unknown = made(*(replace(each, text=f"{each.text}, later") for each in reversed(rows)))
    doubted = merge(noted(written).encode(), unknown, record_of_import(written))

    assert [("meeting", "text", "Another")] == [(c.id, c.key, c.new) for c in found.changes]
    assert (2, ()) == (len(doubted.rejected), doubted.changes)


def test_rows_that_are_gone_leave_their_events() -> None:
    """An event whose row is gone stays and is told; the next one does not take its place."""
    found = after([MEETINGS[1]])

    assert {"meeting", "fire"} == set(found.absent)
    assert not found.changes


@pytest.mark.parametrize(
    "by_hand",
    [
        {'id = "meeting"\n': 'id = "first"\nwas = ["meeting"]\n'},
        {'id = "meeting"\n': 'id = "first"\n'},
        {'id = "meeting"\n': ""},
        {'title = "Meeting"\ndate = "1965"': 'title = "The first meeting"\ndate = "1965"'},
        {'title = "Meeting"\ndate = "1965"': 'title = "Meeting"\ndate = "1970"'},
        {'date = "1965"': 'date = "1970"', 'date = "1970"\ntext': 'date = "1965"\ntext'},
    ],
    ids=["was", "another id", "no id", "another title", "another date", "dates changed about"],
)
def test_what_a_hand_changed_is_known_still(by_hand: dict[str, str]) -> None:
    """Another id, title or date by hand makes no other event of it."""
    found = after(list(reversed(MEETINGS)), by_hand=by_hand)

    assert not found.added + found.changes + found.rejected + found.deleted + found.absent


def test_events_written_by_hand_are_nobodys() -> None:
    """A row with the title, and the id, of an event by hand is another one."""
    written = made(MEETINGS[2])
    text = noted(written) + '\n[[events]]\nid = "meeting"\ntitle = "Meeting"\ndate = "1800"\n'
    found = merge(text.encode(), made(*MEETINGS), record_of_import(written))

    assert ("meeting-2", "meeting-3") == found.added
    assert "1800" == events(found)["meeting"]["date"]


def test_rows_of_another_source_are_not_taken_for_these() -> None:
    """What is called the same in another file, of which most is not here, is new."""
    others = [row(f"Birth of {name}", f"19{name}") for name in range(10, 20)]
    found = after([*others, row("Fire", "1666")])

    assert not found.changes
    assert "1980" == events(found)["fire"]["date"]
    assert 11 == len(found.added)


def test_a_deleted_event_stays_deleted_in_any_order() -> None:
    """What was deleted by hand is known by what it was, not by the number in its id."""
    written = made(*MEETINGS)
    text = noted(written)
    table = re.search(r"\[\[events\]\]\nid = \"meeting-2\".*?\n\n", text, re.DOTALL)
    assert table
    text = text.replace(table[0], "")
    found = merge(text.encode(), made(*reversed(MEETINGS)), record_of_import(written))

    assert (("meeting-2",), text.encode()) == (found.deleted, found.data)


def test_a_row_that_is_rejected_is_not_absent() -> None:
    """The event of a row without a date stays, and no other row becomes it."""
    found = after([replace(MEETINGS[0], edtf="", problem="no date"), MEETINGS[1], MEETINGS[2]])

    assert not found.absent + found.changes + found.added


@pytest.mark.parametrize("of", [lambda record: record, older])
def test_lanes_tags_and_sources_are_known_by_their_titles(of: Any) -> None:
    """Titles that give one id are told apart in any order; so are periods of one title."""
    rows = [
        row("A", "1965", lane="C", tags=("x y",), cites=(Cited(source="S1"),)),
        row("B", "1966", lane="C++", tags=("x-y",), cites=(Cited(source="S-1"),)),
        row("War", "1914/1918", is_period=True),
        row("War", "1939/1945", is_period=True),
    ]
    written = made(*rows)
    text, record = noted(written), of(record_of_import(written))
    turned = merge(text.encode(), made(*reversed(rows)), record)
    more = merge(text.encode(), made(row("War", "1870/1871", is_period=True), *rows), record)

    assert text.encode() == turned.data
    assert ("period war-3",) == more.tables
    assert "1870/1871" == tomllib.loads(more.data.decode())["periods"][-1]["date"]


def test_a_renamed_lane_is_known_by_what_it_was_called() -> None:
    """A title changed by hand makes no other lane, whatever the order of rows."""
    rows = [row("A", "1965", lane="C"), row("B", "1966", lane="C++")]
    written = made(*rows)
    text = noted(written).replace('title = "C"\n', 'title = "The C language"\n')
    found = merge(text.encode(), made(*reversed(rows)), record_of_import(written))

    assert text.encode() == found.data


# Values of other types


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("date = 1970-03-31", {"date": "1970-03-31"}),
        ("date = 1970", {"date": "1970"}),
        ("date = 1_970", {"date": "1970"}),
        ('date = "1970"\nfigures = [{ what = "x", value = 1_000 }]', {"value": 1000}),
        ('date = "1970"\nfigures = [{ what = "x", value = 1.50 }]', {"value": 1.5}),
        ('date = "1970"\nfigures = [{ what = "x", value = 2.0 }]', {"value": 2}),
        ('date = "1970"\nlinks = [{ url = "https://example.org/" }]', {"links": True}),
    ],
    ids=["day", "year", "underscore", "thousand", "zeros", "whole", "link"],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_equal_values_of_another_type_are_no_change(
    mine: str, theirs: dict[str, Any], ends: str
) -> None:
    """A day, a number, an address says the same as its text, with a record and without one."""
    more = {"figures": [{"what": "x", "value": theirs["value"]}]} if "value" in theirs else {}
    links = (("https://example.org/", ""),) if "links" in theirs else ()
    a = row("A", theirs.get("date", "1970"), id="a", more=more, links=links)
    text = f'[timeline]\ntitle = "T"\n\n[[events]]\nid = "a"\ntitle = "A"\n{mine}\n'
    text = text.replace("\n", ends)
    bare = merge(text.encode(), made(a), Record())
    recorded = merge(text.encode(), made(a), record_of_import(made(a)))
    newer = merge(text.encode(), made(replace(a, edtf="1971")), record_of_import(made(a)))

    assert text.encode() == bare.data == recorded.data
    assert ["1971"] == [each.new for each in newer.changes]


def test_the_order_of_columns_is_no_change() -> None:
    """Links and tags in another order are the same; a new one comes behind those that are there."""
    urls = [(f"https://example.org/{each}", "") for each in "abc"]
    written = made(row("A", "1970", links=tuple(urls[:2])))
    text, record = written.data, record_of_import(written)
    same = merge(text, made(row("A", "1970", links=(urls[1], urls[0]))), record)
    more = merge(same.data, made(row("A", "1970", links=tuple(reversed(urls)))), same.record)

    assert text == same.data
    assert [url for url, _ in urls] == events(more)["a"]["links"]


# The whole way


def test_items_in_another_order_are_no_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of results of Wikidata each is known by its Q-number, whatever the order of all."""
    monkeypatch.chdir(tmp_path)

    def item(number: int, day: str) -> dict[str, str]:
        entity = f"http://www.wikidata.org/entity/Q{number}"
        return {"item": entity, "itemLabel": "Siege of X", "date": f"{day}T00:00:00Z"} | {
            "datePrecision": "11",
            "article": f"https://en.wikipedia.org/wiki/X{number}",
        }

    image = {"image": "http://commons.wikimedia.org/wiki/Special:FilePath/X2.jpg"}
    old = [item(1, "1571-09-04"), item(2, "1789-07-12") | image]
    new = [image | item(2, "1789-07-12"), item(1, "1571-09-05")]
    for name, found in (("a.json", old), ("b.json", list(reversed(old))), ("c.json", new)):
        Path(name).write_text(json.dumps(found), "utf-8")
    assert 0 == CliRunner().invoke(main, ["import", "a.json", "-o", "e.toml"]).exit_code
    text = (
        Path("e.toml")
        .read_text("utf-8")
        .replace('date = "1571-09-04"\n', 'date = "1571-09-04"\nnote = "mine"\n')
    )
    Path("e.toml").write_text(text, "utf-8")
    assert (
        "nothing to change"
        in CliRunner().invoke(main, ["import", "b.json", "--merge", "e.toml"]).stderr
    )
    assert text == Path("e.toml").read_text("utf-8")
    told = CliRunner().invoke(main, ["import", "c.json", "--merge", "e.toml"])
    assert 'Changed:\n  siege-of-x: date = "1571-09-04" is now "1571-09-05"\n' in told.stderr
    assert 'date = "1571-09-05"\nnote = "mine"' in Path("e.toml").read_text("utf-8")


def test_the_numbers_of_a_column_of_ids_make_no_ids(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bare numbers are not used as ids, and yet a row is known by its own."""
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text("id,title,date\n1,Siege,1571\n2,Siege,1789\n", "utf-8")
    Path("b.csv").write_text("id,title,date\n2,Siege,1790\n1,Siege,1571\n", "utf-8")
    CliRunner().invoke(main, ["import", "a.csv", "-o", "e.toml"])
    told = CliRunner().invoke(main, ["import", "b.csv", "--merge", "e.toml"])

    assert 'Changed:\n  siege-2: date = "1789" is now "1790"\n' in told.stderr


# Laws

titles = st.sampled_from(["A", "B b", "B-b", "C", "É"])
words = st.sampled_from(["", "one", "two"])
known_by = st.sampled_from(
    [{}, {}, *({"id": name} for name in ("a", "b", "c d", "c-d", "7"))]
    + [{"key": key} for key in ("wikidata:Q1", "number:1")]
)
plain_rows = st.lists(
    st.builds(
        lambda known, **said: Row(place="row", **known, **said),
        known_by,
        title=titles,
        edtf=st.sampled_from(["1965", "1970~", "196X", "1965-03"]),
        text=words,
        lane=st.sampled_from(["", "L m", "L-m"]),
        tags=st.lists(st.sampled_from(["x y", "x-y"]), max_size=2, unique=True).map(tuple),
        cites=st.lists(st.builds(Cited, source=titles, locator=words), max_size=2, unique=True).map(
            tuple
        ),
        links=st.lists(
            st.sampled_from([("https://example.org/1", ""), ("https://example.org/2", "t")]),
            max_size=2,
            unique=True,
        ).map(tuple),
    ),
    min_size=1,
    max_size=6,
)


def by_hand(written: Written, random: Any) -> str:
    """A file with a note in each event, and here and there another id, with `was`."""
    text = written.data.decode()
    for number, name in enumerate(re.findall(r'(?m)^\[\[events\]\]\nid = "(.*)"$', text)):
        own = f'[[events]]\nid = "{name}"\n'
        new = own
        if random.random() < 0.3:
            new = f'[[events]]\nid = "own-{number}"\nwas = ["{name}"]\n'
        text = text.replace(own, f'{new}note = "note {number}"\n')
    return canonical(text.encode()).decode()


@laws
@given(plain_rows, st.randoms(use_true_random=False), st.booleans())
def test_no_order_of_rows_is_a_change(rows: list[Row], random: Any, old: bool) -> None:
    """Any permutation of the rows leaves the file as it is, to the byte."""
    written = made(*rows)
    text = by_hand(written, random)
    record = record_of_import(written)
    turned = random.sample(rows, len(rows))
    found = merge(text.encode(), made(*turned), older(record) if old else record)

    assert text.encode() == found.data
    assert not found.rejected + found.absent + found.deleted


@pytest.mark.slow
@laws
@given(plain_rows, plain_rows, st.randoms(use_true_random=False))
def test_what_is_put_between_changes_no_other(
    rows: list[Row], more: list[Row], random: Any
) -> None:
    """With rows put in anywhere, in any order, every event is as it was, with its note."""
    written = made(*rows)
    text = by_hand(written, random)
    now = random.sample([*rows, *more], len(rows) + len(more))
    found = merge(text.encode(), made(*now), record_of_import(written))
    before = tomllib.loads(text)["events"]

    assert before == [events(found)[each["id"]] for each in before]
    assert not found.absent


@pytest.mark.slow
@laws
@given(plain_rows, plain_rows, st.randoms(use_true_random=False))
def test_a_second_merge_finds_nothing(rows: list[Row], now: list[Row], random: Any) -> None:
    """Whatever came in, in another order it is known again, unless something was in doubt."""
    written = made(*rows)
    once = merge(by_hand(written, random).encode(), made(*now), record_of_import(written))
    assume(not once.rejected)
    twice = merge(once.data, made(*random.sample(now, len(now))), once.record)

    assert once.data == twice.data
