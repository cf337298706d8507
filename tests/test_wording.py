"""The words for dates and numbers say exactly what was written."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support import made
from support.worded import TEXTS, TWO_TEXTS, meaning, year_text

from timeline.edtf import EdtfDate, EdtfError, parse
from timeline.model import Figure
from timeline.wording import (
    date_words,
    date_words_short,
    datetime_attribute,
    figure_words,
    key_words,
    language,
    number_words,
    phrase,
    script_words,
    tick_formats,
    tick_words,
)
from timeline.wording.languages import LANGUAGES
from timeline.wording.languages.en import ENGLISH

# (id, EDTF, long, short)
DATES = [
    ("day", "1970-03-31", "31 March 1970", "31 Mar 1970"),
    ("first-of-month", "1970-09-01", "1 September 1970", "1 Sep 1970"),
    ("month", "1970-03", "March 1970", "Mar 1970"),
    ("year", "1970", "1970", "1970"),
    ("spring", "1972-21", "spring 1972", "spring 1972"),
    ("summer", "1972-22", "summer 1972", "summer 1972"),
    ("autumn", "1972-23", "autumn 1972", "autumn 1972"),
    ("winter", "1972-24", "winter 1972–73", "winter 1972–73"),
    ("winter-into-09", "1908-24", "winter 1908–09", "winter 1908–09"),
    ("winter-over-centuries", "1999-24", "winter 1999–2000", "winter 1999–2000"),
    ("winter-below-1000", "0087-24", "winter 87–88 CE", "winter 87–88 CE"),
    ("winter-into-1000", "0999-24", "winter 999–1000 CE", "winter 999–1000 CE"),
    ("winter-bce", "-0043-24", "winter 44–43 BCE", "winter 44–43 BCE"),
    ("winter-over-eras", "0000-24", "winter 1 BCE to 1 CE", "winter 1 BCE – 1 CE"),
    ("decade", "196X", "some time in the 1960s", "1960s"),
    ("decade-like-a-century", "190X", "some time in the years 1900–1909", "once in 1900–1909"),
    ("decade-like-a-millennium", "200X", "some time in the years 2000–2009", "once in 2000–2009"),
    ("decade-below-1000", "098X", "some time in the 980s CE", "980s CE"),
    ("decade-below-100", "001X", "some time in the years 10–19 CE", "once in 10–19 CE"),
    ("decade-bce", "-196X", "some time in the years 1970–1961 BCE", "once in 1970–1961 BCE"),
    ("decade-over-eras", "000X", "some time in the years 1 BCE to 9 CE", "once in 1 BCE – 9 CE"),
    ("decade-of-nine-years", "-000X", "some time in the years 10–2 BCE", "once in 10–2 BCE"),
    ("century", "18XX", "some time in the years 1800–1899", "once in 1800–1899"),
    ("century-like-a-decade", "20XX", "some time in the years 2000–2099", "once in 2000–2099"),
    ("century-bce", "-01XX", "some time in the years 200–101 BCE", "once in 200–101 BCE"),
    ("some-day", "1985-04-XX", "some day in April 1985", "some day in Apr 1985"),
    ("some-month", "1985-XX", "some month in 1985", "some month in 1985"),
    ("some-day-of-year", "1985-XX-XX", "some day in 1985", "some day in 1985"),
]

ERAS = [
    ("bce", "-1559", "1560 BCE", "1560 BCE"),
    ("year-0-is-1-bce", "0000", "1 BCE", "1 BCE"),
    ("day-bce", "-0043-03-15", "15 March 44 BCE", "15 Mar 44 BCE"),
    ("two-digits", "0087", "87 CE", "87 CE"),
    ("last-with-ce", "0999", "999 CE", "999 CE"),
    ("first-without-ce", "1000", "1000", "1000"),
    ("day-below-1000", "0987-07-03", "3 July 987 CE", "3 Jul 987 CE"),
    ("long-year", "Y170000002", "year 170,000,002", "year 170,000,002"),
    ("long-year-bce", "Y-170000002", "170,000,003 BCE", "170,000,003 BCE"),
    ("four-digits-bce", "-9998", "9999 BCE", "9999 BCE"),
    ("five-digits-bce", "-9999", "10,000 BCE", "10,000 BCE"),
    ("twelve-digits", "Y999999999999", "year 999,999,999,999", "year 999,999,999,999"),
    ("interval-over-eras", "-0029/0014", "30 BCE to 14 CE", "30 BCE – 14 CE"),
    ("era-beside-era", "-0043/1453", "44 BCE to 1453 CE", "44 BCE – 1453 CE"),
    ("ce-beside-ce", "0987/1050", "987 CE to 1050 CE", "987 CE – 1050 CE"),
    ("decade-beside-era", "-0043/145X", "from 44 BCE to some time in the 1450s CE",
     "from 44 BCE to some time in the 1450s CE"),
    ("set-over-eras", "[-0029,2000]", "30 BCE or 2000 CE", "30 BCE or 2000 CE"),
    ("long-year-beside-era", "[-0029,Y12000]", "30 BCE or 12,000 CE", "30 BCE or 12,000 CE"),
]  # fmt: skip

QUALIFIED = [
    ("about", "1965~", "about 1965", "c. 1965"),
    ("perhaps", "1965?", "perhaps 1965", "1965?"),
    ("perhaps-about", "1965%", "perhaps about 1965", "c. 1965?"),
    ("about-day", "1970-03-31~", "about 31 March 1970", "c. 31 Mar 1970"),
    ("about-season", "1972-24~", "about winter 1972–73", "c. winter 1972–73"),
    ("about-decade", "196X~", "some time in or about the 1960s", "c. 1960s"),
    ("perhaps-decade", "196X?", "perhaps some time in the 1960s", "1960s?"),
    ("about-century", "18XX~", "some time in or about the years 1800–1899", "once c. 1800–1899"),
    ("about-some-day", "1985-04-XX~", "some day in or about April 1985", "some day c. Apr 1985"),
    ("year-and-month", "2004-06~-11", "11 June 2004 (month and year approximate)",
     "11 Jun 2004 (month and year approx.)"),
    ("day-only", "2004-06-?11", "11 June 2004 (day uncertain)", "11 Jun 2004 (day uncertain)"),
    ("year-only", "2004?-06-11", "11 June 2004 (year uncertain)", "11 Jun 2004 (year uncertain)"),
    ("day-and-year", "2004?-06-?11", "11 June 2004 (day and year uncertain)",
     "11 Jun 2004 (day and year uncertain)"),
    ("both-on-a-part", "2004%-06", "June 2004 (year uncertain and approximate)",
     "Jun 2004 (year uncertain, approx.)"),
    ("parts-apart", "2004?-06-~11", "11 June 2004 (year uncertain; day approximate)",
     "11 Jun 2004 (year uncertain; day approx.)"),
    ("whole-and-part", "2004?-06~", "about June 2004 (year uncertain)",
     "c. Jun 2004 (year uncertain)"),
    ("mark-on-a-masked-day", "2004-06-~XX", "some day in June 2004 (day approximate)",
     "some day in Jun 2004 (day approx.)"),
]  # fmt: skip

INTERVALS = [
    ("years", "1977/1983", "1977 to 1983", "1977–1983"),
    ("months", "1970-03/1971-05", "March 1970 to May 1971", "Mar 1970 – May 1971"),
    ("days", "2004-02-01/2005-02-08", "1 February 2004 to 8 February 2005",
     "1 Feb 2004 – 8 Feb 2005"),
    ("mixed", "1970-03-31/1972", "31 March 1970 to 1972", "31 Mar 1970 – 1972"),
    ("mixed-in-one-year", "1970-03-31/1970-05", "31 March 1970 to May 1970",
     "31 Mar 1970 – May 1970"),
    ("same-month", "1970-03-03/1970-03-05", "3 to 5 March 1970", "3–5 Mar 1970"),
    ("same-year", "1970-03-31/1970-04-02", "31 March to 2 April 1970", "31 Mar – 2 Apr 1970"),
    ("months-of-a-year", "1970-03/1970-05", "March to May 1970", "Mar–May 1970"),
    ("same-month-bce", "-0043-03-13/-0043-03-15", "13 to 15 March 44 BCE", "13–15 Mar 44 BCE"),
    ("nothing-shared-in-doubt", "1970-03-03~/1970-03-05",
     "from about 3 March 1970 to 5 March 1970", "c. 3 Mar 1970 – 5 Mar 1970"),
    ("within-a-year", "1970/1970", "began and ended in 1970", "within 1970"),
    ("within-a-day", "1970-03-31/1970-03-31", "began and ended on 31 March 1970",
     "began and ended on 31 Mar 1970"),
    ("end-unknown", "1945/", "from 1945, end not known", "1945–?"),
    ("start-unknown", "/1984", "until 1984, start not known", "?–1984"),
    ("end-open", "1948/..", "from 1948 on, without a stated end", "1948–"),
    ("start-open", "../1984", "up to 1984, without a stated start", "up to 1984"),
    ("day-end-unknown", "1945-08-15/", "from 15 August 1945, end not known", "15 Aug 1945 – ?"),
    ("day-end-open", "1945-08-15/..", "from 15 August 1945 on, without a stated end",
     "15 Aug 1945 –"),
    ("decade-end-unknown", "196X/", "from some time in the 1960s, end not known",
     "from some time in the 1960s, end not known"),
    ("century-end-open", "18XX/..", "from some time in the years 1800–1899 on, without a stated end",
     "from some time in 1800–1899 on"),
    ("decade-start-unknown", "/196X", "until some time in the 1960s, start not known",
     "until some time in the 1960s, start not known"),
    ("decade-start-open", "../196X", "up to some time in the 1960s, without a stated start",
     "up to some time in the 1960s"),
    ("decades", "196X/197X", "from some time in the 1960s to some time in the 1970s",
     "from some time in the 1960s to some time in the 1970s"),
    ("to-a-decade", "1960/197X", "from 1960 to some time in the 1970s",
     "from 1960 to some time in the 1970s"),
    ("to-some-day", "1984-11-12/1984-11-XX", "from 12 November 1984 to some day in November 1984",
     "from 12 Nov 1984 to some day in Nov 1984"),
    ("about-start", "1945~/1959", "from about 1945 to 1959", "c. 1945 – 1959"),
    ("about-end", "1945/1959~", "1945 to about 1959", "1945 – c. 1959"),
    ("about-both", "1945~/1959~", "from about 1945 to about 1959", "c. 1945 – c. 1959"),
    ("perhaps-start", "1945?/1959", "from perhaps 1945 to 1959", "1945?–1959"),
    ("perhaps-about-open", "1945%/..", "from perhaps about 1945 on, without a stated end",
     "c. 1945? –"),
    ("part-of-start", "2004-06~-11/2005", "from 11 June 2004 (month and year approximate) to 2005",
     "11 Jun 2004 (month and year approx.) – 2005"),
]  # fmt: skip

SETS = [
    ("window", "[1945..1959]", "between 1945 and 1959", "once in 1945–1959"),
    ("window-of-months", "[1970-03..1970-05]", "between March and May 1970", "once in Mar–May 1970"),
    ("window-of-days", "[1970-03-31..1970-04-02]", "between 31 March and 2 April 1970",
     "once in 31 Mar – 2 Apr 1970"),
    ("window-of-decades", "[196X..197X]", "some time from the 1960s to the 1970s",
     "once in 1960s–1970s"),
    ("window-over-eras", "[-0029..0014]", "between 30 BCE and 14 CE", "once in 30 BCE – 14 CE"),
    ("window-of-one-year", "[1945..1945]", "1945", "1945"),
    ("or-earlier", "[..1949]", "1949 or earlier", "1949 or earlier"),
    ("or-later", "[1949..]", "1949 or later", "1949 or later"),
    ("decade-or-earlier", "[..194X]", "some time in the 1940s or earlier",
     "some time in the 1940s or earlier"),
    ("one-of-one", "[1667]", "1667", "1667"),
    ("one-of-two", "[2012,2013]", "2012 or 2013", "2012 or 2013"),
    ("one-of-a-run-last", "[1667,1668,1670..1672]", "1667, 1668 or some time from 1670 to 1672",
     "1667, 1668 or once in 1670–1672"),
    ("one-of-a-run-first", "[1667..1668,1670]", "some time from 1667 to 1668, or 1670",
     "once in 1667–1668, or 1670"),
    ("one-of-open-first", "[..1760-12-03,1762]", "3 December 1760 or earlier, or 1762",
     "3 Dec 1760 or earlier, or 1762"),
    ("one-of-open-last", "[1760-01,1760-02,1760-12..]",
     "January 1760, February 1760, or December 1760 or later",
     "Jan 1760, Feb 1760, or Dec 1760 or later"),
    ("one-of-a-decade", "[196X,1972]", "some time in the 1960s or 1972", "1960s or 1972"),
    ("one-of-about", "[1667~,1668]", "1667 (approximate) or 1668", "1667 (approx.) or 1668"),
    ("one-of-perhaps", "[1667?,1668,1669%]",
     "1667 (uncertain), 1668 or 1669 (uncertain and approximate)",
     "1667 (uncertain), 1668 or 1669 (uncertain, approx.)"),
    ("window-about", "[1945~..1959]", "between about 1945 and 1959", "once in c. 1945 – 1959"),
    ("lone-about", "[1667~]", "about 1667", "c. 1667"),
    ("all-of-two", "{1960,1962}", "1960 and 1962", "1960 and 1962"),
    ("all-of-one", "{1960}", "1960", "1960"),
    ("all-of-a-run", "{1960,1961,1970..1972}", "1960, 1961 and each year from 1970 to 1972",
     "1960, 1961 and each year 1970–1972"),
    ("all-of-months", "{1970-01..1970-03}", "each month from January to March 1970",
     "each month Jan–Mar 1970"),
    ("all-of-a-run-first", "{1970..1972,1980}", "each year from 1970 to 1972, and 1980",
     "each year 1970–1972, and 1980"),
    ("all-of-until", "{..1984}", "each year up to and including 1984", "each year to 1984"),
    ("all-of-since", "{1984-05-01..}", "each day from 1 May 1984 on", "each day from 1 May 1984 on"),
    ("all-of-decades", "{196X..198X}", "each decade from the 1960s to the 1980s",
     "each decade 1960s–1980s"),
    ("all-of-centuries", "{17XX..}", "each century from the years 1700–1799 on",
     "each century from 1700–1799 on"),
    ("all-of-about", "{1960~,1962}", "1960 (approximate) and 1962", "1960 (approx.) and 1962"),
]  # fmt: skip

ALL_DATES = [
    pytest.param(text, long, short, id=name)
    for table in (DATES, ERAS, QUALIFIED, INTERVALS, SETS)
    for name, text, long, short in table
]


class TestDates:
    """Dates in words."""

    @pytest.mark.parametrize(("text", "long", "short"), ALL_DATES)
    def test_long(self, text: str, long: str, short: str) -> None:
        """The list words a date in full."""
        actual = date_words(parse(text))

        assert long == actual

    @pytest.mark.parametrize(("text", "long", "short"), ALL_DATES)
    def test_short(self, text: str, long: str, short: str) -> None:
        """A tooltip words the same date in less room."""
        actual = date_words_short(parse(text))

        assert short == actual

    @pytest.mark.parametrize(
        ("text", "long", "short"),
        [
            pytest.param("1997", "by 1997", "by 1997", id="year"),
            pytest.param("1997-05-01", "by 1 May 1997", "by 1 May 1997", id="day"),
            pytest.param("1997~", "by about 1997", "by c. 1997", id="about"),
            pytest.param("1997?", "by perhaps 1997", "by 1997?", id="perhaps"),
            pytest.param(
                "199X", "by some time in the 1990s", "by some time in the 1990s", id="decade"
            ),
            pytest.param("1997-XX", "by some month in 1997", "by some month in 1997", id="masked"),
        ],
    )
    def test_attested(self, text: str, long: str, short: str) -> None:
        """What was known to be so by a date is not said to have happened then."""
        date = parse(text)

        assert long == date_words(date, attested=True)
        assert short == date_words_short(date, attested=True)

    def test_decade_is_never_a_century(self) -> None:
        """No decade is worded as the century that begins with the same year."""
        decades = {date_words(parse(f"{century:02}0X")) for century in range(10, 100)}
        centuries = {date_words(parse(f"{century:02}XX")) for century in range(10, 100)}

        assert len(decades | centuries) == 180
        assert not [words for words in decades | centuries if words.endswith("s")]


class TestDatetimeAttribute:
    """Dates for machines."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            pytest.param("1970-03-31", "1970-03-31", id="day"),
            pytest.param("1970-03", "1970-03", id="month"),
            pytest.param("1970", "1970", id="year"),
            pytest.param("0087", "0087", id="four-digits"),
            pytest.param("0001-01-01", "0001-01-01", id="first-day"),
            pytest.param("Y12345", "12345", id="five-digits"),
            pytest.param("0000", None, id="year-0"),
            pytest.param("-0043-03-15", None, id="bce"),
            pytest.param("1972-24", None, id="season"),
            pytest.param("196X", None, id="decade"),
            pytest.param("19XX", None, id="century"),
            pytest.param("1970-XX", None, id="masked-month"),
            pytest.param("1970-03-XX", None, id="masked-day"),
            pytest.param("1970~", None, id="approximate"),
            pytest.param("1970?", None, id="uncertain"),
            pytest.param("1970?-03", None, id="part-uncertain"),
            pytest.param("1970/1971", None, id="interval"),
            pytest.param("1970/", None, id="unknown-end"),
            pytest.param("[1970]", None, id="set"),
        ],
    )
    def test_only_what_html_can_say(self, text: str, expected: str | None) -> None:
        """A plain day, month or year has a machine-readable form; nothing else has."""
        actual = datetime_attribute(parse(text))

        assert expected == actual


