"""The walls of the house: who may import whom, and what costs time at start."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "timeline"

# From the ground up: a module may import those before it, and no other.
ROWS = re.findall(
    r"^\| `(\w+)(?:\.py|/)` \|[^|\n]*\| ([\w, -]+) \|$",
    (PACKAGE.parent / "docs" / "house.md").read_text("utf-8"),
    re.MULTILINE,
)[1:]  # below the head
ORDER = [module for module, _ in ROWS]
# The libraries of each module; any but the standard one has its rooms, and some of that.
ROOMS = {module: set(libraries.split(", ")) - {"-"} for module, libraries in ROWS}
LIBRARIES = set().union(*ROOMS.values())


def module_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> list[str]:
    """The full names of all that a file imports, at its top or inside a function."""
    names = []
    tree = ast.parse(path.read_text("utf-8"))
    for_types = {
        part
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for part in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    """A module imports only modules that stand before it."""
    here = module_of(path)
    used = {name.split(".")[1] for name in imports(path) if name.startswith("timeline.")}

    assert set() == {
        name for name in used if ORDER.index(name) >= ORDER.index(here) and name != here
    }


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_libraries_have_their_rooms(path: Path) -> None:
    """A library is imported in its room alone; any library but the standard one has a room."""
    used = {name.split(".")[0] for name in imports(path)} - {"timeline"}
    foreign = {name for name in used if name not in sys.stdlib_module_names or name in LIBRARIES}

    assert foreign <= ROOMS[module_of(path)]


def test_the_table_names_every_module() -> None:
    """The plan of the house is the whole house, and nothing else."""
    assert sorted({module_of(path) for path in files()}) == sorted(ORDER)


def test_libraries_are_declared() -> None:
    """A library that is imported is one that is asked for, not one that another happens to bring."""
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {re.split(r"[=<>]", each)[0].lower() for each in project["dependencies"]}
    brought = packages_distributions()
    used = LIBRARIES - set(sys.stdlib_module_names) - PINNED_BY_ANOTHER

    assert asked - {"brotli"} == {
        brought[name][0].lower() for name in used
    }  # fontTools packs with it


PINNED_BY_ANOTHER = {"pydantic_core"}  # each pydantic wants one version of it


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["validate", "events.toml"], ["altair", "vl_convert", "jinja2", "babel", "PIL"]),
        (["--help"], ["altair", "vl_convert", "jinja2", "babel", "PIL", "pydantic"]),
        (["fmt", "--check", "events.toml"], ["altair", "vl_convert", "jinja2", "babel", "PIL"]),
        (["build", "--help"], ["altair", "vl_convert", "jinja2", "babel", "PIL", "pydantic"]),
        (
            ["add", "--title", "N", "--date", "1970", "--dry-run", "events.toml"],
            ["altair", "vl_convert", "jinja2", "PIL"],
        ),
        (["add", "--help"], ["altair", "vl_convert", "jinja2", "babel", "PIL", "pydantic"]),
        (["schema"], ["altair", "vl_convert", "jinja2", "babel", "PIL", "pydantic"]),
        (["diff", "events.toml", "events.toml"], ["altair", "vl_convert", "jinja2", "PIL"]),
    ],
    ids=["validate", "help", "fmt", "build help", "add", "add help", "schema", "diff"],
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


def test_plans_need_nothing_that_draws() -> None:
    """Layouts are begun before Altair is loaded: the process beside lays out meanwhile."""
    script = "import sys, timeline.plans; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert set() == {"altair", "jinja2", "PIL"} & set(done.stdout.split())
