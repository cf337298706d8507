"""SIMILE's JSON to rows: its dates as they are meant, its imprecise bounds as far as EDTF says them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from timeline.edtf import parse
from timeline.importing import recognised
from timeline.importing.formats import simile, timelinejs
from timeline.importing.input import Given
from timeline.importing.rows import Imported, Row, Unreadable

DATA = Path(__file__).parent / "data"


def imported(*events: Any, **more: Any) -> Imported:
    return simile.read(Given("made.json", json.dumps({"events": events, **more}).encode()))


def row(**event: Any) -> Row:
    return imported({"title": "A", **event}).rows[0]


def lost(made: Imported) -> dict[str, dict[str, int]]:
    return {name: field.why for name, field in made.tally.fields.items() if field.why}


def each(*names: str, why: str) -> dict[str, dict[str, int]]:
    """That one value of each of these was lost, for one reason."""
    return {name: {why: 1} for name in names}


def test_a_timeline_by_others() -> None:
    """All 153 events of a real file come in, each with its days as written."""
    given = Given("world.json", (DATA / "world-wars-timeline.json").read_bytes())
    made = simile.read(given)

    assert simile.recognises(given)
    assert not timelinejs.recognises(given)
    assert 153 == sum(not each.problem for each in made.rows)
    assert ("Assassination of Archduke Franz Ferdinand", "1914-06-28") == (
        made.rows[0].title,
        made.rows[0].edtf,
    )
    assert ("World War I", "1914-08-04/1918-11-11") == (made.rows[5].title, made.rows[5].edtf)
    assert {"color": {"how it looks is not kept": 153}} == lost(made)


def test_every_attribute_that_is_documented() -> None:
    """Each attribute goes somewhere or is told, and each event is a row or a problem."""
    given = Given("x", (DATA / "imports" / "simile-documented.json").read_bytes())
    made = simile.read(given)

    assert simile.recognises(given)
    assert (
        Row(
            place="events[0]",
            title="Every attribute",
            edtf="1961-05-20/2006-06-28",
            id="e1",
            text="With **HTML** & a [link](https://example.org/)\n\nShown over it",
            links=(("https://example.org/more", ""),),
            more={"media": [{"url": "https://example.org/i.png", "caption": "i"}]},
        )
        == made.rows[0]
    )
    assert {
        **each("wikiURL", "wikiSection", why="no place for it"),
        **each(
            "icon",
            "color",
            "textColor",
            "tapeImage",
            "tapeRepeat",
            "classname",
            "trackNum",
            why="how it looks is not kept",
        ),
        "end": {"a date has no time of day": 1},
        "image": {"this is no whole web address": 1},
    } == lost(made)
    assert [
        'start "-500": this may be 500 BCE or 501 BCE; write "500 BC", or the day in ISO 8601',
        'start "5/10/1961": this can be read in more than one way; write 1961-10-05 or 1961-05-10',
        "there is no start; write one",
    ] == [each.problem for each in made.rows if each.problem]
    assert (
        "an end is the last day, month or year of an event, as it is written",
        "years before 1 count as in ISO 8601, where 0000 is 1 BCE and -0001 is 2 BCE",
        "1 picture without words captioned by the name of its file or site",
    ) == made.taken_as


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("1914-06-28", "1914-06-28"),
        ("1914-01-01", "1914-01-01"),
        ("1914-06", "1914-06"),
        ("1914", "1914"),
        (1914, "1914"),
        ("75", "0075"),
        ("19140628", "1914-06-28"),
        ("1914-06-28T00:00:00Z", "1914-06-28"),
        ("1914-06-28 00:00", "1914-06-28"),
        ("-0043-03-15", "-0043-03-15"),
        ("0000-01-01", "0000-01-01"),
        ("500 BC", "-0499"),
        ("Jun 28 2006 00:00:00 GMT", "2006-06-28"),
        ("June 28, 2006", "2006-06-28"),
        ("28 Jun 2006", "2006-06-28"),
        ("Wed, 28 Jun 2006 00:00:00 +0200", "2006-06-28"),
        ("Wed Jun 28 2006 00:00:00 GMT+0200 (CEST)", "2006-06-28"),
        ("May 1961", "1961-05"),
    ],
)
def test_starts(start: Any, expected: str) -> None:
    """A date is as precise as it is written, and its day is the one written, whatever its zone."""
    made = imported({"title": "A", "start": start})

    assert expected == made.rows[0].edtf
    assert not lost(made)


@pytest.mark.parametrize(
    ("start", "problem"),
    [
        ("1914-13-01", 'start "1914-13-01": month 13: months run from 1 to 12'),
        ("1914-02-30", 'start "1914-02-30": day 30: February 1914 has 28 days'),
        ("Foo 28 2006", 'start "Foo 28 2006": '),
        ("-44", 'start "-44": this may be 44 BCE or 45 BCE; write "44 BC", or the day in ISO 8601'),
        ("today", 'start "today": this depends on the day on which it is read; write the date itself, as in 1970-03-31'),
        ([1], 'start "[1]": '),
        ("", "there is no start; write one"),
    ],
)  # fmt: skip
def test_starts_that_are_no_date(start: Any, problem: str) -> None:
    """What cannot be read in one way is told and never guessed."""
    made = row(start=start)

    assert made.problem.startswith(problem)
    assert not made.edtf


def test_an_address_in_a_description_is_text() -> None:
    """SIMILE makes no link of a bare address; TimelineJS does."""
    made = row(start="1914", description="see https://example.org/a?b")

    assert "see https://example.org/a?b" == made.text


def test_times_of_day_are_told() -> None:
    """A time that is not midnight is counted as lost; the day is kept."""
    made = imported(
        {"title": "A", "start": "1914-06-28T10:45:00Z", "end": "Jun 28 1914 11:00:00 GMT"}
    )

    assert "1914-06-28" == made.rows[0].edtf
    assert {name: {"a date has no time of day": 1} for name in ("start", "end")} == lost(made)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"end": "1918"}, "1914/1918"),
        ({"end": "1918", "durationEvent": True}, "1914/1918"),
        ({"end": "1918", "isDuration": True}, "1914/1918"),
        ({"end": "1918", "durationEvent": False}, "[1914..1918]"),
        ({"end": "1918", "isDuration": "false"}, "[1914..1918]"),
        ({"end": "1914-07-28", "durationEvent": False}, "[1914-01-01..1914-07-28]"),
        ({"durationEvent": False}, "1914"),
        ({"end": "1914"}, "1914"),
        ({"latestStart": "1916"}, "[1914..1916]"),
    ],
)
def test_what_lasts_and_what_was_once(event: dict[str, Any], expected: str) -> None:
    """Start and end bound what lasts; of an instant they are the earliest and the latest."""
    assert expected == row(start="1914", **event).edtf


@pytest.mark.parametrize(
    ("bounds", "expected", "note"),
    [
        (("1914-06-28", "1914-06-30", "", "1918"), "1914-06/1918", "It began between 28 June 1914 and 30 June 1914."),
        (("1914-06-28", "1914-07-05", "", "1918"), "1914/1918", "It began between 28 June 1914 and 5 July 1914."),
        (("1911", "1914", "", "1918"), "191X/1918", "It began between 1911 and 1914."),
        (("1895", "1905", "", "1918"), "/1918", "It began between 1895 and 1905."),
        (("1914", "1914", "1918", "1918"), "1914/1918", ""),
        (("1914", "", "1916", "1918"), "1914/191X", "It ended between 1916 and 1918."),
        (("1914", "", "1916", ""), "1914/", "It ended on or after 1916."),
        (("1914-06-28", "", "1914-07", "1914-11"), "1914-06-28/1914-XX", "It ended between July 1914 and November 1914."),
    ],
)  # fmt: skip
def test_imprecise_bounds(bounds: tuple[str, ...], expected: str, note: str) -> None:
    """An end that is between two dates is the smallest unit with both, and the two are told in words."""
    names = ("start", "latestStart", "earliestEnd", "end")
    event = {name: text for name, text in zip(names, bounds, strict=True) if text}
    made = row(**event)

    assert (expected, note) == (made.edtf, made.date_note)
    assert parse(made.edtf)


def test_bounds_that_cannot_be() -> None:
    """An end before the start, or bounds in the wrong order, are told."""
    for event in (
        {"end": "1913"},
        {"latestStart": "1913", "end": "1918"},
        {"end": "1918", "earliestEnd": "1919"},
        {"end": "1913", "durationEvent": False},
    ):
        assert row(start="1914", **event).problem


OTHERS: list[Any] = [{"events": [{"date": "1914"}]}, {"events": [{"start_date": {}}]}, [1], {}, "x"]


def test_other_json_is_not_recognised() -> None:
    """JSON with events of another form is another's; none of it is read as SIMILE's."""
    for data in OTHERS:
        assert not simile.recognises(Given("x", json.dumps(data).encode()))
    with pytest.raises(Unreadable, match="this JSON has no events"):
        simile.read(Given("x", b"{}"))
    assert "this is no object with a title and a start" == imported(7).rows[0].problem


# XML


def xml(text: str) -> Imported:
    given = Given("made.xml", text.encode())
    assert "simile" == recognised(given)
    return simile.read(given)


@pytest.mark.parametrize(
    "prolog", ["", '<?xml version="1.0" encoding="UTF-8"?>\n', "<!-- made -->"]
)
def test_xml_is_read_as_the_json(prolog: str) -> None:
    """With or without a prolog, attributes are keys and what is in an event is its description."""
    made = xml(prolog + (DATA / "imports" / "simile-noprolog.xml").read_text("utf-8"))

    assert [
        ("Birth, in Paris", "1840-11-14", "Born to, parents, of Paris, 1840"),
        ("Moved, to Le Havre", "1845/1846", ""),
    ] == [(row.title, row.edtf, row.text) for row in made.rows]


def test_every_attribute_of_the_xml() -> None:
    """Bounds, links and flags are those of the JSON; what has no place is told."""
    made = xml(
        '<data wiki-url="http://e.org/" date-time-format="gregorian"><!-- x -->'
        '<event start="May 28 2006 09:00:00 GMT" latestStart="May 30 2006" earliestEnd="2007"'
        ' end="2008" isDuration="true" title="A &amp;amp; B" link="https://e.org/l" icon="i.png"'
        ' eventID="e1">Text &lt;b&gt;bold&lt;/b&gt; <i>and</i> more</event>'
        '<event title="No start" caption="x" start=""/><other>y</other></data>'
    )
    first, second = made.rows

    assert ("A & B", "2006-05/200X", "e1") == (first.title, first.edtf, first.id)
    assert "Text **bold** *and* more" == first.text
    assert (("https://e.org/l", ""),) == first.links
    assert "It began between 28 May 2006 and 30 May 2006." in first.date_note
    assert "It ended between 2007 and 2008." in first.date_note
    assert ("event 2", "there is no start; write one") == (second.place, second.problem)
    assert {
        "wiki-url": {"no place for it": 1},
        "other": {"no place for it": 1},
        "icon": {"how it looks is not kept": 1},
        "start": {"a date has no time of day": 1},
    } == lost(made)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("May 28 2006 09:00:00 GMT", "2006-05-28"),
        ("Sat May 20 1961 00:00:00 GMT-0600", "1961-05-20"),
        ("2006-05-28T09:00:00+02:00", "2006-05-28"),
        ("20060528T090000", "2006-05-28"),
        ("-0500", "-0500"),
        ("-0043-03-15", "-0043-03-15"),
        ("0476", "0476"),
        ("2006", "2006"),
    ],
)
def test_dates_of_iso_8601(text: str, edtf: str) -> None:
    """Where the file says that its dates are those of ISO 8601, so are years before 1."""
    made = xml(f'<data date-time-format="iso8601"><event start="{text}" title="A"/></data>')

    assert edtf == made.rows[0].edtf


ENTITY = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f'{ENTITY}<data><event start="1970" title="&b;"/></data>',
         "this XML has a document type, which can do harm; take it out: the line <!DOCTYPE …>"),
        ('<!DOCTYPE d SYSTEM "file:///etc/passwd"><data><event start="1970" title="a"/></data>',
         "this XML has a document type, which can do harm; take it out: the line <!DOCTYPE …>"),
        (f'<data><event start="1970" title="a">{"<b>" * 80}{"</b>" * 80}</event></data>',
         "this XML is more than 64 levels deep"),
        ('<data>\n<event start="1970" title="a"></data>', "line 2, column 33: this is no XML: mismatched tag"),
        ('<data><event start="1970" title="&nbsp;"/></data>',
         "line 1, column 7: this is no XML: undefined entity"),
    ],
    ids=["entities", "outside", "deep", "broken", "undefined"],
)  # fmt: skip
def test_hostile_xml(text: str, problem: str) -> None:
    """Entities, document types and depth are refused, and what is no XML is told with its place."""
    with pytest.raises(Unreadable) as caught:
        simile.read(Given("x.xml", text.encode()))

    assert problem == str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel><item>a, b</item><item>c, d</item></channel></rss>",
        '<?xml version="1.0"?><svg><event/></svg>',
        "<table><tr><td>Date</td></tr></table>\n",
    ],
)
def test_other_xml_is_no_table(text: str) -> None:
    """Text of other tags is no table of what stands between commas."""
    with pytest.raises(Unreadable, match="this is a web page or another text of tags"):
        recognised(Given("x.xml", text.encode()))


def test_nested_values() -> None:
    """An object in the JSON is what it is called, and not its text as a program writes it."""
    made = imported({"title": {"name": "A", "x": {"y": 1}}, "start": "1970"})

    assert "A" == made.rows[0].title
    assert {"title.x": {"no place for it": 1}} == lost(made)
