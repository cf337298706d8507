"""`timeline why`: what the date of an event rests on, step by step."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeline.commands import main

FILE = """\
[timeline]
title = "A dig"

[[sources]]
id = "report"
title = "The report"

[[events]]
id = "pit"
title = "The pit is dug"
reasons = [{ after = "floor", who = "A. Digger", sources = [{ id = "report", locator = "p. 3" }], note = "It cuts it." }]
sources = ["report"]

[[events]]
id = "floor"
was = ["pavement"]
title = "The floor is laid"
reasons = [{ at_least = "2 years", after = "coin" }]
sources = ["report"]

[[events]]
id = "coin"
title = "The coin is struck"
date = "1959"
sources = ["report"]

[[events]]
id = "wall"
title = "The wall stands"
date = "1950/"
reasons = [{ before = "fire" }]
sources = ["report"]

[[events]]
id = "fire"
title = "The fire"
attested = "1970"
sources = ["report"]

[[events]]
id = "lost"
title = "A lost ring"
undated = true
sources = ["report"]

[[events]]
id = "found"
title = "The ring is found"
reasons = [{ after = "lost" }]
sources = ["report"]
"""


@pytest.fixture(autouse=True)
def dig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the file in it."""
    monkeypatch.chdir(tmp_path)
    Path("events.toml").write_text(FILE, "utf-8")


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["why", *args])


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (
            "pit",
            "The pit is dug (pit, line 8)\n"
            "worked out: 1961 or later; no date is stated\n\n"
            "1961 or later:\n"
            "  after “The floor is laid” (line 11; A. Digger, report, p. 3): It cuts it.\n"
            "    at least 2 years after “The coin is struck” (line 18)\n"
            "      stated: 1959 (line 24)\n",
        ),
        (
            "wall",
            "The wall stands (wall, line 27)\n"
            "worked out: end 1970 or earlier; stated: 1950/, from 1950, end not known (line 30)\n\n"
            "end 1970 or earlier:\n"
            "  before “The fire” (line 31)\n"
            "    stated: by 1970 (line 37)\n\n"
            "rest on it:\n"
            "  The fire (fire, line 34)\n",
        ),
        (
            "coin",
            "The coin is struck (coin, line 21)\n"
            "stated: 1959 (line 24)\n\n"
            "rest on it:\n"
            "  The pit is dug (pit, line 8)\n"
            "  The floor is laid (floor, line 14)\n",
        ),
        ("lost", "A lost ring (lost, line 40)\nundated: no source says when\n"),
        ("found", "The ring is found (found, line 46)\nundated: its reasons lead to no date\n"),
    ],
)
def test_it_tells_each_step(event: str, told: str) -> None:
    """From the event to a date that is stated, each with its line, who and source."""
    result = run(event)

    assert (0, told) == (result.exit_code, result.stdout)


@pytest.mark.parametrize("name", ["floor", "pavement", "the floor is laid", "The floor  is laid"])
def test_an_event_is_found(name: str) -> None:
    """By its id, by one that it once had, by its title."""
    assert run(name).stdout.startswith("The floor is laid (floor, line 14)\n")


def test_one_that_is_not_there() -> None:
    """What may be meant is said, and nothing printed."""
    result = run("flor")

    assert 2 == result.exit_code
    assert '"flor": there is no such event; did you mean "floor"?' in result.stderr
    assert not result.stdout


def test_faults_are_told() -> None:
    """A file with faults is one that `validate` has to be asked about."""
    Path("events.toml").write_text(FILE.replace('attested = "1970"', 'attested = "1940"'), "utf-8")
    result = run("wall")

    assert 1 == result.exit_code
    assert '"wall" must be before "fire"' in result.stderr


def test_it_tells_programs() -> None:
    """The same as ids, EDTF and lines."""
    told = json.loads(run("pit", "--format", "json").stdout)

    assert ("[1961..]", True, None) == (told["known"], told["derived"], told["stated"])
    steps = told["bounds"]["earliest_start"]
    first, second, last = (step for step in steps if "line" in step)
    assert ("pit", "floor", "end", 11) == (
        first["event"],
        first["to"],
        first["to_end"],
        first["line"],
    )
    assert ("2 years", "coin") == (second["at_least"], second["to"])
    assert ("1959", 24) == (last["stated"], last["line"])
    assert {"earliest_start"} == told["bounds"].keys()
