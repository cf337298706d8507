"""Which keys of the format an import has by name, and which go into `more`."""

from __future__ import annotations

from timeline.model import Event, Lane, Model, Period, Source, Tag
from timeline.model.keys import Key, all_keys

# These have names of their own in `timeline.importing.rows`, as readers of many formats give them.
_NAMED: dict[type[Model], frozenset[str]] = {
    Lane: frozenset(("id", "title")),
    Tag: frozenset(("id", "title")),
    Period: frozenset(("id", "title", "date")),
    Source: frozenset(
        ("id", "title", "author", "publisher", "date", "url", "archived", "accessed", "licence")
    ),
    Event: frozenset(
        (
            *(
                "id",
                "title",
                "was",
                "label",
                "date",
                "attested",
                "undated",
                "date_text",
                "date_note",
                "text",
            ),
            *("lane", "tags", "importance", "sources", "links", "see", "note"),
        )
    ),
}


def further(model: type[Model]) -> tuple[Key, ...]:
    """The keys of a table that no row, work, lane or tag has a name for: they go into `more`."""
    return tuple(key for key in all_keys(model) if key.name not in _NAMED[model])
