"""Files of other programs, known by how they begin: what they are, and what to do with them.

It is asked only about a file from which no TOML can be read.
"""

from __future__ import annotations

import json
import re
import shlex
from pathlib import PurePath
from typing import NamedTuple

from timeline.text.decoding import BYTE_ORDER_MARKS, Mistake

_PLAIN = "save it there as plain text, with the encoding UTF-8"
_NAME = "name a timeline's file, such as events.toml"
_IMPORT = "bring it in with `timeline import {}`"


class Foreign(NamedTuple):
    """What a file is; with `suffix` it is one that `timeline import` reads."""

    problem: str
    remedy: str
    suffix: str = ""


_TABLE = Foreign("this looks like a table (CSV), not a timeline's file", _IMPORT, ".csv")
_JSON = Foreign("this looks like JSON, not a timeline's file", _IMPORT, ".json")
_YAML = Foreign(
    "this looks like YAML, not a timeline's file",
    'write key = "text" under [timeline] and [[events]]; `timeline new` writes an example',
)
_BY_HAND = "write [[events]] with title and date for each event; `timeline new` writes an example"
_CALENDAR = Foreign(
    "this is a calendar (iCalendar), not a timeline's file",
    "save its dates as a table (CSV), and bring that in with `timeline import`",
)
_WORKS = Foreign(
    "this is a list of works (BibTeX), not a timeline's file",
    "write each work under [[sources]] of a timeline's file",
)
_SIMILE = Foreign("this looks like XML of SIMILE, not a timeline's file", _IMPORT, ".xml")
_XML = Foreign("this looks like XML, not a timeline's file", _BY_HAND)
_WIKI = Foreign("this looks like a wiki's text, not a timeline's file", _BY_HAND)
_MARKDOWN = Foreign("this looks like Markdown, not a timeline's file", _BY_HAND)
_PROSE = Foreign("this is text in words, not a timeline's file", _BY_HAND)
_PAGE = Foreign("this is a web page, not a timeline's file", _NAME)
_PICTURE = Foreign("this is a picture, not plain text", _NAME)
_DOCUMENT = Foreign("this is a word processor's document, not plain text", _PLAIN)
_WORD = Foreign("this is a Word document, not plain text", _PLAIN)
_OLD_SHEET = "save it as .xlsx or .csv, and bring that in with `timeline import`"
_BEGINS = (
    (b"%PDF-", Foreign("this is a PDF, not plain text", _NAME)),
    (b"{\\rtf", Foreign("this is a document in rich text (RTF), not plain text", _PLAIN)),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF87a", _PICTURE),
    (b"GIF89a", _PICTURE),
    (b"\x1f\x8b", Foreign("this is a packed file (gzip), not plain text", "unpack it first")),
)
_HOLDS = {  # what the files packed in one are named
    b"PK\x03\x04": (
        (b"word/document.xml", _WORD),
        (b"xl/workbook", Foreign("this is a spreadsheet, not a timeline's file", _IMPORT, ".xlsx")),
        (b"ppt/presentation.xml", Foreign("this is a presentation, not plain text", _NAME)),
        (b"opendocument.spreadsheet", Foreign("this is a spreadsheet (ODS)", _OLD_SHEET)),
        (b"opendocument.text", _DOCUMENT),
        (b"", Foreign("this is a packed file (ZIP), not plain text", "unpack it first")),
    ),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": (
        (b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", _WORD),
        (b"W\0o\0r\0k\0b\0o\0o\0k\0", Foreign("this is an old spreadsheet (XLS)", _OLD_SHEET)),
        (b"", Foreign("this is a document of Office, old or with a password", _PLAIN)),
    ),
}
_OTHER = Foreign("this is no plain text", _NAME)

