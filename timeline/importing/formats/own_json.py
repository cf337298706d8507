"""What `timeline export -f json` writes, brought back whole; see `docs/json.md`.

Of a date its EDTF counts alone: words and bounds follow from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from timeline.errors import InvalidTimeline
from timeline.importing.input import Given
from timeline.importing.keys import further
from timeline.importing.rows import Cited, Imported, Row, Tally, Unreadable, Work
from timeline.messages import shortened
from timeline.model import Brand, Event, Header, Lane, Model, Period, Source, Tag
from timeline.model.keys import Key, all_keys
from timeline.model.values import Colour, Day

VERSION = 1
_MARK = "timeline_json"
_TOML = "$toml"
_NOTHING: tuple[Any, ...] = ("", [], {}, None)
_USUAL = Event.model_fields["importance"].default

_LONE: dict[str, type[Model]] = {"timeline": Header, "theme": Brand}
_WORK = tuple(each.name for each in all_keys(Source) if each not in further(Source))
_TEXTS = ("date_text", "date_note", "label", "text", "lane", "note", "title", "id")
_TABLES: dict[str, type[Model]] = {
    "lanes": Lane,
    "tags": Tag,
    "periods": Period,
    "sources": Source,
    "events": Event,
}

Json = Mapping[str, Any]


_FOLLOWS = ("derived",)  # which follows anew from what is read


def recognises(given: Given) -> bool:
    """Whether this names the version of our own JSON."""
    return isinstance(given.json, dict) and _MARK in given.json


def read(given: Given) -> Imported:
    """All that the file says; raises Unreadable with the place of what is not as documented."""
    _ = given.must_be_json  # what has no single meaning is refused there
    data = json.loads(given.text, parse_float=Decimal)
    if not isinstance(data, dict) or _MARK not in data:
        raise Unreadable(f'this is no JSON of a timeline: it has no "{_MARK}"')
    _check_version(data[_MARK])
    return _Reading(data).imported()


def _check_version(version: Any) -> None:
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise Unreadable(f'"{_MARK}" is no version but {json.dumps(version)[:40]}', "write 1")
    if version > VERSION:
        problem = f"this is version {version} of the JSON of a timeline; {VERSION} is known here"
        raise Unreadable(problem, "import it with a newer version of timeline")


class _Reading:
    """One file on its way to rows."""

    def __init__(self, data: Json) -> None:
        self.data = data
        self.tally = Tally()

    def imported(self) -> Imported:
        """All of it."""
        for name in self.data:
            if name not in (_MARK, "$schema", *_LONE, *_TABLES):
                self.tally.lose(name)
        lanes, tags = list(self._tables("lanes")), list(self._tables("tags"))
        sources = [self._work(place, source) for place, source in self._tables("sources")]
        periods = [_period(place, table) for place, table in self._tables("periods")]
        events = [_event(place, table) for place, table in self._tables("events")]
        return Imported(
            kind="timeline's own JSON",
            as_written=True,
            rows=(*periods, *events),
            tally=self.tally,
            header=self._lone("timeline"),
            theme=self._lone("theme"),
            lanes={_text(p, lane, "id"): _text(p, lane, "title") for p, lane in lanes},
            lane_more=_more_of(lanes, Lane),
            tags={_text(p, tag, "id"): _text(p, tag, "title") for p, tag in tags},
            tag_more=_more_of(tags, Tag),
            works=tuple(sources),
        )

    def _tables(self, name: str) -> Iterator[tuple[str, Json]]:
        """The tables of an array, each with its place; what is in them is counted."""
        tables = self.data.get(name, [])
        if not isinstance(tables, list):
            raise Unreadable(f'"{name}" is no array', f"write a list of {name} in brackets")
        for at, table in enumerate(tables):
            place = f"{name}[{at}]"
            if not isinstance(table, dict):
                raise Unreadable(f"{place} is no object")
            self._count(name, table, _TABLES[name].model_fields)
            yield place, table

    def _count(self, name: str, table: Json, known: Iterable[str]) -> None:
        for key, value in table.items():
            if key in known and value not in _NOTHING:
                self.tally.keep(f"{name}.{key}", key)
            elif key not in (*known, *_FOLLOWS):
                self.tally.lose(f"{name}.{key}")

    def _lone(self, name: str) -> Mapping[str, Any]:
        """The values of a table of which there is one."""
        table = self.data.get(name, {})
        if not isinstance(table, dict):
            raise Unreadable(f'"{name}" is no object')
        self._count(name, table, _LONE[name].model_fields)
        values = {each.name: _said(name, table, each) for each in all_keys(_LONE[name])}
        return {key: value for key, value in values.items() if value not in _NOTHING}

    def _work(self, place: str, table: Json) -> Work:
        values = {key: _text(place, table, key) for key in _WORK if key != "date"}
        return Work(**values, date=_edtf(place, table, "date"), more=_more(place, table, Source))


def period(place: str, table: Json) -> Row:
    """A period as a row; raises Unreadable."""
    texts: dict[str, Any] = {key: _text(place, table, key) for key in ("title", "id")}
    return Row(place=place, is_period=True, **texts, **when(place, table))


def event(place: str, table: Json) -> Row:
    """An event as a row, without what goes into `more`; raises Unreadable."""
    texts: dict[str, Any] = {key: _text(place, table, key) for key in _TEXTS}
    lists: dict[str, Any] = {key: _texts(place, table, key) for key in ("was", "tags", "see")}
    return Row(
        place=place,
        importance=_importance(place, table),
        links=tuple(_link(place, each) for each in _list(place, table, "links")),
        cites=tuple(_cited(place, each) for each in _list(place, table, "sources")),
        **texts,
        **lists,
        **when(place, table),
    )


def _event(place: str, table: Json) -> Row:
    """An event with all that it has; the usual importance need not be written."""
    row = event(place, table)
    importance = None if row.importance == _USUAL else row.importance
    return replace(row, importance=importance, more=_more(place, table, Event))


def _period(place: str, table: Json) -> Row:
    """A period with all that it has."""
    return replace(period(place, table), more=_more(place, table, Period))


def _more(place: str, table: Json, model: type[Model]) -> Mapping[str, Any]:
    """The keys that have no name of their own in what is imported, as TOML holds them."""
    found = {each.name: _held(place, table, each) for each in further(model)}
    return {key: value for key, value in found.items() if value not in _NOTHING}


def _more_of(tables: Iterable[tuple[str, Json]], model: type[Model]) -> dict[str, Any]:
    """The same of each table that has such keys, by its id."""
    found = {_text(place, table, "id"): _more(place, table, model) for place, table in tables}
    return {name: more for name, more in found.items() if more}


def _held(place: str, table: Json, key: Key) -> Any:
    """The value of a key as TOML holds it; what there is none of is as good as nothing."""
    name = key.name
    if key.several and not key.model:
        return list(_texts(place, table, name))
    if key.model and not key.several:
        return as_toml(table.get(name))
    if key.model:
        return [_table(place, name, each, key.model) for each in _list(place, table, name)]
    if key.is_date:
        return _edtf(place, table, name)
    if key.kind in (str, Day, Colour):
        return _text(place, table, name)
    found = as_toml(table.get(name))
    if table.get(name) and key.kind is dict and not isinstance(found, dict):
        raise Unreadable(f'"{name}" of {place} is no object')
    return found


def _said(place: str, table: Json, key: Key) -> Any:
    """The value of a key of such a table, where a whole number is a text."""
    value = table.get(key.name)
    if key.kind is int and isinstance(value, int):
        return str(value)
    if not value:
        return ""
    return _text(place, table, key.name) if key.kind is int else _held(place, table, key)


def _importance(place: str, table: Json) -> int | None:
    """A number, if there is one."""
    value = table.get("importance")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise Unreadable(f'"importance" of {place} is no whole number: {_shown(value)}')
    return value


def when(place: str, table: Json) -> dict[str, Any]:
    """The keys of a row's date: none is a problem, which the row tells."""
    if table.get("undated") is True:
        return _undated(table)
    attested = "attested" in table and "date" not in table
    edtf = _edtf(place, table, "attested" if attested else "date")
    if not edtf and table.get("reasons"):
        return {}
    if not edtf:
        return {"problem": "there is no date; write one", "code": "no-date"}
    if "attested" in table and "date" in table:
        problem = "there is both date and attested; an event has one of them"
        return {"problem": problem, "code": "date-attested"}
    return {"edtf": edtf, "attested": attested, "stands": True}


