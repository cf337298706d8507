"""Undated things have a place: listed after the dated ones, counted, cited, found, never drawn."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from support.browser import Tabs
from support.way_back import back, in_time

from timeline import exporting, site
from timeline.commands import main
from timeline.commands.changes.markdown import as_markdown
from timeline.commands.changes.record import as_record
from timeline.commands.changes.sentences import blocks
from timeline.commands.changes.text import as_text
from timeline.differences import differences
from timeline.drawing.notices import Undated
from timeline.edtf import parse
from timeline.errors import NothingToDraw
from timeline.layout import areas, paging
from timeline.layout.layout import layout
from timeline.layout.selection import NothingSelected, select
from timeline.model import Timeline
from timeline.model.addresses import published
from timeline.pages.edition import Edition
from timeline.pages.embed import items
from timeline.pages.entries import entries
from timeline.pages.long_lists import index
from timeline.pages.markup import as_markdown as as_markdown_of
from timeline.pages.markup import as_wikitext
from timeline.pages.page import page
from timeline.text.formatting import canonical
from timeline.text.reader import read_text

HEAD = """\
format = 1

[timeline]
title = "Papers of a family"

[[lanes]]
id = "papers"
title = "Papers"

[[lanes]]
id = "pictures"
title = "Pictures"

[[tags]]
id = "letters"
title = "Letters"

[[sources]]
id = "estate"
title = "Catalogue of the estate"

