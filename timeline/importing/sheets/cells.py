"""What is done with a cell: the key of an event it goes into, and what is dropped of it."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from timeline.importing import media
from timeline.importing.hints import Choose
from timeline.importing.html import reading
from timeline.importing.html.addresses import address as safe_address
from timeline.importing.rows import Cited, NoEvent
from timeline.importing.sheets.datecells import Cell
from timeline.importing.sheets.guessing import OF_MEDIA, PERIODS
from timeline.importing.sheets.headings import KINDS, plain
from timeline.importing.sheets.nested import Part, parts, value_of, words_of
from timeline.importing.sheets.places import NO_WORK, goes_on, locator_of
from timeline.importing.sheets.shelf import Shelf
from timeline.segments import clusters
from timeline.text.editing.naming import parted
from timeline.text.locators import is_place
from timeline.text.reader.checks import ANNOTATION_SIGNS

_LIST = re.compile(r"[;\n]")
_LIST_OR_COMMA = re.compile(r"[;,\n]")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)
_TRAILING = ".,;:!?)]}'»”’"
_LOOSE = re.compile(r"\s+(?:[.,;:]+(?=\s|$))?")  # space, with a mark that no word bears
_WHOLE = re.compile(r"([1-5])(?:\.0+)?")

_NO_ADDRESS = "no web or mail address in it"
NO_JSON = "it is no JSON of the kind that goes there"


@dataclass(slots=True)
class RowValues:
    """What has been taken from the cells of one row; `problems` say why it is no event.

    `shelf` has the works of all rows; `codes` are the kinds of problems, `settled_by` what could be chosen for each.
    """

    shelf: Shelf = field(default_factory=Shelf)
    values: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    dates: dict[str, Cell] = field(default_factory=dict)
    media: list[media.Table] = field(default_factory=list)
    of_media: dict[str, str] = field(default_factory=dict)  # said in columns of its own
    problems: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    settled_by: list[tuple[Choose, ...]] = field(default_factory=list)

    def take_problem(self, error: NoEvent) -> None:
        """One more reason why the row is no event."""
        self.problems.append(error.reason)
        self.codes.append(error.code)
        self.settled_by.append(error.settled_by)

    @property
    def settling(self) -> tuple[Choose, ...]:
        """What could be chosen to have the row read; nothing if that would leave a problem."""
        if not all(self.settled_by):
            return ()
        return tuple(dict.fromkeys(each for choices in self.settled_by for each in choices))

    def add(self, key: str, items: Iterable[Any]) -> None:
        """More items of a key that takes several; each once."""
        self.values[key] = tuple(dict.fromkeys((*self.values.get(key, ()), *items)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A cell, the name of its column, and where it goes; `commas` may part several items."""

    key: str
    name: str
    text: str
    row: RowValues
    commas: bool


_TABLES = ("figures", "reasons", "accounts", "relations")
PARSED = (*_TABLES, "extra")  # keys for which a cell is read as JSON, or as text

# The key that a cell went into, or "", and what was dropped of it
Put = tuple[str, Sequence[str]]


def _line(slot: Slot) -> Put:
    """Words on one line; links in them go to the links."""
    texts, left = _texts(slot)
    found = reading.plain("; ".join(texts))
    slot.row.values[slot.key] = found.text
    slot.row.add("links", found.links)
    return slot.key if found.text else "", (*found.dropped, *left)


def _annotation(slot: Slot) -> Put:
    """Words on one line, few enough to be drawn."""
    texts, left = _texts(slot)
    found = reading.plain("; ".join(texts))
    slot.row.add("links", found.links)
    if len(clusters(found.text)) > ANNOTATION_SIGNS:
        return "", (f"it has more than {ANNOTATION_SIGNS} signs", *left)
    slot.row.more[slot.key] = found.text
    return slot.key if found.text else "", (*found.dropped, *left)


def _prose(slot: Slot) -> Put:
    """A text of paragraphs, as Markdown, after what another column has given."""
    texts, left = _texts(slot)
    found, before = reading.markdown("\n".join(texts)), slot.row.values.get(slot.key, "")
    slot.row.values[slot.key] = "\n\n".join(filter(None, (before, found.text)))
    return slot.key if found.text else "", (*found.dropped, *left)


