"""What the key shows: of each kind of mark in use, a date of the timeline for an example."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from timeline import wording
from timeline.edtf import EdtfDate, Limit
from timeline.layout.labels import Block
from timeline.layout.marks import KEY
from timeline.model import Event, Kin, Timeline
from timeline.wording.examples import UNITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A kind of mark in use, by its name in KEY, and its words.

    `leftward` is whether what they name lies before its mark, as an open start does.
    """

    name: str
    words: str
    leftward: bool = False


def explained(timeline: Timeline, blocks: Iterable[Block]) -> tuple[Explained, ...]:
    """The kinds of mark that blocks have, in the key's order.

    Each by the most important event that has it and leaves no word of its source unsaid, of
    those alike by the first of the file: so the pictures of a timeline have one key, however wide they are.
    """
    blocks = list(blocks)
    used = {name for block in blocks for name in block.keys}
    # What a picture's edge cuts off shows less than its words say.
    whole = [block for block in blocks if "beyond" not in block.keys]
    # Words of the source beside a date may say more than the date.
    whole.sort(key=lambda block: _rank(timeline.events[block.event]))
    found = {name: _example(name, timeline, whole) for name in KEY if name in used}
    told = {name for name in found if _is_told(name, blocks)}
    lang = timeline.header.lang
    return tuple(
        one or Explained(name=name, words=wording.key_words(name, lang))
        for name, one in found.items()
        if one or name not in told
    )


def tied(kinds: Iterable[Kin], lang: str) -> tuple[Explained, ...]:
    """Kinds of relations that are drawn."""
    return tuple(Explained(name=kind, words=wording.key_words(kind, lang)) for kind in kinds)


def _rank(event: Event) -> tuple[bool, int]:
    return bool(event.date_text), -event.importance


def _is_told(name: str, blocks: Iterable[Block]) -> bool:
    """Whether a unit is part of marks alone that are explained whole: "about 1959"."""
    having = [block.keys for block in blocks if name in block.keys]
    return name in UNITS and all(keys & {"about", "doubt"} for keys in having)


def _example(name: str, timeline: Timeline, blocks: Iterable[Block]) -> Explained | None:
    """A kind of mark by the first event that is an example of it, if there is one."""
    lang = timeline.header.lang
    for event in (timeline.events[block.event] for block in blocks if name in block.keys):
        for date, attested in _dates(name, event):
            if wording.is_example(name, date, attested=attested):
                words = wording.key_words(name, lang, date, attested=attested)
                return Explained(name=name, words=words, leftward=isinstance(date.start, Limit))
    return None


def _dates(name: str, event: Event) -> Iterable[tuple[EdtfDate, bool]]:
    """The dates of an event that may have a kind of mark, and whether it was only so by then."""
    if name == "account":
        return [(account.date, False) for account in event.accounts]
    return [(event.when, event.is_attested)]
