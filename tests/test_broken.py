"""Files that are no TOML: every fault is told in one run, at its place in the file as it stands."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import Fault, InvalidTimeline
from timeline.text.edits import Change, Edits
from timeline.text.reader import read_text

HEADER = '[timeline]\ntitle = "T"\n\n[[sources]]\nid = "s"\ntitle = "S"\n\n'


def faults_of(text: str) -> list[Fault]:
    """Every fault of a text that has some."""
    with pytest.raises(InvalidTimeline) as caught:
        read_text(text)
    return list(caught.value.faults)


def told(text: str) -> list[str]:
    """Every error of a text: line, column and code."""
    return [
        f"{each.place.line}:{each.place.column} {each.code}"
        for each in faults_of(text)
        if each.place and each.severity == "error"
    ]


def event(lines: str) -> str:
    """An event of a good file with these lines in it, which begin at line 9."""
    return f'{HEADER}[[events]]\n{lines}sources = ["s"]\n'


# Lines of an event, and all that is told of them.
WHOLE: dict[str, tuple[str, list[str]]] = {
    "curly quotes, and a date behind them": (
        "title = “The war”\ndate = “1959-13”\nlane = „x“\n",
        ["9:9 quote", "10:8 quote", "10:14 date-month", "11:8 quote", "11:8 unknown-lane"],
    ),
    "curly quotes inside a text are no fault": (
        "title = “The “big” war”\ndate = 1945-1950\n",
        ["9:9 quote", "10:8 quote"],
    ),
    "French, Japanese and full-width signs": (
        "title = «\u00a0Le pont\u00a0»\ntext ＝ 「橋」\ndate = ＂1945＂\ntags = [“a”，“b”]\n",
        [
            "9:9 quote",
            "10:6 sign",
            "10:8 quote",
            "11:8 quote",
            "12:9 quote",
            "12:12 sign",
            "12:13 quote",
        ],
    ),
    "a paragraph of several lines in one pair of quotes": (
        'title = "E"\ntext = "One line.\n\nAnd a second, of words.\nThe end."\ndate = 1945-1950\n',
        ["10:8 quote", "14:8 quote"],
    ),
    "a paragraph without quotes": (
        'title = "E"\ndate = "1945"\nA line of words.\nAnd another one.\nlane = "x"\n',
        ["11:1 equals", "13:8 unknown-lane"],
    ),
    "a text that nothing ends hides nothing": (
        'title = "E"\ntext = """\nWords.\ndate = "1959-13"\n',
        ["10:8 quote", "12:14 date-month"],
    ),
    "what cannot be read is not missed": (
        'title = The "war\ndate = 1959-13\nlane = "x"\n',
        ["9:9 quote", "10:8 quote", "11:8 unknown-lane"],
    ),
    "an item that cannot be read leaves the others": (
        'title = "E"\ndate = "1945"\nsee = ["x", "the "big" y", "z"]\n',
        ["11:8 unknown-event", "11:18 quote", "11:28 unknown-event"],
    ),
    "one side of a conflict": (
        '<<<<<<< HEAD\ntitle = "E"\n=======\ntitle = “F”\n>>>>>>> other\ndate = "1959-13"\n',
        ["9:1 conflict", "14:14 date-month"],
    ),
    "lines of a list, and a comment of HTML": (
        'title = "E"\ndate = "1945"\n* one item\n\n<!-- x -->\nlane = "x"\n',
        ["11:1 equals", "13:1 comment", "14:8 unknown-lane"],
    ),
    "a key twice": (
        'title = "E"\ntitle = "F"\ndate = "1945"\ndate = “1946”\nlane = "x"\n',
        ["10:1 duplicate-key", "12:1 duplicate-key", "12:8 quote", "13:8 unknown-lane"],
    ),
}


@pytest.mark.parametrize(("lines", "expected"), WHOLE.values(), ids=WHOLE.keys())
def test_all_is_told_at_once(lines: str, expected: list[str]) -> None:
    """Every fault of syntax is told, and those of meaning behind it, but none that is its echo."""
    assert expected == told(event(lines))


