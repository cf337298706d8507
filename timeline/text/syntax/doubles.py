"""What a text gives twice: keys of a table, of an inline one, and tables."""

from __future__ import annotations

from collections.abc import Callable

from timeline.model.keys import headers
from timeline.text.decoding import Mistake
from timeline.text.edits import one
from timeline.text.positions import Lines
from timeline.text.scanner import scan, spots_of
from timeline.text.syntax.headers import single_brackets
from timeline.text.syntax.quoting import plainly
from timeline.text.syntax.scene import Scene
from timeline.text.toml import Complaint


def twice(scene: Scene) -> Mistake | None:
    """A key or table that is there already."""
    if scene.statement.startswith("["):
        return _table_twice(scene)
    key = scene.statement.split("=", 1)[0].strip()
    problem, remedy = f"{key} is given twice", "keep one of them"
    if first := _first_given(scene, key):
        remedy += f"; the first is on line {first}"
    return Mistake("duplicate-key", problem, remedy, scene.start)


def all_twice(scene: Scene, line: Callable[[int], int]) -> list[Mistake]:
    """Every pair of a text whose key its table has already; `line` tells that of an offset."""
    if scene.statement.startswith("["):
        return []
    first = dict[tuple[str, ...], int]()
    found: list[Mistake] = []
    for entry in scan(scene.text):
        if entry.brackets:
            first = {}
            continue
        if (top := first.setdefault(entry.names, entry.top)) == entry.top or entry.end < 0:
            continue
        key = scene.text[entry.top : entry.keys[-1].end]
        remedy = f"keep one of them; the first is on line {line(top)}"
        aside = one(entry.top, entry.end, "")
        found.append(
            Mistake("duplicate-key", f"{key} is given twice", remedy, entry.top, aside=aside)
        )
    return found


def inline_key_twice(scene: Scene) -> Mistake:
    """A key of an inline table, shown where it is last written as it reads."""
    if not scene.pair:  # where the scanner got less far than the parser
        return Mistake(
            "duplicate-key", "a key is given twice in one { }", "keep one of them", scene.offset - 1
        )
    around, again = scene.pair
    given = (each for each in around.inner if each.names == again.names and each.top <= again.top)
    keys = [pair.keys[-1] for pair in given]
    plain = [key for key in keys if key.name in scene.text[key.start : key.end]]
    name, at, _ = (plain or keys)[-1]
    problem = f"{plainly(name)} is given twice in one {{ }}"
    return Mistake("duplicate-key", problem, "keep one of them", at)


def _table_twice(scene: Scene) -> Mistake:
    name = scene.statement.strip("[] \t")
    if line := _key_above(scene, name):
        outer, _, key = name.rpartition(".")
        problem = f"{key} is given twice in one {outer.removesuffix('s')}"
        header = f"[[{name}]]" if scene.statement.startswith("[[") else f"[{name}]"
        remedy = f"keep {key} = ... or {header}; the first is on line {line}"
    elif meant := next((each for each in (name, f"{name}s") if each.lower() in headers()), ""):
        return single_brackets(scene, name, meant.lower())
    elif scene.complaint is Complaint.TABLE_TWICE:
        problem, remedy = f"[{name}] is there already", f"put its keys under the first [{name}]"
    else:
        problem = f"{name} is there already, in another shape"
        remedy = "write [[...]] above each of several tables, [...] above a single one"
    return Mistake("duplicate-table", problem, remedy, scene.start)


def _key_above(scene: Scene, name: str) -> int | None:
    """The line of a key that a header of two parts, such as events.sources, would set again."""
    outer, _, key = name.rpartition(".")
    spots = spots_of(scene.above)
    spot = spots.get((outer, spots.tables(outer) - 1, key))
    if spot is None or spot.key > spot.start:  # the key of a header is inside it
        return None
    return Lines(scene.text).place(spot.key).line


def _first_given(scene: Scene, key: str) -> int | None:
    """The line above, in the same table, that gives a key."""
    for entry in reversed(scene.above):
        if entry.brackets:
            return None
        if scene.text[entry.top : entry.keys[-1].end] == key:
            return Lines(scene.text).place(entry.top).line
    return None