[[sources]]
id = "list"
title = "List of 1981"
"""
LETTER = """
[[events]]
id = "letter"
title = "Letter to her brother"
was = ["old-letter"]
undated = true
date_text = "n.d."
text = "She writes of the sea; see [the house](#house)."
lane = "papers"
tags = ["letters"]
sources = [{ id = "list", locator = "p. 3" }]
see = ["house"]
"""
HOUSE = """
[[events]]
id = "house"
title = "A house is built"
date = "1931~"
lane = "pictures"
sources = ["estate"]
see = ["letter"]
"""
PORTRAIT = """
[[events]]
id = "portrait"
title = "Portrait in a garden"
undated = true
date_note = "The back is blank."
lane = "pictures"
sources = ["estate"]
"""
TEXT = HEAD + LETTER + HOUSE + PORTRAIT
UNDATED = {"letter", "portrait"}


def made(text: str = TEXT) -> Timeline:
    return read_text(text)[0]


# What is read


def test_they_are_apart() -> None:
    """What is drawn are the events; the undated are none of them, and all are both."""
    story = made()

    assert ["house"] == [event.id for event in story.events]
    assert ["letter", "portrait"] == [event.id for event in story.undated]
    assert ["house", "letter", "portrait"] == [event.id for event in story.all_events]


@given(st.permutations(range(6)), st.lists(st.booleans(), min_size=6, max_size=6))
def test_they_stand_last_in_the_order_of_the_file(order: list[int], undated: list[bool]) -> None:
    """In canonical form the dated ones come first, in time, and the others as they stood."""
    when = [
        "undated = true" if none else f'date = "{1900 + at}"' for at, none in enumerate(undated)
    ]
    tables = [f'[[events]]\nid = "e{at}"\ntitle = "E"\n{when[at]}\n' for at in order]
    text = '[timeline]\ntitle = "T"\n' + "".join(tables)
    written = canonical(text.encode()).decode()
    expected = [at for at in range(6) if not undated[at]] + [at for at in order if undated[at]]

    assert [f"e{at}" for at in expected] == re.findall(r'id = "(e\d)"', written)
    assert written == canonical(written.encode()).decode()
    assert [f"e{at}" for at in expected] == [event.id for event in made(written).all_events]


# What is drawn and listed


def test_nothing_of_them_is_drawn() -> None:
    """No chart, picture or strip has them, which say how many they leave out; the page lists them."""
    built = site.build(Edition(made(), rasters=False))
    drawn = built.files["timeline.svg"].decode()
    html = built.files["index.html"].decode()
    dated, _, rest = html.partition('<section class="undated"')
    live = dated + rest.partition("</section>")[2]
    shown = re.search(r'id="_live">(.*?)</script>', live)

    assert "Letter to her brother" not in drawn
    assert "Portrait" not in drawn
    assert "2 undated events are not drawn." in drawn
    assert shown
    assert not UNDATED & set(json.loads(shown[1])["ids"])
    assert (Undated(2),) == built.notices
    assert 'id="letter"' in rest
    assert 'class="strip"' not in rest.partition("</section>")[0]
    assert "to-chart" not in rest.partition("</section>")[0]


@pytest.mark.parametrize("area", ["a4", "a4-portrait", "social", "square", "slide"])
@pytest.mark.parametrize("bare", [False, True])
def test_a_picture_of_a_size_says_how_many_it_leaves_out(area: str, bare: bool) -> None:
    """On paper, where all is named, and without what stands around, as anywhere."""
    sheet = areas.best(made(), areas.NAMED[area], bare=bare).sheet
    said = " ".join(
        [*(line.text.text for line in sheet.foot), *(line.text for line in sheet.plan.note)]
    )

    assert 1 == said.count("2 undated events are not drawn.")


def test_paper_says_how_many_it_leaves_out() -> None:
    """Also where one page has room for all that is drawn."""
    [only] = paging.paper(made())

    assert "2 undated events are not drawn." in [line.text.text for line in only.sheet.foot]


def test_old_files_have_nothing_new() -> None:
    """A page without undated events says nothing of them."""
    html = page(Edition(made(HEAD + HOUSE.replace('see = ["letter"]\n', ""))))

    assert "undated" not in html.partition("<script")[0]


def test_they_are_listed_last_and_cite_as_others() -> None:
    """They have entries, with their own words for the date, and their sources are numbered on."""
    told = entries(made())
    letter, _ = told.undated

    assert ["house"] == [entry.event.id for entry in told.dated]
    assert ("undated", None) == (letter.when.words, letter.when.datetime)
    assert ["estate", "list"] == [note.source.id for note in told.notes]
    assert ["house"] == [event.id for event in letter.see]
    assert ["letter"] == [event.id for event in told.dated[0].see]


def test_they_are_in_what_is_pasted() -> None:
    """Markdown, wikitext and the list of an embed have them, after the others."""
    address = published("https://example.org/")
    assert address
    markdown = as_markdown_of(made(), address, "timeline.png", listed=True)
    wiki = as_wikitext(made(), address)

    source = " (in the source: “n.d.”)"
    assert (
        f"- **undated**{source}: [Letter to her brother](https://example.org/#letter)" in markdown
    )
    assert markdown.index("about 1931") < markdown.index("undated")
    assert f"* '''undated'''{source}: Letter to her brother." in wiki
    assert "How dated:" not in wiki
    assert "List of 1981, p. 3." in wiki
    assert ["house", "letter", "portrait"] == [
        each.event.id for each in items(made(), address.entry)
    ]


def test_a_long_list_leads_to_them() -> None:
    """The index of a long list has a link to the first of them, at its end."""
    many = "".join(
        f'[[events]]\nid = "e{n}"\ntitle = "E"\ndate = "{1900 + n}"\n' for n in range(70)
    )
    story = made('[timeline]\ntitle = "T"\n' + many + '[[events]]\ntitle = "X"\nundated = true\n')

    assert ("undated", "x") == (
        (last := index(story.events, "en", story.undated)[-1]).words,
        last.anchor,
    )


def test_a_timeline_of_undated_things_alone() -> None:
    """It has nothing to draw and says what would help: a date, or a span, above whose list there is an axis."""
    text = HEAD + PORTRAIT
    story, faults = read_text(text)
    spanned = read_text(text.replace('family"', 'family"\nspan = "1900/1950"', 1))

    assert "none-dated" in [fault.code for fault in faults]
    with pytest.raises(NothingToDraw, match="undated"):
        layout(story, 1160)
    assert "none-dated" not in [fault.code for fault in spanned[1]]
    html = site.build(Edition(spanned[0], rasters=False)).files["index.html"].decode()
    assert "One undated event" in html


# A part


def test_a_part_in_time_leaves_them_out() -> None:
    """No stretch of time has them in it; a lane, or importance, keeps those it has."""
    story = made()

    assert () == select(story, start=parse("1900")).undated
    assert ["letter"] == [event.id for event in select(story, lanes=["papers"]).undated]
    assert () == select(story, lanes=["papers"]).events
    with pytest.raises(NothingSelected):
        select(story, least_importance=5)


# Exports


@pytest.mark.parametrize(("name", "kind"), [("json", "own_json"), ("csv", "own_csv")])
def test_they_come_back(name: str, kind: str) -> None:
    """What leaves as JSON or CSV comes back whole."""
    assert in_time(made()) == back(made(), name, kind)


def test_a_column_is_there_where_it_is_needed() -> None:
    """The CSV of other timelines has no column of it."""
    heads = [
        exporting.write(made(text), "csv").decode().partition("\r\n")[0].split(",")
        for text in (TEXT, HEAD + HOUSE.replace('see = ["letter"]\n', ""))
    ]

    assert [True, False] == ["undated" in head for head in heads]


@pytest.mark.parametrize("name", ["timelinejs", "vega-lite"])
def test_what_has_no_place_for_them_is_told(name: str) -> None:
    """A format of dates alone leaves them out, and that is told."""
    assert exporting.lost(made(), name)["undated events"] == 2
    assert b"Portrait in a garden" not in exporting.write(made(), name)


# Changes


@pytest.mark.parametrize(
    ("date", "now", "was"),
    [
        ('date = "1930~"', "dated now: about 1930", "undated now: it was about 1930"),
        ("attested = 1930", "dated now: by 1930", "undated now: it was by 1930"),
    ],
)
def test_a_date_that_was_found(date: str, now: str, was: str) -> None:
    """It is told as one change, in words, Markdown and JSON; so is the reverse."""
    before, after = (
        made(),
        made(
            TEXT.replace(
                '"Portrait in a garden"\nundated = true', f'"Portrait in a garden"\n{date}'
            )
        ),
    )
    there, back_again = differences(before, after), differences(after, before)

    for changes, old, new, told in ((there, before, after, now), (back_again, after, before, was)):
        lines = blocks(changes, old, new)
        assert told in "\n".join(as_text(lines, colour=False))
        assert told in "\n".join(as_markdown(lines))
        [event] = as_record(changes, "a", "b")["changes"]
        [change] = event["changes"]
        assert change["key"] == date.split(" ", 1)[0]
        assert (change["change"], change["old" if told is now else "new"]) == (
            "added" if told is now else "removed",
            None,
        )


def test_undated_changes_come_last() -> None:
    """What changed of them is told after what changed of the others."""
    after = made(TEXT.replace("Portrait", "Picture").replace("A house is", "A mill is"))

    assert ["house", "portrait"] == [change.after.id for change in differences(made(), after)]


# Commands


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command in a folder that has such a file, and a table."""
    monkeypatch.chdir(tmp_path)
    Path("events.toml").write_text(TEXT, "utf-8")
    rows = ["Date,Title", "1945,End", "n.d.,Letter", ",Portrait", "[s.d.],Card", "soon,Other"]
    Path("box.csv").write_text("\n".join(rows) + "\n", "utf-8")

    def invoke(*arguments: str) -> Result:
        result = CliRunner().invoke(main, list(arguments))
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        return result

    return invoke