class TestNumbers:
    """Numbers in words."""

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            pytest.param(0, "0", id="zero"),
            pytest.param(16, "16", id="small"),
            pytest.param(6637, "6,637", id="four-digits"),
            pytest.param(200_000, "200,000", id="grouped"),
            pytest.param(-5, "−5", id="minus"),
            pytest.param(10**40 + 1, f"10{',000' * 12},001", id="exact-when-huge"),
            pytest.param(2**63 - 1, "9,223,372,036,854,775,807", id="exact-beyond-float"),
            pytest.param(Decimal("1.50"), "1.50", id="trailing-zero"),
            pytest.param(Decimal("3.00"), "3.00", id="zeros-only"),
            pytest.param(Decimal("0.0000001"), "0.0000001", id="tiny"),
            pytest.param(Decimal("1E+3"), "1,000", id="no-exponent"),
            pytest.param(Decimal("-1234.5678"), "−1,234.5678", id="not-rounded"),
            pytest.param(Decimal("-0.5"), "−0.5", id="minus-below-one"),
            pytest.param(Decimal("1." + "1" * 40), "1." + "1" * 40, id="many-decimals"),
        ],
    )
    def test_number(self, value: int | Decimal, expected: str) -> None:
        """A number is grouped, and otherwise kept as written."""
        actual = number_words(value, "en")

        assert expected == actual

    @given(st.decimals(allow_nan=False, allow_infinity=False) | st.integers())
    def test_reads_back(self, value: int | Decimal) -> None:
        """No digit of a number is lost."""
        words = number_words(value, "en")

        assert Decimal(value) == Decimal(words.replace(",", "").replace("−", "-"))


