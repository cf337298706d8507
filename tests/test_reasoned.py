"""How what dates an event, and what it is to others, is said: on the page, in wikitext, on slides."""

from __future__ import annotations

import json
import re

import pytest

from timeline import exporting
from timeline.layout.selection import select
from timeline.model import Event, Timeline
from timeline.pages.entries import Entry, entries
from timeline.pages.markup import as_wikitext
from timeline.text.reader import read_text
from timeline.wording.reasoned import known_words

HEAD = """\
[timeline]
title = "T"
span = "1900/2000"

[[lanes]]
id = "l"
title = "L"

[[lanes]]
id = "k"
title = "K"

[[sources]]
id = "s"
title = "The source"

[[sources]]
id = "r"
title = "Another source"

[[events]]
id = "year"
title = "Year"
date = "1959"
lane = "l"
sources = ["s"]

[[events]]
id = "years"
title = "Years"
date = "1970/1979"
lane = "k"
sources = ["s"]

[[events]]
id = "about"
title = "About"
date = "1950~"
lane = "l"
sources = ["s"]

[[events]]
id = "perhaps"
title = "Perhaps"
date = "1950?"
lane = "l"
sources = ["s"]

[[events]]
id = "ring"
title = "Ring"
undated = true
lane = "l"
sources = ["s"]

[[events]]
id = "e"
title = "E"
lane = "l"
sources = ["s"]
"""


def story(lines: str) -> Timeline:
    """The timeline with an event of these lines."""
    return read_text(HEAD + lines)[0]


def event(lines: str, name: str = "e") -> Event:
    return next(one for one in story(lines).all_events if one.id == name)


def entry(timeline: Timeline, name: str = "e") -> Entry:
    return next(one for one in entries(timeline).all if one.event.id == name)


def reasons(lines: str, name: str = "e") -> list[str]:
    """The reasons of an event as its entry words them."""
    return [
        " ".join(filter(None, (one.before, one.other.title, f"({one.other.when})", one.after)))
        for one in entry(story(lines), name).reasons
    ]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ('reasons = [{ after = "year" }]', "1959 or later (worked out)"),
        ('reasons = [{ before = "year" }]', "1959 or earlier (worked out)"),
        (
            'reasons = [{ after = "year" }, { before = "years" }]',
            "between 1959 and 1970 (worked out)",
        ),
        ('reasons = [{ during = "year" }]', "1959 (worked out)"),
        ('reasons = [{ after = "years" }]', "1979 or later (worked out)"),
        ('reasons = [{ after = "years.start" }]', "1970 or later (worked out)"),
        ('reasons = [{ during = "years" }]', "between 1970 and 1979 (worked out)"),
        (
            'date = "[1950,1965]"\nreasons = [{ after = "year" }]',
            "1965 (worked out; stated: 1950 or 1965)",
        ),
        (
            'date = "197X"\nreasons = [{ before = "years.end", at_least = "4 years" }]',
            "between 1970 and 1975 (worked out; stated: 1970s)",
        ),
        (
            'attested = "1980"\nreasons = [{ after = "year" }]',
            "between 1959 and 1980 (worked out; stated: by 1980)",
        ),
        (
            'date = "1945/"\nreasons = [{ before = "year" }]',
            "from 1945, end not known (worked out: end 1959 or earlier)",
        ),
        (
            'date = "195X/1985"\nreasons = [{ after = "year" }]',
            "from some time in the 1950s to 1985 (worked out: start 1959)",
        ),
        ('reasons = [{ after = "about" }]', "1949 or later (worked out)"),
        ('reasons = [{ after = "perhaps" }]', "perhaps 1950 or later (worked out)"),
        (
            'reasons = [{ within = "10 weeks", after = "year" }]',
            "between 1 January 1959 and 10 March 1960 (worked out)",
        ),
        ('date = "1960"\nreasons = [{ after = "year" }]', "1960"),
    ],
)  # fmt: skip
def test_a_date_says_that_it_is_worked_out(lines: str, words: str) -> None:
    """What follows and no more, what is stated beside it; what adds nothing leaves the date as it is."""
    assert words == known_words(event(lines), "en")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ('after = "year"', "after Year (1959)"),
        ('after = "year.end"', "after Year (1959)"),
        ('after = "years.start"', "after the start of Years (1970–1979)"),
        ('before = "years"', "before Years (1970–1979)"),
        ('before = "years.end"', "before the end of Years (1970–1979)"),
        ('during = "years"', "during Years (1970–1979)"),
        ('within = "1 week", after = "about"', "no more than 1 week after About (c. 1950)"),
        ('at_least = "9 months", before = "years"', "at least 9 months before Years (1970–1979)"),
        ('after = "ring"', "after Ring (undated)"),
    ],
)
def test_a_reason_in_words(reason: str, words: str) -> None:
    assert [words] == reasons(f"reasons = [{{ {reason} }}]")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ('after = "x"', "before E (1965)"),
        ('after = "x.start"', "it began before E (1965)"),
        ('before = "x"', "after E (1965)"),
        ('before = "x.end"', "it ended after E (1965)"),
        ('during = "x"', "E (1965) was during it"),
        ('within = "1 year", after = "x"', "no more than 1 year before E (1965)"),
    ],
)
def test_the_other_side_says_it_too(reason: str, words: str) -> None:
    """An event that is dated by the reasons of others tells these, from its side."""
    other = '\n[[events]]\nid = "x"\ntitle = "X"\nlane = "l"\nsources = ["s"]\ndate = "19XX/19XX"\n'
    told = reasons(f'date = "1965"\nreasons = [{{ {reason} }}]\n{other}', "x")

    assert words in told


