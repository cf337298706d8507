"""docs/timeline.schema.json, made of the models and of what editors are told of their keys."""

from __future__ import annotations

import json
from typing import Any

from timeline.exporting.model import VERSION
from timeline.model import Citation, Document, Event, Figure, Header, Lane, Model, Tag
from timeline.model.keys import Key, all_keys
from timeline.model.timeline import Account, Period, Source
from timeline.model.values import Colour, Day, Kinship, Length, Number
from timeline.text.schema.patterns import ID
from timeline.text.schema.words import KEYS, TABLES

Schema = dict[str, Any]

# What is said otherwise than in an editor, as the key has another shape here.
_HERE: dict[tuple[type[Model], str], str] = {
    (Document, "theme"): "What is the author's own in how it looks; left out where nothing is.",
    (Document, "lanes"): "Named bands, in their order. Events without a lane are in one without a "
    "title, before these.",
    (Document, "tags"): "Tags that the timeline declares.",
    (Document, "events"): "The events, in the order of the file.",
    (Header, "span"): "The axis, from the first date to the last; left out, it is as wide as the "
    "events.",
    (Lane, "id"): "The name by which events say that they are in this lane.",
    (Tag, "id"): "The name by which events have it.",
    (Period, "date"): "From when to when.",
    (Source, "date"): "When it was published.",
    (Event, "id"): "Its name in links.",
    (Event, "date"): "When it happened.",
    (Event, "attested"): "A date by which it was so; nobody says when it happened.",
    (Event, "figures"): "Numbers: `value`, or `low` and/or `high`.",
    (Event, "sources"): "Where it is known from.",
    (Event, "links"): "Further pages.",
    (Event, "extra"): "The author's own, of any shape. What JSON lacks is an object with the one "
    "key `$toml`.",
    (Account, "date"): "When it happened by this account.",
    (Account, "sources"): "Who says so.",
    (Figure, "value"): "The number.",
    (Figure, "about"): "The number is approximate.",
    (Figure, "sources"): "Where the number is known from.",
}
_DATE: Schema = {
    "edtf": {
        "description": "The date itself: EDTF, levels 0 and 1 and parts of 2.",
        "type": "string",
    },
    "words": {
        "description": "The same in words, in the timeline's language as far as it is known here.",
        "type": "string",
    },
    "kind": {
        "description": "date: once, within the unit; interval: it lasted; one of: once, at one of "
        "several; all of: at each of several.",
        "enum": ["date", "interval", "one of", "all of"],
    },
    "uncertain": {"description": "Any part is marked ? or %.", "type": "boolean"},
    "approximate": {"description": "Any part is marked ~ or %.", "type": "boolean"},
    **{
        f"{which}_{end}": {
            "description": f"The {word} day on which it may have {done}.",
            "$ref": "#/$defs/day",
        }
        for end, done in (("start", "begun"), ("end", "ended"))
        for which, word in (("earliest", "first"), ("latest", "last"))
    },
}
_DERIVED: Schema = {
    "description": "What follows of when it was from its reasons and those of others; never stated. "
    "Passed over where the file is read.",
    "type": "object",
    "required": [*_DATE, "start", "end", "rests_on"],
    "additionalProperties": False,
    "properties": {
        **_DATE,
        "start": {"description": "Its beginning follows.", "type": "boolean"},
        "end": {"description": "Its end follows.", "type": "boolean"},
        "rests_on": {
            "description": "The ids of the events that it follows from.",
            "type": "array",
            "items": {"$ref": "#/$defs/id"},
        },
    },
}
# An event's tags need not be ids where none is declared.
_ALSO: dict[tuple[type[Model], str], Schema] = {(Event, "tags"): {"minLength": 1}}
_TYPES: dict[Any, str] = {
    str: "string",
    int: "integer",
    dict: "object",
    Number: "number",
    Colour: "string",
    Length: "string",
    Kinship: "string",
}


def json_schema() -> str:
    """The schema of what `timeline export -f json` writes, as the file in docs/."""
    tables = all_keys(Document)[1:]  # all but `format`, in whose place is the version
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A timeline as JSON, version {VERSION}",
        "description": "What `timeline export -f json` writes; docs/json.md tells what it means.",
        "type": "object",
        "required": ["timeline_json", *(each.name for each in tables if each.required or each.several)],
        "additionalProperties": False,
        "properties": {
            "$schema": {"description": "Where this schema is; not needed.", "type": "string"},
            "timeline_json": {"description": "The version of this shape.", "const": VERSION},
            **{each.name: _key(Document, each) for each in tables},
        },
        "$defs": {**_SCALARS, "citation": _table(Citation), "date": _closed("When: as EDTF, in words, "
            "and between which days it starts and ends.", list(_DATE), _DATE)},
    }  # fmt: skip
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


_SCALARS: Schema = {
    "id": {
        "description": "Lowercase letters of any script, digits, and single hyphens between them.",
        "type": "string",
        "pattern": ID,
    },
    "calendar_day": {
        "description": "A day, as in 2024-05-31.",
        "type": "string",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    },
    "day": {
        "description": "A day of the proleptic Gregorian calendar as ISO 8601 writes it, year 0 "
        "being 1 BCE; a year of other than four digits has a sign and at least six. Null where "
        "nothing is known.",
        "type": ["string", "null"],
        "pattern": "^(?:[0-9]{4}|[+-][0-9]{6,})-[0-9]{2}-[0-9]{2}$",
    },
}


def _table(model: type[Model]) -> Schema:
    """A table, in which a key that says nothing is left out."""
    known = all_keys(model)
    needed = [each.name for each in known if each.required or each.default]
    keys = {each.name: _key(model, each) for each in known}
    if model is Event:
        keys["derived"] = _DERIVED
    return {**_closed(TABLES[model].says, needed, keys), **TABLES[model].also}


def _closed(says: str, needed: list[str], keys: Schema) -> Schema:
    return {
        "description": says,
        "type": "object",
        "required": needed,
        "additionalProperties": False,
        "properties": keys,
    }


def _key(model: type[Model], key: Key) -> Schema:
    says = _HERE.get((model, key.name), KEYS[model][key.name].says)
    if not key.several and key.model:
        return _table(key.model)
    value = _value(model, key)
    return {"description": says, **({"type": "array", "items": value} if key.several else value)}


def _value(model: type[Model], key: Key) -> Schema:
    """The value of a key, or each of several."""
    pattern = KEYS[model][key.name].pattern
    if key.kind is Citation:
        return {"$ref": "#/$defs/citation"}
    if key.model:
        return _table(key.model)
    if key.is_date:
        return {"$ref": "#/$defs/date"}
    if key.kind is Day:
        return {"$ref": "#/$defs/calendar_day"}
    if pattern == ID:
        return {"$ref": "#/$defs/id"}
    if key.kind is bool:
        return {"const": True}  # false is as good as nothing
    limits = {"pattern": pattern} if pattern else {**_limits(key), **KEYS[model][key.name].also}
    return {"type": _TYPES[key.kind], **limits, **_ALSO.get((model, key.name), {})}


def _limits(key: Key) -> Schema:
    limits = {"minimum": key.least, "maximum": key.most}
    return {key: limit for key, limit in limits.items() if limit is not None}
