"""Each key of the format, wherever it has to be known: the models say which there are.

What holds for the keys there are is tried with a file that has them all, and once more
in a copy of the package to which keys are added as docs/recipes/key.md says.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support.every_key import parts, text, whole
from support.json_schema import json_schema
from support.way_back import back, in_time

from timeline.differences import Change, differences
from timeline.edtf import EdtfDate, parse
from timeline.exporting import tables
from timeline.model import Event
from timeline.model.keys import Key, all_keys, models
from timeline.pages.entries import entries
from timeline.text.formatting import canonical

ROOT = Path(__file__).parent.parent

ALL = [(path, key) for path, model in models().items() if path for key in all_keys(model)]
EACH = pytest.mark.parametrize(
    ("path", "key"), ALL, ids=[".".join((*path, key.name)) for path, key in ALL]
)

# The one picture of a timeline is described, so that it is not decorative; those of events are either.
_LONE = (("timeline", "media"), "decorative")


@EACH
def test_it_is_written(path: tuple[str, ...], key: Key) -> None:
    """The file that is tried has the key, with another value than where it is not written."""
    values = [getattr(each, key.name) for each in parts(whole(), path)]

    if (path, key.name) == _LONE:
        assert values == [False]
        return
    assert [] != [value for value in values if value != key.default]


@pytest.mark.parametrize(("name", "kind"), [("json", "own_json"), ("csv", "own_csv")])
def test_every_key_comes_back(name: str, kind: str) -> None:
    """What leaves as JSON or CSV comes back equal, every key of every table."""
    again = back(whole(), name, kind)

    for path, key in ALL:
        here, there = (
            [getattr(each, key.name) for each in parts(timeline, path)]
            for timeline in (in_time(whole()), again)
        )
        assert here == there, (path, key.name)
    assert in_time(whole()) == again


@cache
def formatted() -> dict[str, Any]:
    return tomllib.loads(canonical(text().encode()).decode())


@pytest.mark.parametrize("path", models(), ids=lambda path: ".".join(path) or "the file")
def test_they_stand_in_order(path: tuple[str, ...]) -> None:
    """`fmt` writes the keys of a table in the order that the model has them in."""
    order = list(models()[path].model_fields)
    found: list[Any] = [formatted()]
    for step in path:
        inner = [each[step] for each in found if isinstance(each, dict) and step in each]
        found = [
            each for value in inner for each in (value if isinstance(value, list) else [value])
        ]

    assert found
    for each in found:
        assert [key for key in order if key in each] == list(each)


def _told(changes: tuple[Change, ...]) -> Iterator[str]:
    for change in changes:
        yield change.key
        yield from _told(change.inner)


def _without(value: Any, path: tuple[str, ...], key: Key) -> Any:
    """A timeline, or a table in it, with another value of a key."""
    if isinstance(value, tuple):
        return tuple(_without(each, path, key) for each in value)
    if path:
        step = "header" if path[0] == "timeline" else path[0]
        inner = _without(getattr(value, step), path[1:], key)
        return value.model_copy(update={step: inner})
    old = getattr(value, key.name)
    new: Any = key.default
    if isinstance(old, EdtfDate):
        new = parse("1840/1841") if "/" in old.text else parse("1840")
    elif isinstance(old, str) and key.required and old:
        new = f"{old}-2"
    elif old is None or old == key.default:
        new = old
    return value.model_copy(update={key.name: new})


# That an event is undated or has a date is told as one change, of the date.
_TOLD = [(path, key) for path, key in ALL if key.name != "undated" and (path, key.name) != _LONE]


@pytest.mark.parametrize(
    ("path", "key"), _TOLD, ids=[".".join((*path, key.name)) for path, key in _TOLD]
)
def test_a_change_of_it_is_told(path: tuple[str, ...], key: Key) -> None:
    """`diff` tells a change of it, but for ids that no reader sees."""
    changes = differences(whole(), _without(whole(), path, key))
    told = set(_told(changes))

    if key.name == "id" and path in (("lanes",), ("tags",), ("periods",), ("sources",)):
        assert "id" not in told
    elif key.name == "id" and path[-1] == "sources":
        assert "sources" in told  # another source is cited
    else:
        assert key.name in told


def test_each_key_of_an_event_has_a_column() -> None:
    """CSV has a column for each key of an event, and two more."""
    assert {"type", "lane_title", *Event.model_fields} == set(tables.HEADER)
    assert len(set(tables.HEADER)) == len(tables.HEADER)


def test_asides_are_shown() -> None:
    """A text that stands below an event is in its entry, with the phrase that names it."""
    told = entries(whole()).all

    wanted = {each.name.replace("_", "-") for each in all_keys(Event) if each.is_aside}
    assert wanted == {name for entry in told for name, _ in entry.asides}


@EACH
def test_it_is_in_the_schema_of_json(path: tuple[str, ...], key: Key) -> None:
    """The schema of what is exported as JSON has it."""
    schema: Any = json.loads(json_schema())
    here = schema
    for step in path:
        here = here["properties"][step]
        here = here.get("items", here)
        if "$ref" in here:
            here = schema["$defs"][here["$ref"].rpartition("/")[2]]

    assert key.name in here["properties"]


@EACH
def test_it_is_documented(path: tuple[str, ...], key: Key) -> None:
    """docs/format.md names each key, an event's in a row of its own."""
    page = (ROOT / "docs" / "format.md").read_text("utf-8")
    rows = re.findall(r"^\| ([^|]*) \|" if path == ("events",) else r"^\|.*\|$", page, re.MULTILINE)

    assert re.search(rf"\b{key.name}\b", "\n".join(rows))