def test_they_are_counted(run: Any) -> None:
    """Beside the events that have a date, and with a part in time it is said that they are left out."""
    built = run("export", "-f", "svg", "--from", "1900")

    assert "1 event and 2 undated in 2 lanes, no faults" in run("validate").stdout
    assert "2 undated events are left out, as a part in time is asked for" in built.stderr
    assert "2 undated events are not drawn" in run("export", "-f", "svg").stderr


def test_rows_without_a_date_come_in_when_asked(run: Any) -> None:
    """Else they are reported with the option; their words are kept, and what is no date is reported."""
    first = run("import", "box.csv", "-o", "box.toml")
    second = run(
        "import", "box.csv", "-o", "box.toml", "--force", "--undated", "--report", "r.json"
    )
    found = made(Path("box.toml").read_text("utf-8"))

    assert "1 event, 4 not imported" in first.stderr
    assert first.stderr.count("--undated") >= 2
    assert "1 event and 3 undated, 1 not imported" in second.stderr
    assert 3 == json.loads(Path("r.json").read_text("utf-8"))["undated"]
    assert [("Letter", "n.d."), ("Portrait", ""), ("Card", "[s.d.]")] == [
        (event.title, event.date_text) for event in found.undated
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '{"events": [{"start_date": {"year": "1945"}, "text": {"headline": "End"}},'
            ' {"text": {"headline": "Slide", "text": "<b>Told</b>"}}]}',
            "",
        ),
        (
            '{"events": [{"start_date": {"year": "1945"}, "text": {"headline": "End"}},'
            ' {"display_date": "n.d.", "text": {"headline": "Slide", "text": "<b>Told</b>"}}]}',
            "n.d.",
        ),
        (
            '{"dateTimeFormat": "iso8601", "events": [{"start": "1945", "title": "End"},'
            ' {"title": "Slide", "description": "<b>Told</b>"}]}',
            "",
        ),
    ],
    ids=["TimelineJS", "TimelineJS, in words", "SIMILE"],
)
def test_other_formats_bring_them_whole(run: Any, text: str, words: str) -> None:
    """What an entry says beside a date that it has not comes in with it."""
    Path("other.json").write_text(text, "utf-8")
    result = run("import", "other.json", "-o", "o.toml", "--undated")
    [event] = made(Path("o.toml").read_text("utf-8")).undated

    assert 0 == result.exit_code
    assert ("Slide", "**Told**", words) == (event.title, event.text.strip(), event.date_text)


