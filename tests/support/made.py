"""Timelines made for tests."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from timeline.model import Timeline
from timeline.text import reader


def toml(
    events: Sequence[dict[str, str]],
    *,
    head: str = "",
    lanes: Sequence[str] = (),
    tail: str = "",
) -> str:
    """A file with these events; values are TOML as written."""
    lines = ["[timeline]", 'title = "Made for a test"', head]
    lines += [f'[[lanes]]\nid = "{lane}"\ntitle = "{lane.title()}"' for lane in lanes]
    lines += ['[[sources]]\nid = "s"\ntitle = "A source"']
    for number, event in enumerate(events):
        keys = {"id": f'"e{number}"', "title": f'"Event {number}"', "sources": '["s"]', **event}
        lines += ["[[events]]", *(f"{key} = {value}" for key, value in keys.items())]
    return "\n".join([*lines, tail])


def quoted(text: str) -> str:
    """A TOML basic string."""
    return json.dumps(text, ensure_ascii=False)


def timeline(
    events: Sequence[dict[str, str]],
    *,
    head: str = "",
    lanes: Sequence[str] = (),
    tail: str = "",
) -> Timeline:
    """The timeline of `toml(...)`."""
    return reader.read_text(toml(events, head=head, lanes=lanes, tail=tail))[0]


def dated(*dates: str, **more: str) -> Timeline:
    """A timeline with an event a date."""
    head = f'span = "{more.pop("span")}"' if "span" in more else ""
    return timeline([{"date": f'"{date}"', **more} for date in dates], head=head)


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The names of files that are not alike: a diff of a whole page would take minutes."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))
