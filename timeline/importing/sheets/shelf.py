"""The works that the rows of a sheet cite with more than a title, each once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from timeline.edtf.english.words import read_words
from timeline.importing.html import reading
from timeline.importing.html.addresses import address
from timeline.importing.rows import Cited, Row, Work
from timeline.importing.sheets.nested import Part

_OF_WORKS = ("author", "publisher", "licence")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?")
_WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(slots=True)
class Shelf:
    """Works by the keys that they are cited by: an id, a title, or a title with a number."""

    works: dict[str, Work] = field(default_factory=dict)
    _keys: dict[tuple[str, ...], str] = field(default_factory=dict)
    _counts: Counter[str] = field(default_factory=Counter)

    def cited(self, part: Part) -> tuple[Cited | None, tuple[str, ...]]:
        """A citation of the work that an object says, and what of it is dropped; None for no work."""
        title = reading.plain(_title(part)).text
        if not title or ("url" in part.said and set(part.said) <= {"url", "id"}):
            return None, ()
        values, dropped = _values(part)
        key = title
        if values:
            key = self._key_of(title, part.said.get("id", ""), values)
        locator, quote = part.said.get("locator", ""), part.said.get("quote", "")
        return Cited(source=key, locator=locator, quote=quote), dropped

    def used_by(self, rows: Iterable[Row]) -> tuple[Work, ...]:
        """The works that rows cite, in the order in which they came."""
        used = {cited.source for row in rows for cited in row.cites}
        return tuple(work for key, work in self.works.items() if key in used)

    def _key_of(self, title: str, name: str, values: Mapping[str, str]) -> str:
        """The key of a work with more keys than its title and, perhaps, its id."""
        told = (title, name, *(f"{key}={text}" for key, text in values.items()))
        if found := self._keys.get(told):
            return found
        key = wanted = name or title
        while key in self.works:
            self._counts[wanted] += 1
            key = f"{wanted} {self._counts[wanted] + 1}"
        self._keys[told] = key
        self.works[key] = Work(
            id=key,
            title=title,
            author=values.get("author", ""),
            publisher=values.get("publisher", ""),
            date=values.get("date", ""),
            url=values.get("url", ""),
            archived=values.get("archived", ""),
            accessed=values.get("accessed", ""),
            licence=values.get("licence", ""),
        )
        return key


def _title(part: Part) -> str:
    """What a work is called; where it has no title, who wrote or published it, or its id."""
    names = (part.said.get(key, "") for key in ("title", "publisher", "author", "id"))
    return next(filter(None, names), "")


def _values(part: Part) -> tuple[dict[str, str], tuple[str, ...]]:
    """The further keys of a work, and what of them is dropped, and why."""
    title, dropped = _title(part), []
    values = {key: reading.plain(part.said.get(key, "")).text for key in _OF_WORKS}
    values = {key: text for key, text in values.items() if text and text != title}
    for key in ("url", "archived"):
        if text := part.said.get(key, ""):
            found = address(text) if _WEB.match(text) else ""
            values |= {key: found} if found else {}
            dropped += [] if found else [f"{key} of a source: no web address"]
    if text := part.said.get("date", ""):
        found = _edtf(text)
        values |= {"date": found} if found else {}
        dropped += [] if found else ["date of a source: no date that can be read"]
    if text := part.said.get("accessed", ""):
        day = _DAY.fullmatch(text)
        values |= {"accessed": day[1]} if day and _edtf(day[1]) else {}
        dropped += [] if "accessed" in values else ["accessed of a source: no day"]
    dropped += [f'no place in a source for "{name}"' for name in part.left]
    return values, tuple(dropped)


def _edtf(text: str) -> str:
    """The EDTF of a date of publication, without its time of day; empty if it is none."""
    day = _DAY.fullmatch(text)
    found = read_words(day[1] if day else text).date
    return found.text if found else ""
