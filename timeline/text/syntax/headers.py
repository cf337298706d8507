"""Headers of tables that are not written as headers are.

Each look at a scene is as in `timeline.text.syntax.complaints`.
"""

from __future__ import annotations

import re

from timeline.model.keys import headers
from timeline.text.decoding import Mistake
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
    problem, remedy = f"[{name}] has single brackets", f"write [[{meant}]], with two brackets"
    return Mistake("duplicate-table", problem, remedy, at)


def header_not_closed(scene: Scene) -> Mistake | None:
    """A header with a bracket too few at its end, or with more than one word."""
    if scene.here.isalnum():
        return _of_words(scene)
    written = scene.before.strip()
    name = written.lstrip("[ \t")
    closed = "]" if scene.here == "]" else ""
    several = written.startswith("[[") or name in headers()
    remedy = f"write [[{name}]]" if several else f"write [{name}]"
    return Mistake("header", f"{written}{closed} is not closed", remedy, scene.offset)


def _of_words(scene: Scene) -> Mistake:
    words = (scene.before + scene.rest).strip()
    parts = re.findall(r"\w+", words[:_LONGEST_NAME])
    known = [*LONE, *headers()]
    near = next((found for each in (*parts, "".join(parts)) if (found := closest(each, known))), "")
    header = f"[{near}]" if near in LONE else f"[[{near or 'events'}]]"
    problem = f"{plainly(words)} is more than one word"
    return Mistake(
        "header", problem, f"write {'' if near else 'one such as '}{header}", scene.start
    )


def header_not_opened(scene: Scene) -> Mistake | None:
    """A header with a bracket too few at its start."""
    header = re.fullmatch(r"[ \t]*\[[ \t]*([\w.-]+)[ \t]*\]", scene.before)
    if not header or scene.rest != "]":
        return None
    problem = f"{scene.before.strip()}] begins with one bracket and ends with two"
    remedy = f"write [[{header[1]}]]" if header[1] in headers() else f"write [{header[1]}]"
    return Mistake("header", problem, remedy, scene.start)
