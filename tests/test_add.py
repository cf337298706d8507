"""`timeline add`: an event comes in where it belongs, and everything else stays."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from support.documents import DATES, files

from timeline.commands import main
from timeline.errors import InvalidTimeline
from timeline.importing.drafting.drafting import draft
from timeline.importing.rows import Choices, Imported, Row, Tally
from timeline.model.order import chronological
from timeline.text.editing.adding import NewEvent, NewWork, Twice, add
from timeline.text.editing.naming import Named, meant, unquoted
from timeline.text.editing.splicing import Unfit
from timeline.text.formatting import canonical
from timeline.text.ids import folded, made_of
from timeline.text.reader import parse, read_text
from timeline.text.reader.checks import is_id
from timeline.text.starting import EXAMPLE, text_of
from timeline.text.values import quoted

ROOT = Path(__file__).parent.parent
FUZZ = int(os.environ.get("TIMELINE_FUZZ", "0"))
laws = settings(max_examples=FUZZ or 50, deadline=None)

HEAD = '[timeline]\ntitle = "T"\n\n[[sources]]\nid = "s"\ntitle = "S"\n'
FILE = """\
[timeline]
title = "T"

[[sources]]
id = "s"
title = "S"

[[events]]
id = "a"
title = "A"
date = "1950"
sources = ["s"]

[[events]]
id = "b"
title = "B"
date = "1960"
sources = ["s"]
"""


def table(date: str) -> str:
    return f'[[events]]\nid = "new"\ntitle = "New"\ndate = "{date}"\n'


# Where it goes. Under each name: a file, the new date, and the file with ▶ where the table goes
# in, with the line breaks that come with it.
PLACES: dict[str, tuple[str, str, str]] = {
    "before a later one": (
        FILE,
        "1955",
        FILE.replace('[[events]]\nid = "b"', '▶\n[[events]]\nid = "b"'),
    ),
    "before all": (FILE, "1940", FILE.replace('[[events]]\nid = "a"', '▶\n[[events]]\nid = "a"')),
    "after all": (FILE, "1970", f"{FILE}\n▶"),
    "of two alike by its id": (FILE, "1960", f"{FILE}\n▶"),
    "into a file without events": (HEAD, "1970", f"{HEAD}\n▶"),
    "at an end without a line break": (HEAD.rstrip("\n"), "1970", f"{HEAD}\n▶"),
    "before the tail": (f"{FILE}\n# tail\n", "1970", f"{FILE}\n▶\n# tail\n"),
    "behind a comment below": (f"{FILE}# b\n\n# tail\n", "1970", f"{FILE}# b\n\n▶\n# tail\n"),
    "before blank lines at the end": (f"{FILE}\n\n\n", "1970", f"{FILE}\n▶\n\n\n"),
    "before a comment above": (
        f"{HEAD}\n# b\n[[events]]\ntitle = 'B'\ndate = 1960",
        "1955",
        f"{HEAD}\n▶\n# b\n[[events]]\ntitle = 'B'\ndate = 1960",
    ),
    "before a heading above": (
        f"{HEAD}\n# Sixties\n\n# b\n[[events]]\ntitle = 'B'\ndate = 1960\n",
        "1955",
        f"{HEAD}\n▶\n# Sixties\n\n# b\n[[events]]\ntitle = 'B'\ndate = 1960\n",
    ),
    "behind the tables of an event": (
        f"{FILE}[[events.figures]]\nwhat = 'w'\nvalue = 1\n[events.extra]\nx = 1\n# x\n",
        "1970",
        f"{FILE}[[events.figures]]\nwhat = 'w'\nvalue = 1\n[events.extra]\nx = 1\n# x\n\n▶",
    ),
    "before other tables": (
        "[[events]]\ntitle = 'A'\ndate = 1950\n[timeline]\ntitle = 'T'\n",
        "1970",
        "[[events]]\ntitle = 'A'\ndate = 1950\n\n▶\n[timeline]\ntitle = 'T'\n",
    ),
    "at the very top": (
        "[[events]]\ntitle = 'A'\ndate = 1950\n[timeline]\ntitle = 'T'\n",
        "1940",
        "▶\n[[events]]\ntitle = 'A'\ndate = 1950\n[timeline]\ntitle = 'T'\n",
    ),
    "below the head": (
        "# head\n\n[[events]]\ntitle = 'A'\ndate = 1950\n[timeline]\ntitle = 'T'\n",
        "1940",
        "# head\n\n▶\n[[events]]\ntitle = 'A'\ndate = 1950\n[timeline]\ntitle = 'T'\n",
    ),
    "into a file in no order": (
        f"{HEAD}\n[[events]]\ntitle='C'\ndate=1970\n[[events]]\ntitle='A'\ndate=1950\n",
        "1960",
        f"{HEAD}\n▶\n[[events]]\ntitle='C'\ndate=1970\n[[events]]\ntitle='A'\ndate=1950\n",
    ),
    "beside lines with blanks": (
        f"{HEAD} \t\n  [[events]]\n  title='C'\n  date=1970\n",
        "1960",
        f"{HEAD} \t\n▶\n  [[events]]\n  title='C'\n  date=1970\n",
    ),
}


@pytest.mark.parametrize(("file", "date", "expected"), PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "mark"])
def test_place(file: str, date: str, expected: str, ends: str, mark: str) -> None:
    """The table goes in before the first later event; all other bytes, line ends too, stay."""
    data = (mark + file.replace("\n", ends)).encode()
    whole = (mark + expected.replace("▶", table(date)).replace("\n", ends)).encode()
    added = add(data, NewEvent(title="New", date=date))

    assert whole == added.data
    assert "[[events]]" == whole.decode("utf-8-sig").split(ends)[added.line - 1]
    assert ("new", table(date)) == (added.id, added.table)


def test_line_ends_of_a_mixed_file() -> None:
    """Where line ends are mixed the new lines end as most do, and the others as they did."""
    data = FILE.replace("\n", "\r\n", 3).encode()
    added = add(data, NewEvent(title="New", date="1970"))

    assert data + f"\n{table('1970')}".encode() == added.data


def test_all_keys() -> None:
    """All that can be given is written in canonical form."""
    event = NewEvent(
        title='A "title"',
        id="my-id",
        label="L",
        date="1970~",
        date_text="about 1970",
        text="One\n\nTwo \\ three",
        tags=("t", "u"),
        importance=4,
        sources=(("s", ""), ("s", 'p. 7, "notes"')),
        note="N",
    )

    assert (
        '[[events]]\nid = "my-id"\ntitle = "A \\"title\\""\nlabel = "L"\ndate = "1970~"\n'
        'date_text = "about 1970"\ntext = """\nOne\n\nTwo \\\\ three"""\ntags = ["t", "u"]\n'
        'importance = 4\nsources = ["s", { id = "s", locator = "p. 7, \\"notes\\"" }]\nnote = "N"\n'
    ) == add(FILE.encode(), event).table


MADE = {
    "The Mill burns": "the-mill-burns",
    "Café opens": "café-opens",
    "Élan's 1,000th  Straße — (Łódź)": "élan-s-1-000th-straße-łódź",
    "日本人 in 北朝鮮": "日本人-in-北朝鮮",
    "ירושלים נופלת": "ירושלים-נופלת",
    "Москва, Йошкар-Ола": "москва-йошкар-ола",
    "हिन्दी": "हिन्दी",
    "???": "event",
    "word " * 30: "-".join(["word"] * 30),
}


@pytest.mark.parametrize(("title", "name"), MADE.items(), ids=MADE.keys())
def test_an_id_is_made_in_one_way(title: str, name: str) -> None:
    """What is written is the id that would be derived for the title if there were none."""
    table = f"[[events]]\ntitle = {quoted(title)}\ndate = 1950\n"
    derived = read_text(f"{HEAD}{table}".encode())[0].events[0].id

    assert name == derived == add(HEAD.encode(), NewEvent(title=title, date="1950")).id
    assert name == read_text(text_of(replace(EXAMPLE, event=title)))[0].events[0].id


@laws
@given(st.text(max_size=100))
@example("a\u0301" * 60)
@example("日\u3099" * 60)
def test_any_title_gives_an_id(title: str) -> None:
    """The id made from any title is one that a file may have."""
    assert is_id(made_of(title))


def test_ids_are_nobody_elses() -> None:
    """An id made from a title is not that of another event, nor one that it had or would get."""
    file = f"""{HEAD}