class TestFigures:
    """Figures in words."""

    @pytest.mark.parametrize(
        ("keys", "expected"),
        [
            pytest.param({"value": 16}, "16", id="value"),
            pytest.param({"value": 200_000, "about": True}, "about 200,000", id="about"),
            pytest.param({"value": 12, "unit": "km"}, "12 km", id="unit"),
            pytest.param({"value": Decimal("4.50"), "unit": "%"}, "4.50%", id="percent"),
            pytest.param({"low": 70, "high": 80}, "70–80", id="range"),
            pytest.param({"low": 70, "high": 80, "unit": "km"}, "70–80 km", id="range-with-unit"),
            pytest.param({"low": 70, "high": 80, "about": True}, "about 70–80", id="about-range"),
            pytest.param({"low": -5, "high": 3, "unit": "°C"}, "−5 to 3 °C", id="signed-range"),
            pytest.param({"low": 70, "high": 70}, "70", id="no-width"),
            pytest.param({"low": 70}, "at least 70", id="low"),
            pytest.param({"high": 80}, "at most 80", id="high"),
            pytest.param({"low": 70, "about": True}, "at least about 70", id="about-low"),
            pytest.param({"high": 80, "about": True}, "at most about 80", id="about-high"),
            pytest.param({"value": 0}, "0", id="zero"),
            pytest.param({"low": 0}, "at least 0", id="low-zero"),
            pytest.param({"value": 75, "low": 70, "high": 80}, "75 (70–80)", id="all"),
            pytest.param({"value": 75, "low": 70}, "75 (at least 70)", id="value-and-low"),
        ],
    )
    def test_figure(self, keys: dict[str, object], expected: str) -> None:
        """A figure says its limits and its unit, and nothing is left out."""
        actual = figure_words(Figure.model_validate({"what": "people", **keys}), "en")

        assert expected == actual

    def test_no_number(self) -> None:
        """A figure without a number cannot be worded."""
        with pytest.raises(ValueError, match=r"^figure 'people' has no value, low or high$"):
            figure_words(Figure(what="people"), "en")


