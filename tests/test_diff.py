"""What changed between two timelines: every change is told, and nothing that is none."""

from __future__ import annotations

import html
import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from support.documents import WHOLE
from support.edtf import dates, intervals, read, sets

from timeline.commands import main
from timeline.commands.changes.markdown import as_markdown, code, escaped
from timeline.commands.changes.record import as_record
from timeline.commands.changes.sentences import NOTHING, Line, Look, Part, blocks, summary
from timeline.commands.changes.text import as_text
from timeline.differences import Change, Fate, How, Manner, Of, differences, word_changes
from timeline.differences.shifts import Shift, shifts
from timeline.edtf import parse
from timeline.model import (
    Account,
    Citation,
    Event,
    Figure,
    Header,
    Lane,
    Link,
    Model,
    Period,
    Source,
    Tag,
    Timeline,
)
from timeline.text.reader import read_text

ROOT = Path(__file__).parent.parent


# Dates


def moved(before: str, after: str) -> list[str]:
    return [
        shift.how.value if shift.of is Of.DATE else f"{shift.of} {shift.how}"
        for shift in shifts(parse(before), parse(after))
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("1959", "1960", ["later"]),
        ("1960", "1959", ["earlier"]),
        ("1959", "1960~", ["later", "less precise"]),
        ("1959", "1960?", ["later", "less certain"]),
        ("1959", "1960%", ["later", "less precise", "less certain"]),
        ("1959", "1962-03", ["later", "more precise"]),
        ("1959", "1959-03", ["within", "more precise"]),
        ("1959-03-31", "1959-03", ["around", "less precise"]),
        ("1959", "195X", ["around", "less precise"]),
        ("196X~", "1965", ["within", "more precise"]),
        ("1965", "1965~", ["less precise"]),
        ("1965~", "1965?", ["more precise", "less certain"]),
        ("1965?", "1965", ["more certain"]),
        ("1970-02", "1970-03", ["later"]),
        ("1971", "1972", ["later"]),
        ("1970-02-28", "1970-03", ["later", "less precise"]),
        ("1972-24", "1973-01", ["within", "more precise"]),
        ("1972-24", "1973", ["overlapping", "less precise"]),
        ("[1952..1959]", "[1955..1962]", ["overlapping"]),
        ("[1952..1959]", "[1955..1963]", ["overlapping", "less precise"]),
        ("[1952..1959]", "[1960..1967]", ["later"]),
        ("[2012,2013]", "2013", ["within", "more precise"]),
        ("[..1949]", "1949", ["within", "more precise"]),
        ("1949", "[1949..]", ["around", "less precise"]),
        ("[..1949]", "[..1950]", ["around"]),
        ("1985", "[1985]", []),
        ("1985", "1985-XX", []),
        ("1977/1983", "1978/1984", ["start later", "end later"]),
        ("1977/1983", "1977/1985", ["end later"]),
        ("1977/1983", "1976/1985", ["start earlier", "end later"]),
        ("1977/1983", "1977-05/1983", ["start within", "more precise"]),
        ("1977/1983", "197X/1983", ["start around", "less precise"]),
        ("1972-06/1983", "1972-07/198X", ["start later", "end around", "less precise"]),
        ("1977/1983", "1977/..", ["end open"]),
        ("1977/..", "1977/1983", ["end stated"]),
        ("1977/1983", "/1983", ["start unknown"]),
        ("/1983", "1977/1983", ["start known"]),
        ("1977/", "1977/..", ["end open"]),
        ("1977/..", "1977/", ["end unknown"]),
        ("1977/1983", "1977~/1983", ["less precise"]),
        ("1945/1959", "[1945..1959]", ["once"]),
        ("1959", "1960/1962", ["lasting", "later"]),
        ("1959", "1959/1962", ["lasting", "around"]),
        ("[1951,1958]", "{1951,1958}", ["repeated"]),
        ("{1951,1958}", "{1951,1960}", ["end later"]),
        ("{1951,1958}", "{1951,1955,1958}", []),
        ("2004-06~-11", "2004-06-11~", []),
    ],
)
def test_how_dates_move(before: str, after: str, expected: list[str]) -> None:
    """Later and earlier are said where no day is shared, precision by width, certainty by marks."""
    assert expected == moved(before, after)


_OPPOSITES = {
    How.EARLIER: How.LATER,
    How.WITHIN: How.AROUND,
    How.MORE_PRECISE: How.LESS_PRECISE,
    How.MORE_CERTAIN: How.LESS_CERTAIN,
    How.ATTESTED: How.DATED,
}
_OPPOSITES |= {other: one for one, other in _OPPOSITES.items()}
# What these say is what the new date is, so that the way back says something else.
_STATES = {How.OPEN, How.STATED, How.UNKNOWN, How.KNOWN, How.ONCE, How.LASTING, How.REPEATED}
ANY_DATE = (dates() | sets() | intervals()).map(read)


def mirrored(found: tuple[Shift, ...]) -> list[Shift]:
    return [
        Shift(shift.of, _OPPOSITES.get(shift.how, shift.how))
        for shift in found
        if shift.how not in _STATES
    ]


@given(ANY_DATE, ANY_DATE)
def test_the_way_back_is_the_opposite(one: Any, other: Any) -> None:
    """Whatever a date is moved to, moved back it goes the other way."""
    forth, back = shifts(one, other), shifts(other, one)

    assert mirrored(forth) == [shift for shift in back if shift.how not in _STATES]
    assert {shift.of for shift in forth} == {shift.of for shift in back}


@given(ANY_DATE, ANY_DATE)
def test_later_is_wholly_later(one: Any, other: Any) -> None:
    """A date is told to be later only if it cannot have been on any day of the other."""
    hows = {shift.how for shift in shifts(one, other) if shift.of is Of.DATE}
    ends, starts = one.bounds.latest_end, other.bounds.earliest_start
    apart = ends is not None and starts is not None and starts >= ends

    assert not (How.LATER in hows and not apart)
    if one.kind == other.kind and one.kind in ("date", "one of"):
        assert apart is (How.LATER in hows)


@given(ANY_DATE)
def test_a_date_does_not_move_from_itself(date: Any) -> None:
    """The same date says the same."""
    assert () == shifts(date, date)


# Words of texts