[[events]]
id = "x"
was = ["new", "new-3"]
title = "X"
date = 1950
[[events]]
title = "New 2"
date = 1950
"""

    assert "new-4" == add(file.encode(), NewEvent(title="New", date="1940")).id


REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "lane": (FILE, {"lane": "x"}, 'lane "x": there is no such lane; declare it under [[lanes]]'),
    "tag": (
        FILE + '[[tags]]\nid = "tag"\ntitle = "T"\n',
        {"tags": ("taag",)},
        'tag "taag": there is no such tag; did you mean "tag"?',
    ),
    "source": (FILE, {"sources": (("t", ""),)}, 'source "t": there is no such source'),
    "id": (FILE, {"id": "a"}, 'id "a": this id is taken; write another.'),
    "form of id": (FILE, {"id": "A b"}, 'id "A b": an id has only lowercase letters'),
    "title": (FILE, {"title": " "}, 'title " ": this is empty; write a few words.'),
    "character": (FILE, {"text": "a\x07b"}, "the character U+0007 cannot be shown"),
    "span": (
        FILE.replace('"T"\n', '"T"\nspan = "1950/1980"\n'),
        {"date": "1990"},
        'date "1990": this is after the span, 1950/1980; widen the span, or correct the date.',
    ),
    "date": (FILE, {"date": "soon"}, 'date "soon": a date in words is not read'),
    "both dates": (FILE, {"attested": "1970"}, "both date and attested are given"),
    "attested": (FILE, {"date": "", "attested": "1970/1971"}, "attested takes one date"),
    "array": (
        'events = [{ title = "A", date = 1950 }]\n[timeline]\ntitle = "T"\n',
        {},
        "the events of this file are one array, events = [...]; write each as a table of its own",
    ),
    "empty array": ('events = []\n[timeline]\ntitle = "T"\n', {}, "are one array"),
}


@pytest.mark.parametrize(("file", "keys", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_unfit(file: str, keys: dict[str, Any], reason: str) -> None:
    """An event that would make the file faulty is refused with what to write instead."""
    with pytest.raises(Unfit) as caught:
        add(file.encode(), NewEvent(**{"title": "New", "date": "1970", **keys}))

    assert reason in str(caught.value)


def test_all_reasons_at_once() -> None:
    """All that does not fit is told at once."""
    with pytest.raises(Unfit) as caught:
        add(FILE.encode(), NewEvent(title="", date="x", lane="y", tags=("t", "t")))

    assert 4 == len(caught.value.reasons)


# Laws

WHEN = st.sampled_from(DATES)


@laws
@given(files(), WHEN, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_law_of_bytes(text: str, date: str, ends: str, mark: bool) -> None:
    """Whatever the file, its bytes stay, in one piece before the new event and one behind it."""
    data = (b"\xef\xbb\xbf" if mark else b"") + text.replace("\n", ends).encode()
    added = add(data, NewEvent(title="New", date=date, sources=(("s", "p. 1"),)))
    more = len(added.data) - len(data)
    splits = [
        at
        for at in range(len(data) + 1)
        if added.data == data[:at] + added.data[at : at + more] + data[at:]
    ]

    assert splits
    piece = added.data[splits[0] : splits[0] + more].decode()
    assert added.table.replace("\n", ends) in piece or len(splits) > 1
    before, after = (tomllib.loads(parse(each)[0]) for each in (data, added.data))
    assert [each for each in after["events"] if each["title"] != "New"] == before["events"]
    assert before == {**after, "events": before["events"]}
    new = next(each for each in after["events"] if each["title"] == "New")
    assert {
        "id": "new",
        "title": "New",
        "date": date,
        "sources": [{"id": "s", "locator": "p. 1"}],
    } == new


@laws
@given(files(), WHEN, st.text(min_size=1, max_size=20), st.sampled_from(["\n", "\r\n"]))
def test_law_of_works(text: str, date: str, title: str, ends: str) -> None:
    """A new work comes in with its event; without the lines of both the file is what it was."""
    assume(title.strip() and not any("\ud800" <= char <= "\udfff" for char in title))
    data = text.replace("\n", ends).encode()
    try:
        added = add(data, NewEvent(title="New", date=date, sources=((NewWork(title=title), ""),)))
    except Unfit:  # a title with what no file can hold
        return
    before, after = (tomllib.loads(parse(each)[0]) for each in (data, added.data))

    assert title == after["sources"][-1]["title"]
    assert [after["sources"][-1]["id"]] == tomllib.loads(added.table)["events"][0]["sources"]
    assert before.get("sources", []) == after["sources"][:-1]
    rest, lines = iter(added.data.splitlines(keepends=True)), data.splitlines(keepends=True)
    assert all(any(line.rstrip() == each.rstrip() for each in rest) for line in lines)
    assert b"[[events]]" == added.data.splitlines()[added.line - 1].strip()


@laws
@given(files(), st.lists(WHEN, min_size=1, max_size=4))
def test_law_of_form(text: str, dates: list[str]) -> None:
    """A file in canonical form is so still with each new event, and in order of time."""
    data = canonical(text.encode())
    for number, date in enumerate(dates):
        data = add(data, NewEvent(title=f"New {number}", date=date, sources=(("s", ""),))).data

        assert canonical(data) == data
    events = read_text(data)[0].events
    assert list(events) == chronological(events)


@laws
@given(
    st.text(max_size=40),
    st.lists(st.text(max_size=8), max_size=12),
    st.lists(st.tuples(st.text(max_size=8), st.text(max_size=40)), max_size=4),
)
@example('"""\\', ["\n"], [("\u202e", '"')])
def test_law_of_texts(title: str, tags: list[str], sources: list[tuple[str, str]]) -> None:
    """Any texts are written to the letter, or refused."""
    assume(not any("\ud800" <= char <= "\udfff" for char in f"{title}{tags}{sources}"))
    event = NewEvent(title=title, date="1970", tags=tuple(tags), sources=tuple(sources), text=title)
    try:
        added = add(FILE.encode(), event)
    except Unfit:
        return
    new = tomllib.loads(added.table)["events"][0]

    assert (title, tags) == (new["title"], new.get("tags", []))


