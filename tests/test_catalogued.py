"""Dates as catalogues write them: the same at every door, a file, `add` and an import."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.doors import by_add, by_import, is_read, is_told, of_file

from timeline.edtf.english.refusals import unmistaken
from timeline.edtf.english.words import read_words

# What is written and the one date it comes to; "=" before it where the date says all of it.
READ = {
    "186-": "=186X",
    "196-?": "=196X?",
    "18--": "=18XX",
    "18..": "=18XX",
    "19??": "=19XX",
    "18—": "=18XX",
    "[186-?]": "186X?",
    "[18--]": "18XX",
    "[18--?]": "18XX?",
    "[189-?]-1902": "189X?/1902",
    "186-?-187-?": "=186X?/187X?",
    "18[60?]": "1860?",
    "[1860]": "1860",
    "[1860?]": "1860?",
    "[ca. 1860]": "1860~",
    "ca. [1860?]": "1860%",
    "1860 [?]": "1860?",
    "12 March [1860?]": "?1860-03-12",
    "March [5?] 1860": "1860-03-?05",
    "[March?] 1860": "1860-?03",
    "1860 [March 5]": "1860-03-05",
    "[1860?] or 1861": "[1860?,1861]",
    "after [1860?]": "[1861?..]",
    "1952-[1959?]": "1952/1959?",
    "[ca. 1952]–1959": "1952~/1959",
    "[between 1862 and 1870?]": "[1862..1870?]",
    "after 1862, before 1870": "=[1863..1869]",
    "not after 1870 but not before May 1862": "=[1862-05..1870-12]",
    "terminus post quem 1862": "=[1862..]",
    "1860 approximately": "=1860~",
    "prob. 1860": "=1860?",
    "3rd quarter 19th cent.": "18XX",
    "XIX century": "=18XX",
    "5.iii.1860": "=1860-03-05",
    "1860 Summer": "=1860-22",
    "Michaelmas 1460": "1460",
    "printed ca. 1970": "1970~",
    "©1969": "1969",
    "d. 1862": "1862",
    "fl. 1860-1880": "1860/1880",
    "1697 [i.e. 1967]": "1967",
    "1850-1900, bulk 1860-1880": "1850/1900",
    "1860-1880 and undated": "1860/1880",
}

# What is written and the choices that are told.
TOLD = {
    "[1952–1959]": ["1952/1959", "[1952..1959]"],
    "c.1890-1900": ["1890~/1900", "1890~/1900~"],
    "196?": ["196X", "196X?", "0196?"],
    "Mar-70": ["1970-03", "1870-03"],
    "70-Mar": ["1970-03", "1870-03"],
    "12-Mar": ["1970-03-12", "1912-03"],
    "XIXe s.": ["18XX"],
    "1945; 1960": ["[1945,1960]", "{1945,1960}"],
    "1860-1865, 1870": ["[1860..1865,1870]", "{1860..1865,1870}"],
    "1945 (negative), 1960 (print)": ["1945", "1960"],
    "1860 (written); printed ca. 1890": ["1860", "1890~"],
    "b. 1820, d. 1862": ["1820", "1862"],
    "1969, c1968": ["1969", "1968"],
    "1860 [1861]": ["1861", "1860"],
    "1860 (1861)": ["1861", "1860"],
    "3 May 1860 [4 May 1860?]": ["1860-05-04?", "1860-05-03"],
}

NO_DATE = ("[n.d.]", "s.a.", "(undated)", "[Date of publication not identified]", "not dated")


@pytest.mark.parametrize(("typed", "edtf"), READ.items(), ids=READ)
def test_what_has_one_meaning_is_read_at_every_door(typed: str, edtf: str, tmp_path: Path) -> None:
    """A sheet and `add` take the date, and keep the words that it does not say all of."""
    is_read(typed, edtf, tmp_path)
    if not typed.startswith("[1860") or typed.endswith("1861"):  # which is EDTF, to the letter
        assert edtf.removeprefix("=") == of_file(typed)[1]


@pytest.mark.parametrize(("typed", "choices"), TOLD.items(), ids=TOLD)
def test_what_has_several_is_told_with_its_choices_at_every_door(
    typed: str, choices: list[str], tmp_path: Path
) -> None:
    """Nothing is written, and every choice is shown as EDTF that can be copied."""
    is_told(typed, choices, tmp_path)


@pytest.mark.parametrize("typed", NO_DATE)
def test_no_date_is_said_to_be_none(typed: str, tmp_path: Path) -> None:
    """Words for a date that nobody knows are told as such, and not as signs out of place."""
    said = "a date that is not known has no place"

    assert said in of_file(typed)[0]
    assert by_add(typed, tmp_path / "a.toml")[0]["undated"]
    assert said in by_import(typed, tmp_path)[1]
    assert "unknown" == getattr(read_words(typed).refusal, "code", "")


def test_what_may_be_of_copyright_is_left_to_its_author() -> None:
    """c1969 is read as about 1969, with a note, and is not put into a file for it."""
    assert "copyright" in read_words("c1969").readings[0].note
    assert ("", "1969~") == (unmistaken("c1969"), unmistaken("c. 1969"))


def test_parentheses_are_told_of_what_is_written() -> None:
    """The grouping of 2012 is told where parts of a date are grouped, and nowhere else."""
    assert "draft of 2012" in of_file("2011-(06-04)~")[0]
    for typed in ("1945 (negative), 1960 (print)", "1860 (1861)", "(about 1945), (later) 1960"):
        assert "2012" not in of_file(typed)[0]
