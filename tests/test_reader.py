"""What the reader makes of a timeline's text, good or bad: the tables are in support/bad_input.py."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from support.bad_input import (
    DATED,
    EVENT,
    HEADER,
    IN_BYTES,
    IN_EVENT,
    IN_FILE,
    IN_HEADER,
    IN_MEDIA,
    IN_REASONS,
    IN_RELATIONS,
    IN_TOML,
    REASONED,
    SOURCE,
    packed,
    told,
)

from timeline.errors import (
    Fault,
    Faults,
    InvalidTimeline,
    Place,
    TimelineError,
    UnreadableFile,
)
from timeline.model import Citation, Event, Figure, Lane, Link, Timeline
from timeline.text.reader import read, read_text


def event(lines: str = 'date = "1945"') -> Event:
    """The one event of a good file with these lines in it."""
    return read_text(EVENT + lines)[0].events[0]


def rows(table: dict[str, tuple[str, ...]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", table.values(), ids=table.keys())


@rows(IN_HEADER)
def test_faults_in_the_header(row: tuple[str, ...]) -> None:
    """A fault under [timeline] is told at its place, with what to write instead."""
    text, *expected = row

    assert expected == told(f"{HEADER}{text}\n")


@rows(IN_EVENT)
def test_faults_in_an_event(row: tuple[str, ...]) -> None:
    """A fault of an event is told at its place, with the event's id and what to write."""
    text, *expected = row

    assert expected == told(f"{EVENT}{text}\n")


@rows(IN_MEDIA)
def test_faults_in_media(row: tuple[str, ...]) -> None:
    lines, *expected = row
    assert list(expected) == told(f'{EVENT}date = "1945"\n{lines}\n')


@rows(IN_RELATIONS)
def test_faults_in_relations(row: tuple[str, ...]) -> None:
    lines, *expected = row
    assert list(expected) == told(f'{REASONED}date = "1965"\n{lines}\n')


@rows(IN_REASONS)
def test_faults_in_reasons(row: tuple[str, ...]) -> None:
    """What contradicts, goes round or says nothing is told at the reason, as is what none can say."""
    text, *expected = row

    assert expected == told(f"{REASONED}{text}\n")


@rows(IN_FILE)
def test_faults_across_tables(row: tuple[str, ...]) -> None:
    """What is missing, clashes or leads nowhere is told at its place."""
    text, *expected = row

    assert expected == told(text)


@rows(IN_TOML)
def test_faults_of_syntax(row: tuple[str, ...]) -> None:
    """A syntax error is told in plain words, at its place, with the faults that stand behind it."""
    text, *expected = row

    assert expected == told(f"{HEADER}{text}\n")


@rows(IN_BYTES)
def test_what_cannot_be_read(row: tuple[str, ...]) -> None:
    """What is no text, or more than a parser can bear, is named by what and where it is."""
    text, *expected = row

    assert expected == told(text)


def test_all_faults_come_at_once_in_file_order() -> None:
    """One run tells the faults of models and rules together, from the top down."""
    text = (
        '[timeline]\ntitle = "T"\nlang = "en_US"\nspan = 1945\n\n'
        '[[events]]\nid = "A"\ntitle = "E"\ndate = "1959-13"\nlane = "x"\nsee = ["b"]\n\n'
        '[[sources]]\nid = "s"\ntitle = ""\ndat = 1\n'
    )

    assert [
        (3, "language"),
        (4, "span-interval"),
        (7, "id-form"),
        (9, "date-month"),
        (10, "unknown-lane"),
        (11, "unknown-event"),
        (15, "empty-title"),
        (16, "unknown-key"),
    ] == [(fault.place.line, fault.code) for fault in faults_of(text).errors if fault.place]


def test_a_fault_carries_what_programs_need() -> None:
    """A fault has its code, path, subject, place and source line."""
    (fault,) = faults_of(DATED.replace("1945", "1959-13"))

    assert fault == Fault(
        code="date-month",
        problem='date "1959-13": there is no month 13',
        remedy="months run from 01 to 12",
        path=("events", 0, "date"),
        subject='event "e"',
        place=Place(line=12, column=14),
        source_line='date = "1959-13"',
    )


