"""`timeline add`: an event comes in where it belongs, and everything else stays."""

from __future__ import annotations

import os
import random
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
from timeline.model.order import chronological
from timeline.text.editing.adding import NewEvent, add
from timeline.text.editing.splicing import Unfit
from timeline.text.formatting import canonical
from timeline.text.ids import made_of
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
    "words that no date says": (
        ["--title", "N", "--date", "early 1960s"],
        "--date 'early 1960s': a date cannot say \"early\"; write 196X, and put these words into "
        "date_text.\n"
        "some time in the 1960s:\n"
        "  timeline add --title N --date 196X --date-text 'early 1960s'\n",
    ),
    "by then": (
        ["--date", "by 1997", "--title", "N"],
        '--date \'by 1997\': "by" may not say when something happened; write attested = "1997" '
        "for what was so by then, or [..1997] for what happened then or earlier.\n"
        "1997 or earlier:\n"
        "  timeline add --title N --date '[..1997]'\n"
        "by 1997:\n"
        "  timeline add --title N --attested 1997\n",
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
    answers = ["  ", "The mill burns", "lunch", "3/4/1970", "3 April 1970", "twoo", "two"]
    result = run("--source", "s", answers=answers)

    assert 0 == result.exit_code
    assert "  one: First\n  two: Second\n" in result.stderr
    for told in (
        "write a few words",
        "this is no date that can be read",
        "write 1970-04-03 or 1970-03-04.",
        'did you mean "two"?',
        "understood as 1970-04-03: 3 April 1970",
    ):
        assert told in result.stderr
    new = tomllib.loads(file())["events"][-1]
    assert ("The mill burns", "1970-04-03", "two") == (new["title"], new["date"], new["lane"])
    assert result.stdout.startswith("events.toml:")


def test_it_asks_for_nothing_that_is_given(run: Run) -> None:
    """With title, date and lane given there is no question; nor with --yes."""
    Path("events.toml").write_text(FILE + LANES, "utf-8")
    given = ("--title", "N", "--date", "1970")

    assert 0 == run(*given, "--lane", "one", answers=[]).exit_code
    assert 0 == run(*given, "--no-input", answers=[]).exit_code


SOURCES = '[[sources]]\nid = "minutes"\ntitle = "Minutes"\n'


@pytest.mark.parametrize(
    ("answers", "told", "sources"),
    [
        (["minutes"], "  minutes: Minutes\n", ["minutes"]),
        ([" s: p. 3 "], "  s: S\n", [{"id": "s", "locator": "p. 3"}]),
        ([""], 'warning: event "new": this event has no source', None),
        (["minuets", "minutes"], 'did you mean "minutes"?', ["minutes"]),
        (["x", "s"], "write s or minutes", ["s"]),
    ],
    ids=["one", "with a locator", "none", "a slip", "unknown"],
)
def test_it_asks_for_a_source(run: Run, answers: list[str], told: str, sources: Any) -> None:
    """Where it asks, it asks for a source too, and lists what there is; Enter is for none."""
    Path("events.toml").write_text(FILE.replace("[[events]]", f"{SOURCES}\n[[events]]", 1), "utf-8")
    result = run(answers=["New", "1970", *answers])

    assert 0 == result.exit_code
    assert 'Source, as in "s" or "s: p. 17" (Enter for none): ' in result.stderr
    assert told in result.stderr
    assert sources == tomllib.loads(file())["events"][-1].get("sources")


def test_many_sources_are_not_all_listed(run: Run) -> None:
    """Of many sources the first are listed, and how many more there are."""
    many = "".join(f'[[sources]]\nid = "n{number}"\ntitle = "N"\n' for number in range(50))
    Path("events.toml").write_text(f"{FILE}{many}", "utf-8")
    result = run(answers=["New", "1970", "n49"])

    assert "  n18: N\n  and 31 more\n" in result.stderr
    assert ["n49"] == tomllib.loads(file())["events"][-1]["sources"]


def test_a_file_without_sources_is_asked_for_none(run: Run) -> None:
    """Where there is no source to choose there is no question for one."""
    Path("events.toml").write_text('[timeline]\ntitle = "T"\n', "utf-8")
    result = run(answers=["New", "1970"])

    assert 0 == result.exit_code
    assert "Source" not in result.stderr


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

    def save_first(data: bytes, *rest: Any) -> Any:
        Path("events.toml").write_text("x = \n", "utf-8")
        return original(data, *rest)

    monkeypatch.setattr(module, "add", save_first)
    result = run("--title", "New", "--date", "1970")

    assert (1, "x = \n") == (result.exit_code, file())
    assert "events.toml:1:5: error: " in result.stderr


def test_add_never_writes_what_is_faulty() -> None:
    """A file that cannot be read is refused before anything is made of it."""
    with pytest.raises(InvalidTimeline):
        add(b"", NewEvent(title="N", date="1970"))