def drawn(before: str, after: str) -> str:
    """The changes of words as git draws them."""
    looks = {Fate.REMOVED: "[-{}-]", Fate.ADDED: "{{+{}+}}", Fate.KEPT: "{}", Fate.LEFT_OUT: "…{}"}
    parts = [
        (" " if piece.apart else "") + looks[piece.fate].format(piece.text)
        for piece in word_changes(before, after)
    ]
    return "".join(parts)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a", "b", "[-a-]{+b+}"),
        ("a b c", "a c", "a [-b-] c"),
        ("a c", "a b c", "a {+b+} c"),
        ("", "a", "{+a+}"),
        ("a b", "a  b", ""),
        ("a\n\nb", "a b", ""),
        (
            "one two three four five six seven eight",
            "one two three four five six seven nine",
            "… four five six seven [-eight-] {+nine+}",
        ),
        (
            "zero one two three four five six seven",
            "null one two three four five six seven",
            "[-zero-]{+null+} one two three four …",
        ),
        ("明治維新の話", "明治維新は話", "明治維新[-の-]{+は+}話"),
        ("東京にて1964年", "東京で1964年", "東京[-にて-]{+で+}1964年"),
        (
            " ".join(f"w{n} x y z k m n o p q r" for n in range(9)),
            " ".join(f"v{n} x y z k m n o p q r" for n in range(9)),
            "[-w0-]{+v0+} x y z k"
            + "".join(f" … o p q r [-w{n}-] {{+v{n}+}} x y z k" for n in range(1, 6))
            + " …3",
        ),
    ],
    ids=range(11),
)
def test_changed_words(before: str, after: str, expected: str) -> None:
    """Words that went and came are shown with four words around them, six places at most."""
    assert expected == drawn(before, after)


_SHORT = st.lists(st.sampled_from(["a", "b", "c", ".", "明", "治"]), max_size=6).map(" ".join)


@given(_SHORT, _SHORT)
def test_words_make_both_texts(before: str, after: str) -> None:
    """Without what came the words are the old text, without what went the new one."""
    pieces = word_changes(before, after)
    assume(all(piece.fate is not Fate.LEFT_OUT for piece in pieces))
    gone = {Fate.REMOVED: before, Fate.ADDED: after}
    for fate, text in gone.items():
        words = [piece.text for piece in pieces if piece.fate in (Fate.KEPT, fate)]
        assert text.split() == " ".join(words).split() or not pieces


def test_long_texts_are_not_compared() -> None:
    """Texts that have thousands of words between their common ends give no pieces."""
    before, after = "a " + "b " * 4000 + "z", "a " + "c " * 4000 + "z"

    assert () == word_changes(before, after)
    assert word_changes(before, before.replace("a", "x"))


# What is told

HEAD = '[timeline]\ntitle = "T"\n'
SOURCES = (
    '[[sources]]\nid = "s"\ntitle = "The Book"\n[[sources]]\nid = "t"\ntitle = "The Letters"\n'
)
LANES = '[[lanes]]\nid = "l"\ntitle = "At sea"\n[[lanes]]\nid = "m"\ntitle = "On land"\n'
TAGS = '[[tags]]\nid = "a"\ntitle = "Disputed"\n[[tags]]\nid = "b"\ntitle = "Rumour"\n'
EVENT = '[[events]]\nid = "e"\ntitle = "Arrival"\n'
DATED = HEAD + EVENT + 'date = "1950"\n'
LONG = "What is told of it goes on for so long that it cannot be shown whole, and then"