# A key that is added

_FIELDS = {
    "Event": """
    place: Aside = ""
    nearby: Several[str] = ()
    floors: int | None = Field(default=None, ge=1)
    checked: Day | None = None
    settled: bool = False
    weight: Number | None = None
    heard: Date | None = None
""",
    "Lane": '    colour: str = ""\n',
    "Tag": '    colour: str = ""\n    rank: int = 0\n',
    "Period": '    colour: str = ""\n    settled: bool = False\n    nearby: Several[str] = ()\n',
    "Source": '    shelf: str = ""\n    borrowed: Day | None = None\n    seen: Several[str] = ()\n',
    "Header": '    place: str = ""\n    proof: bool = False\n    checked: Day | None = None\n',
}
_SAID = {
    "place": '_text("Place", "Where it happened.", "Plymouth")',
    "colour": '_text("Colour", "A colour.", "red")',
    "shelf": '_text("Shelf", "Where it stands.", "QA 76")',
    "nearby": 'Said("Nearby", "What is near.", (["sea", "a moor"],))',
    "seen": 'Said("Seen", "Where it was seen.", (["Kew"],))',
    "floors": 'Said("Floors", "How many floors.", (3,))',
    "rank": 'Said("Rank", "Its rank.", (2,))',
    "checked": '_day("Checked", "When it was checked.")',
    "borrowed": '_day("Borrowed", "When it was borrowed.")',
    "settled": 'Said("Settled", "Whether it is settled.", (True,))',
    "proof": 'Said("Proof", "Whether it is one.", (True,))',
    "weight": '_number("Weight", "In tons.", 7)',
    "heard": 'Said("Heard", "When it was heard of.", ("1832",))',
}


_THIS = "test_a_key_that_is_added_is_known_everywhere"
_HEAVY = shutil.ignore_patterns("__pycache__", "*.png", "*.svg")


def _add_keys(root: Path) -> None:
    """Follow docs/recipes/key.md in a copy of the package."""
    model = root / "timeline" / "model" / "timeline.py"
    words = root / "timeline" / "text" / "schema" / "words.py"
    english = root / "timeline" / "wording" / "languages" / "en.py"
    page = root / "docs" / "format.md"
    code, said = model.read_text("utf-8"), words.read_text("utf-8")
    for table, fields in _FIELDS.items():
        start = code.index(f"class {table}(Model):")
        end = re.compile(r"\n\n(?=\n|    @)").search(code, start)
        assert end
        code = f"{code[: end.start()]}\n{fields.strip(chr(10))}\n{code[end.start() + 1 :]}"
        names = re.findall(r"(\w+):", fields)
        pairs = "".join(f'\n        "{name}": {_SAID[name]},' for name in names)
        said = said.replace(f"    {table}: {{\n", f"    {table}: {{{pairs}\n")
    model.write_text(code, "utf-8")
    words.write_text(said, "utf-8")
    phrases = english.read_text("utf-8")
    english.write_text(
        phrases.replace('"note": "Note",', '"note": "Note", "place": "Place",'), "utf-8"
    )
    told = "".join(f"| `{name}` | |\n" for name in _SAID)
    page.write_text(page.read_text("utf-8").replace("| `note` |", f"{told}| `note` |"), "utf-8")


@pytest.mark.slow
def test_a_key_that_is_added_is_known_everywhere(tmp_path: Path) -> None:
    """With the files of the recipe changed and no other, all of this holds for new keys."""
    for folder in ("timeline", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=_HEAVY)
    (tmp_path / "tests").mkdir()
    shutil.copytree(ROOT / "tests" / "support", tmp_path / "tests" / "support")
    shutil.copy(ROOT / "tests" / "test_keys.py", tmp_path / "tests")
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    _add_keys(tmp_path)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-v", "--noconftest", "-p", "no:cacheprovider"),
            *("tests/test_keys.py", "--deselect", f"tests/test_keys.py::{_THIS}"),
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{tmp_path / 'tests'}"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == done.returncode, done.stdout
    for name in ("events.place", "events.heard", "lanes.colour", "sources.seen"):
        assert f"test_it_is_written[{name}] PASSED" in done.stdout
