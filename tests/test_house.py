"""The walls of the house: who may import whom, and what costs time at start."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from support.house import (
    PACKAGE,
    between_rooms,
    circles,
    drawn_picture,
    files,
    graph,
    imports,
    inside,
    picture,
    rooms,
)

ORDER = [room.module for room in rooms()]
# The door of each outside library: a file, or a folder, below `timeline/`.
DOORS = {library: door for room in rooms() for library, door in room.doors.items()}
FOLDERS = [
    "timeline",
    *sorted(
        name
        for name in graph()
        if (PACKAGE.parent / Path(*name.split("."))).is_dir() and name != "timeline"
    ),
]


def test_the_table_names_every_room() -> None:
    """The plan of the house is the whole house, and nothing else."""
    assert sorted(between_rooms()) == sorted(ORDER)


@pytest.mark.parametrize("room", ORDER)
def test_no_room_climbs(room: str) -> None:
    """A room uses only rooms that stand before it."""
    assert set() == {
        used for used in between_rooms()[room] if used not in ORDER[: ORDER.index(room)]
    }


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_circle(folder: str) -> None:
    """In no folder, however deep, do two things need each other."""
    assert set() == circles(inside(folder))


def test_no_circle_of_modules() -> None:
    """No module is needed by what it needs."""
    assert set() == circles(graph())


def test_a_circle_is_seen() -> None:
    """What is on a circle is told, and what only leads there or away is not."""
    assert {"b", "c"} == circles({"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set()})


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_libraries_have_one_door(path: Path) -> None:
    """A library is imported behind its door alone; any but the standard one has a door."""
    here = str(path.relative_to(PACKAGE))
    used = {name.split(".")[0] for name in imports(path)} - {"timeline"}
    foreign = {name for name in used if name not in sys.stdlib_module_names or name in DOORS}

    assert set() == {name for name in foreign if not here.startswith(DOORS.get(name, "nowhere"))}


# What reaches the network, and who may: a page is served here by one, pictures come by the other.
NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "xmlrpc", "asyncio"}
NETWORKERS = {"preview.py": {"socket", "asyncio"}, "fetching/": {"socket", "ssl", "http"}}


def reaching(path: Path) -> set[str]:
    """The parts of the standard library by which a file reaches the network."""
    return {
        part
        for name in imports(path)
        for part in NETWORK
        if name == part or name.startswith(f"{part}.")
    }


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_one_room_asks_the_web(path: Path) -> None:
    """No command but the one that is asked to fetches anything: no other room could."""
    here = path.relative_to(PACKAGE).as_posix()
    allowed = {
        part for door, parts in NETWORKERS.items() if here.startswith(door) for part in parts
    }

    assert set() == reaching(path) - allowed


def test_one_command_asks_the_web() -> None:
    """The room that asks the web is used by `media pull` alone."""
    users = {name for name, used in graph().items() if any(map(_is_fetching, used))}

    assert {"timeline.commands.media", "timeline.commands.pulling"} == {
        name for name in users if not _is_fetching(name)
    }


def _is_fetching(name: str) -> bool:
    return name == "timeline.fetching" or name.startswith("timeline.fetching.")


def test_every_door_is_used() -> None:
    """The table names no library that nothing imports."""
    used = {name.split(".")[0] for path in files() for name in imports(path)}

    assert set() == set(DOORS) - used


def test_the_picture_is_current() -> None:
    """The way of the data is drawn as the modules have it; `make docs` draws it anew."""
    assert picture() == drawn_picture()


def test_libraries_are_declared() -> None:
    """A library that is imported is one that is asked for, not one that another happens to bring."""
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {re.split(r"[=<>]", each)[0].lower() for each in project["dependencies"]}
    brought = packages_distributions()
    used = set(DOORS) - set(sys.stdlib_module_names) - PINNED_BY_ANOTHER

    assert asked - {"brotli"} == {
        brought[name][0].lower() for name in used
    }  # fontTools packs with it


PINNED_BY_ANOTHER = {"pydantic_core"}  # each pydantic wants one version of it


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["validate", "events.toml"], ["altair", "vl_convert", "jinja2", "babel", "PIL"]),
        (
            ["--help"],
            ["altair", "vl_convert", "jinja2", "babel", "PIL", "pydantic", "hashlib"],
        ),
        (
            ["fmt", "--check", "events.toml"],
            ["altair", "vl_convert", "jinja2", "babel", "PIL", "filelock"],
        ),
        (["build", "--help"], ["altair", "vl_convert", "jinja2", "babel", "PIL", "pydantic"]),
        (
            ["add", "--title", "N", "--date", "1970", "--dry-run", "events.toml"],
            ["altair", "vl_convert", "jinja2", "PIL"],
        ),
        (["add", "--help"], ["altair", "vl_convert", "jinja2", "babel", "PIL", "pydantic"]),
        (["media", "pull", "--help"], ["altair", "PIL", "pydantic", "http.client", "ssl"]),
        (["schema"], ["altair", "vl_convert", "jinja2", "babel", "PIL"]),
        (["diff", "events.toml", "events.toml"], ["altair", "vl_convert", "jinja2", "PIL"]),
    ],
    ids=[
        "validate",
        "help",
        "fmt",
        "build help",
        "add",
        "add help",
        "media help",
        "schema",
        "diff",
    ],
)
def test_commands_load_what_they_need(arguments: list[str], absent: list[str]) -> None:
    """Heavy libraries are loaded by the commands that use them, and by no other."""
    script = (
        "import sys\nfrom timeline.commands import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        "print(*sorted(sys.modules), sep=chr(10), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=True,
    )

    assert set() == set(absent) & set(done.stderr.split())


def loaded(statement: str) -> set[str]:
    """The modules that are loaded once a statement has run in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{statement}\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_layouts_need_nothing_that_draws() -> None:
    """Layouts are begun before Altair is loaded, here or by a process beside."""
    assert set() == {"altair", "jinja2", "PIL"} & loaded("import timeline.layout.begin")


def test_vega_starts_before_all_else() -> None:
    """A process beside the installed command loads little before it starts Vega."""
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    main = project["scripts"]["timeline"].partition(":")[0]  # loaded by its script, so there too
    names = loaded(f"import {main}, timeline.drawing.beside")

    assert "vl_convert" in names
    assert set() == {"click", "pydantic", "altair", "PIL", "timeline.layout"} & names


@pytest.mark.parametrize("folder", ["tests", ".ci", "benchmarks"])
def test_no_test_imports_another(folder: str) -> None:
    """What tests share, and what tools take from them, is in `tests/support`."""
    files = list((PACKAGE.parent / folder).rglob("*.py"))
    imported = {name for path in files for name in imports(path)}

    assert files
    assert set() == {name for name in imported if re.match(r"(tests\.|test_|conftest)", name)}