def test_an_event_without_a_bound_tells_its_reasons() -> None:
    """It stands among the undated."""
    timeline = story('reasons = [{ after = "ring" }]')

    assert ["ring", "e"] == [one.id for one in timeline.undated]
    assert "undated" == entry(timeline).when.words
    assert ["after Ring (undated)"] == reasons('reasons = [{ after = "ring" }]')


RELATED = """\
date = "1960"
relations = [
  { to = "years", kind = "led-to", words = "is said to have prompted", who = "Kim", sources = ["r"] },
  { to = "year", kind = "part-of", sources = ["s"] },
]
"""


def test_a_relation_from_both_sides() -> None:
    """What somebody says stays what somebody says."""
    timeline = story(RELATED)
    own, whole = entry(timeline).relations
    (back,) = entry(timeline, "years").relations
    (part,) = entry(timeline, "year").relations

    assert ("is said to have prompted", "Kim", ["years"]) == (
        own.words,
        own.who,
        [one.event.id for one in own.others],
    )
    assert ["Another source"] == [work.name for work in own.works]
    assert ("relation-part-of", ()) == (whole.phrase, whole.works)  # which the event cites anyway
    assert ("relation-led-to-back-said", "is said to have prompted", "Kim") == (
        back.phrase,
        back.quoted,
        back.who,
    )
    assert ["Another source"] == [work.name for work in back.works]
    assert ("relation-part-of-back", "") == (part.phrase, part.quoted)


@pytest.mark.parametrize("kind", ["led-to", "followed-by", "part-of", "contradicts"])
def test_each_kind_has_its_words(kind: str) -> None:
    """Plain where the source says it, hedged on the other side where somebody is named."""
    for who, hedged in (("", False), (', who = "Kim"', True)):
        timeline = story(f'date = "1975"\nrelations = [{{ to = "years", kind = "{kind}"{who} }}]')
        (back,) = entry(timeline, "years").relations
        assert hedged is back.phrase.endswith("-said")
        text = as_wikitext(timeline, None)
        assert ("Said to " in text) is hedged


def test_see_is_not_told_twice() -> None:
    """An event that is named both ways is told by its relation."""
    timeline = story(RELATED + 'see = ["years", "about"]\n')

    assert ["about"] == [one.id for one in entry(timeline).see]


def test_a_part_names_what_was_left_out() -> None:
    """What follows from an event that is not selected still follows, and names it without a link."""
    lines = 'reasons = [{ after = "years" }]\nrelations = [{ to = "years", kind = "led-to" }]'
    part = select(story(lines), lanes=["l"])
    told = entry(part)

    assert "1979 or later (worked out)" == told.when.words
    assert ["years"] == [one.id for one in part.outside]
    assert [("Years", False)] == [(one.other.title, one.other.is_listed) for one in told.reasons]
    assert not told.relations[0].others[0].is_listed


def test_wikitext_and_slides_say_it() -> None:
    """Reasons and relations, with who says so and the reference."""
    lines = RELATED.replace(
        'date = "1960"',
        'reasons = [{ after = "year", who = "Lee", sources = ["r"], note = "By its style." }]',
    )
    timeline = story(lines.replace(', kind = "part-of"', ', kind = "contradicts"'))
    wikitext = as_wikitext(timeline, None)
    slides = json.loads(exporting.write(timeline, "timelinejs"))["events"]
    slide = next(each for each in slides if each["unique_id"] == "e")

    assert "'''1959 or later (worked out)'''" in wikitext
    assert re.search(
        r"Worked out: after “Year” \(1959\) \(Lee\): By its style<ref[^>]*>Another", wikitext
    )
    assert "is said to have prompted “Years” (Kim)." in wikitext
    assert "1959 or later (worked out)" == slide["display_date"]
    assert (
        "<b>Worked out:</b> after <i>Year</i> (1959) (Lee): By its style</p>"
        in slide["text"]["text"]
    )
    assert "<b>is said to have prompted</b> <i>Years</i> (Kim)" in slide["text"]["text"]


def test_json_has_it_apart() -> None:
    """What is worked out is no stated date, and says what it rests on."""
    data = json.loads(exporting.write(story('reasons = [{ after = "year" }]'), "json"))
    told = next(each for each in data["events"] if each["id"] == "e")

    assert "date" not in told
    assert ("[1959..]", True, False, ["year"]) == (
        told["derived"]["edtf"],
        told["derived"]["start"],
        told["derived"]["end"],
        told["derived"]["rests_on"],
    )
