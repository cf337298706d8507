"""What people type for a date: its readings, exactly, and what is said where there is not one."""

from __future__ import annotations

import csv
import os
import re
import time
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from support.worded import TEXTS, meaning

from timeline.edtf import EdtfError, parse
from timeline.edtf.english.refusals import in_quotes
from timeline.edtf.english.words import Understood, read_words
from timeline.wording import date_words

FUZZ = int(os.environ.get("TIMELINE_FUZZ", "0"))
laws = settings(max_examples=FUZZ or 100, deadline=None)

TABLE = Path(__file__).parent / "data" / "typed-dates.tsv"
LINES = TABLE.read_text("utf-8").split("\n")[:-1]
ROWS = list(csv.DictReader(LINES, delimiter="\t", quoting=csv.QUOTE_NONE))


def readings(understood: Understood) -> str:
    return " | ".join(reading.date.text for reading in understood.readings)


@pytest.mark.parametrize("row", ROWS, ids=[row["typed"] for row in ROWS])
def test_typed(row: dict[str, str]) -> None:
    """Each text has these readings, and this is said of it."""
    understood = read_words(row["typed"])
    notes = [reading.note for reading in understood.readings]

    assert row["readings"] == readings(understood)
    assert (row["problem"], row["remedy"]) == (understood.problem, understood.remedy)
    assert row["note"] == (notes[0] if notes else "")
    assert bool(understood.date) == (len(notes) == 1 and not row["problem"])


def test_the_table_is_large() -> None:
    """The table has hundreds of texts, none twice, and each kind of outcome."""
    typed = [row["typed"] for row in ROWS]

    assert len(typed) == len(set(typed)) > 300
    assert {True, False} == {bool(row["problem"]) for row in ROWS}
    assert {0, 1, 2} <= {
        len(row["readings"].split(" | ")) if row["readings"] else 0 for row in ROWS
    }


def test_another_language_is_told() -> None:
    """Words of a timeline in another language are said to be read in English alone."""
    german = read_words("31. März 1970", "de-AT")

    assert "this is no date that can be read; words are read in English alone" == german.problem
    assert "this is no date that can be read" == read_words("31. März 1970", "en-GB").problem
    assert "1970-03-31" == readings(read_words("31.3.1970", "de"))


def test_nothing_and_too_much() -> None:
    """No text, or a whole page of it, is no date."""
    assert "there is no date" == read_words(" \n ").problem
    assert "this is too long for a date" == read_words("1965 or " * 100).problem


@pytest.mark.parametrize("row", ROWS, ids=[row["typed"] for row in ROWS])
def test_a_file_is_told_of_every_reading(row: dict[str, str]) -> None:
    """What a file is told to write for a text is all that the text may mean, and nothing else."""
    try:
        parse(row["typed"])
    except EdtfError as error:
        told = re.sub(r" \([^()]*\)|, and put .*", "", error.remedy)
    else:
        return
    found = [each for each in row["readings"].split(" | ") if each]
    if told.startswith("write attested"):
        assert all(f" {each} " in told for each in found)
    elif found:
        assert sorted(found) == sorted(told.removeprefix("write ").split(" or "))
    elif row["typed"] != "٣١":  # whose digits are told first
        assert row["remedy"] == told


def test_the_file_is_told_the_same() -> None:
    """A date in words in a file is refused with the EDTF that its words come to."""
    for text, remedy in [
        ("the early 1960s", "write 196X, and put these words into date_text"),
        ("March to May 1970", "write 1970-03/1970-05"),
        ("perhaps 1965 or 1966", "write [1965?,1966] or [1965?,1966?]"),
        ("yesterday", "write the date itself, as in 1970-03-31"),
    ]:
        with pytest.raises(EdtfError) as caught:
            parse(text)
        assert remedy == caught.value.remedy


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("1960s", 'write date = "196X"'),
        ("c. 1960", 'write date = "1960~"'),
        ("31.3.1970", 'write date = "1970-03-31"'),
        ("3/5/1970", 'write date = "1970-05-03" or date = "1970-03-05"'),
        ("1903–05", 'write date = "1903/1905" or date = "1903-05" (05 is May)'),
        ("1903-05", 'write date = "1903-05"'),
        ("fall 1968", 'write date = "1968-23" (23 is autumn)'),
        ("early 1960s", 'write date = "196X", and put the source\'s own words into date_text'),
        (
            "by 1997",
            'write attested = "1997" for what was so by then, or [..1997] for what happened then '
            "or earlier",
        ),
        ("yesterday", "write the date itself, as in 1970-03-31, in quotes"),
        ("1970-13", "months run from 01 to 12"),
    ],
)
def test_a_date_without_quotes(text: str, remedy: str) -> None:
    """A date without quotes is told as EDTF with them, which needs no second look."""
    assert remedy == str(in_quotes("date", text))


