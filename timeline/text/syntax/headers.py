"""Headers of tables that are not written as headers are.

Each look at a scene is as in `timeline.text.syntax.complaints`.
"""

from __future__ import annotations

import re

from timeline.model.keys import headers
from timeline.text.decoding import Mistake
from timeline.text.edits import Change, one
from timeline.text.scanner import scan
from timeline.text.syntax.quoting import plainly
from timeline.text.syntax.scene import Scene
from timeline.text.tables import LONE, closest

_LONGEST_NAME = 60  # characters of a name of words that are looked at


def single_brackets(scene: Scene, name: str, meant: str) -> Mistake:
    """The header of one table, of which there may be several, that stands in single brackets."""
    outer = name.rpartition(".")[0]
    at = scene.start
    for header in reversed(scene.above):
        written = scene.text[header.start : header.end].strip("[] \t")
        if header.brackets == 2 and written == outer:
            break
        if header.brackets == 1 and written == name:
            at = header.start
    return _single(scene.text, name, meant, at)


def _single(text: str, name: str, meant: str, at: int) -> Mistake:
    problem, remedy = f"[{name}] has single brackets", f"write [[{meant}]], with two brackets"
    end = text.find("]", at) + 1
    edits = one(at, end, f"[[{meant}]]")
    return Mistake("duplicate-table", problem, remedy, at, edits=edits)


def all_single(scene: Scene) -> list[Mistake]:
    """Every header in single brackets of the table that one is given twice of, if there may be many."""
    own = re.match(r"\[\[?[ \t]*([\w.\"-]+)", scene.text[scene.begin :])
    if not own:
        return []
    names = {own[1], f"{own[1]}s"}
    meant = next((each for each in sorted(names, key=len) if each.lower() in headers()), "")
    if not meant:
        return []
    header = re.compile(
        rf"^[ \t]*(\[[ \t]*{re.escape(own[1])}[ \t]*\])[ \t]*(?:#.*)?$", re.MULTILINE
    )
    lines = [entry.start for entry in scan(scene.text) if entry.brackets == 1]
    return [
        _single(scene.text, own[1], meant.lower(), found.start(1))
        for found in header.finditer(scene.text)
        if found.start(1) in lines
    ]


def bare_header(scene: Scene, line: str) -> Mistake | None:
    """The name of a table alone on its line, without brackets."""
    name = line.strip()
    meant = next((each for each in (name.lower(), f"{name.lower()}s") if each in _TABLES), "")
    if not meant:
        return None
    header = f"[{meant}]" if meant in LONE else f"[[{meant}]]"
    start = scene.offset - len(scene.before)
    at = start + line.index(name)
    problem = f"{name} has no brackets"
    edits = one(at, at + len(name), header)
    return Mistake("header", problem, f"write {header}", at, edits=edits)


_TABLES = (*LONE, *headers())


def header_not_closed(scene: Scene) -> Mistake | None:
    """A header with a bracket too few at its end, or with more than one word."""
    if scene.here.isalnum():
        return _of_words(scene)
    written = scene.before.strip()
    name = written.lstrip("[ \t")
    closed = "]" if scene.here == "]" else ""
    several = written.startswith("[[") or name in headers()
    meant = f"[[{name}]]" if several else f"[{name}]"
    start = scene.offset - len(scene.before)
    end = scene.offset + 1 if closed else len(scene.text[: scene.offset].rstrip())
    edits = one(start, end, meant) if re.fullmatch(r"[\w.-]+", name) else ()
    behind = scene.text[end:].split("\n", 1)[0]
    if not re.fullmatch(r"[ \t]*(?:#.*)?", behind):
        edits = ()
    problem = f"{written}{closed} is not closed"
    return Mistake("header", problem, f"write {meant}", scene.offset, edits=edits)


def _of_words(scene: Scene) -> Mistake:
    words = (scene.before + scene.rest).strip()
    parts = re.findall(r"\w+", words[:_LONGEST_NAME])
    known = [*LONE, *headers()]
    near = next((found for each in (*parts, "".join(parts)) if (found := closest(each, known))), "")
    header = f"[{near}]" if near in LONE else f"[[{near or 'events'}]]"
    problem = f"{plainly(words)} is more than one word"
    remedy = f"write {'' if near else 'one such as '}{header}"
    start = scene.offset - len(scene.before)
    end = scene.text.find("\n", start)
    whole = Change(start, end if end >= 0 else len(scene.text), header)
    return Mistake("header", problem, remedy, scene.start, aside=(whole,) if near else ())


def header_not_opened(scene: Scene) -> Mistake | None:
    """A header with a bracket too few at its start."""
    header = re.fullmatch(r"[ \t]*\[[ \t]*([\w.-]+)[ \t]*\]", scene.before)
    if not header or scene.rest != "]":
        return None
    problem = f"{scene.before.strip()}] begins with one bracket and ends with two"
    meant = f"[[{header[1]}]]" if header[1] in headers() else f"[{header[1]}]"
    edits = one(scene.offset - len(scene.before), scene.offset + 1, meant)
    return Mistake("header", problem, f"write {meant}", scene.start, edits=edits)
