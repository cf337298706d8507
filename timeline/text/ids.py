"""Ids: which texts are one, and one for what has none, made of its title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import Any

from timeline.text.tables import Table

_QUOTES = frozenset("\"'`´\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f«»‹›\u2032\u2033")
_BEYOND_GREEK = "\u0400"  # where accents and vowels make other letters
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_id(name: str) -> bool:
    """Whether a text may be an id."""
    return bool(_PLAIN.fullmatch(name)) or (not name.isascii() and id_from(name) == name)


def id_from(title: str) -> str:
    """The id that a title gives: its letters and digits in lowercase, hyphens between.

    Letters of every script stay, in Unicode's composed form (NFC).
    """
    if title.isascii():
        return "-".join(re.findall(r"[a-z0-9]+", title.lower()))
    import unicodedata  # for text beyond ASCII alone

    # Capitals without a small form (mathematical letters) are no letters here.
    kept = ("Ll", "Lo", "Lm", "Mn", "Mc", "Nd")
    lowered = composed(composed(title).lower())
    words = "".join(char if unicodedata.category(char) in kept else " " for char in lowered)
    return "-".join(word for word in words.split(" ") if word)


def composed(text: str) -> str:
    """A text with each letter and its accents as one character, where there is one (NFC)."""
    import unicodedata  # for text beyond ASCII alone

    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """What two texts have in common that differ in case, spaces, quotes, or accents of Latin letters."""
    import unicodedata  # for what people type alone

    plain = ""
    for char in unicodedata.normalize("NFKD", text.casefold()):
        if not (char in _QUOTES or (unicodedata.combining(char) and plain[-1:] < _BEYOND_GREEK)):
            plain += char
    return composed(" ".join(plain.casefold().split()))


def made_of(title: str, otherwise: str = "event") -> str:
    """The id of what has none, before it is known whose it is: made of its title, or a word.

    There is no other way: what is written into a file is what would be derived without it.
    """
    return id_from(title) or otherwise


class Ids:
    """Ids that are taken; a second one alike ends in -2."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._counts: dict[str, int] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._taken

    def give(self, wanted: str) -> str:
        """An id that is nobody's yet, and from now on somebody's."""
        name = wanted
        while name in self._taken:
            self._counts[wanted] = self._counts.get(wanted, 1) + 1
            name = f"{wanted}-{self._counts[wanted]}"
        self._taken.add(name)
        return name


# Events


def derived_ids(root: Table) -> dict[int, str]:
    """An id for each event that has none, by its index: made of its title.

    No id is given twice, and none that an event has or once had.
    """
    events = root.tables("events")
    missing = [event for event in events if "id" not in event.values]
    if not missing:
        return {}
    once = (name for event in events for _, name in event.texts("was"))
    ids = Ids(chain((event.text("id") or "" for event in events), once))
    return {int(event.path[1]): ids.give(made_of(event.text("title") or "")) for event in missing}


def renamed(root: Table) -> dict[str, str]:
    """The id that an event has now, by each that it once had."""
    now: dict[str, str] = {}
    derived: dict[int, str] | None = None
    for at, event in enumerate(root.tables("events")):
        for _, was in event.texts("was"):
            if (name := event.text("id")) is None:
                derived = derived_ids(root) if derived is None else derived
                name = derived.get(at, "")
            now.setdefault(was, name)
    return now


def ids_of(tables: dict[str, Any]) -> list[str]:
    """The id of each event: its own, or the one derived from its title, if it has one."""
    derived = derived_ids(Table((), tables))
    events = tables.get("events")
    return [
        _id(Table((), event), derived.get(index, "")) if isinstance(event, dict) else ""
        for index, event in enumerate(events if isinstance(events, list) else ())
    ]


def _id(event: Table, derived: str) -> str:
    return event.text("id") or (derived if event.text("title") else "")