@laws
@given(TEXTS)
@example("[..1949,1962]")
@example("{..1983-12-31,1984-10-10..1984-11-01,1984-11-05..}")
@example("2004?-06-~11")
@example("[?1965,1966%]")
@example("0000-24~")
@example("0000-01-13/0000-01-23")
@example("1945~/1959")
@example("-04XX/00XX")
def test_our_own_words_are_read(text: str) -> None:
    """The words that any date is given read back to a date that says the same."""
    try:
        date = parse(text)
    except EdtfError:
        assume(False)
        raise
    understood = read_words(date_words(date))

    assert understood.date, (date_words(date), understood)
    assert meaning(date) == meaning(understood.date)


@laws
@given(TEXTS)
def test_edtf_stays_as_it_is(text: str) -> None:
    """EDTF is its own only reading, to the letter."""
    try:
        date = parse(text)
    except EdtfError:
        assume(False)
        raise
    understood = read_words(f" {text}\n")

    assert date == understood.date


def is_told(text: str) -> Understood:
    """Read a text, and hold what comes to what is promised of any."""
    understood = read_words(text)
    found = [reading.date.text for reading in understood.readings]

    assert len(found) == len(set(found))
    assert all(parse(each) == reading.date for each, reading in zip(found, understood.readings))  # noqa: B905
    assert bool(understood.problem) == bool(understood.remedy) == (understood.date is None)
    return understood


@laws
@given(st.text(max_size=60))
@example("\ud800")
@example("c")
@example("(")
@example("1" * 500)
@example("'")
@example("²/³")
@example("١٢/٣/١٩٧٠")
@example("-")
@example("–")
def test_any_text(text: str) -> None:
    """Any text is read or told; there is no traceback."""
    is_told(text)


PIECES = [
    *re.split(
        " ",
        "1965 1966 19 65 6 31 3 44 0000 -0043 12,000 196X 1960s 60s 1900s '70s 19th first March Mar. "
        "may spring winter Tuesday BC AD B.C.E. century year day early mid late c. circa about "
        "perhaps ? ~ % (?) (uncertain) before after by until since from to between and or either "
        "each throughout in on of the present today unknown ago , . ; - – — / .. [ ] { } ( ) < > "
        "\0 \ud800 ' st nd half quarter 10:00 pm BP 31.3.1970 3/4/1970",
    ),
    *("or earlier", "or later", "up to and including", "not known"),
]


@laws
@given(st.lists(st.sampled_from(PIECES), max_size=9), st.sampled_from([" ", " ", ""]))
def test_any_heap_of_words(pieces: list[str], glue: str) -> None:
    """Any heap of words for dates is read or told."""
    is_told(glue.join(pieces))


@pytest.mark.parametrize(
    "text",
    [
        *("x - " * 120, "1-" * 240, "1965, " * 80, "1 or " * 100, "perhaps " * 60),
        *("1 march and " * 40, "from 1 to " * 50, "early " * 80 + "1960", "(" * 499, "a" * 500),
        *("1" * 500, "c. " * 160, "between 1 and " * 35, "each year from 1 to 2, " * 21),
        *("some day in " * 40, "1–2 " * 120, "1962-3 or " * 50, "from 1962–3 to " * 33),
        "from 1962–3 to 1962-3 or 1962/3 and " + "x - " * 90,
    ],
)
def test_long_texts_take_no_time(text: str) -> None:
    """The longest texts are read or told at once."""
    began = time.process_time()
    is_told(text[:500])

    assert time.process_time() - began < 1
