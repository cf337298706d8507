"""A file with every key that the models have, made of the examples that editors show."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from timeline.model import Document, Event, Figure, Medium, Model, Reason, Timeline
from timeline.model.keys import all_keys
from timeline.text.reader import read_text
from timeline.text.schema.words import KEYS
from timeline.text.values import table_text

# What cannot stand beside something else in the same table, which another table has then.
_EITHER = {
    Event: ("attested", "undated"),
    Medium: ("decorative",),
    Figure: ("low", "high"),
    Reason: ("before", "during", "at_least"),
}
# Examples that are right alone, but not in one file.
_OWN: dict[tuple[str, ...], str | list[str]] = {
    ("timeline", "lang"): "pt-BR",
    ("events", "attested"): "1833",
    ("events", "see"): ["other"],
    ("events", "reasons", "after"): "long.start",
    ("events", "reasons", "within"): "50 years",
    ("events", "relations", "to"): "long",
}


def _written(model: type[Model], path: tuple[str, ...] = ()) -> dict[str, Any]:
    """A table with every key, each with its first example; of two that exclude each other the first."""
    found: dict[str, Any] = {}
    for key in all_keys(model):
        inner = (*path, key.name)
        if key.model:
            items = [_written(key.model, inner), *_others(key.model, inner)]
            found[key.name] = items if key.several else items[0]
        else:
            found[key.name] = _OWN.get(inner, KEYS[model][key.name].examples[0])
    for name in _EITHER.get(model, ()):
        found.pop(name)
    return found


def _others(model: type[Model], path: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """A table that has what the first one cannot have."""
    if model is Event:
        yield {"id": "other", "title": "Another", "attested": _OWN["events", "attested"]}
        yield {"id": "long", "title": "A long one", "date": "1800/1900"}
        yield {"id": "reasoned", "title": "A fourth", "reasons": [{"after": "long.start"}]}
        yield {"id": "lost", "title": "A third", "undated": True}
    if model is Reason:
        yield {"before": "long.end", "at_least": "9 months"}
        yield {"during": "long"}
    if model is Medium and path[0] == "events":  # a timeline has one alone
        yield {"file": "pictures/rule.svg", "decorative": True, "credit": "R", "licence": "CC0"}
    if model is Figure:
        yield {"what": "others aboard", "low": 70, "high": 80}


@cache
def text() -> str:
    """A file with every key there is, the last of a table first."""
    parts = []
    for name, value in _written(Document).items():
        if isinstance(value, list):
            parts += [table_text(name, dict(reversed(each.items()))) for each in value]
        elif isinstance(value, dict):
            parts.append(table_text(name, dict(reversed(value.items())), several=False))
    return "\n".join(parts)


@cache
def whole() -> Timeline:
    """The timeline of it."""
    return read_text(text())[0]


def parts(timeline: Timeline, path: tuple[str, ...]) -> list[Any]:
    """The tables that keys lead to."""
    found: list[Any] = [timeline]
    for step in path:
        step = {"timeline": "header", "events": "all_events"}.get(step, step)
        inner = [getattr(each, step) for each in found]
        found = [
            each
            for value in inner
            for each in (value if isinstance(value, tuple) else [value])
            if getattr(each, "id", " ") != ""  # the lane of events without one
        ]
    return found
