"""TimelineJS's JSON: that of version 3, and that of versions 1 and 2, also as JSONP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from timeline.importing.formats.timelinejs.dates import parts_of
from timeline.importing.formats.timelinejs.slides import DATES, Slide, imported
from timeline.importing.input import Given
from timeline.importing.json_text import loaded
from timeline.importing.rows import Imported, Tally, Unreadable

_JSONP = re.compile(r"\s*(?:(?:var|let|const)\s+)?[\w.$]+\s*(?:=|\()\s*(?=\{)")
_ROOT = ("events", "eras", "title", "scale")
_KINDS = (("title", "title"), ("events", ""), ("eras", "era"))
_OLD = {  # names of versions 1 and 2, by those of version 3
    "asset.media": "media.url",
    "asset.caption": "media.caption",
    "asset.credit": "media.credit",
    "asset.thumbnail": "media.thumbnail",
    "headline": "text.headline",
    "text": "text.text",
    "tag": "group",
    "startDate": "start_date",
    "endDate": "end_date",
    "classname": "background.class",
}


def recognises(given: Given) -> bool:
    """Whether the JSON has slides with headlines or dates in parts, or a "timeline" with dates."""
    try:
        data = data_of(given)
    except Unreadable:
        return False
    if not isinstance(data, dict):
        return False
    if isinstance(old := data.get("timeline"), dict):
        return isinstance(old.get("date"), list)
    slides = [*_items(data, "events"), *_items(data, "eras"), data.get("title")]
    return isinstance(data.get("events"), list) and any(
        isinstance(slide, dict)
        and any(isinstance(slide.get(key), dict) for key in ("start_date", "text", "media"))
        for slide in slides
    )


def read(given: Given) -> Imported:
    """The events, eras and title of a timeline; raises Unreadable if this is none."""
    data = data_of(given)
    if data is None:
        data = given.must_be_json
    if not isinstance(data, dict):
        raise Unreadable("this JSON is no object", 'TimelineJS has {"events": [...]}')
    tally = Tally()
    if isinstance(data.get("timeline"), dict):
        slides = list(_old_slides(data["timeline"], given.choices.day_first))
    else:
        slides = list(_slides(data, tally))
    return imported("TimelineJS JSON", slides, tally, choices=given.choices)


def data_of(given: Given) -> Any:
    """What the text holds as JSON, or as a script that hands JSON over; raises Unreadable."""
    if given.opens_as_json:
        return given.json
    found = _JSONP.match(given.text)
    if not found:
        return None
    return loaded(given.text[found.end() :].rstrip().rstrip(";").rstrip().removesuffix(")"))


def _items(data: dict[str, Any], key: str) -> list[Any]:
    found = data.get(key)
    return found if isinstance(found, list) else []


def _slides(data: dict[str, Any], tally: Tally) -> Iterator[Slide]:
    """The slides of version 3."""
    is_deep = data.get("scale") == "cosmological"
    for key in data:
        if key not in _ROOT:
            tally.lose(key)
    for key, kind in _KINDS:
        value = data.get(key)
        for index, item in enumerate([value] if key == "title" and value else _items(data, key)):
            place = key if key == "title" else f"{key}[{index}]"
            said = _flat(_dated(item)) if isinstance(item, dict) else {}
            if kind == "era" and "headline" in said:
                said.setdefault("text.headline", said.pop("headline"))
            is_own = said.get("scale") == "cosmological"
            yield Slide(place=place, kind=kind, said=said, cosmological=is_deep or is_own)


def _dated(item: dict[str, Any]) -> dict[str, Any]:
    """A slide whose dates are objects, as they are meant to be: one in words is all of a date."""
    words = {name: item[name] for name in DATES if isinstance(item.get(name), str | int)}
    return item | {name: {"year": text} for name, text in words.items()}


def _flat(item: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """What an object says, as text by dotted names."""
    said: dict[str, str] = {}
    for key, value in item.items():
        name = prefix + key
        if isinstance(value, dict):
            said |= _flat(value, f"{name}.")
        elif isinstance(value, list):
            said |= _flat({str(index): each for index, each in enumerate(value)}, f"{name}.")
        elif value is not None:
            said[name] = str(value).lower() if isinstance(value, bool) else str(value)
    return said


def _old_slides(data: dict[str, Any], day_first: bool | None) -> Iterator[Slide]:
    """The slides of versions 1 and 2: the timeline itself is the title."""
    lists = ("date", "era")
    own = {key: value for key, value in data.items() if key not in (*lists, "type")}
    yield _old_slide("timeline", "title", own, day_first)
    for key in lists:
        for index, item in enumerate(_items(data, key)):
            said = item if isinstance(item, dict) else {}
            yield _old_slide(f"{key}[{index}]", key if key == "era" else "", said, day_first)


def _old_slide(place: str, kind: str, item: dict[str, Any], day_first: bool | None) -> Slide:
    said: dict[str, str] = {}
    names: dict[str, str] = {}
    for own, text in _flat(item).items():
        name = _OLD.get(own, own)
        if name in ("start_date", "end_date"):
            for part, value in parts_of(text, day_first).items():
                said[f"{name}.{part}"] = value
                names[f"{name}.{part}"] = own
        else:
            said[name], names[name] = text, own
    return Slide(place=place, kind=kind, said=said, names=names)
