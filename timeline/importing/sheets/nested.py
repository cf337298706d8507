"""What stands in a cell as JSON: lists and objects, as records hold sources, links and texts.

Names differ from tool to tool, so that each part is found by any that is usual for it;
what no part is made of is named, for the report.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_NAMES = {  # by our key: what tools call it, the surer names first, letters alone
    "title": "title name label headline caption text citation work value",
    "url": "url href link uri address web website webpage src permalink",
    "author": "author authors creator creators by byline",
    "publisher": "publisher outlet publication containertitle newspaper journal magazine site"
    " sitename press",
    "date": "date published publicationdate datepublished issued pubdate year",
    "accessed": "accessed accessdate accessdated dateaccessed retrieved retrieveddate",
    "archived": "archived archiveurl archive urlarchive",
    "licence": "licence license rights",
    "locator": "locator page pages p chapter section",
    "quote": "quote quotation excerpt",
    "id": "id key refname",
}
_KEYS = {name: key for key, names in _NAMES.items() for name in names.split()}
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_IS_MEANT = re.compile(r"(?:\[\s*)*\{\s*(?:\"[^\"]*\"|'[^']*')\s*:")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_MOST_PYTHON = 100_000  # characters that are read as Python writes lists and objects
_PERSON = ("given", "family")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One object: what it says by our keys, and the names of what has none of them."""

    said: Mapping[str, str]
    left: tuple[str, ...] = ()


def value_of(text: str) -> Any:
    """The list or object that a cell is as JSON; None for a text, such as "[1984]" or "[sic]".

    Programs in Python write them with apostrophes, which is read too.
    """
    if not text.startswith(("{", "[")):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = _of_python(text)
    is_list = isinstance(found, list) and not (found and all(map(_is_bare, found)))
    return found if isinstance(found, dict) or is_list else None


def _is_bare(value: Any) -> bool:
    """Whether a value in brackets may be a text in brackets: a number, or no value."""
    return value is None or isinstance(value, int | float)


def is_broken(text: str) -> bool:
    """Whether a cell is meant as an object, or a list of them, and cannot be read."""
    return bool(_IS_MEANT.match(text)) and value_of(text) is None


def _of_python(text: str) -> Any:
    if len(text) > _MOST_PYTHON or "'" not in text:
        return None
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None


def parts(value: Any) -> Iterator[Part | str]:
    """The objects and texts in a value, however deep they stand."""
    match value:
        case list() | tuple():
            for each in value:
                yield from parts(each)
        case dict():
            yield from _parts_of(value)
        case _:
            if text := _scalar(value):
                yield text


def words_of(value: Any) -> tuple[list[str], tuple[str, ...]]:
    """The texts in a value, of objects what they are called, and the names of what is left."""
    texts, left = list[str](), list[str]()
    for part in parts(value):
        if isinstance(part, str):
            texts.append(part)
            continue
        texts += [text for text in (part.said.get("title") or part.said.get("url"),) if text]
        left += [key for key in part.said if key not in ("title", "id")]
        left += part.left
    return texts, tuple(left)


def _parts_of(table: dict[str, Any]) -> Iterator[Part | str]:
    said, left = _said(table)
    inner = {name: table[name] for name in left if isinstance(table[name], dict | list)}
    scalars = {name: text for name in left if (text := _scalar(table[name]))}
    if said.get("title") or said.get("url"):
        yield Part(said=said, left=(*inner, *scalars))
    elif not said and scalars and all(map(_ADDRESS.fullmatch, scalars.values())):
        for name, url in scalars.items():  # {"The Paper": "https://…"}
            yield Part(said={"title": name, "url": url})
        yield from parts(list(inner.values()))
    elif not said and len(table) == 1 and any(isinstance(table[name], str) for name in scalars):
        yield from scalars.values()  # {"$oid": "…"}
    elif not said and not inner and scalars and all(map(_is_translation, table.items())):
        own = "en" if "en" in scalars else next(iter(scalars))  # {"en": "…", "de": "…"}
        yield Part(said={"title": scalars[own]}, left=tuple(n for n in scalars if n != own))
    elif inner and not said:  # {"primary": [{…}], "secondary": […]}
        if scalars:
            yield Part(said={}, left=tuple(scalars))
        yield from parts(list(inner.values()))
    elif said or scalars or inner:
        yield Part(said=said, left=(*inner, *scalars))


def _is_translation(item: tuple[str, Any]) -> bool:
    return bool(_LANGUAGE.fullmatch(item[0])) and isinstance(item[1], str)


def _said(table: Mapping[str, Any]) -> tuple[dict[str, str], list[str]]:
    """What an object says by our keys, and the names that are left over, of which some are empty."""
    ranked: dict[str, list[tuple[int, str]]] = {}
    left = []
    for name in table:
        plain = re.sub(r"[^a-z]", "", name.casefold())
        if key := _KEYS.get(plain):
            ranked.setdefault(key, []).append((_NAMES[key].split().index(plain), name))
        else:
            left.append(name)
    said: dict[str, str] = {}
    for key, names in ranked.items():
        for _, name in sorted(names):
            text = _address_in(table[name]) if key == "url" else _text(table[name])
            if text and key not in said:
                said[key] = text
            elif text != said.get(key, "") or key == "url":
                left.append(name)
    return said, left


def _scalar(value: Any) -> str:
    """A text or number as text; empty for all else."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _text(value: Any) -> str:
    """The text of a value within an object: of a person the name, of several all."""
    match value:
        case list():
            return ", ".join(filter(None, map(_text, value)))
        case dict():
            if day := _in_parts(value):
                return day
            if any(name in value for name in _PERSON):
                return " ".join(filter(None, (_scalar(value.get(name)) for name in _PERSON)))
            return ", ".join(words_of(value)[0])
        case _:
            return _scalar(value)


def _address_in(value: Any) -> str:
    """The first address in a value; empty if there is none."""
    texts = (part if isinstance(part, str) else part.said.get("url", "") for part in parts(value))
    return next(filter(_ADDRESS.fullmatch, texts), "")


def _in_parts(value: Mapping[str, Any]) -> str:
    """A date of CSL, {"date-parts": [[1970, 4, 1]]}; empty for what is none."""
    match value.get("date-parts"):
        case [[*numbers], *_] if numbers and all(re.fullmatch(r"\d{1,4}", str(n)) for n in numbers):
            year, *rest = map(int, numbers)
            return "-".join((f"{year:04}", *(f"{number:02}" for number in rest)))
    return ""
