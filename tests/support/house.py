"""The house as it stands: which module imports which, and the table that says which may."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "timeline"
PLAN = ROOT / "docs" / "house.md"
_ROW = re.compile(r"^\| `([\w.]+/?)` \|[^|\n]*\| ([^|\n]*) \|$", re.MULTILINE)
_DOOR = re.compile(r"(\w+)(?: \(`([\w/.]+)`\))?")
_PICTURE = re.compile(r"```mermaid\n(.*?)```", re.DOTALL)


class Room(NamedTuple):
    """A row of the table: a name below `timeline/`, and the door of each outside library."""

    name: str
    doors: dict[str, str]

    @property
    def module(self) -> str:
        return self.name.removesuffix("/").removesuffix(".py")


@cache
def rooms() -> tuple[Room, ...]:
    """The rooms from the ground up, as the table has them."""
    found = []
    for name, libraries in _ROW.findall(PLAN.read_text("utf-8"))[1:]:  # below the head
        doors = dict(_DOOR.findall(libraries)) if libraries.strip() != "-" else {}
        found.append(Room(name, {library: name + (door or "") for library, door in doors.items()}))
    return tuple(found)


def files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def module(path: Path) -> str:
    """The dotted name of a file: timeline.text.reader."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def imports(path: Path) -> set[str]:
    """The full names of all that a file imports, at its top or inside a function; not for types."""
    tree = ast.parse(path.read_text("utf-8"))
    for_types = {
        part
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for part in ast.walk(node)
    }
    names = set()
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@cache
def graph() -> dict[str, set[str]]:
    """The modules of the package by name, each with those it imports."""
    by_name = {module(path): path for path in files()}
    found = {}
    for name, path in by_name.items():
        used = {each for each in imports(path) if each.split(".")[0] == "timeline"}
        # A name in a module, or a module by its own name.
        modules = {each if each in by_name else each.rpartition(".")[0] for each in used}
        found[name] = modules - {name}
    return found


def room_of(name: str) -> str:
    """The room of a module; the package's own front is `__init__`."""
    return name.split(".")[1] if "." in name else "__init__"


def between_rooms() -> dict[str, set[str]]:
    """Each room with the rooms it uses."""
    found: dict[str, set[str]] = {room.module: set() for room in rooms()}
    for name, used in graph().items():
        found.setdefault(room_of(name), set()).update(map(room_of, used))
    return {room: used - {room} for room, used in found.items()}


def inside(folder: str) -> dict[str, set[str]]:
    """What stands directly in a folder, each with what it uses there; its front is `__init__`."""

    def child(name: str) -> str:
        if name == folder:
            return "__init__"
        return name[len(folder) + 1 :].split(".")[0] if name.startswith(folder + ".") else ""

    found: dict[str, set[str]] = {}
    for name, used in graph().items():
        if here := child(name):
            found.setdefault(here, set()).update({child(each) for each in used} - {"", here})
    return found


def circles(arrows: dict[str, set[str]]) -> set[str]:
    """All that is on a circle: what is left when whatever uses nothing that is left is taken off."""
    left = {name: used & set(arrows) for name, used in arrows.items()}
    while free := [name for name, used in left.items() if not used]:
        left = {name: used - set(free) for name, used in left.items() if name not in free}
    # What only leads to a circle goes too.
    while ends := set(left) - set().union(*left.values(), set()):
        left = {name: used for name, used in left.items() if name not in ends}
    return set(left)


def picture() -> str:
    """The way of the data as a chart of Mermaid: from each room to those that build on it.

    Of the arrows those are left out that others lead to by a longer way.
    """
    uses = between_rooms()
    names = [room.module for room in rooms() if room.module not in ("__main__", "errors")]
    below: dict[str, set[str]] = {}
    lines = ["flowchart TD"]
    for name in names:
        direct = uses[name] & set(names)
        further = set().union(*(below[each] for each in direct), set())
        below[name] = direct | further
        lines += [f"    {each} --> {name}" for each in names if each in direct - further]
    return "\n".join(lines) + "\n"


def drawn_picture() -> str:
    """The chart that stands in the plan."""
    match = _PICTURE.search(PLAN.read_text("utf-8"))
    return match[1] if match else ""


def with_picture() -> str:
    """The plan with its chart as it should be."""
    return _PICTURE.sub(lambda _: f"```mermaid\n{picture()}```", PLAN.read_text("utf-8"))