# Two files, and what is told below the first line and the blank one.
TOLD: dict[str, tuple[str, str, str]] = {
    "nothing": (DATED, "# a comment\n" + DATED, ""),
    "an event comes": (HEAD, DATED, "+ 1950: Arrival"),
    "an event goes": (DATED, HEAD, "- 1950: Arrival"),
    "a title": (
        DATED,
        DATED.replace("Arrival", "Landing"),
        '~ 1950: Landing\n    title: "Arrival" became "Landing"',
    ),
    "an id": (
        DATED,
        DATED.replace('"e"', '"f"'),
        '~ 1950: Arrival\n    id: "e" became "f"; links to the old one break, as it is not in was',
    ),
    "an id that is kept in was": (
        DATED,
        DATED.replace('"e"', '"f"\nwas = ["e"]'),
        '~ 1950: Arrival\n    id: "e" became "f"; old links still arrive',
    ),
    "an id of long ago": (
        DATED,
        DATED.replace('"e"', '"e"\nwas = ["d"]'),
        '~ 1950: Arrival\n    was: "d" added',
    ),
    "a title without an id of its own": (
        DATED.replace('id = "e"\n', "") + 'text = "Told."\n',
        DATED.replace('id = "e"\n', "").replace("Arrival", "Landing") + 'text = "Told."\n',
        '~ 1950: Landing\n    id: "arrival" became "landing"; links to the old one break, as it is'
        ' not in was\n    title: "Arrival" became "Landing"',
    ),
    "another event on the day": (
        DATED,
        DATED.replace('"e"', '"f"').replace("Arrival", "Landing"),
        "- 1950: Arrival\n+ 1950: Landing",
    ),
    "a date": (
        DATED,
        DATED.replace("1950", "1951~"),
        "~ about 1951: Arrival\n    date: 1950 became about 1951: later, less precise",
    ),
    "a date that may be the same": (
        DATED.replace("1950", "[1950..1955]"),
        DATED.replace("1950", "[1952..1957]"),
        "~ between 1952 and 1957: Arrival\n    date: between 1950 and 1955 became between 1952 and"
        " 1957: neither earlier nor later, as the two overlap",
    ),
    "a date to an interval": (
        DATED,
        DATED.replace("1950", "1950/1952"),
        "~ 1950 to 1952: Arrival\n    date: 1950 became 1950 to 1952: now something that lasted,"
        " around it",
    ),
    "an end": (
        DATED.replace("1950", "1950/1952"),
        DATED.replace("1950", "1950/.."),
        "~ from 1950 on, without a stated end: Arrival\n    date: 1950 to 1952 became from 1950 on,"
        " without a stated end: now without a stated end",
    ),
    "a date in the same words": (
        DATED,
        DATED.replace("1950", "[1950]"),
        '~ 1950: Arrival\n    date: "1950" became "[1950]": the same in words',
    ),
    "attested": (
        DATED,
        DATED.replace("date", "attested"),
        "~ by 1950: Arrival\n    date: 1950 became by 1950: now a date by which it was so, not when"
        " it happened",
    ),
    "no longer attested": (
        DATED.replace("date", "attested"),
        DATED.replace("1950", "1949"),
        "~ 1949: Arrival\n    date: by 1950 became 1949: now when it happened, not a date by which"
        " it was so, earlier",
    ),
    "attested later": (
        DATED.replace("date", "attested"),
        DATED.replace("date", "attested").replace("1950", "1951"),
        "~ by 1951: Arrival\n    attested: by 1950 became by 1951: later",
    ),
    "a source": (
        HEAD + SOURCES + EVENT + 'date = 1950\nsources = ["s"]\n',
        HEAD + SOURCES + EVENT + 'date = 1950\nsources = [{ id = "t", locator = "p. 5" }]\n',
        '~ 1950: Arrival\n    sources: "The Book" removed\n    sources: "The Letters", p. 5 added',
    ),
    "a place in a source": (
        HEAD + SOURCES + EVENT + 'date = 1950\nsources = [{ id = "s", locator = "p. 4" }]\n',
        HEAD + SOURCES + EVENT + 'date = 1950\nsources = [{ id = "s", locator = "p. 5" }]\n',
        '~ 1950: Arrival\n    sources: "The Book", p. 5\n        locator: "p. 4" became "p. 5"',
    ),
    "a quotation": (
        HEAD + SOURCES + EVENT + 'date = 1950\nsources = ["s"]\n',
        HEAD + SOURCES + EVENT + 'date = 1950\nsources = [{ id = "s", quote = "Land!" }]\n',
        '~ 1950: Arrival\n    sources: "The Book"\n        quote: "Land!" added',
    ),
    "a number": (
        DATED + 'figures = [{ what = "people", low = 70, high = 80 }]\n',
        DATED + 'figures = [{ what = "people", value = 100 }]\n',
        "~ 1950: Arrival\n    figures: people: 70–80 became 100",
    ),
    "a number is about so": (
        DATED + 'figures = [{ what = "people", value = 6637 }]\n',
        DATED + 'figures = [{ what = "people", value = 6637, about = true, who = "a clerk" }]\n',
        "~ 1950: Arrival\n    figures: people: 6,637 became about 6,637\n"
        '        who: "a clerk" added',
    ),
    "what is counted": (
        DATED + 'figures = [{ what = "people", value = 5 }]\n',
        DATED + 'figures = [{ what = "passengers", value = 5 }]\n',
        '~ 1950: Arrival\n    figures: passengers\n        what: "people" became "passengers"',
    ),
    "a digit": (
        DATED + 'figures = [{ what = "length", value = 1.5, unit = "km" }]\n',
        DATED + 'figures = [{ what = "length", value = 1.50, unit = "km" }]\n',
        "~ 1950: Arrival\n    figures: length: 1.5 km became 1.50 km",
    ),
    "a figure comes and one goes": (
        DATED + 'figures = [{ what = "people", value = 5 }]\n',
        DATED + 'figures = [{ what = "boats", low = 2, who = "the captain" }]\n',
        "~ 1950: Arrival\n    figures: people: 5 removed\n"
        "    figures: boats: at least 2, by the captain added",
    ),
    "a short text": (
        DATED + 'text = "Five came."\n',
        DATED + 'text = "Six came."\n',
        '~ 1950: Arrival\n    text: "Five came." became "Six came."',
    ),
    "a long text": (
        DATED + f'text = "{LONG} five came."\n',
        DATED + f'text = "{LONG} six came."\n',
        "~ 1950: Arrival\n    text: … be shown whole, and then [-five-] {+six+} came.".replace(
            "be shown whole, and then", "shown whole, and then"
        ),
    ),
    "a text comes": (
        DATED,
        DATED + f'text = "{LONG} five came."\n',
        '~ 1950: Arrival\n    text: "What is told of it goes on for so long that it cannot be shown'
        ' whole, and then…" added',
    ),
    "lines of a text": (
        DATED + f'text = "{LONG}"\n',
        DATED + f'text = "{LONG}"\n'.replace(" it ", "\\n\\nit "),
        "~ 1950: Arrival\n    text: other blanks or lines between the same words",
    ),
    "a lane": (
        HEAD + LANES + EVENT + 'date = 1950\nlane = "l"\n',
        HEAD + LANES + EVENT + 'date = 1950\nlane = "m"\n',
        '~ 1950: Arrival\n    lane: "At sea" became "On land"',
    ),
    "into a lane": (
        HEAD + LANES + EVENT + "date = 1950\n",
        HEAD + LANES + EVENT + 'date = 1950\nlane = "m"\n',
        '~ 1950: Arrival\n    lane: "On land" added',
    ),
    "an id of a lane": (
        HEAD + LANES + EVENT + 'date = 1950\nlane = "l"\n',
        HEAD + LANES.replace('"l"', '"sea"') + EVENT + 'date = 1950\nlane = "sea"\n',
        "",
    ),
    "ids of a tag and a source": (
        HEAD + TAGS + SOURCES + EVENT + 'date = 1950\ntags = ["a"]\nsources = ["s"]\n',
        HEAD
        + TAGS.replace('"a"', '"x"')
        + SOURCES.replace('"s"', '"y"')
        + EVENT
        + 'date = 1950\ntags = ["x"]\nsources = ["y"]\n',
        "",
    ),
    "a tag": (
        HEAD + TAGS + EVENT + 'date = 1950\ntags = ["a", "b"]\n',
        HEAD + TAGS + EVENT + 'date = 1950\ntags = ["b"]\n',
        '~ 1950: Arrival\n    tags: "Disputed" removed',
    ),
    "the order of tags": (
        HEAD + TAGS + EVENT + 'date = 1950\ntags = ["a", "b"]\n',
        HEAD + TAGS + EVENT + 'date = 1950\ntags = ["b", "a"]\n',
        "",
    ),
    "importance": (
        DATED,
        DATED + "importance = 5\n",
        "~ 1950: Arrival\n    importance: 3 became 5",
    ),
    "links": (
        DATED + 'links = ["https://example.org/a", { url = "https://b.example", title = "B" }]\n',
        DATED + 'links = ["https://example.org/c", { url = "https://d.example", title = "B" }]\n',
        '~ 1950: Arrival\n    links: "https://example.org/a" removed\n    links: "B"\n'
        '        url: "https://b.example" became "https://d.example"\n'
        '    links: "https://example.org/c" added',
    ),
    "accounts": (
        HEAD + SOURCES + EVENT + 'date = 1950\naccounts = [{ date = 1951, sources = ["s"] }]\n',
        HEAD
        + SOURCES
        + EVENT
        + 'date = 1950\naccounts = [{ date = 1952, sources = ["s"] }, { date = "194X" }]\n',
        '~ 1950: Arrival\n    accounts: 1952, by "The Book"\n        date: 1951 became 1952: later\n'
        "    accounts: some time in the 1940s added",
    ),
    "see also": (
        DATED + '[[events]]\nid = "f"\ntitle = "Return"\ndate = 1960\n',
        DATED + 'see = ["f"]\n[[events]]\nid = "f"\ntitle = "Return"\ndate = 1960\n',
        '~ 1950: Arrival\n    see: "Return" added',
    ),
    "notes": (
        DATED + 'note = "N"\ndate_note = "D"\ndate_text = "X"\nlabel = "L"\n',
        DATED + 'note = "M"\ndate_note = "E"\ndate_text = "Y"\n',
        '~ 1950: Arrival\n    label: "L" removed\n    date_text: "X" became "Y"\n'
        '    date_note: "D" became "E"\n    note: "N" became "M"',
    ),
    "extra": (
        DATED + "extra = { a = 1, b = nan, c = 1, d = [{ e = 1 }] }\n",
        DATED + "extra = { d = [{ e = 2 }], b = nan, c = true, f = 1 }\n",
        '~ 1950: Arrival\n    extra: "f" added, "a" removed, "d" changed, "c" changed',
    ),
    "the header": (
        HEAD + 'lang = "en"\nspan = "1940/1960"\nupdated = 2024-05-31\nheight = 600\n',
        HEAD + 'lang = "de"\nspan = "1940/1961"\nupdated = 2024-06-01\nauthor = "A"\n',
        "~ header\n    span: 1940 to 1960 became 1940 to 1961: ends later\n"
        '    lang: "en" became "de"\n    author: "A" added\n'
        "    updated: 2024-05-31 became 2024-06-01\n    height: 600 removed",
    ),
    "lanes": (
        HEAD + LANES,
        HEAD + LANES.replace("On land", "Ashore").replace('"l"', '"n"').replace("At sea", "Afloat"),
        '- lane At sea\n~ lane Ashore\n    title: "On land" became "Ashore"\n+ lane Afloat',
    ),
    "the order of lanes": (
        HEAD + LANES,
        HEAD + "".join(f"[[lanes]]{lane}" for lane in reversed(LANES.split("[[lanes]]")[1:])),
        '~ lanes, now in this order: "On land", "At sea"',
    ),
    "tags, periods and sources": (
        HEAD + TAGS + '[[periods]]\nid = "p"\ntitle = "War"\ndate = "1939/1945"\n' + SOURCES,
        HEAD
        + TAGS.replace("Rumour", "Hearsay")
        + '[[periods]]\nid = "p"\ntitle = "War"\ndate = "1937/1945"\n'
        + SOURCES
        + 'date = 1839\nurl = "https://example.org"\n',
        '~ tag Hearsay\n    title: "Rumour" became "Hearsay"\n'
        "~ period War\n    date: 1939 to 1945 became 1937 to 1945: begins earlier\n"
        "~ source The Letters\n    date: 1839 added\n"
        '    url: "https://example.org" added',
    ),
    "events in order of time": (
        HEAD,
        HEAD
        + '[[events]]\ntitle = "C"\ndate = "1970"\n[[events]]\ntitle = "A"\ndate = "../1990"\n'
        + '[[events]]\ntitle = "B"\ndate = 1960\n',
        "+ up to 1990, without a stated start: A\n+ 1960: B\n+ 1970: C",
    ),
}