# The command

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `timeline add` in a folder with a file, with answers as on a terminal if there are."""
    monkeypatch.chdir(tmp_path)
    Path("events.toml").write_text(FILE, "utf-8")

    def invoke(*arguments: str, answers: list[str] | None = None) -> Result:
        if answers is not None:
            monkeypatch.setattr("timeline.commands.add.is_terminal", lambda: True)
        text = "\n".join([*(answers or []), ""])
        return CliRunner().invoke(main, ["add", *arguments], input=text)

    return invoke


def file() -> str:
    return Path("events.toml").read_text("utf-8")


def test_title_and_date_suffice(run: Run) -> None:
    """With a title and a date the event is added; how the date is understood is told."""
    result = run("--title", "The mill burns", "--date", "c. 1965", "--source", "s: p. 3")

    assert (0, "events.toml:20: added the-mill-burns\n") == (result.exit_code, result.stdout)
    assert "understood as 1965~: about 1965\n" == result.stderr
    assert (
        f'{FILE}\n[[events]]\nid = "the-mill-burns"\ntitle = "The mill burns"\ndate = "1965~"\n'
        'sources = [{ id = "s", locator = "p. 3" }]\n'
    ) == file()
    assert ["events.toml"] == os.listdir()  # noqa: PTH208


def test_attested(run: Run) -> None:
    """--attested takes words too."""
    result = run("--title", "No list", "--attested", "March 1997", "--source", "s")

    assert "understood as 1997-03: by March 1997\n" == result.stderr
    assert 'attested = "1997-03"' in file()


def test_notes_and_warnings(run: Run) -> None:
    """What is worth knowing of the date or the event is told, and the event is added."""
    result = run("--title", "N", "--date", "1904-05")

    assert 0 == result.exit_code
    assert "note: for the years 1904 to 1905, write 1904/1905\n" in result.stderr
    assert 'events.toml:8:1: warning: event "n": this event has no source;' in result.stderr


def test_dry_run(run: Run) -> None:
    """--dry-run prints the table alone on stdout, and writes nothing."""
    result = run("--title", "New", "--date", "1970", "--dry-run")

    assert (0, table("1970")) == (result.exit_code, result.stdout)
    assert "warning: " in result.stderr
    assert file() == FILE


STOPPED = {
    "two readings": (
        ["--title", "It's", "--date", "03/04/1970", "--tag", "a", "--tag", "b"],
        "--date 03/04/1970: this can be read in more than one way; "
        "write 1970-04-03 or 1970-03-04.\n"
        "3 April 1970:\n"
        """  timeline add --title 'It'"'"'s' --date 1970-04-03 --tag a --tag b\n"""
        "4 March 1970:\n"
        """  timeline add --title 'It'"'"'s' --date 1970-03-04 --tag a --tag b\n""",
    ),
    "no reading": (
        ["--title", "N", "--date", "yesterday"],
        "--date yesterday: this depends on the day on which it is read; "
        "write the date itself, as in 1970-03-31.\n",
    ),
}


@pytest.mark.parametrize(("arguments", "told"), STOPPED.values(), ids=STOPPED.keys())
def test_a_date_that_is_not_plain(run: Run, arguments: list[str], told: str) -> None:
    """A date without just one reading stops it, with what to type for each."""
    result = run(*arguments)

    assert (1, told) == (result.exit_code, result.stderr)
    assert file() == FILE


def test_a_number_that_a_spreadsheet_has_for_a_day_is_asked(run: Run) -> None:
    """It is told as an import tells it, with what to type for each."""
    result = run("--title", "N", "--date", "43831")

    assert 1 == result.exit_code
    assert "the number that a spreadsheet has for 2020-01-01" in result.stderr
    assert "--date 2020-01-01" in result.stderr
    assert "--date Y43831" in result.stderr


def test_what_it_says_to_type_is_right(run: Run) -> None:
    """The command that is told for a reading adds the event."""
    import shlex

    stopped = run("--title", "It's", "--date", "03/04/1970", "--source", "s")
    _, command, *arguments = shlex.split(stopped.stderr.splitlines()[2])

    assert "add" == command
    assert 0 == run(*arguments).exit_code
    assert 'date = "1970-04-03"' in file()


def test_a_faulty_file_is_not_touched(run: Run) -> None:
    """The faults of a file are told, its warnings not, and nothing is written."""
    faulty = FILE.replace('"1950"', '"1950-13"')
    Path("events.toml").write_text(faulty, "utf-8")
    result = run("--title", "N", "--date", "1970")

    assert (1, faulty) == (result.exit_code, file())
    assert "events.toml:11:14: error: " in result.stderr
    assert result.stderr.endswith("1 error in events.toml\n")


def test_an_event_that_does_not_fit(run: Run) -> None:
    """Each reason is told on a line of its own, and nothing is written."""
    result = run("--title", "N", "--date", "1970", "--lane", "x", "--source", "y")

    assert (1, FILE) == (result.exit_code, file())
    lines = result.stderr.splitlines()
    assert lines[1].startswith('events.toml: the event is not added: lane "x": there is no such')
    assert lines[2].startswith('events.toml: the event is not added: source "y": there is no such')


MISUSE = {
    "no title": (["--date", "1970"], "there is no terminal to ask on: also give --title"),
    "nothing": ([], "also give --title and --date"),
    "nothing on a terminal": (["--yes"], "also give --title and --date"),
    "empty": (["--title", "", "--date", "1970"], "also give --title"),
    "blank": (["--title", " ", "--date", "1970"], "also give --title"),
    "two dates": (["--title", "N", "--date", "1", "--attested", "2"], "not both"),
    "no file": (["absent.toml", "--title", "N", "--date", "1970"], "there is no such file"),
    "a folder": ([".", "--title", "N", "--date", "1970"], "this is a folder"),
    "importance": (["--importance", "6"], "6 is not in the range"),
    "no UTF-8": (["--title", "\udcff", "--date", "1970"], "--title: this is no UTF-8"),
}


@pytest.mark.parametrize(("arguments", "message"), MISUSE.values(), ids=MISUSE.keys())
def test_misuse(run: Run, arguments: list[str], message: str) -> None:
    """What cannot be done is said on stderr, with exit code 2."""
    result = run(*arguments, answers=[] if "--yes" in arguments else None)

    assert 2 == result.exit_code
    assert message in result.stderr
    assert file() == FILE


LANES = '[[lanes]]\nid = "one"\ntitle = "First"\n[[lanes]]\nid = "two"\ntitle = "Second"\n'


def test_the_only_lane_is_taken(run: Run) -> None:
    """Where there is one lane the event is put into it."""
    one = LANES.split('[[lanes]]\nid = "two"')[0]
    Path("events.toml").write_text(FILE + one, "utf-8")
    run("--title", "N", "--date", "1970")

    assert 'lane = "one"' in file()


def test_no_lane_is_guessed(run: Run) -> None:
    """Where there are several, and nobody to ask, the event is in none, and that is told."""
    Path("events.toml").write_text(FILE + LANES, "utf-8")
    result = run("--title", "N", "--date", "1970")

    assert 0 == result.exit_code
    assert "note: the event is in no lane; choose one with --lane: one, two\n" in result.stderr
    assert "lane =" not in file()


def test_it_asks_for_what_is_missing(run: Run) -> None:
    """On a terminal it asks for title, date and lane until each can be read."""
    Path("events.toml").write_text(FILE + LANES, "utf-8")
    answers = ["  ", "The mill burns", "lunch", "3/4/1970", "3", "1", "twoo", "TWO"]
    result = run("--source", "s", answers=answers)

    assert 0 == result.exit_code
    assert "  1  one: First\n  2  two: Second\n" in result.stderr
    for told in (
        "write a few words",
        "this is no date that can be read",
        "write 1970-04-03 or 1970-03-04.",
        "  1  3 April 1970 (1970-04-03)\n  2  4 March 1970 (1970-03-04)\n",
        "write a number from 1 to 2",
        'there is no such lane; did you mean "Second"? (two)',
        "understood as 1970-04-03: 3 April 1970",
    ):
        assert told in result.stderr
    new = tomllib.loads(file())["events"][-1]
    assert ("The mill burns", "1970-04-03", "two") == (new["title"], new["date"], new["lane"])
    assert result.stdout.startswith("events.toml:")


def test_answers_that_cannot_be_are_asked_anew(run: Run) -> None:
    """A date for a title, and keys that are no letters, are told where they are typed."""
    result = run(
        "--source", "s", answers=["May 1970", "A\x1b[D mill", '"The "B" is"', "1970\x1b", "1970"]
    )

    assert 0 == result.exit_code
    assert "this is a date, which is asked for next; write what happened" in result.stderr
    assert 2 == result.stderr.count("the character U+001B cannot be written; answer again")
    assert '"The "B" is"' == tomllib.loads(file())["events"][-1]["title"]


def test_what_is_pasted_is_one_line(run: Run) -> None:
    """A line break in a title, or spaces around it, are of what it was copied from."""
    run("--title", " The mill\n\tburns ", "--date", "1970", "--source", "s")

    assert "The mill burns" == tomllib.loads(file())["events"][-1]["title"]


def test_what_does_not_fit_is_told_at_once(run: Run) -> None:
    """A date outside of the span is told before lane and sources are asked for."""
    Path("events.toml").write_text(FILE.replace('"T"\n', '"T"\nspan = "1950/1980"\n'), "utf-8")
    result = run(answers=["New", "1990"])

    assert 1 == result.exit_code
    assert "this is after the span, 1950/1980" in result.stderr
    assert "Source" not in result.stderr


def test_it_asks_for_nothing_that_is_given(run: Run) -> None:
    """With title, date and lane given there is no question; nor with --yes."""
    Path("events.toml").write_text(FILE + LANES, "utf-8")
    given = ("--title", "N", "--date", "1970")

    assert 0 == run(*given, "--lane", "one", answers=[]).exit_code
    assert 0 == run(*given, "--no-input", "--again", answers=[]).exit_code


WORKS = """
[[sources]]
id = "quinn"
title = "The Voyage of the Beagle"
author = "David Quinn"

