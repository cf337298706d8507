"""A record whose file may or may not have been written: what stands in the file says it.

Before a file is written its record has both what was and what is to be. If the writing is
cut off, each value is the import's own if it is as in either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from timeline.importing.drafting.values import Values, is_digest_of
from timeline.importing.merging.records import TABLES, Record


def announced(before: Record, after: Record) -> Record:
    """The record of a file while it is being written."""
    return replace(before, pending=(*before.pending, after))


def settled(record: Record, tables: Mapping[str, Any], ids: Sequence[str]) -> Record:
    """The record of what a file has; `ids` are those of its events."""
    for after in record.pending:
        record = _settled(record, after, tables, ids)
    return record


def _settled(
    record: Record, after: Record, tables: Mapping[str, Any], ids: Sequence[str]
) -> Record:
    there = _by_name(tables.get("events", ()), ids)
    events, keys = dict(record.events), dict(record.keys)
    for name in after.events.keys() & there.keys():  # of the others none has been written
        before = record.events.get(name)
        events[name] = _base(before, after.events[name], there[name])
        keys |= {name: after.keys[name]} if name in after.keys else {}
    found = {name: _tables(record, after, name, tables.get(name, ())) for name in TABLES}
    return Record(events=events, keys=keys, tables=found)


def _by_name(events: Sequence[Values], ids: Sequence[str]) -> dict[str, Values]:
    """The events of a file by what they are called, and were."""
    once = {name: each for each in events for name in each.get("was", ())}
    return {**once, **dict(zip(ids, events, strict=True))}


def _base(
    before: Mapping[str, str] | None, after: Mapping[str, str], event: Values
) -> dict[str, str]:
    """The digests of what was imported last of an event, key by key."""
    if before is None:
        return dict(after)
    keys = {**before, **after}
    came = {key for key in keys if _is_as_in(after, event, key)}
    said = {key: after if key in came else before for key in keys}
    return {key: said[key][key] for key in keys if key in said[key]}


def _is_as_in(found: Mapping[str, str], event: Values, key: str) -> bool:
    """Whether an event has of a key what a record has, which may be nothing."""
    if key not in found or key not in event:
        return key not in found and key not in event
    return is_digest_of(found[key], key, event[key])


def _tables(before: Record, after: Record, name: str, tables: Sequence[Values]) -> dict[str, str]:
    """The lanes and the like that were recorded before, or are there since."""
    known = before.tables.get(name, {})
    there = {each["id"] for each in tables} | known.keys()
    came = {each: face for each, face in after.tables.get(name, {}).items() if each in there}
    return {**known, **came}