def _items(slot: Slot) -> Put:
    """Several short texts, parted by semicolons or, if there are none, by commas."""
    texts, left = _texts(slot)
    marks = _LIST if not slot.commas else _LIST_OR_COMMA
    found = [reading.plain(part) for text in texts for part in marks.split(text)]
    slot.row.add(slot.key, (each.text for each in found if each.text))
    kept = slot.key if any(each.text for each in found) else ""
    return kept, [*(why for each in found for why in each.dropped), *left]


def _related(slot: Slot) -> Put:
    """Other rows that the row is something to, by their ids or titles."""
    texts, left = _texts(slot)
    marks = _LIST if not slot.commas else _LIST_OR_COMMA
    names = [reading.plain(part).text for text in texts for part in marks.split(text)]
    slot.row.add("related", ((KINDS[slot.key], name) for name in names if name))
    return slot.key if any(names) else "", left


def _texts(slot: Slot) -> tuple[list[str], list[str]]:
    """The text of a cell, or the texts in one of JSON, and what is dropped of that."""
    value = value_of(slot.text)
    if value is None:
        return [slot.text], []
    texts, left = words_of(value)
    return texts, [f'no place for "{name}"' for name in left]


def _type(slot: Slot) -> Put:
    slot.row.values["is_period"] = plain(slot.text) in PERIODS
    return slot.key, ()


def _id(slot: Slot) -> Put:
    texts, left = _texts(slot)
    slot.row.values["id"] = " ".join(texts)
    return slot.key if texts else "", left


def _links(slot: Slot) -> Put:
    """Addresses; the words beside a single one are its title."""
    if (value := value_of(slot.text)) is not None:
        return _joined([_link(slot, part) for part in parts(value)])
    if "<" in slot.text and (found := reading.plain(slot.text)).links:
        slot.row.add("links", found.links)
        return "links", found.dropped
    addresses = [_trimmed(found[0]) for found in _ADDRESS.finditer(slot.text)]
    if not addresses:
        return "", (_NO_ADDRESS,)
    words = slot.text
    for address in addresses:
        words = words.replace(address, " ", 1)
    words = _LOOSE.sub(" ", words).strip(' ,;:|()[]<>-–"')
    if len(addresses) == 1:
        slot.row.add("links", [(addresses[0], reading.plain(words).text)])
        return "links", ()
    slot.row.add("links", ((address, "") for address in addresses))
    return "links", ("words between addresses",) if words else ()


def _media(slot: Slot) -> Put:
    """Addresses of pictures, parted by blanks or lines; or objects that say more of them."""
    value = value_of(slot.text)
    if value is None:
        items: list[Any] = _ADDRESS.findall(slot.text)
    else:
        items = value if isinstance(value, list) else [value]
    return _joined([_medium(slot, item) for item in items]) if items else ("", (media.NO_ADDRESS,))


def _medium(slot: Slot, item: Any) -> Put:
    """A picture by its address, or by an object with the keys that we or other tools have."""
    said, left = {"url": _trimmed(item)} if isinstance(item, str) and item else {}, []
    for part in parts(item) if isinstance(item, dict) else ():
        if isinstance(part, Part):
            said |= {_OF_PARTS.get(key, key): text for key, text in part.said.items()}
            said |= {key: item[key] for key in media.KEYS if isinstance(item.get(key), str)}
            left += [key for key in (*said, *part.left) if key not in (*media.KEYS, "id")]
    url = media.web_address(said.get("url", ""))
    words = {key: reading.plain(said[key]).text for key in media.KEYS if key in said}
    dropped = [f'no place in a picture for "{key}"' for key in left]
    if not url:
        return "", (media.NO_ADDRESS, *dropped)
    slot.row.media.append({**words, "url": url})
    return "media", dropped


_OF_PARTS = {"title": "caption", "author": "credit"}  # what others call what is said of a picture


def _of_media(slot: Slot) -> Put:
    """What is said of the row's picture, which may stand in a later column."""
    texts, left = _texts(slot)
    found = reading.plain("; ".join(texts))
    slot.row.of_media[OF_MEDIA[slot.key]] = found.text
    slot.row.add("links", found.links)
    return "media", (*found.dropped, *left)


