"""Words that no font here can draw, as faults of the file they are written in, with their places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from timeline.commands.notices import fonts_to_install, lacking_words

if TYPE_CHECKING:
    from timeline.errors import Faults, Missing, NoFont
    from timeline.model import Timeline
    from timeline.text.tables import Finding

_MOST = 10  # faults: what helps one of them helps all
_WITH_TITLES = ("lanes", "periods", "tags")


def no_font_faults(error: NoFont, timeline: Timeline, data: bytes) -> Faults:
    """A fault for each event or title that would lack a word, in file order, at most so many.

    `timeline` is all that was read of `data`, before any of it was selected.
    """
    from timeline.text.ids import ids_of
    from timeline.text.reader import parse
    from timeline.text.reader.placing import placed

    source, tables = parse(data)
    drawn = {event.id for event in timeline.events}
    places = {name: index for index, name in enumerate(ids_of(tables)) if name in drawn}
    found = {finding.path: finding for finding in _findings(error, tables, places)}
    return placed(source, tables, list(found.values())[:_MOST])


def _findings(error: NoFont, tables: dict[str, Any], places: dict[str, int]) -> Iterator[Finding]:
    from timeline.text.tables import Finding

    for each in error.missing:
        yield Finding(
            code="no-font",
            path=_path(each, tables, places),
            problem=lacking_words(each.signs, each.scripts),
            remedy=fonts_to_install(each.scripts),
        )


def _path(
    missing: Missing, tables: dict[str, Any], places: dict[str, int]
) -> tuple[str | int, ...]:
    """Where a text is written; the language, if the text is none of the file's."""
    if missing.event in places:
        at = places[missing.event]
        key = "label" if "label" in tables["events"][at] else "title"
        return ("events", at, key)
    for path, text in _titles(tables):
        if any(sign in text for sign in missing.signs):
            return path
    return ("timeline", "lang")


def _titles(tables: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for key, value in tables.get("timeline", {}).items():
        yield ("timeline", key), str(value)
    for name in _WITH_TITLES:
        for at, table in enumerate(tables.get(name, [])):
            yield (name, at, "title"), str(table.get("title", ""))
