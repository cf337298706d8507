"""An import into a file that is there: what was written by hand stays as it is.

For each key of each event three values are compared: what the last import
wrote (by its record), what stands in the file, and what is imported now.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from timeline.errors import Fault, InvalidTimeline
from timeline.importing.drafting.drafting import Rejected
from timeline.importing.drafting.values import (
    Values,
    equal,
    in_order_of,
    is_digest_of,
    with_sources,
)
from timeline.importing.drafting.writing import Written
from timeline.importing.merging.faces import Known, coming, keys_of, known
from timeline.importing.merging.halves import settled
from timeline.importing.merging.identity import identify
from timeline.importing.merging.parts import parts_of
from timeline.importing.merging.records import TABLES, Record
from timeline.model.keys import citing_keys
from timeline.text.editing.splicing import Edit, Splicer, Unfit
from timeline.text.formatting import NotTheSame, canonical, same
from timeline.text.ids import Ids, ids_of, made_of
from timeline.text.reader import parse, read_tables
from timeline.text.scanner import comments

_DATES = ("date", "attested", "undated")
_MOST_NAMED = 3
_REMEDY = "have the source tell its rows apart by an id, or write the event with `timeline add`"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChange:
    """A key of an event whose value is another now, or would be; None is no value.

    `why` says why the value in the file stays, if it does.
    """

    id: str
    key: str
    old: Any
    new: Any
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A file after an import, its new record, and what was done, in the order of the import.

    `absent` are ids of events that the import has not, `deleted` those that it
    has and that were deleted from the file by hand.
    """

    data: bytes
    record: Record
    added: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    changes: tuple[KeyChange, ...] = ()
    kept: tuple[KeyChange, ...] = ()
    absent: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()


def merge(data: bytes, written: Written, record: Record, file: str = "events.toml") -> Merged:
    """Bring an import into a file; every comment, and every byte that needs not change, stays.

    A file in canonical form stays in it, so that events are where their dates are.

    Raises InvalidTimeline if the file has errors already, Unfit if what is
    imported cannot be put into it, and NotTheSame rather than change anything
    else.
    """
    source, before = parse(data, file)
    read_tables(source, before, file)
    theirs = parse(written.data)[1]
    splicer = Splicer(data, source, before)
    merging = _Merging(splicer, theirs, settled(record, before, splicer.ids), written)
    while True:
        plan = merging.plan()
        new = merging.splicer.spliced(plan.edits(merging.splicer))
        text, after = parse(new, file)
        _check(merging, plan, after, comments(text) == comments(source))
        try:
            read_tables(text, after, file)
        except InvalidTimeline as error:
            merging.blame(error.faults.errors, after, plan)
            continue
        is_tidy = new != data and canonical(data) == data
        return merging.done(canonical(new) if is_tidy else new, plan)


@dataclass(slots=True)
class _Plan:
    """What is to be done to a file."""

    changes: dict[tuple[int, str], KeyChange] = field(default_factory=dict)  # by event and key
    kept: list[KeyChange] = field(default_factory=list)
    added: dict[str, Values] = field(default_factory=dict)  # by the id in the import
    tables: dict[str, list[Values]] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)

    def edits(self, splicer: Splicer) -> Iterator[Edit]:
        """The edits of the file's text."""
        for (at, key), change in self.changes.items():
            yield splicer.change(at, key, change.new)
        yield from splicer.additions({**self.tables, "events": list(self.added.values())})