class TestTicks:
    """The text of the axis."""

    @pytest.mark.parametrize(
        ("date", "expected"),
        [
            pytest.param((1945, None, None), "1945", id="year"),
            pytest.param((-43, None, None), "44 BCE", id="bce"),
            pytest.param((0, None, None), "1 BCE", id="year-0"),
            pytest.param((87, None, None), "87 CE", id="ce"),
            pytest.param((-11_999, None, None), "12,000 BCE", id="grouped-bce"),
            pytest.param((12_000, None, None), "12,000 CE", id="grouped-ce"),
            pytest.param((1970, 3, None), "Mar 1970", id="month"),
            pytest.param((1970, 3, 31), "31 Mar 1970", id="day"),
            pytest.param((-43, 3, 15), "15 Mar 44 BCE", id="day-bce"),
        ],
    )
    def test_tick(self, date: tuple[int, int | None, int | None], expected: str) -> None:
        """A tick is as short as it can be without being misread."""
        assert expected == tick_words(*date, "en")

    def test_formats_tell_their_language(self) -> None:
        """A script words large years as we do, where the page is in a language not known here."""
        assert "en" == tick_formats("zxx")["lang"]
        assert "en" == script_words("zxx-CH")["lang"]


class TestPhrases:
    """The fixed words."""

    def test_key_is_short(self) -> None:
        """Every line of the key fits its place."""
        long = {name: words for name, words in ENGLISH["key"].items() if len(words) >= 45}

        assert long == {}

    def test_key(self) -> None:
        """The key says of the fade that it is no limit."""
        actual = key_words("about", "en")

        assert actual == "about then, maybe earlier or later"

    @pytest.mark.parametrize(
        ("name", "values", "expected"),
        [
            pytest.param("all-events", {}, "All events, in order", id="plain"),
            pytest.param("card", {"title": "{x}"}, "Timeline: {x}", id="value-verbatim"),
            pytest.param(
                "chart-label",
                {"count": 1600, "first": "1945", "last": "2004"},
                "Timeline of 1,600 events, 1945 to 2004",
                id="many",
            ),
            pytest.param(
                "chart-label",
                {"count": 1, "first": "1945", "last": "1945"},
                "Timeline of one event, 1945 to 1945",
                id="one",
            ),
            pytest.param(
                "chart-label",
                {"count": 0, "first": "1945", "last": "2004"},
                "Timeline of 0 events, 1945 to 2004",
                id="none",
            ),
            pytest.param(
                "updated", {"date": datetime.date(2026, 9, 1)}, "Updated 1 September 2026", id="day"
            ),
        ],
    )
    def test_phrase(self, name: str, values: dict[str, str | int], expected: str) -> None:
        """Values are put into a phrase as they are; numbers and days are worded."""
        actual = phrase(name, "en", **values)

        assert expected == actual

    @pytest.mark.parametrize("say", [phrase, key_words])
    def test_unknown_name(self, say: object) -> None:
        """A name that is not in the table is a mistake of the program."""
        assert callable(say)
        with pytest.raises(KeyError, match="no-such-name"):
            say("no-such-name", "en")

    def test_missing_value(self) -> None:
        """A phrase is not said with a gap in it."""
        with pytest.raises(KeyError, match="title"):
            phrase("card", "en")

    @pytest.mark.parametrize("tag", LANGUAGES)
    def test_complete(self, tag: str) -> None:
        """Every language has every section and, plural forms aside, every name."""
        missing = {
            (section, name)
            for section, names in ENGLISH.items()
            for name in names
            if section != "short" and "." not in name and name not in LANGUAGES[tag][section]
        }

        assert set() == missing


