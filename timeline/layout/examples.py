"""What the key shows: of each kind of mark in use, a date of the timeline for an example."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from timeline import wording
from timeline.edtf import EdtfDate, Limit
from timeline.layout.labels import Block
from timeline.layout.marks import KEY
from timeline.model import Event, Timeline


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

    Each by the most important event that has it, of those alike by the first of the file:
    so the pictures of a timeline have one key, however wide they are.
    """
    blocks = list(blocks)
    used = {name for block in blocks for name in block.keys}
    # What a picture's edge cuts off shows less than its words say.
    whole = [block for block in blocks if "beyond" not in block.keys]
    whole.sort(key=lambda block: -timeline.events[block.event].importance)
    return tuple(_explained(name, timeline, whole) for name in KEY if name in used)


def _explained(name: str, timeline: Timeline, blocks: Iterable[Block]) -> Explained:
    lang = timeline.header.lang
    for event in (timeline.events[block.event] for block in blocks if name in block.keys):
        for date, attested in _dates(name, event):
            if wording.is_example(name, date, attested=attested):
                words = wording.key_words(name, lang, date, attested=attested)
                return Explained(name=name, words=words, leftward=isinstance(date.start, Limit))
    return Explained(name=name, words=wording.key_words(name, lang))


def _dates(name: str, event: Event) -> Iterable[tuple[EdtfDate, bool]]:
    """The dates of an event that may have a kind of mark, and whether it was only so by then."""
    if name == "account":
        return [(account.date, False) for account in event.accounts]
    return [(event.when, event.attested is not None)]