class _Merging:
    """An import, a file, and how the ids of the one are called in the other."""

    def __init__(
        self, splicer: Splicer, theirs: Mapping[str, Any], record: Record, written: Written
    ) -> None:
        self.splicer, self.theirs, self.record, self.written = splicer, theirs, record, written
        self.file = splicer.tables
        self.ids = splicer.ids
        self.parts = parts_of(theirs, self.file, record)
        self.matches: dict[str, int] = {}  # where in the file events are, by their ids
        self.seen: set[int] = set()  # where in the file all are that the import has, or may have
        self.refused: dict[str, str] = {}  # why a new event is no part of the file, by its id
        self.held: dict[int, str] = {}  # why an event in the file stays as it is
        self.doubtful: list[Rejected] = []
        self.drafted: dict[str, str] = {}  # the ids in the draft, by those in the record
        self.events: list[Values] = []  # under the ids that they have in the record
        self._identify()

    def _identify(self) -> None:
        """Find which event of the record or the file each one of the import is."""
        drafted = [self._with_parts(each) for each in self.theirs.get("events", ())]
        news = coming(self.written, drafted)
        identity = identify(news, known(self.record, self.file.get("events", ()), self.ids))
        there = (
            *identity.known.values(),
            *(old for all_ in identity.doubts.values() for old in all_),
        )
        self.seen = {old.at for old in there if old.at is not None}
        events = [each for each in drafted if each["id"] not in identity.doubts]
        wanted = {new.id: new.given or made_of(new.title) for new in news}
        names = self._names(events, identity.known, wanted)
        for each in events:
            name = names[each["id"]]
            old = identity.known.get(each["id"])
            self.drafted[name] = each["id"]
            self.events.append(_renamed(each, names))
            if old and old.at is not None:
                self.matches[name] = old.at
        self._doubt(identity.doubts)

    def _names(
        self, events: list[Values], found: Mapping[str, Known], wanted: Mapping[str, str]
    ) -> dict[str, str]:
        """The id of each event in the record: its own there, else one that nobody has."""
        names = {each["id"]: found[each["id"]].name for each in events if each["id"] in found}
        once = (name for each in self.file.get("events", ()) for name in each.get("was", ()))
        free = Ids((*self.ids, *once, *self.record.events))
        rest = [each["id"] for each in events if each["id"] not in found]
        new = {name: free.give(wanted[name] if name in free else name) for name in rest}
        return {**names, **new}

    def _doubt(self, doubts: Mapping[str, tuple[Known, ...]]) -> None:
        """Reject the rows that may be one event of the file or another."""
        rows = {each.values["id"]: each for each in self.written.draft.events}
        for name, olds in doubts.items():
            if name in rows:
                row = rows[name]
                reason = _doubt(
                    [self.ids[old.at] if old.at is not None else old.name for old in olds]
                )
                self.doubtful.append(
                    Rejected(row=row.row, at=row.at, reason=reason, code="merge-doubt", id=name)
                )

    # What is to be done

    def plan(self) -> _Plan:
        """What to do, without what has been refused."""
        plan = _Plan()
        for event in self.events:
            name = event["id"]
            if name in self.matches:
                self._compare(plan, name, self._in_file(event))
            elif name in self.record.events:
                plan.deleted.append(name)
            elif name not in self.refused:
                plan.added[name] = {"id": name, **self._in_file(event)}
        self._add_tables(plan)
        return plan

    def _in_file(self, event: Values) -> Values:
        """An imported event's values, with ids as the file has them; without its own."""
        values = {key: value for key, value in event.items() if key != "id"}
        values["see"] = [name for each in values.get("see", ()) if (name := self._target(each))]
        values["was"] = [name for name in values.get("was", ()) if name not in self.ids]
        return {key: value for key, value in values.items() if value != []}

    def _with_parts(self, event: Values) -> Values:
        """An event with the lane, tags and sources that the file has, or will have."""
        values = dict(event)
        if "lane" in values:
            values["lane"] = self.parts["lanes"].names.get(values["lane"], values["lane"])
        if "tags" in values:
            values["tags"] = [self.parts["tags"].names.get(tag, tag) for tag in values["tags"]]
        sources = self.parts["sources"].names
        return with_sources(values, lambda name: sources.get(name, name))

    def _target(self, name: str) -> str:
        """The id in the file of an imported event; empty if it is not in it."""
        if name in self.matches:
            return self.ids[self.matches[name]]
        gone = name in self.record.events or name in self.refused
        return "" if gone else name

    def _compare(self, plan: _Plan, name: str, theirs: Values) -> None:
        at = self.matches[name]
        mine, base = self.file["events"][at], self.record.events.get(name)
        keys = {**theirs, **mine, **(base or {})}
        for key in keys:
            if key != "id" and key not in _DATES:
                self._decide(plan, at, (key,), mine, theirs, base)
        self._decide(plan, at, _DATES, mine, theirs, base)

    def _decide(
        self,
        plan: _Plan,
        at: int,
        keys: tuple[str, ...],
        mine: Values,
        theirs: Values,
        base: dict[str, str] | None,
    ) -> None:
        """Compare keys that go together: one that is all there is, or those that say when."""
        old, new = _part(mine, keys), _part(theirs, keys)
        if _all_equal(old, new):
            return
        was = None if base is None else {key: base[key] for key in keys if key in base}
        if was is None and not new:
            return  # by hand, as far as anybody knows
        if was is None and old:
            new = _joined(old, new)
            if _all_equal(old, new):
                return
            if keys != ("sources",):
                self._keep(plan, at, old, new, "no import is known to have written it")
                return
        if was is not None and not _are_digests(was, old):
            if not _are_digests(was, new):
                self._keep(plan, at, old, new, "changed by hand")
            return
        fixed = self.held.get(at) or next(
            filter(None, (self.splicer.fixed(at, key) for key in keys)), ""
        )
        if fixed:
            self._keep(plan, at, old, new, fixed)
            return
        for change in self._changes(at, old, new):
            plan.changes[at, change.key] = change

    def _keep(self, plan: _Plan, at: int, old: Values, new: Values, why: str) -> None:
        plan.kept += [replace(each, why=why) for each in self._changes(at, old, new)]

    def _changes(self, at: int, old: Values, new: Values) -> list[KeyChange]:
        return [
            KeyChange(
                id=self.ids[at],
                key=key,
                old=old.get(key),
                new=in_order_of(new.get(key), old.get(key), key),
            )
            for key in {**old, **new}
            if not _all_equal(_part(old, (key,)), _part(new, (key,)))
        ]

    def _add_tables(self, plan: _Plan) -> None:
        """Lanes and the like that are new, or that something written needs."""
        values = [*plan.added.values(), *({each.key: each.new} for each in plan.changes.values())]
        used = {
            "lanes": {each["lane"] for each in values if each.get("lane")},
            "tags": {tag for each in values for tag in each.get("tags") or ()},
            "sources": {name for each in values for name in _sources(each)},
        }
        for table in TABLES:
            names, known = self.parts[table].names, self.record.tables.get(table, {})
            named = [{**each, "id": names[each["id"]]} for each in self._new_parts(table)]
            plan.tables[table] = [
                each
                for each in named
                if each["id"] not in known or each["id"] in used.get(table, ())
            ]
        plan.tables["tags"] = self._tags(plan.tables["tags"], used["tags"])

    def _new_parts(self, table: str) -> list[Values]:
        """The lanes and the like of the import that the file has not."""
        there = self.parts[table].there if self.file.get(table) else ()
        return [each for each in self.theirs.get(table, ()) if each["id"] not in there]

    def _tags(self, new: list[Values], used: set[str]) -> list[Values]:
        """The tags to declare: all that are used if the file declares any, else none of them."""
        mine = {tag for event in self.file.get("events", ()) for tag in event.get("tags", ())}
        declared = {each["id"] for each in self.file.get("tags", ())}
        coming = {each["id"] for each in new}
        if not declared:
            return new if mine <= coming else []
        undeclared = sorted(used - declared - coming)
        return [*new, *({"id": name, "title": name} for name in undeclared)]

    # What comes of it

    def blame(self, errors: list[Fault], after: Mapping[str, Any], plan: _Plan) -> None:
        """Leave out what makes errors; raises Unfit if nothing that can be left out does."""
        ids = ids_of(dict(after))
        at = {name: at for at, name in enumerate(self.ids)}
        changed = {index for index, _ in plan.changes}
        others: list[str] = []
        for fault in errors:
            is_event = fault.path[:1] == ("events",) and len(fault.path) > 1
            name = ids[int(fault.path[1])] if is_event else ""
            reason = fault.reason.rstrip(".")
            if name in plan.added:
                self.refused.setdefault(name, reason)
            elif name in at and at[name] in changed:
                self.held.setdefault(at[name], reason)
            else:
                others.append(fault.message)
        if others:
            raise Unfit(others)

    def done(self, data: bytes, plan: _Plan) -> Merged:
        """What was done, and the record of it."""
        return Merged(
            data=data,
            record=self._new_record(),
            added=tuple(plan.added),
            tables=tuple(
                f"{name.removesuffix('s')} {each['id']}"
                for name, tables in plan.tables.items()
                for each in tables
            ),
            changes=tuple(plan.changes.values()),
            kept=tuple(plan.kept),
            absent=tuple(name for at, name in enumerate(self.ids) if at not in self.seen),
            deleted=tuple(plan.deleted),
            rejected=(*self.doubtful, *self._rejected()),
        )

    def _new_record(self) -> Record:
        record = copy.deepcopy(self.record)
        for name in TABLES:
            names = self.parts[name].names
            tables = [{**each, "id": names[each["id"]]} for each in self.theirs.get(name, ())]
            record.note_tables({name: tables})
        keys = keys_of(self.written, self.theirs.get("events", ()))
        for event in self.events:
            if event["id"] not in self.refused:
                before = self.record.keys.get(event["id"], "")
                key = keys.get(self.drafted[event["id"]], before)
                record.note(event["id"], self._in_file(event), key)
        return record

    def _rejected(self) -> Iterator[Rejected]:
        """The events that would make the file invalid."""
        rows = {each.values["id"]: each for each in self.written.draft.events}
        for name, reason in self.refused.items():
            row = rows[self.drafted[name]]
            yield Rejected(row=row.row, at=row.at, reason=reason, code="merge", id=name)