def test_two_thousand_faults_are_all_told() -> None:
    """Many misspelt names are told in full, though the search for near ones stops early."""
    events = "".join(
        f'[[events]]\nid = "e-{n}"\ntitle = "E"\ndate = 1945\nlane = "lame-{n}"\nsee = ["f-{n}"]\n'
        for n in range(1000)
    )
    lanes = "".join(f'[[lanes]]\nid = "lane-{n}"\ntitle = "L"\n' for n in range(1000))

    assert 2000 == len(faults_of(HEADER + lanes + events).errors)


def faults_of(text: str) -> Faults:
    with pytest.raises(InvalidTimeline) as caught:
        read_text(text)
    return caught.value.faults


# What is right


def test_the_sample_has_no_fault() -> None:
    """The shipped timeline is read without a fault or warning."""
    timeline, faults = read(Path(__file__).parent.parent / "events.toml")

    assert 0 == len(faults)
    assert len(timeline.events) > 10


def test_the_least_there_can_be() -> None:
    """A title alone makes a timeline, with one untitled lane and the defaults."""
    timeline, faults = read_text(HEADER)

    assert ["no-events"] == [fault.code for fault in faults]
    assert ("T", "en", None) == (timeline.header.title, timeline.header.lang, timeline.header.span)
    assert (Lane(id="", title=""),) == timeline.lanes


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1945", "1945"),
        ("45", "0045"),
        ("0", "0000"),
        ("-1000", "-1000"),
        ("-9999", "-9999"),
        ("12000", "Y12000"),
        ("-12000", "Y-12000"),
        ("0x799", "1945"),
        ("1970-03-31", "1970-03-31"),
        ('"1977/1983"', "1977/1983"),
        ('"[1952..2004]"', "[1952..2004]"),
        ("'''1965~'''", "1965~"),
    ],
)
def test_dates_become_edtf(written: str, expected: str) -> None:
    """Years, TOML dates and texts become the same EDTF."""
    assert expected == str(event(f"date = {written}").date)


def test_a_year_with_a_minus_sign_is_answered_as_its_text() -> None:
    """A number of one to three digits is as open as the text is, as to a year zero."""
    assert (
        told(f"{EVENT}date = -44\n")
        == told(f'{EVENT}date = "-44"\n')
        == ["12:8 date-century -> -0043 | -0044"]
    )


def test_a_number_that_a_spreadsheet_has_for_a_day_is_told() -> None:
    """It stays the year it has been, with a warning that has both things to write."""
    timeline, faults = read_text(
        HEADER + SOURCE + '[[events]]\nid = "e"\ntitle = "E"\ndate = 43831\nsources = ["s"]\n'
    )

    assert "Y43831" == str(timeline.events[0].date)
    assert [("date-serial", ("2020-01-01", "Y43831"))] == [
        (fault.code, fault.meant) for fault in faults
    ]


@pytest.mark.parametrize("written", ["2024-05-31", '"2024-05-31"'])
def test_days_are_toml_dates_or_texts(written: str) -> None:
    """`updated` and `accessed` take a TOML date, or the same in quotes."""
    text = HEADER + f"updated = {written}\n" + SOURCE + f"accessed = {written}\n"
    timeline, _ = read_text(text)

    assert datetime.date(2024, 5, 31) == timeline.header.updated == timeline.sources[0].accessed


def test_every_key_there_is() -> None:
    """A file that uses every key of the format is read without a fault, and nothing is lost."""
    timeline, faults = read_text(EVERYTHING)
    (one, two) = timeline.events

    assert ["language-unspoken"] == [fault.code for fault in faults]
    assert ("abduction", ("taking",)) == (one.id, one.was)
    assert "1997" == str(two.attested) == str(two.when)
    assert (
        Figure(what="people", low=70, high=Decimal("80.50"), about=True, who="W", unit="a year"),
        Figure(what="cases", value=16, sources=(Citation(id="article"),)),
    ) == one.figures
    assert (
        Citation(id="article", locator="p. 5", quote="Q"),
        Citation(id="article"),
    ) == one.sources
    assert (Link(url="https://example.org/", title="L"), Link(url="mailto:a@b.org")) == one.links
    assert "1978" == str(one.accounts[0].date)
    assert {"any": [1, {"thing": True}]} == one.extra
    assert ("", "north") == tuple(lane.id for lane in timeline.lanes)