def told(before: str, after: str) -> str:
    """What the text says, without its first line."""
    old, new = (read_text(text)[0] for text in (before, after))
    return "\n".join(as_text(blocks(differences(old, new), old, new), colour=False))


@pytest.mark.parametrize(("before", "after", "expected"), TOLD.values(), ids=TOLD)
def test_what_is_told(before: str, after: str, expected: str) -> None:
    """A change is told by the key it is at, in words, what it was and what it is."""
    assert expected == told(before, after)


@pytest.mark.parametrize(("before", "after", "expected"), TOLD.values(), ids=TOLD)
def test_what_is_told_both_ways(before: str, after: str, expected: str) -> None:
    """Where one way tells of a change, the other does too."""
    assert bool(expected) is bool(told(after, before))


# Laws

NAMES = st.sampled_from(["a", "b", "c", "d"])
WORDS = st.sampled_from(["", "x", "y z", "明", LONG, f"{LONG} it was"])
TITLES = st.sampled_from(["One", "Two", "Three", LONG])
DATES = st.sampled_from(
    ["1950", "1951~", "195X", "1950/1952", "1950/..", "/1952", "[1950,1955]", "{1950,1952}"]
).map(parse)
NUMBERS = st.sampled_from([5, 70, Decimal("1.5"), Decimal("1.50")])
ADDRESSES = st.sampled_from(["https://example.org/a", "https://example.org/b"])

laws = settings(max_examples=60, deadline=None)


def several(items: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=most).map(tuple)


def unique(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=3, unique=True).map(tuple)


def cite(name: str, locator: str = "", quote: str = "") -> Citation:
    return Citation(id=name, locator=locator, quote=quote)


CITATIONS = st.sampled_from(
    [cite("a"), cite("a", "x"), cite("a", "x", LONG), cite("b"), cite("b", "y z"), cite("c")]
)
# Drawn whole, as drawing each of their keys would take long.
FIGURES = st.sampled_from(
    [
        Figure(what="One", value=5),
        Figure(what="One", value=5, who="x", sources=(cite("a"),)),
        Figure(what="One", low=Decimal("1.5"), unit="x"),
        Figure(what="Two", low=5, high=70, about=True),
        Figure(what="Three", value=5),
    ]
)
ACCOUNTS = st.sampled_from(
    [
        Account(date=parse("1950")),
        Account(date=parse("1950"), sources=(cite("a"),)),
        Account(date=parse("1951~"), sources=(cite("a"), cite("b", "x")), note="x"),
        Account(date=parse("195X"), note="x"),
    ]
)
LINKS = st.sampled_from(
    [
        Link(url="https://example.org/a"),
        Link(url="https://example.org/a", title="x"),
        Link(url="https://example.org/b", title="x"),
    ]
)
FIELDS: dict[type[Model], dict[str, st.SearchStrategy[Any]]] = {
    Citation: {"locator": WORDS, "quote": WORDS},
    Link: {"url": ADDRESSES, "title": WORDS},
    Figure: {
        "what": TITLES,
        "value": NUMBERS,
        "unit": WORDS,
        "about": st.booleans(),
        "who": WORDS,
        "sources": several(CITATIONS),
    },
    Account: {"date": DATES, "sources": several(CITATIONS), "note": WORDS},
    Header: {
        "title": TITLES,
        "description": WORDS,
        "span": st.sampled_from([None, parse("1900/2000"), parse("1900/2001")]),
        "lang": st.sampled_from(["en", "de"]),
        "author": WORDS,
        "licence": WORDS,
        "url": ADDRESSES,
        "height": st.sampled_from([None, 600, 800]),
    },
    Lane: {"title": TITLES, "description": WORDS},
    Tag: {"title": TITLES},
    Period: {"title": TITLES, "date": st.sampled_from([parse("1950/1951"), parse("1950/..")])},
    Source: {"title": TITLES, "author": WORDS, "date": st.none() | DATES, "licence": WORDS},
}
FIELDS[Event] = {
    "title": TITLES,
    "was": unique(st.sampled_from(["w", "v"])),
    "label": WORDS,
    "date": DATES,
    "date_text": WORDS,
    "date_note": WORDS,
    "accounts": several(ACCOUNTS),
    "text": WORDS,
    "lane": st.sampled_from(["", "a", "b"]),
    "tags": unique(NAMES),
    "importance": st.integers(1, 5),
    "figures": several(FIGURES),
    "sources": several(CITATIONS),
    "links": several(LINKS),
    "see": unique(NAMES),
    "note": WORDS,
    "extra": st.sampled_from([{}, {"a": 1}, {"a": True}, {"a": Decimal("nan")}]),
}


def tables(model: type[Model], names: str, most: int) -> st.SearchStrategy[tuple[Any, ...]]:
    """Tables with ids of their own, in order of these."""
    every = {
        name: st.builds(model.model_construct, id=st.just(name), **FIELDS[model]) for name in names
    }
    chosen = st.lists(st.sampled_from(names), max_size=most, unique=True).map(sorted)
    return chosen.flatmap(lambda ids: st.tuples(*(every[name] for name in ids)))


