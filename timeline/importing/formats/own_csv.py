"""What `timeline export -f csv` writes, brought back: a row a lane, tag, source, period and event.

Dates are EDTF and texts Markdown, exactly as they stand. An apostrophe that
keeps a spreadsheet from computing a cell, or what it takes for one, is taken off.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from timeline.importing.drafting.dating import comes_in
from timeline.importing.formats import own_json
from timeline.importing.input import Given
from timeline.importing.keys import further
from timeline.importing.rows import Imported, NoEvent, Row, Tally, Unreadable, Work
from timeline.importing.sheets.tables import SheetRow, plain_cell
from timeline.model import Brand, Event, Header, Lane, Model, Period, Source, Tag
from timeline.model.keys import Key, all_keys
from timeline.model.values import Number

CHOICES = ("sheet", "delimiter")

_MARKS = frozenset(("type", "id", "title", "date", "lane_title"))
_MODELS: dict[str, type[Model]] = {
    "timeline": Header,
    "theme": Brand,
    "lane": Lane,
    "tag": Tag,
    "source": Source,
    "period": Period,
    "event": Event,
}

_MORE_COLUMNS = {"timeline": ("date",), "event": ("lane_title",)}


def _columns(kind: str) -> Iterator[str]:
    """The columns that a row of a type may fill, besides its type."""
    yield from (key for key in _MODELS[kind].model_fields if key in Event.model_fields)
    if "description" in _MODELS[kind].model_fields:
        yield "text"
    if _without_column(kind):
        yield "extra"
    yield from _MORE_COLUMNS.get(kind, ())


def _without_column(kind: str) -> list[str]:
    """The keys of a table that stand in the column `extra`, as they have none of their own."""
    with_column = (*Event.model_fields, "description")
    return [key for key in _MODELS[kind].model_fields if key not in with_column]


_COLUMNS = {kind: frozenset(_columns(kind)) for kind in _MODELS}

Cells = Mapping[str, str]


def recognises(given: Given) -> bool:
    """Whether this is a table with the columns of ours."""
    return given.has_table and set(given.table.header) >= _MARKS


def read(given: Given) -> Imported:
    """All that the table says; raises Unreadable if its columns are not ours."""
    if missing := sorted(_MARKS - set(given.table.header)):
        raise Unreadable(f"this is no CSV of a timeline: it has no column {', '.join(missing)}")
    return _Reading(given).imported()


class _Reading:
    """One table on its way to rows."""

    def __init__(self, given: Given) -> None:
        self.sheet = given.table
        self.choices = given.choices
        self.tally = Tally()
        self.header: dict[str, Any] = {}
        self.theme: dict[str, Any] = {}
        self.lanes: dict[str, str] = {}
        self.lane_more: dict[str, dict[str, Any]] = {}
        self.tags: dict[str, str] = {}
        self.tag_more: dict[str, dict[str, Any]] = {}
        self.works: list[Work] = []
        self.aside: dict[str, int] = {}  # rows that are no events, by type

    def imported(self) -> Imported:
        """All of it."""
        rows = [row for each in self.sheet.rows for row in self._row(each)]
        return Imported(
            kind="timeline's own CSV",
            as_written=True,
            rows=tuple(rows),
            aside=self.aside,
            tally=self.tally,
            header=self.header,
            theme=self.theme,
            lanes=self.lanes,
            lane_more=self.lane_more,
            tags=self.tags,
            tag_more=self.tag_more,
            works=tuple(self.works),
            taken_as=self.sheet.taken_as,
        )

    def _row(self, row: SheetRow) -> Iterator[Row]:
        """The event or period of a row; what else a row may say is kept aside."""
        place = f"row {row.number}"
        named = zip(self.sheet.header, row.cells, strict=True)
        cells = {name: plain_cell(cell) for name, cell in named if cell}
        kind = cells.pop("type", "").strip().lower()
        try:
            for at, doubt in row.doubts.items():
                raise NoEvent(f"{self.sheet.header[at]}: {doubt}", code="cell")
            if kind not in _COLUMNS:
                known = ", ".join(_COLUMNS)
                raise NoEvent(f'type "{kind}" is none of {known}', code="type")
            made = getattr(self, f"_{kind}")(place, cells)
            if made is None or comes_in(made, self.choices):
                self._count(kind, cells)
        except NoEvent as problem:
            made = Row(
                place=place, title=cells.get("title", ""), problem=str(problem), code=problem.code
            )
        if made:
            yield made
        else:
            self.aside[kind] = self.aside.get(kind, 0) + 1

    def _count(self, kind: str, cells: Cells) -> None:
        for name in cells:
            if name in _COLUMNS[kind]:
                self.tally.keep(name, name)
            else:
                self.tally.lose(name, f"no place for it in a row of type {kind}")

    # Rows of each type

    def _timeline(self, _: str, cells: Cells) -> None:
        said = self._said("timeline", all_keys(Header), cells)
        self.header = {"span": cells.get("date", ""), **said}
        self.header = {key: value for key, value in self.header.items() if value}

    def _theme(self, _: str, cells: Cells) -> None:
        self.theme = self._said("theme", all_keys(Brand), cells)

    def _lane(self, _: str, cells: Cells) -> None:
        name = cells.get("id", "")
        self.lanes[name] = cells.get("title", "")
        if more := self._said("lane", further(Lane), cells):
            self.lane_more[name] = more

    def _tag(self, _: str, cells: Cells) -> None:
        name = cells.get("id", "")
        self.tags[name] = cells.get("title", "")
        if more := self._said("tag", further(Tag), cells):
            self.tag_more[name] = more

    def _source(self, _: str, cells: Cells) -> None:
        said = self._said("source", all_keys(Source), cells)
        more = {each.name: said.pop(each.name) for each in further(Source) if each.name in said}
        self.works.append(Work(**{"title": "", **said}, more=more))

    def _period(self, place: str, cells: Cells) -> Row:
        more = self._said("period", further(Period), cells)
        return replace(own_json.period(place, _dated(place, cells)), more=more)

    def _event(self, place: str, cells: Cells) -> Row:
        lane, title = cells.get("lane", ""), cells.get("lane_title", "")
        if lane and title:
            self.lanes.setdefault(lane, title)
        table: dict[str, Any] = {
            **_dated(place, cells),
            "importance": _importance(cells),
            "lane": lane or title,
            **{name: _lines(cells, name) for name in ("tags", "see", "was")},
            "links": list(map(_link, _lines(cells, "links"))),
            "sources": list(map(_cited, _lines(cells, "sources"))),
        }
        return replace(own_json.event(place, table), more=_of_columns(further(Event), cells))

    def _said(self, kind: str, keys: Iterable[Key], cells: Cells) -> dict[str, Any]:
        """What a row that is no event says of some keys, in columns of theirs and in `extra`."""
        if "text" in cells:
            cells = {**cells, "description": cells["text"]}
        without = _without_column(kind)
        said = _of_columns([each for each in keys if each.name not in without], cells)
        rest = self._rest(kind, cells)
        said |= {each.name: _of_extra(each, rest) for each in keys if each.name in rest}
        return said

    def _rest(self, kind: str, cells: Cells) -> dict[str, Any]:
        """The keys that have no column; others are counted as lost."""
        known = _without_column(kind)
        if not known or "extra" not in cells:
            return {}
        rest: dict[str, Any] = _json(cells, "extra", dict)
        for key in rest:
            if key not in known:
                self.tally.lose(f"extra.{key}")
        return {key: rest[key] for key in known if key in rest}


# Cells


def _dated(place: str, cells: Cells) -> dict[str, Any]:
    """Cells, those of a date without the space around it; raises NoEvent for no date, or two."""
    undated = cells.get("undated", "").strip().lower() == "true"
    found = own_json.when(place, {**cells, "undated": undated})
    if problem := found.get("problem"):
        raise NoEvent(problem, code=found["code"])
    dates = {name: cells[name].strip() for name in ("date", "attested") if name in cells}
    return {**cells, **dates, "undated": undated}


def _lines(cells: Cells, name: str) -> list[str]:
    return [line for line in cells.get(name, "").split("\n") if line.strip()]


def _importance(cells: Cells) -> int | None:
    text = cells.get("importance", "")
    if text and not re.fullmatch(r"[1-5]", text):
        raise NoEvent(f'importance "{text}" is not 1 to 5', code="importance")
    return int(text) if text else None


def _link(line: str) -> dict[str, str]:
    url, _, title = line.partition(" ")
    return {"url": url, "title": title}


def _cited(line: str) -> Mapping[str, str]:
    """`id`, `id: locator`, or JSON."""
    if not line.startswith("{"):
        name, _, locator = line.partition(": ")
        return {"id": name, "locator": locator}
    table: Mapping[str, str] = _json({"sources": line}, "sources", dict)
    if not all(isinstance(table.get(key, ""), str) for key in ("id", "locator", "quote")):
        raise NoEvent("sources: this JSON is no citation", code="cell-json")
    return table


def _of_columns(keys: Iterable[Key], cells: Cells) -> dict[str, Any]:
    """The values of keys that have columns of their own, as TOML holds them."""
    return {each.name: _of_cell(each, cells) for each in keys if each.name in cells}


def _of_cell(key: Key, cells: Cells) -> Any:
    """A cell as the value of a key; a number or truth that is none stays the text that it is."""
    if key.model or key.kind is dict:
        return _json(cells, key.name, list if key.several else dict)
    if key.several:
        return _lines(cells, key.name)
    if key.kind in (bool, int, Number):
        with contextlib.suppress(ValueError):
            return json.loads(cells[key.name], parse_float=Decimal)
    return cells[key.name]


def _of_extra(key: Key, rest: Mapping[str, Any]) -> Any:
    """A value of `extra`; what is one text in the end is one already."""
    is_plain = not (key.several or key.model or key.kind in (bool, dict, Number))
    return str(rest[key.name]) if is_plain else rest[key.name]


def _json(cells: Cells, name: str, kind: type) -> Any:
    try:
        found = own_json.as_toml(json.loads(cells[name], parse_float=Decimal))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, kind):
        what = "an object" if kind is dict else "a list"
        raise NoEvent(f"{name}: this is not {what} as JSON", code="cell-json")
    return found