[[sources]]
id = "minutes"
title = "Séances du conseil"

[[sources]]
id = "reports-1"
title = "Report no. 5"

[[sources]]
id = "reports-2"
title = "Report no. 6"

[[sources]]
id = "朝鮮"
title = "朝鮮の歴史"
"""
NUMBERED = FILE.replace('[[events]]\nid = "a"', f'{WORKS.lstrip()}\n[[events]]\nid = "a"')


def at(name: str, locator: str) -> dict[str, str]:
    return {"id": name, "locator": locator}


NAMED: dict[str, Any] = {
    "quinn": "quinn",
    "s: p. 3": at("s", "p. 3"),
    "Quinn p. 150": at("quinn", "p. 150"),
    "2 p. 150": at("quinn", "p. 150"),
    "2": "quinn",
    "#2.": "quinn",
    "quinn: p. 150": at("quinn", "p. 150"),
    "quinn: the preface": at("quinn", "the preface"),
    "quinn, the preface": at("quinn", "the preface"),
    "Quinn, pp. 3-5": at("quinn", "pp. 3-5"),
    "Quinn, 3\u20135": at("quinn", "3\u20135"),
    "Quinn fol. 12r": at("quinn", "fol. 12r"),
    "QUINN (p. iv)": at("quinn", "p. iv"),
    "David Quinn, ch. 3, p. 40": at("quinn", "ch. 3, p. 40"),
    "the voyage of  the BEAGLE": "quinn",
    '"The Voyage of the Beagle" ': "quinn",
    "\u201cThe Voyage of the Beagle\u201d": "quinn",
    "beagle vol. 2": at("quinn", "vol. 2"),
    "seances du conseil": "minutes",
    "seances, S. 12": at("minutes", "S. 12"),
    "report no. 6": "reports-2",
    "Report no. 5 no. 6": at("reports-1", "no. 6"),
    "歴史 12頁": at("朝鮮", "12頁"),
    "朝鮮": "朝鮮",
}
NO_ONE = [
    "quinn 150",
    "1, 2",
    "Quinn, D. B., North America",
    "7",
    "0",
    "reports",
    "Report",
    "Qinn",
    "eagle",
    "Atlas",
    "p. 150",
    "",
    "??",
]


@pytest.mark.parametrize(("answer", "source"), NAMED.items(), ids=NAMED.keys())
def test_a_source_is_named_in_many_ways(run: Run, answer: str, source: Any) -> None:
    """By id, title, a part of it that no other has, or number; what follows is a place in it."""
    Path("events.toml").write_text(NUMBERED, "utf-8")
    asked = run(answers=["New", "1970", answer, ""])
    asked_for = tomllib.loads(file())["events"][-1]["sources"]
    Path("events.toml").write_text(NUMBERED, "utf-8")
    given = run("--title", "New", "--date", "1970", "--source", answer)

    assert [0, 0] == [asked.exit_code, given.exit_code]
    assert [source] == asked_for == tomllib.loads(file())["events"][-1]["sources"]


@pytest.mark.parametrize("answer", [each for each in NO_ONE if each])
def test_no_source_is_guessed(run: Run, answer: str) -> None:
    """What names none, or may name several, is refused with what to type."""
    Path("events.toml").write_text(NUMBERED, "utf-8")
    result = run("--title", "New", "--date", "1970", "--source", answer)

    assert (1, NUMBERED) == (result.exit_code, file())
    assert f'events.toml: the event is not added: source "{answer}": th' in result.stderr
    assert ("--new-source" in result.stderr) != ("this may be one of several; " in result.stderr)


@pytest.mark.parametrize(
    ("answers", "told", "sources"),
    [
        (["Quinn p. 150"], 'understood as { id = "quinn", locator = "p. 150" }: The Voyage', 1),
        (["1", "Quinn p. 3", "2 p. 4"], "Another source (Enter for no more)", 3),
        ([], 'warning: event "new": this event has no source', 0),
        (["qinn", "1"], 'there is no source "qinn"; did you mean:\n  1  quinn: The V', 1),
        (
            ["quinn 150", "1"],
            "  1  quinn: The Voyage of the Beagle, 150\n  2  a new work: quinn",
            1,
        ),
        (["qinn", "3", "", "s"], "write a number from 1 to 2", 1),
        (["report", "2"], "  1  reports-1: Report no. 5\n  2  reports-2: Report no. 6\n", 1),
        (["report", "", "s"], "Which (Enter to answer anew)", 1),
        (["1, 2 and 3"], 'understood as "minutes": Séances du conseil', 3),
        (["none"], "this event has no source", 0),
        (["Atlas", "maybe", "n", "s"], "answer y for yes or n for no", 1),
        (["Atlas", "n", "s"], 'Add a new work, "Atlas"? [Y/n]', 1),
    ],
)
def test_it_asks_for_sources(run: Run, answers: list[str], told: str, sources: int) -> None:
    """Where it asks, it asks for sources too, and lists what there is; Enter is for none."""
    Path("events.toml").write_text(NUMBERED, "utf-8")
    result = run(answers=["New", "1970", *answers, ""])

    assert 0 == result.exit_code
    assert "  1  s: S\n  2  quinn: The Voyage of the Beagle\n" in result.stderr
    assert told in result.stderr
    assert sources == len(tomllib.loads(file())["events"][-1].get("sources", []))
    assert NUMBERED.count("[[sources]]") == file().count("[[sources]]")


ATLAS = '[[sources]]\nid = "the-great-atlas"\ntitle = "The Great Atlas"\n'
ENTERED: dict[str, tuple[list[str], str, Any]] = {
    "by its title": (
        ["The Great Atlas", "", "", "Mercator", "1595", ""],
        f'{ATLAS}author = "Mercator"\ndate = "1595"\n',
        "the-great-atlas",
    ),
    "by who wrote it": (
        ["Mercator, p. 17", "y", "The Great Atlas", "Mercator", "", ""],
        f'{ATLAS}author = "Mercator"\n',
        at("the-great-atlas", "p. 17"),
    ),
    "with a place": (
        ["The Great Atlas, p. 17", "y", "", "", "", ""],
        ATLAS,
        at("the-great-atlas", "p. 17"),
    ),
    "asked for": (
        ["new", "The Great Atlas p. 17", "", "", ""],
        ATLAS,
        at("the-great-atlas", "p. 17"),
    ),
    "its date in words": (
        ["new", "The Great Atlas", "", "lunch", "c. 1595", ""],
        f'{ATLAS}date = "1595~"\n',
        "the-great-atlas",
    ),
    "by its address": (
        ["https://example.org/a", "y", "The Great Atlas", "", ""],
        f'{ATLAS}url = "https://example.org/a"\n',
        "the-great-atlas",
    ),
    "its address last": (
        ["new", "The Great Atlas", "", "", "example.org", "https://example.org/a"],
        f'{ATLAS}url = "https://example.org/a"\n',
        "the-great-atlas",
    ),
    "of two the second": (["s", "The Great Atlas", "", "", "", "", ""], ATLAS, "the-great-atlas"),
    "an id that is taken": (
        ["!S!", "", "", "", "", ""],
        '[[sources]]\nid = "s-2"\ntitle = "!S!"\n',
        "s-2",
    ),
}


@pytest.mark.parametrize(("answers", "table", "source"), ENTERED.values(), ids=ENTERED.keys())
@pytest.mark.parametrize("start", [FILE, HEAD.split("[[sources]]")[0]], ids=["", "no sources"])
def test_a_new_work_is_entered(
    run: Run, answers: list[str], table: str, source: Any, start: str
) -> None:
    """A work that the file has not is written with the event, under an id made of its title."""
    if "sources" not in start and {"s", "s-2"} & {*answers, str(source)}:
        return
    Path("events.toml").write_text(start, "utf-8")
    result = run(answers=["New", "1970", *answers, ""])

    assert 0 == result.exit_code, result.stderr
    assert table in file()
    assert "warning" not in result.stderr
    new = tomllib.loads(file())["events"][-1]
    assert source == new["sources"][-1]
    line = int(result.stdout.split(":")[1])
    assert "[[events]]" == file().splitlines()[line - 1]
    assert 'id = "new"' == file().splitlines()[line]


def test_a_new_work_is_given(run: Run) -> None:
    """--new-source names works that are not there; one that is there is taken."""
    given = ("--title", "New", "--date", "1970", "--source", "s")
    result = run(*given, "--new-source", "Acts vol. 2, p. 3", "--new-source", "S: pp. 4, 5")

    assert 0 == result.exit_code
    assert '[[sources]]\nid = "acts-vol-2"\ntitle = "Acts vol. 2"\n\n[[events]]' in file()
    expected = ["s", at("acts-vol-2", "p. 3"), at("s", "pp. 4, 5")]
    assert expected == tomllib.loads(file())["events"][-1]["sources"]


def test_a_dry_run_of_a_new_work(run: Run) -> None:
    """--dry-run prints both tables, and writes neither."""
    result = run("--title", "New", "--date", "1970", "--new-source", "Acts", "--dry-run")

    assert (
        '[[sources]]\nid = "acts"\ntitle = "Acts"\n\n'
        '[[events]]\nid = "new"\ntitle = "New"\ndate = "1970"\nsources = ["acts"]\n'
    ) == result.stdout
    assert file() == FILE


def test_a_work_is_written_with_its_event_or_not_at_all(run: Run) -> None:
    """Where the event does not fit, the work it would cite is not written either."""
    result = run("--title", "N", "--date", "1970", "--id", "a", "--new-source", "Acts")

    assert (1, FILE) == (result.exit_code, file())
    assert 'id "a": this id is taken' in result.stderr


def test_a_source_that_is_not_there_is_asked_about(run: Run) -> None:
    """On a terminal a --source that names none is asked about as an answer is."""
    given = ("--title", "N", "--date", "1970", "--source", "The Great Atlas p. 2")
    result = run(*given, answers=["y", "", "", "", ""])

    assert 0 == result.exit_code
    assert ATLAS in file()
    assert [at("the-great-atlas", "p. 2")] == tomllib.loads(file())["events"][-1]["sources"]


def test_many_sources_are_not_all_listed(run: Run) -> None:
    """Of many sources the first are listed, and how many more there are; a part of a title will do."""
    many = "".join(f'[[sources]]\nid = "n{n}"\ntitle = "Paper {n} of many"\n' for n in range(200))
    Path("events.toml").write_text(f"{FILE}{many}", "utf-8")
    result = run(answers=["New", "1970", "paper 149 p. 3", ""])

    assert "  20  n18: Paper 18 of many\n      and 181 more\n" in result.stderr
    assert [at("n149", "p. 3")] == tomllib.loads(file())["events"][-1]["sources"]


@laws
@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=4))
@example("1 " * 249, ["1"])
@example("p. 1 " * 99, ["1"])
@example(": " * 5000, ["1"])
def test_law_of_names(answer: str, titles: list[str]) -> None:
    """Whatever is typed has a meaning, or none; an id and a whole title mean their own."""
    known = [Named(id=f"work-{at}", title=title) for at, title in enumerate(titles)]
    found = meant(answer, known, in_works=True)

    assert set(found.found) <= set(known)
    assert found.near is None or not found.found
    for each in known:
        assert each == meant(f"{each.id} p. 3", known, in_works=True).one
        same = meant(each.title, known).found
        assert not folded(unquoted(each.title)) or same


# Lanes

TWINS = (
    f'{LANES}[[lanes]]\nid = "three"\ntitle = "second"\n[[lanes]]\nid = "été"\ntitle = "L’Été"\n'
)


@pytest.mark.parametrize(
    ("answers", "lane"),
    [
        (["FIRST"], "one"),
        (["1"], "one"),
        (["one"], "one"),
        (["fir"], "one"),
        (["l'ete"], "été"),
        (["Second", "2"], "three"),
        (["Third", "three"], "three"),
        ([""], None),
        (["Trade", "none"], None),
    ],
)
def test_a_lane_is_named_in_many_ways(run: Run, answers: list[str], lane: str | None) -> None:
    """By id, title or number, in any case; of two with one title it is asked which."""
    Path("events.toml").write_text(FILE + TWINS, "utf-8")
    result = run("--source", "s", answers=["New", "1970", *answers])

    assert 0 == result.exit_code
    assert lane == tomllib.loads(file())["events"][-1].get("lane")
    assert 4 == file().count("[[lanes]]")


def test_a_lane_by_its_title_on_the_command_line(run: Run) -> None:
    """--lane takes a title too; where none has it, the nearest is told and nothing is written."""
    Path("events.toml").write_text(FILE + TWINS, "utf-8")
    near = run("--title", "N", "--date", "1970", "--lane", "Frist")
    several = run("--title", "N", "--date", "1970", "--lane", "Second")

    assert [1, 1] == [near.exit_code, several.exit_code]
    assert 'lane "Frist": there is no such lane; did you mean "First"? (one).' in near.stderr
    assert 'lane "Second": this may be one of several; write two or three.' in several.stderr
    assert file() == FILE + TWINS
    assert 0 == run("--title", "N", "--date", "1970", "--lane", "first").exit_code
    assert "one" == tomllib.loads(file())["events"][-1]["lane"]


# Dates that say less than their words

LOOSE = {
    "early 1960s": (
        {"date": "196X", "date_text": "early 1960s"},
        'does not say "early"; the words',
    ),
    "mid-July 1889": ({"date": "1889-07", "date_text": "mid-July 1889"}, 'does not say "mid"'),
    "by 1997": (
        {"attested": "1997"},
        "note: this is so by then; for 1997 or earlier, write [..1997]",
    ),
    "476": ({"date": "0476"}, "understood as 0476: 476"),
    "“1970”": ({"date": "1970"}, "understood as 1970: 1970"),
}


@pytest.mark.parametrize(("words", "expected"), LOOSE.items(), ids=LOOSE.keys())
@pytest.mark.parametrize("asking", [True, False])
def test_dates_are_read_as_imports_read_them(
    run: Run, words: str, expected: tuple[dict[str, str], str], asking: bool
) -> None:
    """A date that says less than the words is taken, told, and the words are kept beside it."""
    keys, told = expected
    given = ("--title", "New", "--source", "s")
    result = run(*given, answers=[words]) if asking else run(*given, "--date", words)
    row = Row(place="1", title="New", words=words.strip("“”"))
    imported = draft(Imported(kind="t", rows=[row], tally=Tally()), Choices(title="T"))
    event = next(each for each in tomllib.loads(file())["events"] if each["title"] == "New")

    assert 0 == result.exit_code
    assert told in result.stderr
    dated = {key: event[key] for key in ("date", "attested", "date_text") if key in event}
    assert keys == dated == {key: imported.events[0].values[key] for key in keys}


def test_words_that_are_given_stay(run: Run) -> None:
    """--date-text is what is kept, whatever the words of the date say besides."""
    result = run("--title", "N", "--date", "early 1960s", "--date-text", "'60, '61")

    assert 'note: this does not say "early"\n' in result.stderr
    assert "date_text = \"'60, '61\"" in file()


def test_a_date_on_the_command_line_is_chosen_on_a_terminal(run: Run) -> None:
    """Where --date has two readings and there is a terminal, one is chosen, or another is written."""
    result = run(
        "--title", "N", "--date", "3/4/1970", "--source", "s", answers=["", "5/6/1970", "2"]
    )

    assert 0 == result.exit_code
    assert 'date = "1970-05-06"' in file()


# Twice

AGAIN = ("--title", "  “a” ", "--date", "1950", "--source", "s")


def test_the_same_twice_is_refused(run: Run) -> None:
    """A title and date that are there are not added without a word; --again adds them."""
    result = run(*AGAIN)

    assert (1, FILE) == (result.exit_code, file())
    assert (
        'events.toml: the event is not added: there is already "A" on this date, at line 8. '
        "To add it again, give --again.\n"
    ) in result.stderr
    assert 0 == run(*AGAIN, "--again").exit_code
    assert 3 == file().count("[[events]]")


def test_the_same_twice_is_asked_about(run: Run) -> None:
    """On a terminal it asks; only a yes adds it."""
    for answer in ("n", ""):
        result = run(*AGAIN, answers=[answer])

        assert (1, FILE) == (result.exit_code, file())
        assert 'There is already "A" on this date, at line 8. Add it again? [y/N]' in result.stderr
        assert result.stderr.endswith("Nothing is added.\n")
    assert 0 == run(*AGAIN, answers=["y"]).exit_code
    assert 3 == file().count("[[events]]")


@pytest.mark.parametrize(
    ("title", "date", "twice"),
    [
        ("CAFE  OPENS", "1950-05", True),
        ("‘Café’ opens", "1950-05", True),
        ("Café opens", "1950", True),  # which may be the same, as one says less
        ("Café opens", "1950-05~", True),
        ("Café opens", "195X", True),
        ("Café opens", "1950-06", False),
        ("Café opens", "1951", False),
        ("Café closes", "1950-05", False),
        ("מָלֵא", "1950-05", False),
    ],
)
def test_what_is_the_same(title: str, date: str, twice: bool) -> None:
    """Titles are the same whatever their case, spaces, accents and quotes; dates are by value."""
    text = f'{HEAD}[[events]]\ntitle = "Café opens"\ndate = 1950-05-01\n'.replace("05-01", "05")
    text = text.replace("1950-05", '"1950-05"')
    event = NewEvent(title=title, date=date)
    if not twice:
        assert add(text.encode(), event).id
        return
    with pytest.raises(Twice):
        add(text.encode(), event)
    assert add(text.encode(), event, again=True).id


@pytest.mark.parametrize("date", ["circa 1950", "3 Aug 1950", "1950s"])
def test_what_may_be_the_same_is_asked_about(run: Run, date: str) -> None:
    """A date that says more or less than that of the same title."""
    result = run("--title", "a", "--date", date, "--source", "s", answers=["n"])

    assert (1, FILE) == (result.exit_code, file())
    words = "with a date that may be the same (1950), at line 8. Add it again? [y/N]"
    assert f'There is already "A" {words}' in result.stderr
    assert 1 == run("--title", "a", "--date", date, "--source", "s").exit_code


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("9", "there is no number 9: the sources are numbered 1 to 1"),
        ("S. 140", '"S. 140" is a place in a work; name the work too, as in "1, S. 140"'),
    ],
)
def test_what_is_no_work(run: Run, answer: str, told: str) -> None:
    """A number beyond the list, or a place alone, makes no new work."""
    result = run("--title", "N", answers=["1970", answer, "1", ""])

    assert told in result.stderr
    assert 0 == result.exit_code
    assert 'date = "1970"\nsources = ["s"]' in file()


def test_no_answer_to_when(run: Run) -> None:
    """It is told what to write where nobody knows, and how to leave."""
    result = run("--title", "N", answers=["", "unknown", "1", ""])

    assert 1 == result.stderr.count("or unknown if no source says when; Ctrl-C leaves")
    assert "undated = true" in file()


@pytest.mark.parametrize("answer", ["j", "Ja", "o", "oui", "s", "sí", "si\u0301"])
def test_yes_in_other_languages(run: Run, answer: str) -> None:
    """Who has read the question in English may answer as they speak."""
    assert 0 == run(*AGAIN, answers=[answer]).exit_code


def test_on_a_real_terminal(tmp_path: Path) -> None:
    """With stdin and stderr on a terminal it asks; what it prints on stdout is no question."""
    pty = pytest.importorskip("pty")
    (tmp_path / "events.toml").write_text(FILE, "utf-8")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "timeline", "add", "--source", "s"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, b"New\n1970\n")
    told, _ = process.communicate(timeout=60)
    os.close(ours)

    assert (0, b"events.toml:20: added new\n") == (process.returncode, told)


def test_a_conversation_on_a_real_terminal(tmp_path: Path) -> None:
    """From nothing to an event with a lane, a page and a new work, as it is typed."""
    pty = pytest.importorskip("pty")
    (tmp_path / "events.toml").write_text(f"{NUMBERED}\n{LANES}", "utf-8")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "timeline", "add"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    answers = (
        "Café opens",
        "early 1960s",
        "FIRST",
        "Quinn p. 150",
        "Acts",
        "y",
        "",  # Enter for the title
        "",
        "1961",
        "",
        "",
    )
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    told, _ = process.communicate(timeout=60)
    os.close(ours)
    new = tomllib.loads((tmp_path / "events.toml").read_text("utf-8"))

    assert 0 == process.returncode
    assert told.decode().startswith("events.toml:")
    assert {
        "id": "café-opens",
        "title": "Café opens",
        "date": "196X",
        "date_text": "early 1960s",
        "lane": "one",
        "sources": [at("quinn", "p. 150"), "acts"],
    } == new["events"][-1]
    assert {"id": "acts", "title": "Acts", "date": "1961"} == new["sources"][-1]


@pytest.mark.parametrize("key", [b"\x03", b"\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_a_conversation_that_is_ended(tmp_path: Path, key: bytes) -> None:
    """Ctrl-C and Ctrl-D end it wherever it is: that is told, and nothing is written."""
    pty = pytest.importorskip("pty")
    (tmp_path / "events.toml").write_text(FILE, "utf-8")
    pid, terminal = pty.fork()
    if not pid:
        os.chdir(tmp_path)
        os.environ["PYTHONPATH"] = str(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "timeline", "add", "--date", "1970"])
    told = os.read(terminal, 1000)
    while b"in a line" not in told:
        told += os.read(terminal, 1000)
    os.write(terminal, b"Half a title\nActs\n")
    while b"new work" not in told:
        told += os.read(terminal, 1000)
    os.write(terminal, key)
    while b"Nothing is added." not in told:
        # Python may miss a Ctrl-C in the moment before it begins to read; then it is typed again.
        while not select.select([terminal], [], [], 2)[0]:
            os.write(terminal, key)
        told += os.read(terminal, 1000)
    _, status = os.waitpid(pid, 0)
    os.close(terminal)

    assert 1 == os.waitstatus_to_exitcode(status)
    assert FILE == (tmp_path / "events.toml").read_text("utf-8")


def test_link_and_permissions_stay(run: Run) -> None:
    """A symbolic link is followed, and the file keeps its permissions."""
    Path("events.toml").rename("real.toml")
    Path("real.toml").chmod(0o640)
    Path("events.toml").symlink_to("real.toml")
    run("--title", "New", "--date", "1970")

    assert Path("events.toml").is_symlink()
    assert 0o640 == Path("real.toml").stat().st_mode & 0o777
    assert table("1970") in Path("real.toml").read_text("utf-8")


# Several at once, and the plug pulled

ADDING = """
import sys
from timeline.commands import main
for number in range(int(sys.argv[2])):
    title = f"{sys.argv[1]} {number}"
    main(["add", "--title", title, "--date", str(1900 + number % 100)], standalone_mode=False)