def _undated(table: Json) -> dict[str, Any]:
    if "date" in table or "attested" in table:
        problem = "there is a date, and undated is true; an event has one of them"
        return {"problem": problem, "code": "date-undated"}
    return {"undated": True}


def _table(place: str, key: str, value: Any, model: type[Model]) -> Any:
    """One of the tables of a key, as TOML holds it."""
    dates = [each.name for each in all_keys(model) if each.is_date]
    found = as_toml(value)
    if not dates:
        return found
    if not isinstance(value, dict) or not isinstance(found, dict):
        raise Unreadable(f'one of "{key}" of {place} is no object')
    return {**found, **{name: _edtf(place, value, name) for name in dates}}


def _cited(place: str, value: Any) -> Cited:
    table = {"id": value} if isinstance(value, str) else value
    if not isinstance(table, dict):
        raise Unreadable(f'one of "sources" of {place} is neither an id nor an object')
    locator, quote = (_text(place, table, key) for key in ("locator", "quote"))
    return Cited(source=_text(place, table, "id"), locator=locator, quote=quote)


def _link(place: str, value: Any) -> tuple[str, str]:
    table = {"url": value} if isinstance(value, str) else value
    if not isinstance(table, dict):
        raise Unreadable(f'one of "links" of {place} is neither an address nor an object')
    return _text(place, table, "url"), _text(place, table, "title")