def test_they_are_merged(run: Any) -> None:
    """Again nothing changes; a date that came in the source takes the place of `undated`."""
    run("import", "box.csv", "-o", "box.toml", "--undated")
    before = Path("box.toml").read_bytes()
    again = run("import", "box.csv", "--merge", "box.toml", "--undated")
    assert "nothing to change" in again.stderr
    assert before == Path("box.toml").read_bytes()

    table = Path("box.csv").read_text("utf-8").replace(",Portrait", "1930,Portrait")
    Path("box.csv").write_text(table, "utf-8")
    run("import", "box.csv", "--merge", "box.toml", "--undated")
    found = made(Path("box.toml").read_text("utf-8"))

    assert ["Letter", "Card"] == [event.title for event in found.undated]
    assert ["1930"] == [event.when.text for event in found.events if event.title == "Portrait"]


@pytest.mark.parametrize(("start", "end"), [("n.d.", "1950"), ("1940", "unknown"), ("", "1950")])
def test_half_a_date_is_no_undated_thing(run: Any, start: str, end: str) -> None:
    """Where one end is known, the row is reported, with `--undated` too: a date is not dropped."""
    Path("box.csv").write_text(f"Start,End,Title\n{start},{end},War\n1900,1901,Peace\n", "utf-8")
    run("import", "box.csv", "-o", "box.toml", "--undated")

    assert () == made(Path("box.toml").read_text("utf-8")).undated


def test_one_is_added(run: Any) -> None:
    """At the end of the file, with the source's own words; a dated one goes before them."""
    options = ["--lane", "papers", "--source", "estate", "-y"]
    first = run("add", "--title", "A shell", "--date", "n.d.", *options)
    second = run("add", "--title", "A stone", "--undated", *options)
    third = run("add", "--title", "Flood", "--date", "1950", *options)
    twice = run("add", "--title", "A stone", "--undated", *options)
    story = made(Path("events.toml").read_text("utf-8"))

    assert (0, 0, 0) == (first.exit_code, second.exit_code, third.exit_code)
    assert ["letter", "portrait", "a-shell", "a-stone"] == [each.id for each in story.undated]
    assert ["n.d.", ""] == [each.date_text for each in story.undated[2:]]
    assert "undated" not in Path("events.toml").read_text("utf-8").partition("Flood")[2][:80]
    assert 1 == twice.exit_code
    assert 'already "A stone" without a date' in twice.stderr


# In a browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of such a file, its charts too."""
    folder: Path = tmp_path_factory.mktemp("undated")
    built = site.build(Edition(made(), rasters=False))
    (folder / "index.html").write_bytes(built.files["index.html"])
    return (folder / "index.html").as_uri()


_SEEN = """() => [...document.querySelectorAll('.events > li')].filter(
  item => item.checkVisibility()).map(item => item.id)"""


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_they_are_read_after_the_others(tabs: Tabs, address: str, script: bool) -> None:
    """Under a heading that says how many, each said to be undated; links lead to them."""
    tab = tabs.lend(360, java_script_enabled=script)
    tab.goto(f"{address}#old-letter")
    section = tab.locator("section.undated")

    assert ["house", "letter", "portrait"] == tab.evaluate(_SEEN)
    assert "2 undated events" == section.locator("h2").inner_text()
    assert ["undated", "undated"] == [
        text.split("\n")[0] for text in section.locator(".when").all_inner_texts()
    ]
    assert tab.evaluate(
        "document.querySelector('#letter').getBoundingClientRect().top < innerHeight"
    )
    assert 360 >= tab.evaluate("document.documentElement.scrollWidth")


@pytest.mark.browser
def test_they_are_found_and_filtered(tabs: Tabs, address: str) -> None:
    """Search and filters find them as others; where none of them passes, their heading goes too."""
    tab = tabs.lend(1280, on={"pageerror": lambda error: pytest.fail(str(error))})
    tab.goto(address)
    heading = tab.locator("#_undated")
    assert "Search 3 events" == tab.get_attribute("#_search", "placeholder")
    tab.fill("#_search", "writes of the sea")
    tab.wait_for_function("document.querySelectorAll('.events > li[hidden]').length === 2")
    assert ["letter"] == tab.evaluate(_SEEN)
    tab.fill("#_search", "house is built")
    tab.wait_for_function("document.querySelectorAll('.events > li[hidden]').length === 2")
    assert ["house"] == tab.evaluate(_SEEN)
    assert not heading.is_visible()
    tab.fill("#_search", "")
    tab.click('.chip[data-value="pictures"]')
    tab.wait_for_function("document.querySelectorAll('.events > li[hidden]').length === 1")

    assert ["house", "portrait"] == tab.evaluate(_SEEN)
    assert heading.is_visible()