def _renamed(event: Values, names: Mapping[str, str]) -> Values:
    """An event with other ids; what it refers to in vain is left out."""
    see = [names[each] for each in event.get("see", ()) if each in names]
    return {**event, "id": names[event["id"]], **({"see": see} if "see" in event else {})}


def _doubt(ids: Sequence[str]) -> str:
    """Why a row is not brought in that may be one of some events."""
    shown = ", ".join(ids[:_MOST_NAMED]) + (", ..." if len(ids) > _MOST_NAMED else "")
    what = f"this may be {shown} or" if len(ids) == 1 else f"this may be one of {shown} or"
    return f"{what} another event, and nothing says which; {_REMEDY}"


def _all_equal(old: Values, new: Values) -> bool:
    """Whether some keys have equal values, of whatever types."""
    return old.keys() == new.keys() and equal(old, new)


def _joined(old: Values, new: Values) -> Values:
    """The same values; of sources those that are there, and behind them those that are new."""
    if "sources" not in old or "sources" not in new:
        return new
    mine = old["sources"]
    cited = set(_sources({"sources": mine}))
    more = [
        each
        for each in new["sources"]
        if not any(equal(each, other) for other in mine)
        and (set(each) - {"id"} if isinstance(each, Mapping) else each not in cited)
    ]
    return {"sources": [*mine, *more]}


