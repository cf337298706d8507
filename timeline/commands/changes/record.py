"""Changes for programs."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from timeline.differences import Change
from timeline.edtf import Duration, EdtfDate
from timeline.model import Brand, Event, Header, Lane, Model, Period, Source, Tag

_TITLED = Event | Lane | Tag | Period | Source


def as_record(changes: Sequence[Change], old: str, new: str) -> dict[str, Any]:
    """The changes as JSON can hold them, version 1; docs/diff.md says what is in it."""
    return {"version": 1, "old": old, "new": new, "changes": [_change(each) for each in changes]}


def _change(change: Change) -> dict[str, Any]:
    record: dict[str, Any] = {"key": change.key, "change": change.manner.value}
    table = change.before if change.after is None else change.after
    if isinstance(table, _TITLED):
        record |= {"id": table.id, "title": table.title}
    # What became of a whole table that was and is there is in `changes`.
    if not (change.inner and isinstance(table, _TITLED | Header | Brand)):
        record |= {"old": _value(change.before), "new": _value(change.after)}
    if change.shifts:
        record["shifts"] = [{"of": of.value, "how": how.value} for of, how in change.shifts]
    if change.causes:
        record["causes"] = list(change.causes)
    if change.inner:
        record["changes"] = [_change(each) for each in change.inner]
    return record


def _value(value: Any) -> Any:
    """A value of the format; a decimal is a text, so that no digit of it is lost."""
    match value:
        case Model():
            fields = type(value).model_fields
            pairs = {name: getattr(value, name) for name in fields}
            return {
                name: _value(held)
                for name, held in pairs.items()
                if fields[name].is_required() or held != fields[name].get_default()
            }
        case EdtfDate():
            return value.text
        case Duration():
            return str(value)
        case datetime.date() | datetime.time():
            return value.isoformat()
        case Decimal():
            return str(value)
        case list() | tuple():
            return [_value(item) for item in value]
        case dict():
            return {key: _value(item) for key, item in value.items()}
        case _:
            return value