"""


def adding(name: str, count: int, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ADDING, name, str(count)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def ids(folder: Path) -> list[str]:
    timeline, _ = read_text((folder / "events.toml").read_bytes())
    return [event.id for event in timeline.events]


def test_two_at_once(tmp_path: Path) -> None:
    """Two processes that add twenty events each leave all forty, in order of time."""
    (tmp_path / "events.toml").write_text(FILE, "utf-8")
    both = [adding(name, 20, tmp_path) for name in ("one", "two")]
    for process in both:
        process.communicate()

    assert [0, 0] == [process.returncode for process in both]
    expected = {"a", "b", *(f"{name}-{number}" for name in ("one", "two") for number in range(20))}
    assert expected == set(ids(tmp_path))
    assert 42 == len(ids(tmp_path))
    assert ["events.toml"] == os.listdir(tmp_path)  # noqa: PTH208


@pytest.mark.slow
def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Whenever it is killed, the file is whole, and has every event said to be added."""
    (tmp_path / "events.toml").write_text(FILE, "utf-8")
    told: set[str] = set()
    chance = random.Random(1)
    for number in range(5):
        process = adding(f"n{number}", 1000, tmp_path)
        assert process.stdout
        first = process.stdout.readline()
        time.sleep(chance.random() / 5)
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
        told |= {
            line.split()[-1] for line in (first + rest).split("\n") if " added " in line and line
        }

        assert told <= set(ids(tmp_path))
    assert len(told) >= 5


def test_a_file_that_becomes_faulty_meanwhile(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """If an editor saves a faulty file in between, that is told, and left as it is."""
    from timeline.text.editing import adding as module

    original = module.add

    def save_first(data: bytes, *rest: Any, **more: Any) -> Any:
        Path("events.toml").write_text("x = \n", "utf-8")
        return original(data, *rest, **more)

    monkeypatch.setattr(module, "add", save_first)
    result = run("--title", "New", "--date", "1970")

    assert (1, "x = \n") == (result.exit_code, file())
    assert "events.toml:1:5: error: " in result.stderr


def test_add_never_writes_what_is_faulty() -> None:
    """A file that cannot be read is refused before anything is made of it."""
    with pytest.raises(InvalidTimeline):
        add(b"", NewEvent(title="N", date="1970"))
