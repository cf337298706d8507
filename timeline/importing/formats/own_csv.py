"""What `timeline export -f csv` writes, brought back: a row a lane, tag, source, period and event.

Dates are EDTF and texts Markdown, exactly as they stand. An apostrophe that
keeps a spreadsheet from computing a cell is taken off.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from timeline.importing.formats import own_json
from timeline.importing.input import Given
from timeline.importing.rows import Imported, NoEvent, Row, Tally, Unreadable, Work
from timeline.importing.sheets.tables import SheetRow
from timeline.model import Event, Header, Source

CHOICES = ("sheet", "delimiter")

_MARKS = frozenset(("type", "id", "title", "date", "lane_title"))
_COLUMNS = {  # that a row of each type may fill, besides its type
    "timeline": ("title", "date", "text", "extra"),
    "lane": ("id", "title", "text"),
    "tag": ("id", "title"),
    "source": ("id", "title", "date", "extra"),
    "period": ("id", "title", "date"),
    "event": (*Event.model_fields, "lane_title"),
}
_HEADER = tuple(key for key in Header.model_fields if key not in ("title", "description"))
_WORK = tuple(key for key in Source.model_fields if key not in _COLUMNS["source"])
_NEUTRAL = re.compile(r"'+[=+\-@\t\r\n]")

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
        self.tally = Tally()
        self.header: dict[str, str] = {}
        self.lanes: dict[str, str] = {}
        self.lane_texts: dict[str, str] = {}
        self.tags: dict[str, str] = {}
        self.works: list[Work] = []
        self.aside: dict[str, int] = {}  # rows that are no events, by type

    def imported(self) -> Imported:
        """All of it."""
        rows = [row for each in self.sheet.rows for row in self._row(each)]
        return Imported(
            kind="timeline's own CSV",
            rows=tuple(rows),
            aside=self.aside,
            tally=self.tally,
            header=self.header,
            lanes=self.lanes,
            lane_texts=self.lane_texts,
            tags=self.tags,
            works=tuple(self.works),
            taken_as=self.sheet.taken_as,
        )

    def _row(self, row: SheetRow) -> Iterator[Row]:
        """The event or period of a row; what else a row may say is kept aside."""
        place = f"row {row.number}"
        named = zip(self.sheet.header, row.cells, strict=True)
        cells = {name: _plain(cell) for name, cell in named if cell}
        kind = cells.pop("type", "").strip().lower()
        try:
            for at, doubt in row.doubts.items():
                raise NoEvent(f"{self.sheet.header[at]}: {doubt}")
            if kind not in _COLUMNS:
                known = ", ".join(_COLUMNS)
                raise NoEvent(f'type "{kind}" is none of {known}')
            self._count(kind, cells)
            made = getattr(self, f"_{kind}")(place, cells)
        except NoEvent as problem:
            made = Row(place=place, title=cells.get("title", ""), problem=str(problem))
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
        rest = self._rest(cells, _HEADER)
        said = {"title": cells.get("title", ""), "description": cells.get("text", "")}
        self.header = {**said, "span": cells.get("date", ""), **rest}
        self.header = {key: value for key, value in self.header.items() if value}

    def _lane(self, _: str, cells: Cells) -> None:
        name = cells.get("id", "")
        self.lanes[name] = cells.get("title", "")
        if text := cells.get("text"):
            self.lane_texts[name] = text

    def _tag(self, _: str, cells: Cells) -> None:
        self.tags[cells.get("id", "")] = cells.get("title", "")

    def _source(self, _: str, cells: Cells) -> None:
        own = {key: cells.get(key, "") for key in ("id", "title", "date")}
        self.works.append(Work(**{**own, **self._rest(cells, _WORK)}))

    def _period(self, place: str, cells: Cells) -> Row:
        return own_json.period(place, _dated(place, cells))

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
        return replace(own_json.event(place, table), more=_more(cells))

    def _rest(self, cells: Cells, known: Sequence[str]) -> dict[str, str]:
        """The keys that have no column; others are counted as lost."""
        rest = _json(cells, "extra", dict) if "extra" in cells else {}
        for key in rest:
            if key not in known:
                self.tally.lose(f"extra.{key}")
        return {key: str(rest[key]) for key in known if key in rest}


# Cells


def _plain(cell: str) -> str:
    """A cell without the apostrophe that keeps it from being computed."""
    return cell[1:] if _NEUTRAL.match(cell) else cell


def _dated(place: str, cells: Cells) -> Cells:
    """Cells, those of a date without the space around it; raises NoEvent for no date, or two."""
    if problem := own_json.when(place, cells).get("problem"):
        raise NoEvent(problem)
    dates = {name: cells[name].strip() for name in ("date", "attested") if name in cells}
    return {**cells, **dates}


def _lines(cells: Cells, name: str) -> list[str]:
    return [line for line in cells.get(name, "").split("\n") if line.strip()]


def _importance(cells: Cells) -> int | None:
    text = cells.get("importance", "")
    if text and not re.fullmatch(r"[1-5]", text):
        raise NoEvent(f'importance "{text}" is not 1 to 5')
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
        raise NoEvent("sources: this JSON is no citation")
    return table


def _more(cells: Cells) -> dict[str, Any]:
    """Figures, accounts and extra, as TOML holds them."""
    kinds = {"figures": list, "accounts": list, "extra": dict}
    return {name: _json(cells, name, kind) for name, kind in kinds.items() if name in cells}


def _json(cells: Cells, name: str, kind: type) -> Any:
    try:
        found = own_json.as_toml(json.loads(cells[name], parse_float=Decimal))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, kind):
        what = "an object" if kind is dict else "a list"
        raise NoEvent(f"{name}: this is not {what} as JSON")
    return found
