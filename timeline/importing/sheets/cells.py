"""What is done with a cell: the key of an event it goes into, and what is dropped of it."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from timeline.importing.html import reading
from timeline.importing.rows import Cited
from timeline.importing.sheets.datecells import Cell
from timeline.importing.sheets.guessing import PERIODS
from timeline.importing.sheets.headings import plain

_LIST = re.compile(r"[;\n]")
_LIST_OR_COMMA = re.compile(r"[;,\n]")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)
_TRAILING = ".,;:!?)]}'»”’"
_LOOSE = re.compile(r"\s+(?:[.,;:]+(?=\s|$))?")  # space, with a mark that no word bears
_WHOLE = re.compile(r"([1-5])(?:\.0+)?")

_NO_ADDRESS = "no web or mail address in it"
_NO_JSON = "it is no JSON of the kind that goes there"


@dataclass(slots=True)
class Taken:
    """What has been taken from the cells of one row; `problems` say why it is no event."""

    values: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    dates: dict[str, Cell] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, key: str, items: Iterable[Any]) -> None:
        """More items of a key that takes several; each once."""
        self.values[key] = tuple(dict.fromkeys((*self.values.get(key, ()), *items)))

    def join(self, key: str, text: str) -> None:
        """One more paragraph of a text."""
        self.values[key] = "\n\n".join(filter(None, (self.values.get(key, ""), text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A cell, the name of its column, and where it goes; `commas` may part several items."""

    name: str
    text: str
    taken: Taken
    commas: bool


# The key that a cell went into, or "", and what was dropped of it
Put = tuple[str, Sequence[str]]


def _line(key: str) -> Callable[[Slot], Put]:
    """Words on one line; links in them go to the links."""

    def put(slot: Slot) -> Put:
        found = reading.plain(slot.text)
        slot.taken.values[key] = found.text
        slot.taken.add("links", found.links)
        return key if found.text else "", found.dropped

    return put


def _prose(key: str) -> Callable[[Slot], Put]:
    """A text of paragraphs, as Markdown."""

    def put(slot: Slot) -> Put:
        found = reading.markdown(slot.text)
        slot.taken.join(key, found.text)
        return key if found.text else "", found.dropped

    return put


def _items(key: str) -> Callable[[Slot], Put]:
    """Several short texts, parted by semicolons or, if there are none, by commas."""

    def put(slot: Slot) -> Put:
        marks = _LIST if not slot.commas else _LIST_OR_COMMA
        found = [reading.plain(part) for part in marks.split(slot.text)]
        slot.taken.add(key, (each.text for each in found if each.text))
        return key, [why for each in found for why in each.dropped]

    return put


def _type(slot: Slot) -> Put:
    slot.taken.values["is_period"] = plain(slot.text) in PERIODS
    return "type", ()


def _id(slot: Slot) -> Put:
    slot.taken.values["id"] = slot.text
    return "id", ()


def _links(slot: Slot) -> Put:
    """Addresses; the words beside a single one are its title."""
    if "<" in slot.text and (found := reading.plain(slot.text)).links:
        slot.taken.add("links", found.links)
        return "links", found.dropped
    addresses = [_trimmed(found[0]) for found in _ADDRESS.finditer(slot.text)]
    if not addresses:
        return "", (_NO_ADDRESS,)
    words = slot.text
    for address in addresses:
        words = words.replace(address, " ", 1)
    words = _LOOSE.sub(" ", words).strip(' ,;:|()[]<>-–"')
    if len(addresses) == 1:
        slot.taken.add("links", [(addresses[0], reading.plain(words).text)])
        return "links", ()
    slot.taken.add("links", ((address, "") for address in addresses))
    return "links", ("words between addresses",) if words else ()


def _trimmed(address: str) -> str:
    """An address without what ends the sentence it stands in; a bracket it opens is its own."""
    while address[-1] in _TRAILING and not (
        address[-1] == ")" and address.count("(") >= address.count(")")
    ):
        address = address[:-1]
    return address


def _sources(slot: Slot) -> Put:
    """Titles of works; what is an address and no title is a link."""
    into = set()
    for part in filter(None, (each.strip() for each in _LIST.split(slot.text))):
        if _ADDRESS.fullmatch(part):
            slot.taken.add("links", [(_trimmed(part), "")])
            into.add("links")
            continue
        found = reading.plain(part)
        slot.taken.add("links", found.links)
        slot.taken.add("cites", [Cited(source=found.text)] if found.text else ())
        into.add("sources")
    return " and ".join(sorted(into, reverse=True)), ()


def _importance(slot: Slot) -> Put:
    if found := _WHOLE.fullmatch(slot.text):
        slot.taken.values["importance"] = int(found[1])
        return "importance", ()
    return "", ("it is not 1 to 5",)


def _tables(key: str) -> Callable[[Slot], Put]:
    """A list of tables, written as JSON."""

    def put(slot: Slot) -> Put:
        try:
            found = json.loads(slot.text)
        except (ValueError, RecursionError):
            return "", (_NO_JSON,)
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            return "", (_NO_JSON,)
        slot.taken.more[key] = found
        return key, ()

    return put


def _extra(slot: Slot) -> Put:
    """A cell under its column's name; the values of a column "extra" itself are its own."""
    extra = slot.taken.more.setdefault("extra", {})
    with contextlib.suppress(ValueError, RecursionError):
        if plain(slot.name) == "extra" and isinstance(found := json.loads(slot.text), dict):
            extra.update(found)
            return "extra", ()
    extra[slot.name] = slot.text
    return "extra", ()


PUT: dict[str, Callable[[Slot], Put]] = {
    **{key: _line(key) for key in ("title", "label", "lane", "date_text", "date_note")},
    **{key: _prose(key) for key in ("text", "note")},
    **{key: _items(key) for key in ("tags", "see", "was")},
    **{key: _tables(key) for key in ("figures", "accounts")},
    "type": _type,
    "id": _id,
    "links": _links,
    "sources": _sources,
    "importance": _importance,
    "extra": _extra,
}
