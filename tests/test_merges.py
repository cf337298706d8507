"""Two who write at once: what a merge of git leaves is told as it is meant, and mended."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from support.bad_input import faults_of

from timeline.text.reader import read_text
from timeline.text.repairing import repair

BASE = """\
[timeline]
title = "The mine"

[[sources]]
id = "q"
title = "Quinn"

[[events]]
id = "opening"
title = "It opens"
date = "1901"
sources = ["q"]
"""
GIT = {
    **{f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}  # fmt: skip


def git(folder: Path, *words: str) -> int:
    """What git exits with."""
    return subprocess.run(
        ["git", "-C", str(folder), *words],
        env={**os.environ, **GIT},
        capture_output=True,
        check=False,
    ).returncode


def event(name: str, date: str, more: str = "") -> str:
    """An event at the end of the file, cited as all are."""
    head = f'\n[[events]]\nid = "{name}"\ntitle = "{name.title()}"\ndate = "{date}"\n'
    return f'{head}{more}sources = ["q"]\n'


def merged(folder: Path, ours: str, theirs: str, style: str = "merge", base: str = BASE) -> str:
    """A file after two branches were merged, as git leaves it."""
    file = folder / "events.toml"
    git(folder, "init", "-q", "-b", "main")
    file.write_text(base, "utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "base")
    git(folder, "checkout", "-qb", "cem")
    file.write_text(theirs, "utf-8")
    git(folder, "commit", "-qam", "theirs")
    git(folder, "checkout", "-q", "main")
    file.write_text(ours, "utf-8")
    git(folder, "commit", "-qam", "ours")
    assert git(folder, "-c", f"merge.conflictStyle={style}", "merge", "-q", "cem") == 1
    return file.read_text("utf-8")


ADDED = {
    "one each": ([event("strike", "1931")], [event("fire", "1930")]),
    "several, with more keys": (
        [event("strike", "1931", 'text = "They struck."\n'), event("end", "1950")],
        [event("fire", "1930")],
    ),
    "of one year": ([event("strike", "1931")], [event("fire", "1931"), event("flood", "1932")]),
}


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
@pytest.mark.parametrize(("ours", "theirs"), ADDED.values(), ids=ADDED.keys())
def test_events_of_both_sides_are_kept(
    tmp_path: Path, style: str, ours: list[str], theirs: list[str]
) -> None:
    """Where both sides added events, that is said; mended, the file has all of them, whole."""
    text = merged(tmp_path, BASE + "".join(ours), BASE + "".join(theirs), style)
    [fault] = faults_of(text)
    expected, _ = read_text(BASE + "".join(ours) + "".join(theirs))
    repaired = repair(text.encode())
    found, _ = read_text(repaired.data)

    assert fault.code == "conflict"
    assert "as a rule both sides are wanted" in fault.remedy
    assert "[[events]] above each event" in fault.remedy
    assert ("|||||||" in fault.remedy) == (style != "merge")
    assert expected == found


def test_a_source_each_is_kept(tmp_path: Path) -> None:
    """The same of whatever else there is several of."""
    ours, theirs = (
        BASE.replace(
            "\n[[events]]", f'\n[[sources]]\nid = "{name}"\ntitle = "{name}"\n\n[[events]]'
        )
        for name in ("rao", "sen")
    )
    text = merged(tmp_path, ours, theirs)
    repaired = repair(text.encode())

    [remedy] = [each.remedy for each in faults_of(text) if each.code == "conflict"]
    assert "[[sources]] above each source" in remedy
    assert {"q", "rao", "sen"} == {each.id for each in read_text(repaired.data)[0].sources}


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_lines_that_both_changed_are_left_to_the_author(tmp_path: Path, style: str) -> None:
    """What each changed in another way nobody else can decide; nothing of it is mended."""
    ours, theirs = (BASE.replace("1901", year) for year in ("1902", "1903"))
    text = merged(tmp_path, ours, theirs, style)
    [fault] = faults_of(text)

    assert "both sides changed these lines" in fault.remedy
    assert ("what was there before" in fault.remedy) == (style == "diff3")
    assert repair(text.encode()).data == text.encode()


def test_what_one_side_deleted_is_told(tmp_path: Path) -> None:
    """Of lines that one side changed and the other deleted it is asked whether they stay."""
    base = BASE + event("strike", "1931")
    text = merged(tmp_path, BASE, base.replace("1931", "1932"), base=base)

    assert "the other deleted them" in faults_of(text)[0].remedy


def test_an_event_that_both_renamed_is_no_second_event() -> None:
    """Where something stood before that both changed, nothing is mended."""
    text = BASE + (
        '\n[[events]]\n<<<<<<< HEAD\nid = "a2"\ntitle = "A2"\n||||||| base\nid = "a"\ntitle = "A"\n'
        '=======\nid = "a3"\ntitle = "A3"\n>>>>>>> cem\ndate = "1950"\n'
    )

    assert repair(text.encode()).data == text.encode()


def test_what_two_events_end_with_is_not_guessed() -> None:
    """Below a conflict, a key that one side has already is of the other alone: left to the author."""
    text = BASE + (
        '\n[[events]]\n<<<<<<< HEAD\nid = "a"\ntitle = "A"\ndate = "1950"\n=======\nid = "b"\n'
        'title = "B"\n>>>>>>> cem\ndate = "1951"\n'
    )

    assert repair(text.encode()).data == text.encode()


# Both sides kept, without the markers


@pytest.mark.parametrize("gap", ["", "\n"], ids=["close", "with a blank line"])
def test_a_new_event_is_told_once(gap: str) -> None:
    """Where id, title and date begin again in one table, a header lacks: told once, and mended."""
    lines = gap + 'id = "fire"\ntitle = "Fire"\ndate = "1930"\nsources = ["q"]\n'
    [fault] = faults_of(BASE + lines)

    assert (fault.code, fault.place.line if fault.place else 0) == ("header", 13 + len(gap))
    assert fault.problem == "a new event begins here without its [[events]]"
    assert fault.remedy == f"write [[events]] above line {13 + len(gap)}"
    assert repair((BASE + lines).encode()).data.decode() == f"{BASE}\n[[events]]\n{lines.lstrip()}"


def test_several_begin_in_one_table() -> None:
    """Each of several events is told, wherever its id stands, or without one."""
    lines = 'title = "Fire"\ndate = "1930"\nid = "flood"\ntitle = "Flood"\ndate = "1931"\n'

    faults = faults_of(BASE + lines)

    assert [13, 15] == [each.place.line for each in faults if each.place and each.code == "header"]


def test_a_second_version_is_no_new_event() -> None:
    """Of one event in two versions, what is there twice is told with its line in the file."""
    lines = 'id = "fire"\ntitle = "Fire"\ndate = "1930"\nid = "fire"\ntitle = "The fire"\n'
    found = [each for each in faults_of(BASE + lines) if each.code == "duplicate-key"]

    assert ["the first is on line 13", "the first is on line 14"] == [
        each.remedy.partition("; ")[2] for each in found
    ]


# What one side renamed, and the other names

RENAMED = BASE.replace('id = "opening"', 'id = "start"\nwas = ["opening"]')


def test_a_renamed_event_is_seen_and_linked_to() -> None:
    """Where one renamed what another names, the file is built, with a warning that is mended."""
    more = 'see = ["opening", "start"]\ntext = "After [opening](#opening), #opening."\n'
    text = RENAMED + event("strike", "1931", more)
    timeline, faults = read_text(text)
    once = repair(text.replace('["opening", "start"]', '["opening"]').encode())

    assert ("start",) == timeline.events[1].see
    assert ["event-renamed", "event-renamed"] == [each.code for each in faults]
    assert not once.left
    assert 'see = ["start"]' in once.data.decode()
    assert '"After [opening](#start), #opening."' in once.data.decode()


def test_a_renamed_event_without_an_id_is_seen() -> None:
    """The same where its id is made of its title."""
    text = RENAMED.replace('id = "start"\n', "") + event("strike", "1931", 'see = ["opening"]\n')

    assert ("it-opens",) == read_text(text)[0].events[1].see
