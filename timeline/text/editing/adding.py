"""An event put into a file in its place in time, and nothing else of the file changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from timeline.errors import Fault, Faults, InvalidTimeline, TimelineError
from timeline.text.decoding import normal
from timeline.text.formatting import NotTheSame, canonical, encoded, same
from timeline.text.formatting.order import ids_of, when_of
from timeline.text.pieces import Pieces, Statement, cut
from timeline.text.reader import parse, read_tables
from timeline.text.reader.checks import id_from
from timeline.text.strings import quoted
from timeline.text.tables import shown

_LONGEST_ID = 60  # characters; a title may have more
_MARK = "\ufeff".encode()
_LATIN = str.maketrans(  # letters that are no ASCII letter with an accent
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """What is to be written of an event; what is empty is left out.

    `date` and `attested` are EDTF; each source is an id and a locator, which
    may be empty. Without an `id` one is made from the title.
    """

    title: str
    id: str = ""
    label: str = ""
    date: str = ""
    attested: str = ""
    date_text: str = ""
    text: str = ""
    lane: str = ""
    tags: tuple[str, ...] = ()
    importance: int | None = None
    sources: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A file with a new event: its bytes, and of the event the id, table, line and warnings."""

    data: bytes
    id: str
    table: str
    line: int
    warnings: Faults


class Unfit(TimelineError):
    """An event that a file cannot take; `reasons` are all that are known."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


def add(data: bytes, event: NewEvent, file: str = "events.toml") -> Added:
    """Put an event into a file: before the first event that is later, or after the last.

    Comments stay with their tables, and every byte of the file as it is. Raises
    InvalidTimeline if the file has errors already, Unfit if it would have with
    the event, and NotTheSame rather than change anything else.
    """
    source, before = parse(data, file)
    read_tables(source, before, file)
    pieces = cut(source)
    headers = _headers(pieces)
    ids = ids_of(before)
    event = _named(event, before, ids)
    table = canonical(_table(event).encode()).decode()
    place = _place(event, before, ids)
    offset = headers[place].top if place < len(headers) else _end(pieces, source)
    piece = _apart(source[:offset], table, source[offset:])
    new = _inserted(data, source, piece, offset)
    after, faults = _read(new, file, place)
    _check(before, after, place, ids)
    line = (source[:offset] + piece[: piece.index("[[events]]")]).count("\n") + 1
    return Added(data=new, id=event.id, table=table, line=line, warnings=faults)


def _headers(pieces: Pieces) -> list[Statement]:
    """The header of each event."""
    for statement in pieces.statements:
        if statement.brackets:
            break
        if statement.names[0] == "events":
            problem = "the events of this file are one array, events = [...]"
            raise Unfit([f"{problem}; write each as a table of its own, under [[events]]."])
    return [each for each in pieces.statements if (each.brackets, each.names) == (2, ("events",))]


# What is written


def _table(event: NewEvent) -> str:
    return "[[events]]\n" + "".join(f"{key} = {value}\n" for key, value in _pairs(event))


def _pairs(event: NewEvent) -> Iterator[tuple[str, str]]:
    for key in ("id", "title", "label", "date", "attested", "date_text", "text", "lane", "note"):
        if value := getattr(event, key):
            yield key, quoted(value)
    if event.tags:
        yield "tags", _array(quoted(tag) for tag in event.tags)
    if event.importance is not None:
        yield "importance", str(event.importance)
    if event.sources:
        yield "sources", _array(_citation(*source) for source in event.sources)


def _array(items: Iterator[str]) -> str:
    return f"[{', '.join(items)}]"


def _citation(source: str, locator: str) -> str:
    if not locator:
        return quoted(source)
    return f"{{ id = {quoted(source)}, locator = {quoted(locator)} }}"


def _named(event: NewEvent, tables: dict[str, Any], ids: list[str]) -> NewEvent:
    """The event with an id that is no other's: its own, or one made from its title."""
    was = [name for each in tables.get("events", ()) for name in each.get("was", ())]
    taken = {*ids, *was}
    if event.id:
        if event.id in taken:
            raise Unfit([f"id {shown(event.id)}: this id is taken; write another."])
        return event
    stem = name = slug(event.title)
    number = 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return replace(event, id=name)


