"""The record of an import beside its file: what every value was when it was imported.

It lets the next import tell what was changed by hand from what was not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from timeline.importing.drafting.values import Values, digest
from timeline.importing.rows import Unreadable

TABLES = ("lanes", "tags", "periods", "sources")
_VERSION = 1


@dataclass(slots=True)
class Record:
    """The digest of each value of each imported event, by its id in the import; the ids of the rest."""

    events: dict[str, dict[str, str]] = field(default_factory=dict)
    tables: dict[str, list[str]] = field(default_factory=dict)

    def note(self, name: str, values: Values) -> None:
        """Take down an event as it was imported."""
        self.events[name] = {
            key: digest(value) for key, value in sorted(values.items()) if key != "id"
        }

    def note_tables(self, tables: Mapping[str, Any]) -> None:
        """Take down the ids of lanes, tags, periods and sources."""
        for name in TABLES:
            ids = [table["id"] for table in tables.get(name, ())]
            self.tables[name] = sorted({*self.tables.get(name, ()), *ids})

    def text(self) -> str:
        """The record as JSON, an event a line."""
        lines = [f'  "version": {_VERSION}']
        lines += [f'  "{name}": {_line(self.tables.get(name, []))}' for name in TABLES]
        events = (f"    {_line(name)}: {_line(self.events[name])}" for name in sorted(self.events))
        inner = ",\n".join(events)
        lines.append(f'  "events": {{\n{inner}\n  }}' if inner else '  "events": {}')
        return "{\n" + ",\n".join(lines) + "\n}\n"


def record_of(tables: Mapping[str, Any]) -> Record:
    """The record of a file that has just been imported."""
    record = Record()
    record.note_tables(tables)
    for event in tables.get("events", ()):
        record.note(event["id"], event)
    return record


def read_record(data: bytes, file: str) -> Record:
    """A record that was written; raises Unreadable if these bytes are none."""
    try:
        found = json.loads(data)
        if found["version"] != _VERSION:
            raise ValueError(found["version"])
        events = {str(name): _digests(values) for name, values in found["events"].items()}
        tables = {name: _texts(found.get(name, [])) for name in TABLES}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        problem = f"{file} is no record of an import that can be read"
        remedy = "delete it to merge without; what the source says then wins where the two differ"
        raise Unreadable(problem, remedy) from None
    return Record(events=events, tables=tables)


def _digests(values: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in values.items()}


def _texts(values: Iterable[Any]) -> list[str]:
    return [str(value) for value in values]


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