def whole(timeline: Timeline) -> Timeline:
    """A timeline in which every name leads somewhere, as in all that is read."""
    there = {key: {each.id for each in getattr(timeline, key)} for key in TABLES}

    def cited(table: Any) -> Any:
        kept = [citation for citation in table.sources if citation.id in there["sources"]]
        return table.model_copy(update={"sources": tuple(kept)})

    events = [
        cited(event).model_copy(
            update={
                "was": tuple(f"{event.id}-{name}" for name in event.was),
                "lane": event.lane if event.lane in there["lanes"] else "",
                "tags": tuple(tag for tag in event.tags if tag in there["tags"]),
                "see": tuple(name for name in event.see if name in there["events"]),
                "figures": tuple(map(cited, event.figures)),
                "accounts": tuple(map(cited, event.accounts)),
            }
        )
        for event in timeline.events
    ]
    return timeline.model_copy(update={"events": tuple(events)})


TABLES = ("lanes", "tags", "periods", "sources", "events")
TIMELINES = st.builds(
    Timeline.model_construct,
    header=st.builds(Header.model_construct, **FIELDS[Header]),
    lanes=tables(Lane, "abc", 3),
    tags=tables(Tag, "abc", 3),
    periods=tables(Period, "ab", 2),
    sources=tables(Source, "abc", 3),
    events=tables(Event, "abcd", 3),
).map(whole)


@laws
@given(TIMELINES)
def test_a_timeline_and_itself(timeline: Timeline) -> None:
    """Nothing changed from a timeline to a copy of it, whatever is in it."""
    assert () == differences(timeline, timeline.model_copy(deep=True))


def test_a_file_and_itself() -> None:
    """Nothing changed in a file with every key, read twice; `nan` in extra is itself."""
    text = WHOLE.replace("extra = { a = 1 }", "extra = { a = nan, b = [1.0, { c = -0.0 }] }")

    assert () == differences(read_text(text)[0], read_text(text)[0])


@laws
@given(TIMELINES, st.data())
def test_every_change_is_told(before: Timeline, data: st.DataObject) -> None:
    """Any one key of any table, given another value, is told at that key, in all formats."""
    table = data.draw(st.sampled_from(["header", *(key for key in TABLES if getattr(before, key))]))
    if table == "header":
        place, old = 0, before.header
    else:
        place = data.draw(st.integers(0, len(getattr(before, table)) - 1))
        old = getattr(before, table)[place]
    path, new = data.draw(changed(old))
    if table == "header":
        after = before.model_copy(update={"header": new})
    else:
        items = [*getattr(before, table)]
        items[place] = new
        after = before.model_copy(update={table: tuple(items)})
    found = differences(before, after)

    assert [(path, 1)] == [
        (
            change.inner[0].key if change.inner else change.key,
            len({c.key for c in change.inner}) or 1,
        )
        for change in found
    ]
    assert path.replace("_", r"\_") in "".join(as_markdown(blocks(found, before, after)))
    assert path in "".join(as_text(blocks(found, before, after), colour=True))
    assert path in json.dumps(as_record(found, "old", "new"))


@st.composite
def changed(draw: Any, table: Model) -> tuple[str, Model]:
    """A key of a table, and the table with another value there."""
    key = draw(st.sampled_from(sorted(FIELDS[type(table)])))
    old = getattr(table, key)
    if isinstance(old, tuple) and old and isinstance(old[0], Model) and draw(st.booleans()):
        place = draw(st.integers(0, len(old) - 1))
        _, item = draw(changed(old[place]))
        new: Any = (*old[:place], item, *old[place + 1 :])
    else:
        new = draw(FIELDS[type(table)][key])
    assume(content(old) != content(new))
    return key, table.model_copy(update={key: new})


def content(value: Any) -> Any:
    """What a value says, where order says nothing."""
    if isinstance(value, tuple):
        return Counter(repr(item) for item in value)
    return repr(value)


def titles_of_one(one: Timeline, other: Timeline, key: str) -> set[str]:
    """The titles of tables that the other timeline does not have by their ids."""
    there = {each.id for each in getattr(other, key)}
    return {each.title for each in getattr(one, key) if each.id not in there}


def mirror(change: Change) -> Any:
    """A change as it is told the other way."""
    return (
        change.key,
        repr(change.after),
        repr(change.before),
        sorted(map(repr, mirrored(change.shifts))),
        sorted((mirror(inner) for inner in change.inner), key=repr),
    )


def plain(change: Change) -> Any:
    """A change, in the form that `mirror` gives."""
    return (
        change.key,
        repr(change.before),
        repr(change.after),
        sorted(repr(shift) for shift in change.shifts if shift.how not in _STATES),
        sorted((plain(inner) for inner in change.inner), key=repr),
    )


@laws
@given(TIMELINES, TIMELINES)
def test_the_way_back_is_the_mirror(one: Timeline, other: Timeline) -> None:
    """What is added one way is removed the other; what is later one way is earlier the other."""
    forth = differences(one, other)
    back = differences(other, one)
    # Where two ids are taken to be one, each way has the ids of its own end.
    assume(not any(inner.key == "id" for change in forth for inner in change.inner))
    for key in ("lanes", "tags", "periods", "sources"):
        gone, come = titles_of_one(one, other, key), titles_of_one(other, one, key)
        assume(gone.isdisjoint(come))

    assert sorted(map(mirror, forth), key=repr) == sorted(map(plain, back), key=repr)


@laws
@given(TIMELINES, TIMELINES)
def test_both_ways_tell_as_much(one: Timeline, other: Timeline) -> None:
    """The same tables change either way, whatever is taken for what."""
    swap = {Manner.ADDED: Manner.REMOVED, Manner.REMOVED: Manner.ADDED}
    forth = Counter((each.key, each.manner) for each in differences(one, other))
    back = Counter(
        (each.key, swap.get(each.manner, each.manner)) for each in differences(other, one)
    )

    assert forth == back


@laws
@given(TIMELINES, TIMELINES)
def test_any_change_can_be_told(one: Timeline, other: Timeline) -> None:
    """Whatever changed, each change is a block of text and of Markdown, and is JSON."""
    changes = differences(one, other)
    told = blocks(changes, one, other)

    assert len(changes) == len(told) == len(as_record(changes, "a", "b")["changes"])
    assert json.dumps(as_record(changes, "a", "b"))
    for text in (*as_text(told, colour=False), *as_markdown(told)):
        assert text.strip()
    assert "".join(as_markdown(told)).count("<") == "".join(as_markdown(told)).count(">")


@laws
@given(TIMELINES, TIMELINES)
def test_events_come_in_order_of_time(one: Timeline, other: Timeline) -> None:
    """Events are told first, by when they start, then when they end."""
    changes = differences(one, other)
    events = [change for change in changes if change.key == "events"]
    order = [(each.after or each.before).when.reading_order for each in events]

    assert events == list(changes[: len(events)])
    assert sorted(order) == order


