"""The spreadsheet that TimelineJS reads, as CSV or a workbook: of version 3, and of version 1."""

from __future__ import annotations

import re

from timeline.importing.formats.timelinejs.dates import parts_of
from timeline.importing.formats.timelinejs.slides import Slide, imported
from timeline.importing.input import Given
from timeline.importing.rows import Imported, Tally
from timeline.importing.sheets.tables import SheetRow

CHOICES = ("sheet", "delimiter")

_COLUMNS = {  # in lowercase; by what the JSON format calls it
    "year": "start_date.year",
    "month": "start_date.month",
    "day": "start_date.day",
    "time": "start_date.time",
    "end year": "end_date.year",
    "end month": "end_date.month",
    "end day": "end_date.day",
    "end time": "end_date.time",
    "start date": "start_date",
    "end date": "end_date",
    "display date": "display_date",
    "headline": "text.headline",
    "text": "text.text",
    "media": "media.url",
    "media credit": "media.credit",
    "media caption": "media.caption",
    "media thumbnail": "media.thumbnail",
    "alt text": "media.alt",
    "media alt text": "media.alt",
    "media alt": "media.alt",
    "media link": "media.link",
    "link": "media.link",
    "media title": "media.title",
    "type": "type",
    "group": "group",
    "tag": "group",
    "background": "background",
    "unique id": "unique_id",
    "id": "unique_id",
}
_PARTS = (".year", ".month", ".day")
_KINDS = {"title": "title", "start": "title", "era": "era"}  # "start" is version 1's


def recognises(given: Given) -> bool:
    """Whether the header has the columns that every such sheet has."""
    if not given.has_table:
        return False
    names = {_plain(name) for name in given.table.header}
    of_media = {name for name in names if name.startswith("media")}
    is_new = {"year", "headline"} <= names and bool(
        names & {"month", "end year", "text"} | of_media
    )
    return is_new or ({"start date", "headline"} <= names and bool(of_media))


def read(given: Given) -> Imported:
    """A row for each of the sheet; the first title row is the timeline's own."""
    sheet, tally = given.table, Tally()
    for what, count in sheet.dropped.items():
        tally.lose(what, "beside the cells", count)
    slides = [_slide(row, sheet.header, tally, given.choices.day_first) for row in sheet.rows]
    return imported("TimelineJS spreadsheet", slides, tally, sheet.taken_as, given.choices)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _slide(row: SheetRow, header: tuple[str, ...], tally: Tally, day_first: bool | None) -> Slide:
    """What a row says; columns that TimelineJS does not know keep their names."""
    said: dict[str, str] = {}
    names: dict[str, str] = {}
    doubts: dict[str, str] = {}
    for index, (own, cell) in enumerate(zip(header, row.cells, strict=False)):
        name = _COLUMNS.get(_plain(own), f"column.{own or index + 1}")
        doubt = row.doubts.get(index, "")
        if name in ("start_date", "end_date"):
            for part, value in parts_of(cell, day_first).items():
                said[f"{name}.{part}"], names[f"{name}.{part}"] = value, own
            name += ".year"
        elif cell.strip() and name not in said:
            said[name], names[name] = cell, own or f"column {index + 1}"
        elif cell.strip():
            tally.lose(own, "another column of this name is read")
        if doubt and name.startswith(("start_date", "end_date")):
            doubts[name] = doubt
        elif doubt:
            said.pop(name, None)
            tally.lose(own, doubt)
    kind = _KINDS.get(said.pop("type", "").strip().lower(), "")
    said |= {name: _number(text) for name, text in said.items() if name.endswith(_PARTS)}
    return Slide(place=f"row {row.number}", kind=kind, said=said, names=names, doubts=doubts)


def _number(text: str) -> str:
    """A number without the commas and spaces within it: TimelineJS reads "1,943" as 1943."""
    bare = re.sub(r"[\s,]+", "", text)
    return bare if re.fullmatch(r"-?[0-9]+", bare) else text
