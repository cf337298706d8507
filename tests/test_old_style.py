"""Days of the Julian calendar become days of ours, wherever words are read, and keep their words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.commands import main
from timeline.edtf import EdtfError, civil, day_number, parse
from timeline.edtf.calendar import from_julian
from timeline.edtf.english.words import read_words
from timeline.importing.drafting.drafting import draft
from timeline.importing.formats import own_json, simile, table
from timeline.importing.formats.timelinejs import sheet
from timeline.importing.formats.wikidata import wikibase
from timeline.importing.input import Given
from timeline.importing.rows import Choices

OLD = "25 October 1917 (O.S.)"


@given(st.integers(-2_000_000, 2_000_000))
@settings(max_examples=200)
def test_two_ways_to_the_julian_calendar_agree(day: int) -> None:
    """The Julian name of a day, by Richards' algorithm, leads back to that day."""
    assert day == from_julian(*wikibase._in_julian(day))


@given(st.integers(-9000, 9000), st.integers(1, 12), st.integers(1, 28))
@settings(max_examples=200)
def test_words_of_the_julian_calendar_are_never_taken_as_ours(
    year: int, month: int, day: int
) -> None:
    """A day with O.S. after it is the day of ours that it was, unless both calendars agree."""
    text = f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"
    for words in (f"{text} (O.S.)", f"{text} Old Style", f"Julian {text}"):
        (reading,) = read_words(words).readings
        number = from_julian(year, month, day)

        assert number == day_number(*civil(number)) == reading.date.bounds.earliest_start
        assert text == reading.julian
        assert read_words(words).date is None


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (OLD, "1917-11-07"),
        ("7 November 1917 (25 October O.S.)", "1917-11-07"),
        ("14 (27) October 1917", "1917-10-27"),
    ],
)
def test_a_file_is_offered_the_day_of_ours(words: str, meant: str) -> None:
    """What is to be written is converted, and the words have a place of their own."""
    with pytest.raises(EdtfError) as caught:
        parse(words)

    assert (meant,) == caught.value.meant
    assert caught.value.remedy.endswith("put the source's own words into date_text")


def test_add_takes_the_day_of_ours(tmp_path: Path) -> None:
    """What is written is the converted day, and the words beside it."""
    file = tmp_path / "events.toml"
    file.write_text('format = 1\n[timeline]\ntitle = "A"\n[[events]]\ntitle = "B"\ndate = "1900"\n')
    done = CliRunner().invoke(main, ["add", str(file), "--title", "C", "--date", OLD, "-y"])

    assert 0 == done.exit_code
    assert f'date = "1917-11-07"\ndate_text = "{OLD}"\n' in file.read_text("utf-8")


def written(module: Any, text: str, **choices: Any) -> list[tuple[str, str]]:
    """The date of each event of a file, and the words beside it; the reason for each that is none."""
    chosen = Choices(**choices)
    drafted = draft(module.read(Given("made", text.encode(), chosen)), chosen)
    events = [(each.values["date"], each.values.get("date_text", "")) for each in drafted.events]
    return events + [("", each.reason) for each in drafted.rejected]


TIMELINEJS = "Year,Month,Day,Display Date,Headline,Text\n"
FILES = {
    "a table": (table, f"Date,Title\n{OLD},A\n", ("1917-11-07", OLD)),
    "both days": (table, "Date,Title\n14 (27) October 1917,A\n", ("1917-10-27", "14 (27) October 1917")),
    "a display date": (table, f"Date,Display date,Title\n1917-10-25,{OLD},A\n", ("1917-11-07", OLD)),
    "a display date of the same day": (table, f"Date,Display date,Title\n1917-11-07,{OLD},A\n", ("1917-11-07", OLD)),
    "TimelineJS": (sheet, f"{TIMELINEJS}1917,10,25,{OLD},A,b\n", ("1917-11-07", OLD)),
    "TimelineJS, the same day": (sheet, f"{TIMELINEJS}1917,11,7,{OLD},A,b\n", ("1917-11-07", OLD)),
}  # fmt: skip


@pytest.mark.parametrize("row", FILES.values(), ids=FILES.keys())
def test_an_import_converts_and_keeps_the_words(row: tuple[Any, str, tuple[str, str]]) -> None:
    """The day is ours, also where it stood unconverted beside words that say so."""
    module, text, expected = row

    assert [expected] == written(module, text)


def test_a_file_of_ours_comes_back_as_it_was() -> None:
    """Whoever wrote a date here has chosen it, whatever the words beside it say."""
    event = {"id": "a", "title": "A", "date": "1917-10-25", "date_text": OLD}
    text = json.dumps({"timeline_json": 1, "timeline": {"title": "T"}, "events": [event]})

    assert [("1917-10-25", OLD)] == written(own_json, text)


def test_day_first_settles_a_day_of_the_julian_calendar() -> None:
    """What 03/04 is stays a question of its own."""
    text = "Date,Title\n03/04/1917 (O.S.),A\n"

    assert [("1917-04-16", "03/04/1917 (O.S.)")] == written(table, text, day_first=True)
    assert "write 1917-04-16 or 1917-03-17" in written(table, text)[0][1]


@pytest.mark.parametrize("words", ["11/22 February 1732", "February 11/22, 1732"])
def test_a_slash_may_join_two_days(words: str) -> None:
    """It is one day in two calendars, or two days: that is asked, and the one day comes first."""
    assert [
        "1732-02-22",
        "1732-02-11/1732-02-22",
        "[1732-02-11,1732-02-22]",
    ] == [each.date.text for each in read_words(words).readings]


def test_simile_says_what_to_write() -> None:
    """A start in words of the Julian calendar is not written; the day of ours is offered."""
    text = '{"events": [{"start": "%s", "title": "A"}]}' % OLD  # noqa: UP031
    ((date, reason),) = written(simile, text)

    assert "" == date
    assert "write 1917-11-07" in reason


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("12 Feb 1730/1 (O.S.)", ["1731-02-23"]),
        ("13 Feb 1731/2, OS", ["1732-02-24"]),
        ("20 Jan 1708/9 (OS)", ["1709-01-31"]),
        ("12 Feb 1730/1 N.S.", ["1731-02-12"]),
        ("12 Feb. 1730-1 (O.S.)", ["1731-02-23"]),
        ("12 March 1720-1", ["1721-03-23", "1721-03-12", "1720-03-12/1721"]),
        ("Feb 1730/1", ["[1731-02-12..1731-03-11]", "1731-02"]),
        ("about 12 Feb 1730/1", ["1731-02-23~", "1731-02-12~"]),
        ("12 Feb 1730/1?", ["1731-02-23?", "1731-02-12?"]),
        ("Jan 1968-69", ["1968-01/1969"]),
    ],
)
def test_the_second_year_is_no_day(typed: str, expected: list[str]) -> None:
    """Where years began in March, what stands behind the slash is a year, whatever days fit it."""
    assert expected == [reading.date.text for reading in read_words(typed).readings]
