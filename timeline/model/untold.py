"""What another form of a timeline leaves unsaid: the keys of the file that it has no place for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from timeline.model.keys import all_keys
from timeline.model.timeline import Model, Timeline


def untold(timeline: Timeline, said: Mapping[type[Model], tuple[str, ...]]) -> dict[str, int]:
    """By its key, how often a form leaves out what is there; asides are always told.

    `said` has the keys of each table that the form says or has no need of, none if the
    table is not in it: so a key that the format gets later is told of until it is there.
    """
    tables: dict[str, tuple[Model, ...]] = {
        "timeline": (timeline.header,),
        "theme": (timeline.theme,) if timeline.theme else (),
        "lanes": timeline.lanes,
        "tags": timeline.tags,
        "periods": timeline.periods,
        "sources": timeline.sources,
        "events": timeline.all_events,
    }
    return {
        f"{name}.{key}": sum(getattr(each, key) not in (usual, "") for each in parts)
        for name, parts in tables.items()
        if parts
        for key, usual in _left_out(type(parts[0]), said)
    }


def _left_out(
    model: type[Model], said: Mapping[type[Model], tuple[str, ...]]
) -> Iterator[tuple[str, Any]]:
    """The keys of a table that are not said, each with its value where it is not written."""
    for key in all_keys(model):
        if key.name not in said.get(model, ()) and not key.is_aside:
            yield key.name, key.default
