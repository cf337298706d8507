"""Dates as first-time authors have them: beside hours, from where they stand, of other scripts and wikis."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.doors import by_add, is_read, is_told, of_file

from timeline.edtf.english.refusals import unmistaken
from timeline.edtf.english.words import read_words

# What is written and the one date it comes to; "=" before it where the date says all of it.
TIMES = {
    "10 November 2026, 4.40 am": "2026-11-10",
    "12 November 2026, evening": "2026-11-12",
    "before dawn on 10 November 2026": "2026-11-10",
    "night of 9 to 10 November 2026": "[2026-11-09,2026-11-10]",
    "the night of 30 April/1 May 1970": "[1970-04-30,1970-05-01]",
    "night of 9 November 2026": "2026-11-09",
    "10 Nov 2026 16:40": "2026-11-10",
    "10 Nov 2026 at 16.40": "2026-11-10",
    "around noon on 3 May 1970": "1970-05-03",
    "3 May 1970 at 2 p.m.": "1970-05-03",
    "2–5 pm, 3 May 1970": "1970-05-03",
    "between 4 and 5 p.m. on 3 May 1970": "1970-05-03",
    "3 May 1970, half past four in the afternoon": "1970-05-03",
    "Tuesday evening, 10 November 2026": "2026-11-10",
    "the small hours of 3 May 1970": "1970-05-03",
    "3 May 1970 (late evening)": "1970-05-03",
    "Tue Nov 10 16:40:00 2026": "2026-11-10",
    "Tue, 10 Nov 2026 16:40:00 +0100": "2026-11-10",
    "2026-11-10T16:40:00Z": "2026-11-10",
    "3 May 1970, 14h30": "1970-05-03",
}
BESIDE = {
    "last Tuesday (24 November 2026)": "2026-11-24",
    "24 November 2026 (last Tuesday)": "2026-11-24",
    "yesterday, 1 December 2026": "2026-12-01",
    "two days ago (29 November 2026)": "2026-11-29",
    "last month – November 2026": "2026-11",
}
SCRIPTS = {
    "1862年7月1日": "=1862-07-01",
    "1862年7月": "=1862-07",
    "1862年": "=1862",
    "1850年代": "=185X",
    "1862年～1870年": "=1862/1870",
    "1862年7月1日〜5日": "=1862-07-01/1862-07-05",
    "1862年～70年": "=1862/1870",
    "１８５０年頃": "=1850~",
    "约1850年": "=1850~",
    "公元前44年": "=-0043",
    "19世紀": "=18XX",
    "2026年11月10日（火）": "=2026-11-10",
    "1862년 7월 1일": "=1862-07-01",
    "1970/３/３１": "=1970-03-31",
    "１９７０": "=1970",
    "١٩٧٠": "=1970",
    "१९७०-१९८०": "=1970/1980",
    "٣١/٣/١٩٧٠": "=1970-03-31",
}
WIKIS = {
    "{{circa|1805}}": "=1805~",
    "{{c.|1928}}": "=1928~",
    "{{circa}} 1805": "=1805~",
    "{{circa|1805|1810}}": "=1805~/1810~",
    "{{Start date|1862|7|1|df=y}}": "=1862-07-01",
    "{{Start date and age|1862|7}}": "=1862-07",
    "{{dts|1910|3|4}}": "=1910-03-04",
    "{{dts|4 March 1910}}": "=1910-03-04",
    "1850{{ndash}}1853": "=1850/1853",
    "1850&ndash;1853": "=1850/1853",
    "{{floruit|1850}}": "1850",
    "{{other date|between|1850|1853}}": "=[1850..1853]",
    "[[1 July]] [[1862 in art|1862]]": "=1862-07-01",
}
ALL = TIMES | BESIDE | SCRIPTS | WIKIS

TOLD = {
    "10/11/2026 16:40": ["2026-11-10", "2026-10-11"],
    "١٢/٣/١٩٧٠": ["1970-03-12", "1970-12-03"],
    "1800年代": ["18XX", "180X"],
    "۱۳۴۹": ["1349"],
    "๒๕๑๓": ["2513"],
}

RELATIVE = (
    *("last Tuesday", "Tuesday", "on Friday", "next week", "two days ago", "this morning"),
    *("Tuesday evening", "last March", "the other day", "in two weeks", "yesterday evening"),
    *("since Tuesday", "the day before yesterday", "a fortnight ago", "this weekend"),
)

NO_DATES = ("民国38年", "昭和45年3月31日", "31 มีนาคม 1970", "{{sfn|Smith|1862}}", "evening of 1970")


@pytest.mark.parametrize(("typed", "edtf"), ALL.items(), ids=ALL)
def test_what_has_one_meaning_is_read_at_every_door(typed: str, edtf: str, tmp_path: Path) -> None:
    """A sheet and `add` take the date and keep the other words; a file is told the same."""
    is_read(typed, edtf, tmp_path)
    assert edtf.removeprefix("=") == of_file(typed)[1]


@pytest.mark.parametrize(("typed", "choices"), TOLD.items(), ids=TOLD)
def test_what_has_several_is_told_with_its_choices(
    typed: str, choices: list[str], tmp_path: Path
) -> None:
    """Nothing is written, and every choice is shown."""
    is_told(typed, choices, tmp_path)


@pytest.mark.parametrize("typed", RELATIVE)
def test_what_depends_on_the_day_is_told_so(typed: str, tmp_path: Path) -> None:
    """No day is counted from the one on which the text is read, which nobody knows."""
    said = "depends on the day on which it is read"

    assert said in of_file(typed)[0]
    assert said in by_add(typed, tmp_path / "a.toml")[1]


@pytest.mark.parametrize("typed", NO_DATES)
def test_nothing_else_is_read(typed: str) -> None:
    """Years of eras, months in other languages and other templates are no dates."""
    assert () == read_words(typed).readings
    assert "" == unmistaken(typed)


def test_a_weekday_beside_a_date_has_to_be_its_own() -> None:
    """The weekday of "last Tuesday" is that of the date beside it."""
    for typed in ("last Tuesday (25 November 2026)", "2026年11月11日（火）"):
        assert "is a Wednesday" in of_file(typed)[0]


def test_a_file_is_told_to_keep_the_time() -> None:
    """A date has no place for the hour, and date_text has."""
    for typed, lost in (("10 Nov 2026 16:40", "16:40"), ("3 May 1970, Evening", "Evening")):
        refusal = read_words(typed).refusal
        assert refusal is not None
        assert f'a date cannot say "{lost}"' == refusal.problem
        assert refusal.instead.write.endswith("and put these words into date_text")


def test_brackets_are_told_in_plain_words(tmp_path: Path) -> None:
    """What brackets say is told by name, and where it is kept."""
    said = by_add("[1860]", tmp_path / "a.toml")[1]

    assert "the brackets, which say that the date was supplied by a cataloguer, are kept" in said
    assert '"[ ]"' not in said
