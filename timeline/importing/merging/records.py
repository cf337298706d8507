"""The record of an import beside its file: what every value was when it was imported.

It lets the next import tell what was changed by hand from what was not, and which row
is which event.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from timeline.importing.drafting.values import Values, digests
from timeline.importing.rows import Unreadable

TABLES = ("lanes", "tags", "periods", "sources")
_VERSION = 1
_KEY, _FACES, _PENDING = "row", "faces", "pending"  # what older versions have not


@dataclass(slots=True)
class Record:
    """What is known of each imported event, by the id that the import gave it, and of the rest.

    `events` have the digest of each value, `keys` what the source knows the row by, "" if
    by nothing; an event of a record of an older version has none. `tables` have the face
    of each lane and the like by its id, "" in such a record. `pending` are the records that
    are to follow, each while its file is being written.
    """

    events: dict[str, dict[str, str]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    tables: dict[str, dict[str, str]] = field(default_factory=dict)
    pending: tuple[Record, ...] = ()

    def note(self, name: str, values: Values, key: str = "") -> None:
        """Take down an event as it was imported."""
        self.events[name] = digests(values)
        self.keys[name] = key

    def note_tables(self, tables: Mapping[str, Any]) -> None:
        """Take down lanes, tags, periods and sources."""
        for name in TABLES:
            now = {table["id"]: face_of(table) for table in tables.get(name, ())}
            self.tables[name] = {**self.tables.get(name, {}), **now}

    def text(self) -> str:
        """The record as JSON, an event a line."""
        lines = [f'  "version": {_VERSION}']
        lines += [f'  "{name}": {_line(sorted(self.tables.get(name, {})))}' for name in TABLES]
        faces = {name: self.tables[name] for name in TABLES if self.tables.get(name)}
        lines += [f'  "{_FACES}": {_line(faces)}'] if faces else []
        events = (f"    {_line(name)}: {_line(self._event(name))}" for name in sorted(self.events))
        inner = ",\n".join(events)
        lines.append(f'  "events": {{\n{inner}\n  }}' if inner else '  "events": {}')
        if self.pending:
            pending = [json.loads(each.text()) for each in self.pending]
            lines.append(f'  "{_PENDING}": {_line(pending)}')
        return "{\n" + ",\n".join(lines) + "\n}\n"

    def _event(self, name: str) -> dict[str, str]:
        return {**self.events[name], **({_KEY: self.keys[name]} if name in self.keys else {})}


def face_of(table: Values) -> str:
    """What a lane or the like says: the digests of its title and, behind a stroke, of its date."""
    found = digests({key: table[key] for key in ("title", "date") if key in table})
    return f"{found['title']}/{found.get('date', '')}"


def title_of(face: str) -> str:
    """The digest of the title in a face."""
    return face.partition("/")[0]


def record_of(tables: Mapping[str, Any], keys: Mapping[str, str]) -> Record:
    """The record of a file that has just been imported; `keys` are those of its rows, by id."""
    record = Record()
    record.note_tables(tables)
    for event in tables.get("events", ()):
        record.note(event["id"], event, keys.get(event["id"], ""))
    return record


def read_record(data: bytes, file: str) -> Record:
    """A record that was written; raises Unreadable if these bytes are none."""
    try:
        found = json.loads(data)
        if found["version"] != _VERSION:
            raise ValueError(found["version"])
        pending = tuple(map(_read, found.get(_PENDING, [])))
        return replace(_read(found), pending=pending)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        problem = f"{file} is no record of an import that can be read"
        remedy = "delete it to merge without; what the source says then wins where the two differ"
        raise Unreadable(problem, remedy) from None


def _read(found: Mapping[str, Any]) -> Record:
    events = {str(name): _texts(values) for name, values in found["events"].items()}
    keys = {name: values.pop(_KEY) for name, values in events.items() if _KEY in values}
    faces = found.get(_FACES, {})
    tables = {
        name: {**dict.fromkeys(map(str, found.get(name, [])), ""), **_texts(faces.get(name, {}))}
        for name in TABLES
    }
    return Record(events=events, keys=keys, tables=tables)


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in values.items()}


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