def _link(slot: Slot, part: Part | str) -> Put:
    """An object, or a text in a list, as a link."""
    if isinstance(part, str):
        return _links(replace(slot, text=part))
    left = [f'no place in a link for "{key}"' for key in (*part.said, *part.left)
            if key not in ("url", "title", "id")]  # fmt: skip
    url = safe_address(part.said.get("url", ""))
    if not url:
        return "", [_NO_ADDRESS, *left]
    slot.row.add("links", [(url, reading.plain(part.said.get("title", "")).text)])
    return "links", left


def _joined(puts: Sequence[Put]) -> Put:
    """Where all of several pieces went, and what was dropped of them."""
    into = {key for kept, _ in puts for key in kept.split(" and ") if key}
    return " and ".join(sorted(into, reverse=True)), [why for _, left in puts for why in left]


def _trimmed(address: str) -> str:
    """An address without what ends the sentence it stands in; a bracket it opens is its own."""
    while address[-1] in _TRAILING and not (
        address[-1] == ")" and address.count("(") >= address.count(")")
    ):
        address = address[:-1]
    return address


def _sources(slot: Slot) -> Put:
    """Works, by their titles or as objects; what is an address and no title is a link."""
    if (value := value_of(slot.text)) is not None:
        return _joined([_source(slot, part) for part in parts(value)])
    named = [part.strip() for part in _LIST.split(slot.text) if part.strip()]
    return _joined([_source(slot, part) for part in named])


def _source(slot: Slot, part: Part | str) -> Put:
    """A title or an address, or an object that says more."""
    if isinstance(part, Part):
        return _work(slot, part)
    if _ADDRESS.fullmatch(part):
        slot.row.add("links", [(_trimmed(part), "")])
        return "links", ()
    found = reading.plain(part)
    slot.row.add("links", found.links)
    cites: tuple[Cited, ...] = slot.row.values.get("cites", ())
    if cites and goes_on(cites[-1].locator, found.text):
        slot.row.add("cites", [replace(cites[-1], locator=locator_of(found.text), quote="")])
    elif is_place(found.text):
        return "", (NO_WORK, *found.dropped)
    elif found.text:
        name, place = parted(found.text, ())
        slot.row.add("cites", [Cited(source=name, locator=place)])
    return "sources", found.dropped


def _locator(slot: Slot) -> Put:
    """A place in the one source of the row, which may come in a later column."""
    texts, left = _texts(slot)
    slot.row.values["locator"] = locator_of("; ".join(texts))
    return "", left


def _work(slot: Slot, part: Part) -> Put:
    cited, dropped = slot.row.shelf.cited(part)
    if cited is None:
        return _link(slot, part)
    slot.row.add("cites", [cited])
    return "sources", dropped


def _importance(slot: Slot) -> Put:
    if found := _WHOLE.fullmatch(slot.text):
        slot.row.values["importance"] = int(found[1])
        return "importance", ()
    return "", ("it is not 1 to 5",)


def _tables(slot: Slot) -> Put:
    """A list of tables, written as JSON."""
    try:
        found = json.loads(slot.text)
    except (ValueError, RecursionError):
        return "", (NO_JSON,)
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        return "", (NO_JSON,)
    slot.row.more[slot.key] = found
    return slot.key, ()


def _extra(slot: Slot) -> Put:
    """A cell under its column's name; the values of a column "extra" itself are its own."""
    extra = slot.row.more.setdefault("extra", {})
    with contextlib.suppress(ValueError, RecursionError):
        if plain(slot.name) == "extra" and isinstance(found := json.loads(slot.text), dict):
            extra.update(found)
            return "extra", ()
    extra[slot.name] = slot.text
    return "extra", ()


PUT: dict[str, Callable[[Slot], Put]] = {
    **dict.fromkeys(("title", "label", "lane", "date_text", "date_note"), _line),
    "annotation": _annotation,
    **dict.fromkeys(("text", "note"), _prose),
    **dict.fromkeys(("tags", "see", "was"), _items),
    **dict.fromkeys(_TABLES, _tables),
    **dict.fromkeys(KINDS, _related),
    "type": _type,
    "id": _id,
    "links": _links,
    "media": _media,
    **dict.fromkeys(OF_MEDIA, _of_media),
    "sources": _sources,
    "locator": _locator,
    "importance": _importance,
    "extra": _extra,
}
