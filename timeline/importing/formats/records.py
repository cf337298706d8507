"""JSON that is a list of flat objects, as many tools export it; among them the items of vis-timeline."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from timeline.edtf import civil, year_text
from timeline.importing.html import reading
from timeline.importing.input import Given
from timeline.importing.json_text import loaded
from timeline.importing.rows import Imported, Unreadable
from timeline.importing.sheets.tables import MOST_CELLS, Sheet, SheetRow, checked

CHOICES = ("columns", "since_1970")

_LISTS = ("items", "events", "data", "records", "rows", "results", "values")
_VIS = {  # https://visjs.github.io/vis-timeline/docs/timeline/#items
    "content": "title",
    "start": "date",
    "end": "end",
    "group": "lane",
    "id": "id",
    "title": "text",  # what is shown when the mouse is over an item
    "type": "type",
}
_ENDS = (
    "the end of an item is taken as its last day; vis-timeline draws it up to that day's beginning"
)
_NO_OBJECT = "(no object)"  # the key of what stands between objects
_DAY = 86_400_000  # milliseconds
_LAST_YEAR = 9999  # of which there are days, before 1 and after
_EXPANDED = re.compile(
    r"(?P<year>[+-]\d{6})(?P<day>-\d\d-\d\d)(?:T00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?"
)


def recognises(given: Given) -> bool:
    """Whether this is JSON, or begins as JSON does: what is wrong with it is told by `read`."""
    return given.opens_as_json


def read(given: Given) -> Imported:
    """The objects of the list as rows; raises Unreadable if there is no such list."""
    from timeline.importing.sheets.columns import imported

    whole = lines(given) or given.must_be_json
    name, items = _list_in(whole)
    is_vis = {"content", "start"} <= {key for item in items for key in item}
    choices = given.choices
    sheet = _sheet(items, of_vis=is_vis and not choices.since_1970)
    if is_vis:
        asked = set(choices.columns.values())
        said = {
            key: into for key, into in _VIS.items() if key in sheet.header and into not in asked
        }
        if all(_is_numeric(item["id"]) for item in items if "id" in item):
            said.pop("id", None)
        choices = replace(choices, columns={**said, **choices.columns})
    found = imported("JSON records", sheet, choices, place=name.__add__("[{}]").format)
    for key, value in _beside(whole, name).items():
        if not (is_vis and key == "groups") and value not in (None, "", [], {}):
            found.tally.lose(key)
    ends = (_ENDS,) if is_vis and "end" in sheet.header else ()
    groups = _groups(whole, found) if is_vis else {}
    return replace(found, taken_as=(*found.taken_as, *ends), lanes=groups)


def _beside(value: Any, name: str) -> dict[str, Any]:
    """What stands beside the list."""
    return {key: each for key, each in value.items() if key != name} if name else {}


def lines(given: Given) -> list[Any]:
    """What stands on each line, where every line is an object of its own (JSON Lines)."""
    lines = [line for line in given.text.split("\n") if line.strip()]
    if len(lines) < 2 or not all(
        line.lstrip().startswith("{") and line.rstrip().endswith("}") for line in lines
    ):
        return []
    found = loaded(f"[{','.join(lines)}]")
    return found if isinstance(found, list) else []


def _list_in(value: Any) -> tuple[str, list[Mapping[str, Any]]]:
    """The list of objects of a JSON text, and the key it stands at."""
    name = ""
    if isinstance(value, dict):
        lists = {key: each for key, each in value.items() if _is_list(each)}
        known = [key for key in _LISTS if key in lists] or list(lists)
        if not known:
            raise Unreadable(f"this JSON has no list of objects: {_listed(value)}")
        name, value = known[0], lists[known[0]]
    if isinstance(value, list) and not value:
        raise Unreadable("this JSON is an empty list: there is no event in it")
    if not _is_list(value):
        raise Unreadable("this JSON is no list of objects", 'it has to be as [{"title": …}, …]')
    return name, [each if isinstance(each, dict) else {_NO_OBJECT: each} for each in value]


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _listed(value: Mapping[str, Any]) -> str:
    if not value:
        return "it is empty"
    if empty := [key for key, each in value.items() if each == []]:
        return f'its list "{empty[0]}" is empty'
    return (
        f"its keys are {', '.join(json.dumps(key, ensure_ascii=False) for key in list(value)[:20])}"
    )


def _sheet(items: Sequence[Mapping[str, Any]], *, of_vis: bool) -> Sheet:
    """Objects as rows, their keys as columns in the order in which they first stand."""
    header = tuple(dict.fromkeys(key for item in items for key in item))
    if len(header) * len(items) > MOST_CELLS:
        raise Unreadable(f"this has more than {MOST_CELLS:,} values", "import it in parts")
    rows = (_row(number, item, header, of_vis=of_vis) for number, item in enumerate(items))
    return checked(Sheet(header=header, rows=tuple(rows)))


def _row(number: int, item: Mapping[str, Any], header: Sequence[str], *, of_vis: bool) -> SheetRow:
    texts = {key: _text(value) for key, value in item.items()}
    doubts: dict[int, str] = {}
    for key in ("start", "end") if of_vis else ():
        if _is_numeric(item.get(key)):
            texts[key], doubt = _of_milliseconds(item[key])
        elif expanded := _EXPANDED.fullmatch(texts.get(key, "")):
            texts[key], doubt = _of_expanded(expanded)
        else:
            continue
        doubts |= {header.index(key): doubt} if doubt else {}
    return SheetRow(number=number, cells=tuple(texts.get(key, "") for key in header), doubts=doubts)


def _text(value: Any) -> str:
    """A value as a cell: a list of plain values is one a line, if none of them would be parted there; all else is JSON."""
    match value:
        case None:
            return ""
        case str():
            return value
        case list() if all(map(_is_whole, value)):
            return "\n".join(map(_text, value))
        case _:
            return json.dumps(value, ensure_ascii=False)


def _is_whole(value: Any) -> bool:
    """Whether a value is plain and no sign in it parts it in a cell."""
    if isinstance(value, str):
        return not re.search(r"[;,\n]", value)
    return isinstance(value, int | float)


def _is_numeric(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _of_milliseconds(value: float) -> tuple[str, str]:
    """The day of an instant, in milliseconds since 1970, and a doubt if it begins no day."""
    year, month, date = civil(int(value // _DAY))
    if abs(year) > _LAST_YEAR:
        return str(value), "these milliseconds from 1970 are out of reach"
    day = f"{year_text(year)}-{month:02}-{date:02}"
    if value % _DAY:
        doubt = f"these milliseconds from 1970 fall on {day}, or beside it in another time zone"
        return str(value), f'{doubt}; write the date, as in "{day}"'
    return day, ""


def _of_expanded(found: re.Match[str]) -> tuple[str, str]:
    """A day with a year of six digits and a sign, as JavaScript writes it; a doubt if it is no day here."""
    year = int(found["year"])
    if abs(year) > _LAST_YEAR:
        return found[
            0
        ], f"a year of more than four digits has no days here; write {year_text(year)}"
    return f"{year_text(year)}{found['day']}", ""


def _groups(value: Any, found: Imported) -> dict[str, str]:
    """The titles of the groups that items are in, by their ids, in the file's order."""
    groups = value.get("groups") if isinstance(value, dict) else None
    used = {row.lane for row in found.rows}
    titles = {}
    for group in groups if isinstance(groups, list) else ():
        texts = (
            {key: reading.plain(_text(each)).text for key, each in group.items()}
            if isinstance(group, dict)
            else {}
        )
        name = texts.pop("id", "")
        if name not in used:
            found.tally.lose("groups", "no item is in it")
            continue
        titles[name] = texts.pop("content", "") or name
        for key in filter(texts.get, texts):
            found.tally.lose(f"groups.{key}")
    return titles