EVERYTHING = """\
format = 1

[timeline]
title = "T"
description = "D"
span = "1945/2004"
lang = "pt-BR"
author = "A"
licence = "CC0"
updated = 2024-05-31
url = "https://example.org/t?a=b#c"
height = 600

[[lanes]]
id = "north"
title = "North"
description = "D"

[[tags]]
id = "war"
title = "War"

[[periods]]
id = "cold"
title = "Cold"
date = "1947/1991"

[[sources]]
id = "article"
title = "Article"
author = "A"
publisher = "P"
date = "2005~"
url = "https://example.org/"
archived = "http://[::1]:8080/x"
accessed = "2024-05-31"
licence = "CC0"

[[events]]
id = "abduction"
was = ["taking"]
title = "Title"
label = "Label"
date = "1977/1983"
date_text = "late 1970s"
date_note = "N"
accounts = [{ date = 1978, sources = ["article"], note = "N" }]
text = "T"
lane = "north"
tags = ["war"]
importance = 5
figures = [
  { what = "people", low = 70, high = 80.50, about = true, who = "W", unit = "a year" },
  { what = "cases", value = 16, sources = [{ id = "article" }] },
]
sources = [{ id = "article", locator = "p. 5", quote = "Q" }, "article"]
links = [{ url = "https://example.org/", title = "L" }, "mailto:a@b.org"]
see = ["known"]
note = "N"
extra = { any = [1, { thing = true }] }

[[events]]
id = "known"
title = "Known"
attested = 1997
sources = ["article"]
"""


@pytest.mark.parametrize(
    "lang",
    ["en", "pt-BR", "zh-Hant-TW", "sr-Latn", "de-CH-1996", "es-419", "en-u-ca-buddhist", "x-a"],
)
def test_languages(lang: str) -> None:
    """Any tag in the form of BCP 47 will do."""
    assert lang == read_text(HEADER + f'lang = "{lang}"')[0].header.lang


@pytest.mark.parametrize(
    "name",
    ["e", "a-1", "1945", "été", "拉致", "북송", "отъезд", "สงคราม", "युद्ध-1"],
)
def test_ids_of_every_script(name: str) -> None:
    """An id has letters of any script."""
    assert 0 == len(read_text(DATED.replace('"e"', f'"{name}"'))[1])


def test_an_event_that_reaches_into_the_span_is_fine() -> None:
    """Only an event wholly outside the span is a fault."""
    text = DATED.replace('title = "T"', 'title = "T"\nspan = "1944/1950"')

    for date in ("1930/1944", "1950/1960", "/1944", "1950/", "../1944", "194X", "[..1944]"):
        assert [] == told(text.replace("1945", date))


def test_sources_of_a_figure_are_sources() -> None:
    """An event whose figures name their sources is not told to have none."""
    text = DATED.replace(
        'sources = ["s"]', 'figures = [{ what = "a", value = 1, sources = ["s"] }]'
    )

    assert [] == told(text)


def test_an_untitled_lane_stands_first() -> None:
    """Events without a lane share one without a title, before those that are declared."""
    lanes = '[[lanes]]\nid = "l"\ntitle = "L"\n'
    timeline, _ = read_text(DATED + lanes)

    assert ["", "l"] == [lane.id for lane in timeline.lanes]
    assert ["l"] == [lane.id for lane in read_text(DATED + 'lane = "l"\n' + lanes)[0].lanes]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["A Treaty, signed!"], ["a-treaty-signed"]),
        (["Same", "Same", "same."], ["same", "same-2", "same-3"]),
        (["Same", "Same 2", "Same"], ["same", "same-2", "same-3"]),
        (["E", "E"], ["e-2", "e-3"]),
        (["Old"], ["old-2"]),
        (["???", "!"], ["event", "event-2"]),
        (["E\u0301te\u0301 1945"], ["\u00e9t\u00e9-1945"]),
        (["帰国事業 1959–1984"], ["帰国事業-1959-1984"]),
        (["İstanbul ΣΑΣ"], ["i\u0307stanbul-σας"]),
    ],
)
def test_ids_from_titles(titles: list[str], expected: list[str]) -> None:
    """An event without an id gets one of its title that no other has or once had."""
    events = "".join(
        f'[[events]]\ntitle = "{title}"\ndate = 1945\nsources = ["s"]\n' for title in titles
    )
    timeline, _ = read_text(DATED + 'was = ["old"]\n' + events)

    assert expected == [event.id for event in timeline.events[1:]]


