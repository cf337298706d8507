"""The key of the chart: what it says of each kind of mark, by a date of the timeline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import made
from support.edtf import dates, intervals, read, sets

from timeline import wording
from timeline.edtf import EdtfDate, Kind, Limit, parse
from timeline.layout import marks
from timeline.layout.layout import layout
from timeline.model import Timeline
from timeline.wording.languages import LANGUAGES

SPAN = "-0100/2100"


def said(timeline: Timeline, width: float = 1160) -> dict[str, str]:
    """The key's words by the names of its entries."""
    return {one.name: " ".join(t.text for t in one.words) for one in layout(timeline, width).key}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        pytest.param("1970-03-31", "day", "on 31 March 1970", id="day"),
        pytest.param("-0043-03-15", "day", "on 15 March 44 BCE", id="day-bce"),
        pytest.param("1970-03", "month", "some time in March 1970, day unknown", id="month"),
        pytest.param("1970-03-XX", "month", "some time in March 1970, day unknown", id="day-open"),
        pytest.param("1959-21", "season", "some time in spring 1959, day unknown", id="season"),
        pytest.param("1972-24", "season", "some time in winter 1972–73, day unknown", id="winter"),
        pytest.param("1959", "year", "some time in 1959, day unknown", id="year"),
        pytest.param("1959-XX", "year", "some time in 1959, day unknown", id="month-open"),
        pytest.param("-0043", "year", "some time in 44 BCE, day unknown", id="year-bce"),
        pytest.param("0087", "year", "some time in 87 CE, day unknown", id="year-early"),
        pytest.param("196X", "decade", "some time in the 1960s", id="decade"),
        pytest.param("190X", "decade", "some time in the years 1900–1909", id="first-decade"),
        pytest.param("18XX", "century", "some time in the years 1800–1899", id="century"),
        pytest.param("1977/1983", "span", "lasted 1977 to 1983, faint where vague", id="span"),
        pytest.param(
            "196X/1983",
            "span",
            "lasted from some time in the 1960s to 1983, faint where vague",
            id="span-of-a-decade",
        ),
        pytest.param(
            "1949-03-02/1949-09-30",
            "lasted",
            "lasted 2 March to 30 September 1949",
            id="to-the-day",
        ),
        pytest.param("[1952..2004]", "window", "once, between 1952 and 2004", id="window"),
        pytest.param("[..1949]", "window", "once, 1949 or earlier", id="before"),
        pytest.param("[1949-05-03..]", "window", "once, 3 May 1949 or later", id="after"),
        pytest.param("[2012,2013]", "one-of", "2012 or 2013, not known which", id="one-of"),
        pytest.param("{1960,1962}", "all-of", "1960 and 1962, not in between", id="all-of"),
        pytest.param("1965~", "about", "about 1965, maybe earlier or later", id="about"),
        pytest.param(
            "196X~",
            "about",
            "some time in or about the 1960s, maybe earlier or later",
            id="about-a-decade",
        ),
        pytest.param("1965?", "doubt", "perhaps 1965; the date is in doubt", id="doubt"),
        pytest.param("1945/", "unknown", "from 1945, end not known", id="end-unknown"),
        pytest.param("/1984", "unknown", "until 1984, start not known", id="start-unknown"),
        pytest.param("1963/..", "open", "from 1963 on, without a stated end", id="open"),
        pytest.param("../1968", "open", "up to 1968, without a stated start", id="open-start"),
    ],
)
def test_example(text: str, name: str, expected: str) -> None:
    """What a kind of mark says is told by a date that has it, in the words of dates."""
    assert expected == said(made.dated(text, span=SPAN))[name]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("1959~", {"about"}, id="about-a-year"),
        pytest.param("1959?", {"doubt"}, id="perhaps-a-year"),
        pytest.param("196X%", {"about", "doubt"}, id="both"),
        pytest.param("1959-03~", {"about"}, id="about-a-month"),
        pytest.param("1959-03-31~", {"about"}, id="about-a-day"),
    ],
)
def test_what_is_told_whole_is_told_once(text: str, told: set[str]) -> None:
    """About a year is explained as just that: no event of the picture is of some time in a year."""
    assert told == set(said(made.dated(text, span=SPAN)))


def test_an_example_leaves_nothing_unsaid() -> None:
    """A date beside which the source's words say more is an example only where there is no other."""
    both = [{"date": '"1820"', "date_text": '"fl. 1820"', "importance": "5"}, {"date": '"1860"'}]

    assert "some time in 1860, day unknown" == said(made.timeline(both))["year"]
    assert "some time in 1820, day unknown" == said(made.timeline(both[:1]))["year"]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        pytest.param(
            "1959/1959", "span", "lasted; faint where start or end is vague", id="began-and-ended"
        ),
        pytest.param(
            "1971~/1985", "span", "lasted; faint where start or end is vague", id="about-an-end"
        ),
        pytest.param("1971~/1985", "about", "about then, maybe earlier or later", id="an-end"),
        pytest.param("1963%", "about", "about then, maybe earlier or later", id="perhaps-about"),
        pytest.param("1963%", "doubt", "dashed, or “?”: the date is in doubt", id="about-perhaps"),
        pytest.param(
            "[1950,1952,1954,1957]",
            "one-of",
            "at one of these dates, not known which",
            id="one-of-many",
        ),
        pytest.param(
            "{1960..1962}", "all-of", "at each of these dates, not in between", id="each-of-a-run"
        ),
        pytest.param("[..1949]", "open", "goes on past the arrow; no limit stated", id="no-span"),
        pytest.param("1960~/", "unknown", "start or end not known", id="from-about"),
    ],
)
def test_no_example(text: str, name: str, expected: str) -> None:
    """A date that says more, or less, than what is to be explained is no example of it."""
    assert expected == said(made.dated(text, span=SPAN))[name]