@laws
@given(TIMELINES, st.randoms(use_true_random=False))
def test_order_is_no_change(timeline: Timeline, random: Any) -> None:
    """Events, tags, sources and all that has no order for a reader may stand in any."""
    shuffled = {}
    for key in ("tags", "periods", "sources", "events"):
        items = [*getattr(timeline, key)]
        random.shuffle(items)
        shuffled[key] = tuple(items)

    assert () == differences(timeline, timeline.model_copy(update=shuffled))


# Markdown

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
MARKDOWN_TEXT = st.text(max_size=40) | st.text("*_`~[]()<>&#!\\|\n @$:/w.a1-=+\"'", max_size=40)


@settings(max_examples=200)
@given(MARKDOWN_TEXT)
@example("**a** _b_ `c` ~~d~~ [e](https://f) ![g](h) <b>i</b> &amp; \\*")
@example("# 1. - + > = --- | a | b |\n|---|---|")
def test_any_text_is_shown_as_it_is(text: str) -> None:
    """In Markdown no text of an author is markup: it shows, character by character."""
    line = Line(depth=0, manner=Manner.ADDED, parts=(Part("x "), Part(text, Look.THEIRS)))
    (block,) = as_markdown([(line,)])
    shown = MARKDOWN.render(block).replace("\u200b", "")

    assert (
        f"<ul>\n<li><strong>Added:</strong> {html.escape(as_shown('x ' + text))}</li>\n</ul>\n"
        == (shown.replace("&#x27;", "'").replace("'", "&#x27;"))
    )


def as_shown(text: str) -> str:
    """A text on one line, what steers made visible."""
    from timeline.commands.telling import visible

    return " ".join(visible(text.replace("\r\n", "\n").replace("\n", " ")).split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@octocat", "@&#8203;octocat"),
        ("a@b.org", "a@&#8203;b.org"),
        ("#1 and gh-2, o/r#3", "#&#8203;1 and gh&#8203;-2, o/r#&#8203;3"),
        ("https://github.com/o/r/issues/1", "https:&#8203;//github.com/o/r/issues/1"),
        ("www.example.org", "www&#8203;.example.org"),
        (":tada: at 10:30:00", ":&#8203;tada: at 10:&#8203;30:00"),
        ("deadbee and 1234567", "d&#8203;eadbee and 1&#8203;234567"),
        ("decades", "decades"),
        ("$x$ <img src=x>", "&#36;x&#36; &lt;img src=x&gt;"),
        ("a_b*c`d", "a\\_b\\*c\\`d"),
        ("\u202eevil", "&lt;U+202E&gt;evil"),
        ("two\nlines", "two lines"),
    ],
)
def test_mentions_and_references_are_defused(text: str, expected: str) -> None:
    """What GitHub would turn into a mention, a reference, a link or an emoji stays a text."""
    assert expected == escaped(text)


@pytest.mark.parametrize(
    ("name", "expected"), [("HEAD~1", "`HEAD~1`"), ("a`b", "``a`b``"), ("`", "`` ` ``")]
)
def test_names_are_code(name: str, expected: str) -> None:
    """A name is code, whatever quotes it has."""
    assert expected == code(name)
    assert f"<p><code>{name}</code></p>\n" == MARKDOWN.render(code(name))


def test_markdown_of_changed_words() -> None:
    """Words that went are struck out and those that came are underlined; no blank gets lost."""
    old, new = (read_text(text)[0] for text in TOLD["a long text"][:2])
    (block,) = as_markdown(blocks(differences(old, new), old, new))

    assert (
        "- **Changed:** 1950: <b>Arrival</b>\n"
        "  - text: … shown whole, and then <del>five</del> <ins>six</ins> came."
    ) == block


def test_a_terminal_is_not_steered() -> None:
    """No text of an author gets a control character to the terminal, coloured or not."""
    line = Line(depth=1, manner=Manner.ADDED, parts=(Part("\x1b[31m\u202ea\rb\nc", Look.THEIRS),))

    assert ["    ␛[31m<U+202E>a␍b c"] == as_text([(line,)], colour=False)


def test_colours() -> None:
    """On a terminal signs and words have colours, and the signs stay."""
    old, new = (read_text(text)[0] for text in TOLD["a long text"][:2])
    (block,) = as_text(blocks(differences(old, new), old, new), colour=True)

    assert "\x1b[33m\x1b[1m~\x1b[0m 1950: \x1b[1mArrival\x1b[0m" in block
    assert "\x1b[31m[-five-]\x1b[0m \x1b[32m{+six+}\x1b[0m came." in block


# The command

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `timeline diff` in a repository with two commits of events.toml, and a change after."""
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.org",
    }.items():
        monkeypatch.setenv(name, value)
    git("init", "--quiet", "--initial-branch=main")
    for year in (1950, 1951):
        Path("events.toml").write_text(DATED.replace("1950", str(year)), "utf-8")
        git("add", "events.toml")
        git("commit", "--quiet", "--message", f"in {year}")
    Path("events.toml").write_text(DATED.replace("1950", "1952"), "utf-8")

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["diff", *arguments])

    return invoke


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


def dates_told(result: Result) -> str:
    """Which version is compared with which, by the years in the files."""
    found = re.search(r"date: (\d+) became (\d+)", result.stdout)
    return f"{found[1]} {found[2]}" if found else result.output


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "1951 1952"),
        (["HEAD"], "1951 1952"),
        (["HEAD~1"], "1950 1952"),
        (["HEAD~1", "HEAD"], "1950 1951"),
        (["HEAD", "HEAD~1"], "1951 1950"),
        (["main~1", "--", "events.toml"], "1950 1952"),
        (["HEAD~1", "HEAD", "--", "events.toml"], "1950 1951"),
        (["HEAD~1", "HEAD", "--file", "events.toml"], "1950 1951"),
        (["--file", "events.toml"], "1951 1952"),
        (["events.toml"], "1951 1952"),
        (["events.toml", "HEAD"], "1952 1951"),
        (["HEAD~1:events.toml", "HEAD:events.toml"], "1950 1951"),
        (["HEAD~1:events.toml", "events.toml"], "1950 1952"),
        (["HEAD^{/in 1950}"], "1950 1952"),
    ],
    ids=" ".join,
)
def test_which_versions(run: Run, arguments: list[str], expected: str) -> None:
    """Revisions and files stand for what git has and what is there; the file is the last word."""
    assert expected == dates_told(run(*arguments))


def test_the_first_line(run: Run) -> None:
    """The first line names both versions, and how much changed."""
    assert "events.toml since HEAD~1:events.toml: 1 event changed\n\n" in run("HEAD~1").stdout
    assert run("HEAD~1", "--format", "markdown").stdout.startswith(
        "`events.toml` since `HEAD~1:events.toml`: 1 event changed\n\n- **Changed:** 1952"
    )


def test_two_files(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two files are compared wherever they are, with or without git."""
    Path("old.toml").write_text(DATED.replace("1950", "1940"), "utf-8")
    monkeypatch.setenv("PATH", "")

    assert "1940 1952" == dates_told(run("old.toml", "events.toml"))