_OPENS_PAGE = re.compile(r"<(?:!doctype|html|head|body|\?xml|!--)", re.IGNORECASE)
_OPENS_YAML = re.compile(r"(?:---[ \t]*\n|%YAML|(?:[\w-]+:(?:[ \t][^\n]*)?\n+){2})")
_OPENS = (
    (re.compile(r"BEGIN:VCALENDAR"), _CALENDAR),
    (re.compile(r"@[A-Za-z]+[ \t]*\{"), _WORKS),
    (re.compile(r"(?:<!--.*?-->\s*|<\?xml.*?\?>\s*)?<data[\s>]", re.DOTALL), _SIMILE),
    (re.compile(r"<[A-Za-z][\w:-]*[\s/>]"), _XML),
)
_WIKI_LINE = re.compile(
    r"(?:==+[^=\n]+==+[ \t]*$|\{\||\{\{|\*+[ \t]*\[\[|'{3}|#REDIRECT)", re.MULTILINE
)
_MARKDOWN_LINE = re.compile(
    r"(?:[-*+\u2022][ \t]+\S|\d+[.)][ \t]+\S|\|[^\n]*\||>[ \t]|\*\*|!?\[[^\]\n]*\]\(|```|#{2,6}[ \t]|-{3,}[ \t]*$)"
)
_WORDS = re.compile(r"\w[^\n=\[\]{}]*[^\W\d_]{2}[^\n=\[\]{}]*$")
_IN_TOML = re.compile(r"^[ \t]*(?:\[\[?[\w.]+\]|[\w.-]+[ \t]*=)", re.MULTILINE)
_IN_BRACES = re.compile(r"[{\[]+\w+[}\]]+$")
_LOOKED_AT = 100_000  # characters of a text that are looked at
_DELIMITERS = ",;\t"
_CELL = re.compile(r'"[^"]*"')


def kind_of(given: str | bytes) -> Foreign | None:
    """What a file is from which no TOML can be read; None if it is meant to be TOML."""
    if isinstance(given, str):
        return _of_text(given)
    for start, kind in _BEGINS:
        if given.startswith(start):
            return kind
    for start, kinds in _HOLDS.items():
        if given.startswith(start):
            return next(kind for name, kind in kinds if name in given)
    for mark, name in BYTE_ORDER_MARKS:
        if given.startswith(mark):
            return _of_text(given.decode(name, "replace"))
    try:
        return _of_text(given.decode("utf-8"))
    except UnicodeDecodeError:
        return _OTHER if b"\0" in given[:1000] else _of_text(given.decode("latin-1"))


def _of_text(text: str) -> Foreign | None:
    text = text[:_LOOKED_AT].lstrip("\ufeff \t\r\n").replace("\r\n", "\n")
    if text[:1] in ("{", "[") and _is_json(text):
        return _JSON
    for opens, kind in _OPENS:
        if opens.match(text) and not _OPENS_PAGE.match(text):
            return kind
    if _OPENS_PAGE.match(text):
        return _SIMILE if _OPENS[2][0].match(text) else _PAGE
    if _IN_TOML.search(text):
        return None
    if _OPENS_YAML.match(text):
        return _YAML
    return _TABLE if _is_table(text) else _in_lines(text)


def _in_lines(text: str) -> Foreign | None:
    """What a text is of which no line is TOML; what may be meant for it in one line is."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    own = [line for line in lines if not line.startswith("#")]
    if own and all(_WIKI_LINE.match(line) for line in own[:1]):
        return _WIKI
    if own and _MARKDOWN_LINE.match(own[0]) and not _IN_BRACES.match(own[0]):
        return _MARKDOWN
    if len(own) > 1 and all(_WORDS.match(line) for line in own[:3]):
        return _MARKDOWN if lines[0].startswith("# ") else _PROSE
    return None


def _is_json(text: str) -> bool:
    """Whether a text that begins with a bracket is JSON, or begins as JSON of records does."""
    if re.match(r"\[\s*\{|\{\s*\"[^\"]*\"\s*:", text):
        return True
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_table(text: str) -> bool:
    """Whether each of the first lines is cut into cells, as prose is not."""
    lines = [_CELL.sub("", line) for line in text.split("\n") if line.strip()][:3]
    for delimiter in _DELIMITERS:
        counts = [line.count(delimiter) for line in lines]
        if len(counts) < 2 or not all(counts):
            continue
        prose = f"{delimiter} " in lines[0]
        if counts[0] > 1 or (len(set(counts)) == 1 and not prose):
            return True
    return False


def mistake(kind: Foreign, file: str) -> Mistake:
    """What is said of a file of another kind, by its name."""
    if not kind.suffix:
        return Mistake("not-toml", kind.problem, kind.remedy, 0)
    path, first = PurePath(file), ""
    if path.suffix == ".toml":  # by this name the import would have to replace it
        path = path.with_suffix(kind.suffix)
        first = f"rename it to {path.name}, and "
    remedy = kind.remedy.format(shlex.quote(str(path)))
    return Mistake("not-toml", kind.problem, f"{first}{remedy}", 0)
