"""An event put into a file in its place in time, and nothing else of the file changed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from timeline.edtf import EdtfDate, EdtfError
from timeline.edtf import parse as parse_date
from timeline.errors import Fault, Faults, InvalidTimeline
from timeline.model import Event, Timeline
from timeline.text.editing.splicing import Edit, Splicer, Unfit, canonical_text
from timeline.text.formatting import NotTheSame, same
from timeline.text.ids import Ids, folded, ids_of, made_of
from timeline.text.reader import parse, read_tables
from timeline.text.scanner import locate
from timeline.text.tables import shown

_ON, _UNDATED = "on this date", "without a date"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWork:
    """A source that is to be written with an event; its id is made of its title. `date` is EDTF."""

    title: str
    author: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMedium:
    """A picture of an event, in a `file` beside the timeline's own or at a `url`, and what is said of it."""

    file: str = ""
    url: str = ""
    alt: str = ""
    decorative: bool = False
    caption: str = ""
    credit: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """What is to be written of an event; what is empty is left out.

    `date` and `attested` are EDTF; each source is an id, or a work that the file has
    not yet, and a locator, which may be empty. Without an `id` one is made from the title.
    """

    title: str
    id: str = ""
    label: str = ""
    annotation: str = ""
    date: str = ""
    attested: str = ""
    undated: bool = False
    date_text: str = ""
    text: str = ""
    media: tuple[NewMedium, ...] = ()
    lane: str = ""
    tags: tuple[str, ...] = ()
    importance: int | None = None
    sources: tuple[tuple[str | NewWork, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A file with a new event: its bytes, and of the event the id, line and warnings.

    `table` is what is new in the file: the event's table, after those of new works.
    """

    data: bytes
    id: str
    table: str
    line: int
    warnings: Faults


class Twice(Unfit):
    """An event that a file has already: one of its title and date, by its id and line there.

    `when` are words for how the dates are alike: one may say less than the other.
    """

    def __init__(self, title: str, name: str, line: int, when: str = _ON) -> None:
        self.title, self.id, self.line = title, name, line
        super().__init__([f"there is already {shown(title)} {when}, at line {line}."])


def add(data: bytes, event: NewEvent, file: str = "events.toml", *, again: bool = False) -> Added:
    """Put an event into a file: before the first event that is later, or after the last.

    Comments stay with their tables, and every byte of the file as it is. Raises
    InvalidTimeline if the file has errors already, Unfit if it would have with
    the event, Twice if the file has it and it is not to be there `again`, and
    NotTheSame rather than change anything else.
    """
    source, before = parse(data, file)
    timeline, _ = read_tables(source, before, file)
    if not again and (twice := _twice(source, before, timeline, event)):
        raise twice
    splicer = Splicer(data, source, before)
    works = _works(event, before)
    values = _values(event, works)
    values["id"] = _id(event, before, splicer.ids)
    place = splicer.place(values)
    edits = list(splicer.additions({"sources": list(works.values()), "events": [values]}))
    new = splicer.spliced(edits)
    after, faults = _read(new, file, place, len(before.get("sources", ())))
    _check(before, after, place, splicer.ids, len(works))
    table = canonical_text("events", values)
    tables = [*(canonical_text("sources", each) for each in works.values()), table]
    return Added(
        data=new,
        id=values["id"],
        table="\n".join(tables),
        line=_line(source, edits, table),
        warnings=faults,
    )


def _twice(
    source: str, tables: dict[str, Any], timeline: Timeline, event: NewEvent
) -> Twice | None:
    alike = [each for each in timeline.all_events if folded(each.title) == folded(event.title)]
    ways = [(each, when) for each in alike if (when := _is_when(event, each))]
    if not ways:
        return None
    each, when = min(ways, key=lambda way: way[1] not in (_ON, _UNDATED))
    at = ids_of(tables).index(each.id)
    line = source.count("\n", 0, locate(source)[("events", at)].start) + 1
    return Twice(each.title, each.id, line, when)


def _is_when(event: NewEvent, other: Event) -> str:
    """In words, how the date of an event may be another's; empty if they are two."""
    if (event.date, event.attested) == (str(other.date or ""), str(other.attested or "")):
        return _UNDATED if other.undated else _ON
    for text, date in ((event.date, other.date), (event.attested, other.attested)):
        if text and date and _may_be_one(text, date):
            return f"with a date that may be the same ({date})"
    return ""


def _may_be_one(text: str, other: EdtfDate) -> bool:
    """Whether two dates overlap of which one is more precise or surer than the other."""
    try:
        date = parse_date(text)
    except EdtfError:
        return False  # which is told where the event is read
    one, two = date.bounds, other.bounds
    is_apart = _is_before(one.latest_end, two.earliest_start)
    is_apart = is_apart or _is_before(two.latest_end, one.earliest_start)
    return not is_apart and _precision(date) != _precision(other)


def _is_before(end: int | None, start: int | None) -> bool:
    return end is not None and start is not None and end < start


def _precision(date: EdtfDate) -> frozenset[Any]:
    """How precise and how sure the parts of a date are."""
    return frozenset(
        (each.precision, each.masked, bool(each.uncertain), bool(each.approximate))
        for each in date.points
    )


def _works(event: NewEvent, tables: dict[str, Any]) -> dict[NewWork, dict[str, Any]]:
    """The tables of the works that are new, each under an id that is no other's."""
    ids = Ids(each["id"] for each in tables.get("sources", ()))
    found: dict[NewWork, dict[str, Any]] = {}
    for work, _ in event.sources:
        if isinstance(work, NewWork) and work not in found:
            name = ids.give(made_of(work.title, "source"))
            found[work] = {"id": name, **_said(asdict(work))}
    return found


def _values(event: NewEvent, works: dict[NewWork, dict[str, Any]]) -> dict[str, Any]:
    """The values of an event's table."""
    values = _said(asdict(event))
    cited = [
        (works[work]["id"] if isinstance(work, NewWork) else work, locator)
        for work, locator in event.sources
    ]
    values["media"] = [_said(asdict(medium)) for medium in event.media]
    values["sources"] = [
        {"id": name, "locator": locator} if locator else name for name, locator in cited
    ]
    return _said(values)


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """The values that are not empty."""
    return {key: value for key, value in values.items() if value or _is_zero(value)}


def _is_zero(value: Any) -> bool:
    return value == 0 and not isinstance(value, bool)


def _line(source: str, edits: list[Edit], table: str) -> int:
    """The line in the new file at which the event's table begins."""
    [own] = (edit for edit in edits if table.rstrip("\n") in edit.text)
    above = source[: own.start] + own.text[: own.text.rindex(table.rstrip("\n"))]
    return (
        above.count("\n")
        + 1
        + sum(edit.text.count("\n") for edit in edits if edit.start < own.start)
    )


def _id(event: NewEvent, tables: dict[str, Any], ids: list[str]) -> str:
    """An id that is no other's: the event's own, or one made from its title."""
    taken = Ids(
        [*ids, *(name for each in tables.get("events", ()) for name in each.get("was", ()))]
    )
    if event.id and event.id in taken:
        raise Unfit([f"id {shown(event.id)}: this id is taken; write another."])
    return event.id or taken.give(made_of(event.title))


# What must hold


def _read(new: bytes, file: str, place: int, works: int) -> tuple[dict[str, Any], Faults]:
    """The tables, and the warnings about one event and the works after so many; raises Unfit."""
    try:
        source, tables = parse(new, file)
        _, faults = read_tables(source, tables, file)
    except InvalidTimeline as error:
        raise Unfit([_reason(fault, place) for fault in error.faults.errors]) from None
    new_ones = [("events", place), *(("sources", at) for at in range(works, _count(tables)))]
    return tables, Faults([fault for fault in faults if fault.path[:2] in new_ones])


def _count(tables: dict[str, Any]) -> int:
    return len(tables.get("sources", ()))


def _reason(fault: Fault, place: int) -> str:
    """A fault's message; without the event's name if it is the one that was just given."""
    own = fault.path[:2] == ("events", place)
    return fault.reason if own else fault.message


def _check(
    before: dict[str, Any], after: dict[str, Any], place: int, ids: list[str], works: int
) -> None:
    """Raise NotTheSame unless a file has all that it had, one event more, and so many works."""
    now = ids_of(after)
    events, sources = after["events"], after.get("sources", [])
    others = {**after, "events": [*events[:place], *events[place + 1 :]]}
    if works:
        others["sources"] = sources[: len(sources) - works]
    for name in ("events", "sources"):
        if not before.get(name) and not others.get(name):
            others.pop(name, None)
    if not same(before, others) or ids != [*now[:place], *now[place + 1 :]]:
        raise NotTheSame("with this event the others would not be the same")