def _are_digests(found: Mapping[str, str], values: Values) -> bool:
    """Whether these are digests of just these values, or of equal ones."""
    return found.keys() == values.keys() and all(
        is_digest_of(found[key], key, value) for key, value in values.items()
    )


def _part(values: Values, keys: tuple[str, ...]) -> Values:
    return {key: values[key] for key in keys if key in values}


def _sources(values: Values) -> Iterator[str]:
    """The ids of the sources that an event's values cite."""
    for cited in values.get("sources") or ():
        yield cited["id"] if isinstance(cited, dict) else cited
    for key in citing_keys():
        for each in values.get(key) or ():
            yield from _sources({"sources": each.get("sources")})


def _check(merging: _Merging, plan: _Plan, after: Mapping[str, Any], has_comments: bool) -> None:
    """Raise NotTheSame unless a file has all that it had, with the changes and additions alone."""
    expected: list[Values] = [{**event} for event in merging.file.get("events", ())]
    for (at, key), change in plan.changes.items():
        expected[at][key] = change.new
    expected = [{key: each[key] for key in each if each[key] is not None} for each in expected]
    new = plan.added
    events = after.get("events", [])
    old = [each for each in events if each.get("id") not in new]
    came = {each["id"]: each for each in events if each.get("id") in new}
    others = {key: value for key, value in after.items() if key != "events"}
    mine = {key: value for key, value in merging.file.items() if key != "events"}
    for name, tables in plan.tables.items():
        if tables:
            mine[name] = [*mine.get(name, []), *tables]
    if not (has_comments and same(others, mine) and same(old, expected) and same(came, new)):
        raise NotTheSame("with what is imported the rest of the file would not be the same")
    names = [name for name in ids_of(dict(after)) if name not in new]
    if names != merging.ids:
        raise NotTheSame("with what is imported the ids of other events would not be the same")