def test_names_are_not_missed_where_what_declares_them_cannot_be_read() -> None:
    """A lane whose id cannot be read is not said to be unknown."""
    text = '[[lanes]]\nid = "a "b"\ntitle = "L"\n\n' + event(
        'title = "E"\ndate = 1945\nlane = "b"\n'
    )

    assert ["2:9 quote"] == told(text)


def test_every_one_of_many_faults_is_told() -> None:
    """Thousands of curly quotes are told one by one, and as fast as they can be read."""
    text = HEADER + "".join(
        f"[[events]]\nid = “e-{n}”\ntitle = “Event {n}”\ndate = “1950”\nsources = [“s”]\n"
        for n in range(1250)
    )
    started = time.process_time()
    faults = faults_of(text)

    assert 5000 == len(faults)
    assert all(fault.edits for fault in faults)
    assert time.process_time() - started < 30


def test_many_faults_in_one_list_are_told() -> None:
    """An array of thousands of lines is not read anew for each fault in it."""
    rows = "".join(
        f'  {{ id = "e-{n}", title = “E {n}”, date = "1950", sources = ["s"] }},\n'
        for n in range(2000)
    )
    started = time.process_time()

    assert 2000 == len(faults_of(f"events = [\n{rows}]\n{HEADER}"))
    assert time.process_time() - started < 30


def test_single_brackets_are_told_wherever_they_stand() -> None:
    """Each [events] is told, not the first alone."""
    one = '[events]\nid = "{0}"\ntitle = "E"\ndate = "1959-13"\nsources = ["s"]\n'
    text = HEADER + one.format("a") + one.format("b")

    assert ["8:1 duplicate-table", "11:14 date-month"] == told(text)[:2]
    assert ["13:1 duplicate-table", "16:14 date-month"] == told(text)[2:]


MISNAMED = """[timeline]
title = "T"

[[lane]]
id = "mill"
title = "Mill"

[Source]
id = "s"
title = "S"

[[event]]
id = "a"
titel = "A"
date = "1959-13"
lane = "mil"
sources = ["s", "t"]
"""


@pytest.mark.parametrize(
    "more", ["", "note = \u201cN\u201d\n"], ids=["alone", "with a curly quote"]
)
def test_what_stands_under_misnamed_headers_is_told(more: str) -> None:
    """What they hold, and what leads there, is read as what is meant; nothing else lacks it."""
    headers = ["4:3 unknown-key", "8:2 unknown-key", "12:3 unknown-key"]
    inside = ["14:1 unknown-key", "15:14 date-month", "16:8 unknown-lane", "17:17 unknown-source"]

    assert [*headers, *inside] == [
        each for each in told(MISNAMED + more) if not each.endswith("quote")
    ]


def test_edits_lead_back() -> None:
    """Whatever is changed in whichever order, each character is found where it stood."""
    edits = Edits("abc def ghi")
    edits.make(Change(4, 7, "12345"), sure=True)
    edits.make(Change(0, 0, "<<"), sure=False)
    edits.make(Change(8, 9, "x"), sure=True)  # inside what was written in place of def

    assert "<<abc 12x45 ghi" == edits.text
    assert [0, 0, 0, 2, 8, 10] == [edits.origin(at) for at in (0, 1, 2, 4, 12, 14)]
    assert "abc 12x45 ghi" == edits.sure()


LETTERS = st.text("abcdefgh", max_size=12)
ROUNDS = st.lists(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 4), st.text("XY", max_size=3)), max_size=4
    ),
    max_size=4,
)


@given(LETTERS, ROUNDS)
def test_edits_are_what_they_come_to(source: str, rounds: list[list[tuple[int, int, str]]]) -> None:
    """After any rounds of changes the parts tell the text, and lead back to what is unchanged."""
    edits = Edits(source)
    for each in rounds:
        changes: list[Change] = []
        for start, length, text in sorted(each):
            start = min(start, len(edits.text))
            end = min(start + length, len(edits.text))
            if not changes or start > changes[-1].end:
                changes.append(Change(start, end, text))
        edits.make_all(changes, sure=True)

    assert edits.text == edits.sure()
    assert edits.parts == sorted(edits.parts, key=lambda part: (part.start, part.at))
    for at, letter in enumerate(edits.text):
        if not any(part.at <= at < part.to for part in edits.parts):
            assert letter == source[edits.origin(at)]