def test_an_id_from_a_title_is_an_id() -> None:
    """Another event may name it, and so may this file once it is written down."""
    text = (
        DATED + 'see = ["istanbul"]\n[[events]]\ntitle = "Istanbul"\ndate = 1945\nsources = ["s"]\n'
    )

    assert ["warning"] == [message.split(" ")[1] for message in told(text)]


@pytest.mark.parametrize(
    "text",
    [
        DATED.encode(),
        b"\xef\xbb\xbf" + DATED.encode(),
        DATED.replace("\n", "\r\n").encode(),
        DATED.replace("\n", "\r\n"),
        "\ufeff" + DATED,
    ],
    ids=["bytes", "byte order mark", "CRLF", "CRLF as str", "byte order mark as str"],
)
def test_files_of_every_system(text: str | bytes) -> None:
    """A byte order mark and CRLF make no difference."""
    assert read_text(DATED) == read_text(text)


@pytest.mark.parametrize(
    ("figure", "low"),
    [("low = 70", 70), ("low = 0.10", Decimal("0.10")), ("low = 1_000.50", Decimal("1000.50"))],
)
def test_decimals_keep_their_digits(figure: str, low: int | Decimal) -> None:
    """A figure is the number that is written, to the last digit."""
    figures = event(f'date = 1945\nfigures = [{{ what = "w", {figure} }}]').figures

    assert str(low) == str(figures[0].low)


def test_text_that_turns_is_kept() -> None:
    """Characters that reverse text are the drawing's to isolate, not the reader's to refuse."""
    assert "\u202eabc" == event('date = 1945\nnote = "\u202eabc"').note


def test_a_key_that_needs_no_models() -> None:
    """What `extra` holds is kept as it is, whatever its keys."""
    extra = event(
        'date = 1945\n[events.extra]\nid = "X Y"\nurl = "javascript:"\n"a\\u0007" = nan'
    ).extra

    assert ["id", "url", "a\x07"] == list(extra)


# Errors


def test_an_error_says_what_is_wrong() -> None:
    """The exception's own text has the first ten errors at their places, and how many more."""
    error = InvalidTimeline(
        "f", faults_of(DATED + "x = 1\n" + "\n".join(f"k{n} = 1" for n in range(11)))
    )

    assert 11 == len(str(error).splitlines())
    assert 'f:13:1: event "e": unknown key "x"; ' in str(error)
    assert str(error).endswith("\nand 2 more")


# Files


def test_a_file_is_named_in_its_faults(tmp_path: Path) -> None:
    """The error of a file with faults holds its name as it was given."""
    file = tmp_path / "my.toml"
    file.write_text("x", "utf-8")

    with pytest.raises(InvalidTimeline) as caught:
        read(file)

    assert str(file) == caught.value.file


@pytest.mark.parametrize(
    ("name", "problem"), [("none.toml", "there is no such file"), (".", "this is a folder")]
)
def test_files_that_cannot_be_opened(tmp_path: Path, name: str, problem: str) -> None:
    """A missing file or a folder is an error of its own."""
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path / name)

    assert problem == caught.value.problem
    assert isinstance(caught.value, TimelineError)


def test_what_is_to_be_imported_has_its_own_name() -> None:
    """The remedy for another program's file can be typed as it stands."""
    with pytest.raises(InvalidTimeline) as caught:
        read_text("Year,Event,Notes\n1903,Founded,\n", "my lesson.csv")
    (fault,) = caught.value.faults

    assert "bring it in with `timeline import 'my lesson.csv'`" == fault.remedy
    assert "Year,Event,Notes" == fault.source_line


def test_no_line_of_binary_is_shown() -> None:
    """A file that is no text is told without a line of it."""
    with pytest.raises(InvalidTimeline) as caught:
        read_text(packed("word/document.xml"))

    assert [None] == [fault.source_line for fault in caught.value.faults]


def test_a_good_file_pays_for_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Places are looked for only if there is a fault."""
    monkeypatch.setattr(
        "timeline.text.positions.locate", lambda text: pytest.fail("looked for places")
    )

    assert isinstance(read_text(DATED)[0], Timeline)
