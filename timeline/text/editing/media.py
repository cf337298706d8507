"""Pictures of a file that have come: what is known of each is written where it stands."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from timeline.model.keys import keys_of
from timeline.text.editing.splicing import Edit, spliced
from timeline.text.formatting import NotTheSame, same
from timeline.text.reader import parse, read_tables
from timeline.text.reader.media import all_media
from timeline.text.scanner import Spots, comments, locate
from timeline.text.tables import Path, Table, value_at
from timeline.text.values import text_of

_KEYS = keys_of(("events", "media"))  # those of the whole timeline too


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A picture or link of a file with an address: where it stands, and whether it is described.

    `file` is empty if none is written. What is neither described nor decorative is a link.
    """

    path: Path
    url: str
    file: str
    is_described: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What is to be written of a picture; what is empty is left out."""

    file: str
    credit: str = ""
    licence: str = ""
    source: str = ""


def named(tables: dict[str, Any]) -> tuple[Named, ...]:
    """All media of a file without errors that have an address, in its order."""
    return tuple(
        Named(
            path=medium.path,
            url=url,
            file=medium.text("file") or "",
            is_described="alt" in medium.values or medium.values.get("decorative") is True,
        )
        for medium in all_media(Table((), tables))
        if (url := medium.text("url"))
    )


def is_wanted(medium: Named) -> bool:
    """Whether it is a picture that has no file yet."""
    return medium.is_described and not medium.file


def fill(data: bytes, found: Mapping[str, Filled], file: str = "events.toml") -> bytes:
    """A file with what has come, by addresses, written into each picture that wants it.

    What is written there stays, and every other byte of the file as it is. Raises
    InvalidTimeline if the file has errors, or would have, and NotTheSame rather than
    change anything else.
    """
    source, before = parse(data, file)
    read_tables(source, before, file)
    spots, edits = locate(source), list[Edit]()
    expected = copy.deepcopy(before)
    for medium in named(before):
        if not is_wanted(medium) or medium.url not in found:
            continue
        values = value_at(expected, medium.path)
        new = _lacking(found[medium.url], values)
        edits += _edits(source, spots, medium.path, list(values), new)
        values.update(new)
    if not edits:
        return data
    changed = spliced(data, source, edits)
    text, after = parse(changed, file)
    if not same(expected, after) or comments(source) != comments(text):
        raise NotTheSame("with these pictures the rest would not be the same")
    read_tables(text, after, file)
    return changed


def _lacking(filled: Filled, values: Mapping[str, Any]) -> dict[str, str]:
    """What a table is to be given, in the order of the format."""
    known = {key: getattr(filled, key, "") for key in _KEYS}
    return {key: value for key, value in known.items() if value and key not in values}


def _edits(
    source: str, spots: Spots, path: Path, written: list[str], new: Mapping[str, str]
) -> Iterator[Edit]:
    """The edits that give a table new keys: a file before its address, the rest behind their like."""
    medium = spots[path]
    is_headed = medium.start < medium.key
    behind: dict[str, list[str]] = {}
    for key, value in new.items():
        pair = f"{key} = {text_of(value)}"
        if key == "file":
            at = spots[(*path, "url")].key
            between = f"\n{_indent(source, at)}" if is_headed else ", "
            yield Edit(start=at, end=at, text=f"{pair}{between}")
            continue
        earlier = [each for each in written if _rank(each) < _rank(key)]
        behind.setdefault(max(earlier, key=_rank), []).append(pair)
    for key, pairs in behind.items():
        end = spots[(*path, key)].end
        if not is_headed:
            yield Edit(start=end, end=end, text="".join(f", {pair}" for pair in pairs))
            continue
        indent = _indent(source, spots[(*path, key)].key)
        line = source.find("\n", end)
        end = len(source) if line < 0 else line
        yield Edit(start=end, end=end, text="".join(f"\n{indent}{pair}" for pair in pairs))


def _rank(key: str) -> int:
    return _KEYS.index(key)


def _indent(source: str, at: int) -> str:
    """What stands on a line before its key."""
    return source[source.rfind("\n", 0, at) + 1 : at]
