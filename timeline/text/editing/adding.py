"""An event put into a file in its place in time, and nothing else of the file changed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from timeline.errors import Fault, Faults, InvalidTimeline
from timeline.text.editing.splicing import Splicer, Unfit
from timeline.text.formatting import NotTheSame, same
from timeline.text.ids import Ids, ids_of, made_of
from timeline.text.reader import parse, read_tables
from timeline.text.tables import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """What is to be written of an event; what is empty is left out.

    `date` and `attested` are EDTF; each source is an id and a locator, which
    may be empty. Without an `id` one is made from the title.
    """

    title: str
    id: str = ""
    label: str = ""
    annotation: str = ""
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


def add(data: bytes, event: NewEvent, file: str = "events.toml") -> Added:
    """Put an event into a file: before the first event that is later, or after the last.

    Comments stay with their tables, and every byte of the file as it is. Raises
    InvalidTimeline if the file has errors already, Unfit if it would have with
    the event, and NotTheSame rather than change anything else.
    """
    source, before = parse(data, file)
    read_tables(source, before, file)
    splicer = Splicer(data, source, before)
    values = _values(event)
    values["id"] = _id(event, before, splicer.ids)
    place = splicer.place(values)
    [edit] = splicer.additions({"events": [values]})
    new = splicer.spliced([edit])
    after, faults = _read(new, file, place)
    _check(before, after, place, splicer.ids)
    above = source[: edit.start] + edit.text[: edit.text.index("[[events]]")]
    table = edit.text.strip("\n") + "\n"
    line = above.count("\n") + 1
    return Added(data=new, id=values["id"], table=table, line=line, warnings=faults)


def _values(event: NewEvent) -> dict[str, Any]:
    """The values of an event's table."""
    values = asdict(event)
    values["sources"] = [
        {"id": name, "locator": locator} if locator else name for name, locator in event.sources
    ]
    return {key: value for key, value in values.items() if value or value == 0}


def _id(event: NewEvent, tables: dict[str, Any], ids: list[str]) -> str:
    """An id that is no other's: the event's own, or one made from its title."""
    taken = Ids(
        [*ids, *(name for each in tables.get("events", ()) for name in each.get("was", ()))]
    )
    if event.id and event.id in taken:
        raise Unfit([f"id {shown(event.id)}: this id is taken; write another."])
    return event.id or taken.give(made_of(event.title))


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
    return fault.reason if own else fault.message


def _check(before: dict[str, Any], after: dict[str, Any], place: int, ids: list[str]) -> None:
    """Raise NotTheSame unless a file has all that it had, and one event more."""
    now = ids_of(after)
    events = after["events"]
    others = {**after, "events": [*events[:place], *events[place + 1 :]]}
    if not before.get("events"):
        others.pop("events")
    if not same(before, others) or ids != [*now[:place], *now[place + 1 :]]:
        raise NotTheSame("with this event the others would not be the same")
