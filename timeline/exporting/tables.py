"""A timeline as CSV that comes back: a row a lane, tag, source, period and event.

By RFC 4180, with CRLF and, for Excel's sake, a byte order mark. What a spreadsheet
would compute has an apostrophe before it, which is taken off again where the file is
read back; so is one of two where an apostrophe stood there itself. That holds within a
cell too: a spreadsheet that parts cells by semicolons or tabs begins one there, and as
the quotation mark is then no longer the first of its cell, one on every line.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from timeline.edtf import EdtfDate
from timeline.exporting.keys import said
from timeline.exporting.values import written
from timeline.model import Event, Model, Timeline

# What stands right of which key. Few events have former ids, and nobody reads those first.
_SELDOM = ("undated", "reasons", "relations", "media")
_BESIDE = {"lane": "lane_title", "see": "was"}


def _columns() -> Iterator[str]:
    """The keys of an event, in the order of the format but for what stands beside another."""
    for key in Event.model_fields:
        if key not in _BESIDE.values():
            yield key
        if key in _BESIDE:
            yield _BESIDE[key]


HEADER = ("type", *_columns())

# What spreadsheets take for a number or leave alone: a number, a date of EDTF, BCE too.
_HARMLESS = (
    r"(?:[+-]?[0-9]+(?:[.,][0-9]+)?"
    r"|-[0-9]{2}(?:[0-9]{2}|[0-9]X|XX)(?:-[0-9]{2}(?:-[0-9]{2})?)?[?~%]?)(?:[;\t\r\n]|\Z)"
)
# The start of a formula, also behind apostrophes, of which one is taken off where it is read, and
# behind what may be passed over. Its signs are also those as wide as a letter of Chinese.
_RISKY = re.compile(
    rf"(?:\A|(?<=[;\t\r\n]))(?!{_HARMLESS})(?=(?:['\"]|[^\S\t\r\n])*?[=+\-@＝＋－＠])|\A(?='*[\t\r\n])"
)
_PLAIN_ID = re.compile(r"[^\s:{}\[\]\"]+")
_LINE_END = re.compile(r"[\r\n]")

Cells = Mapping[str, str]


def write(timeline: Timeline) -> bytes:
    """The file. Few timelines have all of `_SELDOM`; others have no column for what they lack."""
    parts = (timeline.header, *timeline.all_events)
    has = {key for key in _SELDOM for part in parts if getattr(part, key, None)}
    header = [name for name in HEADER if name not in _SELDOM or name in has]
    return as_csv([header, *([cells.get(name, "") for name in header] for cells in rows(timeline))])


def as_csv(table: Iterable[Sequence[str]], delimiter: str = ",") -> bytes:
    """Rows of cells as such a file; another `delimiter` may part the cells."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([neutral(cell) for cell in cells] for cells in table)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def rows(timeline: Timeline) -> Iterator[Cells]:
    """Each row's cells by the names of the header, before they are made harmless."""
    lanes = {lane.id: lane.title for lane in timeline.lanes}
    yield _row("timeline", timeline.header)
    if timeline.theme:
        yield _row("theme", timeline.theme)
    yield from (_row("lane", lane) for lane in timeline.lanes if lane.id)
    yield from (_row("tag", tag) for tag in timeline.tags)
    yield from (_row("source", source) for source in timeline.sources)
    yield from (_row("period", period) for period in timeline.periods)
    for event in timeline.all_events:
        yield {**_row("event", event), "lane_title": lanes[event.lane]}


def neutral(cell: str) -> str:
    """A cell that no spreadsheet computes."""
    return _RISKY.sub("'", cell)


def _row(kind: str, part: Model) -> Cells:
    """The cells of a part; keys that have no column there are in `extra`."""
    values = said(part, _edtf, usual=False)
    cells = {key: _cell(key, value) for key, value in values.items() if key in HEADER}
    if "description" in values:
        cells["text"] = values["description"]
    rest = {key: value for key, value in values.items() if key not in (*HEADER, "description")}
    return {"type": kind, **cells, **({"extra": written(rest, None)} if rest else {})}


def _edtf(_: str, date: EdtfDate) -> str:
    return date.text


def _cell(key: str, value: Any) -> str:
    """A value as a cell: of short items one a line, of tables JSON."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case _ if key in _LINES:
            return "\n".join(map(_LINES[key], value))
        case list() if all(isinstance(each, str) for each in value):
            return "\n".join(value)
        case _:
            return written(value, None)


# Pieces


def _citation(citation: Mapping[str, str]) -> str:
    """`id`, `id: locator`, or JSON where there is a quote or the line would be misread."""
    name, locator = citation["id"], citation.get("locator", "")
    clear = bool(_PLAIN_ID.fullmatch(name)) and locator == " ".join(locator.split())
    if "quote" in citation or not clear:
        return written(citation, None)
    return f"{name}: {locator}" if locator else name


def _link(link: Mapping[str, str]) -> str:
    """`URL` or `URL title`; of a title in several lines each line end becomes a space."""
    title = _LINE_END.sub(" ", link.get("title", ""))
    return f"{link['url']} {title}" if title else link["url"]


_LINES: dict[str, Callable[[Any], str]] = {
    "sources": _citation,
    "links": _link,
}
