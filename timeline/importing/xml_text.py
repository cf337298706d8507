"""XML text to the attributes and inner text of its entries; what could do harm is refused."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, tostring  # the parsing is defusedxml's

from defusedxml import (  # type: ignore[import-untyped]
    DefusedXmlException,
    DTDForbidden,
    EntitiesForbidden,
)
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from timeline.importing.json_text import MOST_LEVELS, MOST_VALUES
from timeline.importing.rows import Unreadable

__all__ = ["EntitiesForbidden", "Entries", "entries_of"]

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """The attributes of the root, the entries in it, and the names of what else stands in it.

    An entry is its attributes and, by the key "", what is in it: text, with any tags as they stand.
    """

    root: Mapping[str, str]
    entries: tuple[Mapping[str, str], ...]
    others: tuple[str, ...]


def entries_of(text: str, name: str) -> Entries:
    """The elements of a name, wherever they stand; raises Unreadable for what is no XML.

    So are document types and entities, more than MOST_LEVELS levels and more than
    MOST_VALUES tags and attributes.
    """
    if (many := text.count("<") + text.count("=")) > 2 * MOST_VALUES:
        problem = f"this has {many:,} tags and attributes, which are too many"
        raise Unreadable(problem, "import it in parts")
    try:
        return _read(text, name)
    except ParseError as error:
        line, column = error.position
        problem = str(error).rpartition(": line")[0]
        raise Unreadable(f"line {line}, column {column + 1}: this is no XML: {problem}") from None
    except DTDForbidden:
        problem = "this XML has a document type, which can do harm"
        raise Unreadable(problem, "take it out: the line <!DOCTYPE …>") from None
    except DefusedXmlException:
        raise Unreadable("this XML has entities of its own, which can do harm") from None


def _read(text: str, name: str) -> Entries:
    root: dict[str, str] = {}
    entries: list[dict[str, str]] = []
    others: list[str] = []
    for depth, element in _closed(text):
        own = _local(element.tag)
        if depth == 0:
            root = dict(element.attrib)
        elif own == name:
            entries.append({**element.attrib, "": _inner(element)})
        elif depth == 1 and not len(element):
            others.append(own)
        else:
            continue  # a part of an entry, or what holds entries
        element.clear()
    return Entries(root=root, entries=tuple(entries), others=tuple(others))


def _closed(text: str) -> Iterator[tuple[int, Element]]:
    """Each element as it is closed, and how deep it stands."""
    depth = 0
    data = io.BytesIO(_DECLARATION.sub("", text, count=1).encode())
    for event, element in iterparse(data, events=("start", "end"), forbid_dtd=True):
        depth += 1 if event == "start" else -1
        if depth > MOST_LEVELS:
            raise Unreadable(f"this XML is more than {MOST_LEVELS} levels deep")
        if event == "end":
            yield depth, element


def _local(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2]


def _inner(element: Element) -> str:
    """What is in an element, the tags in it as they stand."""
    inside = "".join(tostring(each, encoding="unicode") for each in element)
    return ((element.text or "") + inside).strip()
