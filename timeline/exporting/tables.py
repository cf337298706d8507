"""A timeline as CSV that comes back: a row a lane, tag, source, period and event.

By RFC 4180, with CRLF and, for Excel's sake, a byte order mark. A cell that a
spreadsheet would compute begins with an apostrophe, which is taken off again
where the file is read back; so is one of two where a cell began with one itself.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from timeline.exporting.values import written
from timeline.model import (
    Account,
    Citation,
    Event,
    Figure,
    Header,
    Lane,
    Link,
    Period,
    Source,
    Tag,
    Timeline,
)

if TYPE_CHECKING:
    from timeline.exporting import Size

HEADER = (
    "type", "id", "title", "label", "date", "attested", "date_text", "date_note", "accounts",
    "text", "lane", "lane_title", "tags", "importance", "figures", "sources", "links", "see",
    "was", "note", "extra",
)  # fmt: skip

# The start of a formula, also behind apostrophes, of which one is taken off where it is read.
_RISKY = re.compile(r"'*[=+\-@\t\r\n]")
# What spreadsheets take for a number or leave alone: a number, a date of EDTF, BCE too.
_HARMLESS = re.compile(
    r"[+-]?\d+(?:[.,]\d+)?|-\d{2}(?:\d\d|\dX|XX)(?:-\d\d(?:-\d\d)?)?[?~%]?", re.ASCII
)
_PLAIN_ID = re.compile(r"[^\s:{}\[\]\"]+")
_LINE_END = re.compile(r"[\r\n]")

Cells = Mapping[str, str]


def write(timeline: Timeline, size: Size) -> bytes:  # noqa: ARG001
    """The file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    for cells in rows(timeline):
        writer.writerow([neutral(cells.get(name, "")) for name in HEADER])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def rows(timeline: Timeline) -> Iterator[Cells]:
    """Each row's cells by the names of the header, before they are made harmless."""
    lanes = {lane.id: lane.title for lane in timeline.lanes}
    yield _header(timeline.header)
    yield from (_lane(lane) for lane in timeline.lanes if lane.id)
    yield from (_tag(tag) for tag in timeline.tags)
    yield from (_source(source) for source in timeline.sources)
    yield from (_period(period) for period in timeline.periods)
    yield from (_event(event, lanes[event.lane]) for event in timeline.events)


def neutral(cell: str) -> str:
    """A cell that no spreadsheet computes."""
    risky = _RISKY.match(cell) and not _HARMLESS.fullmatch(cell)
    return f"'{cell}" if risky else cell


def _header(header: Header) -> Cells:
    rest = {
        "span": header.span.text if header.span else "",
        "lang": header.lang if header.lang != "en" else "",
        "author": header.author,
        "licence": header.licence,
        "updated": header.updated.isoformat() if header.updated else "",
        "url": header.url,
        "height": header.height or "",
    }
    cells = {"type": "timeline", "title": header.title, "text": header.description}
    return {**cells, "extra": _json(_said(rest))}


def _lane(lane: Lane) -> Cells:
    return {"type": "lane", "id": lane.id, "title": lane.title, "text": lane.description}


def _tag(tag: Tag) -> Cells:
    return {"type": "tag", "id": tag.id, "title": tag.title}


def _source(source: Source) -> Cells:
    rest = {
        "author": source.author,
        "publisher": source.publisher,
        "url": source.url,
        "archived": source.archived,
        "accessed": source.accessed.isoformat() if source.accessed else "",
        "licence": source.licence,
    }
    date = source.date.text if source.date else ""
    cells = {"type": "source", "id": source.id, "title": source.title, "date": date}
    return {**cells, "extra": _json(_said(rest))}


def _period(period: Period) -> Cells:
    return {"type": "period", "id": period.id, "title": period.title, "date": period.date.text}


def _event(event: Event, lane_title: str) -> Cells:
    return {
        "type": "event",
        "id": event.id,
        "title": event.title,
        "label": event.label,
        "date": event.date.text if event.date else "",
        "attested": event.attested.text if event.attested else "",
        "date_text": event.date_text,
        "date_note": event.date_note,
        "accounts": _json([_account(account) for account in event.accounts]),
        "text": event.text,
        "lane": event.lane,
        "lane_title": lane_title,
        "tags": "\n".join(event.tags),
        "importance": str(event.importance) if event.importance != _usual_importance() else "",
        "figures": _json([_figure(figure) for figure in event.figures]),
        "sources": "\n".join(map(_citation, event.sources)),
        "links": "\n".join(map(_link, event.links)),
        "see": "\n".join(event.see),
        "was": "\n".join(event.was),
        "note": event.note,
        "extra": _json(event.extra),
    }


def _usual_importance() -> int:
    usual: int = Event.model_fields["importance"].default
    return usual


# Pieces


def _citation(citation: Citation) -> str:
    """`id`, `id: locator`, or JSON where there is a quote or the line would be misread."""
    locator = citation.locator
    clear = bool(_PLAIN_ID.fullmatch(citation.id)) and locator == " ".join(locator.split())
    if citation.quote or not clear:
        return _json(_cited(citation))
    return f"{citation.id}: {locator}" if locator else citation.id


def _link(link: Link) -> str:
    """`URL` or `URL title`; of a title in several lines each line end becomes a space."""
    title = _LINE_END.sub(" ", link.title)
    return f"{link.url} {title}" if title else link.url


def _cited(citation: Citation) -> dict[str, str]:
    return _said({"id": citation.id, "locator": citation.locator, "quote": citation.quote})


def _sources(citations: Sequence[Citation]) -> list[dict[str, str]]:
    return [_cited(citation) for citation in citations]


def _figure(figure: Figure) -> dict[str, Any]:
    numbers = {"value": figure.value, "low": figure.low, "high": figure.high}
    return {
        "what": figure.what,
        **{name: number for name, number in numbers.items() if number is not None},
        **_said({"unit": figure.unit, "about": figure.about, "who": figure.who}),
        **_said({"sources": _sources(figure.sources)}),
    }


def _account(account: Account) -> dict[str, Any]:
    rest = {"sources": _sources(account.sources), "note": account.note}
    return {"date": account.date.text, **_said(rest)}


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the values that say something."""
    return {name: value for name, value in values.items() if value}


def _json(value: Iterable[Any]) -> str:
    """A value as JSON on one line; empty if there is nothing in it."""
    return written(value, None) if value else ""