def test_from_another_folder(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is looked for in the repository it is in, wherever the command is run."""
    Path("inner").mkdir()
    Path("inner/mine.toml").write_text(DATED, "utf-8")
    git("add", "inner")
    git("commit", "--quiet", "--message", "inner")
    Path("inner/mine.toml").write_text(DATED.replace("1950", "1960"), "utf-8")

    assert "1950 1960" == dates_told(run("HEAD", "--file", "inner/mine.toml"))

    monkeypatch.chdir("inner")
    assert "1950 1960" == dates_told(run("HEAD", "--file", "mine.toml"))
    assert "1950 1952" == dates_told(run("HEAD~2", "--file", "../events.toml"))

    here = Path.cwd() / "mine.toml"
    monkeypatch.chdir("/")
    assert "1950 1960" == dates_told(run("HEAD", "--file", str(here)))


@pytest.fixture
def rome(run: Run) -> str:
    """A file in a folder that the last commit has and those before it have not."""
    file = Path("timelines", "rome", "events.toml")
    file.parent.mkdir(parents=True)
    file.write_text(DATED, "utf-8")
    git("add", "timelines")
    git("commit", "--quiet", "--message", "Rome")
    return file.as_posix()


def test_a_file_that_is_new(run: Run, rome: str) -> None:
    """All events of a file that is not there at OLD are added, and it is named."""
    for arguments in (["HEAD~1"], ["HEAD~1", "HEAD"]):
        result = run(*arguments, "--file", rome)
        name = rome if len(arguments) == 1 else f"HEAD:{rome}"

        assert (0, "") == (result.exit_code, result.stderr)
        assert result.stdout.startswith(f"{name} is new since HEAD~1: 1 event added\n\n+ 1950")
    markdown = run("HEAD~1", "--file", rome, "--format", "markdown").stdout
    assert markdown.startswith(f"`{rome}` is new since `HEAD~1`: 1 event added\n")
    record = json.loads(run("HEAD~1", "--file", rome, "--format", "json").stdout)
    assert [("events", "added")] == [(each["key"], each["change"]) for each in record["changes"]]
    assert 1 == run("HEAD~1", "--file", rome, "--exit-code").exit_code


def test_a_file_that_is_gone(run: Run, rome: str) -> None:
    """All events of a file that is not there at NEW are removed."""
    result = run("HEAD", "HEAD~1", "--file", rome)

    assert result.stdout.startswith(f"HEAD:{rome} is gone at HEAD~1: 1 event removed\n\n- 1950")


def test_a_file_that_is_nowhere(run: Run, rome: str) -> None:
    """A file that neither revision has is misuse, and named as it was."""
    result = run("HEAD~2", "HEAD~1", "--file", rome)

    assert (2, "") == (result.exit_code, result.stdout)
    assert f'there is no file "{rome}" at HEAD~2' in " ".join(result.stderr.split())


def test_a_new_file_with_faults(run: Run, rome: str) -> None:
    """The faults of a new file are told under its name."""
    Path(rome).write_text(DATED.replace("1950", "1950-13"), "utf-8")
    result = run("HEAD~1", "--file", rome)

    assert (1, "") == (result.exit_code, result.stdout)
    assert f'\n{rome}:6:14: error: event "e": date "1950-13"' in result.stderr


def test_no_change(run: Run) -> None:
    """Where a reader learns the same, it says so, whatever the bytes are."""
    text = Path("events.toml").read_text("utf-8")
    Path("other.toml").write_text(f"# a comment\n\n{text}".replace('"1952"', "1952"), "utf-8")
    result = run("events.toml", "other.toml", "--exit-code")

    assert (0, "no change in the history told\n", "") == (
        result.exit_code, result.stdout, result.stderr
    )  # fmt: skip
    assert [] == json.loads(run("events.toml", "other.toml", "--format", "json").stdout)["changes"]


def test_exit_codes(run: Run) -> None:
    """A change is no failure, but for --exit-code; faults are, and misuse is 2."""
    assert 0 == run("HEAD").exit_code
    assert 1 == run("HEAD", "--exit-code").exit_code
    assert 0 == run("HEAD", "HEAD", "--exit-code").exit_code
    assert 2 == run("no-such-revision").exit_code


def test_faults_are_told(run: Run) -> None:
    """A faulty version is told as `validate` tells it, under its own name, and nothing is compared."""
    Path("events.toml").write_text(DATED.replace("1950", "1950-13"), "utf-8")
    git("commit", "--quiet", "--all", "--message", "faulty")
    Path("events.toml").write_text(DATED.replace("1950", "c. 1950"), "utf-8")
    result = run("HEAD")

    assert (1, "") == (result.exit_code, result.stdout)
    assert 'HEAD:events.toml:6:14: error: event "e": date "1950-13"' in result.stderr
    assert '\nevents.toml:6:8: error: event "e": date "c. 1950"' in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], '"nowhere" is neither a file nor a revision of this repository'),
        (["HEAD", "--file", "no.toml"], 'there is no file "no.toml" at HEAD: name it with --file'),
        (["HEAD:no.toml"], 'there is no file "no.toml" at HEAD'),
        (["HEAD", "HEAD", "a", "b"], "name two versions at most"),
        (["HEAD", "HEAD", "a", "--file", "b"], "name two versions at most"),
        (["--", "--output=x"], '"--output=x" is neither a file nor a revision of git'),
        (["--", "-h"], '"-h" is neither a file nor a revision of git'),
        (["HEAD...nowhere"], '"nowhere" is neither a file nor a revision of this repository'),
        (["nowhere..HEAD"], '"nowhere" is neither a file nor a revision of this repository'),
        ([".."], '".." is neither a file nor a revision of this repository'),
        (["../none.toml"], '"../none.toml" is neither a file nor a revision of this repository'),
        (["--", "--x..HEAD"], '"--x..HEAD" is neither a file nor a revision of git'),
        (["HEAD....HEAD"], '"HEAD....HEAD" is neither a file nor a revision of this repository'),
        ([""], '"" is neither a file nor a revision of git'),
        (["a\nb"], "neither a file nor a revision of git"),
        (["x" * 5000], "is neither a file nor a revision of this repository"),
        (["--output", "x"], "No such option"),
        (["HEAD", "--limit", "5"], "5 is not in the range"),
        (["--file", "none.toml", "HEAD", "HEAD"], 'there is no file "none.toml" at HEAD'),
    ],
)
def test_misuse(run: Run, arguments: list[str], message: str) -> None:
    """What cannot be found is said, with what to write instead."""
    before = sorted(Path().iterdir())
    result = run(*arguments)

    assert (2, "") == (result.exit_code, result.stdout)
    assert message in " ".join(result.stderr.split())
    assert before == sorted(Path().iterdir())


def test_a_span_of_revisions(run: Run) -> None:
    """Two dots are two revisions; three are what one has done since it left the other."""
    git("commit", "--quiet", "--all", "--message", "ours")
    git("branch", "main-too")
    git("checkout", "--quiet", "-b", "cem", "HEAD~1")
    Path("events.toml").write_text(DATED.replace("1950", "1960"), "utf-8")
    git("commit", "--quiet", "--all", "--message", "theirs")
    two, three = run("main-too..cem"), run("main-too...cem")

    assert run("main-too", "cem").stdout == two.stdout
    assert run("HEAD~1", "cem").stdout.split("\n")[1:] == three.stdout.split("\n")[1:]
    assert two.stdout.split("\n")[1:] != three.stdout.split("\n")[1:]
    assert three.stdout == run("main-too...").stdout.replace("HEAD:", "cem:")


def test_revisions_that_have_nothing_in_common(run: Run) -> None:
    """Where they never parted, three dots have no beginning."""
    git("checkout", "--quiet", "--orphan", "other")
    git("commit", "--quiet", "--all", "--message", "other")
    done = run("HEAD...main")

    assert done.exit_code == 2
    assert "have no commit in common" in " ".join(done.stderr.split())


def test_outside_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no git repository, two files are asked for."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    Path("events.toml").write_text(DATED, "utf-8")
    result = CliRunner().invoke(main, ["diff", "HEAD~1"])

    assert 2 == result.exit_code
    assert (
        '"HEAD~1" is no file, and here is no git repository in which to look for it: name two files'
    ) in " ".join(result.stderr.split())


def test_before_the_first_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is committed yet, that is said."""
    monkeypatch.chdir(tmp_path)
    git("init", "--quiet")
    Path("events.toml").write_text(DATED, "utf-8")
    result = CliRunner().invoke(main, ["diff"])

    assert 2 == result.exit_code
    assert result.stderr.endswith(
        "Error: nothing is committed yet in this repository: commit the file, or name two files\n"
    )


def test_without_git(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no git, two files are asked for."""
    monkeypatch.setenv("PATH", "")

    assert "git is not installed: name two files" in run("HEAD").stderr


def test_no_program_of_the_repository_runs(run: Run) -> None:
    """What a repository has set up for showing files (filters, pagers) is not run."""
    Path(".gitattributes").write_text("*.toml diff=x filter=x\n", "utf-8")
    for key in ("diff.x.textconv", "diff.x.command", "filter.x.smudge", "core.pager"):
        git("config", key, "touch ran; false")
    run("HEAD~1")

    assert not Path("ran").exists()


def test_json(run: Run) -> None:
    """JSON is of version 1, with old and new values as a file has them."""
    assert {
        "version": 1,
        "old": "HEAD~1:events.toml",
        "new": "HEAD:events.toml",
        "changes": [
            {
                "key": "events",
                "change": "changed",
                "id": "e",
                "title": "Arrival",
                "changes": [
                    {
                        "key": "date",
                        "change": "changed",
                        "old": "1950",
                        "new": "1951",
                        "shifts": [{"of": "date", "how": "later"}],
                    }
                ],
            }
        ],
    } == json.loads(run("HEAD~1", "HEAD", "--format", "json").stdout)


def test_json_of_tables() -> None:
    """A table that came or went is there whole, but for keys that say nothing."""
    old, new = read_text(HEAD + SOURCES)[0], read_text(WHOLE)[0]
    record = as_record(differences(old, new), "a", "b")
    events = [change for change in record["changes"] if change["key"] == "events"]

    assert ["e", "f"] == [change["id"] for change in events]
    assert {
        "id": "f",
        "title": "F",
        "attested": "1997",
        "lane": "l",
        "sources": [{"id": "s"}],
    } == events[1]["new"]
    assert events[0]["old"] is None
    assert {"what": "W", "low": 70, "high": "80.5"} == events[0]["new"]["figures"][1]
    assert (
        "2024-05-31"
        == next(c for c in record["changes"][2]["changes"] if c["key"] == "updated")["new"]
    )


def test_a_limit_leaves_out_the_last(run: Run) -> None:
    """With a limit the last changes are left out, as many as it takes, and counted."""
    events = "".join(f'[[events]]\ntitle = "Event {n}"\ndate = {1900 + n}\n' for n in range(50))
    Path("many.toml").write_text(HEAD + events, "utf-8")
    Path("none.toml").write_text(HEAD, "utf-8")
    whole = run("none.toml", "many.toml").stdout
    part = run("none.toml", "many.toml", "--limit", "500").stdout
    lines = part.splitlines()

    assert whole == run("none.toml", "many.toml", "--limit", str(len(whole))).stdout
    assert len(part) <= 500
    assert "many.toml since none.toml: 50 events added" == lines[0]
    assert "+ 1900: Event 0" == lines[2]
    left_out = 50 - sum(line.startswith("+") for line in lines)
    assert f"And {left_out} more that have no room here." == lines[-1]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (HEAD, HEAD, NOTHING),
        (HEAD, WHOLE, "2 events added; header changed; 1 lane added; 1 tag added; 1 period added; 1 source added"),
        (
            DATED + "[[events]]\ntitle = 'X'\ndate = 1960\n",
            DATED.replace("1950", "1951") + "[[events]]\ntitle = 'Y'\ndate = 1960\n",
            "1 event added, 1 removed, 1 changed",
        ),
        (*TOLD["the order of lanes"][:2], "order of the lanes changed"),
    ],
    ids=["nothing", "much", "each", "order"],
)  # fmt: skip
def test_the_sum(before: str, after: str, expected: str) -> None:
    """How much changed is counted by table."""
    old, new = (read_text(text)[0] for text in (before, after))

    assert expected == summary(differences(old, new))


def test_the_documented_example(run: Run) -> None:
    """What docs/diff.md shows is what the command prints of the sample, as it might have been."""
    new = (ROOT / "events.toml").read_text("utf-8")
    start = new.index('[[events]]\nid = "kim-yo-jong-born"')
    old = new[:start] + new[new.index("[[events]]", start + 1) :]
    for now, was in {
        "detention camps": "prison camps",
        '"1977/1983"': '"1977"',
        "low = 70, high = 80": "value = 80, about = true",
    }.items():
        assert now in old
        old = old.replace(now, was)
    for text in (old, new):
        Path("events.toml").write_text(text, "utf-8")
        git("commit", "--quiet", "--all", "--message", "sample")
    shown = (ROOT / "docs" / "diff.md").read_text("utf-8")

    assert f"```console\n$ timeline diff HEAD~1\n{run('HEAD~1').stdout}```\n" in shown


def test_the_document_says_what_json_holds() -> None:
    """docs/diff.md names every value that `change`, `of` and `how` can have."""
    text = (ROOT / "docs" / "diff.md").read_text("utf-8")

    assert [] == [value for kind in (Manner, Of, How) for value in kind if f"`{value}`" not in text]