def test_true_by_then() -> None:
    """What was so by a year is told by that year."""
    event = {"attested": '"1997"'}

    assert {"attested": "true by 1997"} == said(made.timeline([event], head='span = "1945/2004"'))


def test_another_source() -> None:
    """What another source says is told in the words of its date, not of the event's."""
    event = {"date": '"1959"', "accounts": '[{ date = "1961~", sources = ["s"] }]'}
    words = said(made.timeline([event], head='span = "1945/2004"'))

    assert words["account"] == "what another source says: about 1961"
    assert words["year"] == "some time in 1959, day unknown"
    assert words["about"] == "about then, maybe earlier or later"


def test_the_most_important_event_is_the_example() -> None:
    """Of the events that have a mark the most important is told, of those alike the first."""
    events = [
        {"date": '"1950"', "importance": "2"},
        {"date": '"1960"', "importance": "4"},
        {"date": '"1970"', "importance": "4"},
        {"date": '"1980~"', "importance": "5"},
    ]

    assert said(made.timeline(events))["year"] == "some time in 1960, day unknown"


def test_what_the_edge_cuts_off_is_no_example() -> None:
    """A decade half of which the chart leaves out is not told as a decade."""
    assert said(made.dated("194X", "197X", span="1945/2004"))["decade"] == "some time in the 1970s"
    assert said(made.dated("194X", span="1945/2004"))["decade"] == "some time in that decade"


def test_all_widths_have_one_key(sample: Timeline) -> None:
    """A phone's key tells the same examples as the widest chart's."""
    widths = (304, 480, 720, 960, 1160)

    assert [said(sample)] * len(widths) == [said(sample, width) for width in widths]


@pytest.mark.parametrize("text", ["/1984", "../1984"])
def test_a_start_is_shown_on_its_side(text: str) -> None:
    """What lies before a mark is before it in the sample too."""
    head = Limit.OPEN if text.startswith(".") else Limit.UNKNOWN
    name = "open" if head is Limit.OPEN else "unknown"
    (entry,) = (one for one in layout(made.dated(text, span=SPAN)).key if one.name == name)
    bar, end = entry.sample[0].part, entry.sample[-1].part

    assert end.leftward
    assert end.end_px <= bar.start_px


def test_the_key_is_short(sample: Timeline) -> None:
    """The sample's key is two lines at 1160 px, and nowhere more than a line an entry."""
    for width, most in ((1160, 2), (720, 3), (304, 8)):
        lines = {text.y for entry in layout(sample, width).key for text in entry.words}
        assert len(lines) <= most, width


ANY = st.one_of(dates(), intervals(), sets()).map(read)

# What words claim, and of which dates that is true.
CLAIMS = {
    "on ": lambda date: date.bounds.latest_end - date.bounds.earliest_start == 1,
    "day unknown": lambda date: date.bounds.latest_end - date.bounds.earliest_start > 1,
    "lasted": lambda date: date.bounds.latest_start < date.bounds.earliest_end,
    "once,": lambda date: date.kind is Kind.ONE_OF,
    "not known which": lambda date: date.kind is Kind.ONE_OF,
    "not in between": lambda date: date.kind is Kind.ALL_OF,
    "not known": lambda date: Limit.UNKNOWN in (date.start, date.end) or date.members,
    "without a stated": lambda date: Limit.OPEN in (date.start, date.end),
}


@given(ANY)
def test_an_example_claims_no_more_than_its_date(date: EdtfDate) -> None:
    """Doubt and vagueness of a date are in the words, and each claim is true of it."""
    span = min(one.first for one in date.points) - 9, max(one.after for one in date.points) + 9
    for name in marks.mark(date, span).keys:
        if not wording.is_example(name, date):
            continue
        words = wording.key_words(name, "en", date)

        assert not date.approximate or "about" in words
        assert not date.uncertain or "perhaps" in words
        assert words.startswith("some time in") <= (date.kind is Kind.DATE)
        assert [
            claim for claim, holds in CLAIMS.items() if claim in words and not holds(date)
        ] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_each_language_has_what_the_key_may_say(tag: str) -> None:
    """Each kind of mark has its general words; the examples are of kinds that there are."""
    assert {*marks.KEY, *marks.TIES} == set(LANGUAGES[tag]["key"])
    assert set(LANGUAGES[tag]["example"]) <= set(marks.KEY)
    assert all("{date}" in words for words in LANGUAGES[tag]["example"].values())


@pytest.mark.parametrize("name", sorted(marks.KEY))
@pytest.mark.parametrize(
    "jargon", ["window", "account", "attested", "so by then", "pale", "approximate"]
)
def test_the_key_speaks_to_readers(name: str, jargon: str) -> None:
    """No word of the tool's own is in it; what is faint is so in the dark scheme too."""
    words = LANGUAGES["en"]

    assert jargon not in words["key"][name] + words["example"].get(name, "")


def test_example_of_an_unknown_name() -> None:
    """A name that is not in the table is a mistake of the program."""
    with pytest.raises(KeyError, match="no-such-name"):
        wording.key_words("no-such-name", "en", parse("1959"))
