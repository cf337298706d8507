"""No text, however wrong, gets anything out of the reader but a timeline or told faults.

TIMELINE_FUZZ=20000 runs as many examples of each law.
"""

from __future__ import annotations

import os
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.documents import VALUES, WHOLE

from timeline.commands.telling import FaultFormat, tell
from timeline.errors import Faults, InvalidTimeline
from timeline.model import Timeline
from timeline.text.reader import read_text

FUZZ = int(os.environ.get("TIMELINE_FUZZ", "0"))
laws = settings(max_examples=FUZZ or 100, deadline=None)


def survives(text: str | bytes) -> Timeline | Faults:
    """Read a text, and hold what comes to all that is promised of it."""
    timeline: Timeline | None = None
    try:
        timeline, faults = read_text(text)
    except InvalidTimeline as error:
        faults = error.faults
        assert faults.errors
    lines = _lines(text)
    places = []
    for fault in faults:
        assert fault.place
        assert fault.problem
        places.append((fault.place.line, fault.place.column))
        is_other = fault.code == "not-toml" and fault.source_line is None
        if lines is not None and not is_other:
            assert fault.source_line is not None
            assert fault.source_line == lines[fault.place.line - 1]
            assert 1 <= fault.place.column <= len(fault.source_line) + 1
    assert places == sorted(places)
    for form in FaultFormat:
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", tell(faults, "f", form))
    return timeline or faults


def _lines(text: str | bytes) -> list[str] | None:
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError:
            return None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")


@laws
@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf\x00")
def test_any_bytes(data: bytes) -> None:
    """Any bytes are a timeline or faults."""
    survives(data)


@laws
@given(st.text(max_size=200))
@example("\r")
@example("a='\\\n'")
def test_any_text(text: str) -> None:
    """Any text is a timeline or faults."""
    survives(text)


_PIECES = [
    *(line for line in WHOLE.splitlines()),
    *VALUES,
    *"[]{},.=\"'#\\\n\t\x00\x85\u2028\ud800“”é😀~_+-:x",
    *("\r\n", "1959", "/.."),
    " ",
    '"""',
    "'''",
    "[[",
    "]]",
    "\\u00",
    "\\u0000",
    "[[events]]\n",
    "[timeline]\n",
    "events.",
    "title = ",
    "= = ",
    "//",
    "<<<<<<< ",
    "9" * 4400,
]


@laws
@given(st.lists(st.sampled_from(_PIECES), max_size=30), st.sampled_from(["", " ", "\n"]))
def test_any_pieces_of_toml(pieces: list[str], glue: str) -> None:
    """Any heap of pieces of TOML is a timeline or faults."""
    survives(glue.join(pieces))


@laws
@given(st.data())
def test_any_damage(data: st.DataObject) -> None:
    """A good file that loses, gains or swaps pieces anywhere is a timeline or faults."""
    text = WHOLE
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.sampled_from([0, 0, 1, 2, 5, 40]))
        text = text[:start] + data.draw(st.sampled_from(_PIECES)) + text[end:]
    survives(text)


@laws
@given(st.data())
def test_any_order_of_lines(data: st.DataObject) -> None:
    """The lines of a good file in any order, left out or doubled, are a timeline or faults."""
    survives("\n".join(data.draw(st.lists(st.sampled_from(WHOLE.splitlines()), max_size=60))))


def test_the_whole_file_is_good() -> None:
    """What the laws damage is good to begin with."""
    assert isinstance(survives(WHOLE), Timeline)


_KEYED = [number for number, line in enumerate(WHOLE.splitlines(), 1) if " = " in line]


@pytest.mark.parametrize(
    "number", _KEYED, ids=[f"{n} {WHOLE.splitlines()[n - 1].split(' ')[0]}" for n in _KEYED]
)
def test_every_key_with_every_value(number: int) -> None:
    """A key given any value reads, or is faulted at its own line; but for what others refer to."""
    lines = WHOLE.splitlines()
    key = lines[number - 1].split(" = ")[0]
    for value in VALUES:
        text = "\n".join([*lines[: number - 1], f"{key} = {value}", *lines[number:]])
        outcome = survives(text)
        if isinstance(outcome, Faults) and outcome.errors:
            told = {fault.place.line for fault in outcome.errors if fault.place}
            assert number in told or key in ("id", "high"), (value, outcome)
            assert {number} == told or key in ("id", "high"), (value, outcome)


@pytest.mark.parametrize(
    "number", _KEYED, ids=[f"{n} {WHOLE.splitlines()[n - 1].split(' ')[0]}" for n in _KEYED]
)
def test_every_key_misspelt_or_left_out(number: int) -> None:
    """A misspelt key is told at its own line; a file without it reads, or lacks it somewhere."""
    lines = WHOLE.splitlines()
    without = "\n".join([*lines[: number - 1], *lines[number:]])
    misspelt = "\n".join([*lines[: number - 1], "x" + lines[number - 1], *lines[number:]])
    outcome = survives(misspelt)
    survives(without)

    assert isinstance(outcome, Faults)
    assert (number, "unknown-key") in [
        (fault.place.line, fault.code) for fault in outcome.errors if fault.place
    ]


_WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=20)
_GOOD = _WORDS.filter(str.strip)


_YEARS = st.integers(-9999, -1000) | st.integers(0, 9999)  # -44 is as open as its text


@laws
@given(st.lists(st.tuples(_GOOD, _YEARS), max_size=8))
def test_any_good_events(events: list[tuple[str, int]]) -> None:
    """Events of any titles read, each with an id of its own that can be written into the file."""
    written = [f"[[events]]\ntitle = {_quoted(title)}\ndate = {year}" for title, year in events]
    timeline = survives("\n".join(['[timeline]\ntitle = "T"', *written]))

    assert isinstance(timeline, Timeline)
    ids = [event.id for event in timeline.events]
    assert len(ids) == len(set(ids))

    named = [f"{each}\nid = {_quoted(name)}" for each, name in zip(written, ids, strict=True)]
    again = survives("\n".join(['[timeline]\ntitle = "T"', *named]))

    assert timeline == again


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
