"""Timelines from other tools: a file to rows, rows to a file of ours, with a report of losses.

The pipeline: bytes (`input`), rows (`formats`, with the help of `sheets` and `html`), a
file in canonical form (`drafting`) or changes to one that is there (`merging`), and what
became of everything (`report`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.importing.formats import MODULES, choices_of, load
from timeline.importing.hints import Choose, hint
from timeline.importing.rows import Imported, Unreadable

if TYPE_CHECKING:
    from timeline.importing.input import Given


_OF_SOME = ("sheet", "delimiter", "columns", "since_1970")  # choices that only some formats heed
_ANOTHER = hint("name its format with ", Choose("kind"), " if it is another")
_MARKUP = (
    "this is a web page or another text of tags (HTML, XML), and no table",
    "download the data itself, in Google Sheets with File > Download > CSV",
)
# Comments and blank lines, then a header or a key: so begins a file of ours, and no text about one.
_OURS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*)?\r?\n)*+[ \t]*(?:\[\[?[\w.]+\]|[\w.]+[ \t]*=)"
)
_HEADER = re.compile(rb"^\[timeline\]\s*$", re.MULTILINE)


def read(given: Given, name: str = "") -> Imported:
    """What a file says, read as the format of a name, or as the one that it is recognised as.

    Raises Unreadable if it is of no known format, or a broken file of one.
    """
    found = name or recognised(given)
    for choice in _OF_SOME:
        if getattr(given.choices, choice) and choice not in choices_of(found):
            heeding = [name for name in MODULES if choice in choices_of(name)]
            problem = f" is for {', '.join(heeding)}, and this file is {found}"
            remedy = hint("leave it out, or name another format with ", Choose("kind"))
            raise Unreadable(hint(Choose(choice), problem), remedy)
    imported = load(found).read(given)
    if not imported.rows:
        problem = f"there is no event in this file, read as {imported.kind}"
        raise Unreadable(problem, "" if name else _ANOTHER)
    return imported


def recognised(given: Given) -> str:
    """The name of the format that a file is in; raises Unreadable if it is in none."""
    if _OURS.match(given.data) and _HEADER.search(given.data) and b"[[events]]" in given.data:
        problem = "this is a timeline's own file already"
        raise Unreadable(problem, "what `timeline build` reads needs no import")
    if given.opens_as_markup and not load("simile").recognises(given):
        raise Unreadable(*_MARKUP)
    for name in MODULES:
        if load(name).recognises(given):
            return name
    raise _unknown(given)


def _unknown(given: Given) -> Unreadable:
    """Why a file is of no format: what its text or JSON lacks, if that can be told."""
    if not given.data.strip():
        return Unreadable("this file is empty")
    try:
        text = given.text.lstrip()
        if text.startswith(("{", "[")):
            _ = given.must_be_json
    except Unreadable as error:
        return error
    problem = "this file is in no format that is known here"
    remedy = hint(
        "a table has a first row with the names of its columns, such as Date and Title, and"
        " commas, semicolons or tabs between its cells; else name the format with ",
        Choose("kind"),
        f": {', '.join(MODULES)}",
    )
    return Unreadable(problem, remedy)