GERMAN = {
    "long": ENGLISH["long"]
    | {"day": "{day}. {month} {year}", "day-alone": "{day}.", "day-month": "{day}. {month}"}
    | {"run": "{start} bis {end}", "run-spaced": "{start} bis {end}", "year-bce": "{year} v. Chr."},
    "short": ENGLISH["short"],
    "figure": ENGLISH["figure"] | {"at-least": "mindestens {low}"},
    "key": ENGLISH["key"] | {"attested": "war bis dahin bekannt"},
    "page": ENGLISH["page"] | {"sources": "Quellen"},
}


class TestLanguages:
    """The choice of the language."""

    @pytest.mark.parametrize(
        ("tag", "expected"),
        [
            pytest.param("en", "en", id="itself"),
            pytest.param("en-GB", "en", id="region"),
            pytest.param("EN-us", "en", id="any-case"),
            pytest.param("en-Latn-GB-oxendict", "en", id="many-subtags"),
            pytest.param("ja", "en", id="unsupported"),
            pytest.param("eng", "en", id="no-prefix-of-letters"),
            pytest.param("", "en", id="empty"),
        ],
    )
    def test_language(self, tag: str, expected: str) -> None:
        """The nearest supported language is used, or English."""
        actual = language(tag)

        assert expected == actual

    def test_second_language(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """One more table switches the months, the numbers and the phrases."""
        assert phrase("sources", "de-AT") == "Sources"

        monkeypatch.setitem(LANGUAGES, "de", GERMAN)

        assert language("de-AT") == "de"
        assert date_words(parse("1970-03-31"), lang="de-AT") == "31. März 1970"
        assert date_words(parse("1970-03-03/1970-03-05"), lang="de") == "3. bis 5. März 1970"
        assert date_words(parse("-0043-03"), lang="de") == "März 44 v. Chr."
        assert date_words_short(parse("1970-12-01"), lang="de") == "1. Dez. 1970"
        assert number_words(Decimal("1234.50"), "de") == "1.234,50"
        assert figure_words(Figure(what="x", low=1000), "de") == "mindestens 1.000"
        assert tick_words(1970, 12, None, "de") == "Dez 1970"
        assert phrase("sources", "de") == "Quellen"
        assert key_words("attested", "de") == "war bis dahin bekannt"
        assert date_words(parse("1970-03-31")) == "31 March 1970"

    def test_longest_tag(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A table for a region goes before the one for its language."""
        monkeypatch.setitem(LANGUAGES, "de", GERMAN)
        monkeypatch.setitem(LANGUAGES, "de-CH", GERMAN)

        assert language("de-ch-1996") == "de-CH"
        assert number_words(1000, "de-CH") == "1’000"


SAY_ALL = """
import sys
from decimal import Decimal
from timeline.edtf import parse
from timeline.wording import *
assert "babel" not in sys.modules
dates = [parse(text) for text in ("1970-03-31", "Y12345", "1972-24~", "[..1949-05]")]
said = [date_words(date) + date_words_short(date) for date in dates]
said += [number_words(Decimal("-1234567.80"), "en"), tick_words(1970, 3, 1, "en")]
sys.stdout.buffer.write(repr(said).encode())
"""


class TestProcess:
    """What the words do not depend on."""

    def test_same_everywhere(self) -> None:
        """The words depend on neither locale nor time zone; babel is loaded only when needed."""
        settings = [
            {},
            {"LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Tokyo"},
            {"LANG": "no-such", "LC_ALL": "@@", "LANGUAGE": "fr:ja", "TZ": "No/Such"},
        ]
        said = {
            subprocess.run(
                [sys.executable, "-c", SAY_ALL],
                env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)} | more,
                check=True,
                capture_output=True,
            ).stdout
            for more in settings
        }

        assert len(said) == 1
        assert "31 March 197031 Mar 1970" in said.pop().decode()


# Laws


def _parsed(text: str) -> EdtfDate:
    try:
        return parse(text)
    except EdtfError:
        assume(False)
        raise


class TestLaws:
    """What holds for every date."""

    @given(TEXTS)
    def test_never_fails(self, text: str) -> None:
        """Every date that can be read has words of its own, in one line."""
        date = _parsed(text)

        for words in (
            date_words(date),
            date_words_short(date),
            date_words(date, attested=True),
            date_words_short(date, attested=True),
        ):
            assert words == " ".join(words.split())
            assert words
            assert not set("{}[]X") & set(words)

    @given(TWO_TEXTS)
    def test_different_dates_have_different_words(self, texts: tuple[str, str]) -> None:
        """Two dates of a kind that do not say the same are not worded the same."""
        first, second = (_parsed(text) for text in texts)
        same_kind, same_meaning = first.kind is second.kind, meaning(first) == meaning(second)
        assume(same_kind and not same_meaning)

        assert date_words(first) != date_words(second)

    def test_no_two_plain_dates_share_words(self) -> None:
        """Over all plain dates around each change of wording, words tell dates apart."""
        for say in (date_words, date_words_short):
            meanings = defaultdict(list)
            for text in _plain_texts():
                meanings[say(parse(text))].append(text)
            clashes = {words: texts for words, texts in meanings.items() if len(texts) > 1}

            assert clashes == {}


def _plain_texts() -> Iterator[str]:
    """Unqualified dates of every precision, each once."""
    years = [year_text(year) for year in (*range(-121, 131), *range(890, 1020), *range(1890, 2031))]
    yield from dict.fromkeys(f"{year[:-2]}XX" for year in years)
    yield from dict.fromkeys(f"{year[:-1]}X" for year in years)
    for year in years:
        yield year
        yield from (f"{year}-{month:02}" for month in (*range(1, 13), *range(21, 25)))
        yield from (f"{year}-02-{day}" for day in ("01", "02", "28", "XX"))
        yield from (f"{year}-XX", f"{year}-XX-XX")
    yield from ("Y10000", "Y10001", "Y-10000", "Y-10001", "Y100000")


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Letter to the “Courier”", "“Letter to the ‘Courier’”"),
        ('Letter to the "Courier"', "“Letter to the ‘Courier’”"),
        ('The 12" gun and the 14" gun', '“The 12" gun and the 14" gun”'),
        ("Brief an den „Courier“", "“Brief an den „Courier“”"),
        ("Engineers’ union", "“Engineers’ union”"),
    ],
)
def test_a_title_within_marks(title: str, told: str) -> None:
    """Marks within a title that is quoted are single; what may be no pair of marks is left."""
    from timeline.wording.credit import works

    tail = f'[[sources]]\nid = "t"\ntitle = {made.quoted(title)}'
    timeline = made.timeline([{"date": "1950", "sources": '["t"]'}], tail=tail)

    assert (told,) == works(timeline)