# Values


def _text(place: str, table: Json, key: str) -> str:
    """A text, empty if there is none."""
    value = table.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(f'"{key}" of {place} is no text: {_shown(value)}', "write it in quotes")
    return value


def _texts(place: str, table: Json, key: str) -> tuple[str, ...]:
    values = _list(place, table, key)
    if not all(isinstance(value, str) for value in values):
        raise Unreadable(f'"{key}" of {place} holds what is no text: {_shown(values)}')
    return tuple(values)


def _list(place: str, table: Json, key: str) -> list[Any]:
    values = table.get(key)
    if values is None:
        return []
    if not isinstance(values, list):
        raise Unreadable(f'"{key}" of {place} is no array: {_shown(values)}', "put it in brackets")
    return values


def _edtf(place: str, table: Json, key: str) -> str:
    """The EDTF of a date, which may stand alone."""
    value = table.get(key)
    return _text(place, value, "edtf") if isinstance(value, dict) else _text(place, table, key)


def _shown(value: Any) -> str:
    return shortened(json.dumps(value, ensure_ascii=False, default=str), 60)


def as_toml(value: Any) -> Any:
    """A value as TOML holds it: what JSON has no form for is an object with the key `$toml`."""
    if isinstance(value, list):
        return [as_toml(each) for each in value if each is not None]
    if not isinstance(value, dict):
        return value
    if set(value) == {_TOML}:
        return _inner(value[_TOML])
    return {key: as_toml(each) for key, each in value.items() if each is not None}


def _inner(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_toml(each) for key, each in value.items()}
    if not isinstance(value, str) or "\n" in value:
        return {_TOML: value}
    from timeline.text.reader import parse

    try:
        return parse(f"value = {value}")[1]["value"]
    except InvalidTimeline:
        return {_TOML: value}
