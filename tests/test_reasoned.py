"""How what dates an event, and what it is to others, is said: on the page, in wikitext, on slides."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from timeline import exporting
from timeline.commands import main
from timeline.commands.changes.sentences import blocks
from timeline.differences import differences
from timeline.edtf import civil, day_number
from timeline.errors import InvalidTimeline
from timeline.layout import marks
from timeline.layout.marks import SHAPES, Form, Shape
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


def told(before: str, after: str) -> list[str]:
    """What a diff says of two versions, line by line."""
    old, new = story(before), story(after)
    blocks_ = blocks(differences(old, new), old, new)
    return ["".join(part.text for part in line.parts) for block in blocks_ for line in block]


def test_a_diff_tells_which_dates_moved_because_of_which() -> None:
    """Those that follow are told apart, with what they rest on."""
    before = 'reasons = [{ after = "year" }, { before = "years" }]'
    old, new = story(before), read_text((HEAD + before).replace('"1959"', '"1961"'))[0]
    lines = [
        "".join(part.text for part in line.parts)
        for block in blocks(differences(old, new), old, new)
        for line in block
    ]

    assert [
        "between 1961 and 1970 (worked out): E",
        "worked out: between 1959 and 1970 became between 1961 and 1970: within it, more precise"
        '; it rests on "Year"',
    ] == [line for line in lines if "worked out" in line]
    assert "date: 1959 became 1961: later" in lines


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            'date = "1960"',
            'date = "1960"\nreasons = [{ after = "about" }]',
            ['reasons: after "About" added'],
        ),
        (
            'date = "[1950..1970]"',
            'date = "[1950..1970]"\nreasons = [{ after = "year", who = "Lee" }]',
            [
                'reasons: after "Year", by Lee added',
                "worked out: between 1959 and 1970, now",
            ],
        ),
        (
            'reasons = [{ after = "year" }]',
            'date = "[1959..]"',
            ["date: 1959 or later added", 'reasons: after "Year" removed'],
        ),
        (
            'date = "1960"\nrelations = [{ to = "years", kind = "led-to", sources = ["s"] }]',
            'date = "1960"\nrelations = [{ to = "years", kind = "followed-by", sources = ["s"] }]',
            ['kind: "led-to" became "followed-by"'],
        ),
        (
            'date = "1960"',
            'date = "1960"\nrelations = [{ to = "years", kind = "led-to", who = "Kim" }]',
            ['relations: led to "Years", by Kim added'],
        ),
    ],
)
def test_a_diff_words_reasons_and_relations(before: str, after: str, expected: list[str]) -> None:
    lines = told(before, after)

    assert [line for line in expected if line not in lines] == [], lines


def test_a_merge_keeps_what_was_written_by_hand(tmp_path: Path) -> None:
    """A table without the columns takes away neither reasons nor relations."""
    table, file = tmp_path / "t.csv", tmp_path / "events.toml"
    table.write_text("id,title,date\na,First,1950\nb,Second,1960\n", "utf-8")
    run = CliRunner().invoke
    assert 0 == run(main, ["import", str(table), "-o", str(file)]).exit_code
    written = file.read_text("utf-8").replace(
        'date = "1960"',
        'date = "1960"\nreasons = [{ after = "a" }]\nrelations = [{ to = "a", kind = "part-of" }]',
    )
    file.write_text(written, "utf-8")
    table.write_text("id,title,date\na,First,1951\nb,The second,1960\n", "utf-8")
    done = run(main, ["import", str(table), "--merge", str(file)])

    assert 0 == done.exit_code, done.output
    second = read_text(file.read_text("utf-8"))[0].events[1]
    assert "The second" == second.title
    assert ["a"] == [reason.to for reason in second.reasons]
    assert [("a", "part-of")] == [(one.to, one.kind) for one in second.relations]


def test_a_kind_and_a_length_are_mended(tmp_path: Path) -> None:
    """What is meant by another word for them is written in its place."""
    file = tmp_path / "events.toml"
    lines = 'reasons = [{ after = "year", within = "3 wks" }]\nrelations = [{ to = "years", kind = "Caused", sources = ["s"] }]\n'
    file.write_text(HEAD + lines, "utf-8")
    CliRunner().invoke(main, ["fmt", "--repair", str(file)])
    text = file.read_text("utf-8")

    assert 'within = "3 weeks"' in text
    assert 'kind = "led-to"' in text
    assert not read_text(text)[1].errors


DAYS = st.integers(day_number(1910), day_number(1990))


@given(st.lists(st.tuples(DAYS, st.sampled_from(("after", "before")), st.booleans()), max_size=3))
def test_a_mark_is_as_wide_as_what_follows(reasons_: list[tuple[int, str, bool]]) -> None:
    """Never narrower, never wider, with a bracket at each end that follows and no other."""
    names = [f"n{number}" for number, _ in enumerate(reasons_)]
    others = "".join(
        f'[[events]]\nid = "{name}"\ntitle = "N"\ndate = "{_iso(day)}"\nlane = "k"\nsources = ["s"]\n'
        for name, (day, _, _) in zip(names, reasons_, strict=True)
    )
    said = ", ".join(
        f'{{ {order} = "{name}" }}' for name, (_, order, _) in zip(names, reasons_, strict=True)
    )
    stated = 'date = "19XX"\n' if any(each[2] for each in reasons_) else 'date = "1920/"\n'
    try:
        one = event(f"{stated}reasons = [{said}]\n{others}")
    except InvalidTimeline:
        return  # they contradict
    span = (day_number(1900), day_number(2001))
    found = marks.mark_of(one, span)
    bars = [part for part in found.parts if SHAPES[part.shape].form is Form.BAR]
    bars = [part for part in bars if part.shape is not Shape.FADE]
    brackets = {part.leftward for part in found.parts if part.shape is Shape.SUPPLIED}
    bounds = one.when.bounds

    if not bars:  # of a day alone there is a dot
        assert bounds.earliest_start is not None
        assert bounds.latest_end == bounds.earliest_start + 1
        assert any(part.shape is Shape.DOT for part in found.parts)
    else:
        assert min(part.start for part in bars) == bounds.earliest_start  # type: ignore[type-var]
    if bars and bounds.latest_end is not None:
        assert max(part.end for part in bars) == bounds.latest_end  # type: ignore[type-var]
    derived = one.derived
    assert brackets == (
        {leftward for leftward, is_so in ((True, derived.first), (False, derived.last)) if is_so}
        if derived
        else set()
    )


def _iso(day: int) -> str:
    year, month, date = civil(day)
    return f"{year}-{month:02}-{date:02}"
