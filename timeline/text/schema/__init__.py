"""The file format as a JSON Schema: what an editor says of each key, and marks as wrong.

Keys, their types and what is required are those of the models, which the reader
checks; what each key is said to be stands in `timeline.text.schema.words`. Nothing
that the reader accepts is refused; what a schema cannot see, such as a name that
leads nowhere or a day that is not in the calendar, is left to the reader.

Draft 4, the one that Taplo and Even Better TOML read in full. No schema refers
to another (`$ref`) and no key has one of several (`anyOf`): an editor would not
say then what the key holds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from timeline.model import Document, Event, Model
from timeline.model.keys import Key, all_keys
from timeline.model.values import (
    Attested,
    Colour,
    Date,
    Day,
    Interval,
    Kinship,
    Length,
    Number,
    Span,
)
from timeline.text.schema.patterns import DATE, DAY, INTERVAL, ONE_DATE, SPAN
from timeline.text.schema.words import EDTF, KEYS, TABLES, Said, Schema

__all__ = ["schema", "schema_text"]

_MOST_YEARS = 999_999_999_999  # of either era
_TYPES: dict[Any, str] = {
    str: "string",
    int: "integer",
    bool: "boolean",
    dict: "object",
    Number: "number",
    Day: "string",
    Colour: "string",
    Length: "string",
    Kinship: "string",
    **dict.fromkeys((Date, Attested, Span, Interval), "string"),
}
_PATTERNS: dict[Any, str] = {
    Date: DATE,
    Attested: ONE_DATE,
    Span: SPAN,
    Interval: INTERVAL,
    Day: DAY,
}


def schema() -> Schema:
    """The schema, made anew."""
    return {"$schema": "http://json-schema.org/draft-04/schema#", **_table(Document)}


def schema_text() -> str:
    """The schema as the file that editors read; ASCII, so that it can be printed anywhere."""
    return json.dumps(schema(), indent=2) + "\n"


def _table(model: type[Model]) -> Schema:
    """A table closed to all but its keys."""
    said, keys = TABLES[model], all_keys(model)
    # An event's id may be left out: it is made from the title.
    required = [each.name for each in keys if each.required and (model, each.name) != (Event, "id")]
    made = {
        **_told(said, "object"),
        **({"required": required} if required else {}),  # the draft has no empty one
        "additionalProperties": False,
        "properties": {each.name: _key(each, KEYS[model][each.name]) for each in keys},
        **said.also,
    }
    if model.alone:
        pattern = made["properties"][model.alone]["pattern"]
        made |= {"type": [made["type"], "string"], "pattern": pattern}
    if model is Event:
        made["x-taplo"]["initKeys"] = ["id", "date", "sources"]
    return made


def _key(key: Key, said: Said) -> Schema:
    """A key, shown with its first example."""
    if key.several:
        made = _array(key, said)
    elif key.model:
        made = {**_table(key.model), "examples": list(said.examples)}
    else:
        made = _value(key, said)
    docs = made["x-taplo"]["docs"]
    docs["main"] += f"\n\n```toml\n{_example(key, said)}\n```"
    return made


def _array(key: Key, said: Said) -> Schema:
    """An array of tables, or of names, each there once."""
    made = _told(said, "array")
    if key.model:
        return {**made, "items": _table(key.model)}
    item = {"type": _TYPES[key.kind]} | ({"pattern": said.pattern} if said.pattern else {})
    return {**made, "items": item, "uniqueItems": True}


def _value(key: Key, said: Said) -> Schema:
    limits: Schema = {**said.also}
    if pattern := said.pattern or _PATTERNS.get(key.kind):
        limits["pattern"] = pattern
    if said.values and key.least is not None and key.most is not None:
        limits["enum"] = list(range(key.least, key.most + 1))
    elif key.least is not None:
        limits |= {"minimum": key.least, "maximum": key.most}
    if key.default:
        limits["default"] = key.default
    made = _told(said, _TYPES[key.kind], limits, EDTF if key.is_date else said.link)
    if key.kind in (Date, Attested):  # which may be a bare year
        made |= {"type": ["string", "integer"], "minimum": -_MOST_YEARS, "maximum": _MOST_YEARS}
    return made


def _told(said: Said, kind: str, limits: Mapping[str, Any] | None = None, link: str = "") -> Schema:
    """What all keys and tables have: their words, type and limits, and what Taplo shows."""
    shown: Schema = {"docs": {"main": said.says}}
    if said.values:
        shown["docs"]["enumValues"] = list(said.values)
    if link:
        shown["links"] = {"key": link}
    made: Schema = {"title": said.title, "description": said.says.replace("`", "")}
    if said.examples:
        made["examples"] = list(said.examples)
    return {**made, "type": kind, **(limits or {}), "x-taplo": shown}


# Examples as TOML


def _example(key: Key, said: Said) -> str:
    """The first example of a key as it is written in a file."""
    example = said.examples[0]
    if key in all_keys(Document) and key.model and not key.several:
        return "\n".join([f"[{key.name}]", *_pairs(example)])
    if key.model and {"id", "title"} <= {each.name for each in all_keys(key.model)}:
        return "\n".join([f"[[{key.name}]]", *_pairs(example[0])])
    return f"{key.name} = {_written(example)}"


def _pairs(values: Mapping[str, Any]) -> list[str]:
    return [f"{name} = {_written(value)}" for name, value in values.items()]


def _written(value: Any) -> str:
    """A value of an example; JSON and TOML write its texts, numbers and truths alike."""
    if isinstance(value, dict):
        return f"{{ {', '.join(_pairs(value))} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    return json.dumps(value, ensure_ascii=False)