def slug(title: str) -> str:
    """A short id from a title; Latin letters without their accents, other scripts as they are."""
    words = re.sub(r"(?<=\w)['\u2019](?=\w)|(?<=\d),(?=\d{3})", "", title)
    plain = ""
    for char in unicodedata.normalize("NFD", words.lower().translate(_LATIN)):
        if not (unicodedata.combining(char) and plain[-1:].isascii() and plain[-1:].isalpha()):
            plain += char
    name = id_from(plain)
    if len(name) > _LONGEST_ID:
        name = id_from(name[: _LONGEST_ID + 1].rpartition("-")[0] or name[:_LONGEST_ID])
    return name or "event"


# Where it is written


def _place(event: NewEvent, tables: dict[str, Any], ids: list[str]) -> int:
    """The index that the event gets: that of the first one that is later, if there is one."""
    key = (when_of({"date": event.date or event.attested}), event.id)
    if key[0] is None:
        return len(ids)  # it will be told
    events = tables.get("events", ())
    later = (at for at, each in enumerate(events) if (when_of(each), ids[at]) > key)
    return next(later, len(ids))


def _end(pieces: Pieces, source: str) -> int:
    """Where the last event ends, with its tables and comments; or the last table, if none is one."""
    end, inside = 0, False
    last = 0
    for statement in pieces.statements:
        if statement.brackets:
            inside = statement.names[0] == "events"
        last = statement.bottom
        end = statement.bottom if inside else end
    return min(end or last, len(source))


def _apart(before: str, table: str, after: str) -> str:
    """A table with the blank lines that set it apart."""
    lines = before.split("\n")
    if lines[-1]:
        table = f"\n\n{table}"  # the file's last line has no end
    elif len(lines) > 1 and lines[-2].strip():
        table = f"\n{table}"
    return f"{table}\n" if after.split("\n", 1)[0].strip() else table


def _inserted(data: bytes, source: str, piece: str, offset: int) -> bytes:
    """A file with a piece at an offset of its text; its other bytes are as they were."""
    at = len(data)
    if offset < len(source):
        at = len(_MARK) if data.startswith(_MARK) else 0
        for _ in range(source.count("\n", 0, offset)):
            at = data.index(b"\n", at) + 1
    new = data[:at] + encoded(piece, data).removeprefix(_MARK) + data[at:]
    if normal(new.decode()) != source[:offset] + piece + source[offset:]:
        raise NotTheSame("with this event the file would not be the same otherwise")
    return new


# What must hold


def _read(new: bytes, file: str, place: int) -> tuple[dict[str, Any], Faults]:
    """The tables, and the warnings about one event; raises Unfit if there are errors."""
    try:
        source, tables = parse(new, file)
        _, faults = read_tables(source, tables, file)
    except InvalidTimeline as error:
        raise Unfit([_reason(fault, place) for fault in error.faults.errors]) from None
    return tables, Faults([fault for fault in faults if fault.path[:2] == ("events", place)])


def _reason(fault: Fault, place: int) -> str:
    """A fault's message; without the event's name if it is the one that was just given."""
    own = fault.path[:2] == ("events", place)
    return replace(fault, subject="").message if own else fault.message


def _check(before: dict[str, Any], after: dict[str, Any], place: int, ids: list[str]) -> None:
    """Raise NotTheSame unless a file has all that it had, and one event more."""
    now = ids_of(after)
    events = after["events"]
    others = {**after, "events": [*events[:place], *events[place + 1 :]]}
    if not before.get("events"):
        others.pop("events")
    if not same(before, others) or ids != [*now[:place], *now[place + 1 :]]:
        raise NotTheSame("with this event the others would not be the same")
